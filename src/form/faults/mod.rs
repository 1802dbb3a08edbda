//! Whether the parts of a definition fit each other: every reference leads somewhere, every name leads to
//! one thing, every text stands in both languages. All that does not is found in one go.

mod document;
mod fields;
mod rules;
mod texts;

use std::collections::BTreeSet;
use std::fmt::Arguments;

use super::DefinitionFault;
use super::definition::{Conditions, Definition, ExpectedValue, FieldDefinition, Key, ValueKind};
use super::name_index::NameIndex;
use super::open::is_plain_name;
use crate::diag::catalogue::definition as words;

/// The names of a definition's fields, and what is wrong with it.
pub(super) fn check(definition: &Definition) -> (NameIndex, Vec<DefinitionFault>) {
    let mut faults = DefinitionChecker { definition, found: Vec::new() };
    faults.identity();
    faults.sentences();
    let names = faults.fields();
    faults.rules();
    faults.wordings();
    faults.document();
    faults.reminders();
    (names, faults.found)
}

struct DefinitionChecker<'d> {
    definition: &'d Definition,
    found: Vec<DefinitionFault>,
}

impl<'d> DefinitionChecker<'d> {
    fn add(&mut self, fault: DefinitionFault) {
        self.found.push(fault);
    }

    /// The keys of all fields, for what was meant.
    fn field_keys(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        self.definition.fields.iter().map(|field| &*field.key)
    }

    /// The ids of sentences and the codes of rules.
    fn rule_names(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let sentences = self.definition.sentences.iter().map(|sentence| &*sentence.id);
        sentences.chain(self.definition.rules.iter().map(|rule| &*rule.code))
    }

