//! Quadrilaterals, outlines and what a clip leaves of them, in points of default user space.

use std::rc::Rc;

use crate::pdf::geometry::{Matrix, Rect};

/// A point: x, y.
pub type Point = (f64, f64);

/// A rectangle as a matrix leaves it: a parallelogram, its corners in order around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    pub(super) fn of(rect: &Rect, matrix: &Matrix) -> Self {
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)];
        Self(corners.map(|corner| matrix.point(corner)))
    }

    pub(super) fn moved(&self, matrix: &Matrix) -> Self {
        Self(self.0.map(|corner| matrix.point(corner)))
    }

    /// The upright box around it.
    pub fn bounds(&self) -> Rect {
        bounds(&self.0).unwrap_or_default()
    }

    /// Its area in square points.
    pub fn area(&self) -> f64 {
        let [a, b, _, d] = self.0;
        ((b.0 - a.0) * (d.1 - a.1) - (b.1 - a.1) * (d.0 - a.0)).abs()
    }

    /// The lengths of the first side and of the one that leaves it, in points.
    pub fn sides(&self) -> (f64, f64) {
        let [a, b, _, d] = self.0;
        ((b.0 - a.0).hypot(b.1 - a.1), (d.0 - a.0).hypot(d.1 - a.1))
    }

    /// Its middle.
    pub fn center(&self) -> Point {
        let [a, _, c, _] = self.0;
        (f64::midpoint(a.0, c.0), f64::midpoint(a.1, c.1))
    }

    /// Whether its sides are upright and level.
    pub fn is_upright(&self) -> bool {
        let [a, b, _, d] = self.0;
        let level = |p: Point, q: Point| (p.0 - q.0).abs() < 1e-6 || (p.1 - q.1).abs() < 1e-6;
        level(a, b) && level(a, d)
    }

    /// The point at these shares of the first side and of the one that leaves it.
    fn at(&self, u: f64, v: f64) -> Point {
        let [a, b, _, d] = self.0;
        (a.0 + (b.0 - a.0) * u + (d.0 - a.0) * v, a.1 + (b.1 - a.1) * u + (d.1 - a.1) * v)
    }
}

/// How an outline is filled (ISO 32000-2, 8.5.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillRule {
    /// By the number of crossings.
    EvenOdd,
    /// By the winding number.
    NonZero,
}

/// A path with its curves drawn as chords; every part is closed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    parts: Vec<Vec<Point>>,
}

impl Outline {
    /// Its parts, each closed.
    pub fn parts(&self) -> &[Vec<Point>] {
        &self.parts
    }

    /// The box around it; `None` where it is empty.
    pub fn bounds(&self) -> Option<Rect> {
        let boxes = self.parts.iter().filter_map(|part| bounds(part));
        boxes.reduce(|a, b| a.union(&b))
    }

    /// The rectangle that it is, where it is one upright rectangle.
    pub fn as_rect(&self) -> Option<Rect> {
        let [part] = self.parts.as_slice() else { return None };
        let corners = match part.as_slice() {
            [a, rest @ .., z] if a == z && rest.len() == 3 => part.get(..4)?,
            four @ [_, _, _, _] => four,
            _ => return None,
        };
        let quad = Quad([*corners.first()?, *corners.get(1)?, *corners.get(2)?, *corners.get(3)?]);
        let [a, b, c, d] = quad.0;
        let closes = (a.0 + c.0 - b.0 - d.0).abs() < 1e-6 && (a.1 + c.1 - b.1 - d.1).abs() < 1e-6;
        (closes && quad.is_upright()).then(|| quad.bounds())
    }

