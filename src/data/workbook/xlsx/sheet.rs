//! The rows and cells of one sheet.

use std::io::BufRead;

use super::number_format::{NumberFormat, apply_mask, serial_to_iso};
use super::workbook::Workbook;
use crate::data::limit_counters::{LimitCounters, TEXT_BYTES, check_limit};
use crate::data::sheet_reader::SheetRow;
use crate::data::workbook::package::WorkbookPackage;
use crate::data::workbook::part_reader::{PartElement, PartEvent, PartReader, ReadStep};
use crate::data::{CellValue, number};
use crate::diag::catalogue::data;
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report};

/// What Excel itself allows.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// The rows of the workbook's sheet, one after the other, with the cells that hold something.
pub(super) fn rows<'p, 'a>(
    package: &'p mut WorkbookPackage<'a>,
    workbook: &'p Workbook,
) -> Result<impl Iterator<Item = Result<SheetRow, Report>> + use<'p, 'a>, Report> {
    let strings = workbook
        .shared_strings_part
        .as_deref()
        .map_or_else(|| Ok(Vec::new()), |part| read_shared_strings(package, part))?;
    let (file, limits) = (package.file, package.limits);
    let xml = package.open_part(&workbook.sheet.part)?;
    Ok(XlsxRows { xml, workbook, strings, file, budget: LimitCounters::of(limits), last: 0, ended: false })
}

struct XlsxRows<'a, R> {
    xml: PartReader<R>,
    workbook: &'a Workbook,
    strings: Vec<String>,
    file: &'a Origin,
    budget: LimitCounters<'a>,
    last: u32,
    ended: bool,
}

impl<R: BufRead> Iterator for XlsxRows<'_, R> {
    type Item = Result<SheetRow, Report>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut reading = XlsxRowParser {
            max_text: self.budget.limits.cell_chars.saturating_mul(4),
            max_row_text: self.budget.limits.text_bytes,
            ..XlsxRowParser::default()
        };
        let last = self.last;
        let read = self.xml.for_each_event(|node| reading.handle_event(node, last));
        self.ended = read.is_err() || !reading.complete;
        let within = check_limit(reading.row_text, reading.max_row_text, TEXT_BYTES, self.file);
        let row = match read.and(within) {
            Err(report) => return Some(Err(report)),
            Ok(()) if !reading.complete => return None,
            Ok(()) => self.row(reading),
        };
        Some(row)
    }
}

impl<R> XlsxRows<'_, R> {
    fn row(&mut self, reading: XlsxRowParser) -> Result<SheetRow, Report> {
        let XlsxRowParser { row: number, hidden, cells: written, .. } = reading;
        self.last = number;
        let mut cells = Vec::new();
        let mut faults = Vec::new();
        for cell in written {
            let (value, fault) = self.value(&cell)?;
            faults.extend(fault.map(|entry| (cell.column, entry)));
            if !value.is_empty() {
                cells.push((cell.column, value));
            }
        }
        let mut report = Report::default();
        if hidden && !cells.is_empty() {
            let place = FileLocation::Row { row: number };
            report.push(Finding::of(&data::ROW_HIDDEN, self.file.at(place)));
        }
        Ok(SheetRow { number, cells, width_and_separator: None, faults, report })
    }

    /// The value of a cell, and what is wrong with it.
    fn value(&mut self, cell: &XlsxCell) -> Result<(CellValue, Option<&'static CatalogueEntry>), Report> {
        let unreadable = |shown: &str, entry| Ok((CellValue::Unreadable(shown.to_owned()), Some(entry)));
        let text = cell.text.as_str();
        if cell.formula && text.is_empty() && cell.kind != "str" {
            return unreadable("", &data::FORMULA);
        }
        let value = match cell.kind.as_str() {
            "s" => {
                let found = text.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at));
                let Some(shared) = found else { return unreadable("", &data::CELL_BROKEN) };
                // Looked at before it is copied: a sheet may name one long text in every cell.
                if self.budget.exceeds_cell_limit(shared) {
                    return unreadable("", &data::CELL_LONG);
                }
                self.budget.count_text(shared.len(), self.file)?;
                CellValue::text(shared)
            }
            _ if cell.too_long => return unreadable("", &data::CELL_LONG),
            "str" | "inlineStr" => CellValue::text(&unescape_text(text)),
            "e" => return unreadable(text, &data::CELL_ERROR),
            "b" => match text.trim() {
                "1" | "true" => CellValue::Bool(true),
                "0" | "false" => CellValue::Bool(false),
                "" => CellValue::Empty,
                _ => return unreadable("", &data::CELL_BROKEN),
            },
            "d" => CellValue::Date(text.trim().to_owned()),
            "n" | "" if text.trim().is_empty() => CellValue::Empty,
            "n" | "" => match self.number(text.trim(), cell.style) {
                Some(value) => value,
                None => return unreadable("", &data::CELL_BROKEN),
            },
            _ => return unreadable("", &data::CELL_BROKEN),
        };
        Ok((value, None))
    }

    /// A number as its format shows it.
    fn number(&self, text: &str, style: usize) -> Option<CellValue> {
        let float: f64 = text.parse().ok().filter(|float: &f64| float.is_finite())?;
        let plain = number::plain_decimal(text);
        let is_whole = plain.bytes().all(|byte| byte.is_ascii_digit());
        Some(match self.workbook.formats.get(style).unwrap_or(&NumberFormat::Number) {
            NumberFormat::Date => match serial_to_iso(float, self.workbook.date_1904) {
                Some(date) => CellValue::Date(date),
                None => CellValue::Number(plain),
            },
            NumberFormat::Mask(mask) if is_whole => CellValue::Text(apply_mask(mask, &plain)),
            // Excel writes 0.1 as 0.10000000000000001: what it computes with is the number that a person typed.
            _ if plain.contains('.') => CellValue::Number(number::plain_decimal(&float.to_string())),
            _ => CellValue::Number(plain),
        })
    }
}

