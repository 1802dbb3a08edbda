//! Glyphs drawn as paths: by a program, which draws equal glyphs with equal paths, or traced from an image, where
//! no two are equal.

use serde::Serialize;

use super::coverage_grid::{CellSample, CoverageGrid};
use crate::pdf::content::Point;

/// Smaller shapes, in points, are dots and specks: they are equal in any drawing.
const SMALLEST: f64 = 3.0;
/// Larger ones are no glyphs, in points.
const LARGEST: f64 = 72.0;
/// Shapes with fewer points are bars and boxes: they are equal in any drawing, too.
const LEAST_POINTS: usize = 8;
/// This many points of a larger shape may be one glyph.
const POINTS_OF_A_LETTER: usize = 20;
/// How far two drawings of one glyph may differ, in points: coordinates are written with few decimals.
const TOLERANCE: f64 = 0.03;
/// Fewer glyphs are a logo.
const LEAST_LETTERS: usize = 60;
/// With more shapes that equal no other, the page is traced.
const MOST_UNIQUE: usize = 400;
/// More shapes are not compared.
const MOST_COMPARED: usize = 40_000;
/// The number of similar shapes with which each is compared.
const NEIGHBOURS: usize = 64;
/// More shapes with their centre in one cell of the page are stacked, not written.
const MOST_IN_CELL: u8 = 6;

/// The closed subpaths of a page, by what they may be. See [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[non_exhaustive]
pub(crate) struct OutlineCounts {
    /// As large and as intricate as glyphs, visible, and drawn more than once in exactly the same way.
    pub letters: usize,
    /// As large as glyphs, simple, and drawn more than once.
    pub bars: usize,
    /// As large as glyphs, and equal to no other; and as many as larger ones may contain.
    #[serde(rename = "odd")]
    pub unique: usize,
    /// Smaller than glyphs.
    pub specks: usize,
}

impl OutlineCounts {
    /// Whether a program drew them as text.
    pub(super) fn are_letters(&self) -> bool {
        let few_odd = self.unique <= (self.letters / 4).min(MOST_UNIQUE);
        self.letters >= LEAST_LETTERS
            && few_odd
            && self.bars <= self.letters
            && self.specks <= 2 * self.letters
    }
}

/// Collects the subpaths of a page.
#[derive(Debug, Default)]
pub(super) struct OutlineCollector {
    shapes: Vec<OutlineShape>,
    counts: OutlineCounts,
}

/// What is compared of a shape.
#[derive(Debug)]
struct OutlineShape {
    points: usize,
    width: f64,
    height: f64,
    /// The mean of its points, from its lower left corner.
    x: f64,
    y: f64,
    /// The cell of its centre; `None` where it is invisible.
    sample: Option<CellSample>,
}

impl OutlineCollector {
    /// Adds a closed subpath, in points. `seen` returns the cell of its centre, if it is visible.
    pub(super) fn add_subpath(
        &mut self,
        part: &[Point],
        unit: f64,
        seen: impl FnOnce(Point) -> Option<CellSample>,
    ) {
        let Some(shape) = OutlineShape::of(part, unit) else { return };
        let side = shape.width.max(shape.height);
        if side < SMALLEST {
            self.counts.specks += 1;
        } else if side > LARGEST || self.shapes.len() >= MOST_COMPARED {
            self.counts.unique += part.len() / POINTS_OF_A_LETTER;
        } else {
            let (x, y) = part.first().copied().unwrap_or_default();
            self.shapes.push(OutlineShape { sample: seen((x, y)), ..shape });
        }
    }

    /// Finds which shapes are equal.
    pub(super) fn count(mut self, grid: &mut CoverageGrid) -> OutlineCounts {
        let mut found = self.counts;
        self.shapes.sort_by(|a, b| a.points.cmp(&b.points).then(a.x.total_cmp(&b.x)));
        for (at, shape) in self.shapes.iter().enumerate() {
            let before = self.shapes.get(..at).unwrap_or_default().iter().rev();
            let after = self.shapes.get(at + 1..).unwrap_or_default().iter();
            let alike = before.take(NEIGHBOURS).any(|other| shape.is_like(other))
                || after.take(NEIGHBOURS).any(|other| shape.is_like(other));
            if !alike {
                found.unique += 1;
            } else if shape.points < LEAST_POINTS {
                found.bars += 1;
            } else if let Some(sample) = shape.sample.filter(|sample| !grid.is_covered(sample)) {
                found.letters += usize::from(grid.count_glyph(&sample) <= MOST_IN_CELL);
            }
        }
        found
    }
}

