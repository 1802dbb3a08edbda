//! Reads the update of a filled file back from its bytes (ISO 32000-2, 7.5.6). Strict: what this program does not
//! write is refused, because the question is whether the file is what it should be, not what it may mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::proof_cache::ProofCache;
use super::reason::{self, ProofReason};
use crate::pdf::document::ParsedPdf;
use crate::pdf::lexer::{Lexer, Token, is_white_space};
use crate::pdf::load::load;
use crate::pdf::object_equality::equal_objects;
use crate::pdf::objects::{ObjectLookup, is_file_structure};
use crate::pdf::read_object;
use crate::pdf::xref_sections::{self, SectionEntry};

/// A filled file: the objects of its update, over those of the template.
pub(super) struct Revision<'a> {
    base: &'a ParsedPdf,
    /// All objects that are new or changed.
    pub(super) objects: BTreeMap<ObjectId, Arc<Object>>,
}

impl ObjectLookup for Revision<'_> {
    fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(&id).map(Arc::as_ref).or_else(|| self.base.doc.objects.get(&id))
    }
}

/// The objects with which every update of a form begins, read once.
#[derive(Debug, Default)]
pub(super) struct ConstantObjects {
    start: usize,
    bytes: Vec<u8>,
    /// By offset in the file: the object and the offset of its end.
    objects: BTreeMap<usize, (ObjectId, usize, Arc<Object>)>,
    ids: BTreeSet<ObjectId>,
}

impl ConstantObjects {
    /// Reads consecutive objects from the offset `start` on in the file.
    pub(super) fn read(base: &ParsedPdf, bytes: &[u8], start: usize) -> Result<Self, ProofReason> {
        let mut known = Self { start, bytes: bytes.to_vec(), ..Self::default() };
        let mut at = 0;
        while at < bytes.len() {
            let (id, object, end) = read_indirect(base, bytes, at).ok_or(reason::OBJECT_UNREADABLE)?;
            known.ids.insert(id);
            known.objects.insert(start + at, (id, start + end, Arc::new(object)));
            at = end;
        }
        Ok(known)
    }

    /// Whether an object is one of them.
    pub(super) fn contains(&self, id: &ObjectId) -> bool {
        self.ids.contains(id)
    }

    fn is_in(&self, file: &[u8]) -> bool {
        file.get(self.start..self.start + self.bytes.len()) == Some(self.bytes.as_slice())
    }
}

impl<'a> Revision<'a> {
    /// Reads a file that was made from a template: by an incremental update, or, where that is impossible, written
    /// anew.
    pub(super) fn read(
        base: &'a ParsedPdf,
        file: &[u8],
        known: &ConstantObjects,
        cache: &ProofCache,
    ) -> Result<Self, ProofReason> {
        let appended = base.layout.header_offset == 0 && !base.layout.repaired;
        if appended { Self::read_update(base, file, known, cache) } else { Self::read_rewritten(base, file) }
    }

    /// The form with the constant objects and nothing else.
    pub(super) fn of_constant_objects(
        base: &'a ParsedPdf,
        known: &ConstantObjects,
    ) -> Result<Self, ProofReason> {
        Self::checked(base, known.objects.values().map(|(id, _, object)| (*id, Arc::clone(object))).collect())
    }

    /// Whether it has all constant objects.
    pub(super) fn includes(&self, known: &ConstantObjects) -> bool {
        known
            .objects
            .values()
            .all(|(id, _, object)| self.objects.get(id).is_some_and(|own| Arc::ptr_eq(own, object)))
    }

