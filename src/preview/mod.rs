//! A picture of a page, as a viewer would show it: the page, and the appearances of its fields and notes.
//!
//! The pixels come from `hayro`, a rasterizer in Rust; nothing of the system is used, no fonts either. A [`PreviewPage`]
//! is a page of which is known that it asks for no more than is given: pixels by [`MOST_PIXELS`], work by what our
//! own interpreter counts ([`content::Budget`](crate::pdf::content::Budget)). What a decoder does with a hostile
//! picture inside is not counted, so a file of unknown origin is best drawn in a process of its own: [`PreviewPage::order`]
//! is all that such a process needs, and [`render_request`] what it does.

mod complete_appearances;
mod error;
mod limits;
mod raster;
mod render_request;
mod substitute_fonts;

pub(crate) use error::PreviewError;
pub(crate) use limits::Resolution;
pub(crate) use render_request::render_request;

use limits::RasterSize;
use render_request::RenderRequest;

use crate::pdf::Pdf;

/// A page that may be drawn.
pub(crate) struct PreviewPage {
    pdf: Pdf,
    page: usize,
    size: RasterSize,
    fields_without_appearance: usize,
}

impl PreviewPage {
    /// Looks over a page, the first is 0, and draws in memory what the document leaves to viewers: fields that have
    /// a value and no appearance.
    ///
    /// # Errors
    /// [`PreviewError::NoSuchPage`], [`PreviewError::TooMuch`], [`PreviewError::TooManyPixels`].
    pub(crate) fn of(pdf: &Pdf, page: usize, resolution: Resolution) -> Result<Self, PreviewError> {
        let looks = complete_appearances::complete_appearances(pdf);
        let size = limits::raster_size(&looks.pdf, page, resolution)?;
        Ok(Self { pdf: looks.pdf, page, size, fields_without_appearance: looks.without_appearance })
    }

    /// How wide the picture is, in pixels.
    pub(crate) fn width(&self) -> u16 {
        self.size.width
    }

    /// How high the picture is, in pixels.
    pub(crate) fn height(&self) -> u16 {
        self.size.height
    }

    /// Pixels an inch: what was asked for, or less where the page is so large that it would pass [`MOST_PIXELS`].
    pub(crate) fn dpi(&self) -> f64 {
        self.size.dpi
    }

    /// How many fields of the document have a value but no appearance, and could not be given one: viewers that draw
    /// such fields themselves show more than the picture does.
    pub(crate) fn fields_without_appearance(&self) -> usize {
        self.fields_without_appearance
    }

    /// What a process of its own needs to draw it.
    pub(crate) fn to_request(&self) -> Vec<u8> {
        RenderRequest::of(self).into_bytes()
    }
}

impl std::fmt::Debug for PreviewPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("page", &self.page).field("size", &self.size).finish_non_exhaustive()
    }
}
