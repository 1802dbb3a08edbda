//! From what was measured to a verdict. The first rule that fits decides; `docs/scan-check.md` says where each
//! number comes from.

use std::collections::BTreeSet;

use super::evidence::{Evidence, Largest};
use super::reason::Reason;

/// Below this share of images a page is not a scan, however it is made.
pub(super) const LEAST_COVERAGE: f64 = 0.12;
/// From this share on, images are what the page consists of.
const MOST_OF_PAGE: f64 = 0.5;
/// From this share on, nothing but a margin is left.
const NEARLY_ALL: f64 = 0.8;
/// A page shown at half its size.
const QUARTER: f64 = 0.25;
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
/// The box of a stamp, or of a signature that is seen.
const STAMP: f64 = 0.06;
/// So many glyphs for one letter are no fonts any more: the letters were cut out of an image.
const MANY_VARIANTS: f64 = 4.0;
/// With more, text is what the page consists of: a full page has from 0.25 to 0.35.
const HALF_A_PAGE_OF_TEXT: f64 = 0.15;
/// Below this, in pixels an inch, pages are not scanned, and small print is not read.
const SCANNER_DPI: f64 = 70.0;
/// Half of A4 at that resolution.
pub(super) const HALF_PAGE_PIXELS: u64 = 230_000;
/// A4 at 72 and at 100 pixels an inch: the least at which a page can be read, and the least that scanners make.
const COARSE_PAGE_PIXELS: u64 = 500_000;
const PAGE_PIXELS: u64 = 970_000;
/// So many drawn paths are a layout: rules, boxes, areas of colour.
const DRAWN: usize = 20;
/// Fewer letters are no title.
const A_WORD: usize = 4;
/// The box of a letter of 18 points, in square points.
const TITLE_LETTER: f64 = 140.0;
/// Scans have fewer segments beside them; with more, something was drawn.
const DRAWING: usize = 200;
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

/// Looks at the pages of a document together: an image under a page full of text is a ground, and is one on the other
/// pages too. A scan is on one page only.
pub(super) fn reconsider(pages: &mut [(Evidence, Reason)]) {
    let ground = |(e, reason): &(Evidence, Reason)| {
        let full =
            *reason == Reason::LiveText && e.coverage >= MOST_OF_PAGE && e.text_share >= HALF_A_PAGE_OF_TEXT;
        e.largest.as_ref().filter(|i| full && i.share >= MOST_OF_PAGE)?.object
    };
    let grounds: BTreeSet<u32> = pages.iter().filter_map(ground).collect();
    for (e, reason) in pages {
        let shared =
            e.largest.as_ref().and_then(|i| i.object).is_some_and(|object| grounds.contains(&object));
        if shared && e.coverage >= MOST_OF_PAGE && e.bilevel < 0.1 && e.recognised() < LAYER {
            *reason = match *reason {
                Reason::ImageOfPage => Reason::MostlyImage,
                Reason::LittleText | Reason::TextOnScan if e.text_share >= FORM_TEXT => Reason::OnGround,
                other => other,
            };
        }
    }
}

fn by_content(e: &Evidence) -> Reason {
    if e.coverage >= MOST_OF_PAGE { by_large_image(e) } else { by_small_image(e) }
        .unwrap_or_else(|| without_image(e))
}

