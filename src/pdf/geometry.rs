/// A rectangle in points, lower left corner first.
///
/// ```
/// use edocpack::pdf::Rect;
///
/// let a4 = Rect::of_size(595.0, 842.0);
/// let field = Rect::between((100.0, 700.0), (300.0, 720.0));
/// assert!(a4.contains(&field, 0.0) && a4.overlaps(&field));
/// assert_eq!((field.width(), field.height()), (200.0, 20.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Bottom.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Top.
    pub y1: f64,
}

impl Rect {
    /// The rectangle between any two opposite corners.
    pub fn between((xa, ya): (f64, f64), (xb, yb): (f64, f64)) -> Self {
        Self { x0: xa.min(xb), y0: ya.min(yb), x1: xa.max(xb), y1: ya.max(yb) }
    }

    /// The rectangle with its lower left corner at the origin.
    pub fn of_size(width: f64, height: f64) -> Self {
        Self { x0: 0.0, y0: 0.0, x1: width, y1: height }
    }

    /// Width in points.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Smaller by `by` on every side; at most to an empty one.
    #[must_use]
    pub fn inset(&self, by: f64) -> Self {
        let (dx, dy) = (by.min(self.width() / 2.0), by.min(self.height() / 2.0));
        Self { x0: self.x0 + dx, y0: self.y0 + dy, x1: self.x1 - dx, y1: self.y1 - dy }
    }

    /// Whether `other` is inside, with a tolerance of `slack` points.
    pub fn contains(&self, other: &Self, slack: f64) -> bool {
        other.x0 >= self.x0 - slack
            && other.y0 >= self.y0 - slack
            && other.x1 <= self.x1 + slack
            && other.y1 <= self.y1 + slack
    }

    /// Whether the two have a common area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// The common area; empty where there is none.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        Self { x0, y0, x1: self.x1.min(other.x1).max(x0), y1: self.y1.min(other.y1).max(y0) }
    }

    /// The smallest rectangle that contains both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether it has no area.
    pub fn is_empty(&self) -> bool {
        self.width() <= 0.0 || self.height() <= 0.0
    }
}

/// A transformation matrix `[a b c d e f]` (ISO 32000-2, 8.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The product: first `self`, then `after`.
    #[must_use]
    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    pub(crate) fn then(&self, after: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = after.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    pub(crate) fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The bounding box of the transformed `rect`.
    pub(crate) fn rect(&self, rect: &Rect) -> Rect {
        let diagonal = |from, to| Rect::between(self.point(from), self.point(to));
        diagonal((rect.x0, rect.y0), (rect.x1, rect.y1))
            .union(&diagonal((rect.x0, rect.y1), (rect.x1, rect.y0)))
    }

    /// The inverse; `None` where the matrix is singular.
    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    pub(crate) fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let by = 1.0 / self.determinant();
        let inverse = [d * by, -b * by, -c * by, a * by, (c * f - d * e) * by, (b * e - a * f) * by];
        // Never -0: it would be written.
        inverse.iter().all(|n| n.is_finite()).then(|| Self(inverse.map(|n| n + 0.0)))
    }

    pub(crate) fn determinant(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        a * d - b * c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_moves_the_corners() {
        let quarter = Matrix([0.0, 1.0, -1.0, 0.0, 10.0, 0.0]);
        assert_eq!(quarter.rect(&Rect::of_size(30.0, 10.0)), Rect::of_size(10.0, 30.0));
        assert_eq!(quarter.then(&Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 1.0])).point((0.0, 0.0)), (20.0, 1.0));
    }

    #[test]
    fn an_inverse_undoes() {
        let map = Matrix([0.0, 2.0, -4.0, 0.0, 10.0, 3.0]);
        let both = map.then(&map.inverse().unwrap());
        assert_eq!(both, Matrix::IDENTITY);
        assert_eq!(Matrix([1.0, 1.0, 1.0, 1.0, 0.0, 0.0]).inverse(), None);
    }

    #[test]
    fn an_inset_is_never_inside_out() {
        let thin = Rect::of_size(10.0, 1.0).inset(2.0);
        assert_eq!((thin.x0, thin.y0, thin.x1, thin.y1), (2.0, 0.5, 8.0, 0.5));
    }
}
