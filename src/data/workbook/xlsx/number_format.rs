//! How a number is shown decides what it is: a day, or a code whose zeros a mask keeps.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::data::limit_counters::check_limit;
use crate::data::workbook::package::WorkbookPackage;
use crate::data::workbook::part_reader::{PartEvent, ReadStep};
use crate::diag::Report;

/// What Excel itself allows: styles of cells, and characters of a format.
const MAX_FORMATS: usize = 65_490;
const MAX_CODE: usize = 255;

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// A number.
    #[default]
    Number,
    /// A day, a time, or both.
    Date,
    /// Digits in a mask such as `000000-00000`: what a person sees is a code, zeros and all.
    Mask(String),
}

impl NumberFormat {
    /// The formats of the styles of cells, in the order of `cellXfs`.
    pub(super) fn read_all(package: &mut WorkbookPackage<'_>, part: &str) -> Result<Vec<Self>, Report> {
        let mut own: BTreeMap<String, Self> = BTreeMap::new();
        let mut formats = Vec::new();
        let mut in_cells = false;
        package.open_part(part)?.for_each_event(|node| {
            match node {
                PartEvent::Start(e) if e.name() == "numFmt" => {
                    if let (Some(id), Some(code)) = (e.attribute("numFmtId"), e.attribute("formatCode")) {
                        if code.chars().nth(MAX_CODE).is_some() {
                            return ReadStep::Damaged;
                        }
                        own.insert(id, Self::of_code(&code));
                    }
                }
                PartEvent::Start(e) if e.name() == "cellXfs" => in_cells = true,
                PartEvent::End("cellXfs") => return ReadStep::Stop,
                PartEvent::Start(e) if in_cells && e.name() == "xf" => {
                    let id = e.attribute("numFmtId").unwrap_or_default();
                    formats.push(own.get(&id).cloned().unwrap_or_else(|| Self::built_in(&id)));
                }
                _ => {}
            }
            if own.len().max(formats.len()) > MAX_FORMATS { ReadStep::Stop } else { ReadStep::Next }
        })?;
        let count = own.len().max(formats.len());
        check_limit(count as u64, MAX_FORMATS as u64, ("šūnu stilu", "styles of cells"), package.file)?;
        Ok(formats)
    }

    /// A format that files do not write out (ECMA-376 part 1, 18.8.30; those from 27 are dates of East Asia).
    fn built_in(id: &str) -> Self {
        match id.parse::<u32>() {
            Ok(14..=22 | 27..=36 | 45..=47 | 50..=58) => Self::Date,
            _ => Self::Number,
        }
    }

    fn of_code(code: &str) -> Self {
        let positive = code.split(';').next().unwrap_or_default();
        if let Some(mask) = mask(positive) {
            return Self::Mask(mask);
        }
        if is_date(positive) { Self::Date } else { Self::Number }
    }
}

/// The mask of a format of zeros and fixed signs only, `0` for each digit; two zeros at least, since one says
/// nothing.
fn mask(code: &str) -> Option<String> {
    let mut mask = String::new();
    let mut quoted = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            // A zero that is a sign of its own cannot be told from a place for a digit here.
            '\\' => mask.push(chars.next().filter(|c| *c != '0')?),
            '0' if quoted => return None,
            c if quoted || matches!(c, '0' | '-' | ' ' | '+' | '(' | ')' | '/') => mask.push(c),
            _ => return None,
        }
    }
    (mask.matches('0').count() >= 2).then_some(mask)
}

/// Whether a format shows parts of a day. Text in quotes, escaped signs and colours say nothing; a duration
/// (`[h]:mm`) stays a number.
fn is_date(code: &str) -> bool {
    let mut chars = code.chars();
    let mut found = false;
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if !inside.is_empty() && inside.chars().all(|c| "hHmMsS".contains(c)) {
                    return false;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => found = true,
            _ => {}
        }
    }
    found && !code.eq_ignore_ascii_case("general")
}