/// Images are what the page consists of, unless there is text enough.
fn by_large_image(e: &Evidence) -> Option<Reason> {
    let recognised = e.recognised();
    if is_header(e) {
        if e.doubtful >= FEW && e.doubtful > recognised {
            return Some(Reason::DoubtfulText);
        }
        // A header is set small; large letters are the title of a cover. Letters all over the page are a certificate.
        let title = e.live >= A_WORD && e.letter_area() > TITLE_LETTER;
        let aside = e.live_inside < FEW || e.inside_box <= STAMP;
        let nothing_else = e.live < FEW || e.coverage >= NEARLY_ALL && aside;
        let scan = recognised >= LAYER || nothing_else && !title && !e.shapes.are_letters();
        return Some(if scan { Reason::ImageOfPage } else { Reason::MostlyImage });
    }
    if recognised >= LAYER && recognised >= 2 * e.live {
        let thin = e.text_share < THIN_TEXT;
        return Some(if thin { Reason::HiddenText } else { Reason::HiddenAndLiveText });
    }
    if e.bilevel >= MOST_OF_PAGE || e.coverage >= NEARLY_ALL && e.variants >= MANY_VARIANTS {
        return Some(Reason::TextOnScan);
    }
    if is_quiet(e) && recognised < LAYER {
        return None;
    }
    let sharp = largest(e, |i| i.dpi >= SCANNER_DPI);
    let over = 2 * e.live_on_images > e.live;
    if sharp && e.text_share < HALF_A_PAGE_OF_TEXT && (over || e.coverage >= NEARLY_ALL) {
        return Some(Reason::TextOnScan);
    }
    (e.text_share < THIN_TEXT && !is_composed(e)).then_some(Reason::LittleText)
}

/// Images are on part of the page.
fn by_small_image(e: &Evidence) -> Option<Reason> {
    if e.shapes.are_letters() {
        return None;
    }
    let text = e.all_live() + e.doubtful;
    if e.coverage >= LEAST_COVERAGE && text == 0 {
        let scanner = largest(e, |i| i.dpi >= SCANNER_DPI && i.pixels() >= HALF_PAGE_PIXELS);
        let only = e.segments <= DRAWING && (e.bilevel > 0.1 || scanner);
        return Some(if only { Reason::ImageOnly } else { Reason::PictureOnly });
    }
    // Text behind outlines is told among the facts: the outlines are what is seen.
    let outlines = e.coverage < LEAST_COVERAGE && e.segments > MANY_SEGMENTS;
    if e.all_live() < FEW && e.recognised() >= LAYER && !outlines {
        return Some(Reason::HiddenAndLiveText);
    }
    if e.coverage >= LEAST_COVERAGE && e.all_live() < FEW {
        let page = largest(e, |i| i.pixels() >= COARSE_PAGE_PIXELS) && e.image_letters >= HEADER;
        return (e.bilevel > 0.1 || page).then_some(Reason::PictureOnly);
    }
    let whole_page = largest(e, |i| i.pixels() >= PAGE_PIXELS);
    if e.coverage >= QUARTER && whole_page {
        if is_header(e) && !is_composed(e) {
            return Some(Reason::MostlyImage);
        }
        // A page shown small, with text over it.
        if 2 * e.live_on_images > e.live && e.text_share < FORM_TEXT {
            return Some(Reason::TextOnScan);
        }
    }
    // A scan on a sheet that is far larger.
    (text == 0 && whole_page).then_some(Reason::PictureOnly)
}

fn without_image(e: &Evidence) -> Reason {
    if e.glyph_raster >= MOST_OF_PAGE {
        Reason::ImageInGlyphs
    } else if is_header(e) && e.segments > MANY_SEGMENTS {
        if e.shapes.are_letters() { Reason::DrawnLetters } else { Reason::Outlines }
    } else if e.all_live() == 0 && e.images == 0 && e.paths == 0 {
        Reason::Blank
    } else {
        Reason::LiveText
    }
}

/// Whether the text is no more than a header or a footer.
fn is_header(e: &Evidence) -> bool {
    e.live < FEW || e.live < HEADER && e.text_share <= HEADER_SHARE
}

/// Whether somebody laid the page out: lines and areas drawn, and the text beside the images. Of 110 scanned pages
/// all but two have at most two drawn paths.
fn is_composed(e: &Evidence) -> bool {
    e.coverage < NEARLY_ALL && e.paths >= DRAWN && 2 * e.live_on_images <= e.live
}

fn largest(e: &Evidence, fits: impl Fn(&Largest) -> bool) -> bool {
    e.largest.as_ref().is_some_and(fits)
}

/// Whether the images cannot hold as many letters as the page has as text: a letterhead, a tinted ground.
fn is_quiet(e: &Evidence) -> bool {
    e.bilevel < 0.1 && e.image_letters < e.live
}
