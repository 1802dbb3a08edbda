//! Data files of any length: read once and checked, then read record by record, in memory that does not grow.

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

/// How many bytes at the head of a file decide its format.
const HEAD_SIZE: u64 = 1 << 20;

/// A data file that was read once and checked: it can be read to its end, and the number of its records is known.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::data::{DataContent, Limits, DataSource, DataFile};
///
/// let content = DataContent::Bytes(b"name;number\nEzermala;7\nLejasciems;8\n".to_vec());
/// let data_file = DataFile::open(content, &DataSource::named("rows.csv"), &Limits::default())?;
/// assert_eq!(data_file.record_count(), 2);
/// for record in data_file.records()? {
///     println!("row {}", record?.row);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct DataFile {
    origin: Origin,
    content: DataContent,
    snapshot: Snapshot,
    limits: Limits,
    format: DataFormat,
    storage: RecordStorage,
    record_count: u32,
    repaired: bool,
    report: Report,
}

/// Where the records of a data file come from.
#[derive(Debug)]
enum RecordStorage {
    /// Kept from the first reading.
    InMemory(Vec<Record>),
    /// JSON Lines, read again.
    JsonLines(TextEncoding),
    /// Separated text, read again.
    Csv(TextEncoding),
}

impl DataFile {
    /// Reads and checks a data file. CSV and JSON Lines may have any length; other formats are held in memory, and
    /// refused above `limits`.
    ///
    /// # Errors
    /// [`DataError::Refused`] with all that is wrong with the file; [`DataError::Read`].
    pub fn open(content: DataContent, source: &DataSource, limits: &Limits) -> Result<Self, DataError> {
        let origin = source.origin();
        let size = content.size().map_err(DataError::Read)?;
        let mut head = content.read_head(HEAD_SIZE).map_err(DataError::Read)?;
        if size > head.len() as u64 && !looks_like_text(&head) && size <= limits.file_bytes {
            head = content.read_head(limits.file_bytes).map_err(DataError::Read)?;
        }
        truncate_to_whole_lines(&mut head, size);
        let format = DataFormat::of(&head, source).map_err(DataError::Refused)?;
        if matches!(format, DataFormat::Csv | DataFormat::JsonLines) {
            return Self::open_streamed(content, origin, format, limits);
        }
        if size > limits.file_bytes {
            let finding = Finding::of(&data::SIZE, origin).with("n", size).with("max", limits.file_bytes);
            return Err(DataError::Refused(refusal(finding)));
        }
        let bytes = content.read_head(limits.file_bytes).map_err(DataError::Read)?;
        let read = super::read(&bytes, source, limits).map_err(DataError::Refused)?;
        let snapshot = Snapshot::take(&DataContent::Bytes(bytes), |_| false).map_err(DataError::Read)?;
        let mut records = read.records;
        for record in &mut records {
            repaired::restore_row_number(record, format);
        }
        let is_repaired = records.iter().any(|record| record.repaired);
        Ok(Self {
            origin,
            content: DataContent::Bytes(Vec::new()),
            snapshot,
            limits: *limits,
            format,
            record_count: u32::try_from(records.len()).unwrap_or(u32::MAX),
            storage: RecordStorage::InMemory(records),
            repaired: is_repaired,
            report: read.report,
        })
    }

