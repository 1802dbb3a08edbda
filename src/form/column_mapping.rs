//! From the columns of a person's sheet, or the keys of a structured file, to the fields of the form.

use std::sync::Arc;

use super::Form;
use super::definition::{FieldDefinition, ValueKind};
use super::name_index::NameTarget;
use crate::data::{CellValue, Record};
use crate::diag::catalogue::document;
use crate::diag::{Bilingual, CatalogueEntry, FileLocation, Finding, Origin, Report};
use crate::values::{closest, masked_excerpt};

/// What each cell of a record is for. The same for all rows of a sheet, so that it is made once.
#[derive(Debug, Clone)]
pub(crate) struct ColumnMapping {
    names: Vec<Arc<str>>,
    /// For each field, the cell that holds its value.
    cells: Vec<Option<usize>>,
    /// Cells of fields that several columns may stand for, since they never have a value of their own.
    additional_cells: Vec<(usize, usize)>,
    /// Cells with a value for a whole section: the section and the cell.
    sections: Vec<(usize, usize)>,
    /// Columns that the form does not know, and that look like none it knows.
    unknown_columns: Vec<usize>,
    problems: Vec<MappingProblem>,
}

#[derive(Debug, Clone)]
struct MappingProblem {
    cell: usize,
    kind: MappingProblemKind,
}

#[derive(Debug, Clone)]
enum MappingProblemKind {
    /// It looks like a name that the form knows.
    Misspelled(String),
    /// It looks like none.
    Unknown,
    /// It is the label of several fields.
    Ambiguous(Vec<usize>),
    /// A field that an earlier cell is for.
    Duplicate { field: usize, first: usize },
}

impl Form {
    /// What the cells of this record, and of all with the same names, are for.
    pub(crate) fn mapping(&self, record: &Record) -> ColumnMapping {
        let mut mapping = ColumnMapping {
            names: record.cells.iter().map(|cell| Arc::clone(&cell.name)).collect(),
            cells: vec![None; self.fields().len()],
            additional_cells: Vec::new(),
            sections: Vec::new(),
            unknown_columns: Vec::new(),
            problems: Vec::new(),
        };
        let mut unknown = Vec::new();
        for (cell, (name, in_sheet)) in
            record.cells.iter().map(|c| (&c.name, in_sheet(&c.location))).enumerate()
        {
            match self.names.target(name) {
                Some(NameTarget::Field(field)) => mapping.assign(self, field, cell),
                Some(NameTarget::Section(section)) if !in_sheet => mapping.sections.push((section, cell)),
                _ => unknown.push((cell, in_sheet)),
            }
        }
        for (cell, in_sheet) in unknown {
            let shared =
                mapping.names.get(cell).map(|name| mapping.missing_of(self.names.fields_sharing(name)));
            if let Some(shared) = shared.filter(|shared| !shared.is_empty()) {
                mapping.problems.push(MappingProblem { cell, kind: MappingProblemKind::Ambiguous(shared) });
                continue;
            }
            let meant =
                mapping.names.get(cell).and_then(|name| mapping.closest_missing_name(self, name, in_sheet));
            match (meant, in_sheet) {
                (Some(meant), _) => mapping
                    .problems
                    .push(MappingProblem { cell, kind: MappingProblemKind::Misspelled(meant) }),
                (None, false) => {
                    mapping.problems.push(MappingProblem { cell, kind: MappingProblemKind::Unknown });
                }
                (None, true) => mapping.unknown_columns.push(cell),
            }
        }
        mapping.problems.sort_by_key(|problem| problem.cell);
        mapping
    }
}

impl ColumnMapping {
    fn assign(&mut self, form: &Form, field: usize, cell: usize) {
        let lenient = form
            .fields()
            .get(field)
            .is_some_and(|f| matches!(f.kind, ValueKind::Blank | ValueKind::Attachment));
        match self.cells.get_mut(field) {
            Some(place @ None) => *place = Some(cell),
            Some(_) if lenient => self.additional_cells.push((field, cell)),
            Some(&mut Some(first)) => {
                self.problems
                    .push(MappingProblem { cell, kind: MappingProblemKind::Duplicate { field, first } });
            }
            None => {}
        }
    }

    /// Those of the fields that no cell is for.
    fn missing_of(&self, fields: &[usize]) -> Vec<usize> {
        fields.iter().copied().filter(|&at| self.cells.get(at).is_some_and(Option::is_none)).collect()
    }

