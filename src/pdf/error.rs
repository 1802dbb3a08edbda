use thiserror::Error;

use crate::diag::catalogue::pdf as words;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Origin};

/// Why a file cannot be used as a form. See [`Pdf`](crate::pdf::Pdf).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// No `%PDF-` in the first kilobytes.
    #[error("not a PDF file")]
    NotPdf,
    /// The file's structure cannot be read.
    #[error("damaged PDF file: {}", .why.en)]
    Damaged {
        /// What could not be read.
        why: Bilingual,
    },
    /// The file needs a password, or is encrypted in a way that is not supported.
    #[error("encrypted PDF file: a password is needed")]
    Encrypted,
    /// The file is larger, or would expand to more, than is accepted.
    #[error("PDF file too large: {what} over {limit} bytes")]
    TooLarge {
        /// What is too large: the file, a stream, the number of objects.
        what: &'static str,
        /// The limit, in bytes or in objects.
        limit: usize,
    },
    /// The document has no AcroForm, or one without fields.
    #[error("the PDF file has no form fields")]
    NoForm,
    /// The form exists only as XFA, which only Adobe's programs show.
    #[error("the form exists only as XFA")]
    XfaOnly,
}

impl PdfError {
    /// As a finding about the user's file.
    pub fn finding(&self, origin: Origin) -> Finding {
        let entry: &'static CatalogueEntry = match self {
            Self::NotPdf => &words::NOT_PDF,
            Self::Damaged { .. } => &words::DAMAGED,
            Self::Encrypted => &words::ENCRYPTED,
            Self::TooLarge { .. } => &words::TOO_LARGE,
            Self::NoForm => &words::NO_FORM,
            Self::XfaOnly => &words::XFA_ONLY,
        };
        let finding = Finding::of(entry, origin);
        match self {
            Self::Damaged { why } => finding.with_text("why", why.clone()),
            Self::TooLarge { limit, .. } => finding.with("limit", limit),
            _ => finding,
        }
    }
}

/// The error of the parser, in words for people.
pub(crate) fn damaged(error: &lopdf::Error) -> PdfError {
    use lopdf::Error;
    let (lv, en) = match error {
        Error::Xref(_) | Error::MissingXrefEntry => {
            ("objektu rādītājs nav lasāms", "its table of objects cannot be read")
        }
        Error::Decompress(_) | Error::InvalidStream(_) | Error::InvalidObjectStream(_) => {
            ("plūsmu nevar atspiest", "a stream cannot be expanded")
        }
        Error::InvalidOffset(_) => ("norāde ved ārpus datnes", "a place outside of the file is named"),
        Error::DictKey(_) | Error::DictType { .. } | Error::ObjectNotFound(_) | Error::ObjectType { .. } => {
            ("trūkst objekta, vai tas ir cita veida", "an object is missing, or of another kind")
        }
        Error::ReferenceCycle(_) => ("objekti norāda paši uz sevi", "objects refer to themselves"),
        Error::Unimplemented(_) => {
            ("lietots kas tāds, ko šī programma neprot", "it uses what is not supported")
        }
        _ => ("uzbūve nav saprotama", "its structure cannot be understood"),
    };
    PdfError::Damaged { why: Bilingual::fixed(lv, en) }
}
