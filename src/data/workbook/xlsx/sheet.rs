use std::io::BufRead;

use super::format::{Format, iso, masked};
use super::workbook::Workbook;
use crate::data::budget::{Budget, within};
use crate::data::table::Row;
use crate::data::workbook::package::Package;
use crate::data::workbook::xml::{Element, Node, Step, Xml};
use crate::data::{Raw, number};
use crate::diag::catalogue::data;
use crate::diag::{Entry, Finding, Origin, Place, Report};

/// What Excel itself allows.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// The rows of the workbook's sheet, one after the other, with the cells that hold something.
pub(super) fn rows<'p, 'a>(
    package: &'p mut Package<'a>,
    workbook: &'p Workbook,
) -> Result<impl Iterator<Item = Result<Row, Report>> + use<'p, 'a>, Report> {
    let strings =
        workbook.strings.as_deref().map_or_else(|| Ok(Vec::new()), |part| strings(package, part))?;
    let (file, limits) = (package.file, package.limits);
    let xml = package.xml(&workbook.sheet.part)?;
    Ok(Rows { xml, workbook, strings, file, budget: Budget::of(limits), last: 0, ended: false })
}

struct Rows<'a, R> {
    xml: Xml<R>,
    workbook: &'a Workbook,
    strings: Vec<String>,
    file: &'a Origin,
    budget: Budget<'a>,
    last: u32,
    ended: bool,
}

impl<R: BufRead> Iterator for Rows<'_, R> {
    type Item = Result<Row, Report>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut reading =
            Reading { longest: self.budget.limits.cell_chars.saturating_mul(4), ..Reading::default() };
        let last = self.last;
        let read = self.xml.walk(|node| reading.node(node, last));
        self.ended = read.is_err() || !reading.complete;
        let row = match read {
            Err(report) => return Some(Err(report)),
            Ok(()) if !reading.complete => return None,
            Ok(()) => self.row(reading),
        };
        Some(row)
    }
}

impl<R> Rows<'_, R> {
    fn row(&mut self, reading: Reading) -> Result<Row, Report> {
        let Reading { row: number, hidden, cells: written, .. } = reading;
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
            let place = Place::Row { row: number };
            report.push(Finding::of(&data::ROW_HIDDEN, self.file.at(place)));
        }
        Ok(Row { number, cells, written: None, faults, report })
    }

    /// The value of a cell, and what is wrong with it.
    fn value(&mut self, cell: &Written) -> Result<(Raw, Option<&'static Entry>), Report> {
        let unreadable = |shown: &str, entry| Ok((Raw::Unreadable(shown.to_owned()), Some(entry)));
        let text = cell.text.as_str();
        if cell.formula && text.is_empty() && cell.kind != "str" {
            return unreadable("", &data::FORMULA);
        }
        let value = match cell.kind.as_str() {
            "s" => {
                let found = text.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at));
                let Some(shared) = found else { return unreadable("", &data::CELL_BROKEN) };
                // Looked at before it is copied: a sheet may name one long text in every cell.
                if self.budget.is_long(shared) {
                    return unreadable("", &data::CELL_LONG);
                }
                self.budget.text(shared.len(), self.file)?;
                Raw::text(shared)
            }
            _ if cell.long => return unreadable("", &data::CELL_LONG),
            "str" | "inlineStr" => Raw::text(&unescaped(text)),
            "e" => return unreadable(text, &data::CELL_ERROR),
            "b" => match text.trim() {
                "1" | "true" => Raw::Bool(true),
                "0" | "false" => Raw::Bool(false),
                "" => Raw::Empty,
                _ => return unreadable("", &data::CELL_BROKEN),
            },
            "d" => Raw::Date(text.trim().to_owned()),
            "n" | "" if text.trim().is_empty() => Raw::Empty,
            "n" | "" => match self.number(text.trim(), cell.style) {
                Some(value) => value,
                None => return unreadable("", &data::CELL_BROKEN),
            },
            _ => return unreadable("", &data::CELL_BROKEN),
        };
        Ok((value, None))
    }

    /// A number as its format shows it.
    fn number(&self, text: &str, style: usize) -> Option<Raw> {
        let float: f64 = text.parse().ok().filter(|float: &f64| float.is_finite())?;
        let plain = number::plain(text);
        let is_whole = plain.bytes().all(|byte| byte.is_ascii_digit());
        Some(match self.workbook.formats.get(style).unwrap_or(&Format::Number) {
            Format::Date => match iso(float, self.workbook.from_1904) {
                Some(date) => Raw::Date(date),
                None => Raw::Number(plain),
            },
            Format::Mask(mask) if is_whole => Raw::Text(masked(mask, &plain)),
            // Excel writes 0.1 as 0.10000000000000001: what it computes with is the number that a person typed.
            _ if plain.contains('.') => Raw::Number(number::plain(&float.to_string())),
            _ => Raw::Number(plain),
        })
    }
}

/// A row while its XML is read.
#[derive(Default)]
struct Reading {
    row: u32,
    hidden: bool,
    cells: Vec<Written>,
    cell: Option<Written>,
    column: Option<u32>,
    text: Text,
    complete: bool,
    /// Bytes of text kept of a cell.
    longest: usize,
}

