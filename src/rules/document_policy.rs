//! The document policy, as far as data can break it: fields that stay blank, and attachments.

use super::record_check::{FieldState, RecordCheck};
use crate::data::CellValue;
use crate::diag::catalogue::document;
use crate::diag::{CatalogueEntry, Finding, FindingCode, Origin};
use crate::form::FormValue;
use crate::form::definition::{AttachmentsAllowed, FieldDefinition, ValueKind};
use crate::values::{MediaType, RelativePath, masked_excerpt};

/// Fields that are blank by law or instruction: data for them is not written; in a filled form it is wrong.
pub(super) fn blank_fields(row: &mut RecordCheck<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == ValueKind::Blank) {
        row.set(at, FieldState::Absent);
        let Some(origin) = given_cells(row, at).into_iter().next().map(|(origin, _)| origin) else {
            continue;
        };
        let finding = if row.is_data() {
            row.under_rule_itself(&document::BLANK, origin, field)
        } else {
            row.finding_at(&document::BLANK_FILLED, origin, field)
        };
        row.add_finding(finding);
    }
}

/// Columns of attachments: nothing in them is accepted where the form takes none; else they name files.
pub(super) fn attachments(row: &mut RecordCheck<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == ValueKind::Attachment) {
        match row.form.document().attachments.policy {
            AttachmentsAllowed::None => refuse_attachments(row, at, field),
            AttachmentsAllowed::List => read_attachments(row, at, field),
        }
    }
}

fn refuse_attachments(row: &mut RecordCheck<'_>, at: usize, field: &FieldDefinition) {
    row.set(at, FieldState::Absent);
    for (origin, raw) in given_cells(row, at) {
        for name in file_names(raw, field) {
            let finding = row.under_rule_itself(&document::ATTACHED, origin.clone(), field);
            row.add_finding(finding.with("v", masked_excerpt(&name)));
        }
    }
}

/// The files that are named, each as it may be named and of a kind that the form takes.
fn read_attachments(row: &mut RecordCheck<'_>, at: usize, field: &FieldDefinition) {
    let mut paths: Vec<RelativePath> = Vec::new();
    let mut wrong = false;
    for (origin, raw) in given_cells(row, at) {
        for name in file_names(raw, field) {
            let finding = match RelativePath::parse(&name) {
                Err(problem) => row
                    .attachment_finding(&document::ATTACHED_NAME, &origin, field)
                    .with_text("why", problem.words()),
                Ok(path) => match row.refused_kind(&path, &origin, field) {
                    Some(finding) => finding,
                    None if paths.iter().any(|other| other.name().folded() == path.name().folded()) => {
                        row.attachment_finding(&document::ATTACHED_TWICE, &origin, field)
                    }
                    None => {
                        paths.push(path);
                        continue;
                    }
                },
            };
            wrong = true;
            row.add_finding(finding.with("v", masked_excerpt(&name)));
        }
    }
    row.set(
        at,
        match (wrong, paths.is_empty()) {
            (true, _) => FieldState::Unresolved,
            (false, true) => FieldState::Absent,
            (false, false) => FieldState::Value(FormValue::Files(paths)),
        },
    );
}

/// What a cell names; in one cell, `;` and line ends divide.
fn file_names(raw: &CellValue, field: &FieldDefinition) -> Vec<String> {
    match raw {
        CellValue::Text(text) | CellValue::Number(text) | CellValue::Date(text) => {
            let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        }
        CellValue::List(names) => names.clone(),
        // The words for “no attachments”.
        CellValue::Bool(false) | CellValue::Empty | CellValue::Unreadable(_) => Vec::new(),
        CellValue::Bool(true) => vec![field.label.lv.to_string()],
    }
}

/// What stands in any of a field's cells, and where.
fn given_cells<'a>(row: &RecordCheck<'a>, at: usize) -> Vec<(Origin, &'a CellValue)> {
    (row.mapping.cells_of(at))
        .filter_map(|cell| row.record.cells.get(cell))
        .filter(|cell| !cell.value.is_empty())
        .map(|cell| (row.record.origin_of(cell), &cell.value))
        .collect()
}

impl RecordCheck<'_> {
    /// A finding that bears the code of a problem under the sentence about attachments.
    fn attachment_finding(
        &self,
        entry: &'static CatalogueEntry,
        origin: &Origin,
        field: &FieldDefinition,
    ) -> Finding {
        let mut finding = self.finding_at(entry, origin.clone(), field);
        let rule = &self.form.document().attachments.rule;
        finding.code = FindingCode::named(entry.code.replacen('*', rule, 1));
        self.with_form_wording(finding)
    }

    fn refused_kind(&self, path: &RelativePath, origin: &Origin, field: &FieldDefinition) -> Option<Finding> {
        let (kinds, kind) =
            (&self.form.document().attachments.kinds, MediaType::of_name(path.name().as_str()));
        let list = || kinds.iter().map(MediaType::as_str).collect::<Vec<_>>().join(", ");
        let finding = || self.attachment_finding(&document::ATTACHED_KIND, origin, field);
        (!kinds.contains(&kind)).then(|| finding().with("kind", kind.as_str()).with("list", list()))
    }

    /// A finding that bears the code of the field's sentence itself.
    fn under_rule_itself(
        &self,
        entry: &'static CatalogueEntry,
        origin: Origin,
        field: &FieldDefinition,
    ) -> Finding {
        let mut finding = self.finding_at(entry, origin, field);
        if let Some(rule) = &field.rule {
            finding.code = FindingCode::named(rule.as_str());
        }
        self.with_form_wording(finding)
    }
}
