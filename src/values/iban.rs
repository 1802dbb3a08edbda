use std::fmt;

use super::compact::compact;
use super::{ParseOutcome, Remark};
use crate::diag::catalogue::value;

/// An account number (ISO 13616). Latvian ones are checked by their own structure: `LV`, two check digits, four
/// letters of the bank, thirteen letters or digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Iban(String);

impl Iban {
    /// Reads an account number; spaces do not count and letters become capitals.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text).strict()
    }

    /// As [`Iban::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str) -> ParseOutcome<Self> {
        let (compact, mut remarks) = compact(text);
        let iban = compact.to_ascii_uppercase();
        if let Some(problem) = problem_of_structure(&iban) {
            remarks.push(problem);
            return ParseOutcome::new(None, remarks);
        }
        if remainder(&iban) != 1 {
            remarks.push(Remark::of(&value::IBAN_CHECK));
        }
        if !iban.starts_with("LV") {
            remarks.push(Remark::of(&value::IBAN_FOREIGN).with("v", iban.get(..2).unwrap_or_default()));
        }
        ParseOutcome::new(Some(Self(iban)), remarks)
    }

    /// Without spaces, as programs exchange it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as it is printed.
    pub(crate) fn grouped(&self) -> String {
        let mut out = String::with_capacity(self.0.len() + 8);
        for (at, c) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn problem_of_structure(iban: &str) -> Option<Remark> {
    let bank_is_letters = || iban.chars().skip(4).take(4).all(|c| c.is_ascii_uppercase());
    match (begins_like_an_iban(iban), iban.starts_with("LV")) {
        (true, true) if iban.len() != 21 => Some(Remark::of(&value::IBAN_LEN).with("n", iban.len())),
        (true, true) if bank_is_letters() => None,
        (true, false) => None,
        _ => Some(Remark::of(&value::IBAN_FORMAT)),
    }
}

/// Two letters, two digits, then 11 to 30 letters and digits.
fn begins_like_an_iban(iban: &str) -> bool {
    (15..=34).contains(&iban.len())
        && iban.chars().take(2).all(|c| c.is_ascii_uppercase())
        && iban.chars().skip(2).take(2).all(|c| c.is_ascii_digit())
        && iban.chars().all(|c| c.is_ascii_alphanumeric())
}

/// ISO 7064 MOD 97-10: the first four characters moved to the end, letters as 10 to 35.
fn remainder(iban: &str) -> u32 {
    let (head, tail) = iban.split_at_checked(4).unwrap_or((iban, ""));
    tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |sum, n| {
        let shift = if n < 10 { 10 } else { 100 };
        (sum * shift + n) % 97
    })
}

#[cfg(test)]
mod tests {
    use super::super::vectors::{codes, vectors};
    use super::*;

    #[test]
    fn all_vectors_hold() {
        for (text, right) in vectors().iban {
            let expected: &[&str] = if right { &[] } else { &["*-iban-check"] };
            assert_eq!(codes(Iban::parse(&text)), expected, "{text}");
        }
    }

    #[test]
    fn says_what_went_wrong_on_the_way() {
        for (text, expected) in [
            ("LV80 BANK 0000 4351 9500", vec!["*-iban-len"]),
            ("LV80BAN10000435195001", vec!["*-iban-format"]),
            ("40003000002", vec!["*-iban-format"]),
            ("LV80BANK00004351950-01", vec!["*-iban-format"]),
            ("", vec!["*-iban-format"]),
            ("EE382200221020145685", vec!["*-iban-foreign"]),
            ("EE382200221020145686", vec!["*-iban-check", "*-iban-foreign"]),
        ] {
            assert_eq!(codes(Iban::parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn is_written_in_groups_and_known_as_the_treasury_s() {
        let iban = Iban::parse("lv55 trel 1060 1909 1120 0").unwrap().value;
        assert_eq!(iban.as_str(), "LV55TREL1060190911200");
        assert_eq!(iban.grouped(), "LV55 TREL 1060 1909 1120 0");
    }
}
