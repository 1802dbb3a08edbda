//! Whether the parts of a definition fit each other: every reference leads somewhere, every name leads to
//! one thing, every text stands in both languages. All that does not is found in one go.

mod document;
mod fields;
mod rules;
mod texts;

use std::collections::BTreeSet;
use std::fmt::Arguments;

use super::Fault;
use super::definition::{Definition, Expected, Field, Key, Kind, When};
use super::names::Names;
use super::open::is_plain_name;
use crate::diag::catalogue::definition as words;

/// The names of a definition's fields, and what is wrong with it.
pub(super) fn of(definition: &Definition) -> (Names, Vec<Fault>) {
    let mut faults = Faults { definition, found: Vec::new() };
    faults.identity();
    faults.sentences();
    let names = faults.fields();
    faults.rules();
    faults.wordings();
    faults.document();
    faults.reminders();
    (names, faults.found)
}

struct Faults<'d> {
    definition: &'d Definition,
    found: Vec<Fault>,
}

impl<'d> Faults<'d> {
    fn add(&mut self, fault: Fault) {
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

    fn field(&self, key: &str) -> Option<&'d Field> {
        self.definition.fields.iter().find(|field| &*field.key == key)
    }

    /// The field of a reference, or a fault.
    fn expect_field(&mut self, key: &str, at: Arguments<'_>) -> Option<&'d Field> {
        let field = self.field(key);
        if field.is_none() {
            self.add(Fault::of(&words::FIELD, at).with("v", key).meant(key, self.field_keys()));
        }
        field
    }

    /// A sentence or a rule, or a fault.
    fn expect_rule(&mut self, id: &str, at: Arguments<'_>) {
        let known = self.definition.sentences.iter().any(|sentence| sentence.id == id)
            || self.definition.rules.iter().any(|rule| &*rule.code == id);
        if !known {
            self.add(Fault::of(&words::RULE, at).with("v", id).meant(id, self.rule_names()));
        }
    }

    /// A tick, or a fault.
    fn expect_tick(&mut self, key: &str, at: Arguments<'_>) {
        if let Some(field) = self.expect_field(key, at)
            && field.kind != Kind::Tick
        {
            self.add(Fault::of(&words::NOT_TICK, at).with("v", key));
        }
    }

    fn when(&mut self, when: &When, at: Arguments<'_>) {
        for (key, expected) in when.conditions() {
            let Some(field) = self.expect_field(key, format_args!("{at}.\"{key}\"")) else { continue };
            match expected {
                Expected::Given(_) if field.kind == Kind::Choice => {
                    let fault = Fault::of(&words::WHEN_CHOICE, format_args!("{at}.\"{key}\""));
                    self.add(fault.meant("", options_of(field)));
                }
                Expected::Given(_) => {}
                Expected::Choice(_) if field.kind != Kind::Choice => {
                    let fault = Fault::of(&words::WHEN_GIVEN, format_args!("{at}.\"{key}\""));
                    self.add(fault.with("v", key));
                }
                Expected::Choice(options) => {
                    for option in options {
                        self.expect_option(field, option, format_args!("{at}.\"{key}\""));
                    }
                }
            }
        }
    }

    fn expect_option(&mut self, field: &Field, option: &Key, at: Arguments<'_>) {
        if !field.options.iter().any(|choice| choice.value == *option) {
            let fault = Fault::of(&words::OPTION, at).with("v", option).with("field", &field.key);
            self.add(fault.meant(option, options_of(field)));
        }
    }

    /// A fault for each name met a second time.
    fn each_once<'n>(&mut self, names: impl Iterator<Item = &'n str>, path: &str, key: &str) {
        let mut seen = BTreeSet::new();
        for (at, name) in names.enumerate() {
            if !seen.insert(name) {
                self.add(Fault::of(&words::TWICE, format_args!("{path}[{at}].{key}")).with("v", name));
            }
        }
    }

