//! The content of an entry that is written, hashed once.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};

use sha2::Digest as _;

use crate::pki::DigestAlgorithm;
use crate::values::{Sha256Digest, Sha512Digest};

/// The bytes of a data file with their CRC-32 and digests.
///
/// In a batch, documents share their first bytes: [`EntryContent::with_prefix`] resumes hashing after a [`SharedPrefix`].
///
/// ```
/// use edocpack::asic::EntryContent;
/// use edocpack::values::Sha256Digest;
///
/// let content = EntryContent::of(b"%PDF-1.7");
/// assert_eq!(content.size(), 8);
/// assert_eq!(content.sha256(), Sha256Digest::of(b"%PDF-1.7"));
/// ```
#[derive(Clone, Copy)]
pub struct EntryContent<'a> {
    source: EntryContentSource<'a>,
    pub(super) size: u64,
    pub(super) crc32: u32,
    pub(super) sha256: Sha256Digest,
    pub(super) sha512: Sha512Digest,
}

/// Where the bytes are: in memory, or in a file that is read once to hash it and once more to pack it.
#[derive(Clone, Copy)]
enum EntryContentSource<'a> {
    Bytes(&'a [u8]),
    File(&'a File),
}

/// The size of a chunk of a file in bytes.
const CHUNK_SIZE: usize = 1 << 18;

impl<'a> EntryContent<'a> {
    /// Hashes a file, however large, in chunks.
    ///
    /// # Errors
    /// Where it cannot be read, or cannot be read twice (a pipe).
    pub fn of_file(file: &'a File) -> io::Result<Self> {
        let mut sums = ContentHashers::default();
        let mut size = 0;
        let source = EntryContentSource::File(file);
        source.for_each_chunk(&mut |chunk| {
            sums.update(chunk);
            size += chunk.len() as u64;
            Ok(())
        })?;
        Ok(sums.finish(source, size))
    }

    /// Hashes `bytes`.
    pub fn of(bytes: &'a [u8]) -> Self {
        ContentHashers::default().updated_with(bytes).finish_bytes(bytes)
    }

    /// Hashes only what follows `prefix`; where `bytes` do not begin with it, all of them.
    pub fn with_prefix(prefix: &SharedPrefix, bytes: &'a [u8]) -> Self {
        match bytes.strip_prefix(&*prefix.bytes) {
            Some(rest) => prefix.hashers.clone().updated_with(rest).finish_bytes(bytes),
            None => Self::of(bytes),
        }
    }

    /// The size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Calls `take` with the bytes, in chunks, and fails where they are not those that were hashed.
    pub(super) fn for_each_chunk(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let EntryContentSource::File(_) = self.source else { return self.source.for_each_chunk(take) };
        let mut crc32 = crc32fast::Hasher::new();
        let mut left = self.size;
        self.source.for_each_chunk(&mut |chunk| {
            crc32.update(chunk);
            left = left.checked_sub(chunk.len() as u64).ok_or_else(changed_error)?;
            take(chunk)
        })?;
        if left == 0 && crc32.finalize() == self.crc32 { Ok(()) } else { Err(changed_error()) }
    }

    /// The digest by any algorithm.
    pub(super) fn digest(&self, algorithm: DigestAlgorithm) -> io::Result<Vec<u8>> {
        match algorithm {
            DigestAlgorithm::Sha256 => return Ok(self.sha256.as_bytes().to_vec()),
            DigestAlgorithm::Sha512 => return Ok(self.sha512.as_bytes().to_vec()),
            _ => {}
        }
        let mut failed = None;
        let digest = algorithm.of_chunks(|take| {
            let fed = self.for_each_chunk(&mut |chunk| {
                take(chunk);
                Ok(())
            });
            fed.map_err(|error| failed = Some(error)).ok()
        });
        digest.ok_or_else(|| failed.unwrap_or_else(changed_error))
    }

    /// The SHA-256 of the bytes.
    pub fn sha256(&self) -> Sha256Digest {
        self.sha256
    }

    /// The SHA-512 of the bytes.
    pub fn sha512(&self) -> Sha512Digest {
        self.sha512
    }
}

impl EntryContentSource<'_> {
    fn for_each_chunk(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => take(bytes),
            Self::File(file) => {
                let mut file = *file;
                file.rewind()?;
                let mut chunk = vec![0; CHUNK_SIZE];
                loop {
                    match file.read(&mut chunk) {
                        Ok(0) => return Ok(()),
                        Ok(length) => take(chunk.get(..length).unwrap_or_default())?,
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
    }
}

fn changed_error() -> io::Error {
    io::Error::other("the file changed while it was packed")
}

impl<'a> From<&'a [u8]> for EntryContent<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::of(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for EntryContent<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::of(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for EntryContent<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::of(bytes)
    }
}

/// The size and digest; never the bytes.
impl fmt::Debug for EntryContent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntryContent")
            .field("size", &self.size)
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// The bytes that every document of a batch begins with, hashed once.
///
/// ```
/// use edocpack::asic::{EntryContent, SharedPrefix};
///
/// let form = b"%PDF-1.7 the same in every document";
/// let document = [form.as_slice(), b" and what one of them adds"].concat();
/// // The form is hashed once, not once a document.
/// let content = EntryContent::with_prefix(&SharedPrefix::of(form), &document);
/// assert_eq!(content.sha256(), EntryContent::of(&document).sha256());
/// ```
#[derive(Clone)]
pub struct SharedPrefix {
    bytes: Box<[u8]>,
    hashers: ContentHashers,
}

impl SharedPrefix {
    /// Hashes `bytes` and keeps a copy, to compare with the beginning of each document.
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), hashers: ContentHashers::default().updated_with(bytes) }
    }
}

