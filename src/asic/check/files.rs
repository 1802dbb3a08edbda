//! Rules about data files, folders and files in `META-INF`.

use crate::asic::archive::Archive;
use crate::asic::asic_manifest::AsicManifest;
use crate::asic::container_kind::ContainerKind;
use crate::asic::entry_role::{EntryRole, META_INF};
use crate::asic::manifest;
use crate::asic::signature_form::SignatureForm;
use crate::diag::Report;
use crate::diag::catalogue::container as c;

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
            EntryRole::MetaInf if is_known(name) => {}
            EntryRole::MetaInf => report.push(archive.finding_about(&c::META_STRANGER, name)),
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
    } else if count == 0 {
        report.push(archive.finding(&c::NO_DATA));
    }
}

/// What the format itself puts into `META-INF`.
fn is_known(name: &str) -> bool {
    name == manifest::NAME || SignatureForm::of_name(name).is_some() || AsicManifest::is_manifest_name(name)
}