    fn read_update(
        base: &'a ParsedPdf,
        file: &[u8],
        known: &ConstantObjects,
        cache: &ProofCache,
    ) -> Result<Self, ProofReason> {
        if !file.starts_with(&base.bytes) {
            return Err(reason::NOT_BASED_ON_FORM);
        }
        let xref = startxref(file).ok_or(reason::END_UNREADABLE)?;
        if xref < base.bytes.len() {
            return Err(reason::UPDATE_NOT_AT_END);
        }
        let (entries, trailer) = read_xref(base, file, xref).ok_or(reason::XREF_UNREADABLE)?;
        check_trailer(base, &trailer)?;
        let known = if known.is_in(file) { Some(&known.objects) } else { None };
        let mut objects = BTreeMap::new();
        let mut ends = BTreeMap::new();
        for (id, offset) in &entries {
            let (found, object, end) =
                if let Some((id, end, object)) = known.and_then(|known| known.get(offset)) {
                    (*id, Arc::clone(object), *end)
                } else {
                    read_cached(base, file, *id, *offset, cache).ok_or(reason::OBJECT_UNREADABLE)?
                };
            if found != *id {
                return Err(reason::OBJECT_AT_OTHER_OFFSET);
            }
            ends.insert(*offset, end);
            objects.insert(*id, object);
        }
        // Object by object up to the cross-reference section: there is nothing between them.
        let start = base.bytes.len();
        let mut at =
            if base.bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) { start } else { start + 1 };
        for (offset, end) in &ends {
            if *offset != at {
                return Err(reason::BYTES_BETWEEN_OBJECTS);
            }
            at = *end;
        }
        if at != xref {
            return Err(reason::BYTES_BEFORE_XREF);
        }
        Self::checked(base, objects)
    }

    /// A file that was written anew: parsed as a template is, then reduced to what is new or changed.
    fn read_rewritten(base: &'a ParsedPdf, file: &[u8]) -> Result<Self, ProofReason> {
        let doc = load(file, base.password.as_deref()).map_err(|_| reason::REWRITE_DAMAGED)?.doc;
        if doc.encryption_state.is_some() != base.doc.encryption_state.is_some() {
            return Err(reason::ENCRYPT_DIFFERS);
        }
        if doc.xref_recovery.is_some() {
            return Err(reason::REWRITE_DAMAGED);
        }
        if doc.trailer.get(b"Root").ok() != base.doc.trailer.get(b"Root").ok() {
            return Err(reason::CATALOG_DIFFERS);
        }
        let objects = base.doc.objects.iter();
        let lost = objects
            .filter(|(_, object)| !is_file_structure(object))
            .any(|(id, _)| !doc.objects.contains_key(id));
        if lost {
            return Err(reason::OBJECT_LOST);
        }
        let changed = doc.objects.into_iter().filter(|(id, object)| match base.doc.objects.get(id) {
            Some(old) => !equal_objects(old, object),
            None => true,
        });
        Self::checked(base, changed.map(|(id, object)| (id, Arc::new(object))).collect())
    }

    fn checked(base: &'a ParsedPdf, objects: BTreeMap<ObjectId, Arc<Object>>) -> Result<Self, ProofReason> {
        let numbers: BTreeSet<u32> = objects.keys().map(|id| id.0).collect();
        if numbers.len() != objects.len() {
            return Err(reason::OBJECT_NUMBER_TWICE);
        }
        let is_unused = |id: &ObjectId| id.0 < base.layout.size && !base.doc.objects.contains_key(id);
        if objects.keys().any(is_unused) {
            return Err(reason::OBJECT_NUMBER_FREE);
        }
        Ok(Self { base, objects })
    }

    pub(super) fn base(&self) -> &'a ParsedPdf {
        self.base
    }

    /// The objects whose numbers the form does not use.
    pub(super) fn added(&self) -> impl Iterator<Item = (&ObjectId, &Object)> {
        self.objects
            .iter()
            .filter(|(id, _)| id.0 >= self.base.layout.size)
            .map(|(id, object)| (id, object.as_ref()))
    }

    /// Objects of the form, and their changed versions.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&ObjectId, &'a Object, &Object)> {
        self.objects.iter().filter_map(|(id, new)| Some((id, self.base.doc.objects.get(id)?, new.as_ref())))
    }
}

/// The offset in the last three lines of the file.
fn startxref(file: &[u8]) -> Option<usize> {
    let rest = file.strip_suffix(b"\n%%EOF\n")?;
    let line = rest.iter().rposition(|b| *b == b'\n')?;
    let number = std::str::from_utf8(rest.get(line + 1..)?).ok()?;
    rest.get(..line)?.strip_suffix(b"startxref").filter(|before| before.last() == Some(&b'\n'))?;
    number.parse().ok()
}

