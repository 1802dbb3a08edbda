//! Latvian letters that an earlier program decoded with the wrong code page.

use std::collections::BTreeSet;

use encoding_rs::{WINDOWS_1252, WINDOWS_1257};

use super::record::masked;

/// Inspects all texts of a file and tells at the end whether their encoding is damaged. Three kinds are known:
/// UTF-8 read as a Windows page (`JÄ“kabs`), Windows-1257 read as 1252 (`Jânis Bçrziòð`), and letters lost for
/// question marks (`J?nis B?rzi?š`). The last two damage a whole file, so that one undamaged
/// Latvian letter anywhere excludes them: French and Icelandic names are not damage.
#[derive(Debug, Default)]
pub(super) struct MojibakeDetector {
    misdecoded_utf8: Option<String>,
    has_intact_letter: bool,
    misread_letters: BTreeSet<char>,
    misread_sample: Option<String>,
    lost_letters: usize,
    lost_sample: Option<String>,
}

/// What `āčēģīķļņšūž` look like when Windows-1257 is read as 1252.
const MISREAD_AS_1252: &str = "âèçìîíïòðûþ";
/// Those of them that French names, the most common false positives, do not have.
const MISREAD_NOT_FRENCH: &str = "ìòðþ";
/// Those Latvian letters that 1252 does not have (it has `š` and `ž`).
const ONLY_IN_1257: &str = "āčēģīķļņūĀČĒĢĪĶĻŅŪ";

impl MojibakeDetector {
    /// Inspects one more text.
    pub(super) fn inspect(&mut self, text: &str) {
        if text.is_ascii() && !text.contains('?') {
            return;
        }
        for word in text.split_ascii_whitespace() {
            if self.misdecoded_utf8.is_none() && is_misdecoded_utf8(word) {
                self.misdecoded_utf8 = Some(sample(word));
            }
            self.has_intact_letter |= word.contains(|c| ONLY_IN_1257.contains(c));
            for double in word.chars().flat_map(char::to_lowercase).filter(|c| MISREAD_AS_1252.contains(*c)) {
                self.misread_letters.insert(double);
                self.misread_sample.get_or_insert_with(|| sample(word));
            }
            let lost = lost_letters_in(word);
            if lost > 0 {
                self.lost_letters += lost;
                self.lost_sample.get_or_insert_with(|| sample(word));
            }
        }
    }

    /// A damaged word, masked and cut, where the file is damaged.
    pub(super) fn finish(self) -> Option<String> {
        let telling = self.misread_letters.iter().any(|c| MISREAD_NOT_FRENCH.contains(*c));
        let in_1252 = self
            .misread_sample
            .filter(|_| !self.has_intact_letter && telling && self.misread_letters.len() >= 3);
        let questioned = self.lost_sample.filter(|_| !self.has_intact_letter && self.lost_letters >= 3);
        self.misdecoded_utf8.or(in_1252).or(questioned)
    }
}

/// What every Latvian letter or mark in UTF-8 starts with when shown in a Windows page (bytes C4, C5, E2 80), and
/// the sign for what could not be read.
const UTF8_LEADS_IN_1252: [char; 4] = ['Ä', 'Å', '€', '\u{fffd}'];

/// Whether a run of letters in `word` is the bytes of UTF-8 shown in a Windows page, or already beyond reading.
fn is_misdecoded_utf8(word: &str) -> bool {
    if !word.contains(UTF8_LEADS_IN_1252) {
        return false;
    }
    word.contains('\u{fffd}')
        || word.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty()).any(|run| {
            [WINDOWS_1252, WINDOWS_1257].into_iter().any(|page| {
                let (bytes, _, lossy) = page.encode(run);
                !lossy && std::str::from_utf8(&bytes).is_ok_and(|text| text.chars().any(is_expected))
            })
        })
}

/// Letters and marks that Latvian texts have beyond ASCII.
fn is_expected(c: char) -> bool {
    ONLY_IN_1257.contains(c) || "šžŠŽ".contains(c) || matches!(c, '\u{2010}'..='\u{2026}')
}

/// How many question marks of `word` stand between letters.
fn lost_letters_in(word: &str) -> usize {
    let is_between_letters = |at: usize| {
        let before = word.get(..at).and_then(|head| head.chars().next_back());
        let after = word.get(at + 1..).and_then(|tail| tail.chars().next());
        before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
    };
    word.match_indices('?').filter(|(at, _)| is_between_letters(*at)).count()
}

fn sample(word: &str) -> String {
    masked(&word.chars().take(30).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str]) -> Option<String> {
        let mut mojibake = MojibakeDetector::default();
        for text in texts {
            mojibake.inspect(text);
        }
        mojibake.finish()
    }

    /// `text` as a program shows it that takes its bytes for another page.
    fn shown(
        text: &str,
        in_page: &'static encoding_rs::Encoding,
        as_page: &'static encoding_rs::Encoding,
    ) -> String {
        as_page.decode_without_bom_handling(&in_page.encode(text).0).0.into_owned()
    }

    #[test]
    fn finds_the_three_ways_letters_are_damaged() {
        use encoding_rs::UTF_8;
        let names = "Jānis Bērziņš, SIA „Šķēle”";
        assert_eq!(found(&[&shown(names, UTF_8, WINDOWS_1252)]).as_deref(), Some("JÄ\u{81}nis"));
        assert!(found(&[&shown(names, UTF_8, WINDOWS_1257)]).is_some());
        assert_eq!(found(&[&shown(names, WINDOWS_1257, WINDOWS_1252)]).as_deref(), Some("Jânis"));
        assert_eq!(found(&["J?nis B?rzi?š"]).as_deref(), Some("J?nis"));
        assert_eq!(found(&["J\u{fffd}nis", "Ķēniņš"]).as_deref(), Some("J\u{fffd}nis"));
    }

    #[test]
    fn foreign_names_and_questions_are_no_damage() {
        assert_eq!(found(&["Jānis Bērziņš", "SIA „Šķēle un Ģirts”", "žagars š"]), None);
        assert_eq!(found(&["François Lefèvre", "Benoît Hâve", "Noël"]), None);
        assert_eq!(found(&["Þórður Guðmundsson Dìòð", "Nosaukums ā"]), None, "one sound letter acquits");
        assert_eq!(found(&["Müller Ärzte „Ö“", "Kāpēc?Tā", "a?b"]), None);
        assert_eq!(found(&["", "?", "???", "http://e.lv/?a=b"]), None);
    }

    #[test]
    fn a_sample_gives_no_personal_code_away() {
        assert_eq!(found(&["010101-00000\u{fffd}"]).as_deref(), Some("010101-*****"));
    }
}
