//! What a `*signatures*.xml` says of the files it signs, and of who signs them.

use super::reference::{base64_decoded, percent_decoded};
use super::signature::{Reference, Signature};
use super::xml::{Element, Node, Xml, XmlFault};
use crate::pki::{Certificate, DigestAlgorithm, Level, Signer, TimeStamp, xml_time};

/// Signatures and references together, in all files of a container; beyond that nobody signs.
pub(super) const MOST_REFERENCES: usize = 10_000;
pub(super) const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
const XADES_141: &str = "http://uri.etsi.org/01903/v1.4.1#";

// The places in a `ds:Signature` that are read. Only what stands exactly there counts, so that a
// counter-signature inside does not pass for the signature around it.
const REFERENCE: &str = "/ds:SignedInfo/ds:Reference";
const TRANSFORM: &str = "/ds:SignedInfo/ds:Reference/ds:Transforms/ds:Transform";
const DIGEST_METHOD: &str = "/ds:SignedInfo/ds:Reference/ds:DigestMethod";
const DIGEST_VALUE: &str = "/ds:SignedInfo/ds:Reference/ds:DigestValue";
const CERTIFICATE: &str = "/ds:KeyInfo/ds:X509Data/ds:X509Certificate";
const PROPERTIES: &str = "/ds:Object/xades:QualifyingProperties/xades:SignedProperties";
const UNSIGNED: &str = "/ds:Object/xades:QualifyingProperties/xades:UnsignedProperties\
    /xades:UnsignedSignatureProperties";
const TIMESTAMP: &str = "/xades:SignatureTimeStamp/xades:EncapsulatedTimeStamp";
const REVOCATION: &str = "/xades:RevocationValues";
const ARCHIVE_TIMESTAMPS: [&str; 2] = ["/xades:ArchiveTimeStamp", "/xades141:ArchiveTimeStamp"];
/// Of both editions: the first certificate named is the signer's.
const CERTIFICATE_DIGESTS: [&str; 2] = [
    "/xades:SignedSignatureProperties/xades:SigningCertificateV2/xades:Cert/xades:CertDigest",
    "/xades:SignedSignatureProperties/xades:SigningCertificate/xades:Cert/xades:CertDigest",
];
const SIGNING_TIME: &str = "/xades:SignedSignatureProperties/xades:SigningTime";
const DATA_FORMAT: &str = "/xades:SignedDataObjectProperties/xades:DataObjectFormat";
const DATA_TYPE: &str = "/xades:SignedDataObjectProperties/xades:DataObjectFormat/xades:MimeType";

/// What is in such a file.
pub(super) enum Contents {
    /// Another document, by its root element.
    Other(String),
    Signatures(Vec<Signature>),
}

/// Reads the file; `budget` is how many signatures and references there may still be.
pub(super) fn read(mut xml: Xml<'_>, budget: &mut usize) -> Result<Contents, XmlFault> {
    let mut signatures = Vec::new();
    let mut root = true;
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        if element.is(XMLDSIG, "Signature") {
            let signature = signature(&mut xml, &element)?;
            *budget = budget.checked_sub(1 + signature.references.len()).ok_or(XmlFault::TooBig)?;
            signatures.push(signature);
        } else if root && !is_root(&element) {
            xml.finish()?;
            return Ok(Contents::Other(element.name));
        } else if !root {
            skip(&mut xml)?;
        }
        root = false;
    }
    Ok(Contents::Signatures(signatures))
}

/// What EN 319 162-1, 4.4.3.2 (3) allows around signatures: the element of ASiC, OCF or ODF.
fn is_root(element: &Element) -> bool {
    matches!(element.name.as_str(), "XAdESSignatures" | "document-signatures" | "signatures")
}

