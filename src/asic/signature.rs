//! Files with signatures: by their names, and what `XAdES` says of the files it signs. Whether a signature is
//! valid is not looked at here.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::archive::Archive;
use super::names::META_INF;
use super::shown::shown;
use super::xml::{Element, Node, Xml, XmlFault};

/// Signatures and references together, in all files of a container; beyond that nobody signs by hand.
const MOST_REFERENCES: usize = 10_000;

pub(super) const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";

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
    let mut budget = MOST_REFERENCES;
    let files = archive.entries().iter().filter_map(|e| Some((e.name(), SignatureForm::of(e.name())?)));
    files.map(|(name, form)| read(archive, name, form, &mut budget)).collect()
}

fn read(archive: &Archive<'_>, name: &str, form: SignatureForm, budget: &mut usize) -> SignatureFile {
    let mut file = SignatureFile { name: name.to_owned(), form, signatures: Vec::new(), fault: None };
    if form == SignatureForm::Xades {
        match archive.read_xml(name).map(|xml| xml.and_then(|bytes| signatures(&bytes, budget))) {
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

enum Contents {
    Signatures(Vec<Signature>),
    Other(String),
}

/// The signatures of a `*signatures*.xml`.
fn signatures(bytes: &[u8], budget: &mut usize) -> Result<Contents, XmlFault> {
    let mut xml = Xml::read(bytes)?;
    let mut signatures = Vec::new();
    let mut first = true;
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if element.is(XMLDSIG, "Signature") {
            let signature = signature(&mut xml, &element)?;
            let spent = 1 + signature.references.len();
            *budget = budget.checked_sub(spent).ok_or(XmlFault::TooBig)?;
            signatures.push(signature);
        } else if first && !is_root(&element) {
            xml.finish()?;
            return Ok(Contents::Other(element.name));
        } else if !first {
            skip(&mut xml)?;
        }
        first = false;
    }
    Ok(Contents::Signatures(signatures))
}

/// What EN 319 162-1, 4.4.3.2 (3) allows around signatures: the element of ASiC, OCF or ODF.
fn is_root(element: &Element) -> bool {
    matches!(element.name.as_str(), "XAdESSignatures" | "signatures" | "document-signatures")
}

/// Reads to the end of a `ds:Signature` whose start was read.
fn signature(xml: &mut Xml<'_>, start: &Element) -> Result<Signature, XmlFault> {
    let mut signature =
        Signature { id: start.attribute("", "Id").map(str::to_owned), ..Signature::default() };
    // The elements that are open, outermost first: only what stands in its own place counts, so that a
    // counter-signature inside does not pass for the signature around it.
    let mut path: Vec<String> = Vec::new();
    let mut reference = Reference::default();
    let mut same_document = false;
    let mut object: Option<String> = None;
    let mut text = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) => {
                let prefix = match element.namespace.as_str() {
                    XMLDSIG => "ds:",
                    XADES => "xades:",
                    _ => "?:",
                };
                path.push(format!("{prefix}{}", element.name));
                text.clear();
                match Place::of(&path) {
                    Some(Place::Reference) => {
                        let uri = element.attribute("", "URI").unwrap_or_default();
                        same_document = uri.is_empty() || uri.starts_with('#');
                        reference = Reference {
                            name: percent_decoded(uri),
                            id: element.attribute("", "Id").map(str::to_owned),
                            ..Reference::default()
                        };
                    }
                    Some(Place::Transform) => reference.transformed = true,
                    Some(Place::DigestMethod) => {
                        reference.digest_method =
                            element.attribute("", "Algorithm").unwrap_or_default().to_owned();
                    }
                    Some(Place::DataObjectFormat) => {
                        object = element.attribute("", "ObjectReference").map(str::to_owned);
                    }
                    _ => {}
                }
            }
            Node::Text(piece) => text.push_str(&piece),
            Node::End => {
                match Place::of(&path) {
                    Some(Place::Reference) if !same_document => {
                        if signature.references.len() == MOST_REFERENCES {
                            return Err(XmlFault::TooBig);
                        }
                        signature.references.push(std::mem::take(&mut reference));
                    }
                    Some(Place::DigestValue) => reference.digest = base64_decoded(&text),
                    Some(Place::Certificate) if signature.certificate.is_none() => {
                        signature.certificate = base64_decoded(&text);
                    }
                    Some(Place::SigningTime) => signature.signing_time = Some(text.trim().to_owned()),
                    Some(Place::MimeType) => signature.set_media_type(object.as_deref(), text.trim()),
                    _ => {}
                }
                text.clear();
                if path.pop().is_none() {
                    break;
                }
            }
        }
    }
    Ok(signature)
}

