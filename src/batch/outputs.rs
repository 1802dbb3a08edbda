//! What is written when all rows are done: report, hand-off sheet, refused rows. All of it comes from the journal, row
//! by row.

use std::collections::BTreeMap;
use std::io::Write;

use super::BatchError;
use super::journal::{self, Entry, Head, Line, Reader, RefusedAs};
use super::refused::{self, RefusedRow};
use super::shard::Shard;
use crate::diag::Lang;
use crate::output::handoff::{self, Note, Refused, Unlisted};
use crate::output::{FileDigest, Folder, Measured, OutputError, RowReport, RowState, RunReport, RunTotals};
use crate::pipeline::{Press, SheetFacts};

/// The most documents that the hand-off sheet lists; with more rows it lists none.
pub(super) const LISTED: u32 = 1_000;
/// The most refused rows that it lists.
const REFUSED_LISTED: usize = 200;

pub(super) const SHEET: &str = "lapa.html";
pub(super) const REPORT_JSON: &str = "report.json";
pub(super) const REPORT_CSV: &str = "report.csv";

/// A finished journal, read as what it comes to.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) head: Head,
    /// Where the rows of the first run begin.
    start: u64,
    /// Rows that a joined run did, by the number of their file and their row: where their lines are.
    mended: BTreeMap<(Option<u32>, u32), u64>,
    joins: u32,
}

impl Story {
    /// Reads what there is of the journal in the folder; none where no run began.
    pub(super) fn read(folder: &Folder) -> Result<Option<Self>, BatchError> {
        let Some(mut reader) = Reader::open(folder, Shard::WHOLE)? else { return Ok(None) };
        let Some(head) = reader.head()? else { return Ok(None) };
        let start = reader.offset();
        let mut story = Self { head, start, mended: BTreeMap::new(), joins: 0 };
        loop {
            let offset = reader.offset();
            match reader.skim()? {
                Some(journal::Kind::Run) => {
                    reader.back_to(offset)?;
                    let Some(joined) = reader.head()? else { return Ok(Some(story)) };
                    story.join(joined);
                }
                Some(journal::Kind::Row) if story.joins > 0 => {
                    reader.back_to(offset)?;
                    if let Some(Line::Row(entry)) = reader.next()? {
                        story.mended.insert((entry.file, entry.report.row), offset);
                    }
                }
                Some(_) => {}
                None => return Ok(Some(story)),
            }
        }
    }

    /// Adds what a joined run adds.
    fn join(&mut self, joined: Head) {
        self.joins += 1;
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
        for column in joined.extra {
            if !self.head.extra.contains(&column) {
                self.head.extra.push(column);
            }
        }
    }

    /// The rows in order.
    pub(super) fn rows(&self, folder: &Folder) -> Result<Rows, BatchError> {
        let missing = || BatchError::Journal { path: folder.path().to_owned(), line: 0 };
        let mut reader = Reader::open(folder, Shard::WHOLE)?.ok_or_else(missing)?;
        reader.back_to(self.start)?;
        Ok(Rows { reader, mended: self.mended.clone(), joined: self.joins > 0, ended: false })
    }

