//! Rows of a sheet, whatever file it comes from, as records: the first filled row names the columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::limit_counters::LimitCounters;
use super::record::{is_blank, masked, nfc};
use super::{Cell, CellValue, Limits, Record, refusal};
use crate::diag::catalogue::data;
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report, column_letters};

/// A row as a spreadsheet shows it.
pub(super) struct SheetRow {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its cells by column (the first is 0), in order; a sheet leaves empty ones out.
    pub(super) cells: Vec<(u32, CellValue)>,
    /// How many cells a text file wrote in it, and their separator; `None` for a sheet, whose rows have no length.
    pub(super) width_and_separator: Option<(usize, char)>,
    /// Columns whose value is not what it should be, and what it is.
    pub(super) faults: Vec<(u32, &'static CatalogueEntry)>,
    /// What is wrong with it already.
    pub(super) report: Report,
}

impl SheetRow {
    fn is_empty(&self) -> bool {
        self.report.is_empty() && self.cells.iter().all(|(_, value)| value.is_empty())
    }
}

/// The records of the filled rows under the first one. A row that cannot be read (a broken or endless file) ends it.
pub(super) fn records(
    rows: impl Iterator<Item = Result<SheetRow, Report>>,
    file: &Origin,
    limits: &Limits,
) -> Result<Vec<Record>, Report> {
    let mut sheet = SheetReader::new(file, limits);
    let mut records = Vec::new();
    for row in rows {
        records.extend(sheet.read_row(row?)?);
    }
    sheet.finish()?;
    Ok(records)
}

/// A sheet read row by row.
pub(super) struct SheetReader<'f> {
    file: &'f Origin,
    budget: LimitCounters<'f>,
    table: Option<SheetColumns<'f>>,
    has_records: bool,
}

impl<'f> SheetReader<'f> {
    pub(super) fn new(file: &'f Origin, limits: &'f Limits) -> Self {
        Self { file, budget: LimitCounters::of(limits), table: None, has_records: false }
    }

    /// The record of a row; none of the row of headers and of an empty one.
    pub(super) fn read_row(&mut self, row: SheetRow) -> Result<Option<Record>, Report> {
        if row.is_empty() {
            return Ok(None);
        }
        match &mut self.table {
            None => {
                self.table = Some(SheetColumns::from_header_row(&row, self.file, &self.budget)?);
                Ok(None)
            }
            Some(table) => {
                self.has_records = true;
                table.record(row, &mut self.budget).map(Some)
            }
        }
    }

    /// What is wrong with the sheet as a whole, seen after its last row.
    pub(super) fn finish(&self) -> Result<(), Report> {
        let Some(table) = &self.table else {
            return Err(refusal(Finding::of(&data::BLANK, self.file.clone())));
        };
        let report = table.columns_without_header();
        match (report.is_empty(), self.has_records) {
            (false, _) => Err(report),
            (true, false) => Err(refusal(Finding::of(&data::HEADER_ONLY, self.file.clone()))),
            (true, true) => Ok(()),
        }
    }
}

/// The columns of a sheet.
struct SheetColumns<'f> {
    file: &'f Origin,
    /// The columns up to the last that has a header.
    columns: Vec<Option<SheetColumn>>,
    /// Columns between named ones that have values and no header, with the first row that has one.
    without_header: BTreeMap<usize, u32>,
}

struct SheetColumn {
    name: Arc<str>,
    /// The header as it may be shown.
    shown: Arc<str>,
}

impl<'f> SheetColumns<'f> {
    fn from_header_row(row: &SheetRow, file: &'f Origin, budget: &LimitCounters<'_>) -> Result<Self, Report> {
        let named: Vec<(usize, SheetColumn)> = row
            .cells
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(column, value)| (*column as usize, SheetColumn::from_header(value)))
            .filter(|(_, column)| !column.name.is_empty())
            .collect();
        let width = named.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
        budget.check_columns(width, file)?;

