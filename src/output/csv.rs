//! Tables as a Latvian Excel opens them with a double click: UTF-8 with a byte order mark, `;` between
//! cells, CR LF after rows. No cell can run as a formula.

/// The byte order mark, by which Excel knows UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A table in the making.
#[derive(Debug)]
pub struct Table {
    bytes: Vec<u8>,
    columns: usize,
}

impl Table {
    /// A table with these headers.
    pub fn new<S: AsRef<str>>(headers: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self { bytes: BOM.to_vec(), columns: 0 };
        table.columns = table.write(headers, 0);
        table
    }

    /// Adds a row. Missing cells are empty ones, so that each row has as many as there are headers.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.write(cells, self.columns);
    }

    /// The bytes of the file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Every cell is quoted: then a `,` in it is none to an Excel whose separator is `,` either, and what
    /// follows it cannot become a cell of its own that runs.
    fn write<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>, at_least: usize) -> usize {
        let mut count = 0;
        for cell in cells {
            self.cell(cell.as_ref(), count == 0);
            count += 1;
        }
        for _ in count..at_least {
            self.cell("", count == 0);
            count += 1;
        }
        self.bytes.extend_from_slice(b"\r\n");
        count
    }

    fn cell(&mut self, text: &str, first: bool) {
        if !first {
            self.bytes.push(b';');
        }
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(defused(text).replace('"', "\"\"").as_bytes());
        self.bytes.push(b'"');
    }
}

/// `text` with an apostrophe before it where a spreadsheet might take it for a formula: where it begins with
/// `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break, also after spaces.
///
/// An apostrophe that would be lost in [`restored`] is doubled, so that `restored(defused(text)) == text`.
pub fn defused(text: &str) -> String {
    if runs(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// `text` without the apostrophe that [`defused`] put before it.
pub fn restored(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn runs(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}
