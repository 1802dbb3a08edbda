//! ZIP archives: office documents, containers, and plain archives.

use super::budget::BudgetLeft;
use super::classify::{FileClassification, classify_within};
use super::file_format::{FileFormat, OfficeKind};
use super::incomplete::UnreadableReason;
use super::office;
use super::reason::FileReason;
use super::verdict::Verdict;
use crate::asic::{Archive, ArchiveEntry, Limits};
use crate::diag::{Bilingual, Lang, mask_codes_in};

pub(super) fn classify(bytes: &[u8], name: &str, budget: &mut BudgetLeft) -> FileClassification {
    let mut limits = Limits::default();
    limits.total = u64::try_from(budget.bytes()).unwrap_or(u64::MAX);
    limits.entry = limits.total;
    let archive = match Archive::read(bytes, name, &limits) {
        Ok(archive) => archive,
        Err(report) => {
            let words =
                |lang| report.findings().first().map(|finding| finding.message(lang)).unwrap_or_default();
            let why = Bilingual { lv: words(Lang::Lv).into(), en: words(Lang::En).into() };
            let reason = FileReason::Unreadable { why: UnreadableReason::Archive(why) };
            return FileClassification::from_reason(name, FileFormat::Archive, Some(reason));
        }
    };
    let office = office_kind(&archive);
    let own = match office {
        Some(kind) => {
            FileClassification::from_reason(name, FileFormat::Office(kind), office::classify(&archive, kind))
        }
        None => FileClassification::from_reason(name, FileFormat::Archive, None),
    };
    let entries: Vec<&ArchiveEntry<'_>> = match office {
        Some(_) => archive.entries().iter().filter(|entry| office::is_embedded(entry.name())).collect(),
        None => archive.data_files().filter(|entry| !entry.name().ends_with('/')).collect(),
    };
    if entries.is_empty() {
        // An archive without entries is no document.
        let limit = office.is_none().then_some(FileReason::Unreadable { why: UnreadableReason::Empty });
        return own.with_contained_files(Vec::new(), limit);
    }
    if !budget.descend() {
        return own.with_contained_files(Vec::new(), Some(FileReason::TooDeep));
    }
    let mut limit =
        (entries.len() > budget.files()).then_some(FileReason::TooManyFiles { files: entries.len() });
    let mut inside = Vec::new();
    for entry in entries.into_iter().take(budget.files()) {
        match entry.read().filter(|content| budget.spend(content.len())) {
            Some(content) => inside.push(classify_within(&content, &mask_codes_in(entry.name()), budget)),
            None => {
                limit = Some(FileReason::Unreadable { why: UnreadableReason::Entry });
            }
        }
    }
    budget.ascend();
    let all_scans =
        office.is_none() && limit.is_none() && inside.iter().all(|file| file.verdict == Verdict::Scan);
    let mut file = own.with_contained_files(inside, limit);
    if all_scans {
        file.verdict = Verdict::Scan;
    }
    file
}

fn office_kind(archive: &Archive<'_>) -> Option<OfficeKind> {
    let has = |name: &str| archive.entry(name).is_some();
    if has("[Content_Types].xml") {
        return [
            ("word/document.xml", OfficeKind::Docx),
            ("xl/workbook.xml", OfficeKind::Xlsx),
            ("ppt/presentation.xml", OfficeKind::Pptx),
        ]
        .into_iter()
        .find_map(|(name, kind)| has(name).then_some(kind));
    }
    let mimetype = archive.entry("mimetype").and_then(ArchiveEntry::read).unwrap_or_default();
    let open = mimetype.starts_with(b"application/vnd.oasis.opendocument.") && has("content.xml");
    open.then_some(OfficeKind::OpenDocument)
}
