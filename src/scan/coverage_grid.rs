//! A grid of cells over a page: the share of images in each, the colour on top, and what was painted over what.

use std::ops::Range;

use crate::pdf::Rect;
use crate::pdf::content::{Clip, FillRule, PathOutline, Point};

/// Cells per side. On A4 a cell is 3.1 by 4.4 points: smaller than a legible glyph.
const CELLS_PER_SIDE: usize = 192;
const CELLS: usize = CELLS_PER_SIDE * CELLS_PER_SIDE;
/// How many cells may be painted: 1600 times the whole page.
const MOST_PAINTED_CELLS: usize = 60_000_000;

/// The cells of a page. Allocated once and reset for each page: most pages use few of the layers.
pub(super) struct CoverageGrid {
    bounds: Rect,
    /// Cells per unit of length, along both sides.
    scale: (f64, f64),
    /// The share of each cell that shows an image.
    image_share: CellLayer,
    /// The share that shows images in glyphs of Type 3 fonts.
    glyph_image_share: CellLayer,
    /// How often each cell was painted over by something opaque.
    covered: CellLayer,
    /// The darkness of the colour on top, 0 is white; `NAN` where it is unknown.
    backdrop_darkness: CellLayer,
    /// Whether a cell has legible text, and how many cells have.
    text: Vec<bool>,
    text_cells: usize,
    /// How many glyphs have their centre in a cell, and how many there are.
    glyphs: Vec<u8>,
    all_glyphs: usize,
    /// How many more cells may be painted.
    cells_left: usize,
}

/// One number for each cell; empty until something is painted.
#[derive(Default)]
struct CellLayer {
    cells: Vec<f32>,
    touched: bool,
}

/// A cell, and how often it was painted over when it was sampled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellSample {
    cell: u16,
    covered: f32,
}

/// A block of cells: first, and last plus one, across and up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellBlock {
    columns: [u8; 2],
    rows: [u8; 2],
}

impl CellSample {
    /// Whether it is in the outer tenth of the page, on any side.
    pub(super) fn is_at_edge(&self) -> bool {
        const EDGE: usize = CELLS_PER_SIDE / 10;
        let inner = EDGE..CELLS_PER_SIDE - EDGE;
        let (row, column) = self.row_and_column();
        !(inner.contains(&row) && inner.contains(&column))
    }

    fn index(&self) -> usize {
        usize::from(self.cell)
    }

    fn row_and_column(&self) -> (usize, usize) {
        (self.index() / CELLS_PER_SIDE, self.index() % CELLS_PER_SIDE)
    }
}

/// The bounding box of samples.
#[derive(Debug, Default)]
pub(super) struct CellBounds(Option<[(usize, usize); 2]>);

impl CellBounds {
    pub(super) fn extend(&mut self, sample: &CellSample) {
        let (row, column) = sample.row_and_column();
        let [low, high] = self.0.unwrap_or([(row, column); 2]);
        self.0 = Some([(low.0.min(row), low.1.min(column)), (high.0.max(row), high.1.max(column))]);
    }

    /// Its share of the page.
    pub(super) fn share(&self) -> f64 {
        let Some([low, high]) = self.0 else { return 0.0 };
        ((high.0 - low.0 + 1) * (high.1 - low.1 + 1)) as f64 / cells()
    }
}

impl CellLayer {
    fn clear(&mut self) {
        if std::mem::take(&mut self.touched) {
            self.cells.fill(0.0);
        }
    }

