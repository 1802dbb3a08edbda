use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use super::input::{Input, Sound};
use super::journal::{self, Begun, Head, Kind, Options, Reader, RefusedAs};
use super::line::{Judged, Line, Made, Task};
use super::outputs::{self, Story};
use super::twins::Others;
use super::{BatchError, Shard, Watch, join, refused};
use crate::asic::Profile;
use crate::data::{DataError, Limits};
use crate::diag::{Lang, Report};
use crate::output::{
    FindingFacts, Folder, Lock, Log, Overwrite, RowReport, RowState, RunReport, RunTotals, SchemaVersion,
    Tool,
};
use crate::pipeline::{Attachment, Press};
use crate::rules::{self, Circumstances};
use crate::values::{BuildTime, Sha256Digest};

/// After so many rows of a run everything is made safe on the disk, and the journal says so.
pub const GROUP: u32 = 1_024;

/// How many records a thread is given at a time.
const WINDOW: usize = 64;

/// What a run of many records needs besides the data.
#[derive(Debug, Clone)]
pub struct Batch<'a> {
    /// The form on its PDF.
    pub press: &'a Press<'a>,
    /// The rules' day and what is accepted.
    pub circumstances: Circumstances,
    /// Whether warnings refuse a record.
    pub deny_warnings: bool,
    /// Whether the first refused row ends the run.
    pub fail_fast: bool,
    /// The time stamped on outputs.
    pub time: BuildTime,
    /// The language of the hand-off sheet, of `report.csv` and of the table of refused rows.
    pub lang: Lang,
    /// Who is going to sign.
    pub profile: Profile,
    /// What goes into every container beside its document, where the form takes it.
    pub attachments: Arc<[Attachment]>,
    /// How large data may be.
    pub limits: Limits,
    /// How many threads do it.
    pub jobs: NonZeroUsize,
    /// Which of the rows are done.
    pub shard: Shard,
    /// What to do with an interrupted run.
    pub mode: Mode,
    /// The digest of the register extract that names are compared with.
    pub registry: Option<Sha256Digest>,
}

/// What to do with an interrupted run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Begin anew; an interrupted run in the folder is an error.
    #[default]
    Begin,
    /// Go on where it was interrupted; begin where none was.
    Resume,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ended {
    /// All rows are done, or `fail_fast` ended it.
    Done,
    /// It was asked to stop; it can be taken up again.
    Stopped,
}

/// What a run came to.
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
    rows: Told,
    _leftover: Option<Leftover>,
}

/// The journal of a run in which nothing was right. It goes with the [`Finished`] that tells its rows.
#[derive(Debug)]
struct Leftover {
    folder: Folder,
    shard: Shard,
    books: Option<Books>,
    /// Whether the folder was there before the run.
    was_there: bool,
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
enum Told {
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

/// The run that began in a folder and what it settled; none where none did.
///
/// # Errors
/// Where its journal cannot be read.
pub fn begun(folder: &Folder, shard: Shard) -> Result<Option<Begun>, BatchError> {
    let Some(mut reader) = Reader::open(folder, shard)? else { return Ok(None) };
    let Some(mut head) = reader.head()? else { return Ok(None) };
    let mut done = false;
    loop {
        let offset = reader.offset();
        match reader.skim()? {
            Some(Kind::Run) => {
                reader.back_to(offset)?;
                let Some(next) = reader.head()? else { break };
                (head, done) = (next, false);
            }
            Some(Kind::Done) => done = true,
            Some(Kind::Row | Kind::Safe) => {}
            None => break,
        }
    }
    Ok(Some(Begun { time: head.build_time, as_of: head.options.as_of, done }))
}

impl Batch<'_> {
    /// Checks every record, and writes the packages of those that are right. Nothing is written where nothing is
    /// right; no output that is there already is touched, unless the folder permits it.
    ///
    /// # Errors
    /// Any [`BatchError`]; what was finished before is whole and in the journal.
    pub fn run(
        &self,
        inputs: Vec<Input>,
        folder: &Folder,
        watch: &dyn Watch,
    ) -> Result<Finished, BatchError> {
        let (sounds, head, report) = self.survey(inputs)?;
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.get()).build();
        let pool = threads.map_err(|error| BatchError::Threads(std::io::Error::other(error)))?;
        let joins = !sounds.is_empty() && sounds.iter().all(Sound::is_mended);
        let run = Run { batch: self, sounds: &sounds, head: &head, folder, watch, pool: &pool, joins };
        if head.rows == 0 {
            return Ok(run.nothing(report));
        }
        run.whole(report)
    }

