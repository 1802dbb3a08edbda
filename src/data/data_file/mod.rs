//! Data files of any length: looked through once, then read record by record, in memory that does not grow.

mod decoded_text;
mod snapshot;

use self::decoded_text::{DecodedText, TextEncoding};
pub use self::snapshot::DataContent;
use self::snapshot::Snapshot;
use super::mojibake::MojibakeDetector;
use super::sheet_reader::SheetReader;
use super::{DataError, DataFormat, DataSource, Limits, Record, csv, json, refusal, repaired};
use crate::diag::catalogue::data;
use crate::diag::{Bilingual, Finding, Origin, Report};
use crate::values::Sha256Digest;

/// A row, or a line of JSON, is never longer, in bytes.
const MAX_ROW_SIZE: usize = 16 << 20;

/// How much is looked at to tell what a file is.
const HEAD_SIZE: u64 = 1 << 20;

/// A data file that was looked through once: it is known to be sound as a file, and how many records it holds.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{DataContent, Limits, DataSource, DataFile};
///
/// let body = DataContent::Bytes(b"name;number\nEzermala;7\nLejasciems;8\n".to_vec());
/// let survey = DataFile::of(body, &DataSource::named("rows.csv"), &Limits::default())?;
/// assert_eq!(survey.record_count(), 2);
/// for record in survey.record_count()? {
///     println!("row {}", record?.row);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct DataFile {
    origin: Origin,
    body: DataContent,
    snapshot: Snapshot,
    limits: Limits,
    format: DataFormat,
    storage: RecordStorage,
    record_count: u32,
    repaired: bool,
    report: Report,
}

/// How its records are had.
#[derive(Debug)]
enum RecordStorage {
    /// They are few enough to be kept.
    InMemory(Vec<Record>),
    /// JSON Lines, read again.
    JsonLines(TextEncoding),
    /// Separated text, read again.
    Csv(TextEncoding),
}

impl DataFile {
    /// Looks through a data file. CSV and JSON Lines may have any length; other formats are held in memory, and
    /// refused above `limits`.
    ///
    /// # Errors
    /// [`DataError::Refused`] with all that is wrong with the file; [`DataError::Read`].
    pub fn open(body: DataContent, source: &DataSource, limits: &Limits) -> Result<Self, DataError> {
        let origin = source.origin();
        let size = body.size().map_err(DataError::Read)?;
        let mut head = body.read_head(HEAD_SIZE).map_err(DataError::Read)?;
        if size > head.len() as u64 && !looks_like_text(&head) && size <= limits.file_bytes {
            head = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
        }
        truncate_to_whole_lines(&mut head, size);
        let format = DataFormat::of(&head, source).map_err(DataError::Refused)?;
        if matches!(format, DataFormat::Csv | DataFormat::JsonLines) {
            return Self::open_streamed(body, origin, format, limits);
        }
        if size > limits.file_bytes {
            let finding = Finding::of(&data::SIZE, origin).with("n", size).with("max", limits.file_bytes);
            return Err(DataError::Refused(refusal(finding)));
        }
        let bytes = body.read_head(limits.file_bytes).map_err(DataError::Read)?;
        let read = super::read(&bytes, source, limits).map_err(DataError::Refused)?;
        let snapshot = Snapshot::take(&DataContent::Bytes(bytes), |_| false).map_err(DataError::Read)?;
        let mut records = read.records;
        for record in &mut records {
            repaired::restore_row_number(record, format);
        }
        let of_mended = records.iter().any(|record| record.repaired);
        Ok(Self {
            origin,
            body: DataContent::Bytes(Vec::new()),
            snapshot,
            limits: *limits,
            format,
            record_count: u32::try_from(records.len()).unwrap_or(u32::MAX),
            storage: RecordStorage::InMemory(records),
            repaired: of_mended,
            report: read.report,
        })
    }

