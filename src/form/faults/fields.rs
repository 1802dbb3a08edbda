//! Sections and fields.

use std::collections::HashMap;
use std::fmt::Arguments;

use super::Faults;
use crate::form::definition::{Field, Kind, Write};
use crate::form::fold::fold;
use crate::form::names::Names;

impl Faults<'_> {
    pub(super) fn fields(&mut self) -> Names {
        let definition = self.definition;
        self.each_once(definition.sections.iter().map(|section| &*section.key), "section", "key");
        for (at, section) in definition.sections.iter().enumerate() {
            self.text(&section.title, format_args!("section[{at}].title"));
        }
        self.each_once(definition.fields.iter().map(|field| &*field.key), "field", "key");
        for (at, field) in definition.fields.iter().enumerate() {
            self.field_by_itself(field, format_args!("field[{at}]"));
            self.references(field, format_args!("field[{at}]"));
        }
        for kind in [Kind::Intent, Kind::Accept] {
            let mut of_kind = definition.fields.iter().enumerate().filter(|(_, field)| field.kind == kind);
            if let Some((second, _)) = of_kind.nth(1) {
                self.add(format_args!("field[{second}].kind"), "a form has one such column");
            }
        }
        let (names, claimed) = Names::of(definition);
        for claim in claimed {
            let by = definition.fields.get(claim.by).map(|field| &*field.key).unwrap_or_default();
            let message = format_args!("the name `{}` is that of `{by}`, case and marks aside", claim.name);
            self.add(format_args!("field[{}]", claim.field), message);
        }
        names
    }

    fn field_by_itself(&mut self, field: &Field, at: Arguments<'_>) {
        let key_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
        if field.key.is_empty() || !field.key.chars().all(key_like) {
            self.add(format_args!("{at}.key"), "a key is made of small letters, figures, `.` and `_`");
        }
        self.text(&field.label, format_args!("{at}.label"));
        self.both_or_none(&field.help, format_args!("{at}.help"));
        if let Some(column) = &field.column {
            self.text(column, format_args!("{at}.column"));
        }
        for (limit, name) in [(field.max, "max"), (field.lines, "lines")] {
            if limit == Some(0) {
                self.add(format_args!("{at}.{name}"), "nothing would fit");
            }
        }
        if (field.multiline || field.verbatim || field.lines.is_some()) && field.kind != Kind::Text {
            self.add(at, "`lines`, `multiline` and `verbatim` are for the kind `text`");
        }
        if field.format.is_some() && field.kind != Kind::Date {
            self.add(format_args!("{at}.format"), "`format` is for the kind `date`");
        }
        if !field.shapes.is_empty() && field.kind != Kind::Text {
            self.add(format_args!("{at}.shapes"), "`shapes` are for the kind `text`");
        }
        self.write(field.kind, field.write, at);
        self.options(field, at);
    }

    fn write(&mut self, kind: Kind, write: Option<Write>, at: Arguments<'_>) {
        if write.is_some_and(|write| !write.suits(kind)) {
            let message = match kind {
                Kind::PersonalCode => "a personal code is written `as_given`, `dashed` or `digits`",
                Kind::Iban => "an account number is written `compact` or `grouped`",
                _ => "`write` is for the kinds `personal_code` and `iban`",
            };
            self.add(format_args!("{at}.write"), message);
        }
    }

    fn options(&mut self, field: &Field, at: Arguments<'_>) {
        let chooses = matches!(field.kind, Kind::Choice | Kind::Intent);
        if chooses && field.options.is_empty() {
            self.add(at, "the kind needs `options`");
        }
        if !chooses && !field.options.is_empty() {
            self.add(format_args!("{at}.options"), "`options` are for the kinds `choice` and `intent`");
        }
        let mut seen = HashMap::new();
        for (n, option) in field.options.iter().enumerate() {
            let here = format_args!("{at}.options[{n}]");
            self.text(&option.label, format_args!("{here}.label"));
            match (&option.sets, field.kind) {
                (Some(tick), Kind::Intent) => self.expect_tick(tick, format_args!("{here}.sets")),
                (Some(_), _) => self.add(format_args!("{here}.sets"), "`sets` is for the kind `intent`"),
                (None, Kind::Intent) => self.add(here, "an intent `sets` a tick"),
                (None, _) => {}
            }
            for name in option.names() {
                if seen.insert(fold(name), n).is_some_and(|other| other != n) {
                    self.add(here, format_args!("the name `{name}` is that of another option"));
                }
            }
        }
    }

    fn references(&mut self, field: &Field, at: Arguments<'_>) {
        match &field.section {
            Some(section) if !self.definition.sections.iter().any(|s| s.key == *section) => {
                self.add(format_args!("{at}.section"), format_args!("no section is called `{section}`"));
            }
            None if field.printed && !field.kind.is_about_the_row() => {
                self.add(at, "a field of the form needs a `section`");
            }
            _ => {}
        }
        match &field.rule {
            Some(rule) => self.expect_rule(rule, format_args!("{at}.rule")),
            None if field.kind.is_about_the_row() => {}
            None => self.add(at, "say which `rule` findings about the field are put under"),
        }
        for (problem, rule) in &field.codes {
            self.expect_rule(rule, format_args!("{at}.codes.{problem}"));
            self.expect_problem(problem, format_args!("{at}.codes.{problem}"));
        }
        self.by(field, at);
        self.other_values(field, at);
        self.computed(field, at);
    }

    fn computed(&mut self, field: &Field, at: Arguments<'_>) {
        let Some(computed) = &field.computed else { return };
        let here = format_args!("{at}.computed");
        if field.kind != Kind::Date {
            self.add(here, "only a date is computed");
        }
        if let Some(source) = self.expect_field(&computed.from, format_args!("{here}.from")) {
            if source.kind != Kind::Date {
                self.add(format_args!("{here}.from"), format_args!("`{}` is not a date", source.key));
            }
            if source.computed.is_some() {
                let message = format_args!("`{}` is computed itself", source.key);
                self.add(format_args!("{here}.from"), message);
            }
        }
        if [computed.years, computed.months, computed.days] == [0; 3] {
            self.add(here, "say by how many `years`, `months` or `days` it is later");
        }
        if field.default.is_some() || field.default_from.is_some() || field.same_as.is_some() {
            self.add(here, "a computed value has no default and is not that of another field");
        }
    }

    fn by(&mut self, field: &Field, at: Arguments<'_>) {
        let Some(by) = &field.by else { return };
        let Some(choice) = self.expect_field(&by.field, format_args!("{at}.by.field")) else { return };
        if choice.kind != Kind::Choice || choice.by.is_some() {
            self.add(format_args!("{at}.by.field"), format_args!("`{}` is not a choice", choice.key));
            return;
        }
        if by.cases.is_empty() || !field.kind.is_written_text() {
            self.add(format_args!("{at}.by"), "it needs cases, and a field whose values are text");
        }
        for (option, case) in &by.cases {
            let here = format_args!("{at}.by.{option}");
            self.expect_option(choice, option, here);
            if !case.kind.is_written_text() {
                self.add(format_args!("{here}.kind"), "a kind whose values are text is expected");
            }
            self.write(case.kind, case.write, here);
            if let Some(rule) = &case.rule {
                self.expect_rule(rule, format_args!("{here}.rule"));
            }
        }
    }

    fn other_values(&mut self, field: &Field, at: Arguments<'_>) {
        let from = field.default_from.as_ref().map(|from| (&from.field, "default_from.field"));
        for (key, name) in field.same_as.iter().map(|key| (key, "same_as")).chain(from) {
            let here = format_args!("{at}.{name}");
            let Some(source) = self.expect_field(key, here) else { continue };
            if !source.kind.is_written_text() || !field.kind.is_written_text() {
                self.add(here, "both fields must hold text");
            }
            // Values are handed on once: a field that gives one must have its own.
            if source.same_as.is_some() || source.default_from.is_some() {
                self.add(here, format_args!("`{key}` takes its own value from another field"));
            }
        }
        if let Some(from) = &field.default_from {
            self.when(&from.when, format_args!("{at}.default_from.when"));
        }
        match (&field.default, field.kind) {
            (Some(default), Kind::Choice) => {
                self.expect_option(field, &default.as_str().into(), format_args!("{at}.default"));
            }
            (Some(_), kind) if !kind.is_written_text() => {
                self.add(format_args!("{at}.default"), "the kind takes no default");
            }
            _ => {}
        }
    }
}
