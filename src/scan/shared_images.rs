//! Images that several pages of a document show: letterheads and backgrounds, not scans.

use std::collections::BTreeSet;

use super::page_evidence::PageEvidence;
use super::reason::PageReason;
use super::rules::{FORM_TEXT, HALF_A_PAGE_OF_TEXT, LEAST_TEXT_LAYER_GLYPHS, MOST_OF_PAGE};

/// Compares the pages of a document: an image under a page full of text is a background, also on other pages. A
/// scan is on one page only.
pub(super) fn reclassify_shared_images(pages: &mut [(PageEvidence, PageReason)]) {
    let background = |(e, reason): &(PageEvidence, PageReason)| {
        let full = *reason == PageReason::LiveText
            && e.coverage >= MOST_OF_PAGE
            && e.text_share >= HALF_A_PAGE_OF_TEXT;
        e.largest_image.as_ref().filter(|i| full && i.share >= MOST_OF_PAGE)?.object
    };
    let backgrounds: BTreeSet<u32> = pages.iter().filter_map(background).collect();
    for (e, reason) in pages {
        let shared = e
            .largest_image
            .as_ref()
            .and_then(|i| i.object)
            .is_some_and(|object| backgrounds.contains(&object));
        if shared
            && e.coverage >= MOST_OF_PAGE
            && e.bilevel < 0.1
            && e.ocr_like_glyphs() < LEAST_TEXT_LAYER_GLYPHS
        {
            *reason = match *reason {
                PageReason::ImageOfPage => PageReason::MostlyImage,
                PageReason::LittleText | PageReason::TextOnScan if e.text_share >= FORM_TEXT => {
                    PageReason::TextOnSharedImage
                }
                other => other,
            };
        }
    }
}
