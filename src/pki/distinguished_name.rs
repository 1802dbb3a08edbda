use std::fmt;

use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Tag, Tagged as _};
use x509_cert::name::Name;

use crate::diag::{Mask, mask_codes_in};

/// The name of a subject or an issuer in a certificate. `Display` and `Debug` mask personal codes.
/// See [`Certificate`](crate::pki::Certificate).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DistinguishedName(Vec<(ObjectIdentifier, String)>);

const COMMON_NAME: &str = "2.5.4.3";
const SURNAME: &str = "2.5.4.4";
const SERIAL_NUMBER: &str = "2.5.4.5";
const ORGANISATION: &str = "2.5.4.10";
const GIVEN_NAME: &str = "2.5.4.42";
const ORGANISATION_IDENTIFIER: &str = "2.5.4.97";

/// Short names, of RFC 4514 and of the usual programs.
const ATTRIBUTE_NAMES: [(&str, &str); 12] = [
    (COMMON_NAME, "CN"),
    (SURNAME, "SN"),
    (SERIAL_NUMBER, "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    (ORGANISATION, "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    (GIVEN_NAME, "GN"),
    (ORGANISATION_IDENTIFIER, "organizationIdentifier"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
];

impl DistinguishedName {
    pub(super) fn of(name: &Name) -> Self {
        Self(
            name.iter()
                .map(|part| (part.oid, directory_string(part.value.tag(), part.value.value())))
                .collect(),
        )
    }

    /// The common name, which issuers fill in as they like.
    pub(crate) fn common_name(&self) -> Option<&str> {
        self.value(COMMON_NAME)
    }

    /// The given names of a person.
    pub(crate) fn given_name(&self) -> Option<&str> {
        self.value(GIVEN_NAME)
    }

    /// The surname of a person.
    pub(crate) fn surname(&self) -> Option<&str> {
        self.value(SURNAME)
    }

    /// The organisation.
    pub(crate) fn organisation(&self) -> Option<&str> {
        self.value(ORGANISATION)
    }

    /// The number of an organisation in a register (EN 319 412-1, 5.1.4): `NTRLV-40003000002`.
    pub(crate) fn organisation_identifier(&self) -> Option<&str> {
        self.value(ORGANISATION_IDENTIFIER)
    }

    /// The number of a person, masked, or of an organisation.
    pub(super) fn masked_number(&self) -> Option<String> {
        let number = self.organisation_identifier().map(mask_codes_in);
        let number = number.or_else(|| self.value(SERIAL_NUMBER).map(masked_number));
        number.map(|number| printable(&number))
    }

    fn value(&self, oid: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known.to_string() == oid);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// `CN=…, C=LV`, in the order of the certificate, sanitized for display.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (oid, value)) in self.0.iter().enumerate() {
            let oid = oid.to_string();
            let short = ATTRIBUTE_NAMES
                .iter()
                .find(|(known, _)| *known == oid)
                .map_or(oid.as_str(), |(_, short)| short);
            let value = match oid.as_str() {
                SERIAL_NUMBER => masked_number(value),
                COMMON_NAME => masked_name(value),
                _ => mask_codes_in(value),
            };
            write!(f, "{}{short}={}", if n == 0 { "" } else { ", " }, printable(&value))?;
        }
        Ok(())
    }
}

impl fmt::Debug for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DistinguishedName({self})")
    }
}

/// A number by EN 319 412-1, 5.1.3 (`PNOLV-…`): its kind and country in full, the rest masked.
fn masked_number(number: &str) -> String {
    match number.split_once('-') {
        Some((kind, code)) if kind.len() == 5 && kind.bytes().all(|b| b.is_ascii_uppercase()) => {
            format!("{kind}-{}", Mask(code))
        }
        _ if number.bytes().filter(u8::is_ascii_digit).count() >= 11 => Mask(number).to_string(),
        _ => mask_codes_in(number),
    }
}

/// `UUKKIVI,KRISTI,48505280278`: neighbours' codes begin with other digits than ours.
fn masked_name(name: &str) -> String {
    let is_code = |part: &str| part.len() == 11 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts =
        name.split(',').map(|part| if is_code(part) { Mask(part).to_string() } else { mask_codes_in(part) });
    parts.collect::<Vec<_>>().join(",")
}

/// Longer than any name, in characters.
const MAX_CHARS: usize = 200;

/// Without control and direction characters, and cut: a certificate is untrusted.
pub(super) fn printable(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().take(MAX_CHARS).map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// A `DirectoryString` as text.
fn directory_string(tag: Tag, bytes: &[u8]) -> String {
    match tag {
        Tag::BmpString => {
            let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        // In practice Latin-1.
        Tag::TeletexString => bytes.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_neighbours_are_masked_too() {
        assert_eq!(masked_name("UUKKIVI,KRISTI,48505280278"), "UUKKIVI,KRISTI,485052-*****");
        assert_eq!(masked_name("JĀNIS BĒRZIŅŠ 010101-00000"), "JĀNIS BĒRZIŅŠ 010101-*****");
        assert_eq!(masked_name("AS Sertifitseerimiskeskus, 10747013"), "AS Sertifitseerimiskeskus, 10747013");
        assert_eq!(masked_number("PNOEE-48505280278"), "PNOEE-485052-*****");
    }
}
