//! What an archive time-stamp of `CAdES` is over (EN 319 122-1, 5.5.3): the content by its digest, the signature with its
//! signed attributes, and by their digests whatever came along when it was made.

use std::collections::BTreeSet;

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, algorithm_identifier};
use super::{DigestAlgorithm, SignedData, SignerInfo, Token};

/// `ats-hash-index-v3` (EN 319 122-1, 5.5.2), an unsigned attribute of the token.
const INDEX: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.19122.1.5");

impl SignedData {
    /// Whether `token` is an archive time-stamp over the signature of `signer`, and all that its index names is still here;
    /// `content` gives the digest of what is signed. `None` where that cannot be read.
    pub(crate) fn is_archived_by(
        &self,
        signer: &SignerInfo,
        token: &Token,
        content: &mut dyn FnMut(DigestAlgorithm) -> Option<Vec<u8>>,
    ) -> Option<bool> {
        let (_, imprint) = token.algorithms();
        let values = token.signer().unsigned_values(&[INDEX]);
        let [index] = values.as_slice() else { return None };
        let over = [self.content_type_der(), &content(imprint?)?, signer.fields(), index].concat();
        Some(token.is(|digest| Some(digest.of_bytes(&over)))? && self.holds_all(signer, index)?)
    }

    /// Whether each digest of the index is of something that is still here.
    fn holds_all(&self, signer: &SignerInfo, index: &[u8]) -> Option<bool> {
        let mut index = DerReader::of(index)?.sequence()?;
        let algorithm = DigestAlgorithm::of_oid(algorithm_identifier(&mut index)?)?;
        let (certificates, lists) = self.archived_values();
        let digests =
            |all: &[Vec<u8>]| all.iter().map(|der| algorithm.of_bytes(der)).collect::<BTreeSet<_>>();
        let attributes = signer.unsigned_attribute_values();
        let mut all = true;
        for here in [digests(certificates), digests(lists), digests(&attributes)] {
            all &= are_among(index.sequence()?, &here)?;
        }
        Some(all)
    }
}

fn are_among(named: DerReader<'_>, here: &BTreeSet<Vec<u8>>) -> Option<bool> {
    let mut named = named.all_elements()?.into_iter();
    Some(named.all(|digest| digest.tag() == Tag::OctetString && here.contains(digest.content())))
}
