use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::PathBuf;

use crate::output::OutputError;
use crate::output::error::Doing;

use super::path::OutputPath;
use super::{Folder, is_missing};

/// A file that grows line by line: what a killed run leaves of it are whole lines, and perhaps a piece of one,
/// which [`LogLines`] leaves out.
#[derive(Debug)]
pub(crate) struct Log {
    file: BufWriter<File>,
    path: PathBuf,
}

/// The whole lines of a [`Log`], one after the other.
#[derive(Debug)]
pub(crate) struct LogLines {
    file: BufReader<File>,
    path: PathBuf,
    line: Vec<u8>,
    read: u64,
}

impl Folder {
    /// Goes on with a log after its first `keep` bytes; what follows them is cut off. It is made where it is not
    /// there, for the owner only.
    ///
    /// # Errors
    /// Any [`OutputError`]; [`OutputError::Link`] where a link is in its place.
    pub(crate) fn log(&self, name: &str, keep: u64) -> Result<Log, OutputError> {
        Self::make(&self.root)?;
        let path = self.own(name)?;
        let failed = |source| OutputError::Io { doing: Doing::Write, path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path).map_err(failed)?;
        file.set_len(keep).map_err(failed)?;
        io::Seek::seek(&mut file, io::SeekFrom::End(0)).map_err(failed)?;
        Ok(Log { file: BufWriter::with_capacity(1 << 16, file), path })
    }

    /// Reads a log; `None` where there is none.
    ///
    /// # Errors
    /// [`OutputError::Io`], [`OutputError::Link`].
    pub(crate) fn log_lines(&self, name: &str) -> Result<Option<LogLines>, OutputError> {
        let path = self.own(name)?;
        match File::open(&path) {
            Ok(file) => {
                let file = BufReader::with_capacity(1 << 16, file);
                Ok(Some(LogLines { file, path, line: Vec::new(), read: 0 }))
            }
            Err(error) if is_missing(&error) => Ok(None),
            Err(source) => Err(OutputError::Io { doing: Doing::Read, path, source }),
        }
    }

    /// Removes a log, or another file of a run, where there is one.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn remove(&self, name: &str) -> Result<(), OutputError> {
        let path = self.own(name)?;
        match fs::remove_file(&path) {
            Err(source) if !is_missing(&source) => {
                Err(OutputError::Io { doing: Doing::Remove, path, source })
            }
            _ => Ok(()),
        }
    }

    fn own(&self, name: &str) -> Result<PathBuf, OutputError> {
        let path = OutputPath::parse(name, self.names)?.in_folder(&self.root);
        match fs::symlink_metadata(&path) {
            Ok(there) if there.is_symlink() => Err(OutputError::Link { path }),
            Ok(there) if !there.is_file() => Err(OutputError::NotAFile { path }),
            _ => Ok(path),
        }
    }
}

impl Log {
    /// Adds a line, which has no line feed in it; it may stay in memory until [`Log::flush`].
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn line(&mut self, line: &[u8]) -> Result<(), OutputError> {
        let written = self.file.write_all(line).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|source| self.failed(source))
    }

    /// Hands all lines to the system: they outlive the program now, not the machine.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn flush(&mut self) -> Result<(), OutputError> {
        self.file.flush().map_err(|source| self.failed(source))
    }

    /// Makes all lines safe on the disk: they outlive the machine.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn sync(&mut self) -> Result<(), OutputError> {
        self.flush()?;
        self.file.get_ref().sync_data().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> OutputError {
        OutputError::Io { doing: Doing::Write, path: self.path.clone(), source }
    }
}

impl LogLines {
    /// The next whole line, without its line feed.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn next_line(&mut self) -> Result<Option<&[u8]>, OutputError> {
        self.line.clear();
        let read = self.file.read_until(b'\n', &mut self.line);
        let failed = |source| OutputError::Io { doing: Doing::Read, path: self.path.clone(), source };
        let read = read.map_err(failed)?;
        if self.line.pop() != Some(b'\n') {
            return Ok(None);
        }
        self.read += read as u64;
        Ok(Some(&self.line))
    }

    /// How many bytes the whole lines so far have, line feeds included.
    pub(crate) fn read(&self) -> u64 {
        self.read
    }

    /// Goes back to an offset that [`LogLines::read`] gave.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub(crate) fn back_to(&mut self, offset: u64) -> Result<(), OutputError> {
        let gone = io::Seek::seek(&mut self.file, io::SeekFrom::Start(offset));
        gone.map_err(|source| OutputError::Io { doing: Doing::Read, path: self.path.clone(), source })?;
        self.read = offset;
        Ok(())
    }
}