    fn at(&self, cell: usize) -> f32 {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    fn cells_mut(&mut self, cells: &Range<usize>) -> &mut [f32] {
        self.touched = true;
        if self.cells.is_empty() {
            self.cells = vec![0.0; CELLS];
        }
        self.cells.get_mut(cells.clone()).unwrap_or_default()
    }

    fn add(&mut self, cells: &Range<usize>, share: f32) {
        self.cells_mut(cells).iter_mut().for_each(|known| *known += share);
    }

    /// Adds a share, up to the whole of a cell.
    fn add_share(&mut self, cells: &Range<usize>, share: f32) {
        self.cells_mut(cells).iter_mut().for_each(|known| *known = (*known + share).min(1.0));
    }

    fn fade(&mut self, cells: &Range<usize>, share: f32) {
        // An empty layer stays empty.
        if self.touched {
            self.cells_mut(cells).iter_mut().for_each(|known| *known *= 1.0 - share);
        }
    }

    /// The mean of all cells.
    fn share(&self) -> f64 {
        if !self.touched {
            return 0.0;
        }
        // Eight independent sums, which the processor adds in parallel.
        let mut sums = [0.0f64; 8];
        for chunk in self.cells.as_chunks::<8>().0 {
            sums.iter_mut().zip(chunk).for_each(|(sum, share)| *sum += f64::from(*share));
        }
        sums.iter().sum::<f64>() / cells()
    }
}

impl CoverageGrid {
    pub(super) fn new() -> Self {
        Self {
            bounds: Rect::default(),
            scale: (0.0, 0.0),
            image_share: CellLayer::default(),
            glyph_image_share: CellLayer::default(),
            covered: CellLayer::default(),
            backdrop_darkness: CellLayer::default(),
            text: vec![false; CELLS],
            text_cells: 0,
            glyphs: vec![0; CELLS],
            all_glyphs: 0,
            cells_left: MOST_PAINTED_CELLS,
        }
    }

    /// A blank page.
    pub(super) fn reset(&mut self, bounds: Rect) {
        self.bounds = bounds;
        self.scale = (side() / bounds.width(), side() / bounds.height());
        for layer in [
            &mut self.image_share,
            &mut self.glyph_image_share,
            &mut self.covered,
            &mut self.backdrop_darkness,
        ] {
            layer.clear();
        }
        if std::mem::take(&mut self.text_cells) > 0 {
            self.text.fill(false);
        }
        if std::mem::take(&mut self.all_glyphs) > 0 {
            self.glyphs.fill(0);
        }
        self.cells_left = MOST_PAINTED_CELLS;
    }

    /// Paints an image; returns the share of the page that it takes.
    pub(super) fn paint_image(&mut self, outline: &PathOutline, clip: &Clip, opaque: bool) -> f64 {
        let Self { bounds, image_share, covered, cells_left: left, .. } = self;
        let mut sum = 0.0;
        scan_convert(bounds, outline, FillRule::NonZero, clip, left, |cells, share| {
            sum += f64::from(share) * cells.len() as f64;
            image_share.add_share(&cells, share);
            if opaque {
                covered.add(&cells, share);
            }
        });
        sum / cells()
    }

    /// Paints an image in which nothing is legible.
    pub(super) fn paint_illegible_image(&mut self, outline: &PathOutline, clip: &Clip, opaque: bool) {
        let Self { bounds, image_share, covered, backdrop_darkness, cells_left: left, .. } = self;
        scan_convert(bounds, outline, FillRule::NonZero, clip, left, |cells, share| {
            backdrop_darkness.cells_mut(&cells).fill(f32::NAN);
            if opaque {
                image_share.fade(&cells, share);
                covered.add(&cells, share);
            }
        });
    }

    /// Paints an image in a glyph.
    pub(super) fn paint_glyph_image(&mut self, outline: &PathOutline, clip: &Clip) {
        let Self { bounds, glyph_image_share: layer, cells_left: left, .. } = self;
        scan_convert(bounds, outline, FillRule::NonZero, clip, left, |cells, share| {
            layer.add_share(&cells, share);
        });
    }

    /// Paints an opaque colour.
    pub(super) fn paint_color(&mut self, outline: &PathOutline, rule: FillRule, clip: &Clip, lightness: f64) {
        let Self { bounds, image_share, covered, backdrop_darkness, cells_left: left, .. } = self;
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let darkness = 1.0 - lightness as f32;
        scan_convert(bounds, outline, rule, clip, left, |cells, share| {
            image_share.fade(&cells, share);
            covered.add(&cells, share);
            if share >= 0.5 {
                backdrop_darkness.cells_mut(&cells).fill(darkness);
            }
        });
    }

    /// Paints something through which, or in which, the colour may be any.
    pub(super) fn paint_unknown_color(&mut self, outline: &PathOutline, rule: FillRule, clip: &Clip) {
        let Self { bounds, backdrop_darkness, cells_left: left, .. } = self;
        scan_convert(bounds, outline, rule, clip, left, |cells, _| {
            backdrop_darkness.cells_mut(&cells).fill(f32::NAN);
        });
    }

    /// Whether more was painted than may be.
    pub(super) fn is_exhausted(&self) -> bool {
        self.cells_left == 0
    }

