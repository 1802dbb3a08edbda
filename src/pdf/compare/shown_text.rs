//! Whether a text that is shown is the value that is held.

use unicode_normalization::UnicodeNormalization as _;

use crate::pdf::field::{Field, FieldValue};

/// Whether a text is made of the first options, one after the other.
pub(super) fn starts_with_options(text: &str, options: &[String]) -> bool {
    let mut rest = text;
    for option in options {
        if rest.is_empty() {
            return true;
        }
        match rest.strip_prefix(option.as_str()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// The text of a value.
pub(super) fn field_text(field: &Field) -> String {
    match field.value() {
        Some(FieldValue::Text(text)) => text.clone(),
        Some(FieldValue::Choices(all)) => all.concat(),
        _ => String::new(),
    }
}

/// Whether two texts differ in their layout at most.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    normalized(a) == normalized(b)
}

/// A text without what layout changes: line ends, and the kind of its spaces and hyphens.
pub(super) fn normalized(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}' && *c != '\u{200b}')
        .map(|c| if matches!(c, '\u{2010}' | '\u{2011}' | '\u{2212}') { '-' } else { c })
        .collect()
}

/// The digits of a number, without the zeros around it that a format may add.
pub(super) fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').to_owned()
}
