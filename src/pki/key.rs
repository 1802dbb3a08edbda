use std::fmt;
use std::sync::OnceLock;

use rsa::BoxedUint;
use rsa::signature::hazmat::PrehashVerifier;
use x509_cert::der::Tag;
use x509_cert::der::asn1::ObjectIdentifier;

use super::der_reader::{DerReader, without_leading_zeros};
use super::{DigestAlgorithm, EcdsaForm, Suite, ValueFault};

/// A public key that signatures are verified with.
pub(super) enum PublicKey {
    P256(Box<p256::ecdsa::VerifyingKey>),
    P384(Box<p384::ecdsa::VerifyingKey>),
    P521(Box<p521::ecdsa::VerifyingKey>),
    Rsa(Box<rsa::PublicKey>),
}

/// The key of a certificate, read when it is first asked for: the same few certificates verify thousands of files.
#[derive(Default)]
pub(super) struct LazyKey(OnceLock<Result<PublicKey, ValueFault>>);

impl LazyKey {
    pub(super) fn of(&self, key_info: &[u8]) -> Result<&PublicKey, ValueFault> {
        self.0.get_or_init(|| PublicKey::read(key_info)).as_ref().map_err(|fault| *fault)
    }
}

/// It says nothing that what it is read from does not say.
impl PartialEq for LazyKey {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LazyKey {}

impl fmt::Debug for LazyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LazyKey")
    }
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// For PSS only (RFC 4055, 1.2).
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

impl PublicKey {
    /// From a `SubjectPublicKeyInfo`. What is no key proves nothing; of a key or a curve that is not known here nothing can
    /// be said.
    fn read(key_info: &[u8]) -> Result<Self, ValueFault> {
        let (kind, parameters, bits) = parts(key_info).ok_or(ValueFault::Wrong)?;
        let wrong = |_| ValueFault::Wrong;
        if kind == RSA || kind == RSA_PSS {
            return rsa_key(bits).ok_or(ValueFault::Wrong);
        }
        if kind != EC {
            return Err(ValueFault::Key(unsupported(kind)));
        }
        let curve = parameters.ok_or(ValueFault::Key("an elliptic curve without a name"))?;
        Ok(match curve.to_string().as_str() {
            "1.2.840.10045.3.1.7" => {
                Self::P256(p256::ecdsa::VerifyingKey::from_sec1_bytes(bits).map_err(wrong)?.into())
            }
            "1.3.132.0.34" => {
                Self::P384(p384::ecdsa::VerifyingKey::from_sec1_bytes(bits).map_err(wrong)?.into())
            }
            "1.3.132.0.35" => {
                Self::P521(p521::ecdsa::VerifyingKey::from_sec1_bytes(bits).map_err(wrong)?.into())
            }
            _ => return Err(ValueFault::Key(unsupported(curve))),
        })
    }

    /// How many bits an RSA modulus has.
    pub(super) fn modulus_bits(&self) -> Option<usize> {
        use rsa::traits::PublicKeyParts as _;
        match self {
            Self::Rsa(key) => Some(key.n().bit_width_vartime() as usize),
            _ => None,
        }
    }

    /// Whether `value` was made by the key that belongs to this one, over `message`. A suite of another kind of key is
    /// as wrong as a wrong value.
    pub(super) fn made(&self, suite: Suite, message: &[u8], value: &[u8], form: EcdsaForm) -> bool {
        let hash = suite.digest().of_bytes(message);
        match (self, suite) {
            (Self::Rsa(key), Suite::Pkcs1(digest)) => pkcs1(key, digest, &hash, value),
            (Self::Rsa(key), Suite::Pss { digest, salt }) => pss(key, digest, salt, &hash, value),
            (Self::P256(key), Suite::Ecdsa(_)) => {
                let value = match form {
                    EcdsaForm::Der => p256::ecdsa::Signature::from_der(value),
                    EcdsaForm::Fixed => p256::ecdsa::Signature::from_slice(value),
                };
                value.is_ok_and(|value| key.verify_prehash(&padded(hash, 32), &value).is_ok())
            }
            (Self::P384(key), Suite::Ecdsa(_)) => {
                let value = match form {
                    EcdsaForm::Der => p384::ecdsa::Signature::from_der(value),
                    EcdsaForm::Fixed => p384::ecdsa::Signature::from_slice(value),
                };
                value.is_ok_and(|value| key.verify_prehash(&padded(hash, 48), &value).is_ok())
            }
            (Self::P521(key), Suite::Ecdsa(_)) => {
                let value = match form {
                    EcdsaForm::Der => p521::ecdsa::Signature::from_der(value),
                    EcdsaForm::Fixed => p521::ecdsa::Signature::from_slice(value),
                };
                value.is_ok_and(|value| key.verify_prehash(&padded(hash, 66), &value).is_ok())
            }
            _ => false,
        }
    }
}

