use std::fmt;

use chrono::NaiveDate;

use super::compact::{compact, count_digits, digits_of, is_digits, is_scientific, weighted_sum};
use super::{ParseOutcome, Remark};
use crate::diag::{CatalogueEntry, Mask, catalogue::value};

/// A Latvian personal code (personas kods), eleven digits.
///
/// `Debug` and `Display` show it masked; the whole code is handed out by [`PersonalCode::digits`] and
/// [`PersonalCode::dashed`] only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PersonalCode(String);

impl PersonalCode {
    /// Reads `DDDDDD-DDDDD` or eleven digits; spaces do not count and any dash is taken for the hyphen.
    ///
    /// Codes of the old kind (`DDMMYY-CNNNK`) must have a real date of birth not after `today`, a century digit
    /// C of 0, 1 or 2, and the check digit K. Codes of the new kind begin with 32–39 and mean nothing.
    #[cfg(test)]
    pub(crate) fn parse(text: &str, today: NaiveDate) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text, today).strict()
    }

    /// As [`PersonalCode::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str, today: NaiveDate) -> ParseOutcome<Self> {
        let (compact, mut remarks) = compact(text);
        let (digits, problem) = parse_digits(&compact, today);
        remarks.extend(problem);
        ParseOutcome::new(digits.map(Self), remarks)
    }

    /// The eleven digits.
    pub(crate) fn digits(&self) -> &str {
        &self.0
    }

    /// The code as it is printed: `DDDDDD-DDDDD`.
    pub(crate) fn dashed(&self) -> String {
        let (head, tail) = self.0.split_at_checked(6).unwrap_or((&self.0, ""));
        format!("{head}-{tail}")
    }
}

impl fmt::Debug for PersonalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalCode({self})")
    }
}

impl fmt::Display for PersonalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Mask(&self.0).fmt(f)
    }
}

/// The digits, where they may be those of a person, and what is wrong with them.
fn parse_digits(compact: &str, today: NaiveDate) -> (Option<String>, Option<Remark>) {
    let Some(digits) = eleven_digits(compact) else {
        return (None, Some(why_not_eleven_digits(compact)));
    };
    let masked = |entry| Remark::of(entry).with("v", Mask(&digits));
    if digits.starts_with(|c| c > '3') {
        return (None, Some(masked(&value::PK_REGNO)));
    }
    let problem = if is_new_kind(&digits) { None } else { problem_of_old_kind(&digits, today) };
    let remark = problem.map(masked);
    (Some(digits), remark)
}

/// The digits, where there are eleven and no hyphen but after the sixth.
fn eleven_digits(compact: &str) -> Option<String> {
    let digits = match compact.split_once('-') {
        Some((head, tail)) if head.len() == 6 => format!("{head}{tail}"),
        Some(_) => return None,
        None => compact.to_owned(),
    };
    (digits.len() == 11 && is_digits(&digits)).then_some(digits)
}

fn why_not_eleven_digits(compact: &str) -> Remark {
    let n = count_digits(compact);
    if is_scientific(compact) {
        return Remark::of(&value::EXCEL);
    }
    if compact.chars().any(|c| c != '-' && !c.is_ascii_digit()) {
        let letters = eleven_digits(&letters_as_digits(compact)).is_some();
        return Remark::of(if letters { &value::PK_LETTERS } else { &value::PK_FORMAT });
    }
    match n {
        0 | 11 => Remark::of(&value::PK_FORMAT),
        10 if has_lost_its_zero(&digits_of(compact)) => Remark::of(&value::PK_ZERO),
        _ => Remark::of(&value::PK_LEN).with("n", n),
    }
}

/// The letters that are typed for digits, also those that the Cyrillic and Greek alphabets share.
fn letters_as_digits(compact: &str) -> String {
    let digit = |c| match c {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => '0',
        'I' | 'l' | '|' | 'і' | 'І' | 'Ι' => '1',
        c => c,
    };
    compact.chars().map(digit).collect()
}

