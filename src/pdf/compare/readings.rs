//! Does everybody read the same document in this file? And does an update leave the official bytes alone?

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::super::document::Pdf;
use super::super::lex::{Lexer, Token};
use super::super::read_object;
use super::Way;
use super::change::{Change, Changes, Where};
use super::graphs::same_scalar;
use super::sections::{self, Entry, Section, indirect};
use super::streams::Streams;
use crate::diag::catalogue::pdf_change as words;

/// How deep two readings of one object are compared; the parsers stop earlier.
const NESTING: usize = 128;

/// Holds the readings of a filled file against each other.
pub(super) fn compare(official: &Pdf, filled: &Pdf, way: Way, changes: &mut Changes) {
    let at = Where::default();
    let layout = filled.0.layout;
    if layout.mended {
        return changes.tell(&words::STRUCTURE, &at, b"xref");
    }
    if layout.junk != official.0.layout.junk {
        changes.tell(&words::TWO_READINGS, &at, b"%PDF");
    }
    let bytes = filled.bytes().get(layout.junk..).unwrap_or_default();
    let sections = match sections::read(bytes) {
        Ok(sections) => sections,
        Err(damage) => return changes.tell(&words::STRUCTURE, &at, damage.as_bytes()),
    };
    let from = match way {
        Way::Updated { at } => at.saturating_sub(layout.junk),
        _ => 0,
    };
    let doc = &filled.0.doc;
    let reading = Reading { bytes, doc, sections: &sections, from, encrypted: filled.traits().encrypted };
    if sections.first().map(|section| section.at) != Some(layout.startxref) {
        changes.tell(&words::TWO_READINGS, &at, b"startxref");
    }
    let merged = sections::merged(&sections);
    reading.against_the_other(&merged, changes);
    if from > 0 {
        reading.update_leaves_the_rest(official, changes);
    }
    reading.hybrids(official, from > 0, changes);
    let reached = reading.reached();
    let spans = reading.objects(&reached, changes);
    reading.gaps(spans, changes);
    reading.other_generations(&reached, &merged, changes);
    if from > 0 {
        reading.orphans(&reached, changes);
    }
}

struct Reading<'a> {
    bytes: &'a [u8],
    doc: &'a Document,
    sections: &'a [Section],
    /// Where that begins which is not the official file.
    from: usize,
    encrypted: bool,
}

