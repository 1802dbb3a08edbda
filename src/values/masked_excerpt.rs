use super::clean::{LineMode, clean};
use super::compact::is_dash;

/// The longest value that a message quotes, in characters.
const MAX_CHARS: usize = 60;

/// `text` as a message may quote it: on one line, without control characters, cut at 60 characters, and every
/// number that may be a personal code (nine digits or more, unless it is a registration number) masked.
pub(crate) fn masked_excerpt(text: &str) -> String {
    let masked = mask_numbers(&clean(text, LineMode::One).value);
    if masked.chars().count() <= MAX_CHARS {
        return masked;
    }
    masked.chars().take(MAX_CHARS - 1).chain(['…']).collect()
}

/// Stricter than [`crate::diag::mask_codes_in`], which knows only codes that are written right.
fn mask_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at(start);
        let (number, after) = tail.split_at(number_length(tail));
        out.push_str(before);
        out.push_str(&mask_number(number));
        rest = after;
    }
    out + rest
}

/// The bytes at the head of `text` that are digits, with what people put between the digits of one number.
fn number_length(text: &str) -> usize {
    let joins = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '.' | ',' | '/' | '_');
    text.char_indices()
        .take_while(|&(_, c)| c.is_ascii_digit() || joins(c))
        .filter(|(_, c)| c.is_ascii_digit())
        .last()
        .map_or(0, |(at, _)| at + 1)
}

fn mask_number(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let public = digits.len() == 11 && digits.starts_with(|c| c > '3');
    match digits.len() {
        ..9 => number.to_owned(),
        _ if public => number.to_owned(),
        9 | 10 => "*".repeat(digits.len()),
        _ => digits.chars().take(6).chain("-*****".chars()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::masked_excerpt;

    #[test]
    fn numbers_that_may_be_codes_are_masked_however_they_are_written() {
        for (text, expected) in [
            ("kods 010101-00000, nr. 40003000002", "kods 010101-*****"),
            ("010101-00000", "010101-*****"),
            ("010 101 00000", "010101-*****"),
            ("0101010-0000", "010101-*****"),
            ("1010100000", "**********"),
            ("40003000002", "40003000002"),
            ("67094368 vai 29123456", "67094368 vai 29123456"),
            ("a\u{7}b\u{1b}[31m", "ab[31m"),
        ] {
            assert!(masked_excerpt(text).starts_with(expected), "{text}: {}", masked_excerpt(text));
        }
        assert_eq!(masked_excerpt(&"ā".repeat(100)).chars().count(), 60);
    }
}
