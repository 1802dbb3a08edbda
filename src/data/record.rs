use std::sync::Arc;

use crate::diag::{Origin, Place};

/// One application's data as it stands in the file: headers (or dotted paths) and values, nothing mapped or
/// judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number that names its outputs: the spreadsheet row, or the position in a JSON array (first is 1).
    pub row: u32,
    /// Where the record stands as a whole.
    pub origin: Origin,
    /// Its values, in the order of the file. Empty cells are kept, so that a column is known to exist.
    pub cells: Vec<Cell>,
}

/// One value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The column's header as written, or the dotted path of a structured file (`client.reg_no`).
    pub name: Arc<str>,
    /// The value.
    pub value: Raw,
    /// Where it stands: [`Place::Cell`], [`Place::Key`] or [`Place::PdfField`].
    pub place: Place,
}

/// A value as the file holds it, before anyone says what it means. Text is NFC.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Raw {
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
}

impl Record {
    /// The origin of one of its cells.
    pub fn origin_of(&self, cell: &Cell) -> Origin {
        self.origin.at(cell.place.clone())
    }
}