        let mut report: Report = row.report.findings().iter().filter(|f| f.refuses()).cloned().collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut columns: Vec<Option<SheetColumn>> = std::iter::repeat_with(|| None).take(width).collect();
        for (at, column) in named {
            let finding = |entry| Finding::of(entry, file.at(column.place(row.number, at)));
            if column.looks_like_data() {
                report.push(finding(&data::HEADER_DATA).with("v", &column.shown));
            }
            if let Some(first) = seen.insert(folded_header(&column.name), at) {
                report.push(
                    finding(&data::HEADER_TWICE)
                        .with("header", &column.shown)
                        .with("first", column_name(first))
                        .with("k", column_name(at)),
                );
            }
            if let Some(slot) = columns.get_mut(at) {
                *slot = Some(column);
            }
        }
        if report.is_empty() {
            Ok(Self { file, columns, without_header: BTreeMap::new() })
        } else {
            Err(report)
        }
    }

    fn record(&mut self, row: SheetRow, budget: &mut LimitCounters<'_>) -> Result<Record, Report> {
        budget.count_record(self.file)?;
        let SheetRow { number, cells: found, width_and_separator: written, faults, mut report } = row;
        let origin = self.file.at(FileLocation::Row { row: number });
        self.check_length(&found, written, &origin, &mut report);

        let faults: BTreeMap<usize, &'static CatalogueEntry> =
            faults.into_iter().map(|(column, entry)| (column as usize, entry)).collect();
        let mut values = found.into_iter().peekable();
        let mut cells = Vec::with_capacity(self.columns.len());
        for (at, column) in self.columns.iter().enumerate() {
            let value = values
                .next_if(|(column, _)| *column as usize == at)
                .map_or(CellValue::Empty, |(_, value)| value);
            let Some(column) = column else {
                if !value.is_empty() {
                    self.without_header.entry(at).or_insert(number);
                }
                continue;
            };
            budget.count_cell(&value, self.file)?;
            let place = column.place(number, at);
            let is_long = value.texts().iter().any(|text| budget.exceeds_cell_limit(text));
            for fault in faults.get(&at).copied().into_iter().chain(is_long.then_some(&data::CELL_LONG)) {
                let finding = Finding::of(fault, self.file.at(place.clone()));
                let shown =
                    if let CellValue::Unreadable(shown) = &value { masked(shown) } else { String::new() };
                report.push(finding.with("v", shown).with("max", budget.limits.cell_chars));
            }
            let value = if is_long { CellValue::Unreadable(String::new()) } else { value };
            cells.push(Cell { name: Arc::clone(&column.name), value, location: place });
        }
        budget.count_findings(&report, self.file)?;
        Ok(Record { row: number, original_file_number: None, repaired: false, origin, cells, report })
    }

    /// Says where a row is longer or shorter than the header.
    fn check_length(
        &self,
        cells: &[(u32, CellValue)],
        written: Option<(usize, char)>,
        row: &Origin,
        report: &mut Report,
    ) {
        let width = self.columns.len();
        let beyond = cells.iter().find(|(column, value)| *column as usize >= width && !value.is_empty());
        let finding = match (written, beyond) {
            (Some((n, separator)), Some(_)) => Finding::of(&data::CELLS_MORE, row.clone())
                .with("n", n)
                .with("of", width)
                .with("separator", if separator == '\t' { "TAB".to_owned() } else { separator.to_string() }),
            (None, Some((column, _))) => {
                Finding::of(&data::CELL_OUTSIDE, row.clone()).with("k", column_letters(*column))
            }
            (Some((n, _)), None) if n < width => {
                Finding::of(&data::CELLS_FEWER, row.clone()).with("n", n).with("of", width)
            }
            _ => return,
        };
        report.push(finding);
    }

    /// The columns that have values and no header.
    fn columns_without_header(&self) -> Report {
        self.without_header
            .iter()
            .map(|(at, row)| {
                let place = FileLocation::Cell { row: *row, column: to_u32(*at), header: "".into() };
                Finding::of(&data::HEADER_EMPTY, self.file.at(place))
                    .with("k", column_name(*at))
                    .with("row", row)
            })
            .collect()
    }
}

impl SheetColumn {
    fn from_header(value: &CellValue) -> Self {
        let written = match value {
            CellValue::Text(text)
            | CellValue::Number(text)
            | CellValue::Date(text)
            | CellValue::Unreadable(text) => text.trim_matches(is_blank),
            CellValue::Bool(true) => "TRUE",
            CellValue::Bool(false) => "FALSE",
            _ => "",
        };
        Self { name: nfc(written).into(), shown: masked(written).into() }
    }

    /// A personal code or a registration number is no header: the row of headers was forgotten.
    fn looks_like_data(&self) -> bool {
        self.name != self.shown
    }

    fn place(&self, row: u32, at: usize) -> FileLocation {
        FileLocation::Cell { row, column: to_u32(at), header: Arc::clone(&self.shown) }
    }
}

/// A header as headers are compared: case and the kind and number of spaces do not matter.
fn folded_header(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn column_name(at: usize) -> String {
    column_letters(to_u32(at))
}

fn to_u32(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
