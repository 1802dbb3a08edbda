use std::fmt;
use std::sync::Arc;

use super::directory::{self, Central, extra_is_sound};
use super::end_record::End;
use super::inflate::{Wrong, expand};
use super::kind::Kind;
use super::layout::{self, Extent};
use super::limits::Limits;
use super::local_header::{Local, descriptor};
use super::manifest::{self, Manifest};
use super::names::{Role, decoded};
use super::shown::shown;
use super::signature::{self, SignatureFile};
use super::xml::XmlFault;
use crate::diag::catalogue::container as c;
use crate::diag::{Bilingual, Entry, Finding, Origin, Place, Report};
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
        match read_entries(bytes, &origin, limits, &mut structure) {
            Ok((end, entries)) => {
                let mut archive = Self {
                    origin,
                    size: bytes.len() as u64,
                    comment: end.comment,
                    entries,
                    manifest: None,
                    signatures: Vec::new(),
                    limits: *limits,
                    structure,
                };
                archive.manifest =
                    archive.read_xml(manifest::NAME).map(|xml| xml.and_then(|x| Manifest::read(&x)));
                archive.signatures = signature::read_all(&archive);
                Ok(archive)
            }
            Err(finding) => {
                structure.push(finding);
                Err(structure)
            }
        }
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
    name: String,
    pub(super) central: Central<'a>,
    pub(super) local: Option<Local<'a>>,
    data: &'a [u8],
    /// Of the content, once it is known to be what the archive declares.
    sha256: Option<Sha256Digest>,
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

impl<'a> ArchiveEntry<'a> {
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
fn about(entry: &'static Entry, origin: &Origin, name: &str) -> Finding {
    let name = shown(name);
    Finding::of(entry, origin.at(Place::Entry { name: name.as_str().into() })).with("f", name)
}

/// The entries of the archive, each with its content looked through.
fn read_entries<'a>(
    bytes: &'a [u8],
    origin: &Origin,
    limits: &Limits,
    report: &mut Report,
) -> Result<(End<'a>, Vec<ArchiveEntry<'a>>), Finding> {
    let size = bytes.len() as u64;
    if size > limits.archive {
        return Err(Finding::of(&c::TOO_BIG, origin.clone()).with("n", size).with("max", limits.archive));
    }
    let end = End::find(bytes, origin, report)?;
    let directory = bytes.get(end.directory.clone()).unwrap_or_default();
    let most = usize::try_from(limits.entries).unwrap_or(usize::MAX);
    let (found, left) = directory::read(directory, most);
    if end.entries > limits.entries || found.len() == most && left > 0 {
        let finding = Finding::of(&c::TOO_MANY_ENTRIES, origin.clone());
        return Err(finding.with("n", end.entries.max(limits.entries + 1)).with("max", limits.entries));
    }
    if left > 0 || found.len() as u64 != end.entries {
        let what = Bilingual {
            lv: format!("norādīti {} ieraksti, atrasti {}", end.entries, found.len()).into(),
            en: format!("it declares {} entries, found are {}", end.entries, found.len()).into(),
        };
        let finding = Finding::of(&c::DIRECTORY_BROKEN, origin.clone()).with_text("what", what);
        if found.is_empty() {
            return Err(finding);
        }
        report.push(finding);
    }

    let mut entries: Vec<_> = found.into_iter().map(|central| Located::read(bytes, central, &end)).collect();
    for entry in &entries {
        entry.judge(origin, report);
    }
    let extents = entries.iter().enumerate().filter_map(|(n, entry)| {
        Some(Extent { range: entry.extent.clone()?, entry: n, name: &entry.entry.name })
    });
    let overlapping = layout::check(bytes, extents.collect(), end.directory.start, origin, report);
    for n in overlapping {
        if let Some(entry) = entries.get_mut(n) {
            entry.trusted = false;
        }
    }

    let mut budget = Budget { limits, used: 0, told: false };
    let read = |located: Located<'a>| located.look_through(&mut budget, origin, report);
    Ok((end, entries.into_iter().map(read).collect()))
}

/// An entry whose place in the archive is known.
struct Located<'a> {
    entry: ArchiveEntry<'a>,
    /// Header, data and descriptor; `None` where there is no header.
    extent: Option<std::ops::Range<usize>>,
    /// Whether a descriptor, where there is one, says what the directory says.
    descriptor_agrees: bool,
    /// Whether the data may be looked at.
    trusted: bool,
    before_directory: bool,
}

