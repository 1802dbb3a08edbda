use std::fmt;

use sha2::Digest as _;

use crate::values::{Sha256Digest, Sha512Digest};

/// The bytes of a data file with their CRC-32 and digests.
///
/// In a batch, documents begin alike: [`Content::after`] takes up the sums where the common [`Prefix`] left
/// them.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) crc32: u32,
    pub(super) sha256: Sha256Digest,
    pub(super) sha512: Sha512Digest,
}

impl<'a> Content<'a> {
    /// Reads `bytes` through once.
    pub fn of(bytes: &'a [u8]) -> Self {
        Sums::default().through(bytes).content(bytes)
    }

    /// Reads only what follows `prefix`; where `bytes` do not begin with it, all of them.
    pub fn after(prefix: &Prefix, bytes: &'a [u8]) -> Self {
        match bytes.strip_prefix(&*prefix.bytes) {
            Some(rest) => prefix.sums.clone().through(rest).content(bytes),
            None => Self::of(bytes),
        }
    }

    /// The bytes themselves.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
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
            .field("size", &self.bytes.len())
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// What every document of a batch begins with, read through once.
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
    fn through(mut self, bytes: &[u8]) -> Self {
        self.crc32.update(bytes);
        self.sha256.update(bytes);
        self.sha512.update(bytes);
        self
    }

    fn content(self, bytes: &[u8]) -> Content<'_> {
        Content {
            bytes,
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
