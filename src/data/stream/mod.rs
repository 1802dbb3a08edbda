//! Data files of any length: looked through once, then read record by record, in memory that does not grow.

mod snapshot;
mod text;

use std::io;

use thiserror::Error;

pub use self::snapshot::Body;
use self::snapshot::Snapshot;
use self::text::{Letters, Text};
use super::mojibake::Mojibake;
use super::table::Sheet;
use super::{Format, Limits, Record, Source, csv, json, mended, refusal};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};
use crate::values::Sha256Digest;

/// Why a data file cannot be used. See [`Survey`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DataError {
    /// It is not the same file any more.
    #[error("the data changed while they were read")]
    Changed,
    /// The system refused.
    #[error("cannot read the data")]
    Read(#[source] io::Error),
    /// It is wrong as a file; the report says why.
    #[error("the data are refused")]
    Refused(Report),
}

/// A row, or a line of JSON, is never longer, in bytes.
const LONGEST_ROW: usize = 16 << 20;

/// How much is looked at to tell what a file is.
const HEAD: u64 = 1 << 20;

/// A data file that was looked through once: it is known to be sound as a file, and how many records it holds.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{Body, Limits, Source, Survey};
///
/// let body = Body::Bytes(b"name;number\nEzermala;7\nLejasciems;8\n".to_vec());
/// let survey = Survey::of(body, &Source::named("rows.csv"), &Limits::default())?;
/// assert_eq!(survey.count(), 2);
/// for record in survey.records()? {
///     println!("row {}", record?.row);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Survey {
    origin: Origin,
    body: Body,
    snapshot: Snapshot,
    limits: Limits,
    format: Format,
    way: Way,
    records: u32,
    mended: bool,
    report: Report,
}

/// How its records are had.
#[derive(Debug)]
enum Way {
    /// They are few enough to be kept.
    Kept(Vec<Record>),
    /// JSON Lines, read again.
    Lines(Letters),
    /// Separated text, read again.
    Rows(Letters),
}

impl Survey {
    /// Looks through a data file. CSV and JSON Lines may have any length; other formats are held in memory, and
    /// refused above `limits`.
    ///
    /// # Errors
    /// [`DataError::Refused`] with all that is wrong with the file; [`DataError::Read`].
    pub fn of(body: Body, source: &Source, limits: &Limits) -> Result<Self, DataError> {
        let origin = source.origin();
        let size = body.size().map_err(DataError::Read)?;
        let mut head = body.head(HEAD).map_err(DataError::Read)?;
        if size > head.len() as u64 && !is_text(&head) && size <= limits.file_bytes {
            head = body.head(limits.file_bytes).map_err(DataError::Read)?;
        }
        whole_letters(&mut head, size);
        let format = Format::of(&head, source).map_err(DataError::Refused)?;
        if matches!(format, Format::Csv | Format::JsonLines) {
            return Self::stream(body, origin, format, limits);
        }
        if size > limits.file_bytes {
            let finding = Finding::of(&data::SIZE, origin).with("n", size).with("max", limits.file_bytes);
            return Err(DataError::Refused(refusal(finding)));
        }
        let bytes = body.head(limits.file_bytes).map_err(DataError::Read)?;
        let read = super::read(&bytes, source, limits).map_err(DataError::Refused)?;
        let snapshot = Snapshot::take(&Body::Bytes(bytes), |_| false).map_err(DataError::Read)?;
        let mut records = read.records;
        for record in &mut records {
            mended::understand(record, format);
        }
        let of_mended = records.iter().any(|record| record.mended);
        Ok(Self {
            origin,
            body: Body::Bytes(Vec::new()),
            snapshot,
            limits: *limits,
            format,
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            way: Way::Kept(records),
            mended: of_mended,
            report: read.report,
        })
    }

