//! Excel workbooks (`.xlsx`, `.xlsm`): the first visible sheet, read straight from its parts.
//!
//! It sees what common readers drop: formulas without a result, hidden rows, every digit of a number, and numbers that
//! a mask of zeros shows as codes.

mod format;
mod sheet;
mod workbook;

use self::workbook::Workbook;
use super::package::Package;
use super::tell_others;
use crate::data::{Limits, Record, table};
use crate::diag::{Origin, Report};

/// The records of the first visible sheet; `report` hears of the other ones.
pub(in crate::data) fn read(
    bytes: &[u8],
    file: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<Vec<Record>, Report> {
    let mut package = Package::open(bytes, file, limits)?;
    let workbook = Workbook::read(&mut package)?;
    tell_others(&workbook.sheet.name, &workbook.others, file, report);
    table::records(sheet::rows(&mut package, &workbook)?, file, limits)
}

#[cfg(test)]
mod tests;
