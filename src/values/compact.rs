//! What all numbers that people type have in common.

use super::Remark;
use super::clean::clean_value;

/// `text` without white space and invisible characters, each dash made a hyphen; with remarks about that.
pub(super) fn compact(text: &str) -> (String, Vec<Remark>) {
    let (text, remarks) = clean_value(text);
    let compact = text.chars().filter(|&c| c != ' ').map(|c| if is_dash(c) { '-' } else { c }).collect();
    (compact, remarks)
}

/// The hyphen and what word processors put in its place.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Digits without what stands between them.
pub(super) fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether `compact` is a number in the scientific notation of a spreadsheet: `4,0003E+10`, `1E10`.
pub(super) fn is_scientific(compact: &str) -> bool {
    let Some((mantissa, exponent)) = compact.split_once(['e', 'E']) else { return false };
    let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    is_digits(whole) && is_digits(fraction) && is_digits(exponent)
}

/// The sum of the digits, each times its weight; further digits than weights do not count.
pub(super) fn weighted_sum(digits: &str, weights: &[u32]) -> u32 {
    digits.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scientific_notation_is_known_from_words_and_numbers() {
        for text in ["4,0003E+10", "4.0003e10", "1E+10", "1,01010000012E+10"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["E", "1E", "E10", "40003000002", "1,E5", "1e5e5", "LV4E"] {
            assert!(!is_scientific(text), "{text}");
        }
    }
}
