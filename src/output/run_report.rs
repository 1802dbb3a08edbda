//! The report of a run: what became of each row.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diag::Severity;
use crate::values::Sha256Digest;

use super::facts::{masked, masked_option};
use super::schema::to_json_bytes;
use super::{FindingFacts, FormFacts, SchemaVersion, Tool};

/// The report of a run, `OUT/report.json`: what became of each row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "edocpack: report of a run")]
#[non_exhaustive]
pub(crate) struct RunReport {
    /// The version of this layout.
    pub schema_version: SchemaVersion<1>,
    /// The program that ran.
    pub tool: Tool,
    /// The run's build time: UTC, RFC 3339, whole seconds.
    #[schemars(extend("format" = "date-time"))]
    pub build_time: String,
    /// The form.
    pub form: FormFacts,
    /// The data files, in the order they were given.
    pub sources: Vec<SourceFile>,
    /// How many rows came to what.
    pub totals: RunTotals,
    /// What was found about the files as a whole.
    pub findings: Vec<FindingFacts>,
    /// The rows, in the order of the data.
    pub rows: Vec<RowReport>,
}

/// A data file of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SourceFile {
    /// The file as the person named it; personal codes in the name are masked when it is written.
    #[serde(serialize_with = "masked")]
    pub file: String,
    /// Its digest.
    pub sha256: Sha256Digest,
    /// How many records it holds.
    pub records: u32,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RunTotals {
    /// All rows.
    pub rows: u32,
    /// Rows whose package stands in the folder, those of an earlier, resumed run included.
    pub built: u32,
    /// Rows that were refused.
    pub refused: u32,
    /// Warnings, of rows and of files.
    pub warnings: u32,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowReport {
    /// The data file, where the run has several.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "masked_option")]
    pub file: Option<String>,
    /// The row as a spreadsheet counts, or the number of the record.
    pub row: u32,
    /// What became of it.
    pub state: RowState,
    /// The name that its outputs share, without folder and extension; left out for a refused row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The filled PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pdf: Option<FileDigest>,
    /// The unsigned container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) edoc: Option<FileDigest>,
    /// The record of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<FileDigest>,
    /// What was found in it.
    pub findings: Vec<FindingFacts>,
    /// Columns that the form does not know and that were passed through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) passed_through: Vec<PassedThrough>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RowState {
    /// Its package was built in this run.
    Built,
    /// Its package was built by an earlier run and stands unchanged.
    Kept,
    /// It was refused: nothing was built.
    Refused,
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FileDigest {
    /// Its path in the output folder, with `/`.
    pub file: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: Sha256Digest,
}

/// A value of a column that the form does not know. Personal codes are masked when it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PassedThrough {
    /// The column's header.
    #[serde(serialize_with = "masked")]
    pub header: String,
    /// The value.
    #[serde(serialize_with = "masked")]
    pub value: String,
}

impl RunReport {
    /// A report with its totals counted.
    pub(crate) fn new(
        build_time: impl Into<String>,
        form: FormFacts,
        sources: Vec<SourceFile>,
        findings: Vec<FindingFacts>,
        rows: Vec<RowReport>,
    ) -> Self {
        let totals = RunTotals::of(&findings, &rows);
        Self {
            schema_version: SchemaVersion,
            tool: Tool::this(),
            build_time: build_time.into(),
            form,
            sources,
            totals,
            findings,
            rows,
        }
    }

    /// The bytes of `report.json`: UTF-8, indented, a line feed at the end.
    #[cfg(test)]
    pub(crate) fn to_json(&self) -> Vec<u8> {
        to_json_bytes(self)
    }

    /// Writes `report.json` with these rows in place of its own, one after the other: the same bytes as
    /// [`RunReport::to_json`] of a report that has them.
    ///
    /// # Errors
    /// What a row or the writer says.
    pub(crate) fn write_json<E: From<io::Error>>(
        &self,
        rows: impl Iterator<Item = Result<RowReport, E>>,
        out: &mut dyn Write,
    ) -> Result<(), E> {
        const NONE: &[u8] = b"[]\n}\n";
        let head = to_json_bytes(&Self { rows: Vec::new(), ..self.clone() });
        out.write_all(head.strip_suffix(NONE).unwrap_or(&head))?;
        let mut any = false;
        for row in rows {
            out.write_all(if any { b",\n    " } else { b"[\n    " })?;
            any = true;
            // No text in JSON holds a line feed as such.
            let row = to_json_bytes(&row?);
            for (at, line) in row.trim_ascii_end().split(|byte| *byte == b'\n').enumerate() {
                if at > 0 {
                    out.write_all(b"\n    ")?;
                }
                out.write_all(line)?;
            }
        }
        out.write_all(if any { b"\n  ]\n}\n" } else { NONE })?;
        Ok(())
    }

    /// Writes the report with these rows as one line of JSON, without a line feed.
    ///
    /// # Errors
    /// What a row or the writer says.
    pub(crate) fn write_line<E: From<io::Error>>(
        &self,
        rows: impl Iterator<Item = Result<RowReport, E>>,
        out: &mut dyn Write,
    ) -> Result<(), E> {
        const NONE: &[u8] = b"[]}";
        let head = serde_json::to_vec(&Self { rows: Vec::new(), ..self.clone() }).unwrap_or_default();
        out.write_all(head.strip_suffix(NONE).unwrap_or(&head))?;
        out.write_all(b"[")?;
        for (at, row) in rows.enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            serde_json::to_writer(&mut *out, &row?).map_err(io::Error::from)?;
        }
        out.write_all(b"]}")?;
        Ok(())
    }
}

