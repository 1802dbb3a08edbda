use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::Sha512Digest;

/// A SHA-512 written twice: in hexadecimal digits, as `sha512sum` prints it, and in Base64, as the machine
/// interface of the e-address takes it (`DigestValue`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Sha512")]
pub(crate) struct Sha512Text {
    /// 128 lower-case hexadecimal digits.
    #[schemars(regex(pattern = r"^[0-9a-f]{128}$"))]
    hex: String,
    /// The same 64 bytes in Base64 (RFC 4648, section 4).
    #[schemars(regex(pattern = r"^[A-Za-z0-9+/]{86}==$"))]
    base64: String,
}

impl Sha512Text {
    /// The digest of these bytes.
    #[cfg(test)]
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Sha512Digest::of(bytes).into()
    }
}

impl From<Sha512Digest> for Sha512Text {
    fn from(digest: Sha512Digest) -> Self {
        Self { hex: digest.to_string(), base64: digest.base64() }
    }
}

#[cfg(test)]
mod tests {
    use super::Sha512Text;

    /// FIPS 180-4, the message „abc”.
    #[test]
    fn the_digest_is_written_twice() {
        let sha512 = Sha512Text::of(b"abc");
        assert_eq!(
            sha512.hex,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
        assert_eq!(
            sha512.base64,
            "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
        );
    }
}
