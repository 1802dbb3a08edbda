//! Files with signatures: by their names, and what `XAdES` says of the files it signs. Whether a signature is
//! valid is not looked at here.

use std::fmt;

use super::archive::Archive;
use super::names::META_INF;
use super::shown::shown;
use super::xades::{self, Contents};
use super::xml::XmlFault;

/// A file of `META-INF` that holds signatures or time-stamps.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignatureFile {
    /// The name of the entry.
    pub name: String,
    /// What it holds, by its name.
    pub form: SignatureForm,
    /// The `XAdES` signatures in it; empty for other forms, and where it cannot be read.
    pub signatures: Vec<Signature>,
    /// Why it could not be read, or what it is instead.
    pub(super) fault: Option<SignatureFault>,
}

/// The form of a signature, by the name of its file.
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

/// One `ds:Signature`.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// Its `Id`.
    pub id: Option<String>,
    /// What it covers, without the references into itself.
    pub references: Vec<Reference>,
    /// When it was made, as the signer says.
    pub signing_time: Option<String>,
    /// Whether a time-stamp was added to it; not verified.
    pub timestamped: bool,
    /// The first certificate in its `KeyInfo`, DER; not verified.
    pub certificate: Option<Vec<u8>>,
}

/// What a signature says of one file.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// The name of the entry: the URI, percent-decoded, relative to the root of the container.
    pub name: String,
    /// The algorithm of the digest, a URI.
    pub digest_method: String,
    /// The digest; `None` where it is not Base64.
    pub digest: Option<Vec<u8>>,
    /// Whether the file is transformed before it is digested.
    pub transformed: bool,
    /// The media type that is signed with it.
    pub media_type: Option<String>,
    pub(super) id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignatureFault {
    NoContent,
    /// Another document, by its root element.
    Root(String),
    Unreadable(XmlFault),
}

impl SignatureForm {
    /// Whether such a file holds a signature, not only a proof of time.
    pub(super) fn signs(self) -> bool {
        matches!(self, Self::Cades | Self::Xades)
    }

    /// By the patterns of EN 319 162-1, 4.4.3.2 and 4.4.4.2.
    pub(super) fn of(name: &str) -> Option<Self> {
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
    pub fn signs(&self) -> bool {
        self.form.signs() && (self.form != SignatureForm::Xades || !self.signatures.is_empty())
    }
}

/// The files with signatures, as far as the names of entries tell.
pub(super) fn read_all(archive: &Archive<'_>) -> Vec<SignatureFile> {
    let mut budget = xades::MOST_REFERENCES;
    let files = archive.entries().iter().filter_map(|e| Some((e.name(), SignatureForm::of(e.name())?)));
    files.map(|(name, form)| read(archive, name, form, &mut budget)).collect()
}

fn read(archive: &Archive<'_>, name: &str, form: SignatureForm, budget: &mut usize) -> SignatureFile {
    let mut file = SignatureFile { name: name.to_owned(), form, signatures: Vec::new(), fault: None };
    if form == SignatureForm::Xades {
        match archive.read_xml(name).map(|xml| xml.and_then(|bytes| xades::read(&bytes, budget))) {
            Some(Ok(Contents::Signatures(signatures))) => file.signatures = signatures,
            Some(Ok(Contents::Other(root))) => file.fault = Some(SignatureFault::Root(root)),
            Some(Err(fault)) => file.fault = Some(SignatureFault::Unreadable(fault)),
            // The archive says already why it cannot be read.
            None => file.fault = Some(SignatureFault::NoContent),
        }
    }
    file
}

impl fmt::Debug for SignatureFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureFile")
            .field("name", &shown(&self.name))
            .field("form", &self.form)
            .field("signatures", &self.signatures)
            .field("fault", &self.fault)
            .finish()
    }
}

/// Without the certificate, which names a person.
impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature").field("references", &self.references).finish_non_exhaustive()
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reference").field("name", &shown(&self.name)).finish_non_exhaustive()
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
            assert_eq!(SignatureForm::of(name), form, "{name}");
        }
    }
}
