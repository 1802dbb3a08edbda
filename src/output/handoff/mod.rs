//! The hand-off sheet, `OUT/lapa.html`: one page that tells a person what was built, who signs it, how, and where to send it.
//!
//! In: a [`HandOffSheet`], whose words about the form are data of its definition. Out: one HTML file without references.
//! `render` writes it from top to bottom, with `lists` (documents, refused rows, findings), `instructions` (who signs, how,
//! where to), `labels` (the headings in both languages) and `html` (escaping).

mod html;
mod instructions;
mod labels;
mod lists;
mod render;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::diag::{Finding, Lang, Severity, mask_codes_in};
use crate::output::FindingFacts;

pub(crate) use render::render;

/// The content of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct HandOffSheet {
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
    pub documents: Vec<SheetDocument>,
    /// The rows of which nothing was made.
    pub refused: Vec<SheetRefusedRow>,
    /// What was made and what was refused, but is not listed here because there is too much of it.
    pub unlisted: UnlistedCounts,
    /// What was found about the data file as a whole.
    pub findings: Vec<SheetFinding>,
    /// Who may sign.
    pub who_signs: WhoSigns,
    /// How to sign, step by step.
    pub how_to_sign: Vec<SheetSentence>,
    /// Where to send.
    pub recipient: SheetRecipient,
    /// What must not be attached.
    pub not_attach: Vec<SheetSentence>,
    /// Whom to ask.
    pub contact: SheetContact,
    /// What no program can check.
    pub not_checked: Vec<SheetSentence>,
}

/// How much is not on the sheet. Thousands of documents are no page for a person: they stand in `report.csv`.
/// See [`HandOffSheet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct UnlistedCounts {
    /// Applications that were made.
    pub documents: usize,
    /// Rows of which nothing was made.
    pub refused: usize,
}

impl HandOffSheet {
    /// How many applications were made.
    fn made(&self) -> usize {
        self.documents.len() + self.unlisted.documents
    }

    /// Of how many rows nothing was made.
    fn not_made(&self) -> usize {
        self.refused.len() + self.unlisted.refused
    }
}

/// One application that was made. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct SheetDocument {
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
    pub to_check: Vec<SheetSentence>,
    /// What to know about this application.
    pub reminders: Vec<SheetSentence>,
    /// Warnings and remarks, and errors that were accepted.
    pub findings: Vec<SheetFinding>,
}

/// A row of which nothing was made. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetRefusedRow {
    /// The row of the data.
    pub row: u32,
    /// The client's name, where it is known.
    pub client: Option<String>,
    /// Why.
    pub findings: Vec<SheetFinding>,
}

/// A sentence of the sheet, in our own words or quoted. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SheetSentence {
    /// The rule it rests on (`S16`), where it rests on one.
    pub rule: Option<String>,
    /// The words.
    pub text: String,
    /// Whether they are the instruction's own, word for word: then they stand in «».
    pub quoted: bool,
}

impl SheetSentence {
    /// In the definition's own words.
    pub(crate) fn plain(rule: Option<&str>, text: impl Into<String>) -> Self {
        Self { rule: rule.map(str::to_owned), text: text.into(), quoted: false }
    }

    /// In the instruction's words, without the quotation marks around them.
    pub(crate) fn quoted(rule: &str, text: impl Into<String>) -> Self {
        Self { rule: Some(rule.to_owned()), text: text.into(), quoted: true }
    }
}

/// Who may sign: the instruction's sentence, and its cases to tick. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct WhoSigns {
    /// The sentence before the cases.
    pub lead: Option<SheetSentence>,
    /// The cases, of which one must hold.
    pub cases: Vec<SheetSentence>,
    /// What to know besides.
    pub notes: Vec<SheetSentence>,
}

/// Where the signed documents go. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetRecipient {
    /// The way (`e-adrese`).
    pub channel: String,
    /// Who gets it.
    pub addressee: String,
    /// The sub-addressee, letter for letter.
    pub sub_addressee: String,
    /// The subject of the message; may be empty.
    pub subject: String,
    /// The sentences about it.
    pub notes: Vec<SheetSentence>,
}

impl SheetRecipient {
    /// Whether they are sent nowhere: whoever made them keeps them.
    pub(super) fn is_kept(&self) -> bool {
        self.channel == "kept"
    }
}

/// Whom to ask. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SheetContact {
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// The sentences about it.
    pub notes: Vec<SheetSentence>,
}

/// A finding as the sheet shows it. See [`HandOffSheet`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SheetFinding {
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

impl From<(&FindingFacts, Lang)> for SheetFinding {
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

impl SheetFinding {
    /// A finding in the words of `lang`, personal codes masked.
    pub(crate) fn of(finding: &Finding, lang: Lang) -> Self {
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
