use thiserror::Error;

use crate::pdf::content::Incomplete;

/// Why a page cannot be rendered.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::Pdf;
/// use edocpack::preview::{PreviewError, PreviewPage, Resolution};
///
/// let pdf = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let beyond = PreviewPage::of(&pdf, pdf.page_count(), Resolution::SCREEN);
/// assert!(matches!(beyond.err(), Some(PreviewError::NoSuchPage { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PreviewError {
    /// The document has fewer pages.
    #[error("no page {page}: the document has {pages}")]
    NoSuchPage {
        /// The page, from 1.
        page: usize,
        /// The number of pages.
        pages: usize,
    },
    /// The page needs more work than is allowed.
    #[error("the page asks for too much: {0}")]
    BudgetExceeded(Incomplete),
    /// The images of the page have too many pixels together.
    #[error("the page holds pictures of more than {limit} pixels")]
    TooManyPixels {
        /// The limit.
        limit: u64,
    },
    /// The rasterizer failed.
    #[error("the page cannot be drawn: {why}")]
    NotRendered {
        /// The reason.
        why: &'static str,
    },
}
