//! What a run writes as it goes: its journal, and the file of refused rows that it keeps until it ends.

use super::error::BatchError;
use super::journal::{self, Journal, JournalWriter};
use super::journal_line::{JournalLine, RunHeader};
use super::refused_table::RefusedRowReader;
use super::shard::Shard;
use crate::output::{FileDigest, Folder, FolderLock, LineLog};

/// The log of a run, open for writing; the folder is locked until it is dropped.
#[derive(Debug)]
pub(super) struct RunLog {
    journal: JournalWriter,
    refused_rows: LineLog,
    _lock: FolderLock,
}

/// Locks the folder of a run, or a shard's part of it.
pub(super) fn lock_folder(folder: &Folder, shard: Shard) -> Result<FolderLock, BatchError> {
    if shard.is_whole() {
        return Ok(folder.lock()?);
    }
    Ok(folder.lock_part(&format!("{}-of-{}", shard.number(), shard.count()))?)
}

impl RunLog {
    /// The log of a run that begins: its header goes behind so many bytes of the journal.
    pub(super) fn begin(
        lock: FolderLock,
        folder: &Folder,
        header: &RunHeader,
        journal_end: u64,
    ) -> Result<Self, BatchError> {
        let mut log = Self::resume(lock, folder, header.shard, journal_end, 0)?;
        log.journal.write(&JournalLine::Run(Box::new(header.clone())))?;
        log.journal.flush()?;
        Ok(log)
    }

    /// The log of a run that was interrupted: so many bytes of the journal are kept, and the refused rows before a row.
    pub(super) fn resume(
        lock: FolderLock,
        folder: &Folder,
        shard: Shard,
        journal_end: u64,
        next_row: u32,
    ) -> Result<Self, BatchError> {
        if shard.is_whole() {
            lock.remove_temporary_files()?;
        }
        let name = journal::refused_file_name(shard);
        let kept = match folder.log_lines(&name)? {
            Some(lines) => RefusedRowReader::of(lines).length_before(next_row)?,
            None => 0,
        };
        let refused_rows = folder.log(&name, kept)?;
        let journal = Journal::of(folder, shard).append(journal_end)?;
        Ok(Self { journal, refused_rows, _lock: lock })
    }

    /// Adds a row that is done: its line of the journal, and where it was refused, that of the refused rows.
    pub(super) fn write_row(&mut self, line: &[u8], refused: Option<&[u8]>) -> Result<(), BatchError> {
        if let Some(refused) = refused {
            self.refused_rows.write_line(refused)?;
        }
        Ok(self.journal.write_encoded(line)?)
    }

    /// Hands everything to the operating system: a killed program does not lose it.
    pub(super) fn flush(&mut self) -> Result<(), BatchError> {
        self.refused_rows.flush()?;
        Ok(self.journal.flush()?)
    }

    /// Syncs everything to the disk; where an interval of rows ends, the journal gets a line with the rows done so far.
    pub(super) fn sync(
        &mut self,
        folder: &Folder,
        files: &[String],
        rows_done: Option<u32>,
    ) -> Result<(), BatchError> {
        self.refused_rows.sync()?;
        folder.sync(files.iter().map(String::as_str))?;
        if let Some(done) = rows_done {
            self.journal.write(&JournalLine::Synced(done))?;
        }
        Ok(self.journal.sync()?)
    }

    /// Ends the run: all rows are done, and the files written from them, if any, are synced.
    pub(super) fn mark_done(&mut self, wrote: Option<Vec<FileDigest>>) -> Result<(), BatchError> {
        if let Some(files) = wrote {
            self.journal.write(&JournalLine::Wrote(files))?;
        }
        self.journal.write(&JournalLine::Done)?;
        Ok(self.journal.sync()?)
    }
}

/// Removes the log of a run that did nothing.
pub(super) fn remove(folder: &Folder, shard: Shard) {
    let _ = folder.remove(&journal::file_name(shard));
    let _ = folder.remove(&journal::refused_file_name(shard));
}
