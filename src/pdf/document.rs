//! A PDF file, parsed once.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use sha2::{Digest as _, Sha256};

use super::error::{PdfError, damaged};
use super::field::Field;
use super::geometry::Rect;
use super::lex::{Lexer, Token};
use super::objects::{DEPTH, Place, Spot};
use super::serialize::{TooDeep, write_object};
use super::traits::{Traits, Xfa};
use super::{field_tree, read_object, traits};
use crate::diag::Bilingual;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 128 << 20;
/// The largest that one stream may become when it is expanded, in bytes.
pub(crate) const MAX_STREAM: usize = 64 << 20;
/// The most objects a file may have (ISO 32000-1, annex C).
const MAX_OBJECTS: u32 = 8_388_607;
const MAX_PAGES: usize = 20_000;
/// Where viewers look for `%PDF-`.
const HEADER_WITHIN: usize = 1024;

/// A PDF file, parsed once; cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Pdf(pub(crate) Arc<Parsed>);

/// A PDF file as far as its pages go, and the files inside of it: what is painted can be seen, nothing can be filled.
pub struct Pages {
    pub(crate) doc: Document,
    pub(crate) pages: Vec<Page>,
}

pub(crate) struct Parsed {
    pub(crate) bytes: Arc<[u8]>,
    sha256: OnceLock<[u8; 32]>,
    pub(crate) doc: Document,
    /// How the file is encrypted, where its trailer says so itself and names no object.
    pub(crate) direct_encrypt: Option<Dictionary>,
    pub(crate) layout: Layout,
    pub(crate) pages: Vec<Page>,
    pub(crate) form: Option<Spot>,
    pub(crate) fields: Vec<Field>,
    pub(crate) traits: Traits,
    /// What it was opened with, for another reader of the same bytes.
    pub(crate) password: Option<String>,
}

impl Parsed {
    /// Of the whole file; hashed when it is first asked for.
    pub(crate) fn sha256(&self) -> [u8; 32] {
        *self.sha256.get_or_init(|| Sha256::digest(&self.bytes).into())
    }
}

/// How the file is laid out on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Bytes before `%PDF-`.
    pub(crate) junk: usize,
    /// What the last cross-reference section is.
    pub(crate) xref: XrefKind,
    /// Where it begins, as `startxref` says.
    pub(crate) startxref: usize,
    /// Whether the cross-reference data had to be mended to be read.
    pub(crate) mended: bool,
    /// The first object number that is free.
    pub(crate) size: u32,
}

impl Parsed {
    /// The object that says how the file is encrypted, as it stands in the file; the parser does not keep it.
    pub(crate) fn encryption(&self) -> Option<(ObjectId, Object)> {
        let id = self.doc.encryption_state.as_ref()?.encrypt_object_id()?;
        if self.direct_encrypt.is_some() {
            return None;
        }
        let XrefEntry::Normal { offset, .. } = self.doc.reference_table.get(id.0)? else { return None };
        let mut lexer = Lexer::at(&self.bytes, self.layout.junk + usize::try_from(*offset).ok()?);
        let number = Token::Integer(id.0.into());
        let is_it = lexer.next()? == number && lexer.nth(1)?.is_word(b"obj");
        Some((id, read_object::read(&mut lexer)?)).filter(|_| is_it)
    }
}

/// Whether an object only holds a file together: what a file that is written anew does not need.
pub(crate) fn is_structure(object: &Object) -> bool {
    match object {
        Object::Stream(stream) => stream.dict.has_type(b"XRef") || stream.dict.has_type(b"ObjStm"),
        Object::Dictionary(dict) => dict.has(b"Linearized"),
        _ => false,
    }
}

/// The kinds of cross-reference sections (ISO 32000-2, 7.5.4, 7.5.8).
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

