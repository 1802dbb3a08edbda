//! Which certificate a signature names: by its digest, which is signed. The certificates that lie beside a signature,
//! and what else points to one of them, are not, and anybody can exchange them.

use std::collections::BTreeMap;

use x509_cert::der::asn1::ObjectIdentifier;

use super::DigestAlgorithm;

/// Why it is not known whose certificate a signature was made with. See [`Signer`](super::Signer).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateFault {
    /// It is named by a digest of this algorithm, which is not known here.
    Algorithm(String),
    /// What is named is none of the certificates that are there.
    Other,
    /// The signature is refused for a reason of its own.
    #[default]
    Refused,
    /// Several of those that are there are named.
    Several,
    /// None is named.
    Unnamed,
    /// It is not there, or is no certificate.
    Unreadable,
}

/// The digest by which a certificate is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CertificateDigest {
    algorithm: Result<DigestAlgorithm, String>,
    value: Vec<u8>,
}

impl CertificateDigest {
    /// As XML signatures name the algorithm.
    pub(crate) fn of_uri(uri: &str, value: Vec<u8>) -> Self {
        Self { algorithm: DigestAlgorithm::of_uri(uri).ok_or_else(|| uri.to_owned()), value }
    }

    /// As CMS names the algorithm.
    pub(super) fn of_oid(oid: ObjectIdentifier, value: Vec<u8>) -> Self {
        Self { algorithm: DigestAlgorithm::of_oid(oid).ok_or_else(|| oid.to_string()), value }
    }

    /// Of the first edition of the attribute, which knows no other algorithm (RFC 2634, 5.4.1).
    pub(super) fn sha1(value: Vec<u8>) -> Self {
        Self { algorithm: Ok(DigestAlgorithm::Sha1), value }
    }
}

/// The one of these DER certificates that each of `properties` names; each has the digests of a certificate, and maybe
/// those of its issuers.
pub(crate) fn named<'c>(
    certificates: &[&'c [u8]],
    properties: &[Vec<CertificateDigest>],
) -> Result<&'c [u8], CertificateFault> {
    let mut digests = Digested { certificates, known: BTreeMap::new() };
    let mut one = None;
    for property in properties {
        let named = digests.only_named(property)?;
        if one.is_some_and(|one| one != named) {
            return Err(CertificateFault::Several);
        }
        one = Some(named);
    }
    one.ok_or(CertificateFault::Unnamed)
}

/// The certificates with their digests, each computed once.
struct Digested<'c, 's> {
    certificates: &'s [&'c [u8]],
    known: BTreeMap<DigestAlgorithm, Vec<Vec<u8>>>,
}

impl<'c> Digested<'c, '_> {
    fn only_named(&mut self, digests: &[CertificateDigest]) -> Result<&'c [u8], CertificateFault> {
        if digests.is_empty() {
            return Err(CertificateFault::Unnamed);
        }
        let mut only: Option<&'c [u8]> = None;
        for digest in digests {
            let algorithm = digest.algorithm.clone().map_err(CertificateFault::Algorithm)?;
            let named = self.with(algorithm, &digest.value);
            if let (Some(only), Some(named)) = (only, named)
                && only != named
            {
                return Err(CertificateFault::Several);
            }
            only = only.or(named);
        }
        only.ok_or(CertificateFault::Other)
    }

    fn with(&mut self, algorithm: DigestAlgorithm, value: &[u8]) -> Option<&'c [u8]> {
        let certificates = self.certificates;
        let known = self
            .known
            .entry(algorithm)
            .or_insert_with(|| certificates.iter().map(|der| algorithm.of_bytes(der)).collect());
        let at = known.iter().position(|digest| digest == value)?;
        certificates.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use sha1::Digest as _;

    use super::CertificateFault::{Algorithm, Other, Several, Unnamed};
    use super::*;

    const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
    const SHA512: &str = "http://www.w3.org/2001/04/xmlenc#sha512";
    const THERE: [&[u8]; 3] = [b"a", b"b", b"c"];

    fn sha1(of: &[u8]) -> CertificateDigest {
        CertificateDigest::of_uri(SHA1, sha1::Sha1::digest(of).to_vec())
    }

    fn sha512(of: &[u8]) -> CertificateDigest {
        CertificateDigest::of_uri(SHA512, DigestAlgorithm::Sha512.of_bytes(of))
    }

    #[test]
    fn a_certificate_is_named_by_each_algorithm_by_itself() {
        assert_eq!(named(&THERE, &[vec![sha1(b"b")]]), Ok(b"b".as_slice()));
        assert_eq!(named(&THERE, &[vec![sha512(b"c")], vec![sha1(b"c")]]), Ok(b"c".as_slice()));
        assert_eq!(named(&[b"a", b"a"], &[vec![sha1(b"a")]]), Ok(b"a".as_slice()));
        // Its issuer may be named too, if one cannot take it for the signer.
        assert_eq!(named(&THERE, &[vec![sha1(b"b"), sha1(b"issuer")]]), Ok(b"b".as_slice()));
    }

    #[test]
    fn what_is_not_certain_names_nobody() {
        let unknown = CertificateDigest::of_uri("urn:md5", vec![1]);
        let confused = CertificateDigest::of_uri(SHA512, sha1::Sha1::digest(b"a").to_vec());
        for (properties, fault) in [
            (vec![], Unnamed),
            (vec![vec![]], Unnamed),
            (vec![vec![sha1(b"b")], vec![]], Unnamed),
            (vec![vec![sha1(b"x")]], Other),
            (vec![vec![confused]], Other),
            (vec![vec![sha1(b"b")], vec![sha1(b"x")]], Other),
            (vec![vec![sha1(b"b"), sha512(b"c")]], Several),
            (vec![vec![sha1(b"b")], vec![sha512(b"c")]], Several),
            (vec![vec![unknown.clone()]], Algorithm("urn:md5".into())),
            (vec![vec![sha1(b"b"), unknown]], Algorithm("urn:md5".into())),
        ] {
            assert_eq!(named(&THERE, &properties), Err(fault), "{properties:?}");
        }
        assert_eq!(named(&[], &[vec![sha1(b"b")]]), Err(Other));
    }
}
