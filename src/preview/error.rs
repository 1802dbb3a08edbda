use thiserror::Error;

use crate::pdf::content::Incomplete;

/// Why there is no picture of a page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(crate) enum PreviewError {
    /// The document has fewer pages.
    #[error("no page {page}: the document has {pages}")]
    NoSuchPage {
        /// The page that was asked for, the first is 1.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// The page asks for more work than is given to any.
    #[error("the page asks for too much: {0}")]
    BudgetExceeded(Incomplete),
    /// The page asks for pictures of so many pixels that none is drawn.
    #[error("the page holds pictures of more than {limit} pixels")]
    TooManyPixels {
        /// The limit.
        limit: u64,
    },
    /// The file cannot be drawn.
    #[error("the page cannot be drawn: {why}")]
    NotRendered {
        /// What failed.
        why: &'static str,
    },
}