    fn open_streamed(
        content: DataContent,
        origin: Origin,
        format: DataFormat,
        limits: &Limits,
    ) -> Result<Self, DataError> {
        let (text_encoding, snapshot, remark) = TextEncoding::detect(&content, &origin)?;
        let storage = if format == DataFormat::Csv {
            RecordStorage::Csv(text_encoding)
        } else {
            RecordStorage::JsonLines(text_encoding)
        };
        let limits = limits.for_streaming();
        let report = remark.into_iter().collect();
        let mut data_file = Self {
            origin,
            content,
            snapshot,
            limits,
            format,
            storage,
            record_count: 0,
            repaired: false,
            report,
        };
        let mut mojibake = MojibakeDetector::default();
        let mut refused = Report::default();
        let (mut records, mut is_repaired) = (0_u32, false);
        for record in data_file.records()? {
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
                is_repaired = record.repaired;
                record.cells.iter().for_each(|cell| mojibake.inspect(&cell.name));
            }
            let texts = record.cells.iter().flat_map(|cell| cell.value.texts());
            texts.for_each(|text| mojibake.inspect(text));
            records += 1;
            super::limit_counters::check_limit(
                records.into(),
                data_file.limits.records.into(),
                super::limit_counters::RECORDS,
                &data_file.origin,
            )
            .map_err(DataError::Refused)?;
        }
        if !refused.is_empty() {
            let mut report = std::mem::take(&mut data_file.report);
            report.append(refused);
            return Err(DataError::Refused(report));
        }
        data_file.record_count = records;
        data_file.repaired = is_repaired;
        data_file.report.extend(
            mojibake
                .finish()
                .map(|word| Finding::of(&data::MOJIBAKE, data_file.origin.clone()).with("v", word)),
        );
        data_file.ensure_unchanged()?;
        Ok(data_file)
    }

    /// The findings about the file as a whole. They may refuse the file (`T-mojibake`): an error that a person
    /// can accept, so that the records are there all the same.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The format that is read.
    pub fn format(&self) -> DataFormat {
        self.format
    }

    /// The number of records, at least 1.
    pub fn record_count(&self) -> u32 {
        self.record_count
    }

    /// Whether its records are refused ones of an earlier run, repaired: they keep their numbers.
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
            _ if self.content.size().map_err(DataError::Read)? == self.snapshot.size => Ok(()),
            _ => Err(DataError::Changed),
        }
    }

    /// The records, in the order of the file. Of a file on a disk, one such iterator at a time may be in use.
    ///
    /// # Errors
    /// [`DataError::Read`]; the iterator fails with [`DataError::Changed`] before it uses a byte that is not the same
    /// as when the file was checked.
    pub fn records(
        &self,
    ) -> Result<Box<dyn Iterator<Item = Result<Record, DataError>> + Send + '_>, DataError> {
        Ok(match &self.storage {
            RecordStorage::InMemory(records) => Box::new(records.iter().cloned().map(Ok)),
            RecordStorage::JsonLines(text_encoding) => Box::new(JsonLinesRecords {
                text: DecodedText::of(&self.content, &self.snapshot, *text_encoding)?,
                file: &self.origin,
                limits: &self.limits,
                pending: String::new(),
                lines_before: 0,
                buffered: Vec::new().into_iter(),
                input_ended: false,
            }),
            RecordStorage::Csv(text_encoding) => Box::new(CsvRecords {
                text: DecodedText::of(&self.content, &self.snapshot, *text_encoding)?,
                file: &self.origin,
                chunker: csv::RowChunker::new(),
                sheet: SheetReader::new(&self.origin, &self.limits),
                buffered: Vec::new().into_iter(),
                input_ended: false,
                finished: false,
            }),
        })
    }
}

/// Reading ends after this many findings about broken lines.
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
    chunker: csv::RowChunker,
    sheet: SheetReader<'a>,
    buffered: std::vec::IntoIter<Record>,
    input_ended: bool,
    finished: bool,
}

impl CsvRecords<'_> {
    /// Reads until there are some records, or the file ends.
    fn fill_buffer(&mut self) -> Result<(), DataError> {
        while !self.input_ended && self.buffered.len() == 0 {
            let chunk = if self.text.read_more(self.chunker.buffer())? {
                let chunk = self.chunker.next_chunk();
                check_row_size(self.chunker.buffer(), self.file)?;
                chunk
            } else {
                self.input_ended = true;
                self.chunker.last_chunk()
            };
            let Some(chunk) = chunk else { continue };
            let mut records = Vec::new();
            let mut rows = self.chunker.rows_of(&chunk, self.file);
            for row in rows.by_ref() {
                let record =
                    self.sheet.read_row(row.map_err(DataError::Refused)?).map_err(DataError::Refused)?;
                if let Some(mut record) = record {
                    repaired::restore_row_number(&mut record, DataFormat::Csv);
                    records.push(record);
                }
            }
            let count = rows.row_count();
            self.chunker.set_rows_before(count);
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
            let chunk = std::mem::replace(&mut self.pending, rest);
            check_row_size(&self.pending, self.file)?;
            let records: Vec<_> = json::read_some_lines(&chunk, self.lines_before, self.file, self.limits)
                .map(|record| {
                    record.map(|mut record| {
                        repaired::restore_row_number(&mut record, DataFormat::JsonLines);
                        record
                    })
                })
                .collect();
            let breaks = chunk.bytes().filter(|byte| *byte == b'\n').count();
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
