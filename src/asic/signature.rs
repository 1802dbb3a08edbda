//! Files with signatures: by their names, what they say of the files they sign, and of who signed. Whether a
//! signature is valid is not looked at here.

use std::fmt;

use super::archive::Archive;
use super::container_kind::ContainerKind;
use super::entry_role::META_INF;
use super::sanitized::sanitized;
use super::xades::{self, RepeatedId, XadesFault, XadesFile};
use super::xml::{XmlFault, XmlReader};
use crate::pki::{Cms, CmsSigner, PkiError, Signer, TimeStamp};

/// A file of `META-INF` that holds signatures or time-stamps.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, Limits};
///
/// let bytes = std::fs::read_file("fixtures/signed/divi-paraksti.edoc")?;
/// let archive = Archive::read_file(&bytes, "divi-paraksti.edoc", &Limits::default())?;
/// for file in archive.signatures() {
///     for signature in &file.signatures {
///         println!("{} is over {} files", file.name, signature.data_object_references.len());
///     }
/// }
/// assert!(archive.is_signed());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct SignatureFile {
    /// The name of the entry.
    pub name: String,
    /// What it holds, by its name.
    pub form: SignatureForm,
    /// The signatures in it; empty for proofs of time, and where it cannot be read.
    pub signatures: Vec<Signature>,
    /// The time-stamp in it, where it is one and can be read.
    pub time_stamp: Option<TimeStamp>,
    /// What the signature or time-stamp is over, where that is not in it: an `ASiCManifest`, or the one data
    /// file of the simple form.
    pub(super) signed_entry: Option<String>,
    /// Identifiers that are not unique in it.
    pub(super) repeated_ids: Vec<RepeatedId>,
    /// Why it could not be read, or what it is instead.
    pub(super) fault: Option<SignatureFault>,
}

/// The form of a signature, by the name of its file. See [`SignatureFile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SignatureForm {
    /// `*signature*.p7s`.
    Cades,
    /// `*evidencerecord*`: proves the time, signs nothing.
    EvidenceRecord,
    /// `*timestamp*.tst`: proves the time, signs nothing.
    Timestamp,
    /// `*signatures*.xml`.
    Xades,
}

/// One signature. See [`SignatureFile`].
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Signature {
    /// Its `Id`, of `XAdES`.
    pub id: Option<String>,
    /// What it covers, without the references into itself; of `CAdES`, what the `ASiCManifest` lists.
    pub references: Vec<DataObjectReference>,
    /// Who made it and when, as it says.
    pub signer: Signer,
    /// Why what it says of its signer and time is not certain; of `XAdES`.
    pub(super) faults: Vec<XadesFault>,
    /// The signature as CMS has it.
    pub(super) cms: Option<CmsSigner>,
}

/// What a signature says of one file. See [`SignatureFile`].
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataObjectReference {
    /// The name of the entry: the URI, percent-decoded, relative to the root of the container.
    pub name: String,
    /// The algorithm of the digest, a URI.
    pub digest_method: String,
    /// The digest; `None` where it is not Base64.
    pub digest: Option<Vec<u8>>,
    /// Whether the file is transformed before it is digested.
    pub has_transforms: bool,
    /// The media type that is signed with it.
    pub media_type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignatureFault {
    NoContent,
    /// Another document, by its root element.
    UnexpectedRoot(String),
    Unreadable(XmlFault),
    /// No CMS, no time-stamp.
    Pki(PkiError),
}

impl SignatureForm {
    /// Whether such a file holds a signature, not only a proof of time.
    pub(super) fn is_signature(self) -> bool {
        matches!(self, Self::Cades | Self::Xades)
    }

    /// By the patterns of EN 319 162-1, 4.4.3.2 and 4.4.4.2.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.strip_prefix(META_INF)?;
        let is = |part: &str, end: &str| name.strip_suffix(end).is_some_and(|stem| stem.contains(part));
        if is("signatures", ".xml") {
            Some(Self::Xades)
        } else if is("signature", ".p7s") {
            Some(Self::Cades)
        } else if is("timestamp", ".tst") {
            Some(Self::Timestamp)
        } else if is("evidencerecord", ".ers") || is("evidencerecord", ".xml") {
            Some(Self::EvidenceRecord)
        } else {
            None
        }
    }
}

impl SignatureFile {
    /// Whether it holds a signature, not only a proof of time.
    pub fn holds_signature(&self) -> bool {
        self.form.is_signature() && !self.signatures.is_empty()
    }
}

