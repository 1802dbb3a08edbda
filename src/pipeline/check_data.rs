//! Data checked as a run would build them, without anything written.

use super::earlier::{SaidOnce, Twins};
use super::{Nature, Press, Shelf, attached, filled};
use crate::data::{Body, DataError, Limits, Record, Source, Survey};
use crate::diag::Report;
use crate::rules::{Checker, Circumstances, Purpose};

/// Checks every record of a data file: its values by the rules, and whether they fit the form's PDF. Returns the row or
/// number of each record, and all that a run would say of them; what it says of itself is [`rules::about_the_run`].
///
/// # Errors
/// [`DataError::Read`], [`DataError::Changed`]; what is wrong with the data stands in the report.
///
/// [`rules::about_the_run`]: crate::rules::about_the_run
pub fn check_data(
    press: &Press<'_>,
    body: Body,
    name: &str,
    circumstances: &Circumstances,
    limits: &Limits,
    shelf: &Shelf,
) -> Result<(Vec<u32>, Report), DataError> {
    let head = body.head(Nature::HEAD as u64).map_err(DataError::Read)?;
    if Nature::of(&head, name) == Nature::Pdf {
        let bytes = body.head(limits.file_bytes).map_err(DataError::Read)?;
        return Ok(match filled::record(press, &bytes, name) {
            Ok(filled) => {
                let mut unbuilt = Unbuilt::new(press, circumstances, Purpose::FilledPdf, filled.report);
                unbuilt.take(&filled.record, shelf);
                unbuilt.told()
            }
            Err(refused) => (Vec::new(), refused),
        });
    }
    let survey = match Survey::of(body, &Source::named(name), limits) {
        Ok(survey) => survey,
        Err(DataError::Refused(report)) => return Ok((Vec::new(), report)),
        Err(error) => return Err(error),
    };
    let mut unbuilt = Unbuilt::new(press, circumstances, Purpose::Data, survey.report().clone());
    for record in survey.records()? {
        unbuilt.take(&record?, shelf);
    }
    Ok(unbuilt.told())
}

/// Records that were checked, and what was found.
struct Unbuilt<'a> {
    press: &'a Press<'a>,
    circumstances: &'a Circumstances,
    checker: Checker<'a>,
    once: SaidOnce<'a>,
    twins: Twins,
    rows: Vec<u32>,
    report: Report,
}

impl<'a> Unbuilt<'a> {
    /// With what is to be said of the file as a whole.
    fn new(
        press: &'a Press<'a>,
        circumstances: &'a Circumstances,
        purpose: Purpose,
        of_file: Report,
    ) -> Self {
        let checker = Checker::new(press.form(), circumstances.clone().of(purpose));
        let once = SaidOnce::new(press.form());
        let mut report = of_file;
        report.accept(&circumstances.accept);
        Self { press, circumstances, checker, once, twins: Twins::default(), rows: Vec::new(), report }
    }

    fn take(&mut self, record: &Record, shelf: &Shelf) {
        if self.rows.is_empty() {
            let mut of_columns = self.checker.about_columns(record);
            of_columns.accept(&self.circumstances.accept);
            self.report.append(of_columns);
        }
        self.rows.push(record.row);
        let found = match self.checker.check(record) {
            Ok(application) => {
                let twin = self.twins.look(&application);
                // What is filled is not kept.
                let told = self.press.document(&application).map_or_else(|unfit| unfit, |(_, told)| told);
                let beside = attached(self.press, &application, shelf).1;
                let mut found = application.report().clone();
                found.extend(twin);
                found.append(beside);
                found.append(told);
                found
            }
            Err(refused) => refused,
        };
        self.report.extend(found.into_iter().filter(|finding| self.once.is_new(finding)));
    }

    fn told(self) -> (Vec<u32>, Report) {
        (self.rows, self.report)
    }
}
