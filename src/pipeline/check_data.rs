//! Data checked as a run would build them, without anything written.

use super::duplicates::{Duplicates, OncePerFile};
use super::{AttachmentDir, FileKind, PackageBuilder, check_filled, row_attachments};
use crate::data::{DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::Report;
use crate::rules::{CheckContext, Checker, Purpose};

/// Checks every record of a data file: its values by the rules, and whether they fit the form's PDF. Returns the row or
/// number of each record, and all that a run would say of them; what it says of itself is [`rules::about_the_run`].
///
/// # Errors
/// [`DataError::Read`], [`DataError::Changed`]; what is wrong with the data stands in the report.
///
/// [`rules::about_the_run`]: crate::rules::about_the_run
pub(crate) fn check_data(
    press: &PackageBuilder<'_>,
    body: DataContent,
    name: &str,
    circumstances: &CheckContext,
    limits: &Limits,
    shelf: &AttachmentDir,
) -> Result<(Vec<u32>, Report), DataError> {
    let head = body.read_head(FileKind::HEAD_BYTES as u64).map_err(DataError::Read)?;
    if FileKind::of(&head, name) == FileKind::Pdf {
        let bytes = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
        return Ok(match check_filled::read_filled_form(press, &bytes, name) {
            Ok(filled) => {
                let mut unbuilt = DataCheck::new(press, circumstances, Purpose::FilledPdf, filled.report);
                unbuilt.check_record(&filled.record, shelf);
                unbuilt.finish()
            }
            Err(refused) => (Vec::new(), refused),
        });
    }
    let survey = match DataFile::open(body, &DataSource::named(name), limits) {
        Ok(survey) => survey,
        Err(DataError::Refused(report)) => return Ok((Vec::new(), report)),
        Err(error) => return Err(error),
    };
    let mut unbuilt = DataCheck::new(press, circumstances, Purpose::Data, survey.report().clone());
    for record in survey.records()? {
        unbuilt.check_record(&record?, shelf);
    }
    Ok(unbuilt.finish())
}

/// Records that were checked, and what was found.
struct DataCheck<'a> {
    press: &'a PackageBuilder<'a>,
    circumstances: &'a CheckContext,
    checker: Checker<'a>,
    once: OncePerFile<'a>,
    duplicates: Duplicates,
    rows: Vec<u32>,
    report: Report,
}

impl<'a> DataCheck<'a> {
    /// With what is to be said of the file as a whole.
    fn new(
        press: &'a PackageBuilder<'a>,
        circumstances: &'a CheckContext,
        purpose: Purpose,
        of_file: Report,
    ) -> Self {
        let checker = Checker::new(press.form(), circumstances.clone().with_purpose(purpose));
        let once = OncePerFile::new(press.form());
        let mut report = of_file;
        report.accept(&circumstances.accept);
        Self {
            press,
            circumstances,
            checker,
            once,
            duplicates: Duplicates::default(),
            rows: Vec::new(),
            report,
        }
    }

    fn check_record(&mut self, record: &Record, shelf: &AttachmentDir) {
        if self.rows.is_empty() {
            let mut of_columns = self.checker.column_findings(record);
            of_columns.accept(&self.circumstances.accept);
            self.report.append(of_columns);
        }
        self.rows.push(record.row);
        let found = match self.checker.check(record) {
            Ok(application) => {
                let twin = self.duplicates.check(&application);
                // What is filled is not kept.
                let told = self.press.fill(&application).map_or_else(|unfit| unfit, |(_, told)| told);
                let beside = row_attachments(self.press, &application, shelf).1;
                let mut found = application.report().clone();
                found.extend(twin);
                found.append(beside);
                found.append(told);
                found
            }
            Err(refused) => refused,
        };
        self.report.extend(found.into_iter().filter(|finding| self.once.is_first(finding)));
    }

    fn finish(self) -> (Vec<u32>, Report) {
        (self.rows, self.report)
    }
}
