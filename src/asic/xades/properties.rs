use super::{Ids, XADES, XMLDSIG, XmlNode};
use crate::asic::xades_fault::PropertiesFault;

/// By what the one reference to the properties is known (EN 319 132-1, 4.4).
const TYPE: &str = "http://uri.etsi.org/01903#SignedProperties";

/// Methods that only write the same element in one way (`XMLDSig` 1.1, 6.5).
const CANONICAL: [&str; 6] = [
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
];

/// The `SignedProperties` that `info` has signed: the element itself, wherever others of that name stand.
pub(super) fn referenced<'t>(
    signature: XmlNode<'t>,
    info: XmlNode<'t>,
    ids: &Ids<'t>,
) -> Result<XmlNode<'t>, PropertiesFault> {
    let mut references =
        info.all(XMLDSIG, "Reference").filter(|reference| reference.attribute("Type") == Some(TYPE));
    let reference = references.next().ok_or(PropertiesFault::Unreferenced)?;
    if references.next().is_some() {
        return Err(PropertiesFault::References);
    }
    let id = reference.attribute("URI").and_then(fragment).ok_or(PropertiesFault::Nowhere)?;
    let properties = match ids.bearers(id) {
        [] => return Err(PropertiesFault::Nowhere),
        [one] => *one,
        _ => return Err(PropertiesFault::Ambiguous),
    };
    if !is_in_place(properties, signature) {
        return Err(PropertiesFault::Elsewhere);
    }
    let transforms = reference.all(XMLDSIG, "Transforms").flat_map(XmlNode::children);
    if !transforms.map(|transform| transform.attribute("Algorithm")).all(is_canonical) {
        return Err(PropertiesFault::Transformed);
    }
    Ok(properties)
}

/// Where the properties of a signature stand: in its `QualifyingProperties`, in one of its objects.
fn is_in_place(properties: XmlNode<'_>, signature: XmlNode<'_>) -> bool {
    let mut around = properties.ancestors();
    let mut next = |namespace, name| around.next().is_some_and(|node| node.is(namespace, name));
    properties.is(XADES, "SignedProperties")
        && next(XADES, "QualifyingProperties")
        && next(XMLDSIG, "Object")
        && around.next() == Some(signature)
}

fn is_canonical(algorithm: Option<&str>) -> bool {
    algorithm.is_some_and(|algorithm| CANONICAL.contains(&algorithm))
}

/// The identifier that a reference into its own document is to.
fn fragment(uri: &str) -> Option<&str> {
    let id = uri.strip_prefix('#')?;
    let within = id.strip_prefix("xpointer(id('").and_then(|id| id.strip_suffix("'))"));
    Some(within.unwrap_or(id))
}
