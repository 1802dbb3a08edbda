//! A structured record (JSON, TOML) as cells with dotted paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::limit_counters::{self, COLUMNS};
use super::record::{masked, nfc};
use super::{Cell, CellValue, Limits, Record};
use crate::diag::catalogue::data;
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report};

/// One record while its values are put together.
pub(super) struct RecordBuilder<'f> {
    file: &'f Origin,
    limits: &'f Limits,
    /// Its number, where the file can hold several.
    number: Option<u32>,
    cells: Vec<Cell>,
    lines: BTreeMap<Arc<str>, u32>,
    report: Report,
    /// Whether it has more values than the limits allow.
    exceeds_limit: bool,
}

impl<'f> RecordBuilder<'f> {
    pub(super) fn new(file: &'f Origin, limits: &'f Limits, number: Option<u32>) -> Self {
        Self {
            file,
            limits,
            number,
            cells: Vec::new(),
            lines: BTreeMap::new(),
            report: Report::default(),
            exceeds_limit: false,
        }
    }

    /// A value at a path; a path that has one already is a finding (`{"a": {"b": 1}, "a.b": 2}` says one thing
    /// twice as well).
    pub(super) fn insert(&mut self, path: &str, line: u32, value: CellValue) {
        // What has no room as a value has none as a finding either.
        if self.cells.len().max(self.report.findings().len()) >= self.limits.columns as usize {
            self.exceeds_limit = true;
            return;
        }
        let name: Arc<str> = nfc(path).into();
        if let Some(first) = self.lines.get(&name) {
            let finding = self.finding(&data::KEY_TWICE, path, line);
            self.report.push(finding.with("key", masked(path)).with("first", first).with("line", line));
            return;
        }
        let is_long = |text: &String| text.chars().nth(self.limits.cell_chars).is_some();
        let value = if value.texts().iter().any(is_long) {
            let finding = self.finding(&data::CELL_LONG, path, line).with("max", self.limits.cell_chars);
            self.report.push(finding);
            CellValue::Unreadable(String::new())
        } else {
            value
        };
        self.lines.insert(Arc::clone(&name), line);
        self.cells.push(Cell { name, value, location: self.place(path, line) });
    }

    /// A place where something stands that is no value.
    pub(super) fn insert_unreadable(&mut self, finding: Finding, path: &str, line: u32) {
        if !self.exceeds_limit {
            self.report.push(finding);
            self.insert(path, line, CellValue::Unreadable(String::new()));
        }
    }

    /// A finding at a path.
    pub(super) fn finding(&self, entry: &'static CatalogueEntry, path: &str, line: u32) -> Finding {
        Finding::of(entry, self.file.at(self.place(path, line)))
    }

    /// The record, whose own text starts on `line`; `row` numbers its outputs.
    pub(super) fn finish(self, row: u32, line: u32) -> Result<Record, Report> {
        let origin = self.file.at(self.place("", line));
        if self.exceeds_limit {
            return Err(limit_counters::limit_refusal(COLUMNS, self.limits.columns.into(), &origin));
        }
        Ok(Record {
            row,
            original_file_number: None,
            repaired: false,
            origin,
            cells: self.cells,
            report: self.report,
        })
    }

    /// How deep objects may stand within each other: never so deep that reading them could exhaust the stack.
    pub(super) fn max_depth(&self) -> usize {
        self.limits.nesting.min(64)
    }

    fn place(&self, path: &str, line: u32) -> FileLocation {
        FileLocation::Key { record: self.number, path: masked(path).into(), line: Some(line) }
    }
}

/// A path one key longer.
pub(super) fn join_path(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
