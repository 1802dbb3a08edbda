//! Builds an unsigned container from a document and its attachments.

use std::io::Write;

use super::container::{ContainedDocument, Container, ContainerEntry};
use super::entry_content::EntryContent;
use super::sanitized::sanitized;
use super::unsigned_container::{SkippingWriter, UnsignedContainer};
use super::zip_writer::{DosTime, StoredEntry, local_entry_size, write_archive};
use super::{AsicError, ContainerProfile, asic_manifest, manifest, mimetype};
use crate::pki::DigestAlgorithm;
use crate::values::{BuildTime, EntryName, MediaType};

/// Begins an unsigned container. It cannot be finished before it has its document:
///
/// ```text
/// ContainerBuilder ──document──▶ ContainerDraft ──finish──▶ Container
///                                               ──finish_without_document──▶ UnsignedContainer
/// ```
///
/// The layout is what every reader accepts: `mimetype` first, then the data files, then
/// `META-INF/manifest.xml`; every entry stored, the same time in all of them. The same input gives the same
/// bytes, on every platform.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::ContainerBuilder;
/// use edocpack::values::{BuildTime, EntryName, MediaType};
///
/// let time = BuildTime::parse("2026-11-22T08:00:00Z")?;
/// let name = EntryName::parse("contract.pdf").unwrap(); // Err: every reason
/// let media_type = MediaType::parse("application/pdf")?;
/// let draft = ContainerBuilder::edoc(time).document(name, media_type, &b"%PDF-1.7 ..."[..])?;
/// let container = draft.finish()?;
/// assert!(container.bytes().starts_with(b"PK"));
/// assert_eq!(container.entries().len(), 3);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct ContainerBuilder {
    time: BuildTime,
    profile: ContainerProfile,
}

impl ContainerBuilder {
    /// A container for the signer of `profile`. `time` stamps the entries.
    pub fn new(profile: ContainerProfile, time: BuildTime) -> Self {
        Self { time, profile }
    }

    /// An EDOC: ASiC-E, to be signed with `XAdES`. `time` stamps the entries.
    pub fn edoc(time: BuildTime) -> Self {
        Self::new(ContainerProfile::Edoc, time)
    }

    /// An ASiC-E to be signed with `CAdES`: with `META-INF/ASiCManifest.xml` of SHA-256 digests, whose signature is
    /// going to be `META-INF/signature.p7s`. `time` stamps the entries.
    pub fn asic_e_cades(time: BuildTime) -> Self {
        Self::new(ContainerProfile::AsicECades(DigestAlgorithm::Sha256), time)
    }

    /// Puts the document in.
    ///
    /// # Errors
    /// [`AsicError::EmptyFile`]: signing programs refuse an empty data file.
    pub fn document<'a>(
        self,
        name: EntryName,
        media_type: MediaType,
        content: impl Into<EntryContent<'a>>,
    ) -> Result<ContainerDraft<'a>, AsicError> {
        let document = DataObject::of(name, media_type, content.into())?;
        Ok(ContainerDraft { time: self.time, profile: self.profile, document, attachments: Vec::new() })
    }
}

/// A container with its document. See [`ContainerBuilder`].
#[derive(Debug, Clone)]
pub struct ContainerDraft<'a> {
    time: BuildTime,
    profile: ContainerProfile,
    document: DataObject<'a>,
    attachments: Vec<DataObject<'a>>,
}

impl<'a> ContainerDraft<'a> {
    /// Puts another file beside the document, where the form permits one. The Treasury's does not.
    ///
    /// # Errors
    /// [`AsicError::EmptyFile`], and [`AsicError::SameName`] where a name is taken, also in other letter case.
    pub fn attachment(
        mut self,
        name: EntryName,
        media_type: MediaType,
        content: impl Into<EntryContent<'a>>,
    ) -> Result<Self, AsicError> {
        let file = DataObject::of(name, media_type, content.into())?;
        if self.data_objects().any(|other| other.name.folded() == file.name.folded()) {
            return Err(AsicError::SameName { name: sanitized(file.name.as_str()) });
        }
        self.attachments.push(file);
        Ok(self)
    }

