//! A run on its way: windows of rows, judged and made in parallel, noted in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::cross_row::CrossRowChecks;
use super::earlier::{Earlier, Replaced};
use super::input::CheckedInput;
use super::journal::RunHeader;
use super::outcome::{RunEnd, RunOutcome};
use super::resume::Resume;
use super::row::{BuiltRow, CheckedRow, Task, Worker};
use super::run_log::{self, RunLog, lock_folder};
use super::{Batch, BatchError, Progress, run_outputs};
use crate::data::DataError;
use crate::diag::Report;
use crate::output::{Folder, OutputError, RowReport, RowState, RunTotals};

/// After so many rows of a run everything is made safe on the disk, and the journal says so.
pub(crate) const SYNC_INTERVAL_ROWS: u32 = 1_024;

/// What the picture of a page of text takes on the disk, about.
const PREVIEW_BYTES: u64 = 400_000;

/// How many records a thread is given at a time.
const ROWS_PER_THREAD: usize = 64;

/// A run over files that are sound.
pub(super) struct ActiveRun<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) inputs: &'a [CheckedInput<'a>],
    pub(super) head: &'a RunHeader,
    pub(super) folder: &'a Folder,
    pub(super) progress: &'a dyn Progress,
    pub(super) pool: &'a rayon::ThreadPool,
    /// Whether its rows join a finished run.
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
    /// Own rows that are done.
    pub(super) rows_done: u32,
    /// What is open, once something is written.
    pub(super) log: Option<RunLog>,
    /// What became of the run that was in the folder before.
    pub(super) replaced: Option<Replaced>,
    /// Whether any row of this run left something.
    pub(super) wrote_files: bool,
    /// Files since everything was made safe.
    pub(super) unsynced_files: Vec<String>,
}

