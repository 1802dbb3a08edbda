//! What a font draws for a code: the outline of a glyph of its embedded program (ISO 32000-2, 9.6.5, 9.7.4, 9.9).

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use skrifa::GlyphId;
use skrifa::outline::pen::PathElement;
use skrifa::raw::ps::Sid;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;

use super::composite::CompositeFont;
use super::program::{FontProgram, is_sfnt, sfnt_table};
use super::simple::SimpleFont;
use super::{Font, FontCodes};
use crate::pdf::font::{EmbeddedFont, GlyphOutline, in_order};

/// More glyphs of one font are unknown.
const MOST_GLYPHS: usize = 4096;

/// What a font draws for a code. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone)]
pub(crate) enum GlyphDrawing {
    /// An outline of its program, without hints; empty for a space.
    Outline(Arc<GlyphOutline>),
    /// No program is embedded, and a viewer takes a font of its own.
    Substitute {
        /// The text of the glyph that the encoding names.
        text: Option<String>,
        /// Its advance in the standard font, in em.
        width: Option<f64>,
    },
    /// The program is not read, or which of its glyphs it is.
    Unknown,
}

/// The drawings of a font, each made once.
#[derive(Default)]
pub(super) struct DrawingCache {
    program: OnceCell<Option<LoadedProgram>>,
    drawings: RefCell<BTreeMap<u32, GlyphDrawing>>,
}

enum LoadedProgram {
    TrueType(Vec<u8>),
    /// CFF, alone or in an OpenType file.
    Cff(Vec<u8>),
    Type1(Box<Type1Font>),
}

impl Font<'_> {
    /// What it draws for a code.
    pub(crate) fn glyph_drawing(&self, code: u32) -> GlyphDrawing {
        if let FontCodes::Table(table) = &self.codes {
            return table.glyph_drawing(code);
        }
        if let Some(known) = self.drawings.drawings.borrow().get(&code) {
            return known.clone();
        }
        let drawing = self.draw(code);
        let mut drawings = self.drawings.drawings.borrow_mut();
        if drawings.len() >= MOST_GLYPHS {
            return GlyphDrawing::Unknown;
        }
        drawings.insert(code, drawing.clone());
        drawing
    }

    fn draw(&self, code: u32) -> GlyphDrawing {
        let Some(program) = &self.program else { return self.substitute(code) };
        let loaded = self.drawings.program.get_or_init(|| LoadedProgram::load(program));
        let outline = loaded.as_ref().and_then(|program| match &self.codes {
            FontCodes::Simple(simple) => program.simple_outline(simple, u8::try_from(code).ok()?),
            FontCodes::Composite(composite) => program.composite_outline(composite, composite.cid(code)?),
            FontCodes::Type3(_) | FontCodes::Table(_) => None,
        });
        outline.map_or(GlyphDrawing::Unknown, |outline| GlyphDrawing::Outline(Arc::new(outline)))
    }

    fn substitute(&self, code: u32) -> GlyphDrawing {
        match (&self.codes, u8::try_from(code)) {
            (FontCodes::Simple(simple), Ok(code)) => {
                let (text, width) = simple.substitute(code);
                GlyphDrawing::Substitute { text, width }
            }
            _ => GlyphDrawing::Unknown,
        }
    }
}

impl LoadedProgram {
    fn load(program: &FontProgram<'_>) -> Option<Self> {
        let bytes = program.bytes()?;
        if bytes.starts_with(b"OTTO") {
            return Some(Self::Cff(sfnt_table(&bytes, *b"CFF ")?.to_vec()));
        }
        if is_sfnt(&bytes) {
            return in_order(&bytes).map(Self::TrueType);
        }
        if program.is_type1() {
            return Type1Font::new(&bytes).ok().map(|font| Self::Type1(Box::new(font)));
        }
        Some(Self::Cff(bytes))
    }

    fn simple_outline(&self, simple: &SimpleFont<'_>, code: u8) -> Option<GlyphOutline> {
        match self {
            Self::TrueType(bytes) => {
                let font = EmbeddedFont::read(bytes).ok()?;
                font.outline(simple.truetype_glyph(&font, code)?)
            }
            Self::Cff(bytes) => {
                let font = CffFontRef::new_cff(bytes, 0, None).ok()?;
                let glyph = match simple.glyph_name(code) {
                    Some(name) => {
                        let is_name = |sid: &Sid| font.string(*sid) == Some(name);
                        font.charset()?.iter().find(|(_, sid)| is_name(sid))?.0
                    }
                    None => font.encoding()?.map(code)?,
                };
                cff_outline(&font, glyph)
            }
            Self::Type1(font) => {
                let glyph = match simple.glyph_name(code) {
                    Some(name) => font.glyph_names().find(|(_, own)| own.as_bytes() == name)?.0,
                    None => font.encoding()?.map(code)?,
                };
                let mut path: Vec<PathElement> = Vec::new();
                font.draw(glyph, None, &mut path).ok()?;
                Some(GlyphOutline::new(u16::try_from(font.upem()).ok()?, path))
            }
        }
    }

    fn composite_outline(&self, composite: &CompositeFont<'_>, cid: u32) -> Option<GlyphOutline> {
        match self {
            Self::TrueType(bytes) => EmbeddedFont::read(bytes).ok()?.outline(composite.truetype_glyph(cid)?),
            Self::Cff(bytes) => {
                let font = CffFontRef::new_cff(bytes, 0, None).ok()?;
                // The CIDs of a program that is not CID-keyed are its glyph numbers.
                let glyph = if font.is_cid() {
                    font.charset()?.glyph_id(Sid::new(u16::try_from(cid).ok()?))?
                } else {
                    GlyphId::new(composite.truetype_glyph(cid)?.into())
                };
                cff_outline(&font, glyph)
            }
            Self::Type1(_) => None,
        }
    }
}

fn cff_outline(font: &CffFontRef<'_>, glyph: GlyphId) -> Option<GlyphOutline> {
    let subfont = font.subfont(font.subfont_index(glyph)?, &[]).ok()?;
    let mut path: Vec<PathElement> = Vec::new();
    font.draw(&subfont, glyph, &[], None, &mut path).ok()?;
    Some(GlyphOutline::new(u16::try_from(font.upem()).ok()?, path))
}
