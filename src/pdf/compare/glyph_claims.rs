//! Whether the glyphs of other programs' fonts are the characters that they are said to be.
//!
//! A font of ours has our outlines, point for point. Of others each glyph is drawn small and compared with what
//! characters look like (`glyph_shape`); one that is not embedded is the viewer's own, and is the one that its encoding
//! names. What cannot be told is *unproved*.

use std::collections::BTreeMap;

use crate::pdf::content::{Font, GlyphDrawing};
use crate::pdf::font::{Face, GlyphOutline, same_outline};
use crate::pdf::glyph_shape::{GlyphPath, GlyphShape, ShapeVerdict};
use crate::pdf::marks::GlyphMark;

/// Whether a glyph is its character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GlyphClaim {
    Holds,
    Unproved,
    /// It is another character, or nothing.
    Lies,
}

/// The claims that were judged, by font and code.
#[derive(Default)]
pub(super) struct GlyphClaims(BTreeMap<(usize, u32), GlyphClaim>);

impl GlyphClaims {
    /// Judges a glyph with a text.
    pub(super) fn judge(&mut self, glyph: &GlyphMark, text: &str, font: Option<&Font<'_>>) -> GlyphClaim {
        *self.0.entry((glyph.font, glyph.code)).or_insert_with(|| match &glyph.drawing {
            GlyphDrawing::Outline(outline) => of_outline(outline, text, font.map_or("", Font::name)),
            GlyphDrawing::Substitute { text: Some(drawn), .. } if is_same(drawn, text) => GlyphClaim::Holds,
            GlyphDrawing::Substitute { text: Some(_), .. } => GlyphClaim::Lies,
            GlyphDrawing::Substitute { text: None, .. } | GlyphDrawing::Unknown => GlyphClaim::Unproved,
        })
    }
}

/// Whether two texts are drawn by the same glyph.
fn is_same(a: &str, b: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    a == b || a.nfkc().eq(b.nfkc())
}

fn of_outline(outline: &GlyphOutline, text: &str, font: &str) -> GlyphClaim {
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return if outline.path().is_empty() { GlyphClaim::Lies } else { GlyphClaim::Unproved };
    };
    let named = Face::of_subset(font);
    // Other programs name their subsets of the same faces otherwise.
    let alike = Face::all().filter(|_| named.is_none() && font.contains("Liberation"));
    let is_ours = |face: &'static Face| face.outline(letter).is_some_and(|own| same_outline(&own, outline));
    if named.into_iter().chain(alike).any(is_ours) {
        return GlyphClaim::Holds;
    }
    match GlyphShape::of(&path(outline)).says(letter) {
        ShapeVerdict::Agrees => GlyphClaim::Holds,
        ShapeVerdict::Contradicts { .. } => GlyphClaim::Lies,
        // It bears our name, and is not ours.
        ShapeVerdict::Unproved(_) if named.is_some() => GlyphClaim::Lies,
        // Ink where the text has a space.
        ShapeVerdict::Unproved(_) if letter.is_whitespace() => GlyphClaim::Lies,
        ShapeVerdict::Unproved(_) => GlyphClaim::Unproved,
    }
}

fn path(outline: &GlyphOutline) -> GlyphPath {
    use skrifa::outline::pen::PathElement;
    let mut path = GlyphPath::new(outline.units_per_em().into());
    for element in outline.path() {
        match *element {
            PathElement::MoveTo { x, y } => path.move_to(x, y),
            PathElement::LineTo { x, y } => path.line_to(x, y),
            PathElement::QuadTo { cx0, cy0, x, y } => path.quad_to(cx0, cy0, x, y),
            PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => path.curve_to(cx0, cy0, cx1, cy1, x, y),
            PathElement::Close => path.close(),
        }
    }
    path
}
