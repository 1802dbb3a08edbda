//! The limits of a preview, checked before anything is rendered.

use serde::{Deserialize, Serialize};

use super::PreviewError;
use crate::pdf::Pdf;
use crate::pdf::content::{GraphicsContext, Interpreter, PageBudget, PageView, PaintedImage, Visitor};

/// The most pixels of a preview: an A4 page at 400 dpi has 15.5 million.
pub(crate) const MOST_PIXELS: u32 = 16_000_000;
/// The largest width or height, in pixels.
const LONGEST_SIDE: f64 = 16_000.0;
/// The most pixels of all images of a page: twelve scans of A4 pages in colour at 600 dpi take a gigabyte and more
/// when they are decoded.
const MOST_IMAGE_PIXELS: u64 = 300_000_000;

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
    let mut inside = ImagePixels::default();
    let run = Interpreter::of(pdf).run_page(page, &PageBudget::DEFAULT, &mut inside);
    let Some(run) = run else {
        return Err(PreviewError::NoSuchPage { page: page.saturating_add(1), pages: pdf.page_count() });
    };
    if let Some(reason) = run.incomplete.iter().find(|reason| reason.is_limit()) {
        return Err(PreviewError::BudgetExceeded(*reason));
    }
    if inside.0 > MOST_IMAGE_PIXELS {
        return Err(PreviewError::TooManyPixels { limit: MOST_IMAGE_PIXELS });
    }
    Ok(RasterSize::of(&run.view, resolution))
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

/// Counts the pixels of all painted images, each time that one is painted.
#[derive(Debug, Default)]
struct ImagePixels(u64);

impl Visitor for ImagePixels {
    fn image(&mut self, image: &PaintedImage, _: &GraphicsContext<'_>) {
        let mask = image.mask.map_or(0, |mask| u64::from(mask.width) * u64::from(mask.height));
        let own = u64::from(image.width) * u64::from(image.height);
        self.0 = self.0.saturating_add(own).saturating_add(mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

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
    fn a_huge_page_has_fewer() {
        for (width, height) in [(14_400.0, 14_400.0), (1.0, 1_000_000.0), (2e9, 2e9), (1e-3, 1e-3)] {
            let size = RasterSize::of(&page(width, height, 0, 1.0), Resolution::dpi(1200).unwrap());
            assert!(u32::from(size.width) * u32::from(size.height) <= MOST_PIXELS, "{size:?}");
            assert!(size.width >= 1 && size.height >= 1 && size.dpi <= 1200.0);
        }
        assert_eq!(Resolution::dpi(5), None);
    }
}
