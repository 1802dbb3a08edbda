use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::PathBuf;

use crate::output::OutputError;
use crate::output::error::FileOperation;

use super::path::OutputPath;
use super::{Folder, is_missing};

/// A file that is written line by line: a killed run leaves whole lines of it, and perhaps a piece of one, which
/// [`LineLogReader`] leaves out.
#[derive(Debug)]
pub(crate) struct LineLog {
    file: BufWriter<File>,
    path: PathBuf,
}

/// The whole lines of a [`LineLog`], one after the other.
#[derive(Debug)]
pub(crate) struct LineLogReader {
    file: BufReader<File>,
    path: PathBuf,
    line: Vec<u8>,
    offset: u64,
}

impl Folder {
    /// Goes on with a log after its first `keep` bytes; what follows them is cut off. It is made where it is not
    /// there, for the owner only.
    ///
    /// # Errors
    /// Any [`OutputError`]; [`OutputError::Link`] where a link is in its place.
    pub(crate) fn log(&self, name: &str, keep: u64) -> Result<LineLog, OutputError> {
        Self::create_dir(&self.root)?;
        let path = self.log_path(name)?;
        let failed = |source| OutputError::Io { operation: FileOperation::Write, path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(failed)?;
        file.set_len(keep).map_err(failed)?;
        io::Seek::seek(&mut file, io::SeekFrom::End(0)).map_err(failed)?;
        Ok(LineLog { file: BufWriter::with_capacity(1 << 16, file), path })
    }

    /// Reads a log; `None` where there is none.
    ///
    /// # Errors
    /// [`OutputError::Io`], [`OutputError::Link`].
    pub(crate) fn log_lines(&self, name: &str) -> Result<Option<LineLogReader>, OutputError> {
        let path = self.log_path(name)?;
        match File::open(&path) {
            Ok(file) => {
                let file = BufReader::with_capacity(1 << 16, file);
                Ok(Some(LineLogReader { file, path, line: Vec::new(), offset: 0 }))
            }
            Err(error) if is_missing(&error) => Ok(None),
            Err(source) => Err(OutputError::Io { operation: FileOperation::Read, path, source }),
        }
    }

    /// Removes a log, or another file of a run, where there is one.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn remove(&self, name: &str) -> Result<(), OutputError> {
        let path = self.log_path(name)?;
        match fs::remove_file(&path) {
            Err(source) if !is_missing(&source) => {
                Err(OutputError::Io { operation: FileOperation::Remove, path, source })
            }
            _ => Ok(()),
        }
    }

    /// The path of a file of a run, where nothing else than a file stands.
    pub(super) fn log_path(&self, name: &str) -> Result<PathBuf, OutputError> {
        let path = OutputPath::parse(name, self.name_policy)?.in_folder(&self.root);
        match fs::symlink_metadata(&path) {
            Ok(there) if there.is_symlink() => Err(OutputError::Link { path }),
            Ok(there) if !there.is_file() => Err(OutputError::NotAFile { path }),
            _ => Ok(path),
        }
    }
}

impl LineLog {
    /// Adds a line, which has no line feed in it; it may stay in memory until [`LineLog::flush`].
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn write_line(&mut self, line: &[u8]) -> Result<(), OutputError> {
        let written = self.file.write_all(line).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|source| self.failed(source))
    }

    /// Hands all lines to the operating system: a killed program does not lose them, a power failure may.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn flush(&mut self) -> Result<(), OutputError> {
        self.file.flush().map_err(|source| self.failed(source))
    }

    /// Syncs all lines to the disk: a power failure does not lose them.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn sync(&mut self) -> Result<(), OutputError> {
        self.flush()?;
        self.file.get_ref().sync_data().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> OutputError {
        OutputError::Io { operation: FileOperation::Write, path: self.path.clone(), source }
    }
}

impl LineLogReader {
    /// The next whole line, without its line feed.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn next_line(&mut self) -> Result<Option<&[u8]>, OutputError> {
        self.line.clear();
        let read = self.file.read_until(b'\n', &mut self.line);
        let failed =
            |source| OutputError::Io { operation: FileOperation::Read, path: self.path.clone(), source };
        let read = read.map_err(failed)?;
        if self.line.pop() != Some(b'\n') {
            return Ok(None);
        }
        self.offset += read as u64;
        Ok(Some(&self.line))
    }

    /// How many bytes the whole lines so far have, line feeds included.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Goes back to an offset that [`LineLogReader::offset`] gave.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn seek(&mut self, offset: u64) -> Result<(), OutputError> {
        let gone = io::Seek::seek(&mut self.file, io::SeekFrom::Start(offset));
        gone.map_err(|source| OutputError::Io {
            operation: FileOperation::Read,
            path: self.path.clone(),
            source,
        })?;
        self.offset = offset;
        Ok(())
    }
}
