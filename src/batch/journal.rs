//! The journal of a run in its folder: what was done, in the order of the data.
//!
//! Segments follow one another: a run, then correction runs. Each has a header, its rows with a line after every
//! [`SYNC_INTERVAL_ROWS`](super::SYNC_INTERVAL_ROWS) of them, the files written from all rows, and its end.
//! [`Journal::replay`] reads where they are; [`Journal::rows`] reads the rows of one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::error::BatchError;
use super::journal_line::{JournalLine, LineKind, RowEntry, RunHeader};
use super::shard::Shard;
use crate::output::{FileDigest, Folder, LineLog, LineLogReader, OutputError};

/// The number of a file, where there are several, and of a row in it.
pub(super) type RowKey = (Option<u32>, u32);

/// The journal of a run, or of a shard, in a folder; there may be none.
#[derive(Debug, Clone)]
pub(super) struct Journal<'a> {
    folder: &'a Folder,
    shard: Shard,
}

/// The state of a run by its journal. Its memory is that of a header for each run, and some 30 bytes for each corrected row.
#[derive(Debug, PartialEq)]
pub(super) struct JournalState {
    earlier: Vec<JournalSegment>,
    last: JournalSegment,
    /// The last line of each row that a correction run did.
    pub(super) corrected: BTreeMap<RowKey, LinePosition>,
    /// The offset behind the last whole line, in bytes.
    pub(super) end: u64,
}

/// A run in a journal. Offsets are bytes from the start of the journal.
#[derive(Debug, PartialEq)]
pub(super) struct JournalSegment {
    pub(super) header: RunHeader,
    /// The line behind the header.
    rows: LinePosition,
    /// Behind the last line of a row or of a sync.
    pub(super) rows_end: u64,
    /// Behind the last line of a sync; the start of the rows where there is none.
    pub(super) synced: u64,
    /// The files written from all rows.
    pub(super) wrote: Option<Vec<FileDigest>>,
    pub(super) stage: RunStage,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStage {
    /// It is about to begin: the run before it is being moved aside.
    Replacing,
    Rows,
    Finished,
}

/// Where a line begins: its offset in bytes and its number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinePosition {
    offset: u64,
    number: u64,
}

impl<'a> Journal<'a> {
    pub(super) fn of(folder: &'a Folder, shard: Shard) -> Self {
        Self { folder, shard }
    }

    /// Reads the whole lines once; a torn last one is left out. The rows of the first run are not parsed. None where no
    /// run began.
    pub(super) fn replay(&self) -> Result<Option<JournalState>, BatchError> {
        let Some(mut reader) = self.reader()? else { return Ok(None) };
        let mut replay = Replay::default();
        let mut start = reader.position;
        while let Some(line) = reader.next_line()? {
            let end = start.offset + line.len() as u64 + 1;
            if replay.add(line, start, end).is_none() {
                return Err(self.damaged(start.number));
            }
            start = reader.position;
        }
        Ok(replay.finish())
    }

    /// Whether a run began: the first line is whole. What it says is for [`Journal::replay`].
    pub(super) fn has_lines(&self) -> Result<bool, BatchError> {
        let Some(mut reader) = self.reader()? else { return Ok(false) };
        Ok(reader.next_line()?.is_some())
    }

    /// The rows of a segment in their order, parsed one by one.
    pub(super) fn rows(&self, segment: &JournalSegment) -> Result<JournalRows, BatchError> {
        let mut reader = self.reader()?.ok_or_else(|| self.damaged(0))?;
        reader.seek(segment.rows)?;
        Ok(JournalRows { reader, end: segment.rows_end, folder: self.folder.path().to_owned() })
    }

    /// Opens it for lines behind this offset; what follows there is cut off.
    pub(super) fn append(&self, offset: u64) -> Result<JournalWriter, OutputError> {
        Ok(JournalWriter(self.folder.log(&file_name(self.shard), offset)?))
    }

    pub(super) fn damaged(&self, line: u64) -> BatchError {
        BatchError::DamagedJournal { path: self.folder.path().to_owned(), line }
    }

