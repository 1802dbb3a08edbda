//! OpenDocument spreadsheets (`.ods`): the first visible sheet of `content.xml` (ODF 1.3, part 3, 9).

use std::collections::BTreeSet;
use std::io::BufRead;

use super::package::{Package, broken};
use super::tell_others;
use super::xml::{Element, Node, Step, Xml};
use crate::data::budget::{self, Budget, within};
use crate::data::table::{self, Row};
use crate::data::{Limits, Raw, Record, number, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Entry, Finding, Origin, Place, Report};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// What LibreOffice itself allows.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// The records of the first visible sheet; `report` hears of the other ones.
pub(in crate::data) fn read(
    bytes: &[u8],
    file: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<Vec<Record>, Report> {
    let mut package = Package::open(bytes, file, limits)?;
    if !package.has(CONTENT) {
        let why = Bilingual::fixed("tajā nav satura daļas", "it has no content");
        return Err(broken(file, why));
    }
    if package.has(MANIFEST) && is_locked(&mut package)? {
        return Err(refusal(Finding::of(&data::WORKBOOK_LOCKED, file.clone())));
    }
    let sheets = Sheets::read(&mut package)?;
    tell_others(&sheets.name, &sheets.others, file, report);
    let xml = package.xml(CONTENT)?;
    let rows = Rows {
        xml,
        file,
        budget: Budget::of(limits),
        sheet: sheets.at,
        seen: 0,
        inside: false,
        next: 1,
        again: None,
        ended: false,
    };
    table::records(rows, file, limits)
}

fn is_locked(package: &mut Package<'_>) -> Result<bool, Report> {
    let mut locked = false;
    package.xml(MANIFEST)?.walk(|node| {
        locked |= matches!(node, Node::Start(e) if e.name() == "encryption-data");
        Step::Next
    })?;
    Ok(locked)
}

/// Which sheet is read.
struct Sheets {
    at: usize,
    name: String,
    others: Vec<String>,
}

impl Sheets {
    fn read(package: &mut Package<'_>) -> Result<Self, Report> {
        let mut hidden = BTreeSet::new();
        let mut style = String::new();
        let mut sheets: Vec<(usize, String)> = Vec::new();
        let (mut count, mut depth) = (0, 0_u32);
        package.xml(CONTENT)?.walk(|node| {
            match node {
                Node::Start(e) => match e.name() {
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
                Node::End("table") => depth = depth.saturating_sub(1),
                _ => {}
            }
            Step::Next
        })?;
        let mut sheets = sheets.into_iter();
        let Some((at, name)) = sheets.next() else {
            let why = Bilingual::fixed("tajā nav nevienas redzamas lapas", "it has no visible sheet");
            return Err(broken(package.file, why));
        };
        Ok(Self { at, name, others: sheets.map(|(_, name)| name).collect() })
    }
}

struct Rows<'a, R> {
    xml: Xml<R>,
    file: &'a Origin,
    budget: Budget<'a>,
    /// The sheet to read, the sheets seen, and whether this is it.
    sheet: usize,
    seen: usize,
    inside: bool,
    /// The number of the next row.
    next: u32,
    /// A row that is there several times, and how often still.
    again: Option<(Vec<Cell>, bool, u32)>,
    ended: bool,
}

#[derive(Clone)]
struct Cell {
    column: u32,
    value: Raw,
    fault: Option<&'static Entry>,
}

/// A row while it is read.
#[derive(Default)]
struct Reading {
    repeated: u32,
    hidden: bool,
    column: u32,
    cells: Vec<Cell>,
    cell: Option<Written>,
    complete: bool,
    /// How deep within something that is no value (a comment, a drawing).
    beside: u32,
    wide: bool,
}

/// A cell as the file has it.
#[derive(Default)]
struct Written {
    repeated: u32,
    kind: String,
    error: bool,
    formula: bool,
    value: Option<String>,
    text: String,
    paragraphs: u32,
    long: bool,
}

impl<R: BufRead> Iterator for Rows<'_, R> {
    type Item = Result<Row, Report>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((cells, hidden, left)) = self.again.take() {
                if left > 1 {
                    self.again = Some((cells.clone(), hidden, left - 1));
                }
                return Some(self.row(cells, hidden));
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

impl<R: BufRead> Rows<'_, R> {
    /// Reads a row with something in it into `again`, or counts empty ones.
    fn read(&mut self) -> Result<bool, Report> {
        let mut reading = Reading::default();
        let (sheet, longest) = (self.sheet, self.budget.limits.cell_chars.saturating_mul(4));
        let (seen, inside) = (&mut self.seen, &mut self.inside);
        self.xml.walk(|node| match node {
            Node::Start(e) if !*inside => {
                if e.name() == "table" {
                    *inside = *seen == sheet;
                    *seen += 1;
                }
                Step::Next
            }
            Node::End("table") if *inside && reading.beside == 0 => Step::Stop,
            node if *inside => reading.node(&node, longest),
            Node::Eof => Step::Stop,
            _ => Step::Next,
        })?;
        if !reading.complete {
            return Ok(false);
        }
        if reading.wide {
            within(u64::from(COLUMNS) + 1, COLUMNS.into(), budget::COLUMNS, self.file)?;
        }
        let repeated = reading.repeated;
        if u64::from(self.next) + u64::from(repeated) > u64::from(ROWS) + 1 && !reading.cells.is_empty() {
            within(u64::from(ROWS) + 1, ROWS.into(), budget::RECORDS, self.file)?;
        }
        if reading.cells.is_empty() {
            self.next = self.next.saturating_add(repeated);
        } else {
            // Looked at before anything is copied.
            within(repeated.into(), self.budget.limits.records.into(), budget::RECORDS, self.file)?;
            self.again = Some((reading.cells, reading.hidden, repeated));
        }
        Ok(true)
    }

    fn row(&mut self, cells: Vec<Cell>, hidden: bool) -> Result<Row, Report> {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        for cell in &cells {
            self.budget.cell(&cell.value, self.file)?;
        }
        let mut report = Report::default();
        if hidden {
            report.push(Finding::of(&data::ROW_HIDDEN, self.file.at(Place::Row { row: number })));
        }
        let faults = cells.iter().filter_map(|cell| Some((cell.column, cell.fault?))).collect();
        let cells = cells.into_iter().map(|cell| (cell.column, cell.value)).collect();
        Ok(Row { number, cells, written: None, faults, report })
    }
}

impl Reading {
    fn node(&mut self, node: &Node<'_>, longest: usize) -> Step {
        match node {
            Node::Start(e) if self.beside > 0 || is_beside(e) => self.beside += 1,
            Node::End(_) if self.beside > 0 => self.beside -= 1,
            _ if self.beside > 0 => {}
            Node::Start(e) => self.start(e, longest),
            Node::Text(text) => self.text(text, longest),
            Node::End("table-cell" | "covered-table-cell") => self.cell(),
            Node::End("table-row") => {
                self.complete = true;
                return Step::Stop;
            }
            Node::End(_) => {}
            Node::Eof => return Step::Damaged,
        }
        Step::Next
    }

    fn start(&mut self, e: &Element<'_>, longest: usize) {
        match e.name() {
            "table-row" => {
                self.repeated = repeated(e, "number-rows-repeated");
                self.hidden = e.attribute("visibility").is_some_and(|v| v != "visible");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Written {
                    repeated: repeated(e, "number-columns-repeated"),
                    kind: e.prefixed("office:value-type").unwrap_or_default(),
                    error: e.prefixed("calcext:value-type").is_some_and(|kind| kind == "error"),
                    formula: e.prefixed("table:formula").is_some(),
                    value: [
                        "office:value",
                        "office:date-value",
                        "office:boolean-value",
                        "office:string-value",
                    ]
                    .into_iter()
                    .find_map(|name| e.prefixed(name)),
                    ..Written::default()
                });
            }
            "p" => {
                let first = self.cell.as_mut().is_some_and(|cell| {
                    cell.paragraphs += 1;
                    cell.paragraphs == 1
                });
                if !first {
                    self.text("\n", longest);
                }
            }
            "s" => {
                let spaces = e.attribute("c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.text(&" ".repeat(spaces.min(1_000)), longest);
            }
            "tab" => self.text("\t", longest),
            "line-break" => self.text("\n", longest),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, longest: usize) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            if cell.text.len() + text.len() > longest {
                cell.long = true;
            } else {
                cell.text.push_str(text);
            }
        }
    }

    fn cell(&mut self) {
        let Some(written) = self.cell.take() else { return };
        let (value, fault) = written.value();
        for _ in 0..if value.is_empty() { 0 } else { written.repeated.min(COLUMNS + 1) } {
            self.cells.push(Cell { column: self.column, value: value.clone(), fault });
            self.column = self.column.saturating_add(1);
            if self.column > COLUMNS {
                self.wide = true;
                return;
            }
        }
        if value.is_empty() {
            self.column = self.column.saturating_add(written.repeated);
        }
    }
}