/// Reads to the end of a `ds:Signature` whose start was read.
fn signature(xml: &mut Xml<'_>, start: &Element) -> Result<Signature, XmlFault> {
    let mut signature =
        Signature { id: start.attribute("", "Id").map(str::to_owned), ..Signature::default() };
    let mut who = Who::default();
    let mut place = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut properties = None;
    let mut reference = None;
    let mut object = None;
    let mut text = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) => {
                place.push_str(&step(&element));
                text.clear();
                if place == REFERENCE {
                    reference = file_reference(&element);
                    inside.extend(part_reference(&element));
                } else if place == PROPERTIES {
                    properties = Some(element.attribute("", "Id").unwrap_or_default().to_owned());
                    who.start(&place, &element);
                } else if let (TRANSFORM, Some(reference)) = (place.as_str(), &mut reference) {
                    reference.transformed = true;
                } else if let (DIGEST_METHOD, Some(reference)) = (place.as_str(), &mut reference) {
                    let method = element.attribute("", "Algorithm").unwrap_or_default();
                    method.clone_into(&mut reference.digest_method);
                } else if place.strip_prefix(PROPERTIES) == Some(DATA_FORMAT) {
                    object = element.attribute("", "ObjectReference").map(str::to_owned);
                } else {
                    who.start(&place, &element);
                }
            }
            Node::Text(piece) => text.push_str(&piece),
            Node::End => {
                let Some(end) = place.rfind('/') else { break };
                if place == REFERENCE {
                    signature.references.extend(reference.take());
                    if signature.references.len() > MOST_REFERENCES {
                        return Err(XmlFault::TooBig);
                    }
                } else if let (DIGEST_VALUE, Some(reference)) = (place.as_str(), &mut reference) {
                    reference.digest = base64_decoded(&text);
                } else if place.strip_prefix(PROPERTIES) == Some(DATA_TYPE) {
                    set_media_type(&mut signature, object.as_deref(), text.trim());
                } else {
                    who.end(&place, &text);
                }
                place.truncate(end);
                text.clear();
            }
        }
    }
    signature.signer = who.signer();
    signature.properties_unsigned = properties.is_some_and(|id| id.is_empty() || !inside.contains(&id));
    Ok(signature)
}

/// What a signature says of its signer, collected on the way.
#[derive(Default)]
struct Who {
    signer: Signer,
    /// DER, as far as it is Base64.
    certificates: Vec<Vec<u8>>,
    /// The digest of the signer's certificate.
    named: (Option<DigestAlgorithm>, Option<Vec<u8>>),
    qualified: bool,
    revocation: bool,
    archived: bool,
}

/// More certificates or time-stamps than a signature has.
const MOST_CERTIFICATES: usize = 100;

impl Who {
    fn start(&mut self, place: &str, element: &Element) {
        self.qualified |= place == PROPERTIES;
        if let Some(place) = place.strip_prefix(UNSIGNED) {
            self.revocation |= place == REVOCATION;
            self.archived |= ARCHIVE_TIMESTAMPS.contains(&place);
        } else if is_certificate_digest(place, "/ds:DigestMethod") && self.named.0.is_none() {
            self.named.0 = element.attribute("", "Algorithm").and_then(DigestAlgorithm::of_uri);
        }
    }

    fn end(&mut self, place: &str, text: &str) {
        if place == CERTIFICATE && self.certificates.len() < MOST_CERTIFICATES {
            self.certificates.extend(base64_decoded(text));
        } else if place.strip_prefix(PROPERTIES) == Some(SIGNING_TIME) {
            self.signer.claimed = xml_time(text);
        } else if is_certificate_digest(place, "/ds:DigestValue") && self.named.1.is_none() {
            self.named.1 = base64_decoded(text);
        } else if place.strip_prefix(UNSIGNED) == Some(TIMESTAMP)
            && self.signer.time_stamps.len() < MOST_CERTIFICATES
        {
            let token = base64_decoded(text).unwrap_or_default();
            self.signer.time_stamps.push(TimeStamp::read(&token));
        }
    }