/// A row while its XML is read.
#[derive(Default)]
struct XlsxRowParser {
    row: u32,
    hidden: bool,
    cells: Vec<XlsxCell>,
    cell: Option<XlsxCell>,
    column: Option<u32>,
    text: TextContext,
    complete: bool,
    /// Bytes of text kept of a cell.
    max_text: usize,
    /// Bytes of text in the row so far, and how many it may have.
    row_text: u64,
    max_row_text: u64,
}

/// What text is at the moment.
#[derive(Default, PartialEq, Eq)]
enum TextContext {
    /// None of ours.
    #[default]
    Other,
    /// The value of a cell or a part of it.
    Value,
    /// How East Asian text is spoken: everything up to the end of it.
    Phonetic,
}

/// A cell as it is written.
#[derive(Default)]
struct XlsxCell {
    column: u32,
    kind: String,
    style: usize,
    formula: bool,
    text: String,
    too_long: bool,
}

impl XlsxRowParser {
    fn handle_event(&mut self, node: PartEvent<'_>, last: u32) -> ReadStep {
        match node {
            PartEvent::Start(element) => return self.start_element(&element, last),
            PartEvent::Text(text) if self.text == TextContext::Value => {
                if let Some(cell) = &mut self.cell {
                    cell.too_long |= cell.text.len() + text.len() > self.max_text;
                    if !cell.too_long {
                        cell.text.push_str(text);
                        self.row_text += text.len() as u64;
                    }
                    if self.row_text > self.max_row_text {
                        return ReadStep::Stop;
                    }
                }
            }
            PartEvent::End("v" | "t") if self.text == TextContext::Value => self.text = TextContext::Other,
            PartEvent::End("rPh") => self.text = TextContext::Other,
            PartEvent::End("c") => self.cells.extend(self.cell.take()),
            PartEvent::End("row") => {
                self.complete = true;
                return ReadStep::Stop;
            }
            PartEvent::End("sheetData") => return ReadStep::Stop,
            PartEvent::Eof => return ReadStep::Damaged,
            PartEvent::End(_) | PartEvent::Text(_) => {}
        }
        ReadStep::Next
    }

