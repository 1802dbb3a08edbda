//! A run on its way: windows of rows, judged and made in parallel, noted in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::books::{self, Books, hold};
use super::finished::{Ended, Finished};
use super::input::Sound;
use super::journal::Head;
use super::row::{Judged, Made, Task, Worker};
use super::take_up::TakenUp;
use super::twins::Others;
use super::{Batch, BatchError, Watch, outputs};
use crate::data::DataError;
use crate::diag::Report;
use crate::output::{Folder, RowReport, RowState, RunTotals};

/// After so many rows of a run everything is made safe on the disk, and the journal says so.
pub const GROUP: u32 = 1_024;

/// What the picture of a page of text takes on the disk, about.
const BYTES_OF_A_PICTURE: u64 = 400_000;

/// How many records a thread is given at a time.
const WINDOW: usize = 64;

/// A run over files that are sound.
pub(super) struct Run<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) sounds: &'a [Sound<'a>],
    pub(super) head: &'a Head,
    pub(super) folder: &'a Folder,
    pub(super) watch: &'a dyn Watch,
    pub(super) pool: &'a rayon::ThreadPool,
    /// Whether its rows join a finished run.
    pub(super) joins: bool,
}

/// How far a run is.
pub(super) struct State<'a> {
    /// Rows before this position are done.
    pub(super) next: u32,
    pub(super) others: Others<'a>,
    pub(super) totals: RunTotals,
    /// The first rows, while nothing was written.
    pub(super) kept: Vec<RowReport>,
    /// Own rows that are done.
    pub(super) done: u32,
    /// What is open, once something is written.
    pub(super) books: Option<Books>,
    /// Whether any row of this run left something.
    pub(super) wrote: bool,
    /// Files since everything was made safe.
    pub(super) unsafe_files: Vec<String>,
}

