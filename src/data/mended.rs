//! Sheets of refused rows that a person mended: what they are called, and how their records keep their numbers.

use super::{Format, Raw, Record};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding};
use crate::values::{restored, shown};

/// The column with the number that a refused row had at first: `7`, or `2-7` for row 7 of the second file.
pub const ORIGINAL_ROW: Bilingual = Bilingual::fixed("Sākotnējā rinda", "Original row");
/// The column that says what is wrong.
pub const ERRORS: Bilingual = Bilingual::fixed("Kļūdas", "Errors");

/// Gives a mended record the number it had at first, and takes the columns away that say so.
pub(super) fn understand(record: &mut Record, format: Format) {
    let Some(at) = record.cells.iter().position(|cell| is(&cell.name, &ORIGINAL_ROW)) else { return };
    record.mended = true;
    let cell = record.cells.remove(at);
    let written = match &cell.value {
        Raw::Text(text) | Raw::Number(text) => text.trim(),
        _ => "",
    };
    if let Some((file, row)) = number(written) {
        record.of_file = file;
        record.row = row;
    } else {
        let finding = Finding::of(&data::ORIGINAL_ROW, record.origin_of(&cell));
        record.report.push(finding.with("v", shown(written)));
    }
    record.cells.retain(|cell| !is(&cell.name, &ERRORS));
    if format == Format::Csv {
        for cell in &mut record.cells {
            if let Raw::Text(text) = &cell.value
                && restored(text).len() != text.len()
            {
                cell.value = Raw::text(restored(text));
            }
            let name = restored(&cell.name);
            if name.len() != cell.name.len() {
                cell.name = name.into();
            }
        }
    }
}

fn is(name: &str, column: &Bilingual) -> bool {
    // Most names are told apart by their length.
    let near = |known: &str| name.len().abs_diff(known.len()) <= 4;
    (near(&column.lv) && folded(name) == folded(&column.lv))
        || (near(&column.en) && folded(name) == folded(&column.en))
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn number(text: &str) -> Option<(Option<u32>, u32)> {
    let positive = |text: &str| text.parse::<u32>().ok().filter(|n| *n > 0);
    match text.split_once('-') {
        Some((file, row)) => Some((Some(positive(file)?), positive(row)?)),
        None => Some((None, positive(text)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_file_and_of_several() {
        assert_eq!(number("7"), Some((None, 7)));
        assert_eq!(number("2-7"), Some((Some(2), 7)));
        for wrong in ["", "0", "-7", "7-", "2-0", "x", "1-2-3"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }
}
