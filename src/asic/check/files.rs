//! Rules about data files, folders and files in `META-INF`.

use std::collections::BTreeSet;

use crate::asic::archive::Archive;
use crate::asic::asic_manifest::AsicManifest;
use crate::asic::container_kind::ContainerKind;
use crate::asic::entry::ArchiveEntry;
use crate::asic::entry_role::{EntryRole, META_INF};
use crate::asic::hashcodes::Hashcodes;
use crate::asic::sanitized::sanitized;
use crate::asic::signature_form::SignatureForm;
use crate::asic::{manifest, recognize};
use crate::diag::catalogue::container as c;
use crate::diag::{Finding, Report};

/// What entries there are: data files, folders, and files in `META-INF` that no standard names.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    for entry in archive.entries() {
        let name = entry.name();
        if entry.role() == EntryRole::Directory && entry.size() > 0 {
            report.push(archive.finding_about(&c::DIRECTORY_CONTENT, name).with("n", entry.size()));
        }
        match entry.role() {
            EntryRole::Mimetype => {}
            EntryRole::Directory if name.starts_with(META_INF) => {
                report.push(archive.finding_about(&c::DIRECTORY_ENTRY_META, name));
            }
            EntryRole::Directory => report.push(archive.finding_about(&c::DIRECTORY_ENTRY, name)),
            EntryRole::MetaInf if is_known(archive, name) => {}
            EntryRole::MetaInf => report.push(unknown(archive, entry)),
            EntryRole::DataFile => {
                if entry.size() == 0 {
                    report.push(archive.finding_about(&c::EMPTY_FILE, name));
                }
                if name.trim_matches('/').contains('/') {
                    report.push(archive.finding_about(&c::NAME_FOLDER, name));
                }
            }
        }
    }
    let count = archive.data_files().count();
    if archive.kind() == ContainerKind::AsicS {
        if count != 1 || archive.data_files().any(|file| file.name().contains('/')) {
            report.push(archive.finding(&c::ASIC_S_FILES).with("n", count));
        }
    } else if let Some(hashcodes) = &archive.hashcodes {
        report.push(archive.finding(&c::HASHCODE).with("f", shown_names(&hashcodes.names())));
    } else if count == 0 {
        report.push(archive.finding(&c::NO_DATA));
    }
}

/// What the format itself puts into `META-INF`.
fn is_known(archive: &Archive<'_>, name: &str) -> bool {
    name == manifest::NAME
        || SignatureForm::of_name(name).is_some()
        || AsicManifest::is_manifest_name(name)
        || (archive.hashcodes.is_some() && Hashcodes::algorithm_of_name(name).is_some())
}

/// What no standard puts there: a signature that no program finds by its name, or something else.
fn unknown(archive: &Archive<'_>, entry: &ArchiveEntry<'_>) -> Finding {
    match entry.first_bytes().and_then(recognize::signature_format) {
        Some(format) => archive.finding_about(&c::SIGNATURE_MISNAMED, entry.name()).with("v", format),
        None => archive.finding_about(&c::META_STRANGER, entry.name()),
    }
}

/// The first few names.
fn shown_names(names: &BTreeSet<&str>) -> String {
    const MOST: usize = 5;
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| sanitized(name)).collect();
    if names.len() > MOST || names.is_empty() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
