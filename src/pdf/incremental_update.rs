//! Incremental updates (ISO 32000-2, 7.5.6): the bytes that are appended to the original.
//!
//! ```text
//! original | constant objects | objects of the record | cross-reference section | trailer
//! ```
//!
//! * The constant objects are the same bytes for every record of a form, at the same offset.
//! * New objects are numbered from the template's Size upwards, the constant ones first.
//! * The cross-reference section is of the kind of the file's last one: a table after a table (also after that of a
//!   hybrid file, whose readers use tables first), a stream after a stream. It lists the objects of the update and
//!   nothing else.
//! * The trailer has the entries of the last one, in a fixed order: Size, Root, Info, Encrypt, others as they are,
//!   Prev, ID. The second ID is the beginning of a SHA-256 over the template's SHA-256 and all objects of the
//!   update: it depends neither on time nor on random numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::sync::OnceLock;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest as _, Sha256};

use super::document::ParsedPdf;
use super::load::XrefKind;
use super::objects::is_file_structure;
use super::serialize::{TooDeep, write_integer, write_object};

/// Serialized objects, and the offset of each.
#[derive(Debug, Clone, Default)]
pub(crate) struct SerializedObjects {
    bytes: Vec<u8>,
    offsets: Vec<(ObjectId, usize)>,
    /// For constant objects: the hash of the original's hash and all objects.
    hash: OnceLock<Sha256>,
}

impl SerializedObjects {
    /// Adds an object.
    pub(crate) fn push(&mut self, id: ObjectId, object: &Object, cipher: Cipher<'_>) -> Result<(), TooDeep> {
        let encrypted = cipher.encrypted(id, object);
        let start = self.begin_object(id);
        let written = write_object(&mut self.bytes, encrypted.as_ref().unwrap_or(object));
        if written.is_err() {
            self.bytes.truncate(start);
            self.offsets.pop();
            return written;
        }
        self.end_object();
        Ok(())
    }

    /// Adds an object that is serialized already.
    pub(crate) fn push_body(&mut self, id: ObjectId, body: &[u8]) {
        self.begin_object(id);
        self.bytes.extend(body);
        self.end_object();
    }

    /// Adds an object that was serialized before, as [`SerializedObjects::into_bytes`] returned it.
    pub(crate) fn push_serialized(&mut self, id: ObjectId, text: &[u8]) {
        self.offsets.push((id, self.bytes.len()));
        self.bytes.extend_from_slice(text);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Appends the objects of another one.
    pub(crate) fn extend(&mut self, other: Self) {
        let at = self.bytes.len();
        self.bytes.extend(other.bytes);
        self.offsets.extend(other.offsets.into_iter().map(|(id, offset)| (id, at + offset)));
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn hash_after(&self, base: &ParsedPdf) -> Sha256 {
        let hash = || Sha256::new_with_prefix(base.sha256()).chain_update(&self.bytes);
        self.hash.get_or_init(hash).clone()
    }

    fn begin_object(&mut self, id: ObjectId) -> usize {
        let start = self.bytes.len();
        self.offsets.push((id, start));
        write_integer(&mut self.bytes, id.0.into());
        self.bytes.push(b' ');
        write_integer(&mut self.bytes, id.1.into());
        self.bytes.extend(b" obj\n");
        start
    }

    fn end_object(&mut self) {
        self.bytes.extend(b"\nendobj\n");
    }
}

/// Encrypts new objects of an encrypted file with the file's own key.
#[derive(Clone, Copy)]
pub(crate) struct Cipher<'a>(Option<&'a lopdf::EncryptionState>);

impl<'a> Cipher<'a> {
    pub(crate) const NONE: Self = Self(None);

    pub(crate) fn of(base: &'a ParsedPdf) -> Self {
        Self(base.doc.encryption_state.as_ref())
    }

    /// Whether the file is not encrypted.
    pub(crate) fn is_none(self) -> bool {
        self.0.is_none()
    }

