/// `text` with an apostrophe before it where a spreadsheet might take it for a formula: where it begins with
/// `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break, also after spaces. A `=` by itself is none, and
/// means something to those who read a sheet of data.
///
/// An apostrophe that would be lost in [`unescape_formula`] is doubled, so that `unescape_formula(escape_formula(text)) == text`.
pub(crate) fn escape_formula(text: &str) -> String {
    if looks_like_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// `text` without the apostrophe that [`escape_formula`] put before it.
pub(crate) fn unescape_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet might take the text for a formula.
pub(crate) fn looks_like_formula(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    let first = text.chars().next().filter(|_| text != "=");
    first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}