    fn reader(&self) -> Result<Option<JournalReader>, OutputError> {
        let lines = self.folder.log_lines(&file_name(self.shard))?;
        Ok(lines.map(|lines| JournalReader { lines, position: LinePosition { offset: 0, number: 1 } }))
    }
}

impl JournalState {
    /// The run that is interrupted, finished or about to begin.
    pub(super) fn last(&self) -> &JournalSegment {
        &self.last
    }

    pub(super) fn first(&self) -> &JournalSegment {
        self.earlier.first().unwrap_or(&self.last)
    }

    /// All segments before the last one.
    pub(super) fn earlier(&self) -> &[JournalSegment] {
        &self.earlier
    }

    /// All segments in their order.
    pub(super) fn segments(&self) -> impl Iterator<Item = &JournalSegment> {
        self.earlier.iter().chain([&self.last])
    }

    pub(super) fn is_finished(&self) -> bool {
        self.last.stage == RunStage::Finished
    }

    /// How many runs corrected rows of the first.
    pub(super) fn correction_runs(&self) -> u32 {
        u32::try_from(self.earlier.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn into_last_header(self) -> RunHeader {
        self.last.header
    }
}

/// The segments read so far.
#[derive(Default)]
struct Replay {
    segments: Vec<JournalSegment>,
    corrected: BTreeMap<RowKey, LinePosition>,
    end: u64,
}

impl Replay {
    /// Adds a line; none where it cannot stand here.
    fn add(&mut self, line: &[u8], start: LinePosition, end: u64) -> Option<()> {
        match LineKind::of(line)? {
            LineKind::Run | LineKind::Replacing => {
                self.add_header(line, LinePosition { offset: end, number: start.number + 1 })?;
            }
            LineKind::Row => {
                self.add_correction(line, start)?;
                self.running()?.rows_end = end;
            }
            LineKind::Synced => {
                let segment = self.running()?;
                (segment.rows_end, segment.synced) = (end, end);
            }
            LineKind::Wrote => {
                let JournalLine::Wrote(files) = JournalLine::parse(line)? else { return None };
                self.running()?.wrote = Some(files);
            }
            LineKind::Done => {
                let segment = self.segments.last_mut().filter(|segment| segment.stage == RunStage::Rows)?;
                segment.stage = RunStage::Finished;
            }
        }
        self.end = end;
        Some(())
    }

    fn add_header(&mut self, line: &[u8], rows: LinePosition) -> Option<()> {
        let (header, stage) = match JournalLine::parse(line)? {
            JournalLine::Run(header) => (header, RunStage::Rows),
            JournalLine::Replacing(header) => (header, RunStage::Replacing),
            _ => return None,
        };
        let is_behind_end = self.segments.last().is_none_or(|last| last.stage == RunStage::Finished);
        if stage == RunStage::Rows && !is_behind_end {
            return None;
        }
        let (rows_end, synced) = (rows.offset, rows.offset);
        self.segments.push(JournalSegment { header: *header, rows, rows_end, synced, wrote: None, stage });
        Some(())
    }

    /// Notes where the line of a row is that a correction run did.
    fn add_correction(&mut self, line: &[u8], start: LinePosition) -> Option<()> {
        if self.segments.len() > 1 {
            let JournalLine::Row(entry) = JournalLine::parse(line)? else { return None };
            self.corrected.insert((entry.file, entry.report.row), start);
        }
        Some(())
    }

    /// The segment that more rows can follow in.
    fn running(&mut self) -> Option<&mut JournalSegment> {
        self.segments.last_mut().filter(|last| last.stage == RunStage::Rows && last.wrote.is_none())
    }

    fn finish(mut self) -> Option<JournalState> {
        let last = self.segments.pop()?;
        Some(JournalState { earlier: self.segments, last, corrected: self.corrected, end: self.end })
    }
}

/// The rows of a [`JournalSegment`].
#[derive(Debug)]
pub(super) struct JournalRows {
    reader: JournalReader,
    end: u64,
    folder: PathBuf,
}

/// A row, and where its line begins, in bytes, and ends.
#[derive(Debug)]
pub(super) struct RowLine {
    pub(super) entry: RowEntry,
    pub(super) start: u64,
    pub(super) end: u64,
}

impl JournalRows {
    fn next_row(&mut self) -> Result<Option<RowLine>, BatchError> {
        while self.reader.position.offset < self.end {
            let start = self.reader.position;
            match self.next_line()? {
                JournalLine::Row(entry) => {
                    let end = self.reader.position.offset;
                    return Ok(Some(RowLine { entry: *entry, start: start.offset, end }));
                }
                JournalLine::Synced(_) => {}
                _ => return Err(self.damaged(start)),
            }
        }
        Ok(None)
    }

    /// The row whose line is there, wherever the reader is.
    pub(super) fn row_at(&mut self, position: LinePosition) -> Result<RowEntry, BatchError> {
        let here = self.reader.position;
        self.reader.seek(position)?;
        let JournalLine::Row(entry) = self.next_line()? else { return Err(self.damaged(position)) };
        self.reader.seek(here)?;
        Ok(*entry)
    }

    fn next_line(&mut self) -> Result<JournalLine, BatchError> {
        let start = self.reader.position;
        let line = self.reader.next_line()?.and_then(JournalLine::parse);
        line.ok_or_else(|| self.damaged(start))
    }

    fn damaged(&self, position: LinePosition) -> BatchError {
        BatchError::DamagedJournal { path: self.folder.clone(), line: position.number }
    }
}

impl Iterator for JournalRows {
    type Item = Result<RowLine, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.next_row().transpose();
        if matches!(row, Some(Err(_))) {
            self.end = 0;
        }
        row
    }
}

/// The lines of a journal, counted.
#[derive(Debug)]
struct JournalReader {
    lines: LineLogReader,
    /// Of the line that is read next.
    position: LinePosition,
}

impl JournalReader {
    fn next_line(&mut self) -> Result<Option<&[u8]>, OutputError> {
        let line = self.lines.next_line()?;
        if let Some(line) = line {
            self.position.offset += line.len() as u64 + 1;
            self.position.number += 1;
        }
        Ok(line)
    }

