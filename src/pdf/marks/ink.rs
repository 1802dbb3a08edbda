//! Points of the ink of a mark, at which it is looked at.

use super::{GlyphMark, MarkShape, PaintedMark};
use crate::pdf::content::{FillRule, GlyphDrawing, PathOutline, Point};
use crate::pdf::geometry::Rect;

/// More parts of one glyph, and more points of one part, are not looked at.
const MOST_PARTS: usize = 12;
const MOST_POINTS: usize = 24;
/// Heights within a part, from its lower edge to the upper one.
const ROWS: [f64; 3] = [0.18, 0.5, 0.82];

/// Points of the ink of a glyph, by the parts of its outline: a letter, its mark, its dot. Without an outline, a grid
/// where letters commonly have ink.
pub(super) fn of_glyph(glyph: &GlyphMark) -> Vec<Vec<Point>> {
    match glyph.outline() {
        Some(outline) => parts(outline, FillRule::NonZero),
        None => vec![estimated(glyph)],
    }
}

/// Points of the ink of any mark.
pub(super) fn of_mark(mark: &PaintedMark) -> Vec<Point> {
    match &mark.shape {
        MarkShape::Glyph(glyph) => of_glyph(glyph).into_iter().flatten().collect(),
        MarkShape::Fill(outline, rule) => match outline.as_rect() {
            Some(rect) => grid(&rect.intersect(mark.clip.bounds())),
            None => parts(outline, *rule).into_iter().flatten().collect(),
        },
        MarkShape::Stroke(outline, _) => along(outline),
        MarkShape::Picture => grid(&mark.bounds.intersect(mark.clip.bounds())),
    }
}

/// The width of what a glyph without an outline draws, in em: that of the standard font, or what the font says, if
/// letters can be so narrow.
pub(super) fn estimated_width(glyph: &GlyphMark) -> f64 {
    const NARROWEST: f64 = 0.2;
    const WIDEST: f64 = 1.2;
    match glyph.drawing {
        GlyphDrawing::Substitute { width: Some(width), .. } => width,
        _ => glyph.advance.clamp(NARROWEST, WIDEST),
    }
}

fn estimated(glyph: &GlyphMark) -> Vec<Point> {
    let width = estimated_width(glyph);
    let mut points = Vec::new();
    for y in [0.05, 0.25, 0.45] {
        for x in [0.15, 0.5, 0.85] {
            points.push(glyph.matrix.point((x * width, y)));
        }
    }
    points
}

/// Five points across, three along.
fn grid(rect: &Rect) -> Vec<Point> {
    let at = |x: f64, y: f64| (rect.x0 + x * rect.width(), rect.y0 + y * rect.height());
    let across = [0.02, 0.25, 0.5, 0.75, 0.98];
    across.iter().flat_map(|x| [0.06, 0.5, 0.94].map(|y| at(*x, y))).collect()
}

/// For each contour, points that are filled, on some lines through it.
fn parts(outline: &PathOutline, rule: FillRule) -> Vec<Vec<Point>> {
    let mut parts = Vec::new();
    for contour in outline.subpaths().take(MOST_PARTS) {
        let Some(bounds) = bounds_of(contour) else { continue };
        let mut points = Vec::new();
        for row in ROWS {
            let y = bounds.y0 + row * bounds.height();
            for (from, to) in outline.spans(y, rule) {
                let (from, to) = (from.max(bounds.x0), to.min(bounds.x1));
                if from < to && points.len() < MOST_POINTS {
                    points.push((f64::midpoint(from, to), y));
                }
            }
        }
        if !points.is_empty() {
            parts.push(points);
        }
    }
    parts
}

/// Points on the edges of an outline.
fn along(outline: &PathOutline) -> Vec<Point> {
    let mut points = Vec::new();
    for contour in outline.subpaths() {
        for pair in contour.windows(2) {
            if let [a, b] = pair
                && points.len() < MOST_POINTS * 4
            {
                points.extend([0.1, 0.5, 0.9].map(|t| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)));
            }
        }
    }
    points
}

fn bounds_of(points: &[Point]) -> Option<Rect> {
    let mut points = points.iter().map(|point| Rect::between(*point, *point));
    let first = points.next()?;
    Some(points.fold(first, |bounds, point| bounds.union(&point)))
}
