use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::output::OutputError;

use super::temp_file::{PlacedFile, TempFile, sync_dir};
use super::{Durability, Folder};

/// The files of one package: their names are checked, nothing is written yet.
#[derive(Debug)]
#[must_use = "a plan writes nothing before `write`"]
pub(crate) struct PackageWrite<'a, const N: usize> {
    folder: &'a Folder,
    targets: Vec<PathBuf>,
}

impl<'a, const N: usize> PackageWrite<'a, N> {
    pub(super) fn new(folder: &'a Folder, targets: Vec<PathBuf>) -> Self {
        Self { folder, targets }
    }
}

impl<const N: usize> PackageWrite<'_, N> {
    /// Writes all files, in the order of the plan, and returns where they are.
    ///
    /// # Errors
    /// Any [`OutputError`]; then none of the files is there, and what was there before is there still, but
    /// for what [`OutputError::LeftBehind`] names.
    pub(crate) fn write(self, contents: [&[u8]; N]) -> Result<[PathBuf; N], OutputError> {
        self.write_pieces(contents.each_ref().map(std::slice::from_ref))
    }

    /// The same for files whose bytes stand in several places.
    ///
    /// # Errors
    /// As [`PackageWrite::write`].
    pub(crate) fn write_pieces(self, contents: [&[&[u8]]; N]) -> Result<[PathBuf; N], OutputError> {
        let mut grown = Vec::with_capacity(N);
        for (target, pieces) in self.targets.iter().zip(contents) {
            if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Folder::create_dir(folder)?;
            }
            grown.push(TempFile::new(target.clone(), pieces, self.folder.durability)?);
        }
        let mut placed = Vec::with_capacity(N);
        for file in grown {
            match file.persist(self.folder.overwrite) {
                Ok(file) => placed.push(file),
                Err(error) => return Err(roll_back(placed, error)),
            }
        }
        if self.folder.durability == Durability::Synced {
            let folders: BTreeSet<&Path> = placed.iter().filter_map(|file| file.path().parent()).collect();
            folders.into_iter().for_each(sync_dir);
        }
        let mut paths = self.targets.into_iter();
        // The plan was made from as many names.
        Ok(std::array::from_fn(|_| paths.next().unwrap_or_default()))
    }
}

/// Removes the files that have their names already, the last first, and returns the error.
fn roll_back(placed: Vec<PlacedFile>, why: OutputError) -> OutputError {
    placed.into_iter().rev().fold(why, |why, file| {
        let path = file.path().to_owned();
        match file.roll_back() {
            Ok(()) => why,
            Err(_) => OutputError::LeftBehind { path, source: Box::new(why) },
        }
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::Overwrite;

    #[test]
    fn what_cannot_be_taken_back_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let placed: Vec<PlacedFile> = ["gone", "stuck", "fine"]
            .map(|name| {
                let file = TempFile::new(folder.path().join(name), &[b"x"], Durability::Buffered).unwrap();
                file.persist(Overwrite::Refuse).unwrap()
            })
            .into();
        let stuck = folder.path().join("stuck");
        fs::remove_file(folder.path().join("gone")).unwrap();
        fs::remove_file(&stuck).unwrap();
        fs::create_dir(&stuck).unwrap();
        let why = OutputError::Exists { path: "last".into() };
        let error = roll_back(placed, why);
        assert!(matches!(&error, OutputError::LeftBehind { path, source }
            if *path == stuck && matches!(**source, OutputError::Exists { .. })));
        assert!(!folder.path().join("fine").exists());
    }
}
