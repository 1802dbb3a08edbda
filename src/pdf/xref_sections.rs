//! The reader of cross-reference sections, independent of the parser of whole files: tables, streams and hybrids (ISO
//! 32000-2, 7.5.4–7.5.8).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::content::stream::{DecodedStream, decode_stream};
use super::lexer::{Lexer, RawToken, Token, is_white_space};
use super::load::MAX_STREAM;
use super::read_object;

/// More updates than a form has.
const MOST_SECTIONS: usize = 1000;
/// The most entries of all sections together: as many as the objects that are read.
const MOST_ENTRIES: usize = 2_000_000;
/// The most objects a file may have (annex C).
const MOST_OBJECTS: i64 = 8_388_607;

/// The entry of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SectionEntry {
    Free,
    /// Bytes from the header of the file.
    Offset(usize),
    /// In an object stream: its number, and the index in it.
    InObjectStream(u32, usize),
}

/// One section: a table, with its stream in a hybrid file, or a stream.
#[derive(Debug)]
pub(crate) struct XrefSection {
    pub(crate) offset: usize,
    /// The byte ranges of the section itself.
    pub(crate) spans: Vec<Range<usize>>,
    pub(crate) entries: BTreeMap<u32, SectionEntry>,
    /// The generations of the objects at an offset, where they are not 0.
    pub(crate) generations: BTreeMap<u32, u16>,
    /// Whether a stream has more data than its entries.
    pub(crate) surplus: bool,
    pub(crate) trailer: Dictionary,
    /// The entries of a hybrid file's stream (7.5.8.4).
    pub(crate) hybrid: BTreeMap<u32, SectionEntry>,
    pub(crate) is_hybrid: bool,
    /// The numbers of the cross-reference streams themselves.
    pub(crate) stream_numbers: Vec<u32>,
    previous: Option<usize>,
}

/// What is wrong with the sections, in a word or two.
pub(crate) type XrefDamage = &'static str;

/// All sections, the newest first.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<XrefSection>, XrefDamage> {
    let mut sections: Vec<XrefSection> = Vec::new();
    let mut met = BTreeSet::new();
    let mut next = Some(last_xref_offset(bytes).ok_or("startxref")?);
    let mut left = SectionsBudget { entries: MOST_ENTRIES, bytes: MAX_STREAM };
    while let Some(at) = next {
        if !met.insert(at) || sections.len() >= MOST_SECTIONS {
            return Err("Prev");
        }
        let section = read_within(bytes, at, &mut left)?;
        next = section.previous;
        sections.push(section);
    }
    Ok(sections)
}

/// The offset of the last section.
fn last_xref_offset(bytes: &[u8]) -> Option<usize> {
    const KEYWORD: &[u8] = b"startxref";
    let at = bytes.windows(KEYWORD.len()).rposition(|window| window == KEYWORD)?;
    match Lexer::starting_at(bytes, at + KEYWORD.len()).next()? {
        Token::Integer(start) => usize::try_from(start).ok(),
        _ => None,
    }
}

/// The entries in effect: of the newest section that has one.
pub(crate) fn merged(sections: &[XrefSection]) -> BTreeMap<u32, SectionEntry> {
    let mut all = BTreeMap::new();
    for section in sections {
        for (number, entry) in &section.entries {
            // In a hybrid file, objects that are free in the table are in the stream.
            let hidden = *entry == SectionEntry::Free && section.hybrid.contains_key(number);
            if !hidden {
                all.entry(*number).or_insert(*entry);
            }
        }
        for (number, entry) in &section.hybrid {
            all.entry(*number).or_insert(*entry);
        }
    }
    all
}

/// The section at an offset.
pub(crate) fn read_section(bytes: &[u8], at: usize) -> Result<XrefSection, XrefDamage> {
    read_within(bytes, at, &mut SectionsBudget { entries: MOST_ENTRIES, bytes: MAX_STREAM })
}

/// What all sections of a file together may still take.
struct SectionsBudget {
    entries: usize,
    /// Of cross-reference streams, as they stand and decoded.
    bytes: usize,
}

impl SectionsBudget {
    fn take_entry(&mut self) -> Result<(), XrefDamage> {
        self.entries = self.entries.checked_sub(1).ok_or("xref")?;
        Ok(())
    }

    fn take_bytes(&mut self, bytes: usize) -> Result<(), XrefDamage> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or("xref")?;
        Ok(())
    }
}

