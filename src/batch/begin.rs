//! The folder of a run that begins: whether it may, what is moved aside, whether its files fit.

use super::active_run::ActiveRun;
use super::earlier_run::{EarlierRun, Replaced};
use super::error::BatchError;
use super::journal::Journal;
use super::journal_line::RunHeader;
use super::row::{CheckedRow, Task};
use super::run_log::{RunLog, lock_folder};
use super::run_outputs;
use crate::output::OutputError;

/// The picture of a page of text, about, in bytes.
const PREVIEW_BYTES: u64 = 400_000;

impl ActiveRun<'_> {
    /// Whether the folder has documents of another run, which a run that builds nothing leaves as they are.
    pub(super) fn has_earlier_documents(&self) -> Result<bool, BatchError> {
        let earlier = EarlierRun::find(self.folder, self.header)?;
        Ok(self.header.shard.is_whole() && earlier.is_some_and(|earlier| earlier.has_documents()))
    }

    /// Begins the journal of a new run, unless something in the folder prevents it.
    pub(super) fn open_log(
        &self,
        rows: &[(&Task, &CheckedRow)],
    ) -> Result<(RunLog, Option<Replaced>), BatchError> {
        let was_there = self.folder.path().exists();
        let lock = lock_folder(self.folder, self.header.shard)?;
        match self.prepare_folder(rows) {
            Ok(replaced) => {
                let header = RunHeader { replaced: replaced.clone(), ..self.header.clone() };
                Ok((RunLog::begin(lock, self.folder, &header, 0)?, replaced))
            }
            Err(obstacle) => {
                drop(lock);
                if !was_there {
                    self.folder.remove_if_empty();
                }
                Err(obstacle)
            }
        }
    }

    /// Makes the folder the run's own: an earlier run is moved aside where that is asked for.
    fn prepare_folder(&self, rows: &[(&Task, &CheckedRow)]) -> Result<Option<Replaced>, BatchError> {
        // Until the lock another run may have begun in the folder.
        self.may_begin(Journal::of(self.folder, self.header.shard).replay()?.as_ref())?;
        let earlier = EarlierRun::find(self.folder, self.header)?;
        let replaces = self.batch.replace && self.header.shard.is_whole();
        match earlier {
            Some(earlier) if self.header.shard.is_whole() && !earlier.has_documents() => {
                self.check_targets(rows, Some(&earlier))?;
                earlier.remove(self.folder)?;
                Ok(None)
            }
            Some(earlier) if !replaces => Err(earlier.into_error(self.folder, self.header.shard)),
            Some(earlier) => {
                self.check_targets(rows, Some(&earlier))?;
                earlier.log_move(self.folder, self.header)?;
                earlier.move_aside(self.folder)?;
                Ok(Some(earlier.replaced))
            }
            None => self.check_targets(rows, None).map(|()| None),
        }
    }

    /// Fails where the files of the first rows, or those written at the end, cannot be written.
    fn check_targets(
        &self,
        rows: &[(&Task, &CheckedRow)],
        earlier: Option<&EarlierRun>,
    ) -> Result<(), BatchError> {
        let mut names = Vec::new();
        for (task, checked) in rows {
            if let Ok(application) = &checked.result {
                let number = if task.record.repaired {
                    task.record.original_file_number
                } else {
                    self.inputs.get(task.input).and_then(|input| input.number)
                };
                let name = self.batch.builder.package_name(application, number);
                names.extend(self.batch.preview.map(|_| name.picture()));
                names.extend([name.pdf(), name.container(self.batch.profile.extension()), name.record()]);
            }
        }
        let mut obstacles = self.folder.obstacles(names.iter().map(String::as_str));
        if self.header.shard.is_whole() && !self.is_correction {
            obstacles.extend(run_outputs::obstacles(self.folder));
        }
        if let Some(earlier) = earlier {
            obstacles.retain(|obstacle| match obstacle {
                OutputError::Exists { path } => !earlier.contains(path, self.folder),
                _ => true,
            });
        }
        match obstacles.into_iter().next() {
            Some(obstacle) => Err(obstacle.into()),
            None => self.check_free_space(),
        }
    }

    fn check_free_space(&self) -> Result<(), BatchError> {
        let rows = u64::from(self.header.shard.row_count(self.header.rows));
        let picture = if self.batch.preview.is_some() { PREVIEW_BYTES } else { 0 };
        let needed = rows.saturating_mul(self.batch.builder.estimated_bytes().saturating_add(picture));
        match self.folder.free_space() {
            Some(room) if room < needed => Err(BatchError::NotEnoughSpace { needed, room }),
            _ => Ok(()),
        }
    }
}
