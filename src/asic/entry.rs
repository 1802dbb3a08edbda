//! One entry of an archive: its headers, and its content as long as that can be read.

use std::fmt;
use std::io;
use std::ops::Range;

use super::byte_source::ByteSource;
use super::central_directory::CentralHeader;
use super::entry_role::EntryRole;
use super::inflate::{InflateError, Inflater};
use super::local_header::LocalHeader;
use super::sanitized::sanitized;
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin};
use crate::values::Sha256Digest;

/// An entry of an archive that is read. See [`Archive`](super::Archive).
pub struct ArchiveEntry<'a> {
    pub(super) name: String,
    pub(super) central_header: CentralHeader,
    pub(super) local_header: Option<LocalHeader>,
    pub(super) data: EntryData<'a>,
    /// Of the content, once it is known to be what the archive declares.
    pub(super) sha256: Option<Sha256Digest>,
    /// Of the content, likewise.
    pub(super) first_bytes: Vec<u8>,
}

/// The compressed data of an entry: a range of the source; empty where the data cannot be located.
pub(super) struct EntryData<'a> {
    pub(super) source: ByteSource<'a>,
    pub(super) range: Range<u64>,
}

/// How the data of an entry are compressed. See [`Archive`](super::Archive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum CompressionMethod {
    /// Deflate (8).
    Deflated,
    /// Another method, by its number in the ZIP specification.
    Other(u16),
    /// Not compressed (0).
    Stored,
}

impl ArchiveEntry<'_> {
    /// The name. Bytes that are not UTF-8 read `\xNN`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size of the content in bytes, as declared.
    pub fn size(&self) -> u64 {
        self.central_header.size
    }

    /// The size of the compressed data in bytes, as declared.
    pub fn compressed_size(&self) -> u64 {
        self.central_header.compressed_size
    }

    /// How it is compressed.
    pub(crate) fn method(&self) -> CompressionMethod {
        match self.central_header.method {
            0 => CompressionMethod::Stored,
            8 => CompressionMethod::Deflated,
            other => CompressionMethod::Other(other),
        }
    }

    /// The comment of the entry: eParaksts names its library there (`EDOC/2.0; LIB/2.6.18`).
    pub fn comment(&self) -> &[u8] {
        &self.central_header.comment
    }

    /// The SHA-256 of the content; `None` where a finding says why it cannot be read.
    pub fn sha256(&self) -> Option<Sha256Digest> {
        self.sha256
    }

    /// The content; `None` where a finding says why it cannot be read.
    pub fn read(&self) -> Option<Vec<u8>> {
        let mut content = Vec::with_capacity(usize::try_from(self.size()).ok()?);
        self.copy_to(&mut content).ok()?;
        Some(content)
    }

    /// The first KiB of the content; `None` where a finding says why it cannot be read.
    pub fn first_bytes(&self) -> Option<&[u8]> {
        self.sha256.map(|_| self.first_bytes.as_slice())
    }

    /// Writes the content to `out`, in chunks.
    ///
    /// # Errors
    /// Those of `out` and of the file that the archive is in; [`io::ErrorKind::InvalidData`] where a finding says
    /// why the content cannot be read.
    pub fn copy_to(&self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.sha256.is_none() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.decompress(&mut |chunk| out.write_all(chunk)).map_err(|error| match error {
            InflateError::Io(error) => error,
            _ => io::ErrorKind::InvalidData.into(),
        })
    }

    pub(super) fn role(&self) -> EntryRole {
        EntryRole::of(&self.name)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        // Bits: encrypted, strongly encrypted, headers masked. Method 99 is AES.
        self.central_header.flags & (1 | 1 << 6 | 1 << 13) != 0 || self.central_header.method == 99
    }

    /// Feeds the content to `take`, in chunks.
    pub(super) fn decompress(
        &self,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), InflateError> {
        let EntryData { source, range } = &self.data;
        if self.method() == CompressionMethod::Stored {
            if range.end - range.start != self.size() {
                return Err(InflateError::SizeMismatch);
            }
            return Ok(source.for_each_chunk(range.clone(), take)?);
        }
        let mut inflater = Inflater::new(self.size());
        source.for_each_chunk(range.clone(), &mut |chunk| inflater.feed(chunk, take))?;
        inflater.finish()
    }
}

impl fmt::Debug for ArchiveEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArchiveEntry")
            .field("name", &sanitized(&self.name))
            .field("size", &self.size())
            .field("method", &self.method())
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// A finding about the entry `name`, which is also its argument `f`.
pub(super) fn entry_finding(entry: &'static CatalogueEntry, origin: &Origin, name: &str) -> Finding {
    let name = sanitized(name);
    Finding::of(entry, origin.at(FileLocation::Entry { name: name.as_str().into() })).with("f", name)
}
