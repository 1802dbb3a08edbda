//! Splits a content stream into operators with their operands and inline images (ISO 32000-2, 7.8.2, 8.9.7).

use crate::pdf::lexer::{Lexer, RawToken, Token, is_white_space};

/// The most tokens before an operator. `TJ` arrays of real files have thousands.
const MOST_OPERANDS: usize = 65_536;

/// The operators of a content stream in order. Never fails: bytes that are no token are skipped.
pub(in crate::pdf) struct Operations<'a> {
    bytes: &'a [u8],
    lexer: Lexer<'a>,
    operands: Vec<Token>,
    /// Whether operands, or a part of the dictionary of an inline image, were dropped.
    pub(in crate::pdf) overflowed: bool,
}

/// An operator or an inline image.
pub(in crate::pdf) enum Operation<'s, 'a> {
    /// An operator with its operands; brackets of arrays and dictionaries are tokens among them.
    Operator(&'a [u8], &'s [Token]),
    /// An inline image.
    InlineImage(InlineImage<'a>),
}

/// An inline image (8.9.7), not decoded.
pub(in crate::pdf) struct InlineImage<'a> {
    /// Keys and values between `BI` and `ID`, not expanded.
    pub(in crate::pdf) dict: Vec<Token>,
    /// Between `ID` and `EI`.
    pub(in crate::pdf) data: &'a [u8],
}

impl<'a> Operations<'a> {
    pub(in crate::pdf) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, lexer: Lexer::new(bytes), operands: Vec::new(), overflowed: false }
    }

    pub(in crate::pdf) fn next(&mut self) -> Option<Operation<'_, 'a>> {
        self.operands.clear();
        loop {
            match self.lexer.next_raw()? {
                RawToken::Keyword(word) => match word {
                    b"true" | b"false" | b"null" => self.push(Token::Keyword(word.to_vec())),
                    b"BI" => return Some(Operation::InlineImage(self.inline_image())),
                    _ => return Some(Operation::Operator(word, &self.operands)),
                },
                RawToken::Token(operand) => self.push(operand),
            }
        }
    }

    fn push(&mut self, operand: Token) {
        if self.operands.len() < MOST_OPERANDS {
            self.operands.push(operand);
        } else {
            self.overflowed = true;
        }
    }

    fn inline_image(&mut self) -> InlineImage<'a> {
        let mut dict = Vec::new();
        for token in self.lexer.by_ref() {
            if token.is_keyword(b"ID") {
                break;
            }
            if dict.len() < MOST_OPERANDS {
                dict.push(token);
            } else {
                self.overflowed = true;
            }
        }
        // One white-space character follows ID.
        let start = (self.lexer.offset() + 1).min(self.bytes.len());
        let rest = self.bytes.get(start..).unwrap_or_default();
        let image = InlineImage { dict, data: &[] };
        let from = image.raw_length().filter(|length| image_ends_at(rest, *length)).unwrap_or(0);
        let length = (from..rest.len()).find(|at| image_ends_at(rest, *at)).unwrap_or(rest.len());
        self.lexer = Lexer::starting_at(self.bytes, start + length + 3);
        InlineImage { data: rest.get(..length).unwrap_or_default(), ..image }
    }
}

/// Whether `EI` stands at `at`, after white space and before what looks like content rather than image data.
fn image_ends_at(bytes: &[u8], at: usize) -> bool {
    const LOOKAHEAD: usize = 24;
    let Some([b'E', b'I', after @ ..]) = bytes.get(at..).map(|rest| match rest {
        [space, rest @ ..] if is_white_space(*space) => rest,
        rest if at == 0 => rest,
        _ => &[],
    }) else {
        return false;
    };
    let plain = |b: &u8| is_white_space(*b) || (0x20..0x7f).contains(b);
    after.first().is_none_or(|b| is_white_space(*b)) && after.iter().take(LOOKAHEAD).all(plain)
}

