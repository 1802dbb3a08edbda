//! What is in the folder already, and taking it up.

use super::earlier::Earlier;
use super::journal::{JournalLine, JournalReader, Last, LineKind, PreviousRun, Reached};
use super::run::{ActiveRun, RunState};
use super::run_log::{RunLog, lock_folder};
use super::{BatchError, RunMode, Shard, corrections};
use crate::output::{Folder, FolderLock, RowReport};
use crate::values::Sha256Digest;

/// What was in the folder.
pub(super) enum Resume {
    /// Nothing that matters.
    New,
    /// An interrupted run, or a finished one that is joined.
    Resumed,
    /// This very run, finished.
    Finished,
}

/// The run that began in a folder and what it settled; none where none did.
///
/// # Errors
/// Where its journal cannot be read.
pub(crate) fn previous_run(folder: &Folder, shard: Shard) -> Result<Option<PreviousRun>, BatchError> {
    let Some(mut reader) = JournalReader::open(folder, shard)? else { return Ok(None) };
    let Some(Last { head, state, .. }) = reader.last()? else { return Ok(None) };
    Ok(Some(PreviousRun {
        build_time: head.build_time,
        as_of: head.options.as_of,
        is_finished: state == Reached::End,
    }))
}

impl ActiveRun<'_> {
    /// Looks at what is in the folder already, and takes it up.
    pub(super) fn resume(&self, state: &mut RunState<'_>) -> Result<Resume, BatchError> {
        let path = || self.folder.path().to_owned();
        if previous_run(self.folder, self.head.shard)?.is_none() {
            return if self.is_correction {
                Err(BatchError::NoRunToCorrect { path: path() })
            } else {
                Ok(Resume::New)
            };
        }
        if self.is_correction && self.batch.replace {
            return Err(BatchError::ReplaceMended { path: path() });
        }
        // Whoever holds the folder may just be writing what there is to be read.
        let lock = lock_folder(self.folder, self.head.shard)?;
        let Some(begun) = previous_run(self.folder, self.head.shard)? else { return Ok(Resume::New) };
        match self.batch.mode {
            RunMode::Begin if self.is_correction && begun.is_finished => self.start_correction(lock, state),
            RunMode::Begin => self.may_begin().map(|()| Resume::New),
            RunMode::Resume => self.continue_run(lock, begun, state),
        }
    }

    /// Whether a new run may begin in the folder: not where another was interrupted.
    pub(super) fn may_begin(&self) -> Result<(), BatchError> {
        match previous_run(self.folder, self.head.shard)? {
            Some(begun) if !begun.is_finished && !self.batch.replace => {
                Err(BatchError::Interrupted { path: self.folder.path().to_owned() })
            }
            _ => Ok(()),
        }
    }

    /// Joins the finished run.
    fn start_correction(&self, lock: FolderLock, state: &mut RunState<'_>) -> Result<Resume, BatchError> {
        let keep = corrections::check_corrections(
            self.folder,
            self.head,
            self.inputs,
            &mut state.cross_row.duplicates,
        )?;
        state.log = Some(RunLog::open(lock, self.folder, self.head, keep)?);
        Ok(Resume::Resumed)
    }

    /// Reads the journal of the run, and sees to it that what it says stands.
    fn continue_run(
        &self,
        lock: FolderLock,
        begun: PreviousRun,
        state: &mut RunState<'_>,
    ) -> Result<Resume, BatchError> {
        let missing = || BatchError::DamagedJournal { path: self.folder.path().to_owned(), line: 0 };
        let mut reader = JournalReader::open(self.folder, self.head.shard)?.ok_or_else(missing)?;
        // The last run of the journal is the one that was interrupted, if any was.
        let Some(Last { head, start, state: reached }) = reader.last()? else { return Ok(Resume::New) };
        let is_done = begun.is_finished && self.batch.replace && self.head.is_again(&head);
        if let Some(changed) = self.head.mismatch_with(&head).filter(|_| !is_done) {
            // Where it is finished, these mended rows are new to it.
            return if begun.is_finished && self.is_correction {
                self.start_correction(lock, state)
            } else if self.batch.replace {
                Ok(Resume::New)
            } else {
                Err(BatchError::Mismatch(changed))
            };
        }
        state.replaced.clone_from(&head.replaced);
        if reached == Reached::Nothing {
            drop(reader);
            if let Some(earlier) = Earlier::look(self.folder, &head)? {
                earlier.move_aside(self.folder)?;
            }
            state.log = Some(RunLog::open(lock, self.folder, &head, 0)?);
            return Ok(Resume::New);
        }
        if self.is_correction {
            corrections::load_duplicates(self.folder, start, &mut state.cross_row.duplicates)?;
        }
        let mut keep = start;
        let safe = last_synced_offset(&mut reader, start)?;
        reader.seek(start)?;
        while let Some(line) = reader.next()? {
            match line {
                JournalLine::Row(entry) => {
                    if !self.files_intact(&entry.report, reader.offset() <= safe)? {
                        break;
                    }
                    state.next_row = entry.at + 1;
                    state.rows_done += 1;
                    self.report_row(&entry.report, state);
                }
                JournalLine::Synced(_) => {}
                // Unless that was the end, it is written again.
                JournalLine::Wrote(_) => continue,
                JournalLine::Done => return Ok(Resume::Finished),
                JournalLine::Run(_) | JournalLine::Replacing(_) => return Err(reader.damaged_error()),
            }
            keep = reader.offset();
        }
        drop(reader);
        state.wrote_files = true;
        state.unsynced_files.clear();
        state.log = Some(RunLog::open(lock, self.folder, self.head, keep)?);
        Ok(Resume::Resumed)
    }

    /// Whether the files of a finished row are there: by their length where they are known to be safe, else by their
    /// content.
    fn files_intact(&self, row: &RowReport, safe: bool) -> Result<bool, BatchError> {
        for file in [&row.pdf, &row.edoc, &row.record].into_iter().flatten() {
            if self.folder.file_size(&file.file) != Some(file.size) {
                return Ok(false);
            }
            if !safe {
                let Some(mut there) = self.folder.open_file(&file.file) else { return Ok(false) };
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
fn last_synced_offset(reader: &mut JournalReader, start: u64) -> Result<u64, BatchError> {
    reader.seek(start)?;
    let mut safe = start;
    while let Some(kind) = reader.next_kind()? {
        if kind == LineKind::Synced {
            safe = reader.offset();
        }
    }
    Ok(safe)
}