    /// Looks through all files.
    fn survey(&self, inputs: Vec<Input>) -> Result<(Vec<Sound<'_>>, Head, Report), BatchError> {
        let mut report = rules::about_the_run(self.press.form(), &self.circumstances);
        report.append(self.press.notes().clone());
        for file in &*self.attachments {
            report.append(self.press.scanned_attachment(&file.bytes, file.name.as_str()));
        }
        let several = inputs.len() > 1;
        let (mut sources, mut sounds) = (Vec::new(), Vec::new());
        for (number, input) in (1_u32..).zip(inputs) {
            let file = input.name.to_string();
            let number = several.then_some(number);
            let seen =
                input.survey(self.press, &self.circumstances, &self.limits, self.deny_warnings, number);
            let seen = seen.map_err(|source| BatchError::Data { file, source })?;
            sources.push(seen.source);
            sounds.extend(seen.sound);
            report.append(seen.report);
        }
        let mut extra: Vec<String> = Vec::new();
        for column in sounds.iter().flat_map(|sound: &Sound<'_>| &sound.extra) {
            if !extra.contains(column) {
                extra.push(column.clone());
            }
        }
        let head = Head {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: self.time,
            english: self.lang == Lang::En,
            shard: self.shard,
            form: self.press.facts(),
            sources,
            options: Options {
                as_of: self.circumstances.as_of,
                accept: self.circumstances.accept.iter().map(ToString::to_string).collect(),
                deny_warnings: self.deny_warnings,
                fail_fast: self.fail_fast,
                registry: self.registry,
                profile: self.profile.extension().to_owned(),
                attachments: self
                    .attachments
                    .iter()
                    .map(|attached| (attached.name.as_str().to_owned(), Sha256Digest::of(&attached.bytes)))
                    .collect(),
            },
            findings: report.findings().iter().map(FindingFacts::from).collect(),
            extra,
            rows: sounds.iter().map(Sound::count).fold(0, u32::saturating_add),
            refused_as: sounds
                .iter()
                .map(|sound| RefusedAs {
                    number: sound.number,
                    extension: sound.refused_as().map(str::to_owned),
                })
                .collect(),
        };
        Ok((sounds, head, report))
    }
}

/// A run over files that are sound.
struct Run<'a> {
    batch: &'a Batch<'a>,
    sounds: &'a [Sound<'a>],
    head: &'a Head,
    folder: &'a Folder,
    watch: &'a dyn Watch,
    pool: &'a rayon::ThreadPool,
    /// Whether its rows join a finished run.
    joins: bool,
}

/// How far a run is.
struct State<'a> {
    /// Rows before this position are done.
    next: u32,
    others: Others<'a>,
    totals: RunTotals,
    /// The first rows, while nothing was written.
    kept: Vec<RowReport>,
    /// Own rows that are done.
    done: u32,
    /// What is open, once something is written.
    books: Option<Books>,
    /// Whether any row of this run left something.
    wrote: bool,
    /// Files since everything was made safe.
    unsafe_files: Vec<String>,
}

/// What a run writes as it goes.
#[derive(Debug)]
struct Books {
    journal: Log,
    refused: Log,
    /// Holds the folder until the run ends.
    _lock: Lock,
}

