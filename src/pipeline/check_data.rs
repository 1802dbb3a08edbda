//! Data checked as a run would build them, without anything written.

use super::duplicates::{Duplicates, OncePerFile};
use super::{AttachmentDir, FileKind, PackageBuilder, check_filled, row_attachments};
use crate::data::{DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::Report;
use crate::rules::{CheckContext, Checker, Purpose};

/// Checks every record of a data file: its values by the rules, and whether they fit the form's PDF. Returns the row or
/// number of each record, and all findings that a run would have about them; those about the run itself are
/// [`rules::run_findings`].
///
/// # Errors
/// [`DataError::Read`], [`DataError::Changed`]; what is wrong with the data is in the report.
///
/// [`rules::run_findings`]: crate::rules::run_findings
pub(crate) fn check_data(
    builder: &PackageBuilder<'_>,
    body: DataContent,
    name: &str,
    context: &CheckContext,
    limits: &Limits,
    attachment_dir: &AttachmentDir,
) -> Result<(Vec<u32>, Report), DataError> {
    let head = body.read_head(FileKind::HEAD_BYTES as u64).map_err(DataError::Read)?;
    if FileKind::of(&head, name) == FileKind::Pdf {
        let bytes = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
        return Ok(match check_filled::filled_record(builder, &bytes, name) {
            Ok(filled) => {
                let mut check = DataCheck::new(builder, context, Purpose::FilledPdf, filled.report);
                check.check_record(&filled.record, attachment_dir);
                check.finish()
            }
            Err(refused) => (Vec::new(), refused),
        });
    }
    let data = match DataFile::open(body, &DataSource::named(name), limits) {
        Ok(data) => data,
        Err(DataError::Refused(report)) => return Ok((Vec::new(), report)),
        Err(error) => return Err(error),
    };
    let mut check = DataCheck::new(builder, context, Purpose::Data, data.report().clone());
    for record in data.records()? {
        check.check_record(&record?, attachment_dir);
    }
    Ok(check.finish())
}

/// The records checked so far, and their findings.
struct DataCheck<'a> {
    builder: &'a PackageBuilder<'a>,
    context: &'a CheckContext,
    checker: Checker<'a>,
    once_per_file: OncePerFile<'a>,
    duplicates: Duplicates,
    rows: Vec<u32>,
    report: Report,
}

impl<'a> DataCheck<'a> {
    /// `of_file` are the findings about the file as a whole.
    fn new(
        builder: &'a PackageBuilder<'a>,
        context: &'a CheckContext,
        purpose: Purpose,
        of_file: Report,
    ) -> Self {
        let checker = Checker::new(builder.form(), context.clone().with_purpose(purpose));
        let once_per_file = OncePerFile::new(builder.form());
        let mut report = of_file;
        report.accept(&context.accept);
        Self {
            builder,
            context,
            checker,
            once_per_file,
            duplicates: Duplicates::default(),
            rows: Vec::new(),
            report,
        }
    }

    fn check_record(&mut self, record: &Record, attachment_dir: &AttachmentDir) {
        if self.rows.is_empty() {
            let mut of_columns = self.checker.column_findings(record);
            of_columns.accept(&self.context.accept);
            self.report.append(of_columns);
        }
        self.rows.push(record.row);
        let found = match self.checker.check(record) {
            Ok(application) => {
                let duplicate = self.duplicates.check(&application);
                // The filled form is not kept.
                let remarks =
                    self.builder.fill(&application).map_or_else(|unfit| unfit, |(_, remarks)| remarks);
                let attachments = row_attachments(self.builder, &application, attachment_dir).1;
                let mut found = application.report().clone();
                found.extend(duplicate);
                found.append(attachments);
                found.append(remarks);
                found
            }
            Err(refused) => refused,
        };
        self.report.extend(found.into_iter().filter(|finding| self.once_per_file.is_first(finding)));
    }

    fn finish(self) -> (Vec<u32>, Report) {
        (self.rows, self.report)
    }
}
