use std::sync::Arc;

use crate::data::{Body, DataError, Limits, Record, Source, Survey};
use crate::diag::{Report, Severity};
use crate::output::SourceFile;
use crate::pipeline::{Nature, Press, Shelf, filled_record};
use crate::rules::{Checker, Circumstances, Purpose};
use crate::values::Sha256Digest;

/// A data file that a person handed in. See [`Batch`](crate::batch::Batch).
#[derive(Debug)]
pub struct Input {
    /// As the person named it.
    pub name: Arc<str>,
    /// Its content.
    pub body: Body,
    /// Where it stands, and the files that its rows name.
    pub shelf: Shelf,
}

/// Whether these are tables of refused rows, all of them, so that a run over them joins the run that is in the folder.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::batch::{Input, are_mended};
/// use edocpack::data::{Body, Limits};
/// use edocpack::pipeline::Shelf;
///
/// let body = Body::Bytes(b"Original row;Errors;Client name\n7;;Ezermala\n".to_vec());
/// let mended = Input { name: "refused.csv".into(), body, shelf: Shelf::none() };
/// assert!(are_mended(&[mended], &Limits::default())?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`DataError`] where a file cannot be read. One that is refused is no such table.
pub fn are_mended(inputs: &[Input], limits: &Limits) -> Result<bool, DataError> {
    for Input { name, body, .. } in inputs {
        match Survey::of(body.try_clone().map_err(DataError::Read)?, &Source::named(Arc::clone(name)), limits)
        {
            Ok(survey) if survey.is_mended() => {}
            Ok(_) | Err(DataError::Refused(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(!inputs.is_empty())
}

/// A data file of a run, looked through and found sound.
#[derive(Debug)]
pub(super) struct Sound<'f> {
    pub(super) name: Arc<str>,
    pub(super) shelf: Shelf,
    /// Its number among several.
    pub(super) number: Option<u32>,
    pub(super) sha256: Sha256Digest,
    pub(super) checker: Checker<'f>,
    /// Whether the file is refused, though it is one record that can be told more about.
    pub(super) refused: bool,
    /// The columns that the form does not know.
    pub(super) extra: Vec<String>,
    records: Records,
}

#[derive(Debug)]
enum Records {
    One(Box<Record>),
    Many(Box<Survey>),
}

/// What was seen of one data file.
pub(super) struct Seen<'f> {
    pub(super) source: SourceFile,
    /// None where the file is refused as a whole.
    pub(super) sound: Option<Sound<'f>>,
    pub(super) report: Report,
}

impl Input {
    /// Looks through the file.
    pub(super) fn survey<'f>(
        self,
        press: &Press<'f>,
        circumstances: &Circumstances,
        limits: &Limits,
        deny_warnings: bool,
        number: Option<u32>,
    ) -> Result<Seen<'f>, DataError> {
        let Self { name, body, shelf } = self;
        let head = body.head(1024).map_err(DataError::Read)?;
        let (records, mut report, sha256, count, purpose) = if Nature::of(&head, &name) == Nature::Pdf {
            let bytes = body.head(limits.file_bytes).map_err(DataError::Read)?;
            let sha256 = Sha256Digest::of(&bytes);
            match filled_record(press, &bytes, &name) {
                Ok(filled) => {
                    (Records::One(Box::new(filled.record)), filled.report, sha256, 1, Purpose::FilledPdf)
                }
                Err(report) => return Ok(Seen::refused(&name, sha256, 0, report)),
            }
        } else {
            match Survey::of(body, &Source::named(Arc::clone(&name)), limits) {
                Ok(survey) => {
                    let (sha256, count) = (survey.sha256(), survey.count());
                    let report = survey.report().clone();
                    (Records::Many(Box::new(survey)), report, sha256, count, Purpose::Data)
                }
                Err(DataError::Refused(report)) => {
                    // Of what is refused, the digest tells nobody anything.
                    return Ok(Seen::refused(&name, Sha256Digest::of(&[]), 0, report));
                }
                Err(error) => return Err(error),
            }
        };
        let checker = Checker::new(press.form(), circumstances.clone().of(purpose));
        let mut extra = Vec::new();
        if let Some(first) = records.first()? {
            report.append(checker.about_columns(&first));
            extra = checker.mapping(&first).extra_cells(&first).map(|(name, _)| name.to_owned()).collect();
        }
        report.accept(&circumstances.accept);
        let refused = report.refuses() || (deny_warnings && report.count(Severity::Warning) > 0);
        if refused && count != 1 {
            return Ok(Seen::refused(&name, sha256, count, report));
        }
        let source = source(&name, sha256, count);
        let sound = Sound { name, shelf, number, sha256, checker, refused, extra, records };
        Ok(Seen { source, sound: Some(sound), report })
    }
}

impl Seen<'_> {
    fn refused(name: &str, sha256: Sha256Digest, records: u32, report: Report) -> Self {
        Self { source: source(name, sha256, records), sound: None, report }
    }
}

fn source(name: &str, sha256: Sha256Digest, records: u32) -> SourceFile {
    SourceFile { file: name.to_owned(), sha256, records }
}

impl Sound<'_> {
    /// How many records it holds.
    pub(super) fn count(&self) -> u32 {
        match &self.records {
            Records::One(_) => 1,
            Records::Many(survey) => survey.count(),
        }
    }

    /// Whether it is a table of mended rows.
    pub(super) fn is_mended(&self) -> bool {
        match &self.records {
            Records::One(_) => false,
            Records::Many(survey) => survey.is_mended(),
        }
    }

    /// The extension of the table that its refused rows are written to; none where the person has the one record
    /// in hand anyhow.
    pub(super) fn refused_as(&self) -> Option<&'static str> {
        use crate::data::Format;
        match &self.records {
            Records::One(_) => None,
            Records::Many(survey) => match survey.format() {
                Format::Xlsx | Format::Ods => Some("xlsx"),
                Format::Csv => Some("csv"),
                _ => (survey.count() > 1 || survey.is_mended()).then_some("jsonl"),
            },
        }
    }

    /// Its records in order.
    pub(super) fn records(
        &self,
    ) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        self.records.all()
    }

    /// Whether the file is as long as it was.
    pub(super) fn is_still_the_same(&self) -> Result<(), DataError> {
        match &self.records {
            Records::One(_) => Ok(()),
            Records::Many(survey) => survey.is_still_the_same(),
        }
    }
}

impl Records {
    fn all(&self) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        match self {
            Self::One(record) => Ok(Box::new(std::iter::once(Ok((**record).clone())))),
            Self::Many(survey) => survey.records(),
        }
    }

    fn first(&self) -> Result<Option<Record>, DataError> {
        self.all()?.next().transpose()
    }
}