/// The size; never the bytes.
impl fmt::Debug for SharedPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedPrefix").field("size", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// The hashes of bytes so far.
#[derive(Clone, Default)]
struct ContentHashers {
    crc32: crc32fast::Hasher,
    sha256: sha2::Sha256,
    sha512: sha2::Sha512,
}

impl ContentHashers {
    fn update(&mut self, bytes: &[u8]) {
        self.crc32.update(bytes);
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    fn updated_with(mut self, bytes: &[u8]) -> Self {
        self.update(bytes);
        self
    }

    fn finish_bytes(self, bytes: &[u8]) -> EntryContent<'_> {
        self.finish(EntryContentSource::Bytes(bytes), bytes.len() as u64)
    }

    fn finish(self, source: EntryContentSource<'_>, size: u64) -> EntryContent<'_> {
        EntryContent {
            source,
            size,
            crc32: self.crc32.finalize(),
            sha256: Sha256Digest::from_bytes(self.sha256.finalize().into()),
            sha512: Sha512Digest::from_bytes(self.sha512.finalize().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_are_the_known_ones() {
        let content = EntryContent::of(b"123456789");
        assert_eq!(content.crc32, 0xcbf4_3926);
        assert_eq!(
            content.sha256.to_string(),
            "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
        );
        assert!(content.sha512.to_string().starts_with("d9e6762dd1c8eaf6d61b3c6192fc408d"));
    }

    proptest! {
        #[test]
        fn a_prefix_changes_no_sum(bytes: Vec<u8>, cut: prop::sample::Index, other: Vec<u8>) {
            let whole = EntryContent::of(&bytes);
            let prefix = SharedPrefix::of(&bytes[..cut.index(bytes.len() + 1)]);
            for content in [EntryContent::with_prefix(&prefix, &bytes), EntryContent::with_prefix(&SharedPrefix::of(&other), &bytes)] {
                prop_assert_eq!(content.crc32, whole.crc32);
                prop_assert_eq!(content.sha256, whole.sha256);
                prop_assert_eq!(content.sha512, whole.sha512);
            }
        }
    }
}