    fn field(&self, key: &str) -> Option<&'d FieldDefinition> {
        self.definition.fields.iter().find(|field| &*field.key == key)
    }

    /// The field of a reference, or a fault.
    fn expect_field(&mut self, key: &str, at: Arguments<'_>) -> Option<&'d FieldDefinition> {
        let field = self.field(key);
        if field.is_none() {
            self.add(
                DefinitionFault::of(&words::FIELD, at).with("v", key).with_suggestion(key, self.field_keys()),
            );
        }
        field
    }

    /// A sentence or a rule, or a fault.
    fn expect_rule(&mut self, id: &str, at: Arguments<'_>) {
        let known = self.definition.sentences.iter().any(|sentence| sentence.id == id)
            || self.definition.rules.iter().any(|rule| &*rule.code == id);
        if !known {
            self.add(
                DefinitionFault::of(&words::RULE, at).with("v", id).with_suggestion(id, self.rule_names()),
            );
        }
    }

    /// A tick, or a fault.
    fn expect_tick(&mut self, key: &str, at: Arguments<'_>) {
        if let Some(field) = self.expect_field(key, at)
            && field.kind != ValueKind::Tick
        {
            self.add(DefinitionFault::of(&words::NOT_TICK, at).with("v", key));
        }
    }

    fn conditions(&mut self, when: &Conditions, at: Arguments<'_>) {
        for (key, expected) in when.conditions() {
            let Some(field) = self.expect_field(key, format_args!("{at}.\"{key}\"")) else { continue };
            match expected {
                ExpectedValue::Given(_) if field.kind == ValueKind::Choice => {
                    let fault = DefinitionFault::of(&words::WHEN_CHOICE, format_args!("{at}.\"{key}\""));
                    self.add(fault.with_suggestion("", option_names(field)));
                }
                ExpectedValue::Given(_) => {}
                ExpectedValue::Choice(_) if field.kind != ValueKind::Choice => {
                    let fault = DefinitionFault::of(&words::WHEN_GIVEN, format_args!("{at}.\"{key}\""));
                    self.add(fault.with("v", key));
                }
                ExpectedValue::Choice(options) => {
                    for option in options {
                        self.expect_option(field, option, format_args!("{at}.\"{key}\""));
                    }
                }
            }
        }
    }

    fn expect_option(&mut self, field: &FieldDefinition, option: &Key, at: Arguments<'_>) {
        if !field.options.iter().any(|choice| choice.value == *option) {
            let fault = DefinitionFault::of(&words::OPTION, at).with("v", option).with("field", &field.key);
            self.add(fault.with_suggestion(option, option_names(field)));
        }
    }

    /// A fault for each name met a second time.
    fn expect_unique<'n>(&mut self, names: impl Iterator<Item = &'n str>, path: &str, key: &str) {
        let mut seen = BTreeSet::new();
        for (at, name) in names.enumerate() {
            if !seen.insert(name) {
                self.add(
                    DefinitionFault::of(&words::TWICE, format_args!("{path}[{at}].{key}")).with("v", name),
                );
            }
        }
    }

    fn identity(&mut self) {
        let definition = self.definition;
        if definition.schema != 1 {
            self.add(DefinitionFault::of(&words::SCHEMA, "schema").with("v", definition.schema));
        }
        let id_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        if definition.id.is_empty() || !definition.id.chars().all(id_like) || definition.id.starts_with('.') {
            self.add(DefinitionFault::of(&words::ID, "id"));
        }
        if definition.instruction.checked_on < definition.instruction.updated {
            self.add(DefinitionFault::of(&words::CHECKED_ON, "instruction.checked_on"));
        }
        for (name, at) in definition
            .template
            .iter()
            .flat_map(|t| [(&t.file, "template.file"), (&t.binding, "template.binding")])
        {
            if !is_plain_name(name) {
                self.add(DefinitionFault::of(&words::FILE_NAME, at));
            }
        }
        self.expect_both_languages(&definition.title, format_args!("title"));
        if !is_language_code(&definition.language) {
            self.add(DefinitionFault::of(&words::LANGUAGE, "language"));
        }
        if self.is_foreign() != definition.original_title.is_some() {
            self.add(DefinitionFault::of(&words::FOREIGN, "original_title"));
        }
        self.expect_both_languages(&definition.issuer.name, format_args!("issuer.name"));
        self.expect_both_languages(&definition.instruction.title, format_args!("instruction.title"));
    }

    /// Whether the form is in a language that texts of a definition are not in.
    fn is_foreign(&self) -> bool {
        let language = self.definition.language.as_str();
        is_language_code(language) && !matches!(language, "lv" | "en")
    }

    fn sentences(&mut self) {
        let sentences = &self.definition.sentences;
        self.expect_unique(sentences.iter().map(|sentence| &*sentence.id), "sentence", "id");
        for (at, sentence) in sentences.iter().enumerate() {
            if sentence.enforced.is_empty() {
                self.add(DefinitionFault::of(&words::ENFORCED, format_args!("sentence[{at}].enforced")));
            }
            if sentence.lv.is_empty() || sentence.en.is_empty() {
                let lacking = if sentence.lv.is_empty() { "lv" } else { "en" };
                self.add(DefinitionFault::of(
                    &words::SENTENCE_LANGUAGE,
                    format_args!("sentence[{at}].{lacking}"),
                ));
            }
            self.expect_both_languages(&sentence.does, format_args!("sentence[{at}].does"));
            if self.is_foreign() != sentence.original.is_some() {
                self.add(DefinitionFault::of(&words::FOREIGN, format_args!("sentence[{at}].original")));
            }
            for (n, problem) in sentence.firm.iter().enumerate() {
                self.expect_problem(problem, format_args!("sentence[{at}].firm[{n}]"));
            }
            let unchecked = sentence.enforced.contains(&super::definition::Enforcement::Unchecked);
            if unchecked == sentence.unchecked.is_empty() {
                self.add(DefinitionFault::of(&words::UNCHECKED, format_args!("sentence[{at}].unchecked")));
            }
        }
    }

    fn reminders(&mut self) {
        for (at, reminder) in self.definition.reminders.iter().enumerate() {
            self.conditions(&reminder.when, format_args!("reminder[{at}].when"));
            for (n, id) in reminder.quote.iter().enumerate() {
                if !self.definition.sentences.iter().any(|sentence| sentence.id == *id) {
                    let known = self.definition.sentences.iter().map(|sentence| &*sentence.id);
                    let fault =
                        DefinitionFault::of(&words::SENTENCE, format_args!("reminder[{at}].quote[{n}]"));
                    self.add(fault.with("v", id).with_suggestion(id, known));
                }
            }
            if reminder.quote.is_empty() && reminder.text.is_empty() {
                self.add(DefinitionFault::of(&words::REMINDER, format_args!("reminder[{at}]")));
            }
            let known: Vec<&str> = self.field_keys().chain(["pdf"]).collect();
            self.expect_arguments(&reminder.text, format_args!("reminder[{at}].text"), &known);
        }
    }
}

/// Whether it is the code of a language (ISO 639-1).
fn is_language_code(language: &str) -> bool {
    language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase())
}

/// The names of a choice's options, for what was meant.
fn option_names(field: &FieldDefinition) -> impl Iterator<Item = &str> {
    field.options.iter().map(|option| &*option.value)
}
