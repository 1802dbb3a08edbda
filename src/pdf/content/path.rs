//! Path construction operators (ISO 32000-2, 8.5.2).

use super::shape::{PathOutline, Point};
use crate::pdf::geometry::Matrix;

/// The path under construction, its points in default user space.
#[derive(Debug, Default)]
pub(super) struct PathBuilder {
    outline: PathOutline,
    /// In user space, for `v` and for closing.
    current: Option<Point>,
    start: Option<Point>,
    pub(super) segments: usize,
    /// Whether points were dropped.
    pub(super) truncated: bool,
}

/// The most points of one path; further segments are only counted.
const MOST_PATH_POINTS: usize = 16_384;
/// A Bézier curve as six chords: the weights of its control points at the end of each.
const CHORDS: [[f64; 4]; 6] = [chord(1.0), chord(2.0), chord(3.0), chord(4.0), chord(5.0), chord(6.0)];

const fn chord(sixths: f64) -> [f64; 4] {
    let (s, t) = (1.0 - sixths / 6.0, sixths / 6.0);
    [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t]
}

impl PathBuilder {
    pub(super) fn move_to(&mut self, point: Point, matrix: &Matrix) {
        (self.start, self.current) = (Some(point), Some(point));
        self.segments += 1;
        if self.outline.point_count() < MOST_PATH_POINTS {
            self.outline.begin_subpath();
            self.add(point, matrix);
        } else {
            self.truncated = true;
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
        // Transforming the control points transforms the curve.
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

    pub(super) fn into_outline(self) -> PathOutline {
        self.outline
    }

    /// An empty path in the allocation of another: content has thousands.
    pub(super) fn reusing(outline: PathOutline) -> Self {
        Self { outline: outline.cleared(), ..Self::default() }
    }

    /// Begins a subpath at this point where `m` is missing.
    fn ensure_start(&mut self, point: Point, matrix: &Matrix) {
        if self.current.is_none() {
            self.move_to(point, matrix);
            self.segments -= 1;
        } else if self.outline.is_empty() && self.outline.point_count() < MOST_PATH_POINTS {
            self.outline.begin_subpath();
        }
    }

    fn add(&mut self, point: Point, matrix: &Matrix) {
        self.push(matrix.point(point));
    }

    /// Adds a point of default user space.
    fn push(&mut self, point: Point) {
        if self.outline.point_count() >= MOST_PATH_POINTS {
            self.truncated = true;
        } else {
            self.outline.push(point);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::triangle;
    use super::*;
    use crate::pdf::geometry::Rect;

    #[test]
    fn a_rectangle_is_known_however_it_was_drawn() {
        let mut path = PathBuilder::default();
        path.rectangle((1.0, 2.0), 3.0, 4.0, &Matrix::IDENTITY);
        assert_eq!(path.into_outline().as_rect(), Some(Rect::between((1.0, 2.0), (4.0, 6.0))));
        let turned = Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let mut path = PathBuilder::default();
        path.move_to((0.0, 0.0), &turned);
        for corner in [(2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)] {
            path.line_to(corner, &turned);
        }
        assert_eq!(path.into_outline().as_rect(), Some(Rect::between((-1.0, 0.0), (0.0, 2.0))));
        assert_eq!(triangle().as_rect(), None);
    }
}