    /// Makes the container in memory.
    ///
    /// # Errors
    /// As [`ContainerDraft::write`].
    pub fn finish(self) -> Result<Container, AsicError> {
        // Headers, manifest and directory take a few hundred bytes a file.
        let sizes = self.data_objects().map(|file| file.content.size().saturating_add(1024));
        let size = sizes.fold(2048, u64::saturating_add);
        let size = usize::try_from(size.min(1 << 26)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(size);
        let entries = self.write(&mut bytes)?;
        Ok(Container { bytes, entries, document: self.document.into_contained_document() })
    }

    /// Makes the bytes before and after the document; the document itself is not copied.
    ///
    /// # Errors
    /// As [`ContainerDraft::write`].
    pub fn finish_without_document(self) -> Result<UnsignedContainer, AsicError> {
        let mimetype = local_entry_size(mimetype::NAME, mimetype::ASIC_E.len() as u64);
        let start = mimetype.saturating_add(local_entry_size(self.document.name.as_str(), 0));
        let mut writer = SkippingWriter::skipping(start, self.document.content.size);
        let entries = self.write(&mut writer)?;
        let SkippingWriter { before, after, .. } = writer;
        Ok(UnsignedContainer { before, after, entries, document: self.document.into_contained_document() })
    }

    /// Writes the container to `out`, in chunks: files are never in memory as a whole. Returns the entries, in
    /// their order.
    ///
    /// # Errors
    /// [`AsicError::TooLarge`] for what an archive without ZIP64 cannot hold (4 GiB, 65,534 entries), before
    /// anything is written; [`AsicError::Io`] where a file cannot be read again, or is another by then, or `out`
    /// cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> Result<Vec<ContainerEntry>, AsicError> {
        let manifest = manifest::write(
            mimetype::ASIC_E,
            self.data_objects().map(|file| (&file.name, &file.media_type)),
        )?;
        let digests = match self.profile {
            ContainerProfile::AsicECades(algorithm) => Some(self.asic_manifest(algorithm)?),
            ContainerProfile::Asice | ContainerProfile::Edoc => None,
        };
        let of_format =
            |name, bytes| PendingEntry { name, media_type: None, content: EntryContent::of(bytes) };

        let mut parts = vec![of_format(mimetype::NAME, mimetype::ASIC_E.as_bytes())];
        parts.extend(self.data_objects().map(DataObject::pending_entry));
        parts.push(of_format(manifest::NAME, &manifest));
        parts.extend(digests.as_ref().map(|digests| of_format(asic_manifest::NAME, digests)));

        let stored: Vec<StoredEntry<'_>> = parts.iter().map(PendingEntry::stored_entry).collect();
        let made = DosTime { date: self.time.dos_date(), time: self.time.dos_time() };
        write_archive(&stored, made, out)?;
        Ok(parts.iter().map(PendingEntry::container_entry).collect())
    }

    fn asic_manifest(&self, algorithm: DigestAlgorithm) -> Result<Vec<u8>, AsicError> {
        let mut files = Vec::new();
        for file in self.data_objects() {
            files.push((&file.name, &file.media_type, file.content.digest(algorithm)?));
        }
        Ok(asic_manifest::write(algorithm, files)?)
    }

    fn data_objects(&self) -> impl Iterator<Item = &DataObject<'a>> {
        std::iter::once(&self.document).chain(&self.attachments)
    }
}

#[derive(Debug, Clone)]
struct DataObject<'a> {
    name: EntryName,
    media_type: MediaType,
    content: EntryContent<'a>,
}

impl<'a> DataObject<'a> {
    fn of(name: EntryName, media_type: MediaType, content: EntryContent<'a>) -> Result<Self, AsicError> {
        if content.size == 0 {
            return Err(AsicError::EmptyFile { name: sanitized(name.as_str()) });
        }
        Ok(Self { name, media_type, content })
    }

    fn pending_entry(&self) -> PendingEntry<'_> {
        PendingEntry { name: self.name.as_str(), media_type: Some(&self.media_type), content: self.content }
    }

    fn into_contained_document(self) -> ContainedDocument {
        ContainedDocument {
            name: self.name,
            media_type: self.media_type,
            size: self.content.size,
            sha256: self.content.sha256,
            sha512: self.content.sha512,
        }
    }
}

/// One entry of the archive that is written.
struct PendingEntry<'a> {
    name: &'a str,
    media_type: Option<&'a MediaType>,
    content: EntryContent<'a>,
}

