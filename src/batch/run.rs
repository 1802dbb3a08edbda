//! A run: windows of rows, checked and built in parallel, written to the journal in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::active_run::{ActiveRun, RunState};
use super::cross_row::CrossRowChecks;
use super::error::BatchError;
use super::input::{CheckedInput, Input};
use super::options::Batch;
use super::outcome::{RunEnd, RunOutcome};
use super::progress::Progress;
use super::resume::Resume;
use super::row::{BuiltRow, CheckedRow, Task, Worker};
use super::run_log::{self, RunLog, lock_folder};
use crate::data::DataError;
use crate::diag::Report;
use crate::output::{Folder, Overwrite, RowState, RunTotals};

/// After this many rows of a run everything written is synced to the disk, and the journal gets a line.
pub(crate) const SYNC_INTERVAL_ROWS: u32 = 1_024;

/// How many records a thread is given at a time.
const ROWS_PER_THREAD: usize = 64;

impl Batch<'_> {
    /// Checks every record, and writes the packages of those that pass, the report, and tables of those that are refused.
    /// Where all are refused, the folder of another run is left as it is. No file is overwritten, whatever the folder permits.
    ///
    /// # Errors
    /// Any [`BatchError`]; packages built before are whole and in the journal.
    pub fn run(
        &self,
        inputs: Vec<Input>,
        folder: &Folder,
        progress: &dyn Progress,
    ) -> Result<RunOutcome, BatchError> {
        let (inputs, header, report) = self.survey(inputs)?;
        let folder = &folder.clone().overwriting(Overwrite::Refuse);
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.get()).build();
        let pool = threads.map_err(|error| BatchError::Threads(std::io::Error::other(error)))?;
        let is_correction = !inputs.is_empty() && inputs.iter().all(CheckedInput::is_corrected);
        let run = ActiveRun {
            batch: self,
            inputs: &inputs,
            header: &header,
            folder,
            progress,
            pool: &pool,
            is_correction,
        };
        run.run(report)
    }
}

