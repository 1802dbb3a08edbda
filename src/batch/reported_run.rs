//! The rows of a run as its report lists them: each as the last correction run left it.

use super::error::BatchError;
use super::journal::{Journal, JournalRows, JournalState};
use super::journal_line::{RowEntry, RunHeader};
use super::shard::Shard;
use crate::output::{Folder, RowState, RunReport, RunTotals};

/// A run and its correction runs, read from the journal of a folder.
#[derive(Debug)]
pub(super) struct ReportedRun {
    folder: Folder,
    /// The header of the run, with what correction runs add.
    pub(super) header: RunHeader,
    journal: JournalState,
}

impl ReportedRun {
    pub(super) fn read(folder: &Folder) -> Result<Self, BatchError> {
        let journal = Journal::of(folder, Shard::WHOLE);
        let state = journal.replay()?.ok_or_else(|| journal.damaged(0))?;
        let mut header = state.first().header.clone();
        for correction in state.segments().skip(1) {
            add_correction(&mut header, &correction.header);
        }
        Ok(Self { folder: folder.clone(), header, journal: state })
    }

    pub(super) fn correction_runs(&self) -> u32 {
        self.journal.correction_runs()
    }

    /// The rows in the order of the data.
    pub(super) fn rows(&self) -> Result<ReportedRows<'_>, BatchError> {
        let rows = Journal::of(&self.folder, Shard::WHOLE).rows(self.journal.first())?;
        Ok(ReportedRows { rows, journal: &self.journal })
    }

    pub(super) fn totals(&self) -> Result<RunTotals, BatchError> {
        let mut totals = RunTotals::default();
        totals.count_warnings(&self.header.findings);
        for entry in self.rows()? {
            totals.count(&entry?.report);
        }
        Ok(totals)
    }

    /// The report without its rows.
    pub(super) fn report(&self, totals: RunTotals) -> RunReport {
        let header = &self.header;
        let mut report = RunReport::new(
            header.build_time.to_string(),
            header.form.clone(),
            header.sources.clone(),
            header.findings.clone(),
            Vec::new(),
        );
        report.tool = header.tool.clone();
        report.totals = totals;
        report
    }
}

/// Time, language and program are those of the last correction run; data files, findings and columns are those of all runs.
fn add_correction(header: &mut RunHeader, correction: &RunHeader) {
    header.build_time = correction.build_time;
    header.english = correction.english;
    header.tool = correction.tool.clone();
    add_new(&mut header.sources, &correction.sources);
    add_new(&mut header.findings, &correction.findings);
    add_new(&mut header.extra_columns, &correction.extra_columns);
}

fn add_new<T: Clone + PartialEq>(known: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !known.contains(other) {
            known.push(other.clone());
        }
    }
}

/// See [`ReportedRun::rows`].
#[derive(Debug)]
pub(super) struct ReportedRows<'a> {
    rows: JournalRows,
    journal: &'a JournalState,
}

impl ReportedRows<'_> {
    /// The row as the last correction run left it.
    fn apply_correction(&mut self, mut entry: RowEntry) -> Result<RowEntry, BatchError> {
        if let Some(position) = self.journal.corrected.get(&(entry.file, entry.report.row)) {
            let corrected = self.rows.row_at(*position)?;
            return Ok(RowEntry { at: entry.at, ..corrected });
        }
        if self.journal.correction_runs() > 0 && entry.report.state == RowState::Built {
            entry.report.state = RowState::Kept;
        }
        Ok(entry)
    }
}

impl Iterator for ReportedRows<'_> {
    type Item = Result<RowEntry, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.and_then(|row| self.apply_correction(row.entry)))
    }
}
