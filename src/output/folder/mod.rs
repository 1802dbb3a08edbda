//! Writing that never shows half a file and never loses a whole one.
//!
//! A file is first written under a temporary name in its folder, synced to the disk, and only then renamed to its own name,
//! in one step that fails where the name is taken. For a package of several files all names are checked first
//! ([`Folder::plan`]), then all files are written, then all are renamed; where one fails, those before it are removed.
//! Folders that were made for them stay.
//!
//! **Who can read.** On Unix files are made with mode 0600 and folders with 0700: for the owner only. On
//! Windows they inherit the rights of the folder in which they are made, which under the user's own profile
//! are the user's; a shared folder shares them.
//!
//! **When the power fails.** With [`Durability::Synced`] the bytes of a file are on the disk before it gets
//! its name, so that a name never stands for less than its file. With [`Durability::Buffered`] that is left
//! to the system: a killed program still leaves only whole files, a failed power supply may not.
//!
//! **When the program is killed** while the files of one package get their names, some have them and some do
//! not. So a package names its record last: where the record stands, everything before it does. Temporary
//! files that a killed run leaves are named `.edocpack-….part` or `.old`; [`FolderLock::remove_temporary_files`] removes them.

mod aside;
mod cleanup;
mod disk;
mod line_log;
mod lock;
mod package_write;
mod path;
mod temp_file;
#[cfg(test)]
mod tests;

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use line_log::{LineLog, LineLogReader};
pub(crate) use lock::FolderLock;
pub(crate) use package_write::PackageWrite;

use path::{NamePolicy, OutputPath};

use super::OutputError;
use super::error::{FileOperation, NameProblem};
use temp_file::TempFile;

/// What to do with a file that stands where an output should. See [`Folder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// Leave it and fail.
    #[default]
    Refuse,
    /// Put the output in its place, in one step.
    Replace,
}

impl Overwrite {
    /// [`Overwrite::Replace`] where it was asked for.
    pub fn from_flag(replace: bool) -> Self {
        if replace { Self::Replace } else { Self::Refuse }
    }
}

/// What a file survives, once it has its name. See [`Folder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Durability {
    /// A power failure: each file is synchronised with the disk before it gets its name.
    #[default]
    Synced,
    /// The end of the program, not of the machine. For thousands of files that can be made again.
    Buffered,
}

/// The folder that a run writes into. It is made with the first file, not before.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::output::{Folder, OutputError, Overwrite};
///
/// # let place = tempfile::tempdir()?;
/// let folder = Folder::open(place.path().join("out"), Overwrite::Refuse)?;
/// folder.write("pdf/0002.pdf", b"%PDF-1.7 ...")?; // whole or not at all
/// assert!(matches!(folder.write("pdf/0002.pdf", b"..."), Err(OutputError::Exists { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    overwrite: Overwrite,
    durability: Durability,
    name_policy: NamePolicy,
}

impl Folder {
    /// The folder at `path`, which may be there already or not; nothing is made yet.
    ///
    /// # Errors
    /// [`OutputError::NotAFolder`] where something else is there or above it, [`OutputError::Io`] where it
    /// cannot be looked at.
    pub fn open(path: impl Into<PathBuf>, overwrite: Overwrite) -> Result<Self, OutputError> {
        let root = path.into();
        for place in root.ancestors() {
            // The folder itself, or one above it, may be a link: that is the person's own choice.
            match fs::metadata(place) {
                Ok(there) if there.is_dir() => break,
                Ok(_) => return Err(OutputError::NotAFolder { path: place.to_owned() }),
                Err(error) if is_missing(&error) => {}
                Err(source) => {
                    return Err(OutputError::Io {
                        operation: FileOperation::Stat,
                        path: place.to_owned(),
                        source,
                    });
                }
            }
        }
        Ok(Self { root, overwrite, durability: Durability::default(), name_policy: NamePolicy::default() })
    }

