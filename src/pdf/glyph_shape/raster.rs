//! How much of each cell of a small grid an outline inks, by the nonzero winding number rule, in integers.
//!
//! Every line is exact along itself and there are four in a cell, along and across: what hides between the lines of
//! one direction is met by those of the other.

use std::ops::Range;

use super::path::{Edge, PathPoint};

/// Cells along either side of a grid.
pub(super) const SIDE: usize = 24;
/// Lines through a cell.
const LINES: usize = 4;
/// Lines through a grid.
pub(super) const ALL_LINES: usize = SIDE * LINES;
/// Parts of a cell along a line.
const CELL: i32 = 256;
/// Parts of a whole grid along a line.
pub(super) const FULL: i32 = 24 * CELL;
/// From one line to the next, in parts of a cell.
const STEP: i64 = 64;
/// What a cell full of ink has on all its lines.
const INKED: i32 = 4 * CELL;
/// More crossings of edges and lines are not worked out: letters have some thousand.
const MOST_CROSSINGS: usize = 60_000;

/// The covered part of each cell, 0 to 255, rows from the bottom.
pub(super) type CoverageCells = [[u8; SIDE]; SIDE];

/// An upright box in 1/8192 em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) left: i32,
    pub(super) bottom: i32,
    pub(super) right: i32,
    pub(super) top: i32,
}

impl Bounds {
    pub(super) fn width(&self) -> i32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> i32 {
        self.top - self.bottom
    }

    /// Whether no side is farther off than a cell.
    pub(super) fn is_nearly(&self, other: &Self) -> bool {
        let cell = self.width().max(self.height()).unsigned_abs().div_ceil(24);
        let sides = |bounds: &Self| [bounds.left, bounds.bottom, bounds.right, bounds.top];
        sides(self).iter().zip(sides(other)).all(|(a, b)| a.abs_diff(b) <= cell)
    }

    pub(super) fn turned(&self) -> Self {
        Self { left: self.bottom, bottom: self.left, right: self.top, top: self.right }
    }
}

/// The ink on the lines through a grid: pairs of first and last, in parts of a cell, ascending.
pub(super) struct ScanLines {
    spans: Vec<[i32; 2]>,
    /// Where those of each line end.
    ends: [usize; ALL_LINES],
}

impl ScanLines {
    /// The ink on each horizontal line of a box that is stretched over the whole grid; `None` where there are too
    /// many edges.
    pub(super) fn of(edges: &[Edge], bounds: &Bounds) -> Option<Self> {
        let whole = [0, FULL.into()];
        Self::within(edges, bounds, [whole, whole])
    }

    /// Line by line from the bottom.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[[i32; 2]]> {
        let starts = std::iter::once(0).chain(self.ends);
        starts.zip(self.ends).map(|(from, to)| self.spans.get(from..to).unwrap_or_default())
    }
}

/// The covered part of each cell, where the box is drawn on `across` by `along` cells in the middle of the grid (in
/// parts of a cell); `None` where there are too many edges, or the two directions see two things.
pub(super) fn coverage(edges: &[Edge], bounds: &Bounds, size: [i64; 2]) -> Option<CoverageCells> {
    let place = size.map(|length| [(i64::from(FULL) - length) / 2, length]);
    let turned = turned(edges);
    let rows = ScanLines::within(edges, bounds, place)?.fill();
    let columns = ScanLines::within(&turned, &bounds.turned(), [place[1], place[0]])?.fill();
    let mut grid = [[0; SIDE]; SIDE];
    let mut apart = 0;
    let mut ink = 0;
    for (y, (cells, row)) in grid.iter_mut().zip(&rows).enumerate() {
        for ((cell, along), column) in cells.iter_mut().zip(row).zip(&columns) {
            let across = column.get(y).copied().unwrap_or_default();
            apart += (along - across).abs();
            ink += along + across;
            // 255 where all of both is covered.
            *cell = u8::try_from((along + across) * 255 / (2 * INKED)).unwrap_or(u8::MAX);
        }
    }
    // Edges that lie slantwise in a cell make a small difference.
    (apart * 2 <= ink).then_some(grid)
}

/// Across for along.
pub(super) fn turned(edges: &[Edge]) -> Vec<Edge> {
    edges.iter().map(|edge| edge.map(|[x, y]| [y, x])).collect()
}

/// Where an edge crosses a line, and whether upwards.
type Crossing = (i32, i8);

