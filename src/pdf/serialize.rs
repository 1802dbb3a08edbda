//! Serializes objects: numbers, names, strings and dictionaries (ISO 32000-2, 7.3). Files are pinned by their hash,
//! so nothing here may change without need.
//!
//! * Numbers: the shortest decimal text of the value, never an exponent. Computed numbers have at most three
//!   decimals ([`write_number`]); numbers of the file keep the value that was read.
//! * Dictionaries: keys in the order of the file; new keys last. No spaces but the necessary ones.
//! * Strings: literal with escapes where they were literal or are ASCII, otherwise hexadecimal.

use std::io::Write as _;

use lopdf::{Dictionary, Object, Stream, StringFormat};

use super::lexer::is_regular;

/// Deeper than the parser allows.
const MAX_NESTING: usize = 256;

/// An object is nested too deep to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooDeep;

/// Appends a serialized object.
pub(crate) fn write_object(out: &mut Vec<u8>, object: &Object) -> Result<(), TooDeep> {
    write_nested(out, object, 0)
}

fn write_nested(out: &mut Vec<u8>, object: &Object, depth: usize) -> Result<(), TooDeep> {
    if depth > MAX_NESTING {
        return Err(TooDeep);
    }
    match object {
        Object::Null => write_keyword(out, "null"),
        Object::Boolean(value) => write_keyword(out, if *value { "true" } else { "false" }),
        Object::Integer(value) => {
            separate(out);
            write_integer(out, *value);
        }
        Object::Real(value) => {
            separate(out);
            write_real(out, *value);
        }
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, format) => write_string(out, bytes, *format),
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write_nested(out, item, depth + 1)?;
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => write_dict(out, dict, depth)?,
        Object::Stream(stream) => write_stream(out, stream, depth)?,
        Object::Reference((number, generation)) => {
            separate(out);
            write_integer(out, (*number).into());
            out.push(b' ');
            write_integer(out, (*generation).into());
            out.extend(b" R");
        }
    }
    Ok(())
}

fn write_dict(out: &mut Vec<u8>, dict: &Dictionary, depth: usize) -> Result<(), TooDeep> {
    out.extend(b"<<");
    write_entries(out, dict.iter(), depth)?;
    out.extend(b">>");
    Ok(())
}

fn write_entries<'a>(
    out: &mut Vec<u8>,
    entries: impl Iterator<Item = (&'a Vec<u8>, &'a Object)>,
    depth: usize,
) -> Result<(), TooDeep> {
    for (key, value) in entries {
        write_name(out, key);
        write_nested(out, value, depth + 1)?;
    }
    Ok(())
}

/// A stream; Length is that of its data.
fn write_stream(out: &mut Vec<u8>, stream: &Stream, depth: usize) -> Result<(), TooDeep> {
    out.extend(b"<<");
    write_entries(out, stream.dict.iter().filter(|(key, _)| key.as_slice() != b"Length"), depth)?;
    out.extend(b"/Length ");
    write_integer(out, i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
    out.extend(b">>\nstream\n");
    out.extend(&stream.content);
    out.extend(b"\nendstream");
    Ok(())
}

/// A word or number: separated from a word before it, and from nothing else.
fn write_keyword(out: &mut Vec<u8>, text: &str) {
    separate(out);
    out.extend(text.as_bytes());
}

fn separate(out: &mut Vec<u8>) {
    if out.last().is_some_and(|last| is_regular(*last)) {
        out.push(b' ');
    }
}

pub(crate) fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if (0x21..=0x7e).contains(byte) && is_regular(*byte) && *byte != b'#' {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").as_bytes());
        }
    }
    if name.is_empty() {
        // The next token would become a part of the name.
        out.push(b' ');
    }
}

fn write_string(out: &mut Vec<u8>, bytes: &[u8], format: StringFormat) {
    match format {
        StringFormat::Literal => {
            out.push(b'(');
            for byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
                    b'\r' => out.extend(b"\\r"),
                    b'\n' => out.extend(b"\\n"),
                    _ => out.push(*byte),
                }
            }
            out.push(b')');
        }
        StringFormat::Hexadecimal => {
            out.push(b'<');
            write_hex(out, bytes);
            out.push(b'>');
        }
    }
}

pub(crate) fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'A' - 10 + half };
    out.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
}

fn write_real(out: &mut Vec<u8>, value: f32) {
    if value.is_finite() && value != 0.0 {
        // Writing to memory does not fail.
        let _ = write!(out, "{value}");
    } else {
        out.push(b'0');
    }
}

pub(crate) fn write_integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut rest = value.unsigned_abs();
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        // The remainder is below ten.
        *digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        length += 1;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend(digits.iter().skip(digits.len() - length));
}

