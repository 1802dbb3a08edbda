//! What an earlier run left in the folder of a new one, and moving it aside.
//!
//! Everything that the earlier run made goes to `ieprieksejie/N`, in the places it had, its journal last: a folder of its
//! own, which `status` understands. Before the first file is moved the journal says so and which run is about to begin, so
//! that the move goes on where it was interrupted.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use serde::{Deserialize, Serialize};

use super::journal::{self, JournalLine, JournalReader, Reached, RunHeader};
use super::{BatchError, Shard, run_outputs};
use crate::output::{FileDigest, Folder, OutputError, PackageRecord, RowReport};

/// Where earlier runs are, each in a folder with its number.
const FOLDER: &str = "ieprieksejie";
/// The folders of documents.
const DOCUMENTS: [&str; 3] = ["pdf", "edoc-unsigned", "records"];
const RECORD: &str = ".package.json";
/// The largest package record that is read, in bytes.
const LARGEST_RECORD: u64 = 16 << 20;

/// What became of the run that was in the folder before. See [`Batch`](crate::batch::Batch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Replaced {
    /// Where it is now, in the folder, with `/`.
    pub to: String,
    /// How many documents it had.
    pub documents: u32,
    /// Its files that were not as it wrote them, such as containers that were signed in their place. They are there too.
    pub changed: Vec<String>,
    /// Files that are not its own, and tables of refused rows that were mended: they are where they were.
    pub left: Vec<String>,
}

/// An earlier run in the folder.
#[derive(Debug)]
pub(super) struct Earlier {
    pub(super) told: Replaced,
    /// Its documents, by the names that their files share.
    documents: BTreeSet<String>,
    /// Its files that are there.
    files: Vec<String>,
    /// Its journals, and what they keep.
    logs: Vec<String>,
}

impl Earlier {
    /// What is there of a run other than the one that begins; none where nothing is.
    pub(super) fn look(folder: &Folder, head: &RunHeader) -> Result<Option<Self>, BatchError> {
        let mut known = Known::default();
        let mut logs = Vec::new();
        for shard in shards(folder)? {
            if head.shard.is_whole() || is_of_another(folder, shard, head)? {
                known.read_journal(folder, shard)?;
                logs.extend([journal::refused_file_name(shard), journal::file_name(shard)]);
            }
        }
        if head.shard.is_whole() {
            // Packages that are whole, though the journal does not know them: a run was killed, or its journal is gone.
            known.read_records(folder)?;
        }
        logs.retain(|name| folder.has(name));
        let moving = being_moved(folder)?;
        let Found { files, changed, left } = known.find(folder)?;
        if files.is_empty() && moving.is_none() {
            return Ok(None);
        }
        let told = match moving {
            Some(told) => told,
            None => Replaced {
                to: format!("{FOLDER}/{}", next_number(folder)?),
                documents: u32::try_from(known.documents.len()).unwrap_or(u32::MAX),
                changed,
                left,
            },
        };
        Ok(Some(Self { told, documents: known.documents, files, logs }))
    }

    /// Whether this file is moved when the run is.
    pub(super) fn moves(&self, file: &std::path::Path, folder: &Folder) -> bool {
        self.files.iter().any(|own| folder.path().join(own) == file)
    }

    /// Says in the journal that it is being moved, and which run is about to begin.
    pub(super) fn announce(&self, folder: &Folder, by: &RunHeader) -> Result<(), BatchError> {
        let name = journal::file_name(Shard::WHOLE);
        let mut keep = 0;
        if let Some(mut lines) = folder.log_lines(&name)? {
            while lines.next_line()?.is_some() {}
            keep = lines.offset();
        }
        let mut log = folder.log(&name, keep)?;
        let by = RunHeader { replaced: Some(self.told.clone()), ..by.clone() };
        journal::write_line(&mut log, &JournalLine::Replacing(Box::new(by)))?;
        Ok(log.sync()?)
    }

    /// Whether it made something, or a person changed what it wrote. Else nothing was right, and only the report says so.
    pub(super) fn holds_documents(&self) -> bool {
        !self.documents.is_empty() || !self.told.changed.is_empty()
    }

    /// Takes away what it wrote: the journal last, which says that it is there.
    pub(super) fn discard(&self, folder: &Folder) -> Result<(), BatchError> {
        for name in self.files.iter().chain(&self.logs) {
            folder.remove(name)?;
        }
        Ok(())
    }

    /// Moves it aside, or what is left of it here.
    pub(super) fn move_aside(&self, folder: &Folder) -> Result<(), BatchError> {
        self.move_first(folder, self.files.len())?;
        folder.sync([])?;
        let whole = journal::file_name(Shard::WHOLE);
        for name in self.logs.iter().filter(|name| **name != whole) {
            self.move_one(folder, name)?;
        }
        // The journal that says so goes last. It is no run's where there was none before.
        let mut journal = JournalReader::open(folder, Shard::WHOLE)?;
        let first = journal.as_mut().map(JournalReader::next_kind).transpose()?.flatten();
        drop(journal);
        if first == Some(journal::LineKind::Run) {
            self.move_one(folder, &whole)?;
        } else {
            folder.remove(&whole)?;
        }
        Ok(())
    }

    /// Moves so many of its files.
    pub(super) fn move_first(&self, folder: &Folder, count: usize) -> Result<(), BatchError> {
        for name in self.files.iter().take(count) {
            self.move_one(folder, name)?;
        }
        Ok(())
    }

