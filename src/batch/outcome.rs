//! What a run came to.

use super::run_outputs::JournalState;
use super::{BatchError, Replaced};
use crate::diag::Report;
use crate::output::{Folder, RowReport, RunReport, RunTotals};

/// How a run ended. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunEnd {
    /// All rows are done, or `fail_fast` ended it.
    Done,
    /// It was asked to stop; it can be taken up again.
    Stopped,
}

/// What a run came to. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct RunOutcome {
    /// How it ended.
    pub end: RunEnd,
    /// What was found about the files and the run as a whole.
    pub report: Report,
    /// How many rows came to what.
    pub totals: RunTotals,
    /// The tables of refused rows that were written, by their names in the folder.
    pub refused_tables: Vec<String>,
    /// What became of the run that was in the folder before, if one was.
    pub(crate) replaced: Option<Replaced>,
    /// `report.json`, without its rows.
    pub(crate) run_report: RunReport,
    pub(super) row_source: RowSource,
}

/// Where the rows of a finished run are to be had.
#[derive(Debug)]
pub(super) enum RowSource {
    /// Nothing was written: they are few, or there are none.
    Memory(Vec<RowReport>),
    Journal(Folder, Box<JournalState>),
    None,
}

impl RunOutcome {
    /// The rows in order, as often as one likes; of a shard none.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<RowReport, BatchError>> + '_>, BatchError> {
        Ok(match &self.row_source {
            RowSource::Memory(rows) => Box::new(rows.iter().cloned().map(Ok)),
            RowSource::Journal(folder, story) => {
                Box::new(story.rows(folder)?.map(|entry| entry.map(|e| e.report)))
            }
            RowSource::None => Box::new(std::iter::empty()),
        })
    }
}