    fn seek(&mut self, position: LinePosition) -> Result<(), OutputError> {
        self.position = position;
        self.lines.seek(position.offset)
    }
}

/// Adds lines to a journal.
#[derive(Debug)]
pub(super) struct JournalWriter(LineLog);

impl JournalWriter {
    pub(super) fn write(&mut self, line: &JournalLine) -> Result<(), OutputError> {
        self.write_encoded(&line.encode())
    }

    /// Adds what [`JournalLine::encode`] gave.
    pub(super) fn write_encoded(&mut self, line: &[u8]) -> Result<(), OutputError> {
        self.0.write_line(line)
    }

    /// Hands all lines to the operating system.
    pub(super) fn flush(&mut self) -> Result<(), OutputError> {
        self.0.flush()
    }

    /// Syncs all lines to the disk.
    pub(super) fn sync(&mut self) -> Result<(), OutputError> {
        self.0.sync()
    }
}

/// The name of a journal in its folder.
pub(super) fn file_name(shard: Shard) -> String {
    shard_file_name(shard, "journal")
}

/// The name of the file that keeps refused rows until a run ends.
pub(super) fn refused_file_name(shard: Shard) -> String {
    shard_file_name(shard, "refused")
}

/// The runs and shards that have a journal in a folder.
pub(super) fn shards_in(folder: &Folder) -> Result<Vec<Shard>, OutputError> {
    Ok(folder.file_names()?.iter().filter_map(|name| shard_of(name)).collect())
}

fn shard_file_name(shard: Shard, extension: &str) -> String {
    if shard.is_whole() {
        format!(".edocpack.{extension}")
    } else {
        format!(".edocpack.{}-of-{}.{extension}", shard.number(), shard.count())
    }
}

/// The inverse of [`file_name`].
fn shard_of(name: &str) -> Option<Shard> {
    let part = name.strip_prefix(".edocpack.")?.strip_suffix("journal")?;
    match part.strip_suffix('.') {
        None => part.is_empty().then_some(Shard::WHOLE),
        Some(part) => Shard::parse(&part.replace("-of-", "/")).ok(),
    }
}

#[cfg(test)]
mod tests;
