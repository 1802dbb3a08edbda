//! Form definitions: what a form's fields, rules and words are, as data.
//!
//! A definition is a folder with a `form.toml`, some are embedded in the program. [`Form`] is a definition
//! whose parts fit each other: it can be made only by [`Form::embedded`], [`Form::open`] and [`Form::parse`],
//! which find every fault at once.
//!
//! - In: a folder, an id or a text. Out: a [`Form`], or a [`FormError`] with every fault and its line.
//! - In: a form, a [`Binding`] and a PDF. Out: a `BoundForm`, which says what is written into which field.
//! - In: a form and a record. Out: a `ColumnMapping`, which says what each column is for.
//!
//! The order of the files: `definition` has the types, `toml_read` reads them, `faults` checks them (`fault`,
//! `toml_locator`), `open` and `embedded` find them; `name_index`, `column_mapping` and `columns` are for sheets,
//! `binding` and `matching` for PDFs, `explain` and `examples` for people.

pub(crate) mod binding;
mod column_mapping;
mod columns;
pub(crate) mod definition;
mod embedded;
mod error;
mod examples;
mod explain;
mod fault;
mod faults;
mod form_value;
mod identity;
pub(crate) mod matching;
pub(crate) mod name_index;
mod open;
mod toml_locator;
mod toml_read;
pub(crate) mod toml_write;

pub use binding::Binding;
pub(crate) use binding::BoundForm;
pub(crate) use column_mapping::ColumnMapping;
pub(crate) use columns::FormColumn;
pub(crate) use definition::QualifiedKind;
pub use definition::{Enforcement, FieldDefinition, InstructionSentence, SectionDefinition, ValueKind};
pub use error::{FaultyFile, FormError};
pub use examples::Example;
pub(crate) use examples::ExamplesText;
pub(crate) use explain::Explanation;
pub(crate) use fault::DefinitionFault;
pub(crate) use form_value::FormValue;
pub(crate) use toml_locator::source_snippet;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diag::{Bilingual, Finding, Lang, Wording};
use definition::{
    Definition, DocumentPolicy, Instruction, Issuer, RegistryPair, Reminder, Rule, Sending, Signing,
    SupportContact,
};
use name_index::NameIndex;

/// A form definition whose every cross reference holds.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::form::Form;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// assert_eq!(form.sentences().len(), 25); // of its instruction
/// for field in form.fields() {
///     println!("{}: {}", field.key, field.label.en);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Form {
    definition: Definition,
    /// The name of the `form.toml`, and its text, for the lines of faults.
    file: Arc<str>,
    text: Arc<str>,
    sha256: [u8; 32],
    /// Where each field stands in `definition.fields`.
    positions: HashMap<Arc<str>, usize>,
    names: NameIndex,
    files: DefinitionFiles,
}

/// The files beside a `form.toml`, as far as they are there.
#[derive(Debug, Clone, Default)]
struct DefinitionFiles {
    template: Option<Cow<'static, [u8]>>,
    binding: Option<Cow<'static, str>>,
    examples: Option<Cow<'static, str>>,
}

impl Form {
    /// Reads the text of a `form.toml`; `file` is its name in error messages. Such a form has no template of
    /// its own.
    pub fn parse(text: &str, file: &str) -> Result<Self, FormError> {
        Self::with_files(text, file, DefinitionFiles::default())
    }

    fn with_files(text: &str, file: &str, files: DefinitionFiles) -> Result<Self, FormError> {
        let definition: Definition = toml_read::read(text, file)?;
        let (names, faults) = faults::check(&definition);
        if !faults.is_empty() {
            return Err(FormError::faults(file, text, faults));
        }
        let positions =
            definition.fields.iter().enumerate().map(|(at, field)| (Arc::clone(&field.key), at)).collect();
        let sha256 = Sha256::digest(text.as_bytes()).into();
        Ok(Self { definition, file: file.into(), text: text.into(), sha256, positions, names, files })
    }

    /// The form's id.
    pub fn id(&self) -> &str {
        &self.definition.id
    }

    /// The edition of the form.
    pub fn edition(&self) -> &str {
        &self.definition.edition
    }

    /// The language of the form (ISO 639-1).
    pub fn language(&self) -> &str {
        &self.definition.language
    }

    /// The form's title.
    pub fn title(&self) -> &Bilingual {
        &self.definition.title
    }

    /// The title as the form itself has it.
    pub fn title_in_form_language(&self) -> &str {
        self.definition.original_title.as_deref().unwrap_or_else(|| self.title().of(self.form_lang()))
    }

    /// The language of the form, as far as the program speaks it: labels are in it, and sentences are quoted in it
    /// unless they have an `original`.
    pub fn form_lang(&self) -> Lang {
        if self.language() == "en" { Lang::En } else { Lang::Lv }
    }

