//! Mended rows join the run in which they were refused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::input::CheckedInput;
use super::journal::{JournalLine, JournalReader, RowEntry, RunHeader};
use super::{BatchError, Shard};
use crate::output::{Folder, RowState};
use crate::pipeline::Duplicates;

/// Sees to it that the mended rows were refused, and learns the others for the sake of duplicates. Returns where the
/// journal goes on.
pub(super) fn check_corrections(
    folder: &Folder,
    own: &RunHeader,
    sounds: &[CheckedInput<'_>],
    twins: &mut Duplicates,
) -> Result<u64, BatchError> {
    let nothing = || BatchError::NoRunToCorrect { path: folder.path().to_owned() };
    let mut reader = JournalReader::open(folder, Shard::WHOLE)?.ok_or_else(nothing)?;
    let mut states: BTreeMap<(Option<u32>, u32), RowState> = BTreeMap::new();
    let wanted = corrected_rows(sounds)?;
    let mut names: Vec<Arc<str>> = Vec::new();
    while let Some(line) = reader.next()? {
        if let JournalLine::Run(head) = &line {
            are_of_one_form(head, own)?;
            names = file_names(head);
        }
        if let JournalLine::Row(entry) = line {
            add_duplicate(twins, &names, &entry);
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
            // A row that the run never had: then this is another run's folder.
            None => return Err(nothing()),
        }
    }
    Ok(reader.offset())
}

/// Learns the rows before an offset for the sake of duplicates.
pub(super) fn load_duplicates(
    folder: &Folder,
    before: u64,
    twins: &mut Duplicates,
) -> Result<(), BatchError> {
    let Some(mut reader) = JournalReader::open(folder, Shard::WHOLE)? else { return Ok(()) };
    let mut names: Vec<Arc<str>> = Vec::new();
    while reader.offset() < before {
        match reader.next()? {
            Some(JournalLine::Row(entry)) => add_duplicate(twins, &names, &entry),
            Some(JournalLine::Run(head)) => names = file_names(&head),
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}

/// Mended rows are built on the form that the others were built on, and on the same PDF.
fn are_of_one_form(run: &RunHeader, own: &RunHeader) -> Result<(), BatchError> {
    if run.form.id == own.form.id && run.form.template.sha256 == own.form.template.sha256 {
        return Ok(());
    }
    Err(BatchError::OtherForm { run: Box::new(run.form.clone()), asked: Box::new(own.form.clone()) })
}

fn file_names(head: &RunHeader) -> Vec<Arc<str>> {
    head.sources.iter().map(|source| source.file.as_str().into()).collect()
}

fn add_duplicate(twins: &mut Duplicates, names: &[Arc<str>], entry: &RowEntry) {
    let file = entry.file.map_or(0, |number| (number as usize).saturating_sub(1));
    if let (Some(twin), Some(name)) = (entry.fingerprint, names.get(file)) {
        twins.insert(twin, name, entry.report.row);
    }
}

/// The numbers of the mended rows. One whose number cannot be read has a finding of its own.
fn corrected_rows(sounds: &[CheckedInput<'_>]) -> Result<BTreeSet<(Option<u32>, u32)>, BatchError> {
    let mut wanted = BTreeSet::new();
    for sound in sounds {
        let failed = |source| BatchError::Data { file: sound.name.to_string(), source };
        for record in sound.records().map_err(failed)? {
            let record = record.map_err(failed)?;
            if !record.report.refuses() {
                wanted.insert((record.original_file_number, record.row));
            }
        }
    }
    Ok(wanted)
}
