//! From what was measured to a verdict. The first rule that fits decides; `docs/scan-check.md` says where each
//! number comes from.

use super::evidence::Evidence;
use super::reason::Reason;

/// Below this share of images a page is not a scan, however it is made.
pub(super) const LEAST_COVERAGE: f64 = 0.12;
/// From this share on, images are what the page consists of.
const MOST_OF_PAGE: f64 = 0.5;
/// Fewer letters are a page number or a source line, no text.
const FEW: usize = 20;
/// Up to so many letters, on up to so much of the page, are a header or a footer over a scan.
const HEADER: usize = 200;
const HEADER_SHARE: f64 = 0.02;
/// So many hidden letters are a text layer, not an accident.
const LAYER: usize = 100;
/// Born-digital pages with large images have more text than this.
const THIN_TEXT: f64 = 0.04;
/// And so do filled-in scans, nearly.
const FORM_TEXT: f64 = 0.06;
/// Scanners make at least this, in pixels an inch; backgrounds are made for the screen.
const SCANNER_DPI: f64 = 140.0;
/// Part of a page is a scan from this resolution and this many pixels: those of half a page at that resolution.
const PART_DPI: f64 = 70.0;
const PART_PIXELS: u64 = 230_000;
/// With fewer bytes a pixel, all but a few blocks of an image are empty: JPEG spends most of this on empty ones.
const QUIET: f64 = 0.02;
/// The same where empty rows cost nothing.
const QUIET_LOSSLESS: f64 = 0.004;
/// A page of text as outlines, or a vectorised scan, has more segments than this.
pub(super) const MANY_SEGMENTS: usize = 3000;

/// What a page is, by what was measured on it.
pub(super) fn decide(e: &Evidence) -> Reason {
    let reason = by_content(e);
    if reason.is_digital() && !e.troubles.is_empty() {
        return Reason::NotSeenWhole;
    }
    reason
}

fn by_content(e: &Evidence) -> Reason {
    let header = e.live < FEW || e.live < HEADER && e.text_share <= HEADER_SHARE;
    let recognised = e.recognised();
    if e.coverage >= MOST_OF_PAGE && header {
        if e.doubtful >= FEW && e.doubtful > recognised {
            return Reason::DoubtfulText;
        }
        if e.live < FEW || e.coverage >= 0.8 || recognised >= LAYER {
            return Reason::ImageOfPage;
        }
        return Reason::MostlyImage;
    }
    if e.coverage >= MOST_OF_PAGE {
        if recognised >= LAYER && recognised >= 2 * e.live {
            return if e.text_share < THIN_TEXT { Reason::HiddenText } else { Reason::HiddenAndLiveText };
        }
        if is_quiet(e) && recognised < LAYER {
            return Reason::LiveText;
        }
        let sharp = e.largest.as_ref().is_some_and(|i| i.share >= 0.8 && i.dpi >= SCANNER_DPI);
        if e.bilevel >= MOST_OF_PAGE || sharp && e.text_share < FORM_TEXT {
            return Reason::TextOnScan;
        }
        if e.text_share < THIN_TEXT {
            return Reason::LittleText;
        }
    }
    if e.coverage >= LEAST_COVERAGE && e.live < FEW {
        let scanner = e.largest.as_ref().is_some_and(|i| i.dpi >= PART_DPI && i.pixels() >= PART_PIXELS);
        let alone = e.live + e.doubtful == 0 && e.segments <= MANY_SEGMENTS;
        return if alone && (e.bilevel > 0.1 || scanner) { Reason::ImageOnly } else { Reason::PictureOnly };
    }
    if e.glyph_raster >= MOST_OF_PAGE {
        return Reason::ImageInGlyphs;
    }
    if e.live < FEW && e.segments > MANY_SEGMENTS {
        return Reason::Outlines;
    }
    if e.live == 0 && e.images == 0 && e.paths == 0 {
        return Reason::Blank;
    }
    Reason::LiveText
}

/// Whether the images hold so little that the page's content must be elsewhere.
fn is_quiet(e: &Evidence) -> bool {
    let limit = match e.largest.as_ref().map(|i| i.filter.as_str()) {
        Some("DCTDecode" | "JPXDecode") => QUIET,
        _ => QUIET_LOSSLESS,
    };
    let pixels = e.largest.as_ref().map_or(0, super::evidence::Largest::pixels);
    e.bilevel < 0.1 && (e.image_bytes as f64) < limit * pixels as f64
}
