//! What both readers hold a document against, as `quick_xml` does not: its encoding, its characters, its references.

use quick_xml::events::{BytesDecl, BytesRef};

use super::XmlFault;

/// The text without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, XmlFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| XmlFault::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.chars().any(is_forbidden_char) { Err(XmlFault::Control) } else { Ok(text) }
}

/// Whether a declaration names the encoding that `text` has; `None` where it cannot be read.
pub(super) fn declares_utf8(declaration: &BytesDecl<'_>, text: &str) -> Option<bool> {
    match declaration.encoding() {
        None => Some(true),
        Some(Ok(name)) => Some(name.eq_ignore_ascii_case("utf-8") || text.is_ascii()),
        Some(Err(_)) => None,
    }
}

/// The character that is referred to by its number or as one of the five entities; `None` where the number is none.
pub(super) fn referenced_char(reference: &BytesRef<'_>) -> Option<Result<char, XmlFault>> {
    let c = match reference.resolve_char_ref().ok()? {
        Some(c) => Ok(c),
        None => predefined_entity(&reference.xml10_content()).ok_or(XmlFault::Doctype),
    };
    Some(c.and_then(|c| if is_forbidden_char(c) { Err(XmlFault::Control) } else { Ok(c) }))
}

/// An error where `read` bytes of `text` are read.
pub(super) fn malformed(text: &str, read: u64) -> XmlFault {
    let read = usize::try_from(read).unwrap_or(usize::MAX).min(text.len());
    let before = text.as_bytes().get(..read).unwrap_or_default();
    XmlFault::Malformed { line: before.split(|byte| *byte == b'\n').count() }
}

/// What XML 1.0 does not allow as a character.
pub(super) fn is_forbidden_char(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

fn predefined_entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "apos" => Some('\''),
        "gt" => Some('>'),
        "lt" => Some('<'),
        "quot" => Some('"'),
        _ => None,
    }
}
