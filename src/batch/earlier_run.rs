//! An earlier run in the folder of a new one, and moving it aside.
//!
//! Everything that the earlier run wrote goes to `ieprieksejie/N`, under the names it had, its journal last: a folder of its
//! own, which `status` understands. Before the first file is moved the journal gets a line with the run that is about to
//! begin, so that an interrupted move is resumed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use serde::{Deserialize, Serialize};

use super::error::BatchError;
use super::journal::{self, Journal, JournalState, RunStage};
use super::journal_line::{JournalLine, RunHeader};
use super::run_outputs;
use super::shard::Shard;
use crate::output::{FileDigest, Folder, OutputError, PackageRecord, RowReport};

/// Where earlier runs are, each in a folder with its number.
const FOLDER: &str = "ieprieksejie";
/// The folders of packages.
const PACKAGE_FOLDERS: [&str; 3] = ["pdf", "edoc-unsigned", "records"];
const RECORD: &str = ".package.json";
/// The largest package record that is read, in bytes.
const LARGEST_RECORD: u64 = 16 << 20;

/// A run that was moved aside. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Replaced {
    /// Where it is now, in the folder, with `/`.
    pub to: String,
    /// How many documents it had.
    pub documents: u32,
    /// Its files that were not as it wrote them, such as containers that were signed in their place. They were moved too.
    pub changed: Vec<String>,
    /// Files that are not its own, and tables of refused rows that a person corrected: they were not moved.
    pub left: Vec<String>,
}

/// An earlier run in the folder.
#[derive(Debug)]
pub(super) struct EarlierRun {
    /// The facts about it for the journal and the person.
    pub(super) replaced: Replaced,
    /// Its documents, by the names that their files share.
    documents: BTreeSet<String>,
    /// Its files that are there, without its logs; sorted.
    files: Vec<String>,
    /// Its journals and files of refused rows.
    logs: Vec<String>,
    /// The length of the journal in whole lines, in bytes.
    journal_end: u64,
    /// Whether that journal is one of a run, not only of a move.
    has_journal: bool,
}

impl EarlierRun {
    /// What is there of a run other than the one that begins; none where nothing is.
    pub(super) fn find(folder: &Folder, own: &RunHeader) -> Result<Option<Self>, BatchError> {
        let mut written = WrittenFiles::default();
        let (mut logs, mut whole) = (Vec::new(), None);
        for shard in journal::shards_in(folder)? {
            let journal = Journal::of(folder, shard);
            let state = journal.replay()?;
            if own.shard.is_whole() || is_of_another(shard, state.as_ref(), own) {
                written.add_journal(&journal, state.as_ref())?;
                logs.extend([journal::refused_file_name(shard), journal::file_name(shard)]);
            }
            if shard.is_whole() {
                whole = state;
            }
        }
        if own.shard.is_whole() {
            // Packages that are whole, though the journal does not know them: a run was killed, or its journal is gone.
            written.add_records(folder)?;
        }
        logs.retain(|name| folder.has(name));
        let journal_end = whole.as_ref().map_or(0, |state| state.end);
        let has_journal = whole.as_ref().is_some_and(|state| state.first().stage != RunStage::Replacing);
        let moving = whole.and_then(being_moved);
        let PresentFiles { files, changed, left } = written.present(folder)?;
        if files.is_empty() && moving.is_none() {
            return Ok(None);
        }
        let replaced = match moving {
            Some(moving) => moving,
            None => Replaced {
                to: format!("{FOLDER}/{}", next_number(folder)?),
                documents: u32::try_from(written.documents.len()).unwrap_or(u32::MAX),
                changed,
                left,
            },
        };
        Ok(Some(Self { replaced, documents: written.documents, files, logs, journal_end, has_journal }))
    }

    /// Whether this file is moved when the run is.
    pub(super) fn contains(&self, file: &std::path::Path, folder: &Folder) -> bool {
        let Ok(relative) = file.strip_prefix(folder.path()) else { return false };
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        self.files.binary_search(&parts.join("/")).is_ok()
    }

    /// Writes to the journal that it is being moved, and which run is about to begin.
    pub(super) fn log_move(&self, folder: &Folder, next: &RunHeader) -> Result<(), BatchError> {
        let next = RunHeader { replaced: Some(self.replaced.clone()), ..next.clone() };
        let mut log = Journal::of(folder, Shard::WHOLE).append(self.journal_end)?;
        log.write(&JournalLine::Replacing(Box::new(next)))?;
        Ok(log.sync()?)
    }

    /// Whether it built documents, or a person changed what it wrote. Else it refused all rows.
    pub(super) fn has_documents(&self) -> bool {
        !self.documents.is_empty() || !self.replaced.changed.is_empty()
    }

    /// Removes what it wrote: the journal last, by which it is found.
    pub(super) fn remove(&self, folder: &Folder) -> Result<(), BatchError> {
        for name in self.files.iter().chain(&self.logs) {
            folder.remove(name)?;
        }
        Ok(())
    }

    /// Moves it aside, or what is left of it here.
    pub(super) fn move_aside(&self, folder: &Folder) -> Result<(), BatchError> {
        self.move_files(folder, self.files.len())?;
        folder.sync([])?;
        let whole = journal::file_name(Shard::WHOLE);
        for name in self.logs.iter().filter(|name| **name != whole) {
            self.move_file(folder, name)?;
        }
        // The journal has the line about the move: it goes last. It is no run's where there was none before.
        if self.has_journal {
            self.move_file(folder, &whole)?;
        } else {
            folder.remove(&whole)?;
        }
        Ok(())
    }

