use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};

use sha2::Digest as _;

use crate::pki::DigestAlgorithm;
use crate::values::{Sha256Digest, Sha512Digest};

/// The bytes of a data file with their CRC-32 and digests.
///
/// In a batch, documents begin alike: [`Content::after`] takes up the sums where the common [`Prefix`] left
/// them.
///
/// ```
/// use edocpack::asic::Content;
/// use edocpack::values::Sha256Digest;
///
/// let content = Content::of(b"%PDF-1.7");
/// assert_eq!(content.size(), 8);
/// assert_eq!(content.sha256(), Sha256Digest::of(b"%PDF-1.7"));
/// ```
#[derive(Clone, Copy)]
pub struct Content<'a> {
    source: Source<'a>,
    pub(super) size: u64,
    pub(super) crc32: u32,
    pub(super) sha256: Sha256Digest,
    pub(super) sha512: Sha512Digest,
}

/// Where the bytes are: in memory, or in a file that is read once for its sums and once more when it is packed.
#[derive(Clone, Copy)]
enum Source<'a> {
    Bytes(&'a [u8]),
    File(&'a File),
}

/// How much of a file is in memory at a time.
const PIECE: usize = 1 << 18;

impl<'a> Content<'a> {
    /// Reads a file through once, however large, piece by piece.
    ///
    /// # Errors
    /// Where it cannot be read, or cannot be read twice (a pipe).
    pub fn of_file(file: &'a File) -> io::Result<Self> {
        let mut sums = Sums::default();
        let mut size = 0;
        let source = Source::File(file);
        source.feed(&mut |piece| {
            sums.update(piece);
            size += piece.len() as u64;
            Ok(())
        })?;
        Ok(sums.content(source, size))
    }

    /// Reads `bytes` through once.
    pub fn of(bytes: &'a [u8]) -> Self {
        Sums::default().through(bytes).of(bytes)
    }

    /// Reads only what follows `prefix`; where `bytes` do not begin with it, all of them.
    pub fn after(prefix: &Prefix, bytes: &'a [u8]) -> Self {
        match bytes.strip_prefix(&*prefix.bytes) {
            Some(rest) => prefix.sums.clone().through(rest).of(bytes),
            None => Self::of(bytes),
        }
    }

    /// The size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Hands the bytes over, piece by piece, and makes sure that they are still those that were read before.
    pub(super) fn feed(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let Source::File(_) = self.source else { return self.source.feed(take) };
        let mut crc32 = crc32fast::Hasher::new();
        let mut left = self.size;
        self.source.feed(&mut |piece| {
            crc32.update(piece);
            left = left.checked_sub(piece.len() as u64).ok_or_else(changed)?;
            take(piece)
        })?;
        if left == 0 && crc32.finalize() == self.crc32 { Ok(()) } else { Err(changed()) }
    }

    /// The digest by any algorithm.
    pub(super) fn digest(&self, algorithm: DigestAlgorithm) -> io::Result<Vec<u8>> {
        match algorithm {
            DigestAlgorithm::Sha256 => return Ok(self.sha256.as_bytes().to_vec()),
            DigestAlgorithm::Sha512 => return Ok(self.sha512.as_bytes().to_vec()),
            _ => {}
        }
        let mut failed = None;
        let digest = algorithm.digest(|take| {
            let fed = self.feed(&mut |piece| {
                take(piece);
                Ok(())
            });
            fed.map_err(|error| failed = Some(error)).ok()
        });
        digest.ok_or_else(|| failed.unwrap_or_else(changed))
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

impl Source<'_> {
    fn feed(&self, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => take(bytes),
            Self::File(file) => {
                let mut file = *file;
                file.rewind()?;
                let mut piece = vec![0; PIECE];
                loop {
                    match file.read(&mut piece) {
                        Ok(0) => return Ok(()),
                        Ok(length) => take(piece.get(..length).unwrap_or_default())?,
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
    }
}

fn changed() -> io::Error {
    io::Error::other("the file changed while it was packed")
}

impl<'a> From<&'a [u8]> for Content<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::of(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Content<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::of(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Content<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::of(bytes)
    }
}

/// The size and digest; never the bytes.
impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("size", &self.size)
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// What every document of a batch begins with, read through once.
///
/// ```
/// use edocpack::asic::{Content, Prefix};
///
/// let form = b"%PDF-1.7 the same in every document";
/// let document = [form.as_slice(), b" and what one of them adds"].concat();
/// // The form is read through once, not once a document.
/// let content = Content::after(&Prefix::of(form), &document);
/// assert_eq!(content.sha256(), Content::of(&document).sha256());
/// ```
#[derive(Clone)]
pub struct Prefix {
    bytes: Box<[u8]>,
    sums: Sums,
}

impl Prefix {
    /// Reads `bytes` through and keeps a copy, to be sure of a document that claims to begin so.
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), sums: Sums::default().through(bytes) }
    }
}

/// The size; never the bytes.
impl fmt::Debug for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prefix").field("size", &self.bytes.len()).finish_non_exhaustive()
    }
}

/// Sums on the way.
#[derive(Clone, Default)]
struct Sums {
    crc32: crc32fast::Hasher,
    sha256: sha2::Sha256,
    sha512: sha2::Sha512,
}

impl Sums {
    fn update(&mut self, bytes: &[u8]) {
        self.crc32.update(bytes);
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    fn through(mut self, bytes: &[u8]) -> Self {
        self.update(bytes);
        self
    }

    fn of(self, bytes: &[u8]) -> Content<'_> {
        self.content(Source::Bytes(bytes), bytes.len() as u64)
    }

    fn content(self, source: Source<'_>, size: u64) -> Content<'_> {
        Content {
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
        let content = Content::of(b"123456789");
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
            let whole = Content::of(&bytes);
            let prefix = Prefix::of(&bytes[..cut.index(bytes.len() + 1)]);
            for content in [Content::after(&prefix, &bytes), Content::after(&Prefix::of(&other), &bytes)] {
                prop_assert_eq!(content.crc32, whole.crc32);
                prop_assert_eq!(content.sha256, whole.sha256);
                prop_assert_eq!(content.sha512, whole.sha512);
            }
        }
    }
}
