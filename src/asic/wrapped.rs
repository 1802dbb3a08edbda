use std::io::{self, Write};

use super::container::{ContainedDocument, ContainerEntry};

/// A finished container whose document stays where it is: what stands before its bytes in the archive, and behind
/// them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerBuilder;
/// use edocpack::values::{BuildTime, EntryName, MediaType};
///
/// let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_767_225_600)?);
/// let name = EntryName::parse("a.txt").unwrap();
/// let wrapped = draft.document(name, MediaType::parse("text/plain")?, b"Sveiki!")?.wrap()?;
/// // Three pieces to write one after the other; nothing is copied.
/// let pieces = wrapped.around(b"Sveiki!");
/// assert_eq!(pieces.concat().len() as u64, wrapped.size());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Wrapped {
    pub(super) before: Vec<u8>,
    pub(super) behind: Vec<u8>,
    pub(super) entries: Vec<ContainerEntry>,
    pub(super) document: ContainedDocument,
}

impl Wrapped {
    /// The archive in three pieces, around the document that it was made for.
    pub fn around<'a>(&'a self, document: &'a [u8]) -> [&'a [u8]; 3] {
        [&self.before, document, &self.behind]
    }

    /// The size of the archive in bytes.
    pub fn size(&self) -> u64 {
        (self.before.len() as u64 + self.behind.len() as u64).saturating_add(self.document.size)
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

/// Keeps what is written, but for one stretch of it.
#[derive(Debug)]
pub(super) struct Around {
    /// How many bytes come before the stretch that are still to come.
    ahead: u64,
    /// How many bytes of the stretch are still to come.
    left: u64,
    pub(super) before: Vec<u8>,
    pub(super) behind: Vec<u8>,
}

impl Around {
    /// Leaves out `length` bytes from `start` on.
    pub(super) fn stretch(start: u64, length: u64) -> Self {
        Self { ahead: start, left: length, before: Vec::new(), behind: Vec::new() }
    }
}

impl Write for Around {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let take = |most: u64| bytes.split_at(usize::try_from(most).unwrap_or(usize::MAX).min(bytes.len()));
        let (taken, to) = if self.ahead > 0 {
            let (before, _) = take(self.ahead);
            self.ahead -= before.len() as u64;
            (before, Some(&mut self.before))
        } else if self.left > 0 {
            let (stretch, _) = take(self.left);
            self.left -= stretch.len() as u64;
            (stretch, None)
        } else {
            (bytes, Some(&mut self.behind))
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