    /// The known name that a name of a person resembles. Names of fields that are there already are not meant:
    /// such a column is one of the person's own.
    fn closest_missing_name(&self, form: &Form, name: &str, in_sheet: bool) -> Option<String> {
        let is_missing = |field: usize| self.cells.get(field).is_some_and(Option::is_none);
        let fields =
            form.fields().iter().enumerate().filter(|(at, _)| is_missing(*at)).map(|(_, field)| field);
        // Nothing is lost with a column that would not be written anyhow.
        let fields = fields.filter(|field| field.kind != ValueKind::Blank);
        let known = fields.flat_map(|field| {
            let column = field.column.iter().flat_map(|c| [&*c.lv, &*c.en]);
            let key = (!in_sheet).then_some(&*field.key);
            key.into_iter().chain(column).chain(field.aliases.iter().map(String::as_str))
        });
        closest(name, known).map(str::to_owned)
    }

    /// Whether it holds for this record too: the same names in the same order.
    pub(crate) fn fits(&self, record: &Record) -> bool {
        self.names.len() == record.cells.len()
            && self
                .names
                .iter()
                .zip(&record.cells)
                .all(|(known, cell)| Arc::ptr_eq(known, &cell.name) || *known == cell.name)
    }

    /// The cell that holds a field's value.
    pub(crate) fn cell_of(&self, field: usize) -> Option<usize> {
        self.cells.get(field).copied().flatten()
    }

    /// All cells that stand for a field.
    pub(crate) fn cells_of(&self, field: usize) -> impl Iterator<Item = usize> {
        let further = self.additional_cells.iter().filter(move |(of, _)| *of == field).map(|(_, cell)| *cell);
        self.cell_of(field).into_iter().chain(further)
    }

    /// The cells with a value for a whole section: the section's position and the cell.
    pub(crate) fn of_sections(&self) -> &[(usize, usize)] {
        &self.sections
    }

    /// The columns that the form does not know and does not use, in the order of the file.
    pub(crate) fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.unknown_columns.iter().filter_map(|&cell| self.names.get(cell)).map(|name| &**name)
    }

    /// The same columns with what a record has in them.
    pub(crate) fn unknown_cells<'a>(
        &'a self,
        record: &'a Record,
    ) -> impl Iterator<Item = (&'a str, &'a CellValue)> {
        self.unknown_columns
            .iter()
            .filter_map(|&cell| record.cells.get(cell))
            .map(|cell| (&*cell.name, &cell.value))
    }

    /// The findings about the names. Of a sheet they are about the file: they are the same for every row.
    pub(crate) fn report(&self, form: &Form, record: &Record) -> Report {
        let mut report: Report =
            self.problems.iter().filter_map(|problem| self.finding(problem, form, record)).collect();
        let extra: Vec<String> = self.unknown_columns().map(masked_excerpt).collect();
        if !extra.is_empty() {
            let finding = Finding::of(&document::COLUMN_EXTRA, file_of(record));
            report.push(finding.with("list", extra.join(", ")));
        }
        report
    }

    fn finding(&self, problem: &MappingProblem, form: &Form, record: &Record) -> Option<Finding> {
        let cell = record.cells.get(problem.cell)?;
        let sheet = in_sheet(&cell.location);
        let origin = if sheet { file_of(record) } else { record.origin_of(cell) };
        let of = |in_sheet: &'static CatalogueEntry, structured: &'static CatalogueEntry| {
            Finding::of(if sheet { in_sheet } else { structured }, origin)
                .with("v", masked_excerpt(&cell.name))
        };
        Some(match &problem.kind {
            MappingProblemKind::Misspelled(meant) => of(&document::COLUMN, &document::KEY).with("fix", meant),
            MappingProblemKind::Unknown => of(&document::KEY_UNKNOWN, &document::KEY_UNKNOWN),
            MappingProblemKind::Ambiguous(fields) => of(&document::COLUMN_SHARED, &document::COLUMN_SHARED)
                .with_text("list", headers(fields.iter().filter_map(|&at| form.fields().get(at)))),
            MappingProblemKind::Duplicate { field, first } => {
                let field = form.fields().get(*field)?;
                of(&document::COLUMN_TWICE, &document::COLUMN_TWICE)
                    .with("first", masked_excerpt(self.names.get(*first)?))
                    .with_text("label", field.label.clone())
                    .about_field(Arc::clone(&field.key))
            }
        })
    }
}

/// The names under which these fields are known for sure.
fn headers<'f>(fields: impl Iterator<Item = &'f FieldDefinition>) -> Bilingual {
    let (mut lv, mut en) = (Vec::new(), Vec::new());
    for field in fields {
        let names = field.column.as_ref().map(|column| (&*column.lv, &*column.en));
        let (name_lv, name_en) = names.unwrap_or((&field.key, &field.key));
        lv.push(name_lv);
        en.push(name_en);
    }
    Bilingual { lv: lv.join(", ").into(), en: en.join(", ").into() }
}

fn file_of(record: &Record) -> Origin {
    record.origin.at(FileLocation::File)
}

/// Whether a cell stands in a sheet, where columns of one's own are nothing unusual.
fn in_sheet(place: &FileLocation) -> bool {
    matches!(place, FileLocation::Cell { .. })
}
