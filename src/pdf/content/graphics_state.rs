//! The graphics state and the text state (ISO 32000-2, 8.4, 9.3).

use std::cell::Cell;
use std::rc::Rc;

use lopdf::{Object, Stream};

use super::clip::Clip;
use super::color::{ColorSpace, PaintColor, Rgb};
use super::font::Font;
use super::shape::Point;
use super::visitor::{BlendMode, TextRenderingMode};
use crate::pdf::geometry::Matrix;

#[derive(Clone)]
pub(super) struct GraphicsState<'a> {
    pub(super) ctm: Matrix,
    pub(super) clip: Rc<Clip>,
    pub(super) fill: CurrentColor<'a>,
    pub(super) stroke: CurrentColor<'a>,
    pub(super) fill_alpha: f64,
    pub(super) stroke_alpha: f64,
    pub(super) blend_mode: BlendMode,
    pub(super) soft_mask: Option<SoftMask<'a>>,
    pub(super) has_transfer_function: bool,
    pub(super) overprint: bool,
    pub(super) line_width: f64,
    pub(super) dashed: bool,
    pub(super) text: TextState<'a>,
    pub(super) group: TransparencyGroup,
}

/// What the enclosing transparency groups (11.6.6) apply to their content as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct TransparencyGroup {
    pub(super) alpha: f64,
    pub(super) blend_mode: BlendMode,
    pub(super) soft_masked: bool,
}

/// The current colour and its colour space.
#[derive(Clone)]
pub(super) struct CurrentColor<'a> {
    pub(super) space: Rc<ColorSpace>,
    pub(super) color: PaintColor,
    pub(super) pattern: Option<&'a Object>,
}

/// A soft mask (11.6.5.2), and the matrix that was current when it was set.
#[derive(Clone)]
pub(super) struct SoftMask<'a> {
    pub(super) group: &'a Stream,
    pub(super) matrix: Matrix,
    pub(super) clip: Rc<Clip>,
    /// Whether something was painted through it, so that its content was reported.
    pub(super) reported: Rc<Cell<bool>>,
}

#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub(super) font: Option<Rc<Font<'a>>>,
    pub(super) font_size: f64,
    pub(super) character_spacing: f64,
    pub(super) word_spacing: f64,
    /// `Tz` / 100.
    pub(super) horizontal_scaling: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) rendering_mode: TextRenderingMode,
    pub(super) clips: bool,
    /// Text matrix and text line matrix.
    pub(super) matrix: Matrix,
    pub(super) line_matrix: Matrix,
}

impl GraphicsState<'_> {
    pub(super) fn new(ctm: Matrix, clip: Clip) -> Self {
        Self {
            ctm,
            clip: Rc::new(clip),
            fill: CurrentColor::black(),
            stroke: CurrentColor::black(),
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blend_mode: BlendMode::Normal,
            soft_mask: None,
            has_transfer_function: false,
            overprint: false,
            line_width: 1.0,
            dashed: false,
            text: TextState::default(),
            group: TransparencyGroup { alpha: 1.0, blend_mode: BlendMode::Normal, soft_masked: false },
        }
    }

    /// Enters a transparency group: alpha, blend mode and soft mask move to the group, and the content begins with
    /// the initial values (11.6.6).
    pub(super) fn enter_group(&mut self) {
        self.group.alpha *= self.fill_alpha;
        self.group.blend_mode = self.group.blend_mode.max(self.blend_mode);
        self.group.soft_masked |= self.soft_mask.is_some();
        (self.fill_alpha, self.stroke_alpha) = (1.0, 1.0);
        self.blend_mode = BlendMode::Normal;
        self.soft_mask = None;
    }
}

impl CurrentColor<'_> {
    pub(super) fn black() -> Self {
        Self { space: Rc::new(ColorSpace::Gray), color: PaintColor::Solid(Rgb::BLACK), pattern: None }
    }
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            font: None,
            font_size: 1.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            horizontal_scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            rendering_mode: TextRenderingMode::Fill,
            clips: false,
            matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
        }
    }
}

impl TextState<'_> {
    pub(super) fn begin_text(&mut self) {
        self.set_matrix(Matrix::IDENTITY);
    }

    pub(super) fn set_matrix(&mut self, matrix: Matrix) {
        (self.matrix, self.line_matrix) = (matrix, matrix);
    }

    /// Moves to the start of the next line, offset from the start of this one.
    pub(super) fn next_line(&mut self, (x, y): Point) {
        self.set_matrix(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line_matrix));
    }

    /// Moves the text matrix by the displacement of a glyph.
    pub(super) fn advance(&mut self, (x, y): Point) {
        self.matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.matrix);
    }

    /// Sets the rendering mode; values outside 0 to 7 are ignored.
    pub(super) fn set_rendering_mode(&mut self, mode: i64) {
        if !(0..=7).contains(&mode) {
            return;
        }
        self.clips = (4..=7).contains(&mode);
        self.rendering_mode = match mode & 3 {
            0 => TextRenderingMode::Fill,
            1 => TextRenderingMode::Stroke,
            2 => TextRenderingMode::FillStroke,
            _ => TextRenderingMode::Invisible,
        };
    }
}
