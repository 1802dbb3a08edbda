//! CMS by hand, as small as it can be: nobody's key signed it, and nobody here verifies that. It names a certificate, as
//! it has to.

use edocpack::values::Sha256Digest;

/// Whose signatures these are said to be.
pub(crate) const CERTIFICATE: &[u8] = include_bytes!("../../fuzz/seeds/certificate.der");

/// Signed data whose only signer is over `content`.
pub(crate) fn signature(content: &[u8]) -> Vec<u8> {
    signed_data(&oid("1.2.840.113549.1.7.1"), &[], content)
}

/// A time-stamp token over `content`, of 2026-11-22 10:00:00 UTC.
pub(crate) fn time_stamp(content: &[u8]) -> Vec<u8> {
    let imprint = seq(&[sha256(), tlv(0x04, Sha256Digest::of(content).as_bytes())]);
    let info = seq(&[number(1), oid("1.2.3.4"), imprint, number(7), tlv(0x18, b"20261122100000Z")]);
    signed_data(&oid("1.2.840.113549.1.9.16.1.4"), &tlv(0xa0, &tlv(0x04, &info)), &info)
}

fn signed_data(content_type: &[u8], content: &[u8], over: &[u8]) -> Vec<u8> {
    let digest = tlv(0x31, &tlv(0x04, Sha256Digest::of(over).as_bytes()));
    let named = seq(&[tlv(0x04, Sha256Digest::of(CERTIFICATE).as_bytes())]);
    let names = tlv(0x31, &seq(&[seq(&[named])]));
    let attributes =
        [seq(&[oid("1.2.840.113549.1.9.4"), digest]), seq(&[oid("1.2.840.113549.1.9.16.2.47"), names])];
    let attributes = tlv(0xa0, &attributes.concat());
    let ecdsa = seq(&[oid("1.2.840.10045.4.3.2")]);
    let signer = seq(&[number(1), issuer_and_number(), sha256(), attributes, ecdsa, tlv(0x04, b"value")]);
    let data = seq(&[
        number(1),
        tlv(0x31, &sha256()),
        seq(&[content_type.to_vec(), content.to_vec()]),
        tlv(0xa0, CERTIFICATE),
        tlv(0x31, &signer),
    ]);
    seq(&[oid("1.2.840.113549.1.7.2"), tlv(0xa0, &data)])
}

/// What a signature points to its certificate with: after the version of that, its number; after the algorithm, its
/// issuer.
fn issuer_and_number() -> Vec<u8> {
    let [certificate] = elements(CERTIFICATE)[..] else { panic!() };
    let to_sign = elements(inside(certificate))[0];
    let [_version, number, _algorithm, issuer, ..] = elements(inside(to_sign))[..] else { panic!() };
    seq(&[issuer.to_vec(), number.to_vec()])
}

/// The elements of DER, one after the other.
pub(crate) fn elements(mut der: &[u8]) -> Vec<&[u8]> {
    let mut all = Vec::new();
    while !der.is_empty() {
        let (head, content) = head(der);
        let (element, rest) = der.split_at(head + content);
        all.push(element);
        der = rest;
    }
    all
}

pub(crate) fn inside(element: &[u8]) -> &[u8] {
    &element[head(element).0..]
}

/// The length of tag and length, and that of the content.
fn head(der: &[u8]) -> (usize, usize) {
    let first = der[1];
    let octets = if first < 0x80 { 0 } else { usize::from(first & 0x7f) };
    let length = der[2..2 + octets].iter().fold(0, |n, b| n << 8 | usize::from(*b));
    (2 + octets, if first < 0x80 { first.into() } else { length })
}

fn sha256() -> Vec<u8> {
    seq(&[oid("2.16.840.1.101.3.4.2.1")])
}

fn number(n: u8) -> Vec<u8> {
    tlv(0x02, &[n])
}

fn seq(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = match content.len() {
        short @ 0..0x80 => vec![short as u8],
        long => vec![0x82, (long >> 8) as u8, long as u8],
    };
    [&[tag], length.as_slice(), content].concat()
}

fn oid(dotted: &str) -> Vec<u8> {
    let numbers: Vec<u32> = dotted.split('.').map(|n| n.parse().unwrap()).collect();
    let mut content = vec![(numbers[0] * 40 + numbers[1]) as u8];
    for number in &numbers[2..] {
        let mut digits = vec![(number & 0x7f) as u8];
        let mut rest = number >> 7;
        while rest > 0 {
            digits.push(0x80 | (rest & 0x7f) as u8);
            rest >>= 7;
        }
        digits.reverse();
        content.extend(digits);
    }
    tlv(0x06, &content)
}
