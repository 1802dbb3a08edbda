//! The kind of a change in a page's own content.

use lopdf::{Document, Object};

use super::super::content::operations::{Operation, Operations};
use super::super::content::stream::page_streams;
use super::super::lexer::Token;
use super::super::load::MAX_STREAM;
use super::object_graphs::ChangeEntry;
use super::stream_expander::{ExpansionExhausted, StreamExpander};
use crate::diag::catalogue::pdf_change as words;

/// The content of a page.
#[derive(Default)]
pub(super) struct PageStreams<'a> {
    /// Its streams joined, decoded.
    pub(super) bytes: Vec<u8>,
    /// As they are in the file.
    encoded: Vec<&'a [u8]>,
    /// Whether every program decodes all of them.
    whole: bool,
}

impl PageStreams<'_> {
    /// Whether all programs that decode the official content decode this.
    pub(super) fn is_decoded_like(&self, official: &Self) -> bool {
        self.whole || self.encoded == official.encoded
    }
}

/// Reads the content of a page; `None` where a stream is unreadable.
pub(super) fn read<'a>(
    doc: &'a Document,
    contents: Option<&'a Object>,
    limit: usize,
    streams: &mut StreamExpander,
) -> Result<Option<PageStreams<'a>>, ExpansionExhausted> {
    let mut content = PageStreams { whole: true, ..PageStreams::default() };
    let (parts, _) = page_streams(doc, contents);
    for stream in parts {
        let bare = streams.unfilter(doc, stream, limit.min(MAX_STREAM))?;
        content.encoded.push(&stream.content);
        content.whole &= bare.whole;
        let Some(plain) = bare.plain() else { return Ok(None) };
        content.bytes.extend(plain);
        content.bytes.push(b'\n');
        if content.bytes.len() > limit {
            return Ok(None);
        }
    }
    Ok(Some(content))
}

/// The kind of change from one content to another; `None` where they draw the same.
pub(super) fn change_kind(official: &[u8], filled: &[u8]) -> Option<ChangeEntry> {
    if official.trim_ascii() == filled.trim_ascii() {
        return None;
    }
    let (Some(a), Some(b)) = (content_operations(official), content_operations(filled)) else {
        return Some(&words::PAGE_CONTENT);
    };
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let removed = a_rest.get(..a_rest.len() - tail).unwrap_or_default();
    let new = b_rest.get(..b_rest.len() - tail).unwrap_or_default();
    if removed.is_empty() && new.is_empty() {
        return None;
    }
    if removed.is_empty() || contains_operations(&b, &a) {
        return Some(&words::PAGE_OVERPRINT);
    }
    let text_only = |part: &[ContentOperation]| part.iter().all(|(_, operator)| is_text_operator(operator));
    let says = |part: &[ContentOperation]| -> Vec<u8> {
        let operands = part.iter().flat_map(|(operands, _)| operands);
        operands
            .flat_map(|token| if let Token::String(codes) = token { codes.clone() } else { Vec::new() })
            .collect()
    };
    if text_only(removed) && text_only(new) && says(removed) != says(new) {
        return Some(&words::PAGE_TEXT);
    }
    Some(&words::PAGE_CONTENT)
}

/// Operands and their operator.
type ContentOperation = (Vec<Token>, Vec<u8>);

/// `None` where they cannot be compared in full: more operands than are kept, or inline images, whose end programs find each
/// in its own way.
fn content_operations(content: &[u8]) -> Option<Vec<ContentOperation>> {
    let mut all = Vec::new();
    let mut operations = Operations::new(content);
    while let Some(operation) = operations.next() {
        let Operation::Operator(word, operands) = operation else { return None };
        all.push((operands.iter().map(as_real).collect(), word.to_vec()));
    }
    (!operations.overflowed).then_some(all)
}

/// 1 and 1.0 are one number.
fn as_real(operand: &Token) -> Token {
    match operand {
        Token::Integer(_) => Token::Real(operand.number().unwrap_or_default()),
        other => other.clone(),
    }
}

/// Whether one content is a part of another.
fn contains_operations(outer: &[ContentOperation], inner: &[ContentOperation]) -> bool {
    // Beyond this it is a plain change: the time of the search must stay bounded.
    let affordable = outer.len().saturating_mul(inner.len()) < 20_000_000;
    !inner.is_empty() && affordable && outer.windows(inner.len()).any(|part| part == inner)
}

/// Text-showing, positioning and state operators (9.3, 9.4).
fn is_text_operator(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"Tj"
            | b"TJ"
            | b"'"
            | b"\""
            | b"Td"
            | b"TD"
            | b"Tm"
            | b"T*"
            | b"Tf"
            | b"Tc"
            | b"Tw"
            | b"Tz"
            | b"TL"
            | b"Ts"
            | b"Tr"
            | b"BT"
            | b"ET"
            | b"q"
            | b"Q"
            | b"rg"
            | b"g"
            | b"BDC"
            | b"BMC"
            | b"EMC"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(official: &str, filled: &str) -> Option<&'static str> {
        change_kind(official.as_bytes(), filled.as_bytes()).map(|role| role.code)
    }

    #[test]
    fn distinguishes_text_overprint_and_other_changes() {
        let page = "q 1 0 0 rg 0 0 10 10 re f BT /F1 9 Tf (Valsts kase) Tj ET Q";
        assert_eq!(
            code(page, "q 1 0 0 rg\n0 0 10.0 10 re f BT /F1 9 Tf <56616c737473206b617365> Tj ET Q\n"),
            None
        );
        assert_eq!(code(page, &page.replace("Valsts", "Cita")), Some("P-page-text"));
        assert_eq!(code(page, &format!("{page} 1 g 0 0 9 9 re f")), Some("P-page-overprint"));
        assert_eq!(code(page, &format!("q {page} Q 1 g 0 0 9 9 re f")), Some("P-page-overprint"));
        assert_eq!(code(page, &page.replace("10 10 re", "10 20 re")), Some("P-page-content"));
        assert_eq!(code(page, ""), Some("P-page-content"));
        let image = |data: &str| format!("{page} q BI /W 8/H 3/IM true ID {data} EI Q");
        assert_eq!(code(&image("a\nb"), &image("a\nb")), None);
        assert_eq!(code(&image("a b"), &image("a  b").replace(" Q", "\nQ")), Some("P-page-content"));
        assert_eq!(code(page, &image("abc")), Some("P-page-content"));
        assert_eq!(code(&image("abc"), &image("abc").replace("8/H", "8.0/H")), Some("P-page-content"));
        let many = |last: u8| format!("[{} {last}] TJ", "0 ".repeat(70_000));
        assert_eq!(code(&many(1), &many(2)), Some("P-page-content"));
    }
}
