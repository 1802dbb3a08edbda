//! Quadrilaterals and flattened outlines, in points of default user space.

use super::clip::{Clip, intersect_spans};
use crate::pdf::font::GlyphOutline;
use crate::pdf::geometry::{Matrix, Rect};
use skrifa::outline::pen::PathElement;

/// A point: x, y.
pub(crate) type Point = (f64, f64);

/// A rectangle under a matrix: a parallelogram, its corners in order around it. See [`PathOutline`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quad(pub [Point; 4]);

impl Quad {
    pub(super) fn of(rect: &Rect, matrix: &Matrix) -> Self {
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)];
        Self(corners.map(|corner| matrix.point(corner)))
    }

    pub(super) fn transformed(&self, matrix: &Matrix) -> Self {
        Self(self.0.map(|corner| matrix.point(corner)))
    }

    /// Its bounding box.
    pub(crate) fn bounds(&self) -> Rect {
        bounds(&self.0).unwrap_or_default()
    }

    /// Its area in square points.
    pub(crate) fn area(&self) -> f64 {
        let [a, b, _, d] = self.0;
        ((b.0 - a.0) * (d.1 - a.1) - (b.1 - a.1) * (d.0 - a.0)).abs()
    }

    /// The lengths of the first side and of the next one, in points.
    pub(crate) fn sides(&self) -> (f64, f64) {
        let [a, b, _, d] = self.0;
        (length((b.0 - a.0, b.1 - a.1)), length((d.0 - a.0, d.1 - a.1)))
    }

    /// Its centre.
    pub(crate) fn center(&self) -> Point {
        let [a, _, c, _] = self.0;
        (f64::midpoint(a.0, c.0), f64::midpoint(a.1, c.1))
    }

    /// Whether its sides are horizontal and vertical.
    pub(crate) fn is_axis_aligned(&self) -> bool {
        let [a, b, _, d] = self.0;
        let level = |p: Point, q: Point| (p.0 - q.0).abs() < 1e-6 || (p.1 - q.1).abs() < 1e-6;
        level(a, b) && level(a, d)
    }

    /// The point at these fractions of the first side and of the next one.
    pub(super) fn point_at(&self, u: f64, v: f64) -> Point {
        let [a, b, _, d] = self.0;
        (a.0 + (b.0 - a.0) * u + (d.0 - a.0) * v, a.1 + (b.1 - a.1) * u + (d.1 - a.1) * v)
    }
}

/// The length of a vector. Coordinates are far from where squares overflow.
pub(super) fn length((x, y): Point) -> f64 {
    (x * x + y * y).sqrt()
}

/// The rule by which a path is filled (ISO 32000-2, 8.5.3.3). See [`PathOutline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FillRule {
    /// Even-odd rule.
    EvenOdd,
    /// Nonzero winding number rule.
    NonZero,
}

/// A path with curves as chords and every subpath closed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct PathOutline {
    /// The points of all subpaths.
    points: Vec<Point>,
    /// The end of each subpath in `points`.
    subpath_ends: Vec<usize>,
}

impl PathOutline {
    /// The closed subpaths.
    pub(crate) fn subpaths(&self) -> impl Iterator<Item = &[Point]> {
        let mut from = 0;
        self.subpath_ends
            .iter()
            .map(move |to| self.points.get(std::mem::replace(&mut from, *to)..*to).unwrap_or_default())
    }

    /// How many points it has.
    pub(crate) fn point_count(&self) -> usize {
        self.points.len()
    }