fn read_within(bytes: &[u8], at: usize, left: &mut SectionsBudget) -> Result<XrefSection, XrefDamage> {
    let mut lexer = Lexer::starting_at(bytes, at);
    lexer.skip_white_space();
    if bytes.get(lexer.offset()..).is_some_and(|rest| rest.starts_with(b"xref")) {
        return read_table(bytes, lexer.offset(), left);
    }
    let indirect = read_indirect(bytes, at, None).ok_or("xref")?;
    let Object::Stream(stream) = indirect.object else { return Err("xref") };
    let rows = stream_entries(&stream, left)?;
    Ok(XrefSection {
        offset: at,
        spans: vec![indirect.span],
        entries: rows.entries,
        generations: rows.generations,
        surplus: rows.surplus,
        hybrid: BTreeMap::new(),
        is_hybrid: false,
        stream_numbers: vec![indirect.id.0],
        previous: offset_entry(&stream.dict, b"Prev")?,
        trailer: stream.dict,
    })
}

fn read_table(bytes: &[u8], at: usize, left: &mut SectionsBudget) -> Result<XrefSection, XrefDamage> {
    let mut lexer = Lexer::starting_at(bytes, at);
    let (mut entries, mut generations) = (BTreeMap::new(), BTreeMap::new());
    lexer.next();
    let trailer = loop {
        let first = match lexer.next().ok_or("xref")? {
            Token::Integer(first) if (0..=MOST_OBJECTS).contains(&first) => first,
            word if word.is_keyword(b"trailer") => break read_object::read(&mut lexer).ok_or("trailer")?,
            _ => return Err("xref"),
        };
        let Some(Token::Integer(count)) = lexer.next() else { return Err("xref") };
        for number in first..first.saturating_add(count) {
            let (
                Some(Token::Integer(offset)),
                Some(Token::Integer(generation)),
                Some(RawToken::Keyword(kind)),
            ) = (lexer.next(), lexer.next(), lexer.next_raw())
            else {
                return Err("xref");
            };
            let entry = match kind {
                b"n" if offset > 0 => SectionEntry::Offset(usize::try_from(offset).map_err(|_| "xref")?),
                b"n" | b"f" => SectionEntry::Free,
                _ => return Err("xref"),
            };
            left.take_entry()?;
            let number = u32::try_from(number).map_err(|_| "xref")?;
            if entries.insert(number, entry).is_some_and(|other| other != entry) {
                return Err("xref");
            }
            if matches!(entry, SectionEntry::Offset(_)) && generation != 0 {
                generations.insert(number, u16::try_from(generation).map_err(|_| "xref")?);
            }
        }
    };
    let Object::Dictionary(trailer) = trailer else { return Err("trailer") };
    let mut spans: Vec<Range<usize>> = std::iter::once(at..end_after_startxref(bytes, lexer)).collect();
    let mut hybrid = BTreeMap::new();
    let mut own = Vec::new();
    let stream_at = offset_entry(&trailer, b"XRefStm")?;
    if let Some(stream_at) = stream_at {
        let indirect = read_indirect(bytes, stream_at, None).ok_or("XRefStm")?;
        let Object::Stream(stream) = &indirect.object else { return Err("XRefStm") };
        hybrid = stream_entries(stream, left)?.entries;
        own.push(indirect.id.0);
        spans.push(indirect.span);
    }
    let previous = offset_entry(&trailer, b"Prev")?;
    Ok(XrefSection {
        offset: at,
        spans,
        entries,
        generations,
        surplus: false,
        hybrid,
        is_hybrid: stream_at.is_some(),
        stream_numbers: own,
        previous,
        trailer,
    })
}

/// The offset behind `startxref 123`, if it follows.
fn end_after_startxref(bytes: &[u8], mut lexer: Lexer<'_>) -> usize {
    let end = lexer.offset();
    let follows = lexer.next().is_some_and(|token| token.is_keyword(b"startxref"))
        && matches!(lexer.next(), Some(Token::Integer(_)));
    if follows { lexer.offset().min(bytes.len()) } else { end }
}

fn offset_entry(dict: &Dictionary, key: &[u8]) -> Result<Option<usize>, XrefDamage> {
    match dict.get(key) {
        Ok(Object::Integer(n)) => usize::try_from(*n).map(Some).map_err(|_| "Prev"),
        Ok(Object::Null) | Err(_) => Ok(None),
        Ok(_) => Err("Prev"),
    }
}

/// The rows of a cross-reference stream.
struct StreamRows {
    entries: BTreeMap<u32, SectionEntry>,
    generations: BTreeMap<u32, u16>,
    surplus: bool,
}

