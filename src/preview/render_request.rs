//! What is handed to whoever draws: one line of JSON, and behind it the bytes of the document.

use serde::{Deserialize, Serialize};

use super::limits::RasterSize;
use super::{PreviewError, PreviewPage, raster};

/// A page of a document to be drawn, and how large.
#[derive(Serialize, Deserialize)]
pub(super) struct RenderRequest<'a> {
    pub(super) page: usize,
    pub(super) size: RasterSize,
    #[serde(borrow)]
    pub(super) password: std::borrow::Cow<'a, str>,
    #[serde(skip)]
    pub(super) document: &'a [u8],
}

impl<'a> RenderRequest<'a> {
    pub(super) fn of(sheet: &'a PreviewPage) -> Self {
        let password = sheet.pdf.password().unwrap_or_default().into();
        Self { page: sheet.page, size: sheet.size, password, document: sheet.pdf.bytes() }
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let line = bytes.iter().position(|byte| *byte == b'\n')?;
        let (head, document) = bytes.split_at_checked(line)?;
        let order: Self = serde_json::from_slice(head).ok()?;
        Some(Self { document: document.get(1..)?, ..order })
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        // Numbers and one text: they always are JSON.
        let mut bytes = serde_json::to_vec(&self).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend(self.document);
        bytes
    }

    /// Draws on a thread of its own, with room for deep nesting.
    pub(super) fn render(&self) -> Result<Vec<u8>, PreviewError> {
        raster::render_on_thread(self)
    }
}

/// Does what [`PreviewPage::order`] says; a PNG file.
///
/// # Errors
/// [`PreviewError::NotRendered`].
pub(crate) fn render_request(order: &[u8]) -> Result<Vec<u8>, PreviewError> {
    const NO_ORDER: PreviewError = PreviewError::NotRendered { why: "the order cannot be read" };
    RenderRequest::read(order).ok_or(NO_ORDER)?.render()
}
