//! OpenDocument spreadsheets (`.ods`): the first visible sheet of `content.xml` (ODF 1.3, part 3, 9).

use std::collections::BTreeSet;
use std::io::BufRead;
use std::iter::repeat;

use super::package::WorkbookPackage;
use super::part_reader::{PartElement, PartEvent, PartReader, ReadStep};
use super::refusal::workbook_refusal;
use super::report_other_sheets;
use crate::data::limit_counters::{self, LimitCounters, check_limit};
use crate::data::sheet_reader::{self, SheetRow};
use crate::data::{CellValue, Limits, Record, number, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, CatalogueEntry, FileLocation, Finding, Origin, Report};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// What LibreOffice itself allows.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// The records of the first visible sheet; the other ones go to `report`.
pub(in crate::data) fn read(
    bytes: &[u8],
    file: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<Vec<Record>, Report> {
    let mut package = WorkbookPackage::open(bytes, file, limits)?;
    if !package.has(CONTENT) {
        let why = Bilingual::fixed("tajā nav satura daļas", "it has no content");
        return Err(workbook_refusal(file, why));
    }
    if package.has(MANIFEST) && is_encrypted(&mut package)? {
        return Err(refusal(Finding::of(&data::WORKBOOK_LOCKED, file.clone())));
    }
    let sheets = SheetSelection::read(&mut package)?;
    report_other_sheets(&sheets.name, &sheets.others, file, report);
    let xml = package.open_part(CONTENT)?;
    let rows = OdsRows {
        xml,
        file,
        budget: LimitCounters::of(limits),
        sheet: sheets.at,
        tables_seen: 0,
        in_sheet: false,
        next_row: 1,
        repeated_row: None,
        ended: false,
    };
    sheet_reader::records(rows, file, limits)
}

fn is_encrypted(package: &mut WorkbookPackage<'_>) -> Result<bool, Report> {
    let mut locked = false;
    package.open_part(MANIFEST)?.for_each_event(|node| {
        locked |= matches!(node, PartEvent::Start(e) if e.name() == "encryption-data");
        ReadStep::Next
    })?;
    Ok(locked)
}

/// Which sheet is read.
struct SheetSelection {
    at: usize,
    name: String,
    others: Vec<String>,
}

impl SheetSelection {
    fn read(package: &mut WorkbookPackage<'_>) -> Result<Self, Report> {
        let mut hidden = BTreeSet::new();
        let mut style = String::new();
        let mut sheets: Vec<(usize, String)> = Vec::new();
        let (mut count, mut depth) = (0, 0_u32);
        let max = package.limits.workbook_parts;
        package.open_part(CONTENT)?.for_each_event(|node| {
            match node {
                PartEvent::Start(e) => match e.name() {
                    "style" => style = e.attribute("name").unwrap_or_default(),
                    "table-properties" if e.attribute("display").is_some_and(|d| d == "false") => {
                        hidden.insert(style.clone());
                    }
                    "table" => {
                        // A table within a cell is no sheet.
                        if depth == 0 {
                            let style = e.attribute("style-name").unwrap_or_default();
                            if !hidden.contains(&style) {
                                sheets.push((count, e.attribute("name").unwrap_or_default()));
                            }
                            count += 1;
                        }
                        depth += 1;
                    }
                    _ => {}
                },
                PartEvent::End("table") => depth = depth.saturating_sub(1),
                _ => {}
            }
            if count.max(hidden.len()) > max { ReadStep::Stop } else { ReadStep::Next }
        })?;
        check_limit(
            count.max(hidden.len()) as u64,
            max as u64,
            ("darbgrāmatas lapu", "sheets"),
            package.file,
        )?;
        let mut sheets = sheets.into_iter();
        let Some((at, name)) = sheets.next() else {
            let why = Bilingual::fixed("tajā nav nevienas redzamas lapas", "it has no visible sheet");
            return Err(workbook_refusal(package.file, why));
        };
        Ok(Self { at, name, others: sheets.map(|(_, name)| name).collect() })
    }
}

struct OdsRows<'a, R> {
    xml: PartReader<R>,
    file: &'a Origin,
    budget: LimitCounters<'a>,
    /// The sheet to read, the sheets seen, and whether this is it.
    sheet: usize,
    tables_seen: usize,
    in_sheet: bool,
    /// The number of the next row.
    next_row: u32,
    /// A row that is there several times, and how often still.
    repeated_row: Option<(Vec<OdsCell>, bool, u32)>,
    ended: bool,
}

/// A cell as it is written: one value in one column or several beside each other.
struct OdsCell {
    column: u32,
    repeated: u32,
    value: CellValue,
    fault: Option<&'static CatalogueEntry>,
}