    /// What the rows came to.
    pub(super) fn totals(&self, folder: &Folder) -> Result<RunTotals, BatchError> {
        let mut totals = RunTotals::default();
        totals.tell(&self.head.findings);
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
pub(super) struct Rows {
    reader: Reader,
    mended: BTreeMap<(Option<u32>, u32), u64>,
    joined: bool,
    ended: bool,
}

impl Rows {
    fn read(&mut self) -> Result<Option<Entry>, BatchError> {
        loop {
            match self.reader.next()? {
                Some(Line::Row(entry)) => return Ok(Some(self.mend(*entry)?)),
                Some(Line::Safe(_)) => {}
                _ => return Ok(None),
            }
        }
    }

    /// The row as a joined run left it.
    fn mend(&mut self, mut entry: Entry) -> Result<Entry, BatchError> {
        if let Some(offset) = self.mended.get(&(entry.file, entry.report.row)).copied() {
            let here = self.reader.offset();
            self.reader.back_to(offset)?;
            let Some(Line::Row(mended)) = self.reader.next()? else { return Err(self.reader.damaged()) };
            self.reader.back_to(here)?;
            return Ok(Entry { at: entry.at, ..*mended });
        }
        if self.joined && entry.report.state == RowState::Built {
            entry.report.state = RowState::Kept;
        }
        Ok(entry)
    }
}

impl Iterator for Rows {
    type Item = Result<Entry, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let entry = self.read().transpose();
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
    press: &Press<'_>,
    story: &Story,
    totals: RunTotals,
    refused: Option<&Head>,
) -> Result<Written, BatchError> {
    let tables = match refused {
        Some(head) => write_refused(folder, head, story.joins)?,
        None => Vec::new(),
    };
    let report = story.report(totals);
    let lang = story.head.lang();
    let rows = || story.rows(folder).map(|rows| rows.map(|entry| entry.map(|entry| entry.report)));
    let csv = || -> Result<(), BatchError> {
        folder.stream(REPORT_CSV, |out| report.write_csv(lang, &story.head.extra, rows()?, out))?;
        Ok(())
    };
    let json = || -> Result<(), BatchError> {
        folder.stream(REPORT_JSON, |out| report.write_json(rows()?, out))?;
        Ok(())
    };
    let (csv, json) = rayon::join(csv, json);
    csv?;
    json?;
    let sheet = handoff::render(&press.hand_off(sheet(folder, story, totals)?));
    folder.stream(SHEET, |out| Ok::<_, BatchError>(out.write_all(sheet.as_bytes())?))?;
    let names = tables.iter().map(String::as_str).chain([REPORT_CSV, REPORT_JSON, SHEET]);
    let files = names.map(|name| folder.digest_of(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Written { tables, files: files.into_iter().flatten().collect() })
}

fn sheet(folder: &Folder, story: &Story, totals: RunTotals) -> Result<SheetFacts, BatchError> {
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
        if left == 0 || (!head.lists_documents() && refused.len() >= REFUSED_LISTED) {
            break;
        }
        left -= 1;
        let entry = entry?;
        documents.extend(entry.sheet);
        if entry.report.state == RowState::Refused && refused.len() < REFUSED_LISTED {
            refused.push(refused_row(&entry.report, lang));
        }
    }
    let unlisted = Unlisted {
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
        findings: head.findings.iter().map(|finding| Note::from((finding, lang))).collect(),
    })
}

fn refused_row(row: &RowReport, lang: Lang) -> Refused {
    let findings = row.findings.iter().map(|finding| Note::from((finding, lang))).collect();
    Refused { row: row.row, client: None, findings }
}

/// How the name of a table of refused rows begins.
const TABLE: &str = "refused";

/// Whether a file of the folder is called like a table of refused rows.
pub(super) fn is_table(name: &str) -> bool {
    let stem = [".xlsx", ".csv", ".jsonl"].into_iter().find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| stem.starts_with(TABLE) && !stem.contains('/'))
}

/// Writes a table of refused rows for each file that has some.
fn write_refused(folder: &Folder, head: &Head, joins: u32) -> Result<Vec<String>, BatchError> {
    let mut tables = Vec::new();
    for RefusedAs { number, extension } in &head.refused_as {
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
    head: &'a Head,
    number: Option<u32>,
    is_joined: bool,
    extension: &'a str,
}

impl Table<'_> {
    fn rows(&self) -> Result<impl Iterator<Item = Result<RefusedRow, BatchError>> + use<>, BatchError> {
        let lines = self.folder.log_lines(&journal::refused_name(self.head.shard))?;
        let mut kept = lines.map(refused::Rows::of);
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
    folder.obstacles([SHEET, REPORT_JSON, REPORT_CSV])
}
