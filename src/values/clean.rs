//! Cleans text as a person wrote it: composed (NFC), without invisible characters and needless spaces, and otherwise
//! as it was written: no quotes, letters or punctuation are ever changed.

use unicode_normalization::UnicodeNormalization;

use super::{Parsed, Remark};
use crate::diag::catalogue::value;

/// How many lines a text may have. See [`CleanText`](super::CleanText).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineMode {
    /// One: a line break becomes a space.
    One,
    /// Any number of them.
    Many,
}

/// Cleans `text`: NFC; invisible characters dropped; white space of every kind made a space, none at the ends
/// and never two together; a line break only in [`LineMode::Many`]. A remark tells each kind of change, except
/// the normal form, which does not show.
pub(super) fn clean(text: &str, lines: LineMode) -> Parsed<String> {
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

/// Whether a character does not show and still makes two texts differ: controls that are no white space, soft hyphens,
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

/// As [`clean`], for a value that is not free text: spaces around a number or a name give no remark.
pub(super) fn clean_value(text: &str) -> (String, Vec<Remark>) {
    let Parsed { value, mut remarks } = clean(text, LineMode::One);
    remarks.retain(|r| r.entry == &value::CONTROL);
    (value, remarks)
}
