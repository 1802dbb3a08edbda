//! Letters that act on a display instead of being seen.

/// Control characters but for the line feed and the tabulator, and the marks that turn the direction of writing (UAX #9).
pub(crate) fn is_display_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
