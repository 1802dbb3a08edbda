//! The marks of an appearance stream on its page, and which of them are seen (ISO 32000-2, 8.2, 12.5.5).
//!
//! In: an appearance stream and its widget. Out: [`AppearanceMarks`]: each glyph with its character and outline, each
//! filled or stroked path, each image and shading, in painting order, placed on the page, with its clip, colour,
//! alpha and blend mode. The content interpreter runs the stream; what it passes over makes the appearance
//! *unproved* here. Whether a mark is seen is decided at points of its ink: what colour the page has there without
//! it, with it, and after all that is painted later.
//!
//! The page below counts as white. Colours are those of a screen; overprint is not simulated.

mod collector;
mod ink;
mod operands;
mod point_color;
mod reading_order;
mod visibility;

use std::collections::BTreeSet;

use lopdf::Stream;

use super::content::{
    BlendMode, Clip, FillRule, GlyphDrawing, Incomplete, Interpreter, PageBudget, PageCost, PathOutline, Rgb,
};
use super::geometry::{Matrix, Rect};
use super::objects::Dict;
use collector::MarkCollector;

pub(crate) use reading_order::TextOrder;
pub(crate) use visibility::{GlyphFault, InkPoint, is_legible};

/// The marks of an appearance stream, in painting order.
#[derive(Debug)]
pub(crate) struct AppearanceMarks {
    pub(crate) marks: Vec<PaintedMark>,
    /// What the interpreter passed over, by its PDF name: viewers may do more, or something else.
    pub(crate) passed_over: BTreeSet<String>,
    /// Whether some of it is optional content.
    pub(crate) has_optional_content: bool,
    /// What was not run, and why.
    pub(crate) incomplete: Vec<Incomplete>,
    /// The work that was done.
    pub(crate) cost: PageCost,
    /// The places of the marks that can lie under or over a glyph.
    surfaces: Vec<usize>,
}

/// A mark on the page.
#[derive(Debug)]
pub(crate) struct PaintedMark {
    pub(crate) shape: MarkShape,
    /// Its bounding box, before clipping.
    pub(crate) bounds: Rect,
    pub(crate) clip: Clip,
    pub(crate) paint: MarkPaint,
}

/// What a mark is.
#[derive(Debug)]
pub(crate) enum MarkShape {
    Glyph(Box<GlyphMark>),
    Fill(PathOutline, FillRule),
    /// With its line width in points.
    Stroke(PathOutline, f64),
    /// An image or a shading: something within the bounds.
    Picture,
}

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MarkPaint {
    /// `None` where it is not one known colour: a pattern, a space that is not computed, a transfer function.
    pub(crate) color: Option<Rgb>,
    pub(crate) alpha: f64,
    pub(crate) blend_mode: BlendMode,
    /// Whether a soft mask may hide a part of it.
    pub(crate) soft_masked: bool,
}

/// A shown glyph.
#[derive(Debug)]
pub(crate) struct GlyphMark {
    /// Its Unicode text, where the font gives one.
    pub(crate) text: Option<String>,
    /// The code in the shown string, and the number of the font.
    pub(crate) code: u32,
    pub(crate) font: usize,
    /// From an em at its origin to the page.
    pub(crate) matrix: Matrix,
    /// Its advance, in em.
    pub(crate) advance: f64,
    pub(crate) drawing: GlyphDrawing,
    /// Its outline on the page, where the drawing has one.
    pub(crate) outline: Option<PathOutline>,
    /// Whether its font is vertical, or of Type 3.
    pub(crate) vertical: bool,
    pub(crate) type3: bool,
    /// Whether the text rendering mode paints it.
    pub(crate) painted: bool,
    /// The paint of the stroke around its fill, and the line width, where the mode strokes too.
    pub(crate) outlined: Option<(MarkPaint, f64)>,
}

impl AppearanceMarks {
    /// Runs an appearance stream of a widget on a page with these bounds; `None` where it cannot be placed.
    pub(crate) fn read<'a>(
        interpreter: &mut Interpreter<'a>,
        (stream, widget): (&'a Stream, &Dict<'a>),
        bounds: Rect,
        budget: &PageBudget,
    ) -> Option<Self> {
        let mut collector = MarkCollector::default();
        let run = interpreter.run_appearance(stream, widget, bounds, budget, &mut collector)?;
        let MarkCollector { marks, passed_over, has_optional_content, overflow, .. } = collector;
        let mut incomplete = run.incomplete;
        incomplete.extend(overflow);
        let is_surface = |mark: &PaintedMark| !matches!(mark.shape, MarkShape::Glyph(_));
        let surfaces =
            marks.iter().enumerate().filter(|(_, mark)| is_surface(mark)).map(|(at, _)| at).collect();
        Some(Self { marks, passed_over, has_optional_content, incomplete, cost: run.cost, surfaces })
    }

    /// The marks of no stream.
    pub(crate) fn none() -> Self {
        Self {
            marks: Vec::new(),
            passed_over: BTreeSet::new(),
            has_optional_content: false,
            incomplete: Vec::new(),
            cost: PageCost::default(),
            surfaces: Vec::new(),
        }
    }

    /// The glyphs, each with its place among the marks.
    pub(crate) fn glyphs(&self) -> impl Iterator<Item = (usize, &PaintedMark, &GlyphMark)> {
        self.marks.iter().enumerate().filter_map(|(at, mark)| match &mark.shape {
            MarkShape::Glyph(glyph) => Some((at, mark, &**glyph)),
            _ => None,
        })
    }

    /// The places of all marks that are no glyphs.
    pub(crate) fn surfaces(&self) -> &[usize] {
        &self.surfaces
    }
}

impl GlyphMark {
    /// Whether nothing of it is to be seen: a space.
    pub(crate) fn is_blank(&self) -> bool {
        let says_space =
            self.text.as_ref().is_some_and(|text| text.chars().all(|c| c.is_whitespace() || c == '\u{200b}'));
        match &self.outline {
            Some(outline) => says_space && outline.bounds().is_none(),
            None => says_space,
        }
    }

    /// The size of an em across and along the text, in points.
    pub(crate) fn em(&self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.matrix.0;
        (a.hypot(b), c.hypot(d))
    }
}

/// An outline in em becomes one on the page.
fn outline_on_page(drawing: &GlyphDrawing, matrix: &Matrix) -> Option<PathOutline> {
    let GlyphDrawing::Outline(outline) = drawing else { return None };
    let unit = 1.0 / f64::from(outline.units_per_em());
    let to_page = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]).then(matrix);
    Some(PathOutline::of_glyph(outline, &to_page))
}
