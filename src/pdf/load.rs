//! Loads a file: from bytes to decrypted objects, and the layout of the file (ISO 32000-2, 7.5).

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::error::{PdfError, damaged};
use super::lexer::Lexer;
use super::object_numbers;
use super::objects::catalog;
use super::serialize::{TooDeep, write_object};
use super::xref_sections;
use crate::diag::Bilingual;

/// The largest file that is read, in bytes.
pub(crate) const MAX_FILE: usize = 128 << 20;
/// The largest size of a decoded stream, in bytes.
pub(crate) const MAX_STREAM: usize = 64 << 20;
/// The most objects a file may have (ISO 32000-1, annex C).
pub(super) const MAX_OBJECTS: u32 = 8_388_607;
/// Viewers search `%PDF-` in this many bytes.
const HEADER_WITHIN: usize = 1024;

/// The layout of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileLayout {
    /// Bytes before `%PDF-`.
    pub(crate) header_offset: usize,
    /// The kind of the last cross-reference section.
    pub(crate) xref: XrefKind,
    /// Its offset, by `startxref`.
    pub(crate) startxref: usize,
    /// Whether the cross-reference data had to be repaired.
    pub(crate) repaired: bool,
    /// The first free object number.
    pub(crate) size: u32,
}

/// The kinds of cross-reference sections (ISO 32000-2, 7.5.4, 7.5.8).
/// See [`Template`](crate::pdf::Template).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum XrefKind {
    /// A table.
    Table,
    /// A stream.
    Stream,
    /// A table that names a stream for newer readers (7.5.8.4).
    Hybrid,
}

/// The number of bytes before the header; an error where there is no header, or the file is too large.
pub(super) fn header_offset(bytes: &[u8]) -> Result<usize, PdfError> {
    if bytes.len() > MAX_FILE {
        return Err(PdfError::TooLarge { what: "the file", limit: MAX_FILE });
    }
    let head = bytes.get(..bytes.len().min(HEADER_WITHIN)).unwrap_or_default();
    head.windows(5).position(|w| w == b"%PDF-").ok_or(PdfError::NotPdf)
}

/// The objects of a file, decrypted.
pub(crate) struct LoadedDocument {
    pub(crate) doc: Document,
    pub(super) direct_encrypt: Option<Dictionary>,
}

pub(crate) fn load(bytes: &[u8], password: Option<&str>) -> Result<LoadedDocument, PdfError> {
    let doc = read(bytes, password)?;
    let direct = doc.trailer.get(b"Encrypt").and_then(Object::as_dict).ok();
    let (doc, direct_encrypt) = match direct.cloned() {
        Some(direct) => (load_with_direct_encrypt(bytes, password, &doc, &direct)?, Some(direct)),
        None => (doc, None),
    };
    // Encrypt is still there: the parser did not decrypt.
    if doc.trailer.has(b"Encrypt") {
        return Err(PdfError::Encrypted);
    }
    if doc.objects.is_empty() || catalog(&doc).is_none() {
        return Err(PdfError::Damaged {
            why: Bilingual::fixed("dokumentam nav kataloga", "it has no document catalogue"),
        });
    }
    Ok(LoadedDocument { doc, direct_encrypt })
}

/// The parser decrypts only where Encrypt is a reference: a direct dictionary becomes an object in a copy of the
/// file.
fn load_with_direct_encrypt(
    bytes: &[u8],
    password: Option<&str>,
    sealed: &Document,
    encrypt: &Dictionary,
) -> Result<Document, PdfError> {
    let id = (file_layout(sealed, bytes, 0).size, 0);
    let mut copy = bytes.to_vec();
    copy.push(b'\n');
    let mut trailer = Dictionary::new();
    for key in ["Root", "Info", "ID"] {
        if let Ok(value) = sealed.trailer.get(key.as_bytes()) {
            trailer.set(key, value.clone());
        }
    }
    trailer.set("Size", i64::from(id.0) + 1);
    trailer.set("Prev", i64::try_from(sealed.xref_start).unwrap_or_default());
    trailer.set("Encrypt", Object::Reference(id));
    let object = copy.len();
    copy.extend(format!("{} 0 obj\n", id.0).as_bytes());
    let written = write_object(&mut copy, &Object::Dictionary(encrypt.clone()));
    let xref = copy.len() + b"\nendobj\n".len();
    copy.extend(format!("\nendobj\nxref\n{} 1\n{object:010} 00000 n \ntrailer\n", id.0).as_bytes());
    written.and_then(|()| write_object(&mut copy, &Object::Dictionary(trailer))).map_err(|TooDeep| {
        PdfError::Damaged {
            why: Bilingual::fixed("objekts ir pārāk dziļš", "an object is nested too deep")
        }
    })?;
    copy.extend(format!("\nstartxref\n{xref}\n%%EOF\n").as_bytes());
    let mut doc = read(&copy, password)?;
    // Restores what the file itself has.
    doc.objects.remove(&id);
    doc.reference_table.entries.remove(&id.0);
    doc.xref_start = sealed.xref_start;
    doc.max_id = sealed.max_id;
    if let Ok(size) = sealed.trailer.get(b"Size") {
        doc.trailer.set("Size", size.clone());
    }
    Ok(doc)
}

fn read(bytes: &[u8], password: Option<&str>) -> Result<Document, PdfError> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        max_decompressed_size: Some(MAX_STREAM),
        ..LoadOptions::default()
    };
    // The parser is a dependency, and the file may be hostile: a panic in it must not end a batch.
    let loaded =
        catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options))).map_err(|_| {
            PdfError::Damaged { why: Bilingual::fixed("lasītājs padevās", "the parser gave up") }
        })?;
    loaded.map_err(|error| match error {
        lopdf::Error::InvalidPassword
        | lopdf::Error::Decryption(_)
        | lopdf::Error::UnsupportedSecurityHandler(_) => PdfError::Encrypted,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => {
            PdfError::TooLarge { what: "a stream", limit }
        }
        other => damaged(&other),
    })
}

pub(super) fn file_layout(doc: &Document, bytes: &[u8], junk: usize) -> FileLayout {
    let startxref = doc.xref_start;
    FileLayout {
        header_offset: junk,
        startxref,
        xref: xref_kind(bytes.get(junk..).unwrap_or_default(), startxref),
        repaired: doc.xref_recovery.is_some() || startxref == 0,
        size: object_numbers::first_unused(doc),
    }
}

fn xref_kind(bytes: &[u8], startxref: usize) -> XrefKind {
    let is_table =
        || Lexer::starting_at(bytes, startxref).next().is_some_and(|token| token.is_keyword(b"xref"));
    match xref_sections::read_section(bytes, startxref) {
        Ok(section) if section.is_hybrid => XrefKind::Hybrid,
        // A damaged table is a table.
        _ if is_table() => XrefKind::Table,
        _ => XrefKind::Stream,
    }
}