/// Whether ten digits become a possible code of the old kind with a zero before them. (Nine digits cannot: no
/// day is 00.)
fn has_lost_its_zero(ten: &str) -> bool {
    let digits = format!("0{ten}");
    birth_date(&digits).is_some()
}

/// Codes given out since 2017: the first digit is 3, the second 2 to 9, so that none is a day of a month.
fn is_new_kind(digits: &str) -> bool {
    ("32".."40").contains(&digits.get(..2).unwrap_or_default())
}

fn problem_of_old_kind(digits: &str, today: NaiveDate) -> Option<&'static CatalogueEntry> {
    if century(digits).is_none() {
        return Some(&value::PK_CENTURY);
    }
    let Some(born) = birth_date(digits) else { return Some(&value::PK_DATE) };
    if born > today {
        return Some(&value::PK_FUTURE);
    }
    (!has_check_digit(digits)).then_some(&value::PK_CHECK)
}

/// The seventh digit: 0 for 18xx, 1 for 19xx, 2 for 20xx.
fn century(digits: &str) -> Option<i32> {
    match digits.get(6..7) {
        Some("0") => Some(1800),
        Some("1") => Some(1900),
        Some("2") => Some(2000),
        _ => None,
    }
}

/// The date of birth in the digits DDMMYYC.
fn birth_date(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize| digits.get(from..from + 2).and_then(|text| text.parse::<u32>().ok());
    let year = century(digits)? + i32::try_from(part(4)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(2)?, part(0)?)
}

