//! The data files of a run, checked as a whole before any row is built, and the header that comes of it.

use std::sync::Arc;

use super::error::BatchError;
use super::journal_line::{RefusedTable, RunHeader, RunOptions};
use super::options::Batch;
use crate::data::{DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::{Lang, Report, Severity};
use crate::output::{FindingFacts, SchemaVersion, SourceFile, Tool};
use crate::pipeline::{AttachmentDir, FileKind, PackageBuilder, filled_record};
use crate::rules::{self, CheckContext, Checker, Purpose};
use crate::values::Sha256Digest;

/// A data file of a run. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct Input {
    /// The path as the person named it; findings show it.
    pub name: Arc<str>,
    /// Its content.
    pub body: DataContent,
    /// The folder in which its rows name attachments.
    pub attachment_dir: AttachmentDir,
}

/// Whether all of these are tables of refused rows, so that a run over them corrects the run in the folder.
///
/// # Errors
/// [`DataError`] where a file cannot be read; a file that is refused is no such table.
pub(crate) fn are_corrected(inputs: &[Input], limits: &Limits) -> Result<bool, DataError> {
    for Input { name, body, .. } in inputs {
        match DataFile::open(
            body.try_clone().map_err(DataError::Read)?,
            &DataSource::named(Arc::clone(name)),
            limits,
        ) {
            Ok(data) if data.is_repaired() => {}
            Ok(_) | Err(DataError::Refused(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(!inputs.is_empty())
}

/// A data file that was checked, and is not refused as a whole.
#[derive(Debug)]
pub(super) struct CheckedInput<'f> {
    pub(super) name: Arc<str>,
    pub(super) attachment_dir: AttachmentDir,
    /// Its number among several, from 1.
    pub(super) number: Option<u32>,
    pub(super) sha256: Sha256Digest,
    pub(super) checker: Checker<'f>,
    /// Whether the file is refused; it has one record, which is checked for more findings.
    pub(super) refused: bool,
    /// The columns that the form does not have.
    pub(super) extra_columns: Vec<String>,
    records: InputRecords,
}

#[derive(Debug)]
enum InputRecords {
    One(Box<Record>),
    Many(Box<DataFile>),
}

/// What a survey found of one data file.
struct SurveyedInput<'f> {
    pub(super) source: SourceFile,
    /// None where the file is refused as a whole.
    pub(super) checked: Option<CheckedInput<'f>>,
    pub(super) report: Report,
}

impl Batch<'_> {
    /// Checks all files; the report has the findings about files and the run as a whole.
    pub(super) fn survey(
        &self,
        inputs: Vec<Input>,
    ) -> Result<(Vec<CheckedInput<'_>>, RunHeader, Report), BatchError> {
        let mut report = rules::run_findings(self.builder.form(), &self.context);
        report.append(self.builder.template_report().clone());
        for file in &*self.attachments {
            report.append(self.builder.check_attachment(file.name.as_str(), &file.bytes));
        }
        let several = inputs.len() > 1;
        let (mut sources, mut checked) = (Vec::new(), Vec::new());
        for (number, input) in (1_u32..).zip(inputs) {
            let file = input.name.to_string();
            let number = several.then_some(number);
            let surveyed =
                input.survey(self.builder, &self.context, &self.limits, self.deny_warnings, number);
            let surveyed = surveyed.map_err(|source| BatchError::Data { file, source })?;
            sources.push(surveyed.source);
            checked.extend(surveyed.checked);
            report.append(surveyed.report);
        }
        let header = self.header(sources, &checked, &report);
        Ok((checked, header, report))
    }

    fn header(&self, sources: Vec<SourceFile>, inputs: &[CheckedInput<'_>], report: &Report) -> RunHeader {
        let mut extra_columns: Vec<String> = Vec::new();
        for column in inputs.iter().flat_map(|input| &input.extra_columns) {
            if !extra_columns.contains(column) {
                extra_columns.push(column.clone());
            }
        }
        RunHeader {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: self.time,
            english: self.lang == Lang::En,
            shard: self.shard,
            form: self.builder.form_facts(),
            sources,
            options: self.run_options(),
            findings: report.findings().iter().map(FindingFacts::from).collect(),
            extra_columns,
            rows: inputs.iter().map(CheckedInput::count).fold(0, u32::saturating_add),
            refused_as: inputs.iter().map(CheckedInput::refused_table).collect(),
            files: self.form_files.clone(),
            replaced: None,
        }
    }

    fn run_options(&self) -> RunOptions {
        let attachments = self.attachments.iter();
        RunOptions {
            as_of: self.context.as_of,
            accept: self.context.accept.iter().map(ToString::to_string).collect(),
            deny_warnings: self.deny_warnings,
            fail_fast: self.fail_fast,
            registry: self.registry,
            profile: self.profile.extension().to_owned(),
            flatten: self.flatten,
            pictures: self.preview.is_some(),
            attachments: attachments
                .map(|file| (file.name.as_str().to_owned(), Sha256Digest::of(&file.bytes)))
                .collect(),
        }
    }
}

impl Input {
    /// Reads the file through, and checks its columns.
    fn survey<'f>(
        self,
        builder: &PackageBuilder<'f>,
        context: &CheckContext,
        limits: &Limits,
        deny_warnings: bool,
        number: Option<u32>,
    ) -> Result<SurveyedInput<'f>, DataError> {
        let Self { name, body, attachment_dir } = self;
        let head = body.read_head(1024).map_err(DataError::Read)?;
        let (records, mut report, sha256, count, purpose) = if FileKind::of(&head, &name) == FileKind::Pdf {
            let bytes = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
            let sha256 = Sha256Digest::of(&bytes);
            match filled_record(builder, &bytes, &name) {
                Ok(filled) => {
                    (InputRecords::One(Box::new(filled.record)), filled.report, sha256, 1, Purpose::FilledPdf)
                }
                Err(report) => return Ok(SurveyedInput::refused(&name, sha256, 0, report)),
            }
        } else {
            match DataFile::open(body, &DataSource::named(Arc::clone(&name)), limits) {
                Ok(data) => {
                    let (sha256, count) = (data.sha256(), data.record_count());
                    let report = data.report().clone();
                    (InputRecords::Many(Box::new(data)), report, sha256, count, Purpose::Data)
                }
                Err(DataError::Refused(report)) => {
                    // The digest of a refused file is of no use to anybody.
                    return Ok(SurveyedInput::refused(&name, Sha256Digest::of(&[]), 0, report));
                }
                Err(error) => return Err(error),
            }
        };
        let checker = Checker::new(builder.form(), context.clone().with_purpose(purpose));
        let mut extra_columns = Vec::new();
        if let Some(first) = records.first()? {
            report.append(checker.column_findings(&first));
            extra_columns =
                checker.mapping(&first).unknown_cells(&first).map(|(name, _)| name.to_owned()).collect();
        }
        report.accept(&context.accept);
        let refused = report.refuses() || (deny_warnings && report.count(Severity::Warning) > 0);
        if refused && count != 1 {
            return Ok(SurveyedInput::refused(&name, sha256, count, report));
        }
        let source = source(&name, sha256, count);
        let checked =
            CheckedInput { name, attachment_dir, number, sha256, checker, refused, extra_columns, records };
        Ok(SurveyedInput { source, checked: Some(checked), report })
    }
}

