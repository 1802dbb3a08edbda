//! Rules about `META-INF/manifest.xml`.

use std::collections::BTreeSet;

use crate::asic::archive::Archive;
use crate::asic::container_kind::ContainerKind;
use crate::asic::entry::ArchiveEntry;
use crate::asic::entry_role::EntryRole;
use crate::asic::manifest::{Manifest, NAME, VERSION};
use crate::asic::mimetype;
use crate::asic::sanitized::sanitized;
use crate::asic::signature_form::SignatureForm;
use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, Report};
use crate::values::{MediaType, Mismatch};
use crate::xml::XmlFault;

/// `META-INF/manifest.xml`: exactly one, and it lists each data file once and nothing else.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    let count = archive.entries().iter().filter(|e| e.name() == NAME).count();
    // ASiC-S has one file and nothing to list; ASiC-E with CAdES lists its files in the ASiCManifest.
    if count == 0 && !matches!(archive.kind(), ContainerKind::AsicS | ContainerKind::AsicECades) {
        report.push(archive.finding(&c::MANIFEST_MISSING));
    }
    if count > 1 {
        report.push(archive.finding_about(&c::MANIFEST_TWICE, NAME).with("n", count));
    }
    match &archive.manifest {
        // Missing, or the archive has a finding why it cannot be read.
        None => {}
        Some(Err(XmlFault::Doctype)) => report.push(archive.finding_about(&c::MANIFEST_DOCTYPE, NAME)),
        Some(Err(XmlFault::TooBig)) => {
            let size = archive.entry(NAME).map_or(0, ArchiveEntry::size);
            let finding = archive.finding_about(&c::MANIFEST_TOO_BIG, NAME);
            report.push(finding.with("n", size).with("max", archive.table.limits.xml));
        }
        Some(Err(fault)) => {
            report.push(
                archive.finding_about(&c::MANIFEST_BROKEN, NAME).with_text("what", fault.description()),
            );
        }
        Some(Ok(manifest)) => {
            if let Some(root) = &manifest.unexpected_root {
                report
                    .push(archive.finding_about(&c::MANIFEST_ROOT_ELEMENT, NAME).with("v", sanitized(root)));
                return;
            }
            manifest_document(archive, manifest, report);
            // ASiC-S needs no manifest; its writers copy that of ASiC-E.
            if archive.kind() != ContainerKind::AsicS {
                root_entry(archive, manifest, report);
            }
            file_entries(archive, manifest, report);
        }
    }
}

/// The document as such.
fn manifest_document(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    match manifest.version.as_deref() {
        Some(VERSION) => {}
        Some(other) => {
            report.push(archive.finding_about(&c::MANIFEST_VERSION, NAME).with("v", sanitized(other)));
        }
        None => report.push(archive.finding_about(&c::MANIFEST_NO_VERSION, NAME)),
    }
    if let Some(unknown) = &manifest.unknown_element {
        report.push(archive.finding_about(&c::MANIFEST_ELEMENT, NAME).with("v", sanitized(unknown)));
    }
    for path in &manifest.encrypted_paths {
        report.push(archive.finding_about(&c::ENCRYPTED, path));
    }
    if manifest.unqualified_attributes {
        report.push(archive.finding_about(&c::MANIFEST_ATTRIBUTES, NAME));
    }
}

/// The entry of the container itself.
fn root_entry(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    let expected =
        archive.table.mimetype().map_or_else(|| mimetype::ASIC_E.to_owned(), |mimetype| mimetype.media_type);
    match manifest.media_type("/") {
        None => report.push(archive.finding_about(&c::MANIFEST_NO_ROOT, NAME)),
        Some(media_type) if media_type == expected => {}
        Some(other) => {
            let finding = archive.finding_about(&c::MANIFEST_ROOT_TYPE, NAME);
            report.push(finding.with("v", sanitized(other)).with("w", sanitized(&expected)));
        }
    }
}

/// The first bytes of a content should be of the media type that the manifest gives it.
fn media_type_of_content(archive: &Archive<'_>, path: &str, media_type: &MediaType, report: &mut Report) {
    let head = archive.entry(path).and_then(ArchiveEntry::first_bytes).filter(|head| !head.is_empty());
    let what = match head.and_then(|head| media_type.mismatch(head)) {
        None => return,
        Some(Mismatch::Is(format)) => {
            Bilingual { lv: format!("ir {format}").into(), en: format!("is {format}").into() }
        }
        Some(Mismatch::IsNot(format)) => {
            Bilingual { lv: format!("nav {format}").into(), en: format!("is no {format}").into() }
        }
    };
    let finding = archive.finding_about(&c::MEDIA_TYPE_CONTENT, path);
    report.push(finding.with("v", sanitized(media_type.as_str())).with_text("what", what));
}

/// A media type, with parameters or without; parameters are the signer's habit.
fn media_type_of_file(archive: &Archive<'_>, path: &str, declared: &str, report: &mut Report) {
    let found = |entry| archive.finding_about(entry, path).with("v", sanitized(declared));
    let (essence, parameters) =
        declared.split_once(';').map_or((declared, None), |(essence, rest)| (essence.trim_end(), Some(rest)));
    match MediaType::parse(essence) {
        Ok(media_type) => {
            if parameters.is_some() {
                report.push(found(&c::MEDIA_TYPE_PARAMETERS));
            }
            media_type_of_content(archive, path, &media_type, report);
        }
        Err(_) => report.push(found(&c::MEDIA_TYPE)),
    }
}

/// Whether only the digest of a file is there.
fn is_elsewhere(archive: &Archive<'_>, path: &str) -> bool {
    archive.hashcodes.as_ref().is_some_and(|hashcodes| hashcodes.names().contains(path))
}

/// Each data file is listed, and each listed file is there.
fn file_entries(archive: &Archive<'_>, manifest: &Manifest, report: &mut Report) {
    let names: BTreeSet<&str> = archive.entries().iter().map(ArchiveEntry::name).collect();
    let mut listed = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for (path, media_type) in &manifest.file_entries {
        if !listed.insert(path.as_str()) {
            if twice.insert(path.as_str()) {
                report.push(archive.finding_about(&c::MANIFEST_DUPLICATE, path));
            }
            continue;
        }
        if path == "/" {
            continue;
        }
        if EntryRole::of(path) != EntryRole::DataFile {
            let is_signature = names.contains(path.as_str())
                && SignatureForm::of_name(path).is_some_and(SignatureForm::is_signature);
            let entry = if is_signature { &c::MANIFEST_SIGNATURE } else { &c::MANIFEST_EXTRA };
            report.push(archive.finding_about(entry, path));
        } else if names.contains(path.as_str()) {
            media_type_of_file(archive, path, media_type, report);
        } else if !is_elsewhere(archive, path) {
            report.push(archive.finding_about(&c::MANIFEST_ABSENT, path));
        }
    }
    for file in archive.data_files().filter(|file| !listed.contains(file.name())) {
        report.push(archive.finding_about(&c::MANIFEST_UNLISTED, file.name()));
    }
}
