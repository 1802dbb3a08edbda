use std::collections::BTreeSet;

use super::properties::{self, Properties};
use super::reference::{Reference, Target, algorithm_of, canonicalization};
use super::{SignatureFault, Unsigned, XMLDSIG};
use crate::pki::{DigestAlgorithm, Suite};
use crate::xml::{Canonicalization, NodeId, Tree};

/// What a signature has to be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packaging {
    /// Files beside it: a container's.
    Detached,
    /// The document around it: a trust list's.
    Enveloped,
}

/// A `ds:Signature` with the properties of `XAdES`, of the form that is accepted. Nothing of it is verified.
#[derive(Debug)]
pub(crate) struct Signature<'t> {
    pub(super) tree: &'t Tree,
    pub(super) node: NodeId,
    pub(super) signed_info: NodeId,
    pub(super) method: Canonicalization,
    pub(super) suite: Suite,
    pub(super) references: Vec<Reference>,
    pub(super) value_node: NodeId,
    pub(super) value: Vec<u8>,
    pub(super) key_info: Option<NodeId>,
    /// There in every signature but some of lists.
    pub(super) properties: Option<Properties>,
}

/// References of one signature; nobody signs more.
const MOST_REFERENCES: usize = 10_000;

impl<'t> Signature<'t> {
    /// The signatures directly under the root; those inside of others are not meant.
    pub(crate) fn all_in(tree: &Tree) -> Vec<NodeId> {
        let Some(root) = tree.root() else { return Vec::new() };
        if tree.is(root, XMLDSIG, "Signature") {
            return vec![root];
        }
        tree.named(root, XMLDSIG, "Signature").collect()
    }

    /// Reads the signature `node`.
    pub(crate) fn read(tree: &'t Tree, node: NodeId, packaging: Packaging) -> Result<Self, SignatureFault> {
        let one = |inside: NodeId, name: &'static str, what: &'static str| {
            tree.only(inside, XMLDSIG, name).ok_or(SignatureFault::Form(what))
        };
        let signed_info = one(node, "SignedInfo", "it has not one SignedInfo")?;
        let method = one(signed_info, "CanonicalizationMethod", "it has not one CanonicalizationMethod")?;
        let suite = one(signed_info, "SignatureMethod", "it has not one SignatureMethod")?;
        let value_node = one(node, "SignatureValue", "it has not one SignatureValue")?;
        let value = tree.octets(value_node).filter(|value| !value.is_empty());
        if tree.named(node, XMLDSIG, "KeyInfo").count() > 1 {
            return Err(SignatureFault::Form("it has several KeyInfo"));
        }
        let properties = match packaging {
            Packaging::Enveloped if !properties::are_in(tree, node) => None,
            _ => Some(Properties::find(tree, node)?),
        };
        let all: Vec<NodeId> = tree.named(signed_info, XMLDSIG, "Reference").collect();
        if all.len() > MOST_REFERENCES {
            return Err(SignatureFault::Form("it has too many references"));
        }
        let references =
            all.into_iter().map(|node| Reference::read(tree, node)).collect::<Result<Vec<_>, _>>()?;
        let signature = Self {
            tree,
            node,
            signed_info,
            method: canonicalization(tree, method)?,
            suite: suite_of(tree, suite)?,
            references,
            value_node,
            value: value.ok_or(SignatureFault::Form("its SignatureValue is empty or no Base64"))?,
            key_info: tree.only(node, XMLDSIG, "KeyInfo"),
            properties,
        };
        signature.references_fit(packaging)?;
        Ok(signature)
    }

