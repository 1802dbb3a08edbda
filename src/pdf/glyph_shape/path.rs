//! The outline of a glyph as straight edges between integer points.

use skrifa::outline::OutlinePen;

/// Units of one em.
pub(super) const EM: i32 = 8192;
/// Farther from the origin no font draws.
const FARTHEST: i32 = 32 * EM;
/// More commands are not taken: letters and digits need some hundred.
const MOST_COMMANDS: usize = 2_000;
/// Straight pieces of a quadratic curve, and of a cubic one.
const PIECES: [i32; 2] = [4, 8];

/// The outline of a glyph, drawn command by command (it is a pen of `skrifa`).
///
/// Coordinates are in font units, y upwards from the baseline. A glyph is filled by the nonzero winding number rule
/// (ISO 32000-2, 9.3.6). Commands beyond 2,000 and points beyond 32 em are not drawn; the shape is unproved then.
#[derive(Debug, Clone)]
pub(crate) struct GlyphPath {
    units_per_em: f64,
    commands: usize,
    start: PathPoint,
    at: PathPoint,
    edges: Vec<Edge>,
    whole: bool,
}

/// In 1/8192 em.
pub(super) type PathPoint = [i32; 2];
/// From one point to another.
pub(super) type Edge = [PathPoint; 2];

impl GlyphPath {
    /// Nothing is drawn yet. For a Type 1 or CFF program, the units of an em are one by the first number of its
    /// font matrix.
    pub(crate) fn new(units_per_em: f64) -> Self {
        let whole = (16.0..=65_536.0).contains(&units_per_em);
        Self { units_per_em, commands: 0, start: [0; 2], at: [0; 2], edges: Vec::new(), whole }
    }

    /// Begins a contour; one that is open is closed, as filling does.
    pub(crate) fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        if let Some([to]) = self.points([(x, y)]) {
            (self.start, self.at) = (to, to);
        }
    }

    /// A straight line.
    pub(crate) fn line_to(&mut self, x: f32, y: f32) {
        if let Some([to]) = self.points([(x, y)]) {
            self.edge_to(to);
        }
    }

    /// A quadratic curve.
    pub(crate) fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let Some([control, to]) = self.points([(cx, cy), (x, y)]) else { return };
        let (from, [n, _]) = (self.at, PIECES);
        for i in 1..=n {
            let j = n - i;
            self.edge_to(mean([from, control, to], [j * j, 2 * i * j, i * i], n * n));
        }
    }

    /// A cubic curve.
    pub(crate) fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let Some([first, second, to]) = self.points([(cx0, cy0), (cx1, cy1), (x, y)]) else { return };
        let (from, [_, n]) = (self.at, PIECES);
        for i in 1..=n {
            let j = n - i;
            let weights = [j * j * j, 3 * i * j * j, 3 * i * i * j, i * i * i];
            self.edge_to(mean([from, first, second, to], weights, n * n * n));
        }
    }

    /// Back to where the contour began.
    pub(crate) fn close(&mut self) {
        self.edge_to(self.start);
    }

    /// The edges with an extent; `None` where not all was taken.
    pub(super) fn edges(&self) -> Option<Vec<Edge>> {
        let mut path = self.clone();
        path.close();
        path.whole.then_some(path.edges)
    }

    fn edge_to(&mut self, to: PathPoint) {
        if self.at != to {
            self.edges.push([self.at, to]);
        }
        self.at = to;
    }

    /// In our units; `None` where one is out of bounds, or there were too many.
    fn points<const N: usize>(&mut self, points: [(f32, f32); N]) -> Option<[PathPoint; N]> {
        self.commands += 1;
        let scale = f64::from(EM) / self.units_per_em;
        let fits = |n: f32| f64::from(n).abs() * scale <= f64::from(FARTHEST);
        self.whole &= self.commands <= MOST_COMMANDS && points.iter().all(|(x, y)| fits(*x) && fits(*y));
        #[expect(clippy::cast_possible_truncation, reason = "within bounds")]
        let number = |n: f32| (f64::from(n) * scale).round() as i32;
        self.whole.then(|| points.map(|(x, y)| [number(x), number(y)]))
    }
}

impl OutlinePen for GlyphPath {
    fn move_to(&mut self, x: f32, y: f32) {
        Self::move_to(self, x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        Self::line_to(self, x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        Self::quad_to(self, cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        Self::curve_to(self, cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        Self::close(self);
    }
}

/// The weighted mean of points.
fn mean<const N: usize>(points: [PathPoint; N], weights: [i32; N], sum: i32) -> PathPoint {
    let mut total = [0; 2];
    for ([x, y], weight) in points.into_iter().zip(weights) {
        total = [total[0] + x * weight, total[1] + y * weight];
    }
    total.map(|total: i32| total.div_euclid(sum))
}
