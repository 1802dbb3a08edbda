//! Refused rows: kept in a file of their own until the run ends, then written as tables that a correction run reads.

use serde::{Deserialize, Serialize};

use crate::data::{CellValue, ERRORS_COLUMN, ORIGINAL_ROW_COLUMN, Record};
use crate::diag::{Bilingual, Lang};
use crate::output::csv::CsvWriter;
use crate::output::{FindingFacts, LineLogReader, OutputError, xlsx};

use super::BatchError;

/// A refused row with the person's own values, unmasked: the person is to correct them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RefusedRow {
    /// Its position in the run.
    pub(super) at: u32,
    /// The number of its file, where there are several.
    pub(super) file: Option<u32>,
    pub(super) row: u32,
    cells: Vec<(String, RefusedCell)>,
    errors: String,
}

/// A value as it stands in the person's file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum RefusedCell {
    Bool(bool),
    Text(String),
    List(Vec<String>),
    Empty(()),
}

impl RefusedRow {
    pub(super) fn of(
        record: &Record,
        at: u32,
        file: Option<u32>,
        findings: &[FindingFacts],
        lang: Lang,
    ) -> Self {
        let kept = |value: &CellValue| match value {
            CellValue::Empty => RefusedCell::Empty(()),
            CellValue::Text(text)
            | CellValue::Number(text)
            | CellValue::Date(text)
            | CellValue::Unreadable(text) => RefusedCell::Text(text.clone()),
            CellValue::Bool(on) => RefusedCell::Bool(*on),
            CellValue::List(texts) => RefusedCell::List(texts.clone()),
        };
        let errors = findings.iter().map(|finding| finding.one_line(lang)).collect::<Vec<_>>().join("\n");
        Self {
            at,
            file,
            row: record.row,
            cells: record.cells.iter().map(|cell| (cell.name.to_string(), kept(&cell.value))).collect(),
            errors,
        }
    }

    pub(super) fn to_line(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The number in the table, by which a corrected row gets the name of its package: `ROW`, or `FILE-ROW`.
    fn number(&self) -> String {
        match self.file {
            Some(file) => format!("{file}-{}", self.row),
            None => self.row.to_string(),
        }
    }
}

impl RefusedCell {
    fn text(&self) -> String {
        match self {
            Self::Bool(on) => if *on { "x" } else { "" }.to_owned(),
            Self::Text(text) => text.clone(),
            Self::List(texts) => texts.join(", "),
            Self::Empty(()) => String::new(),
        }
    }
}

/// The rows of the file of refused rows, in order.
pub(super) struct RefusedRowReader {
    lines: LineLogReader,
}

impl RefusedRowReader {
    pub(super) fn of(lines: LineLogReader) -> Self {
        Self { lines }
    }

    pub(super) fn next(&mut self) -> Result<Option<RefusedRow>, OutputError> {
        // A line that is no row was torn by a power cut: the row is done again.
        let line = self.lines.next_line()?;
        Ok(line.and_then(|line| serde_json::from_slice(line).ok()))
    }

    /// The bytes of the lines before the first row at this position or behind it.
    pub(super) fn length_before(mut self, at: u32) -> Result<u64, OutputError> {
        let mut length = 0;
        while self.next()?.is_some_and(|row| row.at < at) {
            length = self.lines.offset();
        }
        Ok(length)
    }
}

/// The columns put before the person's own.
static ADDED_COLUMNS: [Bilingual; 2] = [ORIGINAL_ROW_COLUMN, ERRORS_COLUMN];

/// Writes the refused rows of one file as CSV.
pub(super) fn write_csv(
    rows: &mut dyn Iterator<Item = Result<RefusedRow, BatchError>>,
    lang: Lang,
    out: &mut dyn std::io::Write,
) -> Result<(), BatchError> {
    let mut table = None;
    for row in rows {
        let row = row?;
        let headers = ADDED_COLUMNS
            .iter()
            .map(|column| column.of(lang))
            .chain(row.cells.iter().map(|(name, _)| name.as_str()));
        let table = table.get_or_insert_with(|| CsvWriter::new(headers));
        table.row(
            [row.number(), row.errors.clone()]
                .into_iter()
                .chain(row.cells.iter().map(|(_, value)| value.text())),
        );
        out.write_all(&table.take_bytes())?;
    }
    Ok(())
}

/// Writes the refused rows of one file as JSON Lines: dotted keys, the number and the errors first.
pub(super) fn write_lines(
    rows: &mut dyn Iterator<Item = Result<RefusedRow, BatchError>>,
    lang: Lang,
    out: &mut dyn std::io::Write,
) -> Result<(), BatchError> {
    for row in rows {
        let row = row?;
        let mut object = serde_json::Map::new();
        object.insert(ORIGINAL_ROW_COLUMN.of(lang).to_owned(), row.number().into());
        object.insert(ERRORS_COLUMN.of(lang).to_owned(), row.errors.as_str().into());
        for (name, value) in &row.cells {
            let value = serde_json::to_value(value).unwrap_or_default();
            object.insert(name.clone(), value);
        }
        serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The refused rows of one file as a workbook, in memory: no more than the rows of the workbook they came from.
pub(super) fn workbook(
    rows: &mut dyn Iterator<Item = Result<RefusedRow, BatchError>>,
    lang: Lang,
    time: crate::values::BuildTime,
) -> Result<Vec<u8>, BatchError> {
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let column = |header: &str, note: &str, width| xlsx::WorksheetColumn {
        header: header.to_owned(),
        note: note.to_owned(),
        width,
        choices: Vec::new(),
    };
    let (why, private) = match lang {
        Lang::Lv => (
            "Pēc šī numura labotā rinda saglabā savu datnes nosaukumu. Nemainiet to.",
            "Šajā datnē ir jūsu dati, arī personas kodi. Izlabojiet rindas, saglabājiet un palaidiet programmu ar šo datni tajā pašā mapē.",
        ),
        Lang::En => (
            "By this number a mended row keeps the name of its files. Leave it as it is.",
            "This file holds your own data, personal codes included. Mend the rows, save, and run the program with this file into the same folder.",
        ),
    };
    let mut columns =
        vec![column(ORIGINAL_ROW_COLUMN.of(lang), why, 10.0), column(ERRORS_COLUMN.of(lang), private, 60.0)];
    if let Some(first) = rows.first() {
        columns.extend(first.cells.iter().map(|(name, _)| column(name, "", 20.0)));
    }
    let cells = rows.iter().map(|row| {
        let values = row.cells.iter().map(|(_, value)| value.text());
        [row.number(), row.errors.clone()].into_iter().chain(values).collect()
    });
    let sheet = xlsx::Worksheet {
        name: ERRORS_COLUMN.of(lang).to_owned(),
        columns,
        rows: cells.collect(),
        note: String::new(),
        blank_rows: 0,
    };
    Ok(xlsx::write(&sheet, time).map_err(std::io::Error::other)?)
}
