use super::CsvRows;
use super::separator::Separator;
use crate::diag::Origin;

/// Cuts a text that comes in parts into pieces of whole rows.
pub(in crate::data) struct RowChunker {
    buffer: String,
    /// How far `pending` has been looked at, and where its last whole row ends.
    scanned: usize,
    last_row_end: usize,
    quote_state: QuoteState,
    separator: Option<Separator>,
    /// Rows of the pieces before.
    rows_before: u32,
}

/// Where in a row a byte stands. As the reader has it, a quote opens only at the start of a cell, and a doubled one
/// inside is a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl RowChunker {
    pub(in crate::data) fn new() -> Self {
        Self {
            buffer: String::new(),
            scanned: 0,
            last_row_end: 0,
            quote_state: QuoteState::Start,
            separator: None,
            rows_before: 0,
        }
    }

    /// The text that waits for its rows to end; what comes next is added to it.
    pub(in crate::data) fn buffer(&mut self) -> &mut String {
        &mut self.buffer
    }

    /// A piece of whole rows, where there is one. The first call decides the separator: it should find some rows.
    pub(in crate::data) fn next_chunk(&mut self) -> Option<String> {
        let separator = self.separator();
        let bytes = self.buffer.as_bytes();
        while let Some(byte) = bytes.get(self.scanned) {
            // The byte after a carriage return belongs to it or not: wait for it.
            let next = bytes.get(self.scanned + 1);
            if *byte == b'\r' && next.is_none() {
                break;
            }
            self.scanned += 1;
            self.quote_state = match (self.quote_state, *byte) {
                (QuoteState::Quoted, b'"') => QuoteState::Closed,
                (QuoteState::Start | QuoteState::Closed, b'"') | (QuoteState::Quoted, _) => {
                    QuoteState::Quoted
                }
                (_, byte) if byte == separator.byte() => QuoteState::Start,
                (_, b'\n') => {
                    self.last_row_end = self.scanned;
                    QuoteState::Start
                }
                (_, b'\r') => {
                    if next != Some(&b'\n') {
                        self.last_row_end = self.scanned;
                    }
                    QuoteState::Start
                }
                _ => QuoteState::Plain,
            };
        }
        if self.last_row_end == 0 {
            return None;
        }
        let rest = self.buffer.split_off(self.last_row_end);
        self.scanned -= self.last_row_end;
        self.last_row_end = 0;
        Some(std::mem::replace(&mut self.buffer, rest))
    }

    /// What is left at the end of the text, whole or not.
    pub(in crate::data) fn last_chunk(&mut self) -> Option<String> {
        self.separator();
        (self.scanned, self.last_row_end, self.quote_state) = (0, 0, QuoteState::Start);
        Some(std::mem::take(&mut self.buffer)).filter(|last| !last.is_empty())
    }

    /// The rows of a piece; [`RowChunker::set_rows_before`] hears of them when they have been read.
    pub(in crate::data) fn rows_of<'a>(&self, piece: &'a str, file: &'a Origin) -> CsvRows<'a> {
        CsvRows::of(piece, self.separator.unwrap_or_default(), file, self.rows_before)
    }

    /// Goes on after these rows.
    pub(in crate::data) fn set_rows_before(&mut self, rows: u32) {
        self.rows_before = rows;
    }

    fn separator(&mut self) -> Separator {
        if let Some(separator) = self.separator {
            return separator;
        }
        let (separator, table) = Separator::of(&self.buffer);
        let named = self.buffer.len() - table.len();
        self.buffer.drain(..named);
        *self.separator.insert(separator)
    }
}
