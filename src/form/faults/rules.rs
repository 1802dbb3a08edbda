//! Rules and words for findings.

use std::fmt::Arguments;

use super::Faults;
use crate::diag::{Code, Provenance, catalogue};
use crate::form::definition::{Check, Key, Kind, LocalPart, Policy, Rule, Words};

impl Faults<'_> {
    pub(super) fn rules(&mut self) {
        let rules = &self.definition.rules;
        self.each_once(rules.iter().map(|rule| &*rule.code), "rule", "code");
        for (at, rule) in rules.iter().enumerate() {
            self.rule(rule, format_args!("rule[{at}]"));
        }
    }

    fn rule(&mut self, rule: &Rule, at: Arguments<'_>) {
        let sentence = Code::named(&*rule.code);
        let of_sentence = self.definition.sentences.iter().any(|s| s.id == sentence.rule());
        if rule.provenance == Provenance::Instruction && !of_sentence {
            let message = format_args!(
                "a rule of the instruction bears the id of its sentence; there is no `{}`",
                sentence.rule()
            );
            self.add(format_args!("{at}.code"), message);
        }
        self.when(&rule.when, format_args!("{at}.when"));
        let (name, least) = match &rule.check {
            Check::AtLeastOneOf(_) => ("at_least_one_of", 2),
            Check::Differ(_) => ("differ", 2),
            Check::Forbidden(_) => ("forbidden", 1),
            Check::LocalPart(_) => ("local_part.in", 1),
            Check::NotTogether(_) => ("not_together", 2),
            Check::Ordered(_) => ("ordered", 2),
            Check::Required(_) => ("required", 1),
            Check::Same(_) => ("same", 2),
            Check::StaleAfterMonths(_) => ("stale_after_months", 0),
            Check::Together(_) => ("together", 2),
            Check::WithinDays(_) => ("within_days.of", 2),
            Check::WithoutShapes(_) => ("without_shapes.in", 1),
            Check::WithoutValues(_) => ("without_values.in", 1),
            Check::Words(_) => ("words.in", 1),
        };
        let at_check = format_args!("{at}.{name}");
        let fields = rule.check.fields();
        if fields.len() < least {
            self.add(at_check, format_args!("at least {least} fields are expected"));
        }
        self.checked_fields(&rule.check, fields, at_check);
        if let Check::WithoutValues(values) = &rule.check {
            let at_of = format_args!("{at}.without_values.of");
            if values.of.is_empty() {
                self.add(at_of, "at least 1 fields are expected");
            }
            self.checked_fields(&rule.check, &values.of, at_of);
        }
        self.wording(&rule.wording, at, Some(rule.check.arguments()));
    }

    fn checked_fields(&mut self, check: &Check, fields: &[Key], at: Arguments<'_>) {
        for (n, key) in fields.iter().enumerate() {
            let here = format_args!("{at}[{n}]");
            let Some(field) = self.expect_field(key, here) else { continue };
            if fields.iter().take(n).any(|other| other == key) {
                self.add(here, format_args!("`{key}` stands here a second time"));
            }
            match (check, field.kind) {
                // Whether there are some can be asked where the form takes any.
                (
                    Check::Required(_)
                    | Check::Forbidden(_)
                    | Check::AtLeastOneOf(_)
                    | Check::NotTogether(_)
                    | Check::Together(_),
                    Kind::Attachment,
                ) if self.definition.document.attachments.policy == Policy::List => {}
                (_, Kind::Blank | Kind::Intent | Kind::Accept | Kind::Attachment) => {
                    self.add(here, format_args!("`{key}` never has a value of its own"));
                }
                (Check::LocalPart(_), kind) if kind != Kind::Email => {
                    self.add(here, format_args!("`{key}` is not an e-mail address"));
                }
                (
                    Check::Words(_)
                    | Check::Same(_)
                    | Check::Differ(_)
                    | Check::WithoutShapes(_)
                    | Check::WithoutValues(_),
                    Kind::Tick | Kind::Choice,
                ) => self.add(here, format_args!("`{key}` holds no text")),
                (Check::Ordered(_) | Check::WithinDays(_), kind) if kind != Kind::Date => {
                    self.add(here, format_args!("`{key}` is not a date"));
                }
                _ => {}
            }
        }
        let exactly_two = matches!(check, Check::Same(_) | Check::WithinDays(_));
        if exactly_two && fields.len() > 2 {
            self.add(at, "two fields are compared, no more");
        }
        let lists_something = match check {
            Check::Words(Words { any, .. }) | Check::LocalPart(LocalPart { any, .. }) => {
                !any.is_empty() && any.iter().all(|word| !word.trim().is_empty())
            }
            Check::WithoutShapes(shapes) => !shapes.any.is_empty(),
            _ => true,
        };
        if !lists_something {
            self.add(at, "`any` lists at least one word, and no empty one");
        }
    }

    pub(super) fn wordings(&mut self) {
        let wordings = &self.definition.wordings;
        self.each_once(wordings.iter().map(|wording| &*wording.code), "wording", "code");
        for (at, wording) in wordings.iter().enumerate() {
            if self.definition.rules.iter().any(|rule| *rule.code == *wording.code) {
                self.add(format_args!("wording[{at}].code"), "a rule of this code has its own words");
            }
            let known = catalogue::entry(&wording.code).is_some()
                || self.definition.policy_entry(&wording.code).is_some();
            if !known {
                let message = format_args!("no finding bears the code `{}`", wording.code);
                self.add(format_args!("wording[{at}].code"), message);
            }
            self.wording(&wording.wording, format_args!("wording[{at}]"), None);
        }
    }
}

impl Faults<'_> {
    /// A problem that some kind of value has, or a fault.
    pub(super) fn expect_problem(&mut self, problem: &str, at: Arguments<'_>) {
        if catalogue::entry(&format!("*-{problem}")).is_none() {
            self.add(at, format_args!("no kind of value has a problem called `{problem}`"));
        }
    }
}

impl Check {
    /// The fields it looks at, in the order of the file.
    pub fn fields(&self) -> &[Key] {
        match self {
            Self::AtLeastOneOf(fields)
            | Self::Differ(fields)
            | Self::Forbidden(fields)
            | Self::NotTogether(fields)
            | Self::Ordered(fields)
            | Self::Required(fields)
            | Self::Same(fields)
            | Self::Together(fields) => fields,
            Self::LocalPart(part) => &part.fields,
            Self::WithinDays(days) => &days.fields,
            Self::WithoutShapes(shapes) => &shapes.fields,
            Self::WithoutValues(values) => &values.fields,
            Self::Words(words) => &words.fields,
            Self::StaleAfterMonths(_) => &[],
        }
    }

    /// The `{names}` that its wording may use.
    pub fn arguments(&self) -> &'static [&'static str] {
        match self {
            Self::LocalPart(_) | Self::WithoutShapes(_) | Self::Words(_) => &["label", "v"],
            Self::WithinDays(_) => &["list", "days"],
            Self::WithoutValues(_) => &["label", "from"],
            Self::StaleAfterMonths(_) => &["date", "months"],
            _ => &["list"],
        }
    }
}