impl Written {
    /// The value, and what is wrong with it.
    fn value(&self) -> (Raw, Option<&'static Entry>) {
        let unreadable = |shown: &str, entry| (Raw::Unreadable(shown.to_owned()), Some(entry));
        if self.long {
            return unreadable("", &data::CELL_LONG);
        }
        if self.error || self.text.starts_with("Err:") && self.formula {
            return unreadable(&self.text, &data::CELL_ERROR);
        }
        let value = self.value.as_deref().unwrap_or_default().trim();
        match self.kind.as_str() {
            "" if self.formula => unreadable("", &data::FORMULA),
            "" | "string" | "time" => (Raw::text(&self.text), None),
            "boolean" => match value {
                "true" => (Raw::Bool(true), None),
                "false" => (Raw::Bool(false), None),
                _ => unreadable("", &data::CELL_BROKEN),
            },
            "date" => (Raw::Date(value.to_owned()), None),
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
    fn number(&self, value: &str) -> Raw {
        let plain = number::plain(value);
        let shown = self.text.trim();
        let digits: String = shown.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{a0}')).collect();
        let is_code = digits.starts_with('0')
            && digits.len() > 1
            && digits.bytes().all(|b| b.is_ascii_digit())
            && digits.trim_start_matches('0') == plain;
        if is_code { Raw::text(shown) } else { Raw::Number(plain) }
    }
}

/// Elements within a cell that hold no part of its value.
fn is_beside(e: &Element<'_>) -> bool {
    matches!(e.name(), "annotation" | "frame" | "shapes" | "table" | "detective" | "custom-shape" | "a-note")
}

fn repeated(e: &Element<'_>, name: &str) -> u32 {
    e.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use crate::data::{Format, Limits, Raw, Source, read};

    #[test]
    fn what_libreoffice_saves_reads_as_the_workbook_does() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/data/xlsx");
        let of = |name: &str| {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            read(&bytes, &Source::named(name), &Limits::default()).unwrap()
        };
        let (ods, xlsx) = (of("libreoffice.ods"), of("libreoffice.xlsx"));
        assert_eq!(ods.format, Format::Ods);
        let values = |read: &crate::data::Records| -> Vec<(u32, Vec<(String, Raw)>)> {
            let cells = |r: &crate::data::Record| {
                r.cells.iter().map(|c| (c.name.to_string(), c.value.clone())).collect()
            };
            read.records.iter().map(|r| (r.row, cells(r))).collect()
        };
        assert_eq!(values(&ods), values(&xlsx));
        assert_eq!(ods.report.findings().len(), xlsx.report.findings().len());
    }
}