/// What text is at the moment.
#[derive(Default, PartialEq, Eq)]
enum Text {
    /// None of ours.
    #[default]
    Other,
    /// The value of a cell or a piece of it.
    Value,
    /// How East Asian text is spoken: everything up to the end of it.
    Phonetic,
}

/// A cell as it is written.
#[derive(Default)]
struct Written {
    column: u32,
    kind: String,
    style: usize,
    formula: bool,
    text: String,
    long: bool,
}

impl Reading {
    fn node(&mut self, node: Node<'_>, last: u32) -> Step {
        match node {
            Node::Start(element) => return self.start(&element, last),
            Node::Text(text) if self.text == Text::Value => {
                if let Some(cell) = &mut self.cell {
                    cell.long |= cell.text.len() + text.len() > self.longest;
                    if !cell.long {
                        cell.text.push_str(text);
                    }
                }
            }
            Node::End("v" | "t") if self.text == Text::Value => self.text = Text::Other,
            Node::End("rPh") => self.text = Text::Other,
            Node::End("c") => self.cells.extend(self.cell.take()),
            Node::End("row") => {
                self.complete = true;
                return Step::Stop;
            }
            Node::End("sheetData") => return Step::Stop,
            Node::Eof => return Step::Damaged,
            Node::End(_) | Node::Text(_) => {}
        }
        Step::Next
    }

    fn start(&mut self, element: &Element<'_>, last: u32) -> Step {
        match (element.name(), &mut self.cell) {
            ("row", None) => {
                let said = element.attribute("r").map_or(Some(last + 1), |r| r.trim().parse().ok());
                let Some(row) = said.filter(|row| (last + 1..=ROWS).contains(row)) else {
                    return Step::Damaged;
                };
                self.row = row;
                self.hidden = element.is("hidden");
            }
            ("c", None) => {
                let next = self.column.map_or(0, |column| column + 1);
                let said = element.attribute("r").map_or(Some((next, self.row)), |r| reference(&r));
                let Some((column, _)) =
                    said.filter(|(column, row)| (next..COLUMNS).contains(column) && *row == self.row)
                else {
                    return Step::Damaged;
                };
                self.column = Some(column);
                self.cell = Some(Written {
                    column,
                    kind: element.attribute("t").unwrap_or_default(),
                    style: element.attribute("s").and_then(|s| s.parse().ok()).unwrap_or_default(),
                    ..Written::default()
                });
            }
            ("f", Some(cell)) => cell.formula = true,
            ("rPh", Some(_)) => self.text = Text::Phonetic,
            ("v", Some(cell)) if cell.kind != "inlineStr" => self.text = Text::Value,
            ("t", Some(cell)) if cell.kind == "inlineStr" && self.text == Text::Other => {
                self.text = Text::Value;
            }
            _ => {}
        }
        Step::Next
    }
}

/// `B3` as column (from 0) and row (from 1).
fn reference(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) =
        text.split_at_checked(letters).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column =
        letters.bytes().fold(0, |n, letter| n * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((column - 1, row.parse().ok()?))
}

/// The texts that cells share, by their number.
fn strings(package: &mut Package<'_>, part: &str) -> Result<Vec<String>, Report> {
    let (file, most) = (package.file, package.limits.cells);
    let mut strings: Vec<String> = Vec::new();
    let mut current = None;
    let (mut collecting, mut phonetic) = (false, false);
    package.xml(part)?.walk(|node| {
        match node {
            Node::Start(e) => match e.name() {
                "si" => current = Some(String::new()),
                "rPh" => phonetic = true,
                "t" => collecting = !phonetic,
                _ => {}
            },
            Node::Text(text) if collecting => {
                if let Some(current) = &mut current {
                    current.push_str(text);
                }
            }
            Node::End("t") => collecting = false,
            Node::End("rPh") => phonetic = false,
            Node::End("si") => {
                strings.extend(current.take().map(|text| unescaped(&text)));
                if strings.len() as u64 > most {
                    return Step::Stop;
                }
            }
            _ => {}
        }
        Step::Next
    })?;
    within(strings.len() as u64, most, ("kopīgo tekstu", "shared texts"), file)?;
    Ok(strings)
}

/// A text without the escapes for signs that XML cannot hold: `_x000D_` is a carriage return, `_x005F_` the
/// underscore that keeps one from being read so (ECMA-376 part 1, 22.9.2.19).
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if let Some(c) = escape(tail) {
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
fn escape(text: &str) -> Option<char> {
    let hex = text.get(2..6).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    text.get(6..7).filter(|end| *end == "_")?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_the_sheet_names_them() {
        assert_eq!(reference("A1"), Some((0, 1)));
        assert_eq!(reference("b3"), Some((1, 3)));
        assert_eq!(reference("XFD1048576"), Some((16_383, 1_048_576)));
        for text in ["", "A", "1", "A0x", "ABCD1", "A-1", "A99999999999", "Ā1"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_become_their_signs() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("_x00_ _xZZZZ_ _x0041 _x ā_x0041_"), "_x00_ _xZZZZ_ _x0041 _x āA");
        assert_eq!(unescaped("_xD800_"), "_xD800_");
    }
}
