//! Type 1 and TrueType fonts with codes of one byte (ISO 32000-2, 9.6).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::cmap::CMap;
use super::code_cache::CodeCache;
use super::encoding::{BaseEncoding, SimpleEncoding, glyph_name_text};
use super::program::FontProgram;
use super::standard_fonts::StandardFont;
use super::{Font, FontCodes, FontKind, ShownCode, descriptor_extent, read_cmap};
use crate::pdf::font::EmbeddedFont;
use crate::pdf::objects::{Dict, number, resolve};

pub(super) struct SimpleFont<'a> {
    dict: Dict<'a>,
    symbolic: bool,
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
        symbolic,
        encoding: SimpleEncoding::read(dict, implicit),
        to_unicode: read_cmap(dict.doc, dict, b"ToUnicode"),
        standard,
        missing_width: descriptor.and_then(|d| d.number(b"MissingWidth")).unwrap_or(0.0) / 1000.0,
        cache: CodeCache::new(),
    };
    let (ascent, descent) = descriptor_extent(descriptor).unwrap_or((standard.ascent, standard.descent));
    let codes = FontCodes::Simple(Box::new(simple));
    Font::new(FontKind::Simple, name, (ascent, descent), codes, program)
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

    /// The width in the standard font, in em; of a letter with a mark that its metrics lack, that of the letter.
    fn standard_width(&self, glyph: &[u8]) -> Option<f64> {
        let of_letter = || {
            let letter = glyph_name_text(glyph)?.nfd().next().filter(char::is_ascii_alphabetic)?;
            self.standard.width(letter.encode_utf8(&mut [0; 1]).as_bytes())
        };
        self.standard.width(glyph).or_else(of_letter)
    }

    /// The name of a code's glyph.
    pub(super) fn glyph_name(&self, code: u8) -> Option<&[u8]> {
        self.encoding.name(code)
    }

    /// What a viewer draws that takes a font of its own: the text of the glyph's name, and its width in em. Symbol and
    /// `ZapfDingbats` have glyphs for their own encoding only.
    pub(super) fn substitute(&self, code: u8) -> (Option<String>, Option<f64>) {
        let own = SimpleEncoding::of(self.standard.base_encoding());
        let is_latin = self.standard.base_encoding() == BaseEncoding::Standard;
        let differs = self.encoding.differences().contains_key(&code);
        let encoding = if is_latin || differs { &self.encoding } else { &own };
        let name = encoding.name(code);
        (name.and_then(glyph_name_text), name.and_then(|name| self.standard_width(name)))
    }

    /// The glyph of a code in a TrueType program (9.6.5.4); `None` where viewers choose differently.
    pub(super) fn truetype_glyph(&self, font: &EmbeddedFont<'_>, code: u8) -> Option<u16> {
        let by_name = || self.encoding.name(code).and_then(|name| glyph_of_name(font, name));
        let by_code = || {
            let code = u32::from(code);
            let of = |(platform, encoding, code)| font.cmap_code(platform, encoding, code);
            [(3, 0, 0xf000 + code), (3, 0, code), (1, 0, code)].into_iter().find_map(of)
        };
        match (self.symbolic, self.dict.has(b"Encoding")) {
            (false, _) => by_name().or_else(by_code),
            (true, false) => by_code().or_else(by_name),
            (true, true) => match (by_name(), by_code()) {
                (Some(named), Some(coded)) if named != coded => None,
                (named, coded) => named.or(coded),
            },
        }
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
            None => self.encoding.name(code).and_then(|glyph| self.standard_width(glyph)),
        };
        width.unwrap_or(self.missing_width)
    }
}

/// The glyph of a name: by the Unicode subtable of `cmap`, by the Macintosh one, by `post`.
fn glyph_of_name(font: &EmbeddedFont<'_>, name: &[u8]) -> Option<u16> {
    let text = glyph_name_text(name);
    let mut letters = text.iter().flat_map(|text| text.chars());
    let letter = letters.next().filter(|_| letters.next().is_none());
    let by_unicode = letter.and_then(|letter| font.cmap_code(3, 1, letter.into()));
    let by_mac = || {
        let roman = SimpleEncoding::of(BaseEncoding::MacRoman);
        let code = (0..=u8::MAX).find(|code| roman.name(*code) == Some(name))?;
        font.cmap_code(1, 0, code.into())
    };
    by_unicode.or_else(by_mac).or_else(|| font.named_glyph(name))
}
