//! Boxes to tick.

use super::Value;
use super::row::{Row, Slot, State};
use crate::data::Raw;
use crate::diag::Finding;
use crate::diag::catalogue::document;
use crate::form::definition::{Field, Kind};
use crate::values::{Parsed, Remark, Tick};

/// Reads every box.
pub(super) fn read(row: &mut Row<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == Kind::Tick) {
        let Some(raw) = row.slot(at).map(Slot::raw) else { continue };
        let text = match raw {
            Raw::Empty | Raw::Unreadable(_) => continue,
            Raw::Bool(on) => {
                row.set(at, State::Is(Value::Tick(*on)));
                continue;
            }
            Raw::Text(text) | Raw::Number(text) | Raw::Date(text) => text,
            Raw::List(_) => {
                row.tell(row.finding(&document::TYPE_LIST, at, field));
                continue;
            }
        };
        let remarks = match Tick::parse(text) {
            Ok(Parsed { value, remarks }) => {
                row.set(at, State::Is(Value::Tick(value.is_on())));
                remarks
            }
            Err(remarks) => remarks,
        };
        for remark in remarks {
            row.tell(row.plain_remark(remark, at, field));
        }
    }
}

impl Row<'_> {
    /// A remark of a parser as a finding about a field.
    fn plain_remark(&self, remark: Remark, at: usize, field: &Field) -> Finding {
        let finding = self.finding(remark.entry, at, field);
        remark.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }
}
