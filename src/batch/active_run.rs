//! A run while it goes: what it is given, and how far it is.

use super::cross_row::CrossRowChecks;
use super::earlier_run::Replaced;
use super::input::CheckedInput;
use super::journal_line::RunHeader;
use super::options::Batch;
use super::progress::Progress;
use super::run_log::RunLog;
use crate::output::{Folder, RowReport, RunTotals};

/// A run over files none of which is refused as a whole.
pub(super) struct ActiveRun<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) inputs: &'a [CheckedInput<'a>],
    pub(super) header: &'a RunHeader,
    pub(super) folder: &'a Folder,
    pub(super) progress: &'a dyn Progress,
    pub(super) pool: &'a rayon::ThreadPool,
    /// Whether its rows are corrected rows of a finished run.
    pub(super) is_correction: bool,
}

/// How far a run is.
pub(super) struct RunState<'a> {
    /// Rows before this position are done.
    pub(super) next_row: u32,
    pub(super) cross_row: CrossRowChecks<'a>,
    pub(super) totals: RunTotals,
    /// The rows of a run that leaves the folder as it is.
    pub(super) rows_in_memory: Vec<RowReport>,
    /// How many of its own rows are done.
    pub(super) rows_done: u32,
    /// Open once something is written.
    pub(super) log: Option<RunLog>,
    /// The run that was in the folder before, where it was moved aside.
    pub(super) replaced: Option<Replaced>,
    /// Whether any row of this run is done.
    pub(super) wrote_files: bool,
    /// Files written since the last sync, where the system syncs file by file.
    pub(super) unsynced_files: Vec<String>,
}

impl ActiveRun<'_> {
    /// Counts a row that is done, and reports it.
    pub(super) fn report_row(&self, row: &RowReport, state: &mut RunState<'_>) {
        state.totals.count(row);
        let files = [&row.pdf, &row.edoc, &row.record].into_iter().flatten();
        if cfg!(not(target_os = "linux")) {
            state.unsynced_files.extend(files.map(|file| file.file.clone()));
        }
        self.progress.row(row);
    }
}
