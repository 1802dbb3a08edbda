//! One row on its way: judged, packed, written.

use std::io::Read as _;

use super::input::Sound;
use super::journal::{self, Entry, Head};
use super::refused::RefusedRow;
use super::{Batch, BatchError};
use crate::data::{Raw, Record};
use crate::diag::catalogue::preview as words;
use crate::diag::{Finding, Origin, Report, Severity};
use crate::output::{
    FileDigest, FileFacts, FindingFacts, Folder, PassedThrough, RowReport, RowState, SourceFacts,
};
use crate::pipeline::{Package, Provenance, attached};
use crate::rules::Application;
use crate::values::Sha256Digest;

/// A row to be done.
pub(super) struct Task {
    /// Its position in the run.
    pub(super) at: u32,
    /// The position of its file among the sound ones.
    pub(super) input: usize,
    pub(super) record: Record,
}

/// A row, judged by the rules.
pub(super) struct Judged {
    pub(super) outcome: Result<Box<Application>, Report>,
}

/// A row, done.
pub(super) struct Made {
    pub(super) report: RowReport,
    /// Its line of the journal.
    pub(super) line: Vec<u8>,
    /// Its line among the refused rows.
    pub(super) refused: Option<Vec<u8>>,
}

/// What does the rows of a run, from any thread.
pub(super) struct Worker<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) inputs: &'a [Sound<'a>],
    pub(super) head: &'a Head,
    pub(super) folder: &'a Folder,
    /// Whether files of this run may be there already, from before it was interrupted.
    pub(super) again: bool,
}

