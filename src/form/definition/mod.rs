//! What a `form.toml` says, as it stands there: every table and key of the definition language, with
//! `deny_unknown_fields` throughout. Whether the parts fit each other is the business of `faults`.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::form::{Form, ValueKind};
//!
//! let form = Form::embedded("lv.kase.x509")?;
//! for field in form.fields().iter().filter(|field| field.kind == ValueKind::PersonalCode) {
//!     println!("{}: {}", field.key, field.label.en);
//! }
//! # Ok(())
//! # }
//! ```

pub(in crate::form) mod deserialize;
mod document;
mod field;
mod rule;
mod sentence;

pub(crate) use document::{
    ActionWord, AttachmentsAllowed, DocumentPolicy, QualifiedKind, RegistryPair, ScanAction, Sending,
    Signing, SupportContact,
};
pub use field::{FieldDefinition, SectionDefinition, ValueKind};
pub(crate) use field::{FieldOption, KindCase, NumberStyle};
pub(crate) use rule::{
    Check, Conditions, ExpectedValue, ForbiddenLocalParts, ForbiddenWords, Rule, WithinDays, WithoutShapes,
    WithoutValues,
};
pub use sentence::{Enforcement, InstructionSentence};
pub(crate) use sentence::{Reminder, ReminderPlace};

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use crate::diag::catalogue::document as document_entries;
use crate::diag::{Bilingual, CatalogueEntry, Wording};

/// The name of a field, a section or an option within a definition; cheap to hand on.
pub(crate) type Key = Arc<str>;

/// A whole `form.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "edocpack: form.toml")]
pub(crate) struct Definition {
    /// The edition of the definition language; this program reads 1.
    pub schema: u32,
    /// The form's id, such as an issuer and a name joined by dots.
    pub id: String,
    /// The edition of the form itself, usually the date of its instruction.
    pub edition: String,
    /// The language of the form (ISO 639-1).
    pub language: String,
    /// The form's title.
    pub title: Bilingual,
    /// The title letter by letter, where the form is in neither of the two languages.
    pub original_title: Option<String>,
    /// The id of the form that took its place, once there is one.
    pub superseded_by: Option<String>,
    /// Who issues the form.
    pub issuer: Issuer,
    /// The instruction the rules are taken from.
    pub instruction: Instruction,
    /// The PDF in the definition's folder; absent where only `--template` can hand one in.
    pub template: Option<TemplateFiles>,
    /// The instruction, sentence by sentence.
    #[serde(default, rename = "sentence")]
    pub sentences: Vec<InstructionSentence>,
    /// The form's sections, in its order.
    #[serde(default, rename = "section")]
    pub sections: Vec<SectionDefinition>,
    /// The fields, in the order of the form.
    #[serde(rename = "field")]
    pub fields: Vec<FieldDefinition>,
    /// The rules, in the order they are told.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// Words for findings that are not of a rule.
    #[serde(default, rename = "wording")]
    pub wordings: Vec<FindingWording>,
    /// What the document and its container may hold, and what they are called.
    pub document: DocumentPolicy,
    /// How the document is signed.
    pub signing: Signing,
    /// Where it is sent.
    pub sending: Sending,
    /// Where help is to be had.
    pub support: Option<SupportContact>,
    /// Numbers and names that can be held against an extract of a register.
    #[serde(default)]
    pub registry: Vec<RegistryPair>,
    /// What a person is told, in order.
    #[serde(default, rename = "reminder")]
    pub reminders: Vec<Reminder>,
}

impl Definition {
    /// The kind of finding that bears this very code since the document policy, or a field that holds no value,
    /// rests on a sentence of that id.
    pub(super) fn policy_entry(&self, code: &str) -> Option<&'static CatalogueEntry> {
        let of_kind =
            |kind| self.fields.iter().any(|field| field.kind == kind && field.rule.as_deref() == Some(code));
        if code == self.document.per_container.rule {
            Some(&document_entries::DOCUMENTS)
        } else if code == self.document.attachments.rule || of_kind(ValueKind::Attachment) {
            Some(&document_entries::ATTACHED)
        } else if of_kind(ValueKind::Blank) {
            Some(&document_entries::BLANK)
        } else {
            None
        }
    }
}

/// Who issues a form.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issuer {
    /// The name.
    pub name: Bilingual,
    /// The registration number.
    #[expect(dead_code, reason = "a part of the definition language that no output has yet")]
    pub reg_no: Option<String>,
}

/// The text the rules are taken from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instruction {
    /// Its title.
    pub title: Bilingual,
    /// The date it bears.
    #[serde(deserialize_with = "deserialize::deserialize_date")]
    #[schemars(with = "deserialize::DateText")]
    pub updated: NaiveDate,
    /// The day somebody last compared the definition with what the issuer publishes.
    #[serde(deserialize_with = "deserialize::deserialize_date")]
    #[schemars(with = "deserialize::DateText")]
    pub checked_on: NaiveDate,
}

/// The files of the definition's own template, beside `form.toml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateFiles {
    /// The PDF.
    pub file: String,
    /// Its binding.
    pub binding: String,
}

/// Words for a finding of a field kind or of the document policy, where the form says it better than the
/// program. See [`Definition`].
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "WordingText")]
pub(crate) struct FindingWording {
    /// The finding's code.
    pub code: String,
    /// The words.
    pub wording: Arc<Wording>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WordingText {
    /// The code of the finding.
    code: String,
    /// What is wrong.
    message: Bilingual,
    /// What to do.
    #[serde(default)]
    hint: Bilingual,
    /// Why, at length.
    #[serde(default)]
    explain: Bilingual,
}

impl JsonSchema for FindingWording {
    fn schema_name() -> Cow<'static, str> {
        "Wording".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        WordingText::json_schema(generator)
    }
}

impl From<WordingText> for FindingWording {
    fn from(text: WordingText) -> Self {
        let WordingText { code, message, hint, explain } = text;
        Self { code, wording: Arc::new(Wording { message, hint, explain }) }
    }
}