/// K = (1101 − Σ wᵢdᵢ) mod 11 mod 10. The last «mod 10» matters: without it one right code in eleven is refused.
fn has_check_digit(digits: &str) -> bool {
    const WEIGHTS: [u32; 10] = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let expected = (1101 - weighted_sum(digits, &WEIGHTS)) % 11 % 10;
    digits.chars().next_back().and_then(|c| c.to_digit(10)) == Some(expected)
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::super::Parsed;
    use super::super::vectors::{codes, leaks, vectors};
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn parse(text: &str) -> Result<Parsed<PersonalCode>, Vec<Remark>> {
        PersonalCode::parse(text, today())
    }

    #[test]
    fn all_vectors_hold() {
        for vector in vectors().personas_kods {
            let result = parse(&vector.input);
            if let Ok(parsed) = &result {
                assert_eq!(Some(parsed.value.digits()), vector.digits.as_deref(), "{}", vector.input);
            }
            let codes = codes(result);
            let expected: &[&str] = match vector.result.as_str() {
                "ok-old" | "ok-new" => &[],
                "checksum" => &["*-pk-check"],
                "date" => &["*-pk-date"],
                "future" => &["*-pk-future"],
                "century" => &["*-pk-century"],
                "not-a-person (first digit 4-9)" => &["*-pk-regno"],
                "format" => match codes.as_slice() {
                    fine @ ["*-pk-format" | "*-pk-zero" | "*-pk-len" | "*-pk-letters"] => fine,
                    other => panic!("{}: {other:?}", vector.input),
                },
                other => panic!("{other}"),
            };
            assert_eq!(codes, expected, "{}", vector.input);
        }
    }

    #[test]
    fn says_what_went_wrong_on_the_way() {
        for (text, code) in [
            ("1010100000", "*-pk-zero"),
            ("10101-00000", "*-pk-zero"),
            ("3200000000", "*-pk-len"),
            ("101010000", "*-pk-len"),
            ("320000000011", "*-pk-len"),
            ("32OOOOOOOO1", "*-pk-letters"),
            ("О10101-OOOOO", "*-pk-letters"),
            ("0I0I0I-00000", "*-pk-letters"),
            ("nav zināms", "*-pk-format"),
            ("3200-0000001", "*-pk-format"),
            ("010101--00000", "*-pk-format"),
            ("٠١٠١٠١-٠٠٠٠٠", "*-pk-format"),
            ("-", "*-pk-format"),
            ("", "*-pk-format"),
            ("1,0101E+9", "*-excel"),
            ("90000050138", "*-pk-regno"),
        ] {
            assert_eq!(codes(parse(text)), [code], "{text}");
        }
    }

    #[test]
    fn spaces_dashes_and_invisible_characters_do_not_count() {
        for text in [
            "010101-00000",
            " 010101 - 00000 ",
            "010101\u{2212}00000",
            "010101\u{a0}00000",
            "\u{feff}01010100000",
        ] {
            assert_eq!(parse(text).unwrap().value.dashed(), "010101-00000", "{text}");
        }
    }

    #[test]
    fn born_today_is_not_in_the_future() {
        assert_eq!(codes(parse("221126-20000")).first().copied().unwrap_or("*-pk-check"), "*-pk-check");
        assert_eq!(codes(parse("231126-20000")), ["*-pk-future"]);
    }

    #[test]
    fn a_wrong_check_digit_can_be_accepted_a_registration_number_cannot() {
        let accept_all = |text| PersonalCode::parse_outcome(text, today()).accepting(|_| true);
        let accepted = accept_all("010101-00001").unwrap();
        assert_eq!(accepted.value.digits(), "01010100001");
        assert_eq!(accepted.remarks[0].entry.code, "*-pk-check");
        assert!(accept_all("40003521600").is_err());
        assert!(
            PersonalCode::parse_outcome("010101-00001", today())
                .accepting(|e| e.code == "*-pk-date")
                .is_err()
        );
    }

    #[test]
    fn shows_itself_masked() {
        let code = parse("010101-00000").unwrap().value;
        assert_eq!(format!("{code} {code:?}"), "010101-***** PersonalCode(010101-*****)");
    }

    /// A code of the old kind with its check digit, from a day between 1800 and today.
    fn old_code() -> impl Strategy<Value = String> {
        let first = NaiveDate::from_ymd_opt(1800, 1, 1).unwrap();
        let days = (today() - first).num_days().unsigned_abs();
        (0..=days, 0..1000u32).prop_map(move |(day, serial)| {
            use chrono::Datelike;
            let born = first + Days::new(day);
            let century = born.year() / 100 - 18;
            let ten = format!("{}{century}{serial:03}", born.format("%d%m%y"));
            let weights = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 = ten.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
            format!("{ten}{}", (1101 - sum) % 11 % 10)
        })
    }

    proptest! {
        #[test]
        fn old_codes_are_read_with_and_without_the_hyphen(digits in old_code()) {
            let code = parse(&digits).unwrap().value;
            prop_assert_eq!(code.digits(), &digits);
            prop_assert_eq!(parse(&code.dashed()).unwrap().value, code);
        }

        #[test]
        fn any_other_check_digit_is_refused(digits in old_code(), other in 1..10u32) {
            let (ten, last) = digits.split_at(10);
            let wrong = format!("{ten}{}", (last.parse::<u32>().unwrap() + other) % 10);
            prop_assert_eq!(codes(parse(&wrong)), ["*-pk-check"]);
        }

        #[test]
        fn new_codes_have_no_check_digit(digits in "3[2-9][0-9]{9}") {
            let code = parse(&digits).unwrap().value;
            prop_assert_eq!(code.digits(), &digits);
        }

        #[test]
        fn nothing_shows_the_last_five_digits(
            head in "[0-9]{6}", separator in "-|| |–|/", tail in "[1-9]{5}", junk in "|x|0|O"
        ) {
            prop_assume!(!head.contains(&tail) && !"0101000002912345611".contains(&tail));
            let text = format!("{head}{separator}{tail}{junk}");
            let result = parse(&text);
            prop_assert!(!leaks(&result, &tail));
            if let Ok(parsed) = result {
                prop_assert!(!parsed.value.to_string().contains(&tail));
            }
        }
    }
}