    /// The same folder with another [`Durability`].
    #[must_use]
    pub(crate) fn with_durability(self, durability: Durability) -> Self {
        Self { durability, ..self }
    }

    /// The same folder, where this happens to files that are there.
    #[must_use]
    pub(crate) fn overwriting(self, overwrite: Overwrite) -> Self {
        Self { overwrite, ..self }
    }

    /// The same folder for files that others named: their letters stay, and all that would leave the folder or
    /// hide something is refused as ever.
    #[must_use]
    pub fn with_unicode_names(self) -> Self {
        Self { name_policy: NamePolicy::Unicode, ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Writes one file; `relative` is its path in the folder, with `/`.
    ///
    /// # Errors
    /// Any [`OutputError`]; then there is no file, or the one that was there before.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
        let [path] = self.plan([relative])?.write([bytes])?;
        Ok(path)
    }

    /// Writes one file piece by piece, in the place of what may stand there: a file of the run itself.
    ///
    /// # Errors
    /// Any [`OutputError`], or what `write` says; then there is no file, or the one that was there before.
    pub fn replace_with<E: From<OutputError>>(
        &self,
        relative: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>,
    ) -> Result<PathBuf, E> {
        Self { overwrite: Overwrite::Replace, ..self.clone() }.streamed(relative, write)
    }

    /// Writes one file piece by piece, in a place that nothing has yet.
    ///
    /// # Errors
    /// As [`Folder::replace_with`]; [`OutputError::Exists`] where the place is taken.
    pub(crate) fn stream_new<E: From<OutputError>>(
        &self,
        relative: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>,
    ) -> Result<PathBuf, E> {
        Self { overwrite: Overwrite::Refuse, ..self.clone() }.streamed(relative, write)
    }

    fn streamed<E: From<OutputError>>(
        &self,
        relative: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>,
    ) -> Result<PathBuf, E> {
        let path = OutputPath::parse(relative, self.name_policy)?;
        self.check_target(&path)?;
        let target = path.in_folder(&self.root);
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Self::create_dir(folder)?;
        }
        let mut why = None;
        let grown = TempFile::write_with(target, self.durability, |file| {
            let mut buffered = io::BufWriter::with_capacity(1 << 16, file);
            write(&mut buffered).map_err(|error| {
                why = Some(error);
                io::Error::other("not written")
            })?;
            io::Write::flush(&mut buffered)
        });
        let placed =
            grown.map_err(|error| why.take().unwrap_or_else(|| error.into()))?.persist(self.overwrite)?;
        Ok(placed.path().to_owned())
    }