    /// Exactly one reference is to the properties, all others are to what the form says or to the key.
    fn references_fit(&self, packaging: Packaging) -> Result<(), SignatureFault> {
        let signed = self.properties.as_ref().map(|properties| properties.signed);
        let (mut properties, mut content) = (0, 0);
        let mut known = BTreeSet::new();
        for reference in &self.references {
            // Who refers to one thing a thousand times makes work, not a signature.
            if !known.insert(&reference.target) {
                let of_properties = matches!(&reference.target, Target::Node(node) if Some(*node) == signed);
                let twice = SignatureFault::Form("it refers twice to the same");
                return Err(if of_properties { SignatureFault::Properties } else { twice });
            }
            let typed = reference.kind.as_deref() == Some(properties::TYPE);
            match &reference.target {
                Target::Node(node) if Some(*node) == signed => properties += 1,
                _ if typed => return Err(SignatureFault::Properties),
                Target::Node(node) if Some(*node) == self.key_info => {}
                Target::Node(node) if self.is_plain_object(*node) => content += 1,
                Target::File(_) if packaging == Packaging::Detached => content += 1,
                Target::Document if packaging == Packaging::Enveloped => content += 1,
                _ => {
                    let uri = self.tree.attribute(reference.node, "URI").unwrap_or_default();
                    return Err(SignatureFault::Reference(uri.to_owned()));
                }
            }
        }
        if properties != usize::from(signed.is_some()) {
            return Err(SignatureFault::Properties);
        }
        match (content, packaging) {
            (1.., Packaging::Detached) | (1, Packaging::Enveloped) => Ok(()),
            _ => Err(SignatureFault::Form("it is over nothing, or over too much")),
        }
    }

    /// Whether it stands in an object of this signature that is only content: no properties, no list of further
    /// references, no other signature. It is no file of the container, and covers none.
    fn is_plain_object(&self, node: NodeId) -> bool {
        let tree = self.tree;
        let mut objects = tree.named(self.node, XMLDSIG, "Object");
        let Some(object) = objects.find(|object| tree.holds(*object, node)) else { return false };
        let special = |node: NodeId| {
            tree.element(node).is_some_and(|element| {
                ["Manifest", "QualifyingProperties", "Signature", "SignatureProperties"]
                    .contains(&element.name())
            })
        };
        !tree.descendants(object).any(special)
    }

    /// What stands beside what is signed.
    pub(crate) fn unsigned(&self) -> Unsigned<'t> {
        let qualifying = self.properties.as_ref().map(|properties| properties.qualifying);
        Unsigned::of(self.tree, qualifying, self.value_node)
    }
}

/// The suite of a `ds:SignatureMethod`, with the parameters of PSS where it has them (RFC 9231, 2.3.9).
fn suite_of(tree: &Tree, node: NodeId) -> Result<Suite, SignatureFault> {
    const PSS: &str = "http://www.w3.org/2007/05/xmldsig-more#";
    let uri = algorithm_of(tree, node).unwrap_or_default();
    let unknown = || SignatureFault::Algorithm(uri.to_owned());
    let suite = Suite::of_uri(uri).ok_or_else(unknown)?;
    let inside: Vec<NodeId> = tree.children(node).collect();
    let parameters = match inside.as_slice() {
        [] => return Ok(suite),
        [one] if uri.strip_prefix(PSS) == Some("rsa-pss") && tree.is(*one, PSS, "RSAPSSParams") => *one,
        _ => return Err(unknown()),
    };
    let algorithm = |node: NodeId| DigestAlgorithm::of_uri(algorithm_of(tree, node)?);
    let digest = match tree.only(parameters, XMLDSIG, "DigestMethod") {
        Some(method) => algorithm(method).ok_or_else(unknown)?,
        None => DigestAlgorithm::Sha256,
    };
    if let Some(mask) = tree.only(parameters, PSS, "MaskGenerationFunction") {
        let inner = tree.only(mask, XMLDSIG, "DigestMethod").map(algorithm);
        if algorithm_of(tree, mask) != Some("http://www.w3.org/2007/05/xmldsig-more#MGF1")
            || inner.is_some_and(|inner| inner != Some(digest))
        {
            return Err(unknown());
        }
    }
    let salt = match tree.only(parameters, PSS, "SaltLength") {
        None => digest.length(),
        Some(node) => tree.text(node).and_then(|text| text.trim().parse().ok()).ok_or_else(unknown)?,
    };
    Ok(Suite::Pss { digest, salt })
}
