//! The shards of a run, put together.

use std::num::NonZeroU32;

use super::journal::{self, Entry, Head, Line, Reader};
use super::outputs::{self, Story, Written};
use super::refused::{self, RefusedRow};
use super::{BatchError, Changed, GROUP, Shard};
use crate::output::{Folder, Log, RunTotals};
use crate::pipeline::Press;

/// Writes, from the journals of all shards in the folder, what a single run would have written: its journal, report,
/// hand-off sheet and tables of refused rows. The shards' own journals are removed then. Returns the totals, and the
/// names of the tables.
///
/// # Errors
/// [`BatchError::Shard`] where one of the shards is missing or not finished; [`BatchError::Changed`] where they are
/// not of one run, or the press is not theirs.
pub fn merge(
    folder: &Folder,
    shards: NonZeroU32,
    press: &Press<'_>,
) -> Result<(RunTotals, Vec<String>), BatchError> {
    let lock = folder.lock()?;
    let mut parts = Vec::new();
    for shard in Shard::all(shards) {
        parts.push(Part::open(folder, shard)?);
    }
    let Some(first) = parts.first() else { return Ok((RunTotals::default(), Vec::new())) };
    let head = Head { shard: Shard::WHOLE, ..first.head.clone() };
    for part in &parts {
        let own = Head { shard: Shard::WHOLE, ..part.head.clone() };
        if let Some(changed) = own.differs(&head) {
            return Err(BatchError::Changed(changed));
        }
    }
    if press.facts() != head.form {
        let same_pdf = press.facts().template == head.form.template;
        return Err(BatchError::Changed(if same_pdf { Changed::Definition } else { Changed::Template }));
    }
    if let Some(obstacle) = outputs::obstacles(folder).into_iter().next() {
        return Err(obstacle.into());
    }
    lock.sweep()?;
    let mut log = folder.log(&journal::name(Shard::WHOLE), 0)?;
    let mut refused = folder.log(&journal::refused_name(Shard::WHOLE), 0)?;
    let totals = interleave(&head, parts, &mut log, &mut refused)?;
    log.flush()?;
    refused.flush()?;
    let missing = || BatchError::Journal { path: folder.path().to_owned(), line: 0 };
    let story = Story::read(folder)?.ok_or_else(missing)?;
    let Written { tables, files } = outputs::write(folder, press, &story, totals, Some(&head))?;
    journal::write(&mut log, &Line::Wrote(files))?;
    journal::write(&mut log, &Line::Done)?;
    log.sync()?;
    folder.sync([])?;
    folder.remove(&journal::refused_name(Shard::WHOLE))?;
    for shard in Shard::all(shards) {
        folder.remove(&journal::name(shard))?;
        folder.remove(&journal::refused_name(shard))?;
    }
    drop(lock);
    Ok((totals, tables))
}

/// How many shards the run in a folder has, told by the journals there; none where there are none.
///
/// # Errors
/// Where the folder cannot be read.
pub fn shards_in(folder: &Folder) -> Result<Option<NonZeroU32>, BatchError> {
    let names = folder.names()?;
    let of = names.iter().filter_map(|name| {
        let numbers = name.strip_prefix(".edocpack.")?.strip_suffix(".journal")?;
        numbers.split_once("-of-")?.1.parse().ok()
    });
    Ok(of.max())
}

/// Writes the rows of all shards in the order of the data.
fn interleave(
    head: &Head,
    mut parts: Vec<Part>,
    log: &mut Log,
    refused: &mut Log,
) -> Result<RunTotals, BatchError> {
    let mut totals = RunTotals::default();
    totals.tell(&head.findings);
    journal::write(log, &Line::Run(Box::new(head.clone())))?;
    let mut done = 0_u32;
    let count = parts.len().max(1);
    for at in 0..head.rows {
        let Some(part) = parts.get_mut(at as usize % count) else { break };
        // A shard that `fail_fast` ended has no more.
        let Some(entry) = part.entry()? else { break };
        if let Some(row) = part.refused_of(entry.at)? {
            refused.line(&row.line())?;
        }
        totals.count(&entry.report);
        journal::write(log, &Line::Row(Box::new(entry)))?;
        done += 1;
        if done.is_multiple_of(GROUP) {
            journal::write(log, &Line::Safe(done))?;
        }
    }
    Ok(totals)
}

/// One shard's journal.
struct Part {
    head: Head,
    reader: Reader,
    refused: Option<refused::Rows>,
    waiting: Option<RefusedRow>,
}

impl Part {
    fn open(folder: &Folder, shard: Shard) -> Result<Self, BatchError> {
        let missing = || BatchError::Shard { shard: shard.to_string(), path: folder.path().to_owned() };
        let begun = super::begun(folder, shard)?.ok_or_else(missing)?;
        if !begun.done {
            return Err(missing());
        }
        let mut reader = Reader::open(folder, shard)?.ok_or_else(missing)?;
        let head = reader.head()?.ok_or_else(missing)?;
        let refused = folder.log_lines(&journal::refused_name(shard))?.map(refused::Rows::of);
        Ok(Self { head, reader, refused, waiting: None })
    }

    fn entry(&mut self) -> Result<Option<Entry>, BatchError> {
        loop {
            match self.reader.next()? {
                Some(Line::Row(entry)) => return Ok(Some(*entry)),
                Some(Line::Safe(_)) => {}
                _ => return Ok(None),
            }
        }
    }

    /// The kept values of a row, where it was refused.
    fn refused_of(&mut self, at: u32) -> Result<Option<RefusedRow>, BatchError> {
        if self.waiting.is_none()
            && let Some(rows) = &mut self.refused
        {
            self.waiting = rows.next()?;
        }
        Ok(self.waiting.take_if(|row| row.at == at))
    }
}
