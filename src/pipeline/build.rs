//! A run: from data files to a folder of packages.

use std::sync::Arc;

use super::before::{SaidOnce, Twins};
use super::{Intake, Package, Press, Provenance, intake, sheet};
use crate::data::{Limits, Record};
use crate::diag::{Lang, Report, Severity};
use crate::output::handoff::{self, Note};
use crate::output::{
    FileDigest, FileFacts, FindingFacts, Folder, OutputError, PackageName, RowReport, RowState, RunReport,
    SourceFacts, SourceFile,
};
use crate::rules::{self, Application, Checker, Circumstances};
use crate::values::{BuildTime, Sha256Digest};

/// What a run needs besides the data.
#[derive(Debug, Clone)]
pub struct Build<'a> {
    /// The form on its PDF.
    pub press: &'a Press<'a>,
    /// The rules' day and what is accepted.
    pub circumstances: Circumstances,
    /// Whether warnings refuse a record.
    pub deny_warnings: bool,
    /// The time stamped on outputs.
    pub time: BuildTime,
    /// The language of the hand-off sheet and of `report.csv`.
    pub lang: Lang,
    /// How large data may be.
    pub limits: Limits,
}

/// A data file.
#[derive(Debug, Clone)]
pub struct Input {
    /// As the person named it.
    pub name: Arc<str>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Built {
    /// What was found about the files and the run as a whole.
    pub report: Report,
    /// Every record, in the order of the data.
    pub rows: Vec<Row>,
    /// `report.json`.
    pub run: RunReport,
}

/// One record of a run.
#[derive(Debug)]
pub enum Row {
    /// Its package stands in the folder.
    Built {
        /// What its files are called.
        name: PackageName,
        /// What was found and did not refuse it.
        report: Report,
    },
    /// It was refused.
    Refused(Refused),
}

/// A record of which nothing was made.
#[derive(Debug)]
pub struct Refused {
    /// The row of the data.
    pub row: u32,
    /// Why.
    pub report: Report,
}

impl Row {
    /// What was found.
    pub fn report(&self) -> &Report {
        match self {
            Self::Built { report, .. } | Self::Refused(Refused { report, .. }) => report,
        }
    }
}

impl Build<'_> {
    /// Checks every record, and writes the packages of those that are right. Nothing is written where nothing is
    /// right; nothing at all is written where any output is there already.
    pub fn run(&self, inputs: &[Input], folder: &Folder) -> Result<Built, OutputError> {
        let mut report = rules::about_the_run(self.press.form(), &self.circumstances);
        let mut sources = Vec::new();
        let mut checked = Vec::new();
        for (at, input) in inputs.iter().enumerate() {
            let number = (inputs.len() > 1).then(|| u32::try_from(at + 1).unwrap_or(u32::MAX));
            let (source, rows) = self.check(input, number, &mut report);
            sources.push(source);
            checked.extend(rows);
        }
        Self::warn_of_twins(&mut checked);
        let finished = self.finish(checked);
        self.write(&finished, folder, sources, report)
    }

    /// The records of one file, each checked.
    fn check(&self, input: &Input, number: Option<u32>, report: &mut Report) -> (SourceFile, Vec<Checked>) {
        let sha256 = Sha256Digest::of(&input.bytes);
        let source = |records: usize| SourceFile {
            file: input.name.to_string(),
            sha256,
            records: u32::try_from(records).unwrap_or(u32::MAX),
        };
        let Intake { records, report: about_file, purpose } =
            match intake(self.press, &input.bytes, &input.name, &self.limits) {
                Ok(intake) => intake,
                Err(refused) => {
                    report.append(refused);
                    return (source(0), Vec::new());
                }
            };
        let mut about_file = about_file;
        let checker = Checker::new(self.press.form(), self.circumstances.clone().of(purpose));
        if let Some(first) = records.first() {
            about_file.append(checker.about_columns(first));
        }
        about_file.accept(&self.circumstances.accept);
        let file_refuses = about_file.refuses() || self.refuses_warnings(&about_file);
        report.append(about_file);
        if file_refuses && records.len() != 1 {
            return (source(records.len()), Vec::new());
        }
        let mut once = SaidOnce::new(self.press.form());
        let rows = records
            .iter()
            .map(|record| {
                let outcome = self.judge(&checker, record, file_refuses);
                let facts = SourceFacts { file: input.name.to_string(), row: record.row, sha256 };
                Checked { number, facts, outcome: Self::say_once(outcome, &mut once) }
            })
            .collect();
        (source(records.len()), rows)
    }

    fn judge(&self, checker: &Checker<'_>, record: &Record, file_refuses: bool) -> Outcome {
        match checker.check(record) {
            Ok(application) if !file_refuses && !self.refuses_warnings(application.report()) => {
                Outcome::Right(Box::new(application))
            }
            Ok(application) => Outcome::Wrong(application.report().clone()),
            Err(report) => Outcome::Wrong(report),
        }
    }

    fn refuses_warnings(&self, report: &Report) -> bool {
        self.deny_warnings && report.count(Severity::Warning) > 0
    }

    fn say_once(outcome: Outcome, once: &mut SaidOnce<'_>) -> Outcome {
        match outcome {
            Outcome::Right(mut application) => {
                application.retain_findings(&mut |finding| once.is_new(finding));
                Outcome::Right(application)
            }
            Outcome::Wrong(report) => {
                Outcome::Wrong(report.into_iter().filter(|finding| once.is_new(finding)).collect())
            }
        }
    }

