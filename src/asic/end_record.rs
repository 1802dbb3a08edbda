//! The end of central directory record, and the ZIP64 one before it.

use std::ops::Range;

use super::byte_source::ByteSource;
use super::little_endian::LittleEndianReader;
use super::recognize;
use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Origin, Report};

const SIGNATURE: &[u8] = b"PK\x05\x06";
const FIXED_SIZE: usize = 22;
const MAX_COMMENT_SIZE: u64 = 0xffff;
const ZIP64_SIGNATURE: &[u8] = b"PK\x06\x06";
const LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";
const LOCATOR_SIZE: u64 = 20;
const ZIP64_SIZE: u64 = 56;
const DIRECTORY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// Enough to tell what begins so.
const HEAD_SIZE: u64 = 1024;

/// What to say of a file without the end of an archive that begins so.
fn no_archive(head: &[u8]) -> &'static CatalogueEntry {
    if head.starts_with(b"PK\x03\x04") {
        &c::CUT_OFF
    } else if recognize::is_ddoc(head) {
        &c::DDOC
    } else {
        &c::NOT_ZIP
    }
}

/// The end record with ZIP64 resolved.
#[derive(Debug)]
pub(super) struct EndRecord {
    /// How many entries it declares.
    pub(super) entries: u64,
    /// Where the directory is, in the bytes.
    pub(super) directory: Range<u64>,
    /// Where the records of the end begin.
    pub(super) offset: u64,
    /// How much larger every offset is than declared, because of foreign data at the beginning.
    pub(super) base_offset: u64,
    pub(super) comment: Vec<u8>,
    pub(super) zip64: bool,
}

/// The fields of an end record that a ZIP64 record may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct EndRecordFields {
    disk: u64,
    directory_disk: u64,
    entries_on_disk: u64,
    entries: u64,
    size: u64,
    offset: u64,
}

impl EndRecord {
    /// Finds the end of an archive; what is wrong with it but can be read past goes to `report`.
    pub(super) fn find(
        source: &ByteSource<'_>,
        origin: &Origin,
        report: &mut Report,
    ) -> Result<Self, Report> {
        let tail_at = source.size().saturating_sub(FIXED_SIZE as u64 + MAX_COMMENT_SIZE);
        let tail = source.read_range(tail_at..source.size()).unwrap_or_default();
        let Some((at_in_tail, record, comment)) = last_record(&tail) else {
            let entry = no_archive(&source.read_available(0..HEAD_SIZE));
            report.push(Finding::of(entry, origin.clone()));
            return Err(std::mem::take(report));
        };
        let at = tail_at + at_in_tail as u64;
        let mut found = |entry, (lv, en)| {
            report.push(Finding::of(entry, origin.clone()).with_text("what", Bilingual::fixed(lv, en)));
        };
        let zip64 = zip64_record(source, at);
        let (declared, directory_end) = zip64.map_or((record, at), |found| (found.declared, found.offset));
        if zip64.is_none() && record.needs_zip64() {
            found(&c::DIRECTORY_BROKEN, ("trūkst ZIP64 ieraksta", "the ZIP64 record is missing"));
            return Err(std::mem::take(report));
        }
        if !record.agrees_with(&declared) {
            found(&c::END_RECORD, ("ZIP64 ieraksts norāda ko citu", "the ZIP64 record says something else"));
        }
        let Some((directory, shift)) = locate_directory(source, &declared, directory_end) else {
            found(&c::DIRECTORY_BROKEN, ("tas nav norādītajā vietā", "it is not where it should be"));
            return Err(std::mem::take(report));
        };
        if zip64.is_some_and(|found| found.locator_offset.checked_add(shift) != Some(found.offset)) {
            found(
                &c::END_RECORD,
                ("ZIP64 ieraksts nav tur, kur norādīts", "the ZIP64 record is not where it is said to be"),
            );
        }
        if contains_end_signature(source, directory.start..at) || contains(comment, SIGNATURE) {
            found(&c::END_RECORD, ("tādi ir vairāki", "there are several"));
        }
        if declared.disk != 0 || declared.directory_disk != 0 || declared.entries_on_disk != declared.entries
        {
            report.push(Finding::of(&c::SPLIT, origin.clone()));
        }
        let rest = tail.len() - (at_in_tail + FIXED_SIZE + comment.len());
        if rest > 0 {
            report.push(Finding::of(&c::SUFFIX, origin.clone()).with("n", rest));
        }
        let comment = comment.to_vec();
        Ok(Self {
            entries: declared.entries,
            directory,
            offset: directory_end,
            base_offset: shift,
            comment,
            zip64: zip64.is_some(),
        })
    }
}

impl EndRecordFields {
    fn needs_zip64(&self) -> bool {
        let short = u64::from(u16::MAX);
        let long = u64::from(u32::MAX);
        self.entries == short || self.entries_on_disk == short || self.size == long || self.offset == long
    }

