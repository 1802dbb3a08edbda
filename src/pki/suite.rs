use std::fmt;

use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::DigestAlgorithm;
use super::der_reader::{DerElement, DerReader};

/// How a value is made: key and digest. HMAC, DSA, MD5 and `none` have no place here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suite {
    /// ECDSA (FIPS 186-4).
    Ecdsa(DigestAlgorithm),
    /// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2).
    Pkcs1(DigestAlgorithm),
    /// RSASSA-PSS (RFC 8017, 8.1), its mask made by the same digest, with `salt` octets.
    Pss { digest: DigestAlgorithm, salt: usize },
}

/// How a value of ECDSA is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EcdsaForm {
    /// A sequence of two integers: certificates and CMS (RFC 3279, 2.2.3).
    Der,
    /// Both numbers in full length, one behind the other: XML (RFC 4050, 3.3).
    Fixed,
}

impl Suite {
    /// By its URI in XML signatures (RFC 6931, 9231); `None` for what is not known.
    pub(crate) fn of_uri(uri: &str) -> Option<Self> {
        use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        let pss = |digest: DigestAlgorithm| Self::Pss { digest, salt: digest.length() };
        let more = |uri: &str| {
            Some(match uri {
                "rsa-sha224" => Self::Pkcs1(Sha224),
                "rsa-sha256" => Self::Pkcs1(Sha256),
                "rsa-sha384" => Self::Pkcs1(Sha384),
                "rsa-sha512" => Self::Pkcs1(Sha512),
                "ecdsa-sha1" => Self::Ecdsa(Sha1),
                "ecdsa-sha224" => Self::Ecdsa(Sha224),
                "ecdsa-sha256" => Self::Ecdsa(Sha256),
                "ecdsa-sha384" => Self::Ecdsa(Sha384),
                "ecdsa-sha512" => Self::Ecdsa(Sha512),
                _ => return None,
            })
        };
        match uri {
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1" => Some(Self::Pkcs1(Sha1)),
            "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1" => Some(pss(Sha1)),
            "http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1" => Some(pss(Sha224)),
            // The second one without `RSAPSSParams` beside it (RFC 9231, 2.3.9): SHA-256 and 32 octets.
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
            | "http://www.w3.org/2007/05/xmldsig-more#rsa-pss" => Some(pss(Sha256)),
            "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1" => Some(pss(Sha384)),
            "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1" => Some(pss(Sha512)),
            _ => more(uri.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#")?),
        }
    }

    /// By an `AlgorithmIdentifier`. CMS names the digest elsewhere, and often only the kind of the key here.
    pub(super) fn of_algorithm(algorithm: &DerElement<'_>, digest: Option<DigestAlgorithm>) -> Option<Self> {
        use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        let content = algorithm.content();
        let mut algorithm = algorithm.elements()?;
        let kind = algorithm.expect(Tag::ObjectIdentifier)?;
        let parameters = content.get(kind.der.len()..)?;
        let suite = match kind.as_oid()?.to_string().as_str() {
            "1.2.840.113549.1.1.1" => Self::Pkcs1(digest?),
            "1.2.840.113549.1.1.5" => Self::Pkcs1(Sha1),
            "1.2.840.113549.1.1.14" => Self::Pkcs1(Sha224),
            "1.2.840.113549.1.1.11" => Self::Pkcs1(Sha256),
            "1.2.840.113549.1.1.12" => Self::Pkcs1(Sha384),
            "1.2.840.113549.1.1.13" => Self::Pkcs1(Sha512),
            "1.2.840.113549.1.1.10" => pss(&mut algorithm)?,
            "1.2.840.10045.2.1" => Self::Ecdsa(digest?),
            "1.2.840.10045.4.1" => Self::Ecdsa(Sha1),
            "1.2.840.10045.4.3.1" => Self::Ecdsa(Sha224),
            "1.2.840.10045.4.3.2" => Self::Ecdsa(Sha256),
            "1.2.840.10045.4.3.3" => Self::Ecdsa(Sha384),
            "1.2.840.10045.4.3.4" => Self::Ecdsa(Sha512),
            _ => return None,
        };
        // RFC 4055, 5 and RFC 5758, 3.2: no parameters, or a null; no signature is over them where they stand.
        if !matches!(suite, Self::Pss { .. }) && !matches!(parameters, [] | [0x05, 0x00]) {
            return None;
        }
        // RFC 5652, 5.3 has the digest beside it: both must say the same.
        digest.is_none_or(|digest| digest == suite.digest()).then_some(suite)
    }

    pub(crate) fn digest(self) -> DigestAlgorithm {
        match self {
            Self::Ecdsa(digest) | Self::Pkcs1(digest) | Self::Pss { digest, .. } => digest,
        }
    }
}

/// The parameters of RFC 4055, 3.1.
fn pss(algorithm: &mut DerReader<'_>) -> Option<Suite> {
    let mut parameters = algorithm.sequence()?;
    let digest = match parameters.explicit(0) {
        None => DigestAlgorithm::Sha1,
        Some(mut hash) => DigestAlgorithm::of_oid(super::der_reader::algorithm_identifier(&mut hash)?)?,
    };
    let mask = match parameters.explicit(1) {
        None => DigestAlgorithm::Sha1,
        Some(mut mask) => {
            let mut mask = mask.sequence()?;
            if mask.oid()? != MGF1 {
                return None;
            }
            DigestAlgorithm::of_oid(super::der_reader::algorithm_identifier(&mut mask)?)?
        }
    };
    let salt = match parameters.explicit(2) {
        None => 20,
        Some(mut salt) => match salt.expect(Tag::Integer)?.content() {
            [salt] if *salt < 0x80 => usize::from(*salt),
            _ => return None,
        },
    };
    (mask == digest).then_some(Suite::Pss { digest, salt })
}

const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");

/// As TS 119 312 and most programs write it: `rsa-sha256`.
impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ecdsa(digest) => write!(f, "ecdsa-{digest}"),
            Self::Pkcs1(digest) => write!(f, "rsa-{digest}"),
            Self::Pss { digest, .. } => write!(f, "rsa-pss-{digest}"),
        }
    }
}