    /// The cell of a point; `None` outside the page.
    pub(super) fn sample(&self, (x, y): Point) -> Option<CellSample> {
        let (x, y) = ((x - self.bounds.x0) * self.scale.0, (y - self.bounds.y0) * self.scale.1);
        let on_page = (0.0..side()).contains(&x) && (0.0..side()).contains(&y);
        let cell = on_page.then(|| to_cell(y) * CELLS_PER_SIDE + to_cell(x))?;
        Some(CellSample { cell: u16::try_from(cell).ok()?, covered: self.covered.at(cell) })
    }

    /// Whether the cell was painted over since it was sampled.
    pub(super) fn is_covered(&self, sample: &CellSample) -> bool {
        self.covered.at(sample.index()) - sample.covered > 0.6
    }

    /// Whether the cell shows an image.
    pub(super) fn shows_image(&self, sample: &CellSample) -> bool {
        self.image_share.at(sample.index()) > 0.5
    }

    /// The lightness on top of the cell, where it is known.
    pub(super) fn backdrop_lightness(&self, sample: &CellSample) -> Option<f64> {
        Some(f64::from(1.0 - self.backdrop_darkness.at(sample.index()))).filter(|n| n.is_finite())
    }

    /// Counts one more glyph in the cell; returns how many there are.
    pub(super) fn count_glyph(&mut self, sample: &CellSample) -> u8 {
        let Some(count) = self.glyphs.get_mut(sample.index()) else { return 1 };
        *count = count.saturating_add(1);
        self.all_glyphs += 1;
        *count
    }

    /// The nearest cells of a rectangle, at least one.
    pub(super) fn cell_block(&self, rect: &Rect) -> CellBlock {
        let range = |low: f64, high: f64, from: f64, scale: f64| {
            let near = |at: f64| u8::try_from(to_cell((at - from) * scale + 0.5)).unwrap_or(u8::MAX);
            [near(low), near(high).max(near(low).saturating_add(1))]
        };
        let (b, scale) = (&self.bounds, self.scale);
        CellBlock {
            columns: range(rect.x0, rect.x1, b.x0, scale.0),
            rows: range(rect.y0, rect.y1, b.y0, scale.1),
        }
    }

    /// Marks cells with legible text.
    pub(super) fn mark_text(&mut self, block: &CellBlock) {
        let within = |[low, high]: [u8; 2]| usize::from(low)..usize::from(high).min(CELLS_PER_SIDE);
        let columns = within(block.columns);
        for row in within(block.rows) {
            let cells = row * CELLS_PER_SIDE + columns.start..row * CELLS_PER_SIDE + columns.end;
            for cell in self.text.get_mut(cells).unwrap_or_default() {
                self.text_cells += usize::from(!std::mem::replace(cell, true));
            }
        }
    }

    /// The share of the page that shows images, from 0 to 1.
    pub(super) fn image_share_of_page(&self) -> f64 {
        self.image_share.share()
    }

    /// The share of the page that shows images in glyphs.
    pub(super) fn glyph_image_share_of_page(&self) -> f64 {
        self.glyph_image_share.share()
    }