    fn start_element(&mut self, element: &PartElement<'_>, last: u32) -> ReadStep {
        match (element.name(), &mut self.cell) {
            ("row", None) => {
                let declared = element.attribute("r").map_or(Some(last + 1), |r| r.trim().parse().ok());
                let Some(row) = declared.filter(|row| (last + 1..=MAX_ROWS).contains(row)) else {
                    return ReadStep::Damaged;
                };
                self.row = row;
                self.hidden = element.is_true("hidden");
            }
            ("c", None) => {
                let next = self.column.map_or(0, |column| column + 1);
                let declared =
                    element.attribute("r").map_or(Some((next, self.row)), |r| parse_cell_reference(&r));
                let Some((column, _)) =
                    declared.filter(|(column, row)| (next..MAX_COLUMNS).contains(column) && *row == self.row)
                else {
                    return ReadStep::Damaged;
                };
                self.column = Some(column);
                self.cell = Some(XlsxCell {
                    column,
                    kind: element.attribute("t").unwrap_or_default(),
                    style: element.attribute("s").and_then(|s| s.parse().ok()).unwrap_or_default(),
                    ..XlsxCell::default()
                });
            }
            ("f", Some(cell)) => cell.formula = true,
            ("rPh", Some(_)) => self.text = TextContext::Phonetic,
            ("v", Some(cell)) if cell.kind != "inlineStr" => self.text = TextContext::Value,
            ("t", Some(cell)) if cell.kind == "inlineStr" && self.text == TextContext::Other => {
                self.text = TextContext::Value;
            }
            _ => {}
        }
        ReadStep::Next
    }
}

/// `B3` as column (from 0) and row (from 1).
fn parse_cell_reference(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) =
        text.split_at_checked(letters).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column =
        letters.bytes().fold(0, |n, letter| n * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((column - 1, row.parse().ok()?))
}

/// The texts that cells share, by their number.
fn read_shared_strings(package: &mut WorkbookPackage<'_>, part: &str) -> Result<Vec<String>, Report> {
    let (file, most, most_text) = (package.file, package.limits.cells, package.limits.text_bytes);
    let mut text_bytes = 0;
    let mut strings: Vec<String> = Vec::new();
    let mut current = None;
    let (mut collecting, mut phonetic) = (false, false);
    package.open_part(part)?.for_each_event(|node| {
        match node {
            PartEvent::Start(e) => match e.name() {
                "si" => current = Some(String::new()),
                "rPh" => phonetic = true,
                "t" => collecting = !phonetic,
                _ => {}
            },
            PartEvent::Text(text) if collecting => {
                text_bytes += text.len() as u64;
                if text_bytes > most_text {
                    return ReadStep::Stop;
                }
                if let Some(current) = &mut current {
                    current.push_str(text);
                }
            }
            PartEvent::End("t") => collecting = false,
            PartEvent::End("rPh") => phonetic = false,
            PartEvent::End("si") => {
                strings.extend(current.take().map(|text| unescape_text(&text)));
                if strings.len() as u64 > most {
                    return ReadStep::Stop;
                }
            }
            _ => {}
        }
        ReadStep::Next
    })?;
    check_limit(text_bytes, most_text, TEXT_BYTES, file)?;
    check_limit(strings.len() as u64, most, ("kopīgo tekstu", "shared texts"), file)?;
    Ok(strings)
}

/// A text without the escapes for signs that XML cannot hold: `_x000D_` is a carriage return, `_x005F_` the
/// underscore that keeps one from being read so (ECMA-376 part 1, 22.9.2.19).
fn unescape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if let Some(c) = unescape_char(tail) {
            out.push(c);
            rest = tail.get(7..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = tail.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The sign of the escape that `text` starts with.
fn unescape_char(text: &str) -> Option<char> {
    let hex = text.get(2..6).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    text.get(6..7).filter(|end| *end == "_")?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_the_sheet_names_them() {
        assert_eq!(parse_cell_reference("A1"), Some((0, 1)));
        assert_eq!(parse_cell_reference("b3"), Some((1, 3)));
        assert_eq!(parse_cell_reference("XFD1048576"), Some((16_383, 1_048_576)));
        for text in ["", "A", "1", "A0x", "ABCD1", "A-1", "A99999999999", "Ā1"] {
            assert_eq!(parse_cell_reference(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_become_their_signs() {
        assert_eq!(unescape_text("a_x000D_b"), "a\rb");
        assert_eq!(unescape_text("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape_text("_x00_ _xZZZZ_ _x0041 _x ā_x0041_"), "_x00_ _xZZZZ_ _x0041 _x āA");
        assert_eq!(unescape_text("_xD800_"), "_xD800_");
    }
}
