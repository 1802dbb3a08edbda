//! The numbers that a part of a glyph is compared by.
//!
//! The part is drawn on a grid of 24 by 24 cells, its longer side filling it. Three eighths of the numbers say how much
//! ink there is in six by six zones; the others how much edge there is in each zone, by the eight directions in which
//! ink gives way to paper (gradients): a bold stroke and a light one have the same edges. Four say how large the part is
//! and where it stands.

use super::path::{EM, Edge};
use super::raster::{Bounds, CoverageCells, FULL, SIDE, coverage};

/// Zones along either side of a grid.
const ZONES: usize = 6;
const DIRECTIONS: usize = 8;
/// Edges by direction, ink, and measures.
pub(super) const COUNT: usize = (DIRECTIONS + 1) * ZONES * ZONES + 4;

/// Each at most some hundred.
pub(super) type Features = [i16; COUNT];

/// `ground` is the height that counts as the baseline, in 1/8192 em.
pub(super) fn features(edges: &[Edge], bounds: &Bounds, ground: i32) -> Option<Features> {
    let grid = coverage(edges, bounds, size(bounds))?;
    let mut planes = [[[0u32; ZONES]; ZONES]; DIRECTIONS + 1];
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (gx, gy) = gradient(&grid, x, y);
            add(planes.last_mut()?, x, y, at(&grid, x, y, 0, 0).unsigned_abs());
            if (gx, gy) == (0, 0) {
                continue;
            }
            // To the nearest axis and the nearest diagonal.
            let (straight, slant) = (gx.abs().abs_diff(gy.abs()), gx.abs().min(gy.abs()).unsigned_abs());
            let axis = match (gx.abs() >= gy.abs(), gx >= 0, gy >= 0) {
                (true, true, _) => 0,
                (false, _, true) => 2,
                (true, false, _) => 4,
                (false, _, false) => 6,
            };
            let diagonal = match (gx >= 0, gy >= 0) {
                (true, true) => 1,
                (false, true) => 3,
                (false, false) => 5,
                (true, false) => 7,
            };
            add(planes.get_mut(axis)?, x, y, straight);
            add(planes.get_mut(diagonal)?, x, y, slant);
        }
    }
    let mut features = [0; COUNT];
    let zones = planes.iter().flatten().flatten().map(|sum| i16::try_from(sum.isqrt()).unwrap_or(i16::MAX));
    for (feature, value) in features.iter_mut().zip(zones.chain(measures(bounds, ground))) {
        *feature = value;
    }
    Some(features)
}

/// The longer side fills the grid; the shorter is drawn wider than it is, by the square root of the ratio.
fn size(bounds: &Bounds) -> [i64; 2] {
    let (width, height) = (i64::from(bounds.width()).max(1), i64::from(bounds.height()).max(1));
    let full = i64::from(FULL);
    let shorter = (full * full * width.min(height) / width.max(height)).isqrt().max(256);
    if width < height { [shorter, full] } else { [full, shorter] }
}

/// The height, the width, the top and the bottom, in 1/128 em.
fn measures(bounds: &Bounds, ground: i32) -> [i16; 4] {
    let lengths = [bounds.height(), bounds.width(), bounds.top - ground, bounds.bottom - ground];
    lengths.map(|length| i16::try_from((length * 128 / EM).clamp(-256, 256)).unwrap_or_default())
}

fn at(grid: &CoverageCells, x: usize, y: usize, dx: isize, dy: isize) -> i32 {
    let cell = || grid.get(y.checked_add_signed(dy)?)?.get(x.checked_add_signed(dx)?).copied();
    cell().unwrap_or_default().into()
}

/// By Sobel's masks, a cell of 255 next to a blank one counting 1,020.
fn gradient(grid: &CoverageCells, x: usize, y: usize) -> (i32, i32) {
    let at = |dx, dy| at(grid, x, y, dx, dy);
    let gx = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
    let gy = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
    (gx, gy)
}

/// Shares an amount among the nearest zones, more to the nearer.
fn add(plane: &mut [[u32; ZONES]; ZONES], x: usize, y: usize, amount: u32) {
    for (zone_y, weight_y) in shares(y) {
        for (zone_x, weight_x) in shares(x) {
            if let Some(zone) = plane.get_mut(zone_y).and_then(|row| row.get_mut(zone_x)) {
                *zone += amount * weight_x * weight_y / 64;
            }
        }
    }
}

/// The two nearest zones of a cell, of four cells each, in eighths.
fn shares(cell: usize) -> [(usize, u32); 2] {
    let place = 2 * cell + 5;
    let over = u32::try_from(place % 8).unwrap_or_default();
    // Beyond the edge there is no zone.
    [((place / 8).wrapping_sub(1), 8 - over), (place / 8, over)]
}
