//! Data files as people have them, read into [`Record`]s; every value has its location in the file.
//!
//! - In: bytes, a [`DataSource`] (the name, and maybe the format) and [`Limits`]. The format is CSV as Excel writes it,
//!   XLSX, ODS, JSON, JSON Lines or TOML.
//! - Out of [`read`]: [`Records`], all in memory. Out of [`DataFile::open`]: a file that was checked, whose records are
//!   read one by one, however many they are.
//!
//! What is wrong with a file as a whole comes back as a [`Report`]; what is wrong with one record (a row too long,
//! `#N/A` in a cell, a key written twice) is in that record's own report, so that one bad row never hides the others.
//!
//! The order of the files: `source` and `detect` find the format, `encoding` decodes text, `csv`, `json`, `toml` and
//! `workbook` read it (with `sheet_reader`, `record_builder`, `line_index` and `number`, within `limit_counters`),
//! `record` is what they make, `mojibake` and `repaired` look at the records, and `data_file` streams them.

mod csv;
mod data_file;
mod detect;
mod encoding;
mod error;
mod format;
mod json;
mod limit_counters;
mod limits;
mod line_index;
mod mojibake;
mod number;
mod record;
mod record_builder;
pub(crate) mod repaired;
mod sheet_reader;
mod source;
mod toml;
mod workbook;

pub use data_file::{DataContent, DataFile};
pub use error::DataError;
pub use format::DataFormat;
pub use limits::Limits;
pub use record::{Cell, CellValue, Record};
pub(crate) use repaired::{ERRORS_COLUMN, ORIGINAL_ROW_COLUMN};
pub use source::DataSource;

use std::borrow::Cow;

use self::mojibake::MojibakeDetector;
use crate::diag::catalogue::data;
use crate::diag::{Finding, Origin, Report};

/// What a data file holds. See [`read`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// The records, in the order of the file; at least one.
    pub records: Vec<Record>,
    /// The findings about the file as a whole. They may refuse the file (`T-mojibake`): an error that a person
    /// can accept, so that the records are there all the same.
    pub report: Report,
    /// The format that was read.
    pub format: DataFormat,
}

impl IntoIterator for Records {
    type Item = Record;
    type IntoIter = std::vec::IntoIter<Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.records.into_iter()
    }
}

/// Reads a data file. The report of a refused file has an error; a PDF is refused with `D-pdf`, since its values
/// are read elsewhere ([`DataFormat::of`] tells it beforehand).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, Limits, DataSource};
///
/// let csv = "Name;Number\nEzermala;90000012348\n".as_bytes();
/// let records = data::read(csv, &DataSource::named("sheet.csv"), &Limits::default())?;
/// let record = records.into_iter().next().ok_or("no record")?;
/// assert_eq!(record.row, 2);
/// assert_eq!(record.cells.len(), 2);
/// # Ok(())
/// # }
/// ```
pub fn read(bytes: &[u8], source: &DataSource, limits: &Limits) -> Result<Records, Report> {
    let file = source.origin();
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        let finding = Finding::of(&data::SIZE, file).with("n", size).with("max", limits.file_bytes);
        return Err(refusal(finding));
    }
    let format = DataFormat::of(bytes, source)?;
    let mut report = Report::default();
    let records = match format {
        DataFormat::Csv => csv::read(&decoded_text(bytes, &file, &mut report)?, &file, limits),
        DataFormat::Json => json::read(&decoded_text(bytes, &file, &mut report)?, &file, limits),
        DataFormat::JsonLines => json::read_lines(&decoded_text(bytes, &file, &mut report)?, &file, limits),
        DataFormat::Ods => workbook::ods::read(bytes, &file, limits, &mut report),
        DataFormat::Pdf => Err(refusal(Finding::of(&data::PDF, file.clone()))),
        DataFormat::Toml => toml::read(&decoded_text(bytes, &file, &mut report)?, &file, limits),
        DataFormat::Xlsx => workbook::xlsx::read(bytes, &file, limits, &mut report),
    };
    match records {
        Ok(records) => {
            report.extend(mojibake_finding(&records, &file));
            Ok(Records { records, report, format })
        }
        Err(refused) => {
            report.append(refused);
            Err(report)
        }
    }
}

/// A report of the one thing that ends the reading.
fn refusal(finding: Finding) -> Report {
    Report::from_iter([finding])
}

/// The text of a file that is text.
fn decoded_text<'a>(bytes: &'a [u8], file: &Origin, report: &mut Report) -> Result<Cow<'a, str>, Report> {
    let (text, remark) = encoding::decode(bytes, file)?;
    report.extend(remark);
    if text.chars().all(record::is_blank) {
        return Err(refusal(Finding::of(&data::BLANK, file.clone())));
    }
    Ok(text)
}

/// Looks at every header and text for Latvian letters that were damaged before.
fn mojibake_finding(records: &[Record], file: &Origin) -> Option<Finding> {
    let mut mojibake = MojibakeDetector::default();
    let headers = records.first().into_iter().flat_map(|record| &record.cells).map(|cell| &*cell.name);
    headers.for_each(|header| mojibake.inspect(header));
    for cell in records.iter().flat_map(|record| &record.cells) {
        cell.value.texts().iter().for_each(|text| mojibake.inspect(text));
    }
    mojibake.finish().map(|word| Finding::of(&data::MOJIBAKE, file.clone()).with("v", word))
}

#[cfg(test)]
mod tests;
