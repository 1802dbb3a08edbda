//! The properties of `XAdES` (EN 319 132-1, 5): those that are signed, by their node, and those beside.

use chrono::{DateTime, Utc};

use super::{SignatureFault, XADES, XADES_141, XMLDSIG};
use crate::pki::{Certificate, Crl, Ocsp, xml_time};
use crate::xml::{Canonicalization, NodeId, Tree};

/// The type of a reference to signed properties.
pub(super) const TYPE: &str = "http://uri.etsi.org/01903#SignedProperties";
/// More certificates, responses or time-stamps than anybody has.
const MOST: usize = 50;

/// Where the properties of a signature stand.
#[derive(Debug)]
pub(super) struct Properties {
    pub(super) qualifying: NodeId,
    pub(super) signed: NodeId,
}

/// Whether there are any properties in the signature `node`.
pub(super) fn are_in(tree: &Tree, node: NodeId) -> bool {
    let mut elements = tree.descendants(node).filter_map(|node| tree.element(node));
    elements.any(|element| element.name() == "QualifyingProperties")
}

impl Properties {
    /// The one `QualifyingProperties` of the signature `node`; a second one anywhere in it, but for those of signatures
    /// inside, is refused.
    pub(super) fn find(tree: &Tree, node: NodeId) -> Result<Self, SignatureFault> {
        let mut found = None;
        let mut inner: Option<NodeId> = None;
        for element in tree.descendants(node) {
            if inner.is_some_and(|inner| tree.holds(inner, element)) {
                continue;
            }
            if tree.is(element, XMLDSIG, "Signature") {
                inner = Some(element);
            } else if tree.element(element).is_some_and(|e| e.name() == "QualifyingProperties")
                && found.replace(element).is_some()
            {
                return Err(SignatureFault::Properties);
            }
        }
        let qualifying = found.filter(|found| tree.is(*found, XADES, "QualifyingProperties"));
        let qualifying = qualifying.ok_or(SignatureFault::CertificateUnnamed)?;
        let object = tree.parent(qualifying).filter(|object| tree.is(*object, XMLDSIG, "Object"));
        let placed = object.and_then(|object| tree.parent(object)) == Some(node);
        let target = tree.attribute(qualifying, "Target").and_then(|target| target.strip_prefix('#'));
        let own = target.is_some_and(|target| tree.by_id(target) == Some(node));
        let signed = tree.only(qualifying, XADES, "SignedProperties").filter(|_| placed && own);
        if Unsigned::of(tree, Some(qualifying), node).all().count() > MOST {
            return Err(SignatureFault::Form("it has too many unsigned properties"));
        }
        Ok(Self { qualifying, signed: signed.ok_or(SignatureFault::Properties)? })
    }

    /// `SignedSignatureProperties`.
    pub(super) fn of_signature(&self, tree: &Tree) -> Result<NodeId, SignatureFault> {
        tree.only(self.signed, XADES, "SignedSignatureProperties").ok_or(SignatureFault::Properties)
    }
}

/// What stands beside what is signed, which anybody can change: proofs of time and of status, each of which has a signature
/// of its own.
#[derive(Debug)]
pub(crate) struct Unsigned<'t> {
    tree: &'t Tree,
    properties: Option<NodeId>,
    /// The value that they are beside.
    value: NodeId,
}

/// A time-stamp in a signature: its token, and how what it is over is made canonical.
#[derive(Debug)]
pub(crate) struct StampNode {
    pub(crate) node: NodeId,
    /// `None` where it has several, or none that can be read.
    pub(crate) token: Option<Vec<u8>>,
    /// `None` for one that is not known.
    pub(crate) method: Option<Canonicalization>,
    /// Whether no method is named, and the one above is what the standard says then.
    pub(crate) is_default: bool,
    /// Whether it is of the edition of today, of an archive time-stamp.
    pub(crate) is_current: bool,
}

impl<'t> Unsigned<'t> {
    pub(super) fn of(tree: &'t Tree, qualifying: Option<NodeId>, value: NodeId) -> Self {
        let unsigned = qualifying.and_then(|qualifying| tree.only(qualifying, XADES, "UnsignedProperties"));
        let properties =
            unsigned.and_then(|unsigned| tree.only(unsigned, XADES, "UnsignedSignatureProperties"));
        Self { tree, properties, value }
    }

    /// In their order.
    pub(super) fn all(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.properties.into_iter().flat_map(|properties| self.tree.children(properties))
    }

    /// The time-stamps over the value of the signature.
    pub(crate) fn time_stamps(&self) -> Vec<StampNode> {
        let all = self.all().filter(|node| self.tree.is(*node, XADES, "SignatureTimeStamp"));
        all.map(|node| stamp(self.tree, node, Some(self.value))).collect()
    }

    /// The time-stamps over all before them.
    pub(crate) fn archive_time_stamps(&self) -> Vec<StampNode> {
        let is = |node: &NodeId| {
            self.tree.is(*node, XADES_141, "ArchiveTimeStamp")
                || self.tree.is(*node, XADES, "ArchiveTimeStamp")
        };
        self.all().filter(is).map(|node| stamp(self.tree, node, None)).collect()
    }

