//! Tokens of the PDF syntax (ISO 32000-2, 7.2 and 7.3): objects, content streams, default appearances.

/// One token. Strings and names are decoded.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    String(Vec<u8>),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// An operator, `true`, `obj`, `R`, or any other word.
    Keyword(Vec<u8>),
}

impl Token {
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "coordinates; a number beyond 2^53 is nonsense anyway"
            )]
            Self::Integer(n) => Some(*n as f64),
            Self::Real(n) => Some(*n),
            _ => None,
        }
    }

    pub(crate) fn is_keyword(&self, word: &[u8]) -> bool {
        matches!(self, Self::Keyword(w) if w == word)
    }
}

/// A token; a word is a slice of the bytes.
#[derive(Debug)]
pub(crate) enum RawToken<'a> {
    Token(Token),
    Keyword(&'a [u8]),
}

/// Reads tokens in order; never fails, never goes back.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0 }
    }

    pub(crate) fn starting_at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, position: at.min(bytes.len()) }
    }

    pub(crate) fn offset(&self) -> usize {
        self.position
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.position += 1;
        Some(byte)
    }

    /// Skips white space and comments.
    pub(crate) fn skip_white_space(&mut self) {
        loop {
            while self.peek().is_some_and(is_white_space) {
                self.position += 1;
            }
            if self.peek() != Some(b'%') {
                break;
            }
            let rest = self.bytes.get(self.position..).unwrap_or_default();
            self.position += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        }
    }

    fn name(&mut self) -> Vec<u8> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let plain = rest.iter().position(|b| *b == b'#' || !is_regular(*b)).unwrap_or(rest.len());
        let mut name = rest.get(..plain).unwrap_or_default().to_vec();
        self.position += plain;
        while let Some(byte) = self.peek().filter(|b| is_regular(*b)) {
            self.position += 1;
            let escaped = (byte == b'#')
                .then(|| {
                    let high = hex(*self.bytes.get(self.position)?)?;
                    let low = hex(*self.bytes.get(self.position + 1)?)?;
                    Some(high * 16 + low)
                })
                .flatten();
            match escaped {
                Some(byte) => {
                    self.position += 2;
                    name.push(byte);
                }
                None => name.push(byte),
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        // Most have no escapes.
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let plain = rest.iter().position(|b| matches!(b, b'(' | b')' | b'\\' | b'\r')).unwrap_or(rest.len());
        let mut text = rest.get(..plain).unwrap_or_default().to_vec();
        self.position += plain;
        let mut depth = 0usize;
        while let Some(byte) = self.bump() {
            match byte {
                b'(' => {
                    depth += 1;
                    text.push(byte);
                }
                b')' if depth == 0 => break,
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.position += 1;
                    }
                    text.push(b'\n');
                }
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.bump() else { return };
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.position += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    self.position += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                // High-order overflow is ignored (7.3.4.2).
                text.push(u8::try_from(code & 0xff).unwrap_or_default());
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.bump() {
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(first) => text.push(first * 16 + digit),
            }
        }
        if let Some(first) = high {
            text.push(first * 16);
        }
        text
    }

    fn keyword_or_number(&mut self) -> RawToken<'a> {
        if let Some((token, length)) = short_number(self.bytes.get(self.position..).unwrap_or_default()) {
            self.position += length;
            return RawToken::Token(token);
        }
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let length = rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len());
        // At least a lone delimiter such as `)` or `{`.
        let word = rest.get(..length.max(1)).unwrap_or_default();
        self.position += word.len();
        number(word).map_or(RawToken::Keyword(word), RawToken::Token)
    }

    /// The next token; a word is not copied, because content has more of them than of anything else.
    pub(crate) fn next_raw(&mut self) -> Option<RawToken<'a>> {
        self.skip_white_space();
        let byte = self.peek()?;
        let next = self.bytes.get(self.position + 1).copied();
        let (length, token) = match (byte, next) {
            (b'<', Some(b'<')) => (2, Some(Token::DictOpen)),
            (b'>', Some(b'>')) => (2, Some(Token::DictClose)),
            (b'[', _) => (1, Some(Token::ArrayOpen)),
            (b']', _) => (1, Some(Token::ArrayClose)),
            (b'/' | b'(' | b'<', _) => (1, None),
            _ => return Some(self.keyword_or_number()),
        };
        self.position += length;
        Some(RawToken::Token(token.unwrap_or_else(|| match byte {
            b'/' => Token::Name(self.name()),
            b'(' => Token::String(self.literal()),
            _ => Token::String(self.hexadecimal()),
        })))
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        Some(match self.next_raw()? {
            RawToken::Token(token) => token,
            RawToken::Keyword(word) => Token::Keyword(word.to_vec()),
        })
    }
}

