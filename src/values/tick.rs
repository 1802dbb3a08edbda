use super::{Parsed, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// A mark in a box of a form, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tick {
    /// Marked.
    On,
    /// Not marked.
    Off,
}

impl Tick {
    /// Reads `x`, `✓`, `jā`, `ja`, `1`, `true`, `yes` as marked, and nothing at all, `nē`, `ne`, `0`, `false`,
    /// `no` as not marked, in any case. Everything else is refused, never guessed.
    pub(crate) fn parse(text: &str) -> Result<Parsed<Self>, Vec<Remark>> {
        let (clean, remarks) = super::clean::clean_value(text);
        let value = match clean.to_lowercase().as_str() {
            "x" | "✓" | "jā" | "ja" | "1" | "true" | "yes" => Self::On,
            "" | "nē" | "ne" | "0" | "false" | "no" => Self::Off,
            _ => return Err(vec![Remark::of(&value::TICK).with("v", masked_excerpt(text))]),
        };
        Ok(Parsed { value, remarks })
    }

    /// Whether the box is marked.
    pub(crate) fn is_on(self) -> bool {
        self == Self::On
    }
}

#[cfg(test)]
mod tests {
    use super::super::vectors::codes;
    use super::*;

    #[test]
    fn marks_are_never_guessed() {
        for text in ["x", "X", "✓", "jā", "JĀ", "ja", "ja\u{304}", "1", "true", "TRUE", "Yes", " x "] {
            assert!(Tick::parse(text).unwrap().value.is_on(), "{text}");
        }
        for text in ["", " ", "nē", "ne", "Nē", "0", "false", "no"] {
            assert!(!Tick::parse(text).unwrap().value.is_on(), "{text}");
        }
        for text in ["х", "xx", "2", "?", "y", "n", "+", "-", "izsniegt", "☑"] {
            assert_eq!(codes(Tick::parse(text)), ["T-tick"], "{text}");
        }
    }
}