    /// The certificate is the one that the signed properties name; where they name none of those that are there,
    /// the first.
    fn signer(self) -> Signer {
        let named = match self.named {
            (Some(algorithm), Some(digest)) => {
                self.certificates.iter().find(|certificate| algorithm.of_bytes(certificate) == digest)
            }
            _ => None,
        };
        let certificate = named.or(self.certificates.first()).and_then(|der| Certificate::read(der).ok());
        let stamped = !self.signer.time_stamps.is_empty();
        let level = match (self.qualified, stamped) {
            (false, _) => Level::Plain,
            (true, false) => Level::B,
            (true, true) if self.archived => Level::Lta,
            (true, true) if self.revocation => Level::Lt,
            (true, true) => Level::T,
        };
        Signer { certificate, level, ..self.signer }
    }
}

fn is_certificate_digest(place: &str, part: &str) -> bool {
    place
        .strip_prefix(PROPERTIES)
        .and_then(|place| place.strip_suffix(part))
        .is_some_and(|place| CERTIFICATE_DIGESTS.contains(&place))
}

/// The element as a step of a place; what is of another namespace matches none.
fn step(element: &Element) -> String {
    let prefix = match element.namespace.as_str() {
        XADES => "xades",
        XADES_141 => "xades141",
        XMLDSIG => "ds",
        _ => "other",
    };
    format!("/{prefix}:{}", element.name)
}

/// The reference, unless it is to a part of the signature's own document.
fn file_reference(element: &Element) -> Option<Reference> {
    let uri = element.attribute("", "URI").filter(|uri| !uri.is_empty() && !uri.starts_with('#'))?;
    let id = element.attribute("", "Id").map(str::to_owned);
    Some(Reference { name: percent_decoded(uri), id, ..Reference::default() })
}

/// The part of the signature's own document that a reference is to.
fn part_reference(element: &Element) -> Option<String> {
    let id = element.attribute("", "URI")?.strip_prefix('#')?;
    let within = id.strip_prefix("xpointer(id('").and_then(|id| id.strip_suffix("'))"));
    Some(within.unwrap_or(id).to_owned())
}

/// Sets the media type of the reference that a `DataObjectFormat` points to.
fn set_media_type(signature: &mut Signature, object: Option<&str>, media_type: &str) {
    let Some(id) = object.and_then(|object| object.strip_prefix('#')) else { return };
    if let Some(reference) = signature.references.iter_mut().find(|r| r.id.as_deref() == Some(id)) {
        reference.media_type = Some(media_type.to_owned());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_signature_is_not_the_signature() {
        let xml = r##"<asic:XAdESSignatures xmlns:asic="a" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
            <asic:other><ds:Signature Id="hidden"/></asic:other>
            <ds:Signature Id="S1"><ds:SignedInfo>
              <ds:Reference URI="a.pdf"><ds:DigestValue>aGk=</ds:DigestValue></ds:Reference>
              <ds:Reference URI="#p"><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>
            </ds:SignedInfo><ds:Object><ds:Signature Id="counter"><ds:SignedInfo>
              <ds:Reference URI="b.pdf"/></ds:SignedInfo></ds:Signature></ds:Object></ds:Signature>
            </asic:XAdESSignatures>"##;
        let read = |budget| Xml::read(xml.as_bytes(), 9).and_then(|xml| read(xml, &mut { budget }));
        let Ok(Contents::Signatures(signatures)) = read(10) else { panic!() };
        let [signature] = signatures.as_slice() else { panic!() };
        assert_eq!(signature.id.as_deref(), Some("S1"));
        let [reference] = signature.references.as_slice() else { panic!() };
        assert_eq!((reference.name.as_str(), reference.digest.as_deref()), ("a.pdf", Some(b"hi".as_slice())));
        assert!(matches!(read(1), Err(XmlFault::TooBig)));
    }
}