    fn encrypted(self, id: ObjectId, object: &Object) -> Option<Object> {
        let state = self.0?;
        let mut copy = object.clone();
        // What cannot be encrypted is found when the proof reads the output.
        lopdf::encryption::encrypt_object(state, id, &mut copy).ok()?;
        Some(copy)
    }
}

/// The offset of an update's first object: the end of the original, with a line end where it lacks one.
pub(crate) fn update_start(base: &ParsedPdf) -> usize {
    base.bytes.len() + usize::from(!matches!(base.bytes.last(), Some(b'\n' | b'\r')))
}

/// Appends an update to the original. `next` is the next free object number.
pub(crate) fn append_update(
    base: &ParsedPdf,
    constant: &SerializedObjects,
    record: &SerializedObjects,
    next: u32,
) -> Result<UpdatedFile, TooDeep> {
    let original = &base.bytes;
    let mut out = Vec::with_capacity(original.len() + constant.bytes.len() + record.bytes.len() + 2048);
    out.extend_from_slice(original);
    out.resize(update_start(base), b'\n');
    let mut places: BTreeMap<u32, (u16, usize)> = BTreeMap::new();
    for chunk in [constant, record] {
        let at = out.len();
        out.extend_from_slice(&chunk.bytes);
        places.extend(chunk.offsets.iter().map(|(id, offset)| (id.0, (id.1, at + offset))));
    }
    let id = file_identifier(base, constant, record);
    let xref = out.len();
    match base.layout.xref {
        XrefKind::Stream => write_xref_stream(&mut out, base, places, id, next, xref)?,
        XrefKind::Table | XrefKind::Hybrid => write_xref_table(&mut out, base, &places, id, next)?,
    }
    let _ = writeln!(out, "startxref\n{xref}\n%%EOF");
    Ok(UpdatedFile { bytes: out, update_start: original.len() })
}

/// Writes the whole file anew, with a cross-reference table: for a file whose structure is damaged, or that has
/// bytes before its header, so that nothing can be appended to it.
pub(crate) fn rewrite_file(
    base: &ParsedPdf,
    constant: &SerializedObjects,
    record: &SerializedObjects,
    next: u32,
) -> Result<UpdatedFile, TooDeep> {
    let mut out = format!("%PDF-{}\n", base.doc.version).into_bytes();
    out.extend(b"%\xE2\xE3\xCF\xD3\n");
    let mut places: BTreeMap<u32, (u16, usize)> = BTreeMap::new();
    let new: BTreeSet<u32> =
        [constant, record].into_iter().flat_map(|chunk| &chunk.offsets).map(|(id, _)| id.0).collect();
    let mut old = SerializedObjects::default();
    for (id, object) in
        base.doc.objects.iter().filter(|(id, o)| !new.contains(&id.0) && !is_file_structure(o))
    {
        old.push(*id, object, Cipher::of(base))?;
    }
    if let Some((id, encryption)) = base.encrypt_dictionary() {
        old.push(id, &encryption, Cipher::NONE)?;
    }
    for chunk in [&old, constant, record] {
        let at = out.len();
        out.extend_from_slice(&chunk.bytes);
        places.extend(chunk.offsets.iter().map(|(id, offset)| (id.0, (id.1, at + offset))));
    }
    let xref = out.len();
    let mut trailer = trailer(base, next, file_identifier(base, constant, record));
    trailer.as_hashmap_mut().shift_remove(b"Prev".as_slice());
    write_full_xref_table(&mut out, &places);
    out.extend(b"trailer\n");
    write_object(&mut out, &Object::Dictionary(trailer))?;
    let _ = writeln!(out, "\nstartxref\n{xref}\n%%EOF");
    Ok(UpdatedFile { bytes: out, update_start: 0 })
}

/// A file, and the offset of its update.
pub(crate) struct UpdatedFile {
    pub(crate) bytes: Vec<u8>,
    pub(crate) update_start: usize,
}

/// The file identifiers (14.4): the first stays, the second depends on the record.
fn file_identifier(base: &ParsedPdf, constant: &SerializedObjects, record: &SerializedObjects) -> Object {
    let digest = base.sha256();
    let own = constant.hash_after(base).chain_update(&record.bytes).finalize();
    let ids = base.doc.trailer.get(b"ID").ok().and_then(|id| super::objects::resolve(&base.doc, id));
    let first = ids.and_then(|ids| ids.as_array().ok()?.first()?.as_str().ok());
    let first = first.unwrap_or(digest.get(..16).unwrap_or_default());
    let hexadecimal = |bytes: &[u8]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
    Object::Array(vec![hexadecimal(first), hexadecimal(own.get(..16).unwrap_or_default())])
}

fn trailer(base: &ParsedPdf, size: u32, id: Object) -> Dictionary {
    /// Trailer entries of a single cross-reference section.
    const SECTION_KEYS: [&[u8]; 14] = [
        b"Size",
        b"Root",
        b"Info",
        b"Encrypt",
        b"ID",
        b"Prev",
        b"XRefStm",
        b"Type",
        b"W",
        b"Index",
        b"Length",
        b"Filter",
        b"DecodeParms",
        b"DL",
    ];
    let old = &base.doc.trailer;
    let mut new = Dictionary::new();
    new.set("Size", Object::Integer(size.into()));
    for key in ["Root", "Info"] {
        if let Ok(value) = old.get(key.as_bytes()) {
            new.set(key, value.clone());
        }
    }
    let encrypt = base.doc.encryption_state.as_ref().and_then(lopdf::EncryptionState::encrypt_object_id);
    match (&base.direct_encrypt, encrypt) {
        (Some(direct), _) => new.set("Encrypt", Object::Dictionary(direct.clone())),
        (None, Some(encrypt)) => new.set("Encrypt", Object::Reference(encrypt)),
        (None, None) => {}
    }
    for (key, value) in old.iter().filter(|(key, _)| !SECTION_KEYS.contains(&key.as_slice())) {
        new.set(key.clone(), value.clone());
    }
    new.set("Prev", Object::Integer(i64::try_from(base.layout.startxref).unwrap_or(i64::MAX)));
    new.set("ID", id);
    new
}

fn write_xref_table(
    out: &mut Vec<u8>,
    base: &ParsedPdf,
    places: &BTreeMap<u32, (u16, usize)>,
    id: Object,
    next: u32,
) -> Result<(), TooDeep> {
    out.extend(b"xref\n");
    if places.is_empty() {
        // No object changed. A table must have a subsection.
        out.extend(b"0 0\n");
    }
    write_xref_subsections(out, places);
    out.extend(b"trailer\n");
    write_object(out, &Object::Dictionary(trailer(base, next, id)))?;
    out.push(b'\n');
    Ok(())
}

fn write_xref_subsections(out: &mut Vec<u8>, places: &BTreeMap<u32, (u16, usize)>) {
    if places.is_empty() {
        // An empty update: a section has at least one subsection (7.5.4).
        let _ = writeln!(out, "0 0");
    }
    for run in xref_subsections(places) {
        let _ = writeln!(out, "{} {}", run.first, run.entries.len());
        for (generation, offset) in run.entries {
            write_padded(out, offset, 10);
            out.push(b' ');
            write_padded(out, generation.into(), 5);
            out.extend(b" n \n");
        }
    }
}

/// A number with leading zeros.
fn write_padded(out: &mut Vec<u8>, number: usize, width: u32) {
    let figure = |place| number / 10_usize.pow(place) % 10;
    out.extend((0..width).rev().map(|place| b'0' + u8::try_from(figure(place)).unwrap_or_default()));
}

/// The table of a file without updates is one subsection from 0; missing numbers are free (7.5.4).
fn write_full_xref_table(out: &mut Vec<u8>, places: &BTreeMap<u32, (u16, usize)>) {
    let end = places.keys().next_back().map_or(1, |last| last.saturating_add(1));
    if usize::try_from(end).unwrap_or(usize::MAX) > places.len() * 16 + 4096 {
        // Few numbers, far apart: a hostile file could make the table as long as it likes.
        let _ = writeln!(out, "xref\n0 1\n0000000000 65535 f ");
        return write_xref_subsections(out, places);
    }
    let _ = writeln!(out, "xref\n0 {end}");
    for number in 0..end {
        let _ = match places.get(&number) {
            Some((generation, offset)) => writeln!(out, "{offset:010} {generation:05} n "),
            None => writeln!(out, "0000000000 65535 f "),
        };
    }
}

fn write_xref_stream(
    out: &mut Vec<u8>,
    base: &ParsedPdf,
    mut places: BTreeMap<u32, (u16, usize)>,
    id: Object,
    next: u32,
    xref: usize,
) -> Result<(), TooDeep> {
    places.insert(next, (0, xref));
    let offset_bytes = (usize::BITS - xref.leading_zeros()).div_ceil(8).max(1) as usize;
    let mut content = Vec::new();
    let mut index = Vec::new();
    for run in xref_subsections(&places) {
        index.push(Object::Integer(run.first.into()));
        index.push(Object::Integer(i64::try_from(run.entries.len()).unwrap_or_default()));
        for (generation, offset) in run.entries {
            content.push(1);
            let offset = (offset as u64).to_be_bytes();
            content.extend(offset.get(8 - offset_bytes..).unwrap_or_default());
            content.extend(generation.to_be_bytes());
        }
    }
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XRef".to_vec()));
    for (key, value) in &trailer(base, next.saturating_add(1), id) {
        dict.set(key.clone(), value.clone());
    }
    let widths = [1, i64::try_from(offset_bytes).unwrap_or_default(), 2];
    dict.set("W", widths.map(Object::Integer).to_vec());
    dict.set("Index", index);
    let _ = writeln!(out, "{next} 0 obj");
    write_object(out, &Object::Stream(deflated_stream(dict, content)))?;
    out.extend(b"\nendobj\n");
    Ok(())
}

/// Entries with consecutive numbers.
struct XrefSubsection {
    first: u32,
    entries: Vec<(u16, usize)>,
}

fn xref_subsections(places: &BTreeMap<u32, (u16, usize)>) -> Vec<XrefSubsection> {
    let mut runs: Vec<XrefSubsection> = Vec::new();
    let mut expected = None;
    for (number, place) in places {
        match runs.last_mut() {
            Some(run) if expected == Some(*number) => run.entries.push(*place),
            _ => runs.push(XrefSubsection { first: *number, entries: vec![*place] }),
        }
        expected = number.checked_add(1);
    }
    runs
}

/// A stream, deflated where that makes it shorter, the Filter entry included. The bytes come from `miniz_oxide` at
/// a fixed level, and so do not depend on which deflate library others select. Short streams, such as the
/// appearance of one line of text, would hardly become shorter, and deflating costs more time than everything else
/// for their field.
pub(crate) fn deflated_stream(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    const LEVEL: u8 = 9;
    const FILTER_ENTRY_LENGTH: usize = "/Filter/FlateDecode".len();
    const LEAST_DEFLATED_BYTES: usize = 1024;
    if content.len() < LEAST_DEFLATED_BYTES {
        return Stream { dict, content, allows_compression: false, start_position: None };
    }
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(&content, LEVEL);
    let content = if deflated.len() + FILTER_ENTRY_LENGTH < content.len() {
        dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        deflated
    } else {
        content
    };
    Stream { dict, content, allows_compression: false, start_position: None }
}
