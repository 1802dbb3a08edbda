//! The characters of the fixed subset, and those that cannot be drawn glyph by glyph.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

/// The characters of every fixed subset, by what they are for. All others come from an overflow subset.
///
/// A character composed of a base and an accent that are there already adds about 20 bytes to every PDF, a new
/// outline 60 to 200; an overflow subset of one character adds 1.1 KB to the PDFs that need it. What Liberation
/// Sans adds to a PDF: ASCII 7.3 KB; with Latvian and the signs 9.2; with Lithuanian and Estonian 9.8; with these
/// accents 10.0; with Polish and German 10.4; with every Latin letter of the EU 14.0 KB.
pub(super) const FIXED_LETTERS: &[(&str, &str)] = &[
    ("printable ASCII", ASCII),
    ("Latvian, with ō ŗ of the older spelling", "ĀČĒĢĪĶĻŅŌŖŠŪŽāčēģīķļņōŗšūž"),
    ("Lithuanian", "ĄČĘĖĮŠŲŪŽąčęėįšųūž"),
    ("Estonian", "ÄÕÖÜŠŽäõöüšž"),
    ("the accent of names all over the EU", "ÁÉÍÓÚáéíóú"),
    ("quotes", "„“”‚‘’«»"),
    ("dashes, hyphens (U+2010, U+2011), no-break space", "–—\u{2010}\u{2011}\u{a0}"),
    ("signs of offices", "…€§°№•·"),
];

const ASCII: &str =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The characters of [`FIXED_LETTERS`], each once, in order of their code points.
pub(crate) fn fixed_letters() -> Vec<char> {
    let mut letters: Vec<char> = FIXED_LETTERS.iter().flat_map(|(_, letters)| letters.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

/// Characters without repetitions, in order of appearance.
pub(super) fn without_repetitions(letters: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = BTreeSet::new();
    letters.filter(|letter| seen.insert(*letter)).collect()
}

/// The character whose glyph is drawn for this one.
pub(super) fn drawn_as(letter: char) -> char {
    match letter {
        '\u{a0}' => ' ',
        // Liberation has no glyph for the non-breaking hyphen; it looks like the hyphen.
        '\u{2011}' => '\u{2010}',
        letter => letter,
    }
}

/// Whether a character is drawn correctly without shaping, reordering or positioning, if the font has its glyph.
pub(super) fn needs_no_shaping(letter: char) -> bool {
    !letter.is_control()
        && !is_combining_mark(letter)
        && !is_right_to_left(letter)
        && !is_format(letter)
        && !matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Whether a character may have a glyph without outline.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Hebrew, Arabic and the other scripts that run from right to left.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Invisible format characters: soft hyphen, joiners, direction marks.
fn is_format(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn the_fixed_letters_are_nfc_and_stand_alone() {
        let letters = fixed_letters();
        assert!(is_nfc(&letters.iter().collect::<String>()));
        assert!(letters.iter().all(|letter| needs_no_shaping(*letter)));
        assert!((' '..='~').all(|letter| letters.contains(&letter)));
        assert!(
            "Glāžšķūņu rūķīši dzērumā čiepj Baha koncertflīģeļu vākus".chars().all(|c| letters.contains(&c))
        );
    }

    #[test]
    fn what_needs_shaping_does_not_stand_alone() {
        for letter in
            ['\u{304}', '\u{327}', 'א', 'ب', '\u{ad}', '\u{200b}', '\u{202e}', '\n', '\u{e000}', '\u{feff}']
        {
            assert!(!needs_no_shaping(letter), "{letter:?}");
        }
    }
}
