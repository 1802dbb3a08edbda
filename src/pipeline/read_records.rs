use super::{FileKind, PackageBuilder, check_filled};
use crate::data::{self, DataSource, Limits, Record};
use crate::diag::Report;
use crate::rules::Purpose;

/// The records of a file. See [`read_records`].
#[derive(Debug)]
pub(crate) struct ReadRecords {
    /// The records, in the order of the file.
    pub records: Vec<Record>,
    /// Findings about the file as a whole.
    pub report: Report,
    /// What the records are: data, or the values of a form that is filled in already.
    pub purpose: Purpose,
}

/// Reads a data file, or the values of a PDF of the form. The report of a refused file has all that is wrong with
/// it.
pub(crate) fn read_records(
    builder: &PackageBuilder<'_>,
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> Result<ReadRecords, Report> {
    if FileKind::of(bytes, name) == FileKind::Pdf {
        let check_filled::FilledFormData { record, report, .. } =
            check_filled::filled_record(builder, bytes, name)?;
        return Ok(ReadRecords { records: vec![record], report, purpose: Purpose::FilledPdf });
    }
    let read = data::read(bytes, &DataSource::named(name), limits)?;
    Ok(ReadRecords { records: read.records, report: read.report, purpose: Purpose::Data })
}
