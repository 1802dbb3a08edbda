//! What a `*signatures*.xml` says of the files it signs, and of who signs them.
//!
//! A document is read as a whole, and what a signature says of its signer is read from one element: the
//! `SignedProperties` that its one reference of that type is to. An element that only has the same name, wherever it
//! stands, is not read, and its being there is a fault.

mod ids;
mod properties;
mod references;
mod signer;

use super::data_object_reference::XMLDSIG;
use super::signature::Signature;
use super::xades_fault::{PropertiesFault, RepeatedId, XadesFault};
use crate::pki::Signer;
use crate::xml::{Tree, XmlFault, XmlNode};

use ids::Ids;

/// Signatures and references together, in all files of a container; beyond that nobody signs.
pub(super) const MOST_REFERENCES: usize = 10_000;
/// More certificates or time-stamps than a signature has.
const MAX_CERTIFICATES: usize = 100;
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
const XADES_141: &str = "http://uri.etsi.org/01903/v1.4.1#";

/// What is in such a file.
pub(super) enum XadesFile {
    /// Another document, by its root element.
    Other(String),
    Signatures {
        signatures: Vec<Signature>,
        repeated_ids: Vec<RepeatedId>,
    },
}

/// Reads what the file says; `budget` is how many signatures and references there may still be.
pub(super) fn read(tree: &Tree, budget: &mut usize) -> Result<XadesFile, XmlFault> {
    let Some(root) = tree.root_node() else { return Err(XmlFault::Malformed { line: 1 }) };
    let nodes: Vec<_> = if root.is(XMLDSIG, "Signature") {
        vec![root]
    } else if is_signatures_root(root) {
        root.all(XMLDSIG, "Signature").collect()
    } else {
        return Ok(XadesFile::Other(root.name().to_owned()));
    };
    let ids = Ids::of(root);
    let mut signatures = Vec::new();
    for node in nodes {
        let signature = signature(node, &ids);
        *budget = budget.checked_sub(1 + signature.references.len()).ok_or(XmlFault::TooBig)?;
        signatures.push(signature);
    }
    Ok(XadesFile::Signatures { signatures, repeated_ids: ids.repeated() })
}

/// What EN 319 162-1, 4.4.3.2 (3) allows around signatures: the element of ASiC, OCF or ODF.
fn is_signatures_root(root: XmlNode<'_>) -> bool {
    matches!(root.name(), "XAdESSignatures" | "document-signatures" | "signatures")
}

fn signature<'t>(node: XmlNode<'t>, ids: &Ids<'t>) -> Signature {
    let mut faults = repeated_parts(node);
    let is_signed = is_signed(node);
    if !is_signed {
        faults.push(XadesFault::Empty);
    }
    let info = node.all(XMLDSIG, "SignedInfo").next();
    let can_be_read = faults.is_empty();
    let signed = info.and_then(|info| signed_properties(node, info, ids, &mut faults));
    Signature {
        id: node.attribute("Id").map(str::to_owned),
        references: info.map(|info| references::references(info, signed)).unwrap_or_default(),
        // Where nothing is signed, or one cannot say what, nobody is named.
        signer: signed
            .filter(|_| can_be_read)
            .map_or_else(Signer::default, |signed| signer::build(node, signed)),
        faults,
        cms: None,
    }
}

/// Parts of which a signature has one (`XMLDSig` 1.1, 4.2): of two, another reader may take the other.
fn repeated_parts(signature: XmlNode<'_>) -> Vec<XadesFault> {
    let parts = ["SignedInfo", "SignatureValue", "KeyInfo"].into_iter();
    let repeated = parts.filter(|name| signature.all(XMLDSIG, name).nth(1).is_some());
    repeated.map(XadesFault::Repeated).collect()
}

/// Whether there is a value at all; whether it is right is not looked at here.
fn is_signed(signature: XmlNode<'_>) -> bool {
    let mut values = signature.all(XMLDSIG, "SignatureValue");
    values.any(|value| value.octets().is_some_and(|value| !value.is_empty()))
}

