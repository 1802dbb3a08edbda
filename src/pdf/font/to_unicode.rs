//! Reads a ToUnicode `CMap`: the text of each code.
//!
//! Source: ISO 32000-2, 9.10.3; Adobe Technical Note 5014 for the syntax.

use std::collections::BTreeMap;

use super::FontError;

/// The texts of the codes of a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToUnicode {
    /// In bytes: 1 or 2.
    code_length: usize,
    texts: BTreeMap<u16, String>,
}

/// A `CMap` of 65,536 codes, each with a text of its own, has about 1 MB.
const MOST_BYTES: usize = 4 << 20;
/// Entries, ranges counted in full: every two-byte code, and as many repetitions.
const MOST_ENTRIES: usize = 2 << 16;
/// Code units of UTF-16 for one code; ligatures have a handful.
const LONGEST_TEXT: usize = 64;

impl ToUnicode {
    /// Reads a decoded `CMap`.
    ///
    /// # Errors
    /// A `CMap` that is damaged or too large, codes outside the code space, and a code with two texts, of which
    /// viewers could take either.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, FontError> {
        if bytes.len() > MOST_BYTES {
            return Err(FontError::TooLarge("ToUnicode"));
        }
        let mut reader = CMapReader::default();
        let mut tokens = CMapTokens { rest: bytes };
        while let Some(token) = tokens.next()? {
            reader.read_token(token)?;
        }
        reader.finish()
    }

    /// The length of a code in a shown string, in bytes.
    pub(crate) fn code_length(&self) -> usize {
        self.code_length
    }

    /// The text of a code.
    pub(crate) fn text(&self, code: u16) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// The character of a code, where its text is a single one.
    pub(crate) fn letter(&self, code: u16) -> Option<char> {
        let mut letters = self.text(code)?.chars();
        letters.next().filter(|_| letters.next().is_none())
    }

    /// All codes with their texts, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, &str)> {
        self.texts.iter().map(|(code, text)| (*code, text.as_str()))
    }
}

/// A code in a `CMap`: its bytes as a number, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CMapCode {
    value: u16,
    length: usize,
}

#[derive(Default)]
struct CMapReader {
    section: CMapSection,
    operands: Vec<CMapToken>,
    /// First and last code of each range.
    code_space: Vec<(CMapCode, CMapCode)>,
    /// The length of each code, and its text.
    mappings: BTreeMap<u16, (usize, String)>,
    entries: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum CMapSection {
    #[default]
    Outside,
    CodeSpace,
    Chars,
    Ranges,
}

impl CMapReader {
    fn read_token(&mut self, token: CMapToken) -> Result<(), FontError> {
        let CMapToken::Operator(name) = &token else {
            if self.section != CMapSection::Outside {
                self.operands.push(token);
            }
            return Ok(());
        };
        let begins = match name.as_slice() {
            b"begincodespacerange" => CMapSection::CodeSpace,
            b"beginbfchar" => CMapSection::Chars,
            b"beginbfrange" => CMapSection::Ranges,
            b"usecmap" => return Err(FontError::Unsupported("ToUnicode that uses another CMap")),
            _ => CMapSection::Outside,
        };
        let ends = match name.as_slice() {
            b"endcodespacerange" => CMapSection::CodeSpace,
            b"endbfchar" => CMapSection::Chars,
            b"endbfrange" => CMapSection::Ranges,
            _ => CMapSection::Outside,
        };
        match self.section {
            CMapSection::Outside if ends == CMapSection::Outside => self.section = begins,
            section if section == ends => self.end_section()?,
            _ => return Err(FontError::Damaged("ToUnicode: sections out of order")),
        }
        Ok(())
    }

    fn end_section(&mut self) -> Result<(), FontError> {
        let section = std::mem::take(&mut self.section);
        let mut operands = std::mem::take(&mut self.operands).into_iter();
        while let Some(first) = operands.next() {
            let mut next = || operands.next().ok_or(FontError::Damaged("ToUnicode: half an entry"));
            match section {
                CMapSection::CodeSpace => self.code_space.push(in_order(first.code()?, next()?.code()?)?),
                CMapSection::Chars => self.map(first.code()?, &next()?.units()?)?,
                CMapSection::Ranges => {
                    let (first, last) = in_order(first.code()?, next()?.code()?)?;
                    match next()? {
                        CMapToken::ArrayOpen => {
                            for value in first.value..=last.value {
                                self.map(CMapCode { value, ..first }, &next()?.units()?)?;
                            }
                            if next()? != CMapToken::ArrayClose {
                                return Err(FontError::Damaged("ToUnicode: array of another length"));
                            }
                        }
                        start => self.map_range(first, last, start.units()?)?,
                    }
                }
                CMapSection::Outside => {}
            }
        }
        Ok(())
    }

