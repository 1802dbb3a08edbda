/// A decimal number as its shortest plain text: `4.0003000002E10` → `40003000002`, `1.50` → `1.5`, `-0` → `0`.
/// No digit is rounded. What would be longer than 40 digits, or is no decimal number, stays as it is written.
pub(super) fn plain_decimal(written: &str) -> String {
    shortest(written).unwrap_or_else(|| written.to_owned())
}

fn shortest(written: &str) -> Option<String> {
    let (mantissa, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() <= MAX_DIGITS)?;
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }

    // The point stands after this many of the digits; zeros are put where it falls outside of them.
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let before = usize::try_from(-point).unwrap_or(0);
    let padded = format!("{}{digits}", "0".repeat(before));
    let point = usize::try_from(point).unwrap_or(0);
    let padded = format!("{padded}{}", "0".repeat(point.saturating_sub(padded.len())));
    let (whole, fraction) = padded.split_at_checked(point)?;

    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() + fraction.len() > MAX_DIGITS as usize {
        return None;
    }
    let sign = if negative && !(whole.is_empty() && fraction.is_empty()) { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

const MAX_DIGITS: i32 = 40;

#[cfg(test)]
mod tests {
    use super::plain_decimal;

    #[test]
    fn is_exact_and_shortest() {
        for (written, text) in [
            ("40003000002", "40003000002"),
            ("4.0003000002E10", "40003000002"),
            ("4.0003000002e+10", "40003000002"),
            ("40003000002.0", "40003000002"),
            ("4.0003000002E9", "4000300000.2"),
            ("90000000000000000001", "90000000000000000001"),
            ("1.50", "1.5"),
            ("0.5", "0.5"),
            ("5e-1", "0.5"),
            ("12e-5", "0.00012"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("-1.0", "-1"),
            ("+7", "7"),
            ("007", "7"),
            ("0e5", "0"),
            ("1e400", "1e400"),
            ("1e99999999999", "1e99999999999"),
            ("nan", "nan"),
            ("", ""),
            (".", "."),
        ] {
            assert_eq!(plain_decimal(written), text, "{written}");
        }
    }
}
