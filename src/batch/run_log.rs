//! What a run writes as it goes: its journal, and the refused rows that it keeps.

use super::journal::{self, JournalLine, JournalReader, LineKind, RunHeader};
use super::row::BuiltRow;
use super::{BatchError, Shard, refused};
use crate::output::{FileDigest, Folder, FolderLock, LineLog};

/// The books of a run, open; they hold its folder until it ends.
#[derive(Debug)]
pub(super) struct RunLog {
    journal: LineLog,
    refused_rows: LineLog,
    _lock: FolderLock,
}

/// Holds the folder of a run, or its part of the folder.
pub(super) fn lock_folder(folder: &Folder, shard: Shard) -> Result<FolderLock, BatchError> {
    if shard.is_whole() {
        return Ok(folder.lock()?);
    }
    Ok(folder.lock_part(&format!("{}-of-{}", shard.number(), shard.count()))?)
}

impl RunLog {
    /// Opens the books in a folder that is held, keeping so much of the journal.
    pub(super) fn open(
        lock: FolderLock,
        folder: &Folder,
        head: &RunHeader,
        keep: u64,
    ) -> Result<Self, BatchError> {
        let shard = head.shard;
        if shard.is_whole() {
            lock.remove_temporary_files()?;
        }
        let keep_refused = refused_length(folder, shard, keep)?;
        let refused = folder.log(&journal::refused_file_name(shard), keep_refused)?;
        let mut journal = folder.log(&journal::file_name(shard), keep)?;
        if keep == 0 || is_end_of_run(folder, shard, keep)? {
            journal::write_line(&mut journal, &JournalLine::Run(Box::new(head.clone())))?;
            journal.flush()?;
        }
        Ok(Self { journal, refused_rows: refused, _lock: lock })
    }

    /// Notes a row that is done.
    pub(super) fn write_row(&mut self, made: &BuiltRow) -> Result<(), BatchError> {
        if let Some(refused) = &made.refused {
            self.refused_rows.write_line(refused)?;
        }
        Ok(self.journal.write_line(&made.line)?)
    }

    /// Hands everything to the system: it outlives the program now.
    pub(super) fn flush(&mut self) -> Result<(), BatchError> {
        self.refused_rows.flush()?;
        Ok(self.journal.flush()?)
    }

    /// Makes everything safe on the disk; says so in the journal where so many rows are the end of a group.
    pub(super) fn sync(
        &mut self,
        folder: &Folder,
        files: &[String],
        group: Option<u32>,
    ) -> Result<(), BatchError> {
        self.refused_rows.sync()?;
        folder.sync(files.iter().map(String::as_str))?;
        if let Some(done) = group {
            journal::write_line(&mut self.journal, &JournalLine::Synced(done))?;
        }
        Ok(self.journal.sync()?)
    }

    /// All rows are done, and what is written from them stands.
    pub(super) fn mark_done(&mut self, wrote: Option<Vec<FileDigest>>) -> Result<(), BatchError> {
        if let Some(files) = wrote {
            journal::write_line(&mut self.journal, &JournalLine::Wrote(files))?;
        }
        journal::write_line(&mut self.journal, &JournalLine::Done)?;
        Ok(self.journal.sync()?)
    }
}

/// Takes the books of a run away that left nothing.
pub(super) fn remove(folder: &Folder, shard: Shard) {
    let _ = folder.remove(&journal::file_name(shard));
    let _ = folder.remove(&journal::refused_file_name(shard));
}

/// Whether the journal ends a run at this offset, so that another begins.
fn is_end_of_run(folder: &Folder, shard: Shard, offset: u64) -> Result<bool, BatchError> {
    let Some(mut reader) = JournalReader::open(folder, shard)? else { return Ok(true) };
    let mut done = false;
    while reader.offset() < offset {
        done = match reader.next_kind()? {
            Some(kind) => kind == LineKind::Done,
            None => break,
        };
    }
    Ok(done)
}

/// How much of the kept refused rows belongs to rows in the journal.
fn refused_length(folder: &Folder, shard: Shard, keep: u64) -> Result<u64, BatchError> {
    let Some(mut reader) = JournalReader::open(folder, shard)?.filter(|_| keep > 0) else {
        return Ok(0);
    };
    let mut last = None;
    while reader.offset() < keep {
        match reader.next()? {
            Some(JournalLine::Row(entry)) => last = Some(entry.at),
            Some(JournalLine::Run(_)) => last = None,
            Some(_) => {}
            None => break,
        }
    }
    let (Some(last), Some(lines)) = (last, folder.log_lines(&journal::refused_file_name(shard))?) else {
        return Ok(0);
    };
    let mut kept = refused::RefusedRowReader::of(lines);
    let mut offset = 0;
    while let Some(row) = kept.next()? {
        if row.at > last {
            break;
        }
        offset = kept.offset();
    }
    Ok(offset)
}
