//! The bytes of an archive: in memory, or in a file that is read in chunks.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The bytes of an archive, from the beginning to some end.
#[derive(Clone)]
pub(super) enum ByteSource<'a> {
    Bytes(&'a [u8]),
    File(FileSource<'a>),
}

/// A file, as large as it was when it was opened.
#[derive(Clone)]
pub(super) struct FileSource<'a> {
    file: &'a File,
    size: u64,
    /// An error of the system must not become a finding about the archive.
    io_error: Arc<OnceLock<io::Error>>,
}

/// The size of a chunk in bytes.
const CHUNK_SIZE: usize = 1 << 16;

impl<'a> ByteSource<'a> {
    pub(super) fn of_file(file: &'a File) -> io::Result<Self> {
        Ok(Self::File(FileSource { file, size: file.metadata()?.len(), io_error: Arc::default() }))
    }

    /// In bytes.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.size,
        }
    }

    /// The same up to `end`.
    pub(super) fn truncated(&self, end: u64) -> Self {
        match self {
            Self::Bytes(bytes) => Self::Bytes(slice(bytes, 0..end).unwrap_or(bytes)),
            Self::File(file) => Self::File(FileSource { size: file.size.min(end), ..file.clone() }),
        }
    }

    /// These bytes, all in memory: for headers only. `None` where the archive ends before.
    pub(super) fn read_range(&self, range: Range<u64>) -> Option<Cow<'a, [u8]>> {
        match self {
            Self::Bytes(bytes) => slice(bytes, range).map(Cow::Borrowed),
            Self::File(_) => {
                let mut found = Vec::new();
                let take = &mut |chunk: &[u8]| {
                    found.extend_from_slice(chunk);
                    Ok::<(), io::Error>(())
                };
                self.for_each_chunk(range, take).ok().map(|()| Cow::Owned(found))
            }
        }
    }

    /// The bytes of the range, as far as the archive has them.
    pub(super) fn read_available(&self, range: Range<u64>) -> Cow<'a, [u8]> {
        let end = range.end.min(self.size());
        self.read_range(range.start.min(end)..end).unwrap_or_default()
    }

    /// Calls `take` with the bytes of the range, in chunks.
    ///
    /// # Errors
    /// Those of `take`, and where the archive ends before, or cannot be read.
    pub(super) fn for_each_chunk<E: From<io::Error>>(
        &self,
        range: Range<u64>,
        take: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Bytes(bytes) => {
                let bytes = slice(bytes, range).ok_or_else(unexpected_end)?;
                bytes.chunks(CHUNK_SIZE).try_for_each(take)
            }
            Self::File(file) => file.for_each_chunk(range, take),
        }
    }

    /// Why the file could not be read, if so.
    pub(super) fn io_error(&self) -> Option<io::Error> {
        match self {
            Self::Bytes(_) => None,
            Self::File(file) => file.io_error.get().map(clone_error),
        }
    }
}

impl FileSource<'_> {
    fn for_each_chunk<E: From<io::Error>>(
        &self,
        range: Range<u64>,
        take: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if range.end > self.size || range.start > range.end {
            return Err(unexpected_end().into());
        }
        let mut file = self.file;
        self.record_error(file.seek(SeekFrom::Start(range.start)))?;
        let mut left = range.end - range.start;
        let mut chunk = vec![0; usize::try_from(left).unwrap_or(CHUNK_SIZE).min(CHUNK_SIZE)];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(CHUNK_SIZE).min(CHUNK_SIZE);
            let part = chunk.get_mut(..most).unwrap_or_default();
            self.record_error(file.read_exact(part))?;
            take(part)?;
            left -= part.len() as u64;
        }
        Ok(())
    }

    fn record_error<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| {
            let _ = self.io_error.set(clone_error(error));
        })
    }
}

/// The same error once more.
fn clone_error(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

fn unexpected_end() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

fn slice(bytes: &[u8], range: Range<u64>) -> Option<&[u8]> {
    bytes.get(usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_file_gives_the_same_as_memory() {
        let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(200_000).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let (own, of_file) = (ByteSource::Bytes(&bytes), ByteSource::of_file(&file).unwrap());
        for range in [0..0, 0..200_000, 5..70_000, 65_536..131_072, 199_999..200_000, 0..200_001] {
            assert_eq!(own.read_range(range.clone()), of_file.read_range(range.clone()), "{range:?}");
            assert_eq!(own.read_available(range.clone()), of_file.read_available(range));
        }
        assert_eq!(of_file.truncated(7).read_available(2..9).len(), 5);
        assert!(of_file.io_error().is_none());
    }

    /// A file that shrinks is not a damaged archive.
    #[test]
    fn what_the_machine_cannot_read_is_its_fault() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"archive").unwrap();
        let source = ByteSource::of_file(&file).unwrap();
        file.set_len(3).unwrap();
        assert_eq!(source.read_range(0..7), None);
        assert_eq!(source.io_error().unwrap().kind(), io::ErrorKind::UnexpectedEof);
    }
}
