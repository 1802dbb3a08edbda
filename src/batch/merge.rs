//! The shards of a run, merged into one.

use std::num::NonZeroU32;

use super::error::{BatchError, RunMismatch};
use super::journal::{self, Journal, JournalRows, JournalState, JournalWriter};
use super::journal_line::{JournalLine, RowEntry, RunHeader};
use super::refused_table::{RefusedRow, RefusedRowReader};
use super::reported_run::ReportedRun;
use super::run::SYNC_INTERVAL_ROWS;
use super::run_outputs::{self, RunOutputs};
use super::shard::Shard;
use crate::output::{Folder, LineLog, RunTotals};
use crate::pipeline::PackageBuilder;

/// Writes, from the journals of all shards in the folder, what a single run would have written: its journal, report,
/// hand-off sheet and tables of refused rows. The shards' own journals are removed then. Returns the totals, and the
/// names of the tables.
///
/// # Errors
/// [`BatchError::ShardUnfinished`] where one of the shards is missing or not finished; [`BatchError::Mismatch`] where they are
/// not of one run, or were built on another form.
pub(crate) fn merge(
    folder: &Folder,
    shards: NonZeroU32,
    builder: &PackageBuilder<'_>,
) -> Result<(RunTotals, Vec<String>), BatchError> {
    let lock = folder.lock()?;
    let parts =
        Shard::all(shards).map(|shard| ShardJournal::open(folder, shard)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = parts.first() else { return Ok((RunTotals::default(), Vec::new())) };
    let header = RunHeader { shard: Shard::WHOLE, ..first.header.clone() };
    for part in &parts {
        let own = RunHeader { shard: Shard::WHOLE, ..part.header.clone() };
        if let Some(mismatch) = own.mismatch_with(&header) {
            return Err(BatchError::Mismatch(mismatch));
        }
    }
    if builder.form_facts() != header.form {
        let same_pdf = builder.form_facts().template == header.form.template;
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
    let mut log = Journal::of(folder, Shard::WHOLE).append(0)?;
    let mut refused = folder.log(&journal::refused_file_name(Shard::WHOLE), 0)?;
    let totals = interleave(&header, parts, &mut log, &mut refused)?;
    log.flush()?;
    refused.flush()?;
    let run = ReportedRun::read(folder)?;
    let RunOutputs { tables, files } = run_outputs::write(folder, builder, &run, totals, Some(&header))?;
    log.write(&JournalLine::Wrote(files))?;
    log.write(&JournalLine::Done)?;
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

/// How many shards the run in a folder has, by the names of the journals there; none where there are none.
///
/// # Errors
/// Where the folder cannot be read.
pub(crate) fn shard_count(folder: &Folder) -> Result<Option<NonZeroU32>, BatchError> {
    let shards = journal::shards_in(folder)?;
    let counts = shards.into_iter().filter(|shard| !shard.is_whole()).map(Shard::count);
    Ok(counts.max().and_then(NonZeroU32::new))
}

/// Writes the rows of all shards in the order of the data.
fn interleave(
    header: &RunHeader,
    mut parts: Vec<ShardJournal>,
    log: &mut JournalWriter,
    refused: &mut LineLog,
) -> Result<RunTotals, BatchError> {
    let mut totals = RunTotals::default();
    totals.count_warnings(&header.findings);
    log.write(&JournalLine::Run(Box::new(header.clone())))?;
    let mut done = 0_u32;
    let count = parts.len().max(1);
    for at in 0..header.rows {
        let Some(part) = parts.get_mut(at as usize % count) else { break };
        // A shard that `fail_fast` ended has no more.
        let Some(entry) = part.next_row()? else { break };
        if let Some(row) = part.refused_row(entry.at)? {
            refused.write_line(&row.to_line())?;
        }
        totals.count(&entry.report);
        log.write(&JournalLine::Row(Box::new(entry)))?;
        done += 1;
        if done.is_multiple_of(SYNC_INTERVAL_ROWS) {
            log.write(&JournalLine::Synced(done))?;
        }
    }
    Ok(totals)
}

/// The journal of a finished shard, and its refused rows.
struct ShardJournal {
    header: RunHeader,
    rows: JournalRows,
    refused: Option<RefusedRowReader>,
    next_refused: Option<RefusedRow>,
}

impl ShardJournal {
    fn open(folder: &Folder, shard: Shard) -> Result<Self, BatchError> {
        let unfinished =
            || BatchError::ShardUnfinished { shard: shard.to_string(), path: folder.path().to_owned() };
        let journal = Journal::of(folder, shard);
        let state = journal.replay()?.filter(JournalState::is_finished).ok_or_else(unfinished)?;
        let rows = journal.rows(state.first())?;
        let refused = folder.log_lines(&journal::refused_file_name(shard))?.map(RefusedRowReader::of);
        Ok(Self { header: state.first().header.clone(), rows, refused, next_refused: None })
    }

    fn next_row(&mut self) -> Result<Option<RowEntry>, BatchError> {
        Ok(self.rows.next().transpose()?.map(|row| row.entry))
    }

    /// The values of a row, where it was refused.
    fn refused_row(&mut self, at: u32) -> Result<Option<RefusedRow>, BatchError> {
        if self.next_refused.is_none()
            && let Some(rows) = &mut self.refused
        {
            self.next_refused = rows.next()?;
        }
        Ok(self.next_refused.take_if(|row| row.at == at))
    }
}