    /// The share of the page that has legible text.
    pub(super) fn text_share(&self) -> f64 {
        self.text_cells as f64 / cells()
    }
}

fn side() -> f64 {
    CELLS_PER_SIDE as f64
}

fn cells() -> f64 {
    CELLS as f64
}

/// The cell of a position along a side.
fn to_cell(n: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid")]
    let cell = n.clamp(0.0, side()) as usize;
    cell
}

/// The first cell that is entirely behind a position.
fn to_cell_after(n: f64) -> usize {
    let cell = to_cell(n);
    if cell < CELLS_PER_SIDE && n > cell as f64 { cell + 1 } else { cell }
}

/// Calls `lay` with the cells of each row that an outline covers inside a clip, and the share of each cell that is
/// inside.
fn scan_convert(
    page: &Rect,
    outline: &PathOutline,
    rule: FillRule,
    clip: &Clip,
    left: &mut usize,
    mut lay: impl FnMut(Range<usize>, f32),
) {
    let Some(bounds) = outline.bounds().map(|bounds| bounds.intersect(clip.bounds()).intersect(page)) else {
        return;
    };
    if bounds.is_empty() || *left == 0 {
        return;
    }
    let upright = clip.has_only_bounds() && outline.as_rect().is_some();
    let (cell_width, cell_height) = (page.width() / side(), page.height() / side());
    let row_of = |y: f64| (y - page.y0) / cell_height;
    for row in to_cell(row_of(bounds.y0))..to_cell_after(row_of(bounds.y1)) {
        // The part of the row between the lowest and the highest point, and the line through its middle.
        let low = (page.y0 + row as f64 * cell_height).max(bounds.y0);
        let high = (page.y0 + (row as f64 + 1.0) * cell_height).min(bounds.y1);
        let tall = ((high - low) / cell_height).clamp(0.0, 1.0);
        let mut span = |from: f64, to: f64| {
            let from = ((from.max(page.x0) - page.x0) / cell_width).min(side());
            let to = ((to.min(page.x1) - page.x0) / cell_width).min(side());
            *left = left.saturating_sub(paint_span(row, from, to, tall, &mut lay));
        };
        if upright {
            span(bounds.x0, bounds.x1);
        } else {
            let middle = f64::midpoint(low, high);
            outline.spans_in(clip, middle, rule).iter().for_each(|(from, to)| span(*from, *to));
        }
    }
}

/// Paints a part of a row, `from` and `to` in cells: the first cell, those that are entirely inside, the last cell.
/// Returns how many.
fn paint_span(row: usize, from: f64, to: f64, tall: f64, lay: &mut impl FnMut(Range<usize>, f32)) -> usize {
    let (start, end) = (to_cell(from), to_cell_after(to));
    let mut run = |columns: Range<usize>, wide: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        let share = (wide.clamp(0.0, 1.0) * tall) as f32;
        if !columns.is_empty() {
            lay(row * CELLS_PER_SIDE + columns.start..row * CELLS_PER_SIDE + columns.end, share);
        }
    };
    if end <= start + 1 {
        run(start..end, to - from);
    } else {
        run(start..start + 1, start as f64 + 1.0 - from);
        run(start + 1..end - 1, 1.0);
        run(end - 1..end, to - (end as f64 - 1.0));
    }
    end.saturating_sub(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> (CoverageGrid, Rect, Clip) {
        let bounds = Rect::of_size(192.0, 192.0);
        let mut grid = CoverageGrid::new();
        grid.reset(bounds);
        (grid, bounds, Clip::from_rect(bounds))
    }

    #[test]
    fn what_an_image_takes_is_measured_to_parts_of_a_cell() {
        let (mut grid, _, clip) = page();
        let rect =
            |x0, y0, x1, y1| PathOutline::from(crate::pdf::content::Quad::from(Rect { x0, y0, x1, y1 }));
        let taken = grid.paint_image(&rect(0.5, 0.5, 96.25, 48.0), &clip, true);
        let exact = 95.75 * 47.5 / cells();
        assert!((taken - exact).abs() < 1e-6, "{taken} {exact}");
        assert!((grid.image_share_of_page() - exact).abs() < 1e-6);
        // Within one cell, and beyond the page.
        assert!(
            (grid.paint_image(&rect(100.25, 100.5, 100.75, 101.0), &clip, true) * cells() - 0.25).abs()
                < 1e-6
        );
        assert!(
            (grid.paint_image(&rect(190.0, 190.0, 900.0, 900.0), &clip, true) * cells() - 4.0).abs() < 1e-6
        );
    }

    #[test]
    fn a_reset_grid_is_blank() {
        let (mut grid, bounds, clip) = page();
        let whole = PathOutline::from(crate::pdf::content::Quad::from(bounds));
        grid.paint_image(&whole, &clip, true);
        grid.paint_color(&whole, FillRule::NonZero, &clip, 0.25);
        grid.mark_text(&grid.cell_block(&Rect { x0: 0.0, y0: 0.0, x1: 19.2, y1: 19.2 }));
        let sample = grid.sample((5.0, 5.0)).unwrap();
        assert_eq!(
            (grid.backdrop_lightness(&sample), grid.count_glyph(&sample), grid.count_glyph(&sample)),
            (Some(0.25), 1, 2)
        );
        assert!(grid.image_share_of_page() < 1e-6 && grid.text_share() > 0.009);
        grid.reset(bounds);
        let sample = grid.sample((5.0, 5.0)).unwrap();
        assert_eq!(
            (grid.backdrop_lightness(&sample), grid.count_glyph(&sample), sample.covered.to_bits()),
            (Some(1.0), 1, 0)
        );
        assert_eq!(
            (grid.image_share_of_page(), grid.text_share(), grid.glyph_image_share_of_page()),
            (0.0, 0.0, 0.0)
        );
    }
}