impl Run<'_> {
    /// Nothing is to be done.
    fn nothing(&self, report: Report) -> Finished {
        self.watch.begin(&self.head.findings, 0, 0);
        let mut totals = RunTotals::default();
        totals.tell(&self.head.findings);
        self.finished(Ended::Done, report, totals, Vec::new(), Told::Kept(Vec::new()))
    }

    fn finished(
        &self,
        ended: Ended,
        report: Report,
        totals: RunTotals,
        refused: Vec<String>,
        rows: Told,
    ) -> Finished {
        let mut run = RunReport::new(
            self.head.build_time.to_string(),
            self.head.form.clone(),
            self.head.sources.clone(),
            self.head.findings.clone(),
            Vec::new(),
        );
        if let Told::Journal(_, story) = &rows {
            run = story.report(totals);
        }
        run.totals = totals;
        Finished { ended, report, totals, refused, run, rows, _leftover: None }
    }

    fn whole(&self, report: Report) -> Result<Finished, BatchError> {
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
        let line =
            Line { batch: self.batch, inputs: self.sounds, head: self.head, folder: self.folder, again };
        let ended = thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let window = if self.batch.fail_fast { 32 } else { WINDOW.saturating_mul(self.batch.jobs.get()) };
            let reader = scope.spawn(move || self.read(&sender, window));
            let ended = self.windows(&line, &receiver, &mut state);
            // A reader that waits for room goes on, and ends.
            drop(receiver);
            match reader.join() {
                Ok(Ok(())) => ended,
                Ok(Err(error)) => ended.and(Err(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        let ended = match ended {
            Ok(ended) => ended,
            Err(error) => {
                if let Some(books) = state.books.take() {
                    self.close(books, state.wrote);
                }
                return Err(error);
            }
        };
        if ended == Ended::Done {
            for sound in self.sounds {
                sound.is_still_the_same().map_err(|source| unread(sound, source))?;
            }
            if state.books.is_none() && !self.leaves_nothing() {
                // A shard without rows is finished as well, and says so.
                state.books = Some(self.open(0)?);
            }
            if state.totals.built == 0 && self.leaves_nothing() {
                return self.undo(state, report, was_there);
            }
        }
        self.conclude(state, report, ended)
    }

    /// Closes the books of a run that cannot go on.
    fn close(&self, mut books: Books, wrote: bool) {
        if wrote || self.joins {
            // What is finished is whole: let the journal say so, if the disk lets it.
            let _ = books.refused.flush();
            let _ = books.journal.flush();
        } else {
            // There is nothing to take up again.
            let _ = self.folder.remove_log(&journal::name(self.head.shard));
            let _ = self.folder.remove_log(&journal::refused_name(self.head.shard));
        }
    }

    /// Nothing was right: nothing is left behind.
    fn undo(&self, state: State<'_>, report: Report, was_there: bool) -> Result<Finished, BatchError> {
        let State { books, kept, totals, .. } = state;
        let Some(mut books) = books else {
            return Ok(self.finished(Ended::Done, report, totals, Vec::new(), Told::Kept(kept)));
        };
        books.journal.flush()?;
        let leftover =
            Leftover { folder: self.folder.clone(), shard: self.head.shard, books: Some(books), was_there };
        let missing = || BatchError::Journal { path: self.folder.path().to_owned(), line: 0 };
        let story = Story::read(self.folder)?.ok_or_else(missing)?;
        let told = Told::Journal(self.folder.clone(), Box::new(story));
        let finished = self.finished(Ended::Done, report, totals, Vec::new(), told);
        Ok(Finished { _leftover: Some(leftover), ..finished })
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
        line: &Line<'_>,
        tasks: &Receiver<Vec<Task>>,
        state: &mut State<'_>,
    ) -> Result<Ended, BatchError> {
        let mut at = 0_u32;
        for tasks in tasks {
            let own = |task: &Task| self.head.shard.has(task.at) && task.at >= state.next;
            at = at.saturating_add(u32::try_from(tasks.len()).unwrap_or(u32::MAX));
            let mut judged: Vec<Judged> =
                self.pool.install(|| tasks.par_iter().map(|task| line.judge(task)).collect());
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
                    self.look_for_obstacles(&rows)?;
                    state.books = Some(self.open(0)?);
                }
            }
            let made = self.pool.install(|| -> Vec<Result<Made, BatchError>> {
                rows.par_iter().map(|(task, judged)| line.make(task, judged)).collect()
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
                books.refused.flush()?;
                books.journal.flush()?;
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
    fn leaves_nothing(&self) -> bool {
        self.head.shard.is_whole() && !self.joins
    }

    /// Notes a row that is done, in order.
    fn record(&self, task: &Task, made: &Made, state: &mut State<'_>) -> Result<(), BatchError> {
        if let Some(books) = &mut state.books {
            if let Some(refused) = &made.refused {
                books.refused.line(refused)?;
            }
            books.journal.line(&made.line)?;
        } else {
            state.kept.push(made.report.clone());
        }
        self.tell(&made.report, state);
        state.next = task.at + 1;
        state.done += 1;
        if state.books.is_some() && state.done.is_multiple_of(GROUP) {
            self.make_safe(state)?;
        }
        Ok(())
    }

    fn tell(&self, row: &RowReport, state: &mut State<'_>) {
        state.totals.count(row);
        let files = [&row.pdf, &row.edoc, &row.record].into_iter().flatten();
        if cfg!(not(target_os = "linux")) {
            state.unsafe_files.extend(files.map(|file| file.file.clone()));
        }
        self.watch.row(row);
    }

    fn make_safe(&self, state: &mut State<'_>) -> Result<(), BatchError> {
        let done = state.done;
        let files = std::mem::take(&mut state.unsafe_files);
        if let Some(books) = &mut state.books {
            books.refused.sync()?;
            self.folder.sync(files.iter().map(String::as_str))?;
            journal::write(&mut books.journal, &journal::Line::Safe(done))?;
            books.journal.sync()?;
        }
        Ok(())
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
        let needed = rows.saturating_mul(self.batch.press.bytes_of_one());
        match self.folder.room() {
            Some(room) if room < needed => Err(BatchError::Room { needed, room }),
            _ => Ok(()),
        }
    }

    /// Opens the books of a run, keeping so much of the journal.
    fn open(&self, keep: u64) -> Result<Books, BatchError> {
        let shard = self.head.shard;
        let lock = if shard.is_whole() {
            self.folder.lock()?
        } else {
            self.folder.lock_part(&format!("{}-of-{}", shard.number(), shard.of()))?
        };
        if shard.is_whole() {
            lock.sweep()?;
        }
        let keep_refused = self.refused_to_keep(keep)?;
        let refused = self.folder.log(&journal::refused_name(shard), keep_refused)?;
        let mut journal = self.folder.log(&journal::name(shard), keep)?;
        if keep == 0 || self.begins_at(keep)? {
            journal::write(&mut journal, &journal::Line::Run(Box::new(self.head.clone())))?;
            journal.flush()?;
        }
        Ok(Books { journal, refused, _lock: lock })
    }

    /// Whether the journal ends a run at this offset, so that another begins.
    fn begins_at(&self, offset: u64) -> Result<bool, BatchError> {
        let Some(mut reader) = Reader::open(self.folder, self.head.shard)? else { return Ok(true) };
        let mut done = false;
        while reader.offset() < offset {
            done = match reader.skim()? {
                Some(kind) => kind == Kind::Done,
                None => break,
            };
        }
        Ok(done)
    }

    /// How much of the kept refused rows belongs to rows in the journal.
    fn refused_to_keep(&self, keep: u64) -> Result<u64, BatchError> {
        let Some(mut reader) = Reader::open(self.folder, self.head.shard)?.filter(|_| keep > 0) else {
            return Ok(0);
        };
        let mut last = None;
        while reader.offset() < keep {
            match reader.next()? {
                Some(journal::Line::Row(entry)) => last = Some(entry.at),
                Some(journal::Line::Run(_)) => last = None,
                Some(_) => {}
                None => break,
            }
        }
        let (Some(last), Some(lines)) =
            (last, self.folder.log_lines(&journal::refused_name(self.head.shard))?)
        else {
            return Ok(0);
        };
        let mut kept = refused::Rows::of(lines);
        let mut offset = 0;
        while let Some(row) = kept.next()? {
            if row.at > last {
                break;
            }
            offset = kept.read();
        }
        Ok(offset)
    }

    /// Looks at what is in the folder already, and takes it up.
    fn take_up(&self, state: &mut State<'_>) -> Result<TakenUp, BatchError> {
        let begun = begun(self.folder, self.head.shard)?;
        let path = || self.folder.path().to_owned();
        match (begun, self.batch.mode) {
            (None, _) if self.joins => Err(BatchError::NothingToJoin { path: path() }),
            (None, _) => Ok(TakenUp::Fresh),
            (Some(begun), Mode::Begin) if self.joins && begun.done => {
                let keep = join::prepare(self.folder, self.sounds, &mut state.others.twins)?;
                state.books = Some(self.open(keep)?);
                Ok(TakenUp::Fresh)
            }
            (Some(begun), Mode::Begin) if begun.done || self.folder.overwrite() == Overwrite::Replace => {
                Ok(TakenUp::Fresh)
            }
            (Some(_), Mode::Begin) => Err(BatchError::Begun { path: path() }),
            (Some(begun), Mode::Resume) => self.go_on(begun, state),
        }
    }

    /// Reads the journal of the run, and sees to it that what it says stands.
    fn go_on(&self, begun: Begun, state: &mut State<'_>) -> Result<TakenUp, BatchError> {
        let missing = || BatchError::Journal { path: self.folder.path().to_owned(), line: 0 };
        let mut reader = Reader::open(self.folder, self.head.shard)?.ok_or_else(missing)?;
        // The last run of the journal is the one that was interrupted, if any was.
        let mut head = None;
        loop {
            let offset = reader.offset();
            match reader.skim()? {
                Some(Kind::Run) => {
                    reader.back_to(offset)?;
                    head = reader.head()?.map(|head| (head, reader.offset()));
                }
                Some(_) => {}
                None => break,
            }
        }
        let Some((head, start)) = head else { return Ok(TakenUp::Fresh) };
        if let Some(changed) = self.head.differs(&head) {
            return match (begun.done, self.joins) {
                // It is finished: these mended rows are new to it.
                (true, true) => {
                    let keep = join::prepare(self.folder, self.sounds, &mut state.others.twins)?;
                    state.books = Some(self.open(keep)?);
                    Ok(TakenUp::Again)
                }
                _ => Err(BatchError::Changed(changed)),
            };
        }
        if self.joins {
            join::know_twins(self.folder, start, &mut state.others.twins)?;
        }
        let mut keep = start;
        let safe = last_safe(&mut reader, start)?;
        reader.back_to(start)?;
        while let Some(line) = reader.next()? {
            match line {
                journal::Line::Row(entry) => {
                    if !self.stands(&entry.report, reader.offset() <= safe)? {
                        break;
                    }
                    state.next = entry.at + 1;
                    state.done += 1;
                    self.tell(&entry.report, state);
                }
                journal::Line::Safe(_) => {}
                journal::Line::Done => return Ok(TakenUp::Finished),
                journal::Line::Run(_) => return Err(reader.damaged()),
            }
            keep = reader.offset();
        }
        drop(reader);
        state.wrote = true;
        state.unsafe_files.clear();
        state.books = Some(self.open(keep)?);
        Ok(TakenUp::Again)
    }

    /// Whether the files of a finished row are there: by their length where they are known to be safe, else by their
    /// content.
    fn stands(&self, row: &RowReport, safe: bool) -> Result<bool, BatchError> {
        for file in [&row.pdf, &row.edoc, &row.record].into_iter().flatten() {
            if self.folder.size_of(&file.file) != Some(file.size) {
                return Ok(false);
            }
            if !safe {
                let Some(mut there) = self.folder.content_of(&file.file) else { return Ok(false) };
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut there, &mut bytes)?;
                if Sha256Digest::of(&bytes) != file.sha256 {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Writes what is written at the end.
    fn conclude(&self, mut state: State<'_>, report: Report, ended: Ended) -> Result<Finished, BatchError> {
        if state.books.is_some() && (ended == Ended::Stopped || !self.head.shard.is_whole()) {
            self.make_safe_at_the_end(&mut state)?;
        }
        if ended == Ended::Stopped {
            return Ok(self.finished(ended, report, state.totals, Vec::new(), Told::None));
        }
        if !self.head.shard.is_whole() {
            if let Some(books) = &mut state.books {
                journal::write(&mut books.journal, &journal::Line::Done)?;
                books.journal.sync()?;
            }
            return Ok(self.finished(ended, report, state.totals, Vec::new(), Told::None));
        }
        if let Some(books) = &mut state.books {
            books.refused.flush()?;
            books.journal.flush()?;
        }
        let missing = || BatchError::Journal { path: self.folder.path().to_owned(), line: 0 };
        let story = Story::read(self.folder)?.ok_or_else(missing)?;
        let totals = if self.joins { story.totals(self.folder)? } else { state.totals };
        let refused = state.books.is_some().then_some(self.head);
        let tables =
            self.pool.install(|| outputs::write(self.folder, self.batch.press, &story, totals, refused))?;
        if state.books.is_some() {
            let files = std::mem::take(&mut state.unsafe_files);
            self.folder.sync(files.iter().map(String::as_str))?;
        }
        if let Some(books) = &mut state.books {
            journal::write(&mut books.journal, &journal::Line::Done)?;
            books.journal.sync()?;
            self.folder.remove_log(&journal::refused_name(self.head.shard))?;
        }
        Ok(self.finished(ended, report, totals, tables, Told::Journal(self.folder.clone(), Box::new(story))))
    }

    /// Before a run rests, what it did is made safe. The journal does not say so: where groups end depends on rows only.
    fn make_safe_at_the_end(&self, state: &mut State<'_>) -> Result<(), BatchError> {
        let files = std::mem::take(&mut state.unsafe_files);
        if let Some(books) = &mut state.books {
            books.refused.sync()?;
            self.folder.sync(files.iter().map(String::as_str))?;
            books.journal.sync()?;
        }
        Ok(())
    }
}

/// Up to where the journal says that everything is safe.
fn last_safe(reader: &mut Reader, start: u64) -> Result<u64, BatchError> {
    reader.back_to(start)?;
    let mut safe = start;
    while let Some(kind) = reader.skim()? {
        if kind == Kind::Safe {
            safe = reader.offset();
        }
    }
    Ok(safe)
}

fn unread(sound: &Sound<'_>, source: DataError) -> BatchError {
    BatchError::Data { file: sound.name.to_string(), source }
}

/// What was in the folder.
enum TakenUp {
    /// Nothing that matters.
    Fresh,
    /// An interrupted run, or a finished one that is joined.
    Again,
    /// This very run, finished.
    Finished,
}
