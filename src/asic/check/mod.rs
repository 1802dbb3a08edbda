//! Every rule of a container, each with a finding of its own.

mod files;
mod manifest;
mod mimetype;
mod names;
mod signatures;

use super::archive::Archive;
use super::container_kind::ContainerKind;
use super::mimetype::{ASIC_E, ASIC_S, NAME as MIMETYPE};
use crate::diag::catalogue::container as c;
use crate::diag::{CatalogueEntry, Finding, Report, Severity};

/// The findings about a container, in this order: the archive, `mimetype`, the names, the manifest, the signatures.
///
/// It recomputes the digests that signatures and manifests state, where files are signed without transforms. It does
/// not validate signatures: neither their values nor their certificates nor their time-stamps.
pub fn check(archive: &Archive<'_>) -> Report {
    let mut report = archive.structure_report.clone();
    match archive.kind() {
        ContainerKind::OldEdoc => report.push(archive.finding(&c::OLD_EDOC)),
        // No container: the rules of containers do not apply.
        ContainerKind::PlainZip if archive.entry(MIMETYPE).is_none() => {
            report.push(archive.finding(&c::PLAIN_ZIP));
        }
        ContainerKind::PlainZip => mimetype::check(&archive.table, &mut report),
        _ => {
            archive_comment(archive, &mut report);
            mimetype::check(&archive.table, &mut report);
            names::check(&archive.table, &mut report);
            files::check(archive, &mut report);
            manifest::check(archive, &mut report);
            signatures::check(archive, &mut report);
            if archive.is_sealed() {
                report = report.into_iter().map(eased).collect();
            }
        }
    }
    report
}

/// What a signer's program or the signer did, and nobody who receives the file can mend without signing anew: the readers
/// that were tried open it, and nothing that is signed is seen otherwise for it. Before signing it is an error.
fn eased(mut finding: Finding) -> Finding {
    let eased = EASED.iter().find(|(entry, _)| entry.code == finding.code.as_str());
    if let Some((_, severity)) = eased {
        finding.severity = *severity;
    }
    finding
}

static EASED: &[(&CatalogueEntry, Severity)] = &[
    (&c::MIMETYPE_EXTRA, Severity::Info),
    (&c::MIMETYPE_COMPRESSED, Severity::Warning),
    (&c::MIMETYPE_DESCRIPTOR, Severity::Warning),
    (&c::MIMETYPE_NEWLINE, Severity::Warning),
    (&c::MIMETYPE_BOM, Severity::Warning),
    (&c::NAME_CHARACTER, Severity::Warning),
    (&c::NAME_LONG, Severity::Warning),
    (&c::NAME_SYSTEM, Severity::Warning),
    (&c::EMPTY_FILE, Severity::Warning),
    (&c::MEDIA_TYPE, Severity::Warning),
];

fn archive_comment(archive: &Archive<'_>, report: &mut Report) {
    let comment = archive.comment();
    if comment.is_empty() {
        return;
    }
    let media_type = if archive.kind() == ContainerKind::AsicS { ASIC_S } else { ASIC_E };
    let says_type = comment.strip_prefix(b"mimetype=") == Some(media_type.as_bytes());
    report.push(archive.finding(if says_type { &c::COMMENT_TYPE } else { &c::COMMENT }));
}
