//! `META-INF/ASiCManifest*.xml` and its kin: which files a `CAdES` signature or a time-stamp covers, with their
//! digests. The signature covers this file, this file covers the rest.

use super::names::META_INF;
use super::signature::{Reference, XMLDSIG, base64_decoded, percent_decoded};
use super::xml::{Node, Xml, XmlFault};

/// More references than a container has entries are not read.
const MOST_REFERENCES: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct AsicManifest {
    /// The root element, where it is another document.
    pub(super) other_root: Option<String>,
    /// The entry that signs it; `None` where it names none.
    pub(super) signature: Option<String>,
    pub(super) references: Vec<Reference>,
}

impl AsicManifest {
    /// By the patterns of EN 319 162-1, 4.4.3.2 (4), 4.4.4.2 and A.7.
    pub(super) fn is_named(name: &str) -> bool {
        name.strip_prefix(META_INF).and_then(|n| n.strip_suffix(".xml")).is_some_and(|n| {
            n.starts_with("ASiCManifest")
                || n.starts_with("ASiCEvidenceRecordManifest")
                || n.contains("ASiCArchiveManifest")
        })
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, XmlFault> {
        let mut xml = Xml::read(bytes)?;
        let mut manifest = Self::default();
        let mut path: Vec<String> = Vec::new();
        let mut reference = Reference::default();
        let mut text = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => {
                    let uri = || element.attribute("", "URI").map(percent_decoded);
                    let digest = element.namespace == XMLDSIG;
                    text.clear();
                    match (path.len(), element.name.as_str()) {
                        (0, "ASiCManifest") if is_asic(&element.namespace) => {}
                        (0, other) => {
                            manifest.other_root = Some(other.to_owned());
                            xml.finish()?;
                            return Ok(manifest);
                        }
                        (1, "SigReference") => manifest.signature = uri(),
                        (1, "DataObjectReference") => {
                            reference = Reference { name: uri().unwrap_or_default(), ..Reference::default() };
                        }
                        (2, "DigestMethod") if digest => {
                            let method = element.attribute("", "Algorithm").unwrap_or_default();
                            method.clone_into(&mut reference.digest_method);
                        }
                        _ => {}
                    }
                    path.push(element.name);
                }
                Node::Text(piece) => text.push_str(&piece),
                Node::End => {
                    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                        [_, "DataObjectReference", "DigestValue"] => reference.digest = base64_decoded(&text),
                        [_, "DataObjectReference"] if manifest.references.len() < MOST_REFERENCES => {
                            manifest.references.push(std::mem::take(&mut reference));
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
fn is_asic(namespace: &str) -> bool {
    namespace.starts_with("http://uri.etsi.org/02918/") || namespace.starts_with("http://uri.etsi.org/2918/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_signed() {
        let xml = br#"<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#">
            <a:SigReference URI="META-INF/signature.p7s"/>
            <a:DataObjectReference URI="a%20b.pdf"><d:DigestMethod Algorithm="x"/><d:DigestValue>aGk=</d:DigestValue></a:DataObjectReference>
            </a:ASiCManifest>"#;
        let manifest = AsicManifest::read(xml).unwrap();
        assert_eq!(manifest.signature.as_deref(), Some("META-INF/signature.p7s"));
        let [reference] = manifest.references.as_slice() else { panic!() };
        assert_eq!((reference.name.as_str(), reference.digest_method.as_str()), ("a b.pdf", "x"));
        assert_eq!(reference.digest.as_deref(), Some(b"hi".as_slice()));
        assert_eq!(
            AsicManifest::read(b"<ASiCManifest/>").unwrap().other_root.as_deref(),
            Some("ASiCManifest")
        );
    }

    #[test]
    fn is_known_by_its_name() {
        for name in [
            "ASiCManifest.xml",
            "ASiCManifest1.xml",
            "1ASiCArchiveManifest.xml",
            "ASiCEvidenceRecordManifest.xml",
        ] {
            assert!(AsicManifest::is_named(&format!("META-INF/{name}")), "{name}");
        }
        assert!(!AsicManifest::is_named("META-INF/manifest.xml"));
        assert!(!AsicManifest::is_named("ASiCManifest.xml"));
    }
}
