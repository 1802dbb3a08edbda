//! Counts the glyphs of an embedded font program that have an outline: a font without outlines carries text that is
//! extracted and not seen.

use lopdf::Object;

use crate::pdf::content::stream;
use crate::pdf::objects::Dict;

/// Larger programs are not read.
const MOST_BYTES: usize = 16 << 20;

/// An embedded font program (`FontFile`, `FontFile2`, `FontFile3`), encoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct FontProgram<'a> {
    object: &'a Object,
    format: ProgramFormat,
}

#[derive(Debug, Clone, Copy)]
enum ProgramFormat {
    Type1,
    Sfnt,
    /// CFF, alone or in an OpenType file.
    Cff,
}

impl<'a> FontProgram<'a> {
    pub(super) fn of(descriptor: &Dict<'a>) -> Option<Self> {
        let formats: [(&[u8], ProgramFormat); 3] = [
            (b"FontFile", ProgramFormat::Type1),
            (b"FontFile2", ProgramFormat::Sfnt),
            (b"FontFile3", ProgramFormat::Cff),
        ];
        formats.into_iter().find_map(|(key, format)| Some(Self { object: descriptor.get(key)?, format }))
    }

    /// Its bytes, decoded; `None` where they cannot be decoded to their end.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        stream::decode(self.object, MOST_BYTES)
            .ok()
            .filter(|program| !program.truncated)
            .map(|program| program.bytes)
    }

    /// Whether it is in the format of Type 1.
    pub(super) fn is_type1(&self) -> bool {
        matches!(self.format, ProgramFormat::Type1)
    }

    /// How many of its glyphs have an outline; `None` where they cannot be counted.
    pub(super) fn outlined_glyph_count(&self) -> Option<usize> {
        let bytes = stream::decode(self.object, MOST_BYTES).ok()?.bytes;
        match self.format {
            _ if bytes.starts_with(b"OTTO") => count_cff(sfnt_table(&bytes, *b"CFF ")?),
            _ if is_sfnt(&bytes) => count_glyf(&bytes),
            ProgramFormat::Type1 => count_type1(&bytes),
            ProgramFormat::Sfnt => None,
            ProgramFormat::Cff => count_cff(&bytes),
        }
    }
}

pub(super) fn is_sfnt(bytes: &[u8]) -> bool {
    [b"\0\x01\0\0", b"true", b"ttcf"].iter().any(|magic| bytes.starts_with(*magic))
}

fn count_glyf(bytes: &[u8]) -> Option<usize> {
    let wide = u16_at(sfnt_table(bytes, *b"head")?, 50)? == 1;
    let count = usize::from(u16_at(sfnt_table(bytes, *b"maxp")?, 4)?);
    let (loca, glyf) = (sfnt_table(bytes, *b"loca")?, sfnt_table(bytes, *b"glyf")?);
    let place = |n: usize| {
        if wide {
            usize::try_from(u32_at(loca, n * 4)?).ok()
        } else {
            Some(usize::from(u16_at(loca, n * 2)?) * 2)
        }
    };
    let has_outline = |n: &usize| {
        let (Some(from), Some(to)) = (place(*n), place(n + 1)) else { return false };
        to > from && u16_at(glyf, from).is_some_and(|contours| contours != 0)
    };
    Some((0..count).filter(has_outline).count())
}

pub(super) fn sfnt_table(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(u16_at(bytes, 4)?);
    let entry = (0..count).map(|n| 12 + 16 * n).find(|at| bytes.get(*at..*at + 4) == Some(&name))?;
    let offset = usize::try_from(u32_at(bytes, entry + 8)?).ok()?;
    let length = usize::try_from(u32_at(bytes, entry + 12)?).ok()?;
    let end = offset.checked_add(length)?.min(bytes.len());
    bytes.get(offset..end)
}