fn stream_entries(stream: &Stream, left: &mut SectionsBudget) -> Result<StreamRows, XrefDamage> {
    let integers = |key: &[u8]| -> Option<Vec<i64>> {
        let array = stream.dict.get(key).ok()?.as_array().ok()?;
        array.iter().map(|item| item.as_i64().ok()).collect()
    };
    let is_xref = stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"XRef");
    let widths = integers(b"W").filter(|_| is_xref).ok_or("W")?;
    let [kind, second, third] = <[i64; 3]>::try_from(widths.get(..3).ok_or("W")?).map_err(|_| "W")?;
    let width = |n: i64| usize::try_from(n).ok().filter(|n| *n <= 8).ok_or("W");
    let (kind, second, third) = (width(kind)?, width(second)?, width(third)?);
    let size = stream.dict.get(b"Size").and_then(Object::as_i64).map_err(|_| "Size")?;
    let index = integers(b"Index").unwrap_or_else(|| vec![0, size]);
    left.take_bytes(stream.content.len())?;
    let plain = decode_stream(stream, left.bytes).ok().and_then(DecodedStream::complete).ok_or("xref")?;
    left.take_bytes(plain.len())?;
    let mut rows = plain.chunks((kind + second + third).max(1));
    let (mut entries, mut generations) = (BTreeMap::new(), BTreeMap::new());
    for range in index.chunks(2) {
        let [first, count] = range else { return Err("Index") };
        if !(0..=MOST_OBJECTS).contains(first) || !(0..=MOST_OBJECTS).contains(count) {
            return Err("Index");
        }
        for number in *first..first + count {
            left.take_entry()?;
            let row = rows.next().filter(|row| row.len() == kind + second + third).ok_or("xref")?;
            let (a, rest) = row.split_at(kind);
            let (b, c) = rest.split_at(second);
            // Without a type field, all entries are of type 1 (7.5.8.3).
            let entry = match if kind == 0 { 1 } else { big_endian(a) } {
                0 => SectionEntry::Free,
                1 => SectionEntry::Offset(usize::try_from(big_endian(b)).map_err(|_| "xref")?),
                2 => SectionEntry::InObjectStream(
                    u32::try_from(big_endian(b)).map_err(|_| "xref")?,
                    usize::try_from(big_endian(c)).map_err(|_| "xref")?,
                ),
                _ => continue,
            };
            let number = u32::try_from(number).map_err(|_| "Index")?;
            if entries.insert(number, entry).is_some_and(|other| other != entry) {
                return Err("Index");
            }
            if matches!(entry, SectionEntry::Offset(_)) && big_endian(c) != 0 {
                generations.insert(number, u16::try_from(big_endian(c)).map_err(|_| "xref")?);
            }
        }
    }
    Ok(StreamRows { entries, generations, surplus: rows.next().is_some() })
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// An object, as it is written in the file.
pub(crate) struct IndirectObject {
    pub(crate) id: ObjectId,
    pub(crate) object: Object,
    pub(crate) span: Range<usize>,
}

/// Reads `12 0 obj … endobj`; indirect Lengths come from `doc`. `None` where the syntax is not strict: a dictionary
/// with a key twice, a stream that does not end where its Length says.
pub(crate) fn read_indirect(bytes: &[u8], at: usize, doc: Option<&Document>) -> Option<IndirectObject> {
    let mut lexer = Lexer::starting_at(bytes, at);
    let (Token::Integer(number), Token::Integer(generation)) = (lexer.next()?, lexer.next()?) else {
        return None;
    };
    let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
    if !lexer.next()?.is_keyword(b"obj") {
        return None;
    }
    let mut ahead = lexer.clone();
    // An empty object is null, as some programs write it.
    let object =
        if ahead.next()?.is_keyword(b"endobj") { Object::Null } else { read_object::read(&mut lexer)? };
    let mut word = lexer.next()?;
    let object = match object {
        Object::Dictionary(dict) if word.is_keyword(b"stream") => {
            let length = dict.get(b"Length").ok()?;
            let length = match (length, doc) {
                (Object::Reference(_), Some(doc)) => super::objects::resolve(doc, length)?.as_i64().ok()?,
                (length, _) => length.as_i64().ok()?,
            };
            let from = match bytes.get(lexer.offset()..)? {
                [b'\r', b'\n', ..] => lexer.offset() + 2,
                [b'\n' | b'\r', ..] => lexer.offset() + 1,
                _ => return None,
            };
            let to = from.checked_add(usize::try_from(length).ok()?)?;
            let content = bytes.get(from..to)?.to_vec();
            // Only an end of line is between the data and the keyword.
            let rest = bytes.get(to..)?;
            let gap = rest.iter().take_while(|byte| is_white_space(**byte)).count();
            if gap > 4 || !rest.get(gap..)?.starts_with(b"endstream") {
                return None;
            }
            lexer = Lexer::starting_at(bytes, to + gap + b"endstream".len());
            word = lexer.next()?;
            Object::Stream(Stream { dict, content, allows_compression: false, start_position: None })
        }
        object => object,
    };
    if !word.is_keyword(b"endobj") {
        return None;
    }
    // The lexer may be beyond the keyword already.
    Some(IndirectObject { id, object, span: at..lexer.offset() })
}
