//! What the interpreter reports: one call for each painted object, in painting order (ISO 32000-2, 8.2).

use super::clip::Clip;
use super::color::PaintColor;
use super::font::Font;
use super::shape::{FillRule, PathOutline, Point, Quad};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lexer::Token;
use crate::pdf::objects::Dict;

/// Receives what a page paints. The default methods do nothing. Of the content of a soft mask, images
/// ([`ImageRole::SoftMask`]) and shadings are reported, because they may be visible in what is painted through it;
/// the rest is not.
pub(crate) trait Visitor {
    /// An operator is run, also one that the interpreter does not know and passes over.
    fn operator(&mut self, word: &[u8], operands: &[Token]) {
        let _ = (word, operands);
    }

    /// `gs` sets the parameters of this dictionary; `None` where the resources lack it.
    fn graphics_state(&mut self, parameters: Option<&Dict<'_>>) {
        let _ = parameters;
    }

    /// A shown string ends within a code, of which viewers make nothing or something.
    fn half_code(&mut self) {}

    /// Optional content begins, on or off.
    fn optional_content(&mut self) {}

    /// A glyph is shown; also a space.
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let _ = (glyph, context);
    }

    /// An image `XObject` or inline image is painted.
    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        let _ = (image, context);
    }

    /// A path is filled, stroked or both.
    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        let _ = (path, context);
    }

    /// A tiling pattern is painted: so many of its cells overlap what it fills, and each is so large, in default user space.
    fn tiling_pattern(&mut self, cells: f64, cell: Rect) {
        let _ = (cells, cell);
    }

    /// A shading is painted over the whole clip (`sh`), or is the pattern of the path or glyph that was reported
    /// last.
    fn shading(&mut self, shading: &PaintedShading, context: &GraphicsContext<'_>) {
        let _ = (shading, context);
    }
}

/// The graphics state that applies to every painted object. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub(crate) struct GraphicsContext<'a> {
    /// The current clipping path.
    pub clip: &'a Clip,
    /// Whether all its optional content groups are on.
    pub optional_content_on: bool,
    /// The blend mode, combined with those of the enclosing groups.
    pub blend_mode: BlendMode,
    /// Whether a soft mask may hide a part of it.
    pub soft_masked: bool,
    /// Whether a transfer function changes its colours.
    pub has_transfer_function: bool,
    /// Whether overprint may leave colorants of the backdrop unchanged.
    pub overprint: bool,
    /// The width of stroked lines, in points of default user space.
    pub line_width: f64,
    /// Whether stroked lines have gaps.
    pub dashed: bool,
    /// The page, or the annotation, whose content it is in.
    pub owner: ContentOwner,
}

/// Whose content stream is run. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum ContentOwner {
    /// The page.
    Page,
    /// The normal appearance of an annotation.
    Annotation {
        /// Its index in the page's `Annots`, from 0.
        index: usize,
        /// Whether it is a widget.
        widget: bool,
    },
}

/// The blend mode, as far as it matters for visibility. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BlendMode {
    /// `Normal`: replaces the backdrop.
    Normal,
    /// Can only darken the backdrop (Multiply, Darken, `ColorBurn`).
    Darkens,
    /// Any other, which may leave the backdrop as it is.
    Other,
}

/// The colour and the alpha of a fill or a stroke. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    /// The colour, or a pattern.
    pub color: PaintColor,
    /// Alpha from 0 to 1, multiplied by that of the enclosing groups.
    pub alpha: f64,
}

