//! Rules about the names of entries.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::asic::central_directory::{UNICODE_PATH, extra_field};
use crate::asic::entry::ArchiveEntry;
use crate::asic::entry_role::{EntryRole, META_INF};
use crate::asic::entry_table::EntryTable;
use crate::asic::sanitized::{is_invisible, sanitized};
use crate::asic::{manifest, mimetype};
use crate::diag::catalogue::container as c;
use crate::diag::{CatalogueEntry, Report};
use crate::values::{folded_name, has_version, is_invalid_on_windows};

/// The name is UTF-8.
const UTF8_FLAG: u16 = 1 << 11;

/// The names of entries: EN 319 162-1, 4.2 (2) b) and A.6, and what the systems forbid on which a container is
/// unpacked.
pub(super) fn check(table: &EntryTable<'_>, report: &mut Report) {
    for entry in &table.entries {
        encoding(table, entry, report);
        if entry.role() != EntryRole::Mimetype {
            // Without the `\xNN` by which a name that is not UTF-8 is shown.
            characters(table, entry.name(), &String::from_utf8_lossy(&entry.central_header.name), report);
        }
    }
    duplicates(table, report);
}

/// How the name is written down.
fn encoding(table: &EntryTable<'_>, entry: &ArchiveEntry<'_>, report: &mut Report) {
    let raw = &*entry.central_header.name;
    let name = entry.name();
    if std::str::from_utf8(raw).is_err() {
        report.push(table.finding_about(&c::NAME_UTF8, name));
    } else if !raw.is_ascii() && entry.central_header.flags & UTF8_FLAG == 0 {
        report.push(table.finding_about(&c::NAME_UNFLAGGED, name));
    }
    let extras = [Some(&*entry.central_header.extra), entry.local_header.as_ref().map(|local| &*local.extra)];
    let other = extras.into_iter().flatten().filter_map(|extra| {
        // A version byte and the CRC of the name come before it.
        extra_field(extra, UNICODE_PATH)?.get(5..)
    });
    if let Some(other) = other.into_iter().find(|other| *other != raw) {
        let other = String::from_utf8_lossy(other);
        report.push(table.finding_about(&c::NAME_TWO, name).with("g", sanitized(&other)));
    }
}

/// What the name is made of.
fn characters(table: &EntryTable<'_>, shown_as: &str, name: &str, report: &mut Report) {
    let mut found = |entry: &'static CatalogueEntry| report.push(table.finding_about(entry, shown_as));
    if name.is_empty() {
        found(&c::NAME_EMPTY);
        return;
    }
    // The slash at the end of a folder's name is no segment.
    let path = name.strip_suffix('/').unwrap_or(name);
    let (absolute, path) = path.strip_prefix('/').map_or((false, path), |rest| (true, rest));
    if absolute || has_drive_letter(name) {
        found(&c::NAME_ABSOLUTE);
    }
    let mut segments = path.split(['/', '\\']);
    if segments.clone().any(|segment| segment == "..") {
        found(&c::NAME_TRAVERSAL);
    }
    if segments.any(|segment| segment.is_empty() || segment == ".") {
        found(&c::NAME_SEGMENT);
    }
    if name.contains('\\') {
        found(&c::NAME_BACKSLASH);
    }
    if name.chars().any(char::is_control) {
        found(&c::NAME_CONTROL);
    }
    if name.chars().any(is_invisible) {
        found(&c::NAME_INVISIBLE);
    }
    if has_version(name) {
        found(&c::NAME_VERSION);
    }
    if is_reserved(name) {
        found(&c::NAME_RESERVED);
    }
    if is_nfc_quick(name.chars()) != IsNormalized::Yes && !name.nfc().eq(name.chars()) {
        found(&c::NAME_NFC);
    }
    if path.split(['/', '\\']).any(|part| !matches!(part, "." | "..") && is_invalid_on_windows(part)) {
        found(&c::NAME_SYSTEM);
    }
    if let Some(character) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')) {
        report.push(table.finding_about(&c::NAME_CHARACTER, shown_as).with("v", character));
    }
    let most = table.limits.name;
    if name.len() as u64 > most {
        report.push(table.finding_about(&c::NAME_LONG, shown_as).with("n", name.len()).with("max", most));
    }
}

/// `C:…`.
fn has_drive_letter(name: &str) -> bool {
    matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
        && matches!(name.as_bytes().get(2), Some(b'/' | b'\\'))
}

/// Names that only differ in letter case from the format's own.
fn is_reserved(name: &str) -> bool {
    let same =
        |own: &str| name.get(..own.len()).is_some_and(|head| head != own && head.eq_ignore_ascii_case(own));
    same(META_INF) || (name.len() == mimetype::NAME.len() && same(mimetype::NAME))
}

fn duplicates(table: &EntryTable<'_>, report: &mut Report) {
    let mut exact: BTreeMap<&str, usize> = BTreeMap::new();
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    let folders: BTreeSet<String> = table.entries.iter().flat_map(|e| parent_folders(e.name())).collect();
    for entry in &table.entries {
        let name = entry.name();
        let count = exact.entry(name).or_default();
        *count += 1;
        // A second manifest is reported with the manifest.
        if *count == 2 && name != manifest::NAME {
            report.push(table.finding_about(&c::DUPLICATE, name));
        }
        let same = folded_name(name);
        if *count == 1 && folders.contains(&same) {
            report.push(table.finding_about(&c::FILE_AND_FOLDER, name));
        }
        let first = *folded.entry(same).or_insert(name);
        if first != name && *count == 1 {
            report.push(table.finding_about(&c::DUPLICATE_FOLDED, name).with("g", sanitized(first)));
        }
    }
}

/// The folders in which the entry stands: `a` and `a/b` of `a/b/c.txt`.
fn parent_folders(name: &str) -> impl Iterator<Item = String> {
    let own = name.strip_suffix('/').unwrap_or(name);
    own.match_indices('/').map(|(at, _)| folded_name(own.get(..at).unwrap_or_default()))
}
