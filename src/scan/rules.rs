//! The rules: from measurements to a verdict. The first rule that applies decides; `docs/scan-check.md` says where
//! each number comes from.

use super::page_evidence::{LargestImage, PageEvidence};
use super::reason::PageReason;

/// With a smaller share of images a page is not a scan, whatever made it.
pub(super) const LEAST_COVERAGE: f64 = 0.12;
/// From this share on, a page consists of images.
pub(super) const MOST_OF_PAGE: f64 = 0.5;
/// From this share on, only margins are free of images.
const NEARLY_ALL: f64 = 0.8;
/// The share of a page shown at half its size.
const QUARTER_PAGE_SHARE: f64 = 0.25;
/// Fewer glyphs are a page number or a source line, no text.
const FEW_LETTERS: usize = 20;
/// As many glyphs, on as much of the page, are a header or a footer over a scan.
const HEADER_LETTERS: usize = 200;
const HEADER_SHARE: f64 = 0.02;
/// As many invisible glyphs are a text layer, no accident.
pub(super) const LEAST_TEXT_LAYER_GLYPHS: usize = 100;
/// Born-digital pages with large images have a larger share of text than this.
const THIN_TEXT: f64 = 0.04;
/// And so do filled-in scans, nearly.
pub(super) const FORM_TEXT: f64 = 0.06;
/// The share of a stamp, or of a visible signature.
const STAMP_SHARE: f64 = 0.06;
/// With as many glyphs for one character they are no fonts: they were cut out of an image.
const MANY_VARIANTS: f64 = 4.0;
/// From this share on, a page consists of text: a full page has from 0.25 to 0.35.
pub(super) const HALF_A_PAGE_OF_TEXT: f64 = 0.15;
/// At fewer pixels per inch, pages are not scanned, and small print is illegible.
const SCANNER_DPI: f64 = 70.0;
/// Half of A4 at that resolution.
pub(super) const HALF_PAGE_PIXELS: u64 = 230_000;
/// A4 at 72 and at 100 pixels per inch: the least at which a page is legible, and the least that scanners make.
const COARSE_PAGE_PIXELS: u64 = 500_000;
const PAGE_PIXELS: u64 = 970_000;
/// As many painted paths are a layout: rules, boxes, areas of colour.
const LEAST_LAYOUT_PATHS: usize = 20;
/// Fewer glyphs are no title.
const LEAST_TITLE_LETTERS: usize = 4;
/// The area of a glyph of 18 points, in square points.
const TITLE_LETTER_AREA: f64 = 140.0;
/// Scans have fewer segments; with more, something was drawn.
const MOST_SCAN_SEGMENTS: usize = 200;
/// A page of text as outlines, or a vectorized scan, has more segments than this.
pub(super) const MANY_SEGMENTS: usize = 3000;

/// The reason of a page, by its measurements.
pub(super) fn classify_page(e: &PageEvidence) -> PageReason {
    let reason = by_content(e);
    if reason.is_digital() && !e.incomplete.is_empty() {
        return PageReason::Incomplete;
    }
    reason
}

fn by_content(e: &PageEvidence) -> PageReason {
    if e.coverage >= MOST_OF_PAGE { by_large_image(e) } else { by_small_image(e) }
        .unwrap_or_else(|| without_image(e))
}

/// For a page that consists of images: a reason, unless there is text enough.
fn by_large_image(e: &PageEvidence) -> Option<PageReason> {
    let recognised = e.ocr_like_glyphs();
    if is_header(e) {
        if e.doubtful >= FEW_LETTERS && e.doubtful > recognised {
            return Some(PageReason::DoubtfulText);
        }
        // A header is small; large glyphs are the title of a cover. Glyphs all over the page are a certificate.
        let title = e.live >= LEAST_TITLE_LETTERS && e.letter_area() > TITLE_LETTER_AREA;
        let aside = e.live_inside < FEW_LETTERS || e.inside_box <= STAMP_SHARE;
        let nothing_else = e.live < FEW_LETTERS || e.coverage >= NEARLY_ALL && aside;
        let scan =
            recognised >= LEAST_TEXT_LAYER_GLYPHS || nothing_else && !title && !e.outlines.are_letters();
        return Some(if scan { PageReason::ImageOfPage } else { PageReason::MostlyImage });
    }
    if recognised >= LEAST_TEXT_LAYER_GLYPHS && recognised >= 2 * e.live {
        let thin = e.text_share < THIN_TEXT;
        return Some(if thin { PageReason::HiddenText } else { PageReason::HiddenAndLiveText });
    }
    if e.bilevel >= MOST_OF_PAGE || e.coverage >= NEARLY_ALL && e.glyphs_per_letter >= MANY_VARIANTS {
        return Some(PageReason::TextOnScan);
    }
    if holds_fewer_letters_than_text(e) && recognised < LEAST_TEXT_LAYER_GLYPHS {
        return None;
    }
    let sharp = largest_image_is(e, |i| i.dpi >= SCANNER_DPI);
    let over = 2 * e.live_on_images > e.live;
    if sharp && e.text_share < HALF_A_PAGE_OF_TEXT && (over || e.coverage >= NEARLY_ALL) {
        return Some(PageReason::TextOnScan);
    }
    (e.text_share < THIN_TEXT && !has_drawn_layout(e)).then_some(PageReason::LittleText)
}

