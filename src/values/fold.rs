//! Text folded for comparison and for file names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diag::mask_codes_in;

/// The longest slug, in bytes (which are characters there).
const LONGEST_SLUG: usize = 60;
/// The slug of a text without a single Latin letter or digit.
const NAMELESS: &str = "bez-nosaukuma";

/// `text` without what differs between people who mean the same: small letters, no diacritics (NFKD), and every run
/// of what is neither letter nor digit (spaces, hyphens, full stops, underscores, quotes) as one space, none
/// at the ends. `Reģistrācijas  Nr.` and `registracijas_nr` both become `registracijas nr`.
///
/// For comparing headers of columns and names of persons; never for what is written into a form.
pub fn latin_fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match base_letters(c) {
            Some(base) => out.push_str(base),
            None if c.is_alphanumeric() => out.push(c),
            None if is_combining_mark(c) || out.is_empty() || out.ends_with(' ') => {}
            None => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Latin letters that Unicode does not take apart.
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŋ' => "n",
        'ŧ' => "t",
        'ı' => "i",
        _ => return None,
    })
}

/// `text` as a part of a file name: small ASCII letters and digits, `-` between words, at most 60 characters
/// (whole words where possible), never empty. Numbers of six digits and more are left out: no personal code and
/// no registration number gets into a file name this way.
pub fn slug(text: &str) -> String {
    let folded = latin_fold(&mask_codes_in(text));
    let mut out = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_fit(word)) {
        let joint = usize::from(!out.is_empty());
        let room = LONGEST_SLUG.saturating_sub(out.len() + joint);
        if word.len() > room && !out.is_empty() {
            break;
        }
        if joint == 1 {
            out.push('-');
        }
        out.extend(word.chars().take(room));
    }
    if out.is_empty() { NAMELESS.to_owned() } else { out }
}

fn is_fit(word: &str) -> bool {
    !word.is_empty() && longest_number(word) < 6
}

fn longest_number(word: &str) -> usize {
    word.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_as_documented() {
        for (text, folded) in [
            ("Reģistrācijas  Nr.", "registracijas nr"),
            ("registracijas_nr", "registracijas nr"),
            ("  Bērziņa-Kalniņa ", "berzina kalnina"),
            ("JĀNIS BĒRZIŅŠ", "janis berzins"),
            ("Ja\u{304}nis", "janis"),
            ("Łódź Straße Ærø İstanbul", "lodz strasse aero istanbul"),
            ("e-pasts*", "e pasts"),
            ("Иван", "иван"),
            ("—", ""),
        ] {
            assert_eq!(latin_fold(text), folded);
        }
    }

    #[test]
    fn slugs_are_fit_for_file_names() {
        for (text, expected) in [
            ("Ezermalas novada pašvaldība", "ezermalas-novada-pasvaldiba"),
            ("SIA „Šķūnis & Ķērve”", "sia-skunis-kerve"),
            ("Rīgas 64. vidusskola", "rigas-64-vidusskola"),
            ("Jānis 010101-00000", "janis"),
            ("reg40003000002 SIA", "sia"),
            ("", NAMELESS),
            ("Иван", NAMELESS),
            ("../../etc/passwd", "etc-passwd"),
        ] {
            assert_eq!(slug(text), expected);
        }
        assert_eq!(slug(&"garums ".repeat(20)), "garums-garums-garums-garums-garums-garums-garums-garums");
        assert_eq!(slug(&"a".repeat(100)), "a".repeat(60));
    }

    #[test]
    fn each_latvian_letter_has_its_base_letter() {
        assert_eq!(slug("āčēģīķļņšūžŗō ĀČĒĢĪĶĻŅŠŪŽŖŌ"), "acegiklnsuzro-acegiklnsuzro");
    }

    /// Every character there is, not a sample.
    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = latin_fold(&format!("a{c}b"));
            assert_eq!(latin_fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn slugs_are_bounded_ascii_and_stable(text in "\\PC{0,120}|[a-zāēīū 0-9.,_-]{0,120}") {
            let slug = slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= LONGEST_SLUG);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(super::slug(&slug), slug);
        }

        #[test]
        fn folding_is_stable(text in "\\PC{0,60}") {
            let once = latin_fold(&text);
            prop_assert_eq!(latin_fold(&once), once);
        }
    }
}
