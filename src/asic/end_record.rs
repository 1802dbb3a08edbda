//! Where an archive ends and where its directory stands: the end record, and the ZIP64 one before it.

use std::ops::Range;

use super::fields::Fields;
use crate::diag::Bilingual;
use crate::diag::catalogue::container as c;
use crate::diag::{Finding, Origin, Report};

const SIGNATURE: &[u8] = b"PK\x05\x06";
const SIZE: usize = 22;
const ZIP64_SIGNATURE: &[u8] = b"PK\x06\x06";
const LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";
const LOCATOR_SIZE: usize = 20;
const DIRECTORY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// What the end of an archive says.
#[derive(Debug)]
pub(super) struct End<'a> {
    /// How many entries it declares.
    pub(super) entries: u64,
    /// Where the directory is, in the bytes.
    pub(super) directory: Range<usize>,
    /// How far everything stands behind its declared offset, because of foreign data at the beginning.
    pub(super) shift: usize,
    pub(super) comment: &'a [u8],
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

impl<'a> End<'a> {
    /// Finds the end of `bytes`; what is wrong with it but can be read past goes to `report`.
    pub(super) fn find(bytes: &'a [u8], origin: &Origin, report: &mut Report) -> Result<Self, Report> {
        let Some((at, record, comment)) = last_record(bytes) else {
            let entry = if bytes.starts_with(b"PK\x03\x04") { &c::CUT_OFF } else { &c::NOT_ZIP };
            report.push(Finding::of(entry, origin.clone()));
            return Err(std::mem::take(report));
        };
        let mut found = |entry, (lv, en)| {
            report.push(Finding::of(entry, origin.clone()).with_text("what", Bilingual::fixed(lv, en)));
        };
        let zip64 = zip64_record(bytes, at);
        let (declared, directory_end) = zip64.unwrap_or((record, at));
        if zip64.is_none() && record.needs_zip64() {
            found(&c::DIRECTORY_BROKEN, ("trūkst ZIP64 ieraksta", "the ZIP64 record is missing"));
            return Err(std::mem::take(report));
        }
        if !record.agrees_with(&declared) {
            found(&c::END_RECORD, ("ZIP64 ieraksts norāda ko citu", "the ZIP64 record says something else"));
        }
        let Some((directory, shift)) = place(bytes, &declared, directory_end) else {
            found(&c::DIRECTORY_BROKEN, ("tas nav norādītajā vietā", "it is not where it should be"));
            return Err(std::mem::take(report));
        };
        let behind = bytes.get(directory.start..at).unwrap_or_default();
        if contains(behind, SIGNATURE) || contains(comment, SIGNATURE) {
            found(&c::END_RECORD, ("tādi ir vairāki", "there are several"));
        }
        if declared.disk != 0 || declared.directory_disk != 0 || declared.entries_here != declared.entries {
            report.push(Finding::of(&c::SPLIT, origin.clone()));
        }
        let rest = bytes.len() - (at + SIZE + comment.len());
        if rest > 0 {
            report.push(Finding::of(&c::SUFFIX, origin.clone()).with("n", rest));
        }
        Ok(Self { entries: declared.entries, directory, shift, comment, zip64: zip64.is_some() })
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
    let first = last.saturating_sub(usize::from(u16::MAX));
    let found = || {
        (first..=last).rev().filter_map(|at| {
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

/// The ZIP64 record and where it begins, when a locator stands right before the end record.
fn zip64_record(bytes: &[u8], end_at: usize) -> Option<(Declared, usize)> {
    let locator_at = end_at.checked_sub(LOCATOR_SIZE)?;
    let mut locator = Fields::at(bytes, locator_at)?;
    locator.signature(LOCATOR_SIGNATURE)?;
    let _disk = locator.u32()?;
    let declared_at = usize::try_from(locator.u64()?).ok();
    // With foreign data at the beginning the declared place is wrong: then the record is the one without
    // extensible data, right before the locator.
    let candidates = [declared_at, locator_at.checked_sub(56)];
    candidates.into_iter().flatten().filter(|at| *at < locator_at).find_map(|at| {
        let mut f = Fields::at(bytes, at)?;
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
        (usize::try_from(size).ok()?.checked_add(at + 12)? == locator_at).then_some((declared, at))
    })
}

/// Where the directory really is, and how far that is behind the declared offset.
fn place(bytes: &[u8], declared: &Declared, end: usize) -> Option<(Range<usize>, usize)> {
    let size = usize::try_from(declared.size).ok()?;
    let offset = usize::try_from(declared.offset).ok()?;
    let from_end = end.checked_sub(size)?;
    let is_directory =
        |at: usize| size == 0 || bytes.get(at..).is_some_and(|b| b.starts_with(DIRECTORY_SIGNATURE));
    if offset <= from_end && is_directory(offset) {
        return Some((offset..offset + size, 0));
    }
    (offset < from_end && is_directory(from_end)).then(|| (from_end..end, from_end - offset))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
