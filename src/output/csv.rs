//! Tables as a Latvian Excel opens them with a double click: UTF-8 with a byte order mark, `;` between
//! cells, CR LF after rows. No cell can run as a formula.

use crate::diag::is_display_control;
use crate::values::escape_formula;

/// The byte order mark, by which Excel knows UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A table in the making.
#[derive(Debug)]
pub(crate) struct CsvWriter {
    bytes: Vec<u8>,
    columns: usize,
}

impl CsvWriter {
    /// A table with these headers.
    pub(crate) fn new<S: AsRef<str>>(headers: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self { bytes: BOM.to_vec(), columns: 0 };
        table.columns = table.write(headers, 0);
        table
    }

    /// Adds a row. Missing cells are empty ones, so that each row has as many as there are headers.
    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.write(cells, self.columns);
    }

    /// The bytes so far, to be written before the rows that follow.
    pub(crate) fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// The bytes of the file.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
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
        while count < at_least {
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
        // What acts on a terminal, where somebody prints the table, is shown and does not act.
        let shown = text.replace("\r\n", "\n").replace(is_display_control, "\u{fffd}");
        self.bytes.extend_from_slice(escape_formula(&shown).replace('"', "\"\"").as_bytes());
        self.bytes.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::looks_like_formula;
    use crate::values::unescape_formula;

    #[test]
    fn a_table_is_what_a_latvian_excel_opens() {
        let mut table = CsvWriter::new(["Rinda", "Nosaukums", "Piezīme"]);
        table.row(["7", "SIA \"Ērgļi; dēli\"", "=HYPERLINK(\"http://x\")"]);
        table.row(["8"]);
        assert_eq!(
            String::from_utf8(table.into_bytes()).unwrap(),
            "\u{feff}\"Rinda\";\"Nosaukums\";\"Piezīme\"\r\n\
             \"7\";\"SIA \"\"Ērgļi; dēli\"\"\";\"'=HYPERLINK(\"\"http://x\"\")\"\r\n\
             \"8\";\"\";\"\"\r\n"
        );
    }

    #[test]
    fn nothing_that_may_run_is_left() {
        for text in
            ["=1", "+371 29123456", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{a0}=1", "＝1", "＠x"]
        {
            assert_eq!(escape_formula(text), format!("'{text}"));
            assert_eq!(unescape_formula(&escape_formula(text)), text);
        }
        for text in ["", "=", "'=", "a=1", "7", "'", "'abc", "Ā", "1-2", "(=1)"] {
            assert_eq!(escape_formula(text), text);
            assert_eq!(unescape_formula(text), text);
        }
        assert_eq!(escape_formula("'=1"), "''=1");
        assert_eq!(unescape_formula("''=1"), "'=1");
    }

    proptest! {
        #[test]
        fn a_table_reads_back(rows in proptest::collection::vec(proptest::collection::vec("[-=+@'; \",\r\n\taāŽ＝0-9]{0,12}|.{0,20}", 3), 0..8)) {
            let mut table = CsvWriter::new(["a", "b", "c"]);
            for row in &rows {
                table.row(row);
            }
            let bytes = table.into_bytes();
            let text = bytes.strip_prefix(BOM).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            prop_assert!(read.iter().flatten().all(|cell| !looks_like_formula(cell)));
            let restored: Vec<Vec<String>> =
                read.iter().map(|row| row.iter().map(|cell| unescape_formula(cell).to_owned()).collect()).collect();
            // But for letters that act on a display, which never read back.
            let shown = |cell: &String| cell.replace("\r\n", "\n").replace(is_display_control, "\u{fffd}");
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(shown).collect()).collect();
            prop_assert_eq!(restored, rows);
        }
    }
}