impl<'a> Located<'a> {
    fn read(bytes: &'a [u8], central: Central<'a>, end: &End<'_>) -> Self {
        let name = decoded(central.name);
        let at = usize::try_from(central.offset).ok().and_then(|offset| offset.checked_add(end.shift));
        let at = at.filter(|at| *at < end.directory.start);
        let local = at.and_then(|at| Local::read(bytes, at));
        let data_range = local.as_ref().and_then(|local| {
            let length = usize::try_from(central.compressed).ok()?;
            Some(local.data_at..local.data_at.checked_add(length)?)
        });
        let inside = data_range.clone().filter(|range| range.end <= end.directory.start);
        let (descriptor, descriptor_agrees) = match (&local, &inside) {
            (Some(local), Some(range)) if local.has_descriptor() => descriptor(bytes, range.end, &central),
            _ => (0, true),
        };
        let extent = at
            .zip(local.as_ref())
            .map(|(at, local)| at..inside.as_ref().map_or(local.data_at, |range| range.end + descriptor));
        let data = inside.clone().and_then(|range| bytes.get(range)).unwrap_or_default();
        Self {
            trusted: local.is_some() && inside.is_some(),
            before_directory: inside.is_some(),
            entry: ArchiveEntry { name, central, local, data, sha256: None },
            extent,
            descriptor_agrees,
        }
    }

    /// Reports what is wrong with the headers.
    fn judge(&self, origin: &Origin, report: &mut Report) {
        let entry = &self.entry;
        let name = &entry.name;
        let Some(local) = &entry.local else {
            report.push(about(&c::LOCAL_MISSING, origin, name));
            return;
        };
        let mut differences = local.differences(&entry.central);
        if !self.descriptor_agrees {
            differences.push(("datu deskriptors", "data descriptor"));
        }
        if !differences.is_empty() {
            let (lv, en): (Vec<_>, Vec<_>) = differences.into_iter().unzip();
            let what = Bilingual { lv: lv.join(", ").into(), en: en.join(", ").into() };
            report.push(about(&c::HEADER_MISMATCH, origin, name).with_text("what", what));
        }
        if !self.before_directory {
            report.push(about(&c::DATA_CUT, origin, name));
        }
        if entry.central.disk != 0 {
            report.push(about(&c::SPLIT, origin, name));
        }
        if entry.central.zip64 && !report.findings().iter().any(|f| f.code.as_str() == c::ZIP64.code) {
            report.push(Finding::of(&c::ZIP64, origin.clone()));
        }
        if !extra_is_sound(entry.central.extra) || !extra_is_sound(local.extra) {
            report.push(about(&c::EXTRA_BROKEN, origin, name));
        }
        if entry.is_encrypted() {
            report.push(about(&c::ENCRYPTED, origin, name));
        } else if let Method::Other(method) = entry.method() {
            report.push(about(&c::METHOD, origin, name).with("n", method));
        }
    }

    /// Expands the content once, within the limits, to know that it is what the archive declares.
    fn look_through(self, budget: &mut Budget<'_>, origin: &Origin, report: &mut Report) -> ArchiveEntry<'a> {
        let mut entry = self.entry;
        let readable = !entry.is_encrypted() && !matches!(entry.method(), Method::Other(_));
        let refusal = budget.refuses(&entry, origin);
        if let Some(finding) = refusal {
            report.extend(finding);
        } else if self.trusted && readable {
            match digest(&entry) {
                Ok(sha256) => entry.sha256 = Some(sha256),
                Err(wrong) => report.push(about(wrong, origin, &entry.name).with("n", entry.size())),
            }
        }
        entry
    }
}

/// What may still be expanded.
struct Budget<'l> {
    limits: &'l Limits,
    used: u64,
    told: bool,
}

impl Budget<'_> {
    /// Whether `entry` is beyond a limit, and what to say of it (the limit of all together is told once).
    fn refuses(&mut self, entry: &ArchiveEntry<'_>, origin: &Origin) -> Option<Option<Finding>> {
        let (size, compressed) = (entry.size(), entry.compressed_size());
        if size > self.limits.entry {
            let finding = about(&c::SIZE_LIMIT, origin, &entry.name);
            return Some(Some(finding.with("n", size).with("max", self.limits.entry)));
        }
        if size > self.limits.ratio_from && size / compressed.max(1) > self.limits.ratio {
            let finding = about(&c::RATIO, origin, &entry.name);
            return Some(Some(finding.with("n", size / compressed.max(1)).with("max", self.limits.ratio)));
        }
        let used = self.used.saturating_add(size);
        if used > self.limits.total {
            let first = !std::mem::replace(&mut self.told, true);
            let finding = || {
                Finding::of(&c::TOTAL_LIMIT, origin.clone()).with("n", used).with("max", self.limits.total)
            };
            return Some(first.then(finding));
        }
        self.used = used;
        None
    }
}

/// The SHA-256 of the content, or what is wrong with it.
fn digest(entry: &ArchiveEntry<'_>) -> Result<Sha256Digest, &'static Entry> {
    use sha2::Digest as _;
    let mut sha256 = sha2::Sha256::new();
    let mut crc32 = crc32fast::Hasher::new();
    let expanded = entry.expand(|piece| {
        sha256.update(piece);
        crc32.update(piece);
    });
    match expanded {
        Ok(()) if crc32.finalize() == entry.central.crc32 => {
            Ok(Sha256Digest::from_bytes(sha256.finalize().into()))
        }
        Ok(()) => Err(&c::CRC),
        Err(Wrong::Size) => Err(&c::SIZE),
        Err(Wrong::Damaged) => Err(&c::DATA_BROKEN),
    }
}
