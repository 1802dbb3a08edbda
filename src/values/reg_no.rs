use std::fmt;

use super::compact::{compact, is_digits, is_scientific, weighted_sum};
use super::{ParseOutcome, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// A Latvian registration number (taxpayer code of an organisation): eleven digits, the first of them 4–9.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RegNo(String);

impl RegNo {
    /// Reads eleven digits with the right check digit; spaces do not count. A number of a VAT payer (`LV…`), an
    /// old number of nine digits and what looks like a personal code are refused, each for its own reason.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text).strict()
    }

    /// As [`RegNo::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str) -> ParseOutcome<Self> {
        let (number, mut remarks) = compact(text);
        remarks.extend(problems(&number));
        let carried = remarks.iter().all(|r| !r.refuses() || r.entry == &value::REG_CHECK);
        ParseOutcome::new(carried.then_some(Self(number)), remarks)
    }

    /// The eleven digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn problems(number: &str) -> Vec<Remark> {
    if let Some(number) = without_country(number) {
        let prefix = Remark::of(&value::REG_LV).with("fix", masked_excerpt(number));
        return [prefix].into_iter().chain(problems_of_digits(number)).collect();
    }
    if is_scientific(number) {
        return vec![Remark::of(&value::EXCEL)];
    }
    if !is_digits(number) {
        return vec![Remark::of(&value::REG_FORMAT)];
    }
    problems_of_digits(number)
}

/// The number after `LV`, where that is all that stands before it.
fn without_country(compact: &str) -> Option<&str> {
    let (country, number) = compact.split_at_checked(2)?;
    (country.eq_ignore_ascii_case("LV") && is_digits(number)).then_some(number)
}

fn problems_of_digits(number: &str) -> Vec<Remark> {
    match number.len() {
        11 => problems_of_eleven(number),
        9 => vec![Remark::of(&value::REG_OLD)],
        n => vec![Remark::of(&value::REG_LEN).with("n", n)],
    }
}

fn problems_of_eleven(number: &str) -> Vec<Remark> {
    let about = |entry| Remark::of(entry).with("v", masked_excerpt(number));
    let mut problems = Vec::new();
    if number.starts_with(|c| c < '4') {
        return vec![about(&value::REG_KIND)];
    }
    if !has_check_digit(number) {
        problems.push(about(&value::REG_CHECK));
    }
    if number.starts_with(['7', '8']) {
        problems.push(about(&value::REG_FIRST_DIGIT));
    }
    problems
}

/// Σ wᵢdᵢ over all eleven digits must leave 3 when divided by 11.
fn has_check_digit(number: &str) -> bool {
    const WEIGHTS: [u32; 11] = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1];
    weighted_sum(number, &WEIGHTS) % 11 == 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vectors::{all_words, codes, leaks, vectors};
    use super::*;

    #[test]
    fn all_vectors_hold() {
        for vector in vectors().registracijas_numurs {
            let result = RegNo::parse(&vector.input);
            if let Ok(parsed) = &result {
                assert_eq!(Some(parsed.value.as_str()), vector.digits.as_deref(), "{}", vector.input);
            }
            let codes = codes(result);
            let expected: &[&str] = match vector.result.as_str() {
                "ok" => &[],
                "ok-unusual-first-digit" => &["*-first-digit"],
                "checksum" => &["*-check"],
                "vat-prefix" => &["*-lv"],
                "looks-like-personal-code" => &["*-kind"],
                "format" => match codes.as_slice() {
                    fine @ ["*-format" | "*-len" | "*-old"] => fine,
                    other => panic!("{}: {other:?}", vector.input),
                },
                other => panic!("{other}"),
            };
            assert_eq!(codes, expected, "{}", vector.input);
        }
    }

    #[test]
    fn says_what_went_wrong_on_the_way() {
        for (text, expected) in [
            ("4,0003E+10", vec!["*-excel"]),
            ("000301234", vec!["*-old"]),
            ("4000352160", vec!["*-len"]),
            ("4000300000O", vec!["*-format"]),
            ("40003-000002", vec!["*-format"]),
            ("Reģ. Nr. 40003000002", vec!["*-format"]),
            ("lv40003521601", vec!["*-lv", "*-check"]),
            ("LV4000352160", vec!["*-lv", "*-len"]),
            ("LV01010100000", vec!["*-lv", "*-kind"]),
            ("LV", vec!["*-format"]),
            ("", vec!["*-format"]),
        ] {
            assert_eq!(codes(RegNo::parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_fix_for_a_vat_number_is_in_the_message() {
        let words = all_words(&RegNo::parse("LV40003521600"));
        assert!(words.contains("40003521600. Ar „LV” sākas PVN maksātāja numurs."), "{words}");
    }

    #[test]
    fn only_the_check_digit_can_be_accepted() {
        assert_eq!(
            RegNo::parse_outcome("40003521601").accepting(|_| true).unwrap().value.as_str(),
            "40003521601"
        );
        for text in ["01010100000", "LV40003521600", "4000352160", "4000300000O"] {
            assert!(RegNo::parse_outcome(text).accepting(|_| true).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_seen(at in 1..11usize, other in 1..10u32) {
            let mut digits: Vec<u32> = "40003000002".chars().filter_map(|c| c.to_digit(10)).collect();
            digits[at] = (digits[at] + other) % 10;
            let text: String = digits.iter().map(u32::to_string).collect();
            prop_assert_eq!(codes(RegNo::parse(&text)), ["*-check"]);
        }

        #[test]
        fn what_may_be_a_personal_code_is_not_shown(
            head in "[0-3][0-9]{5}", separator in "-|| ", tail in "[1-9]{5}", prefix in "|LV|lv |nr. "
        ) {
            prop_assume!(!head.contains(&tail));
            let result = RegNo::parse(&format!("{prefix}{head}{separator}{tail}"));
            prop_assert!(!leaks(&result, &tail));
            prop_assert!(result.is_err());
        }
    }
}
