//! The measurements of a page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::incomplete::IncompleteReason;
use super::outlines::OutlineCounts;

/// Why a glyph is invisible, or may be. See [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum HiddenReason {
    /// Its font has no outline for it.
    Blank,
    /// Outside of the clip or the page.
    Clipped,
    /// Painted over.
    Covered,
    /// Nearly transparent.
    Faint,
    /// Rendering mode 3: neither filled nor stroked.
    Invisible,
    /// In optional content that is off.
    #[serde(rename = "layer-off")]
    OptionalContentOff,
    /// In the colour of its backdrop.
    SameColor,
    /// One of many glyphs in one place.
    Stacked,
    /// Too small to be read.
    Tiny,
}

impl HiddenReason {
    /// Whether OCR programs hide text in this way; otherwise the text is off the page, or has the colour of its
    /// backdrop.
    pub(crate) fn is_typical_of_ocr(self) -> bool {
        !matches!(self, Self::Clipped | Self::SameColor)
    }
}

/// The measurements of a page. Shares are of the visible page, from 0 to 1. See
/// [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[non_exhaustive]
pub(crate) struct PageEvidence {
    /// The area of the visible page in square points.
    pub page_area: f64,
    /// The share that shows images.
    pub coverage: f64,
    /// Legible glyphs of the page's own content.
    pub live: usize,
    /// Those of them that are on an image.
    pub live_on_images: usize,
    /// Those of them that are not at the edges: neither header nor footer.
    pub live_inside: usize,
    /// The share of the bounding box of those.
    pub inside_box: f64,
    /// Legible glyphs of fields, comments and signatures, which were added to the page later.
    pub live_in_annotations: usize,
    /// The share of the boxes of legible glyphs, none counted twice or as larger than 30 points.
    pub text_share: f64,
    /// The mean number of different glyphs for a character: as a rule one for each font.
    #[serde(rename = "variants")]
    pub glyphs_per_letter: f64,
    /// Glyphs that may be invisible: pale on an image, behind a mask, in an unusual blend mode.
    pub doubtful: usize,
    /// Invisible glyphs, by reason.
    pub hidden: BTreeMap<HiddenReason, usize>,
    /// The number of images.
    pub images: usize,
    /// The image with the largest share.
    #[serde(rename = "largest")]
    pub largest_image: Option<LargestImage>,
    /// The share of images with one bit per pixel, as scanners make them.
    pub bilevel: f64,
    /// The share of images in glyphs of Type 3 fonts.
    #[serde(rename = "glyph_raster")]
    pub glyph_image_share: f64,
    /// The bytes of the images in the file.
    pub image_bytes: usize,
    /// The most characters that the images making up nine tenths of the coverage can hold, by their bytes.
    pub image_letters: usize,
    /// Painted paths.
    pub paths: usize,
    /// Their segments.
    pub segments: usize,
    /// What these draw, where there are many of them.
    #[serde(rename = "shapes")]
    pub outlines: OutlineCounts,
    /// What was not run, or not exactly; empty where everything was.
    #[serde(rename = "troubles")]
    pub incomplete: Vec<IncompleteReason>,
}

/// The image with the largest share of a page. See [`PageClassification`](crate::scan::PageClassification).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub(crate) struct LargestImage {
    /// Its share.
    pub share: f64,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Pixels per inch, in the direction where they are fewer.
    pub dpi: f64,
    /// The last filter (`DCTDecode` …); empty where there is none.
    pub filter: String,
    /// Its object number; `None` for an inline image.
    pub object: Option<u32>,
}

impl LargestImage {
    /// The number of its pixels.
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl PageEvidence {
    /// Glyphs that are hidden as OCR programs hide text.
    pub(crate) fn ocr_like_glyphs(&self) -> usize {
        self.hidden.iter().filter(|(why, _)| why.is_typical_of_ocr()).map(|(_, count)| count).sum()
    }

    /// All legible glyphs, those of annotations included.
    pub(crate) fn all_live(&self) -> usize {
        self.live + self.live_in_annotations
    }

    /// The mean area of a legible glyph, in square points; 0 without any.
    pub(super) fn letter_area(&self) -> f64 {
        if self.live == 0 { 0.0 } else { self.text_share * self.page_area / self.live as f64 }
    }

    /// All invisible glyphs.
    pub(crate) fn hidden_glyphs(&self) -> usize {
        self.hidden.values().sum()
    }
}
