//! Type 0 fonts and their `CIDFonts` (ISO 32000-2, 9.7).

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use lopdf::Object;

use super::cmap::CMap;
use super::code_cache::CodeCache;
use super::program::FontProgram;
use super::standard_fonts::StandardFont;
use super::{Font, FontCodes, FontKind, ShownCode, VerticalMetrics, descriptor_extent, read_cmap};
use crate::pdf::content::stream;
use crate::pdf::font::{CidWidths, FontError};
use crate::pdf::objects::{Dict, ObjectLookup, number, resolve};

/// More entries of `/W2` are dropped: there are no more CIDs.
const MOST_METRICS: usize = 65_536;
/// The most bytes of a `CIDToGIDMap`.
const MOST_GLYPH_MAP: usize = 1 << 17;

pub(super) struct CompositeFont<'a> {
    descendant: Dict<'a>,
    /// `CIDToGIDMap`: two bytes for each CID; `None` for `Identity`.
    glyphs_by_cid: OnceCell<Option<Vec<u8>>>,
    encoding: CompositeEncoding,
    to_unicode: Option<CMap>,
    vertical: bool,
    widths: CidWidths,
    /// `DW2`: height of the vertical origin and advance, in em.
    default_vertical: (f64, f64),
    vertical_metrics: BTreeMap<u32, VerticalMetrics>,
    /// By the high and the low byte of the code.
    cache: CodeCache<CodeCache<CompositeCode>>,
}

/// Metrics and text of one code.
#[derive(Debug, Clone)]
struct CompositeCode {
    width: f64,
    vertical: Option<VerticalMetrics>,
    text: Option<String>,
}