    /// A sentence letter by letter as the issuer wrote it.
    pub fn sentence_text<'s>(&self, sentence: &'s InstructionSentence) -> &'s str {
        sentence.original.as_deref().unwrap_or(match self.form_lang() {
            Lang::Lv => &sentence.lv,
            Lang::En => &sentence.en,
        })
    }

    /// The id of the form that took its place, once there is one.
    pub fn superseded_by(&self) -> Option<&str> {
        self.definition.superseded_by.as_deref()
    }

    /// Who issues it.
    pub(crate) fn issuer(&self) -> &Issuer {
        &self.definition.issuer
    }

    /// The instruction the rules are taken from.
    pub(crate) fn instruction(&self) -> &Instruction {
        &self.definition.instruction
    }

    /// SHA-256 of the `form.toml`.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// What the `form.toml` was called when it was read.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What a file beside the `form.toml` is called.
    pub fn file_beside(&self, name: &str) -> String {
        match self.file.rsplit_once(['/', '\\']) {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        }
    }

    /// Findings about the `form.toml`, with their lines.
    pub(crate) fn faulty_file(&self, faults: Vec<DefinitionFault>) -> FaultyFile {
        FaultyFile::of(&self.file, &self.text, faults)
    }

    /// The PDF that comes with the definition.
    pub fn template(&self) -> Option<&[u8]> {
        self.files.template.as_deref()
    }

    /// Whether that PDF is part of the program.
    pub fn has_built_in_template(&self) -> bool {
        matches!(self.files.template, Some(Cow::Borrowed(_)))
    }

    /// The binding of that PDF.
    pub fn binding(&self) -> Option<Result<Binding, FormError>> {
        self.files.binding.as_deref().map(|text| Binding::parse(text, &self.binding_file()))
    }

    /// The name of the binding of that PDF.
    pub fn binding_file(&self) -> String {
        self.file_beside(self.definition.template.as_ref().map_or("binding.toml", |files| &files.binding))
    }

    /// The sections, in the order of the form.
    pub fn sections(&self) -> &[SectionDefinition] {
        &self.definition.sections
    }

    /// The section of that key.
    pub(crate) fn section(&self, key: &str) -> Option<&SectionDefinition> {
        self.sections().iter().find(|section| &*section.key == key)
    }

    /// The fields, in the order of the form.
    pub fn fields(&self) -> &[FieldDefinition] {
        &self.definition.fields
    }

    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&FieldDefinition> {
        self.fields().get(self.position(key)?)
    }

    /// Where a field stands in [`Form::fields`].
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.positions.get(key).copied()
    }

    /// The sentences of the instruction, in its order.
    pub fn sentences(&self) -> &[InstructionSentence] {
        &self.definition.sentences
    }

    /// The sentence of that id.
    pub fn sentence(&self, id: &str) -> Option<&InstructionSentence> {
        self.sentences().iter().find(|sentence| sentence.id == id)
    }

    /// The rules, in the order of their findings.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.definition.rules
    }

    /// The rule of that code.
    pub(crate) fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules().iter().find(|rule| &*rule.code == code)
    }

    /// The form's own words for a finding that is not of one of its rules.
    pub(crate) fn wording(&self, code: &str) -> Option<&Arc<Wording>> {
        self.definition.wordings.iter().find(|w| w.code == code).map(|w| &w.wording)
    }

    /// A finding in the form's own words, where it has some for the code.
    pub fn with_form_wording(&self, finding: Finding) -> Finding {
        match self.wording(finding.code.as_str()) {
            Some(wording) => finding.with_wording(Arc::clone(wording)),
            None => finding,
        }
    }

    /// The file name of the PDF that comes with the definition; empty where none does.
    pub fn template_file(&self) -> &str {
        self.definition.template.as_ref().map_or("", |files| &files.file)
    }

    /// What the document and its container may hold, and what they are called.
    pub(crate) fn document(&self) -> &DocumentPolicy {
        &self.definition.document
    }

    /// How the document is signed.
    pub(crate) fn signing(&self) -> &Signing {
        &self.definition.signing
    }

    /// Where it is sent.
    pub(crate) fn sending(&self) -> &Sending {
        &self.definition.sending
    }

    /// Where help is to be had.
    pub(crate) fn support(&self) -> Option<&SupportContact> {
        self.definition.support.as_ref()
    }

    /// Numbers and names that can be compared with an extract of a register.
    pub(crate) fn registry(&self) -> &[RegistryPair] {
        &self.definition.registry
    }

    /// The reminders, in order.
    pub(crate) fn reminders(&self) -> &[Reminder] {
        &self.definition.reminders
    }
}

#[cfg(test)]
mod tests;