    fn move_one(&self, folder: &Folder, name: &str) -> Result<(), OutputError> {
        folder.move_file(name, &format!("{}/{name}", self.told.to))
    }

    /// Why another run cannot begin here.
    pub(super) fn in_the_way(self, folder: &Folder, shard: Shard) -> BatchError {
        let Self { told, documents, .. } = self;
        BatchError::Occupied {
            path: folder.path().to_owned(),
            documents: documents.into_iter().collect(),
            changed: told.changed,
            left: told.left,
            to: shard.is_whole().then(|| folder.path().join(told.to)),
        }
    }
}

/// The files that a run wrote, and their digests where it told them.
#[derive(Debug, Default)]
struct Known {
    files: BTreeMap<String, Option<FileDigest>>,
    documents: BTreeSet<String>,
}

/// What of them is there.
struct Found {
    files: Vec<String>,
    changed: Vec<String>,
    left: Vec<String>,
}

impl Known {
    fn read_journal(&mut self, folder: &Folder, shard: Shard) -> Result<(), BatchError> {
        let Some(mut reader) = JournalReader::open(folder, shard)? else { return Ok(()) };
        while let Some(line) = reader.next()? {
            match line {
                JournalLine::Row(entry) => self.add_row(entry.report),
                JournalLine::Wrote(files) => files.into_iter().for_each(|file| self.add(file)),
                _ => {}
            }
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

    fn read_records(&mut self, folder: &Folder) -> Result<(), BatchError> {
        for file in folder.names_in("records")? {
            let Some(name) = file.strip_suffix(RECORD) else { continue };
            let path = format!("records/{file}");
            if self.files.contains_key(&path) {
                continue;
            }
            // What is no record of this program is a stranger.
            let Some(record) = record(folder, &path)? else { continue };
            self.files.insert(path, None);
            for made in [&record.document, &record.container.file] {
                let (file, size, sha256) = (made.file.clone(), made.size, made.sha256);
                self.add(FileDigest { file, size, sha256 });
            }
            self.add_document(name.to_owned());
        }
        Ok(())
    }

    fn find(&self, folder: &Folder) -> Result<Found, OutputError> {
        let mut found = Found { files: Vec::new(), changed: Vec::new(), left: Vec::new() };
        for (file, digest) in &self.files {
            let Some(size) = folder.file_size(file) else { continue };
            let is_changed = match digest {
                None => false,
                Some(known) => size != known.size || folder.digest_of(file)?.as_ref() != Some(known),
            };
            if is_changed && run_outputs::is_table(file) {
                found.left.push(file.clone());
                continue;
            }
            if is_changed {
                found.changed.push(file.clone());
            }
            found.files.push(file.clone());
        }
        found.left.extend(self.strangers(folder)?);
        Ok(found)
    }

    /// Files among the documents, and tables of refused rows, that no run is known to have written.
    fn strangers(&self, folder: &Folder) -> Result<Vec<String>, OutputError> {
        let mut strangers: Vec<String> =
            folder.file_names()?.into_iter().filter(|name| run_outputs::is_table(name)).collect();
        for place in DOCUMENTS {
            strangers.extend(folder.names_in(place)?.into_iter().map(|name| format!("{place}/{name}")));
        }
        // What a killed run left half-written is swept away.
        strangers.retain(|name| !self.files.contains_key(name) && !name.contains("/.edocpack-"));
        Ok(strangers)
    }
}

fn record(folder: &Folder, path: &str) -> Result<Option<PackageRecord>, BatchError> {
    let Some(file) = folder.open_file(path) else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(LARGEST_RECORD).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes).ok())
}

/// The runs and parts of runs that have a journal in the folder.
fn shards(folder: &Folder) -> Result<Vec<Shard>, BatchError> {
    let names = folder.file_names()?;
    let shard = |name: &String| {
        let part = name.strip_prefix(".edocpack.")?.strip_suffix("journal")?;
        match part.strip_suffix('.') {
            None => part.is_empty().then_some(Shard::WHOLE),
            Some(part) => Shard::parse(&part.replace("-of-", "/")).ok(),
        }
    };
    Ok(names.iter().filter_map(shard).collect())
}

/// Whether this part in the folder is none of the run that begins: another part of it may be done at the same time.
fn is_of_another(folder: &Folder, shard: Shard, head: &RunHeader) -> Result<bool, BatchError> {
    if shard.count() != head.shard.count() || shard == head.shard {
        return Ok(true);
    }
    let last = JournalReader::open(folder, shard)?.map(|mut reader| reader.last()).transpose()?.flatten();
    let own = |other: RunHeader| head.is_again(&RunHeader { shard: head.shard, ..other });
    Ok(last.is_some_and(|last| !own(last.head)))
}

/// What is told of a run that is being moved aside already.
fn being_moved(folder: &Folder) -> Result<Option<Replaced>, BatchError> {
    let last =
        JournalReader::open(folder, Shard::WHOLE)?.map(|mut reader| reader.last()).transpose()?.flatten();
    Ok(last.filter(|last| last.state == Reached::Nothing).and_then(|last| last.head.replaced))
}

/// The number of a folder that nothing was moved to.
fn next_number(folder: &Folder) -> Result<u32, OutputError> {
    let numbers = folder.names_in(FOLDER)?.into_iter().filter_map(|name| name.parse::<u32>().ok());
    Ok(numbers.max().unwrap_or(0).saturating_add(1))
}
