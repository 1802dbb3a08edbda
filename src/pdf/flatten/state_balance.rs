//! Whether the content of a page restores the graphics states that it saves: `q` and `Q` (ISO 32000-2, 8.4.2).

use lopdf::Object;

use crate::pdf::content::operations::{Operation, Operations};
use crate::pdf::content::stream::decode;
use crate::pdf::lexer::Token;
use crate::pdf::load::MAX_STREAM;

/// What content leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct StateBalance {
    /// States that are still saved at the end.
    pub(super) unrestored: usize,
    /// `Q` without a saved state: alone they do nothing.
    pub(super) unmatched_restores: usize,
    /// The highest marked-content identifier (MCID) in the content.
    pub(super) highest_mcid: Option<i64>,
}

/// Reads the streams of a page as one; `None` where one of them cannot be decoded to its end.
pub(super) fn measure<'a>(streams: impl Iterator<Item = &'a Object>) -> Option<StateBalance> {
    let mut content = Vec::new();
    for stream in streams {
        let decoded =
            decode(stream, MAX_STREAM.saturating_sub(content.len())).ok().filter(|d| !d.truncated)?;
        content.extend(decoded.bytes);
        content.push(b'\n');
    }
    let mut balance = StateBalance::default();
    let mut operations = Operations::new(&content);
    while let Some(operation) = operations.next() {
        let Operation::Operator(word, operands) = operation else { continue };
        match word {
            b"q" => balance.unrestored += 1,
            b"Q" if balance.unrestored == 0 => balance.unmatched_restores += 1,
            b"Q" => balance.unrestored -= 1,
            b"BDC" => balance.highest_mcid = balance.highest_mcid.max(mcid(operands)),
            _ => {}
        }
    }
    Some(balance)
}

fn mcid(operands: &[Token]) -> Option<i64> {
    let at = operands.iter().position(|token| matches!(token, Token::Name(name) if name == b"MCID"))?;
    match operands.get(at + 1)? {
        Token::Integer(mcid) => Some(*mcid),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Dictionary, Stream};

    fn balance(content: &str) -> StateBalance {
        let stream = Object::Stream(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        measure([&stream].into_iter()).unwrap()
    }

    #[test]
    fn counts_what_is_left_open() {
        assert_eq!(balance("q q Q 0 0 m (q) Tj").unrestored, 1);
        assert_eq!((balance("Q q Q Q").unrestored, balance("Q q Q Q").unmatched_restores), (0, 2));
        assert_eq!(balance("/P <</MCID 7>> BDC EMC /P <</MCID 3>> BDC EMC").highest_mcid, Some(7));
        assert_eq!(balance("BI /W 1 /H 1 /BPC 8 /CS /G ID q EI Q").unrestored, 0);
    }
}
