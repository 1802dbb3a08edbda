use std::sync::Arc;

use crate::data::{DataContent, DataError, DataFile, DataSource, Limits, Record};
use crate::diag::{Report, Severity};
use crate::output::SourceFile;
use crate::pipeline::{AttachmentDir, FileKind, PackageBuilder, filled_record};
use crate::rules::{CheckContext, Checker, Purpose};
use crate::values::Sha256Digest;

/// A data file that a person handed in. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct Input {
    /// As the person named it.
    pub name: Arc<str>,
    /// Its content.
    pub body: DataContent,
    /// Where it stands, and the files that its rows name.
    pub attachment_dir: AttachmentDir,
}

/// Whether these are tables of refused rows, all of them, so that a run over them joins the run that is in the folder.
///
/// # Errors
/// [`DataError`] where a file cannot be read. One that is refused is no such table.
pub(crate) fn are_mended(inputs: &[Input], limits: &Limits) -> Result<bool, DataError> {
    for Input { name, body, .. } in inputs {
        match DataFile::open(
            body.try_clone().map_err(DataError::Read)?,
            &DataSource::named(Arc::clone(name)),
            limits,
        ) {
            Ok(survey) if survey.is_repaired() => {}
            Ok(_) | Err(DataError::Refused(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(!inputs.is_empty())
}

/// A data file of a run, looked through and found sound.
#[derive(Debug)]
pub(super) struct CheckedInput<'f> {
    pub(super) name: Arc<str>,
    pub(super) shelf: AttachmentDir,
    /// Its number among several.
    pub(super) number: Option<u32>,
    pub(super) sha256: Sha256Digest,
    pub(super) checker: Checker<'f>,
    /// Whether the file is refused, though it is one record that can be told more about.
    pub(super) refused: bool,
    /// The columns that the form does not know.
    pub(super) extra_columns: Vec<String>,
    records: InputRecords,
}

#[derive(Debug)]
enum InputRecords {
    One(Box<Record>),
    Many(Box<DataFile>),
}

/// What was seen of one data file.
pub(super) struct SurveyedInput<'f> {
    pub(super) source: SourceFile,
    /// None where the file is refused as a whole.
    pub(super) checked: Option<CheckedInput<'f>>,
    pub(super) report: Report,
}

impl Input {
    /// Looks through the file.
    pub(super) fn survey<'f>(
        self,
        press: &PackageBuilder<'f>,
        circumstances: &CheckContext,
        limits: &Limits,
        deny_warnings: bool,
        number: Option<u32>,
    ) -> Result<SurveyedInput<'f>, DataError> {
        let Self { name, body, attachment_dir: shelf } = self;
        let head = body.read_head(1024).map_err(DataError::Read)?;
        let (records, mut report, sha256, count, purpose) = if FileKind::of(&head, &name) == FileKind::Pdf {
            let bytes = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
            let sha256 = Sha256Digest::of(&bytes);
            match filled_record(press, &bytes, &name) {
                Ok(filled) => {
                    (InputRecords::One(Box::new(filled.record)), filled.report, sha256, 1, Purpose::FilledPdf)
                }
                Err(report) => return Ok(SurveyedInput::refused(&name, sha256, 0, report)),
            }
        } else {
            match DataFile::open(body, &DataSource::named(Arc::clone(&name)), limits) {
                Ok(survey) => {
                    let (sha256, count) = (survey.sha256(), survey.record_count());
                    let report = survey.report().clone();
                    (InputRecords::Many(Box::new(survey)), report, sha256, count, Purpose::Data)
                }
                Err(DataError::Refused(report)) => {
                    // Of what is refused, the digest tells nobody anything.
                    return Ok(SurveyedInput::refused(&name, Sha256Digest::of(&[]), 0, report));
                }
                Err(error) => return Err(error),
            }
        };
        let checker = Checker::new(press.form(), circumstances.clone().with_purpose(purpose));
        let mut extra = Vec::new();
        if let Some(first) = records.first()? {
            report.append(checker.column_findings(&first));
            extra = checker.mapping(&first).unknown_cells(&first).map(|(name, _)| name.to_owned()).collect();
        }
        report.accept(&circumstances.accept);
        let refused = report.refuses() || (deny_warnings && report.count(Severity::Warning) > 0);
        if refused && count != 1 {
            return Ok(SurveyedInput::refused(&name, sha256, count, report));
        }
        let source = source(&name, sha256, count);
        let sound =
            CheckedInput { name, shelf, number, sha256, checker, refused, extra_columns: extra, records };
        Ok(SurveyedInput { source, checked: Some(sound), report })
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
            InputRecords::Many(survey) => survey.record_count(),
        }
    }

    /// Whether it is a table of mended rows.
    pub(super) fn is_corrected(&self) -> bool {
        match &self.records {
            InputRecords::One(_) => false,
            InputRecords::Many(survey) => survey.is_repaired(),
        }
    }

    /// The extension of the table that its refused rows are written to; none where the person has the one record
    /// in hand anyhow.
    pub(super) fn refused_extension(&self) -> Option<&'static str> {
        use crate::data::DataFormat;
        match &self.records {
            InputRecords::One(_) => None,
            InputRecords::Many(survey) => match survey.format() {
                DataFormat::Xlsx | DataFormat::Ods => Some("xlsx"),
                DataFormat::Csv => Some("csv"),
                _ => (survey.record_count() > 1 || survey.is_repaired()).then_some("jsonl"),
            },
        }
    }

    /// Its records in order.
    pub(super) fn records(
        &self,
    ) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        self.records.iter()
    }

    /// Whether the file is as long as it was.
    pub(super) fn check_unchanged(&self) -> Result<(), DataError> {
        match &self.records {
            InputRecords::One(_) => Ok(()),
            InputRecords::Many(survey) => survey.ensure_unchanged(),
        }
    }
}

impl InputRecords {
    fn iter(&self) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        match self {
            Self::One(record) => Ok(Box::new(std::iter::once(Ok((**record).clone())))),
            Self::Many(survey) => survey.records(),
        }
    }

    fn first(&self) -> Result<Option<Record>, DataError> {
        self.iter()?.next().transpose()
    }
}