    /// Whether a point is inside.
    pub fn contains(&self, point: Point, rule: FillRule) -> bool {
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

    /// Where a level line at `y` is inside both the outline and a clip: from, to, in order.
    pub fn spans_in(&self, clip: &Clip, y: f64, rule: FillRule) -> Vec<(f64, f64)> {
        meet(&self.spans(y, rule), &clip.spans(y))
    }

    /// Where a level line at `y` is inside: from, to, in order.
    fn spans(&self, y: f64, rule: FillRule) -> Vec<(f64, f64)> {
        let mut crossings: Vec<(f64, i32)> = self
            .edges()
            .filter(|(p, q)| (p.1 <= y) != (q.1 <= y))
            .map(|(p, q)| (p.0 + (y - p.1) / (q.1 - p.1) * (q.0 - p.0), if q.1 > p.1 { 1 } else { -1 }))
            .collect();
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut spans = Vec::new();
        let (mut winding, mut from) = (0i32, None);
        for (x, turn) in crossings {
            winding = match rule {
                FillRule::EvenOdd => (winding + 1) % 2,
                FillRule::NonZero => winding + turn,
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

    pub(super) fn of_quads(quads: &[Quad]) -> Self {
        Self { parts: quads.iter().map(|quad| quad.0.to_vec()).collect() }
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.parts.iter().flat_map(|part| part.iter().copied().zip(part.iter().copied().cycle().skip(1)))
    }

    fn points(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }
}

impl From<Rect> for Quad {
    fn from(rect: Rect) -> Self {
        Self::of(&rect, &Matrix::IDENTITY)
    }
}

impl From<Quad> for Outline {
    fn from(quad: Quad) -> Self {
        Self { parts: vec![quad.0.to_vec()] }
    }
}

fn bounds(points: &[Point]) -> Option<Rect> {
    let boxes = points.iter().map(|point| Rect::between(*point, *point));
    boxes.reduce(|a, b| a.union(&b))
}

/// What is left of the page for painting.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    bounds: Rect,
    /// Outlines that are no upright rectangles.
    shapes: Vec<(Rc<Outline>, FillRule)>,
    loose: bool,
}

impl Clip {
    /// More nested shapes than these are taken for their boxes.
    const MOST_SHAPES: usize = 12;
    /// More points than these likewise.
    const MOST_POINTS: usize = 2048;

    /// All that is inside these bounds.
    pub fn whole(bounds: Rect) -> Self {
        Self { bounds, shapes: Vec::new(), loose: false }
    }

    /// The box around it.
    pub fn bounds(&self) -> &Rect {
        &self.bounds
    }

    /// Whether it may be smaller than what is known of it.
    pub fn is_loose(&self) -> bool {
        self.loose
    }

    /// Whether it is just its bounds.
    pub fn is_rect(&self) -> bool {
        self.is_upright() && !self.loose
    }

    /// Whether nothing more is known of it than its bounds.
    pub fn is_upright(&self) -> bool {
        self.shapes.is_empty()
    }

    /// Whether a point is inside.
    pub fn contains(&self, point: Point) -> bool {
        let b = &self.bounds;
        (b.x0..=b.x1).contains(&point.0)
            && (b.y0..=b.y1).contains(&point.1)
            && self.shapes.iter().all(|(shape, rule)| shape.contains(point, *rule))
    }

    /// The share of a quadrilateral that is inside, from 0 to 1.
    pub fn share(&self, quad: &Quad) -> f64 {
        const SIDE: u32 = 4;
        let bounds = quad.bounds();
        let inside = self.bounds.holds(&bounds, 1e-6);
        if self.shapes.is_empty() && inside {
            return 1.0;
        }
        if self.shapes.is_empty() && quad.is_upright() && quad.area() > 0.0 {
            let left = self.bounds.intersect(&bounds);
            return (left.width() * left.height() / quad.area()).clamp(0.0, 1.0);
        }
        let step = |n: u32| (f64::from(n) + 0.5) / f64::from(SIDE);
        let samples = (0..SIDE).flat_map(|u| (0..SIDE).map(move |v| (step(u), step(v))));
        let hits = samples.filter(|(u, v)| self.contains(quad.at(*u, *v))).count();
        f64::from(u32::try_from(hits).unwrap_or_default()) / f64::from(SIDE * SIDE)
    }

    fn spans(&self, y: f64) -> Vec<(f64, f64)> {
        if !(self.bounds.y0..=self.bounds.y1).contains(&y) {
            return Vec::new();
        }
        let mut spans = vec![(self.bounds.x0, self.bounds.x1)];
        for (shape, rule) in &self.shapes {
            spans = meet(&spans, &shape.spans(y, *rule));
        }
        spans
    }

    pub(super) fn narrow_to_rect(&mut self, rect: &Rect) {
        self.bounds = self.bounds.intersect(rect);
    }

    pub(super) fn narrow_to_quad(&mut self, quad: &Quad) {
        self.narrow(&Outline::from(*quad), FillRule::NonZero);
    }

    pub(super) fn narrow(&mut self, outline: &Outline, rule: FillRule) {
        let bounds = outline.bounds().unwrap_or_default();
        self.narrow_to_rect(&bounds);
        if outline.as_rect().is_some() || self.bounds.is_empty() {
            return;
        }
        if self.shapes.len() < Self::MOST_SHAPES && outline.points() <= Self::MOST_POINTS {
            self.shapes.push((Rc::new(outline.clone()), rule));
        } else {
            self.loose = true;
        }
    }

    /// Owns that something narrowed it that is not known.
    pub(super) fn loosen(&mut self) {
        self.loose = true;
    }
}

/// What two lists of spans have in common; both in order.
fn meet(a: &[(f64, f64)], b: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut common = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (a.get(i), b.get(j)) {
        let (from, to) = (p.0.max(q.0), p.1.min(q.1));
        if from < to {
            common.push((from, to));
        }
        if p.1 < q.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// A path under construction (8.5.2).
#[derive(Debug, Default)]
pub(super) struct PathBuilder {
    parts: Vec<Vec<Point>>,
    points: usize,
    /// In user space, for `v` and for closing.
    current: Option<Point>,
    start: Option<Point>,
    pub(super) segments: usize,
    /// Whether parts had to be left out.
    pub(super) cut: bool,
}

/// Points that are kept of one path; further segments are only counted.
const MOST_PATH_POINTS: usize = 16_384;
/// Chords for a curve.
const CHORDS: u32 = 6;

impl PathBuilder {
    pub(super) fn move_to(&mut self, point: Point, matrix: &Matrix) {
        (self.start, self.current) = (Some(point), Some(point));
        self.segments += 1;
        if self.points < MOST_PATH_POINTS {
            self.parts.push(Vec::new());
            self.add(point, matrix);
        } else {
            self.cut = true;
        }
    }

    pub(super) fn line_to(&mut self, point: Point, matrix: &Matrix) {
        self.ensure_start(point, matrix);
        self.segments += 1;
        self.add(point, matrix);
        self.current = Some(point);
    }

    /// A cubic curve; without a first control point it is the current point (`v`).
    pub(super) fn curve_to(&mut self, first: Option<Point>, second: Point, end: Point, matrix: &Matrix) {
        self.ensure_start(first.unwrap_or(second), matrix);
        self.segments += 1;
        let start = self.current.unwrap_or(end);
        let first = first.unwrap_or(start);
        for n in 1..=CHORDS {
            let t = f64::from(n) / f64::from(CHORDS);
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            let at = |p: f64, q: f64, r: f64, z: f64| a * p + b * q + c * r + d * z;
            self.add((at(start.0, first.0, second.0, end.0), at(start.1, first.1, second.1, end.1)), matrix);
        }
        self.current = Some(end);
    }

    pub(super) fn rectangle(&mut self, (x, y): Point, width: f64, height: f64, matrix: &Matrix) {
        self.move_to((x, y), matrix);
        for corner in [(x + width, y), (x + width, y + height), (x, y + height)] {
            self.add(corner, matrix);
        }
        self.close();
    }

    pub(super) fn close(&mut self) {
        self.current = self.start;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.segments == 0
    }

    pub(super) fn outline(self) -> Outline {
        Outline { parts: self.parts }
    }

    /// A path that begins without `m` begins where it first goes.
    fn ensure_start(&mut self, point: Point, matrix: &Matrix) {
        if self.current.is_none() {
            self.move_to(point, matrix);
            self.segments -= 1;
        } else if self.parts.last().is_none_or(Vec::is_empty) && self.points < MOST_PATH_POINTS {
            self.parts.push(Vec::new());
        }
    }

    fn add(&mut self, point: Point, matrix: &Matrix) {
        if self.points >= MOST_PATH_POINTS {
            self.cut = true;
        } else if let Some(part) = self.parts.last_mut() {
            part.push(matrix.point(point));
            self.points += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle() -> Outline {
        Outline { parts: vec![vec![(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]] }
    }

    #[test]
    fn a_rectangle_is_known_however_it_was_drawn() {
        let mut path = PathBuilder::default();
        path.rectangle((1.0, 2.0), 3.0, 4.0, &Matrix::IDENTITY);
        assert_eq!(path.outline().as_rect(), Some(Rect::between((1.0, 2.0), (4.0, 6.0))));
        let turned = Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let mut path = PathBuilder::default();
        path.move_to((0.0, 0.0), &turned);
        for corner in [(2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)] {
            path.line_to(corner, &turned);
        }
        assert_eq!(path.outline().as_rect(), Some(Rect::between((-1.0, 0.0), (0.0, 2.0))));
        assert_eq!(triangle().as_rect(), None);
    }

    #[test]
    fn a_clip_leaves_the_share_that_is_inside() {
        let page = Rect::of_size(100.0, 100.0);
        let quad = Quad::of(&Rect::between((90.0, 0.0), (110.0, 10.0)), &Matrix::IDENTITY);
        assert!((Clip::whole(page).share(&quad) - 0.5).abs() < 1e-9);
        let mut clip = Clip::whole(page);
        clip.narrow(&triangle(), FillRule::NonZero);
        assert!(!clip.is_rect() && !clip.is_loose());
        let whole = Quad::of(&Rect::of_size(10.0, 10.0), &Matrix::IDENTITY);
        assert!((clip.share(&whole) - 0.5).abs() < 0.15);
        assert!(clip.contains((1.0, 1.0)) && !clip.contains((9.0, 9.0)));
    }

    #[test]
    fn spans_follow_the_rule() {
        let square =
            |side: f64, at: f64| vec![(at, at), (at + side, at), (at + side, at + side), (at, at + side)];
        let nested = Outline { parts: vec![square(10.0, 0.0), square(4.0, 3.0)] };
        assert_eq!(nested.spans(5.0, FillRule::NonZero), [(0.0, 10.0)]);
        assert_eq!(nested.spans(5.0, FillRule::EvenOdd), [(0.0, 3.0), (7.0, 10.0)]);
        assert!(nested.contains((5.0, 5.0), FillRule::NonZero));
        assert!(!nested.contains((5.0, 5.0), FillRule::EvenOdd));
        assert!(nested.spans(20.0, FillRule::NonZero).is_empty());
    }
}
