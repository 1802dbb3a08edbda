//! One row on its way: judged, packed, written.

use std::io::Read as _;

use super::input::CheckedInput;
use super::journal::{self, RowEntry, RunHeader};
use super::refused::RefusedRow;
use super::{Batch, BatchError};
use crate::data::{CellValue, Record};
use crate::diag::catalogue::preview as words;
use crate::diag::{Finding, Origin, Report, Severity};
use crate::output::{
    FileDigest, FileFacts, FindingFacts, Folder, PassedThrough, RowReport, RowState, SourceFacts,
};
use crate::pipeline::{Package, PackageOptions, row_attachments};
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
pub(super) struct CheckedRow {
    pub(super) result: Result<Box<Application>, Report>,
}

/// A row, done.
pub(super) struct BuiltRow {
    pub(super) report: RowReport,
    /// Its line of the journal.
    pub(super) line: Vec<u8>,
    /// Its line among the refused rows.
    pub(super) refused: Option<Vec<u8>>,
}

/// What does the rows of a run, from any thread.
pub(super) struct Worker<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) inputs: &'a [CheckedInput<'a>],
    pub(super) head: &'a RunHeader,
    pub(super) folder: &'a Folder,
    /// Whether files of this run may be there already, from before it was interrupted.
    pub(super) is_resumed: bool,
}

