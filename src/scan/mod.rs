//! Whether a file is a scan.
mod canvas;
mod document;
mod evidence;
mod reason;
mod rules;
mod sight;
mod verdict;

pub use document::PageLook;
pub use evidence::{Evidence, Largest, Unseen};
pub use reason::Reason;
pub use verdict::Verdict;

/// TEMP
pub fn pdf_pages(pdf: &crate::pdf::Pdf) -> (Verdict, Vec<PageLook>) {
    let pages = document::pages(pdf, 4_000_000);
    (Verdict::of_parts(pages.iter().map(|page| page.verdict)), pages)
}