/// A shown glyph. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaintedGlyph<'a> {
    /// Its box: as wide as its advance, from the font's descent to its ascent.
    pub quad: Quad,
    /// The origin of the glyph.
    pub origin: Point,
    /// From an em at its origin, y upwards, to the page.
    pub matrix: Matrix,
    /// Its horizontal advance, in em.
    pub advance: f64,
    /// The height of an em on the page, in points of default user space.
    pub size: f64,
    /// The code in the shown string.
    pub code: u32,
    /// Its Unicode text, where the font gives one.
    pub text: Option<&'a str>,
    /// Its font.
    pub font: &'a Font<'a>,
    /// The text rendering mode.
    pub rendering_mode: TextRenderingMode,
    /// The paint of its fill, if the mode fills.
    pub fill: Paint,
    /// The paint of its stroke, if the mode strokes.
    pub stroke: Paint,
    /// What its glyph description paints, in a Type 3 font.
    pub type3: Option<Type3Counts>,
}

impl PaintedGlyph<'_> {
    /// Whether its text is white space.
    pub(crate) fn is_space(&self) -> bool {
        match self.text {
            Some(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}'),
            None => self.code == 32,
        }
    }
}

/// The text rendering mode (ISO 32000-2, 9.3.6), without adding to the clip. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum TextRenderingMode {
    /// 0 and 4.
    Fill,
    /// 1 and 5.
    Stroke,
    /// 2 and 6.
    FillStroke,
    /// 3 and 7: not painted.
    Invisible,
}

/// What a Type 3 glyph description paints. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Type3Counts {
    /// Images.
    pub images: usize,
    /// Paths and shadings.
    pub paths: usize,
    /// Glyphs of other fonts.
    pub glyphs: usize,
}

/// An image, not decoded. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaintedImage {
    /// The image of the unit square.
    pub quad: Quad,
    /// In pixels: of the image or of its mask, the larger one.
    pub width: u32,
    /// Likewise.
    pub height: u32,
    /// Bits per component.
    pub bits_per_component: u8,
    /// The full name of the last filter; empty where it has none.
    pub filter: &'static str,
    /// Bytes of its data in the file, without its mask.
    pub encoded_length: usize,
    /// Its mask or soft mask, if it has one.
    pub mask: Option<MaskImage>,
    /// What it is painted for.
    pub role: ImageRole,
    /// Whether parts of it may be transparent: a mask, a soft mask, a colour key mask.
    pub transparent: bool,
    /// Alpha from 0 to 1.
    pub alpha: f64,
    /// The number of its object, by which it is recognized when it is painted again; `None` for inline images.
    pub object_number: Option<u32>,
}

/// The mask of an image, not decoded. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MaskImage {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The full name of the last filter; empty where it has none.
    pub filter: &'static str,
    /// Bytes of its data in the file.
    pub encoded_length: usize,
}

/// What an image is painted for. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub(crate) enum ImageRole {
    /// To be visible.
    Image,
    /// A stencil mask (8.9.6.2): the current colour is painted through it.
    Stencil,
    /// In a soft mask of the graphics state.
    SoftMask,
    /// In the glyph description of a Type 3 font.
    Glyph,
    /// In a tiling pattern of which one cell is run for all; `quad` is the area of all cells.
    PatternCell {
        /// Its position in one cell.
        cell: Quad,
    },
}

/// A shading: a gradient, a mesh, or a function of the position. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PaintedShading {
    /// `ShadingType`, 1 to 7 (ISO 32000-2, table 77); 0 where it is missing.
    pub shading_type: u8,
    /// Bytes of its mesh and its functions in the file. A mesh, or a sampled function of two variables, may hold a
    /// whole image.
    pub encoded_length: usize,
}

/// A painted path. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaintedPath<'a> {
    /// Its bounding box, before clipping.
    pub bounds: Rect,
    /// How many segments it has.
    pub segments: usize,
    /// Its outline, curves as chords; without some of its points where `truncated`.
    pub outline: &'a PathOutline,
    /// Whether points were dropped.
    pub truncated: bool,
    /// The paint and the rule of its fill, if it is filled.
    pub fill: Option<(Paint, FillRule)>,
    /// The paint of its stroke, if it is stroked, and the line width in points of default user space.
    pub stroke: Option<(Paint, f64)>,
}