/// A computed number: three decimals at most, no trailing zeros.
pub(crate) fn write_number(out: &mut Vec<u8>, value: f64) {
    let thousandths = thousandths(value);
    if thousandths < 0 {
        out.push(b'-');
    }
    let parts = thousandths.unsigned_abs();
    write_integer(out, i64::try_from(parts / 1000).unwrap_or(i64::MAX));
    if !parts.is_multiple_of(1000) {
        out.push(b'.');
        let mut rest = parts % 1000;
        while rest != 0 {
            // A digit is below ten.
            out.push(b'0' + u8::try_from(rest / 100).unwrap_or_default());
            rest = rest % 100 * 10;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates; coordinates are bounded when they are read")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// A computed number as an object, which is serialized as [`write_number`] does.
pub(crate) fn number_object(value: f64) -> Object {
    let thousandths = thousandths(value);
    if thousandths % 1000 == 0 {
        return Object::Integer(thousandths / 1000);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "three decimals of a coordinate fit 32 bits"
    )]
    Object::Real((thousandths as f64 / 1000.0) as f32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(object: &Object) -> String {
        let mut out = Vec::new();
        write_object(&mut out, object).unwrap();
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn prints_no_more_than_needed() {
        let mut dict = Dictionary::new();
        dict.set("Z", Object::Integer(1));
        dict.set(
            "A B#",
            vec![Object::Integer(1), Object::Real(0.1), Object::Reference((3, 0)), Object::Null],
        );
        dict.set("S", Object::String(b"a(\\)\r".to_vec(), StringFormat::Literal));
        dict.set("H", Object::String(vec![0xfe, 0xff, 1, 0x36], StringFormat::Hexadecimal));
        dict.set("N", Object::Name(b"x".to_vec()));
        let expected = r"<</Z 1/A#20B#23[1 0.1 3 0 R null]/S(a\(\\\)\r)/H<FEFF0136>/N/x>>";
        assert_eq!(text(&Object::Dictionary(dict)), expected);
        assert_eq!(text(&Object::Real(-0.0)), "0");
        assert_eq!(text(&Object::Real(1e10)), "10000000000");
    }

    #[test]
    fn numbers_of_our_own_have_three_decimals() {
        for (value, expected) in
            [(0.0, "0"), (-0.0001, "0"), (1.0005, "1.001"), (-2.5, "-2.5"), (1234.0, "1234"), (0.05, "0.05")]
        {
            let mut out = Vec::new();
            write_number(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
            assert_eq!(text(&number_object(value)), expected);
        }
    }

    fn any_object() -> impl Strategy<Value = Object> {
        let bytes = || proptest::collection::vec(any::<u8>(), 0..6);
        let leaf = prop_oneof![
            Just(Object::Null),
            any::<bool>().prop_map(Object::Boolean),
            any::<i32>().prop_map(|n| Object::Integer(n.into())),
            (-1e6_f32..1e6)
                .prop_filter("an integer is printed as one", |n| n.fract() != 0.0)
                .prop_map(Object::Real),
            bytes().prop_map(Object::Name),
            bytes().prop_map(|text| Object::String(text, StringFormat::Literal)),
            bytes().prop_map(|text| Object::String(text, StringFormat::Hexadecimal)),
            (1..1000_u32, 0..3_u16).prop_map(Object::Reference),
        ];
        leaf.prop_recursive(3, 24, 6, move |inner| {
            let entry = (proptest::collection::vec(any::<u8>(), 0..6), inner.clone());
            prop_oneof![
                proptest::collection::vec(inner, 0..6).prop_map(Object::Array),
                proptest::collection::vec(entry, 0..6)
                    .prop_map(|entries| Object::Dictionary(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// Tokens next to each other: two readers find what was written.
        #[test]
        fn what_is_written_is_read_back(object in any_object()) {
            let written = text_of(&object);
            let read = crate::pdf::read_object::read(&mut crate::pdf::lexer::Lexer::new(&written));
            prop_assert_eq!(read.map(|read| plain(&read)), Some(plain(&object)));
            let file = [b"<</X ".as_slice(), &written, b">>"].concat();
            let mut doc = b"%PDF-1.7\n1 0 obj\n".to_vec();
            doc.extend(&file);
            doc.extend(b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Size 2/Root 1 0 R>>\n");
            let xref = doc.windows(5).rposition(|w| w == b"xref\n").unwrap();
            doc.extend(format!("startxref\n{xref}\n%%EOF").as_bytes());
            let doc = lopdf::Document::load_mem(&doc).unwrap();
            let read = doc.get_dictionary((1, 0)).unwrap().get(b"X").unwrap();
            prop_assert_eq!(plain(read), plain(&object));
        }
    }

    fn text_of(object: &Object) -> Vec<u8> {
        let mut out = Vec::new();
        write_object(&mut out, object).unwrap();
        out
    }

    /// Both notations of a string have the same value.
    fn plain(object: &Object) -> Object {
        match object {
            Object::String(text, _) => Object::String(text.clone(), StringFormat::Literal),
            Object::Array(items) => Object::Array(items.iter().map(plain).collect()),
            Object::Dictionary(dict) => {
                Object::Dictionary(dict.iter().map(|(key, value)| (key.clone(), plain(value))).collect())
            }
            other => other.clone(),
        }
    }

    #[test]
    fn refuses_what_is_nested_without_end() {
        let deep = (0..1000).fold(Object::Null, |inner, _| Object::Array(vec![inner]));
        assert_eq!(write_object(&mut Vec::new(), &deep), Err(TooDeep));
    }
}
