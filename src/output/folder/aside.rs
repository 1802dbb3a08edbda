//! Moving files to another place in their folder, and telling whether they are as they were written.

use std::fs;
use std::io;

use super::path::OutputPath;
use super::{Folder, Overwrite};
use crate::output::error::FileOperation;
use crate::output::{FileDigest, Measured, OutputError};

impl Folder {
    /// Moves a file to another place in the folder, which nothing has yet; folders are made for it.
    ///
    /// # Errors
    /// [`OutputError::Exists`] where the place is taken, [`OutputError::Link`] where a link leads there or away,
    /// [`OutputError::Io`].
    pub(crate) fn move_file(&self, from: &str, to: &str) -> Result<(), OutputError> {
        let (from, to) =
            (OutputPath::parse(from, self.name_policy)?, OutputPath::parse(to, self.name_policy)?);
        for folder in from.folders_in(&self.root) {
            if fs::symlink_metadata(&folder).is_ok_and(|there| there.is_symlink()) {
                return Err(OutputError::Link { path: folder });
            }
        }
        Self { overwrite: Overwrite::Refuse, ..self.clone() }.check_target(&to)?;
        let (from, to) = (from.in_folder(&self.root), to.in_folder(&self.root));
        if let Some(folder) = to.parent() {
            Self::create_dir(folder)?;
        }
        fs::rename(&from, &to).map_err(|source| OutputError::Io {
            operation: FileOperation::Move,
            path: from,
            source,
        })
    }

    /// Whether something has this name in the folder, whatever it is.
    pub(crate) fn has(&self, relative: &str) -> bool {
        OutputPath::parse(relative, self.name_policy)
            .is_ok_and(|path| fs::symlink_metadata(path.in_folder(&self.root)).is_ok())
    }

    /// Size and digest of a file of the folder; `None` where it is not there or is a link.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn digest_of(&self, relative: &str) -> Result<Option<FileDigest>, OutputError> {
        let Some(mut file) = self.open_file(relative) else { return Ok(None) };
        let mut measured = Measured::default();
        io::copy(&mut file, &mut measured).map_err(|source| OutputError::Io {
            operation: FileOperation::Read,
            path: self.root.join(relative),
            source,
        })?;
        Ok(Some(measured.of(relative)))
    }

    /// The names of the files that stand directly in one of its folders, sorted; none where it is not there.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn names_in(&self, relative: &str) -> Result<Vec<String>, OutputError> {
        Self { root: self.root.join(relative), ..self.clone() }.file_names()
    }
}
