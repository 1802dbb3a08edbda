//! Separated text as spreadsheets write it. Rows are numbered as a spreadsheet shows them: a line break inside
//! quotes stays in its row, an empty line is a row, and Excel does not show a first line `sep=;`.

mod row_chunker;
mod separator;

use csv::StringRecord;

pub(super) use self::row_chunker::RowChunker;
use self::separator::Separator;
use super::sheet_reader::{self, SheetRow};
use super::{CellValue, Limits, Record, refusal};
use crate::diag::catalogue::data;
use crate::diag::{FileLocation, Finding, Origin, Report};

/// The records of a text table.
pub(super) fn read(text: &str, file: &Origin, limits: &Limits) -> Result<Vec<Record>, Report> {
    let (separator, table) = Separator::of(text);
    sheet_reader::records(CsvRows::of(table, separator, file, 0), file, limits)
}

/// The rows of a text, one after the other, the empty ones left out but counted.
pub(super) struct CsvRows<'a> {
    text: &'a str,
    separator: Separator,
    file: &'a Origin,
    reader: csv::Reader<&'a [u8]>,
    number: u32,
    /// Whether the row before ended at a carriage return, whose line feed the reader leaves to the next one.
    after_return: bool,
}

impl<'a> CsvRows<'a> {
    /// The rows of a text that begins with a row and has so many before it.
    fn of(text: &'a str, separator: Separator, file: &'a Origin, before: u32) -> Self {
        let reader = separator.reader(text);
        Self { text, separator, file, reader, number: before, after_return: false }
    }

    /// The rows so far, the empty ones too.
    pub(super) fn row_count(&self) -> u32 {
        self.number
    }

    fn row(&self, record: &StringRecord, written: &str) -> SheetRow {
        let cells = record.iter().zip(0..).map(|(text, column)| (column, cell_value(text))).collect();
        let mut report = Report::default();
        let is_last = offset(&self.reader) >= self.text.len();
        if is_last && self.separator.leaves_quote_open(written) {
            report.push(Finding::of(&data::QUOTE, self.file.at(FileLocation::Row { row: self.number })));
        }
        SheetRow {
            number: self.number,
            cells,
            width_and_separator: Some((record.len(), char::from(self.separator.byte()))),
            faults: Vec::new(),
            report,
        }
    }
}

impl Iterator for CsvRows<'_> {
    type Item = Result<SheetRow, Report>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        let start = offset(&self.reader);
        match self.reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => {
                let left = self.text.get(start..).unwrap_or_default();
                let left = left.strip_prefix('\n').filter(|_| self.after_return).unwrap_or(left);
                self.number = self.number.saturating_add(empty_lines(left).0);
                self.after_return = false;
                return None;
            }
            // The text is UTF-8 and rows may have any length: nothing else can go wrong on bytes in memory.
            Err(_) => return Some(Err(refusal(Finding::of(&data::BINARY, self.file.clone())))),
        }
        let written = self.text.get(start..offset(&self.reader)).unwrap_or_default();
        let own = written.strip_prefix('\n').filter(|_| self.after_return).unwrap_or(written);
        let (empty, own) = empty_lines(own);
        self.number = self.number.saturating_add(empty).saturating_add(1);
        self.after_return = own.ends_with('\r');
        Some(Ok(self.row(&record, own)))
    }
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// How many empty lines `text` starts with, and what follows them.
fn empty_lines(text: &str) -> (u32, &str) {
    let mut rest = text;
    let mut n = 0;
    while let Some(after) = ["\r\n", "\n", "\r"].iter().find_map(|end| rest.strip_prefix(end)) {
        rest = after;
        n += 1;
    }
    (n, rest)
}

/// The value of a cell. `="0101"` is how people and programs keep Excel from taking a code for a number: a
/// spreadsheet shows the text inside.
fn cell_value(text: &str) -> CellValue {
    let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    CellValue::text(formula.filter(|inner| !inner.contains('"')).unwrap_or(text))
}

#[cfg(test)]
mod tests;
