//! Excel workbooks (`.xlsx`, `.xlsm`): the first visible sheet, read straight from its parts.
//!
//! It sees what common readers drop: formulas without a result, hidden rows, every digit of a number, and numbers that
//! a mask of zeros shows as codes.

mod number_format;
mod sheet;
mod workbook;

use self::workbook::Workbook;
use super::package::WorkbookPackage;
use super::report_other_sheets;
use crate::data::{Limits, Record, sheet_reader};
use crate::diag::{Origin, Report};

/// The records of the first visible sheet; the other ones go to `report`.
pub(in crate::data) fn read(
    bytes: &[u8],
    file: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<Vec<Record>, Report> {
    let mut package = WorkbookPackage::open(bytes, file, limits)?;
    let workbook = Workbook::read(&mut package)?;
    report_other_sheets(&workbook.sheet.name, &workbook.other_sheets, file, report);
    sheet_reader::records(sheet::rows(&mut package, &workbook)?, file, limits)
}

#[cfg(test)]
mod tests;
