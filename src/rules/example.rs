//! The example row of the empty sheet, left among a person's own rows.

use super::Purpose;
use super::row::Row;
use crate::data::Raw;
use crate::diag::Finding;
use crate::diag::catalogue::document;

/// Refuses the record where it is the example of the empty sheet.
pub(super) fn refuse(row: &mut Row<'_>) {
    let is_example =
        |row: &Row<'_>| row.form.is_example(|at| row.slot(at).map_or(&Raw::Empty, |slot| slot.raw()));
    if row.circumstances.purpose == Purpose::Data && is_example(row) {
        row.tell(Finding::of(&document::EXAMPLE, row.whole()));
    }
}
