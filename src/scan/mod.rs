//! Whether a file is a scan of paper, or an image of a document, instead of a document.
//!
//! [`look`] gives a [`Look`] at a file of any kind: PDF, images, office documents, and what is inside of
//! containers, archives, portfolios and attachments. Every page and file has a [`Verdict`] with its [`Reason`],
//! the numbers it rests on ([`Evidence`]), and findings in words for a person ([`Look::report`]).
//!
//! There are three verdicts on a page, because there are pages that only a person can tell: [`Verdict::Unknown`]
//! means that somebody must look. What cannot be read, or not to its end, is unknown, never digital. The rules and
//! where their numbers come from are in `docs/scan-check.md`.

#![expect(clippy::cast_precision_loss, reason = "numbers of cells, letters and bytes are far below 2^53")]

mod archive;
mod budget;
mod canvas;
mod capacity;
mod document;
mod evidence;
mod kind;
mod look;
mod office;
mod picture;
mod reason;
mod report;
mod rich_text;
mod rules;
mod shapes;
mod sight;
mod trouble;
mod verdict;

#[cfg(test)]
mod tests;

pub use budget::Budget;
pub use document::PageLook;
pub use evidence::{Evidence, Largest, Unseen};
pub use kind::{ImageKind, Kind, OfficeKind};
pub use look::{Look, MAX_FILE, look};
pub use reason::{FileReason, Reason};
pub use shapes::Shapes;
pub use trouble::{Damage, Trouble};
pub use verdict::Verdict;
