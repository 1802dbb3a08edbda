//! Where an archive ends and where its directory stands: the end record, and the ZIP64 one before it.

use std::ops::Range;

use super::fields::Fields;
use super::source::Source;
use crate::diag::Bilingual;
use crate::diag::catalogue::container as c;
use crate::diag::{Finding, Origin, Report};

const SIGNATURE: &[u8] = b"PK\x05\x06";
const SIZE: usize = 22;
const LONGEST_COMMENT: u64 = 0xffff;
const ZIP64_SIGNATURE: &[u8] = b"PK\x06\x06";
const LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";
const LOCATOR_SIZE: u64 = 20;
const ZIP64_SIZE: u64 = 56;
const DIRECTORY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// What the end of an archive says.
#[derive(Debug)]
pub(super) struct End {
    /// How many entries it declares.
    pub(super) entries: u64,
    /// Where the directory is, in the bytes.
    pub(super) directory: Range<u64>,
    /// Where the records of the end begin.
    pub(super) at: u64,
    /// How far everything stands behind its declared offset, because of foreign data at the beginning.
    pub(super) shift: u64,
    pub(super) comment: Vec<u8>,
    pub(super) zip64: bool,
}

/// The fields of an end record that a ZIP64 record may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Declared {
    disk: u64,
    directory_disk: u64,
    entries_here: u64,
    entries: u64,
    size: u64,
    offset: u64,
}

impl End {
    /// Finds the end of an archive; what is wrong with it but can be read past goes to `report`.
    pub(super) fn find(source: &Source<'_>, origin: &Origin, report: &mut Report) -> Result<Self, Report> {
        let tail_at = source.size().saturating_sub(SIZE as u64 + LONGEST_COMMENT);
        let tail = source.bytes(tail_at..source.size()).unwrap_or_default();
        let Some((at_in_tail, record, comment)) = last_record(&tail) else {
            let zip = *source.bytes_within(0..4) == *b"PK\x03\x04";
            let entry = if zip { &c::CUT_OFF } else { &c::NOT_ZIP };
            report.push(Finding::of(entry, origin.clone()));
            return Err(std::mem::take(report));
        };
        let at = tail_at + at_in_tail as u64;
        let mut found = |entry, (lv, en)| {
            report.push(Finding::of(entry, origin.clone()).with_text("what", Bilingual::fixed(lv, en)));
        };
        let zip64 = zip64_record(source, at);
        let (declared, directory_end) = zip64.map_or((record, at), |found| (found.declared, found.at));
        if zip64.is_none() && record.needs_zip64() {
            found(&c::DIRECTORY_BROKEN, ("trūkst ZIP64 ieraksta", "the ZIP64 record is missing"));
            return Err(std::mem::take(report));
        }
        if !record.agrees_with(&declared) {
            found(&c::END_RECORD, ("ZIP64 ieraksts norāda ko citu", "the ZIP64 record says something else"));
        }
        let Some((directory, shift)) = place(source, &declared, directory_end) else {
            found(&c::DIRECTORY_BROKEN, ("tas nav norādītajā vietā", "it is not where it should be"));
            return Err(std::mem::take(report));
        };
        if zip64.is_some_and(|found| found.pointed_at.checked_add(shift) != Some(found.at)) {
            found(
                &c::END_RECORD,
                ("ZIP64 ieraksts nav tur, kur norādīts", "the ZIP64 record is not where it is said to be"),
            );
        }
        if has_signature(source, directory.start..at) || contains(comment, SIGNATURE) {
            found(&c::END_RECORD, ("tādi ir vairāki", "there are several"));
        }
        if declared.disk != 0 || declared.directory_disk != 0 || declared.entries_here != declared.entries {
            report.push(Finding::of(&c::SPLIT, origin.clone()));
        }
        let rest = tail.len() - (at_in_tail + SIZE + comment.len());
        if rest > 0 {
            report.push(Finding::of(&c::SUFFIX, origin.clone()).with("n", rest));
        }
        let comment = comment.to_vec();
        Ok(Self {
            entries: declared.entries,
            directory,
            at: directory_end,
            shift,
            comment,
            zip64: zip64.is_some(),
        })
    }
}

impl Declared {
    fn needs_zip64(&self) -> bool {
        let short = u64::from(u16::MAX);
        let long = u64::from(u32::MAX);
        self.entries == short || self.entries_here == short || self.size == long || self.offset == long
    }

