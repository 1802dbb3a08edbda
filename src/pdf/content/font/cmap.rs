//! Reads `CMaps`: code space ranges, CIDs and Unicode text of codes (ISO 32000-2, 9.7.5, 9.10.3; Adobe Technical Note
//! 5014).
//!
//! Unknown operators are skipped, and what is damaged is read as far as it goes, as viewers do. What two viewers could
//! read differently is told as the fault of the map ([`CMap::check`]), for those who must know.

use std::collections::BTreeMap;

use crate::pdf::font::FontError;
use crate::pdf::lexer::{Lexer, Token};

/// The most bytes of a `CMap`: one of 65,536 codes, each with a text of its own, has about 1 MB.
pub(crate) const MOST_CMAP: usize = 4 << 20;
/// More entries of one `CMap` are dropped, which is a fault.
const MOST_ENTRIES: usize = 100_000;
/// The longest text of one code, in bytes of UTF-16; ligatures have a handful.
const LONGEST_TEXT: usize = 128;
/// More code space ranges are dropped, which is a fault.
const MOST_CODE_SPACES: usize = 256;

/// An embedded `CMap`.
#[derive(Debug, Clone, Default)]
pub(crate) struct CMap {
    /// Length in bytes, first and last code.
    code_spaces: Vec<(usize, u32, u32)>,
    /// First code → last code, first CID.
    cids: BTreeMap<u32, (u32, u32)>,
    texts: BTreeMap<u32, MappedText>,
    pub(super) vertical: bool,
    /// The first thing that two viewers could read differently.
    fault: Option<FontError>,
}

#[derive(Debug, Clone, PartialEq)]
struct MappedText {
    last: u32,
    /// The length of the codes in bytes.
    length: usize,
    /// In UTF-16; the last unit counts up along the range.
    units: Vec<u16>,
}

/// The operator that ends the section that is open.
type OpenSection<'a> = Option<&'a [u8]>;

const BACKWARDS: FontError = FontError::Damaged("ToUnicode: a range that runs backwards");
const HALF_AN_ENTRY: FontError = FontError::Damaged("ToUnicode: half an entry");
const NO_CODE: FontError = FontError::Damaged("ToUnicode: no code where one is due");
const NO_TEXT: FontError = FontError::Damaged("ToUnicode: no text where one is due");
const NO_UTF16: FontError = FontError::Damaged("ToUnicode: no UTF-16");

impl CMap {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        if bytes.len() > MOST_CMAP {
            map.blame(FontError::TooLarge("ToUnicode"));
            return map;
        }
        let mut operands: Vec<Token> = Vec::new();
        let mut section: OpenSection<'static> = None;
        let mut lexer = Lexer::new(bytes);
        loop {
            lexer.skip_white_space();
            let from = lexer.offset();
            let Some(token) = lexer.next() else { break };
            let Token::Keyword(word) = &token else {
                if matches!(token, Token::String(_)) {
                    map.check_string(bytes.get(from..lexer.offset()).unwrap_or_default(), section);
                }
                if operands.len() < MOST_ENTRIES * 3 {
                    operands.push(token);
                } else {
                    map.blame(FontError::TooLarge("ToUnicode: entries"));
                }
                continue;
            };
            section = map.follow(section, word);
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
        if section.is_some() {
            map.blame(FontError::Damaged("ToUnicode: ends within a section"));
        }
        map
    }

