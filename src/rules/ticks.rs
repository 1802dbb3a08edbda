//! Boxes to tick.

use super::record_check::{FieldSlot, FieldState, RecordCheck};
use crate::data::CellValue;
use crate::diag::Finding;
use crate::diag::catalogue::document;
use crate::form::FormValue;
use crate::form::definition::{FieldDefinition, ValueKind};
use crate::values::{Parsed, Remark, Tick};

/// Reads every box.
pub(super) fn read(row: &mut RecordCheck<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == ValueKind::Tick) {
        let Some(raw) = row.slot(at).map(FieldSlot::raw) else { continue };
        let text = match raw {
            CellValue::Empty | CellValue::Unreadable(_) => continue,
            CellValue::Bool(on) => {
                row.set(at, FieldState::Value(FormValue::Tick(*on)));
                continue;
            }
            CellValue::Text(text) | CellValue::Number(text) | CellValue::Date(text) => text,
            CellValue::List(_) => {
                row.add_finding(row.finding(&document::TYPE_LIST, at, field));
                continue;
            }
        };
        let remarks = match Tick::parse(text) {
            Ok(Parsed { value, remarks }) => {
                row.set(at, FieldState::Value(FormValue::Tick(value.is_on())));
                remarks
            }
            Err(remarks) => remarks,
        };
        for remark in remarks {
            row.add_finding(row.tick_finding(remark, at, field));
        }
    }
}

impl RecordCheck<'_> {
    /// A remark of a parser as a finding about a field.
    fn tick_finding(&self, remark: Remark, at: usize, field: &FieldDefinition) -> Finding {
        let finding = self.finding(remark.entry, at, field);
        remark.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }
}
