//! Refused rows, kept while a run goes, and written at its end as a table that a second run understands.

use serde::{Deserialize, Serialize};

use crate::data::{ERRORS, ORIGINAL_ROW, Raw, Record};
use crate::diag::{Bilingual, Lang};
use crate::output::csv::Table;
use crate::output::{FindingFacts, LogLines, OutputError, xlsx};

use super::BatchError;

/// A refused row with the person's own values, unmasked: it is theirs, and they are to mend it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RefusedRow {
    /// Its position in the run.
    pub(super) at: u32,
    /// The number of its file, where there are several.
    pub(super) file: Option<u32>,
    pub(super) row: u32,
    cells: Vec<(String, Kept)>,
    errors: String,
}

/// A value as the person wrote it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
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
        let kept = |value: &Raw| match value {
            Raw::Empty => Kept::Empty(()),
            Raw::Text(text) | Raw::Number(text) | Raw::Date(text) | Raw::Unreadable(text) => {
                Kept::Text(text.clone())
            }
            Raw::Bool(on) => Kept::Bool(*on),
            Raw::List(texts) => Kept::List(texts.clone()),
        };
        let errors = findings.iter().map(|finding| finding.said(lang)).collect::<Vec<_>>().join("\n");
        Self {
            at,
            file,
            row: record.row,
            cells: record.cells.iter().map(|cell| (cell.name.to_string(), kept(&cell.value))).collect(),
            errors,
        }
    }

    pub(super) fn line(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The number that names its outputs.
    fn number(&self) -> String {
        match self.file {
            Some(file) => format!("{file}-{}", self.row),
            None => self.row.to_string(),
        }
    }
}

impl Kept {
    fn text(&self) -> String {
        match self {
            Self::Bool(on) => if *on { "x" } else { "" }.to_owned(),
            Self::Text(text) => text.clone(),
            Self::List(texts) => texts.join(", "),
            Self::Empty(()) => String::new(),
        }
    }
}

/// The refused rows that a run kept, one after the other.
pub(super) struct Rows {
    lines: LogLines,
}

impl Rows {
    pub(super) fn of(lines: LogLines) -> Self {
        Self { lines }
    }

    pub(super) fn next(&mut self) -> Result<Option<RefusedRow>, OutputError> {
        // A line that is no row is a piece that was cut off with the power: its row is done anew.
        let line = self.lines.next_line()?;
        Ok(line.and_then(|line| serde_json::from_slice(line).ok()))
    }

    pub(super) fn read(&self) -> u64 {
        self.lines.read()
    }
}

/// The columns that are not the person's own.
static OWN: [Bilingual; 2] = [ORIGINAL_ROW, ERRORS];

/// Writes the refused rows of one file as CSV.
pub(super) fn write_csv(
    rows: &mut dyn Iterator<Item = Result<RefusedRow, BatchError>>,
    lang: Lang,
    out: &mut dyn std::io::Write,
) -> Result<(), BatchError> {
    let mut table = None;
    for row in rows {
        let row = row?;
        let headers =
            OWN.iter().map(|column| column.of(lang)).chain(row.cells.iter().map(|(name, _)| name.as_str()));
        let table = table.get_or_insert_with(|| Table::new(headers));
        table.row(
            [row.number(), row.errors.clone()]
                .into_iter()
                .chain(row.cells.iter().map(|(_, value)| value.text())),
        );
        out.write_all(&table.take())?;
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
        object.insert(ORIGINAL_ROW.of(lang).to_owned(), row.number().into());
        object.insert(ERRORS.of(lang).to_owned(), row.errors.as_str().into());
        for (name, value) in &row.cells {
            let value = serde_json::to_value(value).unwrap_or_default();
            object.insert(name.clone(), value);
        }
        serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The refused rows of one file as a workbook; they are no more than a workbook held.
pub(super) fn workbook(
    rows: &mut dyn Iterator<Item = Result<RefusedRow, BatchError>>,
    lang: Lang,
    time: crate::values::BuildTime,
) -> Result<Vec<u8>, BatchError> {
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let column = |header: &str, note: &str, width| xlsx::Column {
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
    let mut columns = vec![column(ORIGINAL_ROW.of(lang), why, 10.0), column(ERRORS.of(lang), private, 60.0)];
    if let Some(first) = rows.first() {
        columns.extend(first.cells.iter().map(|(name, _)| column(name, "", 20.0)));
    }
    let cells = rows.iter().map(|row| {
        let values = row.cells.iter().map(|(_, value)| value.text());
        [row.number(), row.errors.clone()].into_iter().chain(values).collect()
    });
    let sheet = xlsx::Sheet {
        name: ERRORS.of(lang).to_owned(),
        columns,
        rows: cells.collect(),
        note: String::new(),
        room: 0,
    };
    Ok(xlsx::write(&sheet, time).map_err(std::io::Error::other)?)
}
