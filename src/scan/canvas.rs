//! A page in cells: how much of each is image, what colour it has, and what was painted over what.

use crate::pdf::Rect;
use crate::pdf::content::{Clip, FillRule, Outline, Point};

/// Cells along a side. On A4 a cell is 3.1 by 4.4 points: smaller than a letter that can be read.
const SIDE: usize = 192;
/// How many cells may be painted on a page: 1600 times the whole of it.
const MOST_PAINTED: usize = 60_000_000;

/// The cells of a page.
pub(super) struct Canvas {
    bounds: Rect,
    /// The share of each cell that shows an image.
    raster: Vec<f32>,
    /// The share that shows images which draw glyphs of Type 3 fonts.
    glyph_raster: Vec<f32>,
    /// How often each was painted over by something opaque so far.
    covered: Vec<f32>,
    /// The lightness of the topmost colour; `NAN` where it is not known.
    ground: Vec<f32>,
    /// Whether it holds text that can be read, and how many glyphs have their middle in it.
    text: Vec<bool>,
    glyphs: Vec<u8>,
    /// How many more cells may be painted.
    left: usize,
}

/// A cell, and how often it was covered when it was looked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    cell: usize,
    covered: f32,
}

impl Canvas {
    pub(super) fn new(bounds: Rect) -> Self {
        const CELLS: usize = SIDE * SIDE;
        Self {
            bounds,
            raster: vec![0.0; CELLS],
            glyph_raster: vec![0.0; CELLS],
            covered: vec![0.0; CELLS],
            ground: vec![1.0; CELLS],
            text: vec![false; CELLS],
            glyphs: vec![0; CELLS],
            left: MOST_PAINTED,
        }
    }

    /// Lays an image; gives the share of the page that it takes.
    pub(super) fn lay_raster(&mut self, outline: &Outline, clip: &Clip, opaque: bool) -> f64 {
        let Self { bounds, raster, covered, left, .. } = self;
        let mut sum = 0.0;
        fill(bounds, outline, FillRule::NonZero, clip, left, |cell, share| {
            sum += f64::from(share);
            if let Some(known) = raster.get_mut(cell) {
                *known = (*known + share).min(1.0);
            }
            if opaque && let Some(known) = covered.get_mut(cell) {
                *known += share;
            }
        });
        sum / cells()
    }

    /// Lays an image in which nothing can be read.
    pub(super) fn lay_blur(&mut self, outline: &Outline, clip: &Clip, opaque: bool) {
        let Self { bounds, raster, covered, ground, left, .. } = self;
        fill(bounds, outline, FillRule::NonZero, clip, left, |cell, share| {
            if let Some(known) = ground.get_mut(cell) {
                *known = f32::NAN;
            }
            if opaque {
                if let Some(known) = raster.get_mut(cell) {
                    *known *= 1.0 - share;
                }
                if let Some(known) = covered.get_mut(cell) {
                    *known += share;
                }
            }
        });
    }

    /// Lays an image that draws a glyph.
    pub(super) fn lay_glyph_raster(&mut self, outline: &Outline, clip: &Clip) {
        let Self { bounds, glyph_raster: layer, left, .. } = self;
        fill(bounds, outline, FillRule::NonZero, clip, left, |cell, share| {
            if let Some(known) = layer.get_mut(cell) {
                *known = (*known + share).min(1.0);
            }
        });
    }

    /// Lays a colour that hides what is beneath.
    pub(super) fn lay_color(&mut self, outline: &Outline, rule: FillRule, clip: &Clip, lightness: f64) {
        let Self { bounds, raster, covered, ground, left, .. } = self;
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let lightness = lightness as f32;
        fill(bounds, outline, rule, clip, left, |cell, share| {
            if let Some(known) = raster.get_mut(cell) {
                *known *= 1.0 - share;
            }
            if let Some(known) = covered.get_mut(cell) {
                *known += share;
            }
            if share >= 0.5
                && let Some(known) = ground.get_mut(cell)
            {
                *known = lightness;
            }
        });
    }

    /// Lays something through which, or in which, the ground may have any colour.
    pub(super) fn blur_ground(&mut self, outline: &Outline, rule: FillRule, clip: &Clip) {
        let Self { bounds, ground, left, .. } = self;
        fill(bounds, outline, rule, clip, left, |cell, _| {
            if let Some(known) = ground.get_mut(cell) {
                *known = f32::NAN;
            }
        });
    }

    /// Whether more was painted than is followed.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// The cell of a point; `None` outside the page.
    pub(super) fn spot(&self, (x, y): Point) -> Option<Spot> {
        let column = place(x, self.bounds.x0, self.bounds.width())?;
        let row = place(y, self.bounds.y0, self.bounds.height())?;
        let cell = row * SIDE + column;
        Some(Spot { cell, covered: *self.covered.get(cell)? })
    }