impl ActiveRun<'_> {
    /// Does all rows that are its own.
    pub(super) fn run(&self, report: Report) -> Result<RunOutcome, BatchError> {
        if self.header.rows == 0 {
            return Ok(self.finish_empty(report));
        }
        let was_there = self.folder.path().exists();
        let mut state = RunState {
            next_row: 0,
            cross_row: CrossRowChecks::of(self.batch.builder.form(), self.inputs),
            totals: RunTotals::default(),
            rows_in_memory: Vec::new(),
            rows_done: 0,
            log: None,
            replaced: None,
            wrote_files: false,
            unsynced_files: Vec::new(),
        };
        state.totals.count_warnings(&self.header.findings);
        let is_resumed = match self.resume(&mut state)? {
            Resume::New => false,
            Resume::Resumed => true,
            Resume::Finished => return self.finish(state, report, RunEnd::Done),
        };
        let share = self.header.shard.row_count(self.header.rows);
        self.progress.begin(&self.header.findings, share, state.rows_done);
        let worker = Worker {
            batch: self.batch,
            inputs: self.inputs,
            header: self.header,
            folder: self.folder,
            is_resumed,
        };
        let ended = match self.process_rows(&worker, &mut state) {
            Ok(ended) => ended,
            Err(error) => {
                self.abort(&mut state, was_there);
                return Err(error);
            }
        };
        if ended == RunEnd::Done {
            for input in self.inputs {
                input.check_unchanged().map_err(|source| data_error(input, source))?;
            }
            if !state.rows_in_memory.is_empty() {
                return Ok(self.untouched(state, report));
            }
            if state.log.is_none() {
                // A shard without rows has a journal as well.
                let lock = lock_folder(self.folder, self.header.shard)?;
                state.log = Some(RunLog::begin(lock, self.folder, self.header, 0)?);
            }
        }
        self.finish(state, report, ended)
    }

    /// Reads records in one thread, and checks and builds rows in the others.
    fn process_rows(&self, worker: &Worker<'_>, state: &mut RunState<'_>) -> Result<RunEnd, BatchError> {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let window =
                if self.batch.fail_fast { 32 } else { ROWS_PER_THREAD.saturating_mul(self.batch.jobs.get()) };
            let reader = scope.spawn(move || self.read_records(&sender, window));
            let ended = self.process_windows(worker, &receiver, state);
            // A reader that waits to send fails then, and ends.
            drop(receiver);
            match reader.join() {
                Ok(Ok(())) => ended,
                Ok(Err(error)) => ended.and(Err(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Ends a run after an error.
    fn abort(&self, state: &mut RunState<'_>, was_there: bool) {
        let Some(mut log) = state.log.take() else { return };
        if state.wrote_files || self.is_correction || state.replaced.is_some() {
            // Rows that are done can be resumed, if the journal can still be written.
            let _ = log.flush();
            return;
        }
        // There is nothing to resume.
        run_log::remove(self.folder, self.header.shard);
        drop(log);
        if !was_there {
            self.folder.remove_if_empty();
        }
    }

    /// Reads records into windows.
    fn read_records(&self, sender: &SyncSender<Vec<Task>>, window: usize) -> Result<(), BatchError> {
        let mut at = 0;
        let mut tasks = Vec::with_capacity(window);
        for (input, file) in self.inputs.iter().enumerate() {
            for record in file.records().map_err(|source| data_error(file, source))? {
                let record = record.map_err(|source| data_error(file, source))?;
                tasks.push(Task { at, input, record });
                at += 1;
                if tasks.len() >= window {
                    let full = std::mem::replace(&mut tasks, Vec::with_capacity(window));
                    // The run has ended.
                    if sender.send(full).is_err() {
                        return Ok(());
                    }
                }
            }
        }
        let _ = sender.send(tasks);
        Ok(())
    }

    fn process_windows(
        &self,
        worker: &Worker<'_>,
        tasks: &Receiver<Vec<Task>>,
        state: &mut RunState<'_>,
    ) -> Result<RunEnd, BatchError> {
        let mut at = 0_u32;
        for tasks in tasks {
            let own = |task: &Task| self.header.shard.contains(task.at) && task.at >= state.next_row;
            at = at.saturating_add(u32::try_from(tasks.len()).unwrap_or(u32::MAX));
            let mut checked: Vec<CheckedRow> =
                self.pool.install(|| tasks.par_iter().map(|task| worker.check(task)).collect());
            for (task, checked) in tasks.iter().zip(&mut checked) {
                state.cross_row.check(task, checked);
            }
            let rows: Vec<(&Task, &CheckedRow)> =
                tasks.iter().zip(&checked).filter(|(task, _)| own(task)).collect();
            let rows = self.up_to_the_first_refused(rows);
            if rows.is_empty() {
                continue;
            }
            if state.log.is_none() {
                let all = at >= self.header.rows;
                let all_refused = all && rows.iter().all(|(_, checked)| checked.result.is_err());
                if !(all_refused && self.has_earlier_documents()?) {
                    let (log, replaced) = self.open_log(&rows)?;
                    (state.log, state.replaced) = (Some(log), replaced);
                }
            }
            let built = self.pool.install(|| -> Vec<Result<BuiltRow, BatchError>> {
                rows.par_iter().map(|(task, checked)| worker.build(task, checked)).collect()
            });
            state.wrote_files |= built.iter().any(Result::is_ok);
            let mut ended = None;
            for ((task, _), row) in rows.iter().zip(built) {
                let row = row?;
                let refused = row.report.state == RowState::Refused;
                self.log_row(task, &row, state)?;
                if refused && self.batch.fail_fast {
                    ended = Some(RunEnd::Done);
                    break;
                }
            }
            if let Some(log) = &mut state.log {
                log.flush()?;
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
            if self.progress.stop_requested() && at < self.header.rows {
                return Ok(RunEnd::Stopped);
            }
        }
        Ok(RunEnd::Done)
    }

    /// With `fail_fast`, rows behind the first refused one are left out.
    fn up_to_the_first_refused<'t>(
        &self,
        mut rows: Vec<(&'t Task, &'t CheckedRow)>,
    ) -> Vec<(&'t Task, &'t CheckedRow)> {
        if self.batch.fail_fast
            && let Some(first) = rows.iter().position(|(_, checked)| checked.result.is_err())
        {
            rows.truncate(first + 1);
        }
        rows
    }

    /// Writes a row that is done to the journal; they come in the order of the data.
    fn log_row(&self, task: &Task, row: &BuiltRow, state: &mut RunState<'_>) -> Result<(), BatchError> {
        if let Some(log) = &mut state.log {
            log.write_row(&row.line, row.refused.as_deref())?;
        } else {
            state.rows_in_memory.push(row.report.clone());
        }
        self.report_row(&row.report, state);
        state.next_row = task.at + 1;
        state.rows_done += 1;
        if let Some(log) = &mut state.log
            && state.rows_done.is_multiple_of(SYNC_INTERVAL_ROWS)
        {
            let files = std::mem::take(&mut state.unsynced_files);
            log.sync(self.folder, &files, Some(state.rows_done))?;
        }
        Ok(())
    }
}

fn data_error(input: &CheckedInput<'_>, source: DataError) -> BatchError {
    BatchError::Data { file: input.name.to_string(), source }
}
