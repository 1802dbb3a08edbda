//! By what a record is known to be the example row of the empty sheet.

use super::Form;
use super::definition::{FieldDefinition, ValueKind};
use crate::data::CellValue;
use crate::values::latin_fold;

impl Form {
    /// Whether a record is the example of the empty sheet, told from the values of its fields by their positions.
    ///
    /// It is while what says of whom it is stands there as the example has it: the field that names its files,
    /// registration numbers, personal codes and accounts, whatever else was changed. Without a personal code among
    /// them these may be the same in many rows: then every text must be the example's, but for days.
    pub(crate) fn is_example<'r>(&self, raw_of: impl Fn(usize) -> &'r CellValue) -> bool {
        let has_person = self.in_sheet().any(|(_, field)| is_of_a_person(field));
        let mut some = false;
        self.in_sheet().filter(|(_, field)| self.identifies(field, has_person)).all(|(at, field)| {
            some |= field.example.as_deref().is_some_and(|example| example != SAME);
            self.holds_the_example(field, raw_of(at))
        }) && some
    }

    /// The fields that the empty sheet has columns for.
    fn in_sheet(&self) -> impl Iterator<Item = (usize, &FieldDefinition)> {
        self.fields().iter().enumerate().filter(|(_, field)| field.column.is_some() && !field.optional_column)
    }

    fn identifies(&self, field: &FieldDefinition, has_person: bool) -> bool {
        if has_person {
            field.example.is_some() && (is_code(field.kind) || field.key == self.document().name.label)
        } else {
            field.kind.is_written_text() && field.kind != ValueKind::Date
        }
    }

    fn holds_the_example(&self, field: &FieldDefinition, raw: &CellValue) -> bool {
        let text = match raw {
            CellValue::Empty => "",
            CellValue::Text(text) | CellValue::Number(text) => text.trim(),
            _ => return false,
        };
        let example = field.example.as_deref().unwrap_or_default();
        if example != SAME {
            return compared(field.kind, text) == compared(field.kind, example);
        }
        let source = field.same_as.as_deref().and_then(|source| self.field(source)?.example.as_deref());
        let written = source.is_some_and(|source| compared(field.kind, source) == compared(field.kind, text));
        text.is_empty() || text == SAME || written
    }
}

/// What a cell holds whose value is that of another field.
const SAME: &str = "=";

fn is_of_a_person(field: &FieldDefinition) -> bool {
    field.kind == ValueKind::PersonalCode && field.example.is_some()
}

fn is_code(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Iban | ValueKind::PersonalCode | ValueKind::RegNo)
}

/// The text without what spreadsheets and people write otherwise: letters' cases, spaces, dashes, the first zero of a code.
fn compared(kind: ValueKind, text: &str) -> String {
    if !is_code(kind) {
        return latin_fold(text);
    }
    let signs: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    signs.trim_start_matches('0').to_lowercase()
}
