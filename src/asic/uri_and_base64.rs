//! The URI by which XML refers to an entry, and the Base64 of its digest.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Base64 with white space in it.
pub(super) fn base64_decoded(text: &str) -> Option<Vec<u8>> {
    let packed: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(packed).ok()
}

pub(super) fn base64_encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A relative URI as a name: `%20` is a space, `+` is a plus. What decodes to no UTF-8 stays as it is.
pub(super) fn percent_decoded(uri: &str) -> String {
    let mut out = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match after.split_first_chunk().and_then(|(digits, after)| Some((hex_byte(*digits)?, after))) {
            Some((byte, after)) if *first == b'%' => {
                out.push(byte);
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| uri.to_owned())
}

/// A name as a relative URI: all but the unreserved characters of RFC 3986 percent-encoded. A `+` too, which
/// some readers would take for a space.
pub(super) fn percent_encoded(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn hex_byte(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    u8::try_from(high? << 4 | low?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn encoded_names_decode(name: String) {
            let uri = percent_encoded(&name);
            prop_assert!(uri.is_ascii());
            prop_assert_eq!(percent_decoded(&uri), name);
        }
    }

    #[test]
    fn references_decode() {
        assert_eq!(percent_decoded("Test%20document+1%C4%B7.pdf"), "Test document+1ķ.pdf");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%2"), "%2");
        assert_eq!(percent_decoded("%zz%41"), "%zzA");
        assert_eq!(percent_decoded("%ff"), "%ff");
        assert_eq!(base64_decoded(" aGk\n= "), Some(b"hi".to_vec()));
        assert_eq!(base64_decoded("!"), None);
    }
}