/// A row while it is read.
#[derive(Default)]
struct OdsRowParser {
    repeated: u32,
    hidden: bool,
    column: u32,
    cells: Vec<OdsCell>,
    cell: Option<OdsCellParser>,
    complete: bool,
    /// How deep within something that is no value (a comment, a drawing).
    skipped_depth: u32,
    too_wide: bool,
    /// Bytes of text in the row so far, and how many it may have.
    row_text: u64,
    max_row_text: u64,
}

/// A cell as the file has it.
#[derive(Default)]
struct OdsCellParser {
    repeated: u32,
    kind: String,
    error: bool,
    formula: bool,
    value: Option<String>,
    text: String,
    paragraphs: u32,
    too_long: bool,
}

impl<R: BufRead> Iterator for OdsRows<'_, R> {
    type Item = Result<SheetRow, Report>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((cells, hidden, left)) = self.repeated_row.take() {
                let row = self.row(&cells, hidden);
                if left > 1 {
                    self.repeated_row = Some((cells, hidden, left - 1));
                }
                return Some(Ok(row));
            }
            if self.ended {
                return None;
            }
            match self.read() {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    return None;
                }
                Err(report) => {
                    self.ended = true;
                    return Some(Err(report));
                }
            }
        }
    }
}

impl<R: BufRead> OdsRows<'_, R> {
    /// Reads a row with something in it into `again`, or counts empty ones.
    fn read(&mut self) -> Result<bool, Report> {
        let mut reading =
            OdsRowParser { max_row_text: self.budget.limits.text_bytes, ..OdsRowParser::default() };
        let (sheet, longest) = (self.sheet, self.budget.limits.cell_chars.saturating_mul(4));
        let (seen, inside) = (&mut self.tables_seen, &mut self.in_sheet);
        self.xml.for_each_event(|node| match node {
            PartEvent::Start(e) if !*inside => {
                if e.name() == "table" {
                    *inside = *seen == sheet;
                    *seen += 1;
                }
                ReadStep::Next
            }
            PartEvent::End("table") if *inside && reading.skipped_depth == 0 => ReadStep::Stop,
            node if *inside => reading.handle_event(&node, longest),
            PartEvent::Eof => ReadStep::Stop,
            _ => ReadStep::Next,
        })?;
        if reading.too_wide {
            check_limit(u64::from(MAX_COLUMNS) + 1, MAX_COLUMNS.into(), limit_counters::COLUMNS, self.file)?;
        }
        check_limit(reading.row_text, reading.max_row_text, limit_counters::TEXT_BYTES, self.file)?;
        if !reading.complete {
            return Ok(false);
        }
        let repeated = reading.repeated;
        if u64::from(self.next_row) + u64::from(repeated) > u64::from(MAX_ROWS) + 1
            && !reading.cells.is_empty()
        {
            check_limit(u64::from(MAX_ROWS) + 1, MAX_ROWS.into(), limit_counters::RECORDS, self.file)?;
        }
        if reading.cells.is_empty() {
            self.next_row = self.next_row.saturating_add(repeated);
        } else {
            // Counted before anything is copied.
            check_limit(
                repeated.into(),
                self.budget.limits.records.into(),
                limit_counters::RECORDS,
                self.file,
            )?;
            for cell in &reading.cells {
                let count = u64::from(cell.repeated) * u64::from(repeated);
                self.budget.count_repeated_cells(&cell.value, count, self.file)?;
            }
            self.repeated_row = Some((reading.cells, reading.hidden, repeated));
        }
        Ok(true)
    }

    fn row(&mut self, cells: &[OdsCell], hidden: bool) -> SheetRow {
        let number = self.next_row;
        self.next_row = self.next_row.saturating_add(1);
        let mut report = Report::default();
        if hidden {
            report.push(Finding::of(&data::ROW_HIDDEN, self.file.at(FileLocation::Row { row: number })));
        }
        let places =
            || cells.iter().flat_map(|cell| (cell.column..cell.column + cell.repeated).zip(repeat(cell)));
        let faults = places().filter_map(|(column, cell)| Some((column, cell.fault?))).collect();
        let cells = places().map(|(column, cell)| (column, cell.value.clone())).collect();
        SheetRow { number, cells, width_and_separator: None, faults, report }
    }
}

