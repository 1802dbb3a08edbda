//! Sheets of refused rows that a person repaired: their columns, and how their records keep their numbers.

use super::{CellValue, DataFormat, Record};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding};
use crate::values::{masked_excerpt, unescape_formula};

/// The column with the number that a refused row had at first: `7`, or `2-7` for row 7 of the second file.
pub(crate) const ORIGINAL_ROW_COLUMN: Bilingual = Bilingual::fixed("Sākotnējā rinda", "Original row");
/// The column with the findings.
pub(crate) const ERRORS_COLUMN: Bilingual = Bilingual::fixed("Kļūdas", "Errors");

/// Gives a repaired record the number it had at first, and removes the columns that hold it.
pub(super) fn restore_row_number(record: &mut Record, format: DataFormat) {
    let Some(at) = record.cells.iter().position(|cell| is_column(&cell.name, &ORIGINAL_ROW_COLUMN)) else {
        return;
    };
    record.repaired = true;
    let cell = record.cells.remove(at);
    let written = match &cell.value {
        CellValue::Text(text) | CellValue::Number(text) => text.trim(),
        _ => "",
    };
    if let Some((file, row)) = original_row(written) {
        record.original_file_number = file;
        record.row = row;
    } else {
        let finding = Finding::of(&data::ORIGINAL_ROW, record.origin_of(&cell));
        record.report.push(finding.with("v", masked_excerpt(written)));
    }
    record.cells.retain(|cell| !is_column(&cell.name, &ERRORS_COLUMN));
    if format == DataFormat::Csv {
        for cell in &mut record.cells {
            if let CellValue::Text(text) = &cell.value
                && unescape_formula(text).len() != text.len()
            {
                cell.value = CellValue::text(unescape_formula(text));
            }
            let name = unescape_formula(&cell.name);
            if name.len() != cell.name.len() {
                cell.name = name.into();
            }
        }
    }
}

fn is_column(name: &str, column: &Bilingual) -> bool {
    // Most names are told apart by their length.
    let near = |known: &str| name.len().abs_diff(known.len()) <= 4;
    (near(&column.lv) && folded(name) == folded(&column.lv))
        || (near(&column.en) && folded(name) == folded(&column.en))
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn original_row(text: &str) -> Option<(Option<u32>, u32)> {
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
        assert_eq!(original_row("7"), Some((None, 7)));
        assert_eq!(original_row("2-7"), Some((Some(2), 7)));
        for wrong in ["", "0", "-7", "7-", "2-0", "x", "1-2-3"] {
            assert_eq!(original_row(wrong), None, "{wrong}");
        }
    }
}
