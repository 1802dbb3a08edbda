//! What is in the folder already, and taking it up.

use super::books::{Books, hold};
use super::earlier::Earlier;
use super::journal::{Begun, Kind, Last, Line, Reached, Reader};
use super::run::{Run, State};
use super::{BatchError, Mode, Shard, join};
use crate::output::{Folder, Lock, RowReport};
use crate::values::Sha256Digest;

/// What was in the folder.
pub(super) enum TakenUp {
    /// Nothing that matters.
    Fresh,
    /// An interrupted run, or a finished one that is joined.
    Again,
    /// This very run, finished.
    Finished,
}

/// The run that began in a folder and what it settled; none where none did.
///
/// # Errors
/// Where its journal cannot be read.
pub fn begun(folder: &Folder, shard: Shard) -> Result<Option<Begun>, BatchError> {
    let Some(mut reader) = Reader::open(folder, shard)? else { return Ok(None) };
    let Some(Last { head, state, .. }) = reader.last()? else { return Ok(None) };
    Ok(Some(Begun { time: head.build_time, as_of: head.options.as_of, done: state == Reached::End }))
}

impl Run<'_> {
    /// Looks at what is in the folder already, and takes it up.
    pub(super) fn take_up(&self, state: &mut State<'_>) -> Result<TakenUp, BatchError> {
        let path = || self.folder.path().to_owned();
        if begun(self.folder, self.head.shard)?.is_none() {
            return if self.joins {
                Err(BatchError::NothingToJoin { path: path() })
            } else {
                Ok(TakenUp::Fresh)
            };
        }
        if self.joins && self.batch.replace {
            return Err(BatchError::ReplaceMended { path: path() });
        }
        // Whoever holds the folder may just be writing what there is to be read.
        let lock = hold(self.folder, self.head.shard)?;
        let Some(begun) = begun(self.folder, self.head.shard)? else { return Ok(TakenUp::Fresh) };
        match self.batch.mode {
            Mode::Begin if self.joins && begun.done => self.join(lock, state),
            Mode::Begin => self.may_begin().map(|()| TakenUp::Fresh),
            Mode::Resume => self.go_on(lock, begun, state),
        }
    }

    /// Whether a new run may begin in the folder: not where another was interrupted.
    pub(super) fn may_begin(&self) -> Result<(), BatchError> {
        match begun(self.folder, self.head.shard)? {
            Some(begun) if !begun.done && !self.batch.replace => {
                Err(BatchError::Begun { path: self.folder.path().to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Joins the finished run.
    fn join(&self, lock: Lock, state: &mut State<'_>) -> Result<TakenUp, BatchError> {
        let keep = join::prepare(self.folder, self.head, self.sounds, &mut state.others.twins)?;
        state.books = Some(Books::open(lock, self.folder, self.head, keep)?);
        Ok(TakenUp::Again)
    }

    /// Reads the journal of the run, and sees to it that what it says stands.
    fn go_on(&self, lock: Lock, begun: Begun, state: &mut State<'_>) -> Result<TakenUp, BatchError> {
        let missing = || BatchError::Journal { path: self.folder.path().to_owned(), line: 0 };
        let mut reader = Reader::open(self.folder, self.head.shard)?.ok_or_else(missing)?;
        // The last run of the journal is the one that was interrupted, if any was.
        let Some(Last { head, start, state: reached }) = reader.last()? else { return Ok(TakenUp::Fresh) };
        let is_done = begun.done && self.batch.replace && self.head.is_again(&head);
        if let Some(changed) = self.head.differs(&head).filter(|_| !is_done) {
            // Where it is finished, these mended rows are new to it.
            return if begun.done && self.joins {
                self.join(lock, state)
            } else if self.batch.replace {
                Ok(TakenUp::Fresh)
            } else {
                Err(BatchError::Changed(changed))
            };
        }
        state.replaced.clone_from(&head.replaced);
        if reached == Reached::Nothing {
            drop(reader);
            if let Some(earlier) = Earlier::look(self.folder, &head)? {
                earlier.move_aside(self.folder)?;
            }
            state.books = Some(Books::open(lock, self.folder, &head, 0)?);
            return Ok(TakenUp::Fresh);
        }
        if self.joins {
            join::know_twins(self.folder, start, &mut state.others.twins)?;
        }
        let mut keep = start;
        let safe = last_safe(&mut reader, start)?;
        reader.back_to(start)?;
        while let Some(line) = reader.next()? {
            match line {
                Line::Row(entry) => {
                    if !self.stands(&entry.report, reader.offset() <= safe)? {
                        break;
                    }
                    state.next = entry.at + 1;
                    state.done += 1;
                    self.tell(&entry.report, state);
                }
                Line::Safe(_) => {}
                // Unless that was the end, it is written again.
                Line::Wrote(_) => continue,
                Line::Done => return Ok(TakenUp::Finished),
                Line::Run(_) | Line::Replacing(_) => return Err(reader.damaged()),
            }
            keep = reader.offset();
        }
        drop(reader);
        state.wrote = true;
        state.unsafe_files.clear();
        state.books = Some(Books::open(lock, self.folder, self.head, keep)?);
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
