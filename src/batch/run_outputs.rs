//! The files written when all rows are done: report, hand-off sheet, tables of refused rows. All are written from the
//! journal and the file of refused rows, row by row.

use std::io::Write;

use super::error::BatchError;
use super::journal;
use super::journal_line::{RefusedTable, RunHeader};
use super::refused_table::{self, RefusedRow};
use super::reported_run::ReportedRun;
use crate::diag::Lang;
use crate::output::handoff::{self, SheetFinding, SheetRefusedRow, UnlistedCounts};
use crate::output::{FileDigest, Folder, Measured, OutputError, RowReport, RowState, RunTotals};
use crate::pipeline::{PackageBuilder, SheetFacts};

/// The most documents that the hand-off sheet lists; with more rows it lists none.
pub(super) const MAX_LISTED_DOCUMENTS: u32 = 1_000;
/// The most refused rows that the hand-off sheet lists.
const MAX_LISTED_REFUSED: usize = 200;

pub(super) const HAND_OFF_SHEET: &str = "lapa.html";
pub(super) const REPORT_JSON: &str = "report.json";
pub(super) const REPORT_CSV: &str = "report.csv";

/// The files written from all rows.
#[derive(Debug, Default)]
pub(super) struct RunOutputs {
    /// The names of the tables of refused rows.
    pub(super) tables: Vec<String>,
    /// All files, the tables included.
    pub(super) files: Vec<FileDigest>,
}

/// Writes the files; tables of refused rows only where the header of the run that refused them is given.
pub(super) fn write(
    folder: &Folder,
    builder: &PackageBuilder<'_>,
    run: &ReportedRun,
    totals: RunTotals,
    refused: Option<&RunHeader>,
) -> Result<RunOutputs, BatchError> {
    let tables = match refused {
        Some(header) => write_refused_tables(folder, header, run.correction_runs())?,
        None => Vec::new(),
    };
    let report = run.report(totals);
    let lang = run.header.lang();
    let rows = || run.rows().map(|rows| rows.map(|entry| entry.map(|entry| entry.report)));
    let csv = || -> Result<(), BatchError> {
        folder.replace_with(REPORT_CSV, |out| {
            report.write_csv(lang, &run.header.extra_columns, rows()?, out)
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
    let sheet = handoff::render(&builder.hand_off(sheet_facts(run, totals)?));
    folder.replace_with(HAND_OFF_SHEET, |out| Ok::<_, BatchError>(out.write_all(sheet.as_bytes())?))?;
    let names = tables.iter().map(String::as_str).chain([REPORT_CSV, REPORT_JSON, HAND_OFF_SHEET]);
    let files = names.map(|name| folder.digest_of(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(RunOutputs { tables, files: files.into_iter().flatten().collect() })
}

fn sheet_facts(run: &ReportedRun, totals: RunTotals) -> Result<SheetFacts, BatchError> {
    let header = &run.header;
    let lang = header.lang();
    let mut documents = Vec::new();
    let mut refused = Vec::new();
    let mut left = totals.rows;
    if !header.lists_documents() {
        // Only refused rows are listed then.
        left = if totals.refused == 0 { 0 } else { left };
    }
    for entry in run.rows()? {
        if left == 0 || (!header.lists_documents() && refused.len() >= MAX_LISTED_REFUSED) {
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
    let names: Vec<&str> = header.sources.iter().map(|source| source.file.as_str()).collect();
    Ok(SheetFacts {
        lang,
        time: header.build_time,
        source: Some(names.join(", ")),
        documents,
        refused,
        unlisted,
        findings: header.findings.iter().map(|finding| SheetFinding::from((finding, lang))).collect(),
    })
}

fn sheet_refused_row(row: &RowReport, lang: Lang) -> SheetRefusedRow {
    let findings = row.findings.iter().map(|finding| SheetFinding::from((finding, lang))).collect();
    SheetRefusedRow { row: row.row, client: None, findings }
}

/// How the name of a table of refused rows begins.
const TABLE: &str = "refused";

/// Whether this is the name of a table of refused rows in the folder.
pub(super) fn is_table(name: &str) -> bool {
    let stem = [".xlsx", ".csv", ".jsonl"].into_iter().find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| stem.starts_with(TABLE) && !stem.contains('/'))
}

/// Writes a table of refused rows for each file that has some.
fn write_refused_tables(
    folder: &Folder,
    header: &RunHeader,
    correction_runs: u32,
) -> Result<Vec<String>, BatchError> {
    let mut tables = Vec::new();
    for RefusedTable { number, extension } in &header.refused_as {
        let Some(extension) = extension else { continue };
        let table = RefusedRowTable {
            folder,
            header,
            number: *number,
            is_correction: correction_runs > 0,
            extension,
        };
        if table.rows()?.next().is_none() {
            continue;
        }
        let number =
            number.filter(|_| header.refused_as.len() > 1).map(|n| format!("-{n}")).unwrap_or_default();
        tables.push(table.write_under_free_name(&format!("{TABLE}{number}"), correction_runs + 1)?);
    }
    Ok(tables)
}

/// The refused rows of a file, to be written as a table.
struct RefusedRowTable<'a> {
    folder: &'a Folder,
    header: &'a RunHeader,
    number: Option<u32>,
    /// A correction run refuses rows of all files, and writes one table.
    is_correction: bool,
    extension: &'a str,
}

impl RefusedRowTable<'_> {
    fn rows(&self) -> Result<impl Iterator<Item = Result<RefusedRow, BatchError>> + use<>, BatchError> {
        let lines = self.folder.log_lines(&journal::refused_file_name(self.header.shard))?;
        let mut kept = lines.map(refused_table::RefusedRowReader::of);
        let (number, all) = (self.number, self.is_correction);
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

    /// Writes it under the first name that is free: a person may have corrected a table that is there. Returns the name.
    fn write_under_free_name(&self, stem: &str, round: u32) -> Result<String, BatchError> {
        let mut round = round;
        loop {
            let end = if round > 1 { format!("_{round}") } else { String::new() };
            let name = format!("{stem}{end}.{}", self.extension);
            if !self.folder.has(&name) {
                self.folder.stream_new(&name, |out| self.write(out))?;
                return Ok(name);
            }
            // An interrupted run wrote it, and nobody has changed it since.
            if self.is_content_of(&name)? {
                return Ok(name);
            }
            round += 1;
        }
    }

    /// Whether a file holds exactly this table.
    fn is_content_of(&self, name: &str) -> Result<bool, BatchError> {
        let Some(there) = self.folder.digest_of(name)? else { return Ok(false) };
        let mut measured = Measured::default();
        self.write(&mut measured)?;
        Ok(there == measured.of(name))
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), BatchError> {
        let (mut rows, lang) = (self.rows()?, self.header.lang());
        match self.extension {
            "xlsx" => {
                Ok(out.write_all(&refused_table::workbook(&mut rows, lang, self.header.build_time)?)?)
            }
            "csv" => refused_table::write_csv(&mut rows, lang, out),
            _ => refused_table::write_lines(&mut rows, lang, out),
        }
    }
}

/// Why the files that a run writes at its end cannot be written. A table of refused rows always can: under a free name.
pub(super) fn obstacles(folder: &Folder) -> Vec<OutputError> {
    folder.obstacles([HAND_OFF_SHEET, REPORT_JSON, REPORT_CSV])
}
