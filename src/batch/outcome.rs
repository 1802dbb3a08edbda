//! How a run ended: its totals, its report, its rows.

use super::earlier_run::Replaced;
use super::error::BatchError;
use super::reported_run::ReportedRun;
use crate::diag::Report;
use crate::output::{RowReport, RunReport, RunTotals};

/// How a run ended. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunEnd {
    /// All rows are done, or `fail_fast` ended it.
    Done,
    /// It was asked to stop; it can be resumed.
    Stopped,
}

/// How a run ended, and what it did. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct RunOutcome {
    /// How it ended.
    pub end: RunEnd,
    /// Findings about the files and the run as a whole.
    pub report: Report,
    /// How many rows were built and refused.
    pub totals: RunTotals,
    /// The names in the folder of the tables of refused rows that were written.
    pub refused_tables: Vec<String>,
    /// The run that was in the folder before, where it was moved aside.
    pub(crate) replaced: Option<Replaced>,
    /// `report.json`, without its rows.
    pub(crate) run_report: RunReport,
    pub(super) row_source: RowSource,
}

/// Where the rows of a run are read from.
#[derive(Debug)]
pub(super) enum RowSource {
    /// Nothing was written: they are few, or there are none.
    Memory(Vec<RowReport>),
    Journal(Box<ReportedRun>),
    None,
}

impl RunOutcome {
    /// The rows in the order of the data; can be called again. None for a shard.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<RowReport, BatchError>> + '_>, BatchError> {
        Ok(match &self.row_source {
            RowSource::Memory(rows) => Box::new(rows.iter().cloned().map(Ok)),
            RowSource::Journal(run) => Box::new(run.rows()?.map(|entry| entry.map(|entry| entry.report))),
            RowSource::None => Box::new(std::iter::empty()),
        })
    }
}