    fn open_streamed(
        body: DataContent,
        origin: Origin,
        format: DataFormat,
        limits: &Limits,
    ) -> Result<Self, DataError> {
        let (letters, snapshot, remark) = TextEncoding::detect(&body, &origin)?;
        let way = if format == DataFormat::Csv {
            RecordStorage::Csv(letters)
        } else {
            RecordStorage::JsonLines(letters)
        };
        let limits = limits.for_streaming();
        let report = remark.into_iter().collect();
        let mut survey = Self {
            origin,
            body,
            snapshot,
            limits,
            format,
            storage: way,
            record_count: 0,
            repaired: false,
            report,
        };
        let mut mojibake = MojibakeDetector::default();
        let mut refused = Report::default();
        let (mut records, mut of_mended) = (0_u32, false);
        for record in survey.records()? {
            let record = match record {
                Ok(record) => record,
                Err(DataError::Refused(report)) => {
                    refused.append(report);
                    if format == DataFormat::Csv || refused.findings().len() >= MAX_FINDINGS {
                        break;
                    }
                    continue;
                }
                Err(error) => return Err(error),
            };
            if records == 0 {
                of_mended = record.repaired;
                record.cells.iter().for_each(|cell| mojibake.inspect(&cell.name));
            }
            let texts = record.cells.iter().flat_map(|cell| cell.value.texts());
            texts.for_each(|text| mojibake.inspect(text));
            records += 1;
            super::limit_counters::check_limit(
                records.into(),
                survey.limits.records.into(),
                super::limit_counters::RECORDS,
                &survey.origin,
            )
            .map_err(DataError::Refused)?;
        }
        if !refused.is_empty() {
            let mut report = std::mem::take(&mut survey.report);
            report.append(refused);
            return Err(DataError::Refused(report));
        }
        survey.record_count = records;
        survey.repaired = of_mended;
        survey.report.extend(
            mojibake.finish().map(|word| Finding::of(&data::MOJIBAKE, survey.origin.clone()).with("v", word)),
        );
        survey.ensure_unchanged()?;
        Ok(survey)
    }

    /// What is to be said about the file as a whole. It may refuse the file (`T-mojibake`): an error that a person
    /// can accept, so that the records are there all the same.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The format that is read.
    pub fn format(&self) -> DataFormat {
        self.format
    }

    /// How many records it holds; never none.
    pub fn record_count(&self) -> u32 {
        self.record_count
    }

    /// Whether its records are refused ones of an earlier run, mended: they keep their numbers.
    pub fn is_repaired(&self) -> bool {
        self.repaired
    }

    /// The digest of the whole file.
    pub fn sha256(&self) -> Sha256Digest {
        self.snapshot.sha256
    }

    /// Whether the file is as long as it was.
    ///
    /// # Errors
    /// [`DataError::Changed`] where it grew or shrank; [`DataError::Read`].
    pub fn ensure_unchanged(&self) -> Result<(), DataError> {
        match self.storage {
            RecordStorage::InMemory(_) => Ok(()),
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
        Ok(match &self.storage {
            RecordStorage::InMemory(records) => Box::new(records.iter().cloned().map(Ok)),
            RecordStorage::JsonLines(letters) => Box::new(JsonLinesRecords {
                text: DecodedText::of(&self.body, &self.snapshot, *letters)?,
                file: &self.origin,
                limits: &self.limits,
                pending: String::new(),
                lines_before: 0,
                buffered: Vec::new().into_iter(),
                input_ended: false,
            }),
            RecordStorage::Csv(letters) => Box::new(CsvRecords {
                text: DecodedText::of(&self.body, &self.snapshot, *letters)?,
                file: &self.origin,
                pieces: csv::RowChunker::new(),
                sheet: SheetReader::new(&self.origin, &self.limits),
                buffered: Vec::new().into_iter(),
                input_ended: false,
                finished: false,
            }),
        })
    }
}

/// After so many findings about broken lines nobody reads on.
const MAX_FINDINGS: usize = 1_000;

/// Whether these can be the first bytes of a text.
fn looks_like_text(head: &[u8]) -> bool {
    !(head.starts_with(b"PK") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || head.starts_with(b"%PDF-"))
}

/// Cuts the head of a longer text where a line of it ends, so that no letter is cut.
fn truncate_to_whole_lines(head: &mut Vec<u8>, size: u64) {
    if size <= head.len() as u64 || !looks_like_text(head) {
        return;
    }
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        head.truncate(head.len() & !3);
    } else if let Some(end) = head.iter().rposition(|byte| *byte == b'\n') {
        head.truncate(end + 1);
    }
}

