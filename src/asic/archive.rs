//! A container as a whole: its entries, what kind it is, and the signatures in it.

use std::fmt;
use std::fs::File;
use std::io;
use std::sync::Arc;

use super::archive_reader::ArchiveReader;
use super::asic_manifest::AsicManifest;
use super::byte_source::ByteSource;
use super::container_kind::ContainerKind;
use super::entry::ArchiveEntry;
use super::entry_table::EntryTable;
use super::hashcodes::Hashcodes;
use super::limits::Limits;
use super::manifest::{self, Manifest};
use super::signature::SignatureFile;
use super::signature_reader;
use crate::diag::{CatalogueEntry, Finding, Origin, Report};
use crate::xml::XmlFault;

/// A container, read once and within [`Limits`].
///
/// Reading does not fail because a rule is broken: [`check`](super::check) reports that. An entry that is damaged,
/// encrypted or beyond a limit has no content.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{self, Archive, ContainerBuilder, Limits};
/// use edocpack::values::{BuildTime, EntryName, MediaType};
///
/// # let (name, media_type) = (EntryName::parse("a.pdf").unwrap(), MediaType::parse("application/pdf")?);
/// # let draft = ContainerBuilder::edoc(BuildTime::from_unix(1_795_334_400)?);
/// # let container = draft.document(name, media_type, &b"%PDF-1.7 ..."[..])?.finish()?;
/// # let bytes = container.bytes();
/// let archive = Archive::read(bytes, "a.edoc", &Limits::default())?;
/// assert!(!archive.is_signed());
/// assert_eq!(archive.data_files().map(|file| file.name()).collect::<Vec<_>>(), ["a.pdf"]);
/// assert!(!asic::check(&archive).refuses());
/// # Ok(())
/// # }
/// ```
pub struct Archive<'a> {
    pub(super) table: EntryTable<'a>,
    /// In bytes.
    size: u64,
    comment: Vec<u8>,
    pub(super) manifest: Option<Result<Manifest, XmlFault>>,
    /// Each by the name of its entry, in the order of the directory.
    pub(super) asic_manifests: Vec<(String, Result<AsicManifest, XmlFault>)>,
    /// Where the files are elsewhere.
    pub(super) hashcodes: Option<Hashcodes>,
    kind: ContainerKind,
    signatures: Vec<SignatureFile>,
    pub(super) structure_report: Report,
}

impl<'a> Archive<'a> {
    /// Reads `bytes`; findings name them `file`.
    ///
    /// # Errors
    /// The findings, where no entry can be read: not a ZIP, cut off, a damaged directory, larger than the limits.
    pub fn read(bytes: &'a [u8], file: impl Into<Arc<str>>, limits: &Limits) -> Result<Self, Report> {
        Self::read_source(&ByteSource::Bytes(bytes), file, limits)
    }

    /// Reads a file, however large: only its headers, the XML in it, and one chunk of a content are ever in memory.
    /// Findings name it `name`.
    ///
    /// # Errors
    /// Outside, where the file cannot be read; inside, as [`Archive::read`].
    pub fn open(
        file: &'a File,
        name: impl Into<Arc<str>>,
        limits: &Limits,
    ) -> io::Result<Result<Self, Report>> {
        let source = ByteSource::of_file(file)?;
        let read = Self::read_source(&source, name, limits);
        // The findings about a file that could not be read say nothing of the archive.
        source.io_error().map_or(Ok(read), Err)
    }

    fn read_source(
        source: &ByteSource<'a>,
        file: impl Into<Arc<str>>,
        limits: &Limits,
    ) -> Result<Self, Report> {
        let origin = Origin::file(file);
        let mut structure_report = Report::default();
        let (entries, comment) = ArchiveReader::new(&origin, limits, &mut structure_report).read(source)?;
        let table = EntryTable { origin, entries, limits: *limits };
        let manifest = table.parse_xml(manifest::NAME, Manifest::read);
        let asic_manifests = read_asic_manifests(&table);
        let kind = ContainerKind::of(&table, manifest.as_ref().and_then(|manifest| manifest.as_ref().ok()));
        let signatures = signature_reader::read_all(&table, &asic_manifests, kind);
        let hashcodes = (kind == ContainerKind::Hashcode).then(|| Hashcodes::read(&table));
        let size = source.size();
        Ok(Self {
            table,
            size,
            comment,
            manifest,
            asic_manifests,
            hashcodes,
            kind,
            signatures,
            structure_report,
        })
    }

    /// Every entry, in the order of the directory.
    pub fn entries(&self) -> &[ArchiveEntry<'a>] {
        &self.table.entries
    }

    /// The first entry of this name.
    pub fn entry(&self, name: &str) -> Option<&ArchiveEntry<'a>> {
        self.table.get(name)
    }

    /// The files that a person put in: neither `mimetype` nor `META-INF/…` nor a folder.
    pub fn data_files(&self) -> impl Iterator<Item = &ArchiveEntry<'a>> {
        self.table.data_files()
    }

    /// The media type that the manifest gives the file `name`.
    pub fn media_type(&self, name: &str) -> Option<&str> {
        self.manifest.as_ref()?.as_ref().ok()?.media_type(name)
    }

    /// What kind of container it is.
    pub fn kind(&self) -> ContainerKind {
        self.kind
    }

    /// The files with signatures and time-stamps, in the order of the directory.
    pub fn signatures(&self) -> &[SignatureFile] {
        &self.signatures
    }

    /// Whether it holds a signature of a person (not only time-stamps); valid or not.
    pub fn is_signed(&self) -> bool {
        self.signatures.iter().any(SignatureFile::holds_signature)
    }

    /// Whether somebody made it final: by a signature, a time-stamp or an evidence record, valid or not.
    pub(super) fn is_sealed(&self) -> bool {
        self.signatures.iter().any(|file| file.holds_signature() || !file.form.is_signature())
    }

    /// The comment of the archive.
    pub fn comment(&self) -> &[u8] {
        &self.comment
    }

    /// The size of the archive in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// A finding about the archive as a whole.
    pub(super) fn finding(&self, entry: &'static CatalogueEntry) -> Finding {
        self.table.finding(entry)
    }

    /// A finding about the entry `name`, which is also its argument `f`.
    pub(super) fn finding_about(&self, entry: &'static CatalogueEntry, name: &str) -> Finding {
        self.table.finding_about(entry, name)
    }
}

fn read_asic_manifests(table: &EntryTable<'_>) -> Vec<(String, Result<AsicManifest, XmlFault>)> {
    let names = table.names().filter(|name| AsicManifest::is_manifest_name(name));
    names.filter_map(|name| Some((name.to_owned(), table.parse_xml(name, AsicManifest::read)?))).collect()
}

impl fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive")
            .field("size", &self.size)
            .field("entries", &self.table.entries)
            .finish_non_exhaustive()
    }
}
