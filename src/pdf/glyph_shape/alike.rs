//! Which characters are drawn alike, and which letters are drawn as a letter and a mark.

use unicode_normalization::char::decompose_canonical;

/// Drawn alike, or apart in size and place only: one of a row is never held against another of it.
const SAME: &[&str] = &[
    "0OoОоΟοՕօ",
    "1lI|ıІіΙӀ",
    "AАΑ",
    "BВΒ",
    "CcСсϹϲ",
    "EЕΕ",
    "eе",
    "HНΗ",
    "JȷЈ",
    "KkКкΚκ",
    "MМΜ",
    "NΝ",
    "PpРрΡρ",
    "SsЅѕ",
    "TТΤ",
    "Uu",
    "VvνѴѵ",
    "WwԜԝ",
    "Xx×ХхΧ",
    "YΥҮ",
    "ZzΖ",
    "aа",
    "iі",
    "jј",
    "yуү",
    "dԁ",
    "qԛ",
    "hһ",
    "µμ",
    "-–—−‐‑\u{ad}",
    "\"“”″",
    "'’‘`ʼ′",
    ",‚",
    ".·•",
    "ÐĐ",
    "ŞȘ",
    "şș",
    "ŢȚ",
    "ţț",
    "@©®",
    "öő",
    "ÖŐ",
    "üű",
    "ÜŰ",
];

/// Hard to tell apart where a face draws them plainly or slanted: one of a row instead of another is unclear.
const NEAR: &[&str] =
    &["1lI|/[]!\\", "()[]{}|", "°•.o", "øØoO0Q", "lļĮįĻ!", "ĢÇç", "đďð", "ŁL", "łl", "ĐD", "JI|"];

/// Drawn as one piece, though Unicode takes them apart.
const ONE_PIECE: &str = "ĄąĘęĮįŲųÇçŞşŢţȘșȚțďťľĽ";

/// Letters with a mark that are known, of the languages of the European Union.
pub(super) const MARKED: &str = "ĀāČčĒēĢģĪīĶķĻļŅņŌōŖŗŠšŪūŽžÄäÖöÜüÕõÅåĖėĆćŃńÓóŚśŹźŻżÁáÉéÍíÚúÝýĎĚěŇňŘřŤŮůĹĺŔŕŐőŰűĂăÂâÎîĊċĠġÀàÈèÌìÒòÙùÊêÔôÛûËëÏïŸÿÑñĞğ";

/// A mark below a letter: cedilla or comma.
const BELOW: char = '\u{327}';

/// How a character is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Composition {
    pub(super) base: char,
    /// A combining mark.
    pub(super) mark: Option<char>,
}

impl Composition {
    pub(super) fn of(character: char) -> Self {
        let mut parts = [None; 3];
        let mut places = parts.iter_mut();
        decompose_canonical(character, |part| {
            if let Some(place) = places.next() {
                *place = Some(part);
            }
        });
        match parts {
            // Above a g the comma stands on its head.
            [Some(base @ 'g'), Some(BELOW), None] => Self { base, mark: Some('\u{312}') },
            [Some(base), Some(mark), None] if !ONE_PIECE.contains(character) => {
                let base = if base == 'i' { 'ı' } else { base };
                Self { base, mark: Some(mark) }
            }
            _ => Self { base: character, mark: None },
        }
    }

    pub(super) fn is_marked_below(self) -> bool {
        self.mark == Some(BELOW)
    }
}

/// How two characters stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Drawn alike.
    Same,
    /// The other case of a letter (small capitals are honest), or hard to tell apart.
    Near,
    Different,
}

/// What a character looks like, to be held against others.
#[derive(Debug, Clone, Copy)]
pub(super) struct SimilarityClass {
    /// As it is, small, and large.
    cases: [Drawn; 3],
    /// The rows of `NEAR` that it is in, by bits.
    near: u32,
}

/// The first of a row of `SAME`, and a mark.
type Drawn = (char, Option<char>);

impl SimilarityClass {
    pub(super) fn of(character: char) -> Self {
        let one = |mut all: Box<dyn Iterator<Item = char>>| match (all.next(), all.next()) {
            (Some(one), None) => one,
            _ => character,
        };
        let (small, large) =
            (one(Box::new(character.to_lowercase())), one(Box::new(character.to_uppercase())));
        let near = NEAR.iter().enumerate().filter(|(_, row)| row.contains(character));
        Self { cases: [character, small, large].map(drawn), near: near.map(|(n, _)| 1 << n).sum() }
    }

    pub(super) fn relation(&self, other: &Self) -> Relation {
        let ([a, ..], [b, ..]) = (self.cases, other.cases);
        if a == b {
            Relation::Same
        } else if self.near & other.near != 0 || self.cases.iter().any(|case| other.cases.contains(case)) {
            Relation::Near
        } else {
            Relation::Different
        }
    }
}

fn drawn(character: char) -> Drawn {
    let row = first_of_row(character);
    let Composition { base, mark } =
        if row == character { Composition::of(character) } else { Composition { base: row, mark: None } };
    (first_of_row(base), mark)
}

fn first_of_row(character: char) -> char {
    let row = SAME.iter().find(|row| row.contains(character));
    row.and_then(|row| row.chars().next()).unwrap_or(character)
}
