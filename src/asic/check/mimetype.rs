use crate::asic::archive::{Archive, Method};
use crate::asic::mimetype::{ASIC_E, ASIC_S, LONGEST, Mimetype, NAME};
use crate::asic::shown::shown;
use crate::diag::Report;
use crate::diag::catalogue::container as c;

/// EN 319 162-1, A.1 and 4.4.3.1 (2).
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    let Some(mimetype) = archive.entry(NAME) else {
        report.push(archive.finding(&c::MIMETYPE_MISSING));
        return;
    };
    let mut found = |entry| report.push(archive.finding_at(entry, NAME));

    let first_listed = archive.entries().first().is_some_and(|e| e.name() == NAME);
    let first_stored = archive.entries().iter().all(|e| e.central.offset >= mimetype.central.offset);
    if !first_listed || !first_stored {
        found(&c::MIMETYPE_PLACE);
    }
    if mimetype.method() != Method::Stored {
        found(&c::MIMETYPE_COMPRESSED);
    }
    if let Some(local) = &mimetype.local {
        if !local.extra.is_empty() {
            found(&c::MIMETYPE_EXTRA);
        }
        if local.has_descriptor() {
            found(&c::MIMETYPE_DESCRIPTOR);
        }
    }

    if mimetype.size() > LONGEST {
        report.push(archive.finding_at(&c::MIMETYPE_TYPE, NAME).with("v", "…"));
        return;
    }
    let Some(content) = mimetype.read() else { return };
    let said = Mimetype::of(&content);
    if said.bom {
        found(&c::MIMETYPE_BOM);
    }
    if said.space {
        found(&c::MIMETYPE_NEWLINE);
    }
    match said.media_type.as_str() {
        ASIC_E => {}
        ASIC_S => report.push(archive.finding(&c::ASIC_S)),
        other => report.push(archive.finding_at(&c::MIMETYPE_TYPE, NAME).with("v", shown(other))),
    }
}