impl ScanLines {
    /// `place` is the first part and the length, along and across.
    fn within(edges: &[Edge], bounds: &Bounds, place: [[i64; 2]; 2]) -> Option<Self> {
        let [[x_from, x_length], [y_from, y_length]] = place;
        let (width, height) = (i64::from(bounds.width()).max(1), i64::from(bounds.height()).max(1));
        let to_grid = |[x, y]: PathPoint| {
            let x = x_from + (i64::from(x) - i64::from(bounds.left)) * x_length / width;
            let y = y_from + (i64::from(y) - i64::from(bounds.bottom)) * y_length / height;
            [x, y]
        };
        // What is above or below the box belongs to another part.
        let (low, high) = (line_at(y_from), line_at(y_from + y_length));
        let sloped = edges.iter().filter_map(|edge| Sloped::between(edge.map(to_grid), low, high));
        let sloped: Vec<Sloped> = sloped.collect();
        let mut ends = [0; ALL_LINES];
        for edge in &sloped {
            ends.get_mut(edge.lines.clone())?.iter_mut().for_each(|count| *count += 1);
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        if total > MOST_CROSSINGS {
            return None;
        }
        let mut crossings: Vec<Crossing> = vec![(0, 0); total];
        for edge in &sloped {
            for (line, end) in ends.iter_mut().enumerate().take(edge.lines.end).skip(edge.lines.start) {
                *crossings.get_mut(*end)? = edge.at(line);
                *end += 1;
            }
        }
        Some(Self::covered(&mut crossings, ends))
    }

    /// Where the winding number is not zero.
    fn covered(crossings: &mut [Crossing], mut ends: [usize; ALL_LINES]) -> Self {
        let mut spans: Vec<[i32; 2]> = Vec::with_capacity(crossings.len() / 2);
        let mut from = 0;
        for end in &mut ends {
            let line = crossings.get_mut(from..*end).unwrap_or_default();
            line.sort_unstable();
            let (first, mut winding, mut start) = (spans.len(), 0i32, 0);
            for (x, turn) in line {
                if winding == 0 {
                    start = *x;
                }
                winding += i32::from(*turn);
                if winding == 0 && *x > start {
                    match spans.get_mut(first..).and_then(<[_]>::last_mut) {
                        Some(last) if last[1] >= start => last[1] = *x,
                        _ => spans.push([start, *x]),
                    }
                }
            }
            from = std::mem::replace(end, spans.len());
        }
        Self { spans, ends }
    }

    /// The covered parts of each cell, of `INKED`.
    fn fill(&self) -> [[i32; SIDE]; SIDE] {
        let mut grid = [[0; SIDE]; SIDE];
        for (line, spans) in self.iter().enumerate() {
            let Some(row) = grid.get_mut(line / LINES) else { break };
            for [from, to] in spans {
                let first = usize::try_from(*from / CELL).unwrap_or_default();
                for (start, cell) in (0..FULL).step_by(256).zip(row.iter_mut()).skip(first) {
                    if start >= *to {
                        break;
                    }
                    *cell += (start + CELL).min(*to) - start.max(*from);
                }
            }
        }
        grid
    }
}

/// An edge on a grid, and the lines that it crosses.
struct Sloped {
    from: [i64; 2],
    /// Along for each part across, in 1/65,536.
    slope: i64,
    turn: i8,
    lines: Range<usize>,
}

impl Sloped {
    /// `None` where it crosses no line.
    fn between([[x0, y0], [x1, y1]]: [[i64; 2]; 2], low: usize, high: usize) -> Option<Self> {
        // Both directions meet a line at the same place.
        let (turn, [x0, y0], [x1, y1]) =
            if y0 < y1 { (1, [x0, y0], [x1, y1]) } else { (-1, [x1, y1], [x0, y0]) };
        let lines = line_at(y0).max(low)..line_at(y1).min(high);
        if lines.is_empty() {
            return None;
        }
        Some(Self { from: [x0, y0], slope: ((x1 - x0) << 16) / (y1 - y0), turn, lines })
    }

    fn at(&self, line: usize) -> Crossing {
        let [x, y] = self.from;
        let x = x + ((self.slope * (height_of(line) - y)) >> 16);
        (i32::try_from(x).unwrap_or(if x < 0 { i32::MIN } else { i32::MAX }), self.turn)
    }
}

/// Where a line lies.
fn height_of(line: usize) -> i64 {
    STEP / 2 + STEP * i64::try_from(line).unwrap_or_default()
}

/// The first line at or above a height.
fn line_at(y: i64) -> usize {
    let line = (y + STEP / 2 - 1).div_euclid(STEP);
    usize::try_from(line.max(0)).unwrap_or_default().min(ALL_LINES)
}
