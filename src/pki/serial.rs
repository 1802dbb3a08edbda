//! Numbers of certificates as XML writes them.

use x509_cert::der::Tag;

use super::der_reader::{DerReader, without_leading_zeros};

/// The octets of a number in decimal digits, without zeros before them; numbers have 20 octets at most (RFC 5280, 4.1.2.2),
/// of which some issuers use one more.
pub(crate) fn serial_of_decimal(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    let mut number = vec![0_u8; 32];
    for digit in text.chars() {
        let mut carry = digit.to_digit(10)?;
        for octet in number.iter_mut().rev() {
            let value = u32::from(*octet) * 10 + carry;
            *octet = u8::try_from(value & 0xff).ok()?;
            carry = value >> 8;
        }
    }
    Some(without_leading_zeros(&number).to_vec())
}

/// The number in an `IssuerSerial` (RFC 5035, 5).
pub(crate) fn serial_of_issuer_serial(der: &[u8]) -> Option<Vec<u8>> {
    let mut pair = DerReader::of(der)?.sequence()?;
    pair.expect(Tag::Sequence)?;
    Some(without_leading_zeros(pair.expect(Tag::Integer)?.content()).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_digits_are_octets() {
        assert_eq!(serial_of_decimal(" 66051\n"), Some(vec![1, 2, 3]));
        assert_eq!(serial_of_decimal("18446744073709551616"), Some(vec![1, 0, 0, 0, 0, 0, 0, 0, 0]));
        for text in ["", "-1", "1a", &"9".repeat(61)] {
            assert_eq!(serial_of_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn an_issuer_serial_has_its_number_second() {
        assert_eq!(serial_of_issuer_serial(&[0x30, 6, 0x30, 0, 2, 2, 0, 0x80]), Some(vec![0x80]));
        assert_eq!(serial_of_issuer_serial(b"no"), None);
    }
}
