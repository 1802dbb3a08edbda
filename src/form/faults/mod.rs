//! Whether the parts of a definition fit each other: every reference leads somewhere, every name leads to
//! one thing, every text stands in both languages. All that does not is found in one go.

mod document;
mod fields;
mod rules;
mod words;

use std::collections::BTreeSet;
use std::fmt::{Arguments, Display};

use super::Fault;
use super::definition::{Definition, Expected, Field, Key, Kind, When};
use super::names::Names;
use super::open::is_plain_name;

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

const FOREIGN: &str =
    "a form in another language than Latvian and English has its own words here, and only such a form";

struct Faults<'d> {
    definition: &'d Definition,
    found: Vec<Fault>,
}

impl<'d> Faults<'d> {
    fn add(&mut self, key: impl Display, message: impl Display) {
        self.found.push(Fault { line: None, key: key.to_string(), message: message.to_string() });
    }

    fn field(&self, key: &str) -> Option<&'d Field> {
        self.definition.fields.iter().find(|field| &*field.key == key)
    }

    /// The field of a reference, or a fault.
    fn expect_field(&mut self, key: &str, at: Arguments<'_>) -> Option<&'d Field> {
        let field = self.field(key);
        if field.is_none() {
            self.add(at, format_args!("no field is called `{key}`"));
        }
        field
    }

    /// A sentence or a rule, or a fault.
    fn expect_rule(&mut self, id: &str, at: Arguments<'_>) {
        let known = self.definition.sentences.iter().any(|sentence| sentence.id == id)
            || self.definition.rules.iter().any(|rule| &*rule.code == id);
        if !known {
            self.add(at, format_args!("neither a sentence nor a rule is called `{id}`"));
        }
    }

    /// A tick, or a fault.
    fn expect_tick(&mut self, key: &str, at: Arguments<'_>) {
        if let Some(field) = self.expect_field(key, at)
            && field.kind != Kind::Tick
        {
            self.add(at, format_args!("`{key}` is not a tick"));
        }
    }

    fn when(&mut self, when: &When, at: Arguments<'_>) {
        for (key, expected) in when.conditions() {
            let Some(field) = self.expect_field(key, format_args!("{at}.\"{key}\"")) else { continue };
            match expected {
                Expected::Given(_) if field.kind == Kind::Choice => {
                    self.add(
                        format_args!("{at}.\"{key}\""),
                        "a choice is compared with the names of its options",
                    );
                }
                Expected::Given(_) => {}
                Expected::Choice(_) if field.kind != Kind::Choice => {
                    let message = format_args!("`{key}` is not a choice; compare it with `true` or `false`");
                    self.add(format_args!("{at}.\"{key}\""), message);
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
            self.add(at, format_args!("`{}` has no option `{option}`", field.key));
        }
    }

    /// A fault for each name met a second time.
    fn each_once<'n>(&mut self, names: impl Iterator<Item = &'n str>, path: &str, key: &str) {
        let mut seen = BTreeSet::new();
        for (at, name) in names.enumerate() {
            if !seen.insert(name) {
                self.add(
                    format_args!("{path}[{at}].{key}"),
                    format_args!("`{name}` stands here a second time"),
                );
            }
        }
    }

    fn identity(&mut self) {
        let definition = self.definition;
        if definition.schema != 1 {
            self.add("schema", format_args!("this program reads 1, not {}", definition.schema));
        }
        let id_like = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        if definition.id.is_empty() || !definition.id.chars().all(id_like) || definition.id.starts_with('.') {
            self.add("id", "an id is made of small letters, figures, `.`, `-` and `_`");
        }
        if definition.instruction.checked_on < definition.instruction.updated {
            self.add("instruction.checked_on", "the comparison is older than the instruction");
        }
        for (name, at) in definition
            .template
            .iter()
            .flat_map(|t| [(&t.file, "template.file"), (&t.binding, "template.binding")])
        {
            if !is_plain_name(name) {
                self.add(at, "a plain file name is expected: the file lies beside the definition");
            }
        }
        self.text(&definition.title, format_args!("title"));
        let code_like =
            definition.language.len() == 2 && definition.language.chars().all(|c| c.is_ascii_lowercase());
        if !code_like {
            self.add("language", "a language is named by two small letters, such as `lv`");
        }
        if self.is_foreign() != definition.original_title.is_some() {
            self.add("original_title", FOREIGN);
        }
        self.text(&definition.issuer.name, format_args!("issuer.name"));
        self.text(&definition.instruction.title, format_args!("instruction.title"));
    }

    /// Whether the form is in a language that texts of a definition are not in.
    fn is_foreign(&self) -> bool {
        !matches!(self.definition.language.as_str(), "lv" | "en")
    }

    fn sentences(&mut self) {
        let sentences = &self.definition.sentences;
        self.each_once(sentences.iter().map(|sentence| &*sentence.id), "sentence", "id");
        for (at, sentence) in sentences.iter().enumerate() {
            if sentence.enforced.is_empty() {
                self.add(format_args!("sentence[{at}].enforced"), "say how the program holds the sentence");
            }
            if sentence.lv.is_empty() || sentence.en.is_empty() {
                self.add(format_args!("sentence[{at}]"), "the sentence is missing in one language");
            }
            self.text(&sentence.does, format_args!("sentence[{at}].does"));
            if self.is_foreign() != sentence.original.is_some() {
                self.add(format_args!("sentence[{at}].original"), FOREIGN);
            }
            for (n, problem) in sentence.firm.iter().enumerate() {
                self.expect_problem(problem, format_args!("sentence[{at}].firm[{n}]"));
            }
            let unchecked = sentence.enforced.contains(&super::definition::Enforced::Unchecked);
            if unchecked == sentence.unchecked.is_empty() {
                self.add(
                    format_args!("sentence[{at}].unchecked"),
                    "`unchecked` says what no program can check, and `enforced` then lists `unchecked`",
                );
            }
        }
    }

    fn reminders(&mut self) {
        for (at, reminder) in self.definition.reminders.iter().enumerate() {
            self.when(&reminder.when, format_args!("reminder[{at}].when"));
            for (n, id) in reminder.quote.iter().enumerate() {
                if !self.definition.sentences.iter().any(|sentence| sentence.id == *id) {
                    self.add(
                        format_args!("reminder[{at}].quote[{n}]"),
                        format_args!("no sentence is called `{id}`"),
                    );
                }
            }
            if reminder.quote.is_empty() && reminder.text.is_empty() {
                self.add(format_args!("reminder[{at}]"), "it neither quotes nor says anything");
            }
            self.names_in(&reminder.text, format_args!("reminder[{at}].text"), |faults, name| {
                name == "pdf" || faults.field(name).is_some()
            });
        }
    }
}
