//! What a run writes as it goes: its journal, and the refused rows that it keeps.

use super::journal::{self, Head, Kind, Line, Reader};
use super::row::Made;
use super::{BatchError, Shard, refused};
use crate::output::{FileDigest, Folder, Lock, Log};

/// The books of a run, open; they hold its folder until it ends.
#[derive(Debug)]
pub(super) struct Books {
    journal: Log,
    refused: Log,
    _lock: Lock,
}

/// Holds the folder of a run, or its part of the folder.
pub(super) fn hold(folder: &Folder, shard: Shard) -> Result<Lock, BatchError> {
    if shard.is_whole() {
        return Ok(folder.lock()?);
    }
    Ok(folder.lock_part(&format!("{}-of-{}", shard.number(), shard.of()))?)
}

impl Books {
    /// Opens the books in a folder that is held, keeping so much of the journal.
    pub(super) fn open(lock: Lock, folder: &Folder, head: &Head, keep: u64) -> Result<Self, BatchError> {
        let shard = head.shard;
        if shard.is_whole() {
            lock.sweep()?;
        }
        let keep_refused = refused_to_keep(folder, shard, keep)?;
        let refused = folder.log(&journal::refused_name(shard), keep_refused)?;
        let mut journal = folder.log(&journal::name(shard), keep)?;
        if keep == 0 || ends_a_run(folder, shard, keep)? {
            journal::write(&mut journal, &Line::Run(Box::new(head.clone())))?;
            journal.flush()?;
        }
        Ok(Self { journal, refused, _lock: lock })
    }

    /// Notes a row that is done.
    pub(super) fn row(&mut self, made: &Made) -> Result<(), BatchError> {
        if let Some(refused) = &made.refused {
            self.refused.line(refused)?;
        }
        Ok(self.journal.line(&made.line)?)
    }

    /// Hands everything to the system: it outlives the program now.
    pub(super) fn flush(&mut self) -> Result<(), BatchError> {
        self.refused.flush()?;
        Ok(self.journal.flush()?)
    }

    /// Makes everything safe on the disk; says so in the journal where so many rows are the end of a group.
    pub(super) fn make_safe(
        &mut self,
        folder: &Folder,
        files: &[String],
        group: Option<u32>,
    ) -> Result<(), BatchError> {
        self.refused.sync()?;
        folder.sync(files.iter().map(String::as_str))?;
        if let Some(done) = group {
            journal::write(&mut self.journal, &Line::Safe(done))?;
        }
        Ok(self.journal.sync()?)
    }

    /// All rows are done, and what is written from them stands.
    pub(super) fn done(&mut self, wrote: Option<Vec<FileDigest>>) -> Result<(), BatchError> {
        if let Some(files) = wrote {
            journal::write(&mut self.journal, &Line::Wrote(files))?;
        }
        journal::write(&mut self.journal, &Line::Done)?;
        Ok(self.journal.sync()?)
    }
}

/// Takes the books of a run away that left nothing.
pub(super) fn remove(folder: &Folder, shard: Shard) {
    let _ = folder.remove(&journal::name(shard));
    let _ = folder.remove(&journal::refused_name(shard));
}

/// Whether the journal ends a run at this offset, so that another begins.
fn ends_a_run(folder: &Folder, shard: Shard, offset: u64) -> Result<bool, BatchError> {
    let Some(mut reader) = Reader::open(folder, shard)? else { return Ok(true) };
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
fn refused_to_keep(folder: &Folder, shard: Shard, keep: u64) -> Result<u64, BatchError> {
    let Some(mut reader) = Reader::open(folder, shard)?.filter(|_| keep > 0) else {
        return Ok(0);
    };
    let mut last = None;
    while reader.offset() < keep {
        match reader.next()? {
            Some(Line::Row(entry)) => last = Some(entry.at),
            Some(Line::Run(_)) => last = None,
            Some(_) => {}
            None => break,
        }
    }
    let (Some(last), Some(lines)) = (last, folder.log_lines(&journal::refused_name(shard))?) else {
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