    fn stream(body: Body, origin: Origin, format: Format, limits: &Limits) -> Result<Self, DataError> {
        let (letters, snapshot, remark) = Letters::of(&body, &origin)?;
        let way = if format == Format::Csv { Way::Rows(letters) } else { Way::Lines(letters) };
        let limits = limits.streamed();
        let report = remark.into_iter().collect();
        let mut survey =
            Self { origin, body, snapshot, limits, format, way, records: 0, mended: false, report };
        let mut mojibake = Mojibake::default();
        let mut refused = Report::default();
        let (mut records, mut of_mended) = (0_u32, false);
        for record in survey.records()? {
            let record = match record {
                Ok(record) => record,
                Err(DataError::Refused(report)) => {
                    refused.append(report);
                    if format == Format::Csv || refused.findings().len() >= MOST_FINDINGS {
                        break;
                    }
                    continue;
                }
                Err(error) => return Err(error),
            };
            if records == 0 {
                of_mended = record.mended;
                record.cells.iter().for_each(|cell| mojibake.look(&cell.name));
            }
            let texts = record.cells.iter().flat_map(|cell| cell.value.texts());
            texts.for_each(|text| mojibake.look(text));
            records += 1;
            super::budget::within(
                records.into(),
                survey.limits.records.into(),
                super::budget::RECORDS,
                &survey.origin,
            )
            .map_err(DataError::Refused)?;
        }
        if !refused.is_empty() {
            let mut report = std::mem::take(&mut survey.report);
            report.append(refused);
            return Err(DataError::Refused(report));
        }
        survey.records = records;
        survey.mended = of_mended;
        survey.report.extend(
            mojibake.found().map(|word| Finding::of(&data::MOJIBAKE, survey.origin.clone()).with("v", word)),
        );
        survey.is_still_the_same()?;
        Ok(survey)
    }

    /// What is to be said about the file as a whole. It may refuse the file (`T-mojibake`): an error that a person
    /// can accept, so that the records are there all the same.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The format that is read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many records it holds; never none.
    pub fn count(&self) -> u32 {
        self.records
    }

    /// Whether its records are refused ones of an earlier run, mended: they keep their numbers.
    pub fn is_mended(&self) -> bool {
        self.mended
    }

    /// The digest of the whole file.
    pub fn sha256(&self) -> Sha256Digest {
        self.snapshot.sha256
    }

    /// Whether the file is as long as it was.
    ///
    /// # Errors
    /// [`DataError::Changed`] where it grew or shrank; [`DataError::Read`].
    pub fn is_still_the_same(&self) -> Result<(), DataError> {
        match self.way {
            Way::Kept(_) => Ok(()),
            _ if self.body.size().map_err(DataError::Read)? == self.snapshot.size => Ok(()),
            _ => Err(DataError::Changed),
        }
    }

    /// The records, in the order of the file. Of a file on a disk one such reading at a time can be had.
    ///
    /// # Errors
    /// [`DataError::Read`]; the iterator fails with [`DataError::Changed`] before it uses a byte that is not the same
    /// as when the file was looked through.
    pub fn records(
        &self,
    ) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        Ok(match &self.way {
            Way::Kept(records) => Box::new(records.iter().cloned().map(Ok)),
            Way::Lines(letters) => Box::new(Lines {
                text: Text::of(&self.body, &self.snapshot, *letters)?,
                file: &self.origin,
                limits: &self.limits,
                pending: String::new(),
                before: 0,
                ready: Vec::new().into_iter(),
                ended: false,
            }),
            Way::Rows(letters) => Box::new(Rows {
                text: Text::of(&self.body, &self.snapshot, *letters)?,
                file: &self.origin,
                pieces: csv::Pieces::new(),
                sheet: Sheet::new(&self.origin, &self.limits),
                ready: Vec::new().into_iter(),
                ended: false,
                finished: false,
            }),
        })
    }
}

/// After so many findings about broken lines nobody reads on.
const MOST_FINDINGS: usize = 1_000;

