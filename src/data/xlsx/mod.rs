//! Excel workbooks (`.xlsx`, `.xlsm`): the first visible sheet, read straight from its parts.
//!
//! A reader of its own, since what may come here is hostile: a part is expanded only as far as the limits allow
//! and nothing is reserved on a file's word. It also sees what common readers drop: formulas without a result,
//! hidden rows, every digit of a number, and numbers that a mask of zeros shows as codes.

mod format;
pub(in crate::data) mod package;
mod sheet;
mod workbook;
pub(in crate::data) mod xml;

use self::package::Package;
use self::workbook::Workbook;
use super::record::masked;
use super::{Limits, Record, table};
use crate::diag::catalogue::data;
use crate::diag::{Finding, Origin, Report};

/// The records of the first visible sheet; `report` hears of the other ones.
pub(super) fn read(
    bytes: &[u8],
    file: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<Vec<Record>, Report> {
    let mut package = Package::open(bytes, file, limits)?;
    let workbook = Workbook::read(&mut package)?;
    if !workbook.others.is_empty() {
        let finding = Finding::of(&data::SHEETS, file.clone());
        let others = workbook.others.iter().map(|name| masked(name)).collect::<Vec<_>>();
        report.push(finding.with("sheet", masked(&workbook.sheet.name)).with("others", others.join(", ")));
    }
    table::records(sheet::rows(&mut package, &workbook)?, file, limits)
}

#[cfg(test)]
mod tests;
