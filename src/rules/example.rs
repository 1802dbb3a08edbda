//! The example row of the empty sheet, left among a person's own rows.

use super::Purpose;
use super::record_check::RecordCheck;
use crate::data::CellValue;
use crate::diag::Finding;
use crate::diag::catalogue::document;

/// Refuses the record where it is the example of the empty sheet.
pub(super) fn refuse(row: &mut RecordCheck<'_>) {
    let is_example = |row: &RecordCheck<'_>| {
        row.form.is_example(|at| row.slot(at).map_or(&CellValue::Empty, |slot| slot.raw()))
    };
    if row.context.purpose == Purpose::Data && is_example(row) {
        row.add_finding(Finding::of(&document::EXAMPLE, row.record_origin()));
    }
}
