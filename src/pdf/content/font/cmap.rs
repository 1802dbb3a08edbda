//! Reads `CMaps`: code space ranges, CIDs and Unicode text of codes. Unknown operators are skipped (ISO 32000-2,
//! 9.7.5, 9.10.3; Adobe Technical Note 5014).

use std::collections::BTreeMap;

use crate::pdf::lexer::{Lexer, Token};

/// More entries of one `CMap` are dropped.
const MOST_ENTRIES: usize = 100_000;
/// The longest text of one code, in bytes of UTF-16.
const LONGEST_TEXT: usize = 128;

/// An embedded `CMap`.
#[derive(Debug, Clone, Default)]
pub(super) struct CMap {
    /// Length in bytes, first and last code.
    code_spaces: Vec<(usize, u32, u32)>,
    /// First code → last code, first CID.
    cids: BTreeMap<u32, (u32, u32)>,
    texts: BTreeMap<u32, MappedText>,
    pub(super) vertical: bool,
}

#[derive(Debug, Clone)]
struct MappedText {
    last: u32,
    /// In UTF-16; the last unit counts up along the range.
    units: Vec<u16>,
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Keyword(word) = &token else {
                if operands.len() < MOST_ENTRIES * 3 {
                    operands.push(token);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => map.read_code_space(&operands),
                b"endcidchar" => map.read_cids(&operands, false),
                b"endcidrange" => map.read_cids(&operands, true),
                b"endbfchar" => map.read_texts(&operands, false),
                b"endbfrange" => map.read_texts(&operands, true),
                b"def" => map.read_definition(&operands),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    /// Whether it has code space ranges.
    pub(super) fn has_code_space(&self) -> bool {
        !self.code_spaces.is_empty()
    }

    /// The next code of a string, and its length in bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let mut code = 0u32;
        for (index, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = index + 1;
            let fits = |(size, low, high): &(usize, u32, u32)| {
                // Every byte lies in its own range (9.7.6.2).
                *size == length
                    && (0..length).all(|n| {
                        let byte = |code: u32| code >> (8 * n) & 0xff;
                        (byte(*low)..=byte(*high)).contains(&byte(code))
                    })
            };
            if self.code_spaces.iter().any(fits) {
                return Some((code, length));
            }
        }
        // No range holds the code: the shortest length is taken.
        let length =
            self.code_spaces.iter().map(|(size, ..)| *size).min().unwrap_or(1).min(bytes.len()).max(1);
        let code = bytes.get(..length)?.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
        Some((code, length))
    }

    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        let (first, (last, cid)) = self.cids.range(..=code).next_back()?;
        (code <= *last).then(|| cid.saturating_add(code - first))
    }

    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (first, text) = self.texts.range(..=code).next_back()?;
        if code > text.last {
            return None;
        }
        let mut units = text.units.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(u16::try_from(code - first).ok()?);
        }
        String::from_utf16(&units).ok().filter(|text| !text.is_empty())
    }

    fn read_code_space(&mut self, operands: &[Token]) {
        for [low, high] in operands.as_chunks::<2>().0 {
            if let (Some((low, size)), Some((high, _))) = (code_of(low), code_of(high))
                && self.code_spaces.len() < 256
            {
                self.code_spaces.push((size, low, high));
            }
        }
    }

    fn read_cids(&mut self, operands: &[Token], ranges: bool) {
        let size = if ranges { 3 } else { 2 };
        for entry in operands.chunks_exact(size) {
            let (Some((first, _)), Some(Token::Integer(cid))) =
                (entry.first().and_then(code_of), entry.last())
            else {
                continue;
            };
            let last =
                if ranges { entry.get(1).and_then(code_of).map_or(first, |(last, _)| last) } else { first };
            if let Ok(cid) = u32::try_from(*cid)
                && self.cids.len() < MOST_ENTRIES
            {
                self.cids.insert(first, (last, cid));
            }
        }
    }

    fn read_texts(&mut self, operands: &[Token], ranges: bool) {
        let mut rest = operands;
        while let Some((first, tail)) = rest.split_first() {
            rest = tail;
            let Some((first, _)) = code_of(first) else { continue };
            let mut last = first;
            if ranges && let [token, tail @ ..] = rest {
                last = code_of(token).map_or(first, |(last, _)| last);
                rest = tail;
            }
            match rest {
                [Token::ArrayOpen, tail @ ..] => {
                    let end = tail.iter().position(|token| *token == Token::ArrayClose).unwrap_or(tail.len());
                    let (items, after) = tail.split_at_checked(end).unwrap_or((tail, &[]));
                    for (code, item) in (first..=last).zip(items) {
                        self.add_text(code, code, item);
                    }
                    rest = after.get(1..).unwrap_or_default();
                }
                [item, tail @ ..] => {
                    self.add_text(first, last, item);
                    rest = tail;
                }
                [] => {}
            }
        }
    }

    fn add_text(&mut self, first: u32, last: u32, item: &Token) {
        let units: Vec<u16> = match item {
            Token::String(bytes) if bytes.len() == 1 => bytes.iter().map(|b| u16::from(*b)).collect(),
            Token::String(bytes) if bytes.len() <= LONGEST_TEXT => {
                bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
            }
            Token::Name(name) => {
                super::encoding::glyph_name_text(name).unwrap_or_default().encode_utf16().collect()
            }
            _ => return,
        };
        if self.texts.len() < MOST_ENTRIES {
            self.texts.insert(first, MappedText { last, units });
        }
    }

    fn read_definition(&mut self, operands: &[Token]) {
        if let [.., Token::Name(name), Token::Integer(value)] = operands
            && name == b"WMode"
        {
            self.vertical = *value == 1;
        }
    }
}

fn code_of(token: &Token) -> Option<(u32, usize)> {
    let Token::String(bytes) = token else { return None };
    let fits = (1..=4).contains(&bytes.len());
    fits.then(|| (bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_every_form() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0101> <0112>] endbfrange",
        );
        let text = |code| map.text(code).unwrap_or_default();
        assert_eq!([3, 4, 0x11, 0x12, 0x20, 0x21].map(text).concat(), " fiBCāĒ");
        assert_eq!(map.text(0x13), None);
        assert_eq!(map.next_code(b"\x00\x03\x00"), Some((3, 2)));
    }

    #[test]
    fn codes_of_mixed_length() {
        let map = CMap::parse(
            b"/WMode 1 def 2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange\n\
              1 begincidrange <20> <7e> 231 endcidrange 1 begincidchar <8140> 633 endcidchar",
        );
        assert!(map.vertical);
        assert_eq!(map.next_code(b"A"), Some((0x41, 1)));
        assert_eq!(map.next_code(b"\x81\x40"), Some((0x8140, 2)));
        assert_eq!(map.next_code(b"\xff\xff"), Some((0xff, 1)));
        assert_eq!((map.cid(0x21), map.cid(0x8140), map.cid(0x7f)), (Some(232), Some(633), None));
        assert_eq!(CMap::default().next_code(b""), None);
    }

    proptest::proptest! {
        #[test]
        fn reads_anything(text in "(<[0-9a-f]{0,6}>|\\[|\\]|[0-9]{1,3}|/a|endbfrange|endbfchar|endcidrange|endcodespacerange| ){0,60}") {
            let map = CMap::parse(text.as_bytes());
            map.text(5);
            proptest::prop_assert!(map.next_code(b"\x05\x06").is_some_and(|(_, length)| (1..=2).contains(&length)));
        }
    }
}
