//! The run that is in the folder already: resumed where it was interrupted, or joined by corrected rows.

use chrono::NaiveDate;

use super::active_run::{ActiveRun, RunState};
use super::corrections;
use super::earlier_run::EarlierRun;
use super::error::BatchError;
use super::journal::{Journal, JournalState, RunStage};
use super::options::RunMode;
use super::run_log::{RunLog, lock_folder};
use super::shard::Shard;
use crate::output::{Folder, FolderLock, RowReport};
use crate::values::BuildTime;

/// What an interrupted run settled, so that a person need not name it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PreviousRun {
    /// Its build time.
    pub build_time: BuildTime,
    /// The day of its rules.
    pub as_of: NaiveDate,
    /// Whether it is finished.
    pub is_finished: bool,
}

/// Whether a run goes on with what is in the folder.
pub(super) enum Resume {
    /// It begins.
    New,
    /// It goes on with an interrupted run, or joins a finished one.
    Resumed,
    /// It is finished: there is nothing to do.
    Finished,
}

/// The run that began in a folder; none where none did.
///
/// # Errors
/// Where its journal cannot be read.
pub(crate) fn previous_run(folder: &Folder, shard: Shard) -> Result<Option<PreviousRun>, BatchError> {
    let state = Journal::of(folder, shard).replay()?;
    Ok(state.map(|state| PreviousRun {
        build_time: state.last().header.build_time,
        as_of: state.last().header.options.as_of,
        is_finished: state.is_finished(),
    }))
}

impl ActiveRun<'_> {
    /// Brings `state` to where the run in the folder is, if this one goes on with it.
    pub(super) fn resume(&self, state: &mut RunState<'_>) -> Result<Resume, BatchError> {
        let path = || self.folder.path().to_owned();
        let journal = Journal::of(self.folder, self.header.shard);
        if !journal.has_lines()? {
            return if self.is_correction {
                Err(BatchError::NoRunToCorrect { path: path() })
            } else {
                Ok(Resume::New)
            };
        }
        if self.is_correction && self.batch.replace {
            return Err(BatchError::CorrectionsReplace { path: path() });
        }
        // A program that has the lock may be writing the journal.
        let lock = lock_folder(self.folder, self.header.shard)?;
        let Some(previous) = journal.replay()? else { return Ok(Resume::New) };
        match self.batch.mode {
            RunMode::Begin if self.is_correction && previous.is_finished() => {
                self.start_correction(lock, &previous, state)
            }
            RunMode::Begin => self.may_begin(Some(&previous)).map(|()| Resume::New),
            RunMode::Resume => self.continue_run(lock, &previous, state),
        }
    }

    /// Whether a new run may begin in the folder: not where another was interrupted.
    pub(super) fn may_begin(&self, previous: Option<&JournalState>) -> Result<(), BatchError> {
        match previous {
            Some(previous) if !previous.is_finished() && !self.batch.replace => {
                Err(BatchError::Interrupted { path: self.folder.path().to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Joins the finished run.
    fn start_correction(
        &self,
        lock: FolderLock,
        finished: &JournalState,
        state: &mut RunState<'_>,
    ) -> Result<Resume, BatchError> {
        let journal = Journal::of(self.folder, self.header.shard);
        corrections::check_corrections(
            self.folder,
            (&journal, finished),
            self.header,
            self.inputs,
            &mut state.cross_row.duplicates,
        )?;
        state.log = Some(RunLog::begin(lock, self.folder, self.header, finished.end)?);
        Ok(Resume::Resumed)
    }

    /// Goes on with the last run of the journal, where it is this one.
    fn continue_run(
        &self,
        lock: FolderLock,
        previous: &JournalState,
        state: &mut RunState<'_>,
    ) -> Result<Resume, BatchError> {
        let (last, is_finished) = (previous.last(), previous.is_finished());
        let is_same_again = is_finished && self.batch.replace && self.header.is_again(&last.header);
        if let Some(mismatch) = self.header.mismatch_with(&last.header).filter(|_| !is_same_again) {
            // Corrected rows differ from the data of the finished run.
            return if is_finished && self.is_correction {
                self.start_correction(lock, previous, state)
            } else if self.batch.replace {
                Ok(Resume::New)
            } else {
                Err(BatchError::Mismatch(mismatch))
            };
        }
        state.replaced.clone_from(&last.header.replaced);
        if last.stage == RunStage::Replacing {
            if let Some(earlier) = EarlierRun::find(self.folder, &last.header)? {
                earlier.move_aside(self.folder)?;
            }
            state.log = Some(RunLog::begin(lock, self.folder, &last.header, 0)?);
            return Ok(Resume::New);
        }
        let journal_end = self.replay_rows(previous, state)?;
        if is_finished && journal_end == last.rows_end {
            return Ok(Resume::Finished);
        }
        state.wrote_files = true;
        state.unsynced_files.clear();
        let shard = self.header.shard;
        state.log = Some(RunLog::resume(lock, self.folder, shard, journal_end, state.next_row)?);
        Ok(Resume::Resumed)
    }

    /// Counts the rows that are done, up to the first whose files are not as it wrote them. Returns where their lines end.
    fn replay_rows(&self, previous: &JournalState, state: &mut RunState<'_>) -> Result<u64, BatchError> {
        let journal = Journal::of(self.folder, self.header.shard);
        if self.is_correction {
            for segment in previous.earlier() {
                let rows = corrections::add_duplicates(&journal, segment, &mut state.cross_row.duplicates)?;
                for row in rows {
                    row?;
                }
            }
        }
        let last = previous.last();
        for row in journal.rows(last)? {
            let row = row?;
            if !self.files_intact(&row.entry.report, row.end <= last.synced)? {
                return Ok(row.start);
            }
            state.next_row = row.entry.at + 1;
            state.rows_done += 1;
            self.report_row(&row.entry.report, state);
        }
        Ok(last.rows_end)
    }

    /// Whether the files of a row that is done are there: of the length noted where they were synced, else with the content.
    fn files_intact(&self, row: &RowReport, is_synced: bool) -> Result<bool, BatchError> {
        for file in [&row.pdf, &row.edoc, &row.record].into_iter().flatten() {
            if self.folder.file_size(&file.file) != Some(file.size) {
                return Ok(false);
            }
            if !is_synced && self.folder.digest_of(&file.file)?.as_ref() != Some(file) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
