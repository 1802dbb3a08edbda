use crate::asic::archive::Archive;
use crate::asic::asic_manifest::AsicManifest;
use crate::asic::kind::Kind;
use crate::asic::manifest;
use crate::asic::names::{META_INF, Role};
use crate::asic::signature::SignatureForm;
use crate::diag::Report;
use crate::diag::catalogue::container as c;

/// What entries there are: data files, folders, and strangers in `META-INF`.
pub(super) fn check(archive: &Archive<'_>, report: &mut Report) {
    for entry in archive.entries() {
        let name = entry.name();
        if entry.role() == Role::Directory && entry.size() > 0 {
            report.push(archive.finding_at(&c::DIRECTORY_CONTENT, name).with("n", entry.size()));
        }
        match entry.role() {
            Role::Mimetype => {}
            Role::Directory if name.starts_with(META_INF) => {
                report.push(archive.finding_at(&c::DIRECTORY_ENTRY_META, name));
            }
            Role::Directory => report.push(archive.finding_at(&c::DIRECTORY_ENTRY, name)),
            Role::Meta if is_known(name) => {}
            Role::Meta => report.push(archive.finding_at(&c::META_STRANGER, name)),
            Role::Data => {
                if entry.size() == 0 {
                    report.push(archive.finding_at(&c::EMPTY_FILE, name));
                }
                if name.trim_matches('/').contains('/') {
                    report.push(archive.finding_at(&c::NAME_FOLDER, name));
                }
            }
        }
    }
    let count = archive.data_files().count();
    if archive.kind() == Kind::AsicS {
        if count != 1 || archive.data_files().any(|file| file.name().contains('/')) {
            report.push(archive.finding(&c::ASIC_S_FILES).with("n", count));
        }
    } else if count == 0 {
        report.push(archive.finding(&c::NO_DATA));
    }
}

/// What the format itself puts into `META-INF`.
fn is_known(name: &str) -> bool {
    name == manifest::NAME || SignatureForm::of(name).is_some() || AsicManifest::is_named(name)
}
