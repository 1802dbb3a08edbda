//! The form that is drafted: its sections and fields, in the order of reading.

use std::collections::BTreeSet;

use super::example_value::ExampleValue;
use super::guess::Guess;
use super::naming::{UniqueNames, cut, slug, trim_label};
use super::{DraftOptions, language};
use crate::form::definition::ValueKind;
use crate::form::matching;
use crate::pdf::page_text::{DocumentText, PageText, PrintedLine};
use crate::pdf::{Field, Template};

/// So many sentences of the form are offered to make rules of.
const MAX_SENTENCES: usize = 30;

/// A form as its PDF shows it.
#[derive(Debug)]
pub(super) struct DraftForm {
    pub(super) id: String,
    pub(super) language: &'static str,
    /// Whether the language is only supposed.
    pub(super) is_language_guessed: bool,
    /// As it is printed; the name of the file where nothing looks like a title.
    pub(super) title: String,
    pub(super) is_title_guessed: bool,
    pub(super) sections: Vec<DraftSection>,
    pub(super) fields: Vec<DraftField>,
    pub(super) unused: Vec<UnusedField>,
    /// Whole sentences that are printed on the form.
    pub(super) sentences: Vec<String>,
    /// Whether a page says that it is a sample.
    pub(super) is_sample: bool,
}

/// A section.
#[derive(Debug)]
pub(super) struct DraftSection {
    pub(super) key: String,
    pub(super) title: String,
}

/// A field of the definition.
#[derive(Debug)]
pub(super) struct DraftField {
    pub(super) key: String,
    pub(super) section: String,
    pub(super) label: String,
    /// Whether nothing but the field's name says what it is.
    pub(super) is_nameless: bool,
    pub(super) column: String,
    /// What its label (TU) says besides.
    pub(super) help: String,
    pub(super) guess: Guess,
    pub(super) max: Option<usize>,
    pub(super) multiline: bool,
    pub(super) required: bool,
    pub(super) options: Vec<DraftChoice>,
    pub(super) target: DraftTarget,
    pub(super) example: ExampleValue,
}

/// An option of a choice.
#[derive(Debug)]
pub(super) struct DraftChoice {
    pub(super) value: String,
    pub(super) label: String,
    /// The state, or the entry of the list.
    pub(super) state: String,
}

/// Where it is written.
#[derive(Debug)]
pub(super) enum DraftTarget {
    Choice { field: String },
    Field(String),
    Split(Vec<String>),
    Tick { field: String, on: String },
}

/// A field of the PDF that nothing is written into.
#[derive(Debug)]
pub(super) struct UnusedField {
    pub(super) name: String,
    pub(super) why: UnusedReason,
}

/// Why nothing is written into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnusedReason {
    /// The program cannot fill it.
    CannotFill,
    /// It has no state, or no entry, to choose.
    NoState,
    /// A person cannot change it.
    ReadOnly,
    /// A person never sees it.
    Unseen,
}

impl DraftForm {
    /// The form without its sections and fields.
    pub(super) fn new(template: &Template, printed: &DocumentText, options: &DraftOptions<'_>) -> Self {
        let lines = printed.pages().iter().flat_map(PageText::lines).map(PrintedLine::text);
        let labels = template.fields().iter().filter_map(Field::alternate_name);
        let known = language::detect(lines.chain(labels));
        let stem = options.file.rsplit_once('.').map_or(options.file, |(stem, _)| stem);
        let title =
            printed.title().map(|title| cut(trim_label(&title), 200)).filter(|title| !title.is_empty());
        Self {
            id: options.id.map_or_else(|| format!("my.{}", slug(stem, 4, "form")), str::to_owned),
            language: known.unwrap_or("en"),
            is_language_guessed: known.is_none(),
            is_title_guessed: title.is_none(),
            title: title.unwrap_or_else(|| stem.to_owned()),
            sections: Vec::new(),
            fields: Vec::new(),
            unused: Vec::new(),
            sentences: sentences(printed),
            is_sample: matching::is_marked_sample(printed),
        }
    }

    /// The field whose values can name files: a short text that is no person's.
    pub(super) fn file_label(&self) -> Option<&DraftField> {
        const PRIVATE: [&str; 12] = [
            "name", "vard", "uzvard", "nom", "nombre", "naam", "namn", "nimi", "imie", "vorname", "address",
            "adres",
        ];
        self.fields.iter().find(|entry| {
            let said = slug(&format!("{} {}", entry.label, entry.key), 20, "");
            let is_plain = entry.guess.kind == ValueKind::Text && entry.guess.alternative.is_none();
            is_plain
                && !entry.multiline
                && !entry.is_nameless
                && !PRIVATE.iter().any(|word| said.contains(word))
        })
    }

    /// Nothing is written into the field after all.
    pub(super) fn drop_field(&mut self, name: &str, why: UnusedReason) {
        if let Some(at) = self.fields.iter().position(|entry| entry.target.names().any(|own| own == name)) {
            let entry = self.fields.remove(at);
            self.unused.extend(entry.target.names().map(|name| UnusedField { name: name.to_owned(), why }));
            let left = |part: &DraftSection| self.fields.iter().any(|entry| entry.section == part.key);
            let sections = std::mem::take(&mut self.sections);
            self.sections = sections.into_iter().filter(left).collect();
        }
    }

    /// Each column a name of its own: the label, or with its section, or with a number.
    pub(super) fn name_columns(&mut self) {
        let mut taken = UniqueNames::default();
        for entry in &self.fields {
            taken.key(&entry.key);
        }
        let title =
            |key: &str| self.sections.iter().find(|part| part.key == *key).map_or("", |part| &part.title);
        let columns: Vec<String> = self
            .fields
            .iter()
            .map(|entry| {
                let section = cut(title(&entry.section), 40);
                taken.column(&[cut(&entry.label, 60), format!("{section}: {}", cut(&entry.label, 60))])
            })
            .collect();
        for (entry, column) in self.fields.iter_mut().zip(columns) {
            entry.column = column;
        }
    }
}

impl DraftTarget {
    /// The fields of the PDF.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names = match self {
            Self::Split(names) => names.as_slice(),
            Self::Choice { field } | Self::Field(field) | Self::Tick { field, .. } => {
                std::slice::from_ref(field)
            }
        };
        names.iter().map(String::as_str)
    }
}

/// Whole sentences that are printed, to be made rules of by a person.
fn sentences(printed: &DocumentText) -> Vec<String> {
    let paragraphs = printed.pages().iter().flat_map(PageText::paragraphs);
    let texts = paragraphs.map(|paragraph| paragraph.text().trim().to_owned());
    let is_sentence = |text: &String| {
        let words = text.split_whitespace().count();
        words >= 5 && text.chars().count() <= 600 && text.ends_with(['.', '!'])
    };
    let mut sentences: Vec<String> = texts.filter(is_sentence).collect();
    let mut seen = BTreeSet::new();
    sentences.retain(|text| seen.insert(text.clone()));
    sentences.truncate(MAX_SENTENCES);
    sentences
}
