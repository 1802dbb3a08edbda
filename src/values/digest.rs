use std::borrow::Cow;
use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha512};

/// A hash value of `N` bytes. Shown in lower-case hexadecimal digits.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::values::Sha256Digest;
///
/// let digest = Sha256Digest::of(b"Sveiki!");
/// assert_eq!(Sha256Digest::parse(&digest.to_string())?, digest);
/// assert_eq!((digest.as_bytes().len(), digest.base64().len()), (32, 44));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest<const N: usize>([u8; N]);

/// SHA-256 (FIPS 180-4).
pub type Sha256Digest = Digest<32>;
/// SHA-512 (FIPS 180-4).
pub type Sha512Digest = Digest<64>;

/// Why a text is not a hash value. See [`Digest`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DigestError {
    /// Too short or too long.
    #[error("a hash value of {expected} hexadecimal digits was expected, not of {found}")]
    Length {
        /// How many digits there should be.
        expected: usize,
        /// How many characters there are.
        found: usize,
    },
    /// Something else than 0–9, a–f, A–F.
    #[error("`{0}` is not a hexadecimal digit")]
    NotHex(char),
}

impl Sha256Digest {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Hashes the concatenation of all pieces.
    pub fn of_pieces(pieces: &[&[u8]]) -> Self {
        Self(pieces.iter().fold(Sha256::new(), sha2::Digest::chain_update).finalize().into())
    }
}

impl Sha512Digest {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha512::digest(bytes).into())
    }
}

impl<const N: usize> Digest<N> {
    /// From the bytes that a hash function gave.
    pub fn from_bytes(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// From hexadecimal digits of either case.
    pub fn parse(text: &str) -> Result<Self, DigestError> {
        let nibbles = text
            .chars()
            .map(|c| c.to_digit(16).and_then(|n| u8::try_from(n).ok()).ok_or(DigestError::NotHex(c)))
            .collect::<Result<Vec<u8>, _>>()?;
        if nibbles.len() != 2 * N {
            return Err(DigestError::Length { expected: 2 * N, found: nibbles.len() });
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(nibbles.chunks_exact(2)) {
            *byte = pair.iter().fold(0, |byte, nibble| byte << 4 | nibble);
        }
        Ok(Self(bytes))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }

    /// In Base64 with padding (RFC 4648, section 4), as XML signatures and manifests write it.
    pub fn base64(&self) -> String {
        STANDARD.encode(self.0)
    }
}

impl JsonSchema for Sha256Digest {
    fn schema_name() -> Cow<'static, str> {
        "Sha256".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A SHA-256 in 64 lower-case hexadecimal digits.",
            "type": "string",
            "pattern": "^[0-9a-f]{64}$"
        })
    }
}

impl<const N: usize> fmt::Display for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Digest<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl<const N: usize> From<Digest<N>> for String {
    fn from(digest: Digest<N>) -> Self {
        digest.to_string()
    }
}

impl<const N: usize> TryFrom<String> for Digest<N> {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The examples of FIPS 180-4.
    #[test]
    fn known_answers() {
        let abc = Sha256Digest::of(b"abc");
        assert_eq!(abc.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(abc.base64(), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert!(Sha512Digest::of(b"abc").to_string().starts_with("ddaf35a193617abacc417349ae204131"));
    }

    #[test]
    fn says_what_is_wrong_with_a_text() {
        assert_eq!(Sha256Digest::parse("00"), Err(DigestError::Length { expected: 64, found: 2 }));
        assert_eq!(Sha256Digest::parse("0g"), Err(DigestError::NotHex('g')));
    }

    proptest! {
        #[test]
        fn hexadecimal_comes_back(bytes: [u8; 32]) {
            let digest = Sha256Digest::from_bytes(bytes);
            prop_assert_eq!(Sha256Digest::parse(&digest.to_string()), Ok(digest));
            prop_assert_eq!(Sha256Digest::parse(&digest.to_string().to_uppercase()), Ok(digest));
            let json = serde_json::to_string(&digest).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sha256Digest>(&json).unwrap(), digest);
        }
    }
}
