use std::fmt;

/// Shows a value that may be a personal code without its last five digits: the first six digits (which are
/// on many papers) and asterisks, `010101-*****`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mask<'a>(pub &'a str);

impl fmt::Display for Mask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.chars().filter(char::is_ascii_digit).count();
        // A value too short or too odd to be a code may still be most of one: show nothing of it but its length.
        if digits < 11 {
            return write!(f, "{}", "*".repeat(self.0.chars().count().min(20)));
        }
        let head: String = self.0.chars().filter(char::is_ascii_digit).take(6).collect();
        write!(f, "{head}-*****")
    }
}

/// `text` with everything in it that may be a personal code (six digits, an optional dash, five digits)
/// masked. Used for whatever is quoted from a person's file.
pub(crate) fn mask_codes_in(text: &str) -> String {
    // Most texts have too few figures for a code.
    if text.bytes().filter(u8::is_ascii_digit).count() < 11 {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let before_is_digit = at > 0 && chars.get(at - 1).is_some_and(char::is_ascii_digit);
        let code = if before_is_digit { None } else { code_length(chars.get(at..).unwrap_or_default()) };
        if let Some(length) = code {
            out.extend(chars.iter().skip(at).take(6));
            out.push_str("-*****");
            at += length;
        } else {
            out.push(c);
            at += 1;
        }
    }
    out
}

/// How many characters of the head of `chars` look like a personal code.
fn code_length(chars: &[char]) -> Option<usize> {
    let digits = |from: usize, n: usize| {
        chars.get(from..from + n).is_some_and(|part| part.iter().all(char::is_ascii_digit))
    };
    let dash = chars
        .get(6)
        .is_some_and(|c| matches!(c, '-' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\u{2212}'));
    let length = if dash { 12 } else { 11 };
    let ends = chars.get(length).is_none_or(|c| !c.is_ascii_digit());
    // Registration numbers begin with 4–9 and are public; codes begin with 0–3.
    let code = chars.first().is_some_and(|c| ('0'..='3').contains(c));
    (code && ends && digits(0, 6) && digits(length - 5, 5)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_what_may_be_a_personal_code() {
        assert_eq!(Mask("010101-00000").to_string(), "010101-*****");
        assert_eq!(Mask("1010100000").to_string(), "**********");
        assert_eq!(mask_codes_in("kods 010101-00000, nr. 40003000002"), "kods 010101-*****, nr. 40003000002");
        assert_eq!(mask_codes_in("01010100000"), "010101-*****");
        assert_eq!(mask_codes_in("ā01010100000123"), "ā01010100000123");
    }
}