impl PendingEntry<'_> {
    fn stored_entry(&self) -> StoredEntry<'_> {
        StoredEntry { name: self.name, content: self.content }
    }

    fn container_entry(&self) -> ContainerEntry {
        ContainerEntry {
            name: self.name.to_owned(),
            size: self.content.size,
            sha256: self.content.sha256,
            media_type: self.media_type.cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Sha256Digest;

    /// 2025-11-22T12:00:00Z
    fn time() -> BuildTime {
        BuildTime::from_unix(1_763_812_800).unwrap()
    }

    fn name(text: &str) -> EntryName {
        EntryName::parse(text).unwrap()
    }

    fn pdf() -> MediaType {
        MediaType::PDF
    }

    fn tiny() -> Container {
        ContainerBuilder::edoc(time())
            .document(name("pieteikums.pdf"), pdf(), b"%PDF-1.7\n")
            .unwrap()
            .finish()
            .unwrap()
    }

    #[test]
    fn around_the_document_the_bytes_are_the_same() {
        let bytes = b"%PDF-1.7\n";
        for profile in [
            ContainerProfile::Edoc,
            ContainerProfile::Asice,
            ContainerProfile::AsicECades(DigestAlgorithm::Sha512),
        ] {
            let draft = ContainerBuilder::new(profile, time()).document(name("pieteikums.pdf"), pdf(), bytes);
            let draft = draft.unwrap().attachment(name("a.pdf"), pdf(), bytes).unwrap();
            let unsigned = draft.clone().finish_without_document().unwrap();
            let container = draft.finish().unwrap();
            assert_eq!(unsigned.segments(bytes).concat(), container.bytes());
            assert_eq!(unsigned.size(), container.bytes().len() as u64);
            assert_eq!(
                (unsigned.entries(), unsigned.document()),
                (container.entries(), container.document())
            );
            assert!(
                !unsigned.segments(b"")[0].windows(4).any(|part| part == b"%PDF"),
                "it is not in it twice"
            );
        }
    }

    /// The format is pinned: whoever changes this number changes every container ever promised to be the same.
    #[test]
    fn the_bytes_never_change() {
        let container = tiny();
        assert_eq!(container.bytes().len(), 748);
        assert_eq!(
            Sha256Digest::of(container.bytes()).to_string(),
            "9018ad0d1a67a5bfe2e56fba61166f10ab2bba56ce56d06b1bfe4148474b5f69"
        );
    }

    #[test]
    fn the_bytes_for_cades_never_change() {
        let draft =
            ContainerBuilder::asic_e_cades(time()).document(name("pieteikums.pdf"), pdf(), b"%PDF-1.7\n");
        let container = draft.unwrap().finish().unwrap();
        assert_eq!(
            Sha256Digest::of(container.bytes()).to_string(),
            "0b097467872ae979496677b163f1de1131bbd8f145c63da72957ea303ac10316"
        );
    }

    #[test]
    fn the_head_is_where_every_reader_looks() {
        assert_eq!(tiny().bytes()[30..69], *b"mimetypeapplication/vnd.etsi.asic-e+zip");
    }

    #[test]
    fn entries_are_told_in_order_with_their_digests() {
        let container = tiny();
        let names: Vec<&str> = container.entries().iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["mimetype", "pieteikums.pdf", "META-INF/manifest.xml"]);
        let document = &container.entries()[1];
        assert_eq!((document.size, document.media_type.as_ref()), (9, Some(&pdf())));
        assert_eq!(document.sha256, Sha256Digest::of(b"%PDF-1.7\n"));
        assert_eq!(container.document().sha256, document.sha256);
        assert_eq!(container.document().sha512.to_string().len(), 128);
    }

    #[test]
    fn an_empty_document_is_refused() {
        let builder = ContainerBuilder::edoc(time());
        let error = builder.document(name("a.pdf"), pdf(), b"").unwrap_err();
        assert_eq!(error.to_string(), "data file `a.pdf` is empty");
    }

    #[test]
    fn a_name_is_taken_in_any_letter_case() {
        let draft = ContainerBuilder::edoc(time()).document(name("Ķ.pdf"), pdf(), b"x").unwrap();
        let error = draft.clone().attachment(name("ķ.PDF"), pdf(), b"y").unwrap_err();
        assert_eq!(error.to_string(), "there is a file named `ķ.PDF` already");
        assert_eq!(
            draft.attachment(name("ķ2.pdf"), pdf(), b"y").unwrap().finish().unwrap().entries().len(),
            4
        );
    }
}