/// Of a `SubjectPublicKeyInfo`: the kind of key, the curve where one is named, the bits.
fn parts(key_info: &[u8]) -> Option<(ObjectIdentifier, Option<ObjectIdentifier>, &[u8])> {
    let mut info = DerReader::of(key_info)?.sequence()?;
    let mut algorithm = info.sequence()?;
    let kind = algorithm.oid()?;
    Some((kind, algorithm.oid(), info.bits()?))
}

/// The name of a kind of key or a curve that people sign with, and that nothing is verified with here.
fn unsupported(kind: ObjectIdentifier) -> &'static str {
    match kind.to_string().as_str() {
        "1.2.840.10040.4.1" => "DSA",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        "1.3.132.0.10" => "secp256k1",
        // RFC 5639, 4.1: German and Austrian cards and lists.
        "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
        "1.3.36.3.3.2.8.1.1.9" => "brainpoolP320r1",
        "1.3.36.3.3.2.8.1.1.11" => "brainpoolP384r1",
        "1.3.36.3.3.2.8.1.1.13" => "brainpoolP512r1",
        _ => "another kind of key",
    }
}

/// Modulus and exponent as they stand: some cards' certificates write them with more or fewer zeros than DER asks for.
fn rsa_key(bits: &[u8]) -> Option<PublicKey> {
    let mut numbers = DerReader::of(bits)?.sequence()?;
    let mut number = || {
        let octets = without_leading_zeros(numbers.expect(Tag::Integer)?.content());
        Some(BoxedUint::from_be_slice_vartime(octets))
    };
    let (modulus, exponent) = (number()?, number()?);
    Some(PublicKey::Rsa(rsa::PublicKey::new(modulus, exponent).ok()?.into()))
}

fn pkcs1(key: &rsa::PublicKey, digest: DigestAlgorithm, hash: &[u8], value: &[u8]) -> bool {
    let result = match digest {
        DigestAlgorithm::Sha1 => key.pkcs1v15_verify_prehash::<sha1::Sha1>(hash, value),
        DigestAlgorithm::Sha224 => key.pkcs1v15_verify_prehash::<sha2::Sha224>(hash, value),
        DigestAlgorithm::Sha256 => key.pkcs1v15_verify_prehash::<sha2::Sha256>(hash, value),
        DigestAlgorithm::Sha384 => key.pkcs1v15_verify_prehash::<sha2::Sha384>(hash, value),
        DigestAlgorithm::Sha512 => key.pkcs1v15_verify_prehash::<sha2::Sha512>(hash, value),
    };
    result.is_ok()
}

fn pss(key: &rsa::PublicKey, digest: DigestAlgorithm, salt: usize, hash: &[u8], value: &[u8]) -> bool {
    use rsa::pss::Pss;
    let result = match digest {
        DigestAlgorithm::Sha1 => key.verify(Pss::<sha1::Sha1>::new_with_salt(salt), hash, value),
        DigestAlgorithm::Sha224 => key.verify(Pss::<sha2::Sha224>::new_with_salt(salt), hash, value),
        DigestAlgorithm::Sha256 => key.verify(Pss::<sha2::Sha256>::new_with_salt(salt), hash, value),
        DigestAlgorithm::Sha384 => key.verify(Pss::<sha2::Sha384>::new_with_salt(salt), hash, value),
        DigestAlgorithm::Sha512 => key.verify(Pss::<sha2::Sha512>::new_with_salt(salt), hash, value),
    };
    result.is_ok()
}

/// A hash with zeros before it up to `length`, which is the same number: the crate refuses one that is much shorter than
/// the curve, the standard does not (FIPS 186-4, 6.4).
fn padded(hash: Vec<u8>, length: usize) -> Vec<u8> {
    let zeros = length.saturating_sub(hash.len());
    [vec![0; zeros], hash].concat()
}
