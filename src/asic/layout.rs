//! The layout of an archive: every byte must belong to exactly one entry, to the directory or to the end record.

use std::collections::BTreeSet;
use std::ops::Range;

use super::byte_source::ByteSource;
use super::entry_role::decode_name;
use super::local_header::LocalHeader;
use super::sanitized::sanitized;
use crate::diag::catalogue::container as c;
use crate::diag::{Finding, Origin, Report};

/// The bytes of one entry: header, data, descriptor.
#[derive(Debug, Clone)]
pub(super) struct EntryExtent<'n> {
    pub(super) range: Range<u64>,
    pub(super) entry: usize,
    pub(super) name: &'n str,
}

/// Reports gaps, hidden entries and overlaps before the directory; returns the entries that overlap another.
pub(super) fn check(
    source: &ByteSource<'_>,
    mut extents: Vec<EntryExtent<'_>>,
    directory: u64,
    origin: &Origin,
    report: &mut Report,
) -> BTreeSet<usize> {
    extents.sort_by_key(|e| (e.range.start, e.range.end));
    let mut overlapping = BTreeSet::new();
    let mut end = 0;
    let mut last: Option<&EntryExtent<'_>> = None;
    for extent in &extents {
        if extent.range.start > end {
            report_gap(source, end..extent.range.start, origin, report);
        }
        if let Some(before) = last.filter(|_| extent.range.start < end) {
            overlapping.extend([before.entry, extent.entry]);
            let finding = Finding::of(&c::OVERLAP, origin.clone());
            report.push(finding.with("f", sanitized(before.name)).with("g", sanitized(extent.name)));
        }
        if extent.range.end >= end {
            end = extent.range.end;
            last = Some(extent);
        }
    }
    if directory > end {
        report_gap(source, end..directory, origin, report);
    }
    overlapping
}

/// Reports bytes that no entry covers.
fn report_gap(source: &ByteSource<'_>, range: Range<u64>, origin: &Origin, report: &mut Report) {
    let hidden = LocalHeader::read(source, range.start).filter(|local| local.data_offset <= range.end);
    let finding = match hidden {
        Some(local) => {
            let name = decode_name(&local.name);
            Finding::of(&c::HIDDEN_ENTRY, origin.clone()).with("f", sanitized(&name)).with("at", range.start)
        }
        None if range.start == 0 => {
            Finding::of(&c::PREFIX, origin.clone()).with("n", range.end - range.start)
        }
        None => {
            Finding::of(&c::GAP, origin.clone()).with("n", range.end - range.start).with("at", range.start)
        }
    };
    report.push(finding);
}
