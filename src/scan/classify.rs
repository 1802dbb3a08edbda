//! A look at a file, whatever it is.

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

/// What a file is, its pages, and the files inside of it. See [`classify`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FileClassification {
    /// Its name, as it was handed in or as the file around it calls it.
    pub name: String,
    /// What kind of file it is.
    pub(crate) kind: FileFormat,
    /// What it is: `mixed` where scans and other pages or files are in it.
    pub verdict: Verdict,
    /// Why, where that is not a matter of its pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<FileReason>,
    /// Its pages, of a PDF.
    pub pages: Vec<PageClassification>,
    /// The files inside of it that were looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[serde(rename = "inside")]
    pub contained_files: Vec<FileClassification>,
}

/// The largest file that is looked at, in bytes.
pub(crate) const MAX_FILE: u64 = pdf::MAX_FILE as u64;

/// Looks at a file. Never fails: what cannot be read is [`Verdict::Unknown`], with the reason.
///
/// ```
/// use edocpack::scan::{ScanBudget, Verdict, classify};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf").unwrap();
/// let seen = classify(&bytes, "scan.pdf", &ScanBudget::default());
/// assert_eq!(seen.verdict, Verdict::Scan);
/// assert_eq!(seen.pages.len(), 1);
/// ```
pub fn classify(bytes: &[u8], name: &str, budget: &ScanBudget) -> FileClassification {
    if bytes.len() as u64 > MAX_FILE {
        return FileClassification::too_large(name);
    }
    classify_within(bytes, name, &mut BudgetLeft::of(budget))
}

pub(super) fn classify_within(bytes: &[u8], name: &str, purse: &mut BudgetLeft) -> FileClassification {
    let kind = FileFormat::of(bytes);
    match kind {
        FileFormat::Pdf => classify_pdf(bytes, name, purse),
        FileFormat::Archive => archive::classify(bytes, name, purse),
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
    /// A file over [`MAX_FILE`].
    pub(super) fn too_large(name: &str) -> Self {
        let reason = FileReason::Unreadable { why: UnreadableReason::TooLarge };
        Self::from_reason(name, FileFormat::Other, Some(reason))
    }

    /// A file without pages of its own; digital where there is no reason against it.
    pub(super) fn from_reason(name: &str, kind: FileFormat, reason: Option<FileReason>) -> Self {
        let verdict = reason.as_ref().map_or(Verdict::Digital, FileReason::verdict);
        Self { name: name.to_owned(), kind, verdict, reason, pages: Vec::new(), contained_files: Vec::new() }
    }

    /// Takes in the files inside: one scan among them makes the whole mixed.
    pub(super) fn with_contained_files(mut self, inside: Vec<Self>, limit: Option<FileReason>) -> Self {
        if self.verdict != Verdict::Scan {
            let own = self.verdict;
            let parts = inside.iter().map(|look| look.verdict);
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

fn classify_pdf(bytes: &[u8], name: &str, purse: &mut BudgetLeft) -> FileClassification {
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
    let (pages, operators) = pdf_pages::classify_pages(&pdf, purse.operators);
    purse.operators = purse.operators.saturating_sub(operators);
    let reason = if pages.is_empty() {
        Some(FileReason::Unreadable { why: UnreadableReason::NoPages })
    } else {
        is_xfa_only.then_some(FileReason::Xfa)
    };
    let own = Verdict::of_parts(pages.iter().map(|page| page.verdict));
    let verdict = own.max(reason.as_ref().map_or(Verdict::Digital, FileReason::verdict));
    let look = FileClassification {
        name: name.to_owned(),
        kind: FileFormat::Pdf,
        verdict,
        reason,
        pages,
        contained_files: Vec::new(),
    };
    let (inside, limit) = classify_embedded(&pdf, purse);
    look.with_contained_files(inside, limit)
}

/// The files inside of a PDF, and why not all of them were looked at.
fn classify_embedded(
    pdf: &PdfPages,
    purse: &mut BudgetLeft,
) -> (Vec<FileClassification>, Option<FileReason>) {
    let files = pdf.embedded_files();
    let count = files.count();
    if count == 0 {
        return (Vec::new(), None);
    }
    if !purse.descend() {
        return (Vec::new(), Some(FileReason::TooDeep));
    }
    let mut limit = (count > purse.files()).then_some(FileReason::TooManyFiles { files: count });
    let mut inside = Vec::new();
    for file in files.unpack(purse.bytes()).take(purse.files()) {
        match file.bytes.filter(|bytes| purse.spend(bytes.len())) {
            // An icon, a logo.
            Some(bytes) if image_file::is_smaller_than_half_page(&bytes) => {}
            Some(bytes) => inside.push(classify_within(&bytes, &mask_codes_in(&file.name), purse)),
            None => {
                limit = Some(FileReason::Unreadable { why: UnreadableReason::Attachment });
            }
        }
    }
    purse.ascend();
    (inside, limit)
}
