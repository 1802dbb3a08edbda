//! A PDF file, parsed once.

use std::sync::{Arc, OnceLock};

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use sha2::{Digest as _, Sha256};

use super::error::PdfError;
use super::features::{PdfFeatures, Xfa};
use super::field::Field;
use super::hidden_widgets::mark_hidden_widgets;
use super::lexer::{Lexer, Token};
use super::load::{FileLayout, LoadedDocument, file_layout, header_offset, load};
use super::objects::{ObjectPath, catalog};
use super::page_tree::{PageNode, annotations, mark_off_page_widgets, pages};
use super::{features, field_tree, read_object};

/// A PDF file, parsed once; cheap to clone and to share between threads.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Pdf, PdfError};
///
/// let pdf = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// println!("{} pages, {} fields", pdf.page_count(), pdf.fields().len());
/// assert!(matches!(Pdf::read(*b"no PDF"), Err(PdfError::NotPdf)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Pdf(pub(crate) Arc<ParsedPdf>);

/// The pages of a PDF file, and the files embedded in it: they can be read, but not filled.
pub(crate) struct PdfPages {
    pub(crate) doc: Document,
    pub(crate) pages: Vec<PageNode>,
}

pub(crate) struct ParsedPdf {
    pub(crate) bytes: Arc<[u8]>,
    sha256: OnceLock<[u8; 32]>,
    pub(crate) doc: Document,
    /// Encrypt, where it is a direct dictionary in the trailer.
    pub(crate) direct_encrypt: Option<Dictionary>,
    pub(crate) layout: FileLayout,
    pub(crate) pages: Vec<PageNode>,
    pub(crate) acro_form: Option<ObjectPath>,
    pub(crate) fields: Vec<Field>,
    pub(crate) features: PdfFeatures,
    /// The password that opened it, for another reader of the same bytes.
    pub(crate) password: Option<String>,
}

impl ParsedPdf {
    /// Of the whole file; computed when it is first needed.
    pub(crate) fn sha256(&self) -> [u8; 32] {
        *self.sha256.get_or_init(|| Sha256::digest(&self.bytes).into())
    }
}

impl ParsedPdf {
    /// The encryption dictionary as it is in the file; the parser does not keep it.
    pub(crate) fn encrypt_dictionary(&self) -> Option<(ObjectId, Object)> {
        let id = self.doc.encryption_state.as_ref()?.encrypt_object_id()?;
        if self.direct_encrypt.is_some() {
            return None;
        }
        let XrefEntry::Normal { offset, .. } = self.doc.reference_table.get(id.0)? else { return None };
        let mut lexer =
            Lexer::starting_at(&self.bytes, self.layout.header_offset + usize::try_from(*offset).ok()?);
        let number = Token::Integer(id.0.into());
        let is_it = lexer.next()? == number && lexer.nth(1)?.is_keyword(b"obj");
        Some((id, read_object::read(&mut lexer)?)).filter(|_| is_it)
    }
}

impl Pdf {
    /// Parses a file. An encrypted file is opened where it needs no password to be read.
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, PdfError> {
        Self::parse(bytes.into(), None)
    }

    /// Parses a file that may need a password.
    pub fn read_with_password(bytes: impl Into<Arc<[u8]>>, password: &str) -> Result<Self, PdfError> {
        Self::parse(bytes.into(), Some(password.to_owned()))
    }

    fn parse(bytes: Arc<[u8]>, password: Option<String>) -> Result<Self, PdfError> {
        let junk = header_offset(&bytes)?;
        let LoadedDocument { doc, direct_encrypt } = load(&bytes, password.as_deref())?;
        let layout = file_layout(&doc, &bytes, junk);
        let pages = pages(&doc)?;
        let form = catalog(&doc).and_then(|catalog| catalog.child(b"AcroForm")).map(|form| form.path);
        let annotations = annotations(&doc, &pages);
        let mut fields = field_tree::read(&doc, &annotations)?;
        mark_off_page_widgets(&doc, &pages, &mut fields);
        mark_hidden_widgets(&doc, &mut fields);
        let features = features::read(&doc, &layout, &pages, &fields);
        Ok(Self(Arc::new(ParsedPdf {
            bytes,
            sha256: OnceLock::new(),
            doc,
            direct_encrypt,
            layout,
            pages,
            acro_form: form,
            fields,
            features,
            password,
        })))
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// Parses a file that was derived from this one, and has its encryption.
    pub(crate) fn parse_derived(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Self, PdfError> {
        Self::parse(bytes.into(), self.0.password.clone())
    }

    /// The password that opened it, where one was given.
    #[cfg(feature = "preview")]
    pub(crate) fn password(&self) -> Option<&str> {
        self.0.password.as_deref()
    }

    /// Its SHA-256.
    pub fn sha256(&self) -> [u8; 32] {
        self.0.sha256()
    }

    /// The number of pages.
    pub fn page_count(&self) -> usize {
        self.0.pages.len()
    }

    /// Its features that matter to fillers and readers.
    pub fn features(&self) -> &PdfFeatures {
        &self.0.features
    }

    /// The terminal fields of its form, in the order of the field tree; none where it has no form.
    pub fn fields(&self) -> &[Field] {
        &self.0.fields
    }
}

impl PdfPages {
    /// Parses a file. An encrypted file is opened where it needs no password to be read.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PdfError> {
        header_offset(bytes)?;
        let LoadedDocument { doc, .. } = load(bytes, None)?;
        let pages = pages(&doc)?;
        Ok(Self { doc, pages })
    }

    /// The number of pages.
    pub(crate) fn count(&self) -> usize {
        self.pages.len()
    }

    /// Whether its form exists only as XFA: the content of its pages is not what Adobe's programs show.
    pub(crate) fn is_xfa_only(&self) -> Result<bool, PdfError> {
        let form = catalog(&self.doc).and_then(|catalog| catalog.child(b"AcroForm"));
        if !form.is_some_and(|form| form.dict.has(b"XFA")) {
            return Ok(false);
        }
        let fields = field_tree::read(&self.doc, &annotations(&self.doc, &self.pages))?;
        Ok(features::document_xfa(&self.doc, &fields) == Xfa::Dynamic)
    }
}

impl std::fmt::Debug for PdfPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pdf")
            .field("bytes", &self.0.bytes.len())
            .field("pages", &self.0.pages.len())
            .field("fields", &self.0.fields.len())
            .finish_non_exhaustive()
    }
}
