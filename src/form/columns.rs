use super::Form;
use super::definition::{FieldDefinition, FieldOption, ValueKind};
use crate::diag::Bilingual;

/// A column of the empty sheet, in the order of the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormColumn<'f> {
    /// The field it is for.
    pub key: &'f str,
    /// Its header.
    pub header: &'f Bilingual,
    /// What to write; may be empty.
    pub help: &'f Bilingual,
    /// An example of a value.
    pub example: Option<&'f str>,
    /// What its values are.
    pub kind: ValueKind,
    /// What may be chosen; empty for other kinds.
    pub choices: &'f [FieldOption],
    /// Whether the sheet leaves it out unless asked.
    pub optional: bool,
}

impl Form {
    /// The columns of the empty sheet, in the order of the form.
    pub(crate) fn columns(&self) -> impl Iterator<Item = FormColumn<'_>> {
        self.fields().iter().filter_map(FieldDefinition::as_column)
    }
}

impl FieldDefinition {
    fn as_column(&self) -> Option<FormColumn<'_>> {
        Some(FormColumn {
            key: &self.key,
            header: self.column.as_ref()?,
            help: &self.help,
            example: self.example.as_deref(),
            kind: self.kind,
            choices: &self.options,
            optional: self.optional_column,
        })
    }
}
