//! Type 1 and TrueType fonts with codes of one byte (ISO 32000-2, 9.6).

use std::borrow::Cow;
use std::cell::OnceCell;

use super::cmap::CMap;
use super::code_cache::CodeCache;
use super::encoding::{BaseEncoding, SimpleEncoding, glyph_name_text};
use super::program::FontProgram;
use super::standard_fonts::StandardFont;
use super::{Font, FontCodes, FontKind, ShownCode, descriptor_extent, read_cmap};
use crate::pdf::objects::{Dict, number, resolve};

pub(super) struct SimpleFont<'a> {
    dict: Dict<'a>,
    encoding: SimpleEncoding<'a>,
    to_unicode: Option<CMap>,
    standard: StandardFont,
    /// `MissingWidth`, in em.
    missing_width: f64,
    cache: CodeCache<SimpleCode>,
}

/// Metrics and text of one code.
#[derive(Debug)]
struct SimpleCode {
    /// In em.
    width: f64,
    text: Option<String>,
}

pub(super) fn read<'a>(dict: &Dict<'a>, name: String) -> Font<'a> {
    let descriptor = dict.dict(b"FontDescriptor");
    let standard = StandardFont::of(&name);
    let symbolic = descriptor.and_then(|d| d.integer(b"Flags")).is_some_and(|flags| flags & 4 != 0);
    let program = descriptor.and_then(|descriptor| FontProgram::of(&descriptor));
    let implicit = match standard.base_encoding() {
        BaseEncoding::Standard if program.is_some() && symbolic => BaseEncoding::BuiltIn,
        base => base,
    };
    let simple = SimpleFont {
        dict: *dict,
        encoding: SimpleEncoding::read(dict, implicit),
        to_unicode: read_cmap(dict.doc, dict, b"ToUnicode"),
        standard,
        missing_width: descriptor.and_then(|d| d.number(b"MissingWidth")).unwrap_or(0.0) / 1000.0,
        cache: CodeCache::new(),
    };
    let (ascent, descent) = descriptor_extent(descriptor).unwrap_or((standard.ascent, standard.descent));
    Font {
        number: 0,
        name,
        glyphless: false,
        kind: FontKind::Simple,
        ascent,
        descent,
        codes: FontCodes::Simple(Box::new(simple)),
        program,
        outlined_glyphs: OnceCell::new(),
    }
}

impl SimpleFont<'_> {
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<ShownCode<'_>> {
        let code = *bytes.first()?;
        let seen =
            self.cache.get_or_find(code, || SimpleCode { width: self.width(code), text: self.text(code) })?;
        Some(ShownCode {
            code: code.into(),
            length: 1,
            width: seen.width,
            vertical: None,
            text: seen.text.as_deref().map(Cow::Borrowed),
        })
    }

    fn text(&self, code: u8) -> Option<String> {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(u32::from(code)));
        mapped.or_else(|| glyph_name_text(self.encoding.name(code)?))
    }

    /// `Widths`; for the standard 14 fonts and for fonts without `Widths` the standard metrics.
    fn width(&self, code: u8) -> f64 {
        let width = match self.dict.array(b"Widths") {
            Some(listed) => {
                let first = self.dict.integer(b"FirstChar").unwrap_or(0);
                let index = i64::from(code).checked_sub(first).and_then(|index| usize::try_from(index).ok());
                let item = index.and_then(|index| resolve(self.dict.doc, listed.get(index)?));
                item.and_then(number).map(|width| width / 1000.0)
            }
            None => self.encoding.name(code).and_then(|glyph| self.standard.width(glyph)),
        };
        width.unwrap_or(self.missing_width)
    }
}
