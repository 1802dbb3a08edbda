//! Days that follow from others: written where none is given, and compared where one is.

use chrono::NaiveDate;

use super::record_check::{FieldState, RecordCheck};
use crate::diag::catalogue::document;
use crate::form::FormValue;
use crate::form::definition::FieldDefinition;
use crate::values::DayFormat;

/// A day that follows from another: where none is given it is written, and one that is given must be that.
pub(super) fn compute<'a>(row: &mut RecordCheck<'a>, at: usize, field: &'a FieldDefinition) {
    let Some(computed) = &field.computed else { return };
    let source = row.form.field(&computed.from);
    let (Some(source), Some(day)) = (source, source.and_then(|source| row.day(source))) else { return };
    let Some(follows) = computed.of(day).map(|date| field.write_day(date)) else { return };
    match row.slot(at).map(|slot| slot.state.clone()) {
        Some(FieldState::Absent) if row.is_data() => row.set(at, FieldState::Value(FormValue::Text(follows))),
        Some(FieldState::Value(FormValue::Text(given))) if given != follows => {
            let mut finding = row.finding(&document::COMPUTED, at, field);
            finding.accepted = row.accepted.allows(&finding.code, finding.provenance);
            let finding = finding.with("v", given).with("w", follows);
            row.add_finding(finding.with_text("from", source.label.clone()));
        }
        _ => {}
    }
}

impl FieldDefinition {
    /// A day as this field has it written.
    fn write_day(&self, date: NaiveDate) -> String {
        let usual = DayFormat::latvian();
        self.format.as_ref().unwrap_or(&usual).write(date.into())
    }
}
