//! What was measured on a page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::incomplete::IncompleteReason;
use super::outlines::OutlineCounts;

/// Why a glyph that is shown is seen by nobody, or perhaps by nobody. See [`PageLook`](crate::scan::PageLook).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub(crate) enum HiddenReason {
    /// Its font draws nothing.
    Blank,
    /// Outside of the clip or of the page.
    Clipped,
    /// Painted over.
    Covered,
    /// Nearly transparent.
    Faint,
    /// Rendering mode 3: neither filled nor stroked.
    Invisible,
    /// On a layer that is off.
    #[serde(rename = "layer-off")]
    OptionalContentOff,
    /// In the colour of the ground.
    SameColor,
    /// Many glyphs on one spot.
    Stacked,
    /// Too small to be read.
    Tiny,
}

impl HiddenReason {
    /// Whether programs that recognise text in scans hide it so, as against text that slipped off the page or that
    /// matches its ground.
    pub(crate) fn is_typical_of_ocr(self) -> bool {
        !matches!(self, Self::Clipped | Self::SameColor)
    }
}

/// What was measured on a page. Shares are of the visible page, from 0 to 1. See [`PageLook`](crate::scan::PageLook).
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[non_exhaustive]
pub(crate) struct PageEvidence {
    /// The area of the visible page in square points.
    pub page_area: f64,
    /// The share that shows images.
    pub coverage: f64,
    /// Glyphs of the page itself that can be read.
    pub live: usize,
    /// Those of them that lie on an image.
    pub live_on_images: usize,
    /// Those of them that are not at the edges: neither header nor footer.
    pub live_inside: usize,
    /// The share of the box around those.
    pub inside_box: f64,
    /// Glyphs of fields, comments and signatures that can be read: they were put on the page later.
    pub live_in_annotations: usize,
    /// The share of the boxes of glyphs that can be read, none counted twice or as larger than 30 points.
    pub text_share: f64,
    /// How many different glyphs there are for a letter in the mean: one for each font, as a rule.
    #[serde(rename = "variants")]
    pub glyphs_per_letter: f64,
    /// Glyphs that may or may not be seen: pale on an image, behind a mask, in an unusual blend mode.
    pub doubtful: usize,
    /// Glyphs that nobody sees, by reason.
    pub hidden: BTreeMap<HiddenReason, usize>,
    /// Images.
    pub images: usize,
    /// The one that takes the largest share.
    #[serde(rename = "largest")]
    pub largest_image: Option<LargestImage>,
    /// The share of images with one bit a pixel, as scanners make them.
    pub bilevel: f64,
    /// The share of images that draw glyphs of Type 3 fonts.
    #[serde(rename = "glyph_raster")]
    pub glyph_image_share: f64,
    /// The bytes of the images in the file.
    pub image_bytes: usize,
    /// The letters that the images making up nine tenths of the coverage can hold at most, by their bytes.
    pub image_letters: usize,
    /// Painted paths.
    pub paths: usize,
    /// Their segments.
    pub segments: usize,
    /// What these draw, where there are many of them.
    #[serde(rename = "shapes")]
    pub outlines: OutlineCounts,
    /// What kept the page from being seen whole; empty where nothing did.
    #[serde(rename = "troubles")]
    pub incomplete: Vec<IncompleteReason>,
}

/// The image that takes the largest share of a page. See [`PageLook`](crate::scan::PageLook).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub(crate) struct LargestImage {
    /// Its share.
    pub share: f64,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Pixels an inch, in the direction where they are fewer.
    pub dpi: f64,
    /// The compression (`DCTDecode` …); empty where there is none.
    pub filter: String,
    /// Its number among the objects of the file; `None` where it stands in the content itself.
    pub object: Option<u32>,
}

impl LargestImage {
    /// How many pixels it has.
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl PageEvidence {
    /// Glyphs that are hidden as programs that recognise text hide it.
    pub(crate) fn ocr_like_glyphs(&self) -> usize {
        self.hidden.iter().filter(|(why, _)| why.is_typical_of_ocr()).map(|(_, count)| count).sum()
    }

    /// All glyphs that can be read, those of annotations among them.
    pub(crate) fn all_live(&self) -> usize {
        self.live + self.live_in_annotations
    }

    /// The mean box of a letter that can be read, in square points; 0 without any.
    pub(super) fn letter_area(&self) -> f64 {
        if self.live == 0 { 0.0 } else { self.text_share * self.page_area / self.live as f64 }
    }

    /// All glyphs that nobody sees.
    pub(crate) fn hidden_glyphs(&self) -> usize {
        self.hidden.values().sum()
    }
}
