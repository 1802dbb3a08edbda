//! Points of the ink of a mark, at which it is looked at.

use super::{GlyphMark, MarkShape, PaintedMark};
use crate::pdf::content::{FillRule, GlyphDrawing, PathOutline, Point};
use crate::pdf::geometry::Rect;

/// An outline of more parts is not looked at in full, nor a part at more points in a row, or a line of more segments.
const MOST_PARTS: usize = 64;
const MOST_SPANS: usize = 8;
const MOST_SEGMENTS: usize = 256;
/// Heights within a part, from its lower edge to the upper one.
const ROWS: [f64; 3] = [0.18, 0.5, 0.82];

/// Points of the ink of a mark.
#[derive(Debug, Default)]
pub(super) struct InkSample {
    /// By the parts of the outline: a letter, its mark, its dot.
    pub(super) parts: Vec<Vec<Point>>,
    /// Whether there is ink elsewhere that has no point.
    pub(super) cut: bool,
}

/// Points of the ink of a glyph. Without an outline, a grid where letters commonly have ink.
pub(super) fn of_glyph(glyph: &GlyphMark) -> InkSample {
    match glyph.outline() {
        Some(outline) => parts(outline, FillRule::NonZero, None),
        None => InkSample { parts: vec![estimated(glyph)], cut: false },
    }
}

/// Points of the ink of any mark within an area.
pub(super) fn of_mark(mark: &PaintedMark, area: &Rect) -> InkSample {
    let area = area.intersect(mark.clip.bounds());
    let whole = |points| InkSample { parts: vec![points], cut: false };
    match &mark.shape {
        MarkShape::Glyph(glyph) => of_glyph(glyph),
        MarkShape::Fill(outline, rule) => match outline.as_rect() {
            Some(rect) => whole(grid(&rect.intersect(&area))),
            None => parts(outline, *rule, Some(&area)),
        },
        MarkShape::Stroke(outline, width) => along(outline, &area.inset(-width / 2.0)),
        MarkShape::Picture => whole(grid(&mark.bounds.intersect(&area))),
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

/// For each contour, points within an area that are filled, on some lines through it.
fn parts(outline: &PathOutline, rule: FillRule, area: Option<&Rect>) -> InkSample {
    let mut sample = InkSample::default();
    for contour in outline.subpaths() {
        let Some(bounds) = bounds_of(contour) else { continue };
        if area.is_some_and(|area| !area.overlaps(&bounds)) {
            continue;
        }
        if sample.parts.len() >= MOST_PARTS {
            sample.cut = true;
            break;
        }
        let bounds = area.map_or(bounds, |area| bounds.intersect(area));
        let mut points = Vec::new();
        for row in ROWS {
            let y = bounds.y0 + row * bounds.height();
            let spans = outline.spans(y, rule).into_iter();
            let spans: Vec<(f64, f64)> = spans
                .map(|(from, to)| (from.max(bounds.x0), to.min(bounds.x1)))
                .filter(|(from, to)| from < to)
                .collect();
            // Of many spans, some from all over the row.
            let step = spans.len().div_ceil(MOST_SPANS).max(1);
            points.extend(spans.iter().step_by(step).map(|(from, to)| (f64::midpoint(*from, *to), y)));
        }
        if !points.is_empty() {
            sample.parts.push(points);
        }
    }
    sample
}

/// Points on the edges of an outline, of what is within an area.
fn along(outline: &PathOutline, area: &Rect) -> InkSample {
    let mut points = Vec::new();
    // A rectangle is closed; of other paths only the segments that are there.
    let closes = outline.as_rect().is_some();
    let pairs = |contour: &'_ [Point]| {
        let closing = closes.then(|| (contour.last().copied(), contour.first().copied()));
        let closing = closing.and_then(|(from, to)| from.zip(to));
        contour.iter().copied().zip(contour.iter().copied().skip(1)).chain(closing).collect::<Vec<_>>()
    };
    let segments = outline.subpaths().flat_map(pairs);
    let mut inside = segments.filter_map(|(a, b)| segment_within(a, b, area));
    for (a, b) in inside.by_ref().take(MOST_SEGMENTS) {
        points.extend([0.1, 0.5, 0.9].map(|t| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)));
    }
    let cut = inside.next().is_some();
    InkSample { parts: vec![points], cut }
}

/// The part of a line segment that is within an area (Liang and Barsky).
fn segment_within((x0, y0): Point, (x1, y1): Point, area: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, x0 - area.x0), (dx, area.x1 - x0), (-dy, y0 - area.y0), (dy, area.y1 - y0)] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    let at = |t: f64| (x0 + dx * t, y0 + dy * t);
    (enter <= leave).then(|| (at(enter), at(leave)))
}

fn bounds_of(points: &[Point]) -> Option<Rect> {
    let mut points = points.iter().map(|point| Rect::between(*point, *point));
    let first = points.next()?;
    Some(points.fold(first, |bounds, point| bounds.union(&point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(outline: &PathOutline, area: &Rect) -> Vec<Point> {
        parts(outline, FillRule::NonZero, Some(area)).parts.into_iter().flatten().collect()
    }

    #[test]
    fn large_and_long_marks_are_looked_at_where_the_field_is() {
        let field = Rect { x0: 40.0, y0: 40.0, x1: 60.0, y1: 60.0 };
        let line = PathOutline::through(&[(-9000.0, 50.0), (900.0, 50.0)]);
        let sample = along(&line, &field);
        assert!(!sample.cut && sample.parts.concat().iter().all(|(x, _)| (40.0..=60.0).contains(x)));
        let triangle = PathOutline::through(&[(-9000.0, -9000.0), (9000.0, -9000.0), (0.0, 9000.0)]);
        let points = within(&triangle, &field);
        assert!(
            points.len() == ROWS.len()
                && points.iter().all(|(x, y)| { (40.0..=60.0).contains(x) && (40.0..=60.0).contains(y) })
        );
        assert!(along(&PathOutline::through(&[(0.0, 0.0), (100.0, 0.0)]), &field).parts.concat().is_empty());
    }

    #[test]
    fn what_has_no_point_is_told() {
        let field = Rect::of_size(1000.0, 10.0);
        let stairs: Vec<Point> = (0..=MOST_SEGMENTS)
            .map(|at| (f64::from(u32::try_from(at).unwrap()), f64::from(at % 2 == 0)))
            .collect();
        assert!(!along(&PathOutline::through(&stairs), &field).cut);
        let further = [stairs.as_slice(), &[(900.0, 1.0)]].concat();
        assert!(along(&PathOutline::through(&further), &field).cut);
        // Segments outside do not use up what is looked at.
        let outside: Vec<Point> = further.iter().map(|(x, y)| (*x, y + 50.0)).chain([(5.0, 5.0)]).collect();
        assert!(!along(&PathOutline::through(&outside), &field).cut);
    }
}
