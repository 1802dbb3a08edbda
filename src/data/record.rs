use std::fmt;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diag::{FileLocation, Mask, Origin, Report, mask_codes_in};

/// One application's data as the file has them: headers (or dotted paths) and values, not yet mapped to fields nor
/// checked.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, CellValue, DataSource, Limits};
/// use edocpack::diag::Lang;
///
/// let records = data::read(b"name;number\nEzermala;7\n", &DataSource::named("rows.csv"), &Limits::default())?;
/// let record = records.records.first().ok_or("no record")?;
/// let cell = record.cells.first().ok_or("no cell")?;
/// assert_eq!((&*cell.name, &cell.value), ("name", &CellValue::text("Ezermala")));
/// assert_eq!(record.origin_of(cell).describe(Lang::En), r#"rows.csv, row 2, column A "name""#);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number that names its outputs: the spreadsheet row, the line of a JSON Lines file, or the position in
    /// a JSON or TOML array (first is 1).
    pub row: u32,
    /// The number of the data file it came from at first, where its sheet is one of refused rows of a run over
    /// several files.
    pub original_file_number: Option<u32>,
    /// Whether it is a refused row of an earlier run, repaired: then `row` is the number that it had there.
    pub repaired: bool,
    /// Where the record stands as a whole.
    pub origin: Origin,
    /// Its values, in the order of the file. Empty cells are kept, so that a column is known to exist.
    pub cells: Vec<Cell>,
    /// The findings about the record as a part of a file: a row with too many cells, `#N/A`, a key
    /// written twice. A check of the record starts with these findings.
    pub report: Report,
}

/// One value of a record. See [`Record`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The column's header as written but for outer white space and NFC, or the dotted path of a structured file
    /// (`client.reg_no`).
    pub name: Arc<str>,
    /// The value.
    pub value: CellValue,
    /// Where it stands: [`FileLocation::Cell`], [`FileLocation::Key`] or [`FileLocation::PdfField`].
    pub location: FileLocation,
}

/// A value as the file holds it, before anyone says what it means. Text is NFC. `Debug` masks personal codes.
///
/// ```
/// use edocpack::data::CellValue;
///
/// assert_eq!(CellValue::text("Ezermala"), CellValue::Text("Ezermala".to_owned()));
/// assert!(CellValue::text(" \t").is_empty());
/// // What may be a personal code is masked.
/// assert_eq!(format!("{:?}", CellValue::text("010101-12345")), "Text(\"010101-*****\")");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellValue {
    /// Nothing: an empty cell, `null`, or white space only.
    Empty,
    /// Text, as written except for NFC.
    Text(String),
    /// A number as its shortest decimal text (`40003000002`, `1010100000`, `0.5`): codes lose their zeros here,
    /// and only the form knows whether that matters.
    Number(String),
    /// A truth value.
    Bool(bool),
    /// A date or time typed as one; its ISO 8601 text.
    Date(String),
    /// Several texts, from a structured file; never empty.
    List(Vec<String>),
    /// Something that is no value (`#N/A`, a table inside a list), as text: the record's report has a finding about it,
    /// so that none is made that the value is missing.
    Unreadable(String),
}

impl Record {
    /// A record that stands in no file of a person: values by their keys, for `file`.
    pub(crate) fn of_values(file: &str, values: impl IntoIterator<Item = (Arc<str>, CellValue)>) -> Self {
        let place = |key: &str| FileLocation::Key { record: None, path: key.into(), line: None };
        let cells = values.into_iter().map(|(name, value)| {
            let place = place(&name);
            Cell { name, value, location: place }
        });
        Self {
            row: 1,
            original_file_number: None,
            repaired: false,
            origin: Origin { file: file.into(), location: place("") },
            cells: cells.collect(),
            report: Report::default(),
        }
    }

    /// The origin of one of its cells.
    pub fn origin_of(&self, cell: &Cell) -> Origin {
        self.origin.at(cell.location.clone())
    }
}

impl CellValue {
    /// Text from a file: NFC, and [`CellValue::Empty`] where nothing in it can be seen.
    pub fn text(text: &str) -> Self {
        if text.chars().all(is_blank) {
            return Self::Empty;
        }
        Self::Text(nfc(text))
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The texts in it, for checks of characters and not of meaning.
    pub(super) fn texts(&self) -> &[String] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::List(texts) => texts,
            _ => &[],
        }
    }
}

impl fmt::Debug for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Text(text) => write!(f, "Text({:?})", masked(text)),
            Self::Number(number) => write!(f, "Number({})", masked(number)),
            Self::Bool(value) => write!(f, "Bool({value})"),
            Self::Date(date) => write!(f, "Date({date})"),
            Self::List(texts) => {
                f.write_str("List")?;
                f.debug_list().entries(texts.iter().map(|text| masked(text))).finish()
            }
            Self::Unreadable(shown) => write!(f, "Unreadable({:?})", masked(shown)),
        }
    }
}

/// `text` as it may be shown: a value that is digits mostly is masked whole, since a code that lost its zero has
/// ten, which `mask_codes_in` cannot tell in running text.
pub(super) fn masked(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.trim().chars().count() - digits;
    if digits >= 10 && others <= 2 { Mask(text).to_string() } else { mask_codes_in(text) }
}

/// `text` in NFC: macOS and some exports write `ā` as two code points.
pub(super) fn nfc(text: &str) -> String {
    if text.is_ascii() || is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// White space, and the marks that no one sees: zero-width space, byte order mark, soft hyphen.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_nfc_and_otherwise_as_written() {
        assert_eq!(CellValue::text(" Ja\u{304}nis "), CellValue::Text(" Jānis ".to_owned()));
        assert_eq!(CellValue::text(" \u{a0}\t\r\n\u{200b}\u{feff}"), CellValue::Empty);
        assert_eq!(CellValue::text(""), CellValue::Empty);
    }

    #[test]
    fn debug_never_shows_a_personal_code() {
        let shown = [
            CellValue::Text("010101-00000".to_owned()),
            CellValue::Text("1010100000".to_owned()),
            CellValue::Text("kods 01010100000!".to_owned()),
            CellValue::Number("1010100000".to_owned()),
            CellValue::List(vec!["010101-00000".to_owned()]),
            CellValue::Unreadable("010101-00000".to_owned()),
        ]
        .map(|raw| format!("{raw:?}"));
        for text in &shown {
            assert!(!text.contains("00000"), "{text}");
        }
        assert_eq!(format!("{:?}", CellValue::Text("Ģirts".to_owned())), "Text(\"Ģirts\")");
        assert_eq!(format!("{:?}", CellValue::Number("42".to_owned())), "Number(42)");
    }
}