    /// Moves so many of its files.
    pub(super) fn move_files(&self, folder: &Folder, count: usize) -> Result<(), BatchError> {
        for name in self.files.iter().take(count) {
            self.move_file(folder, name)?;
        }
        Ok(())
    }

    fn move_file(&self, folder: &Folder, name: &str) -> Result<(), OutputError> {
        folder.move_file(name, &format!("{}/{name}", self.replaced.to))
    }

    /// Why another run cannot begin here.
    pub(super) fn into_error(self, folder: &Folder, shard: Shard) -> BatchError {
        let Self { replaced, documents, .. } = self;
        BatchError::Occupied {
            path: folder.path().to_owned(),
            documents: documents.into_iter().collect(),
            changed: replaced.changed,
            left: replaced.left,
            to: shard.is_whole().then(|| folder.path().join(replaced.to)),
        }
    }
}

/// The files that a run wrote, with their digests where it noted them.
#[derive(Debug, Default)]
struct WrittenFiles {
    files: BTreeMap<String, Option<FileDigest>>,
    documents: BTreeSet<String>,
}

/// Which of them are there.
struct PresentFiles {
    files: Vec<String>,
    changed: Vec<String>,
    left: Vec<String>,
}

impl WrittenFiles {
    fn add_journal(&mut self, journal: &Journal<'_>, state: Option<&JournalState>) -> Result<(), BatchError> {
        for segment in state.into_iter().flat_map(JournalState::segments) {
            for row in journal.rows(segment)? {
                self.add_row(row?.entry.report);
            }
            segment.wrote.iter().flatten().for_each(|file| self.add(file.clone()));
        }
        for name in [run_outputs::HAND_OFF_SHEET, run_outputs::REPORT_JSON, run_outputs::REPORT_CSV] {
            self.files.entry(name.to_owned()).or_default();
        }
        Ok(())
    }

    fn add_row(&mut self, row: RowReport) {
        [row.pdf, row.edoc, row.record].into_iter().flatten().for_each(|file| self.add(file));
        if let Some(name) = row.name {
            self.add_document(name);
        }
    }

    fn add_document(&mut self, name: String) {
        self.files.entry(format!("pdf/{name}.png")).or_default();
        self.documents.insert(name);
    }

    fn add(&mut self, file: FileDigest) {
        self.files.insert(file.file.clone(), Some(file));
    }

    fn add_records(&mut self, folder: &Folder) -> Result<(), BatchError> {
        for file in folder.names_in("records")? {
            let Some(name) = file.strip_suffix(RECORD) else { continue };
            let path = format!("records/{file}");
            if self.files.contains_key(&path) {
                continue;
            }
            // What is no record of this program is another file.
            let Some(record) = read_record(folder, &path)? else { continue };
            self.files.insert(path, None);
            for facts in [&record.document, &record.container.file] {
                let (file, size, sha256) = (facts.file.clone(), facts.size, facts.sha256);
                self.add(FileDigest { file, size, sha256 });
            }
            self.add_document(name.to_owned());
        }
        Ok(())
    }

    fn present(&self, folder: &Folder) -> Result<PresentFiles, OutputError> {
        let mut present = PresentFiles { files: Vec::new(), changed: Vec::new(), left: Vec::new() };
        for (file, digest) in &self.files {
            let Some(size) = folder.file_size(file) else { continue };
            let is_changed = match digest {
                None => false,
                Some(known) => size != known.size || folder.digest_of(file)?.as_ref() != Some(known),
            };
            if is_changed && run_outputs::is_table(file) {
                present.left.push(file.clone());
                continue;
            }
            if is_changed {
                present.changed.push(file.clone());
            }
            present.files.push(file.clone());
        }
        present.left.extend(self.other_files(folder)?);
        Ok(present)
    }

    /// Files in the folders of packages, and tables of refused rows, that no run is known to have written.
    fn other_files(&self, folder: &Folder) -> Result<Vec<String>, OutputError> {
        let mut others: Vec<String> =
            folder.file_names()?.into_iter().filter(|name| run_outputs::is_table(name)).collect();
        for place in PACKAGE_FOLDERS {
            others.extend(folder.names_in(place)?.into_iter().map(|name| format!("{place}/{name}")));
        }
        // Temporary files of a killed run are removed later.
        others.retain(|name| !self.files.contains_key(name) && !name.contains("/.edocpack-"));
        Ok(others)
    }
}

fn read_record(folder: &Folder, path: &str) -> Result<Option<PackageRecord>, BatchError> {
    let Some(file) = folder.open_file(path) else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(LARGEST_RECORD).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes).ok())
}

/// Whether this shard in the folder is none of the run that begins: another shard of it may be done at the same time.
fn is_of_another(shard: Shard, state: Option<&JournalState>, own: &RunHeader) -> bool {
    if shard.count() != own.shard.count() || shard == own.shard {
        return true;
    }
    let is_own = |other: &RunHeader| own.is_again(&RunHeader { shard: own.shard, ..other.clone() });
    state.is_some_and(|state| !is_own(&state.last().header))
}

/// The facts about a run that is being moved aside already.
fn being_moved(state: JournalState) -> Option<Replaced> {
    let is_moving = state.last().stage == RunStage::Replacing;
    state.into_last_header().replaced.filter(|_| is_moving)
}

/// The number of a folder that nothing was moved to.
fn next_number(folder: &Folder) -> Result<u32, OutputError> {
    let numbers = folder.names_in(FOLDER)?.into_iter().filter_map(|name| name.parse::<u32>().ok());
    Ok(numbers.max().unwrap_or(0).saturating_add(1))
}
