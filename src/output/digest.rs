use std::borrow::Cow;
use std::fmt::Write as _;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// The digest that these 32 bytes are.
    pub fn from_bytes(digest: [u8; 32]) -> Self {
        Self(hex(&digest))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Sha256Hex {
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

/// A SHA-512 written twice: in hexadecimal digits, as `sha512sum` prints it, and in Base64, as the machine
/// interface of the e-address takes it (`DigestValue`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Sha512")]
pub struct Sha512Text {
    /// 128 lower-case hexadecimal digits.
    #[schemars(regex(pattern = r"^[0-9a-f]{128}$"))]
    hex: String,
    /// The same 64 bytes in Base64 (RFC 4648, section 4).
    #[schemars(regex(pattern = r"^[A-Za-z0-9+/]{86}==$"))]
    base64: String,
}

impl Sha512Text {
    /// The digest that these 64 bytes are.
    pub fn from_bytes(digest: [u8; 64]) -> Self {
        Self { hex: hex(&digest), base64: base64(&digest) }
    }

    /// The hexadecimal digits.
    pub fn hex(&self) -> &str {
        &self.hex
    }

    /// The Base64.
    pub fn base64(&self) -> &str {
        &self.base64
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().chain(&[0, 0]).take(3).fold(0_usize, |all, &byte| all << 8 | usize::from(byte));
        for place in 0..4 {
            match ALPHABET.get(group >> (18 - 6 * place) & 63) {
                Some(&letter) if place <= chunk.len() => out.push(char::from(letter)),
                _ => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256, Sha512};

    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn base64_writes_the_vectors_of_the_rfc() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    /// FIPS 180-4, the message „abc”.
    #[test]
    fn digests_read_as_the_standard_prints_them() {
        let sha256 = Sha256Hex::from_bytes(Sha256::digest(b"abc").into());
        assert_eq!(sha256.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let sha512 = Sha512Text::from_bytes(Sha512::digest(b"abc").into());
        assert_eq!(
            sha512.hex(),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        assert_eq!(
            sha512.base64(),
            "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
        );
    }
}
