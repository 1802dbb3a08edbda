//! The kind of a container, by `mimetype`, the manifest and the names of its entries.

use super::asic_manifest::AsicManifest;
use super::entry_role::META_INF;
use super::entry_table::EntryTable;
use super::hashcodes::Hashcodes;
use super::manifest::Manifest;
use super::mimetype;
use super::signature_form::SignatureForm;

/// The kind of a container.
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
    /// ASiC-E with the digests of its files instead of the files, as the signing service `SiGa` uses it on the way.
    Hashcode,
    /// The OPC package that was called eDoc until 2010.
    OldEdoc,
    /// Any other ZIP archive: an office document, an e-book, a folder of files.
    PlainZip,
}

impl ContainerKind {
    pub(super) fn of(table: &EntryTable<'_>, manifest: Option<&Manifest>) -> Self {
        let media_type = declared_media_type(table, manifest);
        if media_type.as_deref() == Some(mimetype::ASIC_S) {
            return Self::AsicS;
        }
        let has = |prefix: &str| table.names().any(|name| name.starts_with(prefix));
        if has("[Content_Types].xml") && has("EDoc/") {
            return Self::OldEdoc;
        }
        if media_type.is_none() && !has(META_INF) {
            return Self::PlainZip;
        }
        if table.data_files().next().is_none()
            && table.names().any(|name| Hashcodes::algorithm_of_name(name).is_some())
        {
            return Self::Hashcode;
        }
        let forms: Vec<_> = table.names().filter_map(SignatureForm::of_name).collect();
        if media_type.is_some_and(|other| other != mimetype::ASIC_E) && forms.is_empty() {
            return Self::PlainZip;
        }
        let prepared = table.names().any(AsicManifest::is_manifest_name);
        if !forms.contains(&SignatureForm::Xades)
            && (forms.contains(&SignatureForm::Cades)
                || forms.contains(&SignatureForm::Timestamp)
                || prepared)
        {
            Self::AsicECades
        } else {
            Self::AsicEXades
        }
    }
}

/// The type of the container by `mimetype`, or where that cannot be read, by the root entry of the manifest.
fn declared_media_type(table: &EntryTable<'_>, manifest: Option<&Manifest>) -> Option<String> {
    match table.mimetype() {
        Some(mimetype) => Some(mimetype.media_type),
        None => manifest?.media_type("/").map(str::to_owned),
    }
}
