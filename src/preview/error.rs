use thiserror::Error;

use crate::pdf::content::Incomplete;

/// Why a page cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(crate) enum PreviewError {
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
