use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Deserializer};

use super::clean::clean_value;
use super::compact::{is_dash, is_digits, is_scientific};
use super::{ParseOutcome, Remark, masked_excerpt};
use crate::diag::catalogue::value;

/// A day of the calendar as a person wrote it: `2026-12-01`, `01.12.2026.`, or the way of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(NaiveDate);

impl Day {
    /// Reads a day. Years have four digits; which of two numbers is the month is never guessed: besides the order
    /// of `format`, only year–month–day with dashes and day.month.year with full stops are taken.
    #[cfg(test)]
    pub(crate) fn parse(text: &str, format: &DayFormat) -> Result<super::Parsed<Self>, Vec<Remark>> {
        Self::parse_outcome(text, format).strict()
    }

    /// As [`Day::parse`], with the remarks that an acceptance may overrule.
    pub(crate) fn parse_outcome(text: &str, format: &DayFormat) -> ParseOutcome<Self> {
        let (text, mut remarks) = clean_value(text);
        match read(&text, format) {
            Ok(day) => {
                if !(1900..=2100).contains(&day.0.year()) {
                    remarks.push(Remark::of(&value::DATE_FAR).with("n", day.0.year()));
                }
                ParseOutcome::new(Some(day), remarks)
            }
            Err(problem) => {
                remarks.push(problem);
                ParseOutcome::new(None, remarks)
            }
        }
    }

    /// The day itself.
    pub(crate) fn date(self) -> NaiveDate {
        self.0
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

/// How a form writes its days: `dd.mm.yyyy.`, `mm/dd/yyyy`, `d.m.yyyy`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DayFormat {
    parts: Vec<DayFormatPart>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayFormatPart {
    Year,
    /// At least so many digits.
    Month(usize),
    Day(usize),
    Sign(char),
}

impl DayFormat {
    /// The way of Latvian offices: `dd.mm.yyyy.`
    pub(crate) fn latvian() -> Self {
        use DayFormatPart::{Day, Month, Sign, Year};
        Self { parts: vec![Day(2), Sign('.'), Month(2), Sign('.'), Year, Sign('.')] }
    }

    /// A day in this way.
    pub(crate) fn write(&self, day: Day) -> String {
        let date = day.0;
        self.parts
            .iter()
            .map(|part| match part {
                DayFormatPart::Year => format!("{:04}", date.year()),
                DayFormatPart::Month(width) => format!("{:0width$}", date.month()),
                DayFormatPart::Day(width) => format!("{:0width$}", date.day()),
                DayFormatPart::Sign(sign) => sign.to_string(),
            })
            .collect()
    }

    /// Year, month and day of a text in this order; signs at the end may be missing.
    fn numbers<'t>(&self, text: &'t str) -> Option<[&'t str; 3]> {
        let (mut rest, mut numbers) = (text, [""; 3]);
        for (at, part) in self.parts.iter().enumerate() {
            let slot = match part {
                DayFormatPart::Year => 0,
                DayFormatPart::Month(_) => 1,
                DayFormatPart::Day(_) => 2,
                DayFormatPart::Sign(sign) => {
                    let only_signs =
                        || self.parts.iter().skip(at).all(|p| matches!(p, DayFormatPart::Sign(_)));
                    match strip_sign(rest, *sign) {
                        Some(after) => rest = after,
                        None if rest.is_empty() && only_signs() => break,
                        None => return None,
                    }
                    continue;
                }
            };
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (number, after) = rest.split_at(end);
            *numbers.get_mut(slot)? = number;
            rest = after;
        }
        (rest.is_empty() && numbers.iter().all(|number| is_digits(number))).then_some(numbers)
    }
}

/// The text after a sign. Spaces around it do not count, and every dash is one.
fn strip_sign(text: &str, sign: char) -> Option<&str> {
    if sign == ' ' {
        return text.strip_prefix(' ');
    }
    let after = text.trim_start().strip_prefix(|c: char| c == sign || (is_dash(sign) && is_dash(c)))?;
    Some(after.trim_start())
}

impl FromStr for DayFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = rest.chars().take_while(|&c| c == first).count();
            let (part, taken) = match (first, length) {
                ('y', 4) => (DayFormatPart::Year, 4),
                ('m', 1 | 2) => (DayFormatPart::Month(length), length),
                ('d', 1 | 2) => (DayFormatPart::Day(length), length),
                ('.' | '/' | '-' | ' ', _) => (DayFormatPart::Sign(first), 1),
                _ => return Err(wrong_format(text)),
            };
            parts.push(part);
            rest = rest.get(taken..).unwrap_or_default();
        }
        let count = |is: fn(&DayFormatPart) -> bool| parts.iter().filter(|part| is(part)).count();
        let each_once = count(|p| matches!(p, DayFormatPart::Year)) == 1
            && count(|p| matches!(p, DayFormatPart::Month(_))) == 1
            && count(|p| matches!(p, DayFormatPart::Day(_))) == 1;
        let apart =
            parts.windows(2).all(|pair| pair.iter().any(|part| matches!(part, DayFormatPart::Sign(_))));
        if each_once && apart { Ok(Self { parts }) } else { Err(wrong_format(text)) }
    }
}

