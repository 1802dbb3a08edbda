//! The signatures of a container as data: data object references and the signing certificate. Whether a signature is
//! valid is not checked here.

use std::fmt;
use std::sync::Arc;

use super::data_object_reference::DataObjectReference;
use super::sanitized::sanitized;
use super::signature_form::SignatureForm;
use super::xades_fault::{RepeatedId, XadesFault};
use crate::pki::{PkiError, Signer, SignerInfo, TimeStamp};
use crate::xml::{Tree, XmlFault};

/// A file of `META-INF` that holds signatures or time-stamps.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::asic::{Archive, Limits};
///
/// let bytes = std::fs::read("fixtures/signed/divi-paraksti.edoc")?;
/// let archive = Archive::read(&bytes, "divi-paraksti.edoc", &Limits::default())?;
/// for file in archive.signatures() {
///     for signature in &file.signatures {
///         println!("{} is over {} files", file.name, signature.references.len());
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
    /// By the name of the entry.
    pub form: SignatureForm,
    /// Empty for time-stamps and evidence records, and where the file cannot be read.
    pub signatures: Vec<Signature>,
    /// The time-stamp, where the file is one and can be read.
    pub time_stamp: Option<TimeStamp>,
    /// The entry that is signed, where the file does not say: an `ASiCManifest`, or the one data file of ASiC-S.
    pub(super) signed_entry: Option<String>,
    /// Values of `Id` attributes that are not unique in the document.
    pub(super) repeated_ids: Vec<RepeatedId>,
    /// The document, of `XAdES`.
    pub(super) tree: Option<Arc<Tree>>,
    /// Why it could not be read, or what it is instead.
    pub(super) fault: Option<SignatureFault>,
}

/// One signature. See [`SignatureFile`].
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Signature {
    /// The attribute `Id`, of `XAdES`.
    pub id: Option<String>,
    /// The files it signs, without the references into its own document; of `CAdES`, those that the `ASiCManifest`
    /// lists.
    pub references: Vec<DataObjectReference>,
    /// The signing certificate and the claimed time; not validated.
    pub signer: Signer,
    /// Why its signer or time is ambiguous or unsigned; of `XAdES`.
    pub(super) faults: Vec<XadesFault>,
    /// The `SignerInfo`, of `CAdES`.
    pub(super) cms: Option<SignerInfo>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignatureFault {
    /// The entry cannot be read; the archive has a finding about that.
    NoContent,
    /// Another document; the name of its root element.
    UnexpectedRoot(String),
    Unreadable(XmlFault),
    /// Not CMS, or not a time-stamp.
    Pki(PkiError),
}

impl SignatureFile {
    /// A file of which nothing was read yet.
    pub(super) fn unread(name: &str, form: SignatureForm) -> Self {
        Self {
            name: name.to_owned(),
            form,
            signatures: Vec::new(),
            time_stamp: None,
            signed_entry: None,
            repeated_ids: Vec::new(),
            tree: None,
            fault: None,
        }
    }

    /// The entry that is signed, of `CAdES` and time-stamps: an `ASiCManifest`, or the one data file of ASiC-S.
    pub(crate) fn signed_entry(&self) -> Option<&str> {
        self.signed_entry.as_deref()
    }

    /// The document that was read, of `XAdES`.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.as_deref()
    }

    /// Why the document cannot be read.
    pub(crate) fn xml_fault(&self) -> Option<XmlFault> {
        match &self.fault {
            Some(SignatureFault::Unreadable(fault)) => Some(*fault),
            _ => None,
        }
    }

    /// Whether it holds a signature, not only a time-stamp or evidence record.
    pub fn holds_signature(&self) -> bool {
        self.form.is_signature() && !self.signatures.is_empty()
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