#[derive(Debug)]
enum CompositeEncoding {
    /// Two bytes, which are the CID (`Identity-H`, `Identity-V`).
    Identity,
    /// UTF-16: two bytes, or four of a surrogate pair.
    Utf16,
    /// One byte, or two where the first is in one of these ranges.
    Mixed(&'static [(u8, u8)]),
    /// Two bytes of a predefined `CMap` that is not built in.
    TwoBytes,
    Embedded(Box<CMap>),
}

pub(super) fn read<'a>(doc: &'a dyn ObjectLookup, dict: &Dict<'a>, name: String) -> Font<'a> {
    let descendant = dict.dicts(b"DescendantFonts").next().unwrap_or(*dict);
    let descriptor = descendant.dict(b"FontDescriptor");
    let (encoding, vertical) = encoding(doc, dict);
    let (ascent, descent) = descriptor_extent(descriptor).unwrap_or_else(|| {
        let standard = StandardFont::of(&name);
        (standard.ascent, standard.descent)
    });
    let [height, advance] =
        descendant.numbers(b"DW2").and_then(|n| n.get(..2)?.try_into().ok()).unwrap_or([880.0, -1000.0]);
    let mut composite = CompositeFont {
        descendant,
        glyphs_by_cid: OnceCell::new(),
        encoding,
        to_unicode: read_cmap(doc, dict, b"ToUnicode"),
        vertical,
        widths: CidWidths::read(&descendant),
        default_vertical: (height / 1000.0, advance / 1000.0),
        vertical_metrics: BTreeMap::new(),
        cache: CodeCache::new(),
    };
    if vertical {
        composite.read_vertical_metrics(doc, descendant.array(b"W2").unwrap_or_default());
    }
    let program = descriptor.and_then(|descriptor| FontProgram::of(&descriptor));
    let codes = FontCodes::Composite(Box::new(composite));
    Font::new(FontKind::Composite, name, (ascent, descent), codes, program)
}

fn encoding(doc: &dyn ObjectLookup, dict: &Dict<'_>) -> (CompositeEncoding, bool) {
    if let Some(map) = read_cmap(doc, dict, b"Encoding").filter(CMap::has_code_space) {
        let vertical = map.vertical || dict.dict(b"Encoding").is_some_and(|d| d.integer(b"WMode") == Some(1));
        return (CompositeEncoding::Embedded(Box::new(map)), vertical);
    }
    let name = dict.name(b"Encoding").unwrap_or(b"Identity-H");
    let has = |part: &[u8]| name.windows(part.len()).any(|window| window == part);
    let encoding = if has(b"Identity") {
        CompositeEncoding::Identity
    } else if has(b"UCS2") || has(b"UTF16") {
        CompositeEncoding::Utf16
    } else if has(b"RKSJ") {
        CompositeEncoding::Mixed(&[(0x81, 0x9f), (0xe0, 0xfc)])
    } else if name == b"H" || name == b"V" || has(b"CNS") {
        CompositeEncoding::TwoBytes
    } else {
        // The EUC, GBK, Big Five and KS families.
        CompositeEncoding::Mixed(&[(0x81, 0xfe)])
    };
    (encoding, name.ends_with(b"-V") || name == b"V")
}

impl CompositeFont<'_> {
    pub(super) fn is_vertical(&self) -> bool {
        self.vertical
    }

    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<ShownCode<'_>> {
        let (code, length) = self.encoding.next_code(bytes)?;
        // Only codes of two bytes, which nearly all are, are cached: a code of one byte may have the same number.
        let seen = match (u8::try_from(code >> 8), code.to_be_bytes()) {
            (Ok(high), [.., low]) if length == 2 => Cow::Borrowed(
                self.cache
                    .get_or_find(high, CodeCache::new)?
                    .get_or_find(low, || self.look_up(code, length))?,
            ),
            _ => Cow::Owned(self.look_up(code, length)),
        };
        let (width, vertical) = (seen.width, seen.vertical);
        let text = match seen {
            Cow::Borrowed(seen) => seen.text.as_deref().map(Cow::Borrowed),
            Cow::Owned(seen) => seen.text.map(Cow::Owned),
        };
        Some(ShownCode { code, length, width, vertical, text })
    }

    /// The CID of a code; `None` for a predefined `CMap` that is not built in.
    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        match &self.encoding {
            CompositeEncoding::Embedded(map) => Some(map.cid(code).unwrap_or_default()),
            CompositeEncoding::Identity => Some(code),
            CompositeEncoding::Utf16 | CompositeEncoding::Mixed(_) | CompositeEncoding::TwoBytes => None,
        }
    }

    /// The codes of `ToUnicode`, where they are CIDs of two bytes, and every viewer reads the same texts and widths.
    pub(super) fn plain_codes(&self) -> Result<Vec<u16>, FontError> {
        if !matches!(self.encoding, CompositeEncoding::Identity) || self.vertical {
            return Err(FontError::Unsupported("codes that are not CIDs"));
        }
        let map = self.to_unicode.as_ref().ok_or(FontError::Damaged("ToUnicode"))?;
        map.check()?;
        self.widths.check()?;
        if map.code_length() != Some(2) {
            return Err(FontError::Unsupported("codes of another length than two bytes"));
        }
        Ok(map.codes().filter_map(|code| u16::try_from(code).ok()).collect())
    }

    /// The glyph of a CID in a TrueType program (9.7.4.2).
    pub(super) fn truetype_glyph(&self, cid: u32) -> Option<u16> {
        let map = self.glyphs_by_cid.get_or_init(|| {
            let map = self.descendant.get(b"CIDToGIDMap")?;
            map.as_stream()
                .ok()
                .map(|_| stream::decode(map, MOST_GLYPH_MAP).map_or(Vec::new(), |map| map.bytes))
        });
        let Some(map) = map else { return u16::try_from(cid).ok() };
        let (pairs, _) = map.as_chunks::<2>();
        pairs.get(usize::try_from(cid).ok()?).map(|pair| u16::from_be_bytes(*pair))
    }

    fn look_up(&self, code: u32, length: usize) -> CompositeCode {
        // CIDs that are not known are larger than any in `W`.
        let cid = self.cid(code).unwrap_or(u32::MAX);
        let width = match self.encoding {
            // Half-width characters.
            CompositeEncoding::Mixed(_) if length == 1 => self.widths.of(u32::MAX) / 2000.0,
            _ => self.widths.of(cid) / 1000.0,
        };
        let by_code = || match self.encoding {
            CompositeEncoding::Utf16 => char::from_u32(code).map(String::from),
            _ => None,
        };
        CompositeCode {
            width,
            vertical: self.vertical.then(|| self.vertical_metrics_of(cid, width)),
            text: self.to_unicode.as_ref().and_then(|map| map.text(code)).or_else(by_code),
        }
    }

    fn vertical_metrics_of(&self, cid: u32, width: f64) -> VerticalMetrics {
        let (height, advance) = self.default_vertical;
        let default = VerticalMetrics { advance, origin: (width / 2.0, height) };
        self.vertical_metrics.get(&cid).copied().unwrap_or(default)
    }

    /// `c [w1y v1x v1y …]` or `first last w1y v1x v1y`.
    fn read_vertical_metrics(&mut self, doc: &dyn ObjectLookup, entries: &[Object]) {
        let metric = |numbers: &[Object]| {
            let mut each =
                numbers.iter().filter_map(|n| resolve(doc, n).and_then(number)).map(|n| n / 1000.0);
            Some(VerticalMetrics { advance: each.next()?, origin: (each.next()?, each.next()?) })
        };
        let mut rest = entries;
        while let [first, second, tail @ ..] = rest {
            let Some(first) = integer(doc, first) else { break };
            if let Some(Object::Array(metrics)) = resolve(doc, second) {
                for (cid, numbers) in (first..).zip(metrics.chunks_exact(3)).take(MOST_METRICS) {
                    self.vertical_metrics.extend(metric(numbers).map(|metric| (cid, metric)));
                }
                rest = tail;
            } else if let (Some(last), Some((numbers, tail))) =
                (integer(doc, second), tail.split_at_checked(3))
            {
                if let Some(metric) = metric(numbers) {
                    let room = MOST_METRICS.saturating_sub(self.vertical_metrics.len());
                    self.vertical_metrics.extend((first..=last).take(room).map(|cid| (cid, metric)));
                }
                rest = tail;
            } else {
                break;
            }
        }
    }
}

