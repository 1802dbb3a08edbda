//! `META-INF/ASiCManifest*.xml` and the other manifests of ASiC: which files a `CAdES` signature or a time-stamp covers, with their
//! digests. The signature covers this file, this file covers the rest.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use super::data_object_reference::{DataObjectReference, XMLDSIG};
use super::entry_role::META_INF;
use super::uri_and_base64::{base64_decoded, base64_encoded, percent_decoded, percent_encoded};
use crate::pki::DigestAlgorithm;
use crate::values::{EntryName, MediaType};
use crate::xml::{XmlEvent, XmlFault, XmlReader};

/// The name of the entry that we write.
pub(super) const NAME: &str = "META-INF/ASiCManifest.xml";
/// The name of the entry that its signature is going to have.
const SIGNATURE_NAME: &str = "META-INF/signature.p7s";
const NAMESPACE: &str = "http://uri.etsi.org/02918/v1.2.1#";

/// The file that a `CAdES` signer signs: the digests of these files, in their order.
pub(super) fn write<'a>(
    algorithm: DigestAlgorithm,
    files: impl IntoIterator<Item = (&'a EntryName, &'a MediaType, Vec<u8>)>,
) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = BytesStart::new("asic:ASiCManifest")
        .with_attributes([("xmlns:asic", NAMESPACE), ("xmlns:ds", XMLDSIG)]);
    let end = root.to_end().into_owned();
    xml.write_event(Event::Start(root))?;
    let signature = [("URI", SIGNATURE_NAME), ("MimeType", "application/pkcs7-signature")];
    xml.create_element("asic:SigReference").with_attributes(signature).write_empty()?;
    for (name, media_type, digest) in files {
        let uri = percent_encoded(name.as_str());
        let file = [("URI", uri.as_str()), ("MimeType", media_type.as_str())];
        xml.create_element("asic:DataObjectReference").with_attributes(file).write_inner_content(|xml| {
            xml.create_element("ds:DigestMethod")
                .with_attribute(("Algorithm", algorithm.uri()))
                .write_empty()?;
            xml.create_element("ds:DigestValue")
                .write_text_content(BytesText::new(&base64_encoded(&digest)))?;
            Ok(())
        })?;
    }
    xml.write_event(Event::End(end))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// How some programs begin its name.
const LOWER_CASE: &str = "asicmanifest";
/// How they name SHA-256, which has another URI (RFC 6931, 2.1).
const SHA256_ODD: &str = "http://www.w3.org/2000/09/xmldsig#sha256";

/// More references than a container has entries are not read.
const MAX_REFERENCES: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct AsicManifest {
    /// The root element, where it is another document.
    pub(super) unexpected_root: Option<String>,
    /// The entry that signs it; `None` where it names none.
    pub(super) sig_reference: Option<String>,
    /// How often it names one.
    pub(super) sig_reference_count: usize,
    /// Whether it names a file first.
    pub(super) sig_reference_not_first: bool,
    pub(super) data_object_references: Vec<DataObjectReference>,
}

impl AsicManifest {
    /// By the patterns of EN 319 162-1, 4.4.3.2 (4), 4.4.4.2 and A.7.
    pub(super) fn is_manifest_name(name: &str) -> bool {
        name.strip_prefix(META_INF).and_then(|n| n.strip_suffix(".xml")).is_some_and(|n| {
            n.starts_with("ASiCManifest")
                || n.starts_with("ASiCEvidenceRecordManifest")
                || n.contains("ASiCArchiveManifest")
                || n.starts_with(LOWER_CASE)
        })
    }

    /// Whether the name is the one that ph-asic, difi and Digipost write, and the standard does not have.
    pub(super) fn is_lower_case_name(name: &str) -> bool {
        name.strip_prefix(META_INF).is_some_and(|name| name.starts_with(LOWER_CASE))
    }