    fn identity(&mut self) {
        let definition = self.definition;
        if definition.schema != 1 {
            self.add(Fault::of(&words::SCHEMA, "schema").with("v", definition.schema));
        }
        let id_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        if definition.id.is_empty() || !definition.id.chars().all(id_like) || definition.id.starts_with('.') {
            self.add(Fault::of(&words::ID, "id"));
        }
        if definition.instruction.checked_on < definition.instruction.updated {
            self.add(Fault::of(&words::CHECKED_ON, "instruction.checked_on"));
        }
        for (name, at) in definition
            .template
            .iter()
            .flat_map(|t| [(&t.file, "template.file"), (&t.binding, "template.binding")])
        {
            if !is_plain_name(name) {
                self.add(Fault::of(&words::FILE_NAME, at));
            }
        }
        self.text(&definition.title, format_args!("title"));
        if !is_code(&definition.language) {
            self.add(Fault::of(&words::LANGUAGE, "language"));
        }
        if self.is_foreign() != definition.original_title.is_some() {
            self.add(Fault::of(&words::FOREIGN, "original_title"));
        }
        self.text(&definition.issuer.name, format_args!("issuer.name"));
        self.text(&definition.instruction.title, format_args!("instruction.title"));
    }

    /// Whether the form is in a language that texts of a definition are not in.
    fn is_foreign(&self) -> bool {
        let language = self.definition.language.as_str();
        is_code(language) && !matches!(language, "lv" | "en")
    }

    fn sentences(&mut self) {
        let sentences = &self.definition.sentences;
        self.each_once(sentences.iter().map(|sentence| &*sentence.id), "sentence", "id");
        for (at, sentence) in sentences.iter().enumerate() {
            if sentence.enforced.is_empty() {
                self.add(Fault::of(&words::ENFORCED, format_args!("sentence[{at}].enforced")));
            }
            if sentence.lv.is_empty() || sentence.en.is_empty() {
                let lacking = if sentence.lv.is_empty() { "lv" } else { "en" };
                self.add(Fault::of(&words::SENTENCE_LANGUAGE, format_args!("sentence[{at}].{lacking}")));
            }
            self.text(&sentence.does, format_args!("sentence[{at}].does"));
            if self.is_foreign() != sentence.original.is_some() {
                self.add(Fault::of(&words::FOREIGN, format_args!("sentence[{at}].original")));
            }
            for (n, problem) in sentence.firm.iter().enumerate() {
                self.expect_problem(problem, format_args!("sentence[{at}].firm[{n}]"));
            }
            let unchecked = sentence.enforced.contains(&super::definition::Enforced::Unchecked);
            if unchecked == sentence.unchecked.is_empty() {
                self.add(Fault::of(&words::UNCHECKED, format_args!("sentence[{at}].unchecked")));
            }
        }
    }

    fn reminders(&mut self) {
        for (at, reminder) in self.definition.reminders.iter().enumerate() {
            self.when(&reminder.when, format_args!("reminder[{at}].when"));
            for (n, id) in reminder.quote.iter().enumerate() {
                if !self.definition.sentences.iter().any(|sentence| sentence.id == *id) {
                    let known = self.definition.sentences.iter().map(|sentence| &*sentence.id);
                    let fault = Fault::of(&words::SENTENCE, format_args!("reminder[{at}].quote[{n}]"));
                    self.add(fault.with("v", id).meant(id, known));
                }
            }
            if reminder.quote.is_empty() && reminder.text.is_empty() {
                self.add(Fault::of(&words::REMINDER, format_args!("reminder[{at}]")));
            }
            let known: Vec<&str> = self.field_keys().chain(["pdf"]).collect();
            self.names_in(&reminder.text, format_args!("reminder[{at}].text"), &known);
        }
    }
}

/// Whether it is the code of a language (ISO 639-1).
fn is_code(language: &str) -> bool {
    language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase())
}

/// The names of a choice's options, for what was meant.
fn options_of(field: &Field) -> impl Iterator<Item = &str> {
    field.options.iter().map(|option| &*option.value)
}
