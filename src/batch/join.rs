//! Mended rows join the run in which they were refused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::input::Sound;
use super::journal::{Entry, Head, Line, Reader};
use super::{BatchError, Shard};
use crate::output::{Folder, RowState};
use crate::pipeline::Twins;

/// Sees to it that the mended rows were refused, and learns the others for the sake of duplicates. Returns where the
/// journal goes on.
pub(super) fn prepare(
    folder: &Folder,
    own: &Head,
    sounds: &[Sound<'_>],
    twins: &mut Twins,
) -> Result<u64, BatchError> {
    let nothing = || BatchError::NothingToJoin { path: folder.path().to_owned() };
    let mut reader = Reader::open(folder, Shard::WHOLE)?.ok_or_else(nothing)?;
    let mut states: BTreeMap<(Option<u32>, u32), RowState> = BTreeMap::new();
    let wanted = wanted(sounds)?;
    let mut names: Vec<Arc<str>> = Vec::new();
    while let Some(line) = reader.next()? {
        if let Line::Run(head) = &line {
            are_of_one_form(head, own)?;
            names = file_names(head);
        }
        if let Line::Row(entry) = line {
            know(twins, &names, &entry);
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
                return Err(BatchError::JoinedAlready { row });
            }
            // A row that the run never had: then this is another run's folder.
            None => return Err(nothing()),
        }
    }
    Ok(reader.offset())
}

/// Learns the rows before an offset for the sake of duplicates.
pub(super) fn know_twins(folder: &Folder, before: u64, twins: &mut Twins) -> Result<(), BatchError> {
    let Some(mut reader) = Reader::open(folder, Shard::WHOLE)? else { return Ok(()) };
    let mut names: Vec<Arc<str>> = Vec::new();
    while reader.offset() < before {
        match reader.next()? {
            Some(Line::Row(entry)) => know(twins, &names, &entry),
            Some(Line::Run(head)) => names = file_names(&head),
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}

/// Mended rows are built on the form that the others were built on, and on the same PDF.
fn are_of_one_form(run: &Head, own: &Head) -> Result<(), BatchError> {
    if run.form.id == own.form.id && run.form.template.sha256 == own.form.template.sha256 {
        return Ok(());
    }
    Err(BatchError::OtherForm { run: Box::new(run.form.clone()), asked: Box::new(own.form.clone()) })
}

fn file_names(head: &Head) -> Vec<Arc<str>> {
    head.sources.iter().map(|source| source.file.as_str().into()).collect()
}

fn know(twins: &mut Twins, names: &[Arc<str>], entry: &Entry) {
    let file = entry.file.map_or(0, |number| (number as usize).saturating_sub(1));
    if let (Some(twin), Some(name)) = (entry.twin, names.get(file)) {
        twins.know(twin, name, entry.report.row);
    }
}

/// The numbers of the mended rows. One whose number cannot be read has a finding of its own.
fn wanted(sounds: &[Sound<'_>]) -> Result<BTreeSet<(Option<u32>, u32)>, BatchError> {
    let mut wanted = BTreeSet::new();
    for sound in sounds {
        let failed = |source| BatchError::Data { file: sound.name.to_string(), source };
        for record in sound.records().map_err(failed)? {
            let record = record.map_err(failed)?;
            if !record.report.refuses() {
                wanted.insert((record.of_file, record.row));
            }
        }
    }
    Ok(wanted)
}
