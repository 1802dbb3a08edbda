//! What is written when all rows are done: report, hand-off sheet, refused rows. All of it comes from the journal, row
//! by row.

use std::collections::BTreeMap;
use std::io::Write;

use super::BatchError;
use super::journal::{self, JournalLine, JournalReader, RefusedTable, RowEntry, RunHeader};
use super::refused::{self, RefusedRow};
use super::shard::Shard;
use crate::diag::Lang;
use crate::output::handoff::{self, SheetFinding, SheetRefusedRow, UnlistedCounts};
use crate::output::{FileDigest, Folder, Measured, OutputError, RowReport, RowState, RunReport, RunTotals};
use crate::pipeline::{PackageBuilder, SheetFacts};

/// The most documents that the hand-off sheet lists; with more rows it lists none.
pub(super) const MAX_LISTED_DOCUMENTS: u32 = 1_000;
/// The most refused rows that it lists.
const MAX_LISTED_REFUSED: usize = 200;

pub(super) const HAND_OFF_SHEET: &str = "lapa.html";
pub(super) const REPORT_JSON: &str = "report.json";
pub(super) const REPORT_CSV: &str = "report.csv";

/// A finished journal, read as what it comes to.
#[derive(Debug)]
pub(super) struct JournalState {
    pub(super) head: RunHeader,
    /// Where the rows of the first run begin.
    rows_start: u64,
    /// Rows that a joined run did, by the number of their file and their row: where their lines are.
    corrected: BTreeMap<(Option<u32>, u32), u64>,
    correction_runs: u32,
}

impl JournalState {
    /// Reads what there is of the journal in the folder; none where no run began.
    pub(super) fn read(folder: &Folder) -> Result<Option<Self>, BatchError> {
        let Some(mut reader) = JournalReader::open(folder, Shard::WHOLE)? else { return Ok(None) };
        let Some(head) = reader.next_header()? else { return Ok(None) };
        let start = reader.offset();
        let mut story = Self { head, rows_start: start, corrected: BTreeMap::new(), correction_runs: 0 };
        loop {
            let offset = reader.offset();
            match reader.next_kind()? {
                Some(journal::LineKind::Run) => {
                    reader.seek(offset)?;
                    let Some(joined) = reader.next_header()? else { return Ok(Some(story)) };
                    story.add_correction_run(joined);
                }
                Some(journal::LineKind::Row) if story.correction_runs > 0 => {
                    reader.seek(offset)?;
                    if let Some(JournalLine::Row(entry)) = reader.next()? {
                        story.corrected.insert((entry.file, entry.report.row), offset);
                    }
                }
                Some(_) => {}
                None => return Ok(Some(story)),
            }
        }
    }

    /// Adds what a joined run adds.
    fn add_correction_run(&mut self, joined: RunHeader) {
        self.correction_runs += 1;
        self.head.build_time = joined.build_time;
        self.head.english = joined.english;
        self.head.tool = joined.tool;
        for source in joined.sources {
            if !self.head.sources.contains(&source) {
                self.head.sources.push(source);
            }
        }
        for finding in joined.findings {
            if !self.head.findings.contains(&finding) {
                self.head.findings.push(finding);
            }
        }
        for column in joined.extra_columns {
            if !self.head.extra_columns.contains(&column) {
                self.head.extra_columns.push(column);
            }
        }
    }

    /// The rows in order.
    pub(super) fn rows(&self, folder: &Folder) -> Result<JournalRows, BatchError> {
        let missing = || BatchError::DamagedJournal { path: folder.path().to_owned(), line: 0 };
        let mut reader = JournalReader::open(folder, Shard::WHOLE)?.ok_or_else(missing)?;
        reader.seek(self.rows_start)?;
        Ok(JournalRows {
            reader,
            corrected: self.corrected.clone(),
            has_corrections: self.correction_runs > 0,
            ended: false,
        })
    }

    /// What the rows came to.
    pub(super) fn totals(&self, folder: &Folder) -> Result<RunTotals, BatchError> {
        let mut totals = RunTotals::default();
        totals.count_warnings(&self.head.findings);
        for entry in self.rows(folder)? {
            totals.count(&entry?.report);
        }
        Ok(totals)
    }

