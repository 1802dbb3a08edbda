//! Classifies a file of any format, and the files in it.

use serde::Serialize;

use super::archive;
use super::budget::{BudgetLeft, ScanBudget};
use super::file_format::FileFormat;
use super::incomplete::UnreadableReason;
use super::pdf_pages::{self, PageClassification};
use super::reason::FileReason;
use super::verdict::Verdict;
use super::{image_file, rich_text};
use crate::diag::mask_codes_in;
use crate::pdf::{self, PdfError, PdfPages};

/// The classification of a file, its pages, and the files in it. See [`classify`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FileClassification {
    /// Its name, as given by the caller or by the file that contains it.
    pub name: String,
    /// Its format.
    pub(crate) kind: FileFormat,
    /// Its verdict: `mixed` where it has scans and other pages or files.
    pub verdict: Verdict,
    /// The reason, where that is not its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<FileReason>,
    /// The pages of a PDF.
    pub pages: Vec<PageClassification>,
    /// The files in it that were classified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[serde(rename = "inside")]
    pub contained_files: Vec<FileClassification>,
}

/// The largest file that is read, in bytes.
pub(crate) const MAX_FILE: u64 = pdf::MAX_FILE as u64;

/// Classifies a file. Never fails: what cannot be read is [`Verdict::Unknown`], with the reason.
///
/// ```
/// use edocpack::scan::{ScanBudget, Verdict, classify};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf").unwrap();
/// let file = classify(&bytes, "scan.pdf", &ScanBudget::default());
/// assert_eq!(file.verdict, Verdict::Scan);
/// assert_eq!(file.pages.len(), 1);
/// ```
pub fn classify(bytes: &[u8], name: &str, budget: &ScanBudget) -> FileClassification {
    if bytes.len() as u64 > MAX_FILE {
        return FileClassification::too_large(name);
    }
    classify_within(bytes, name, &mut BudgetLeft::of(budget))
}

pub(super) fn classify_within(bytes: &[u8], name: &str, budget: &mut BudgetLeft) -> FileClassification {
    let kind = FileFormat::of(bytes);
    match kind {
        FileFormat::Pdf => classify_pdf(bytes, name, budget),
        FileFormat::Archive => archive::classify(bytes, name, budget),
        FileFormat::Rtf => FileClassification::from_reason(name, kind, rich_text::classify(bytes)),
        FileFormat::Image(image) => {
            FileClassification::from_reason(name, kind, Some(image_file::classify(bytes, image)))
        }
        FileFormat::Text => FileClassification::from_reason(name, kind, None),
        FileFormat::Office(_) | FileFormat::Other => {
            FileClassification::from_reason(name, kind, Some(FileReason::OtherKind))
        }
    }
}

impl FileClassification {
    /// A file larger than [`MAX_FILE`].
    pub(super) fn too_large(name: &str) -> Self {
        let reason = FileReason::Unreadable { why: UnreadableReason::TooLarge };
        Self::from_reason(name, FileFormat::Other, Some(reason))
    }

    /// A file without pages; digital where there is no reason against it.
    pub(super) fn from_reason(name: &str, kind: FileFormat, reason: Option<FileReason>) -> Self {
        let verdict = reason.as_ref().map_or(Verdict::Digital, FileReason::verdict);
        Self { name: name.to_owned(), kind, verdict, reason, pages: Vec::new(), contained_files: Vec::new() }
    }

    /// Adds the files in it: with one scan among them, the whole is mixed.
    pub(super) fn with_contained_files(mut self, inside: Vec<Self>, limit: Option<FileReason>) -> Self {
        if self.verdict != Verdict::Scan {
            let own = self.verdict;
            let parts = inside.iter().map(|file| file.verdict);
            self.verdict = match parts.max().unwrap_or(own) {
                Verdict::Scan | Verdict::Mixed => Verdict::Mixed,
                other => own.max(other),
            };
        }
        if let Some(limit) = limit {
            self.verdict = self.verdict.max(limit.verdict());
            self.reason.get_or_insert(limit);
        }
        self.contained_files = inside;
        self
    }
}

fn classify_pdf(bytes: &[u8], name: &str, budget: &mut BudgetLeft) -> FileClassification {
    let read = PdfPages::read(bytes).and_then(|pdf| Ok((pdf.is_xfa_only()?, pdf)));
    let (is_xfa_only, pdf) = match read {
        Ok(read) => read,
        Err(PdfError::Encrypted) => {
            return FileClassification::from_reason(name, FileFormat::Pdf, Some(FileReason::Encrypted));
        }
        Err(error) => {
            return FileClassification::from_reason(
                name,
                FileFormat::Pdf,
                Some(FileReason::Unreadable { why: UnreadableReason::from(&error) }),
            );
        }
    };
    let (pages, operators) = pdf_pages::classify_pages(&pdf, budget.operators);
    budget.operators = budget.operators.saturating_sub(operators);
    let reason = if pages.is_empty() {
        Some(FileReason::Unreadable { why: UnreadableReason::NoPages })
    } else {
        is_xfa_only.then_some(FileReason::Xfa)
    };
    let own = Verdict::of_parts(pages.iter().map(|page| page.verdict));
    let verdict = own.max(reason.as_ref().map_or(Verdict::Digital, FileReason::verdict));
    let file = FileClassification {
        name: name.to_owned(),
        kind: FileFormat::Pdf,
        verdict,
        reason,
        pages,
        contained_files: Vec::new(),
    };
    let (inside, limit) = classify_embedded(&pdf, budget);
    file.with_contained_files(inside, limit)
}

/// The files in a PDF, and why some of them were not classified.
fn classify_embedded(
    pdf: &PdfPages,
    budget: &mut BudgetLeft,
) -> (Vec<FileClassification>, Option<FileReason>) {
    let files = pdf.embedded_files();
    let count = files.count();
    if count == 0 {
        return (Vec::new(), None);
    }
    if !budget.descend() {
        return (Vec::new(), Some(FileReason::TooDeep));
    }
    let mut limit = (count > budget.files()).then_some(FileReason::TooManyFiles { files: count });
    let mut inside = Vec::new();
    for file in files.unpack(budget.bytes()).take(budget.files()) {
        match file.bytes.filter(|bytes| budget.spend(bytes.len())) {
            // An icon or a logo.
            Some(bytes) if image_file::is_smaller_than_half_page(&bytes) => {}
            Some(bytes) => inside.push(classify_within(&bytes, &mask_codes_in(&file.name), budget)),
            None => {
                limit = Some(FileReason::Unreadable { why: UnreadableReason::Attachment });
            }
        }
    }
    budget.ascend();
    (inside, limit)
}
