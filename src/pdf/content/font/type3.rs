//! Type 3 fonts: each glyph description is a content stream (ISO 32000-2, 9.6.4).

use std::borrow::Cow;

use lopdf::Stream;

use super::cmap::CMap;
use super::code_cache::CodeCache;
use super::encoding::{BaseEncoding, SimpleEncoding, glyph_name_text};
use super::{Font, FontCodes, FontKind, ShownCode, read_cmap};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::objects::{Dict, number, resolve};

/// The glyph descriptions of a Type 3 font.
pub(crate) struct Type3Font<'a> {
    dict: Dict<'a>,
    /// `FontMatrix`: from glyph space to text space.
    pub(crate) matrix: Matrix,
    /// `FontBBox`, in glyph space; `None` where it is missing or empty.
    pub(crate) bounds: Option<Rect>,
    encoding: SimpleEncoding<'a>,
    to_unicode: Option<CMap>,
    cache: CodeCache<Type3Code>,
}

/// Metrics and text of one code.
#[derive(Debug)]
struct Type3Code {
    /// In text space.
    width: f64,
    text: Option<String>,
}

pub(super) fn read<'a>(dict: &Dict<'a>, name: String) -> Font<'a> {
    let matrix = dict.numbers(b"FontMatrix").and_then(|n| n.get(..6)?.try_into().ok()).map(Matrix);
    let matrix = matrix.unwrap_or(Matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
    let type3 = Type3Font {
        dict: *dict,
        matrix,
        bounds: dict.rect(b"FontBBox").filter(|rect| !rect.is_empty()),
        encoding: SimpleEncoding::read(dict, BaseEncoding::BuiltIn),
        to_unicode: read_cmap(dict.doc, dict, b"ToUnicode"),
        cache: CodeCache::new(),
    };
    let (ascent, descent) = type3.bounds.map_or((0.75, -0.25), |rect| {
        let rect = matrix.rect(&rect);
        (rect.y1, rect.y0)
    });
    let codes = FontCodes::Type3(Box::new(type3));
    Font::new(FontKind::Type3, name, (ascent, descent), codes, None)
}

impl<'a> Type3Font<'a> {
    /// The glyph description of a code.
    pub(crate) fn procedure(&self, code: u32) -> Option<&'a Stream> {
        let name = self.encoding.differences().get(&u8::try_from(code).ok()?)?;
        self.dict.dict(b"CharProcs")?.get(name)?.as_stream().ok()
    }

    /// The resources of the font.
    pub(crate) fn resources(&self) -> Option<Dict<'a>> {
        self.dict.dict(b"Resources")
    }

    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<ShownCode<'_>> {
        let code = *bytes.first()?;
        let seen = self.cache.get_or_find(code, || Type3Code {
            width: self.width(code).unwrap_or_default(),
            text: self.text(code),
        })?;
        Some(ShownCode {
            code: code.into(),
            length: 1,
            width: seen.width,
            vertical: None,
            text: seen.text.as_deref().map(Cow::Borrowed),
        })
    }

    fn width(&self, code: u8) -> Option<f64> {
        let [a, ..] = self.matrix.0;
        let first = self.dict.integer(b"FirstChar").unwrap_or(0);
        let index = usize::try_from(i64::from(code).checked_sub(first)?).ok()?;
        Some(number(resolve(self.dict.doc, self.dict.array(b"Widths")?.get(index)?)?)? * a)
    }

    fn text(&self, code: u8) -> Option<String> {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(u32::from(code)));
        mapped.or_else(|| glyph_name_text(self.encoding.name(code)?))
    }
}