impl Reading<'_> {
    /// The sections behind the official file, or all of a file that was written anew.
    fn new_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.at >= self.from)
    }

    /// The other reader found every object where this one did.
    fn against_the_other(&self, merged: &BTreeMap<u32, Entry>, changes: &mut Changes) {
        let theirs = &self.doc.reference_table.entries;
        let numbers: BTreeSet<u32> = merged.keys().chain(theirs.keys()).copied().collect();
        for number in numbers {
            let ours = merged.get(&number).copied().unwrap_or(Entry::Free);
            let theirs = match theirs.get(&number) {
                Some(XrefEntry::Normal { offset, .. }) => {
                    Entry::At(usize::try_from(*offset).unwrap_or_default())
                }
                Some(XrefEntry::Compressed { container, index }) => {
                    Entry::In(*container, usize::from(*index))
                }
                _ => Entry::Free,
            };
            let empty = |entry| matches!(entry, Entry::Free | Entry::At(0));
            if ours != theirs && !(empty(ours) && empty(theirs)) {
                two_readings(number, changes);
            }
        }
    }

    /// New entries point to new objects: an old place is named only as it was.
    fn update_leaves_the_rest(&self, official: &Pdf, changes: &mut Changes) {
        let old: Vec<&Section> = self.sections.iter().filter(|section| section.at < self.from).collect();
        if !old.iter().any(|section| section.at == official.0.layout.startxref) {
            return changes.tell(&words::XREF, &Where::default(), b"Prev");
        }
        let known = sections::read(self.bytes.get(..self.from).unwrap_or_default());
        let known = known.map(|sections| sections::merged(&sections)).unwrap_or_default();
        for section in self.new_sections() {
            for (number, entry) in section.entries.iter().chain(&section.hybrid) {
                let foreign = match entry {
                    Entry::At(at) => *at < self.from && known.get(number) != Some(entry),
                    // An object stream of the original holds what it held.
                    Entry::In(container, _) => {
                        let old_stream = matches!(known.get(container), Some(Entry::At(_)));
                        let replaced = self.new_sections().any(|s| s.entries.contains_key(container));
                        old_stream && !replaced && known.get(number) != Some(entry)
                    }
                    Entry::Free => false,
                };
                if foreign {
                    changes.tell(&words::XREF, &Where::default(), format!("{number} 0 obj").as_bytes());
                }
            }
        }
    }

    /// Old programs read the table of a hybrid, new ones its stream: they must not tell two stories.
    fn hybrids(&self, official: &Pdf, updated: bool, changes: &mut Changes) {
        let was_hybrid = official.0.layout.xref == super::super::load::XrefKind::Hybrid;
        for section in self.new_sections().filter(|section| section.is_hybrid) {
            if updated && !was_hybrid {
                changes.tell(&words::TWO_READINGS, &Where::default(), b"XRefStm");
            }
            for (number, entry) in &section.hybrid {
                let other = section.entries.get(number).copied().unwrap_or(Entry::Free);
                if other != Entry::Free && other != *entry {
                    two_readings(*number, changes);
                }
            }
        }
    }

    /// Reads each new object again, and returns where it stands.
    fn objects(&self, reached: &BTreeSet<ObjectId>, changes: &mut Changes) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> =
            self.sections.iter().flat_map(|section| section.spans.clone()).collect();
        let mut later: BTreeSet<u32> = BTreeSet::new();
        for section in self.new_sections() {
            let mut streams = Streams::new();
            for (number, entry) in section.entries.iter().chain(&section.hybrid) {
                let Entry::At(at) = *entry else { continue };
                // An old place was looked at before; and what a section says of itself is often wrong and harmless.
                let of_itself = section.own.contains(number) && !reached.contains(&(*number, 0));
                if at < self.from || of_itself {
                    continue;
                }
                let Some(found) =
                    indirect(self.bytes, at, Some(self.doc)).filter(|found| found.id.0 == *number)
                else {
                    two_readings(*number, changes);
                    continue;
                };
                if !later.contains(number) && !self.agrees(found.id, &found.object) {
                    two_readings(*number, changes);
                }
                if let Object::Stream(stream) = &found.object
                    && is(stream, b"ObjStm")
                    && !self.encrypted
                {
                    self.contained(*number, stream, &later, &mut streams, changes);
                }
                spans.push(found.span);
            }
            later.extend(section.entries.keys().chain(section.hybrid.keys()));
        }
        spans
    }

    /// An object stream holds what the sections say, and nothing besides.
    fn contained(
        &self,
        container: u32,
        stream: &Stream,
        later: &BTreeSet<u32>,
        streams: &mut Streams,
        changes: &mut Changes,
    ) {
        let plain = streams.bare(self.doc, stream, 64 << 20).ok().and_then(super::streams::Bare::plain);
        let integer = |key: &[u8]| usize::try_from(stream.dict.get(key).ok()?.as_i64().ok()?).ok();
        let (Some(plain), Some(count), Some(first)) = (plain, integer(b"N"), integer(b"First")) else {
            return two_readings(container, changes);
        };
        let mut heads = Lexer::new(&plain);
        for index in 0..count {
            let (Some(Token::Integer(number)), Some(Token::Integer(offset))) = (heads.next(), heads.next())
            else {
                return two_readings(container, changes);
            };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else {
                return two_readings(container, changes);
            };
            // A linearised file lists them in the other of its two sections.
            let here = Entry::In(container, index);
            let listed = |section: &Section| {
                section.entries.get(&number) == Some(&here) || section.hybrid.get(&number) == Some(&here)
            };
            if !self.sections.iter().any(listed) {
                two_readings(number, changes);
                continue;
            }
            let object = read_object::read(&mut Lexer::at(&plain, first.saturating_add(offset)));
            let agrees =
                object.is_some_and(|object| later.contains(&number) || self.agrees((number, 0), &object));
            if !agrees {
                two_readings(number, changes);
            }
        }
    }

    /// Whether the other reader has the same object.
    fn agrees(&self, id: ObjectId, object: &Object) -> bool {
        // Not comparable in cipher; and the reader itself takes these two kinds apart.
        if self.encrypted
            || matches!(object, Object::Stream(stream) if is(stream, b"XRef") || is(stream, b"ObjStm"))
        {
            return true;
        }
        match self.doc.objects.get(&id) {
            Some(theirs) => identical(object, theirs, 0),
            None => object.is_null(),
        }
    }

    /// Between the objects there is nothing that a program which searches would take for one.
    fn gaps(&self, mut spans: Vec<Range<usize>>, changes: &mut Changes) {
        spans.sort_by_key(|span| span.start);
        let mut at = self.from;
        spans.push(self.bytes.len()..self.bytes.len());
        for span in spans {
            let gap = self.bytes.get(at..span.start.max(at)).unwrap_or_default();
            let looks_like_one = |word: &[u8]| gap.windows(word.len()).any(|window| window == word);
            if looks_like_one(b" obj") || looks_like_one(b"trailer") || looks_like_one(b"/Root") {
                changes.tell(&words::TWO_READINGS, &Where::default(), b"obj");
            }
            at = at.max(span.end);
        }
    }

    /// All that is referred to, from the trailer on.
    fn reached(&self) -> BTreeSet<ObjectId> {
        let mut reached: BTreeSet<ObjectId> = BTreeSet::new();
        let mut stack: Vec<&Object> = self.doc.trailer.iter().map(|(_, object)| object).collect();
        while let Some(object) = stack.pop() {
            match object {
                Object::Reference(id) if reached.insert(*id) => stack.extend(self.doc.objects.get(id)),
                Object::Array(items) => stack.extend(items),
                Object::Dictionary(dict) => stack.extend(dict.iter().map(|(_, object)| object)),
                Object::Stream(stream) => stack.extend(stream.dict.iter().map(|(_, object)| object)),
                _ => {}
            }
        }
        reached
    }

    /// A reference to nothing, where a program that does not look at generations, or at what was set free, would
    /// find something.
    fn other_generations(
        &self,
        reached: &BTreeSet<ObjectId>,
        merged: &BTreeMap<u32, Entry>,
        changes: &mut Changes,
    ) {
        let missing = reached.iter().filter(|id| !self.doc.objects.contains_key(id));
        for (number, generation) in missing {
            let another = self.doc.objects.range((*number, 0)..=(*number, u16::MAX)).next().is_some();
            let once = self.sections.iter().any(|section| {
                section.entries.get(number).is_some_and(|entry| !matches!(entry, Entry::Free | Entry::At(0)))
            });
            let freed = matches!(merged.get(number), None | Some(Entry::Free)) && once;
            if another || freed {
                let what = format!("{number} {generation} R");
                changes.tell(&words::TWO_READINGS, &Where::default(), what.as_bytes());
            }
        }
    }

    /// New objects that nothing refers to.
    fn orphans(&self, reached: &BTreeSet<ObjectId>, changes: &mut Changes) {
        let reached: BTreeSet<u32> = reached.iter().map(|id| id.0).collect();
        let new: BTreeSet<u32> = self
            .new_sections()
            .flat_map(|section| section.entries.iter().chain(&section.hybrid))
            .filter(|(_, entry)| **entry != Entry::Free)
            .map(|(number, _)| *number)
            .collect();
        let carriers = |number: &u32| {
            let object = self.doc.objects.iter().find(|(id, _)| id.0 == *number).map(|(_, object)| object);
            matches!(object, None | Some(Object::Stream(_)))
                && object.is_none_or(|object| {
                    object.as_stream().is_ok_and(|stream| is(stream, b"XRef") || is(stream, b"ObjStm"))
                })
        };
        let orphans = new.difference(&reached).filter(|number| !carriers(number)).count();
        if orphans > 0 {
            changes.push(Change::new(&words::ORPHAN, &Where::default()).counted(0, orphans));
        }
    }
}

