use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// What a short text looks like: `#` is a digit, `@` a letter, `?` either of them; every other character stands for
/// itself. `#####-####` is an American postal code of nine digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape(Vec<ShapePart>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShapePart {
    Digit,
    Letter,
    Either,
    Sign(char),
}

impl Shape {
    /// Whether the whole text looks so.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.match_prefix(text).is_some_and(str::is_empty)
    }

    /// Whether some part of the text looks so, with no letter or digit hard before or behind it.
    pub(crate) fn occurs_in(&self, text: &str) -> bool {
        let mut before = None;
        for (at, c) in text.char_indices() {
            let begins = before.is_none_or(|c: char| !c.is_alphanumeric());
            let after = text.get(at..).filter(|_| begins).and_then(|tail| self.match_prefix(tail));
            if after.is_some_and(|after| !after.starts_with(char::is_alphanumeric)) {
                return true;
            }
            before = Some(c);
        }
        false
    }

    /// The same as a regular expression, as schemas have it; letters are those of Latin scripts.
    pub(crate) fn pattern(&self) -> String {
        const LETTERS: &str = "A-Za-z\u{c0}-\u{24f}";
        let part = |part: &ShapePart| match part {
            ShapePart::Digit => "[0-9]".to_owned(),
            ShapePart::Letter => format!("[{LETTERS}]"),
            ShapePart::Either => format!("[0-9{LETTERS}]"),
            ShapePart::Sign(sign) if sign.is_alphanumeric() || matches!(sign, ' ' | '-') => sign.to_string(),
            ShapePart::Sign(sign) => format!("\\{sign}"),
        };
        self.0.iter().map(part).collect()
    }

    /// What is left of a text that begins so.
    fn match_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = text.chars();
        for part in &self.0 {
            let c = rest.next()?;
            let fits = match part {
                ShapePart::Digit => c.is_ascii_digit(),
                ShapePart::Letter => c.is_alphabetic(),
                ShapePart::Either => c.is_ascii_digit() || c.is_alphabetic(),
                ShapePart::Sign(sign) => c == *sign,
            };
            if !fits {
                return None;
            }
        }
        Some(rest.as_str())
    }
}

impl FromStr for Shape {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = |c| match c {
            '#' => ShapePart::Digit,
            '@' => ShapePart::Letter,
            '?' => ShapePart::Either,
            c => ShapePart::Sign(c),
        };
        let parts: Vec<ShapePart> = text.chars().map(part).collect();
        let is_open = parts.iter().any(|part| !matches!(part, ShapePart::Sign(_)));
        if is_open {
            Ok(Self(parts))
        } else {
            Err(format!("`{text}` has none of `#` (a digit), `@` (a letter), `?` (either)"))
        }
    }
}

/// As a definition writes it.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |part: &ShapePart| match part {
            ShapePart::Digit => '#',
            ShapePart::Letter => '@',
            ShapePart::Either => '?',
            ShapePart::Sign(sign) => *sign,
        };
        f.write_str(&self.0.iter().map(sign).collect::<String>())
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_letters_and_signs_are_told_apart() {
        for (shape, text, fits) in [
            ("#####", "20210", true),
            ("#####", "2021", false),
            ("#####", "202100", false),
            ("#####-####", "20210-0001", true),
            ("(###) ###-####", "(202) 555-0100", true),
            ("@@", "ŠĶ", true),
            ("@@", "D1", false),
            ("LV-####", "LV-1919", true),
            ("LV-####", "lv-1919", false),
            ("??-#", "1A-2", true),
        ] {
            let read: Shape = shape.parse().unwrap();
            assert_eq!(read.matches(text), fits, "{shape} {text}");
            assert_eq!(read.to_string(), shape);
        }
        assert_eq!(
            "(###) @-?".parse::<Shape>().unwrap().pattern(),
            r"\([0-9][0-9][0-9]\) [A-Za-zÀ-ɏ]-[0-9A-Za-zÀ-ɏ]"
        );
        assert!("LV".parse::<Shape>().is_err());
    }

    #[test]
    fn a_part_of_a_text_stands_by_itself() {
        let shape: Shape = "###-##-####".parse().unwrap();
        for (text, stands) in [
            ("His number is 123-45-6789.", true),
            ("(123-45-6789)", true),
            ("5123-45-6789", false),
            ("123-45-67890", false),
            ("123 45 6789", false),
            ("", false),
            ("ā123-45-6789", false),
        ] {
            assert_eq!(shape.occurs_in(text), stands, "{text}");
        }
    }
}
