//! The marks of an appearance stream on its page, and which of them are seen (ISO 32000-2, 8.2, 12.5.5).
//!
//! In: an appearance stream and its widget. Out: [`AppearanceMarks`]: each glyph with its character and outline, each
//! filled or stroked path, each image and shading, in painting order, placed on the page, with its clip, colour,
//! alpha and blend mode. The content interpreter runs the stream; what it passes over makes the appearance
//! *unproved* here. Whether a mark is seen is decided at points of its ink: what colour the page has there without
//! it, with it, and after all that is painted later.
//!
//! The page below counts as white, or has the colour that the caller names ([`FieldView`]). Colours are those of a
//! screen; overprint is not simulated.

mod collector;
mod ink;
mod operands;
mod point_color;
mod reading_order;
mod visibility;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use lopdf::Stream;

use super::content::{
    BlendMode, Clip, FillRule, GlyphDrawing, Incomplete, Interpreter, PageBudget, PageCost, PathOutline, Rgb,
};
use super::geometry::{Matrix, Rect};
use super::objects::Dict;
use collector::MarkCollector;

pub(crate) use reading_order::TextOrder;
pub(crate) use visibility::{FieldView, GlyphFault, InkPoint, is_legible};

/// The marks of an appearance stream, in painting order.
#[must_use = "what was not run may have been visible"]
#[derive(Debug)]
pub(crate) struct AppearanceMarks {
    pub(crate) marks: Vec<PaintedMark>,
    /// What the interpreter passed over, by its PDF name: viewers may do more, or something else.
    pub(crate) passed_over: BTreeSet<String>,
    /// Whether some of it is optional content.
    pub(crate) has_optional_content: bool,
    /// Whether saved graphics states and text objects are closed, each in its turn.
    pub(crate) balanced: bool,
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
    /// Whether it is between `/Tx BMC` and `EMC`.
    pub(crate) in_text_content: bool,
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
    /// See [`GlyphMark::outline`].
    outline: OnceCell<Option<PathOutline>>,
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
        let balanced = collector.is_balanced();
        let MarkCollector { marks, passed_over, has_optional_content, overflow, .. } = collector;
        let mut incomplete = run.incomplete;
        incomplete.extend(overflow);
        let is_surface = |mark: &PaintedMark| !matches!(mark.shape, MarkShape::Glyph(_));
        let surfaces =
            marks.iter().enumerate().filter(|(_, mark)| is_surface(mark)).map(|(at, _)| at).collect();
        let cost = run.cost;
        Some(Self { marks, passed_over, has_optional_content, balanced, incomplete, cost, surfaces })
    }

    /// The marks of no stream.
    pub(crate) fn none() -> Self {
        Self {
            marks: Vec::new(),
            passed_over: BTreeSet::new(),
            has_optional_content: false,
            balanced: true,
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
    /// Its outline on the page, where the drawing has one. It is made when it is first asked for: of most glyphs the
    /// box says enough.
    pub(crate) fn outline(&self) -> Option<&PathOutline> {
        self.outline.get_or_init(|| outline_on_page(&self.drawing, &self.matrix)).as_ref()
    }

    /// Whether nothing of it is to be seen: a space.
    pub(crate) fn is_blank(&self) -> bool {
        let says_space = || {
            self.text.as_ref().is_some_and(|text| text.chars().all(|c| c.is_whitespace() || c == '\u{200b}'))
        };
        match &self.drawing {
            GlyphDrawing::Outline(outline) => outline.ink_box().is_none() && says_space(),
            _ => says_space(),
        }
    }

    /// Whether its outline is known, and has no ink.
    pub(crate) fn draws_nothing(&self) -> bool {
        matches!(&self.drawing, GlyphDrawing::Outline(outline) if outline.ink_box().is_none())
    }

    /// Whether the box of its mark holds all its ink.
    pub(crate) fn has_exact_box(&self) -> bool {
        matches!(&self.drawing, GlyphDrawing::Outline(outline) if outline.ink_box().is_some())
    }

    /// The size of an em across and along the text, in points.
    pub(crate) fn em(&self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.matrix.0;
        (a.hypot(b), c.hypot(d))
    }
}

/// The box of a glyph on the page, where its drawing has an outline with ink: exact where the text is upright or at
/// right angles, larger elsewhere.
fn ink_on_page(drawing: &GlyphDrawing, matrix: &Matrix) -> Option<Rect> {
    let GlyphDrawing::Outline(outline) = drawing else { return None };
    let ink = outline.ink_box()?;
    let [x0, y0, x1, y1] = [ink.left, ink.bottom, ink.right, ink.top].map(|edge| edge / 1000.0);
    Some(matrix.rect(&Rect { x0, y0, x1, y1 }))
}

/// An outline in em becomes one on the page.
fn outline_on_page(drawing: &GlyphDrawing, matrix: &Matrix) -> Option<PathOutline> {
    let GlyphDrawing::Outline(outline) = drawing else { return None };
    let unit = 1.0 / f64::from(outline.units_per_em());
    let to_page = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]).then(matrix);
    Some(PathOutline::of_glyph(outline, &to_page))
}
