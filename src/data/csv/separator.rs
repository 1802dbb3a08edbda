//! The separator of a text table, and where quotes open and close.

use csv::{ReaderBuilder, StringRecord};

/// The byte between the cells of separated text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separator(u8);

impl Default for Separator {
    fn default() -> Self {
        Self(b';')
    }
}

/// The state of a cell after a byte of it, as the reader has it: a quote opens only at the start of a cell, and a
/// doubled one inside is a character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteState {
    Start,
    Unquoted,
    Quoted,
    /// After a quote inside quotes: the end of the cell, or the first of a doubled one.
    Closed,
}

impl QuoteState {
    /// The state within a row; what ends the row is the caller's.
    pub(super) fn after(self, byte: u8, separator: Separator) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Start | Self::Closed, b'"') | (Self::Quoted, _) => Self::Quoted,
            (_, byte) if byte == separator.0 => Self::Start,
            _ => Self::Unquoted,
        }
    }
}

/// Latvian Excel writes `;`, its "Unicode text" TAB, an English one `,`: the order decides where nothing else does.
const KNOWN: [Separator; 3] = [Separator(b';'), Separator(b'\t'), Separator(b',')];

/// How many rows decide.
const SAMPLE_ROWS: usize = 20;

impl Separator {
    /// The separator of a text, and the text without the line `sep=…` that may name it.
    pub(super) fn of(text: &str) -> (Self, &str) {
        if let Some((separator, table)) = named_by_sep_line(text) {
            return (separator, table);
        }
        let best = KNOWN
            .into_iter()
            .rev()
            .filter(|separator| separator.occurs_in_header(text))
            .max_by_key(|separator| separator.fitness(text));
        (best.unwrap_or_default(), text)
    }

    pub(super) fn byte(self) -> u8 {
        self.0
    }

    /// A reader of `text`, each row as long as it is written.
    pub(super) fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        ReaderBuilder::new().delimiter(self.0).has_headers(false).flexible(true).from_reader(text.as_bytes())
    }

    /// Whether the quote that a cell of this row opens is never closed.
    pub(super) fn leaves_quote_open(self, row: &str) -> bool {
        let end = row.bytes().fold(QuoteState::Start, |state, byte| state.after(byte, self));
        end == QuoteState::Quoted
    }

    /// Whether it stands in the first filled line outside of quotes.
    fn occurs_in_header(self, text: &str) -> bool {
        let mut quoted = false;
        for byte in text.trim_start_matches(['\r', '\n']).bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\r' | b'\n' if !quoted => return false,
                _ if byte == self.0 && !quoted => return true,
                _ => {}
            }
        }
        false
    }

    /// How well it fits: the rows that have as many cells as the header, then the columns.
    fn fitness(self, text: &str) -> (usize, usize) {
        let mut reader = self.reader(text);
        let mut rows =
            reader.records().map_while(Result::ok).take(SAMPLE_ROWS).map(|row: StringRecord| row.len());
        let columns = rows.next().unwrap_or_default();
        (rows.filter(|cells| *cells == columns).count(), columns)
    }
}

/// The separator that Excel's own first line `sep=;` names, and what follows that line.
fn named_by_sep_line(text: &str) -> Option<(Separator, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let (key, separator) = line.split_at_checked(4)?;
    let [byte] = separator.as_bytes() else { return None };
    let usable = byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t';
    (key.eq_ignore_ascii_case("sep=") && usable).then_some((Separator(*byte), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> char {
        char::from(Separator::of(text).0.byte())
    }

    #[test]
    fn the_header_and_the_rows_under_it_tell_the_separator() {
        assert_eq!(of("a;b;c\n1;2;3"), ';');
        assert_eq!(of("a,b,c\n1,2,3"), ',');
        assert_eq!(of("a\tb\n1\t2"), '\t');
        assert_eq!(of("\r\n\na,b\n1,2"), ',');
        assert_eq!(of("\"a;b;c\",d\n1,2"), ',', "inside quotes it separates nothing");
        assert_eq!(of("\"a\n;b\",d\n1,2"), ',');
        assert_eq!(of("Vārds, uzvārds, loma;Kods\nJānis;1\nAnna, Līga;2"), ';');
        assert_eq!(of("Nosaukums\t;Kods\nA;1"), ';', "a stray TAB");
        assert_eq!(of("a,b;c"), ';', "nothing else decides");
        assert_eq!(of("Nosaukums\nA, B"), ';', "one column");
    }

    #[test]
    fn excels_own_line_names_it_and_is_no_row() {
        for (text, separator) in
            [("sep=|\r\na|b", '|'), ("SEP=;\na;b", ';'), ("\"sep=,\"\na;b", ','), ("sep=\t\r\na;b", '\t')]
        {
            let (found, rest) = Separator::of(text);
            assert_eq!(char::from(found.byte()), separator);
            assert!(rest.starts_with('a'), "{rest}");
        }
        assert_eq!(Separator::of("sep=;;\na,b").1, "sep=;;\na,b");
        assert_eq!(of("sep=x\na,b\n1,2"), ';');
    }

    #[test]
    fn sees_quotes_that_stay_open() {
        let open = |row| Separator(b';').leaves_quote_open(row);
        for row in ["a;\"b", "\"", "a;\"b\"\"", "\"a\";\"b\n;c"] {
            assert!(open(row), "{row}");
        }
        for row in ["a;\"b\"", "\"a\"\"b\";c", "5\" caurule;b", "a\"b;c", "\"\";\"\"\"\"", "", "\"a\"b\"c"] {
            assert!(!open(row), "{row}");
        }
    }
}
