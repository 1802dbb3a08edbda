//! How a run reports its progress, is asked to stop, and gets pictures rendered.

use std::fmt;

use crate::output::{FindingFacts, RowReport};

/// Gets the progress of a run, and may ask it to stop.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// use edocpack::batch::Progress;
/// use edocpack::output::RowReport;
///
/// /// Counts, and stops after a hundred.
/// struct Hundred(AtomicU32);
///
/// impl Progress for Hundred {
///     fn row(&self, _: &RowReport) {
///         self.0.fetch_add(1, Ordering::Relaxed);
///     }
///
///     fn stop_requested(&self) -> bool {
///         self.0.load(Ordering::Relaxed) >= 100
///     }
/// }
/// assert!(!Hundred(AtomicU32::new(99)).stop_requested());
/// ```
pub trait Progress: Sync {
    /// The run begins: the findings about the data as a whole, the number of its rows, and how many of them were done
    /// before.
    fn begin(&self, _findings: &[FindingFacts], _rows: u32, _done: u32) {}

    /// A row is done; they come in the order of the data. Rows done before come too, ahead of `begin`.
    fn row(&self, _row: &RowReport) {}

    /// Whether to stop: packages that are being built are finished first.
    fn stop_requested(&self) -> bool {
        false
    }
}

/// Renders pictures of documents. See [`Batch`](crate::batch::Batch).
pub trait PreviewRenderer: Sync + fmt::Debug {
    /// The first page of a PDF as a PNG file; none where it cannot be drawn.
    fn render(&self, pdf: &[u8]) -> Option<Vec<u8>>;
}

/// Ignores the progress. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {}
