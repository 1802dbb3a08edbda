//! The limits of a preview, checked before anything is rendered.

use serde::{Deserialize, Serialize};

use super::PreviewError;
use crate::pdf::content::{
    GraphicsContext, Incomplete, Interpreter, PageBudget, PageView, PaintedImage, Visitor,
};
use crate::pdf::{Pdf, Rect};

/// The most pixels of a preview: an A4 page at 400 dpi has 15.5 million.
pub(crate) const MOST_PIXELS: u32 = 16_000_000;
/// The largest width or height, in pixels.
const LONGEST_SIDE: f64 = 16_000.0;
/// The most pixels of all images of a page: twelve scans of A4 pages in colour at 600 dpi take a gigabyte and more
/// when they are decoded.
const MOST_IMAGE_PIXELS: u64 = 300_000_000;

/// The most pixels that are drawn for the cells of tiling patterns: a page of 16 million may be filled thirty times.
const MOST_PATTERN_PIXELS: f64 = 500e6;
/// What a cell costs beside its pixels, in pixels.
const CELL_PIXELS: f64 = 1000.0;

/// A resolution in dots per inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Resolution(f64);

impl Resolution {
    /// For reading on a screen: an A4 page is 1241 pixels wide.
    pub(crate) const SCREEN: Self = Self(150.0);

    /// From 10 to 1200 dots per inch; `None` beyond.
    pub(crate) fn dpi(dots: u16) -> Option<Self> {
        (10..=1200).contains(&dots).then(|| Self(f64::from(dots)))
    }
}

impl Default for Resolution {
    fn default() -> Self {
        Self::SCREEN
    }
}

/// The size of a preview.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct RasterSize {
    /// Pixels per inch.
    #[serde(rename = "dots")]
    pub(super) dpi: f64,
    /// Pixels per unit of default user space.
    pub(super) scale: f64,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// Runs the page with the content interpreter under its budget, and computes the size of the preview.
pub(super) fn raster_size(
    pdf: &Pdf,
    page: usize,
    resolution: Resolution,
) -> Result<RasterSize, PreviewError> {
    let mut inside = DrawingCost::default();
    let run = Interpreter::of(pdf).run_page(page, &PageBudget::DEFAULT, &mut inside);
    let Some(run) = run else {
        return Err(PreviewError::NoSuchPage { page: page.saturating_add(1), pages: pdf.page_count() });
    };
    if let Some(reason) = run.incomplete.iter().find(|reason| reason.is_limit()) {
        return Err(PreviewError::BudgetExceeded(*reason));
    }
    if inside.image_pixels > MOST_IMAGE_PIXELS {
        return Err(PreviewError::TooManyPixels { limit: MOST_IMAGE_PIXELS });
    }
    let size = RasterSize::of(&run.view, resolution);
    if inside.pattern_pixels(&run.view, &size) > MOST_PATTERN_PIXELS {
        return Err(PreviewError::BudgetExceeded(Incomplete::TooLarge));
    }
    Ok(size)
}

impl RasterSize {
    fn of(view: &PageView, Resolution(wanted): Resolution) -> Self {
        let (width, height) = (view.bounds.width() * view.user_unit, view.bounds.height() * view.user_unit);
        let (width, height) = if view.rotate % 180 == 90 { (height, width) } else { (width, height) };
        // A part of a pixel counts as one.
        let by_area = ((f64::from(MOST_PIXELS) / (width * height)).sqrt() * 72.0) * 0.999;
        let by_side = LONGEST_SIDE / width.max(height) * 72.0;
        let dpi = wanted.min(by_area).min(by_side);
        let pixels = |points: f64| to_pixels((points * dpi / 72.0).ceil().max(1.0));
        Self { dpi, scale: dpi / 72.0 * view.user_unit, width: pixels(width), height: pixels(height) }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded by the longest side")]
fn to_pixels(pixels: f64) -> u16 {
    pixels as u16
}

/// What a rasterizer does for a page beyond what the budget of the page counts.
#[derive(Debug, Default)]
struct DrawingCost {
    /// Of all painted images, each time that one is painted.
    image_pixels: u64,
    /// Of each painted tiling pattern: the number of its cells, and one of them.
    patterns: Vec<(f64, Rect)>,
}

impl DrawingCost {
    fn pattern_pixels(&self, view: &PageView, size: &RasterSize) -> f64 {
        let page = view.bounds.width() * view.bounds.height();
        let each = self.patterns.iter().map(|(cells, cell)| {
            let area = (cell.width() * cell.height()).min(page) * size.scale * size.scale;
            cells * (CELL_PIXELS + area)
        });
        each.sum()
    }
}

impl Visitor for DrawingCost {
    fn image(&mut self, image: &PaintedImage, _: &GraphicsContext<'_>) {
        let mask = image.mask.map_or(0, |mask| u64::from(mask.width) * u64::from(mask.height));
        let own = u64::from(image.width) * u64::from(image.height);
        self.image_pixels = self.image_pixels.saturating_add(own).saturating_add(mask);
    }

    fn tiling_pattern(&mut self, cells: f64, cell: Rect) {
        self.patterns.push((cells, cell));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: f64, height: f64, rotate: u16, unit: f64) -> PageView {
        PageView { bounds: Rect::of_size(width, height), rotate, user_unit: unit }
    }

    #[test]
    fn a_page_of_common_size_has_the_requested_resolution() {
        let size = RasterSize::of(&page(595.28, 841.89, 0, 1.0), Resolution::SCREEN);
        assert_eq!((size.width, size.height), (1241, 1754));
        let turned = RasterSize::of(&page(595.28, 841.89, 270, 1.0), Resolution::SCREEN);
        assert_eq!((turned.width, turned.height), (1754, 1241));
        let units = RasterSize::of(&page(595.28, 841.89, 0, 2.0), Resolution::dpi(50).unwrap());
        assert_eq!((units.width, units.height), (827, 1170));
    }

    #[test]
    fn a_pattern_costs_its_cells() {
        let (view, cost) = (page(595.0, 842.0, 0, 1.0), |cells, side: f64| DrawingCost {
            patterns: vec![(cells, Rect::of_size(side, side))],
            ..DrawingCost::default()
        });
        let size = RasterSize::of(&view, Resolution::SCREEN);
        // Hatching over the whole page; cells of the size of a page, ten points from each other; a million of them.
        let is_too_much = |cost: DrawingCost| cost.pattern_pixels(&view, &size) > MOST_PATTERN_PIXELS;
        assert!(!is_too_much(cost(60.0 * 85.0, 10.0)));
        assert!(is_too_much(cost(60.0 * 85.0, 99_999.0)) && is_too_much(cost(1e6, 0.1)));
    }

    #[test]
    fn a_huge_page_has_fewer() {
        for (width, height) in [(14_400.0, 14_400.0), (1.0, 1_000_000.0), (2e9, 2e9), (1e-3, 1e-3)] {
            let size = RasterSize::of(&page(width, height, 0, 1.0), Resolution::dpi(1200).unwrap());
            assert!(u32::from(size.width) * u32::from(size.height) <= MOST_PIXELS, "{size:?}");
            assert!(size.width >= 1 && size.height >= 1 && size.dpi <= 1200.0);
        }
        assert_eq!(Resolution::dpi(5), None);
    }
}
