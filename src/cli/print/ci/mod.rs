//! Findings for systems of continuous integration: one document for all files.

pub(super) mod github;
pub(super) mod junit;
mod sarif;
mod short;

use std::io;

use crate::cli::failure::Failure;
use crate::cli::settings::CiFormat;
use crate::diag::{Lang, Severity};
use crate::form::Form;
use crate::output::{CheckReport, CheckState, CheckedKind, FindingFacts};

/// A file that was checked.
pub(in crate::cli) struct CheckedFile {
    pub(in crate::cli) report: CheckReport,
    /// The rows or numbers of its records, where it holds some.
    pub(in crate::cli) rows: Vec<u32>,
    pub(in crate::cli) deny_warnings: bool,
}

impl CheckedFile {
    /// What was found before any file was looked at.
    pub(in crate::cli) fn refusal(findings: Vec<FindingFacts>) -> Self {
        let (kind, state) = (CheckedKind::Data, CheckState::Refused);
        let report = CheckReport {
            file: String::new(),
            kind,
            records: 0,
            state,
            findings,
            conforms: None,
            opens: Vec::new(),
            signatures: Vec::new(),
            validation: None,
        };
        Self { report, rows: Vec::new(), deny_warnings: false }
    }

    /// A file of a definition in which nothing is wrong.
    pub(in crate::cli) fn passed(file: String) -> Self {
        let (kind, state) = (CheckedKind::Definition, CheckState::Passed);
        let report = CheckReport {
            file,
            kind,
            records: 0,
            state,
            findings: Vec::new(),
            conforms: None,
            opens: Vec::new(),
            signatures: Vec::new(),
            validation: None,
        };
        Self { report, rows: Vec::new(), deny_warnings: false }
    }

    /// A file of a definition, with the first thing that was found in it.
    pub(in crate::cli) fn of_definition(file: String, first: FindingFacts, deny_warnings: bool) -> Self {
        let mut one = Self { deny_warnings, ..Self::passed(file) };
        one.add(first);
        one
    }

    /// One more thing that was found.
    pub(in crate::cli) fn add(&mut self, finding: FindingFacts) {
        if self.refuses(&finding) {
            self.report.state = CheckState::Refused;
        }
        self.report.findings.push(finding);
    }

    /// Whether a finding turns the file red.
    fn refuses(&self, finding: &FindingFacts) -> bool {
        let warned = self.deny_warnings && finding.severity == Severity::Warning;
        refuses(finding) || warned
    }
}

/// Prints what was found in all files.
pub(in crate::cli) fn write(
    checked: &[CheckedFile],
    kind: CiFormat,
    form: Option<&Form>,
    lang: Lang,
) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(Vec::new());
    let written = match kind {
        CiFormat::Github => github::write(&mut out, checked, lang),
        CiFormat::Junit => junit::write(&mut out, checked, lang),
        CiFormat::Sarif => sarif::write(&mut out, checked, form, lang),
        CiFormat::Short => short::write(&mut out, checked, lang),
    };
    let bytes = written.and_then(|()| out.into_inner().map_err(io::Error::from));
    // Into memory: nothing can go wrong.
    super::bytes(&bytes.unwrap_or_default())
}

/// Whether a finding refuses by itself.
pub(super) fn refuses(finding: &FindingFacts) -> bool {
    finding.severity == Severity::Error && !finding.accepted
}

/// The line of a text, or the row of a sheet, that a finding is about.
fn line_of(finding: &FindingFacts) -> Option<u32> {
    finding.place.line.or(finding.place.row)
}

/// A weight as machines call it, whatever the language.
fn level(finding: &FindingFacts) -> &'static str {
    match finding.severity {
        Severity::Error if !finding.accepted => "error",
        Severity::Warning => "warning",
        _ => "note",
    }
}

/// The name of a file as it is found from the root of a repository: without `./`, with `/`.
fn path(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}

fn all_findings(checked: &[CheckedFile]) -> impl Iterator<Item = (&CheckedFile, &FindingFacts)> {
    checked.iter().flat_map(|one| one.report.findings.iter().map(move |finding| (one, finding)))
}
