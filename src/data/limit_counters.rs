//! Counts what a file holds against [`Limits`] while it is read.

use super::{CellValue, Limits, Record, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};

/// What is left of the limits while a file is read.
pub(super) struct LimitCounters<'l> {
    pub(super) limits: &'l Limits,
    records: u32,
    cells: u64,
    repeated: u64,
    text: u64,
    findings: u64,
}

impl<'l> LimitCounters<'l> {
    pub(super) fn of(limits: &'l Limits) -> Self {
        Self { limits, records: 0, cells: 0, repeated: 0, text: 0, findings: 0 }
    }

    /// Takes one record.
    pub(super) fn count_record(&mut self, file: &Origin) -> Result<(), Report> {
        self.records = self.records.saturating_add(1);
        check_limit(self.records.into(), self.limits.records.into(), RECORDS, file)
    }

    /// Takes a record with all of its cells.
    pub(super) fn count_whole_record(&mut self, record: &Record, file: &Origin) -> Result<(), Report> {
        self.count_record(file)?;
        self.count_findings(&record.report, file)?;
        record.cells.iter().try_for_each(|cell| self.count_cell(&cell.value, file))
    }

    /// Takes the findings of a record.
    pub(super) fn count_findings(&mut self, report: &Report, file: &Origin) -> Result<(), Report> {
        self.findings = self.findings.saturating_add(report.findings().len() as u64);
        check_limit(self.findings, self.limits.findings, ("kļūdu", "errors"), file)
    }

    /// Takes one cell.
    pub(super) fn count_cell(&mut self, value: &CellValue, file: &Origin) -> Result<(), Report> {
        self.cells += 1;
        check_limit(self.cells, self.limits.cells, CELLS, file)?;
        self.count_text(value.texts().iter().map(String::len).sum(), file)
    }

    /// Takes `count` cells of one value, of which one is written, before they are made.
    pub(super) fn count_repeated_cells(
        &mut self,
        value: &CellValue,
        count: u64,
        file: &Origin,
    ) -> Result<(), Report> {
        self.repeated = self.repeated.saturating_add(count.saturating_sub(1));
        check_limit(self.repeated, self.limits.repeated_cells, ("atkārtotu šūnu", "repeated cells"), file)?;
        self.cells = self.cells.saturating_add(count);
        check_limit(self.cells, self.limits.cells, CELLS, file)?;
        let bytes: usize = value.texts().iter().map(String::len).sum();
        self.count_text_bytes((bytes as u64).saturating_mul(count), file)
    }

    /// Takes so many bytes of text.
    pub(super) fn count_text(&mut self, bytes: usize, file: &Origin) -> Result<(), Report> {
        self.count_text_bytes(bytes as u64, file)
    }

    fn count_text_bytes(&mut self, bytes: u64, file: &Origin) -> Result<(), Report> {
        self.text = self.text.saturating_add(bytes);
        check_limit(self.text, self.limits.text_bytes, TEXT_BYTES, file)
    }

    /// Whether so many columns are too many.
    pub(super) fn check_columns(&self, columns: usize, file: &Origin) -> Result<(), Report> {
        check_limit(columns as u64, self.limits.columns.into(), COLUMNS, file)
    }

    /// Whether a text is longer than a cell may hold.
    pub(super) fn exceeds_cell_limit(&self, text: &str) -> bool {
        text.len() > self.limits.cell_chars && text.chars().nth(self.limits.cell_chars).is_some()
    }
}

/// What is counted: in the Latvian genitive plural, and in English.
pub(super) type CountedUnit = (&'static str, &'static str);

/// Records of a file.
pub(super) const RECORDS: CountedUnit = ("ierakstu", "records");

/// Columns of a sheet, values of a structured record.
pub(super) const COLUMNS: CountedUnit = ("kolonnu", "columns");

const CELLS: CountedUnit = ("šūnu", "cells");

/// Text of all cells.
pub(super) const TEXT_BYTES: CountedUnit = ("teksta baitu", "bytes of text");

/// Refuses `n` of something above `max`.
pub(super) fn check_limit(n: u64, max: u64, what: CountedUnit, at: &Origin) -> Result<(), Report> {
    if n <= max {
        return Ok(());
    }
    Err(limit_refusal(what, max, at))
}

/// The refusal of more than `max` of something.
pub(super) fn limit_refusal(what: CountedUnit, max: u64, at: &Origin) -> Report {
    let what = Bilingual::fixed(what.0, what.1);
    refusal(Finding::of(&data::LIMIT, at.clone()).with_text("what", what).with("max", max))
}