    /// The report without its rows.
    pub(super) fn report(&self, totals: RunTotals) -> RunReport {
        let head = &self.head;
        let mut report = RunReport::new(
            head.build_time.to_string(),
            head.form.clone(),
            head.sources.clone(),
            head.findings.clone(),
            Vec::new(),
        );
        report.tool = head.tool.clone();
        report.totals = totals;
        report
    }
}

/// The rows of a finished run, in the order of the data.
#[derive(Debug)]
pub(super) struct JournalRows {
    reader: JournalReader,
    corrected: BTreeMap<(Option<u32>, u32), u64>,
    has_corrections: bool,
    ended: bool,
}

impl JournalRows {
    fn next_entry(&mut self) -> Result<Option<RowEntry>, BatchError> {
        loop {
            match self.reader.next()? {
                Some(JournalLine::Row(entry)) => return Ok(Some(self.apply_correction(*entry)?)),
                Some(JournalLine::Synced(_)) => {}
                _ => return Ok(None),
            }
        }
    }

    /// The row as a joined run left it.
    fn apply_correction(&mut self, mut entry: RowEntry) -> Result<RowEntry, BatchError> {
        if let Some(offset) = self.corrected.get(&(entry.file, entry.report.row)).copied() {
            let here = self.reader.offset();
            self.reader.seek(offset)?;
            let Some(JournalLine::Row(mended)) = self.reader.next()? else {
                return Err(self.reader.damaged_error());
            };
            self.reader.seek(here)?;
            return Ok(RowEntry { at: entry.at, ..*mended });
        }
        if self.has_corrections && entry.report.state == RowState::Built {
            entry.report.state = RowState::Kept;
        }
        Ok(entry)
    }
}

impl Iterator for JournalRows {
    type Item = Result<RowEntry, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let entry = self.next_entry().transpose();
        self.ended = !matches!(entry, Some(Ok(_)));
        entry
    }
}

/// What was written from all rows.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The tables of refused rows, by their names.
    pub(super) tables: Vec<String>,
    /// All of it.
    pub(super) files: Vec<FileDigest>,
}

/// Writes everything.
pub(super) fn write(
    folder: &Folder,
    press: &PackageBuilder<'_>,
    story: &JournalState,
    totals: RunTotals,
    refused: Option<&RunHeader>,
) -> Result<Written, BatchError> {
    let tables = match refused {
        Some(head) => write_refused_tables(folder, head, story.correction_runs)?,
        None => Vec::new(),
    };
    let report = story.report(totals);
    let lang = story.head.lang();
    let rows = || story.rows(folder).map(|rows| rows.map(|entry| entry.map(|entry| entry.report)));
    let csv = || -> Result<(), BatchError> {
        folder.replace_with(REPORT_CSV, |out| {
            report.write_csv(lang, &story.head.extra_columns, rows()?, out)
        })?;
        Ok(())
    };
    let json = || -> Result<(), BatchError> {
        folder.replace_with(REPORT_JSON, |out| report.write_json(rows()?, out))?;
        Ok(())
    };
    let (csv, json) = rayon::join(csv, json);
    csv?;
    json?;
    let sheet = handoff::render(&press.hand_off(sheet_facts(folder, story, totals)?));
    folder.replace_with(HAND_OFF_SHEET, |out| Ok::<_, BatchError>(out.write_all(sheet.as_bytes())?))?;
    let names = tables.iter().map(String::as_str).chain([REPORT_CSV, REPORT_JSON, HAND_OFF_SHEET]);
    let files = names.map(|name| folder.digest_of(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Written { tables, files: files.into_iter().flatten().collect() })
}

fn sheet_facts(folder: &Folder, story: &JournalState, totals: RunTotals) -> Result<SheetFacts, BatchError> {
    let head = &story.head;
    let lang = head.lang();
    let mut documents = Vec::new();
    let mut refused = Vec::new();
    let mut left = totals.rows;
    if !head.lists_documents() {
        // Only the first refused rows are of interest.
        left = if totals.refused == 0 { 0 } else { left };
    }
    for entry in story.rows(folder)? {
        if left == 0 || (!head.lists_documents() && refused.len() >= MAX_LISTED_REFUSED) {
            break;
        }
        left -= 1;
        let entry = entry?;
        documents.extend(entry.sheet);
        if entry.report.state == RowState::Refused && refused.len() < MAX_LISTED_REFUSED {
            refused.push(sheet_refused_row(&entry.report, lang));
        }
    }
    let unlisted = UnlistedCounts {
        documents: (totals.built as usize).saturating_sub(documents.len()),
        refused: (totals.refused as usize).saturating_sub(refused.len()),
    };
    let names: Vec<&str> = head.sources.iter().map(|source| source.file.as_str()).collect();
    Ok(SheetFacts {
        lang,
        time: head.build_time,
        source: Some(names.join(", ")),
        documents,
        refused,
        unlisted,
        findings: head.findings.iter().map(|finding| SheetFinding::from((finding, lang))).collect(),
    })
}

fn sheet_refused_row(row: &RowReport, lang: Lang) -> SheetRefusedRow {
    let findings = row.findings.iter().map(|finding| SheetFinding::from((finding, lang))).collect();
    SheetRefusedRow { row: row.row, client: None, findings }
}

/// How the name of a table of refused rows begins.
const TABLE: &str = "refused";

/// Whether a file of the folder is called like a table of refused rows.
pub(super) fn is_table(name: &str) -> bool {
    let stem = [".xlsx", ".csv", ".jsonl"].into_iter().find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| stem.starts_with(TABLE) && !stem.contains('/'))
}