impl CompositeEncoding {
    fn next_code(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        let first = *bytes.first()?;
        let two = bytes.get(1).map(|second| u32::from(first) << 8 | u32::from(*second));
        match self {
            Self::Embedded(map) => map.next_code(bytes),
            Self::Mixed(leads) if !leads.iter().any(|(low, high)| (*low..=*high).contains(&first)) => {
                Some((first.into(), 1))
            }
            Self::Utf16 => match (two?, bytes.get(2..4)) {
                (high @ 0xd800..=0xdbff, Some([a, b])) => {
                    let low = u32::from(*a) << 8 | u32::from(*b);
                    Some((0x10000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff), 4))
                }
                (code, _) => Some((code, 2)),
            },
            // An odd byte at the end is no code.
            _ => Some((two?, 2)),
        }
    }
}

fn integer(doc: &dyn ObjectLookup, object: &Object) -> Option<u32> {
    let number = number(resolve(doc, object)?)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    (0.0..=65_535.0).contains(&number).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, dictionary};

    use super::*;

    fn font(encoding: &str, descendant: Dictionary) -> Font<'static> {
        let doc = Box::leak(Box::new(Document::new()));
        let dict = Box::leak(Box::new(dictionary! {
            "Subtype" => "Type0", "BaseFont" => "X", "Encoding" => encoding,
            "DescendantFonts" => vec![descendant.into()],
        }));
        Font::read(doc, &Dict::new(doc, dict), 0)
    }

    fn widths(font: &Font<'_>, mut bytes: &[u8]) -> Vec<f64> {
        let mut widths = Vec::new();
        while let Some(shown) = font.next_code(bytes) {
            widths.push(shown.width);
            bytes = &bytes[shown.length..];
        }
        widths
    }

    #[test]
    fn widths_in_both_forms() {
        let list: Vec<Object> =
            vec![3.into(), vec![250.into(), 300.into()].into(), 7.into(), 9.into(), 600.into()];
        let font = font("Identity-H", dictionary! { "DW" => 500, "W" => list });
        assert_eq!(widths(&font, b"\0\x03\0\x04\0\x05\0\x08\0"), [0.25, 0.3, 0.5, 0.6]);
    }

    #[test]
    fn downwards() {
        let list: Vec<Object> = vec![1.into(), 2.into(), (-900).into(), 450.into(), 700.into()];
        let font = font("Identity-V", dictionary! { "W2" => list });
        let vertical = |bytes: &[u8]| font.next_code(bytes).unwrap().vertical.unwrap();
        assert_eq!(vertical(b"\0\x01"), VerticalMetrics { advance: -0.9, origin: (0.45, 0.7) });
        assert_eq!(vertical(b"\0\x05"), VerticalMetrics { advance: -1.0, origin: (0.5, 0.88) });
    }

    #[test]
    fn codes_of_known_families() {
        let jis = font("90ms-RKSJ-H", Dictionary::new());
        assert_eq!(widths(&jis, b"A\x83\x41"), [0.5, 1.0]);
        let utf16 = font("UniGB-UTF16-H", Dictionary::new());
        let first = utf16.next_code(b"\xd8\x3d\xde\x00").unwrap();
        assert_eq!((first.text.as_deref(), first.length), (Some("😀"), 4));
    }

    #[test]
    fn a_list_that_is_broken_ends() {
        let list: Vec<Object> = vec![3.into(), Object::Null, 1.into(), 65_535.into()];
        assert_eq!(widths(&font("Identity-H", dictionary! { "W" => list }), b"\0\x03"), [1.0]);
    }
}
