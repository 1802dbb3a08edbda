//! From the columns of a person's sheet, or the keys of a structured file, to the fields of the form.

use std::sync::Arc;

use super::Form;
use super::definition::{Field, Kind};
use super::names::Target;
use crate::data::{Raw, Record};
use crate::diag::catalogue::document;
use crate::diag::{Bilingual, Entry, Finding, Origin, Place, Report};
use crate::values::{closest, shown};

/// What each cell of a record is for. The same for all rows of a sheet, so that it is made once.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, Limits, Source};
/// use edocpack::form::Form;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let sheet = data::read(b"colour;size\nred;7\n", &Source::named("rows.csv"), &Limits::default())?;
/// let record = sheet.records.first().ok_or("no record")?;
/// // Columns that the form does not know are passed through.
/// let mapping = form.mapping(record);
/// assert_eq!(mapping.extra_cells(record).count(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Mapping {
    names: Vec<Arc<str>>,
    /// For each field, the cell that holds its value.
    cells: Vec<Option<usize>>,
    /// Cells of fields that several columns may stand for, since they never have a value of their own.
    further: Vec<(usize, usize)>,
    /// Cells with a value for a whole section: the section and the cell.
    sections: Vec<(usize, usize)>,
    /// Columns that the form does not know, and that look like none it knows.
    extra: Vec<usize>,
    problems: Vec<Problem>,
}

#[derive(Debug, Clone)]
struct Problem {
    cell: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// It looks like a name that the form knows.
    Meant(String),
    /// It looks like none.
    Unknown,
    /// It is the label of several fields.
    Shared(Vec<usize>),
    /// A field that an earlier cell is for.
    Twice { field: usize, first: usize },
}

impl Form {
    /// What the cells of this record, and of all with the same names, are for.
    pub fn mapping(&self, record: &Record) -> Mapping {
        let mut mapping = Mapping {
            names: record.cells.iter().map(|cell| Arc::clone(&cell.name)).collect(),
            cells: vec![None; self.fields().len()],
            further: Vec::new(),
            sections: Vec::new(),
            extra: Vec::new(),
            problems: Vec::new(),
        };
        let mut unknown = Vec::new();
        for (cell, (name, in_sheet)) in record.cells.iter().map(|c| (&c.name, in_sheet(&c.place))).enumerate()
        {
            match self.names.target(name) {
                Some(Target::Field(field)) => mapping.put(self, field, cell),
                Some(Target::Section(section)) if !in_sheet => mapping.sections.push((section, cell)),
                _ => unknown.push((cell, in_sheet)),
            }
        }
        for (cell, in_sheet) in unknown {
            let shared = mapping.names.get(cell).map(|name| mapping.missing_of(self.names.shared_by(name)));
            if let Some(shared) = shared.filter(|shared| !shared.is_empty()) {
                mapping.problems.push(Problem { cell, what: What::Shared(shared) });
                continue;
            }
            let meant = mapping.names.get(cell).and_then(|name| mapping.meant_by(self, name, in_sheet));
            match (meant, in_sheet) {
                (Some(meant), _) => mapping.problems.push(Problem { cell, what: What::Meant(meant) }),
                (None, false) => mapping.problems.push(Problem { cell, what: What::Unknown }),
                (None, true) => mapping.extra.push(cell),
            }
        }
        mapping.problems.sort_by_key(|problem| problem.cell);
        mapping
    }
}

impl Mapping {
    fn put(&mut self, form: &Form, field: usize, cell: usize) {
        let lenient =
            form.fields().get(field).is_some_and(|f| matches!(f.kind, Kind::Blank | Kind::Attachment));
        match self.cells.get_mut(field) {
            Some(place @ None) => *place = Some(cell),
            Some(_) if lenient => self.further.push((field, cell)),
            Some(&mut Some(first)) => {
                self.problems.push(Problem { cell, what: What::Twice { field, first } });
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
    fn meant_by(&self, form: &Form, name: &str, in_sheet: bool) -> Option<String> {
        let is_missing = |field: usize| self.cells.get(field).is_some_and(Option::is_none);
        let fields =
            form.fields().iter().enumerate().filter(|(at, _)| is_missing(*at)).map(|(_, field)| field);
        // Nothing is lost with a column that would not be written anyhow.
        let fields = fields.filter(|field| field.kind != Kind::Blank);
        let known = fields.flat_map(|field| {
            let column = field.column.iter().flat_map(|c| [&*c.lv, &*c.en]);
            let key = (!in_sheet).then_some(&*field.key);
            key.into_iter().chain(column).chain(field.aliases.iter().map(String::as_str))
        });
        closest(name, known).map(str::to_owned)
    }

    /// Whether it holds for this record too: the same names in the same order.
    pub fn fits(&self, record: &Record) -> bool {
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
        let further = self.further.iter().filter(move |(of, _)| *of == field).map(|(_, cell)| *cell);
        self.cell_of(field).into_iter().chain(further)
    }

    /// The cells with a value for a whole section: the section's position and the cell.
    pub(crate) fn of_sections(&self) -> &[(usize, usize)] {
        &self.sections
    }

    /// The columns that the form does not know and does not use, in the order of the file.
    pub fn extra(&self) -> impl Iterator<Item = &str> {
        self.extra.iter().filter_map(|&cell| self.names.get(cell)).map(|name| &**name)
    }

    /// The same columns with what a record has in them.
    pub fn extra_cells<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = (&'a str, &'a Raw)> {
        self.extra.iter().filter_map(|&cell| record.cells.get(cell)).map(|cell| (&*cell.name, &cell.value))
    }

    /// What is to be said about the names. Of a sheet, that is about the file: it is the same for every row.
    pub fn report(&self, form: &Form, record: &Record) -> Report {
        let mut report: Report =
            self.problems.iter().filter_map(|problem| self.finding(problem, form, record)).collect();
        let extra: Vec<String> = self.extra().map(shown).collect();
        if !extra.is_empty() {
            let finding = Finding::of(&document::COLUMN_EXTRA, file_of(record));
            report.push(finding.with("list", extra.join(", ")));
        }
        report
    }

    fn finding(&self, problem: &Problem, form: &Form, record: &Record) -> Option<Finding> {
        let cell = record.cells.get(problem.cell)?;
        let sheet = in_sheet(&cell.place);
        let origin = if sheet { file_of(record) } else { record.origin_of(cell) };
        let of = |in_sheet: &'static Entry, structured: &'static Entry| {
            Finding::of(if sheet { in_sheet } else { structured }, origin).with("v", shown(&cell.name))
        };
        Some(match &problem.what {
            What::Meant(meant) => of(&document::COLUMN, &document::KEY).with("fix", meant),
            What::Unknown => of(&document::KEY_UNKNOWN, &document::KEY_UNKNOWN),
            What::Shared(fields) => of(&document::COLUMN_SHARED, &document::COLUMN_SHARED)
                .with_text("list", headers(fields.iter().filter_map(|&at| form.fields().get(at)))),
            What::Twice { field, first } => {
                let field = form.fields().get(*field)?;
                of(&document::COLUMN_TWICE, &document::COLUMN_TWICE)
                    .with("first", shown(self.names.get(*first)?))
                    .with_text("label", field.label.clone())
                    .about(Arc::clone(&field.key))
            }
        })
    }
}

/// The names under which these fields are known for sure.
fn headers<'f>(fields: impl Iterator<Item = &'f Field>) -> Bilingual {
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
    record.origin.at(Place::File)
}

/// Whether a cell stands in a sheet, where columns of one's own are nothing unusual.
fn in_sheet(place: &Place) -> bool {
    matches!(place, Place::Cell { .. })
}