    /// Its bounding box; `None` where it is empty.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        bounds(&self.points)
    }

    /// The rectangle, where the outline is one with horizontal and vertical sides.
    pub(crate) fn as_rect(&self) -> Option<Rect> {
        let [_] = self.subpath_ends.as_slice() else { return None };
        let corners = match self.points.as_slice() {
            [a, rest @ .., z] if a == z && rest.len() == 3 => self.points.get(..4)?,
            four @ [_, _, _, _] => four,
            _ => return None,
        };
        let quad = Quad([*corners.first()?, *corners.get(1)?, *corners.get(2)?, *corners.get(3)?]);
        let [a, b, c, d] = quad.0;
        let closes = (a.0 + c.0 - b.0 - d.0).abs() < 1e-6 && (a.1 + c.1 - b.1 - d.1).abs() < 1e-6;
        (closes && quad.is_axis_aligned()).then(|| quad.bounds())
    }

    /// The outline of a glyph under a matrix from its units.
    pub(crate) fn of_glyph(glyph: &GlyphOutline, matrix: &Matrix) -> Self {
        const CHORDS: i32 = 5;
        let mut outline = Self::default();
        let mut at = (0.0, 0.0);
        let number = |x: f32, y: f32| (f64::from(x), f64::from(y));
        for element in glyph.path() {
            let (first, second, to) = match *element {
                PathElement::MoveTo { x, y } => {
                    at = number(x, y);
                    outline.begin_subpath();
                    outline.push(matrix.point(at));
                    continue;
                }
                PathElement::LineTo { x, y } => {
                    at = number(x, y);
                    outline.push(matrix.point(at));
                    continue;
                }
                PathElement::QuadTo { cx0, cy0, x, y } => {
                    let (control, to) = (number(cx0, cy0), number(x, y));
                    let third =
                        |end: Point| ((end.0 + 2.0 * control.0) / 3.0, (end.1 + 2.0 * control.1) / 3.0);
                    (third(at), third(to), to)
                }
                PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
                    (number(cx0, cy0), number(cx1, cy1), number(x, y))
                }
                PathElement::Close => continue,
            };
            for step in 1..=CHORDS {
                let t = f64::from(step) / f64::from(CHORDS);
                let s = 1.0 - t;
                let mix = |a: f64, b: f64, c: f64, d: f64| {
                    s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
                };
                outline.push(
                    matrix.point((mix(at.0, first.0, second.0, to.0), mix(at.1, first.1, second.1, to.1))),
                );
            }
            at = to;
        }
        outline
    }

    /// The distance of a point from the nearest edge.
    pub(crate) fn distance(&self, (x, y): Point) -> f64 {
        let to_edge = |((x0, y0), (x1, y1)): (Point, Point)| {
            let (dx, dy) = (x1 - x0, y1 - y0);
            let squared = dx * dx + dy * dy;
            let t =
                if squared > 0.0 { (((x - x0) * dx + (y - y0) * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
            length((x - x0 - t * dx, y - y0 - t * dy))
        };
        self.edges().map(to_edge).fold(f64::INFINITY, f64::min)
    }

    /// Whether a point is inside.
    pub(crate) fn contains(&self, point: Point, rule: FillRule) -> bool {
        let mut winding = 0i32;
        let mut crossings = 0u32;
        for (p, q) in self.edges() {
            if (p.1 <= point.1) == (q.1 <= point.1) {
                continue;
            }
            if p.0 + (point.1 - p.1) / (q.1 - p.1) * (q.0 - p.0) > point.0 {
                crossings += 1;
                winding += if q.1 > p.1 { 1 } else { -1 };
            }
        }
        match rule {
            FillRule::EvenOdd => crossings % 2 == 1,
            FillRule::NonZero => winding != 0,
        }
    }

    /// The intervals of the horizontal line at `y` that are inside both the outline and a clip, sorted.
    pub(crate) fn spans_in(&self, clip: &Clip, y: f64, rule: FillRule) -> Vec<(f64, f64)> {
        let mut spans = self.spans(y, rule);
        if clip.has_only_bounds() {
            let b = clip.bounds();
            for (from, to) in &mut spans {
                (*from, *to) = (from.max(b.x0), to.min(b.x1));
            }
            spans.retain(|(from, to)| from < to && (b.y0..=b.y1).contains(&y));
            return spans;
        }
        intersect_spans(&spans, &clip.spans(y))
    }

    /// The intervals of the horizontal line at `y` that are inside, sorted.
    pub(crate) fn spans(&self, y: f64, rule: FillRule) -> Vec<(f64, f64)> {
        let mut crossings: Vec<(f64, i32)> = self
            .edges()
            .filter(|(p, q)| (p.1 <= y) != (q.1 <= y))
            .map(|(p, q)| (p.0 + (y - p.1) / (q.1 - p.1) * (q.0 - p.0), if q.1 > p.1 { 1 } else { -1 }))
            .collect();
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut spans = Vec::new();
        let (mut winding, mut from) = (0i32, None);
        for (x, direction) in crossings {
            winding = match rule {
                FillRule::EvenOdd => (winding + 1) % 2,
                FillRule::NonZero => winding + direction,
            };
            match (from, winding) {
                (None, _) => from = Some(x),
                (Some(start), 0) => {
                    spans.push((start, x));
                    from = None;
                }
                _ => {}
            }
        }
        spans
    }

    pub(super) fn from_quads(quads: &[Quad]) -> Self {
        let mut outline = Self::default();
        for quad in quads {
            outline.begin_subpath();
            quad.0.iter().for_each(|corner| outline.push(*corner));
        }
        outline
    }

    /// Whether it has no subpath.
    pub(super) fn is_empty(&self) -> bool {
        self.subpath_ends.is_empty()
    }

    /// An empty outline in the same allocation.
    pub(super) fn cleared(mut self) -> Self {
        self.points.clear();
        self.subpath_ends.clear();
        self
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.subpaths().flat_map(|part| part.iter().copied().zip(part.iter().copied().cycle().skip(1)))
    }

    pub(super) fn begin_subpath(&mut self) {
        self.subpath_ends.push(self.points.len());
    }

    /// Adds a point to the last subpath.
    pub(super) fn push(&mut self, point: Point) {
        self.points.push(point);
        if let Some(end) = self.subpath_ends.last_mut() {
            *end = self.points.len();
        }
    }
}

impl PathOutline {
    /// One subpath through these points.
    pub(crate) fn through(points: &[Point]) -> Self {
        Self { points: points.to_vec(), subpath_ends: vec![points.len()] }
    }
}

impl From<Rect> for Quad {
    fn from(rect: Rect) -> Self {
        Self::of(&rect, &Matrix::IDENTITY)
    }
}

impl From<Quad> for PathOutline {
    fn from(quad: Quad) -> Self {
        Self { points: quad.0.to_vec(), subpath_ends: vec![quad.0.len()] }
    }
}

fn bounds(points: &[Point]) -> Option<Rect> {
    let (first, rest) = points.split_first()?;
    let mut found = Rect::between(*first, *first);
    for (x, y) in rest {
        // Plain comparisons: no coordinate is NaN, and this runs for everything that is painted.
        if *x < found.x0 {
            found.x0 = *x;
        }
        if *x > found.x1 {
            found.x1 = *x;
        }
        if *y < found.y0 {
            found.y0 = *y;
        }
        if *y > found.y1 {
            found.y1 = *y;
        }
    }
    Some(found)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn outline(parts: &[&[Point]]) -> PathOutline {
        let mut outline = PathOutline::default();
        for part in parts {
            outline.begin_subpath();
            part.iter().for_each(|point| outline.push(*point));
        }
        outline
    }

    pub(in crate::pdf::content) fn triangle() -> PathOutline {
        outline(&[&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]])
    }

    #[test]
    fn spans_follow_the_rule() {
        let square =
            |side: f64, at: f64| vec![(at, at), (at + side, at), (at + side, at + side), (at, at + side)];
        let nested = outline(&[&square(10.0, 0.0), &square(4.0, 3.0)]);
        assert_eq!(nested.spans(5.0, FillRule::NonZero), [(0.0, 10.0)]);
        assert_eq!(nested.spans(5.0, FillRule::EvenOdd), [(0.0, 3.0), (7.0, 10.0)]);
        assert!(nested.contains((5.0, 5.0), FillRule::NonZero));
        assert!(!nested.contains((5.0, 5.0), FillRule::EvenOdd));
        assert!(nested.spans(20.0, FillRule::NonZero).is_empty());
    }
}
