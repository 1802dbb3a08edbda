use std::collections::BTreeMap;

use super::archive::{Archive, ArchiveEntry};

/// A digest that signatures use, by its URI in XML signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Algorithm {
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    pub(super) fn of(uri: &str) -> Option<Self> {
        match uri {
            "http://www.w3.org/2001/04/xmldsig-more#sha224" => Some(Self::Sha224),
            "http://www.w3.org/2001/04/xmlenc#sha256" => Some(Self::Sha256),
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => Some(Self::Sha384),
            "http://www.w3.org/2001/04/xmlenc#sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    fn digest(self, entry: &ArchiveEntry<'_>) -> Option<Vec<u8>> {
        fn run<D: sha2::Digest>(entry: &ArchiveEntry<'_>) -> Option<Vec<u8>> {
            let mut digest = D::new();
            entry.expand(|piece| digest.update(piece)).ok()?;
            Some(digest.finalize().to_vec())
        }
        match self {
            Self::Sha224 => run::<sha2::Sha224>(entry),
            Self::Sha256 => Some(entry.sha256()?.as_bytes().to_vec()),
            Self::Sha384 => run::<sha2::Sha384>(entry),
            Self::Sha512 => run::<sha2::Sha512>(entry),
        }
    }
}

/// SHA-1, which nobody should sign with any more.
pub(super) const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";

/// Digests of the entries of an archive, each computed once however many signatures name it.
pub(super) struct Digests<'a, 'b> {
    archive: &'b Archive<'a>,
    known: BTreeMap<(String, Algorithm), Option<Vec<u8>>>,
}

impl<'a, 'b> Digests<'a, 'b> {
    pub(super) fn of(archive: &'b Archive<'a>) -> Self {
        Self { archive, known: BTreeMap::new() }
    }

    /// The digest of the entry `name`; `None` where it cannot be read.
    pub(super) fn digest(&mut self, name: &str, algorithm: Algorithm) -> Option<&[u8]> {
        let archive = self.archive;
        let digest = self.known.entry((name.to_owned(), algorithm)).or_insert_with(|| {
            let entry = archive.entry(name)?;
            entry.sha256()?;
            algorithm.digest(entry)
        });
        digest.as_deref()
    }
}
