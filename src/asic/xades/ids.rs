use std::collections::BTreeMap;

use super::{XADES, XmlNode};
use crate::asic::xades_fault::RepeatedId;

/// The elements of a document by their identifiers.
pub(super) struct Ids<'t>(BTreeMap<&'t str, Vec<XmlNode<'t>>>);

impl<'t> Ids<'t> {
    pub(super) fn of(root: XmlNode<'t>) -> Self {
        let mut elements: BTreeMap<&str, Vec<XmlNode<'_>>> = BTreeMap::new();
        for node in root.subtree() {
            for id in node.ids() {
                let bearers = elements.entry(id).or_default();
                // One element may say its identifier twice, as `Id` and `xml:id`.
                if bearers.last() != Some(&node) {
                    bearers.push(node);
                }
            }
        }
        Self(elements)
    }

    /// Those with this identifier.
    pub(super) fn bearers(&self, id: &str) -> &[XmlNode<'t>] {
        self.0.get(id).map_or(&[], Vec::as_slice)
    }

    /// The first identifier that is not unique among what is or may be signed, and the first in what is not: a
    /// hostile document may have thousands.
    pub(super) fn repeated(&self) -> Vec<RepeatedId> {
        let repeated = self.0.iter().filter(|(_, bearers)| bearers.len() > 1).map(|(id, bearers)| {
            RepeatedId { id: (*id).to_owned(), only_unsigned: bearers.iter().all(|node| is_unsigned(*node)) }
        });
        let (unsigned, signed): (Vec<_>, Vec<_>) = repeated.partition(|repeated| repeated.only_unsigned);
        signed.into_iter().take(1).chain(unsigned.into_iter().take(1)).collect()
    }
}

fn is_unsigned(node: XmlNode<'_>) -> bool {
    node.ancestors().any(|around| around.is(XADES, "UnsignedProperties"))
}
