//! The bytes of a container before and after its document.

use std::io::{self, Write};

use super::container::{ContainedDocument, ContainerEntry};

/// A finished container without a copy of its document: the bytes of the archive before and after the document.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerBuilder;
/// use edocpack::values::{BuildTime, EntryName, MediaType};
///
/// let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_767_225_600)?);
/// let name = EntryName::parse("a.txt").unwrap();
/// let container = draft.document(name, MediaType::parse("text/plain")?, b"Sveiki!")?.finish_without_document()?;
/// // Three segments to write one after the other; nothing is copied.
/// let segments = container.segments(b"Sveiki!");
/// assert_eq!(segments.concat().len() as u64, container.size());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct UnsignedContainer {
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
    pub(super) entries: Vec<ContainerEntry>,
    pub(super) document: ContainedDocument,
}

impl UnsignedContainer {
    /// The archive in three segments; the middle one is the document that it was made for.
    pub fn segments<'a>(&'a self, document: &'a [u8]) -> [&'a [u8]; 3] {
        [&self.before, document, &self.after]
    }

    /// The size of the archive in bytes.
    pub fn size(&self) -> u64 {
        (self.before.len() as u64 + self.after.len() as u64).saturating_add(self.document.size)
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

/// A writer that keeps what is written, but for one range of it.
#[derive(Debug)]
pub(super) struct SkippingWriter {
    /// How many bytes are still to be kept before the range.
    before_skip: u64,
    /// How many bytes of the range are still to be skipped.
    skip_left: u64,
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
}

impl SkippingWriter {
    /// Skips `length` bytes from offset `start` on.
    pub(super) fn skipping(start: u64, length: u64) -> Self {
        Self { before_skip: start, skip_left: length, before: Vec::new(), after: Vec::new() }
    }
}

impl Write for SkippingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let take = |most: u64| bytes.split_at(usize::try_from(most).unwrap_or(usize::MAX).min(bytes.len()));
        let (taken, to) = if self.before_skip > 0 {
            let (before, _) = take(self.before_skip);
            self.before_skip -= before.len() as u64;
            (before, Some(&mut self.before))
        } else if self.skip_left > 0 {
            let (stretch, _) = take(self.skip_left);
            self.skip_left -= stretch.len() as u64;
            (stretch, None)
        } else {
            (bytes, Some(&mut self.after))
        };
        if let Some(to) = to {
            to.extend_from_slice(taken);
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
