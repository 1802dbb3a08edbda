//! Text that is read in blocks: its encoding, and its characters.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1257};

use super::snapshot::{DataContent, Snapshot, VerifiedBlocks};
use crate::data::record::is_blank;
use crate::data::{DataError, refusal};
use crate::diag::catalogue::data;
use crate::diag::{FileLocation, Finding, Origin};

/// The encoding of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextEncoding {
    encoding: &'static Encoding,
    bom_length: usize,
}

impl TextEncoding {
    /// Reads the file, and finds its encoding as [`encoding::decode`](crate::data::encoding::decode) does: a byte
    /// order mark decides, else strict UTF-8, else Windows-1257.
    pub(super) fn detect(
        content: &DataContent,
        file: &Origin,
    ) -> Result<(Self, Snapshot, Option<Finding>), DataError> {
        let head = content.read_head(4).map_err(DataError::Read)?;
        let (encoding, bom_length) = Encoding::for_bom(&head).unwrap_or((UTF_8, 0));
        let has_bom = bom_length > 0;
        let text_encoding = Self { encoding, bom_length };
        let mut check = EncodingCheck::new(text_encoding);
        let snapshot = Snapshot::take(content, |block| check.check_block(block)).map_err(DataError::Read)?;
        check.finish();
        if check.undecodable.is_none() {
            check.refuse_binary_or_blank(file)?;
            return Ok((text_encoding, snapshot, None));
        }
        let unknown = |check: &EncodingCheck| {
            // In UTF-16 a line number would help nobody: an editor cannot open it as text.
            let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
            let place = if is_utf16 {
                FileLocation::File
            } else {
                FileLocation::Line { line: check.line, column: 0 }
            };
            let finding = Finding::of(&data::ENCODING, file.at(place)).with("encoding", encoding.name());
            DataError::Refused(refusal(finding))
        };
        if has_bom {
            return Err(unknown(&check));
        }
        let windows_1257 = Self { encoding: WINDOWS_1257, bom_length: 0 };
        let mut second_check = EncodingCheck::new(windows_1257);
        let mut blocks = snapshot.blocks(content).map_err(DataError::Read)?;
        let mut block = Vec::new();
        while blocks.next_block(&mut block)? {
            second_check.check_block(&block);
        }
        drop(blocks);
        second_check.finish();
        if second_check.undecodable.is_some() || second_check.has_c1_controls {
            return Err(unknown(&check));
        }
        second_check.refuse_binary_or_blank(file)?;
        Ok((windows_1257, snapshot, Some(Finding::of(&data::WINDOWS_1257, file.clone()))))
    }
}

/// Decodes a file once, to find what it cannot be.
struct EncodingCheck {
    decoder: Decoder,
    skip: usize,
    scratch: String,
    /// Set where the bytes cannot be decoded; `line` is then that line.
    undecodable: Option<()>,
    line: u32,
    has_text: bool,
    has_nul: bool,
    has_c1_controls: bool,
}

impl EncodingCheck {
    fn new(text_encoding: TextEncoding) -> Self {
        Self {
            decoder: text_encoding.encoding.new_decoder_without_bom_handling(),
            skip: text_encoding.bom_length,
            scratch: String::new(),
            undecodable: None,
            line: 1,
            has_text: false,
            has_nul: false,
            has_c1_controls: false,
        }
    }

    fn check_block(&mut self, block: &[u8]) -> bool {
        let skipped = self.skip.min(block.len());
        self.skip -= skipped;
        self.decode(block.get(skipped..).unwrap_or_default(), false)
    }

    fn finish(&mut self) {
        self.decode(&[], true);
    }

    fn decode(&mut self, bytes: &[u8], last: bool) -> bool {
        if self.undecodable.is_some() {
            return false;
        }
        self.scratch.clear();
        let (result, read) = decode_strict(&mut self.decoder, bytes, &mut self.scratch, last);
        if result.is_err() {
            self.undecodable = Some(());
            self.line = self.line.saturating_add(count_line_feeds(bytes.get(..read).unwrap_or_default()));
            return false;
        }
        self.line = self.line.saturating_add(count_line_feeds(bytes));
        self.has_text = self.has_text || !self.scratch.chars().all(is_blank);
        self.has_nul |= self.scratch.contains('\0');
        self.has_c1_controls |= self.scratch.contains(|c: char| matches!(c, '\u{80}'..='\u{9f}'));
        true
    }

    fn refuse_binary_or_blank(&self, file: &Origin) -> Result<(), DataError> {
        let refused = |entry| Err(DataError::Refused(refusal(Finding::of(entry, file.clone()))));
        match (self.has_nul, self.has_text) {
            (true, _) => refused(&data::BINARY),
            (false, false) => refused(&data::BLANK),
            (false, true) => Ok(()),
        }
    }
}

/// Appends all of `bytes` to `text`, decoded; with the number of bytes that were read.
fn decode_strict(
    decoder: &mut Decoder,
    bytes: &[u8],
    text: &mut String,
    last: bool,
) -> (Result<(), ()>, usize) {
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    text.reserve(room);
    match decoder.decode_to_string_without_replacement(bytes, text, last) {
        (DecoderResult::InputEmpty, read) => (Ok(()), read),
        // There is room for all.
        (DecoderResult::Malformed(..) | DecoderResult::OutputFull, read) => (Err(()), read),
    }
}

/// The text of a file whose encoding is known, block by block.
pub(super) struct DecodedText<'a> {
    blocks: VerifiedBlocks<'a>,
    decoder: Decoder,
    skip: usize,
    block: Vec<u8>,
}

impl<'a> DecodedText<'a> {
    pub(super) fn of(
        content: &'a DataContent,
        snapshot: &'a Snapshot,
        text_encoding: TextEncoding,
    ) -> Result<Self, DataError> {
        let blocks = snapshot.blocks(content).map_err(DataError::Read)?;
        let decoder = text_encoding.encoding.new_decoder_without_bom_handling();
        Ok(Self { blocks, decoder, skip: text_encoding.bom_length, block: Vec::new() })
    }

    /// Adds some more text to `text`; `false` at the end.
    pub(super) fn read_more(&mut self, text: &mut String) -> Result<bool, DataError> {
        let more = self.blocks.next_block(&mut self.block)?;
        let bytes = if more { self.block.get(self.skip..).unwrap_or_default() } else { &[] };
        self.skip = 0;
        let (decoded, _) = decode_strict(&mut self.decoder, bytes, text, !more);
        // Its first reading found nothing wrong.
        decoded.map_err(|()| DataError::Changed)?;
        Ok(more)
    }
}

fn count_line_feeds(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte == b'\n')).sum()
}
