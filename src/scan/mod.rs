//! Whether a file is a scan of paper, or an image of a document, instead of a document.
//!
//! [`look`] gives a [`FileClassification`] at a file of any kind: PDF, images, office documents, and what is inside of
//! containers, archives, portfolios and attachments. Every page and file has a [`Verdict`] with its [`PageReason`],
//! the numbers it rests on ([`PageEvidence`]), and findings in words for a person ([`FileClassification::report`]).
//!
//! There are three verdicts on a page, because there are pages that only a person can tell: [`Verdict::Unknown`]
//! means that somebody must look. What cannot be read, or not to its end, is unknown, never digital. The rules and
//! where their numbers come from are in `docs/scan-check.md`.

#![expect(clippy::cast_precision_loss, reason = "numbers of cells, letters and bytes are far below 2^53")]

mod archive;
mod budget;
mod classify;
mod coverage_grid;
mod file_format;
mod image_capacity;
mod image_file;
mod incomplete;
mod office;
mod outlines;
mod page_analysis;
mod page_evidence;
mod pdf_pages;
mod reason;
mod report;
mod rich_text;
mod rules;
mod verdict;

#[cfg(test)]
mod tests;

pub use budget::ScanBudget;
pub use classify::{FileClassification, classify};
pub use pdf_pages::PageClassification;
pub(crate) use reason::FileReason;
pub use verdict::Verdict;
