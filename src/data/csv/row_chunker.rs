//! Cuts a text that is read in parts into chunks of whole rows.

use super::CsvRows;
use super::separator::{QuoteState, Separator};
use crate::diag::Origin;

/// Text that is read in parts, and the whole rows at its head.
pub(in crate::data) struct RowChunker {
    buffer: String,
    /// Offsets into `buffer`: how far it is scanned, and where its last whole row ends.
    scanned: usize,
    last_row_end: usize,
    quote_state: QuoteState,
    separator: Option<Separator>,
    /// How many rows earlier chunks had.
    rows_before: u32,
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

    /// The text whose last row has not ended; the caller appends what it reads next.
    pub(in crate::data) fn buffer(&mut self) -> &mut String {
        &mut self.buffer
    }

    /// A chunk of whole rows, where there is one. The first call decides the separator: it should find some rows.
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
            let state = self.quote_state.after(*byte, separator);
            let ends_row = state == QuoteState::Unquoted && matches!(byte, b'\r' | b'\n');
            self.quote_state = if ends_row { QuoteState::Start } else { state };
            if ends_row && (*byte == b'\n' || next != Some(&b'\n')) {
                self.last_row_end = self.scanned;
            }
        }
        if self.last_row_end == 0 {
            return None;
        }
        let rest = self.buffer.split_off(self.last_row_end);
        self.scanned -= self.last_row_end;
        self.last_row_end = 0;
        Some(std::mem::replace(&mut self.buffer, rest))
    }

    /// The rest at the end of the text, a whole row or not.
    pub(in crate::data) fn last_chunk(&mut self) -> Option<String> {
        self.separator();
        (self.scanned, self.last_row_end, self.quote_state) = (0, 0, QuoteState::Start);
        Some(std::mem::take(&mut self.buffer)).filter(|last| !last.is_empty())
    }

    /// The rows of a chunk; once they are read, their number goes to [`RowChunker::set_rows_before`].
    pub(in crate::data) fn rows_of<'a>(&self, chunk: &'a str, file: &'a Origin) -> CsvRows<'a> {
        CsvRows::of(chunk, self.separator.unwrap_or_default(), file, self.rows_before)
    }

    /// Sets how many rows earlier chunks had.
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
