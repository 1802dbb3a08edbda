//! Which marks besides the text may stand in a field: what the blank form draws there, and the border, background and
//! cells that the widget's own MK and BS name (ISO 32000-2, 12.5.4, 12.5.6.19).

use crate::pdf::content::{PathOutline, Rgb};
use crate::pdf::default_appearance::Color;
use crate::pdf::field::{Field, FieldKind, Widget};
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{AppearanceMarks, InkPoint, MarkShape, PaintedMark};
use crate::pdf::objects::Dict;

/// How far the edges of a background may be from those of the field, in points.
const BACKGROUND_SLACK: f64 = 3.0;
/// Coordinates are written with two to four digits.
const SLACK: f64 = 0.6;
/// More marks besides glyphs are a drawing whatever they are.
const MOST_SURFACES: usize = 512;

/// What may be drawn in one field.
pub(super) struct Decoration<'m> {
    rect: Rect,
    background: Option<Rgb>,
    border: Option<Rgb>,
    /// The width of the border, in points.
    width: f64,
    /// Whether the edges are lit and shaded.
    raised: bool,
    cells: Option<u32>,
    /// A list box marks the options that are chosen.
    is_list: bool,
    blank: &'m AppearanceMarks,
}

impl<'m> Decoration<'m> {
    pub(super) fn of(field: &Field, widget: &Widget, dict: &Dict<'_>, blank: &'m AppearanceMarks) -> Self {
        let look = dict.dict(b"MK");
        let color = |key: &[u8]| {
            let numbers = look.and_then(|look| look.numbers(key))?;
            Color::of(&numbers).map(|color| Rgb(color.rgb()))
        };
        let style = dict.dict(b"BS");
        let kind = style.and_then(|style| style.name(b"S")).unwrap_or(b"S");
        Self {
            rect: widget.rect,
            background: color(b"BG"),
            border: color(b"BC"),
            width: style.and_then(|style| style.number(b"W")).unwrap_or(1.0).clamp(0.0, 20.0),
            raised: matches!(kind, b"B" | b"I"),
            cells: field.max_len().filter(|_| field.is_comb()),
            is_list: field.kind() == FieldKind::List,
            blank,
        }
    }

    /// Whether all marks of an appearance that are no glyphs are decoration, or change nothing.
    pub(super) fn is_all_of(&self, marks: &AppearanceMarks) -> bool {
        marks.surfaces().len() <= MOST_SURFACES + self.blank.surfaces().len()
            && marks.surfaces().iter().all(|at| self.allows(marks, *at))
    }

    pub(super) fn allows(&self, marks: &AppearanceMarks, at: usize) -> bool {
        let Some(mark) = marks.marks.get(at) else { return true };
        if self.blank.marks.iter().any(|blank| is_same(blank, mark)) {
            return true;
        }
        let ink = marks.ink(at, &self.rect);
        if ink.iter().all(|(_, ink)| *ink == InkPoint::Unchanged) {
            return true;
        }
        let Some(color) = mark.paint.color else { return false };
        self.is_background(mark, color) || self.is_edge(&ink, color) || self.is_cell_edge(mark, color)
    }

    fn is_background(&self, mark: &PaintedMark, color: Rgb) -> bool {
        let is_whole = mark.bounds.contains(&self.rect.inset(BACKGROUND_SLACK + self.width), 0.0);
        let is_named = self.background.is_some_and(|background| is_near(background, color));
        let is_row = self.is_list && mark.bounds.width() > 0.8 * self.rect.width();
        matches!(mark.shape, MarkShape::Fill(..)) && (is_whole && is_named || is_row)
    }

    /// Whether all its ink is along the edges, in the colour of the border.
    fn is_edge(&self, ink: &[((f64, f64), InkPoint)], color: Rgb) -> bool {
        let Some(border) = self.border else { return false };
        let gray = color.0.iter().all(|part| (part - color.0[0]).abs() < 0.02);
        let is_named = is_near(border, color) || self.raised && gray;
        // An edge is drawn twice where it is raised.
        let reach = if self.raised { 2.0 } else { 1.0 } * self.width + SLACK;
        let r = &self.rect;
        is_named
            && ink.iter().all(|((x, y), _)| (x - r.x0).min(r.x1 - x).min(y - r.y0).min(r.y1 - y) <= reach)
    }

    /// Whether it is a line between two cells of a comb.
    fn is_cell_edge(&self, mark: &PaintedMark, color: Rgb) -> bool {
        let (Some(cells), Some(border)) = (self.cells, self.border) else { return false };
        let cell = self.rect.width() / f64::from(cells.max(1));
        let on_edge = |x: f64| {
            let place = (x - self.rect.x0) / cell;
            (place - place.round()).abs() * cell <= self.width + SLACK
        };
        let upright = |outline: &PathOutline| {
            outline.subpaths().all(|line| {
                let first = line.first().map_or(0.0, |point| point.0);
                on_edge(first) && line.iter().all(|(x, _)| (x - first).abs() <= self.width + 0.1)
            })
        };
        let lines = match &mark.shape {
            MarkShape::Stroke(outline, _) | MarkShape::Fill(outline, _) => upright(outline),
            _ => false,
        };
        lines && is_near(border, color)
    }
}

/// Whether the filled form draws a mark as the blank one does.
fn is_same(blank: &PaintedMark, mark: &PaintedMark) -> bool {
    let sides = |rect: &Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
    let near = |a: &Rect, b: &Rect| sides(a).iter().zip(sides(b)).all(|(a, b)| (a - b).abs() <= SLACK);
    let points = |a: &PathOutline, b: &PathOutline| a.point_count() == b.point_count();
    let shape = match (&blank.shape, &mark.shape) {
        (MarkShape::Fill(a, p), MarkShape::Fill(b, q)) => p == q && points(a, b),
        (MarkShape::Stroke(a, p), MarkShape::Stroke(b, q)) => (p - q).abs() <= 0.1 && points(a, b),
        (MarkShape::Picture, MarkShape::Picture) => true,
        _ => false,
    };
    let paint = match (blank.paint.color, mark.paint.color) {
        (Some(a), Some(b)) => is_near(a, b),
        (None, None) => true,
        _ => false,
    };
    shape && paint && near(&blank.bounds, &mark.bounds)
}

fn is_near(a: Rgb, b: Rgb) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| (a - b).abs() < 0.03)
}