impl InlineImage<'_> {
    /// The value of a key under its long or short name (table 91).
    pub(super) fn value(&self, long: &[u8], short: &[u8]) -> &[Token] {
        let mut rest = self.dict.as_slice();
        while let [Token::Name(key), tail @ ..] = rest {
            let length = value_length(tail);
            let (value, after) = tail.split_at_checked(length).unwrap_or((tail, &[]));
            if key == long || key == short {
                return value;
            }
            rest = after;
        }
        &[]
    }

    pub(super) fn integer(&self, long: &[u8], short: &[u8]) -> Option<i64> {
        match self.value(long, short) {
            [Token::Integer(n), ..] => Some(*n),
            #[expect(clippy::cast_possible_truncation, reason = "saturates, as viewers do")]
            [Token::Real(n), ..] => Some(*n as i64),
            _ => None,
        }
    }

    pub(super) fn is_mask(&self) -> bool {
        matches!(self.value(b"ImageMask", b"IM"), [word, ..] if word.is_keyword(b"true"))
    }

    /// The name of the last filter.
    pub(super) fn filter(&self) -> Option<&[u8]> {
        self.value(b"Filter", b"F").iter().rev().find_map(|token| match token {
            Token::Name(name) => Some(name.as_slice()),
            _ => None,
        })
    }

    /// The length of the data where they have no filter.
    fn raw_length(&self) -> Option<usize> {
        if self.filter().is_some() {
            return None;
        }
        let size = |long, short| usize::try_from(self.integer(long, short)?).ok();
        let (width, height) = (size(b"Width", b"W")?, size(b"Height", b"H")?);
        let bits = if self.is_mask() { 1 } else { size(b"BitsPerComponent", b"BPC")? };
        let components = match self.value(b"ColorSpace", b"CS") {
            _ if self.is_mask() => 1,
            [Token::Name(name)] => match name.as_slice() {
                b"G" | b"DeviceGray" | b"CalGray" => 1,
                b"RGB" | b"DeviceRGB" | b"CalRGB" => 3,
                b"CMYK" | b"DeviceCMYK" => 4,
                _ => return None,
            },
            [Token::ArrayOpen, Token::Name(name), ..] if matches!(name.as_slice(), b"I" | b"Indexed") => 1,
            _ => return None,
        };
        width.checked_mul(bits)?.checked_mul(components)?.div_ceil(8).checked_mul(height)
    }
}

/// The number of tokens of the first value.
fn value_length(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::ArrayOpen | Token::DictOpen => depth += 1,
            Token::ArrayClose | Token::DictClose => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: &[u8]) -> Vec<String> {
        let mut operations = Operations::new(content);
        let mut shown = Vec::new();
        while let Some(operation) = operations.next() {
            shown.push(match operation {
                Operation::Operator(word, operands) => {
                    format!("{} {}", operands.len(), String::from_utf8_lossy(word))
                }
                Operation::InlineImage(image) => format!(
                    "image {:?} {:?} {}",
                    image.integer(b"Width", b"W"),
                    image.filter().map(String::from_utf8_lossy),
                    image.data.len()
                ),
            });
        }
        shown
    }

    #[test]
    fn operators_come_with_their_operands() {
        assert_eq!(
            shown(b"q 1 0 0 1 5 5 cm [(a) -3 (b)]TJ /OC<</a true>>BDC (x)' Q 7"),
            ["0 q", "6 cm", "5 TJ", "5 BDC", "1 '", "0 Q"]
        );
    }

    #[test]
    fn inline_images_are_skipped_whole() {
        // The data hold ` EI `; their length says where they end.
        assert_eq!(shown(b"BI /W 8 /H 6/IM true ID \x01 EI \x02\nEI Q"), ["image Some(8) None 6", "0 Q"]);
        assert_eq!(
            shown(b"BI/W 9/H 9/F[/A85/DCT]/DP[null<</K -1>>]ID \xff\xd8 EI\xff\xd9\nEI\nBT"),
            ["image Some(9) Some(\"DCT\") 7", "0 BT"]
        );
        assert_eq!(shown(b"BI /W 9 ID \x01\x02 never ends"), ["image Some(9) None 13"]);
        assert_eq!(shown(b"BI"), ["image None None 0"]);
    }

    proptest::proptest! {
        #[test]
        fn always_ends(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            proptest::prop_assert!(shown(&bytes).len() <= bytes.len());
        }
    }
}