    /// The certificates that came along: beside the properties, and with archive time-stamps.
    pub(crate) fn certificates(&self) -> Vec<Certificate> {
        let all = self.encapsulated(&["EncapsulatedX509Certificate"]);
        all.iter().filter_map(|der| Certificate::read(der).ok()).collect()
    }

    pub(crate) fn responses(&self) -> Vec<Ocsp> {
        self.encapsulated(&["EncapsulatedOCSPValue"]).iter().filter_map(|der| Ocsp::read(der)).collect()
    }

    pub(crate) fn lists(&self) -> Vec<Crl> {
        self.encapsulated(&["EncapsulatedCRLValue"]).iter().filter_map(|der| Crl::read(der)).collect()
    }

    /// Whether it has what its status is judged by.
    pub(crate) fn has_revocation_values(&self) -> bool {
        self.all().any(|node| self.tree.is(node, XADES, "RevocationValues"))
    }

    /// How many responses and lists there are, whether or not they can be read.
    pub(crate) fn revocation_count(&self) -> usize {
        self.encapsulated_nodes(&["EncapsulatedOCSPValue", "EncapsulatedCRLValue"]).count()
    }

    /// The first of them; who needs all compares with [`Self::revocation_count`].
    fn encapsulated(&self, names: &[&str]) -> Vec<Vec<u8>> {
        let nodes = self.encapsulated_nodes(names).take(MOST);
        nodes.map(|node| self.tree.octets(node).unwrap_or_default()).collect()
    }

    fn encapsulated_nodes(&self, names: &[&str]) -> impl Iterator<Item = NodeId> {
        let holders = self.all().filter(|node| {
            ["CertificateValues", "RevocationValues"].iter().any(|name| self.tree.is(*node, XADES, name))
                || self.tree.is(*node, XADES_141, "TimeStampValidationData")
        });
        let inside = holders.flat_map(|holder| self.tree.descendants(holder));
        inside.filter(move |node| names.iter().any(|name| self.tree.is(*node, XADES, name)))
    }
}

/// `over` is the one node that it may name as what it is over.
fn stamp(tree: &Tree, node: NodeId, over: Option<NodeId>) -> StampNode {
    let method = match tree.named(node, XMLDSIG, "CanonicalizationMethod").collect::<Vec<_>>().as_slice() {
        // EN 319 132-1, 4.5: without a method it is canonical XML 1.0.
        [] => Some(Canonicalization::Inclusive),
        [method] => super::reference::canonicalization(tree, *method).ok(),
        _ => None,
    };
    // Whatever else it includes by name would have to be looked for.
    let plain = tree.named(node, XADES, "Include").all(|include| {
        let id = tree.attribute(include, "URI").and_then(|uri| uri.strip_prefix('#'));
        over.is_some() && id.and_then(|id| tree.by_id(id)) == over
    });
    let token = tree.only(node, XADES, "EncapsulatedTimeStamp").and_then(|token| tree.octets(token));
    let is_default = tree.named(node, XMLDSIG, "CanonicalizationMethod").next().is_none();
    let is_current = tree.is(node, XADES_141, "ArchiveTimeStamp");
    StampNode { node, token, method: method.filter(|_| plain), is_default, is_current }
}

/// The time that the signer claims.
pub(super) fn claimed_time(tree: &Tree, signed_signature: NodeId) -> Option<DateTime<Utc>> {
    xml_time(&tree.text(tree.only(signed_signature, XADES, "SigningTime")?)?)
}

/// Whether the time that the signer claims ends with a zone (`Z`, `+02:00`), or is not there at all.
pub(super) fn claims_zone(tree: &Tree, signed_signature: NodeId) -> bool {
    let time = tree.only(signed_signature, XADES, "SigningTime").and_then(|time| tree.text(time));
    time.is_none_or(|time| {
        let time = time.trim();
        time.ends_with('Z') || time.split_once('T').is_some_and(|(_, clock)| clock.contains(['+', '-']))
    })
}

/// What is wrong with how the signer names a policy: one that is named and one that is implied exclude each other (EN 319
/// 132-1, 5.2.9), and an object identifier is written as its kind says (5.2.9, table 2).
pub(super) fn policy_fault(tree: &Tree, signed_signature: NodeId) -> Option<&'static str> {
    let all = tree.named(signed_signature, XADES, "SignaturePolicyIdentifier");
    if all.flat_map(|identifier| tree.children(identifier)).nth(1).is_some() {
        return Some("it names a policy and implies another");
    }
    let identifier = policy_identifier(tree, signed_signature)?;
    let is_urn = tree.text(identifier)?.trim().starts_with("urn:oid:");
    let other = tree.attribute(identifier, "Qualifier").is_some_and(|kind| (kind == "OIDAsURN") != is_urn);
    other.then_some("the identifier of its policy is not of the kind that it says")
}

/// The identifier of the policy that the signer named.
pub(super) fn policy(tree: &Tree, signed_signature: NodeId) -> Option<String> {
    Some(tree.text(policy_identifier(tree, signed_signature)?)?.trim().to_owned())
}

fn policy_identifier(tree: &Tree, signed_signature: NodeId) -> Option<NodeId> {
    let mut node = tree.only(signed_signature, XADES, "SignaturePolicyIdentifier")?;
    for name in ["SignaturePolicyId", "SigPolicyId", "Identifier"] {
        node = tree.only(node, XADES, name)?;
    }
    Some(node)
}
