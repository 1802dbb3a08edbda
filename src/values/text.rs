//! Text as it may stand in a form: composed (NFC), without invisible characters and needless spaces, and
//! otherwise as it was written: no quotes, letters or punctuation are ever changed.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::{ParseOutcome, Parsed, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// How many lines a text may have. See [`CleanText`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineMode {
    /// One: a line break becomes a space.
    One,
    /// Any number of them.
    Many,
}

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

    /// As [`CleanText::parse`], before it is decided what is accepted.
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

/// A free text may have anything in it, a personal code too.
impl fmt::Debug for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", masked_excerpt(&self.0))
    }
}

/// Cleans `text`: NFC; invisible characters dropped; white space of every kind made a space, none at the ends
/// and never two together; a line break only where there may be [`LineMode::Many`]. Says what it changed, except
/// the normal form, which nobody sees.
pub(crate) fn clean(text: &str, lines: LineMode) -> Parsed<String> {
    let mut remarks = Vec::new();

    let invisible: Vec<char> = text.chars().filter(|&c| is_invisible(c)).collect();
    if !invisible.is_empty() {
        remarks.push(Remark::of(&value::CONTROL).with("v", code_points(&invisible)));
    }
    let visible: String = text.chars().filter(|&c| !is_invisible(c)).collect();

    let composed: String = visible.replace("\r\n", "\n").chars().map(plain_space).nfc().collect();
    let broken = composed.trim().contains('\n');
    if broken && lines == LineMode::One {
        remarks.push(Remark::of(&value::NEWLINE));
    }
    let value = match lines {
        LineMode::One => single_spaced(&composed),
        LineMode::Many => {
            composed.split('\n').map(single_spaced).collect::<Vec<_>>().join("\n").trim().to_owned()
        }
    };
    if composed.chars().count() != value.chars().count() {
        remarks.push(Remark::of(&value::SPACE));
    }
    Parsed { value, remarks }
}

/// White space of any kind as a space or a line break.
fn plain_space(c: char) -> char {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is seen nowhere but in a comparison: controls that are no white space, soft hyphens,
/// zero-width characters, marks of direction, variation selectors, tags.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Up to five of `chars` as `U+200B, U+00AD`, each once.
fn code_points(chars: &[char]) -> String {
    let mut seen: Vec<char> = Vec::new();
    for &c in chars {
        if !seen.contains(&c) && seen.len() < 5 {
            seen.push(c);
        }
    }
    seen.iter().map(|&c| code_point(c)).collect::<Vec<_>>().join(", ")
}

/// `U+200B`.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The remarks of [`clean`] that matter for a value that is not free text: spaces around a number or a name
/// are not worth a word.
pub(super) fn clean_value(text: &str) -> (String, Vec<Remark>) {
    let Parsed { value, mut remarks } = clean(text, LineMode::One);
    remarks.retain(|r| r.entry == &value::CONTROL);
    (value, remarks)
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
