//! Bytes to text: a byte order mark decides, else strict UTF-8, else Windows-1257 (never 1252: `Ķēžu` would
//! silently become `Íçþu`).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1257};

use super::refusal;
use crate::diag::catalogue::data;
use crate::diag::{FileLocation, Finding, Origin, Report};

/// The text of a file without its byte order mark, and a finding about its encoding.
pub(super) fn decode<'a>(bytes: &'a [u8], file: &Origin) -> Result<(Cow<'a, str>, Option<Finding>), Report> {
    let (text, remark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let marked = bytes.get(mark..).unwrap_or_default();
            (decode_strict(marked, encoding).ok_or_else(|| encoding_refusal(marked, encoding, file))?, None)
        }
        None => match decode_strict(bytes, UTF_8) {
            Some(text) => (text, None),
            None => (
                decode_windows_1257(bytes).ok_or_else(|| encoding_refusal(bytes, UTF_8, file))?,
                Some(Finding::of(&data::WINDOWS_1257, file.clone())),
            ),
        },
    };
    if text.contains('\0') {
        return Err(refusal(Finding::of(&data::BINARY, file.clone())));
    }
    Ok((text, remark))
}

fn decode_strict<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Windows-1257 leaves some bytes without a letter; the standard that browsers follow makes C1 controls of most
/// of them. A text that holds such a byte is in another code page (the old DOS ones use them for letters).
fn decode_windows_1257(bytes: &[u8]) -> Option<Cow<'_, str>> {
    decode_strict(bytes, WINDOWS_1257)
        .filter(|text| !text.contains(|c: char| matches!(c, '\u{80}'..='\u{9f}')))
}

fn encoding_refusal(bytes: &[u8], encoding: &'static Encoding, file: &Origin) -> Report {
    // In UTF-16 a line number would help nobody: an editor cannot open it as text.
    let place = match encoding {
        e if e == UTF_16LE || e == UTF_16BE => FileLocation::File,
        _ => FileLocation::Line { line: first_bad_line(bytes), column: 0 },
    };
    refusal(Finding::of(&data::ENCODING, file.at(place)).with("encoding", encoding.name()))
}

fn first_bad_line(bytes: &[u8]) -> u32 {
    let valid = std::str::from_utf8(bytes).err().map_or(bytes.len(), |e| e.valid_up_to());
    let breaks = bytes.iter().take(valid).filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<(String, Option<String>), String> {
        decode(bytes, &Origin::file("x"))
            .map(|(text, remark)| (text.into_owned(), remark.map(|f| f.code.to_string())))
            .map_err(|report| report.findings()[0].code.to_string())
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn a_mark_decides_then_utf8_then_1257() {
        let word = "Ķēžu „ērģeles”";
        let (baltic, _, lossy) = WINDOWS_1257.encode(word);
        assert!(!lossy);
        assert_eq!(text(word.as_bytes()), Ok((word.to_owned(), None)));
        assert_eq!(text(format!("\u{feff}{word}").as_bytes()), Ok((word.to_owned(), None)));
        assert_eq!(text(&utf16(word, false)), Ok((word.to_owned(), None)));
        assert_eq!(text(&utf16(word, true)), Ok((word.to_owned(), None)));
        assert_eq!(text(&baltic), Ok((word.to_owned(), Some("T-enc".to_owned()))));
    }

    #[test]
    fn what_is_no_known_text_is_refused() {
        let code = |bytes: &[u8]| text(bytes).unwrap_err();
        assert_eq!(code(b"a\0b"), "D-binary");
        assert_eq!(code(b"\xef\xbb\xbfa\xe2b"), "D-encoding", "the mark says UTF-8");
        assert_eq!(code(b"\xff\xfea"), "D-encoding", "half a unit");
        assert_eq!(code(b"\xff\xfe\x00\xd8a\x00"), "D-encoding", "half a surrogate pair");
        assert_eq!(code(b"J\x83nis"), "D-encoding", "DOS 775");
        assert_eq!(code(b"\xa1"), "D-encoding", "no letter in 1257");
        let at = |bytes: &[u8]| {
            decode(bytes, &Origin::file("x")).unwrap_err().findings()[0].origin.location.clone()
        };
        assert_eq!(at(b"\xef\xbb\xbfa\nb\n\xe2b"), FileLocation::Line { line: 3, column: 0 });
    }
}
