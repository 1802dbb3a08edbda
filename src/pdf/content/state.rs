//! The graphics state (ISO 32000-2, 8.4, 9.3).

use std::cell::Cell;
use std::rc::Rc;

use lopdf::{Object, Stream};

use super::clip::Clip;
use super::color::{Ink, Rgb, Space};
use super::events::{Blend, TextMode};
use super::font::Font;
use super::shape::Point;
use crate::pdf::geometry::Matrix;

#[derive(Clone)]
pub(super) struct State<'a> {
    pub(super) matrix: Matrix,
    pub(super) clip: Rc<Clip>,
    pub(super) fill: Color<'a>,
    pub(super) stroke: Color<'a>,
    pub(super) fill_alpha: f64,
    pub(super) stroke_alpha: f64,
    pub(super) blend: Blend,
    pub(super) soft_mask: Option<SoftMask<'a>>,
    pub(super) altered: bool,
    pub(super) overprints: bool,
    pub(super) line_width: f64,
    pub(super) text: Text<'a>,
    pub(super) group: Group,
}

/// What the transparency groups around content do to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) alpha: f64,
    pub(super) blend: Blend,
    pub(super) masked: bool,
}

/// A colour and the space it is in.
#[derive(Clone)]
pub(super) struct Color<'a> {
    pub(super) space: Rc<Space>,
    pub(super) ink: Ink,
    pub(super) pattern: Option<&'a Object>,
}

/// A soft mask (11.6.5.2) and what it was set under.
#[derive(Clone)]
pub(super) struct SoftMask<'a> {
    pub(super) group: &'a Stream,
    pub(super) matrix: Matrix,
    pub(super) clip: Rc<Clip>,
    /// Whether something was painted through it, so that its own content was told.
    pub(super) told: Rc<Cell<bool>>,
}

#[derive(Clone)]
pub(super) struct Text<'a> {
    pub(super) font: Option<Rc<Font<'a>>>,
    pub(super) size: f64,
    pub(super) character_space: f64,
    pub(super) word_space: f64,
    /// 1 is as wide as the font is.
    pub(super) scale: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: TextMode,
    pub(super) clips: bool,
    /// Text matrix and text line matrix.
    pub(super) matrix: Matrix,
    pub(super) line: Matrix,
}

impl State<'_> {
    pub(super) fn new(matrix: Matrix, clip: Clip) -> Self {
        Self {
            matrix,
            clip: Rc::new(clip),
            fill: Color::black(),
            stroke: Color::black(),
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            blend: Blend::Normal,
            soft_mask: None,
            altered: false,
            overprints: false,
            line_width: 1.0,
            text: Text::default(),
            group: Group { alpha: 1.0, blend: Blend::Normal, masked: false },
        }
    }

    /// Content of a transparency group begins: what was set for it as a whole goes to the group.
    pub(super) fn enter_group(&mut self) {
        self.group.alpha *= self.fill_alpha;
        self.group.blend = self.group.blend.max(self.blend);
        self.group.masked |= self.soft_mask.is_some();
        (self.fill_alpha, self.stroke_alpha) = (1.0, 1.0);
        self.blend = Blend::Normal;
        self.soft_mask = None;
    }
}

impl Color<'_> {
    pub(super) fn black() -> Self {
        Self { space: Rc::new(Space::Gray), ink: Ink::Solid(Rgb::BLACK), pattern: None }
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self {
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: TextMode::Fill,
            clips: false,
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl Text<'_> {
    pub(super) fn begin(&mut self) {
        self.place(Matrix::IDENTITY);
    }

    pub(super) fn place(&mut self, matrix: Matrix) {
        (self.matrix, self.line) = (matrix, matrix);
    }

    /// To a new line, offset from the start of this one.
    pub(super) fn move_by(&mut self, (x, y): Point) {
        self.place(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line));
    }

    /// The pen, after a glyph.
    pub(super) fn advance(&mut self, (x, y): Point) {
        self.matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.matrix);
    }

    /// Viewers ignore what is no mode.
    pub(super) fn set_mode(&mut self, mode: i64) {
        if !(0..=7).contains(&mode) {
            return;
        }
        self.clips = (4..=7).contains(&mode);
        self.mode = match mode & 3 {
            0 => TextMode::Fill,
            1 => TextMode::Stroke,
            2 => TextMode::FillStroke,
            _ => TextMode::Invisible,
        };
    }
}
