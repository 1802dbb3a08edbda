//! Whether all readers get the same document from this file, and whether the update leaves the official objects as
//! they are (ISO 32000-2, 7.5.4 to 7.5.8).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId, Stream};

use super::super::document::Pdf;
use super::super::lexer::{Lexer, Token};
use super::super::object_equality::equal_readings;
use super::super::read_object;
use super::super::xref_sections::{self, SectionEntry, XrefSection, read_indirect};
use super::SaveMethod;
use super::change::{Change, ChangeList, ChangeLocation};
use super::stream_expander::StreamExpander;
use crate::diag::catalogue::pdf_change as words;

/// Compares two readings of the filled file with each other, and its update with the official file.
pub(super) fn compare(official: &Pdf, filled: &Pdf, save_method: SaveMethod, changes: &mut ChangeList) {
    let at = ChangeLocation::default();
    let layout = filled.0.layout;
    if layout.repaired {
        return changes.report(&words::STRUCTURE, &at, b"xref");
    }
    if layout.header_offset != official.0.layout.header_offset {
        changes.report(&words::TWO_READINGS, &at, b"%PDF");
    }
    let bytes = filled.bytes().get(layout.header_offset..).unwrap_or_default();
    let sections = match xref_sections::read(bytes) {
        Ok(sections) => sections,
        Err(damage) => return changes.report(&words::STRUCTURE, &at, damage.as_bytes()),
    };
    let from = match save_method {
        SaveMethod::IncrementalUpdate { offset: at } => at.saturating_sub(layout.header_offset),
        _ => 0,
    };
    let doc = &filled.0.doc;
    let reading = AmbiguityCheck {
        bytes,
        doc,
        sections: &sections,
        update_start: from,
        encrypted: filled.features().encrypted,
    };
    if sections.first().map(|section| section.offset) != Some(layout.startxref) {
        changes.report(&words::TWO_READINGS, &at, b"startxref");
    }
    let merged = xref_sections::merged(&sections);
    reading.check_offsets(&merged, changes);
    if from > 0 {
        reading.check_update_entries(official, changes);
    }
    reading.check_hybrids(official, from > 0, changes);
    let reached = reading.reachable_objects();
    let spans = reading.check_objects(&reached, changes);
    reading.check_gaps(spans, changes);
    reading.check_generations(&reached, &merged, changes);
    if from > 0 {
        reading.check_orphans(&reached, changes);
    }
}

struct AmbiguityCheck<'a> {
    bytes: &'a [u8],
    doc: &'a Document,
    sections: &'a [XrefSection],
    /// The offset behind the official file's bytes; 0 in a file that was written anew.
    update_start: usize,
    encrypted: bool,
}

