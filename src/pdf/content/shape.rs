//! Quadrilaterals, outlines and what a clip leaves of them, in points of default user space.

use std::rc::Rc;

use crate::pdf::geometry::{Matrix, Rect};

/// A point: x, y.
pub type Point = (f64, f64);

/// A rectangle as a matrix leaves it: a parallelogram, its corners in order around it. See [`Outline`].
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
        (length((b.0 - a.0, b.1 - a.1)), length((d.0 - a.0, d.1 - a.1)))
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

/// The length of a vector. Coordinates are far from where squares overflow.
pub(super) fn length((x, y): Point) -> f64 {
    (x * x + y * y).sqrt()
}

/// How an outline is filled (ISO 32000-2, 8.5.3.3). See [`Outline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillRule {
    /// By the number of crossings.
    EvenOdd,
    /// By the winding number.
    NonZero,
}

/// A path with its curves drawn as chords; every part is closed.
///
/// ```
/// use edocpack::pdf::Rect;
/// use edocpack::pdf::content::{FillRule, Outline, Quad};
///
/// let square = Rect::between((0.0, 0.0), (10.0, 10.0));
/// let outline = Outline::from(Quad::from(square));
/// assert_eq!(outline.as_rect(), Some(square));
/// assert!(outline.contains((5.0, 5.0), FillRule::NonZero) && !outline.contains((15.0, 5.0), FillRule::NonZero));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outline {
    /// Of all parts.
    points: Vec<Point>,
    /// Where each part ends among them.
    ends: Vec<usize>,
}

impl Outline {
    /// Its parts, each closed.
    pub fn parts(&self) -> impl Iterator<Item = &[Point]> {
        let mut from = 0;
        self.ends
            .iter()
            .map(move |to| self.points.get(std::mem::replace(&mut from, *to)..*to).unwrap_or_default())
    }

    /// How many points it has.
    pub fn points(&self) -> usize {
        self.points.len()
    }

    /// The box around it; `None` where it is empty.
    pub fn bounds(&self) -> Option<Rect> {
        bounds(&self.points)
    }

    /// The rectangle that it is, where it is one upright rectangle.
    pub fn as_rect(&self) -> Option<Rect> {
        let [_] = self.ends.as_slice() else { return None };
        let corners = match self.points.as_slice() {
            [a, rest @ .., z] if a == z && rest.len() == 3 => self.points.get(..4)?,
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
        let mut spans = self.spans(y, rule);
        if clip.is_upright() {
            let b = clip.bounds();
            for (from, to) in &mut spans {
                (*from, *to) = (from.max(b.x0), to.min(b.x1));
            }
            spans.retain(|(from, to)| from < to && (b.y0..=b.y1).contains(&y));
            return spans;
        }
        meet(&spans, &clip.spans(y))
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
        let mut outline = Self::default();
        for quad in quads {
            outline.begin();
            quad.0.iter().for_each(|corner| outline.push(*corner));
        }
        outline
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        self.parts().flat_map(|part| part.iter().copied().zip(part.iter().copied().cycle().skip(1)))
    }

    fn begin(&mut self) {
        self.ends.push(self.points.len());
    }

    /// Takes a point of the part that was begun last.
    fn push(&mut self, point: Point) {
        self.points.push(point);
        if let Some(end) = self.ends.last_mut() {
            *end = self.points.len();
        }
    }
}

impl From<Rect> for Quad {
    fn from(rect: Rect) -> Self {
        Self::of(&rect, &Matrix::IDENTITY)
    }
}

impl From<Quad> for Outline {
    fn from(quad: Quad) -> Self {
        Self { points: quad.0.to_vec(), ends: vec![quad.0.len()] }
    }
}

fn bounds(points: &[Point]) -> Option<Rect> {
    let (first, rest) = points.split_first()?;
    let mut found = Rect::between(*first, *first);
    for (x, y) in rest {
        // Plain comparisons: no coordinate is NaN, and this is done for everything that is painted.
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

/// What is left of the page for painting.
///
/// ```
/// use edocpack::pdf::Rect;
/// use edocpack::pdf::content::{Clip, Quad};
///
/// let page = Clip::whole(Rect::of_size(595.0, 842.0));
/// let half_outside = Quad::from(Rect::between((-50.0, 0.0), (50.0, 100.0)));
/// assert!((page.share(&half_outside) - 0.5).abs() < 1e-9);
/// assert!(page.contains((10.0, 10.0)) && !page.contains((-10.0, 10.0)));
/// ```
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
    outline: Outline,
    /// In user space, for `v` and for closing.
    current: Option<Point>,
    start: Option<Point>,
    pub(super) segments: usize,
    /// Whether parts had to be left out.
    pub(super) cut: bool,
}

/// Points that are kept of one path; further segments are only counted.
const MOST_PATH_POINTS: usize = 16_384;
/// A curve as six chords: the weights of its control points at the end of each.
const CHORDS: [[f64; 4]; 6] = [chord(1.0), chord(2.0), chord(3.0), chord(4.0), chord(5.0), chord(6.0)];

const fn chord(sixths: f64) -> [f64; 4] {
    let (s, t) = (1.0 - sixths / 6.0, sixths / 6.0);
    [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t]
}

impl PathBuilder {
    pub(super) fn move_to(&mut self, point: Point, matrix: &Matrix) {
        (self.start, self.current) = (Some(point), Some(point));
        self.segments += 1;
        if self.outline.points() < MOST_PATH_POINTS {
            self.outline.begin();
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
        // A curve is moved as its control points are.
        let [p, q, r, z] = [start, first.unwrap_or(start), second, end].map(|point| matrix.point(point));
        for [a, b, c, d] in CHORDS {
            let at = |p: f64, q: f64, r: f64, z: f64| a * p + b * q + c * r + d * z;
            self.push((at(p.0, q.0, r.0, z.0), at(p.1, q.1, r.1, z.1)));
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
        self.outline
    }

    /// An empty path in the memory of another: content has thousands.
    pub(super) fn in_place_of(mut outline: Outline) -> Self {
        outline.points.clear();
        outline.ends.clear();
        Self { outline, ..Self::default() }
    }

    /// A path that begins without `m` begins where it first goes.
    fn ensure_start(&mut self, point: Point, matrix: &Matrix) {
        if self.current.is_none() {
            self.move_to(point, matrix);
            self.segments -= 1;
        } else if self.outline.ends.is_empty() && self.outline.points() < MOST_PATH_POINTS {
            self.outline.begin();
        }
    }

    fn add(&mut self, point: Point, matrix: &Matrix) {
        self.push(matrix.point(point));
    }

    /// Takes a point of default user space.
    fn push(&mut self, point: Point) {
        if self.outline.points() >= MOST_PATH_POINTS {
            self.cut = true;
        } else {
            self.outline.push(point);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(parts: &[&[Point]]) -> Outline {
        let mut outline = Outline::default();
        for part in parts {
            outline.begin();
            part.iter().for_each(|point| outline.push(*point));
        }
        outline
    }

    fn triangle() -> Outline {
        outline(&[&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]])
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
        let nested = outline(&[&square(10.0, 0.0), &square(4.0, 3.0)]);
        assert_eq!(nested.spans(5.0, FillRule::NonZero), [(0.0, 10.0)]);
        assert_eq!(nested.spans(5.0, FillRule::EvenOdd), [(0.0, 3.0), (7.0, 10.0)]);
        assert!(nested.contains((5.0, 5.0), FillRule::NonZero));
        assert!(!nested.contains((5.0, 5.0), FillRule::EvenOdd));
        assert!(nested.spans(20.0, FillRule::NonZero).is_empty());
    }
}
