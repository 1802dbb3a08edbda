use super::{SignatureFault, XMLDSIG};
use crate::pki::DigestAlgorithm;
use crate::xml::{Canonicalization, NodeId, Tree};

/// One `ds:Reference`: what is digested, how, and to what.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(super) node: NodeId,
    pub(super) id: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) target: Target,
    /// `None`: as it is, and of nodes canonical XML 1.0.
    pub(super) method: Option<Canonicalization>,
    pub(super) digest: DigestAlgorithm,
    pub(super) value: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The document that the signature stands in, without the signature.
    Document,
    /// A file beside it.
    File(String),
    Node(NodeId),
}

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// More prefixes in a list than anybody has.
const MOST_PREFIXES: usize = 50;

impl Reference {
    pub(super) fn read(tree: &Tree, node: NodeId) -> Result<Self, SignatureFault> {
        let uri = tree.attribute(node, "URI").ok_or_else(|| SignatureFault::Reference(String::new()))?;
        let target = target(tree, uri)?;
        let mut transforms = Vec::new();
        if tree.named(node, XMLDSIG, "Transforms").count() > 1 {
            return Err(SignatureFault::Form("a reference has several lists of transforms"));
        }
        if let Some(list) = tree.only(node, XMLDSIG, "Transforms") {
            transforms.extend(tree.children(list));
        }
        let enveloped = transforms.first().is_some_and(|first| algorithm_of(tree, *first) == Some(ENVELOPED));
        if (target == Target::Document) != enveloped {
            return Err(SignatureFault::Transform(ENVELOPED.to_owned()));
        }
        let rest = transforms.get(usize::from(enveloped)..).unwrap_or_default();
        let method = match rest {
            [] => None,
            [one] => Some(canonicalization(tree, *one)?),
            [_, second, ..] => {
                return Err(SignatureFault::Transform(
                    algorithm_of(tree, *second).unwrap_or_default().to_owned(),
                ));
            }
        };
        if enveloped && !matches!(method, Some(Canonicalization::Exclusive(_))) {
            return Err(SignatureFault::Transform(ENVELOPED.to_owned()));
        }
        let digest = tree.only(node, XMLDSIG, "DigestMethod");
        let digest = digest.ok_or(SignatureFault::Form("a reference has not one DigestMethod"))?;
        let value = tree.only(node, XMLDSIG, "DigestValue").and_then(|value| tree.octets(value));
        Ok(Self {
            node,
            id: tree.attribute(node, "Id").map(str::to_owned),
            kind: tree.attribute(node, "Type").map(str::to_owned),
            target,
            method,
            digest: digest_algorithm(tree, digest)?,
            value: value.ok_or(SignatureFault::Form("a reference has not one DigestValue"))?,
        })
    }
}

/// What a URI refers to: the element with an Id, the document, or a file beside it by a relative URI (RFC 3986).
fn target(tree: &Tree, uri: &str) -> Result<Target, SignatureFault> {
    let unknown = || SignatureFault::Reference(uri.to_owned());
    if uri.is_empty() {
        return Ok(Target::Document);
    }
    if let Some(id) = uri.strip_prefix('#') {
        let id = match id.strip_prefix("xpointer(id('") {
            Some(rest) => rest.strip_suffix("'))").ok_or_else(unknown)?,
            None => id,
        };
        if tree.is_ambiguous(id) {
            return Err(SignatureFault::Ids);
        }
        return tree.by_id(id).map(Target::Node).ok_or_else(|| SignatureFault::Missing(uri.to_owned()));
    }
    let scheme = uri.split(['/', '?', '#']).next().unwrap_or_default();
    if scheme.contains(':') || uri.starts_with("//") || uri.contains(['?', '#']) {
        return Err(unknown());
    }
    percent_decoded(uri).map(Target::File).ok_or_else(unknown)
}

/// A relative URI as a name: `%20` is a space, `+` is a plus. `None` for what is no UTF-8.
pub(super) fn percent_decoded(uri: &str) -> Option<String> {
    let mut out = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.split_first_chunk::<2>().filter(|_| *first == b'%');
        let decoded = digits.and_then(|(digits, after)| Some((octet(*digits)?, after)));
        let (octet, after) = decoded.unwrap_or((*first, after));
        out.push(octet);
        rest = after;
    }
    String::from_utf8(out).ok()
}

fn octet(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? << 4 | low?).ok()
}

pub(super) fn algorithm_of(tree: &Tree, node: NodeId) -> Option<&str> {
    tree.attribute(node, "Algorithm")
}

pub(super) fn digest_algorithm(tree: &Tree, node: NodeId) -> Result<DigestAlgorithm, SignatureFault> {
    let uri = algorithm_of(tree, node).unwrap_or_default();
    DigestAlgorithm::of_uri(uri).ok_or_else(|| SignatureFault::Algorithm(uri.to_owned()))
}

/// The method of a `ds:Transform` or `ds:CanonicalizationMethod`.
pub(super) fn canonicalization(tree: &Tree, node: NodeId) -> Result<Canonicalization, SignatureFault> {
    let uri = algorithm_of(tree, node).unwrap_or_default();
    let unknown = || SignatureFault::Transform(uri.to_owned());
    let method = Canonicalization::of_uri(uri).ok_or_else(unknown)?;
    let inside: Vec<NodeId> = tree.children(node).collect();
    match (method, inside.as_slice()) {
        (method, []) => Ok(method),
        (Canonicalization::Exclusive(_), [list])
            if tree.is(*list, "http://www.w3.org/2001/10/xml-exc-c14n#", "InclusiveNamespaces") =>
        {
            let prefixes = tree.attribute(*list, "PrefixList").unwrap_or_default().split_ascii_whitespace();
            let prefixes: Vec<String> =
                prefixes.map(|p| if p == "#default" { String::new() } else { p.to_owned() }).collect();
            if prefixes.len() > MOST_PREFIXES {
                return Err(unknown());
            }
            Ok(Canonicalization::Exclusive(prefixes))
        }
        _ => Err(unknown()),
    }
}
