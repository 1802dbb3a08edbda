//! What a run has done, in the order of the data, as it does it.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BatchError, FormFiles, Replaced, Shard};
use crate::diag::Lang;
use crate::output::handoff::SheetDocument;
use crate::output::{
    FileDigest, FindingFacts, Folder, FormFacts, LineLog, LineLogReader, RowReport, SchemaVersion,
    SourceFile, Tool,
};
use crate::values::{BuildTime, Sha256Digest};

/// One line of a journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum JournalLine {
    /// A run begins: what it depends on.
    Run(Box<RunHeader>),
    /// A row is finished, and its files stand.
    Row(Box<RowEntry>),
    /// So many rows, and all lines up to here, outlive the machine.
    #[serde(rename = "safe")]
    Synced(u32),
    /// What was written from all rows.
    Wrote(Vec<FileDigest>),
    /// All rows are done, and what is written from them stands.
    Done,
    /// What the folder holds is being moved aside, so that another run can begin: this one.
    Replacing(Box<RunHeader>),
}

/// What a run depends on, and what is known of it from the start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RunHeader {
    pub(super) schema_version: SchemaVersion<1>,
    pub(super) tool: Tool,
    pub(super) build_time: BuildTime,
    pub(super) english: bool,
    pub(super) shard: Shard,
    pub(super) form: FormFacts,
    pub(super) sources: Vec<SourceFile>,
    pub(super) options: RunOptions,
    /// What was found about the files and the run as a whole.
    pub(super) findings: Vec<FindingFacts>,
    /// Columns that the form does not know.
    #[serde(rename = "extra")]
    pub(super) extra_columns: Vec<String>,
    /// All rows of all files, those of other shards included.
    pub(super) rows: u32,
    /// For each file that has records, what its refused rows are written as.
    pub(super) refused_as: Vec<RefusedTable>,
    /// Where its form was read.
    #[serde(default, skip_serializing_if = "FormFiles::are_none")]
    pub(super) files: FormFiles,
    /// What became of the run that was in the folder before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) replaced: Option<Replaced>,
}

/// How the refused rows of a file are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusedTable {
    /// The number of the file, where there are several.
    pub(super) number: Option<u32>,
    /// The extension; none where they are not written.
    pub(super) extension: Option<String>,
}

/// Options that change what comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct RunOptions {
    pub(super) as_of: NaiveDate,
    pub(super) accept: Vec<String>,
    pub(super) deny_warnings: bool,
    pub(super) fail_fast: bool,
    pub(super) registry: Option<Sha256Digest>,
    /// The extension of the containers.
    pub(super) profile: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) flatten: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) pictures: bool,
    /// What is put beside each document, and its digest.
    pub(super) attachments: Vec<(String, Sha256Digest)>,
}

/// A finished row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RowEntry {
    /// Its position in the run, over all files, from 0.
    pub(super) at: u32,
    /// The number of its file, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<u32>,
    pub(super) report: RowReport,
    /// By which a duplicate is known; none for a refused row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "twin")]
    pub(super) fingerprint: Option<u64>,
    /// Its part of the hand-off sheet, where the sheet lists documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<SheetDocument>,
}

/// What of an interrupted run is another now. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunMismatch {
    /// The data files: their content, names or number.
    Data,
    /// The definition of the form.
    Definition,
    /// The PDF of the form.
    Template,
    /// An option: accepted codes, the rules' day, how strict it is, the register, the shard, the language.
    Options,
    /// The build time.
    BuildTime,
    /// The version of this program.
    Program,
}

impl RunMismatch {
    pub(super) fn latvian(self) -> &'static str {
        match self {
            Self::Data => "bija citi dati",
            Self::Definition => "bija cits veidlapas apraksts",
            Self::Template => "bija cits veidlapas PDF",
            Self::Options => "bija citas iespējas",
            Self::BuildTime => "bija cits sagatavošanas laiks",
            Self::Program => "bija cita programmas versija",
        }
    }
}

impl fmt::Display for RunMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Data => "other data",
            Self::Definition => "another definition of the form",
            Self::Template => "another PDF of the form",
            Self::Options => "other options",
            Self::BuildTime => "another build time",
            Self::Program => "another version of this program",
        })
    }
}

/// What an interrupted run settled that a person need not say again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PreviousRun {
    /// Its build time.
    pub build_time: BuildTime,
    /// The rules' day.
    pub as_of: NaiveDate,
    /// Whether it is finished.
    pub is_finished: bool,
}

impl RunHeader {
    pub(super) fn lang(&self) -> Lang {
        if self.english { Lang::En } else { Lang::Lv }
    }

    /// Whether the sheet lists documents: thousands of them are no page for a person.
    pub(super) fn lists_documents(&self) -> bool {
        self.rows <= super::run_outputs::MAX_LISTED_DOCUMENTS
    }

    /// What is another in this run than in `other`, the worst first.
    pub(super) fn mismatch_with(&self, other: &Self) -> Option<RunMismatch> {
        let changed = [
            (self.tool != other.tool, RunMismatch::Program),
            (self.sources != other.sources || self.rows != other.rows, RunMismatch::Data),
            (self.form.template != other.form.template, RunMismatch::Template),
            (self.form != other.form, RunMismatch::Definition),
            (self.build_time != other.build_time, RunMismatch::BuildTime),
            (
                self.options != other.options || self.shard != other.shard || self.english != other.english,
                RunMismatch::Options,
            ),
        ];
        changed.into_iter().find(|(differs, _)| *differs).map(|(_, changed)| changed)
    }