impl OdsRowParser {
    fn handle_event(&mut self, node: &PartEvent<'_>, longest: usize) -> ReadStep {
        match node {
            PartEvent::Start(e) if self.skipped_depth > 0 || is_skipped_element(e) => self.skipped_depth += 1,
            PartEvent::End(_) if self.skipped_depth > 0 => self.skipped_depth -= 1,
            _ if self.skipped_depth > 0 => {}
            PartEvent::Start(e) => self.start_element(e, longest),
            PartEvent::Text(text) => self.add_text(text, longest),
            PartEvent::End("table-cell" | "covered-table-cell") => {
                self.finish_cell();
                if self.too_wide || self.row_text > self.max_row_text {
                    return ReadStep::Stop;
                }
            }
            PartEvent::End("table-row") => {
                self.complete = true;
                return ReadStep::Stop;
            }
            PartEvent::End(_) => {}
            PartEvent::Eof => return ReadStep::Damaged,
        }
        ReadStep::Next
    }

    fn start_element(&mut self, e: &PartElement<'_>, longest: usize) {
        match e.name() {
            "table-row" => {
                self.repeated = repeat_count(e, "number-rows-repeated");
                self.hidden = e.attribute("visibility").is_some_and(|v| v != "visible");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(OdsCellParser {
                    repeated: repeat_count(e, "number-columns-repeated"),
                    kind: e.qualified_attribute("office:value-type").unwrap_or_default(),
                    error: e.qualified_attribute("calcext:value-type").is_some_and(|kind| kind == "error"),
                    formula: e.qualified_attribute("table:formula").is_some(),
                    value: [
                        "office:value",
                        "office:date-value",
                        "office:boolean-value",
                        "office:string-value",
                    ]
                    .into_iter()
                    .find_map(|name| e.qualified_attribute(name)),
                    ..OdsCellParser::default()
                });
            }
            "p" => {
                let first = self.cell.as_mut().is_some_and(|cell| {
                    cell.paragraphs += 1;
                    cell.paragraphs == 1
                });
                if !first {
                    self.add_text("\n", longest);
                }
            }
            "s" => {
                let spaces = e.attribute("c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.add_text(&" ".repeat(spaces.min(1_000)), longest);
            }
            "tab" => self.add_text("\t", longest),
            "line-break" => self.add_text("\n", longest),
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str, longest: usize) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            if cell.text.len() + text.len() > longest {
                cell.too_long = true;
            } else {
                cell.text.push_str(text);
            }
        }
    }

    fn finish_cell(&mut self) {
        let Some(written) = self.cell.take() else { return };
        let (value, fault) = written.value();
        let (column, repeated) = (self.column, written.repeated);
        self.column = column.saturating_add(repeated);
        if value.is_empty() {
            return;
        }
        if self.column > MAX_COLUMNS {
            self.too_wide = true;
        } else {
            self.row_text += value.texts().iter().map(|text| text.len() as u64).sum::<u64>();
            self.cells.push(OdsCell { column, repeated, value, fault });
        }
    }
}

impl OdsCellParser {
    /// The value, and what is wrong with it.
    fn value(&self) -> (CellValue, Option<&'static CatalogueEntry>) {
        let unreadable = |shown: &str, entry| (CellValue::Unreadable(shown.to_owned()), Some(entry));
        if self.too_long {
            return unreadable("", &data::CELL_LONG);
        }
        if self.error || self.text.starts_with("Err:") && self.formula {
            return unreadable(&self.text, &data::CELL_ERROR);
        }
        let value = self.value.as_deref().unwrap_or_default().trim();
        match self.kind.as_str() {
            "" if self.formula => unreadable("", &data::FORMULA),
            "" | "string" | "time" => (CellValue::text(&self.text), None),
            "boolean" => match value {
                "true" => (CellValue::Bool(true), None),
                "false" => (CellValue::Bool(false), None),
                _ => unreadable("", &data::CELL_BROKEN),
            },
            "date" => (CellValue::Date(value.to_owned()), None),
            "float" | "currency" | "percentage" => {
                if value.parse::<f64>().is_ok_and(f64::is_finite) {
                    (self.number(value), None)
                } else {
                    unreadable("", &data::CELL_BROKEN)
                }
            }
            _ => unreadable("", &data::CELL_BROKEN),
        }
    }

    /// A number as its format shows it: a mask of zeros makes a code of it.
    fn number(&self, value: &str) -> CellValue {
        let plain = number::plain_decimal(value);
        let shown = self.text.trim();
        let digits: String = shown.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{a0}')).collect();
        let is_code = digits.starts_with('0')
            && digits.len() > 1
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.trim_start_matches('0') == plain;
        if is_code { CellValue::text(shown) } else { CellValue::Number(plain) }
    }
}

/// Elements within a cell that hold no part of its value.
fn is_skipped_element(e: &PartElement<'_>) -> bool {
    matches!(e.name(), "annotation" | "frame" | "shapes" | "table" | "detective" | "custom-shape" | "a-note")
}

