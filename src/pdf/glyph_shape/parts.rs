//! The ink of a glyph, whole, and as a letter with a mark above or below it.

use super::path::{Edge, GlyphPath};
use super::raster::{ALL_LINES, Bounds, FULL, ScanLines, turned};

/// The ink of a glyph and how it can be taken apart.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) edges: Vec<Edge>,
    pub(super) whole: Bounds,
    /// The mark and the letter, where a line without ink lies between them.
    pub(super) above: Option<Marked>,
    pub(super) below: Option<Marked>,
}

/// A letter and its mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    pub(super) base: Bounds,
    pub(super) mark: Bounds,
}

/// Why an outline has no parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoParts {
    Blank,
    Hostile,
}

impl Parts {
    pub(super) fn of(path: &GlyphPath) -> Result<Self, NoParts> {
        let edges = path.edges().ok_or(NoParts::Hostile)?;
        let bounds = bounds_of(&edges).ok_or(NoParts::Blank)?;
        let rows = ScanRows::of(&edges, &bounds).ok_or(NoParts::Hostile)?;
        let columns = ScanRows::of(&turned(&edges), &bounds.turned()).ok_or(NoParts::Hostile)?;
        let across = columns.within(0, ALL_LINES).map(|across| across.turned());
        match (rows.within(0, ALL_LINES), across) {
            (None, None) => Err(NoParts::Blank),
            (Some(whole), Some(across)) if whole.is_nearly(&bounds) && across.is_nearly(&bounds) => {
                Ok(Self { whole, above: rows.above(), below: rows.below(), edges })
            }
            // An outline that reaches beyond its ink, or ink between the lines.
            _ => Err(NoParts::Hostile),
        }
    }
}

/// The box around the ends of all edges.
fn bounds_of(edges: &[Edge]) -> Option<Bounds> {
    let xs = || edges.iter().flatten().map(|[x, _]| *x);
    let ys = || edges.iter().flatten().map(|[_, y]| *y);
    Some(Bounds { left: xs().min()?, bottom: ys().min()?, right: xs().max()?, top: ys().max()? })
}

/// From where to where there is ink, line by line from the bottom.
struct ScanRows {
    bounds: Bounds,
    ink: Vec<Option<[i32; 2]>>,
}

impl ScanRows {
    fn of(edges: &[Edge], bounds: &Bounds) -> Option<Self> {
        let lines = ScanLines::of(edges, bounds)?;
        let ink =
            lines.iter().map(|spans: &[[i32; 2]]| Some([spans.first()?[0], spans.last()?[1]])).collect();
        Some(Self { bounds: *bounds, ink })
    }

    /// The box around the ink of some lines.
    fn within(&self, from: usize, to: usize) -> Option<Bounds> {
        let rows = self.ink.get(from..to)?;
        let first = from + rows.iter().position(Option::is_some)?;
        let last = from + rows.iter().rposition(Option::is_some)?;
        let left = rows.iter().flatten().map(|[left, _]| *left).min()?;
        let right = rows.iter().flatten().map(|[_, right]| *right).max()?;
        let share = |length: i32, part: i64, of: i32| {
            i32::try_from(i64::from(length) * part / i64::from(of)).unwrap_or_default()
        };
        let x = |part: i32| self.bounds.left + share(self.bounds.width(), part.into(), FULL);
        let y = |line: usize| {
            let line = i64::try_from(line).unwrap_or_default();
            self.bounds.bottom + share(self.bounds.height(), line, 96)
        };
        Some(Bounds { left: x(left), bottom: y(first), right: x(right), top: y(last + 1) })
    }

    fn above(&self) -> Option<Marked> {
        let gap = self.ink.iter().rposition(Option::is_none)?;
        let marked = Marked { base: self.within(0, gap)?, mark: self.within(gap, ALL_LINES)? };
        marked.is_likely().then_some(marked)
    }

    fn below(&self) -> Option<Marked> {
        let gap = self.ink.iter().position(Option::is_none)?;
        let marked = Marked { base: self.within(gap, ALL_LINES)?, mark: self.within(0, gap)? };
        marked.is_likely().then_some(marked)
    }
}

impl Marked {
    /// Marks are lower than letters.
    fn is_likely(&self) -> bool {
        self.mark.height() < self.base.height()
    }
}
