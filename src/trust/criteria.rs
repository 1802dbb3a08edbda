//! Which certificates of a service its qualifiers are about (TS 119 612, 5.5.9.2).

use crate::pki::Certificate;
use crate::xml::{NodeId, Tree};

/// The namespace of qualifications.
pub(super) const NS: &str = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
const XADES: &str = crate::dsig::XADES;
/// Deeper lists of criteria than anybody writes.
const DEEPEST: usize = 8;

/// A list of conditions.
#[derive(Debug, Clone)]
pub(super) struct Criteria {
    assert: Assert,
    conditions: Vec<Condition>,
}

#[derive(Debug, Clone, Copy)]
enum Assert {
    All,
    AtLeastOne,
    None,
}

#[derive(Debug, Clone)]
enum Condition {
    /// Key usage bits, each set or not.
    KeyUsage(Vec<(u16, bool)>),
    List(Criteria),
    /// All of these policies.
    Policies(Vec<String>),
    /// A condition that is not known.
    Unknown,
}

/// The names of RFC 5280, 4.2.1.3, in the order of their bits.
const KEY_USAGE: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "crlSign",
    "encipherOnly",
    "decipherOnly",
];

impl Criteria {
    pub(super) fn read(tree: &Tree, list: NodeId) -> Self {
        Self::at_depth(tree, list, 0)
    }

    fn at_depth(tree: &Tree, list: NodeId, depth: usize) -> Self {
        let assert = match tree.attribute(list, "assert") {
            Some("atLeastOne") => Assert::AtLeastOne,
            Some("none") => Assert::None,
            _ => Assert::All,
        };
        let conditions = tree.children(list).filter_map(|child| {
            let element = tree.element(child)?;
            Some(match element.name() {
                _ if depth == DEEPEST => Condition::Unknown,
                "KeyUsage" => key_usage(tree, child),
                "PolicySet" => policies(tree, child),
                "CriteriaList" => Condition::List(Self::at_depth(tree, child, depth + 1)),
                "Description" => return None,
                _ => Condition::Unknown,
            })
        });
        Self { assert, conditions: conditions.collect() }
    }

    /// Whether a certificate meets them; `None` where that depends on a condition that is not known.
    pub(super) fn are_met(&self, certificate: &Certificate) -> Option<bool> {
        let each = || self.conditions.iter().map(|condition| condition.is_met(certificate));
        let unknown = each().any(|met| met.is_none());
        let (any, all) = (each().any(|met| met == Some(true)), each().all(|met| met == Some(true)));
        match self.assert {
            Assert::All if each().any(|met| met == Some(false)) => Some(false),
            Assert::AtLeastOne if any => Some(true),
            Assert::None if any => Some(false),
            _ if unknown => None,
            Assert::All => Some(all),
            Assert::AtLeastOne => Some(any),
            Assert::None => Some(!any),
        }
    }
}

impl Condition {
    fn is_met(&self, certificate: &Certificate) -> Option<bool> {
        match self {
            Self::KeyUsage(bits) => {
                Some(bits.iter().all(|(bit, set)| certificate.key_usage(*bit).unwrap_or(false) == *set))
            }
            Self::List(criteria) => criteria.are_met(certificate),
            Self::Policies(all) => Some(all.iter().all(|policy| certificate.has_policy(&[policy]))),
            Self::Unknown => None,
        }
    }
}

fn key_usage(tree: &Tree, node: NodeId) -> Condition {
    let bits = tree.named(node, NS, "KeyUsageBit").map(|bit| {
        let name = tree.attribute(bit, "name")?;
        let index = KEY_USAGE.iter().position(|known| *known == name)?;
        let set = tree.text(bit)?;
        Some((u16::try_from(index).ok()?, matches!(set.trim(), "true" | "1")))
    });
    bits.collect::<Option<_>>().map_or(Condition::Unknown, Condition::KeyUsage)
}

fn policies(tree: &Tree, node: NodeId) -> Condition {
    let identifiers = tree.named(node, NS, "PolicyIdentifier").map(|policy| {
        let text = tree.text(tree.only(policy, XADES, "Identifier")?)?;
        let text = text.trim();
        Some(text.strip_prefix("urn:oid:").unwrap_or(text).to_owned())
    });
    identifiers.collect::<Option<_>>().map_or(Condition::Unknown, Condition::Policies)
}
