use std::fmt;
use std::sync::Arc;

use super::directory::Central;
use super::inflate::{Wrong, expand};
use super::kind::Kind;
use super::limits::Limits;
use super::local_header::Local;
use super::manifest::{self, Manifest};
use super::names::Role;
use super::reader::Reader;
use super::shown::shown;
use super::signature::{self, SignatureFile};
use super::xml::XmlFault;
use crate::diag::{Entry, Finding, Origin, Place, Report};
use crate::values::Sha256Digest;

/// A container that somebody made, read through once and within [`Limits`].
///
/// Reading never fails because of a rule: what is wrong is told by [`check`](super::check). What cannot be
/// trusted (damaged, encrypted, beyond a limit) has no content.
pub struct Archive<'a> {
    origin: Origin,
    size: u64,
    comment: &'a [u8],
    entries: Vec<ArchiveEntry<'a>>,
    pub(super) manifest: Option<Result<Manifest, XmlFault>>,
    pub(super) signatures: Vec<SignatureFile>,
    pub(super) limits: Limits,
    pub(super) structure: Report,
}

impl<'a> Archive<'a> {
    /// Reads `bytes`; `file` is the name by which findings speak of them.
    ///
    /// # Errors
    /// The findings, where there is no archive to speak of: not a ZIP, cut off, a damaged directory, larger
    /// than the limits.
    pub fn read(bytes: &'a [u8], file: impl Into<Arc<str>>, limits: &Limits) -> Result<Self, Report> {
        let origin = Origin::file(file);
        let mut structure = Report::default();
        let (entries, comment) = Reader::new(&origin, limits, &mut structure).read(bytes)?;
        let mut archive = Self {
            origin,
            size: bytes.len() as u64,
            comment,
            entries,
            manifest: None,
            signatures: Vec::new(),
            limits: *limits,
            structure,
        };
        archive.manifest = archive.read_xml(manifest::NAME).map(|xml| xml.and_then(|x| Manifest::read(&x)));
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
        self.entries.iter().filter(|entry| entry.role() == Role::Data)
    }

    /// The media type that the manifest gives the file `name`.
    pub fn media_type(&self, name: &str) -> Option<&str> {
        self.manifest.as_ref()?.as_ref().ok()?.media_type(name)
    }

    /// What kind of container it is.
    pub fn kind(&self) -> Kind {
        Kind::of(self)
    }

    /// The files with signatures and time-stamps, by name.
    pub fn signatures(&self) -> &[SignatureFile] {
        &self.signatures
    }

    /// Whether it holds a signature of a person (not only time-stamps). Whether that is valid is not looked at.
    pub fn is_signed(&self) -> bool {
        self.signatures.iter().any(SignatureFile::signs)
    }

    /// The comment of the archive.
    pub fn comment(&self) -> &[u8] {
        self.comment
    }

    /// The size of the archive in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// A finding about the archive as a whole.
    pub(super) fn finding(&self, entry: &'static Entry) -> Finding {
        Finding::of(entry, self.origin.clone())
    }

    /// A finding about the entry `name`, which is also its argument `f`.
    pub(super) fn finding_at(&self, entry: &'static Entry, name: &str) -> Finding {
        about(entry, &self.origin, name)
    }

    /// The content of the XML file `name`, if it is there and can be read.
    pub(super) fn read_xml(&self, name: &str) -> Option<Result<Vec<u8>, XmlFault>> {
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

/// An entry of an archive that somebody made.
pub struct ArchiveEntry<'a> {
    pub(super) name: String,
    pub(super) central: Central<'a>,
    pub(super) local: Option<Local<'a>>,
    /// As compressed; empty where they are not to be had.
    pub(super) data: &'a [u8],
    /// Of the content, once it is known to be what the archive declares.
    pub(super) sha256: Option<Sha256Digest>,
}

/// How the data of an entry are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
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
        self.central.size
    }

    /// The size of the compressed data in bytes, as declared.
    pub fn compressed_size(&self) -> u64 {
        self.central.compressed
    }

    /// How it is compressed.
    pub fn method(&self) -> Method {
        match self.central.method {
            0 => Method::Stored,
            8 => Method::Deflated,
            other => Method::Other(other),
        }
    }

    /// The comment of the entry: eParaksts names its library there (`EDOC/2.0; LIB/2.6.18`).
    pub fn comment(&self) -> &[u8] {
        self.central.comment
    }

    /// The SHA-256 of the content; `None` where a finding says why it cannot be read.
    pub fn sha256(&self) -> Option<Sha256Digest> {
        self.sha256
    }

    /// The content; `None` where a finding says why it cannot be read.
    pub fn read(&self) -> Option<Vec<u8>> {
        self.sha256?;
        let mut content = Vec::with_capacity(usize::try_from(self.size()).ok()?);
        self.expand(|piece| content.extend_from_slice(piece)).ok()?;
        Some(content)
    }

    pub(super) fn role(&self) -> Role {
        Role::of(&self.name)
    }

    pub(super) fn is_encrypted(&self) -> bool {
        // Bits: encrypted, strongly encrypted, headers masked. Method 99 is AES.
        self.central.flags & (1 | 1 << 6 | 1 << 13) != 0 || self.central.method == 99
    }

    /// Feeds the content to `take`, piece by piece.
    pub(super) fn expand(&self, mut take: impl FnMut(&[u8])) -> Result<(), Wrong> {
        match self.method() {
            Method::Stored if self.data.len() as u64 == self.size() => {
                take(self.data);
                Ok(())
            }
            Method::Stored => Err(Wrong::Size),
            _ => expand(self.data, self.size(), take),
        }
    }
}

impl fmt::Debug for ArchiveEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArchiveEntry")
            .field("name", &shown(&self.name))
            .field("size", &self.size())
            .field("method", &self.method())
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// A finding about the entry `name`, which is also its argument `f`.
pub(super) fn about(entry: &'static Entry, origin: &Origin, name: &str) -> Finding {
    let name = shown(name);
    Finding::of(entry, origin.at(Place::Entry { name: name.as_str().into() })).with("f", name)
}
