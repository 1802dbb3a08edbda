//! Fonts of a form, for characters that the built-in faces lack. Their outlines are not verified.
//!
//! Two kinds are supported: an embedded TrueType program under Identity-H, whose `ToUnicode` gives its characters,
//! and whose `cmap`, where it has one, has to agree; and a font that is not embedded, under a predefined Unicode
//! `CMap` (ISO 32000-2, table 116), which viewers replace by one of their own, as for the form's own text.

use super::letters::{is_space, needs_no_shaping};
use super::{CidWidths, EmbeddedFont, InkBox};
use crate::pdf::content::CMap;
use crate::pdf::content::stream::{DecodedStream, decode};
use crate::pdf::load::MAX_STREAM;
use crate::pdf::objects::{Dict, dict_of, resolve};

/// Predefined `CMaps` from UTF-16 to the CIDs of a CJK collection.
const UNICODE_MAPS: &[&[u8]] = &[
    b"UniCNS-UCS2-H",
    b"UniCNS-UTF16-H",
    b"UniGB-UCS2-H",
    b"UniGB-UTF16-H",
    b"UniJIS-UCS2-H",
    b"UniJIS-UTF16-H",
    b"UniJIS2004-UTF16-H",
    b"UniKS-UCS2-H",
    b"UniKS-UTF16-H",
];

/// A font of a form.
#[derive(Debug)]
pub(crate) enum FormFont {
    /// Its program is in the file.
    Embedded { program: Vec<u8>, letters: CMap, widths: CidWidths },
    /// Viewers draw it with a font of their own.
    NotEmbedded,
}

/// A glyph of a form's font, in 1/1000 em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FormGlyph {
    pub(crate) letter: char,
    pub(crate) advance: f64,
    pub(crate) ink: Option<InkBox>,
}

impl FormFont {
    /// Reads a font; `None` for one of any other kind.
    pub(crate) fn read(font: &Dict<'_>) -> Option<Self> {
        if !font.has_name(b"Subtype", b"Type0") {
            return None;
        }
        let [only] = font.array(b"DescendantFonts")? else { return None };
        let cid_font = Dict::new(font.doc, dict_of(resolve(font.doc, only)?)?);
        let descriptor = cid_font.dict(b"FontDescriptor")?;
        let program = descriptor.get(b"FontFile2");
        let other = descriptor.has(b"FontFile") || descriptor.has(b"FontFile3");
        let encoding = font.name(b"Encoding")?;
        if program.is_none() && !other && UNICODE_MAPS.contains(&encoding) {
            return Some(Self::NotEmbedded);
        }
        let straight = cid_font.has_name(b"CIDToGIDMap", b"Identity") || !cid_font.has(b"CIDToGIDMap");
        if encoding != b"Identity-H" || !cid_font.has_name(b"Subtype", b"CIDFontType2") || other || !straight
        {
            return None;
        }
        let plain = |object| decode(object, MAX_STREAM).ok().and_then(DecodedStream::complete);
        let letters = CMap::parse(&plain(font.get(b"ToUnicode")?)?);
        letters.check().ok()?;
        let program = plain(program?)?;
        EmbeddedFont::read(&program).ok()?;
        let widths = CidWidths::read(&cid_font);
        widths.check().ok()?;
        (letters.code_length() == Some(2)).then_some(Self::Embedded { program, letters, widths })
    }

    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self, Self::Embedded { .. })
    }

    /// The codes of these characters, where the font has them.
    pub(crate) fn codes(&self, wanted: &[char]) -> Vec<(u16, FormGlyph)> {
        match self {
            Self::Embedded { letters, .. } => {
                let has = |code: &u32| letters.letter(*code).is_some_and(|c| wanted.contains(&c));
                let codes = letters.codes().filter(has).filter_map(|code| u16::try_from(code).ok());
                codes.filter_map(|code| Some((code, self.glyph(code)?))).collect()
            }
            Self::NotEmbedded => {
                let code = |c: &char| u16::try_from(u32::from(*c)).ok();
                wanted.iter().filter_map(code).filter_map(|code| Some((code, self.glyph(code)?))).collect()
            }
        }
    }

    /// The glyph of a code; `None` where it is unknown.
    pub(crate) fn glyph(&self, code: u16) -> Option<FormGlyph> {
        match self {
            Self::Embedded { program, letters, widths } => {
                let letter = letters.letter(code.into()).filter(|letter| is_drawn_alone(*letter))?;
                let font = EmbeddedFont::read(program).ok()?;
                if font.cmap_glyph(letter).is_some_and(|glyph| glyph != code) {
                    return None;
                }
                let ink = font.outline(code)?.ink_box();
                (ink.is_some() || is_space(letter)).then_some(FormGlyph {
                    letter,
                    advance: widths.of(code.into()),
                    ink,
                })
            }
            Self::NotEmbedded => {
                let letter = char::from_u32(u32::from(code)).filter(|letter| is_ideographic(*letter))?;
                // Ideographs fill their em square.
                let ink = InkBox { left: 0.0, bottom: -120.0, right: 1000.0, top: 880.0 };
                Some(FormGlyph { letter, advance: 1000.0, ink: (!is_space(letter)).then_some(ink) })
            }
        }
    }
}

/// Whether a character of the basic plane is as wide as high in every font, and needs no shaping.
fn is_ideographic(letter: char) -> bool {
    needs_no_shaping(letter)
        && matches!(letter,
            '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{30ff}' | '\u{3105}'..='\u{312f}'
            | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff60}')
}

/// Whether a character is of a script that is drawn without joining its characters.
fn is_drawn_alone(letter: char) -> bool {
    needs_no_shaping(letter)
        && (is_ideographic(letter)
            || matches!(letter,
                ' '..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1c80}'..='\u{1cbf}' | '\u{1d00}'..='\u{2e7f}'
                | '\u{2ff0}'..='\u{2fff}' | '\u{a000}'..='\u{a4cf}' | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}'
                | '\u{ff61}'..='\u{ffee}' | '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}'))
}