impl Run<'_> {
    /// Does all rows that are its own.
    pub(super) fn go(&self, report: Report) -> Result<Finished, BatchError> {
        if self.head.rows == 0 {
            return Ok(self.nothing(report));
        }
        let was_there = self.folder.path().exists();
        let mut state = State {
            next: 0,
            others: Others::of(self.batch.press.form(), self.sounds),
            totals: RunTotals::default(),
            kept: Vec::new(),
            done: 0,
            books: None,
            wrote: false,
            unsafe_files: Vec::new(),
        };
        state.totals.tell(&self.head.findings);
        let again = match self.take_up(&mut state)? {
            TakenUp::Fresh => false,
            TakenUp::Again => true,
            TakenUp::Finished => return self.conclude(state, report, Ended::Done),
        };
        let share = self.head.shard.share(self.head.rows);
        self.watch.begin(&self.head.findings, share, state.done);
        let worker =
            Worker { batch: self.batch, inputs: self.sounds, head: self.head, folder: self.folder, again };
        let ended = match self.rows(&worker, &mut state) {
            Ok(ended) => ended,
            Err(error) => {
                self.leave(&mut state, was_there);
                return Err(error);
            }
        };
        if ended == Ended::Done {
            for sound in self.sounds {
                sound.is_still_the_same().map_err(|source| unread(sound, source))?;
            }
            if state.books.is_none() && !self.leaves_nothing() {
                // A shard without rows is finished as well, and says so.
                let lock = hold(self.folder, self.head.shard)?;
                state.books = Some(Books::open(lock, self.folder, self.head, 0)?);
            }
            if state.totals.built == 0 && self.leaves_nothing() {
                return self.undo(state, report, was_there);
            }
        }
        self.conclude(state, report, ended)
    }

    /// Reads in one thread, does the rows in the others.
    fn rows(&self, worker: &Worker<'_>, state: &mut State<'_>) -> Result<Ended, BatchError> {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let window = if self.batch.fail_fast { 32 } else { WINDOW.saturating_mul(self.batch.jobs.get()) };
            let reader = scope.spawn(move || self.read(&sender, window));
            let ended = self.windows(worker, &receiver, state);
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
    fn leave(&self, state: &mut State<'_>, was_there: bool) {
        let Some(mut books) = state.books.take() else { return };
        if state.wrote || self.joins {
            // What is finished is whole: let the journal say so, if the disk lets it.
            let _ = books.flush();
            return;
        }
        // There is nothing to take up again.
        books::remove(self.folder, self.head.shard);
        drop(books);
        if !was_there {
            self.folder.remove_if_empty();
        }
    }

    /// Reads records into windows.
    fn read(&self, sender: &SyncSender<Vec<Task>>, window: usize) -> Result<(), BatchError> {
        let mut at = 0;
        let mut tasks = Vec::with_capacity(window);
        for (input, sound) in self.sounds.iter().enumerate() {
            for record in sound.records().map_err(|source| unread(sound, source))? {
                let record = record.map_err(|source| unread(sound, source))?;
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

    fn windows(
        &self,
        worker: &Worker<'_>,
        tasks: &Receiver<Vec<Task>>,
        state: &mut State<'_>,
    ) -> Result<Ended, BatchError> {
        let mut at = 0_u32;
        for tasks in tasks {
            let own = |task: &Task| self.head.shard.has(task.at) && task.at >= state.next;
            at = at.saturating_add(u32::try_from(tasks.len()).unwrap_or(u32::MAX));
            let mut judged: Vec<Judged> =
                self.pool.install(|| tasks.par_iter().map(|task| worker.judge(task)).collect());
            for (task, judged) in tasks.iter().zip(&mut judged) {
                state.others.look(task, judged);
            }
            let rows: Vec<(&Task, &Judged)> =
                tasks.iter().zip(&judged).filter(|(task, _)| own(task)).collect();
            let rows = self.up_to_the_first_refused(rows);
            if rows.is_empty() {
                continue;
            }
            if state.books.is_none() {
                let last = at >= self.head.rows;
                if last && rows.iter().all(|(_, judged)| judged.outcome.is_err()) && self.leaves_nothing() {
                    // Nothing is right, and nothing need be opened to say so.
                } else {
                    state.books = Some(self.begin(&rows)?);
                }
            }
            let made = self.pool.install(|| -> Vec<Result<Made, BatchError>> {
                rows.par_iter().map(|(task, judged)| worker.make(task, judged)).collect()
            });
            state.wrote |= made.iter().any(Result::is_ok);
            let mut ended = None;
            for ((task, _), made) in rows.iter().zip(made) {
                let made = made?;
                let refused = made.report.state == RowState::Refused;
                self.record(task, &made, state)?;
                if refused && self.batch.fail_fast {
                    ended = Some(Ended::Done);
                    break;
                }
            }
            if let Some(books) = &mut state.books {
                books.flush()?;
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
            if self.watch.stopped() && at < self.head.rows {
                return Ok(Ended::Stopped);
            }
        }
        Ok(Ended::Done)
    }

    /// With `fail_fast`, rows behind the first refused one are not done.
    fn up_to_the_first_refused<'t>(
        &self,
        mut rows: Vec<(&'t Task, &'t Judged)>,
    ) -> Vec<(&'t Task, &'t Judged)> {
        if self.batch.fail_fast
            && let Some(first) = rows.iter().position(|(_, judged)| judged.outcome.is_err())
        {
            rows.truncate(first + 1);
        }
        rows
    }

    /// Whether nothing is left of a run in which nothing is right.
    pub(super) fn leaves_nothing(&self) -> bool {
        self.head.shard.is_whole() && !self.joins
    }

    /// Notes a row that is done, in order.
    fn record(&self, task: &Task, made: &Made, state: &mut State<'_>) -> Result<(), BatchError> {
        if let Some(books) = &mut state.books {
            books.row(made)?;
        } else {
            state.kept.push(made.report.clone());
        }
        self.tell(&made.report, state);
        state.next = task.at + 1;
        state.done += 1;
        if let Some(books) = &mut state.books
            && state.done.is_multiple_of(GROUP)
        {
            let files = std::mem::take(&mut state.unsafe_files);
            books.make_safe(self.folder, &files, Some(state.done))?;
        }
        Ok(())
    }

    pub(super) fn tell(&self, row: &RowReport, state: &mut State<'_>) {
        state.totals.count(row);
        let files = [&row.pdf, &row.edoc, &row.record].into_iter().flatten();
        if cfg!(not(target_os = "linux")) {
            state.unsafe_files.extend(files.map(|file| file.file.clone()));
        }
        self.watch.row(row);
    }

    /// Opens the books of a new run, unless something stands in its way.
    fn begin(&self, rows: &[(&Task, &Judged)]) -> Result<Books, BatchError> {
        let was_there = self.folder.path().exists();
        let lock = hold(self.folder, self.head.shard)?;
        // Until now the folder was nobody's: another run may have begun in it.
        let clear = self.may_begin().and_then(|()| self.look_for_obstacles(rows));
        if let Err(obstacle) = clear {
            drop(lock);
            if !was_there {
                self.folder.remove_if_empty();
            }
            return Err(obstacle);
        }
        Books::open(lock, self.folder, self.head, 0)
    }

    /// Everything that stands in the way of the first rows, and of what is written at the end.
    fn look_for_obstacles(&self, rows: &[(&Task, &Judged)]) -> Result<(), BatchError> {
        let mut names = Vec::new();
        for (task, judged) in rows {
            if let Ok(application) = &judged.outcome {
                let number = if task.record.mended {
                    task.record.of_file
                } else {
                    self.sounds.get(task.input).and_then(|sound| sound.number)
                };
                let name = self.batch.press.name(application, number);
                names.extend(self.batch.artist.map(|_| name.picture()));
                names.extend([name.pdf(), name.container(self.batch.profile.extension()), name.record()]);
            }
        }
        let mut obstacles = self.folder.obstacles(names.iter().map(String::as_str));
        if self.head.shard.is_whole() && !self.joins {
            obstacles.extend(outputs::obstacles(self.folder, self.head));
        }
        match obstacles.into_iter().next() {
            Some(obstacle) => Err(obstacle.into()),
            None => self.look_for_room(),
        }
    }

    fn look_for_room(&self) -> Result<(), BatchError> {
        let rows = u64::from(self.head.shard.share(self.head.rows));
        let picture = if self.batch.artist.is_some() { BYTES_OF_A_PICTURE } else { 0 };
        let needed = rows.saturating_mul(self.batch.press.bytes_of_one().saturating_add(picture));
        match self.folder.room() {
            Some(room) if room < needed => Err(BatchError::Room { needed, room }),
            _ => Ok(()),
        }
    }
}

fn unread(sound: &Sound<'_>, source: DataError) -> BatchError {
    BatchError::Data { file: sound.name.to_string(), source }
}
