//! Whether a page's content gives back what it takes: `q` and `Q` (ISO 32000-2, 8.4.2).

use lopdf::Object;

use crate::pdf::content::operations::{Operation, Operations};
use crate::pdf::content::stream::decode;
use crate::pdf::lex::Token;
use crate::pdf::load::MAX_STREAM;

/// What is left of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Balance {
    /// How many states are still saved at the end.
    pub(super) open: usize,
    /// How many `Q` have no state to restore: alone they do nothing.
    pub(super) lone: usize,
    /// The highest marked-content identifier that the content uses.
    pub(super) highest_mark: Option<i64>,
}

/// Reads the streams of a page as one; `None` where one of them cannot be read whole.
pub(super) fn of<'a>(streams: impl Iterator<Item = &'a Object>) -> Option<Balance> {
    let mut content = Vec::new();
    for stream in streams {
        let decoded = decode(stream, MAX_STREAM.saturating_sub(content.len())).ok().filter(|d| !d.cut)?;
        content.extend(decoded.bytes);
        content.push(b'\n');
    }
    let mut balance = Balance::default();
    let mut operations = Operations::new(&content);
    while let Some(operation) = operations.next() {
        let Operation::Operator(word, operands) = operation else { continue };
        match word {
            b"q" => balance.open += 1,
            b"Q" if balance.open == 0 => balance.lone += 1,
            b"Q" => balance.open -= 1,
            b"BDC" => balance.highest_mark = balance.highest_mark.max(mark(operands)),
            _ => {}
        }
    }
    Some(balance)
}

fn mark(operands: &[Token]) -> Option<i64> {
    let at = operands.iter().position(|token| matches!(token, Token::Name(name) if name == b"MCID"))?;
    match operands.get(at + 1)? {
        Token::Integer(mark) => Some(*mark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Dictionary, Stream};

    fn balance(content: &str) -> Balance {
        let stream = Object::Stream(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        of([&stream].into_iter()).unwrap()
    }

    #[test]
    fn counts_what_is_left_open() {
        assert_eq!(balance("q q Q 0 0 m (q) Tj").open, 1);
        assert_eq!((balance("Q q Q Q").open, balance("Q q Q Q").lone), (0, 2));
        assert_eq!(balance("/P <</MCID 7>> BDC EMC /P <</MCID 3>> BDC EMC").highest_mark, Some(7));
        assert_eq!(balance("BI /W 1 /H 1 /BPC 8 /CS /G ID q EI Q").open, 0);
    }
}
