//! Untrusted text for display.

use crate::diag::mask_codes_in;

/// In characters; the rest is cut.
const MAX_CHARS: usize = 120;

/// Untrusted `text`, sanitized for display: personal codes masked, control characters and bidirectional marks escaped,
/// at most 120 characters.
pub(crate) fn sanitized(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in mask_codes_in(text).chars().enumerate() {
        if n == MAX_CHARS {
            out.push('…');
            break;
        }
        if c.is_control() || is_invisible(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Marks that reorder or hide text: `annexe\u{202e}fdp.exe` looks like a PDF.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::sanitized;

    #[test]
    fn what_is_shown_neither_tells_nor_tricks() {
        assert_eq!(sanitized("pieteikums_010101-12345.pdf"), "pieteikums_010101-*****.pdf");
        assert_eq!(sanitized("a\nb\u{202e}c"), "a\\u{a}b\\u{202e}c");
        assert_eq!(sanitized(&"ā".repeat(500)).chars().count(), 121);
    }
}
