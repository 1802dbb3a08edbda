use super::Rows;
use super::separator::Separator;
use crate::diag::Origin;

/// Cuts a text that comes in parts into pieces of whole rows.
pub(in crate::data) struct Pieces {
    pending: String,
    /// How far `pending` has been looked at, and where its last whole row ends.
    seen: usize,
    end: usize,
    at: At,
    separator: Option<Separator>,
    /// Rows of the pieces before.
    rows: u32,
}

/// Where in a row a byte stands. As the reader has it, a quote opens only at the start of a cell, and a doubled one
/// inside is a sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    Closed,
}

impl Pieces {
    pub(in crate::data) fn new() -> Self {
        Self { pending: String::new(), seen: 0, end: 0, at: At::Start, separator: None, rows: 0 }
    }

    /// The text that waits for its rows to end; what comes next is added to it.
    pub(in crate::data) fn pending(&mut self) -> &mut String {
        &mut self.pending
    }

    /// A piece of whole rows, where there is one. The first call decides the separator: it should find some rows.
    pub(in crate::data) fn cut(&mut self) -> Option<String> {
        let separator = self.separator();
        let bytes = self.pending.as_bytes();
        while let Some(byte) = bytes.get(self.seen) {
            // The byte after a carriage return belongs to it or not: wait for it.
            let next = bytes.get(self.seen + 1);
            if *byte == b'\r' && next.is_none() {
                break;
            }
            self.seen += 1;
            self.at = match (self.at, *byte) {
                (At::Quoted, b'"') => At::Closed,
                (At::Start | At::Closed, b'"') | (At::Quoted, _) => At::Quoted,
                (_, byte) if byte == separator.byte() => At::Start,
                (_, b'\n') => {
                    self.end = self.seen;
                    At::Start
                }
                (_, b'\r') => {
                    if next != Some(&b'\n') {
                        self.end = self.seen;
                    }
                    At::Start
                }
                _ => At::Plain,
            };
        }
        if self.end == 0 {
            return None;
        }
        let rest = self.pending.split_off(self.end);
        self.seen -= self.end;
        self.end = 0;
        Some(std::mem::replace(&mut self.pending, rest))
    }

    /// What is left at the end of the text, whole or not.
    pub(in crate::data) fn last(&mut self) -> Option<String> {
        self.separator();
        (self.seen, self.end, self.at) = (0, 0, At::Start);
        Some(std::mem::take(&mut self.pending)).filter(|last| !last.is_empty())
    }

    /// The rows of a piece; [`Pieces::after`] hears of them when they have been read.
    pub(in crate::data) fn rows<'a>(&self, piece: &'a str, file: &'a Origin) -> Rows<'a> {
        Rows::of(piece, self.separator.unwrap_or_default(), file, self.rows)
    }

    /// Goes on after these rows.
    pub(in crate::data) fn after(&mut self, rows: u32) {
        self.rows = rows;
    }

    fn separator(&mut self) -> Separator {
        if let Some(separator) = self.separator {
            return separator;
        }
        let (separator, table) = Separator::of(&self.pending);
        let named = self.pending.len() - table.len();
        self.pending.drain(..named);
        *self.separator.insert(separator)
    }
}