/// Counts the charstrings of a CFF program (Adobe Technical Note 5176) that paint.
fn count_cff(bytes: &[u8]) -> Option<usize> {
    let (_, after_names) = cff_index(bytes, usize::from(*bytes.get(2)?))?;
    let (dicts, _) = cff_index(bytes, after_names)?;
    let (charstrings, _) = cff_index(bytes, charstrings_of(dicts.first()?)?)?;
    Some(charstrings.iter().filter(|charstring| charstring_draws(charstring)).count())
}

/// The items of an INDEX, and the offset behind it.
fn cff_index(bytes: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(u16_at(bytes, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*bytes.get(at + 2)?);
    let base = at + 3 + (count + 1) * size - 1;
    let offset = |n: usize| {
        let digits = bytes.get(at + 3 + n * size..at + 3 + (n + 1) * size)?;
        Some(digits.iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte)))
    };
    let item = |n: usize| bytes.get(base.checked_add(offset(n)?)?..base.checked_add(offset(n + 1)?)?);
    let items = (0..count).map(item).collect::<Option<_>>()?;
    Some((items, base.checked_add(offset(count)?)?))
}

/// The offset of the charstrings: operator 17 of a top DICT.
fn charstrings_of(dict: &[u8]) -> Option<usize> {
    let mut last = None;
    let mut rest = dict;
    while let [first, tail @ ..] = rest {
        let (value, length) = match (*first, tail) {
            (17, _) => return usize::try_from(last?).ok(),
            (12, _) => (None, 2),
            (0..=21, _) => (None, 1),
            (28, [a, b, ..]) => (Some(i32::from(i16::from_be_bytes([*a, *b]))), 3),
            (29, [a, b, c, d, ..]) => (Some(i32::from_be_bytes([*a, *b, *c, *d])), 5),
            (30, _) => (None, 2 + tail.iter().position(|b| b & 0xf == 0xf || b >> 4 == 0xf)?),
            (32..=246, _) => (Some(i32::from(*first) - 139), 1),
            (247..=250, [a, ..]) => (Some((i32::from(*first) - 247) * 256 + i32::from(*a) + 108), 2),
            (251..=254, [a, ..]) => (Some(-(i32::from(*first) - 251) * 256 - i32::from(*a) - 108), 2),
            _ => return None,
        };
        last = value;
        rest = rest.get(length..)?;
    }
    None
}

