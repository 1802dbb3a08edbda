//! What content is by its first bytes, whatever its name says.

use crate::xml::{XmlElement, XmlEvent, XmlReader};

/// `SignedData` of CMS (RFC 5652): its identifier, as it stands in DER and BER.
const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const SEQUENCE: u8 = 0x30;
/// What stands before the identifier: a tag, and a length of up to five octets.
const BEFORE_IDENTIFIER: usize = 6;
const XMLDSIG: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What content is a signature, by how it begins.
pub(super) fn signature_format(head: &[u8]) -> Option<&'static str> {
    let is_xml = || {
        xml_root(head).is_some_and(|root| {
            root.is(XMLDSIG, "Signature")
                || matches!(root.name.as_str(), "XAdESSignatures" | "document-signatures")
        })
    };
    if is_cms(head) { Some("CMS") } else { is_xml().then_some("XAdES") }
}

fn is_cms(head: &[u8]) -> bool {
    let within = head.get(..BEFORE_IDENTIFIER + SIGNED_DATA.len()).unwrap_or(head);
    head.first() == Some(&SEQUENCE) && within.windows(SIGNED_DATA.len()).any(|window| window == SIGNED_DATA)
}

/// Whether it is DIGIDOC-XML.
pub(super) fn is_ddoc(head: &[u8]) -> bool {
    xml_root(head).is_some_and(|root| root.name == "SignedDoc")
}

/// The root element of a document that begins so.
fn xml_root(head: &[u8]) -> Option<XmlElement> {
    // The last character may be cut.
    let text = head.utf8_chunks().next()?.valid();
    let mut xml = XmlReader::read(text.as_bytes(), 1).ok()?;
    loop {
        match xml.next().ok()?? {
            XmlEvent::Start(element) => return Some(element),
            XmlEvent::Text(_) => {}
            XmlEvent::End => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_known_by_how_it_begins() {
        let cut = "<?xml version=\"1.0\"?>\n<SignedDoc format=\"DIGIDOC-XML\">ķ".as_bytes();
        assert!(is_ddoc(&cut[..cut.len() - 1]));
        assert!(!is_ddoc(b"<a><SignedDoc/></a>") && !is_ddoc(b"PK\x03\x04"));
        let asic = b"<asic:XAdESSignatures xmlns:asic='http://uri.etsi.org/02918/v1.2.1#'><ds:";
        assert_eq!(signature_format(asic), Some("XAdES"));
        assert_eq!(
            signature_format(b"<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'>"),
            Some("XAdES")
        );
        assert_eq!(signature_format(b"<Signature/>"), None);
        for start in [&b"\x30\x82\x10\x00"[..], b"\x30\x80", b"\x30\x84\0\0\x10\x00"] {
            assert_eq!(signature_format(&[start, SIGNED_DATA, b"\xa0"].concat()), Some("CMS"));
        }
        assert_eq!(signature_format(&[b"\x30\x82\x10\x00\x02\x01\x01", SIGNED_DATA].concat()), None);
        assert_eq!(signature_format(b""), None);
    }
}
