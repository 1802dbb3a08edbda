//! Reads the bytes of an archive: end record, central directory, local headers, layout, contents.

use std::ops::Range;

use sha2::Digest as _;

use super::byte_source::ByteSource;
use super::central_directory::{self, CentralHeader, duplicate_extra_field, extra_is_well_formed};
use super::end_record::EndRecord;
use super::entry::{ArchiveEntry, CompressionMethod, EntryData, entry_finding};
use super::entry_role::{EntryRole, decode_name};
use super::inflate::InflateError;
use super::layout::{self, EntryExtent};
use super::limits::Limits;
use super::local_header::{LocalHeader, read_data_descriptor};
use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, CatalogueEntry, Finding, Origin, Report};
use crate::values::Sha256Digest;

/// Bits of the flags that no container needs: neither encryption (0, 6, 13) nor deflate (1, 2) nor a descriptor (3)
/// nor UTF-8 (11).
const UNUSED_FLAG_BITS: [u16; 9] = [4, 5, 7, 8, 9, 10, 12, 14, 15];

/// How many bytes of a content are kept: enough to tell formats apart.
const FIRST_BYTES: usize = 1024;

/// Reads one archive; what is wrong with its structure goes to the report.
pub(super) struct ArchiveReader<'r> {
    origin: &'r Origin,
    limits: &'r Limits,
    report: &'r mut Report,
    /// The bytes of content that were decompressed so far.
    decompressed: u64,
}

impl<'r> ArchiveReader<'r> {
    pub(super) fn new(origin: &'r Origin, limits: &'r Limits, report: &'r mut Report) -> Self {
        Self { origin, limits, report, decompressed: 0 }
    }