impl RunTotals {
    fn of(findings: &[FindingFacts], rows: &[RowReport]) -> Self {
        let mut totals = Self::default();
        totals.count_warnings(findings);
        for row in rows {
            totals.count(row);
        }
        totals
    }

    /// Counts one more row.
    pub(crate) fn count(&mut self, row: &RowReport) {
        self.rows += 1;
        match row.state {
            RowState::Built | RowState::Kept => self.built += 1,
            RowState::Refused => self.refused += 1,
        }
        self.count_warnings(&row.findings);
    }

    /// Counts the warnings among these.
    pub fn count_warnings(&mut self, findings: &[FindingFacts]) {
        let warnings = findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
        self.warnings = self.warnings.saturating_add(u32::try_from(warnings).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::output::package_record::tests::{accepted_finding, form};

    fn digest(file: &str, byte: u8) -> FileDigest {
        FileDigest { file: file.to_owned(), size: 4, sha256: Sha256Digest::from_bytes([byte; 32]) }
    }

    pub(in crate::output) fn row(row: u32, state: RowState) -> RowReport {
        RowReport {
            file: None,
            row,
            state,
            name: None,
            pdf: None,
            edoc: None,
            record: None,
            findings: Vec::new(),
            passed_through: Vec::new(),
        }
    }

    pub(in crate::output) fn report() -> RunReport {
        let built = RowReport {
            name: Some("0007_zti_izsniegt".to_owned()),
            pdf: Some(digest("pdf/0007_zti_izsniegt.pdf", 0xaa)),
            edoc: Some(digest("edoc-unsigned/0007_zti_izsniegt.edoc", 0xbb)),
            record: Some(digest("records/0007_zti_izsniegt.package.json", 0xcc)),
            passed_through: vec![PassedThrough {
                header: "=Piezīme".to_owned(),
                value: "+kods 010101-00000".to_owned(),
            }],
            ..row(7, RowState::Built)
        };
        let mut warning = accepted_finding();
        warning.severity = Severity::Warning;
        let refused = RowReport { findings: vec![accepted_finding(), warning], ..row(8, RowState::Refused) };
        let sources = vec![SourceFile {
            file: "pieteikumi.xlsx".to_owned(),
            sha256: Sha256Digest::from_bytes([1; 32]),
            records: 3,
        }];
        let rows = vec![built, refused, row(9, RowState::Kept)];
        RunReport::new("2026-11-22T10:00:00Z", form(false), sources, Vec::new(), rows)
    }

    #[test]
    fn rows_one_after_the_other_give_the_same_bytes() {
        for report in [report(), RunReport { rows: Vec::new(), ..report() }] {
            let rows = || report.rows.iter().map(|row| Ok::<_, io::Error>(row.clone()));
            let mut bytes = Vec::new();
            report.write_json(rows(), &mut bytes).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(report.to_json()).unwrap());
            let mut bytes = Vec::new();
            report.write_line(rows(), &mut bytes).unwrap();
            assert_eq!(bytes, serde_json::to_vec(&report).unwrap());
        }
    }

    #[test]
    fn a_report_counts_and_reads_back() {
        let report = report();
        assert_eq!(report.totals, RunTotals { rows: 3, built: 2, refused: 1, warnings: 1 });
        let json = report.to_json();
        let mut expected = report.clone();
        expected.rows[0].passed_through[0].value = "+kods 010101-*****".to_owned();
        assert_eq!(serde_json::from_slice::<RunReport>(&json).unwrap(), expected);
    }
}