/// Digits in a mask, from the right; digits that find no place stand before the first.
pub(super) fn apply_mask(mask: &str, digits: &str) -> String {
    let mut digits = digits.chars().rev().peekable();
    let mut places = mask.matches('0').count();
    let mut out: Vec<char> = Vec::new();
    for c in mask.chars().rev() {
        if c != '0' {
            out.push(c);
            continue;
        }
        out.push(digits.next().unwrap_or('0'));
        places -= 1;
        if places == 0 {
            out.extend(digits.by_ref());
        }
    }
    out.iter().rev().collect()
}

/// A day and time from a spreadsheet's count, as ISO 8601: `2025-03-17`, `2025-03-17T10:30:00`, or `10:30:00` for
/// a time without a day. `None` for what no spreadsheet shows as a day.
pub(super) fn serial_to_iso(serial: f64, from_1904: bool) -> Option<String> {
    const DAY: f64 = 86_400.0;
    /// 9999-12-31.
    const LAST: f64 = 2_958_465.0;
    if !(0.0..=LAST).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2.6e11")]
    let seconds = (serial * DAY).round() as u64;
    let (days, seconds) = (seconds / 86_400, u32::try_from(seconds % 86_400).ok()?);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?;
    if days == 0 && !from_1904 {
        return Some(time.to_string());
    }
    let zero = match (from_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        // Excel has a 29 February 1900, which never was: day 60.
        (false, 60) => None,
        (false, 1..60) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30),
    }?;
    let date = zero.checked_add_days(Days::new(days))?;
    Some(if seconds == 0 { date.to_string() } else { format!("{date}T{time}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        for code in [
            "dd.mm.yyyy",
            "yyyy\\-mm\\-dd;@",
            "[$-426]dddd, d. mmmm yyyy",
            "hh:mm",
            "d/m",
            "[Red]yyyy\"gads\"",
            "YYYY\". gada \"D. MMMM",
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Date, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0 \"dd\"",
            "0.00E+00",
            "@",
            "#,##0\\ \\d",
            "[h]:mm",
            "0%",
            "0",
            "_-* #,##0",
            "",
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Number, "{code}");
        }
        for (code, mask) in [
            ("000000-00000", "000000-00000"),
            ("000000\\-00000", "000000-00000"),
            ("000000\"-\"00000;@", "000000-00000"),
            ("00000000000", "00000000000"),
            ("00 00 00 00", "00 00 00 00"),
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Mask(mask.to_owned()), "{code}");
        }
        assert_eq!(NumberFormat::built_in("14"), NumberFormat::Date);
        assert_eq!(NumberFormat::built_in("49"), NumberFormat::Number);
    }

    #[test]
    fn masks_show_what_the_sheet_shows() {
        assert_eq!(apply_mask("000000-00000", "1010100000"), "010101-00000");
        assert_eq!(apply_mask("00000000000", "40003000002"), "40003000002");
        assert_eq!(apply_mask("00-00", "123456"), "1234-56");
        assert_eq!(apply_mask("00", "7"), "07");
        assert_eq!(apply_mask("+000", "1"), "+001");
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let iso_1900 = |serial| serial_to_iso(serial, false);
        assert_eq!(iso_1900(45_733.0).as_deref(), Some("2025-03-17"));
        assert_eq!(iso_1900(45_733.437_5).as_deref(), Some("2025-03-17T10:30:00"));
        assert_eq!(iso_1900(45_733.999_999_9).as_deref(), Some("2025-03-18"));
        assert_eq!(iso_1900(0.5).as_deref(), Some("12:00:00"));
        assert_eq!(iso_1900(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(iso_1900(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(iso_1900(60.0), None);
        assert_eq!(iso_1900(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(iso_1900(2_958_465.0).as_deref(), Some("9999-12-31"));
        assert_eq!(iso_1900(2_958_466.0), None);
        assert_eq!(iso_1900(-1.0), None);
        assert_eq!(iso_1900(f64::NAN), None);
        assert_eq!(serial_to_iso(44_271.0, true).as_deref(), Some("2025-03-17"));
        assert_eq!(serial_to_iso(0.0, true).as_deref(), Some("1904-01-01"));
    }
}