    fn warn_of_twins(checked: &mut [Checked]) {
        let mut twins = Twins::default();
        for one in checked {
            let Outcome::Right(application) = &mut one.outcome else { continue };
            if let Some(finding) = twins.look(application) {
                application.tell(finding);
            }
        }
    }

    fn finish(&self, checked: Vec<Checked>) -> Vec<Finished> {
        checked
            .into_iter()
            .map(|Checked { number, facts, outcome }| {
                let application = match outcome {
                    Outcome::Right(application) => application,
                    Outcome::Wrong(report) => return Finished { facts, package: Err(report) },
                };
                let provenance = Provenance {
                    source: facts.clone(),
                    file_number: number,
                    time: self.time,
                    lang: self.lang,
                };
                Finished { facts, package: self.press.package(&application, &provenance).map(Box::new) }
            })
            .collect()
    }

    fn write(
        &self,
        finished: &[Finished],
        folder: &Folder,
        sources: Vec<SourceFile>,
        report: Report,
    ) -> Result<Built, OutputError> {
        let several = sources.len() > 1;
        let rows: Vec<RowReport> = finished.iter().map(|one| one.row_report(several)).collect();
        let findings = report.findings().iter().map(FindingFacts::from).collect();
        let run = RunReport::new(self.time.to_string(), self.press.facts(), sources, findings, rows);
        let packages: Vec<&Package> = finished.iter().filter_map(|one| one.package.as_deref().ok()).collect();
        if !packages.is_empty() {
            let sheet = handoff::render(&self.hand_off(finished, &run, &report));
            let (json, csv) = (run.to_json(), run.to_csv(self.lang));
            let files = packages.iter().flat_map(|p| [p.name.pdf(), p.name.edoc(), p.name.record()]);
            let all: Vec<String> = files.chain(RUN_FILES.map(str::to_owned)).collect();
            if let Some(obstacle) = folder.obstacles(all.iter().map(String::as_str)).into_iter().next() {
                return Err(obstacle);
            }
            for package in packages {
                let names = [package.name.pdf(), package.name.edoc(), package.name.record()];
                let plan = folder.plan([&names[0], &names[1], &names[2]])?;
                plan.write([package.document.bytes(), package.container.bytes(), &package.record.to_json()])?;
            }
            folder.plan(RUN_FILES)?.write([sheet.as_bytes(), &json, &csv])?;
        }
        let rows = finished.iter().map(Finished::row).collect();
        Ok(Built { report, rows, run })
    }

    fn hand_off(&self, finished: &[Finished], run: &RunReport, report: &Report) -> handoff::HandOff {
        let names: Vec<&str> = run.sources.iter().map(|source| source.file.as_str()).collect();
        let mut documents = Vec::new();
        let mut refused = Vec::new();
        for one in finished {
            match &one.package {
                Ok(package) => documents.push(package.sheet.clone()),
                Err(report) => refused.push(handoff::Refused {
                    row: one.facts.row,
                    client: None,
                    findings: report.findings().iter().map(|finding| Note::of(finding, self.lang)).collect(),
                }),
            }
        }
        let facts = sheet::Facts {
            lang: self.lang,
            time: self.time,
            source: Some(names.join(", ")),
            documents,
            refused,
            findings: report,
        };
        sheet::hand_off(self.press, facts)
    }
}

/// What a run writes besides the packages.
const RUN_FILES: [&str; 3] = ["lapa.html", "report.json", "report.csv"];

struct Checked {
    number: Option<u32>,
    facts: SourceFacts,
    outcome: Outcome,
}

enum Outcome {
    Right(Box<Application>),
    Wrong(Report),
}

struct Finished {
    facts: SourceFacts,
    package: Result<Box<Package>, Report>,
}

impl Finished {
    fn report(&self) -> &Report {
        match &self.package {
            Ok(package) => &package.report,
            Err(report) => report,
        }
    }

    fn row(&self) -> Row {
        match &self.package {
            Ok(package) => Row::Built { name: package.name.clone(), report: package.report.clone() },
            Err(report) => Row::Refused(Refused { row: self.facts.row, report: report.clone() }),
        }
    }

    fn row_report(&self, several: bool) -> RowReport {
        let package = self.package.as_deref().ok();
        RowReport {
            file: several.then(|| self.facts.file.clone()),
            row: self.facts.row,
            state: if package.is_some() { RowState::Built } else { RowState::Refused },
            name: package.map(|p| p.name.to_string()),
            pdf: package.map(|p| digest(&p.record.document)),
            edoc: package.map(|p| digest(&p.record.container.file)),
            record: package.map(|p| {
                let bytes = p.record.to_json();
                FileDigest {
                    file: p.name.record(),
                    size: bytes.len() as u64,
                    sha256: Sha256Digest::of(&bytes),
                }
            }),
            findings: self.report().findings().iter().map(FindingFacts::from).collect(),
            passed_through: Vec::new(),
        }
    }
}

fn digest(facts: &FileFacts) -> FileDigest {
    FileDigest { file: facts.file.clone(), size: facts.size, sha256: facts.sha256 }
}