fn wrong_format(text: &str) -> String {
    format!("`{text}` is not a way to write a day; such as `dd.mm.yyyy.`, `mm/dd/yyyy`, `d.m.yyyy`")
}

/// As a definition writes it.
impl fmt::Display for DayFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                DayFormatPart::Year => f.write_str("yyyy")?,
                DayFormatPart::Month(width) => f.write_str(&"m".repeat(*width))?,
                DayFormatPart::Day(width) => f.write_str(&"d".repeat(*width))?,
                DayFormatPart::Sign(sign) => write!(f, "{sign}")?,
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for DayFormat {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

fn read(text: &str, format: &DayFormat) -> Result<Day, Remark> {
    use DayFormatPart::{Month, Sign, Year};
    if is_scientific(text) || (is_digits(text) && text.len() == 5) {
        return Err(Remark::of(&value::DATE_EXCEL));
    }
    let iso = DayFormat { parts: vec![Year, Sign('-'), Month(2), Sign('-'), DayFormatPart::Day(2)] };
    // A spreadsheet's midnight is no time.
    let plain = ["T00:00:00", " 00:00:00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let numbers = [format, &iso, &DayFormat::latvian()].into_iter().find_map(|way| way.numbers(plain));
    let Some([year, month, day]) = numbers else {
        return Err(Remark::of(&value::DATE_FORMAT)
            .with("v", masked_excerpt(text))
            .with("example", example(format)));
    };
    if year.len() != 4 {
        return Err(Remark::of(&value::DATE_YEAR).with("v", masked_excerpt(text)));
    }
    let number = |text: &str| text.parse().unwrap_or(u32::MAX);
    let date = year.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, number(month), number(day)));
    date.map(Day).ok_or_else(|| Remark::of(&value::DATE_NONE).with("v", masked_excerpt(text)))
}

fn example(format: &DayFormat) -> String {
    NaiveDate::from_ymd_opt(2026, 12, 31).map(|date| format.write(Day(date))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vectors::codes;
    use super::*;

    fn format(text: &str) -> DayFormat {
        text.parse().unwrap()
    }

    #[test]
    fn reads_the_ways_that_leave_no_doubt() {
        let latvian = DayFormat::latvian();
        let american = format("mm/dd/yyyy");
        for (text, way, written) in [
            ("2026-12-01", &latvian, "01.12.2026."),
            ("1.12.2026", &latvian, "01.12.2026."),
            ("01. 12. 2026.", &latvian, "01.12.2026."),
            ("2026‑12‑01", &latvian, "01.12.2026."),
            ("2026-12-01T00:00:00", &latvian, "01.12.2026."),
            ("12/1/2026", &american, "12/01/2026"),
            ("01.12.2026.", &american, "12/01/2026"),
            ("2026-12-01", &american, "12/01/2026"),
        ] {
            let read = Day::parse(text, way).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!(way.write(read.value), written, "{text}");
        }
        assert_eq!(format("d.m.yyyy").write(Day::parse("2026-01-09", &latvian).unwrap().value), "9.1.2026");
    }

    #[test]
    fn says_what_is_wrong() {
        let latvian = DayFormat::latvian();
        for (text, expected) in [
            ("12/01/2026", "*-date-format"),
            ("rīt", "*-date-format"),
            ("2026", "*-date-format"),
            ("2026-12-01T10:00:00", "*-date-format"),
            ("01.12.26.", "*-date-year"),
            ("30.02.2026.", "*-date-none"),
            ("46357", "*-date-excel"),
            ("4,6357E+04", "*-date-excel"),
            ("01.12.1026.", "*-date-far"),
        ] {
            assert_eq!(codes(Day::parse(text, &latvian)), [expected], "{text}");
        }
        assert_eq!(codes(Day::parse("13/12/2026", &format("mm/dd/yyyy"))), ["*-date-none"]);
    }

    #[test]
    fn a_way_has_year_month_and_day_once_and_apart() {
        for text in ["dd.mm.yyyy.", "mm/dd/yyyy", "d.m.yyyy", "yyyy-mm-dd", "d. m. yyyy"] {
            assert_eq!(format(text).to_string(), text);
        }
        for text in ["", "dd.mm", "dd.mm.yy", "ddmmyyyy", "dd.mm.yyyy gada", "dd.dd.mm.yyyy"] {
            assert!(text.parse::<DayFormat>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            days in 0_i32..80_000,
            way in prop_oneof![Just("dd.mm.yyyy."), Just("mm/dd/yyyy"), Just("d.m.yyyy"), Just("yyyy-mm-dd")],
        ) {
            let way = format(way);
            let day = Day(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Duration::days(days.into()));
            prop_assert_eq!(Day::parse(&way.write(day), &way).map(|read| read.value).ok(), Some(day));
        }

        #[test]
        fn no_text_is_too_odd(text in "[0-9./ -]{0,14}|\\PC{0,20}") {
            let _ = Day::parse_outcome(&text, &DayFormat::latvian());
            let _ = text.parse::<DayFormat>();
        }
    }
}