    /// Whether it is `other`, begun at another time.
    pub(super) fn is_again(&self, other: &Self) -> bool {
        let options = RunOptions { as_of: other.options.as_of, ..self.options.clone() };
        Self { build_time: other.build_time, options, ..self.clone() }.mismatch_with(other).is_none()
    }
}

/// The name of a journal in its folder.
pub(super) fn file_name(shard: Shard) -> String {
    shard_file_name(".edocpack", shard, "journal")
}

/// The name of what is kept of refused rows while a run goes.
pub(super) fn refused_file_name(shard: Shard) -> String {
    shard_file_name(".edocpack", shard, "refused")
}

fn shard_file_name(stem: &str, shard: Shard, extension: &str) -> String {
    if shard.is_whole() {
        format!("{stem}.{extension}")
    } else {
        format!("{stem}.{}-of-{}.{extension}", shard.number(), shard.count())
    }
}

/// What a line is, told from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Run,
    Row,
    Synced,
    Wrote,
    Done,
    Replacing,
}

/// The last run of a journal.
#[derive(Debug)]
pub(super) struct Last {
    pub(super) head: RunHeader,
    /// Where its rows begin.
    pub(super) start: u64,
    pub(super) state: Reached,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// What was in the folder before is being moved aside.
    Nothing,
    /// It does its rows.
    Rows,
    /// It is finished.
    End,
}

/// Reads a journal line by line.
#[derive(Debug)]
pub(super) struct JournalReader {
    lines: LineLogReader,
    number: u64,
    path: std::path::PathBuf,
}

impl JournalReader {
    pub(super) fn open(folder: &Folder, shard: Shard) -> Result<Option<Self>, BatchError> {
        let lines = folder.log_lines(&file_name(shard))?;
        Ok(lines.map(|lines| Self { lines, number: 0, path: folder.path().to_owned() }))
    }

    /// The next line; none behind the last whole one.
    pub(super) fn next(&mut self) -> Result<Option<JournalLine>, BatchError> {
        let Some(line) = self.lines.next_line()? else { return Ok(None) };
        self.number += 1;
        match serde_json::from_slice(line) {
            Ok(line) => Ok(Some(line)),
            Err(_) => Err(BatchError::DamagedJournal { path: self.path.clone(), line: self.number }),
        }
    }

    /// What the next line is, without reading more of it.
    pub(super) fn next_kind(&mut self) -> Result<Option<LineKind>, BatchError> {
        let Some(line) = self.lines.next_line()? else { return Ok(None) };
        self.number += 1;
        let kind = [
            (&br#"{"run":"#[..], LineKind::Run),
            (br#"{"row":"#, LineKind::Row),
            (br#"{"safe":"#, LineKind::Synced),
            (br#"{"wrote":"#, LineKind::Wrote),
            (br#""done""#, LineKind::Done),
            (br#"{"replacing":"#, LineKind::Replacing),
        ];
        let kind = kind.into_iter().find(|(start, _)| line.starts_with(start)).map(|(_, kind)| kind);
        kind.map(Some).ok_or_else(|| self.damaged_error())
    }

    /// How many bytes the lines so far have.
    pub(super) fn offset(&self) -> u64 {
        self.lines.offset()
    }

    pub(super) fn seek(&mut self, offset: u64) -> Result<(), BatchError> {
        Ok(self.lines.seek(offset)?)
    }

    /// The last run that began or is about to, and how far it is.
    pub(super) fn last(&mut self) -> Result<Option<Last>, BatchError> {
        let mut last: Option<Last> = None;
        loop {
            let offset = self.offset();
            match self.next_kind()? {
                Some(kind @ (LineKind::Run | LineKind::Replacing)) => {
                    self.seek(offset)?;
                    let Some(JournalLine::Run(head) | JournalLine::Replacing(head)) = self.next()? else {
                        return Err(self.damaged_error());
                    };
                    let state = if kind == LineKind::Run { Reached::Rows } else { Reached::Nothing };
                    last = Some(Last { head: *head, start: self.offset(), state });
                }
                Some(LineKind::Done) => {
                    if let Some(last) = &mut last {
                        last.state = Reached::End;
                    }
                }
                Some(_) => {}
                None => return Ok(last),
            }
        }
    }

    /// The head of the run that begins here.
    pub(super) fn next_header(&mut self) -> Result<Option<RunHeader>, BatchError> {
        match self.next()? {
            Some(JournalLine::Run(head)) => Ok(Some(*head)),
            None => Ok(None),
            Some(_) => Err(self.damaged_error()),
        }
    }

    pub(super) fn damaged_error(&self) -> BatchError {
        BatchError::DamagedJournal { path: self.path.clone(), line: self.number }
    }
}

/// The bytes of a line.
pub(super) fn encode(line: &JournalLine) -> Vec<u8> {
    // Our types have string keys only and never fail on their own.
    serde_json::to_vec(line).unwrap_or_default()
}

/// Writes a line.
pub(super) fn write_line(log: &mut LineLog, line: &JournalLine) -> Result<(), BatchError> {
    Ok(log.write_line(&encode(line))?)
}
