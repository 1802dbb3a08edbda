//! The fonts of appearances: the character of each code, verified against the source face, or of the form's own font.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::reason::{self, FontPart, ProofReason};
use super::revision::Revision;
use crate::pdf::content::stream::{DecodedStream, decode};
use crate::pdf::content::{Font, GlyphTable, Interpreter};
use crate::pdf::font::{EmbeddedFont, Face, Family, FormFont, InkBox, Weight, same_outline};
use crate::pdf::geometry::Rect;
use crate::pdf::load::MAX_STREAM;
use crate::pdf::marks::{GlyphMark, PaintedMark};
use crate::pdf::objects::{Dict, LocatedDict, dict_of, resolve};

/// The tables of fonts that were verified, by the objects of the fonts.
pub(super) type VerifiedTables = BTreeMap<ObjectId, Arc<GlyphTable>>;

/// The fonts of one filled file, each verified once.
pub(super) struct FileFonts<'r> {
    revision: &'r Revision<'r>,
    /// By the number that the interpreter gave the font.
    fonts: BTreeMap<usize, Result<VerifiedFont, ProofReason>>,
}

/// A font whose characters are known.
enum VerifiedFont {
    /// A subset of a built-in face; every outline is that of the face.
    OwnFace(Arc<GlyphTable>),
    /// A font of the form, for characters that the built-in faces lack. Its outlines are not verified.
    OfForm(FormFont),
}

/// A glyph whose character is known.
pub(super) struct KnownGlyph {
    pub(super) letter: char,
    /// The box of its ink on the page; `None` for a space.
    pub(super) ink: Option<Rect>,
}

impl<'r> FileFonts<'r> {
    pub(super) fn of(revision: &'r Revision<'r>) -> Self {
        Self { revision, fonts: BTreeMap::new() }
    }

    /// The character of a glyph.
    pub(super) fn glyph(
        &mut self,
        interpreter: &Interpreter<'r>,
        mark: &PaintedMark,
        glyph: &GlyphMark,
    ) -> Result<KnownGlyph, ProofReason> {
        let revision = self.revision;
        let font =
            self.fonts.entry(glyph.font).or_insert_with(|| verified(revision, interpreter, glyph.font));
        let known = font.as_ref().map_err(Clone::clone)?.glyph(mark, glyph)?;
        let said = glyph.text.as_deref().unwrap_or_default();
        if said.chars().eq([known.letter]) { Ok(known) } else { Err(reason::CODE_WITHOUT_GLYPH) }
    }
}

impl VerifiedFont {
    fn glyph(&self, mark: &PaintedMark, glyph: &GlyphMark) -> Result<KnownGlyph, ProofReason> {
        match self {
            Self::OwnFace(table) => {
                let found = table.glyph(glyph.code).ok_or(reason::CODE_WITHOUT_GLYPH)?;
                let letter = found.text.chars().next().ok_or(reason::CODE_WITHOUT_GLYPH)?;
                Ok(KnownGlyph { letter, ink: found.outline.ink_box().map(|_| mark.bounds) })
            }
            Self::OfForm(font) => {
                let code = u16::try_from(glyph.code).map_err(|_| reason::CODE_WITHOUT_GLYPH)?;
                let found = font.glyph(code).ok_or(reason::CODE_WITHOUT_GLYPH)?;
                if Face::of(Family::Sans, Weight::Regular).glyph(found.letter).is_some() {
                    return Err(reason::CODE_WITHOUT_GLYPH);
                }
                Ok(KnownGlyph { letter: found.letter, ink: found.ink.map(|ink| on_page(&ink, glyph)) })
            }
        }
    }
}

fn on_page(ink: &InkBox, glyph: &GlyphMark) -> Rect {
    let [x0, y0, x1, y1] = [ink.left, ink.bottom, ink.right, ink.top].map(|edge| edge / 1000.0);
    glyph.matrix.rect(&Rect { x0, y0, x1, y1 })
}

