//! Fonts as the interpreter needs them: codes of a string, advances, boxes and text (ISO 32000-2, 9.5 to 9.10).
//!
//! In: a font dictionary of the resources. Out: a [`Font`], which cuts shown strings into codes ([`ShownCode`]) and
//! gives the outline of each ([`GlyphDrawing`]).

// The kinds of fonts.
mod composite;
mod simple;
mod type3;
// From codes to CIDs, glyph names and text.
mod cmap;
mod encoding;
// Metrics and programs.
mod outlines;
mod program;
mod standard_fonts;
// What is computed once for each code, or once for a font.
mod code_cache;
mod glyph_table;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use lopdf::{Dictionary, Document, ObjectId};

use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

pub(crate) use cmap::CMap;
pub(crate) use glyph_table::GlyphTable;
pub(crate) use outlines::GlyphDrawing;
pub(super) use type3::Type3Font;

/// A font of a page. See [`Interpreter`](crate::pdf::content::Interpreter).
pub(crate) struct Font<'a> {
    number: usize,
    id: Option<ObjectId>,
    /// `/BaseFont`; empty where there is none.
    name: String,
    glyphless: bool,
    kind: FontKind,
    /// Highest and lowest edge of its glyph boxes, in em.
    ascent: f64,
    descent: f64,
    codes: FontCodes<'a>,
    program: Option<program::FontProgram<'a>>,
    outlined_glyphs: OnceCell<Option<usize>>,
    drawings: outlines::DrawingCache,
}

/// The kinds of fonts (ISO 32000-2, 9.5). See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum FontKind {
    /// Named by `Tf`, but not in the resources.
    Missing,
    /// Codes of one byte: Type 1, TrueType.
    Simple,
    /// Type 0: codes of one to four bytes.
    Composite,
    /// Type 3: each glyph is a content stream.
    Type3,
}

enum FontCodes<'a> {
    Simple(Box<simple::SimpleFont<'a>>),
    Composite(Box<composite::CompositeFont<'a>>),
    Type3(Box<Type3Font<'a>>),
    Table(Arc<GlyphTable>),
}

/// A code of a shown string, with its metrics.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShownCode<'f> {
    pub(super) code: u32,
    /// Its length in bytes.
    pub(super) length: usize,
    /// The horizontal advance in em; the vertical one is in `vertical`.
    pub(super) width: f64,
    /// In vertical writing: the advance and the position vector, in em.
    pub(super) vertical: Option<VerticalMetrics>,
    pub(super) text: Option<Cow<'f, str>>,
}

/// Metrics of vertical writing (9.7.4.3), in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct VerticalMetrics {
    /// Negative: downwards.
    pub(super) advance: f64,
    /// From the horizontal origin to the vertical one (the position vector).
    pub(super) origin: (f64, f64),
}

impl<'a> Font<'a> {
    fn new(
        kind: FontKind,
        name: String,
        (ascent, descent): (f64, f64),
        codes: FontCodes<'a>,
        program: Option<program::FontProgram<'a>>,
    ) -> Self {
        Self {
            number: 0,
            id: None,
            name,
            glyphless: false,
            kind,
            ascent,
            descent,
            codes,
            program,
            outlined_glyphs: OnceCell::new(),
            drawings: outlines::DrawingCache::default(),
        }
    }

    pub(super) fn read(doc: &'a dyn ObjectLookup, dict: &Dict<'a>, number: usize) -> Self {
        let name = dict.name(b"BaseFont").map(crate::pdf::text_string::name).unwrap_or_default();
        let font = match dict.name(b"Subtype") {
            Some(b"Type0") => composite::read(doc, dict, name),
            Some(b"Type3") => type3::read(dict, name),
            _ => simple::read(dict, name),
        };
        Self { number, glyphless: font.name.to_ascii_lowercase().contains("glyphless"), ..font }
    }

    /// A font of no page.
    pub(crate) fn alone(dict: &Dict<'a>) -> Self {
        Self::read(dict.doc, dict, Self::MISSING)
    }

    /// The font that viewers take where the resources lack it: Helvetica.
    pub(super) fn missing() -> Rc<Self> {
        static NOTHING: LazyLock<(Document, Dictionary)> = LazyLock::new(Default::default);
        thread_local! {
            static MISSING: Rc<Font<'static>> = {
                let (doc, dict) = &*NOTHING;
                let font = simple::read(&Dict::new(doc, dict), "Helvetica".into());
                Rc::new(Font { kind: FontKind::Missing, ..font })
            };
        }
        MISSING.with(Rc::clone)
    }

    /// The number of the font that takes the place of a missing one.
    pub(crate) const MISSING: usize = 0;

    /// Its number among the fonts that the interpreter has read, from 1; [`Font::MISSING`] is none of them.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The object by which it was first named, where it is an indirect one.
    pub(crate) fn id(&self) -> Option<ObjectId> {
        self.id
    }

    pub(super) fn named_by(self, id: Option<ObjectId>) -> Self {
        Self { id, ..self }
    }

    /// `/BaseFont`; empty where there is none.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether its name is one that OCR programs give to fonts without outlines.
    pub(crate) fn is_glyphless(&self) -> bool {
        self.glyphless
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> FontKind {
        self.kind
    }

    /// How many glyphs of its embedded program have an outline, `.notdef` included; `None` where no program is
    /// embedded or it cannot be counted. A font with none or one paints nothing.
    pub(crate) fn outlined_glyph_count(&self) -> Option<usize> {
        *self.outlined_glyphs.get_or_init(|| self.program.as_ref()?.outlined_glyph_count())
    }

    /// The highest and the lowest edge of its glyph boxes, in em.
    pub(super) fn vertical_extent(&self) -> (f64, f64) {
        (self.ascent, self.descent)
    }

    /// Whether its writing mode is vertical.
    pub(crate) fn is_vertical(&self) -> bool {
        matches!(&self.codes, FontCodes::Composite(composite) if composite.is_vertical())
    }

    /// The next code of a string; `None` at its end.
    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<ShownCode<'_>> {
        match &self.codes {
            FontCodes::Simple(simple) => simple.next_code(bytes),
            FontCodes::Composite(composite) => composite.next_code(bytes),
            FontCodes::Type3(type3) => type3.next_code(bytes),
            FontCodes::Table(table) => table.next_code(bytes),
        }
    }

    pub(super) fn type3(&self) -> Option<&Type3Font<'a>> {
        match &self.codes {
            FontCodes::Type3(type3) => Some(type3),
            _ => None,
        }
    }
}

impl fmt::Debug for Font<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Font").field("name", &self.name).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Ascent and descent of a font descriptor, in em; `None` where they are missing or out of range.
fn descriptor_extent(descriptor: Option<Dict<'_>>) -> Option<(f64, f64)> {
    let descriptor = descriptor?;
    let number = |key: &[u8]| descriptor.number(key).map(|n| n / 1000.0);
    let ascent = number(b"Ascent").filter(|n| (0.2..3.0).contains(n))?;
    // Some programs write the descent without its sign.
    let descent = number(b"Descent").map_or(0.0, f64::abs);
    Some((ascent, if descent < 2.0 { -descent } else { -0.25 }))
}

fn read_cmap(doc: &dyn ObjectLookup, font: &Dict<'_>, key: &[u8]) -> Option<CMap> {
    let object = resolve(doc, font.entry(key)?)?;
    dict_of(object)?;
    Some(CMap::parse(&super::stream::decode(object, cmap::MOST_CMAP).ok()?.bytes))
}