impl SurveyedInput<'_> {
    fn refused(name: &str, sha256: Sha256Digest, records: u32, report: Report) -> Self {
        Self { source: source(name, sha256, records), checked: None, report }
    }
}

fn source(name: &str, sha256: Sha256Digest, records: u32) -> SourceFile {
    SourceFile { file: name.to_owned(), sha256, records }
}

impl CheckedInput<'_> {
    /// How many records it holds.
    pub(super) fn count(&self) -> u32 {
        match &self.records {
            InputRecords::One(_) => 1,
            InputRecords::Many(data) => data.record_count(),
        }
    }

    /// Whether it is a table of refused rows, corrected.
    pub(super) fn is_corrected(&self) -> bool {
        match &self.records {
            InputRecords::One(_) => false,
            InputRecords::Many(data) => data.is_repaired(),
        }
    }

    /// The extension of the table that its refused rows are written to; none where the file is one record, which the
    /// person can correct as it is.
    pub(super) fn refused_extension(&self) -> Option<&'static str> {
        use crate::data::DataFormat;
        match &self.records {
            InputRecords::One(_) => None,
            InputRecords::Many(data) => match data.format() {
                DataFormat::Xlsx | DataFormat::Ods => Some("xlsx"),
                DataFormat::Csv => Some("csv"),
                _ => (data.record_count() > 1 || data.is_repaired()).then_some("jsonl"),
            },
        }
    }

    fn refused_table(&self) -> RefusedTable {
        RefusedTable { number: self.number, extension: self.refused_extension().map(str::to_owned) }
    }

    /// Its records in order.
    pub(super) fn records(
        &self,
    ) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        self.records.records()
    }

    /// Checks that the file did not change while it was read.
    pub(super) fn check_unchanged(&self) -> Result<(), DataError> {
        match &self.records {
            InputRecords::One(_) => Ok(()),
            InputRecords::Many(data) => data.ensure_unchanged(),
        }
    }
}

impl InputRecords {
    fn records(&self) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        match self {
            Self::One(record) => Ok(Box::new(std::iter::once(Ok((**record).clone())))),
            Self::Many(data) => data.records(),
        }
    }

    fn first(&self) -> Result<Option<Record>, DataError> {
        self.records()?.next().transpose()
    }
}