    /// Whether each field that is not all ones is the same in the ZIP64 record.
    fn agrees_with(&self, zip64: &Self) -> bool {
        let same = |short: u64, long: u64, ones: u64| short == long || short == ones;
        let (short, long) = (u64::from(u16::MAX), u64::from(u32::MAX));
        same(self.entries, zip64.entries, short)
            && same(self.entries_on_disk, zip64.entries_on_disk, short)
            && same(self.size, zip64.size, long)
            && same(self.offset, zip64.offset, long)
    }
}

/// The last end record, where it begins, and its comment: the last one whose comment ends with the file, else
/// the last one whose comment fits.
fn last_record(bytes: &[u8]) -> Option<(usize, EndRecordFields, &[u8])> {
    let last = bytes.len().checked_sub(FIXED_SIZE)?;
    let found = || {
        (0..=last).rev().filter_map(|at| {
            let (record, comment) = end_record(bytes, at)?;
            Some((at, record, comment))
        })
    };
    found().find(|(at, _, comment)| at + FIXED_SIZE + comment.len() == bytes.len()).or_else(|| found().next())
}

fn end_record(bytes: &[u8], at: usize) -> Option<(EndRecordFields, &[u8])> {
    let mut f = LittleEndianReader::from_offset(bytes, at)?;
    f.expect_signature(SIGNATURE)?;
    let declared = EndRecordFields {
        disk: f.u16()?.into(),
        directory_disk: f.u16()?.into(),
        entries_on_disk: f.u16()?.into(),
        entries: f.u16()?.into(),
        size: f.u32()?.into(),
        offset: f.u32()?.into(),
    };
    let length = usize::from(f.u16()?);
    Some((declared, f.bytes(length)?))
}

/// The ZIP64 record of the end.
#[derive(Clone, Copy)]
struct Zip64EndRecord {
    declared: EndRecordFields,
    /// Where it begins.
    offset: u64,
    /// Where its locator says it begins.
    locator_offset: u64,
}

/// The ZIP64 record, when a locator stands right before the end record.
fn zip64_record(source: &ByteSource<'_>, end_at: u64) -> Option<Zip64EndRecord> {
    let locator_at = end_at.checked_sub(LOCATOR_SIZE)?;
    let locator = source.read_range(locator_at..end_at)?;
    let mut locator = LittleEndianReader::of(&locator);
    locator.expect_signature(LOCATOR_SIGNATURE)?;
    let _disk = locator.u32()?;
    let pointed_at = locator.u64()?;
    // With foreign data at the beginning the declared place is wrong: then the record is the one without
    // extensible data, right before the locator.
    let candidates = [Some(pointed_at), locator_at.checked_sub(ZIP64_SIZE)];
    candidates.into_iter().flatten().filter(|at| *at < locator_at).find_map(|at| {
        let bytes = source.read_range(at..at.checked_add(ZIP64_SIZE)?)?;
        let mut f = LittleEndianReader::of(&bytes);
        f.expect_signature(ZIP64_SIGNATURE)?;
        let size = f.u64()?;
        let _versions = f.u32()?;
        let declared = EndRecordFields {
            disk: f.u32()?.into(),
            directory_disk: f.u32()?.into(),
            entries_on_disk: f.u64()?,
            entries: f.u64()?,
            size: f.u64()?,
            offset: f.u64()?,
        };
        (size.checked_add(at + 12)? == locator_at).then_some(Zip64EndRecord {
            declared,
            offset: at,
            locator_offset: pointed_at,
        })
    })
}

/// Where the directory really is, and how far that is behind the declared offset.
fn locate_directory(
    source: &ByteSource<'_>,
    declared: &EndRecordFields,
    end: u64,
) -> Option<(Range<u64>, u64)> {
    let EndRecordFields { size, offset, .. } = *declared;
    let from_end = end.checked_sub(size)?;
    let is_directory =
        |at: u64| size == 0 || *source.read_available(at..at.saturating_add(4)) == *DIRECTORY_SIGNATURE;
    if offset <= from_end && is_directory(offset) {
        return Some((offset..offset + size, 0));
    }
    (offset < from_end && is_directory(from_end)).then(|| (from_end..end, from_end - offset))
}

/// Whether the signature of an end record stands somewhere in the range.
fn contains_end_signature(source: &ByteSource<'_>, range: Range<u64>) -> bool {
    let mut found = false;
    // It may lie across two chunks.
    let mut window = Vec::new();
    let fed = source.for_each_chunk(range, &mut |chunk| {
        window.extend_from_slice(chunk);
        found |= contains(&window, SIGNATURE);
        window.drain(..window.len().saturating_sub(SIGNATURE.len() - 1));
        Ok::<(), std::io::Error>(())
    });
    fed.is_ok() && found
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
