//! The document policy, as far as it is seen in the data: fields that stay blank, and attachments.

use super::Value;
use super::row::{Row, State};
use crate::data::Raw;
use crate::diag::catalogue::document;
use crate::diag::{Code, Entry, Finding, Origin};
use crate::form::definition::{Field, Kind, Policy};
use crate::values::{MediaType, RelativePath, shown};

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

/// Columns of attachments: nothing in them is accepted where the form takes none; else they name files.
pub(super) fn attachments(row: &mut Row<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == Kind::Attachment) {
        match row.form.document().attachments.policy {
            Policy::None => refuse(row, at, field),
            Policy::List => files(row, at, field),
        }
    }
}

fn refuse(row: &mut Row<'_>, at: usize, field: &Field) {
    row.set(at, State::Absent);
    for (origin, raw) in given(row, at) {
        for name in names(raw, field) {
            let finding = row.under_rule_itself(&document::ATTACHED, origin.clone(), field);
            row.tell(finding.with("v", shown(&name)));
        }
    }
}

/// The files that are named, each as it may be named and of a kind that the form takes.
fn files(row: &mut Row<'_>, at: usize, field: &Field) {
    let mut paths: Vec<RelativePath> = Vec::new();
    let mut wrong = false;
    for (origin, raw) in given(row, at) {
        for name in names(raw, field) {
            let finding = match RelativePath::parse(&name) {
                Err(problem) => row
                    .of_attachments(&document::ATTACHED_NAME, &origin, field)
                    .with_text("why", problem.words()),
                Ok(path) => match row.refused_kind(&path, &origin, field) {
                    Some(finding) => finding,
                    None if paths.iter().any(|other| other.name().folded() == path.name().folded()) => {
                        row.of_attachments(&document::ATTACHED_TWICE, &origin, field)
                    }
                    None => {
                        paths.push(path);
                        continue;
                    }
                },
            };
            wrong = true;
            row.tell(finding.with("v", shown(&name)));
        }
    }
    row.set(
        at,
        match (wrong, paths.is_empty()) {
            (true, _) => State::Unclear,
            (false, true) => State::Absent,
            (false, false) => State::Is(Value::Files(paths)),
        },
    );
}

/// What a cell names; in one cell, `;` and line ends divide.
fn names(raw: &Raw, field: &Field) -> Vec<String> {
    match raw {
        Raw::Text(text) | Raw::Number(text) | Raw::Date(text) => {
            let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        }
        Raw::List(names) => names.clone(),
        // “No attachments”, said in so many words.
        Raw::Bool(false) | Raw::Empty | Raw::Unreadable(_) => Vec::new(),
        Raw::Bool(true) => vec![field.label.lv.to_string()],
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
    /// A finding that bears the code of a problem under the sentence about attachments.
    fn of_attachments(&self, entry: &'static Entry, origin: &Origin, field: &Field) -> Finding {
        let mut finding = self.finding_at(entry, origin.clone(), field);
        let rule = &self.form.document().attachments.rule;
        finding.code = Code::named(entry.code.replacen('*', rule, 1));
        self.worded(finding)
    }

    fn refused_kind(&self, path: &RelativePath, origin: &Origin, field: &Field) -> Option<Finding> {
        let (kinds, kind) =
            (&self.form.document().attachments.kinds, MediaType::of_name(path.name().as_str()));
        let list = || kinds.iter().map(MediaType::as_str).collect::<Vec<_>>().join(", ");
        let finding = || self.of_attachments(&document::ATTACHED_KIND, origin, field);
        (!kinds.contains(&kind)).then(|| finding().with("kind", kind.as_str()).with("list", list()))
    }

    /// A finding that bears the code of the field's sentence itself.
    fn under_rule_itself(&self, entry: &'static Entry, origin: Origin, field: &Field) -> Finding {
        let mut finding = self.finding_at(entry, origin, field);
        if let Some(rule) = &field.rule {
            finding.code = Code::named(rule.as_str());
        }
        self.worded(finding)
    }
}