    /// The entries, each decompressed once, and the comment of the archive; or the findings, where no entry can be
    /// read.
    pub(super) fn read<'a>(
        mut self,
        source: &ByteSource<'a>,
    ) -> Result<(Vec<ArchiveEntry<'a>>, Vec<u8>), Report> {
        let size = source.size();
        if size > self.limits.archive {
            let finding = self.finding(&c::TOO_BIG).with("n", size).with("max", self.limits.archive);
            return Err(self.refuse(finding));
        }
        let end = EndRecord::find(source, self.origin, self.report)?;
        let centrals = self.read_directory(source, &end)?;
        if end.zip64 || centrals.iter().any(|central| central.zip64) {
            self.report.push(self.finding(&c::ZIP64));
        }

        let mut entries: Vec<_> = centrals.into_iter().map(|c| LocatedEntry::read(source, c, &end)).collect();
        for entry in &entries {
            self.check_headers(entry);
        }
        let extents = entries.iter().enumerate().filter_map(|(n, located)| {
            Some(EntryExtent { range: located.extent.clone()?, entry: n, name: &located.entry.name })
        });
        for n in layout::check(source, extents.collect(), end.directory.start, self.origin, self.report) {
            if let Some(located) = entries.get_mut(n) {
                located.data_are_own = false;
            }
        }
        if end.directory.end < end.offset {
            let gap = self.finding(&c::GAP).with("n", end.offset - end.directory.end);
            self.report.push(gap.with("at", end.directory.end));
        }
        Ok((entries.into_iter().map(|located| self.read_content(located)).collect(), end.comment))
    }

    fn read_directory(
        &mut self,
        source: &ByteSource<'_>,
        end: &EndRecord,
    ) -> Result<Vec<CentralHeader>, Report> {
        let length = end.directory.end - end.directory.start;
        if length > self.limits.directory {
            let finding =
                self.finding(&c::DIRECTORY_LIMIT).with("n", length).with("max", self.limits.directory);
            return Err(self.refuse(finding));
        }
        let most = usize::try_from(self.limits.entries).unwrap_or(usize::MAX);
        let bytes = source.read_range(end.directory.clone()).unwrap_or_default();
        let (found, left) = central_directory::read_headers(&bytes, most);
        if end.entries > self.limits.entries || (found.len() == most && left > 0) {
            let finding = self.finding(&c::TOO_MANY_ENTRIES).with("max", self.limits.entries);
            return Err(self.refuse(finding.with("n", end.entries.max(self.limits.entries + 1))));
        }
        if left > 0 || found.len() as u64 != end.entries {
            let what = Bilingual {
                lv: format!("norādīto ierakstu skaits ir {}, atrasto – {}", end.entries, found.len()).into(),
                en: format!("it declares {} entries, found are {}", end.entries, found.len()).into(),
            };
            let finding = self.finding(&c::DIRECTORY_BROKEN).with_text("what", what);
            if found.is_empty() {
                return Err(self.refuse(finding));
            }
            self.report.push(finding);
        }
        Ok(found)
    }

    /// Reports what is wrong with the headers of an entry.
    fn check_headers(&mut self, located: &LocatedEntry<'_>) {
        let entry = &located.entry;
        let found = |e| entry_finding(e, self.origin, &entry.name);
        let Some(local) = &entry.local_header else {
            self.report.push(found(&c::LOCAL_MISSING));
            return;
        };
        let mut differences = local.fields_that_differ(&entry.central_header);
        if !located.descriptor_agrees {
            differences.push(("datu deskriptors", "data descriptor"));
        }
        if !differences.is_empty() {
            let (lv, en): (Vec<_>, Vec<_>) = differences.into_iter().unzip();
            let what = Bilingual { lv: lv.join(", ").into(), en: en.join(", ").into() };
            self.report.push(found(&c::HEADER_MISMATCH).with_text("what", what));
        }
        if !located.data_are_own {
            self.report.push(found(&c::DATA_CUT));
        }
        if entry.central_header.disk_number != 0 {
            self.report.push(found(&c::SPLIT));
        }
        if !extra_is_well_formed(&entry.central_header.extra) || !extra_is_well_formed(&local.extra) {
            self.report.push(found(&c::EXTRA_BROKEN));
        }
        if let Some(id) =
            duplicate_extra_field(&entry.central_header.extra).or(duplicate_extra_field(&local.extra))
        {
            self.report.push(found(&c::EXTRA_TWICE).with("v", format!("{id:04x}")));
        }
        let odd: Vec<String> = UNUSED_FLAG_BITS
            .iter()
            .filter(|bit| entry.central_header.flags >> *bit & 1 == 1)
            .map(ToString::to_string)
            .collect();
        if !odd.is_empty() {
            self.report.push(found(&c::FLAGS).with("v", odd.join(", ")));
        }
        if local.has_descriptor()
            && entry.method() == CompressionMethod::Stored
            && entry.role() != EntryRole::Mimetype
        {
            self.report.push(found(&c::DESCRIPTOR_STORED));
        }
        if entry.central_header.is_special_file() {
            self.report.push(found(&c::SPECIAL_ENTRY));
        }
        if entry.is_encrypted() {
            self.report.push(found(&c::ENCRYPTED));
        } else if let CompressionMethod::Other(method) = entry.method() {
            self.report.push(found(&c::METHOD).with("n", method));
        }
    }

    /// Decompresses the content once, within the limits, to know that it is what the archive declares.
    fn read_content<'a>(&mut self, located: LocatedEntry<'a>) -> ArchiveEntry<'a> {
        let mut entry = located.entry;
        let readable = located.data_are_own
            && !entry.is_encrypted()
            && !matches!(entry.method(), CompressionMethod::Other(_));
        if self.is_within_limits(&entry) && readable {
            match digest_content(&entry) {
                Ok((sha256, head)) => (entry.sha256, entry.first_bytes) = (Some(sha256), head),
                Err(wrong) => {
                    self.report.push(entry_finding(wrong, self.origin, &entry.name).with("n", entry.size()));
                }
            }
        }
        entry
    }

    /// Whether the entry is within the limits, by what it declares. A stored entry is no larger than the archive.
    fn is_within_limits(&mut self, entry: &ArchiveEntry<'_>) -> bool {
        if entry.method() == CompressionMethod::Stored {
            return true;
        }
        let limits = self.limits;
        let size = entry.size();
        let ratio = size / entry.compressed_size().max(1);
        let over =
            |e, n: u64, max: u64| entry_finding(e, self.origin, &entry.name).with("n", n).with("max", max);
        if size > limits.entry {
            self.report.push(over(&c::SIZE_LIMIT, size, limits.entry));
            return false;
        }
        if size > limits.ratio_from && ratio > limits.ratio {
            self.report.push(over(&c::RATIO, ratio, limits.ratio));
            return false;
        }
        // Reported once, for the first entry beyond the limit.
        let is_reported = self.decompressed > limits.total;
        self.decompressed = self.decompressed.saturating_add(size);
        if self.decompressed > limits.total && !is_reported {
            let finding =
                self.finding(&c::TOTAL_LIMIT).with("n", self.decompressed).with("max", limits.total);
            self.report.push(finding);
        }
        self.decompressed <= limits.total
    }

    fn finding(&self, entry: &'static CatalogueEntry) -> Finding {
        Finding::of(entry, self.origin.clone())
    }

    /// All findings so far, and this one, which ends the reading.
    fn refuse(&mut self, finding: Finding) -> Report {
        self.report.push(finding);
        std::mem::take(self.report)
    }
}