/// The `SignedProperties` that are signed, with all that is wrong with the properties of the signature.
fn signed_properties<'t>(
    signature: XmlNode<'t>,
    info: XmlNode<'t>,
    ids: &Ids<'t>,
    faults: &mut Vec<XadesFault>,
) -> Option<XmlNode<'t>> {
    // A counter-signature inside has properties of its own.
    let own = || signature.inside_without(XMLDSIG, "Signature");
    let qualifying: Vec<_> = own().filter(|node| node.is(XADES, "QualifyingProperties")).collect();
    match qualifying.len() {
        0 => {
            faults.push(XadesFault::Missing);
            return None;
        }
        1 => {}
        n => faults.push(XadesFault::Several(n)),
    }
    let signed = match properties::referenced(signature, info, ids) {
        Ok(signed) => {
            if own().any(|node| node.is(XADES, "SignedProperties") && node != signed) {
                faults.push(XadesFault::Properties(PropertiesFault::Others));
            }
            Some(signed)
        }
        Err(fault) => {
            faults.push(XadesFault::Properties(fault));
            None
        }
    };
    let those = signed.and_then(XmlNode::parent).or(qualifying.first().copied());
    if !those.is_some_and(|those| is_of(those, signature)) {
        faults.push(XadesFault::Target);
    }
    signed
}

/// Whether `QualifyingProperties` say that they are of this signature (EN 319 132-1, 4.3).
fn is_of(qualifying: XmlNode<'_>, signature: XmlNode<'_>) -> bool {
    let target = qualifying.attribute("Target").and_then(|target| target.strip_prefix('#'));
    target.is_some() && target == signature.attribute("Id")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::TreeLimits;

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
        let tree = Tree::read(xml.as_bytes(), TreeLimits::SIGNATURES).unwrap();
        let read = |budget| read(&tree, &mut { budget });
        let Ok(XadesFile::Signatures { signatures, .. }) = read(10) else { panic!() };
        let [signature] = signatures.as_slice() else { panic!() };
        assert_eq!(signature.id.as_deref(), Some("S1"));
        let [reference] = signature.references.as_slice() else { panic!() };
        assert_eq!((reference.name.as_str(), reference.digest.as_deref()), ("a.pdf", Some(b"hi".as_slice())));
        assert!(matches!(read(1), Err(XmlFault::TooBig)));
        // Its only properties are not those of the signature that it signs.
        assert_eq!(signature.faults, [XadesFault::Empty, XadesFault::Missing]);
    }

    /// The identifiers that are not unique, in a document whose properties have these.
    fn repeated(signed: &str, unsigned: &str) -> Vec<(String, bool)> {
        let xml = format!(
            r#"<ds:Signature xmlns:ds="{XMLDSIG}" xmlns:x="{XADES}" xmlns:u="urn:u" Id="S"><ds:Object>
            <x:QualifyingProperties><x:SignedProperties {signed}/>
            <x:UnsignedProperties>{unsigned}</x:UnsignedProperties></x:QualifyingProperties></ds:Object></ds:Signature>"#
        );
        let read = Tree::read(xml.as_bytes(), TreeLimits::SIGNATURES).and_then(|tree| read(&tree, &mut 10));
        let Ok(XadesFile::Signatures { repeated_ids, .. }) = read else { panic!() };
        repeated_ids.into_iter().map(|repeated| (repeated.id, repeated.only_unsigned)).collect()
    }

    #[test]
    fn an_identifier_is_one_however_it_is_written() {
        assert_eq!(repeated("Id='P'", "<x:a Id='T'/><u:b id='p'/>"), []);
        assert_eq!(repeated("Id='P' xml:id='P'", "<u:b/>"), []);
        for second in ["<u:b Id='P'/>", "<u:b ID='P'/>", "<u:b id='P'/>", "<b xml:id='P'/>", "<b u:Id='P'/>"]
        {
            assert_eq!(repeated("Id='P'", second), [("P".to_owned(), false)], "{second}");
        }
        let both = [("S".to_owned(), false), ("T".to_owned(), true)];
        assert_eq!(repeated("Id='S'", "<x:a Id='T'/><x:a Id='T'/><x:a Id='U'/><x:a Id='U'/>"), both);
    }
}
