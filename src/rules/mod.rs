//! The rules of a form over one record.
//!
//! - In: a [`Form`], a [`Record`] and a [`CheckContext`] (the day, what is accepted, a register).
//! - Out: an [`Application`], or a [`Report`] with every finding. An [`Application`] can be made only here, so that
//!   whatever is written into a form was checked by its rules.
//!
//! The steps, each in a file of its own, in this order: `accept` (acceptances in the record), `choices`, `ticks`,
//! `intent`, `texts` (by `field_spec` and `parse_value`), `document_policy`, `conditions`, `registry_names`.
//! `record_check` is what they share.

mod accept;
mod accepted_codes;
mod application;
mod check_context;
mod choices;
mod computed_dates;
mod conditions;
mod document_policy;
mod example;
mod field_spec;
mod intent;
mod parse_value;
mod record_check;
mod registry;
mod registry_names;
mod texts;
mod ticks;

pub(crate) use crate::form::FormValue;
pub use application::Application;
pub(crate) use application::FileLabel;
pub use check_context::CheckContext;
pub(crate) use check_context::{AttachedFiles, Purpose};
pub use registry::Registry;

use std::sync::{Arc, Mutex, PoisonError};

use crate::data::Record;
use crate::diag::{FileLocation, Report};
use crate::form::{ColumnMapping, Form};
use record_check::RecordCheck;

/// Checks one record by itself, its columns and the run included. The report of a refused record holds every
/// finding; that of a good one is [`Application::report`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, DataSource, Limits};
/// use edocpack::diag::Lang;
/// use edocpack::form::Form;
/// use edocpack::rules::{self, CheckContext};
/// use edocpack::values::BuildTime;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// for record in data::read(b"{}", &DataSource::named("empty.json"), &Limits::default())? {
///     // Err: every finding, not the first.
///     let report = rules::check(&form, &record, &CheckContext::on(today)).unwrap_err();
///     assert!(report.refuses() && report.findings().len() > 3);
///     for finding in report.findings() {
///         println!("{} {}", finding.code, finding.message(Lang::En));
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub fn check(form: &Form, record: &Record, context: &CheckContext) -> Result<Application, Report> {
    let mapping = form.mapping(record);
    let mut before = run_findings(form, context);
    before.append(mapping.report(form, record));
    accept::mark_accepted(&mut before, context);
    check_mapped(form, record, &mapping, context, before)
}

/// The findings that are the same for every record of a run: an old definition, codes that cannot be accepted.
pub(crate) fn run_findings(form: &Form, context: &CheckContext) -> Report {
    let mut report = Report::default();
    report.extend(conditions::stale_definition_findings(form, context));
    report.extend(accept::unacceptable_codes(form, context));
    report
}

impl Form {
    /// Checks one record by itself; see [`check`].
    pub fn check(&self, record: &Record, context: &CheckContext) -> Result<Application, Report> {
        check(self, record, context)
    }
}

/// Checks many records of the same columns, also from several threads. What is the same for all of them is reported
/// apart: `run_findings` and [`Checker::column_findings`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, DataSource, Limits};
/// use edocpack::form::Form;
/// use edocpack::rules::{Checker, CheckContext};
/// use edocpack::values::BuildTime;
///
/// let form = Form::embedded("lv.kase.x509")?;
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// let checker = Checker::new(&form, CheckContext::on(today));
/// let sheet = std::fs::read("fixtures/data/pieteikumi.csv")?;
/// for record in data::read(&sheet, &DataSource::named("pieteikumi.csv"), &Limits::default())? {
///     println!("row {}: {}", record.row, checker.check(&record).is_ok());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Checker<'f> {
    form: &'f Form,
    context: CheckContext,
    last: Mutex<Option<Arc<ColumnMapping>>>,
}

impl<'f> Checker<'f> {
    /// A checker of records for a form.
    pub fn new(form: &'f Form, context: CheckContext) -> Self {
        Self { form, context, last: Mutex::new(None) }
    }

    /// The findings about the columns of a record's sheet: the same for every row of it. Where they refuse, the sheet
    /// as a whole is refused. Empty for records that are not of a sheet.
    pub fn column_findings(&self, record: &Record) -> Report {
        if !is_of_sheet(record) {
            return Report::default();
        }
        let mut report = self.mapping(record).report(self.form, record);
        accept::mark_accepted(&mut report, &self.context);
        report
    }

    /// What the columns of a record's sheet are for; kept for the next record with the same columns.
    pub(crate) fn mapping(&self, record: &Record) -> Arc<ColumnMapping> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(mapping) if mapping.fits(record) => Arc::clone(mapping),
            _ => Arc::clone(last.insert(Arc::new(self.form.mapping(record)))),
        }
    }

    /// Checks one record.
    pub fn check(&self, record: &Record) -> Result<Application, Report> {
        let mapping = self.mapping(record);
        let mut before = Report::default();
        if !is_of_sheet(record) {
            before = mapping.report(self.form, record);
            accept::mark_accepted(&mut before, &self.context);
        }
        check_mapped(self.form, record, &mapping, &self.context, before)
    }
}

fn is_of_sheet(record: &Record) -> bool {
    record.cells.first().is_some_and(|cell| matches!(cell.location, FileLocation::Cell { .. }))
}

/// `before` has the findings about the run and the columns.
fn check_mapped(
    form: &Form,
    record: &Record,
    mapping: &ColumnMapping,
    context: &CheckContext,
    before: Report,
) -> Result<Application, Report> {
    let mut row = RecordCheck::new(form, record, mapping, context, before);
    example::refuse(&mut row);
    let row = choices::try_options(row, run_checks);
    row.finish()
}

/// The steps over one record, in their order.
fn run_checks(mut row: RecordCheck<'_>) -> RecordCheck<'_> {
    accept::read(&mut row);
    choices::read(&mut row);
    ticks::read(&mut row);
    intent::read(&mut row);
    texts::read(&mut row);
    document_policy::blank_fields(&mut row);
    document_policy::attachments(&mut row);
    conditions::check(&mut row);
    registry_names::compare(&mut row);
    accept::report_unused(&mut row);
    texts::report_unresolved_equals(&mut row);
    row
}

#[cfg(test)]
mod tests;