fn two_readings(number: u32, changes: &mut Changes) {
    changes.tell(&words::TWO_READINGS, &Where::default(), format!("{number} 0 obj").as_bytes());
}

fn is(stream: &Stream, kind: &[u8]) -> bool {
    stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind)
}

/// Whether two parsers read one object.
fn identical(a: &Object, b: &Object, depth: usize) -> bool {
    let same_dict = |a: &Dictionary, b: &Dictionary, stream: bool| {
        // The other reader may put the length right that it found.
        let counts =
            |dict: &Dictionary| dict.iter().filter(|(key, _)| !(stream && *key == b"Length")).count();
        counts(a) == counts(b)
            && a.iter().all(|(key, value)| {
                stream && key == b"Length" || b.get(key).is_ok_and(|other| identical(value, other, depth + 1))
            })
    };
    if depth > NESTING {
        return false;
    }
    match (a, b) {
        (Object::Array(a), Object::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| identical(a, b, depth + 1))
        }
        (Object::Dictionary(a), Object::Dictionary(b)) => same_dict(a, b, false),
        (Object::Stream(a), Object::Stream(b)) => same_dict(&a.dict, &b.dict, true) && a.content == b.content,
        (Object::String(a, _), Object::String(b, _)) => a == b,
        (a, b) => same_scalar(a, b),
    }
}