/// For images on part of the page.
fn by_small_image(e: &PageEvidence) -> Option<PageReason> {
    if e.outlines.are_letters() {
        return None;
    }
    let text = e.all_live() + e.doubtful;
    if e.coverage >= LEAST_COVERAGE && text == 0 {
        let scanner = largest_image_is(e, |i| i.dpi >= SCANNER_DPI && i.pixels() >= HALF_PAGE_PIXELS);
        let only = e.segments <= MOST_SCAN_SEGMENTS && (e.bilevel > 0.1 || scanner);
        return Some(if only { PageReason::ImageOnly } else { PageReason::PictureOnly });
    }
    // Invisible text behind outlines is a part of the evidence; the outlines are what is visible.
    let outlines = e.coverage < LEAST_COVERAGE && e.segments > MANY_SEGMENTS;
    if e.all_live() < FEW_LETTERS && e.ocr_like_glyphs() >= LEAST_TEXT_LAYER_GLYPHS && !outlines {
        return Some(PageReason::HiddenAndLiveText);
    }
    if e.coverage >= LEAST_COVERAGE && e.all_live() < FEW_LETTERS {
        let page =
            largest_image_is(e, |i| i.pixels() >= COARSE_PAGE_PIXELS) && e.image_letters >= HEADER_LETTERS;
        return (e.bilevel > 0.1 || page).then_some(PageReason::PictureOnly);
    }
    let whole_page = largest_image_is(e, |i| i.pixels() >= PAGE_PIXELS);
    if e.coverage >= QUARTER_PAGE_SHARE && whole_page {
        if is_header(e) && !has_drawn_layout(e) {
            return Some(PageReason::MostlyImage);
        }
        // A small picture of a page, with text over it.
        if 2 * e.live_on_images > e.live && e.text_share < FORM_TEXT {
            return Some(PageReason::TextOnScan);
        }
    }
    // A scan on a page that is far larger.
    (text == 0 && whole_page).then_some(PageReason::PictureOnly)
}

fn without_image(e: &PageEvidence) -> PageReason {
    if e.glyph_image_share >= MOST_OF_PAGE {
        PageReason::ImageInGlyphs
    } else if is_header(e) && e.segments > MANY_SEGMENTS {
        if e.outlines.are_letters() { PageReason::DrawnLetters } else { PageReason::Outlines }
    } else if e.all_live() == 0 && e.images == 0 && e.paths == 0 {
        PageReason::Blank
    } else {
        PageReason::LiveText
    }
}

/// Whether the text is no more than a header or a footer.
fn is_header(e: &PageEvidence) -> bool {
    e.live < FEW_LETTERS || e.live < HEADER_LETTERS && e.text_share <= HEADER_SHARE
}

/// Whether the page has a drawn layout: lines and areas, and the text beside the images. Of 110 scanned pages all
/// but two have at most two painted paths.
fn has_drawn_layout(e: &PageEvidence) -> bool {
    e.coverage < NEARLY_ALL && e.paths >= LEAST_LAYOUT_PATHS && 2 * e.live_on_images <= e.live
}

fn largest_image_is(e: &PageEvidence, fits: impl Fn(&LargestImage) -> bool) -> bool {
    e.largest_image.as_ref().is_some_and(fits)
}

/// Whether the images can hold fewer characters than the page has as text: a letterhead, a tinted background.
fn holds_fewer_letters_than_text(e: &PageEvidence) -> bool {
    e.bilevel < 0.1 && e.image_letters < e.live
}
