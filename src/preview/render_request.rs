//! The request to a rendering process: one line of JSON, and the bytes of the document behind it.

use serde::{Deserialize, Serialize};

use super::limits::RasterSize;
use super::{PreviewError, PreviewPage, raster};

/// A page of a document, and the size of its preview.
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
    pub(super) fn of(page: &'a PreviewPage) -> Self {
        let password = page.pdf.password().unwrap_or_default().into();
        Self { page: page.page, size: page.size, password, document: page.pdf.bytes() }
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let line = bytes.iter().position(|byte| *byte == b'\n')?;
        let (head, document) = bytes.split_at_checked(line)?;
        let request: Self = serde_json::from_slice(head).ok()?;
        Some(Self { document: document.get(1..)?, ..request })
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        // Numbers and one text: serializing cannot fail.
        let mut bytes = serde_json::to_vec(&self).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend(self.document);
        bytes
    }

    /// Renders on a thread of its own, with a stack for deep nesting.
    pub(super) fn render(&self) -> Result<Vec<u8>, PreviewError> {
        raster::render_on_thread(self)
    }
}

/// Renders what [`PreviewPage::to_request`] gave; a PNG file.
///
/// # Errors
/// [`PreviewError::NotRendered`].
pub(crate) fn render_request(request: &[u8]) -> Result<Vec<u8>, PreviewError> {
    const NO_ORDER: PreviewError = PreviewError::NotRendered { why: "the order cannot be read" };
    RenderRequest::read(request).ok_or(NO_ORDER)?.render()
}
