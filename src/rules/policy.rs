//! The document policy, as far as it is seen in the data: fields that stay blank, and attachments.

use super::row::{Row, State};
use crate::data::Raw;
use crate::diag::catalogue::document;
use crate::diag::{Code, Entry, Finding, Origin};
use crate::form::definition::{Field, Kind, Policy};
use crate::values::shown;

/// Fields that are blank by law or instruction: data for them is not written; in a filled form it is wrong.
pub(super) fn blank_fields(row: &mut Row<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == Kind::Blank) {
        row.set(at, State::Absent);
        let Some(origin) = given(row, at).into_iter().next().map(|(origin, _)| origin) else { continue };
        let finding = if row.is_data() {
            row.under_rule_itself(&document::BLANK, origin, field)
        } else {
            row.finding_at(&document::BLANK_FILLED, origin, field)
        };
        row.tell(finding);
    }
}

/// Columns of attachments: nothing in them is accepted where the form takes none.
pub(super) fn attachments(row: &mut Row<'_>) {
    // Where a form takes some, they are handed in as files; a column of names is nothing yet.
    if row.form.document().attachments.policy != Policy::None {
        return;
    }
    for (at, field) in row.fields().filter(|(_, field)| field.kind == Kind::Attachment) {
        row.set(at, State::Absent);
        for (origin, raw) in given(row, at) {
            let names = match raw {
                Raw::Text(text) | Raw::Number(text) | Raw::Date(text) => vec![shown(text)],
                Raw::List(names) => names.iter().map(|name| shown(name)).collect(),
                // “No attachments”, said in so many words.
                Raw::Bool(false) | Raw::Empty | Raw::Unreadable(_) => continue,
                Raw::Bool(true) => vec![shown(&field.label.lv)],
            };
            for name in names {
                let finding = row.under_rule_itself(&document::ATTACHED, origin.clone(), field);
                row.tell(finding.with("v", name));
            }
        }
    }
}

/// What stands in any of a field's cells, and where.
fn given<'a>(row: &Row<'a>, at: usize) -> Vec<(Origin, &'a Raw)> {
    (row.mapping.cells_of(at))
        .filter_map(|cell| row.record.cells.get(cell))
        .filter(|cell| !cell.value.is_empty())
        .map(|cell| (row.record.origin_of(cell), &cell.value))
        .collect()
}

impl Row<'_> {
    /// A finding that bears the code of the field's sentence itself.
    fn under_rule_itself(&self, entry: &'static Entry, origin: Origin, field: &Field) -> Finding {
        let mut finding = self.finding_at(entry, origin, field);
        if let Some(rule) = &field.rule {
            finding.code = Code::named(rule.as_str());
        }
        self.worded(finding)
    }
}
