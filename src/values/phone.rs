use std::fmt;

use super::compact::{compact, count_digits};
use super::{ParseOutcome, Remark};
use crate::diag::catalogue::value;

/// A telephone number: Latvian ones in eight digits, others in E.164 (`+` and 8 to 15 digits).
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Phone(String);

impl Phone {
    /// Reads a number; spaces, dashes, full stops and parentheses do not count. `+371`, `00371` and `371` before
    /// eight digits are dropped. Latvian numbers begin with 2 or 6 (others of the country's plan with a
    /// warning); numbers of other countries need `+` and a country code.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text).strict()
    }

    /// As [`Phone::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str) -> ParseOutcome<Self> {
        let (compact, mut remarks) = compact(text);
        let number = compact.replace(['-', '(', ')', '.'], "");
        let (value, own) = parse_number(&number);
        remarks.extend(own);
        ParseOutcome::new(value.map(Self), remarks)
    }

    /// The number as it is written into a form: eight digits, or `+` and the digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The first three characters only: eleven digits of a personal code can look like a number with its country.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head: String = self.0.chars().take(3).collect();
        write!(f, "Phone({head}*****)")
    }
}

fn parse_number(number: &str) -> (Option<String>, Vec<Remark>) {
    let digits = number.strip_prefix('+').unwrap_or(number);
    if let Some(strange) = digits.chars().find(|c| !c.is_ascii_digit()) {
        return (None, vec![Remark::of(&value::TEL_SIGN).with("v", strange)]);
    }
    if let Some(national) = without_country(number) {
        return parse_latvian(national);
    }
    if number.starts_with('+') {
        return parse_foreign(digits);
    }
    parse_latvian(number)
}

/// What follows the Latvian country code.
fn without_country(number: &str) -> Option<&str> {
    let bare = || number.strip_prefix("371").filter(|rest| rest.len() == 8);
    number.strip_prefix("+371").or_else(|| number.strip_prefix("00371")).or_else(bare)
}

/// Metadata of libphonenumber 9.0 for Latvia: `(?:[268]\d|78|90)\d{6}`, fixed 6…, mobile 2…, 80, 81 and 90 with a
/// price of their own.
fn parse_latvian(national: &str) -> (Option<String>, Vec<Remark>) {
    let written = Some(national.to_owned());
    match (national.len(), national.chars().next()) {
        (8, Some('2' | '6')) => (written, Vec::new()),
        (8, Some('7'..='9')) => (written, vec![Remark::of(&value::TEL_KIND)]),
        (8, Some(first)) => (None, vec![Remark::of(&value::TEL_FIRST).with("v", first)]),
        (n, _) => (None, vec![Remark::of(&value::TEL).with("n", n)]),
    }
}

/// Here alone the crate is asked: its first use compiles the numbering plans of the world (62 ms of CPU, release),
/// which a Latvian number need not pay.
fn parse_foreign(digits: &str) -> (Option<String>, Vec<Remark>) {
    let n = count_digits(digits);
    if !(8..=15).contains(&n) {
        return (None, vec![Remark::of(&value::TEL_LEN).with("n", n)]);
    }
    let Ok(number) = phonenumber::parse(None, format!("+{digits}")) else {
        return (None, vec![Remark::of(&value::TEL_COUNTRY)]);
    };
    let about = |entry| vec![Remark::of(entry).with("v", number.code().value())];
    if number.is_valid() {
        // Drops a trunk prefix: `+44 (0)20 …` becomes `+4420…`.
        (Some(number.format().mode(phonenumber::Mode::E164).to_string()), about(&value::TEL_FOREIGN))
    } else {
        (Some(format!("+{digits}")), about(&value::TEL_PLAN))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vectors::{all_words, codes, leaks};
    use super::*;

    #[test]
    fn latvian_numbers_become_eight_digits() {
        for text in [
            "29123456",
            "29 123 456",
            "29\u{a0}123\u{a0}456",
            "+371 29123456",
            "(+371) 29-12-34-56",
            "00371 29.123.456",
            "37129123456",
            "29–123–456",
        ] {
            let parsed = Phone::parse(text).unwrap();
            assert_eq!((parsed.value.as_str(), parsed.remarks.len()), ("29123456", 0), "{text}");
        }
        assert_eq!(Phone::parse("67094368").unwrap().value.as_str(), "67094368");
    }

    #[test]
    fn every_problem_has_its_code() {
        for (text, expected) in [
            ("80001234", vec!["*-tel-kind"]),
            ("78123456", vec!["*-tel-kind"]),
            ("90001234", vec!["*-tel-kind"]),
            ("19123456", vec!["*-tel-first"]),
            ("+371 39123456", vec!["*-tel-first"]),
            ("2912345", vec!["*-tel"]),
            ("371291234567", vec!["*-tel"]),
            ("+3712912345", vec!["*-tel"]),
            ("", vec!["*-tel"]),
            ("tālr. 29123456", vec!["*-tel-sign"]),
            ("67094368 iekšējais 12", vec!["*-tel-sign"]),
            ("67094368, 29123456", vec!["*-tel-sign"]),
            ("67094368/29123456", vec!["*-tel-sign"]),
            ("29+123456", vec!["*-tel-sign"]),
            ("+44 20 7183 8750", vec!["*-tel-foreign"]),
            ("+370612345", vec!["*-tel-plan"]),
            ("+999 1234 5678", vec!["*-tel-country"]),
            ("+44 123", vec!["*-tel-len"]),
            ("+1234567890123456", vec!["*-tel-len"]),
        ] {
            assert_eq!(codes(Phone::parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn foreign_numbers_are_written_in_e164() {
        for (text, written) in [
            ("+44 (0)20 7183 8750", "+442071838750"),
            ("+39 06 6981 2345", "+390669812345"),
            ("+372 5123 4567", "+37251234567"),
            ("+1 202 555 0123", "+12025550123"),
        ] {
            let phone = Phone::parse(text).unwrap().value;
            assert_eq!(phone.as_str(), written);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "[26][0-9]{7}|\\+[1-9][0-9]{7,14}") {
            if let Ok(parsed) = Phone::parse(&text) {
                let written = parsed.value.as_str();
                let digits = written.strip_prefix('+').unwrap_or(written);
                prop_assert!((8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
                let again = Phone::parse(written).unwrap();
                prop_assert_eq!(again.value, parsed.value);
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,30}|\\+[0-9 ()-]{0,25}") {
            let _ = all_words(&Phone::parse(&text));
        }

        #[test]
        fn a_code_in_the_wrong_field_is_not_shown(head in "[0-3][0-9]{5}", separator in "-|| ", tail in "[1-9]{5}", plus in "|[+]") {
            prop_assume!(!head.contains(&tail) && !"29123456".contains(&tail));
            let text = format!("{plus}{head}{separator}{tail}");
            prop_assert!(!leaks(&Phone::parse(&text), &tail));
        }
    }
}
