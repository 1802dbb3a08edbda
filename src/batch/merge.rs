//! The shards of a run, put together.

use std::num::NonZeroU32;

use super::journal::{self, JournalLine, JournalReader, RowEntry, RunHeader};
use super::refused::{self, RefusedRow};
use super::run_outputs::{self, JournalState, Written};
use super::{BatchError, RunMismatch, SYNC_INTERVAL_ROWS, Shard};
use crate::output::{Folder, LineLog, RunTotals};
use crate::pipeline::PackageBuilder;

/// Writes, from the journals of all shards in the folder, what a single run would have written: its journal, report,
/// hand-off sheet and tables of refused rows. The shards' own journals are removed then. Returns the totals, and the
/// names of the tables.
///
/// # Errors
/// [`BatchError::ShardUnfinished`] where one of the shards is missing or not finished; [`BatchError::Changed`] where they are
/// not of one run, or the press is not theirs.
pub(crate) fn merge(
    folder: &Folder,
    shards: NonZeroU32,
    press: &PackageBuilder<'_>,
) -> Result<(RunTotals, Vec<String>), BatchError> {
    let lock = folder.lock()?;
    let mut parts = Vec::new();
    for shard in Shard::all(shards) {
        parts.push(ShardJournal::open(folder, shard)?);
    }
    let Some(first) = parts.first() else { return Ok((RunTotals::default(), Vec::new())) };
    let head = RunHeader { shard: Shard::WHOLE, ..first.head.clone() };
    for part in &parts {
        let own = RunHeader { shard: Shard::WHOLE, ..part.head.clone() };
        if let Some(changed) = own.mismatch_with(&head) {
            return Err(BatchError::Mismatch(changed));
        }
    }
    if press.form_facts() != head.form {
        let same_pdf = press.form_facts().template == head.form.template;
        return Err(BatchError::Mismatch(if same_pdf {
            RunMismatch::Definition
        } else {
            RunMismatch::Template
        }));
    }
    if let Some(obstacle) = run_outputs::obstacles(folder).into_iter().next() {
        return Err(obstacle.into());
    }
    lock.remove_temporary_files()?;
    let mut log = folder.log(&journal::file_name(Shard::WHOLE), 0)?;
    let mut refused = folder.log(&journal::refused_file_name(Shard::WHOLE), 0)?;
    let totals = interleave(&head, parts, &mut log, &mut refused)?;
    log.flush()?;
    refused.flush()?;
    let missing = || BatchError::DamagedJournal { path: folder.path().to_owned(), line: 0 };
    let story = JournalState::read(folder)?.ok_or_else(missing)?;
    let Written { tables, files } = run_outputs::write(folder, press, &story, totals, Some(&head))?;
    journal::write_line(&mut log, &JournalLine::Wrote(files))?;
    journal::write_line(&mut log, &JournalLine::Done)?;
    log.sync()?;
    folder.sync([])?;
    folder.remove(&journal::refused_file_name(Shard::WHOLE))?;
    for shard in Shard::all(shards) {
        folder.remove(&journal::file_name(shard))?;
        folder.remove(&journal::refused_file_name(shard))?;
    }
    drop(lock);
    Ok((totals, tables))
}

/// How many shards the run in a folder has, told by the journals there; none where there are none.
///
/// # Errors
/// Where the folder cannot be read.
pub(crate) fn shard_count(folder: &Folder) -> Result<Option<NonZeroU32>, BatchError> {
    let names = folder.file_names()?;
    let of = names.iter().filter_map(|name| {
        let numbers = name.strip_prefix(".edocpack.")?.strip_suffix(".journal")?;
        numbers.split_once("-of-")?.1.parse().ok()
    });
    Ok(of.max())
}

/// Writes the rows of all shards in the order of the data.
fn interleave(
    head: &RunHeader,
    mut parts: Vec<ShardJournal>,
    log: &mut LineLog,
    refused: &mut LineLog,
) -> Result<RunTotals, BatchError> {
    let mut totals = RunTotals::default();
    totals.count_warnings(&head.findings);
    journal::write_line(log, &JournalLine::Run(Box::new(head.clone())))?;
    let mut done = 0_u32;
    let count = parts.len().max(1);
    for at in 0..head.rows {
        let Some(part) = parts.get_mut(at as usize % count) else { break };
        // A shard that `fail_fast` ended has no more.
        let Some(entry) = part.next_row()? else { break };
        if let Some(row) = part.refused_row(entry.at)? {
            refused.write_line(&row.to_line())?;
        }
        totals.count(&entry.report);
        journal::write_line(log, &JournalLine::Row(Box::new(entry)))?;
        done += 1;
        if done.is_multiple_of(SYNC_INTERVAL_ROWS) {
            journal::write_line(log, &JournalLine::Synced(done))?;
        }
    }
    Ok(totals)
}

/// One shard's journal.
struct ShardJournal {
    head: RunHeader,
    reader: JournalReader,
    refused: Option<refused::RefusedRowReader>,
    next_refused: Option<RefusedRow>,
}

impl ShardJournal {
    fn open(folder: &Folder, shard: Shard) -> Result<Self, BatchError> {
        let missing =
            || BatchError::ShardUnfinished { shard: shard.to_string(), path: folder.path().to_owned() };
        let begun = super::previous_run(folder, shard)?.ok_or_else(missing)?;
        if !begun.is_finished {
            return Err(missing());
        }
        let mut reader = JournalReader::open(folder, shard)?.ok_or_else(missing)?;
        let head = reader.next_header()?.ok_or_else(missing)?;
        let refused =
            folder.log_lines(&journal::refused_file_name(shard))?.map(refused::RefusedRowReader::of);
        Ok(Self { head, reader, refused, next_refused: None })
    }

    fn next_row(&mut self) -> Result<Option<RowEntry>, BatchError> {
        loop {
            match self.reader.next()? {
                Some(JournalLine::Row(entry)) => return Ok(Some(*entry)),
                Some(JournalLine::Synced(_)) => {}
                _ => return Ok(None),
            }
        }
    }

    /// The kept values of a row, where it was refused.
    fn refused_row(&mut self, at: u32) -> Result<Option<RefusedRow>, BatchError> {
        if self.next_refused.is_none()
            && let Some(rows) = &mut self.refused
        {
            self.next_refused = rows.next()?;
        }
        Ok(self.next_refused.take_if(|row| row.at == at))
    }
}