/// The files with signatures, as far as the names of entries tell.
pub(super) fn read_all(archive: &Archive<'_>) -> Vec<SignatureFile> {
    let mut budget = xades::MOST_REFERENCES;
    let files = archive.entries().iter().filter_map(|e| Some((e.name(), SignatureForm::of_name(e.name())?)));
    let mut files: Vec<_> = files.map(|(name, form)| read_file(archive, name, form, &mut budget)).collect();
    if files.iter().any(|file| matches!(file.form, SignatureForm::Cades | SignatureForm::Timestamp)) {
        link_signed_entries(archive, &mut files, &mut budget);
    }
    files
}

fn read_file(archive: &Archive<'_>, name: &str, form: SignatureForm, budget: &mut usize) -> SignatureFile {
    let mut file = SignatureFile {
        name: name.to_owned(),
        form,
        signatures: Vec::new(),
        time_stamp: None,
        signed_entry: None,
        repeated_ids: Vec::new(),
        fault: None,
    };
    if form == SignatureForm::EvidenceRecord {
        return file;
    }
    // The same bound for all of them: signatures of any form are small.
    let result = match archive.read_parsed_entry(name) {
        None => Err(SignatureFault::NoContent),
        Some(Err(fault)) => Err(SignatureFault::Unreadable(fault)),
        Some(Ok(bytes)) => file.parse_content(&bytes, archive.limits.depth, budget),
    };
    file.fault = result.err();
    file
}

impl SignatureFile {
    fn parse_content(
        &mut self,
        bytes: &[u8],
        deepest: u64,
        budget: &mut usize,
    ) -> Result<(), SignatureFault> {
        match self.form {
            SignatureForm::Xades => {
                match XmlReader::read(bytes, deepest).and_then(|xml| xades::read(xml, budget)) {
                    Ok(XadesFile::Signatures { signatures, repeated_ids }) => {
                        (self.signatures, self.repeated_ids) = (signatures, repeated_ids);
                    }
                    Ok(XadesFile::Other(root)) => return Err(SignatureFault::UnexpectedRoot(root)),
                    Err(fault) => return Err(SignatureFault::Unreadable(fault)),
                }
            }
            SignatureForm::Cades => {
                let cms = Cms::read(bytes).map_err(SignatureFault::Pki)?;
                let signatures = cms.signers().iter().map(|signer| Signature {
                    signer: signer.signer.clone(),
                    cms: Some(signer.clone()),
                    ..Signature::default()
                });
                self.signatures = signatures.collect();
            }
            SignatureForm::Timestamp => {
                self.time_stamp = Some(TimeStamp::read(bytes).map_err(SignatureFault::Pki)?);
            }
            SignatureForm::EvidenceRecord => {}
        }
        Ok(())
    }
}

/// What `CAdES` signatures and time-stamps are over: the `ASiCManifest` that names them, which lists the files;
/// in the simple form the data file itself (EN 319 162-1, 4.3.3.2, 4.4.4.2).
fn link_signed_entries(archive: &Archive<'_>, files: &mut [SignatureFile], budget: &mut usize) {
    for (name, manifest) in &archive.asic_manifests {
        let Ok(manifest) = manifest else { continue };
        let named = |file: &&mut SignatureFile| {
            manifest.sig_reference.as_deref() == Some(&file.name) && file.signed_entry.is_none()
        };
        let Some(file) = files.iter_mut().find(named) else { continue };
        file.signed_entry = Some(name.clone());
        for signature in &mut file.signatures {
            let Some(left) = budget.checked_sub(manifest.data_object_references.len()) else { return };
            *budget = left;
            signature.references.clone_from(&manifest.data_object_references);
        }
    }
    let mut data = archive.data_files();
    if archive.kind() == ContainerKind::AsicS
        && let (Some(only), None) = (data.next(), data.next())
    {
        for file in files.iter_mut().filter(|file| file.signed_entry.is_none()) {
            file.signed_entry = Some(only.name().to_owned());
        }
    }
}

impl fmt::Debug for SignatureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureFile")
            .field("name", &sanitized(&self.name))
            .field("form", &self.form)
            .field("signatures", &self.signatures)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature")
            .field("references", &self.references)
            .field("signer", &self.signer)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DataObjectReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reference").field("name", &sanitized(&self.name)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_form() {
        use SignatureForm::*;
        for (name, form) in [
            ("META-INF/signatures0.xml", Some(Xades)),
            ("META-INF/edoc-signatures-S1.xml", Some(Xades)),
            ("META-INF/signature.p7s", Some(Cades)),
            ("META-INF/timestamp001.tst", Some(Timestamp)),
            ("META-INF/evidencerecord.ers", Some(EvidenceRecord)),
            ("META-INF/manifest.xml", None),
            ("META-INF/signature.xml", None),
            ("signatures.xml", None),
        ] {
            assert_eq!(SignatureForm::of_name(name), form, "{name}");
        }
    }
}
