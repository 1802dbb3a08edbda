use super::archive::{Archive, ArchiveEntry};
use super::entry_role::META_INF;
use super::mimetype::{self, Mimetype};
use super::signature::SignatureForm;

/// What kind of container an archive is.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, ContainerKind, Limits};
///
/// let bytes = std::fs::read("fixtures/signed/cades.asice")?;
/// let archive = Archive::read(&bytes, "cades.asice", &Limits::default())?;
/// assert_eq!(archive.kind(), ContainerKind::AsicECades);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContainerKind {
    /// ASiC-E with `CAdES` signatures or time-stamps, or made ready for them.
    AsicECades,
    /// ASiC-E with `XAdES` signatures, or without any yet: an EDOC.
    AsicEXades,
    /// ASiC-S, with one data file.
    AsicS,
    /// The OPC package that was called eDoc until 2010.
    OldEdoc,
    /// Any other ZIP archive: an office document, an e-book, a folder of files.
    PlainZip,
}

impl ContainerKind {
    pub(super) fn of(archive: &Archive<'_>) -> Self {
        let media_type = media_type(archive);
        if media_type.as_deref() == Some(mimetype::ASIC_S) {
            return Self::AsicS;
        }
        let has = |prefix: &str| archive.entries().iter().any(|e| e.name().starts_with(prefix));
        if has("[Content_Types].xml") && has("EDoc/") {
            return Self::OldEdoc;
        }
        if media_type.is_none() && !has(META_INF) {
            return Self::PlainZip;
        }
        if media_type.is_some_and(|other| other != mimetype::ASIC_E) && archive.signatures().is_empty() {
            return Self::PlainZip;
        }
        let signed_by = |form| archive.signatures().iter().any(|s| s.form == form);
        let prepared = archive.entries().iter().any(|e| e.name().starts_with("META-INF/ASiC"));
        if !signed_by(SignatureForm::Xades)
            && (signed_by(SignatureForm::Cades) || signed_by(SignatureForm::Timestamp) || prepared)
        {
            Self::AsicECades
        } else {
            Self::AsicEXades
        }
    }
}

/// What the container says it is: by `mimetype`, or where that is missing, by the root entry of the manifest.
fn media_type(archive: &Archive<'_>) -> Option<String> {
    let said =
        archive.entry(mimetype::NAME).filter(|e| e.size() <= mimetype::MAX_SIZE).and_then(ArchiveEntry::read);
    match said {
        Some(content) => Some(Mimetype::of(&content).media_type),
        None => archive.media_type("/").map(str::to_owned),
    }
}
