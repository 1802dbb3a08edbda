use std::collections::BTreeSet;

use crate::asic::archive::{Archive, ArchiveEntry};
use crate::asic::kind::Kind;
use crate::asic::manifest::{Manifest, NAME, VERSION};
use crate::asic::mimetype::{self, Mimetype};
use crate::asic::names::Role;
use crate::asic::shown::shown;
use crate::asic::xml::XmlFault;
use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, Report};
use crate::values::{MediaType, Mismatch};

/// `META-INF/manifest.xml`: exactly one, and it lists each data file once and nothing else.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    let count = archive.entries().iter().filter(|e| e.name() == NAME).count();
    // The simple form has one file and nothing to list; that of `CAdES` lists the files in its ASiCManifest.
    if count == 0 && !matches!(archive.kind(), Kind::AsicS | Kind::AsicECades) {
        report.push(archive.finding(&c::MANIFEST_MISSING));
    }
    if count > 1 {
        report.push(archive.finding_at(&c::MANIFEST_TWICE, NAME).with("n", count));
    }
    match &archive.manifest {
        // Missing, or the archive says already why it cannot be read.
        None => {}
        Some(Err(XmlFault::Doctype)) => report.push(archive.finding_at(&c::MANIFEST_DOCTYPE, NAME)),
        Some(Err(XmlFault::TooBig)) => {
            let size = archive.entry(NAME).map_or(0, ArchiveEntry::size);
            let finding = archive.finding_at(&c::MANIFEST_TOO_BIG, NAME);
            report.push(finding.with("n", size).with("max", archive.limits.xml));
        }
        Some(Err(fault)) => {
            report.push(archive.finding_at(&c::MANIFEST_BROKEN, NAME).with_text("what", fault.what()));
        }
        Some(Ok(manifest)) => {
            if let Some(root) = &manifest.other_root {
                report.push(archive.finding_at(&c::MANIFEST_ROOT_ELEMENT, NAME).with("v", shown(root)));
                return;
            }
            document(archive, manifest, report);
            // The simple form needs no manifest; writers of it copy that of the other.
            if archive.kind() != Kind::AsicS {
                container(archive, manifest, report);
            }
            files(archive, manifest, report);
        }
    }
}

/// The document as such.
fn document(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    match manifest.version.as_deref() {
        Some(VERSION) => {}
        Some(other) => report.push(archive.finding_at(&c::MANIFEST_VERSION, NAME).with("v", shown(other))),
        None => report.push(archive.finding_at(&c::MANIFEST_NO_VERSION, NAME)),
    }
    if let Some(stranger) = &manifest.stranger {
        report.push(archive.finding_at(&c::MANIFEST_ELEMENT, NAME).with("v", shown(stranger)));
    }
    for path in &manifest.encrypted {
        report.push(archive.finding_at(&c::ENCRYPTED, path));
    }
    if manifest.bare_attributes {
        report.push(archive.finding_at(&c::MANIFEST_ATTRIBUTES, NAME));
    }
}

/// The entry of the container itself.
fn container(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    let content =
        archive.entry(mimetype::NAME).filter(|e| e.size() <= mimetype::LONGEST).and_then(ArchiveEntry::read);
    let expected =
        content.map_or_else(|| mimetype::ASIC_E.to_owned(), |content| Mimetype::of(&content).media_type);
    match manifest.media_type("/") {
        None => report.push(archive.finding_at(&c::MANIFEST_NO_ROOT, NAME)),
        Some(media_type) if media_type == expected => {}
        Some(other) => {
            let finding = archive.finding_at(&c::MANIFEST_ROOT_TYPE, NAME);
            report.push(finding.with("v", shown(other)).with("w", shown(&expected)));
        }
    }
}

/// A content should be what the manifest says it is.
fn content(archive: &Archive<'_>, path: &str, media_type: &MediaType, report: &mut Report) {
    let head = archive.entry(path).and_then(ArchiveEntry::head).filter(|head| !head.is_empty());
    let what = match head.and_then(|head| media_type.mismatch(head)) {
        None => return,
        Some(Mismatch::Is(format)) => {
            Bilingual { lv: format!("ir {format}").into(), en: format!("is {format}").into() }
        }
        Some(Mismatch::IsNot(format)) => {
            Bilingual { lv: format!("nav {format}").into(), en: format!("is no {format}").into() }
        }
    };
    let finding = archive.finding_at(&c::MEDIA_TYPE_CONTENT, path);
    report.push(finding.with("v", shown(media_type.as_str())).with_text("what", what));
}

/// The data files, both ways.
fn files(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    let names: BTreeSet<&str> = archive.entries().iter().map(ArchiveEntry::name).collect();
    let mut listed = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for (path, media_type) in &manifest.entries {
        if !listed.insert(path.as_str()) {
            if twice.insert(path.as_str()) {
                report.push(archive.finding_at(&c::MANIFEST_DUPLICATE, path));
            }
            continue;
        }
        if path == "/" {
            continue;
        }
        if Role::of(path) != Role::Data {
            report.push(archive.finding_at(&c::MANIFEST_EXTRA, path));
        } else if !names.contains(path.as_str()) {
            report.push(archive.finding_at(&c::MANIFEST_ABSENT, path));
        } else {
            match MediaType::parse(media_type) {
                Ok(media_type) => content(archive, path, &media_type, report),
                Err(_) => {
                    report.push(archive.finding_at(&c::MEDIA_TYPE, path).with("v", shown(media_type)));
                }
            }
        }
    }
    for file in archive.data_files().filter(|file| !listed.contains(file.name())) {
        report.push(archive.finding_at(&c::MANIFEST_UNLISTED, file.name()));
    }
}
