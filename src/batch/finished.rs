//! What a run came to.

use super::books::Books;
use super::outputs::Story;
use super::{BatchError, Shard, journal};
use crate::diag::Report;
use crate::output::{Folder, RowReport, RunReport, RunTotals};

/// How a run ended. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// All rows are done, or `fail_fast` ended it.
    Done,
    /// It was asked to stop; it can be taken up again.
    Stopped,
}

/// What a run came to. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub ended: Ended,
    /// What was found about the files and the run as a whole.
    pub report: Report,
    /// How many rows came to what.
    pub totals: RunTotals,
    /// The tables of refused rows that were written, by their names in the folder.
    pub refused: Vec<String>,
    /// `report.json`, without its rows.
    pub run: RunReport,
    pub(super) rows: Told,
    pub(super) _leftover: Option<Leftover>,
}

/// The journal of a run in which nothing was right. It goes with the [`Finished`] that tells its rows.
#[derive(Debug)]
pub(super) struct Leftover {
    pub(super) folder: Folder,
    pub(super) shard: Shard,
    pub(super) books: Option<Books>,
    /// Whether the folder was there before the run.
    pub(super) was_there: bool,
}

impl Drop for Leftover {
    fn drop(&mut self) {
        let _ = self.folder.remove_log(&journal::name(self.shard));
        let _ = self.folder.remove_log(&journal::refused_name(self.shard));
        self.books = None;
        if !self.was_there {
            self.folder.remove_if_empty();
        }
    }
}

/// Where the rows of a finished run are to be had.
#[derive(Debug)]
pub(super) enum Told {
    /// Nothing was written: they are few, or there are none.
    Kept(Vec<RowReport>),
    Journal(Folder, Box<Story>),
    None,
}

impl Finished {
    /// The rows in order, as often as one likes; of a shard none.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn rows(&self) -> Result<Box<dyn Iterator<Item = Result<RowReport, BatchError>> + '_>, BatchError> {
        Ok(match &self.rows {
            Told::Kept(rows) => Box::new(rows.iter().cloned().map(Ok)),
            Told::Journal(folder, story) => {
                Box::new(story.rows(folder)?.map(|entry| entry.map(|e| e.report)))
            }
            Told::None => Box::new(std::iter::empty()),
        })
    }
}
