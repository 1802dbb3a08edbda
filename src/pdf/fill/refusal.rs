//! Whether a field may be filled at all, whatever the value.

use std::sync::Arc;

use super::FillOptions;
use crate::pdf::field::{Field, FieldKind, Widget};
use crate::pdf::field_locks::FieldLocks;
use crate::pdf::fill_problem::{FillProblem, most_similar_name};
use crate::pdf::template::Template;

/// Why a field is not filled, whatever the value; `None` where it is.
pub(in crate::pdf) fn refusal(
    field: &Field,
    locks: &FieldLocks,
    options: FillOptions,
) -> Option<FillProblem> {
    let name = || Arc::clone(&field.name);
    let takes_none =
        matches!(field.kind(), FieldKind::PushButton | FieldKind::Signature | FieldKind::Unknown);
    if takes_none || field.is_password() || field.is_file_select() {
        return Some(FillProblem::WrongKind { field: name(), kind: field.kind(), given: "any" });
    }
    if locks.is_locked(field.name()) {
        return Some(FillProblem::Locked { field: name() });
    }
    if field.flags().read_only() && !options.read_only {
        return Some(FillProblem::ReadOnly { field: name() });
    }
    if !field.widgets().iter().any(Widget::is_visible) && !options.invisible {
        return Some(FillProblem::NotVisible { field: name() });
    }
    None
}

pub(super) fn unknown_field(template: &Template, name: &str) -> FillProblem {
    let suggestion = most_similar_name(name, template.fields().iter().map(|field| &field.name));
    FillProblem::UnknownField { field: Arc::from(name), suggestion }
}