/// Whether a charstring, of Type 1 or Type 2, has a line or a curve, or calls a subroutine that may have one.
fn charstring_draws(charstring: &[u8]) -> bool {
    let mut rest = charstring;
    while let [first, tail @ ..] = rest {
        let length = match first {
            5..=8 | 10 | 24..=27 | 29..=31 => return true,
            // Flex operators, and `seac`: an accented character of two glyphs.
            12 if matches!(tail.first(), Some(6 | 34..=37)) => return true,
            12 | 247..=254 => 2,
            28 => 3,
            255 => 5,
            _ => 1,
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

/// Counts the charstrings of a Type 1 program that paint.
fn count_type1(bytes: &[u8]) -> Option<usize> {
    let start = find(bytes, b"eexec")? + 5;
    let packed = bytes.get(start..)?;
    let skip = packed.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let packed = packed.get(skip..)?;
    let hexadecimal = packed.len() >= 4 && packed.iter().take(4).all(u8::is_ascii_hexdigit);
    let private = if hexadecimal { decrypt(&unhex(packed), 55_665) } else { decrypt(packed, 55_665) };
    let mut rest = private.get(find(&private, b"/CharStrings")?..)?;
    let mut count = 0;
    while let Some((charstring, after)) = next_charstring(rest) {
        // The first four bytes are random (lenIV).
        count += usize::from(charstring_draws(decrypt(charstring, 4_330).get(4..).unwrap_or_default()));
        rest = after;
    }
    Some(count)
}

/// After `/name LENGTH RD ` or `-| `: the charstring, and the bytes behind it.
fn next_charstring(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mark = bytes.windows(4).position(|w| w == b" RD " || w == b" -| ")?;
    let digits = bytes.get(..mark)?.rsplit(|b| !b.is_ascii_digit()).next()?;
    let length: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    bytes.get(mark + 4..)?.split_at_checked(length)
}

fn decrypt(bytes: &[u8], key: u16) -> Vec<u8> {
    let mut r = key;
    bytes
        .iter()
        .map(|cipher| {
            let plain = cipher ^ r.to_be_bytes()[0];
            r = u16::from(*cipher).wrapping_add(r).wrapping_mul(52_845).wrapping_add(22_719);
            plain
        })
        .collect()
}

fn unhex(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = text
        .iter()
        .filter_map(|b| char::from(*b).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.as_chunks::<2>().0.iter().map(|[high, low]| high * 16 + low).collect()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_face_has_outlines() {
        let face = include_bytes!("../../../../assets/fonts/LiberationMono-Bold.ttf");
        assert!(count_glyf(face).unwrap() > 600);
    }

    #[test]
    fn a_font_without_outlines_has_none() {
        // head with long offsets, maxp with three glyphs, empty ones.
        let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
            (b"glyf", vec![0; 4]),
            (b"head", vec![0; 54]),
            (b"loca", vec![0; 16]),
            (b"maxp", vec![0; 6]),
        ];
        tables[1].1[51] = 1;
        tables[3].1[5] = 3;
        let mut font = b"\0\x01\0\0\0\x04\0\0\0\0\0\0".to_vec();
        let mut at = 12 + 16 * 4;
        for (name, data) in &tables {
            font.extend_from_slice(*name);
            font.extend([0; 4]);
            font.extend(u32::try_from(at).unwrap().to_be_bytes());
            font.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
            at += data.len();
        }
        font.extend(tables.iter().flat_map(|(_, data)| data));
        assert_eq!(count_glyf(&font), Some(0));
    }

    #[test]
    fn charstrings_draw_or_do_not() {
        assert!(!charstring_draws(&[139, 14]));
        assert!(!charstring_draws(&[28, 5, 5, 247, 6, 21, 14]));
        assert!(charstring_draws(&[139, 139, 21, 150, 6, 14]));
        assert!(charstring_draws(&[139, 10]));
        assert!(!charstring_draws(&[]));
    }

    #[test]
    fn a_compact_program_is_counted() {
        let mut font = vec![1, 0, 4, 1];
        font.extend([0, 1, 1, 1, 2, b'A']); // names
        font.extend([0, 1, 1, 1, 5, 28, 0, 19, 17]); // top DICT: CharStrings at 19
        font.extend([0, 2, 1, 1, 3, 8, 139, 14, 139, 139, 21, 5, 14]);
        assert_eq!(count_cff(&font), Some(1));
        assert_eq!(count_cff(&font[..20]), None);
    }

    #[test]
    fn a_type1_program_is_counted() {
        let encrypt = |plain: &[u8], key: u16| {
            let mut r = key;
            let cipher = |p: &u8| {
                let c = p ^ r.to_be_bytes()[0];
                r = u16::from(c).wrapping_add(r).wrapping_mul(52_845).wrapping_add(22_719);
                c
            };
            plain.iter().map(cipher).collect::<Vec<u8>>()
        };
        let mut private = b"xxxx/CharStrings 2 dict\n".to_vec();
        for (name, code) in [("/.notdef", [139, 139, 13, 14, 14, 14]), ("/A", [139, 139, 13, 150, 6, 14])] {
            let charstring = encrypt(&[&[0; 4][..], &code].concat(), 4_330);
            private.extend(format!("{name} {} RD ", charstring.len()).bytes());
            private.extend(charstring);
            private.extend(b" ND\n");
        }
        let font = [b"%!PS\ncurrentfile eexec\n".to_vec(), encrypt(&private, 55_665)].concat();
        assert_eq!(count_type1(&font), Some(1));
    }

    proptest::proptest! {
        #[test]
        fn reads_anything(mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), head in 0..4usize) {
            let magic: &[u8] = [&b"\0\x01\0\0\0\x01"[..], b"\x01\0\x04\x01", b"eexec ", b"x"][head];
            bytes.splice(0..0, magic.iter().copied());
            let _ = (count_glyf(&bytes), count_cff(&bytes), count_type1(&bytes));
        }
    }
}
