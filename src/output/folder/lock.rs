//! The lock of a folder, so that two runs do not write into it at the same time.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::output::OutputError;
use crate::output::error::FileOperation;

use super::Folder;

/// The file that is locked.
const LOCK_FILE: &str = ".edocpack.lock";

/// The lock of a folder for one run; released when dropped, and by the system when the program is killed.
#[derive(Debug)]
pub(crate) struct FolderLock {
    pub(super) root: PathBuf,
    #[cfg_attr(windows, expect(dead_code, reason = "the file goes when it is closed"))]
    name: String,
    #[cfg_attr(windows, expect(dead_code, reason = "the open file is the lock"))]
    file: File,
    /// Of a part of a run: keeps runs out that want the folder for themselves.
    _whole: Option<File>,
}

impl Folder {
    /// Locks the folder, which is made where it is not there.
    ///
    /// # Errors
    /// [`OutputError::Locked`] where another run has locked it; [`OutputError::Io`] where no file can be made in it.
    pub(crate) fn lock(&self) -> Result<FolderLock, OutputError> {
        Self::create_dir(&self.root)?;
        self.lock_file(LOCK_FILE.to_owned(), None)
    }

    /// Locks the folder for one shard of a run: other shards may write into it at the same time, but neither the same
    /// shard nor a run that has locked the whole folder. (On Windows only the same part is kept out.)
    ///
    /// # Errors
    /// As [`Folder::lock`].
    pub(crate) fn lock_part(&self, part: &str) -> Result<FolderLock, OutputError> {
        Self::create_dir(&self.root)?;
        let whole = match share(&self.log_path(LOCK_FILE)?) {
            Ok(whole) => whole,
            Err(source) => {
                return Err(OutputError::Io {
                    operation: FileOperation::Lock,
                    path: self.root.clone(),
                    source,
                });
            }
        };
        if cfg!(unix) && whole.is_none() {
            return Err(OutputError::Locked { path: self.root.clone() });
        }
        self.lock_file(format!(".edocpack.{part}.lock"), whole)
    }

    fn lock_file(&self, name: String, whole: Option<File>) -> Result<FolderLock, OutputError> {
        match acquire(&self.log_path(&name)?) {
            Ok(Some(file)) => Ok(FolderLock { root: self.root.clone(), name, file, _whole: whole }),
            Ok(None) => Err(OutputError::Locked { path: self.root.clone() }),
            Err(source) => {
                Err(OutputError::Io { operation: FileOperation::Lock, path: self.root.clone(), source })
            }
        }
    }
}

/// Opens the file and locks it for one alone.
#[cfg(unix)]
fn acquire(path: &Path) -> io::Result<Option<File>> {
    locked(path, File::try_lock)
}

/// Locks the file together with others. It stays: who removes it cannot know that nobody else is about to share it.
#[cfg(unix)]
fn share(path: &Path) -> io::Result<Option<File>> {
    locked(path, File::try_lock_shared)
}

/// Opens and locks the file. Between the two, the run that held it may have removed it; then the lock is on
/// a file without a name, and another run could lock a new one: so look again.
#[cfg(unix)]
fn locked(path: &Path, lock: impl Fn(&File) -> Result<(), fs::TryLockError>) -> io::Result<Option<File>> {
    use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
    loop {
        let mut options = OpenOptions::new();
        // A link or a pipe that took its place meanwhile is neither followed nor waited for.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.write(true).create(true).truncate(false).mode(0o600).custom_flags(flags.bits().cast_signed());
        let file = options.open(path)?;
        match lock(&file) {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        let held = file.metadata()?;
        match fs::symlink_metadata(path) {
            Ok(named) if (named.dev(), named.ino()) == (held.dev(), held.ino()) => return Ok(Some(file)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(windows)]
fn share(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

#[cfg(unix)]
impl Drop for FolderLock {
    fn drop(&mut self) {
        // Removed while still held: see `locked`.
        let _ = fs::remove_file(self.root.join(&self.name));
        let _ = self.file.unlock();
    }
}

/// A file that nobody else can open while it is open, and that is gone when it is closed.
#[cfg(windows)]
fn acquire(path: &Path) -> io::Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt as _;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).share_mode(0).custom_flags(FILE_FLAG_DELETE_ON_CLOSE);
    match options.open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(ERROR_SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}
