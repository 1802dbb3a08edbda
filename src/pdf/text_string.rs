//! Text strings (ISO 32000-2, 7.9.2.2): `PDFDocEncoding`, UTF-16BE or UTF-8, by their first bytes.

/// The text of a string object; what cannot be decoded becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Not in the standard, but written by some programs and read by all.
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| doc_encoding(*b)).collect(),
    }
}

/// The bytes of a text string: ASCII as it is, everything else as UTF-16BE, which every reader knows.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    // No text is taken for one of the marked encodings: ASCII has no byte over 0x7f. 0x18–0x1f and 0x7f are accents
    // or undefined in PDFDocEncoding.
    let plain = |b: u8| matches!(b, 9 | 10 | 13 | 0x20..=0x7e);
    if text.bytes().all(plain) {
        return text.as_bytes().to_vec();
    }
    [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

/// The text of a name object: UTF-8 where it is valid, otherwise byte for byte (that a name is text is a custom
/// only).
pub(crate) fn name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    let mut text = String::with_capacity(units.len());
    let mut language = false;
    for c in char::decode_utf16(units).map(|r| r.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        // U+001B encloses a language code (7.9.2.2), which is no part of the text.
        match (c, language) {
            ('\u{1b}', inside) => language = !inside,
            (_, true) => {}
            (c, false) => text.push(c),
        }
    }
    text
}

/// `PDFDocEncoding` (annex D.2), where it differs from Latin-1.
fn doc_encoding(byte: u8) -> char {
    const LOW: [char; 8] =
        ['\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}'];
    const HIGH: [char; 33] = [
        '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}',
        '\u{2039}', '\u{203a}', '\u{2212}', '\u{2030}', '\u{201e}', '\u{201c}', '\u{201d}', '\u{2018}',
        '\u{2019}', '\u{201a}', '\u{2122}', '\u{fb01}', '\u{fb02}', '\u{141}', '\u{152}', '\u{160}',
        '\u{178}', '\u{17d}', '\u{131}', '\u{142}', '\u{153}', '\u{161}', '\u{17e}', '\u{fffd}', '\u{20ac}',
    ];
    match byte {
        0x18..=0x1f => LOW.get(usize::from(byte - 0x18)).copied().unwrap_or_default(),
        0x80..=0xa0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
        0x7f | 0xad => char::REPLACEMENT_CHARACTER,
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_three_encodings() {
        assert_eq!(decode(b"\xfe\xff\x01\x36\x00a"), "Ķa");
        assert_eq!(decode(b"\xff\xfe\x36\x01a\0"), "Ķa");
        assert_eq!(decode(b"\xef\xbb\xbf\xc4\xb6"), "Ķ");
        assert_eq!(decode(b"\x8d\x9e\xa0\xe4"), "“žۀ".replace('ۀ', "€ä"));
        assert_eq!(decode(b"\xfe\xff\x00\x1b\x00l\x00v\x00\x1b\x00a"), "a");
        assert_eq!(name(b"J\xc4\x81"), "Jā");
        assert_eq!(name(b"J\xe2"), "Jâ");
    }

    #[test]
    fn ascii_stays_readable() {
        assert_eq!(encode("ABC (1)\n"), b"ABC (1)\n");
        assert_eq!(encode("ā"), b"\xfe\xff\x01\x01");
    }

    proptest::proptest! {
        #[test]
        fn decode_undoes_encode(text in "[^\u{1b}]*") {
            proptest::prop_assert_eq!(decode(&encode(&text)), text);
        }
    }
}
