use std::sync::Arc;

/// A place in a file of the person.
///
/// ```
/// use edocpack::diag::{Lang, Origin, FileLocation};
///
/// let file = Origin::file("form.pdf");
/// let page = file.at(FileLocation::Page { page: 2 });
/// assert_eq!(page.describe(Lang::En), "form.pdf, page 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The file as the person named it; empty for what came from no file.
    pub file: Arc<str>,
    /// The place in it.
    pub location: FileLocation,
}

/// A place in a file, in the terms of the program a person opens it with. See [`Origin`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FileLocation {
    /// The file as a whole.
    #[default]
    File,
    /// A row as a spreadsheet counts (the first is 1).
    Row {
        /// The number of the row, from 1.
        row: u32,
    },
    /// A cell of a sheet.
    Cell {
        /// The row as a spreadsheet counts (the first is 1).
        row: u32,
        /// The column, the first is 0; shown in letters.
        column: u32,
        /// The column's header as the person wrote it.
        header: Arc<str>,
    },
    /// A value in a structured file (JSON, TOML).
    Key {
        /// The record, the first is 1; `None` where the file holds just one.
        record: Option<u32>,
        /// The dotted path (`client.reg_no`).
        path: Arc<str>,
        /// The line, where it is known (the first is 1).
        line: Option<u32>,
    },
    /// A line and a column of a text file, both from 1.
    Line {
        /// The number of the line, from 1.
        line: u32,
        /// The column in characters; 0 where it is not known.
        column: u32,
    },
    /// A field of a PDF form.
    PdfField {
        /// The fully qualified name.
        name: Arc<str>,
    },
    /// A page of a PDF, from 1.
    Page {
        /// The number of the page, from 1.
        page: u32,
    },
    /// An entry of a container.
    Entry {
        /// The entry's name.
        name: Arc<str>,
    },
}

impl Origin {
    /// A file as a whole.
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Self { file: name.into(), location: FileLocation::File }
    }

    /// A place in the same file.
    #[must_use]
    pub fn at(&self, place: FileLocation) -> Self {
        Self { file: Arc::clone(&self.file), location: place }
    }
}

/// A column in the letters of a spreadsheet: 0 → `A`, 27 → `AB`.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut n = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or_default()));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_are_lettered_as_in_a_sheet() {
        for (n, letters) in
            [(0, "A"), (10, "K"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column_letters(n), letters);
        }
    }
}