/// The objects of a cross-reference section at an offset, which ends the file, and its trailer. What the section names
/// it names by offset: free entries would delete objects of the form, and object streams are not written.
fn read_xref(base: &ParsedPdf, file: &[u8], xref: usize) -> Option<(Vec<(ObjectId, usize)>, Dictionary)> {
    if file.get(xref).is_none_or(|byte| is_white_space(*byte)) {
        return None;
    }
    let section = xref_sections::read_section(file, xref).ok()?;
    let rest = file.get(section.spans.first()?.end..)?;
    let is_end = rest == b"\n%%EOF\n" || rest == format!("\nstartxref\n{xref}\n%%EOF\n").as_bytes();
    if section.surplus || !is_end {
        return None;
    }
    let mut entries = Vec::with_capacity(section.entries.len());
    for (number, entry) in &section.entries {
        let SectionEntry::Offset(offset) = *entry else { return None };
        if !section.stream_numbers.contains(number) {
            let generation = section.generations.get(number).copied().unwrap_or_default();
            entries.push(((*number, generation), offset));
        } else if offset != xref || *number < base.layout.size {
            // The cross-reference stream itself is no object of the document.
            return None;
        }
    }
    Some((entries, section.trailer))
}

fn check_trailer(base: &ParsedPdf, new: &Dictionary) -> Result<(), ProofReason> {
    let old = &base.doc.trailer;
    for key in [b"Root".as_slice(), b"Info"] {
        let same = match (old.get(key), new.get(key)) {
            (Ok(old), Ok(new)) => equal_objects(old, new),
            (old, new) => old.is_err() && new.is_err(),
        };
        if !same {
            return Err(reason::trailer_entry_differs(key));
        }
    }
    let encrypt = base.doc.encryption_state.as_ref().and_then(lopdf::EncryptionState::encrypt_object_id);
    let encrypt = match &base.direct_encrypt {
        Some(direct) => Some(Object::Dictionary(direct.clone())),
        None => encrypt.map(Object::Reference),
    };
    let same = match (&encrypt, new.get(b"Encrypt")) {
        (Some(old), Ok(new)) => equal_objects(old, new),
        (old, new) => old.is_none() && new.is_err(),
    };
    if !same {
        return Err(reason::ENCRYPT_DIFFERS);
    }
    let prev = new.get(b"Prev").and_then(Object::as_i64).ok();
    if prev != i64::try_from(base.layout.startxref).ok() {
        return Err(reason::PREV_DIFFERS);
    }
    if new.has(b"XRefStm") {
        return Err(reason::XREF_STREAM_PRESENT);
    }
    Ok(())
}

/// Reads an indirect object, through the cache.
fn read_cached(
    base: &ParsedPdf,
    file: &[u8],
    id: ObjectId,
    at: usize,
    cache: &ProofCache,
) -> Option<(ObjectId, Arc<Object>, usize)> {
    if let Some((object, length)) = cache.find_object(id, file.get(at..)?) {
        return Some((id, object, at + length));
    }
    let (found, object, end) = read_indirect(base, file, at)?;
    let object = Arc::new(object);
    cache.insert_object(found, file.get(at..end)?, &object);
    Some((found, object, end))
}

/// Reads an indirect object and decrypts it; and the offset behind it.
fn read_indirect(base: &ParsedPdf, file: &[u8], at: usize) -> Option<(ObjectId, Object, usize)> {
    let (id, mut object, end) = read_raw_indirect(file, at)?;
    if let Some(state) = &base.doc.encryption_state {
        lopdf::encryption::decrypt_object(state, id, &mut object).ok()?;
    }
    Some((id, object, end))
}

/// Reads an indirect object as this program writes it: `N G obj`, a line end, the object, a line end, `endobj`, a
/// line end.
fn read_raw_indirect(file: &[u8], at: usize) -> Option<(ObjectId, Object, usize)> {
    let mut lexer = Lexer::starting_at(file, at);
    let (Token::Integer(number), Token::Integer(generation)) = (lexer.next()?, lexer.next()?) else {
        return None;
    };
    if !lexer.next()?.is_keyword(b"obj") {
        return None;
    }
    let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
    let mut object = read_object::read(&mut lexer)?;
    let mut rest = lexer.offset();
    if let Some(data) = file.get(rest..)?.strip_prefix(b"\nstream\n") {
        let Object::Dictionary(dict) = object else { return None };
        let length = usize::try_from(dict.get(b"Length").and_then(Object::as_i64).ok()?).ok()?;
        let content = data.get(..length)?.to_vec();
        data.get(length..)?.strip_prefix(b"\nendstream")?;
        rest += b"\nstream\n".len() + length + b"\nendstream".len();
        object = Object::Stream(Stream { dict, content, allows_compression: false, start_position: None });
    }
    file.get(rest..)?.strip_prefix(b"\nendobj\n")?;
    Some((id, object, rest + b"\nendobj\n".len()))
}
