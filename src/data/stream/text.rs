//! Text that comes in blocks: its encoding, and its letters.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1257};

use super::DataError;
use super::snapshot::{Blocks, Body, Snapshot};
use crate::data::record::is_blank;
use crate::data::refusal;
use crate::diag::catalogue::data;
use crate::diag::{Finding, Origin, Place};

/// How a file's bytes stand for letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    encoding: &'static Encoding,
    mark: usize,
}

impl Letters {
    /// Reads the file, and finds its encoding as [`encoding::decode`](crate::data::encoding::decode) does: a byte
    /// order mark decides, else strict UTF-8, else Windows-1257.
    pub(super) fn of(body: &Body, file: &Origin) -> Result<(Self, Snapshot, Option<Finding>), DataError> {
        let head = body.head(4).map_err(DataError::Read)?;
        let (encoding, mark) = Encoding::for_bom(&head).unwrap_or((UTF_8, 0));
        let marked = mark > 0;
        let letters = Self { encoding, mark };
        let mut look = Look::for_letters(letters);
        let snapshot = Snapshot::take(body, |block| look.block(block)).map_err(DataError::Read)?;
        look.end();
        if look.bad.is_none() {
            look.judge(file)?;
            return Ok((letters, snapshot, None));
        }
        let unknown = |look: &Look| {
            // UTF-16 is damaged at no line that a person could look up.
            let wide = encoding == UTF_16LE || encoding == UTF_16BE;
            let place = if wide { Place::File } else { Place::Line { line: look.line, column: 0 } };
            let finding = Finding::of(&data::ENCODING, file.at(place)).with("encoding", encoding.name());
            DataError::Refused(refusal(finding))
        };
        if marked {
            return Err(unknown(&look));
        }
        let baltic = Self { encoding: WINDOWS_1257, mark: 0 };
        let mut second = Look::for_letters(baltic);
        let mut blocks = snapshot.again(body).map_err(DataError::Read)?;
        let mut block = Vec::new();
        while blocks.next(&mut block)? {
            second.block(&block);
        }
        drop(blocks);
        second.end();
        if second.bad.is_some() || second.controls {
            return Err(unknown(&look));
        }
        second.judge(file)?;
        Ok((baltic, snapshot, Some(Finding::of(&data::WINDOWS_1257, file.clone()))))
    }
}

/// A first look at the letters of a file.
struct Look {
    decoder: Decoder,
    skip: usize,
    scratch: String,
    /// What cannot be read.
    bad: Option<()>,
    line: u32,
    filled: bool,
    zero: bool,
    controls: bool,
}

impl Look {
    fn for_letters(letters: Letters) -> Self {
        Self {
            decoder: letters.encoding.new_decoder_without_bom_handling(),
            skip: letters.mark,
            scratch: String::new(),
            bad: None,
            line: 1,
            filled: false,
            zero: false,
            controls: false,
        }
    }

    fn block(&mut self, block: &[u8]) -> bool {
        let skipped = self.skip.min(block.len());
        self.skip -= skipped;
        self.decode(block.get(skipped..).unwrap_or_default(), false)
    }

    fn end(&mut self) {
        self.decode(&[], true);
    }

    fn decode(&mut self, bytes: &[u8], last: bool) -> bool {
        if self.bad.is_some() {
            return false;
        }
        self.scratch.clear();
        let (result, read) = strictly(&mut self.decoder, bytes, &mut self.scratch, last);
        if result.is_err() {
            self.bad = Some(());
            self.line = self.line.saturating_add(line_feeds(bytes.get(..read).unwrap_or_default()));
            return false;
        }
        self.line = self.line.saturating_add(line_feeds(bytes));
        self.filled = self.filled || !self.scratch.chars().all(is_blank);
        self.zero |= self.scratch.contains('\0');
        self.controls |= self.scratch.contains(|c: char| matches!(c, '\u{80}'..='\u{9f}'));
        true
    }

    fn judge(&self, file: &Origin) -> Result<(), DataError> {
        let refused = |entry| Err(DataError::Refused(refusal(Finding::of(entry, file.clone()))));
        match (self.zero, self.filled) {
            (true, _) => refused(&data::BINARY),
            (false, false) => refused(&data::BLANK),
            (false, true) => Ok(()),
        }
    }
}

/// Decodes all of `bytes` onto `text`; else says how far it came.
fn strictly(decoder: &mut Decoder, bytes: &[u8], text: &mut String, last: bool) -> (Result<(), ()>, usize) {
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    text.reserve(room);
    match decoder.decode_to_string_without_replacement(bytes, text, last) {
        (DecoderResult::InputEmpty, read) => (Ok(()), read),
        // There is room for all.
        (DecoderResult::Malformed(..) | DecoderResult::OutputFull, read) => (Err(()), read),
    }
}

/// The text of a file whose letters are known.
pub(super) struct Text<'a> {
    blocks: Blocks<'a>,
    decoder: Decoder,
    skip: usize,
    block: Vec<u8>,
}

impl<'a> Text<'a> {
    pub(super) fn of(body: &'a Body, snapshot: &'a Snapshot, letters: Letters) -> Result<Self, DataError> {
        let blocks = snapshot.again(body).map_err(DataError::Read)?;
        let decoder = letters.encoding.new_decoder_without_bom_handling();
        Ok(Self { blocks, decoder, skip: letters.mark, block: Vec::new() })
    }

    /// Adds some more text to `text`; `false` at the end.
    pub(super) fn next(&mut self, text: &mut String) -> Result<bool, DataError> {
        let more = self.blocks.next(&mut self.block)?;
        let bytes = if more { self.block.get(self.skip..).unwrap_or_default() } else { &[] };
        self.skip = 0;
        let (decoded, _) = strictly(&mut self.decoder, bytes, text, !more);
        // Its first reading found nothing wrong.
        decoded.map_err(|()| DataError::Changed)?;
        Ok(more)
    }
}

fn line_feeds(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte == b'\n')).sum()
}