impl Signature {
    /// Sets the media type of the reference that a `DataObjectFormat` points to.
    fn set_media_type(&mut self, object: Option<&str>, media_type: &str) {
        let id = object.and_then(|o| o.strip_prefix('#'));
        if let Some(reference) = self.references.iter_mut().find(|r| id.is_some() && r.id.as_deref() == id) {
            reference.media_type = Some(media_type.to_owned());
        }
    }
}

/// The places in a `ds:Signature` that we read.
#[derive(Debug, Clone, Copy)]
enum Place {
    Certificate,
    DataObjectFormat,
    DigestMethod,
    DigestValue,
    MimeType,
    Reference,
    SigningTime,
    Transform,
}

impl Place {
    fn of(path: &[String]) -> Option<Self> {
        const PROPERTIES: [&str; 3] = ["ds:Object", "xades:QualifyingProperties", "xades:SignedProperties"];
        const DATA: [&str; 2] = ["xades:SignedDataObjectProperties", "xades:DataObjectFormat"];
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["ds:SignedInfo", "ds:Reference"] => Some(Self::Reference),
            ["ds:SignedInfo", "ds:Reference", "ds:Transforms", "ds:Transform"] => Some(Self::Transform),
            ["ds:SignedInfo", "ds:Reference", "ds:DigestMethod"] => Some(Self::DigestMethod),
            ["ds:SignedInfo", "ds:Reference", "ds:DigestValue"] => Some(Self::DigestValue),
            ["ds:KeyInfo", "ds:X509Data", "ds:X509Certificate"] => Some(Self::Certificate),
            [a, b, c, rest @ ..] if [*a, *b, *c] == PROPERTIES => match rest {
                ["xades:SignedSignatureProperties", "xades:SigningTime"] => Some(Self::SigningTime),
                [d, e] if [*d, *e] == DATA => Some(Self::DataObjectFormat),
                [d, e, "xades:MimeType"] if [*d, *e] == DATA => Some(Self::MimeType),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Reads to the end of an element whose start was read.
fn skip(xml: &mut Xml<'_>) -> Result<(), XmlFault> {
    let mut depth = 1;
    while depth > 0
        && let Some(node) = xml.next()?
    {
        match node {
            Node::Start(_) => depth += 1,
            Node::End => depth -= 1,
            Node::Text(_) => {}
        }
    }
    Ok(())
}

/// Base64 with white space in it.
pub(super) fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let packed: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(packed).ok()
}

/// A relative URI as a name: `%20` is a space, `+` is a plus. What decodes to no UTF-8 stays as it is.
pub(super) fn percent_decoded(uri: &str) -> String {
    let hex =
        |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let bytes = uri.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| uri.to_owned())
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

    #[test]
    fn references_decode() {
        assert_eq!(percent_decoded("Test%20document+1%C4%B7.pdf"), "Test document+1ķ.pdf");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%ff"), "%ff");
        assert_eq!(base64_decoded(" aGk\n= "), Some(b"hi".to_vec()));
        assert_eq!(base64_decoded("!"), None);
    }
}