    /// Whether a file of the folder is there, and how long it is; a link is none.
    pub fn file_size(&self, relative: &str) -> Option<u64> {
        let path = OutputPath::parse(relative, self.name_policy).ok()?.in_folder(&self.root);
        fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|there| there.len())
    }

    /// The content of a file of the folder, read piece by piece; `None` where it is not there or is a link.
    pub fn open_file(&self, relative: &str) -> Option<fs::File> {
        self.file_size(relative)?;
        fs::File::open(OutputPath::parse(relative, self.name_policy).ok()?.in_folder(&self.root)).ok()
    }

    /// The names of what is in the folder, sorted; none where it is not there.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub fn file_names(&self) -> Result<Vec<String>, OutputError> {
        let failed = |source| OutputError::Io {
            operation: FileOperation::ReadFolder,
            path: self.root.clone(),
            source,
        };
        let entries = match fs::read_dir(&self.root) {
            Err(error) if is_missing(&error) => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry.map_err(failed)?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    /// Removes the folder itself, where nothing is in it.
    pub fn remove_if_empty(&self) {
        let _ = fs::remove_dir(&self.root);
    }

    /// Writes one file that `fill` writes piece by piece, however large.
    ///
    /// # Errors
    /// Any [`OutputError`], and [`OutputError::Io`] with what `fill` failed for; then there is no file, or the one
    /// that was there before.
    pub fn write_with(
        &self,
        relative: &str,
        fill: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<PathBuf, OutputError> {
        if let Some(obstacle) = self.obstacles([relative]).into_iter().next() {
            return Err(obstacle);
        }
        let target = OutputPath::parse(relative, self.name_policy)?.in_folder(&self.root);
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Self::create_dir(folder)?;
        }
        let grown = TempFile::write_with(target, self.durability, |file| {
            let mut buffered = io::BufWriter::new(file);
            fill(&mut buffered)?;
            io::Write::flush(&mut buffered)
        })?;
        let placed = grown.persist(self.overwrite)?;
        Ok(placed.path().to_owned())
    }

    /// Looks at the places of all files of one package and writes nothing. The last of them is the one by
    /// which the package is known to be whole: the record.
    ///
    /// # Errors
    /// The first thing that stands in the way. [`Folder::obstacles`] finds all.
    pub(crate) fn plan<const N: usize>(
        &self,
        relatives: [&str; N],
    ) -> Result<PackageWrite<'_, N>, OutputError> {
        if let Some(obstacle) = self.obstacles(relatives).into_iter().next() {
            return Err(obstacle);
        }
        let mut targets = Vec::with_capacity(N);
        for relative in relatives {
            targets.push(OutputPath::parse(relative, self.name_policy)?.in_folder(&self.root));
        }
        Ok(PackageWrite::new(self, targets))
    }

    /// Everything that stands in the way of these files; nothing is written.
    pub fn obstacles<'a>(&self, relatives: impl IntoIterator<Item = &'a str>) -> Vec<OutputError> {
        let mut seen = std::collections::BTreeSet::new();
        let mut obstacles = Vec::new();
        for relative in relatives {
            let looked = OutputPath::parse(relative, self.name_policy).and_then(|path| {
                // Folders of Windows and macOS do not tell `A` from `a`.
                if seen.insert(relative.to_lowercase()) {
                    self.check_target(&path)
                } else {
                    Err(OutputError::Name { name: relative.to_owned(), problem: NameProblem::Duplicate })
                }
            });
            obstacles.extend(looked.err());
        }
        obstacles
    }

    /// Makes sure that the file could go there, as far as one can see.
    fn check_target(&self, path: &OutputPath) -> Result<(), OutputError> {
        for folder in path.folders_in(&self.root) {
            match fs::symlink_metadata(&folder) {
                Ok(there) if there.is_symlink() => return Err(OutputError::Link { path: folder }),
                Ok(there) if there.is_dir() => {}
                Ok(_) => return Err(OutputError::NotAFolder { path: folder }),
                Err(error) if is_missing(&error) => return Ok(()),
                Err(source) => {
                    return Err(OutputError::Io { operation: FileOperation::Stat, path: folder, source });
                }
            }
        }
        let target = path.in_folder(&self.root);
        match fs::symlink_metadata(&target) {
            Ok(there) if there.is_symlink() => Err(OutputError::Link { path: target }),
            Ok(there) if !there.is_file() => Err(OutputError::NotAFile { path: target }),
            Ok(_) if self.overwrite == Overwrite::Refuse => Err(OutputError::Exists { path: target }),
            Ok(_) => Ok(()),
            Err(error) if is_missing(&error) => Ok(()),
            Err(source) => Err(OutputError::Io { operation: FileOperation::Stat, path: target, source }),
        }
    }

    /// Makes `folder`, and those above it, where they are not there.
    fn create_dir(folder: &Path) -> Result<(), OutputError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                OutputError::NotAFolder { path: folder.to_owned() }
            }
            _ => OutputError::Io { operation: FileOperation::CreateFolder, path: folder.to_owned(), source },
        })
    }
}

fn is_missing(error: &io::Error) -> bool {
    // A path through a file is „not a directory”; the file itself is found on the way.
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