impl ActiveRun<'_> {
    /// Does all rows that are its own.
    pub(super) fn run(&self, report: Report) -> Result<RunOutcome, BatchError> {
        if self.head.rows == 0 {
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
        state.totals.count_warnings(&self.head.findings);
        let again = match self.resume(&mut state)? {
            Resume::New => false,
            Resume::Resumed => true,
            Resume::Finished => return self.finish(state, report, RunEnd::Done),
        };
        let share = self.head.shard.row_count(self.head.rows);
        self.progress.begin(&self.head.findings, share, state.rows_done);
        let worker = Worker {
            batch: self.batch,
            inputs: self.inputs,
            head: self.head,
            folder: self.folder,
            is_resumed: again,
        };
        let ended = match self.process_rows(&worker, &mut state) {
            Ok(ended) => ended,
            Err(error) => {
                self.abort(&mut state, was_there);
                return Err(error);
            }
        };
        if ended == RunEnd::Done {
            for sound in self.inputs {
                sound.check_unchanged().map_err(|source| data_error(sound, source))?;
            }
            if !state.rows_in_memory.is_empty() {
                return Ok(self.untouched(state, report));
            }
            if state.log.is_none() {
                // A shard without rows is finished as well, and says so.
                let lock = lock_folder(self.folder, self.head.shard)?;
                state.log = Some(RunLog::open(lock, self.folder, self.head, 0)?);
            }
        }
        self.finish(state, report, ended)
    }

    /// Reads in one thread, does the rows in the others.
    fn process_rows(&self, worker: &Worker<'_>, state: &mut RunState<'_>) -> Result<RunEnd, BatchError> {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let window =
                if self.batch.fail_fast { 32 } else { ROWS_PER_THREAD.saturating_mul(self.batch.jobs.get()) };
            let reader = scope.spawn(move || self.read_records(&sender, window));
            let ended = self.process_windows(worker, &receiver, state);
            // A reader that waits for room goes on, and ends.
            drop(receiver);
            match reader.join() {
                Ok(Ok(())) => ended,
                Ok(Err(error)) => ended.and(Err(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Leaves a run that cannot go on.
    fn abort(&self, state: &mut RunState<'_>, was_there: bool) {
        let Some(mut books) = state.log.take() else { return };
        if state.wrote_files || self.is_correction || state.replaced.is_some() {
            // What is finished is whole: let the journal say so, if the disk lets it.
            let _ = books.flush();
            return;
        }
        // There is nothing to take up again.
        run_log::remove(self.folder, self.head.shard);
        drop(books);
        if !was_there {
            self.folder.remove_if_empty();
        }
    }

    /// Reads records into windows.
    fn read_records(&self, sender: &SyncSender<Vec<Task>>, window: usize) -> Result<(), BatchError> {
        let mut at = 0;
        let mut tasks = Vec::with_capacity(window);
        for (input, sound) in self.inputs.iter().enumerate() {
            for record in sound.records().map_err(|source| data_error(sound, source))? {
                let record = record.map_err(|source| data_error(sound, source))?;
                tasks.push(Task { at, input, record });
                at += 1;
                if tasks.len() >= window {
                    let full = std::mem::replace(&mut tasks, Vec::with_capacity(window));
                    // Nobody waits for more where the run has ended.
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
            let own = |task: &Task| self.head.shard.contains(task.at) && task.at >= state.next_row;
            at = at.saturating_add(u32::try_from(tasks.len()).unwrap_or(u32::MAX));
            let mut judged: Vec<CheckedRow> =
                self.pool.install(|| tasks.par_iter().map(|task| worker.check(task)).collect());
            for (task, judged) in tasks.iter().zip(&mut judged) {
                state.cross_row.check(task, judged);
            }
            let rows: Vec<(&Task, &CheckedRow)> =
                tasks.iter().zip(&judged).filter(|(task, _)| own(task)).collect();
            let rows = self.up_to_the_first_refused(rows);
            if rows.is_empty() {
                continue;
            }
            if state.log.is_none() {
                let all = at >= self.head.rows;
                let nothing_is_right = all && rows.iter().all(|(_, judged)| judged.result.is_err());
                if !(nothing_is_right && self.is_not_worth_it()?) {
                    let (books, replaced) = self.open_log(&rows)?;
                    (state.log, state.replaced) = (Some(books), replaced);
                }
            }
            let made = self.pool.install(|| -> Vec<Result<BuiltRow, BatchError>> {
                rows.par_iter().map(|(task, judged)| worker.build(task, judged)).collect()
            });
            state.wrote_files |= made.iter().any(Result::is_ok);
            let mut ended = None;
            for ((task, _), made) in rows.iter().zip(made) {
                let made = made?;
                let refused = made.report.state == RowState::Refused;
                self.log_row(task, &made, state)?;
                if refused && self.batch.fail_fast {
                    ended = Some(RunEnd::Done);
                    break;
                }
            }
            if let Some(books) = &mut state.log {
                books.flush()?;
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
            if self.progress.stop_requested() && at < self.head.rows {
                return Ok(RunEnd::Stopped);
            }
        }
        Ok(RunEnd::Done)
    }

    /// With `fail_fast`, rows behind the first refused one are not done.
    fn up_to_the_first_refused<'t>(
        &self,
        mut rows: Vec<(&'t Task, &'t CheckedRow)>,
    ) -> Vec<(&'t Task, &'t CheckedRow)> {
        if self.batch.fail_fast
            && let Some(first) = rows.iter().position(|(_, judged)| judged.result.is_err())
        {
            rows.truncate(first + 1);
        }
        rows
    }

    /// Whether the folder holds what a run in which nothing is right should not touch.
    fn is_not_worth_it(&self) -> Result<bool, BatchError> {
        let earlier = Earlier::look(self.folder, self.head)?;
        Ok(self.head.shard.is_whole() && earlier.is_some_and(|earlier| earlier.holds_documents()))
    }

    /// Notes a row that is done, in order.
    fn log_row(&self, task: &Task, made: &BuiltRow, state: &mut RunState<'_>) -> Result<(), BatchError> {
        if let Some(books) = &mut state.log {
            books.write_row(made)?;
        } else {
            state.rows_in_memory.push(made.report.clone());
        }
        self.report_row(&made.report, state);
        state.next_row = task.at + 1;
        state.rows_done += 1;
        if let Some(books) = &mut state.log
            && state.rows_done.is_multiple_of(SYNC_INTERVAL_ROWS)
        {
            let files = std::mem::take(&mut state.unsynced_files);
            books.sync(self.folder, &files, Some(state.rows_done))?;
        }
        Ok(())
    }

    pub(super) fn report_row(&self, row: &RowReport, state: &mut RunState<'_>) {
        state.totals.count(row);
        let files = [&row.pdf, &row.edoc, &row.record].into_iter().flatten();
        if cfg!(not(target_os = "linux")) {
            state.unsynced_files.extend(files.map(|file| file.file.clone()));
        }
        self.progress.row(row);
    }

    /// Opens the books of a new run, unless something stands in its way.
    fn open_log(&self, rows: &[(&Task, &CheckedRow)]) -> Result<(RunLog, Option<Replaced>), BatchError> {
        let was_there = self.folder.path().exists();
        let lock = lock_folder(self.folder, self.head.shard)?;
        // Until now the folder was nobody's: another run may have begun in it.
        let clear = self.may_begin().and_then(|()| self.clear_the_way(rows));
        match clear {
            Ok(replaced) => {
                let head = RunHeader { replaced: replaced.clone(), ..self.head.clone() };
                Ok((RunLog::open(lock, self.folder, &head, 0)?, replaced))
            }
            Err(obstacle) => {
                drop(lock);
                if !was_there {
                    self.folder.remove_if_empty();
                }
                Err(obstacle)
            }
        }
    }

    /// Sees to it that the folder is the run's own: an earlier run is moved aside where that is asked for.
    fn clear_the_way(&self, rows: &[(&Task, &CheckedRow)]) -> Result<Option<Replaced>, BatchError> {
        let earlier = Earlier::look(self.folder, self.head)?;
        let replaces = self.batch.replace && self.head.shard.is_whole();
        match earlier {
            Some(earlier) if self.head.shard.is_whole() && !earlier.holds_documents() => {
                self.check_targets(rows, Some(&earlier))?;
                earlier.discard(self.folder)?;
                Ok(None)
            }
            Some(earlier) if !replaces => Err(earlier.in_the_way(self.folder, self.head.shard)),
            Some(earlier) => {
                self.check_targets(rows, Some(&earlier))?;
                earlier.announce(self.folder, self.head)?;
                earlier.move_aside(self.folder)?;
                Ok(Some(earlier.told))
            }
            None => self.check_targets(rows, None).map(|()| None),
        }
    }

    /// Everything that stands in the way of the first rows, and of what is written at the end.
    fn check_targets(
        &self,
        rows: &[(&Task, &CheckedRow)],
        earlier: Option<&Earlier>,
    ) -> Result<(), BatchError> {
        let mut names = Vec::new();
        for (task, judged) in rows {
            if let Ok(application) = &judged.result {
                let number = if task.record.repaired {
                    task.record.original_file_number
                } else {
                    self.inputs.get(task.input).and_then(|sound| sound.number)
                };
                let name = self.batch.builder.package_name(application, number);
                names.extend(self.batch.preview.map(|_| name.picture()));
                names.extend([name.pdf(), name.container(self.batch.profile.extension()), name.record()]);
            }
        }
        let mut obstacles = self.folder.obstacles(names.iter().map(String::as_str));
        if self.head.shard.is_whole() && !self.is_correction {
            obstacles.extend(run_outputs::obstacles(self.folder));
        }
        if let Some(earlier) = earlier {
            obstacles.retain(|obstacle| match obstacle {
                OutputError::Exists { path } => !earlier.moves(path, self.folder),
                _ => true,
            });
        }
        match obstacles.into_iter().next() {
            Some(obstacle) => Err(obstacle.into()),
            None => self.check_free_space(),
        }
    }

    fn check_free_space(&self) -> Result<(), BatchError> {
        let rows = u64::from(self.head.shard.row_count(self.head.rows));
        let picture = if self.batch.preview.is_some() { PREVIEW_BYTES } else { 0 };
        let needed = rows.saturating_mul(self.batch.builder.estimated_bytes().saturating_add(picture));
        match self.folder.free_space() {
            Some(room) if room < needed => Err(BatchError::NotEnoughSpace { needed, room }),
            _ => Ok(()),
        }
    }
}

fn data_error(sound: &CheckedInput<'_>, source: DataError) -> BatchError {
    BatchError::Data { file: sound.name.to_string(), source }
}
