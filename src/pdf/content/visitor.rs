//! What a page paints, piece by piece, in the order of painting.

use super::clip::Clip;
use super::color::PaintColor;
use super::font::Font;
use super::shape::{FillRule, PathOutline, Point, Quad};
use crate::pdf::geometry::Rect;

/// Takes what a page paints. Every method does nothing unless it is written. Of what a soft mask is made of, images
/// ([`ImageRole::SoftMask`]) and shadings are told: they may show through; the rest is no paint.
pub(crate) trait Visitor {
    /// A glyph is shown. Spaces are shown too.
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, around: &GraphicsContext<'_>) {
        let _ = (glyph, around);
    }

    /// An image is painted.
    fn image(&mut self, raster: &PaintedImage, around: &GraphicsContext<'_>) {
        let _ = (raster, around);
    }

    /// A path is filled, stroked or both.
    fn path(&mut self, path: &PaintedPath<'_>, around: &GraphicsContext<'_>) {
        let _ = (path, around);
    }

    /// A shading is painted over the whole clip, or fills the path or the glyph that was told before.
    fn shading(&mut self, shading: &PaintedShading, around: &GraphicsContext<'_>) {
        let _ = (shading, around);
    }
}

/// What holds for anything that is painted. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub(crate) struct GraphicsContext<'a> {
    /// What is left of the page.
    pub clip: &'a Clip,
    /// Whether its layers are on.
    pub optional_content_on: bool,
    /// The blend mode, of this and of the groups around it.
    pub blend_mode: BlendMode,
    /// Whether a soft mask takes away an unknown part of it.
    pub soft_masked: bool,
    /// Whether a transfer function changes its colours.
    pub has_transfer_function: bool,
    /// Whether it may leave other inks beneath it as they are.
    pub overprint: bool,
    /// Whose content it is.
    pub owner: ContentOwner,
}

/// Whose content is painted. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum ContentOwner {
    /// The page's own.
    Page,
    /// The normal appearance of an annotation.
    Annotation {
        /// Its place in the page's list, from 0.
        index: usize,
        /// Whether it is a field of a form.
        widget: bool,
    },
}

/// What blending does, as far as it decides whether something is seen. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BlendMode {
    /// It replaces what is beneath.
    Normal,
    /// It can only darken (Multiply, Darken, `ColorBurn`).
    Darkens,
    /// Anything else, which may make it vanish.
    Other,
}

/// What something is painted with. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    /// The colour, if it is one.
    pub color: PaintColor,
    /// Opacity, from 0 to 1, the groups around it taken in.
    pub alpha: f64,
}

/// A shown glyph. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaintedGlyph<'a> {
    /// Advance wide, and as high as the font says its letters are.
    pub quad: Quad,
    /// Where the pen stood.
    pub origin: Point,
    /// The height of an em on the page, in points of default user space.
    pub size: f64,
    /// The code in the shown string.
    pub code: u32,
    /// What it means, where the font says so.
    pub text: Option<&'a str>,
    /// Its font.
    pub font: &'a Font<'a>,
    /// How it is painted.
    pub rendering_mode: TextRenderingMode,
    /// What it is filled with, if the mode fills.
    pub fill: Paint,
    /// What its edge is drawn with, if the mode strokes.
    pub stroke: Paint,
    /// What its procedure paints, in a Type 3 font.
    pub type3: Option<Type3Counts>,
}

impl PaintedGlyph<'_> {
    /// Whether it is white space, as far as its text tells.
    pub(crate) fn is_space(&self) -> bool {
        match self.text {
            Some(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}'),
            None => self.code == 32,
        }
    }
}

/// The text rendering mode (ISO 32000-2, 9.3.6), without its clipping part. See [`Visitor`].
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

/// What the procedure of a Type 3 glyph paints. See [`Visitor`].
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
    /// Where it lies.
    pub quad: Quad,
    /// In pixels, of the image or of its mask, whichever has more.
    pub width: u32,
    /// Likewise.
    pub height: u32,
    /// Bits of a component.
    pub bits_per_component: u8,
    /// The last filter under its long name; empty where it has none.
    pub filter: &'static str,
    /// How many bytes it takes in the file, without its mask.
    pub encoded_length: usize,
    /// The image that masks it, if one does.
    pub mask: Option<MaskImage>,
    /// What it is there for.
    pub role: ImageRole,
    /// Whether parts of it may let through what is beneath: a mask, a soft mask, a colour key.
    pub transparent: bool,
    /// Its opacity, from 0 to 1.
    pub alpha: f64,
    /// Its number among the objects of the file, to know it again; `None` for inline images.
    pub object_number: Option<u32>,
}

/// An image that masks another, not decoded. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MaskImage {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The last filter under its long name; empty where it has none.
    pub filter: &'static str,
    /// How many bytes it takes in the file.
    pub encoded_length: usize,
}

/// What an image is there for. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub(crate) enum ImageRole {
    /// To be seen.
    Image,
    /// Through it, the current colour is painted.
    Stencil,
    /// In a soft mask of the graphics state, through which something is painted.
    SoftMask,
    /// It draws a glyph of a Type 3 font.
    Glyph,
    /// In a tile of a pattern that is repeated; `quad` is where all the tiles lie.
    PatternCell {
        /// Where one of them lies.
        cell: Quad,
    },
}

/// A shading: a gradient, a mesh, or a function of the place. See [`Visitor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PaintedShading {
    /// Its type, from 1 to 7 (ISO 32000-2, table 77); 0 where it has none.
    pub shading_type: u8,
    /// How many bytes its mesh and its functions take in the file. A mesh, or samples of a function of two
    /// variables, may hold a whole image.
    pub encoded_length: usize,
}

/// A painted path. See [`Visitor`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaintedPath<'a> {
    /// The box around it, before clipping.
    pub bounds: Rect,
    /// How many segments it has.
    pub segments: usize,
    /// Its outline, curves as chords; not whole where `cut`.
    pub outline: &'a PathOutline,
    /// Whether the outline lacks parts.
    pub truncated: bool,
    /// How it is filled, if it is.
    pub fill: Option<(Paint, FillRule)>,
    /// How it is stroked, if it is, and the width of the line in points of default user space.
    pub stroke: Option<(Paint, f64)>,
}
