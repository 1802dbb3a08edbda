use std::sync::Arc;

use super::document::Pdf;
use super::error::PdfError;
use super::features::{PdfFeatures, Xfa};
use super::field::{Field, FieldKind, FieldValue};
use crate::diag::catalogue::pdf as words;
use crate::diag::{Finding, Origin, Report};

/// A form that can be filled: a PDF file with fields. Parsed once, cheap to clone and to share between threads.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::Template;
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// for field in template.fields() {
///     println!("{}", field.name());
/// }
/// assert!(template.field("no such field").is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Template(Pdf);

impl Template {
    /// What a fill removes from the file, because it would not be valid any longer; `file` is the name of the
    /// template.
    pub fn removed_by_filling(&self, file: &str) -> Report {
        let removed = [
            (self.features().xfa == Xfa::Hybrid, &words::XFA_DROPPED),
            (self.features().usage_rights, &words::RIGHTS_DROPPED),
        ];
        let removed = removed.into_iter().filter(|(is, _)| *is);
        removed.map(|(_, entry)| Finding::of(entry, Origin::file(file))).collect()
    }

    /// Reads a form.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PdfError> {
        Self::of(Pdf::read(bytes)?)
    }

    /// A template of a file that was parsed before.
    pub fn of(pdf: Pdf) -> Result<Self, PdfError> {
        if pdf.features().xfa == Xfa::Dynamic {
            return Err(PdfError::XfaOnly);
        }
        if pdf.fields().is_empty() {
            return Err(PdfError::NoForm);
        }
        Ok(Self(pdf))
    }

    /// The file.
    pub fn pdf(&self) -> &Pdf {
        &self.0
    }

    /// The SHA-256 of the file.
    pub fn sha256(&self) -> [u8; 32] {
        self.0.sha256()
    }

    /// The terminal fields in the order of the field tree.
    pub fn fields(&self) -> &[Field] {
        self.0.fields()
    }

    /// The field of a fully qualified name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name() == name)
    }

    /// The number of pages.
    pub fn page_count(&self) -> usize {
        self.0.page_count()
    }

    /// The features of the file.
    pub fn features(&self) -> &PdfFeatures {
        self.0.features()
    }
}

/// The value of every field that can have one, in the order of the field tree: of the last revision of the file,
/// line ends as `\n`. A field without a value has `None`.
///
/// These are the values of the fields; whether their appearances show them, `proof` decides.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FieldValue, Template, read_values};
///
/// let filled = Template::read(std::fs::read("fixtures/filled/pypdf-good.pdf")?)?;
/// for (name, value) in read_values(&filled) {
///     if let Some(FieldValue::Text(text)) = value {
///         println!("{name}: {} characters", text.chars().count());
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub fn read_values(template: &Template) -> Vec<(&str, Option<&FieldValue>)> {
    use FieldKind::{PushButton, Signature, Unknown};
    template
        .fields()
        .iter()
        .filter(|field| !matches!(field.kind(), PushButton | Signature | Unknown))
        .map(|field| (field.name(), field.value()))
        .collect()
}
