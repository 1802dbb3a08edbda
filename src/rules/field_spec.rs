//! The specification of a field in one record: its kind may depend on a choice.

use super::record_check::{FieldSlot, FieldState, RecordCheck};
use crate::form::FormValue;
use crate::form::definition::{FieldDefinition, KindCase, NumberStyle, ValueKind};
use crate::values::{self, DayFormat, LineMode};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldSpec<'f> {
    pub(super) kind: ValueKind,
    pub(super) write: NumberStyle,
    /// The sentence that findings are put under.
    pub(super) rule: &'f str,
    pub(super) max: Option<usize>,
    pub(super) lines: LineMode,
    pub(super) verbatim: bool,
    /// How a day is written; `None` for the form's usual way.
    pub(super) format: Option<&'f DayFormat>,
    /// The shapes of which the text has one; any text where there are none.
    pub(super) shapes: &'f [values::Shape],
}

impl<'a> RecordCheck<'a> {
    /// The specification of a field here; `None` where it depends on a choice that cannot be read.
    pub(super) fn field_spec(&self, field: &'a FieldDefinition) -> Option<FieldSpec<'a>> {
        let case = match &field.by {
            None => None,
            Some(by) => match self.slot_of(&by.field).map(|FieldSlot { state, .. }| state) {
                Some(FieldState::Unresolved) => return None,
                Some(FieldState::Value(FormValue::Choice(chosen))) => {
                    by.cases.iter().find(|(option, _)| option == chosen).map(|(_, case)| case)
                }
                _ => None,
            },
        };
        Some(FieldSpec::of(field, case))
    }
}

impl<'f> FieldSpec<'f> {
    fn of(field: &'f FieldDefinition, case: Option<&'f KindCase>) -> Self {
        let rule = case.and_then(|case| case.rule.as_deref()).or(field.rule.as_deref());
        let kind = case.map_or(field.kind, |case| case.kind);
        let write = case.and_then(|case| case.write).or(field.write.filter(|write| write.applies_to(kind)));
        Self {
            kind,
            write: write.unwrap_or_else(|| NumberStyle::default_for(kind)),
            rule: rule.unwrap_or_default(),
            max: field.max,
            lines: if field.multiline { LineMode::Many } else { LineMode::One },
            verbatim: field.verbatim,
            format: field.format.as_ref(),
            shapes: &field.shapes,
        }
    }

    /// Whether a value of the other fits as it is.
    pub(super) fn takes_values_of(&self, other: &Self) -> bool {
        Self { rule: self.rule, verbatim: self.verbatim, ..*other } == *self
    }
}