fn verified(
    revision: &Revision<'_>,
    interpreter: &Interpreter<'_>,
    number: usize,
) -> Result<VerifiedFont, ProofReason> {
    let font = interpreter.font(number).ok_or(reason::FONT_NOT_IN_RESOURCES)?;
    // It was verified before the interpreter got it.
    if let Some(table) = font.table() {
        return Ok(VerifiedFont::OwnFace(Arc::clone(table)));
    }
    let id = font.id().ok_or(reason::FONT_NOT_IN_RESOURCES)?;
    let place = LocatedDict::indirect(revision, id).ok_or(reason::FONT_NOT_IN_RESOURCES)?;
    if id.0 < revision.base().layout.size {
        return FormFont::read(&place.dict).map(VerifiedFont::OfForm).ok_or(reason::FORM_FONT_UNREADABLE);
    }
    let table = GlyphTable::of(font).map_err(|error| reason::font_unreadable(&error))?;
    verify(&place.dict, &table)?;
    Ok(VerifiedFont::OwnFace(Arc::new(table)))
}

/// Reads a font that this program wrote, and verifies it.
pub(super) fn read_verified(font: &Dict<'_>) -> Result<GlyphTable, ProofReason> {
    let table = GlyphTable::of(&Font::alone(font)).map_err(|error| reason::font_unreadable(&error))?;
    verify(font, &table)?;
    Ok(table)
}

/// Compares every glyph of a font with the source face: a `ToUnicode` entry for another outline is refused.
fn verify(font: &Dict<'_>, table: &GlyphTable) -> Result<(), ProofReason> {
    let is = |holds: bool, what: FontPart| if holds { Ok(()) } else { Err(reason::font_differs(what)) };
    is(font.has_name(b"Type", b"Font") && font.has_name(b"Subtype", b"Type0"), FontPart::Subtype)?;
    is(font.has_name(b"Encoding", b"Identity-H"), FontPart::Encoding)?;
    let cid_font = match font.array(b"DescendantFonts") {
        Some([only]) => resolve(font.doc, only).and_then(dict_of).map(|raw| Dict::new(font.doc, raw)),
        _ => None,
    };
    let cid_font = cid_font.ok_or(reason::NO_DESCENDANT)?;
    is(cid_font.has_name(b"Subtype", b"CIDFontType2"), FontPart::Descendant)?;
    is(cid_font.has_name(b"CIDToGIDMap", b"Identity"), FontPart::CidToGidMap)?;
    let descriptor = cid_font.dict(b"FontDescriptor").ok_or(reason::NO_DESCRIPTOR)?;
    is(!descriptor.has(b"FontFile") && !descriptor.has(b"FontFile3"), FontPart::Program)?;
    let program = decoded(descriptor.get(b"FontFile2")).ok_or(reason::PROGRAM_UNREADABLE)?;
    let embedded = EmbeddedFont::read(&program).map_err(|error| reason::font_unreadable(&error))?;
    is(embedded.is_hint_free(), FontPart::Program)?;
    let face = font
        .name(b"BaseFont")
        .and_then(|name| Face::of_subset(std::str::from_utf8(name).ok()?))
        .ok_or(reason::FONT_NOT_OURS)?;
    for (code, glyph) in table.iter() {
        let mut letters = glyph.text.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        let letter = letter.ok_or(reason::CODE_WITH_SEVERAL_LETTERS)?;
        let wrong = |what: FontPart| reason::glyph_differs(letter, what);
        let source = face.outline(letter).ok_or_else(|| wrong(FontPart::Outline))?;
        if !same_outline(&glyph.outline, &source) {
            return Err(wrong(FontPart::Outline));
        }
        // W has whole thousandths, the program has font units.
        let true_advance = embedded.advance(code).ok_or_else(|| wrong(FontPart::Width))?;
        if (glyph.width * 1000.0 - true_advance).abs() > 0.5 + 1e-6 {
            return Err(wrong(FontPart::Width));
        }
    }
    Ok(())
}

fn decoded(object: Option<&Object>) -> Option<Vec<u8>> {
    decode(object?, MAX_STREAM).ok().and_then(DecodedStream::complete)
}