impl Worker<'_> {
    pub(super) fn judge(&self, task: &Task) -> Judged {
        let Some(input) = self.inputs.get(task.input) else {
            return Judged { outcome: Err(Report::default()) };
        };
        let outcome = match input.checker.check(&task.record) {
            Ok(application) if !input.refused && !self.is_strict(application.report()) => {
                Ok(Box::new(application))
            }
            Ok(application) => Err(application.report().clone()),
            Err(report) => Err(report),
        };
        Judged { outcome }
    }

    /// Packs and writes a right row; says what became of any.
    pub(super) fn make(&self, task: &Task, judged: &Judged) -> Result<Made, BatchError> {
        let mut packed = match &judged.outcome {
            Ok(application) => self.pack(task, application),
            Err(report) => Err(report.clone()),
        };
        if let Ok(package) = &mut packed {
            let picture = self.draw(package);
            self.write(package, picture.as_deref())?;
        }
        Ok(self.told(task, judged, packed))
    }

    fn pack(&self, task: &Task, application: &Application) -> Result<Package, Report> {
        let Some(input) = self.inputs.get(task.input) else { return Err(Report::default()) };
        let (own, beside) = attached(self.batch.press, application, &input.shelf);
        let mut application = application.clone();
        if beside.refuses() || (self.batch.deny_warnings && beside.count(Severity::Warning) > 0) {
            let mut report = application.report().clone();
            report.append(beside);
            return Err(report);
        }
        beside.into_iter().for_each(|finding| application.tell(finding));
        let source = SourceFacts::of(&input.name, task.record.row, input.sha256);
        let provenance = Provenance {
            source,
            file_number: self.file_number(task),
            time: self.head.build_time,
            lang: self.head.lang(),
            profile: self.batch.profile,
            flatten: self.batch.flatten,
            attachments: self.batch.attachments.iter().cloned().chain(own).collect(),
        };
        match self.batch.press.package(&application, &provenance) {
            // What is seen only once the form is filled counts as well.
            Ok(package) if self.is_strict(&package.report) => Err(package.report),
            packed => packed,
        }
    }

    /// Whether warnings refuse, and there are any.
    fn is_strict(&self, report: &Report) -> bool {
        self.batch.deny_warnings && report.count(Severity::Warning) > 0
    }

    /// A picture of the document, where one is wanted; that it could not be drawn is told with the row.
    fn draw(&self, package: &mut Package) -> Option<Vec<u8>> {
        let picture = self.batch.artist?.draw(package.document.bytes());
        if picture.is_some() {
            package.picture = Some(package.name.picture());
        } else {
            package.report.push(Finding::of(&words::NO_PICTURE, Origin::file(package.name.pdf())));
        }
        picture
    }

    /// The number of the row's file, where there are several; of a mended row, the number that it had at first.
    fn file_number(&self, task: &Task) -> Option<u32> {
        if task.record.mended {
            return task.record.of_file;
        }
        self.inputs.get(task.input).and_then(|input| input.number)
    }

    fn told(&self, task: &Task, judged: &Judged, packed: Result<Package, Report>) -> Made {
        let (package, report) = match packed {
            Ok(package) => {
                let report = package.report.clone();
                (Some(package), report)
            }
            Err(report) => (None, report),
        };
        let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
        let input = self.inputs.get(task.input);
        let refused = package.is_none() && input.is_some_and(|input| input.refused_as().is_some());
        let file = self.file_number(task);
        let refused =
            refused.then(|| RefusedRow::of(&task.record, task.at, file, &findings, self.head.lang()).line());
        let several = self.head.sources.len() > 1 || task.record.of_file.is_some();
        let name = input.filter(|_| several).map(|input| input.name.to_string());
        let told = RowReport {
            file: name,
            row: task.record.row,
            state: if package.is_some() { RowState::Built } else { RowState::Refused },
            name: package.as_ref().map(|p| p.name.to_string()),
            pdf: package.as_ref().map(|p| digest(&p.record.document)),
            edoc: package.as_ref().map(|p| digest(&p.record.container.file)),
            record: package.as_ref().map(|p| FileDigest {
                file: p.name.record(),
                size: p.record_bytes.len() as u64,
                sha256: Sha256Digest::of(&p.record_bytes),
            }),
            findings,
            passed_through: input.map(|input| passed_through(input, &task.record)).unwrap_or_default(),
        };
        let said = |package: &Package| {
            let application = judged.outcome.as_ref().ok().filter(|_| self.head.lists_documents())?;
            Some(self.batch.press.said_of(application, package, self.head.lang()))
        };
        let entry = Entry {
            at: task.at,
            file,
            report: told,
            twin: judged.outcome.as_ref().ok().filter(|_| package.is_some()).map(|a| a.fingerprint()),
            sheet: package.as_ref().and_then(said),
        };
        let line = journal::bytes(&journal::Line::Row(Box::new(entry.clone())));
        Made { report: entry.report, line, refused }
    }

    fn write(&self, package: &Package, picture: Option<&[u8]>) -> Result<(), BatchError> {
        let names = [package.name.pdf(), package.container_file(), package.name.record()];
        let document = package.document.bytes();
        let container = package.container.around(document);
        let contents: [&[&[u8]]; 3] = [&[document], &container, &[&package.record_bytes]];
        if !self.again {
            let [pdf, edoc, record] = &names;
            match picture {
                None => drop(self.folder.plan([pdf, edoc, record])?.write_pieces(contents)?),
                Some(bytes) => {
                    let [pdf_pieces, edoc_pieces, record_pieces] = contents;
                    let plan = self.folder.plan([pdf, &package.name.picture(), edoc, record])?;
                    plan.write_pieces([pdf_pieces, &[bytes], edoc_pieces, record_pieces])?;
                }
            }
            return Ok(());
        }
        if let Some(bytes) = picture {
            // Another processor may draw a shade otherwise: what stands there is replaced.
            let name = package.name.picture();
            self.folder.stream(&name, |out| Ok::<_, BatchError>(out.write_all(bytes)?))?;
        }
        for (name, pieces) in names.iter().zip(contents) {
            let bytes = &*pieces.concat();
            match self.standing(name, bytes) {
                Standing::Missing => {
                    self.folder.write(name, bytes)?;
                }
                Standing::Same => {}
                Standing::Torn => {
                    self.folder.stream(name, |out| Ok::<_, BatchError>(out.write_all(bytes)?))?;
                }
                Standing::Other => return Err(BatchError::Other { path: self.folder.path().join(name) }),
            }
        }
        Ok(())
    }

    /// What stands where an interrupted run may have written these bytes.
    fn standing(&self, name: &str, bytes: &[u8]) -> Standing {
        let Some(file) = self.folder.content_of(name) else { return Standing::Missing };
        let mut there = Vec::new();
        let most = bytes.len() as u64 + 1;
        if file.take(most).read_to_end(&mut there).is_err() {
            return Standing::Other;
        }
        if there == bytes {
            Standing::Same
        } else if there.len() <= bytes.len()
            && there.iter().zip(bytes).all(|(there, own)| there == own || *there == 0)
        {
            // Only a power cut leaves less, or zeros.
            Standing::Torn
        } else {
            Standing::Other
        }
    }
}

enum Standing {
    Missing,
    Same,
    Torn,
    Other,
}

fn digest(facts: &FileFacts) -> FileDigest {
    FileDigest { file: facts.file.clone(), size: facts.size, sha256: facts.sha256 }
}

/// The columns that the form does not know, where the row has something in them.
fn passed_through(input: &Sound<'_>, record: &Record) -> Vec<PassedThrough> {
    if input.extra.is_empty() {
        return Vec::new();
    }
    let mapping = input.checker.mapping(record);
    let told = mapping.extra_cells(record).filter_map(|(header, value)| {
        let value = match value {
            Raw::Empty => return None,
            Raw::Text(text) | Raw::Number(text) | Raw::Date(text) | Raw::Unreadable(text) => text.clone(),
            Raw::Bool(on) => on.to_string(),
            Raw::List(texts) => texts.join(", "),
        };
        Some(PassedThrough { header: header.to_owned(), value })
    });
    told.collect()
}
