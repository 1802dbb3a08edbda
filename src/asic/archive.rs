use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use super::archive_reader::ArchiveReader;
use super::asic_manifest::AsicManifest;
use super::byte_source::ByteSource;
use super::central_directory::CentralHeader;
use super::container_kind::ContainerKind;
use super::entry_role::EntryRole;
use super::inflate::{InflateError, Inflater};
use super::limits::Limits;
use super::local_header::LocalHeader;
use super::manifest::{self, Manifest};
use super::sanitized::sanitized;
use super::signature::{self, SignatureFile};
use super::xml::{XmlFault, XmlReader};
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report};
use crate::values::Sha256Digest;

/// A container that somebody made, read through once and within [`Limits`].
///
/// Reading never fails because of a rule: what is wrong is told by [`check`](super::check). What cannot be
/// trusted (damaged, encrypted, beyond a limit) has no content.
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
    origin: Origin,
    size: u64,
    comment: Vec<u8>,
    entries: Vec<ArchiveEntry<'a>>,
    pub(super) manifest: Option<Result<Manifest, XmlFault>>,
    /// Each by its name, in the order of the directory.
    pub(super) asic_manifests: Vec<(String, Result<AsicManifest, XmlFault>)>,
    pub(super) signatures: Vec<SignatureFile>,
    pub(super) limits: Limits,
    pub(super) structure_report: Report,
}

impl<'a> Archive<'a> {
    /// Reads `bytes`; `file` is the name by which findings speak of them.
    ///
    /// # Errors
    /// The findings, where there is no archive to speak of: not a ZIP, cut off, a damaged directory, larger
    /// than the limits.
    pub fn read(bytes: &'a [u8], file: impl Into<Arc<str>>, limits: &Limits) -> Result<Self, Report> {
        Self::read_source(&ByteSource::Bytes(bytes), file, limits)
    }

    /// Reads a file, however large: only its headers, what is XML in it, and a piece of a content are ever in memory.
    /// `name` is the name by which findings speak of it.
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
        // What was found of a file that could not be read says nothing of the archive.
        source.io_error().map_or(Ok(read), Err)
    }

    fn read_source(
        source: &ByteSource<'a>,
        file: impl Into<Arc<str>>,
        limits: &Limits,
    ) -> Result<Self, Report> {
        let origin = Origin::file(file);
        let mut structure = Report::default();
        let (entries, comment) = ArchiveReader::new(&origin, limits, &mut structure).read(source)?;
        let mut archive = Self {
            origin,
            size: source.size(),
            comment,
            entries,
            manifest: None,
            asic_manifests: Vec::new(),
            signatures: Vec::new(),
            limits: *limits,
            structure_report: structure,
        };
        archive.manifest = archive.read_xml(manifest::NAME, Manifest::read);
        archive.asic_manifests = archive.read_asic_manifests();
        archive.signatures = signature::read_all(&archive);
        Ok(archive)
    }

    /// Every entry, in the order of the directory.
    pub fn entries(&self) -> &[ArchiveEntry<'a>] {
        &self.entries
    }

    /// The first entry of this name.
    pub fn entry(&self, name: &str) -> Option<&ArchiveEntry<'a>> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The files that a person put in: neither `mimetype` nor `META-INF/…` nor a folder.
    pub fn data_files(&self) -> impl Iterator<Item = &ArchiveEntry<'a>> {
        self.entries.iter().filter(|entry| entry.role() == EntryRole::DataFile)
    }

    /// The media type that the manifest gives the file `name`.
    pub fn media_type(&self, name: &str) -> Option<&str> {
        self.manifest.as_ref()?.as_ref().ok()?.media_type(name)
    }

    /// What kind of container it is.
    pub fn kind(&self) -> ContainerKind {
        ContainerKind::of(self)
    }

    /// The files with signatures and time-stamps, by name.
    pub fn signatures(&self) -> &[SignatureFile] {
        &self.signatures
    }

    /// Whether it holds a signature of a person (not only time-stamps). Whether that is valid is not looked at.
    pub fn is_signed(&self) -> bool {
        self.signatures.iter().any(SignatureFile::holds_signature)
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
        Finding::of(entry, self.origin.clone())
    }

    /// A finding about the entry `name`, which is also its argument `f`.
    pub(super) fn finding_about(&self, entry: &'static CatalogueEntry, name: &str) -> Finding {
        entry_finding(entry, &self.origin, name)
    }

    fn read_asic_manifests(&self) -> Vec<(String, Result<AsicManifest, XmlFault>)> {
        let names =
            self.entries.iter().map(ArchiveEntry::name).filter(|name| AsicManifest::is_manifest_name(name));
        names.filter_map(|name| Some((name.to_owned(), self.read_xml(name, AsicManifest::read)?))).collect()
    }

    /// What the XML file `name` says; `None` where it is not there or has no content.
    fn read_xml<T>(
        &self,
        name: &str,
        read: impl FnOnce(XmlReader<'_>) -> Result<T, XmlFault>,
    ) -> Option<Result<T, XmlFault>> {
        let bytes = self.read_parsed_entry(name)?;
        Some(bytes.and_then(|bytes| read(XmlReader::read(&bytes, self.limits.depth)?)))
    }

    /// The content of the file `name`, one of those that are parsed, if it is there and can be read.
    pub(super) fn read_parsed_entry(&self, name: &str) -> Option<Result<Vec<u8>, XmlFault>> {
        let entry = self.entry(name)?;
        if entry.size() > self.limits.xml {
            return Some(Err(XmlFault::TooBig));
        }
        entry.read().map(Ok)
    }
}

impl fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive")
            .field("size", &self.size)
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

/// An entry of an archive that somebody made. See [`Archive`].
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

/// Where the data of an entry are, as compressed; nowhere, where they are not to be had.
pub(super) struct EntryData<'a> {
    pub(super) source: ByteSource<'a>,
    pub(super) range: Range<u64>,
}

/// How the data of an entry are compressed. See [`Archive`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum CompressionMethod {
    /// Deflate (8).
    Deflated,
    /// Another method, by its number in the ZIP specification.
    Other(u16),
    /// Not at all (0).
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

    /// Writes the content to `out`, piece by piece.
    ///
    /// # Errors
    /// Those of `out` and of the file that the archive is in; [`io::ErrorKind::InvalidData`] where a finding says
    /// why the content cannot be read.
    pub fn copy_to(&self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.sha256.is_none() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.decompress(&mut |piece| out.write_all(piece)).map_err(|stop| match stop {
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

    /// Feeds the content to `take`, piece by piece.
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
        let mut expander = Inflater::new(self.size());
        source.for_each_chunk(range.clone(), &mut |piece| expander.feed(piece, take))?;
        expander.finish()
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
