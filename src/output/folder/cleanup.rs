//! What a killed run left half written, taken away.

use std::fs;
use std::path::Path;

use super::lock::FolderLock;
use super::temp_file::{BACKUP_SUFFIX, PREFIX, TEMP_SUFFIX};
use crate::output::OutputError;
use crate::output::error::FileOperation;

impl FolderLock {
    /// Removes the temporary files that a killed run left in the folder and in the folders directly in it.
    /// Returns how many.
    ///
    /// Only the holder of the folder may: the files of a run that is alive look the same.
    ///
    /// # Errors
    /// [`OutputError::Io`] where a folder cannot be read or a file not removed.
    pub(crate) fn remove_temporary_files(&self) -> Result<usize, OutputError> {
        let mut removed = 0;
        for entry in read_folder(&self.root)? {
            // The type of the entry itself: a link to a folder is not followed.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                for inner in read_folder(&entry.path())? {
                    removed += remove_if_temporary(&inner)?;
                }
            } else {
                removed += remove_if_temporary(&entry)?;
            }
        }
        Ok(removed)
    }
}

fn read_folder(path: &Path) -> Result<Vec<fs::DirEntry>, OutputError> {
    fs::read_dir(path).and_then(Iterator::collect).map_err(|source| OutputError::Io {
        operation: FileOperation::ReadFolder,
        path: path.to_owned(),
        source,
    })
}

fn remove_if_temporary(entry: &fs::DirEntry) -> Result<usize, OutputError> {
    let name = entry.file_name();
    let ours = name.to_str().is_some_and(|name| {
        name.starts_with(PREFIX) && (name.ends_with(TEMP_SUFFIX) || name.ends_with(BACKUP_SUFFIX))
    });
    if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
        return Ok(0);
    }
    let path = entry.path();
    match fs::remove_file(&path) {
        Ok(()) => Ok(1),
        Err(source) => Err(OutputError::Io { operation: FileOperation::Remove, path, source }),
    }
}
