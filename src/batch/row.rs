//! One row: checked, built into a package, written.

use std::io::Read as _;

use super::error::BatchError;
use super::input::CheckedInput;
use super::journal_line::{JournalLine, RowEntry, RunHeader};
use super::options::Batch;
use super::refused_table::RefusedRow;
use crate::data::{CellValue, Record};
use crate::diag::catalogue::preview as findings;
use crate::diag::{Finding, Origin, Report, Severity};
use crate::output::{
    FileDigest, FileFacts, FindingFacts, Folder, PassedThrough, RowReport, RowState, SourceFacts,
};
use crate::pipeline::{Package, PackageOptions, row_attachments};
use crate::rules::Application;
use crate::values::Sha256Digest;

/// A row of the data files.
pub(super) struct Task {
    /// Its position in the run.
    pub(super) at: u32,
    /// The position of its file among the checked ones.
    pub(super) input: usize,
    pub(super) record: Record,
}

/// What the rules came to for a row.
pub(super) struct CheckedRow {
    /// The application, or the findings that refuse it.
    pub(super) result: Result<Box<Application>, Report>,
}

/// A row that is done: built or refused.
pub(super) struct BuiltRow {
    pub(super) report: RowReport,
    /// Its line of the journal, encoded.
    pub(super) line: Vec<u8>,
    /// Its line in the file of refused rows; none where it was built.
    pub(super) refused: Option<Vec<u8>>,
}

/// Checks and builds the rows of a run, from any thread.
pub(super) struct Worker<'a> {
    pub(super) batch: &'a Batch<'a>,
    pub(super) inputs: &'a [CheckedInput<'a>],
    pub(super) header: &'a RunHeader,
    pub(super) folder: &'a Folder,
    /// Whether files of this run may be there from before it was interrupted.
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

    /// Builds and writes the package of a row that passed.
    pub(super) fn build(&self, task: &Task, checked: &CheckedRow) -> Result<BuiltRow, BatchError> {
        let mut packed = match &checked.result {
            Ok(application) => self.pack(task, application),
            Err(report) => Err(report.clone()),
        };
        if let Ok(package) = &mut packed {
            let picture = self.render_preview(package);
            self.write(package, picture.as_deref())?;
        }
        Ok(self.finish_row(task, checked, packed))
    }

    fn pack(&self, task: &Task, application: &Application) -> Result<Package, Report> {
        let Some(input) = self.inputs.get(task.input) else { return Err(Report::default()) };
        let (own, attachments) = row_attachments(self.batch.builder, application, &input.attachment_dir);
        let mut application = application.clone();
        if attachments.refuses() || self.is_strict(&attachments) {
            let mut report = application.report().clone();
            report.append(attachments);
            return Err(report);
        }
        attachments.into_iter().for_each(|finding| application.add_finding(finding));
        let source = SourceFacts::of(&input.name, task.record.row, input.sha256);
        let options = PackageOptions {
            source,
            file_number: self.file_number(task),
            time: self.header.build_time,
            lang: self.header.lang(),
            profile: self.batch.profile,
            flatten: self.batch.flatten,
            attachments: self.batch.attachments.iter().cloned().chain(own).collect(),
        };
        match self.batch.builder.build(&application, &options) {
            // Findings of filling and packing refuse as well.
            Ok(package) if self.is_strict(&package.report) => Err(package.report),
            packed => packed,
        }
    }

    /// Whether warnings refuse, and there are any.
    fn is_strict(&self, report: &Report) -> bool {
        self.batch.deny_warnings && report.count(Severity::Warning) > 0
    }

    /// The picture of the document, where pictures are written; a finding of the row where it could not be drawn.
    fn render_preview(&self, package: &mut Package) -> Option<Vec<u8>> {
        let picture = self.batch.preview?.render(package.document.bytes());
        if picture.is_some() {
            package.picture = Some(package.name.picture());
        } else {
            package.report.push(Finding::of(&findings::NO_PICTURE, Origin::file(package.name.pdf())));
        }
        picture
    }

    /// The number of the row's file, where there are several; for a corrected row that of the file it was refused in.
    fn file_number(&self, task: &Task) -> Option<u32> {
        if task.record.repaired {
            return task.record.original_file_number;
        }
        self.inputs.get(task.input).and_then(|input| input.number)
    }

    fn finish_row(&self, task: &Task, checked: &CheckedRow, packed: Result<Package, Report>) -> BuiltRow {
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
            .then(|| RefusedRow::of(&task.record, task.at, file, &findings, self.header.lang()).to_line());
        let several = self.header.sources.len() > 1 || task.record.original_file_number.is_some();
        let name = input.filter(|_| several).map(|input| input.name.to_string());
        let report = RowReport {
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
        let sheet_document = |package: &Package| {
            let application = checked.result.as_ref().ok().filter(|_| self.header.lists_documents())?;
            Some(self.batch.builder.sheet_document(application, package, self.header.lang()))
        };
        let entry = RowEntry {
            at: task.at,
            file,
            report,
            fingerprint: checked.result.as_ref().ok().filter(|_| package.is_some()).map(|a| a.fingerprint()),
            sheet: package.as_ref().and_then(sheet_document),
        };
        let line = JournalLine::Row(Box::new(entry.clone())).encode();
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
            // Another processor may draw a shade otherwise: what is there is replaced.
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

    /// Compares what an interrupted run may have written with these bytes.
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

/// The values in columns that the form does not have, where the row has some.
fn passed_through(input: &CheckedInput<'_>, record: &Record) -> Vec<PassedThrough> {
    if input.extra_columns.is_empty() {
        return Vec::new();
    }
    let mapping = input.checker.mapping(record);
    let cells = mapping.unknown_cells(record).filter_map(|(header, value)| {
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
    cells.collect()
}