/// A page and what it inherits.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) id: ObjectId,
    pub(crate) resources: Option<Arc<Object>>,
    pub(crate) media: Rect,
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
        let junk = junk(&bytes)?;
        let Loaded { doc, direct_encrypt } = load(&bytes, password.as_deref())?;
        let layout = layout(&doc, &bytes, junk);
        let pages = pages(&doc)?;
        let form = catalog(&doc).and_then(|catalog| catalog.at(b"AcroForm")).map(|form| form.spot);
        let annotations = annotations(&doc, &pages);
        let fields = field_tree::read(&doc, &annotations)?;
        let traits = traits::read(&doc, &layout, &pages, &fields);
        Ok(Self(Arc::new(Parsed {
            bytes,
            sha256: OnceLock::new(),
            doc,
            direct_encrypt,
            layout,
            pages,
            form,
            fields,
            traits,
            password,
        })))
    }

    /// The file as it was handed in.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// Parses another edition of this file: what was made of it, and has its encryption.
    pub(crate) fn edition(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Self, PdfError> {
        Self::parse(bytes.into(), self.0.password.clone())
    }

    /// The password it was opened with, where one was given.
    #[cfg(feature = "preview")]
    pub(crate) fn password(&self) -> Option<&str> {
        self.0.password.as_deref()
    }

    /// Its SHA-256.
    pub fn sha256(&self) -> [u8; 32] {
        self.0.sha256()
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.0.pages.len()
    }

    /// What is remarkable in it.
    pub fn traits(&self) -> &Traits {
        &self.0.traits
    }

    /// The terminal fields of its form, in the order of the field tree; none where it has no form.
    pub fn fields(&self) -> &[Field] {
        &self.0.fields
    }
}

impl Pages {
    /// Parses a file. An encrypted file is opened where it needs no password to be read.
    pub fn read(bytes: &[u8]) -> Result<Self, PdfError> {
        junk(bytes)?;
        let Loaded { doc, .. } = load(bytes, None)?;
        let pages = pages(&doc)?;
        Ok(Self { doc, pages })
    }

    /// How many pages it has.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Whether its form exists only as XFA: what is on the pages is not what Adobe's programs show.
    pub fn is_xfa_only(&self) -> Result<bool, PdfError> {
        let form = catalog(&self.doc).and_then(|catalog| catalog.at(b"AcroForm"));
        if !form.is_some_and(|form| form.dict.has(b"XFA")) {
            return Ok(false);
        }
        let fields = field_tree::read(&self.doc, &annotations(&self.doc, &self.pages))?;
        Ok(traits::xfa_of(&self.doc, &fields) == Xfa::Dynamic)
    }
}

impl std::fmt::Debug for Pages {
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

/// How many bytes stand before the header; an error where there is none, or where the file is too large.
fn junk(bytes: &[u8]) -> Result<usize, PdfError> {
    if bytes.len() > MAX_FILE {
        return Err(PdfError::TooLarge { what: "the file", limit: MAX_FILE });
    }
    let head = bytes.get(..bytes.len().min(HEADER_WITHIN)).unwrap_or_default();
    head.windows(5).position(|w| w == b"%PDF-").ok_or(PdfError::NotPdf)
}

/// A file as the parser has it, decrypted.
pub(crate) struct Loaded {
    pub(crate) doc: Document,
    direct_encrypt: Option<Dictionary>,
}

pub(crate) fn load(bytes: &[u8], password: Option<&str>) -> Result<Loaded, PdfError> {
    let doc = read(bytes, password)?;
    let direct = doc.trailer.get(b"Encrypt").and_then(Object::as_dict).ok();
    let (doc, direct_encrypt) = match direct.cloned() {
        Some(direct) => (load_direct(bytes, password, &doc, &direct)?, Some(direct)),
        None => (doc, None),
    };
    // Still there: nobody opened it.
    if doc.trailer.has(b"Encrypt") {
        return Err(PdfError::Encrypted);
    }
    if doc.objects.is_empty() || catalog(&doc).is_none() {
        return Err(PdfError::Damaged {
            why: Bilingual::fixed("dokumentam nav kataloga", "it has no document catalogue"),
        });
    }
    Ok(Loaded { doc, direct_encrypt })
}

/// The parser decrypts only where the trailer names an object that says how: a copy of the file gets one.
fn load_direct(
    bytes: &[u8],
    password: Option<&str>,
    sealed: &Document,
    encrypt: &Dictionary,
) -> Result<Document, PdfError> {
    let id = (layout(sealed, bytes, 0).size, 0);
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
    // Back to what the file itself has.
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
    // The parser is not ours and the file may be hostile: a slip of arithmetic in it must not end a batch.
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

pub(crate) fn catalog(doc: &Document) -> Option<Place<'_>> {
    Place::of(doc, doc.trailer.get(b"Root").ok()?.as_reference().ok()?)
}

fn layout(doc: &Document, bytes: &[u8], junk: usize) -> Layout {
    let startxref = doc.xref_start;
    let largest = doc.objects.keys().next_back().map_or(0, |id| id.0);
    let listed = doc.reference_table.entries.keys().next_back().copied().unwrap_or_default();
    // A trailer's Size may be larger than what is listed, and is believed within reason.
    let declared = doc.trailer.get(b"Size").and_then(Object::as_i64).ok();
    let declared =
        declared.and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= MAX_OBJECTS).unwrap_or_default();
    // Nothing that the file says may come to mean an object that an update adds: not even a reference to nothing.
    let mentioned = doc.objects.values().map(|object| highest_reference(object, 0)).max().unwrap_or_default();
    let mentioned = mentioned.min(MAX_OBJECTS);
    Layout {
        junk,
        startxref,
        xref: xref_kind(bytes.get(junk + startxref..).unwrap_or_default()),
        mended: doc.xref_recovery.is_some() || startxref == 0,
        size: largest.max(listed).max(doc.max_id).max(mentioned).saturating_add(1).max(declared),
    }
}

