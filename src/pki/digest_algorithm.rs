use std::fmt;

use sha2::Digest as _;
use x509_cert::der::asn1::ObjectIdentifier;

/// A digest that signatures use. SHA-1 is among them since old signatures, certificates and OCSP responses have it;
/// whether it still proves anything depends on the time.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pki::DigestAlgorithm;
///
/// let sha512 = DigestAlgorithm::of_uri("http://www.w3.org/2001/04/xmlenc#sha512").ok_or("not known")?;
/// assert_eq!(sha512, DigestAlgorithm::Sha512);
/// assert_eq!(sha512.of_bytes(b"Sveiki!").len(), 64);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-1, broken since 2017.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl DigestAlgorithm {
    /// By its URI in XML signatures (RFC 6931).
    pub fn of_uri(uri: &str) -> Option<Self> {
        match uri {
            "http://www.w3.org/2000/09/xmldsig#sha1" => Some(Self::Sha1),
            "http://www.w3.org/2001/04/xmldsig-more#sha224" => Some(Self::Sha224),
            "http://www.w3.org/2001/04/xmlenc#sha256" => Some(Self::Sha256),
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => Some(Self::Sha384),
            "http://www.w3.org/2001/04/xmlenc#sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Its URI in XML signatures.
    pub fn uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Self::Sha224 => "http://www.w3.org/2001/04/xmldsig-more#sha224",
            Self::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
            Self::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            Self::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
        }
    }

    /// By its identifier in CMS (RFC 5754).
    pub(super) fn of_oid(oid: ObjectIdentifier) -> Option<Self> {
        match oid.to_string().as_str() {
            "1.3.14.3.2.26" => Some(Self::Sha1),
            "2.16.840.1.101.3.4.2.4" => Some(Self::Sha224),
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }

    /// The digest of what `feed` hands over in chunks; `None` where it fails.
    pub fn of_chunks(self, feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Option<()>) -> Option<Vec<u8>> {
        fn run<D: sha2::Digest>(feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Option<()>) -> Option<Vec<u8>> {
            let mut digest = D::new();
            feed(&mut |chunk| digest.update(chunk))?;
            Some(digest.finalize().to_vec())
        }
        match self {
            Self::Sha1 => run::<sha1::Sha1>(feed),
            Self::Sha224 => run::<sha2::Sha224>(feed),
            Self::Sha256 => run::<sha2::Sha256>(feed),
            Self::Sha384 => run::<sha2::Sha384>(feed),
            Self::Sha512 => run::<sha2::Sha512>(feed),
        }
    }

    /// The digest of these bytes.
    pub fn of_bytes(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1::Sha1::digest(bytes).to_vec(),
            Self::Sha224 => sha2::Sha224::digest(bytes).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(bytes).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(bytes).to_vec(),
        }
    }
}

impl DigestAlgorithm {
    /// How many octets it gives.
    pub(crate) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        })
    }
}
