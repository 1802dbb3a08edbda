//! Corrected rows: a run over them joins the finished run in which they were refused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::BatchError;
use super::input::CheckedInput;
use super::journal::{Journal, JournalSegment, JournalState, RowKey};
use super::journal_line::{RowEntry, RunHeader};
use crate::output::{Folder, RowState};
use crate::pipeline::Duplicates;

/// Checks that the corrected rows were refused in the finished run, on the form of this one, and adds the rows of the
/// run to `duplicates`.
pub(super) fn check_corrections(
    folder: &Folder,
    (journal, state): (&Journal<'_>, &JournalState),
    own: &RunHeader,
    inputs: &[CheckedInput<'_>],
    duplicates: &mut Duplicates,
) -> Result<(), BatchError> {
    let wanted = corrected_rows(inputs)?;
    let mut states: BTreeMap<RowKey, RowState> = BTreeMap::new();
    for segment in state.segments() {
        check_form(&segment.header, own)?;
        for entry in add_duplicates(journal, segment, duplicates)? {
            let entry = entry?;
            let number = (entry.file, entry.report.row);
            if wanted.contains(&number) {
                states.insert(number, entry.report.state);
            }
        }
    }
    for (file, row) in wanted {
        match states.get(&(file, row)) {
            Some(RowState::Refused) => {}
            Some(_) => {
                let row = file.map_or_else(|| row.to_string(), |file| format!("{file}-{row}"));
                return Err(BatchError::AlreadyBuilt { row });
            }
            // The run has no such row: the folder is another run's.
            None => return Err(BatchError::NoRunToCorrect { path: folder.path().to_owned() }),
        }
    }
    Ok(())
}

/// The rows of a segment; each is added to `duplicates` as it is read.
pub(super) fn add_duplicates<'d>(
    journal: &Journal<'_>,
    segment: &JournalSegment,
    duplicates: &'d mut Duplicates,
) -> Result<impl Iterator<Item = Result<RowEntry, BatchError>> + use<'d>, BatchError> {
    let names: Vec<Arc<str>> =
        segment.header.sources.iter().map(|source| source.file.as_str().into()).collect();
    let rows = journal.rows(segment)?;
    Ok(rows.map(move |row| {
        let entry = row?.entry;
        let file = entry.file.map_or(0, |number| (number as usize).saturating_sub(1));
        if let (Some(fingerprint), Some(name)) = (entry.fingerprint, names.get(file)) {
            duplicates.insert(fingerprint, name, entry.report.row);
        }
        Ok(entry)
    }))
}

/// Corrected rows are built on the form that the others were built on, and on the same PDF.
fn check_form(run: &RunHeader, own: &RunHeader) -> Result<(), BatchError> {
    if run.form.id == own.form.id && run.form.template.sha256 == own.form.template.sha256 {
        return Ok(());
    }
    Err(BatchError::OtherForm { run: Box::new(run.form.clone()), asked: Box::new(own.form.clone()) })
}

/// The numbers of the corrected rows. One whose number cannot be read has a finding of its own.
fn corrected_rows(inputs: &[CheckedInput<'_>]) -> Result<BTreeSet<RowKey>, BatchError> {
    let mut wanted = BTreeSet::new();
    for input in inputs {
        let failed = |source| BatchError::Data { file: input.name.to_string(), source };
        for record in input.records().map_err(failed)? {
            let record = record.map_err(failed)?;
            if !record.report.refuses() {
                wanted.insert((record.original_file_number, record.row));
            }
        }
    }
    Ok(wanted)
}
