//! Sections and fields.

use std::collections::HashMap;
use std::fmt::Arguments;

use super::DefinitionChecker;
use crate::diag::Bilingual;
use crate::diag::catalogue::definition as words;
use crate::form::DefinitionFault;
use crate::form::definition::{FieldDefinition, NumberStyle, ValueKind};
use crate::form::name_index::{NameIndex, fold_name};

impl DefinitionChecker<'_> {
    pub(super) fn fields(&mut self) -> NameIndex {
        let definition = self.definition;
        self.expect_unique(definition.sections.iter().map(|section| &*section.key), "section", "key");
        for (at, section) in definition.sections.iter().enumerate() {
            self.expect_both_languages(&section.title, format_args!("section[{at}].title"));
        }
        self.expect_unique(definition.fields.iter().map(|field| &*field.key), "field", "key");
        for (at, field) in definition.fields.iter().enumerate() {
            self.field_by_itself(field, format_args!("field[{at}]"));
            self.references(field, format_args!("field[{at}]"));
        }
        for kind in [ValueKind::Intent, ValueKind::Accept] {
            let mut of_kind = definition.fields.iter().enumerate().filter(|(_, field)| field.kind == kind);
            if let Some((second, _)) = of_kind.nth(1) {
                self.add(DefinitionFault::of(&words::ONE_COLUMN, format_args!("field[{second}].kind")));
            }
        }
        let (names, claimed) = NameIndex::of(definition);
        for claim in claimed {
            let by = definition.fields.get(claim.by).map(|field| &*field.key).unwrap_or_default();
            if by == claim.name && definition.fields.get(claim.field).is_some_and(|f| *f.key == *by) {
                // The key itself stands twice, which has a fault.
                continue;
            }
            let at = format!(
                "field[{}].{}",
                claim.field,
                name_path(definition.fields.get(claim.field), claim.name)
            );
            self.add(DefinitionFault::of(&words::NAME_TAKEN, at).with("v", claim.name).with("by", by));
        }
        names
    }

    fn field_by_itself(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        let key_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
        if field.key.is_empty() || !field.key.chars().all(key_like) {
            self.add(DefinitionFault::of(&words::FIELD_KEY, format_args!("{at}.key")));
        }
        self.expect_both_languages(&field.label, format_args!("{at}.label"));
        self.expect_both_or_neither(&field.help, format_args!("{at}.help"));
        if let Some(column) = &field.column {
            self.expect_both_languages(column, format_args!("{at}.column"));
        }
        for (limit, name) in [(field.max, "max"), (field.lines, "lines")] {
            if limit == Some(0) {
                self.add(DefinitionFault::of(&words::NO_ROOM, format_args!("{at}.{name}")));
            }
        }
        for (is, name, kind) in [
            (field.lines.is_some(), "lines", ValueKind::Text),
            (field.multiline, "multiline", ValueKind::Text),
            (field.verbatim, "verbatim", ValueKind::Text),
            (!field.shapes.is_empty(), "shapes", ValueKind::Text),
            (field.format.is_some(), "format", ValueKind::Date),
        ] {
            if is && field.kind != kind {
                self.add(for_kind(
                    format_args!("{at}.{name}"),
                    name,
                    if kind == ValueKind::Date { "date" } else { "text" },
                ));
            }
        }
        self.write(field.kind, field.write, at);
        self.options(field, at);
    }

    fn write(&mut self, kind: ValueKind, write: Option<NumberStyle>, at: Arguments<'_>) {
        if write.is_some_and(|write| !write.applies_to(kind)) {
            let at = format_args!("{at}.write");
            let (code, account) = ("`as_given`, `dashed`, `digits`", "`compact`, `grouped`");
            self.add(match kind {
                ValueKind::PersonalCode => DefinitionFault::of(&words::WRITE, at)
                    .with_text("kind", Bilingual::fixed("Personas kodu", "A personal code"))
                    .with("list", code),
                ValueKind::Iban => DefinitionFault::of(&words::WRITE, at)
                    .with_text("kind", Bilingual::fixed("Konta numuru", "An account number"))
                    .with("list", account),
                _ => for_kind(at, "write", "personal_code, iban"),
            });
        }
    }

    fn options(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        let chooses = matches!(field.kind, ValueKind::Choice | ValueKind::Intent);
        if chooses && field.options.is_empty() {
            self.add(DefinitionFault::of(&words::OPTIONS, format_args!("{at}.kind")));
        }
        if !chooses && !field.options.is_empty() {
            self.add(for_kind(format_args!("{at}.options"), "options", "choice, intent"));
        }
        let mut seen = HashMap::new();
        for (n, option) in field.options.iter().enumerate() {
            let here = format_args!("{at}.options[{n}]");
            self.expect_both_languages(&option.label, format_args!("{here}.label"));
            match (&option.sets, field.kind) {
                (Some(tick), ValueKind::Intent) => self.expect_tick(tick, format_args!("{here}.sets")),
                (Some(_), _) => self.add(for_kind(format_args!("{here}.sets"), "sets", "intent")),
                (None, ValueKind::Intent) => self.add(DefinitionFault::of(&words::SETS, here)),
                (None, _) => {}
            }
            for name in option.names() {
                if seen.insert(fold_name(name), n).is_some_and(|other| other != n) {
                    self.add(DefinitionFault::of(&words::OPTION_NAME, here).with("v", name));
                }
            }
        }
    }

    fn references(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        match &field.section {
            Some(section) if !self.definition.sections.iter().any(|s| s.key == *section) => {
                let known = self.section_keys();
                let fault = DefinitionFault::of(&words::SECTION, format_args!("{at}.section"));
                self.add(fault.with("v", section).with_suggestion(section, known));
            }
            None if field.printed && !field.kind.is_row_column() => {
                let known = self.section_keys();
                self.add(
                    DefinitionFault::of(&words::NO_SECTION, format_args!("{at}.section"))
                        .with_suggestion("", known),
                );
            }
            _ => {}
        }
        match &field.rule {
            Some(rule) => self.expect_rule(rule, format_args!("{at}.rule")),
            None if field.kind.is_row_column() => {}
            None => {
                let known = self.rule_names();
                self.add(
                    DefinitionFault::of(&words::NO_RULE, format_args!("{at}.rule"))
                        .with_suggestion("", known),
                );
            }
        }
        for (problem, rule) in &field.codes {
            self.expect_rule(rule, format_args!("{at}.codes.{problem}"));
            self.expect_problem(problem, format_args!("{at}.codes.{problem}"));
        }
        self.by(field, at);
        self.other_values(field, at);
        self.computed(field, at);
    }

    fn computed(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        let Some(computed) = &field.computed else { return };
        let here = format_args!("{at}.computed");
        if field.kind != ValueKind::Date {
            self.add(DefinitionFault::of(&words::COMPUTED_KIND, here));
        }
        if let Some(source) = self.expect_field(&computed.from, format_args!("{here}.from")) {
            if source.kind != ValueKind::Date {
                self.add(
                    DefinitionFault::of(&words::NOT_DATE, format_args!("{here}.from")).with("v", &source.key),
                );
            }
            if source.computed.is_some() {
                let at = format_args!("{here}.from");
                self.add(DefinitionFault::of(&words::COMPUTED_TWICE, at).with("v", &source.key));
            }
        }
        if [computed.years, computed.months, computed.days] == [0; 3] {
            self.add(DefinitionFault::of(&words::COMPUTED_NOTHING, here));
        }
        if field.default.is_some() || field.default_from.is_some() || field.same_as.is_some() {
            self.add(DefinitionFault::of(&words::COMPUTED_DEFAULT, here));
        }
    }

    fn by(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        let Some(by) = &field.by else { return };
        let Some(choice) = self.expect_field(&by.field, format_args!("{at}.by.field")) else { return };
        if choice.kind != ValueKind::Choice || choice.by.is_some() {
            self.add(
                DefinitionFault::of(&words::NOT_CHOICE, format_args!("{at}.by.field")).with("v", &choice.key),
            );
            return;
        }
        if by.cases.is_empty() || !field.kind.is_written_text() {
            self.add(DefinitionFault::of(&words::BY, format_args!("{at}.by")));
        }
        for (option, case) in &by.cases {
            let here = format_args!("{at}.by.{option}");
            self.expect_option(choice, option, here);
            if !case.kind.is_written_text() {
                self.add(DefinitionFault::of(&words::TEXT_KIND, format_args!("{here}.kind")));
            }
            self.write(case.kind, case.write, here);
            if let Some(rule) = &case.rule {
                self.expect_rule(rule, format_args!("{here}.rule"));
            }
        }
    }

    fn other_values(&mut self, field: &FieldDefinition, at: Arguments<'_>) {
        let from = field.default_from.as_ref().map(|from| (&from.field, "default_from.field"));
        for (key, name) in field.same_as.iter().map(|key| (key, "same_as")).chain(from) {
            let here = format_args!("{at}.{name}");
            let Some(source) = self.expect_field(key, here) else { continue };
            if !source.kind.is_written_text() || !field.kind.is_written_text() {
                self.add(DefinitionFault::of(&words::BOTH_TEXT, here));
            }
            // Values are handed on once: a field that gives one must have its own.
            if source.same_as.is_some() || source.default_from.is_some() {
                self.add(DefinitionFault::of(&words::OWN_VALUE, here).with("v", key));
            }
        }
        if let Some(from) = &field.default_from {
            self.conditions(&from.when, format_args!("{at}.default_from.when"));
        }
        match (&field.default, field.kind) {
            (Some(default), ValueKind::Choice) => {
                self.expect_option(field, &default.as_str().into(), format_args!("{at}.default"));
            }
            (Some(_), kind) if !kind.is_written_text() => {
                self.add(DefinitionFault::of(&words::NO_DEFAULT, format_args!("{at}.default")));
            }
            _ => {}
        }
    }

    fn section_keys(&self) -> impl Iterator<Item = &str> {
        self.definition.sections.iter().map(|section| &*section.key)
    }
}

/// A key that is for another kind.
fn for_kind(at: impl ToString, name: &str, kind: &str) -> DefinitionFault {
    let what = Bilingual { lv: format!("„{name}”").into(), en: format!("`{name}` is").into() };
    let fault = DefinitionFault::of(&words::FOR_KIND, at).about_key().with_text("what", what);
    fault.with_text("kind", Bilingual { lv: format!("„{kind}”").into(), en: format!("`{kind}`").into() })
}

/// Where a name of a field stands: as its key, header or alias.
fn name_path(field: Option<&FieldDefinition>, name: &str) -> String {
    let Some(field) = field else { return String::new() };
    if let Some(at) = field.aliases.iter().position(|alias| alias == name) {
        return format!("aliases[{at}]");
    }
    match &field.column {
        Some(column) if column.lv == name => "column.lv".to_owned(),
        Some(column) if column.en == name => "column.en".to_owned(),
        _ => "key".to_owned(),
    }
}