impl Worker<'_> {
    pub(super) fn check(&self, task: &Task) -> CheckedRow {
        let Some(input) = self.inputs.get(task.input) else {
            return CheckedRow { result: Err(Report::default()) };
        };
        let outcome = match input.checker.check(&task.record) {
            Ok(application) if !input.refused && !self.is_strict(application.report()) => {
                Ok(Box::new(application))
            }
            Ok(application) => Err(application.report().clone()),
            Err(report) => Err(report),
        };
        CheckedRow { result: outcome }
    }

    /// Packs and writes a right row; says what became of any.
    pub(super) fn build(&self, task: &Task, judged: &CheckedRow) -> Result<BuiltRow, BatchError> {
        let mut packed = match &judged.result {
            Ok(application) => self.pack(task, application),
            Err(report) => Err(report.clone()),
        };
        if let Ok(package) = &mut packed {
            let picture = self.render_preview(package);
            self.write(package, picture.as_deref())?;
        }
        Ok(self.finish_row(task, judged, packed))
    }

    fn pack(&self, task: &Task, application: &Application) -> Result<Package, Report> {
        let Some(input) = self.inputs.get(task.input) else { return Err(Report::default()) };
        let (own, beside) = row_attachments(self.batch.builder, application, &input.shelf);
        let mut application = application.clone();
        if beside.refuses() || (self.batch.deny_warnings && beside.count(Severity::Warning) > 0) {
            let mut report = application.report().clone();
            report.append(beside);
            return Err(report);
        }
        beside.into_iter().for_each(|finding| application.add_finding(finding));
        let source = SourceFacts::of(&input.name, task.record.row, input.sha256);
        let provenance = PackageOptions {
            source,
            file_number: self.file_number(task),
            time: self.head.build_time,
            lang: self.head.lang(),
            profile: self.batch.profile,
            flatten: self.batch.flatten,
            attachments: self.batch.attachments.iter().cloned().chain(own).collect(),
        };
        match self.batch.builder.build(&application, &provenance) {
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
    fn render_preview(&self, package: &mut Package) -> Option<Vec<u8>> {
        let picture = self.batch.preview?.render(package.document.bytes());
        if picture.is_some() {
            package.picture = Some(package.name.picture());
        } else {
            package.report.push(Finding::of(&words::NO_PICTURE, Origin::file(package.name.pdf())));
        }
        picture
    }

    /// The number of the row's file, where there are several; of a mended row, the number that it had at first.
    fn file_number(&self, task: &Task) -> Option<u32> {
        if task.record.repaired {
            return task.record.original_file_number;
        }
        self.inputs.get(task.input).and_then(|input| input.number)
    }

    fn finish_row(&self, task: &Task, judged: &CheckedRow, packed: Result<Package, Report>) -> BuiltRow {
        let (package, report) = match packed {
            Ok(package) => {
                let report = package.report.clone();
                (Some(package), report)
            }
            Err(report) => (None, report),
        };
        let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
        let input = self.inputs.get(task.input);
        let refused = package.is_none() && input.is_some_and(|input| input.refused_extension().is_some());
        let file = self.file_number(task);
        let refused = refused
            .then(|| RefusedRow::of(&task.record, task.at, file, &findings, self.head.lang()).to_line());
        let several = self.head.sources.len() > 1 || task.record.original_file_number.is_some();
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
            let application = judged.result.as_ref().ok().filter(|_| self.head.lists_documents())?;
            Some(self.batch.builder.sheet_document(application, package, self.head.lang()))
        };
        let entry = RowEntry {
            at: task.at,
            file,
            report: told,
            fingerprint: judged.result.as_ref().ok().filter(|_| package.is_some()).map(|a| a.fingerprint()),
            sheet: package.as_ref().and_then(said),
        };
        let line = journal::encode(&journal::JournalLine::Row(Box::new(entry.clone())));
        BuiltRow { report: entry.report, line, refused }
    }

    fn write(&self, package: &Package, picture: Option<&[u8]>) -> Result<(), BatchError> {
        let names = [package.name.pdf(), package.container_path(), package.name.record()];
        let document = package.document.bytes();
        let container = package.container.segments(document);
        let contents: [&[&[u8]]; 3] = [&[document], &container, &[&package.record_bytes]];
        if !self.is_resumed {
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
            self.folder.replace_with(&name, |out| Ok::<_, BatchError>(out.write_all(bytes)?))?;
        }
        for (name, pieces) in names.iter().zip(contents) {
            let bytes = &*pieces.concat();
            match self.existing_file(name, bytes) {
                ExistingFile::Missing => {
                    self.folder.write(name, bytes)?;
                }
                ExistingFile::Same => {}
                ExistingFile::Torn => {
                    self.folder.replace_with(name, |out| Ok::<_, BatchError>(out.write_all(bytes)?))?;
                }
                ExistingFile::Different => {
                    return Err(BatchError::FileDiffers { path: self.folder.path().join(name) });
                }
            }
        }
        Ok(())
    }

    /// What stands where an interrupted run may have written these bytes.
    fn existing_file(&self, name: &str, bytes: &[u8]) -> ExistingFile {
        let Some(file) = self.folder.open_file(name) else { return ExistingFile::Missing };
        let mut there = Vec::new();
        let most = bytes.len() as u64 + 1;
        if file.take(most).read_to_end(&mut there).is_err() {
            return ExistingFile::Different;
        }
        if there == bytes {
            ExistingFile::Same
        } else if there.len() <= bytes.len()
            && there.iter().zip(bytes).all(|(there, own)| there == own || *there == 0)
        {
            // Only a power cut leaves less, or zeros.
            ExistingFile::Torn
        } else {
            ExistingFile::Different
        }
    }
}

enum ExistingFile {
    Missing,
    Same,
    Torn,
    Different,
}

fn digest(facts: &FileFacts) -> FileDigest {
    FileDigest { file: facts.file.clone(), size: facts.size, sha256: facts.sha256 }
}

/// The columns that the form does not know, where the row has something in them.
fn passed_through(input: &CheckedInput<'_>, record: &Record) -> Vec<PassedThrough> {
    if input.extra_columns.is_empty() {
        return Vec::new();
    }
    let mapping = input.checker.mapping(record);
    let told = mapping.unknown_cells(record).filter_map(|(header, value)| {
        let value = match value {
            CellValue::Empty => return None,
            CellValue::Text(text)
            | CellValue::Number(text)
            | CellValue::Date(text)
            | CellValue::Unreadable(text) => text.clone(),
            CellValue::Bool(on) => on.to_string(),
            CellValue::List(texts) => texts.join(", "),
        };
        Some(PassedThrough { header: header.to_owned(), value })
    });
    told.collect()
}
