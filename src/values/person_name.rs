use std::fmt;

use unicode_normalization::char::is_combining_mark;

use super::alphabet::{has_look_alikes, is_apostrophe, is_latin, is_latvian};
use super::clean::{clean_value, code_point};
use super::compact::is_dash;
use super::{ParseOutcome, Remark, latin_fold, masked_excerpt};
use crate::diag::catalogue::value;

/// Which names of a person a field asks for. See [`PersonName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum NameRole {
    /// Given name and surname, two words or more.
    Full,
    /// The given name or names.
    Given,
    /// The surname, of one part or several.
    Surname,
}

/// The name of a natural person, as it was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PersonName(String);

impl PersonName {
    /// Reads a name. Refused are digits and signs, initials and abbreviations, a double surname with a dash or
    /// spaces in place of its hyphen, Cyrillic or Greek letters among Latin ones, and for [`NameRole::Full`] a
    /// single word. Letters outside the Latvian alphabet and capitals throughout are worth a warning.
    #[cfg(test)]
    pub(crate) fn parse(text: &str, role: NameRole) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text, role).strict()
    }

    /// As [`PersonName::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str, role: NameRole) -> ParseOutcome<Self> {
        let (name, mut remarks) = clean_value(text);
        let name = name.replace(['\u{2010}', '\u{2011}'], "-");
        if !name.chars().any(char::is_alphabetic) {
            remarks.push(Remark::of(&value::NAME_EMPTY));
            return ParseOutcome::new(None, remarks);
        }
        remarks.extend(unexpected_signs(&name));
        let shortened = shortened_words(&name);
        if role == NameRole::Full && shortened.is_empty() && words(&name).count() < 2 {
            remarks.push(Remark::of(&value::NAME_WORDS).with("v", quoted(&name)));
        }
        remarks.extend(shortened);
        remarks.extend(wrong_hyphen(&name, role));
        remarks.extend(mixed_alphabets(&name));
        remarks.extend(foreign_letters(&name));
        remarks.extend(odd_case(&name));
        ParseOutcome::new(Some(Self(name)), remarks)
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the other name is the same but for case, diacritics, hyphens and spaces: certificates write names
    /// in their own way.
    pub(crate) fn resembles(&self, other: &str) -> bool {
        latin_fold(&self.0) == latin_fold(other)
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name with digits in it can be accepted, and they may be of a code.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonName({})", quoted(&self.0))
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(' ').filter(|word| word.chars().any(char::is_alphabetic))
}

fn unexpected_signs(name: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if name.chars().any(char::is_numeric) {
        remarks.push(Remark::of(&value::NAME_DIGITS).with("v", quoted(name)));
    }
    let ordinary = |c: char| {
        c.is_alphanumeric()
            || is_combining_mark(c)
            || is_dash(c)
            || is_apostrophe(c)
            || matches!(c, ' ' | '.')
    };
    let strange = unique(name.chars().filter(|&c| !ordinary(c)));
    if !strange.is_empty() {
        remarks.push(Remark::of(&value::NAME_SIGN).with("v", listed(&strange)));
    }
    remarks
}

/// A name never needs its digits to be recognised, and they may be of a code.
fn quoted(name: &str) -> String {
    masked_excerpt(&name.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect::<String>())
}

/// Initials («J.», «J.P.», «J» alone) and abbreviations («Jān.»).
fn shortened_words(name: &str) -> Vec<Remark> {
    let mut initials = Vec::new();
    let mut abbreviations = Vec::new();
    for word in name.split_inclusive([' ', '-', '.']) {
        let dotted = word.ends_with('.');
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        match letters.chars().count() {
            1 if dotted => initials.push(format!("{letters}.")),
            // A small letter alone joins the parts of a surname: «Ortega y Gasset».
            1 if letters.chars().all(char::is_uppercase) => initials.push(letters),
            2.. if dotted => abbreviations.push(format!("{letters}.")),
            _ => {}
        }
    }
    let remark = |entry, words: Vec<String>| {
        (!words.is_empty()).then(|| Remark::of(entry).with("v", quoted(&words.join(" "))))
    };
    [remark(&value::INITIAL, initials), remark(&value::NAME_ABBREV, abbreviations)]
        .into_iter()
        .flatten()
        .collect()
}