/// The records of separated text.
struct CsvRecords<'a> {
    text: DecodedText<'a>,
    file: &'a Origin,
    pieces: csv::RowChunker,
    sheet: SheetReader<'a>,
    buffered: std::vec::IntoIter<Record>,
    input_ended: bool,
    finished: bool,
}

impl CsvRecords<'_> {
    /// Reads until there are some records, or the file ends.
    fn fill_buffer(&mut self) -> Result<(), DataError> {
        while !self.input_ended && self.buffered.len() == 0 {
            let piece = if self.text.read_more(self.pieces.buffer())? {
                let piece = self.pieces.next_chunk();
                check_row_size(self.pieces.buffer(), self.file)?;
                piece
            } else {
                self.input_ended = true;
                self.pieces.last_chunk()
            };
            let Some(piece) = piece else { continue };
            let mut records = Vec::new();
            let mut rows = self.pieces.rows_of(&piece, self.file);
            for row in rows.by_ref() {
                let record =
                    self.sheet.read_row(row.map_err(DataError::Refused)?).map_err(DataError::Refused)?;
                if let Some(mut record) = record {
                    repaired::restore_row_number(&mut record, DataFormat::Csv);
                    records.push(record);
                }
            }
            let count = rows.row_count();
            self.pieces.set_rows_before(count);
            self.buffered = records.into_iter();
        }
        if self.buffered.len() == 0 && !self.finished {
            self.finished = true;
            self.sheet.finish().map_err(DataError::Refused)?;
        }
        Ok(())
    }
}

impl Iterator for CsvRecords<'_> {
    type Item = Result<Record, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.buffered.len() == 0
            && let Err(error) = self.fill_buffer()
        {
            (self.input_ended, self.finished) = (true, true);
            return Some(Err(error));
        }
        self.buffered.next().map(Ok)
    }
}

/// The records of JSON Lines.
struct JsonLinesRecords<'a> {
    text: DecodedText<'a>,
    file: &'a Origin,
    limits: &'a Limits,
    pending: String,
    lines_before: u32,
    buffered: std::vec::IntoIter<Result<Record, Report>>,
    input_ended: bool,
}

impl JsonLinesRecords<'_> {
    fn fill_buffer(&mut self) -> Result<(), DataError> {
        while !self.input_ended && self.buffered.len() == 0 {
            let end = if self.text.read_more(&mut self.pending)? {
                self.pending.rfind('\n').map_or(0, |at| at + 1)
            } else {
                self.input_ended = true;
                self.pending.len()
            };
            let rest = self.pending.split_off(end);
            let piece = std::mem::replace(&mut self.pending, rest);
            check_row_size(&self.pending, self.file)?;
            let records: Vec<_> = json::read_some_lines(&piece, self.lines_before, self.file, self.limits)
                .map(|record| {
                    record.map(|mut record| {
                        repaired::restore_row_number(&mut record, DataFormat::JsonLines);
                        record
                    })
                })
                .collect();
            let breaks = piece.bytes().filter(|byte| *byte == b'\n').count();
            self.lines_before = self.lines_before.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.buffered = records.into_iter();
        }
        Ok(())
    }
}

impl Iterator for JsonLinesRecords<'_> {
    type Item = Result<Record, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.buffered.len() == 0
            && let Err(error) = self.fill_buffer()
        {
            self.input_ended = true;
            return Some(Err(error));
        }
        self.buffered.next().map(|record| record.map_err(DataError::Refused))
    }
}

fn check_row_size(row: &str, file: &Origin) -> Result<(), DataError> {
    if row.len() <= MAX_ROW_SIZE {
        return Ok(());
    }
    let what = Bilingual::fixed("teksta baitu vienā rindā", "bytes of text in one row");
    let finding = Finding::of(&data::LIMIT, file.clone()).with_text("what", what).with("max", MAX_ROW_SIZE);
    Err(DataError::Refused(refusal(finding)))
}

#[cfg(test)]
mod tests;
