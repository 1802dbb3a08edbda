//! Data files as people have them, read into [`Record`]s whose every value knows where it stands.
//!
//! [`read`] takes CSV as Excel writes it, XLSX, JSON, JSON Lines and TOML. What is wrong with a file as a whole
//! comes back as a [`Report`]; what is wrong with one record (a row too long, `#N/A` in a cell, a key written
//! twice) is in that record's own report, so that one bad row never hides the others.

mod budget;
mod csv;
mod encoding;
mod flat;
mod format;
mod json;
mod limits;
mod lines;
pub(crate) mod mended;
mod mojibake;
mod number;
mod record;
mod source;
mod stream;
mod table;
mod toml;
mod workbook;

pub use format::Format;
pub use limits::Limits;
pub use mended::{ERRORS, ORIGINAL_ROW};
pub use record::{Cell, Raw, Record};
pub use source::Source;
pub use stream::{Body, DataError, Survey};

use std::borrow::Cow;

use self::mojibake::Mojibake;
use crate::diag::catalogue::data;
use crate::diag::{Finding, Origin, Report};

/// What a data file holds. See [`read`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// The records, in the order of the file; never none.
    pub records: Vec<Record>,
    /// What is to be said about the file as a whole. It may refuse the file (`T-mojibake`): an error that a person
    /// can accept, so that the records are there all the same.
    pub report: Report,
    /// The format that was read.
    pub format: Format,
}

impl IntoIterator for Records {
    type Item = Record;
    type IntoIter = std::vec::IntoIter<Record>;

    fn into_iter(self) -> Self::IntoIter {
        self.records.into_iter()
    }
}

/// Reads a data file. The report of a refused file has an error; a PDF is refused with `D-pdf`, since its values
/// are read elsewhere ([`Format::of`] tells it beforehand).
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{self, Limits, Source};
///
/// let csv = "Name;Number\nEzermala;90000012348\n".as_bytes();
/// let records = data::read(csv, &Source::named("sheet.csv"), &Limits::default())?;
/// let record = records.into_iter().next().ok_or("no record")?;
/// assert_eq!(record.row, 2);
/// assert_eq!(record.cells.len(), 2);
/// # Ok(())
/// # }
/// ```
pub fn read(bytes: &[u8], source: &Source, limits: &Limits) -> Result<Records, Report> {
    let file = source.origin();
    let size = bytes.len() as u64;
    if size > limits.file_bytes {
        let finding = Finding::of(&data::SIZE, file).with("n", size).with("max", limits.file_bytes);
        return Err(refusal(finding));
    }
    let format = Format::of(bytes, source)?;
    let mut report = Report::default();
    let records = match format {
        Format::Csv => csv::read(&text(bytes, &file, &mut report)?, &file, limits),
        Format::Json => json::read(&text(bytes, &file, &mut report)?, &file, limits),
        Format::JsonLines => json::read_lines(&text(bytes, &file, &mut report)?, &file, limits),
        Format::Ods => workbook::ods::read(bytes, &file, limits, &mut report),
        Format::Pdf => Err(refusal(Finding::of(&data::PDF, file.clone()))),
        Format::Toml => toml::read(&text(bytes, &file, &mut report)?, &file, limits),
        Format::Xlsx => workbook::xlsx::read(bytes, &file, limits, &mut report),
    };
    match records {
        Ok(records) => {
            report.extend(damaged_letters(&records, &file));
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
fn text<'a>(bytes: &'a [u8], file: &Origin, report: &mut Report) -> Result<Cow<'a, str>, Report> {
    let (text, remark) = encoding::decode(bytes, file)?;
    report.extend(remark);
    if text.chars().all(record::is_blank) {
        return Err(refusal(Finding::of(&data::BLANK, file.clone())));
    }
    Ok(text)
}

/// Looks at every header and text for Latvian letters that were damaged before.
fn damaged_letters(records: &[Record], file: &Origin) -> Option<Finding> {
    let mut mojibake = Mojibake::default();
    let headers = records.first().into_iter().flat_map(|record| &record.cells).map(|cell| &*cell.name);
    headers.for_each(|header| mojibake.look(header));
    for cell in records.iter().flat_map(|record| &record.cells) {
        cell.value.texts().iter().for_each(|text| mojibake.look(text));
    }
    mojibake.found().map(|word| Finding::of(&data::MOJIBAKE, file.clone()).with("v", word))
}

#[cfg(test)]
mod tests;
