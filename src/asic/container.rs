use std::fmt;

use crate::values::{EntryName, MediaType, Sha256Digest, Sha512Digest};

/// A finished container: its bytes and its entries.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerBuilder;
/// use edocpack::values::{BuildTime, EntryName, MediaType, Sha256Digest};
///
/// let name = EntryName::parse("a.txt").unwrap();
/// let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_767_225_600)?);
/// let container = draft.document(name, MediaType::parse("text/plain")?, b"Sveiki!")?.finish()?;
/// assert_eq!(container.document().sha256, Sha256Digest::of(b"Sveiki!"));
/// assert_eq!(container.entries()[0].name, "mimetype");
/// assert!(container.bytes().starts_with(b"PK"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Container {
    pub(super) bytes: Vec<u8>,
    pub(super) entries: Vec<ContainerEntry>,
    pub(super) document: ContainedDocument,
}

/// One entry of a container that we wrote. See [`Container`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContainerEntry {
    /// The name in the archive.
    pub name: String,
    /// The size of the content in bytes.
    pub size: u64,
    /// The SHA-256 of the content.
    pub sha256: Sha256Digest,
    /// As the manifest says it; `None` for what the format itself asks for (`mimetype`, `META-INF/…`).
    pub media_type: Option<MediaType>,
}

/// The document of a container that we wrote. See [`Container`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContainedDocument {
    /// The name in the archive.
    pub name: EntryName,
    /// As the manifest says it.
    pub media_type: MediaType,
    /// The size of the content in bytes.
    pub size: u64,
    /// The SHA-256 of the content.
    pub sha256: Sha256Digest,
    /// Of the content.
    pub sha512: Sha512Digest,
}

impl Container {
    /// The whole archive.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The whole archive, to keep.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Every entry, in the order of the archive.
    pub fn entries(&self) -> &[ContainerEntry] {
        &self.entries
    }

    /// The one document.
    pub fn document(&self) -> &ContainedDocument {
        &self.document
    }
}

/// The size and the document; never the bytes.
impl fmt::Debug for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Container")
            .field("size", &self.bytes.len())
            .field("document", &self.document.sha256)
            .finish_non_exhaustive()
    }
}
