use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::properties;
use super::reference::{Reference, Target};
use super::signing_certificate::Named;
use super::{Signature, SignatureFault, SignedFiles, Unsigned, XADES, XMLDSIG};
use crate::pki::{Certificate, DigestAlgorithm, EcdsaForm, Intact};
use crate::xml::{Canonicalization, NodeId, Tree};

/// A signature all of whose references are right: what it says of itself was digested. Whether anybody signed it, the
/// value must tell.
#[derive(Debug)]
pub(crate) struct Digested<'t> {
    named: Named<'t>,
    covered: Vec<String>,
}

/// Larger than any XML that somebody signs in its canonical form.
const MOST_OCTETS: usize = 64 << 20;

impl Signature<'_> {
    /// What a reference's digest is of, where that is not a file as it is; `None` where it is not there.
    pub(super) fn octets_of(
        &self,
        reference: &Reference,
        files: &mut dyn SignedFiles,
    ) -> Result<Option<Vec<u8>>, SignatureFault> {
        let method = reference.method.as_ref();
        let inclusive = Canonicalization::Inclusive;
        Ok(match (&reference.target, method) {
            (Target::Node(node), method) => {
                Some(self.tree.canonical(*node, method.unwrap_or(&inclusive), None)?)
            }
            (Target::Document, method) => {
                Some(self.tree.canonical(Tree::DOCUMENT, method.unwrap_or(&inclusive), Some(self.node))?)
            }
            (Target::File(name), Some(method)) => match content_of(name, files) {
                None => None,
                Some(content) => {
                    let tree = Tree::read(&content)?;
                    Some(tree.canonical(Tree::DOCUMENT, method, None)?)
                }
            },
            (Target::File(name), None) => content_of(name, files),
        })
    }
}

fn content_of(name: &str, files: &mut dyn SignedFiles) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut too_big = false;
    files.feed(name, &mut |piece| {
        too_big |= content.len() + piece.len() > MOST_OCTETS;
        if !too_big {
            content.extend_from_slice(piece);
        }
    })?;
    (!too_big).then_some(content)
}

impl<'t> Digested<'t> {
    pub(super) fn of(named: Named<'t>, covered: Vec<String>) -> Self {
        Self { named, covered }
    }

    /// Verifies the value by the key of the certificate that the signed properties name.
    pub(crate) fn intact(self) -> Result<Intact<Self>, SignatureFault> {
        let signature = &self.named.signature;
        let octets = signature.tree.canonical(signature.signed_info, &signature.method, None)?;
        let (suite, value) = (signature.suite, signature.value.clone());
        let certificate = self.named.certificate.clone();
        Ok(certificate.verify(suite, &octets, &value, EcdsaForm::Fixed, self)?)
    }
}

/// What an intact signature says. Its signer and times are claims: anybody can make a certificate.
impl<'t> Intact<Digested<'t>> {
    fn signature(&self) -> &Signature<'t> {
        &self.what().named.signature
    }

    /// The files that it is over, as they were digested.
    pub(crate) fn covered(&self) -> &[String] {
        &self.what().covered
    }

    /// The certificates beside the signer's.
    pub(crate) fn others(&self) -> &[Certificate] {
        &self.what().named.others
    }

    pub(crate) fn unsigned(&self) -> Unsigned<'t> {
        self.signature().unsigned()
    }

    /// When it was made, as the signer says.
    pub(crate) fn claimed(&self) -> Option<DateTime<Utc>> {
        let signature = self.signature();
        let properties = signature.properties.as_ref()?.of_signature(signature.tree).ok()?;
        properties::claimed_time(signature.tree, properties)
    }

    /// The policy that the signer named.
    pub(crate) fn policy(&self) -> Option<String> {
        let signature = self.signature();
        let properties = signature.properties.as_ref()?.of_signature(signature.tree).ok()?;
        properties::policy(signature.tree, properties)
    }

    /// The digests of its references.
    pub(crate) fn digests(&self) -> Vec<DigestAlgorithm> {
        let mut digests: Vec<_> =
            self.signature().references.iter().map(|reference| reference.digest).collect();
        digests.sort_unstable();
        digests.dedup();
        digests
    }

    /// Whether the time that the signer claims says of which zone it is.
    pub(crate) fn claims_zone(&self) -> bool {
        let signature = self.signature();
        let properties = signature.properties.as_ref().and_then(|p| p.of_signature(signature.tree).ok());
        properties.is_none_or(|properties| properties::claims_zone(signature.tree, properties))
    }

    /// The value, as a time-mark is over it.
    pub(crate) fn value(&self) -> &[u8] {
        &self.signature().value
    }

    /// Whether it has two policies.
    pub(crate) fn has_two_policies(&self) -> bool {
        let signature = self.signature();
        let properties = signature.properties.as_ref().and_then(|p| p.of_signature(signature.tree).ok());
        properties.is_some_and(|properties| properties::has_two_policies(signature.tree, properties))
    }

    /// What each `DataObjectFormat` refers to.
    fn formats(&self) -> Vec<&str> {
        let Signature { tree, properties, .. } = self.signature();
        let signed = properties.as_ref().map(|properties| properties.signed);
        let objects = signed.and_then(|signed| tree.only(signed, XADES, "SignedDataObjectProperties"));
        let formats = objects.into_iter().flat_map(|objects| tree.named(objects, XADES, "DataObjectFormat"));
        formats.map(|format| tree.attribute(format, "ObjectReference").unwrap_or_default()).collect()
    }

    /// The first `DataObjectFormat` that refers to no reference of the signature, by what it refers to.
    pub(crate) fn format_of_nothing(&self) -> Option<&str> {
        let ids: BTreeSet<&str> =
            self.signature().references.iter().filter_map(|reference| reference.id.as_deref()).collect();
        let is_of_one = |uri: &&str| uri.strip_prefix('#').is_some_and(|id| ids.contains(id));
        self.formats().into_iter().find(|uri| !is_of_one(uri))
    }

    /// The files that no `DataObjectFormat` speaks of, which EN 319 132-1, 6.3 asks for.
    pub(crate) fn without_format(&self) -> Vec<&str> {
        let named: BTreeSet<&str> =
            self.formats().into_iter().filter_map(|uri| uri.strip_prefix('#')).collect();
        let files = self.signature().references.iter().filter_map(|reference| match &reference.target {
            Target::File(name) => Some((name.as_str(), reference.id.as_deref())),
            _ => None,
        });
        files.filter(|(_, id)| !id.is_some_and(|id| named.contains(id))).map(|(name, _)| name).collect()
    }

    /// What a time-stamp over the value is over (EN 319 132-1, 5.3).
    pub(crate) fn stamped_octets(&self, method: &Canonicalization) -> Result<Vec<u8>, SignatureFault> {
        let signature = self.signature();
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
        let signature = self.signature();
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
