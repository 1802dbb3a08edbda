//! The hand-off sheet, `OUT/lapa.html`: one page that tells a person what was made, who signs it, how, and
//! where it goes.
//!
//! All words about the form come in with the model: they are data of its definition. Here are only the
//! headings and the paper.

mod guide;
mod html;
mod lists;
mod render;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

use crate::diag::{Finding, Lang, Severity, mask_codes_in};
use crate::output::FindingFacts;

pub use render::render;

/// What the sheet says.
///
/// ```
/// use edocpack::output::handoff::{HandOff, Said, render};
///
/// let sheet = HandOff { form_title: "Application".into(), issuer: "The office".into(), ..HandOff::default() };
/// assert!(render(&sheet).starts_with("<!DOCTYPE html>"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandOff {
    /// The language of the headings and of the program's own sentences; quotations stay in that of the form.
    pub lang: Lang,
    /// The form's title, word for word.
    pub form_title: String,
    /// The language of the form (ISO 639-1): of its title and of quotations.
    pub form_lang: String,
    /// Who issues the form and gets the application, for example „Valsts kase”.
    pub issuer: String,
    /// The day on which the instruction was updated, as a person reads it (`17.03.2025.`).
    pub instruction_date: String,
    /// When the documents were made, as a person reads it.
    pub built: String,
    /// The data file, as the person named it.
    pub source: Option<String>,
    /// Why these are only samples that must be neither signed nor sent; `None` on the official form.
    pub sample: Option<String>,
    /// What was made, in order.
    pub documents: Vec<Document>,
    /// The rows of which nothing was made.
    pub refused: Vec<Refused>,
    /// What was made and what was refused, but is not listed here because there is too much of it.
    pub unlisted: Unlisted,
    /// What was found about the data file as a whole.
    pub findings: Vec<Note>,
    /// Who may sign.
    pub who_signs: WhoSigns,
    /// How to sign, step by step.
    pub how_to_sign: Vec<Said>,
    /// Where to send.
    pub send: Send,
    /// What must not be attached.
    pub not_attach: Vec<Said>,
    /// Whom to ask.
    pub support: Support,
    /// What no program can check.
    pub not_checked: Vec<Said>,
}

/// How much is not on the sheet. Thousands of documents are no page for a person: they stand in `report.csv`.
/// See [`HandOff`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unlisted {
    /// Applications that were made.
    pub documents: usize,
    /// Rows of which nothing was made.
    pub refused: usize,
}

impl HandOff {
    /// How many applications were made.
    fn made(&self) -> usize {
        self.documents.len() + self.unlisted.documents
    }

    /// Of how many rows nothing was made.
    fn not_made(&self) -> usize {
        self.refused.len() + self.unlisted.refused
    }
}

/// One application that was made. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// The row of the data.
    pub row: u32,
    /// The client's name.
    pub client: String,
    /// The path of the filled PDF, relative to the sheet, with `/`. Never that of the unsigned container.
    pub pdf: String,
    /// The path of a picture of its first page, relative to the sheet, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// What is asked for, each as one reads it.
    pub actions: Vec<String>,
    /// What to look at before signing.
    pub to_check: Vec<Said>,
    /// What to know about this application.
    pub reminders: Vec<Said>,
    /// Warnings and remarks, and errors that were accepted.
    pub findings: Vec<Note>,
}

/// A row of which nothing was made. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refused {
    /// The row of the data.
    pub row: u32,
    /// The client's name, where it is known.
    pub client: Option<String>,
    /// Why.
    pub findings: Vec<Note>,
}

/// Something to say, in our own words or quoted. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The rule it rests on (`S16`), where it rests on one.
    pub rule: Option<String>,
    /// The words.
    pub text: String,
    /// Whether they are the instruction's own, word for word: then they stand in «».
    pub quoted: bool,
}

impl Said {
    /// In the definition's own words.
    pub fn plain(rule: Option<&str>, text: impl Into<String>) -> Self {
        Self { rule: rule.map(str::to_owned), text: text.into(), quoted: false }
    }

    /// In the instruction's words, without the quotation marks around them.
    pub fn quoted(rule: &str, text: impl Into<String>) -> Self {
        Self { rule: Some(rule.to_owned()), text: text.into(), quoted: true }
    }
}

/// Who may sign: the instruction's sentence, and its cases to tick. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhoSigns {
    /// The sentence before the cases.
    pub lead: Option<Said>,
    /// The cases, of which one must hold.
    pub cases: Vec<Said>,
    /// What to know besides.
    pub notes: Vec<Said>,
}

/// Where the signed documents go. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Send {
    /// The way (`e-adrese`).
    pub channel: String,
    /// Who gets it.
    pub addressee: String,
    /// The sub-addressee, letter for letter.
    pub sub_addressee: String,
    /// The subject of the message; may be empty.
    pub subject: String,
    /// The sentences about it.
    pub notes: Vec<Said>,
}

impl Send {
    /// Whether they are sent nowhere: whoever made them keeps them.
    pub(super) fn is_kept(&self) -> bool {
        self.channel == "kept"
    }
}

/// Whom to ask. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The sentences about it.
    pub notes: Vec<Said>,
}

/// A finding as the sheet shows it. See [`HandOff`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// How much it weighs.
    pub severity: Severity,
    /// Its code.
    pub code: String,
    /// Where in the data; may be empty.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Whether it was accepted on the record.
    pub accepted: bool,
}

impl From<(&FindingFacts, Lang)> for Note {
    fn from((finding, lang): (&FindingFacts, Lang)) -> Self {
        Self {
            severity: finding.severity,
            code: finding.code.clone(),
            place: finding.place.words.of(lang).to_owned(),
            message: finding.message.of(lang).to_owned(),
            hint: finding.hint.as_ref().map(|hint| hint.of(lang).to_owned()).unwrap_or_default(),
            accepted: finding.accepted,
        }
    }
}

impl Note {
    /// A finding in the words of `lang`, personal codes masked.
    pub fn of(finding: &Finding, lang: Lang) -> Self {
        Self {
            severity: finding.severity,
            code: finding.code.to_string(),
            place: finding.origin.describe(lang),
            message: mask_codes_in(&finding.message(lang)),
            hint: mask_codes_in(&finding.hint(lang).unwrap_or_default()),
            accepted: finding.accepted,
        }
    }
}