impl OutlineShape {
    fn of(part: &[Point], unit: f64) -> Option<Self> {
        let (first, count) = (part.first()?, part.len());
        let (mut low, mut high, mut sum) = (*first, *first, (0.0, 0.0));
        for (x, y) in part {
            low = (low.0.min(*x), low.1.min(*y));
            high = (high.0.max(*x), high.1.max(*y));
            sum = (sum.0 + x, sum.1 + y);
        }
        let mean = |sum: f64, low: f64| (sum / count as f64 - low) * unit;
        let shape = Self {
            points: count,
            width: (high.0 - low.0) * unit,
            height: (high.1 - low.1) * unit,
            x: mean(sum.0, low.0),
            y: mean(sum.1, low.1),
            sample: None,
        };
        [shape.width, shape.height, shape.x, shape.y].iter().all(|n| n.is_finite()).then_some(shape)
    }

    fn is_like(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64, most: f64| (a - b).abs() <= most;
        self.points == other.points
            && near(self.x, other.x, TOLERANCE)
            && near(self.y, other.y, TOLERANCE)
            && near(self.width, other.width, 2.0 * TOLERANCE)
            && near(self.height, other.height, 2.0 * TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    /// A star of this many points around a position, each moved by `wobble`.
    fn star(points: usize, (x, y): Point, wobble: impl Fn(usize) -> f64) -> Vec<Point> {
        let at = |n: usize| {
            let turn = n as f64 / points as f64 * std::f64::consts::TAU;
            let size = if n.is_multiple_of(2) { 5.0 } else { 2.5 } + wobble(n);
            (x + size * turn.cos(), y + size * turn.sin())
        };
        (0..points).map(at).collect()
    }

    fn shapes(wobble: impl Fn(usize, usize) -> f64) -> OutlineCounts {
        let mut grid = CoverageGrid::new();
        grid.reset(Rect::of_size(600.0, 800.0));
        let mut drawing = OutlineCollector::default();
        for n in 0..400 {
            let place = (20.0 + (n % 20) as f64 * 28.0, 20.0 + (n / 20) as f64 * 38.0);
            let part = star(10 + n % 7, place, |m| wobble(n, m));
            drawing.add_subpath(&part, 1.0, |point| grid.sample(point));
        }
        drawing.count(&mut grid)
    }

    #[test]
    fn what_a_program_draws_is_drawn_the_same_each_time() {
        let exact = shapes(|_, _| 0.0);
        assert_eq!((exact.letters, exact.unique), (400, 0));
        // Coordinates rounded to hundredths.
        assert!(shapes(|n, m| ((n * 31 + m * 17) % 10) as f64 / 1000.0).are_letters());
    }

    #[test]
    fn what_is_traced_is_not() {
        let traced = shapes(|n, m| ((n * n * 31 + m * m * 17 + n * m) % 97) as f64 / 97.0 - 0.5);
        assert!(traced.unique > 350 && !traced.are_letters(), "{traced:?}");
    }

    #[test]
    fn specks_and_bars_are_no_letters() {
        let mut grid = CoverageGrid::new();
        grid.reset(Rect::of_size(600.0, 800.0));
        let mut drawing = OutlineCollector::default();
        for n in 0..100u32 {
            let x = f64::from(n) * 5.0;
            drawing.add_subpath(&[(x, 0.0), (x + 1.0, 0.0), (x, 1.0)], 1.0, |point| grid.sample(point));
            drawing.add_subpath(&[(x, 9.0), (x + 9.0, 9.0), (x, 12.0)], 1.0, |point| grid.sample(point));
        }
        drawing.add_subpath(&[(0.0, 0.0), (500.0, 500.0)].repeat(100), 1.0, |_| None);
        drawing.add_subpath(&[(f64::NAN, 0.0)], 1.0, |_| None);
        let found = drawing.count(&mut grid);
        assert_eq!(found, OutlineCounts { letters: 0, bars: 100, unique: 10, specks: 100 });
    }
}