    /// Maps consecutive codes to texts that differ in the last byte; further than 0xFF it may not run.
    fn map_range(&mut self, first: CMapCode, last: CMapCode, mut units: Vec<u16>) -> Result<(), FontError> {
        let overflow = FontError::Damaged("ToUnicode: range over more than the last byte");
        let steps = last.value - first.value;
        let low = units.last().map(|unit| unit & 0xFF).ok_or(FontError::Damaged("ToUnicode: no text"))?;
        if steps > 0xFF - low {
            return Err(overflow);
        }
        for value in first.value..=last.value {
            self.map(CMapCode { value, ..first }, &units)?;
            if let Some(unit) = units.last_mut() {
                *unit = unit.wrapping_add(1);
            }
        }
        Ok(())
    }

    fn map(&mut self, code: CMapCode, units: &[u16]) -> Result<(), FontError> {
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(FontError::TooLarge("ToUnicode: entries"));
        }
        let text = String::from_utf16(units).map_err(|_| FontError::Damaged("ToUnicode: no UTF-16"))?;
        let old = self.mappings.insert(code.value, (code.length, text.clone()));
        if old.is_some_and(|old| old != (code.length, text)) {
            return Err(FontError::Damaged("ToUnicode: a code with two meanings"));
        }
        Ok(())
    }

    fn finish(self) -> Result<ToUnicode, FontError> {
        if self.section != CMapSection::Outside {
            return Err(FontError::Damaged("ToUnicode: ends within a section"));
        }
        let code_length = self
            .code_space
            .first()
            .map(|(first, _)| first.length)
            .ok_or(FontError::Damaged("ToUnicode: no code space"))?;
        let mut texts = BTreeMap::new();
        for (value, (length, text)) in self.mappings {
            let is_inside = |(first, last): &(CMapCode, CMapCode)| {
                first.length == length && (first.value..=last.value).contains(&value)
            };
            if length != code_length || !self.code_space.iter().any(is_inside) {
                return Err(FontError::Damaged("ToUnicode: a code outside the code space"));
            }
            texts.insert(value, text);
        }
        Ok(ToUnicode { code_length, texts })
    }
}

fn in_order(first: CMapCode, last: CMapCode) -> Result<(CMapCode, CMapCode), FontError> {
    if first.length != last.length || first.value > last.value {
        return Err(FontError::Damaged("ToUnicode: a range that runs backwards"));
    }
    Ok((first, last))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum CMapToken {
    ArrayClose,
    ArrayOpen,
    Hex(Vec<u8>),
    Operator(Vec<u8>),
    /// A name, a literal string, the brackets of a dictionary: not used.
    Other,
}

impl CMapToken {
    fn code(&self) -> Result<CMapCode, FontError> {
        match self {
            Self::Hex(bytes) => match bytes.as_slice() {
                [low] => Ok(CMapCode { value: u16::from(*low), length: 1 }),
                [high, low] => Ok(CMapCode { value: u16::from_be_bytes([*high, *low]), length: 2 }),
                _ => Err(FontError::Unsupported("ToUnicode: codes of more than two bytes")),
            },
            _ => Err(FontError::Damaged("ToUnicode: no code where one is due")),
        }
    }

    /// The UTF-16 code units of a text.
    fn units(&self) -> Result<Vec<u16>, FontError> {
        match self {
            Self::Hex(bytes) if bytes.len() % 2 != 0 || bytes.is_empty() => {
                Err(FontError::Damaged("ToUnicode: no UTF-16"))
            }
            Self::Hex(bytes) if bytes.len() > 2 * LONGEST_TEXT => {
                Err(FontError::TooLarge("ToUnicode: text of a code"))
            }
            Self::Hex(bytes) => Ok(bytes
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit: u16, byte| (unit << 8) | u16::from(*byte)))
                .collect()),
            _ => Err(FontError::Damaged("ToUnicode: no text where one is due")),
        }
    }
}

/// Splits a `CMap` into the tokens of PostScript that it needs.
struct CMapTokens<'a> {
    rest: &'a [u8],
}