const SPACE: u8 = 1;
const DELIMITER: u8 = 2;

/// The class of each byte (7.2.3, tables 1 and 2): read for every byte of every file.
#[expect(clippy::indexing_slicing, reason = "run by the compiler")]
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    loop {
        classes[byte as usize] = match byte {
            0 | 9 | 10 | 12 | 13 | 32 => SPACE,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => DELIMITER,
            _ => 0,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}

/// White space (7.2.3, table 1).
pub(crate) fn is_white_space(byte: u8) -> bool {
    class(byte) == SPACE
}

/// Neither white space nor a delimiter.
pub(crate) fn is_regular(byte: u8) -> bool {
    class(byte) == 0
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A number, with the errors that viewers tolerate (`--5`, `5-`, `.`).
fn number(word: &[u8]) -> Option<Token> {
    match word {
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => long_number(word),
        _ => None,
    }
}

/// A number of at most 15 digits at the beginning of `bytes`, and its length; `None` for anything else. Digits and
/// power of ten are both exact doubles, so that their quotient is the nearest double, as the standard library gives
/// it.
fn short_number(bytes: &[u8]) -> Option<(Token, usize)> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, signed, digits) = match bytes {
        [b'-', digits @ ..] => (true, 1, digits),
        [b'+', digits @ ..] => (false, 1, digits),
        digits => (false, 0, digits),
    };
    let (mut value, mut count, mut point, mut length) = (0i64, 0usize, None, signed);
    for byte in digits {
        match byte {
            b'0'..=b'9' if count < 15 => {
                value = value * 10 + i64::from(byte - b'0');
                count += 1;
            }
            b'.' if point.is_none() => point = Some(count),
            other if is_regular(*other) => return None,
            _ => break,
        }
        length += 1;
    }
    if count == 0 {
        return None;
    }
    let value = if negative { -value } else { value };
    let Some(point) = point else { return Some((Token::Integer(value), length)) };
    #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
    let real = value as f64 / POWERS.get(count - point)?;
    // A zero keeps its sign.
    Some((Token::Real(if negative && value == 0 { -0.0 } else { real }), length))
}

fn long_number(word: &[u8]) -> Option<Token> {
    if !word.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) {
        return None;
    }
    if !word.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    if let Ok(integer) = text.parse::<i64>() {
        return Some(Token::Integer(integer));
    }
    if let Ok(real) = text.parse::<f64>() {
        return Some(Token::Real(real));
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let negative = text.starts_with('-');
    let digits: String = unsigned.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let value = digits.parse::<f64>().ok()?;
    Some(Token::Real(if negative { -value } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        Lexer::new(text.as_bytes()).collect()
    }

    #[test]
    fn reads_every_kind() {
        assert_eq!(
            tokens("<</A#20b(x\\)\\101(y)\\\n)/C[<4 1>-1 .5 +2]>>%c\nR"),
            [
                Token::DictOpen,
                Token::Name(b"A b".to_vec()),
                Token::String(b"x)A(y)".to_vec()),
                Token::Name(b"C".to_vec()),
                Token::ArrayOpen,
                Token::String(b"A".to_vec()),
                Token::Integer(-1),
                Token::Real(0.5),
                Token::Integer(2),
                Token::ArrayClose,
                Token::DictClose,
                Token::Keyword(b"R".to_vec()),
            ]
        );
    }

    #[test]
    fn forgives_and_always_ends() {
        assert_eq!(
            tokens("--5 5-3 ) {"),
            [
                Token::Real(-5.0),
                Token::Real(5.0),
                Token::Keyword(b")".to_vec()),
                Token::Keyword(b"{".to_vec())
            ]
        );
        assert_eq!(tokens("(open \\"), [Token::String(b"open ".to_vec())]);
        assert_eq!(tokens("<4"), [Token::String(b"@".to_vec())]);
        assert_eq!(
            tokens("- . --"),
            [Token::Keyword(b"-".to_vec()), Token::Keyword(b".".to_vec()), Token::Keyword(b"--".to_vec())]
        );
    }

    proptest::proptest! {
        #[test]
        fn short_numbers_are_as_the_standard_library_reads_them(word in "[+-]?[0-9]{0,9}[.]?[0-9]{0,9}") {
            let short = short_number(word.as_bytes());
            proptest::prop_assume!(short.is_some());
            let bits = |token: Option<Token>| token.map(|token| (token.number().map(f64::to_bits), token));
            proptest::prop_assert_eq!(short.as_ref().map(|(_, length)| *length), Some(word.len()));
            proptest::prop_assert_eq!(bits(short.map(|(token, _)| token)), bits(long_number(word.as_bytes())));
        }

        #[test]
        fn never_stalls(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let count = Lexer::new(&bytes).count();
            proptest::prop_assert!(count <= bytes.len());
        }
    }
}