    /// Whether each field that is not all ones is the same in the ZIP64 record.
    fn agrees_with(&self, zip64: &Self) -> bool {
        let same = |short: u64, long: u64, ones: u64| short == long || short == ones;
        let (short, long) = (u64::from(u16::MAX), u64::from(u32::MAX));
        same(self.entries, zip64.entries, short)
            && same(self.entries_here, zip64.entries_here, short)
            && same(self.size, zip64.size, long)
            && same(self.offset, zip64.offset, long)
    }
}

/// The last end record, where it begins, and its comment: the last one whose comment ends with the file, else
/// the last one whose comment fits.
fn last_record(bytes: &[u8]) -> Option<(usize, Declared, &[u8])> {
    let last = bytes.len().checked_sub(SIZE)?;
    let found = || {
        (0..=last).rev().filter_map(|at| {
            let (record, comment) = end_record(bytes, at)?;
            Some((at, record, comment))
        })
    };
    found().find(|(at, _, comment)| at + SIZE + comment.len() == bytes.len()).or_else(|| found().next())
}

fn end_record(bytes: &[u8], at: usize) -> Option<(Declared, &[u8])> {
    let mut f = Fields::at(bytes, at)?;
    f.signature(SIGNATURE)?;
    let declared = Declared {
        disk: f.u16()?.into(),
        directory_disk: f.u16()?.into(),
        entries_here: f.u16()?.into(),
        entries: f.u16()?.into(),
        size: f.u32()?.into(),
        offset: f.u32()?.into(),
    };
    let length = usize::from(f.u16()?);
    Some((declared, f.bytes(length)?))
}

/// The ZIP64 record of the end.
#[derive(Clone, Copy)]
struct Zip64 {
    declared: Declared,
    /// Where it begins.
    at: u64,
    /// Where its locator says it begins.
    pointed_at: u64,
}

/// The ZIP64 record, when a locator stands right before the end record.
fn zip64_record(source: &Source<'_>, end_at: u64) -> Option<Zip64> {
    let locator_at = end_at.checked_sub(LOCATOR_SIZE)?;
    let locator = source.bytes(locator_at..end_at)?;
    let mut locator = Fields::of(&locator);
    locator.signature(LOCATOR_SIGNATURE)?;
    let _disk = locator.u32()?;
    let pointed_at = locator.u64()?;
    // With foreign data at the beginning the declared place is wrong: then the record is the one without
    // extensible data, right before the locator.
    let candidates = [Some(pointed_at), locator_at.checked_sub(ZIP64_SIZE)];
    candidates.into_iter().flatten().filter(|at| *at < locator_at).find_map(|at| {
        let bytes = source.bytes(at..at.checked_add(ZIP64_SIZE)?)?;
        let mut f = Fields::of(&bytes);
        f.signature(ZIP64_SIGNATURE)?;
        let size = f.u64()?;
        let _versions = f.u32()?;
        let declared = Declared {
            disk: f.u32()?.into(),
            directory_disk: f.u32()?.into(),
            entries_here: f.u64()?,
            entries: f.u64()?,
            size: f.u64()?,
            offset: f.u64()?,
        };
        (size.checked_add(at + 12)? == locator_at).then_some(Zip64 { declared, at, pointed_at })
    })
}

/// Where the directory really is, and how far that is behind the declared offset.
fn place(source: &Source<'_>, declared: &Declared, end: u64) -> Option<(Range<u64>, u64)> {
    let Declared { size, offset, .. } = *declared;
    let from_end = end.checked_sub(size)?;
    let is_directory =
        |at: u64| size == 0 || *source.bytes_within(at..at.saturating_add(4)) == *DIRECTORY_SIGNATURE;
    if offset <= from_end && is_directory(offset) {
        return Some((offset..offset + size, 0));
    }
    (offset < from_end && is_directory(from_end)).then(|| (from_end..end, from_end - offset))
}

/// Whether the signature of an end record stands somewhere in the range.
fn has_signature(source: &Source<'_>, range: Range<u64>) -> bool {
    let mut found = false;
    // It may stand across two pieces.
    let mut window = Vec::new();
    let fed = source.feed(range, &mut |piece| {
        window.extend_from_slice(piece);
        found |= contains(&window, SIGNATURE);
        window.drain(..window.len().saturating_sub(SIGNATURE.len() - 1));
        Ok::<(), std::io::Error>(())
    });
    fed.is_ok() && found
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