impl CMapTokens<'_> {
    fn next(&mut self) -> Result<Option<CMapToken>, FontError> {
        loop {
            let Some((byte, rest)) = self.rest.split_first() else { return Ok(None) };
            self.rest = rest;
            return Ok(Some(match byte {
                0 | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' => continue,
                b'%' => {
                    self.while_bytes(|byte| !matches!(byte, b'\n' | b'\r'));
                    continue;
                }
                b'[' => CMapToken::ArrayOpen,
                b']' => CMapToken::ArrayClose,
                b'(' => self.literal()?,
                b'<' if rest.first() == Some(&b'<') => {
                    self.rest = rest.get(1..).unwrap_or_default();
                    CMapToken::Other
                }
                b'<' => self.hex()?,
                b'/' => {
                    self.while_bytes(is_regular);
                    CMapToken::Other
                }
                b'>' | b')' | b'{' | b'}' => CMapToken::Other,
                first => {
                    let mut word = vec![*first];
                    word.extend(self.while_bytes(is_regular));
                    if word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')) {
                        CMapToken::Other
                    } else {
                        CMapToken::Operator(word)
                    }
                }
            }));
        }
    }

    fn while_bytes(&mut self, holds: impl Fn(u8) -> bool) -> Vec<u8> {
        let length = self.rest.iter().position(|byte| !holds(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken.to_vec()
    }

    fn hex(&mut self) -> Result<CMapToken, FontError> {
        let damaged = FontError::Damaged("ToUnicode: hexadecimal string");
        let digits = self.while_bytes(|byte| byte != b'>');
        let Some((_, rest)) = self.rest.split_first() else { return Err(damaged) };
        self.rest = rest;
        let mut nibbles = Vec::with_capacity(digits.len());
        for digit in digits.into_iter().filter(|digit| !digit.is_ascii_whitespace()) {
            let value = char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            nibbles.push(value.ok_or(damaged.clone())?);
        }
        // A missing last digit counts as 0 (ISO 32000-2, 7.3.4.3).
        Ok(CMapToken::Hex(
            nibbles
                .chunks(2)
                .map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0))
                .collect(),
        ))
    }

    fn literal(&mut self) -> Result<CMapToken, FontError> {
        let mut depth = 1_usize;
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'\\' => self.rest = rest.get(1..).unwrap_or_default(),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(CMapToken::Other);
            }
        }
        Err(FontError::Damaged("ToUnicode: string without end"))
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | b'\x0C'
            | b'\r'
            | b' '
            | b'%'
            | b'('
            | b')'
            | b'/'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::font::objects::to_unicode_cmap;
    use proptest::prelude::*;

    /// A `CMap` of two-byte codes with these sections.
    fn cmap(sections: &str) -> String {
        format!("begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{sections}\nendcmap end")
    }

    fn read(sections: &str) -> Result<Vec<(u16, String)>, FontError> {
        let to_unicode = ToUnicode::read(cmap(sections).as_bytes())?;
        Ok(to_unicode.iter().map(|(code, text)| (code, text.to_owned())).collect())
    }

    fn texts(expected: &[(u16, &str)]) -> Vec<(u16, String)> {
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
        let to_unicode = ToUnicode::read(cmap(sections).as_bytes()).unwrap();
        assert_eq!(
            (to_unicode.letter(1), to_unicode.letter(2), to_unicode.text(2), to_unicode.letter(8)),
            (Some('ā'), None, Some("ffi"), None)
        );
    }

    #[test]
    fn a_font_of_one_byte_codes_is_read() {
        let cmap = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0100> endbfchar";
        let to_unicode = ToUnicode::read(cmap.as_bytes()).unwrap();
        assert_eq!((to_unicode.code_length(), to_unicode.letter(0x41)), (1, Some('Ā')));
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
            ToUnicode::read(b"1 beginbfchar <0001> <0041> endbfchar"),
            Err(FontError::Damaged("ToUnicode: no code space"))
        );
        assert_eq!(
            ToUnicode::read(b"1 beginbfchar"),
            Err(FontError::Damaged("ToUnicode: ends within a section"))
        );
    }

    #[test]
    fn a_small_file_cannot_ask_for_much() {
        let sections = "<0000><00FF><4E00>".repeat(1000);
        assert_eq!(
            read(&format!("beginbfrange {sections} endbfrange")),
            Err(FontError::TooLarge("ToUnicode: entries"))
        );
        assert_eq!(ToUnicode::read(&vec![b' '; MOST_BYTES + 1]), Err(FontError::TooLarge("ToUnicode")));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(letters in prop::collection::btree_set(any::<char>(), 0..300)) {
            let letters: Vec<char> = letters.into_iter().collect();
            let to_unicode = ToUnicode::read(to_unicode_cmap(&letters).as_bytes()).unwrap();
            let read: Vec<(u16, String)> = to_unicode.iter().map(|(code, text)| (code, text.to_owned())).collect();
            let expected: Vec<(u16, String)> = (1..).zip(letters.iter().map(char::to_string)).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn arbitrary_and_mutated_bytes_never_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..10),
        ) {
            let _ = ToUnicode::read(&bytes);
            let mut mutated = to_unicode_cmap(&['a', 'b', 'c', 'ā', 'ž', '\u{1D400}']).into_bytes();
            for (place, byte) in changes {
                let place = place.index(mutated.len());
                mutated[place] = byte;
            }
            let _ = ToUnicode::read(&mutated);
        }
    }
}
