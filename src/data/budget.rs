use super::{Limits, Raw, Record, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};

/// What is left of the limits while a file is read.
pub(super) struct Budget<'l> {
    pub(super) limits: &'l Limits,
    records: u32,
    cells: u64,
    text: u64,
    findings: u64,
}

impl<'l> Budget<'l> {
    pub(super) fn of(limits: &'l Limits) -> Self {
        Self { limits, records: 0, cells: 0, text: 0, findings: 0 }
    }

    /// Takes one record.
    pub(super) fn record(&mut self, file: &Origin) -> Result<(), Report> {
        self.records = self.records.saturating_add(1);
        within(self.records.into(), self.limits.records.into(), RECORDS, file)
    }

    /// Takes a record with all of its cells.
    pub(super) fn whole(&mut self, record: &Record, file: &Origin) -> Result<(), Report> {
        self.record(file)?;
        self.findings(&record.report, file)?;
        record.cells.iter().try_for_each(|cell| self.cell(&cell.value, file))
    }

    /// Takes the findings of a record.
    pub(super) fn findings(&mut self, report: &Report, file: &Origin) -> Result<(), Report> {
        self.findings = self.findings.saturating_add(report.findings().len() as u64);
        within(self.findings, self.limits.findings, ("kļūdu", "errors"), file)
    }

    /// Takes one cell.
    pub(super) fn cell(&mut self, value: &Raw, file: &Origin) -> Result<(), Report> {
        self.cells += 1;
        within(self.cells, self.limits.cells, ("šūnu", "cells"), file)?;
        self.text(value.texts().iter().map(String::len).sum(), file)
    }

    /// Takes so many bytes of text.
    pub(super) fn text(&mut self, bytes: usize, file: &Origin) -> Result<(), Report> {
        self.text = self.text.saturating_add(bytes as u64);
        within(self.text, self.limits.text_bytes, ("teksta baitu", "bytes of text"), file)
    }

    /// Whether so many columns are too many.
    pub(super) fn columns(&self, columns: usize, file: &Origin) -> Result<(), Report> {
        within(columns as u64, self.limits.columns.into(), COLUMNS, file)
    }

    /// Whether a text is longer than a cell may hold.
    pub(super) fn is_long(&self, text: &str) -> bool {
        text.len() > self.limits.cell_chars && text.chars().nth(self.limits.cell_chars).is_some()
    }
}

/// What is counted: in the Latvian genitive plural, and in English.
type What = (&'static str, &'static str);

/// Records of a file.
pub(super) const RECORDS: What = ("ierakstu", "records");

/// Columns of a sheet, values of a structured record.
pub(super) const COLUMNS: What = ("kolonnu", "columns");

/// Refuses `n` of something above `max`.
pub(super) fn within(n: u64, max: u64, what: What, at: &Origin) -> Result<(), Report> {
    if n <= max {
        return Ok(());
    }
    Err(too_many(what, max, at))
}

/// The refusal of more than `max` of something.
pub(super) fn too_many(what: What, max: u64, at: &Origin) -> Report {
    let what = Bilingual::fixed(what.0, what.1);
    refusal(Finding::of(&data::LIMIT, at.clone()).with_text("what", what).with("max", max))
}
