use std::collections::BTreeMap;

use super::{XADES, XMLDSIG, XmlNode};
use crate::asic::data_object_reference::DataObjectReference;
use crate::asic::uri_and_base64::percent_decoded;

/// The references to files, with the media types that `signed`, the signed properties, tell of them.
pub(super) fn references(info: XmlNode<'_>, signed: Option<XmlNode<'_>>) -> Vec<DataObjectReference> {
    let types = media_types(signed);
    info.all(XMLDSIG, "Reference")
        .filter_map(|node| {
            let mut reference = data_object_reference(node)?;
            reference.media_type = node.attribute("Id").and_then(|id| types.get(id)).cloned();
            Some(reference)
        })
        .collect()
}

/// The reference, unless it is to a part of the signature's own document.
fn data_object_reference(node: XmlNode<'_>) -> Option<DataObjectReference> {
    let uri = node.attribute("URI").filter(|uri| !uri.is_empty() && !uri.starts_with('#'))?;
    let method = node.only(XMLDSIG, "DigestMethod").and_then(|method| method.attribute("Algorithm"));
    Some(DataObjectReference {
        name: percent_decoded(uri),
        digest_method: method.unwrap_or_default().to_owned(),
        digest: node.only(XMLDSIG, "DigestValue").and_then(XmlNode::octets),
        has_transforms: node.all(XMLDSIG, "Transforms").flat_map(XmlNode::children).next().is_some(),
        media_type: None,
    })
}

/// The media types by the identifier of the reference (EN 319 132-1, 5.2.4).
fn media_types(signed: Option<XmlNode<'_>>) -> BTreeMap<&str, String> {
    let data = signed.and_then(|signed| signed.only(XADES, "SignedDataObjectProperties"));
    let formats = data.into_iter().flat_map(|data| data.all(XADES, "DataObjectFormat"));
    let types = formats.filter_map(|format| {
        let id = format.attribute("ObjectReference")?.strip_prefix('#')?;
        Some((id, format.only(XADES, "MimeType")?.text().trim().to_owned()))
    });
    types.collect()
}
