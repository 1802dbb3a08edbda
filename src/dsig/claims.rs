//! What a signature says of itself: nobody need have made it. Of an intact one it is what its signer said.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::reference::Target;
use super::signing_certificate::Named;
use super::{Signature, SignatureFault, SignedFiles, Unsigned, XADES, XMLDSIG, properties};
use crate::pki::{Certificate, DigestAlgorithm, Suite};
use crate::xml::{Canonicalization, NodeId};

impl<'t> Named<'t> {
    /// The certificate that its signed properties name.
    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// How its value is made.
    pub(crate) fn suite(&self) -> Suite {
        self.signature.suite
    }

    /// The certificates beside the signer's.
    pub(crate) fn others(&self) -> &[Certificate] {
        &self.others
    }

    pub(crate) fn unsigned(&self) -> Unsigned<'t> {
        self.signature.unsigned()
    }

    /// When it was made, as the signer says.
    pub(crate) fn claimed(&self) -> Option<DateTime<Utc>> {
        let signature = &self.signature;
        let properties = signature.properties.as_ref()?.of_signature(signature.tree).ok()?;
        properties::claimed_time(signature.tree, properties)
    }

    /// The policy that the signer named.
    pub(crate) fn policy(&self) -> Option<String> {
        let signature = &self.signature;
        let properties = signature.properties.as_ref()?.of_signature(signature.tree).ok()?;
        properties::policy(signature.tree, properties)
    }

    /// The digests of its references.
    pub(crate) fn digests(&self) -> Vec<DigestAlgorithm> {
        let mut digests: Vec<_> =
            self.signature.references.iter().map(|reference| reference.digest).collect();
        digests.sort_unstable();
        digests.dedup();
        digests
    }

    /// Whether the time that the signer claims says of which zone it is.
    pub(crate) fn claims_zone(&self) -> bool {
        let signature = &self.signature;
        let properties = signature.properties.as_ref().and_then(|p| p.of_signature(signature.tree).ok());
        properties.is_none_or(|properties| properties::claims_zone(signature.tree, properties))
    }

    /// The value, as a time-mark is over it.
    pub(crate) fn value(&self) -> &[u8] {
        &self.signature.value
    }

    /// What is wrong with how it names its policy.
    pub(crate) fn policy_fault(&self) -> Option<&'static str> {
        let signature = &self.signature;
        let properties = signature.properties.as_ref()?.of_signature(signature.tree).ok()?;
        properties::policy_fault(signature.tree, properties)
    }

    /// What each `DataObjectFormat` refers to.
    fn formats(&self) -> Vec<&str> {
        let Signature { tree, properties, .. } = &self.signature;
        let signed = properties.as_ref().map(|properties| properties.signed);
        let objects = signed.and_then(|signed| tree.only(signed, XADES, "SignedDataObjectProperties"));
        let formats = objects.into_iter().flat_map(|objects| tree.named(objects, XADES, "DataObjectFormat"));
        formats.map(|format| tree.attribute(format, "ObjectReference").unwrap_or_default()).collect()
    }

    /// The first `DataObjectFormat` that refers to no reference of the signature, by what it refers to.
    pub(crate) fn format_of_nothing(&self) -> Option<&str> {
        let ids: BTreeSet<&str> =
            self.signature.references.iter().filter_map(|reference| reference.id.as_deref()).collect();
        let is_of_one = |uri: &&str| uri.strip_prefix('#').is_some_and(|id| ids.contains(id));
        self.formats().into_iter().find(|uri| !is_of_one(uri))
    }

    /// The files that no `DataObjectFormat` speaks of, which EN 319 132-1, 6.3 asks for.
    pub(crate) fn without_format(&self) -> Vec<&str> {
        let named: BTreeSet<&str> =
            self.formats().into_iter().filter_map(|uri| uri.strip_prefix('#')).collect();
        let files = self.signature.references.iter().filter_map(|reference| match &reference.target {
            Target::File(name) => Some((name.as_str(), reference.id.as_deref())),
            _ => None,
        });
        files.filter(|(_, id)| !id.is_some_and(|id| named.contains(id))).map(|(name, _)| name).collect()
    }

    /// What a time-stamp over the value is over (EN 319 132-1, 5.3).
    pub(crate) fn stamped_octets(&self, method: &Canonicalization) -> Result<Vec<u8>, SignatureFault> {
        let signature = &self.signature;
        Ok(signature.tree.canonical(signature.value_node, method, None)?)
    }

    /// What the archive time-stamp at `stamp` is over (EN 319 132-1, 5.5.2.2), handed to `take`.
    pub(crate) fn feed_archived(
        &self,
        stamp: NodeId,
        method: &Canonicalization,
        files: &mut dyn SignedFiles,
        take: &mut dyn FnMut(&[u8]),
    ) -> Option<()> {
        let signature = &self.signature;
        let tree = signature.tree;
        for reference in &signature.references {
            match (&reference.target, &reference.method) {
                (Target::File(name), None) => files.feed(name, take)?,
                _ => take(&signature.octets_of(reference, files).ok()??),
            }
        }
        let mut nodes = vec![signature.signed_info, signature.value_node];
        nodes.extend(signature.key_info);
        let unsigned = self.unsigned();
        nodes.extend(unsigned.all().take_while(|node| *node != stamp));
        let objects = tree.named(signature.node, XMLDSIG, "Object");
        let qualifying = signature.properties.as_ref()?.qualifying;
        nodes.extend(objects.filter(|object| !tree.holds(*object, qualifying)));
        for node in nodes {
            take(&tree.canonical(node, method, None).ok()?);
        }
        Some(())
    }
}