fn repeat_count(e: &PartElement<'_>, name: &str) -> u32 {
    e.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::CompressionMethod;
    use zip::write::{SimpleFileOptions, ZipWriter};

    use crate::data::{CellValue, DataFormat, DataSource, Limits, Records, read};
    use crate::diag::{Lang, Report};

    /// A sheet of these rows, beneath one of two headers.
    fn sheet(rows: &str) -> Result<Records, Report> {
        const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
                              xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
                              xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'";
        let xml = format!(
            "<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name='a'>\
             <table:table-row>{}{}</table:table-row>{rows}\
             </table:table></office:spreadsheet></office:body></office:document-content>",
            cell("a", 1),
            cell("b", 1)
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in
            [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &xml)]
        {
            zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
                .unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        let limits = Limits { text_bytes: 1 << 20, ..Limits::default() };
        read(&bytes, &DataSource::named("a.ods"), &limits)
    }

    fn cell(text: &str, repeated: u32) -> String {
        format!(
            "<table:table-cell office:value-type='string' table:number-columns-repeated='{repeated}'>\
             <text:p>{text}</text:p></table:table-cell>"
        )
    }

    fn row(cells: &str, repeated: u32) -> String {
        format!("<table:table-row table:number-rows-repeated='{repeated}'>{cells}</table:table-row>")
    }

    fn refused(rows: &str) -> Vec<String> {
        let report = sheet(rows).unwrap_err();
        report.findings().iter().map(|f| format!("{} {}", f.code, f.message(Lang::En))).collect()
    }

    #[test]
    fn repeated_cells_and_rows_are_there_as_often_as_they_say() {
        let sheet = sheet(&[row(&cell("x", 2), 3), row(&cell("y", 1), 1)].concat()).unwrap();
        let told: Vec<(u32, Vec<CellValue>)> = sheet
            .records
            .iter()
            .map(|r| (r.row, r.cells.iter().map(|c| c.value.clone()).collect()))
            .collect();
        let (x, y) = (CellValue::text("x"), CellValue::text("y"));
        let twice = vec![x.clone(), x];
        assert_eq!(
            told,
            [(2, twice.clone()), (3, twice.clone()), (4, twice), (5, vec![y, CellValue::Empty])]
        );
    }

    #[test]
    fn repeat_counts_are_weighed_before_a_cell_is_made() {
        let long = "x".repeat(8_000);
        for (rows, expected) in [
            (
                row(&cell(&long, 16_000), 2),
                "D-limit The file has too many bytes of text: 1048576 are allowed.",
            ),
            (
                row(&cell("x", 16_000), 99_000),
                "D-limit The file has too many repeated cells: 500000 are allowed.",
            ),
            (row(&cell("x", 1), 900_000), "D-limit The file has too many records: 100000 are allowed."),
            (row(&cell("x", u32::MAX), 1), "D-limit The file has too many columns: 16384 are allowed."),
            (
                row(&cell(&"y".repeat(30_000), 1).repeat(100), 1),
                "D-limit The file has too many bytes of text: 1048576 are allowed.",
            ),
        ] {
            assert_eq!(refused(&rows), [expected]);
        }
        // Nothing is made of what is empty.
        let empty = row(&cell("", 16_000), 900_000);
        assert_eq!(sheet(&[row(&cell("x", 1), 1), empty].concat()).unwrap().records.len(), 1);
    }

    #[test]
    fn deep_and_long_elements_are_not_held() {
        let deep = format!("{}{}", "<text:span>".repeat(300), "</text:span>".repeat(300));
        assert_eq!(refused(&deep), ["D-limit The file has too many levels of elements: 256 are allowed."]);
        let mut letters = String::new();
        // Not so even that the ratio of expansion tells it.
        for n in 0..700_000_u32 {
            letters.push_str(&n.wrapping_mul(2_654_435_761).to_string());
        }
        assert_eq!(
            refused(&format!("<text:span text:x='{letters}'/>")),
            ["D-limit The file has too many bytes in one element: 4194304 are allowed."]
        );
    }

    #[test]
    fn what_libreoffice_saves_reads_as_the_workbook_does() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data/xlsx");
        let of = |name: &str| {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            read(&bytes, &DataSource::named(name), &Limits::default()).unwrap()
        };
        let (ods, xlsx) = (of("libreoffice.ods"), of("libreoffice.xlsx"));
        assert_eq!(ods.format, DataFormat::Ods);
        let values = |read: &Records| -> Vec<(u32, Vec<(String, CellValue)>)> {
            let cells = |r: &crate::data::Record| {
                r.cells.iter().map(|c| (c.name.to_string(), c.value.clone())).collect()
            };
            read.records.iter().map(|r| (r.row, cells(r))).collect()
        };
        assert_eq!(values(&ods), values(&xlsx));
        assert_eq!(ods.report.findings().len(), xlsx.report.findings().len());
    }
}
