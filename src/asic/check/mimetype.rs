//! Rules about the entry `mimetype`.

use crate::asic::entry::CompressionMethod;
use crate::asic::entry_table::EntryTable;
use crate::asic::mimetype::{ASIC_E, ASIC_S, MAX_SIZE, Mimetype, NAME};
use crate::asic::sanitized::sanitized;
use crate::diag::Report;
use crate::diag::catalogue::container as c;

/// EN 319 162-1, A.1 and 4.4.3.1 (2).
pub(super) fn check(table: &EntryTable<'_>, report: &mut Report) {
    let Some(mimetype) = table.get(NAME) else {
        report.push(table.finding(&c::MIMETYPE_MISSING));
        return;
    };
    let mut found = |entry| report.push(table.finding_about(entry, NAME));

    let first_listed = table.entries.first().is_some_and(|e| e.name() == NAME);
    let first_stored = table
        .entries
        .iter()
        .all(|e| e.central_header.local_header_offset >= mimetype.central_header.local_header_offset);
    if !first_listed || !first_stored {
        found(&c::MIMETYPE_PLACE);
    }
    if mimetype.method() != CompressionMethod::Stored {
        found(&c::MIMETYPE_COMPRESSED);
    }
    if let Some(local) = &mimetype.local_header {
        if !local.extra.is_empty() {
            found(&c::MIMETYPE_EXTRA);
        }
        if local.has_descriptor() {
            found(&c::MIMETYPE_DESCRIPTOR);
        }
    }

    if mimetype.size() > MAX_SIZE {
        report.push(table.finding_about(&c::MIMETYPE_TYPE, NAME).with("v", "…"));
        return;
    }
    let Some(content) = mimetype.read() else { return };
    let declared = Mimetype::of(&content);
    if declared.bom {
        found(&c::MIMETYPE_BOM);
    }
    if declared.surrounding_space {
        found(&c::MIMETYPE_NEWLINE);
    }
    match declared.media_type.as_str() {
        ASIC_E => {}
        ASIC_S => report.push(table.finding(&c::ASIC_S)),
        other => report.push(table.finding_about(&c::MIMETYPE_TYPE, NAME).with("v", sanitized(other))),
    }
}
