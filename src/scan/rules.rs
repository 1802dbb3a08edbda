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
/// Part of a page is a scan from this resolution and this many pixels.
const PART_DPI: f64 = 90.0;
const PART_PIXELS: u64 = 300_000;
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
        if e.doubtful >= LAYER && e.doubtful > recognised {
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
        let sharp = e.largest.as_ref().is_some_and(|i| i.share >= 0.8 && i.dpi >= SCANNER_DPI);
        if e.bilevel >= MOST_OF_PAGE || sharp && e.text_share < FORM_TEXT {
            return Reason::TextOnScan;
        }
        if e.text_share < THIN_TEXT {
            return Reason::LittleText;
        }
    }
    if e.coverage >= LEAST_COVERAGE && e.live < FEW {
        let pixels = |i: &super::evidence::Largest| u64::from(i.width) * u64::from(i.height);
        let scanner = e.largest.as_ref().is_some_and(|i| i.dpi >= PART_DPI && pixels(i) >= PART_PIXELS);
        return if e.bilevel > 0.1 || scanner { Reason::ImageOnly } else { Reason::PictureOnly };
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
