//! Renders a page as a viewer would show it: its content, and the appearances of its annotations.
//!
//! In: a [`Pdf`], the number of a page and a [`Resolution`]. Out: a PNG file.
//!
//! The pixels come from `hayro`, a rasterizer in Rust; neither libraries nor fonts of the system are used. A
//! [`PreviewPage`] is within the limits: pixels by [`MOST_PIXELS`], work by what the content interpreter counts
//! ([`PageBudget`](crate::pdf::content::PageBudget)). What a decoder does with a hostile image is not counted, so a
//! file of unknown origin should be rendered in a process of its own: [`PreviewPage::to_request`] is all that such
//! a process needs, and [`render_request`] is what it runs.

// Before: what the document leaves to viewers, and the limits.
mod complete_appearances;
mod error;
mod limits;
// Rendering, in this process or in another.
mod raster;
mod render_request;
mod substitute_fonts;

pub(crate) use error::PreviewError;
pub(crate) use limits::Resolution;
pub(crate) use render_request::render_request;

use limits::RasterSize;
use render_request::RenderRequest;

use crate::pdf::Pdf;

/// A page that is within the limits.
pub(crate) struct PreviewPage {
    pdf: Pdf,
    page: usize,
    size: RasterSize,
    fields_without_appearance: usize,
}

impl PreviewPage {
    /// Checks a page, from 0, against the limits, and draws in memory the fields that have a value and no
    /// appearance.
    ///
    /// # Errors
    /// [`PreviewError::NoSuchPage`], [`PreviewError::BudgetExceeded`], [`PreviewError::TooManyPixels`].
    pub(crate) fn of(pdf: &Pdf, page: usize, resolution: Resolution) -> Result<Self, PreviewError> {
        let completed = complete_appearances::complete_appearances(pdf);
        let size = limits::raster_size(&completed.pdf, page, resolution)?;
        Ok(Self { pdf: completed.pdf, page, size, fields_without_appearance: completed.without_appearance })
    }

    /// Its width in pixels.
    pub(crate) fn width(&self) -> u16 {
        self.size.width
    }

    /// Its height in pixels.
    pub(crate) fn height(&self) -> u16 {
        self.size.height
    }

    /// Pixels per inch: as requested, or fewer where the page would exceed [`MOST_PIXELS`].
    pub(crate) fn dpi(&self) -> f64 {
        self.size.dpi
    }

    /// How many fields of the document have a value but no appearance, and could not be given one: viewers that
    /// draw such fields themselves show more than the preview does.
    pub(crate) fn fields_without_appearance(&self) -> usize {
        self.fields_without_appearance
    }

    /// What a process of its own: see [`render_request`].
    pub(crate) fn to_request(&self) -> Vec<u8> {
        RenderRequest::of(self).into_bytes()
    }
}

impl std::fmt::Debug for PreviewPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("page", &self.page).field("size", &self.size).finish_non_exhaustive()
    }
}
