use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::output::OutputError;
use crate::output::error::FileOperation;

use super::{Durability, Overwrite};

/// How the names of temporary files begin. The dot hides them where dots do.
pub(super) const PREFIX: &str = ".edocpack-";
/// How the name of a growing file ends.
pub(super) const TEMP_SUFFIX: &str = ".part";
/// How the name of a kept old file ends.
pub(super) const BACKUP_SUFFIX: &str = ".old";

/// A whole file that does not have its name yet; dropped, it is gone.
#[derive(Debug)]
pub(super) struct TempFile {
    file: NamedTempFile,
    target: PathBuf,
}

/// A file that has its name, and can still be taken back.
#[derive(Debug)]
pub(super) struct PlacedFile {
    target: PathBuf,
    /// The file that stood there before.
    previous: Option<TempPath>,
}

impl TempFile {
    /// Writes the pieces, one after the other, under the temporary name.
    pub(super) fn new(
        target: PathBuf,
        pieces: &[&[u8]],
        durability: Durability,
    ) -> Result<Self, OutputError> {
        Self::write_with(target, durability, |file| write_all(file, pieces))
    }

    /// Lets `fill` write under the temporary name.
    pub(super) fn write_with(
        target: PathBuf,
        durability: Durability,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<Self, OutputError> {
        let failed =
            |source| OutputError::Io { operation: FileOperation::Write, path: target.clone(), source };
        let mut file = Builder::new()
            .prefix(PREFIX)
            .suffix(TEMP_SUFFIX)
            .tempfile_in(folder_of(&target))
            .map_err(failed)?;
        // Past the wrapper, whose errors would name the temporary file.
        fill(file.as_file_mut()).map_err(failed)?;
        if durability == Durability::Synced {
            file.as_file().sync_all().map_err(failed)?;
        }
        Ok(Self { file, target })
    }

    /// Gives the file its name.
    pub(super) fn persist(self, overwrite: Overwrite) -> Result<PlacedFile, OutputError> {
        let Self { file, target } = self;
        let placed = match overwrite {
            Overwrite::Refuse => persist_new(file, &target).map(|()| None),
            Overwrite::Replace => replace(file, &target),
        };
        match placed {
            Ok(before) => Ok(PlacedFile { target, previous: before }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OutputError::Exists { path: target })
            }
            Err(source) => Err(OutputError::Io { operation: FileOperation::Write, path: target, source }),
        }
    }
}

/// Asks the system once for all pieces, and again for what it left.
fn write_all(file: &mut File, pieces: &[&[u8]]) -> io::Result<()> {
    let mut slices: Vec<IoSlice<'_>> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
    let mut left = slices.as_mut_slice();
    IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match file.write_vectored(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl PlacedFile {
    pub(super) fn path(&self) -> &Path {
        &self.target
    }

    /// Leaves the folder as it was before the file was placed.
    pub(super) fn roll_back(self) -> io::Result<()> {
        match self.previous {
            Some(before) => before.persist(&self.target).map_err(|failed| failed.error),
            None => match fs::remove_file(&self.target) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        }
    }
}

/// Gives the file a name that nobody has, in one step.
fn persist_new(file: NamedTempFile, target: &Path) -> io::Result<()> {
    match file.persist_noclobber(target) {
        Ok(_) => Ok(()),
        Err(failed) if lacks_links(&failed.error) => claim_and_replace(failed.file, target),
        Err(failed) => Err(failed.error),
    }
}

/// Some disks (memory sticks, network shares) can neither rename without replacing nor link.
fn lacks_links(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::Unsupported | Kind::PermissionDenied | Kind::InvalidInput)
}

/// Takes the name with an empty file, which fails where it is taken, then puts the file in its place.
fn claim_and_replace(file: NamedTempFile, target: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(target)?;
    file.persist(target).map(drop).map_err(|failed| {
        // The empty file is ours.
        let _ = fs::remove_file(target);
        failed.error
    })
}

/// Puts the file where another may stand, and keeps that one until the package is whole.
fn replace(file: NamedTempFile, target: &Path) -> io::Result<Option<TempPath>> {
    let before = match back_up(target) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    file.persist(target).map(|_| before).map_err(|failed| failed.error)
}

/// A second name for what stands at `target`; a copy where the disk has no links.
fn back_up(target: &Path) -> io::Result<TempPath> {
    let kept = Builder::new().prefix(PREFIX).suffix(BACKUP_SUFFIX).make_in(folder_of(target), |path| {
        fs::hard_link(target, path).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::copy(target, path).map(drop),
        })
    })?;
    Ok(kept.into_temp_path())
}

/// Syncs the names in `folder` to the disk, where the system can; the bytes are synced already.
pub(super) fn sync_dir(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(folder: &Path, bytes: &[u8]) -> NamedTempFile {
        let mut file = Builder::new().prefix(PREFIX).suffix(TEMP_SUFFIX).tempfile_in(folder).unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    /// The way of disks that have neither links nor a rename that fails where the name is taken.
    #[test]
    fn a_claimed_name_is_never_one_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("x");
        claim_and_replace(grown(folder.path(), b"first"), &target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"first");
        let error = claim_and_replace(grown(folder.path(), b"second"), &target).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&target).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
