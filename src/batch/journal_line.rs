//! One line of a journal: JSON on a line of its own. The keys are those that earlier versions of the program wrote.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::earlier_run::Replaced;
use super::error::RunMismatch;
use super::form_files::FormFiles;
use super::shard::Shard;
use crate::diag::Lang;
use crate::output::handoff::SheetDocument;
use crate::output::{FileDigest, FindingFacts, FormFacts, RowReport, SchemaVersion, SourceFile, Tool};
use crate::values::{BuildTime, Sha256Digest};

/// One line of a journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum JournalLine {
    /// A run begins: what it depends on.
    Run(Box<RunHeader>),
    /// A row is done, and its files are written.
    Row(Box<RowEntry>),
    /// This many rows of the run, and all lines up to here, are synced to the disk.
    #[serde(rename = "safe")]
    Synced(u32),
    /// The files written from all rows: report, hand-off sheet, tables of refused rows.
    Wrote(Vec<FileDigest>),
    /// All rows are done, and the files written from them are synced.
    Done,
    /// The run in the folder is being moved aside, so that the run of this header can begin.
    Replacing(Box<RunHeader>),
}

/// What a run depends on, and what is known before its first row.
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
    /// Findings about the files and the run as a whole.
    pub(super) findings: Vec<FindingFacts>,
    /// Columns of the data that the form does not have.
    #[serde(rename = "extra")]
    pub(super) extra_columns: Vec<String>,
    /// All rows of all files, those of other shards included.
    pub(super) rows: u32,
    /// One for each file that has records.
    pub(super) refused_as: Vec<RefusedTable>,
    /// Where the form was read; older versions did not write it.
    #[serde(default, skip_serializing_if = "FormFiles::are_none")]
    pub(super) files: FormFiles,
    /// The run that was in the folder before, where it was moved aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) replaced: Option<Replaced>,
}

/// How the refused rows of a file are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusedTable {
    /// The number of the file, where there are several.
    pub(super) number: Option<u32>,
    /// `xlsx`, `csv` or `jsonl`; none where they are not written.
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
    /// The names of files put into each container, and their digests.
    pub(super) attachments: Vec<(String, Sha256Digest)>,
}

/// A row that is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct RowEntry {
    /// Its position in the run, over all files, from 0.
    pub(super) at: u32,
    /// The number of its file, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<u32>,
    pub(super) report: RowReport,
    /// The fingerprint of its values, by which a duplicate is found; none for a refused row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "twin")]
    pub(super) fingerprint: Option<u64>,
    /// Its part of the hand-off sheet, where the sheet lists documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sheet: Option<SheetDocument>,
}

impl RunHeader {
    pub(super) fn lang(&self) -> Lang {
        if self.english { Lang::En } else { Lang::Lv }
    }

    /// Whether the sheet lists documents: thousands of them are no page for a person.
    pub(super) fn lists_documents(&self) -> bool {
        self.rows <= super::run_outputs::MAX_LISTED_DOCUMENTS
    }

    /// In what this run differs from `other`: of several the first in the order below.
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

    /// Whether it differs from `other` in nothing but its build time and the day of the rules.
    pub(super) fn is_again(&self, other: &Self) -> bool {
        let options = RunOptions { as_of: other.options.as_of, ..self.options.clone() };
        Self { build_time: other.build_time, options, ..self.clone() }.mismatch_with(other).is_none()
    }
}

/// What kind a line is, from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Run,
    Row,
    Synced,
    Wrote,
    Done,
    Replacing,
}

impl LineKind {
    /// None where the line is none of a journal.
    pub(super) fn of(line: &[u8]) -> Option<Self> {
        let starts = [
            (&br#"{"run":"#[..], Self::Run),
            (br#"{"row":"#, Self::Row),
            (br#"{"safe":"#, Self::Synced),
            (br#"{"wrote":"#, Self::Wrote),
            (br#""done""#, Self::Done),
            (br#"{"replacing":"#, Self::Replacing),
        ];
        starts.into_iter().find(|(start, _)| line.starts_with(start)).map(|(_, kind)| kind)
    }
}

impl JournalLine {
    /// The line without its line feed.
    pub(super) fn encode(&self) -> Vec<u8> {
        // Our types have string keys only and never fail on their own.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// None where the line cannot be read.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }
}