/// An entry whose bytes in the archive are known.
struct LocatedEntry<'a> {
    entry: ArchiveEntry<'a>,
    /// Header, data and descriptor; `None` where there is no header.
    extent: Option<Range<u64>>,
    /// Whether the data descriptor, if there is one, agrees with the directory.
    descriptor_agrees: bool,
    /// Whether the data are within the archive and belong to no other entry.
    data_are_own: bool,
}

impl<'a> LocatedEntry<'a> {
    fn read(source: &ByteSource<'a>, central: CentralHeader, end: &EndRecord) -> Self {
        let entries = source.truncated(end.directory.start);
        let at = central.local_header_offset.checked_add(end.base_offset);
        let local = at.and_then(|at| LocalHeader::read(&entries, at));
        let range = local.as_ref().and_then(|local| {
            let range = local.data_offset..local.data_offset.checked_add(central.compressed_size)?;
            (range.end <= entries.size()).then_some(range)
        });
        let (descriptor, descriptor_agrees) = match (&local, &range) {
            (Some(local), Some(range)) if local.has_descriptor() => {
                read_data_descriptor(&entries, range.end, &central)
            }
            _ => (0, true),
        };
        let extent = at.zip(local.as_ref()).map(|(at, local)| {
            // Where the data run too far, at least the header belongs to the entry.
            at..range.as_ref().map_or(local.data_offset, |range| range.end + descriptor)
        });
        Self {
            extent,
            descriptor_agrees,
            data_are_own: range.is_some(),
            entry: ArchiveEntry {
                name: decode_name(&central.name),
                central_header: central,
                local_header: local,
                data: EntryData { source: entries, range: range.unwrap_or_default() },
                sha256: None,
                first_bytes: Vec::new(),
            },
        }
    }
}

/// The SHA-256 and the first bytes of the content, or what is wrong with it.
fn digest_content(entry: &ArchiveEntry<'_>) -> Result<(Sha256Digest, Vec<u8>), &'static CatalogueEntry> {
    let mut head = Vec::new();
    let mut sha256 = sha2::Sha256::new();
    let mut crc32 = crc32fast::Hasher::new();
    let decompressed = entry.decompress(&mut |chunk| {
        sha256.update(chunk);
        crc32.update(chunk);
        head.extend(chunk.iter().take(FIRST_BYTES - head.len()));
        Ok(())
    });
    match decompressed {
        Ok(()) if crc32.finalize() == entry.central_header.crc32 => {
            Ok((Sha256Digest::from_bytes(sha256.finalize().into()), head))
        }
        Ok(()) => Err(&c::CRC),
        Err(InflateError::SizeMismatch) => Err(&c::SIZE),
        // Where the file could not be read, the report is dropped.
        Err(InflateError::Damaged | InflateError::Io(_)) => Err(&c::DATA_BROKEN),
    }
}
