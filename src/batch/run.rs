//! A run on its way: windows of rows, judged and made in parallel, noted in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::books::{self, Books, hold};
use super::earlier::{Earlier, Replaced};
use super::finished::{Ended, Finished};
use super::input::Sound;
use super::journal::Head;
use super::row::{Judged, Made, Task, Worker};
use super::take_up::TakenUp;
use super::twins::Others;
use super::{Batch, BatchError, Watch, outputs};
use crate::data::DataError;
use crate::diag::Report;
use crate::output::{Folder, OutputError, RowReport, RowState, RunTotals};

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
    /// The rows of a run that leaves the folder as it is.
    pub(super) kept: Vec<RowReport>,
    /// Own rows that are done.
    pub(super) done: u32,
    /// What is open, once something is written.
    pub(super) books: Option<Books>,
    /// What became of the run that was in the folder before.
    pub(super) replaced: Option<Replaced>,
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
            replaced: None,
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
            if !state.kept.is_empty() {
                return Ok(self.untouched(state, report));
            }
            if state.books.is_none() {
                // A shard without rows is finished as well, and says so.
                let lock = hold(self.folder, self.head.shard)?;
                state.books = Some(Books::open(lock, self.folder, self.head, 0)?);
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
        if state.wrote || self.joins || state.replaced.is_some() {
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
                let all = at >= self.head.rows;
                let nothing_is_right = all && rows.iter().all(|(_, judged)| judged.outcome.is_err());
                if !(nothing_is_right && self.is_not_worth_it()?) {
                    let (books, replaced) = self.begin(&rows)?;
                    (state.books, state.replaced) = (Some(books), replaced);
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

    /// Whether the folder holds what a run in which nothing is right should not touch.
    fn is_not_worth_it(&self) -> Result<bool, BatchError> {
        let earlier = Earlier::look(self.folder, self.head)?;
        Ok(self.head.shard.is_whole() && earlier.is_some_and(|earlier| earlier.holds_documents()))
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
    fn begin(&self, rows: &[(&Task, &Judged)]) -> Result<(Books, Option<Replaced>), BatchError> {
        let was_there = self.folder.path().exists();
        let lock = hold(self.folder, self.head.shard)?;
        // Until now the folder was nobody's: another run may have begun in it.
        let clear = self.may_begin().and_then(|()| self.clear_the_way(rows));
        match clear {
            Ok(replaced) => {
                let head = Head { replaced: replaced.clone(), ..self.head.clone() };
                Ok((Books::open(lock, self.folder, &head, 0)?, replaced))
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
    fn clear_the_way(&self, rows: &[(&Task, &Judged)]) -> Result<Option<Replaced>, BatchError> {
        let earlier = Earlier::look(self.folder, self.head)?;
        let replaces = self.batch.replace && self.head.shard.is_whole();
        match earlier {
            Some(earlier) if self.head.shard.is_whole() && !earlier.holds_documents() => {
                self.look_for_obstacles(rows, Some(&earlier))?;
                earlier.discard(self.folder)?;
                Ok(None)
            }
            Some(earlier) if !replaces => Err(earlier.in_the_way(self.folder, self.head.shard)),
            Some(earlier) => {
                self.look_for_obstacles(rows, Some(&earlier))?;
                earlier.announce(self.folder, self.head)?;
                earlier.move_aside(self.folder)?;
                Ok(Some(earlier.told))
            }
            None => self.look_for_obstacles(rows, None).map(|()| None),
        }
    }

    /// Everything that stands in the way of the first rows, and of what is written at the end.
    fn look_for_obstacles(
        &self,
        rows: &[(&Task, &Judged)],
        earlier: Option<&Earlier>,
    ) -> Result<(), BatchError> {
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
            obstacles.extend(outputs::obstacles(self.folder));
        }
        if let Some(earlier) = earlier {
            obstacles.retain(|obstacle| match obstacle {
                OutputError::Exists { path } => !earlier.moves(path, self.folder),
                _ => true,
            });
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
