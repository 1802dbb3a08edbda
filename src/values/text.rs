//! A text value of a form, cleaned and of bounded length.

use std::fmt;

use super::clean::{LineMode, clean};
use super::{ParseOutcome, Parsed, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// A text of a person, cleaned. Its length is counted in characters (Unicode scalar values after NFC), as PDF
/// fields and spreadsheets count it; each Latvian letter is one, and so is a line break.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct CleanText(String);

impl CleanText {
    /// Cleans `text`; refused where it is longer than `max` characters or has lost letters (U+FFFD).
    #[cfg(test)]
    pub(crate) fn parse(
        text: &str,
        lines: LineMode,
        max: Option<usize>,
    ) -> Result<Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text, lines, max).strict()
    }

    /// As [`CleanText::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str, lines: LineMode, max: Option<usize>) -> ParseOutcome<Self> {
        let Parsed { value: text, mut remarks } = clean(text, lines);
        if text.contains(char::REPLACEMENT_CHARACTER) {
            remarks.push(Remark::of(&value::LOST));
        }
        let n = text.chars().count();
        if let Some(max) = max.filter(|&max| n > max) {
            remarks.push(Remark::of(&value::LEN).with("n", n).with("max", max));
        }
        ParseOutcome::new(Some(Self(text)), remarks)
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A free text may have a personal code in it.
impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CleanText({})", masked_excerpt(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vectors::{all_words, codes};
    use super::*;

    #[test]
    fn cleans_and_says_so() {
        for (text, lines, cleaned, expected) in [
            ("SIA „Šķūnis”", LineMode::One, "SIA „Šķūnis”", vec![]),
            ("Ja\u{304}nis Be\u{304}rzin\u{327}s\u{30c}", LineMode::One, "Jānis Bērziņš", vec![]),
            ("  a  b ", LineMode::One, "a b", vec!["T-space"]),
            ("a\u{a0}b\tc", LineMode::One, "a b c", vec![]),
            ("a\u{ad}b\u{200b}c\u{feff}\u{7}", LineMode::One, "abc", vec!["T-control"]),
            ("a\u{200b}\u{304}", LineMode::One, "ā", vec!["T-control"]),
            ("a\r\nb", LineMode::One, "a b", vec!["T-newline"]),
            ("a\n", LineMode::One, "a", vec!["T-space"]),
            ("a\r\nb\u{2028}c", LineMode::Many, "a\nb\nc", vec![]),
            ("\n a \n\n b\n", LineMode::Many, "a\n\nb", vec!["T-space"]),
            ("\u{feff}", LineMode::Many, "", vec!["T-control"]),
        ] {
            let parsed = CleanText::parse(text, lines, None).unwrap();
            assert_eq!(parsed.value.as_str(), cleaned, "{text:?}");
            assert_eq!(codes(Ok(parsed)), expected, "{text:?}");
        }
    }

    #[test]
    fn names_what_was_taken_out() {
        assert!(
            all_words(&CleanText::parse("a\u{200b}\u{ad}\u{200b}", LineMode::One, None))
                .contains("(U+200B, U+00AD)")
        );
    }

    #[test]
    fn length_is_counted_in_characters_after_cleaning() {
        let max = |text, max| codes(CleanText::parse(text, LineMode::One, Some(max)));
        assert_eq!(max("ķēž", 3), [""; 0]);
        assert_eq!(max("k\u{327}e\u{304}z\u{30c}", 3), [""; 0]);
        assert_eq!(max("ķēžu", 3), ["T-len"]);
        assert!(
            all_words(&CleanText::parse("ķēžu", LineMode::One, Some(3)))
                .contains("zīmju skaits 4, atļauts 3")
        );
    }

    #[test]
    fn lost_letters_are_refused() {
        assert_eq!(codes(CleanText::parse("B\u{fffd}rzi\u{fffd}š", LineMode::One, None)), ["T-lost"]);
    }

    proptest! {
        #[test]
        fn what_is_clean_stays_as_it_is(text in "[aā\u{304}\u{327} \u{a0}\n\r\t\u{200b}\u{7}]{0,20}|\\PC{0,40}") {
            for lines in [LineMode::One, LineMode::Many] {
                let once = clean(&text, lines).value;
                prop_assert_eq!(&clean(&once, lines), &Parsed { value: once.clone(), remarks: vec![] });
                prop_assert!(!once.contains("  ") && once.trim() == once && !once.contains('\r'));
                prop_assert!(unicode_normalization::is_nfc(&once));
                prop_assert!(lines == LineMode::Many || !once.contains('\n'));
            }
        }
    }
}