    pub(super) fn read(mut xml: XmlReader<'_>) -> Result<Self, XmlFault> {
        let mut manifest = Self::default();
        let mut path: Vec<String> = Vec::new();
        let mut reference = DataObjectReference::default();
        let mut text = String::new();
        while let Some(node) = xml.next()? {
            match node {
                XmlEvent::Start(element) => {
                    let uri = || element.attribute("", "URI").map(percent_decoded);
                    let digest = element.namespace == XMLDSIG;
                    text.clear();
                    match (path.len(), element.name.as_str()) {
                        (0, "ASiCManifest") if is_asic_namespace(&element.namespace) => {}
                        (0, other) => {
                            manifest.unexpected_root = Some(other.to_owned());
                            xml.read_to_end()?;
                            return Ok(manifest);
                        }
                        (1, "SigReference") => {
                            manifest.sig_reference_count += 1;
                            manifest.sig_reference_not_first |= !manifest.data_object_references.is_empty();
                            // The first counts.
                            manifest.sig_reference = manifest.sig_reference.or_else(uri);
                        }
                        (1, "DataObjectReference") => {
                            reference = DataObjectReference {
                                name: uri().unwrap_or_default(),
                                media_type: element.attribute("", "MimeType").map(str::to_owned),
                                ..DataObjectReference::default()
                            };
                        }
                        (2, "DigestMethod") if digest => {
                            let method = element.attribute("", "Algorithm").unwrap_or_default();
                            let method =
                                if method == SHA256_ODD { DigestAlgorithm::Sha256.uri() } else { method };
                            method.clone_into(&mut reference.digest_method);
                        }
                        _ => {}
                    }
                    path.push(element.name);
                }
                XmlEvent::Text(chunk) => text.push_str(&chunk),
                XmlEvent::End => {
                    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                        [_, "DataObjectReference", "DigestValue"] => reference.digest = base64_decoded(&text),
                        [_, "DataObjectReference"]
                            if manifest.data_object_references.len() < MAX_REFERENCES =>
                        {
                            manifest.data_object_references.push(std::mem::take(&mut reference));
                        }
                        [_, "DataObjectReference"] => return Err(XmlFault::TooBig),
                        _ => {}
                    }
                    path.pop();
                }
            }
        }
        Ok(manifest)
    }
}

/// The namespaces of the schema's editions.
fn is_asic_namespace(namespace: &str) -> bool {
    namespace.starts_with("http://uri.etsi.org/02918/") || namespace.starts_with("http://uri.etsi.org/2918/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> AsicManifest {
        XmlReader::read(bytes, 9).and_then(AsicManifest::read).unwrap()
    }

    #[test]
    fn lists_each_file_with_its_digest() {
        let name = EntryName::parse("a b+ķ.pdf").unwrap();
        let xml = write(
            DigestAlgorithm::Sha256,
            [(&name, &MediaType::PDF, DigestAlgorithm::Sha256.of_bytes(b"hello"))],
        )
        .unwrap();
        let text = String::from_utf8(xml.clone()).unwrap();
        insta::assert_snapshot!(text, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
          <asic:SigReference URI="META-INF/signature.p7s" MimeType="application/pkcs7-signature"/>
          <asic:DataObjectReference URI="a%20b%2B%C4%B7.pdf" MimeType="application/pdf">
            <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
            <ds:DigestValue>LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=</ds:DigestValue>
          </asic:DataObjectReference>
        </asic:ASiCManifest>
        "#);
        let manifest = read(&xml);
        assert_eq!(manifest.data_object_references[0].name, name.as_str());
        assert_eq!(
            manifest.data_object_references[0].digest.as_deref(),
            Some(DigestAlgorithm::Sha256.of_bytes(b"hello").as_slice())
        );
    }

    #[test]
    fn reads_what_is_signed() {
        let xml = br#"<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#">
            <a:SigReference URI="META-INF/signature.p7s"/>
            <a:DataObjectReference URI="a%20b.pdf"><d:DigestMethod Algorithm="x"/><d:DigestValue>aGk=</d:DigestValue></a:DataObjectReference>
            </a:ASiCManifest>"#;
        let manifest = read(xml);
        assert_eq!(manifest.sig_reference.as_deref(), Some("META-INF/signature.p7s"));
        let [reference] = manifest.data_object_references.as_slice() else { panic!() };
        assert_eq!((reference.name.as_str(), reference.digest_method.as_str()), ("a b.pdf", "x"));
        assert_eq!(reference.digest.as_deref(), Some(b"hi".as_slice()));
        assert_eq!(read(b"<ASiCManifest/>").unexpected_root.as_deref(), Some("ASiCManifest"));
    }

    #[test]
    fn is_known_by_its_name() {
        for name in [
            "ASiCManifest.xml",
            "ASiCManifest1.xml",
            "1ASiCArchiveManifest.xml",
            "ASiCEvidenceRecordManifest.xml",
            "asicmanifest.xml",
        ] {
            assert!(AsicManifest::is_manifest_name(&format!("META-INF/{name}")), "{name}");
        }
        assert!(!AsicManifest::is_manifest_name("META-INF/manifest.xml"));
        assert!(AsicManifest::is_lower_case_name("META-INF/asicmanifest1.xml"));
        assert!(!AsicManifest::is_lower_case_name("META-INF/ASiCManifest.xml"));
        assert!(!AsicManifest::is_manifest_name("ASiCManifest.xml"));
    }
}