/// Writes a table of refused rows for each file that has some.
fn write_refused_tables(folder: &Folder, head: &RunHeader, joins: u32) -> Result<Vec<String>, BatchError> {
    let mut tables = Vec::new();
    for RefusedTable { number, extension } in &head.refused_as {
        let Some(extension) = extension else { continue };
        let table = Table { folder, head, number: *number, is_joined: joins > 0, extension };
        if table.rows()?.next().is_none() {
            continue;
        }
        let number =
            number.filter(|_| head.refused_as.len() > 1).map(|n| format!("-{n}")).unwrap_or_default();
        tables.push(table.write_beside_others(&format!("{TABLE}{number}"), joins + 1)?);
    }
    Ok(tables)
}

/// The refused rows of a file, to be written as a table.
struct Table<'a> {
    folder: &'a Folder,
    head: &'a RunHeader,
    number: Option<u32>,
    is_joined: bool,
    extension: &'a str,
}

impl Table<'_> {
    fn rows(&self) -> Result<impl Iterator<Item = Result<RefusedRow, BatchError>> + use<>, BatchError> {
        let lines = self.folder.log_lines(&journal::refused_file_name(self.head.shard))?;
        let mut kept = lines.map(refused::RefusedRowReader::of);
        let (number, all) = (self.number, self.is_joined);
        Ok(std::iter::from_fn(move || {
            loop {
                match kept.as_mut()?.next() {
                    Ok(Some(row)) if all || row.file == number => return Some(Ok(row)),
                    Ok(Some(_)) => {}
                    Ok(None) => return None,
                    Err(error) => return Some(Err(error.into())),
                }
            }
        }))
    }

    /// Writes it under the first name that is free: what is there may have been mended by a person. Returns the name.
    fn write_beside_others(&self, stem: &str, round: u32) -> Result<String, BatchError> {
        let mut round = round;
        loop {
            let end = if round > 1 { format!("_{round}") } else { String::new() };
            let name = format!("{stem}{end}.{}", self.extension);
            if !self.folder.has(&name) {
                self.folder.stream_new(&name, |out| self.write(out))?;
                return Ok(name);
            }
            // An interrupted run wrote it, and nobody has touched it since.
            if self.is_there(&name)? {
                return Ok(name);
            }
            round += 1;
        }
    }

    /// Whether a file holds just this table.
    fn is_there(&self, name: &str) -> Result<bool, BatchError> {
        let Some(there) = self.folder.digest_of(name)? else { return Ok(false) };
        let mut measured = Measured::default();
        self.write(&mut measured)?;
        Ok(there == measured.of(name))
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), BatchError> {
        let (mut rows, lang) = (self.rows()?, self.head.lang());
        match self.extension {
            "xlsx" => Ok(out.write_all(&refused::workbook(&mut rows, lang, self.head.build_time)?)?),
            "csv" => refused::write_csv(&mut rows, lang, out),
            _ => refused::write_lines(&mut rows, lang, out),
        }
    }
}

/// What stands in the way of the files that a run writes at its end. A table of refused rows goes beside others.
pub(super) fn obstacles(folder: &Folder) -> Vec<OutputError> {
    folder.obstacles([HAND_OFF_SHEET, REPORT_JSON, REPORT_CSV])
}
