use std::fmt;

use crate::output::{FindingFacts, RowReport};

/// Who looks on while a run goes, and may ask it to stop.
pub trait Watch: Sync {
    /// The run begins: what was found about the data as a whole; so many rows are to be done, so many of them were
    /// done before.
    fn begin(&self, _findings: &[FindingFacts], _rows: u32, _done: u32) {}

    /// A row is done; they come in the order of the data. Rows done before are told too.
    fn row(&self, _row: &RowReport) {}

    /// Whether to stop: the packages in hand are finished first.
    fn stopped(&self) -> bool {
        false
    }
}

/// Who draws pictures of documents.
pub trait Artist: Sync + fmt::Debug {
    /// The first page of a PDF as a PNG file; none where it cannot be drawn.
    fn draw(&self, pdf: &[u8]) -> Option<Vec<u8>>;
}

/// Nobody looks on.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {}
