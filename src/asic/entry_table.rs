//! The entries of an archive by name, and the bounded reading of those that are parsed.

use super::entry::{ArchiveEntry, entry_finding};
use super::entry_role::EntryRole;
use super::limits::Limits;
use super::mimetype::{self, Mimetype};
use crate::diag::{CatalogueEntry, Finding, Origin};
use crate::xml::{XmlFault, XmlReader};

pub(super) struct EntryTable<'a> {
    pub(super) origin: Origin,
    /// In the order of the central directory.
    pub(super) entries: Vec<ArchiveEntry<'a>>,
    pub(super) limits: Limits,
}

impl<'a> EntryTable<'a> {
    /// The first entry of this name.
    pub(super) fn get(&self, name: &str) -> Option<&ArchiveEntry<'a>> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(ArchiveEntry::name)
    }

    /// Neither `mimetype` nor `META-INF/…` nor a folder.
    pub(super) fn data_files(&self) -> impl Iterator<Item = &ArchiveEntry<'a>> {
        self.entries.iter().filter(|entry| entry.role() == EntryRole::DataFile)
    }

    /// The entry `mimetype`; `None` where it is missing, too long for one or cannot be read.
    pub(super) fn mimetype(&self) -> Option<Mimetype> {
        let content = self.get(mimetype::NAME).filter(|e| e.size() <= mimetype::MAX_SIZE)?.read()?;
        Some(Mimetype::of(&content))
    }

    /// The content of the entry `name`, if it is there and can be read; one larger than [`Limits::xml`] is a fault.
    pub(super) fn read_parsed_entry(&self, name: &str) -> Option<Result<Vec<u8>, XmlFault>> {
        let entry = self.get(name)?;
        if entry.size() > self.limits.xml {
            return Some(Err(XmlFault::TooBig));
        }
        entry.read().map(Ok)
    }

    /// Parses the XML entry `name`; `None` where it is missing or its content cannot be read.
    pub(super) fn parse_xml<T>(
        &self,
        name: &str,
        parse: impl FnOnce(XmlReader<'_>) -> Result<T, XmlFault>,
    ) -> Option<Result<T, XmlFault>> {
        let bytes = self.read_parsed_entry(name)?;
        Some(bytes.and_then(|bytes| parse(XmlReader::read(&bytes, self.limits.depth)?)))
    }

    /// A finding about the archive as a whole.
    pub(super) fn finding(&self, entry: &'static CatalogueEntry) -> Finding {
        Finding::of(entry, self.origin.clone())
    }

    /// A finding about the entry `name`, which is also its argument `f`.
    pub(super) fn finding_about(&self, entry: &'static CatalogueEntry, name: &str) -> Finding {
        entry_finding(entry, &self.origin, name)
    }
}
