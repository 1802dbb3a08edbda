use thiserror::Error;

use crate::diag::catalogue::pdf as words;
use crate::diag::{Entry, Finding, Origin};

/// Why a file cannot be used as a form at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// No `%PDF-` in the first kilobytes.
    #[error("not a PDF file")]
    NotPdf,
    /// The file's structure cannot be read.
    #[error("damaged PDF file: {why}")]
    Damaged {
        /// What could not be read.
        why: String,
    },
    /// The file needs a password, or is encrypted in a way that is not supported.
    #[error("encrypted PDF file: a password is needed")]
    Encrypted,
    /// The file is larger than, or would expand beyond, what is accepted.
    #[error("PDF file too large: {what} over {limit} bytes")]
    TooLarge {
        /// What is too large: the file, a stream, the number of objects.
        what: &'static str,
        /// The limit, in bytes or in pieces.
        limit: usize,
    },
    /// The document has no AcroForm, or one without fields.
    #[error("the PDF file has no form fields")]
    NoForm,
    /// The form exists only as XFA, which is drawn by Adobe's programs only.
    #[error("the form exists only as XFA")]
    XfaOnly,
}

impl PdfError {
    /// As a finding about the file of a person.
    pub fn finding(&self, origin: Origin) -> Finding {
        let entry: &'static Entry = match self {
            Self::NotPdf => &words::NOT_PDF,
            Self::Damaged { .. } => &words::DAMAGED,
            Self::Encrypted => &words::ENCRYPTED,
            Self::TooLarge { .. } => &words::TOO_LARGE,
            Self::NoForm => &words::NO_FORM,
            Self::XfaOnly => &words::XFA_ONLY,
        };
        let finding = Finding::of(entry, origin);
        match self {
            Self::Damaged { why } => finding.with("why", why),
            Self::TooLarge { limit, .. } => finding.with("limit", limit),
            _ => finding,
        }
    }
}