/// A double surname has a hyphen without spaces; two given names stand side by side without any.
fn wrong_hyphen(name: &str, role: NameRole) -> Option<Remark> {
    let joined = |with: &str| {
        name.split(is_dash).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
    };
    let dash = name.chars().any(|c| is_dash(c) && c != '-');
    let spaced = name.split('-').skip(1).any(|part| part.starts_with(' '))
        || name.split_inclusive('-').any(|part| part.ends_with(" -"));
    let outer = name.starts_with(is_dash) || name.ends_with(is_dash);
    let about =
        |entry, fix: String| Some(Remark::of(entry).with("v", quoted(name)).with("fix", quoted(&fix)));
    if dash || spaced || outer {
        let with = if role == NameRole::Given { " " } else { "-" };
        return about(&value::NAME_HYPHEN, joined(with));
    }
    let given = match role {
        NameRole::Given => Some(name),
        NameRole::Full => words(name).next(),
        NameRole::Surname => None,
    };
    let double = given.filter(|given| given.contains('-') && !given.contains('.'))?;
    about(&value::NAME_GIVEN_HYPHEN, name.replacen(double, &double.replace('-', " "), 1))
}

fn mixed_alphabets(name: &str) -> Option<Remark> {
    let alien = unique(name.chars().filter(|&c| has_look_alikes(c)));
    if alien.is_empty() || !name.chars().any(is_latin) {
        return None;
    }
    let named: Vec<String> = alien.iter().map(|&c| format!("„{c}” ({})", code_point(c))).collect();
    Some(Remark::of(&value::NAME_SCRIPT).with("v", named.join(", ")))
}

fn foreign_letters(name: &str) -> Option<Remark> {
    let mixed = name.chars().any(is_latin);
    let foreign = unique(name.chars().filter(|&c| {
        (c.is_alphabetic() && !is_latvian(c) && !(mixed && has_look_alikes(c))) || is_combining_mark(c)
    }));
    (!foreign.is_empty()).then(|| Remark::of(&value::NAME_LETTER).with("v", listed(&foreign)))
}

fn odd_case(name: &str) -> Option<Remark> {
    let long = words(name).any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    let about = |entry| Some(Remark::of(entry).with("v", quoted(name)));
    match (name.chars().any(char::is_uppercase), name.chars().any(char::is_lowercase)) {
        (true, false) if long => about(&value::NAME_CAPS),
        (false, true) => about(&value::NAME_SMALL),
        _ => None,
    }
}

/// Up to eight of them, each once, in order.
fn unique(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = Vec::new();
    for c in chars {
        if !seen.contains(&c) && seen.len() < 8 {
            seen.push(c);
        }
    }
    seen
}