    /// Whether every viewer reads the same texts: nothing is damaged or dropped, no code has two texts or is outside
    /// of the code space, and no other map is used.
    ///
    /// # Errors
    /// The first fault.
    pub(crate) fn check(&self) -> Result<(), FontError> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let length = self.code_length().ok_or(FontError::Damaged("ToUnicode: no code space"))?;
        let is_inside = |first: u32, text: &MappedText| {
            let holds = |(size, low, high): &(usize, u32, u32)| {
                *size == text.length && *low <= first && text.last <= *high
            };
            text.length == length && self.code_spaces.iter().any(holds)
        };
        if !self.texts.iter().all(|(first, text)| is_inside(*first, text)) {
            return Err(FontError::Damaged("ToUnicode: a code outside the code space"));
        }
        Ok(())
    }

    /// The length of the codes of the first code space, in bytes.
    pub(crate) fn code_length(&self) -> Option<usize> {
        self.code_spaces.first().map(|(length, ..)| *length)
    }

    /// The codes that have a text, in order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = u32> {
        self.texts.iter().flat_map(|(first, text)| *first..=text.last)
    }

    /// The character of a code, where its text is a single one.
    pub(crate) fn letter(&self, code: u32) -> Option<char> {
        let text = self.text(code)?;
        let mut letters = text.chars();
        letters.next().filter(|_| letters.next().is_none())
    }

    fn blame(&mut self, fault: FontError) {
        self.fault.get_or_insert(fault);
    }

    /// A string is closed, and within a section it is in hexadecimal digits.
    fn check_string(&mut self, raw: &[u8], section: OpenSection<'_>) {
        match raw {
            [b'<', digits @ .., b'>'] => {
                if !digits.iter().all(|b| b.is_ascii_hexdigit() || b.is_ascii_whitespace()) {
                    self.blame(FontError::Damaged("ToUnicode: hexadecimal string"));
                }
            }
            [b'<', ..] => self.blame(FontError::Damaged("ToUnicode: hexadecimal string")),
            [b'(', .., b')'] if section.is_none() => {}
            [b'(', .., b')'] => self.blame(NO_TEXT),
            _ => self.blame(FontError::Damaged("ToUnicode: string without end")),
        }
    }

    /// The section that is open after an operator.
    fn follow(&mut self, section: OpenSection<'static>, word: &[u8]) -> OpenSection<'static> {
        const SECTIONS: [(&[u8], &[u8]); 5] = [
            (b"begincodespacerange", b"endcodespacerange"),
            (b"begincidchar", b"endcidchar"),
            (b"begincidrange", b"endcidrange"),
            (b"beginbfchar", b"endbfchar"),
            (b"beginbfrange", b"endbfrange"),
        ];
        if word == b"usecmap" {
            self.blame(FontError::Unsupported("ToUnicode that uses another CMap"));
        }
        let begins = SECTIONS.iter().find(|(begin, _)| *begin == word).map(|(_, end)| *end);
        let ends = SECTIONS.iter().any(|(_, end)| *end == word);
        match section {
            None if ends => {}
            None => return begins,
            Some(end) if end == word => return None,
            Some(_) => {}
        }
        self.blame(FontError::Damaged("ToUnicode: sections out of order"));
        begins
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

    pub(crate) fn text(&self, code: u32) -> Option<String> {
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
        let (pairs, half) = operands.as_chunks::<2>();
        if !half.is_empty() {
            self.blame(HALF_AN_ENTRY);
        }
        for [low, high] in pairs {
            let (Some((low, size)), Some((high, other))) = (code_of(low), code_of(high)) else {
                self.blame(NO_CODE);
                continue;
            };
            if size != other || low > high {
                self.blame(BACKWARDS);
            }
            if self.code_spaces.len() < MOST_CODE_SPACES {
                self.code_spaces.push((size, low, high));
            } else {
                self.blame(FontError::TooLarge("ToUnicode: entries"));
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
            if self.cids.len() >= MOST_ENTRIES {
                return self.blame(FontError::TooLarge("CMap: entries"));
            }
            if let Ok(cid) = u32::try_from(*cid) {
                self.cids.insert(first, (last, cid));
            }
        }
    }

    fn read_texts(&mut self, operands: &[Token], ranges: bool) {
        let mut rest = operands;
        while let Some((first, tail)) = rest.split_first() {
            rest = tail;
            let Some((first, length)) = code_of(first) else {
                self.blame(NO_CODE);
                continue;
            };
            let mut last = first;
            if ranges && let [token, tail @ ..] = rest {
                match code_of(token) {
                    Some((code, size)) if size == length && code >= first => last = code,
                    Some((code, _)) => {
                        self.blame(BACKWARDS);
                        last = code;
                    }
                    None => self.blame(NO_CODE),
                }
                rest = tail;
            }
            match rest {
                [Token::ArrayOpen, tail @ ..] => {
                    let end = tail.iter().position(|token| *token == Token::ArrayClose).unwrap_or(tail.len());
                    let (items, after) = tail.split_at_checked(end).unwrap_or((tail, &[]));
                    self.check_array(u64::from(last) - u64::from(first.min(last)) + 1, items.len(), ranges);
                    for (code, item) in (first..=last).zip(items) {
                        self.add_text((code, length), code, item);
                    }
                    rest = after.get(1..).unwrap_or_default();
                }
                [item, tail @ ..] => {
                    self.add_text((first, length), last, item);
                    rest = tail;
                }
                [] => self.blame(HALF_AN_ENTRY),
            }
        }
    }

    /// An array has one text for each code of its range.
    fn check_array(&mut self, codes: u64, texts: usize, ranges: bool) {
        match u64::try_from(texts).unwrap_or(u64::MAX) {
            _ if !ranges => self.blame(NO_TEXT),
            texts if texts < codes => self.blame(NO_TEXT),
            texts if texts > codes => self.blame(FontError::Damaged("ToUnicode: array of another length")),
            _ => {}
        }
    }

    fn add_text(&mut self, (first, length): (u32, usize), last: u32, item: &Token) {
        let units: Vec<u16> = match item {
            Token::String(bytes) if bytes.len() == 1 => {
                self.blame(NO_UTF16);
                bytes.iter().map(|b| u16::from(*b)).collect()
            }
            Token::String(bytes) if bytes.len() <= LONGEST_TEXT => {
                if bytes.is_empty() || bytes.len() % 2 != 0 {
                    self.blame(NO_UTF16);
                }
                bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
            }
            Token::String(_) => return self.blame(FontError::TooLarge("ToUnicode: text of a code")),
            Token::Name(name) => {
                self.blame(NO_TEXT);
                super::encoding::glyph_name_text(name).unwrap_or_default().encode_utf16().collect()
            }
            _ => return self.blame(NO_TEXT),
        };
        let text = MappedText { last, length, units };
        self.check_text(first, &text);
        if self.texts.len() < MOST_ENTRIES {
            self.texts.insert(first, text);
        } else {
            self.blame(FontError::TooLarge("ToUnicode: entries"));
        }
    }

    /// The texts of a range are UTF-16 and differ in the last byte only, and no code of it has another text.
    fn check_text(&mut self, first: u32, text: &MappedText) {
        if String::from_utf16(&text.units).is_err() {
            self.blame(NO_UTF16);
        }
        let room = text.units.last().map_or(0, |unit| 0xff - u32::from(unit & 0xff));
        if text.last.saturating_sub(first) > room {
            self.blame(FontError::Damaged("ToUnicode: range over more than the last byte"));
        }
        // Up to the first fault, no two ranges share a code: one that shares any begins last, or is the next one.
        let shares = |(own, other): (&u32, &MappedText)| {
            let is_same = *own == first && other == text;
            !is_same && other.last >= first
        };
        if self.fault.is_none() && self.texts.range(..=text.last).next_back().is_some_and(shares) {
            self.blame(FontError::Damaged("ToUnicode: a code with two meanings"));
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
    use crate::pdf::font::to_unicode_cmap;
    use proptest::prelude::*;

    /// A `CMap` of two-byte codes with these sections.
    fn cmap(sections: &str) -> String {
        format!("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{sections}\nendcmap end")
    }

    fn read(sections: &str) -> Result<Vec<(u32, String)>, FontError> {
        let map = CMap::parse(cmap(sections).as_bytes());
        map.check()?;
        Ok(map.codes().map(|code| (code, map.text(code).unwrap_or_default())).collect())
    }

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

    fn texts(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
        expected.iter().map(|(code, text)| (*code, (*text).to_owned())).collect()
    }

    #[test]
    fn characters_and_ranges_are_read() {
        let sections =
            "2 beginbfchar <0001> <0101> % a comment with <0009>\n<00 02> <0066 0066 0069> endbfchar
            2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<D835DC00> <017E>] endbfrange";
        assert_eq!(
            read(sections),
            Ok(texts(&[(1, "ā"), (2, "ffi"), (3, "a"), (4, "b"), (5, "c"), (6, "\u{1D400}"), (7, "ž")]))
        );
        let to_unicode = CMap::parse(cmap(sections).as_bytes());
        assert_eq!(
            (to_unicode.letter(1), to_unicode.letter(2), to_unicode.text(2), to_unicode.letter(8)),
            (Some('ā'), None, Some("ffi".to_owned()), None)
        );
    }

    #[test]
    fn a_font_of_one_byte_codes_is_read() {
        let cmap = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0100> endbfchar";
        let to_unicode = CMap::parse(cmap.as_bytes());
        assert_eq!((to_unicode.code_length(), to_unicode.letter(0x41)), (Some(1), Some('Ā')));
    }

    #[test]
    fn what_viewers_would_read_differently_is_refused() {
        let damaged = |what| Err(FontError::Damaged(what));
        for (sections, error) in [
            (
                "1 beginbfchar <0001> <0041> <0001> <0042> endbfchar",
                damaged("ToUnicode: a code with two meanings"),
            ),
            ("1 beginbfchar <01> <0041> endbfchar", damaged("ToUnicode: a code outside the code space")),
            (
                "1 beginbfrange <0001> <0003> <00FE> endbfrange",
                damaged("ToUnicode: range over more than the last byte"),
            ),
            (
                "1 beginbfrange <0003> <0001> <0041> endbfrange",
                damaged("ToUnicode: a range that runs backwards"),
            ),
            (
                "1 beginbfrange <0001> <0002> [<0041>] endbfrange",
                damaged("ToUnicode: no text where one is due"),
            ),
            (
                "1 beginbfrange <0001> <0001> [<0041> <0042>] endbfrange",
                damaged("ToUnicode: array of another length"),
            ),
            ("1 beginbfchar <0001> <D800> endbfchar", damaged("ToUnicode: no UTF-16")),
            ("1 beginbfchar <0001> <41> endbfchar", damaged("ToUnicode: no UTF-16")),
            ("1 beginbfchar <0001> endbfchar", damaged("ToUnicode: half an entry")),
            ("1 beginbfchar <0001> /A endbfchar", damaged("ToUnicode: no text where one is due")),
            ("1 beginbfchar <0001> <0041> endbfrange", damaged("ToUnicode: sections out of order")),
            ("1 beginbfchar <0001> <0041", damaged("ToUnicode: hexadecimal string")),
            ("(never closed", damaged("ToUnicode: string without end")),
            ("/Other usecmap", Err(FontError::Unsupported("ToUnicode that uses another CMap"))),
        ] {
            assert_eq!(read(sections), error, "{sections}");
        }
        assert_eq!(
            CMap::parse(b"1 beginbfchar <0001> <0041> endbfchar").check(),
            Err(FontError::Damaged("ToUnicode: no code space"))
        );
        assert_eq!(
            CMap::parse(b"1 beginbfchar").check(),
            Err(FontError::Damaged("ToUnicode: ends within a section"))
        );
    }

    #[test]
    fn a_small_file_cannot_ask_for_much() {
        let many: String = (0..MOST_ENTRIES).map(|code| format!("<{:04x}><4E00>", code % 65_536)).collect();
        assert_eq!(read(&format!("beginbfchar {many} endbfchar")).map(|texts| texts.len()), Ok(65_536));
        let nested = "[".repeat(MOST_ENTRIES * 3 + 1);
        assert_eq!(read(&format!("beginbfrange {nested}")), Err(FontError::TooLarge("ToUnicode: entries")));
        assert_eq!(CMap::parse(&vec![b' '; MOST_CMAP + 1]).check(), Err(FontError::TooLarge("ToUnicode")));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(letters in prop::collection::btree_set(any::<char>(), 0..300)) {
            let letters: Vec<char> = letters.into_iter().collect();
            let map = CMap::parse(to_unicode_cmap(&letters).as_bytes());
            prop_assert_eq!(map.check(), Ok(()));
            let read: Vec<(u32, Option<char>)> = map.codes().map(|code| (code, map.letter(code))).collect();
            let expected: Vec<(u32, Option<char>)> = (1..).zip(letters.iter().copied().map(Some)).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn arbitrary_and_mutated_bytes_never_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10),
        ) {
            let _ = CMap::parse(&bytes).check();
            let mut mutated = to_unicode_cmap(&['a', 'b', 'c', 'ā', 'ž', '\u{1D400}']).into_bytes();
            for (place, byte) in changes {
                let place = place.index(mutated.len());
                mutated[place] = byte;
            }
            let _ = CMap::parse(&mutated).check();
        }
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
