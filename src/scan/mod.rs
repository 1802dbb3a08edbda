//! Whether a file is a scan of paper, or an image of a document, instead of a document.
//!
//! In: the bytes of a file of any format: PDF, image, office document, or a container, archive or portfolio of
//! files. Out: a [`FileClassification`]. Every page and file has a [`Verdict`] with its `PageReason` and the
//! measured `PageEvidence`, and findings for a person ([`FileClassification::report`]). [`classify`] chooses the
//! reader by the `FileFormat`; of a PDF, each page is run by the content interpreter, measured, and judged by
//! rules.
//!
//! A page is a scan, digital, or unknown: [`Verdict::Unknown`] means that a person has to look. What cannot be
//! read, or not to its end, is unknown, never digital. The rules and where their numbers come from are in
//! `docs/scan-check.md`.

#![expect(clippy::cast_precision_loss, reason = "numbers of cells, letters and bytes are far below 2^53")]

// The format decides the reader.
mod classify;
mod file_format;
// The pages of a PDF: measured, then judged.
mod coverage_grid;
mod image_capacity;
mod outlines;
mod page_analysis;
mod page_evidence;
mod pdf_pages;
mod rules;
mod shared_images;
// Other formats.
mod archive;
mod image_file;
mod office;
mod rich_text;
// The results.
mod incomplete;
mod reason;
mod report;
mod verdict;
// The limits.
mod budget;

#[cfg(test)]
mod tests;

pub use budget::ScanBudget;
pub use classify::{FileClassification, classify};
pub use pdf_pages::PageClassification;
pub(crate) use reason::FileReason;
pub use verdict::Verdict;