impl AmbiguityCheck<'_> {
    /// The cross-reference sections behind the official bytes; of a file written anew all.
    fn new_sections(&self) -> impl Iterator<Item = &XrefSection> {
        self.sections.iter().filter(|section| section.offset >= self.update_start)
    }

    /// Every object is at the same offset for both readers.
    fn check_offsets(&self, merged: &BTreeMap<u32, SectionEntry>, changes: &mut ChangeList) {
        let parsed = &self.doc.reference_table.entries;
        let numbers: BTreeSet<u32> = merged.keys().chain(parsed.keys()).copied().collect();
        for number in numbers {
            let listed = merged.get(&number).copied().unwrap_or(SectionEntry::Free);
            let parsed = match parsed.get(&number) {
                Some(XrefEntry::Normal { offset, .. }) => {
                    SectionEntry::Offset(usize::try_from(*offset).unwrap_or_default())
                }
                Some(XrefEntry::Compressed { container, index }) => {
                    SectionEntry::InObjectStream(*container, usize::from(*index))
                }
                _ => SectionEntry::Free,
            };
            let empty = |entry| matches!(entry, SectionEntry::Free | SectionEntry::Offset(0));
            if listed != parsed && !(empty(listed) && empty(parsed)) {
                report_two_readings(number, changes);
            }
        }
    }

    /// New entries point to new objects; the offset of an official object appears only under its own number.
    fn check_update_entries(&self, official: &Pdf, changes: &mut ChangeList) {
        let old: Vec<&XrefSection> =
            self.sections.iter().filter(|section| section.offset < self.update_start).collect();
        if !old.iter().any(|section| section.offset == official.0.layout.startxref) {
            return changes.report(&words::XREF, &ChangeLocation::default(), b"Prev");
        }
        let known = xref_sections::read(self.bytes.get(..self.update_start).unwrap_or_default());
        let known = known.map(|sections| xref_sections::merged(&sections)).unwrap_or_default();
        let replaced: BTreeSet<u32> =
            self.new_sections().flat_map(|section| section.entries.keys()).copied().collect();
        for section in self.new_sections() {
            for (number, entry) in section.entries.iter().chain(&section.hybrid) {
                let is_wrong = match entry {
                    SectionEntry::Offset(at) => *at < self.update_start && known.get(number) != Some(entry),
                    // An object stream of the original is unchanged.
                    SectionEntry::InObjectStream(container, _) => {
                        let old_stream = matches!(known.get(container), Some(SectionEntry::Offset(_)));
                        old_stream && !replaced.contains(container) && known.get(number) != Some(entry)
                    }
                    SectionEntry::Free => false,
                };
                if is_wrong {
                    changes.report(
                        &words::XREF,
                        &ChangeLocation::default(),
                        format!("{number} 0 obj").as_bytes(),
                    );
                }
            }
        }
    }

    /// Old programs read the table of a hybrid file, newer ones its stream: both have to name the same objects
    /// (7.5.8.4).
    fn check_hybrids(&self, official: &Pdf, updated: bool, changes: &mut ChangeList) {
        let was_hybrid = official.0.layout.xref == super::super::load::XrefKind::Hybrid;
        for section in self.new_sections().filter(|section| section.is_hybrid) {
            if updated && !was_hybrid {
                changes.report(&words::TWO_READINGS, &ChangeLocation::default(), b"XRefStm");
            }
            for (number, entry) in &section.hybrid {
                let other = section.entries.get(number).copied().unwrap_or(SectionEntry::Free);
                if other != SectionEntry::Free && other != *entry {
                    report_two_readings(*number, changes);
                }
            }
        }
    }

    /// Reads each new object again, and returns the bytes it takes.
    fn check_objects(&self, reached: &BTreeSet<ObjectId>, changes: &mut ChangeList) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> =
            self.sections.iter().flat_map(|section| section.spans.clone()).collect();
        let mut later: BTreeSet<u32> = BTreeSet::new();
        let mut streams = StreamExpander::new();
        let in_streams = self.in_object_streams();
        // What an older section names once more was read already, and held against more.
        let mut read = BTreeSet::new();
        for section in self.new_sections() {
            for (number, entry) in section.entries.iter().chain(&section.hybrid) {
                let SectionEntry::Offset(at) = *entry else { continue };
                // Offsets of the original were checked above; and what a cross-reference stream says of itself is
                // often wrong and harmless.
                let of_itself = section.stream_numbers.contains(number) && !reached.contains(&(*number, 0));
                if at < self.update_start || of_itself || !read.insert((*number, at)) {
                    continue;
                }
                let Some(found) =
                    read_indirect(self.bytes, at, Some(self.doc)).filter(|found| found.id.0 == *number)
                else {
                    report_two_readings(*number, changes);
                    continue;
                };
                if !later.contains(number) && !self.matches_parsed(found.id, &found.object) {
                    report_two_readings(*number, changes);
                }
                if let Object::Stream(stream) = &found.object
                    && has_type(stream, b"ObjStm")
                    && !self.encrypted
                {
                    self.check_object_stream(*number, stream, (&later, &in_streams), &mut streams, changes);
                }
                spans.push(found.span);
            }
            later.extend(section.entries.keys().chain(section.hybrid.keys()));
        }
        spans
    }

    /// The objects that any section places in an object stream: number, stream and index.
    fn in_object_streams(&self) -> BTreeSet<(u32, u32, usize)> {
        let entries = self.sections.iter().flat_map(|section| section.entries.iter().chain(&section.hybrid));
        let placed = entries.filter_map(|(number, entry)| match entry {
            SectionEntry::InObjectStream(container, index) => Some((*number, *container, *index)),
            _ => None,
        });
        placed.collect()
    }

    /// An object stream holds the objects that the sections name (`in_streams`), and no others; of those that a `later`
    /// section has, this is not the reading.
    fn check_object_stream(
        &self,
        container: u32,
        stream: &Stream,
        (later, in_streams): (&BTreeSet<u32>, &BTreeSet<(u32, u32, usize)>),
        streams: &mut StreamExpander,
        changes: &mut ChangeList,
    ) {
        let plain = streams
            .unfilter(self.doc, stream, 64 << 20)
            .ok()
            .and_then(super::stream_expander::UnfilteredStream::plain);
        let integer = |key: &[u8]| usize::try_from(stream.dict.get(key).ok()?.as_i64().ok()?).ok();
        let (Some(plain), Some(count), Some(first)) = (plain, integer(b"N"), integer(b"First")) else {
            return report_two_readings(container, changes);
        };
        let mut heads = Lexer::new(&plain);
        // Objects do not overlap: more than all of it is read only where they do.
        let mut left = plain.len().saturating_mul(2);
        for index in 0..count {
            let (Some(Token::Integer(number)), Some(Token::Integer(offset))) = (heads.next(), heads.next())
            else {
                return report_two_readings(container, changes);
            };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else {
                return report_two_readings(container, changes);
            };
            // A linearized file lists them in the other one of its two sections.
            if !in_streams.contains(&(number, container, index)) {
                report_two_readings(number, changes);
                continue;
            }
            let at = first.saturating_add(offset);
            let mut lexer = Lexer::starting_at(&plain, at);
            let object = read_object::read(&mut lexer);
            let Some(rest) = left.checked_sub(lexer.offset().saturating_sub(at)) else {
                return report_two_readings(container, changes);
            };
            left = rest;
            let agrees = object
                .is_some_and(|object| later.contains(&number) || self.matches_parsed((number, 0), &object));
            if !agrees {
                report_two_readings(number, changes);
            }
        }
    }

    /// Whether the parsed document has the same object.
    fn matches_parsed(&self, id: ObjectId, object: &Object) -> bool {
        // Encrypted objects cannot be compared; and the parser itself takes these two types apart.
        if self.encrypted
            || matches!(object, Object::Stream(stream) if has_type(stream, b"XRef") || has_type(stream, b"ObjStm"))
        {
            return true;
        }
        match self.doc.objects.get(&id) {
            Some(parsed) => equal_readings(object, parsed),
            None => object.is_null(),
        }
    }

    /// Between the objects there is nothing that a program which rebuilds the cross-reference table would take for
    /// an object.
    fn check_gaps(&self, mut spans: Vec<Range<usize>>, changes: &mut ChangeList) {
        spans.sort_by_key(|span| span.start);
        let mut at = self.update_start;
        spans.push(self.bytes.len()..self.bytes.len());
        for span in spans {
            let gap = self.bytes.get(at..span.start.max(at)).unwrap_or_default();
            let looks_like_one = |word: &[u8]| gap.windows(word.len()).any(|window| window == word);
            if looks_like_one(b" obj") || looks_like_one(b"trailer") || looks_like_one(b"/Root") {
                changes.report(&words::TWO_READINGS, &ChangeLocation::default(), b"obj");
            }
            at = at.max(span.end);
        }
    }

    /// All objects that are reachable from the trailer.
    fn reachable_objects(&self) -> BTreeSet<ObjectId> {
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

    /// A reference to a missing object, where a program that ignores generations or free entries would find one.
    fn check_generations(
        &self,
        reached: &BTreeSet<ObjectId>,
        merged: &BTreeMap<u32, SectionEntry>,
        changes: &mut ChangeList,
    ) {
        let missing = reached.iter().filter(|id| !self.doc.objects.contains_key(id));
        for (number, generation) in missing {
            let another = self.doc.objects.range((*number, 0)..=(*number, u16::MAX)).next().is_some();
            let once = self.sections.iter().any(|section| {
                section
                    .entries
                    .get(number)
                    .is_some_and(|entry| !matches!(entry, SectionEntry::Free | SectionEntry::Offset(0)))
            });
            let freed = matches!(merged.get(number), None | Some(SectionEntry::Free)) && once;
            if another || freed {
                let what = format!("{number} {generation} R");
                changes.report(&words::TWO_READINGS, &ChangeLocation::default(), what.as_bytes());
            }
        }
    }

    /// New objects that are not reachable.
    fn check_orphans(&self, reached: &BTreeSet<ObjectId>, changes: &mut ChangeList) {
        let reached: BTreeSet<u32> = reached.iter().map(|id| id.0).collect();
        let new: BTreeSet<u32> = self
            .new_sections()
            .flat_map(|section| section.entries.iter().chain(&section.hybrid))
            .filter(|(_, entry)| **entry != SectionEntry::Free)
            .map(|(number, _)| *number)
            .collect();
        let carriers = |number: &u32| {
            let object = self.doc.objects.iter().find(|(id, _)| id.0 == *number).map(|(_, object)| object);
            matches!(object, None | Some(Object::Stream(_)))
                && object.is_none_or(|object| {
                    object
                        .as_stream()
                        .is_ok_and(|stream| has_type(stream, b"XRef") || has_type(stream, b"ObjStm"))
                })
        };
        let orphans = new.difference(&reached).filter(|number| !carriers(number)).count();
        if orphans > 0 {
            changes.push(Change::new(&words::ORPHAN, &ChangeLocation::default()).with_counts(0, orphans));
        }
    }
}

fn report_two_readings(number: u32, changes: &mut ChangeList) {
    changes.report(&words::TWO_READINGS, &ChangeLocation::default(), format!("{number} 0 obj").as_bytes());
}

fn has_type(stream: &Stream, kind: &[u8]) -> bool {
    stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind)
}