    /// Whether what was at a spot has since been painted over.
    pub(super) fn is_covered(&self, spot: &Spot) -> bool {
        self.covered.get(spot.cell).is_some_and(|now| now - spot.covered > 0.6)
    }

    /// Whether a spot shows an image.
    pub(super) fn is_raster(&self, spot: &Spot) -> bool {
        self.raster.get(spot.cell).is_some_and(|share| *share > 0.5)
    }

    /// The lightness of the ground at a spot, where it is known.
    pub(super) fn ground(&self, spot: &Spot) -> Option<f64> {
        self.ground.get(spot.cell).map(|lightness| f64::from(*lightness)).filter(|n| n.is_finite())
    }

    /// Counts one more glyph at a spot; how many that are.
    pub(super) fn count_glyph(&mut self, spot: &Spot) -> u8 {
        let Some(count) = self.glyphs.get_mut(spot.cell) else { return 1 };
        *count = count.saturating_add(1);
        *count
    }

    /// Marks where text can be read.
    pub(super) fn mark_text(&mut self, rect: &Rect) {
        let range = |low: f64, high: f64, from: f64, size: f64| {
            let scale = |at: f64| (at - from) / size * side();
            to_cell(scale(low).round())..to_cell(scale(high).round().max(scale(low).round() + 1.0)).min(SIDE)
        };
        let b = &self.bounds;
        for row in range(rect.y0, rect.y1, b.y0, b.height()) {
            for column in range(rect.x0, rect.x1, b.x0, b.width()) {
                if let Some(cell) = self.text.get_mut(row * SIDE + column) {
                    *cell = true;
                }
            }
        }
    }

    /// The share of the page that shows images, from 0 to 1.
    pub(super) fn raster_share(&self) -> f64 {
        self.raster.iter().map(|share| f64::from(*share)).sum::<f64>() / cells()
    }

    /// The share of the page that shows images drawing glyphs.
    pub(super) fn glyph_raster_share(&self) -> f64 {
        self.glyph_raster.iter().map(|share| f64::from(*share)).sum::<f64>() / cells()
    }

    /// The share of the page that holds text.
    pub(super) fn text_share(&self) -> f64 {
        self.text.iter().filter(|text| **text).count() as f64 / cells()
    }
}

fn side() -> f64 {
    SIDE as f64
}

fn cells() -> f64 {
    side() * side()
}

fn to_cell(n: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid")]
    let cell = n.clamp(0.0, side()) as usize;
    cell
}

fn place(at: f64, from: f64, size: f64) -> Option<usize> {
    let share = (at - from) / size;
    (0.0..1.0).contains(&share).then(|| to_cell(share * side()).min(SIDE - 1))
}

/// Calls `lay` with each cell that an outline touches inside a clip, and the share of the cell that is inside.
fn fill(
    page: &Rect,
    outline: &Outline,
    rule: FillRule,
    clip: &Clip,
    left: &mut usize,
    mut lay: impl FnMut(usize, f32),
) {
    let Some(bounds) = outline.bounds().map(|bounds| bounds.intersect(clip.bounds()).intersect(page)) else {
        return;
    };
    if bounds.is_empty() || *left == 0 {
        return;
    }
    let (cell_width, cell_height) = (page.width() / side(), page.height() / side());
    let row_of = |y: f64| (y - page.y0) / cell_height;
    let (first, last) = (row_of(bounds.y0).floor(), row_of(bounds.y1).ceil());
    for row in to_cell(first)..to_cell(last) {
        // The part of the row that is between the lowest and the highest point, and a line through its middle.
        let low = (page.y0 + row as f64 * cell_height).max(bounds.y0);
        let high = (page.y0 + (row as f64 + 1.0) * cell_height).min(bounds.y1);
        let tall = ((high - low) / cell_height).clamp(0.0, 1.0);
        let middle = f64::midpoint(low, high);
        for (from, to) in outline.spans_in(clip, middle, rule) {
            let from = ((from.max(page.x0) - page.x0) / cell_width).min(side());
            let to = ((to.min(page.x1) - page.x0) / cell_width).min(side());
            let columns = to_cell(from.floor())..to_cell(to.ceil());
            *left = left.saturating_sub(columns.len());
            for column in columns {
                let wide = (to.min(column as f64 + 1.0) - from.max(column as f64)).clamp(0.0, 1.0);
                #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
                lay(row * SIDE + column, (wide * tall) as f32);
            }
        }
    }
}
