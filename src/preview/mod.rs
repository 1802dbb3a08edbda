//! A picture of a page, as a viewer would show it: the page, and the appearances of its fields and notes.
//!
//! The pixels come from `hayro`, a rasterizer in Rust; nothing of the system is used, no fonts either. A [`Sheet`]
//! is a page of which is known that it asks for no more than is given: pixels by [`MOST_PIXELS`], work by what our
//! own interpreter counts ([`content::Budget`](crate::pdf::content::Budget)). What a decoder does with a hostile
//! picture inside is not counted, so a file of unknown origin is best drawn in a process of its own: [`Sheet::order`]
//! is all that such a process needs, and [`draw_order`] what it does.

mod error;
mod fonts;
mod limits;
mod looks;
mod order;
mod raster;

pub use error::PreviewError;
pub use limits::{MOST_PIXELS, Resolution};
pub use order::draw_order;

use limits::Size;
use order::Order;

use crate::pdf::Pdf;

/// A page that may be drawn.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::Pdf;
/// use edocpack::preview::{Resolution, Sheet};
///
/// let pdf = Pdf::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
/// let sheet = Sheet::of(&pdf, 0, Resolution::dots(40).ok_or("10 to 1200")?)?;
/// assert!(sheet.draw()?.starts_with(b"\x89PNG"));
/// # Ok(())
/// # }
/// ```
pub struct Sheet {
    pdf: Pdf,
    page: usize,
    size: Size,
    unseen: usize,
}

impl Sheet {
    /// Looks over a page, the first is 0, and draws in memory what the document leaves to viewers: fields that have
    /// a value and no appearance.
    ///
    /// # Errors
    /// [`PreviewError::NoSuchPage`], [`PreviewError::TooMuch`], [`PreviewError::TooManyPixels`].
    pub fn of(pdf: &Pdf, page: usize, resolution: Resolution) -> Result<Self, PreviewError> {
        let looks = looks::completed(pdf);
        let size = limits::size(&looks.pdf, page, resolution)?;
        Ok(Self { pdf: looks.pdf, page, size, unseen: looks.unseen })
    }

    /// How wide the picture is, in pixels.
    pub fn width(&self) -> u16 {
        self.size.width
    }

    /// How high the picture is, in pixels.
    pub fn height(&self) -> u16 {
        self.size.height
    }

    /// Pixels an inch: what was asked for, or less where the page is so large that it would pass [`MOST_PIXELS`].
    pub fn dots(&self) -> f64 {
        self.size.dots
    }

    /// How many fields of the document have a value but no appearance, and could not be given one: viewers that draw
    /// such fields themselves show more than the picture does.
    pub fn unseen_fields(&self) -> usize {
        self.unseen
    }

    /// Draws it here, as a PNG file.
    ///
    /// # Errors
    /// [`PreviewError::NotDrawn`].
    pub fn draw(&self) -> Result<Vec<u8>, PreviewError> {
        Order::of(self).draw()
    }

    /// What a process of its own needs to draw it.
    pub fn order(&self) -> Vec<u8> {
        Order::of(self).into_bytes()
    }
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("page", &self.page).field("size", &self.size).finish_non_exhaustive()
    }
}