/// The highest object number that is referred to in an object. The parser bounds how deep objects nest.
fn highest_reference(object: &Object, depth: usize) -> u32 {
    if depth > 256 {
        return 0;
    }
    let within = |items: &mut dyn Iterator<Item = &Object>| {
        items.map(|item| highest_reference(item, depth + 1)).max().unwrap_or_default()
    };
    match object {
        Object::Reference((number, _)) => *number,
        Object::Array(items) => within(&mut items.iter()),
        Object::Dictionary(dict) => within(&mut dict.iter().map(|(_, item)| item)),
        Object::Stream(stream) => within(&mut stream.dict.iter().map(|(_, item)| item)),
        _ => 0,
    }
}

fn xref_kind(section: &[u8]) -> XrefKind {
    let mut tokens = Lexer::new(section);
    if !tokens.next().is_some_and(|token| token.is_word(b"xref")) {
        return XrefKind::Stream;
    }
    let mut trailer = tokens
        .skip_while(|token| !token.is_word(b"trailer"))
        .take_while(|token| !token.is_word(b"startxref"));
    let hybrid = trailer.any(|token| token == Token::Name(b"XRefStm".to_vec()));
    if hybrid { XrefKind::Hybrid } else { XrefKind::Table }
}

/// The pages in order. A page tree that loops or lacks types is walked as far as it goes.
fn pages(doc: &Document) -> Result<Vec<Page>, PdfError> {
    let Some(root) = catalog(doc).and_then(|catalog| catalog.dict.reference(b"Pages")) else {
        return Ok(Vec::new());
    };
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let start = Page { id: root, resources: None, media: Rect::of_size(612.0, 792.0) };
    let mut stack = vec![(start, 0usize)];
    while let Some((mut node, depth)) = stack.pop() {
        let Some(place) = Place::of(doc, node.id) else { continue };
        if depth > DEPTH || !seen.insert(node.id) {
            continue;
        }
        if let Some(resources) = place.dict.entry(b"Resources") {
            node.resources = Some(Arc::new(resources.clone()));
        }
        if let Some(media) = place.dict.rect(b"MediaBox") {
            node.media = media;
        }
        match place.dict.array(b"Kids") {
            Some(kids) if !place.dict.is(b"Type", b"Page") => {
                let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
                stack.extend(kids.map(|id| (Page { id, ..node.clone() }, depth + 1)));
            }
            _ => pages.push(node),
        }
        if pages.len() > MAX_PAGES {
            return Err(PdfError::TooLarge { what: "the number of pages", limit: MAX_PAGES });
        }
    }
    Ok(pages)
}

/// Which page an annotation is listed on, and the order in which all are drawn.
pub(crate) type Annotations = BTreeMap<Spot, usize>;

fn annotations(doc: &Document, pages: &[Page]) -> Annotations {
    let mut on_page = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for annotation in annotations_of(doc, page) {
            on_page.entry(annotation.spot).or_insert(index);
        }
    }
    on_page
}

/// The annotations of a page in the order they are drawn.
pub(crate) fn annotations_of<'a>(doc: &'a Document, page: &Page) -> Vec<Place<'a>> {
    Place::of(doc, page.id).map(|page| page.items(b"Annots")).unwrap_or_default()
}