/// Whether these can be the first bytes of a text.
fn is_text(head: &[u8]) -> bool {
    !(head.starts_with(b"PK") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || head.starts_with(b"%PDF-"))
}

/// Cuts the head of a longer text where a line of it ends, so that no letter is cut.
fn whole_letters(head: &mut Vec<u8>, size: u64) {
    if size <= head.len() as u64 || !is_text(head) {
        return;
    }
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        head.truncate(head.len() & !3);
    } else if let Some(end) = head.iter().rposition(|byte| *byte == b'\n') {
        head.truncate(end + 1);
    }
}

/// The records of separated text.
struct Rows<'a> {
    text: Text<'a>,
    file: &'a Origin,
    pieces: csv::Pieces,
    sheet: Sheet<'a>,
    ready: std::vec::IntoIter<Record>,
    ended: bool,
    finished: bool,
}

impl Rows<'_> {
    /// Reads until there are some records, or the file ends.
    fn more(&mut self) -> Result<(), DataError> {
        while !self.ended && self.ready.len() == 0 {
            let piece = if self.text.next(self.pieces.pending())? {
                let piece = self.pieces.cut();
                too_long(self.pieces.pending(), self.file)?;
                piece
            } else {
                self.ended = true;
                self.pieces.last()
            };
            let Some(piece) = piece else { continue };
            let mut records = Vec::new();
            let mut rows = self.pieces.rows(&piece, self.file);
            for row in rows.by_ref() {
                let record = self.sheet.take(row.map_err(DataError::Refused)?).map_err(DataError::Refused)?;
                if let Some(mut record) = record {
                    mended::understand(&mut record, Format::Csv);
                    records.push(record);
                }
            }
            let count = rows.so_far();
            self.pieces.after(count);
            self.ready = records.into_iter();
        }
        if self.ready.len() == 0 && !self.finished {
            self.finished = true;
            self.sheet.finish().map_err(DataError::Refused)?;
        }
        Ok(())
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Record, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.len() == 0
            && let Err(error) = self.more()
        {
            (self.ended, self.finished) = (true, true);
            return Some(Err(error));
        }
        self.ready.next().map(Ok)
    }
}

/// The records of JSON Lines.
struct Lines<'a> {
    text: Text<'a>,
    file: &'a Origin,
    limits: &'a Limits,
    pending: String,
    before: u32,
    ready: std::vec::IntoIter<Result<Record, Report>>,
    ended: bool,
}

impl Lines<'_> {
    fn more(&mut self) -> Result<(), DataError> {
        while !self.ended && self.ready.len() == 0 {
            let end = if self.text.next(&mut self.pending)? {
                self.pending.rfind('\n').map_or(0, |at| at + 1)
            } else {
                self.ended = true;
                self.pending.len()
            };
            let rest = self.pending.split_off(end);
            let piece = std::mem::replace(&mut self.pending, rest);
            too_long(&self.pending, self.file)?;
            let records: Vec<_> = json::lines(&piece, self.before, self.file, self.limits)
                .map(|record| {
                    record.map(|mut record| {
                        mended::understand(&mut record, Format::JsonLines);
                        record
                    })
                })
                .collect();
            let breaks = piece.bytes().filter(|byte| *byte == b'\n').count();
            self.before = self.before.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.ready = records.into_iter();
        }
        Ok(())
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Record, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.len() == 0
            && let Err(error) = self.more()
        {
            self.ended = true;
            return Some(Err(error));
        }
        self.ready.next().map(|record| record.map_err(DataError::Refused))
    }
}

fn too_long(row: &str, file: &Origin) -> Result<(), DataError> {
    if row.len() <= LONGEST_ROW {
        return Ok(());
    }
    let what = Bilingual::fixed("teksta baitu vienā rindā", "bytes of text in one row");
    let finding = Finding::of(&data::LIMIT, file.clone()).with_text("what", what).with("max", LONGEST_ROW);
    Err(DataError::Refused(refusal(finding)))
}

#[cfg(test)]
mod tests;
