//! What is asked of a field in this record: its kind may hang on a choice.

use super::row::{Row, State};
use super::{Value, row::Slot};
use crate::form::definition::{Case, Field, Kind, Write};
use crate::values::{self, DayFormat, Lines};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked<'f> {
    pub(super) kind: Kind,
    pub(super) write: Write,
    /// The sentence that findings are put under.
    pub(super) rule: &'f str,
    pub(super) max: Option<usize>,
    pub(super) lines: Lines,
    pub(super) verbatim: bool,
    /// How a day is written; the usual way where the definition does not say.
    pub(super) format: Option<&'f DayFormat>,
    /// What the text looks like; anything, where there are none.
    pub(super) looks: &'f [values::Shape],
}

impl<'a> Row<'a> {
    /// What a field is here; `None` where that hangs on a choice that cannot be read.
    pub(super) fn asked(&self, field: &'a Field) -> Option<Asked<'a>> {
        let case = match &field.by {
            None => None,
            Some(by) => match self.slot_of(&by.field).map(|Slot { state, .. }| state) {
                Some(State::Unclear) => return None,
                Some(State::Is(Value::Choice(chosen))) => {
                    by.cases.iter().find(|(option, _)| option == chosen).map(|(_, case)| case)
                }
                _ => None,
            },
        };
        Some(Asked::of(field, case))
    }
}

impl<'f> Asked<'f> {
    fn of(field: &'f Field, case: Option<&'f Case>) -> Self {
        let rule = case.and_then(|case| case.rule.as_deref()).or(field.rule.as_deref());
        let kind = case.map_or(field.kind, |case| case.kind);
        let write = case.and_then(|case| case.write).or(field.write.filter(|write| write.suits(kind)));
        Self {
            kind,
            write: write.unwrap_or_else(|| Write::usual(kind)),
            rule: rule.unwrap_or_default(),
            max: field.max,
            lines: if field.multiline { Lines::Many } else { Lines::One },
            verbatim: field.verbatim,
            format: field.format.as_ref(),
            looks: &field.shapes,
        }
    }

    /// Whether a value of the other fits as it is.
    pub(super) fn takes_values_of(&self, other: &Self) -> bool {
        Self { rule: self.rule, verbatim: self.verbatim, ..*other } == *self
    }
}