fn listed(chars: &[char]) -> String {
    chars
        .iter()
        .map(|&c| if is_combining_mark(c) { code_point(c) } else { c.to_string() })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Parsed;
    use super::super::vectors::{all_words, codes, leaks};
    use super::*;
    use NameRole::{Full, Given, Surname};

    #[test]
    fn names_as_latvians_write_them() {
        for (name, role) in [
            ("Jānis Bērziņš", Full),
            ("Anna Marija Bērziņa-Kalniņa", Full),
            ("Anna Marija", Given),
            ("Bērziņa-Kalniņa", Surname),
            ("Bērziņa\u{2011}Kalniņa", Surname),
            ("Džons O’Braiens", Full),
            ("Di Stefano", Surname),
            ("Ortega i Gasets", Surname),
        ] {
            assert_eq!(codes(PersonName::parse(name, role)), [""; 0], "{name}");
        }
        let name = PersonName::parse("  Ja\u{304}nis \u{a0} Bērziņš ", Full).unwrap().value;
        assert_eq!(name.as_str(), "Jānis Bērziņš");
    }

    #[test]
    fn every_problem_has_its_code() {
        for (name, role, expected) in [
            ("", Full, vec!["*-name-empty"]),
            ("—", Surname, vec!["*-name-empty"]),
            ("12345", Given, vec!["*-name-empty"]),
            ("Bērziņš", Full, vec!["*-name-words"]),
            ("J. Bērziņš", Full, vec!["*-initial"]),
            ("J.Bērziņš", Full, vec!["*-initial"]),
            ("J.P. Bērziņš", Full, vec!["*-initial"]),
            ("J.-P. Bērziņš", Full, vec!["*-initial"]),
            ("J Bērziņš", Full, vec!["*-initial"]),
            ("Jānis B.", Full, vec!["*-initial"]),
            ("Ē.", Given, vec!["*-initial"]),
            ("Jān. Bērziņš", Full, vec!["*-name-abbrev"]),
            ("Dr. Jānis Bērziņš", Full, vec!["*-name-abbrev"]),
            ("Jānis Bērziņš 2", Full, vec!["*-name-digits"]),
            ("Jānis, Bērziņš", Full, vec!["*-name-sign"]),
            ("Jānis Bērziņš (valdes loceklis)", Full, vec!["*-name-sign"]),
            ("Bērziņa - Kalniņa", Surname, vec!["*-name-hyphen"]),
            ("Bērziņa– Kalniņa", Surname, vec!["*-name-hyphen"]),
            ("Bērziņa–Kalniņa", Surname, vec!["*-name-hyphen"]),
            ("Anna Bērziņa -Kalniņa", Full, vec!["*-name-hyphen"]),
            ("Bērziņa-", Surname, vec!["*-name-hyphen"]),
            ("Anna-Marija", Given, vec!["*-name-given-hyphen"]),
            ("Anna-Marija Bērziņa", Full, vec!["*-name-given-hyphen"]),
            ("J\u{430}nis Bērziņš", Full, vec!["*-name-script"]),
            ("Αnna", Given, vec!["*-name-script"]),
            ("Анна", Given, vec!["*-name-letter"]),
            ("Xavier", Given, vec!["*-name-letter"]),
            ("Rūķīŗe", Surname, vec!["*-name-letter"]),
            ("José", Given, vec!["*-name-letter"]),
            ("JĀNIS BĒRZIŅŠ", Full, vec!["*-name-caps"]),
            ("jānis bērziņš", Full, vec!["*-name-small"]),
            ("J. Bērziņa - Kalniņa 2", Full, vec!["*-name-digits", "*-initial", "*-name-hyphen"]),
        ] {
            assert_eq!(codes(PersonName::parse(name, role)), expected, "{name}");
        }
    }

    #[test]
    fn what_is_named_in_the_message() {
        for (name, role, part) in [
            ("J\u{430}nis Bērziņš", Full, "„\u{430}” (U+0430)"),
            ("Bērziņa – Kalniņa", Surname, "Pareizi: „Bērziņa-Kalniņa”"),
            ("Anna – Marija", Given, "Pareizi: „Anna Marija”"),
            ("Anna-Marija Bērziņa-Kalniņa", Full, "„Anna Marija Bērziņa-Kalniņa”"),
            ("J.P. Bērziņš", Full, "ar iniciāli „J. P.” nepietiek"),
            ("Bērziņš Jr.", Surname, "saīsinājums „Jr.”"),
            ("Jānis Bērziņš 010101-12345", Full, "„Jānis Bērziņš ******-*****”"),
        ] {
            let words = all_words(&PersonName::parse(name, role));
            assert!(words.contains(part), "{name}: {words}");
        }
    }

    #[test]
    fn what_leaves_a_name_can_be_accepted_where_a_form_allows_it() {
        let accept_all = |name| PersonName::parse_outcome(name, Full).accepting(|_| true);
        assert!(accept_all("–").is_err());
        assert_eq!(accept_all("J. Bērziņš").unwrap().value.as_str(), "J. Bērziņš");
        assert_eq!(accept_all("Jānis Bērziņš 2").unwrap().value.as_str(), "Jānis Bērziņš 2");
    }

    #[test]
    fn certificates_write_names_in_their_own_way() {
        let name = PersonName::parse("Anna Bērziņa-Kalniņa", Full).unwrap().value;
        assert!(name.resembles("ANNA BĒRZIŅA-KALNIŅA"));
        assert!(name.resembles("Anna Berzina Kalnina"));
        assert!(!name.resembles("Anna Bērziņa"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(name in "\\PC{0,40}|[A-Za-zāа .–-]{0,20}") {
            for role in [Full, Given, Surname] {
                let result = PersonName::parse(&name, role);
                let _ = all_words(&result);
                if let Ok(Parsed { value, .. }) = result {
                    prop_assert_eq!(PersonName::parse(value.as_str(), role).unwrap().value, value);
                }
            }
        }

        #[test]
        fn a_code_in_a_name_is_not_shown(name in "Jānis |Bērziņš, |", head in "[0-9]{6}", tail in "[1-9]{5}") {
            let text = format!("{name}{head}-{tail}");
            prop_assert!(!leaks(&PersonName::parse(&text, Full), &tail));
        }
    }
}
