//! Looks at a page through the interpreter's eyes and measures what a person would see.

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{self, Block, Canvas, Spot};
use super::capacity;
use super::evidence::{Evidence, Largest, Unseen};
use super::rules::{LEAST_COVERAGE, MANY_SEGMENTS};
use super::shapes::Drawing;
use super::trouble::Trouble;
use crate::pdf::Rect;
use crate::pdf::content::{
    Around, Blend, FillRule, Glyph, Ink, Interpreter, Outline, PageView, Paint, Path, Quad, Raster, Role,
    Shading, Source, TextMode, Visitor, Walked,
};

/// Less of a letter than this, inside page and clip, is not read.
const SEEN_SHARE: f64 = 0.3;
/// Smaller letters, in points, are not read.
const SMALLEST: f64 = 2.5;
/// A difference of lightness below this is not seen.
const LEAST_CONTRAST: f64 = 0.08;
/// On an image, which may be white paper, letters lighter than this may vanish.
const PALE: f64 = 0.55;
/// Letters count no larger than this, in points: headings say less than they cover.
const LARGEST_LETTER: f64 = 30.0;
/// More glyphs with their middle in one cell are piled up, not written.
const MOST_IN_CELL: u8 = 6;
/// In fewer pixels an inch a letter of ten points is seven pixels high, and its lines are not told apart.
const LEAST_DPI: f64 = 50.0;
/// As many pixels across a page, on A4: a larger page is looked at from farther away.
const LEAST_ACROSS: f64 = 413.0;
/// With more letters, a page has text, whatever else is drawn on it.
const MUCH_TEXT: usize = 400;
/// Outlines with more points are not followed.
const MOST_POINTS: usize = 512;
/// A mesh or a sampled function with as many bytes can hold the image of a page.
const LEAST_IMAGE_SHADING: usize = 4000;
/// Glyphs of bitmap fonts are smaller, in points.
const LARGEST_BITMAP_LETTER: f64 = 72.0;

/// Measures one page.
pub(super) struct Sight<'c> {
    view: PageView,
    canvas: &'c mut Canvas,
    evidence: Evidence,
    /// Glyphs that can be read so far, until something is painted over them.
    read: Vec<Read>,
    /// The codes that were shown, by font.
    fonts: BTreeMap<u32, BTreeSet<u32>>,
    /// Of these the last for each low byte of a code: what is shown again and again needs no look-up.
    recent: [(u32, u32); 256],
    /// The letters that they mean, and by how many glyphs each is shown.
    meanings: BTreeMap<String, usize>,
    objects: BTreeSet<u32>,
    largest: Option<(f64, Raster)>,
    /// Of each image the share of the page and the letters that it can hold.
    capacities: Vec<(f64, usize)>,
    /// Procedures of bitmap glyphs that were shown, by font and code, and how often any was.
    bitmaps: BTreeSet<(u32, u32)>,
    bitmap_glyphs: usize,
    drawing: Drawing,
}

/// A glyph that could be read when it was painted.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Read {
    spot: Spot,
    block: Block,
    font: u32,
    bitmap: bool,
    doubtful: bool,
    on_image: bool,
    annotation: bool,
}

/// What is known of a glyph when it is painted.
enum Seen {
    Yes,
    Perhaps,
    No(Unseen),
}

impl<'c> Sight<'c> {
    /// Looks at a page on a canvas that is cleared for it.
    pub(super) fn new(view: PageView, canvas: &'c mut Canvas) -> Self {
        canvas.turn(view.bounds);
        Self {
            view,
            canvas,
            evidence: Evidence::default(),
            read: Vec::new(),
            fonts: BTreeMap::new(),
            recent: [(u32::MAX, 0); 256],
            meanings: BTreeMap::new(),
            objects: BTreeSet::new(),
            largest: None,
            capacities: Vec::new(),
            bitmaps: BTreeSet::new(),
            bitmap_glyphs: 0,
            drawing: Drawing::default(),
        }
    }

    /// What was measured, after the page was walked.
    pub(super) fn finish(mut self, walked: &Walked, interpreter: &Interpreter<'_>) -> Evidence {
        let coverage = self.canvas.raster_share();
        // Only where the text is all that speaks against a scan is it worth while to unpack fonts.
        let suspicious = coverage >= LEAST_COVERAGE || self.evidence.segments > MANY_SEGMENTS;
        let blank = |(font, codes): (&u32, &BTreeSet<u32>)| {
            let inked = interpreter.font(usize::try_from(*font).ok()?)?.inked()?;
            // `.notdef` may have an outline.
            (inked == 0 || inked * 2 < codes.len().min(8)).then_some(*font)
        };
        let blank: BTreeSet<u32> =
            if suspicious { self.fonts.iter().filter_map(blank).collect() } else { BTreeSet::new() };
        self.weigh_text(&blank);
        let mut evidence = self.evidence;
        // Fewer make no letters.
        if evidence.segments > 400 {
            evidence.shapes = self.drawing.weigh(self.canvas);
        }
        let glyphs: usize = self.meanings.values().sum();
        evidence.variants = glyphs as f64 / self.meanings.len().max(1) as f64;
        evidence.bilevel = evidence.bilevel.min(coverage);
        evidence.page_area = self.view.area();
        evidence.coverage = coverage;
        evidence.image_letters = most_letters(self.capacities);
        evidence.glyph_raster = self.canvas.glyph_raster_share();
        evidence.text_share = self.canvas.text_share();
        evidence.largest = self.largest.map(|(share, raster)| Largest {
            share,
            width: raster.width,
            height: raster.height,
            dpi: resolution(&raster, self.view.unit),
            filter: raster.filter.to_owned(),
            object: raster.object,
        });
        evidence.troubles = walked.troubles.iter().copied().map(Trouble::from).collect();
        if self.canvas.is_exhausted() {
            evidence.troubles.push(Trouble::TooMuchPainting);
        }
        evidence
    }

    /// Sorts the glyphs by what is seen of them now that all is painted.
    fn weigh_text(&mut self, blank: &BTreeSet<u32>) {
        // One use of each bitmap, and many of them: pieces of a picture rather than letters.
        let pieces = self.bitmap_glyphs >= 200 && self.bitmaps.len() * 3 > self.bitmap_glyphs * 2;
        let mut inside = canvas::Around::default();
        for glyph in std::mem::take(&mut self.read) {
            if self.canvas.is_covered(&glyph.spot) {
                self.hide(Unseen::Covered);
            } else if blank.contains(&glyph.font) {
                self.hide(Unseen::Blank);
            } else if self.canvas.count_glyph(&glyph.spot) > MOST_IN_CELL {
                self.hide(Unseen::Stacked);
            } else if glyph.doubtful || glyph.bitmap && pieces {
                self.evidence.doubtful += 1;
            } else if glyph.annotation {
                self.evidence.live_in_annotations += 1;
            } else {
                self.evidence.live += 1;
                self.evidence.live_on_images += usize::from(glyph.on_image);
                self.canvas.mark_text(&glyph.block);
                if !glyph.spot.is_at_edge() {
                    self.evidence.live_inside += 1;
                    inside.take(&glyph.spot);
                }
            }
        }
        self.evidence.inside_box = inside.share();
    }

    /// Whether a code of a font is shown for the first time.
    fn is_new(&mut self, font: u32, code: u32) -> bool {
        let [.., low] = code.to_be_bytes();
        match self.recent.get_mut(usize::from(low)) {
            Some(recent) if *recent == (font, code) => return false,
            Some(recent) => *recent = (font, code),
            None => {}
        }
        self.fonts.entry(font).or_default().insert(code)
    }

    /// Takes the parts of a path that may be letters.
    fn draw(&mut self, path: &Path<'_>, around: &Around<'_>) {
        let paint = path.fill.map(|(paint, _)| paint).or(path.stroke.map(|(paint, _)| paint));
        let plain = paint.filter(|p| p.alpha > 0.5 && around.blend == Blend::Normal && !around.masked);
        let seen = |point| {
            let spot = self.canvas.spot(point).filter(|_| around.clip.contains(point))?;
            let lightness = plain?.ink.color()?.lightness();
            let ground = self.canvas.ground(&spot).filter(|_| !self.canvas.is_raster(&spot));
            ground.is_none_or(|ground| (lightness - ground).abs() >= LEAST_CONTRAST).then_some(spot)
        };
        for part in path.outline.parts() {
            self.drawing.take(part, self.view.unit, seen);
        }
    }

    /// Whether an image is sharp enough for text in it to be read.
    fn could_be_read(&self, raster: &Raster) -> bool {
        let dpi = resolution(raster, self.view.unit);
        let inches = self.view.bounds.width().min(self.view.bounds.height()) * self.view.unit / 72.0;
        dpi >= LEAST_DPI || dpi * inches >= LEAST_ACROSS
    }

    fn hide(&mut self, why: Unseen) {
        *self.evidence.hidden.entry(why).or_default() += 1;
    }

    fn judge(&self, glyph: &Glyph<'_>, bounds: &Rect, around: &Around<'_>) -> Seen {
        let (width, height) = glyph.quad.sides();
        // An em means nothing in a Type 3 font.
        let size = if glyph.procedure.is_some() { height } else { glyph.size };
        let size = size * self.view.unit;
        if !around.shown {
            return Seen::No(Unseen::LayerOff);
        }
        if glyph.mode == TextMode::Invisible {
            return Seen::No(Unseen::Invisible);
        }
        if glyph.font.is_glyphless() {
            return Seen::No(Unseen::Blank);
        }
        if glyph.procedure.is_some_and(|p| p.rasters + p.paths + p.glyphs == 0) {
            return Seen::No(Unseen::Blank);
        }
        if size < SMALLEST || height < size * 0.05 || width > 0.0 && width < size * 0.02 {
            return Seen::No(Unseen::Tiny);
        }
        let inside = around.clip.is_upright() && around.clip.bounds().holds(bounds, 1e-6);
        if !inside && around.clip.share(&glyph.quad) < SEEN_SHARE {
            return Seen::No(Unseen::Clipped);
        }
        let Some(spot) = self.canvas.spot(glyph.quad.center()) else { return Seen::No(Unseen::Clipped) };
        self.contrast(glyph, around, &spot)
    }

    fn contrast(&self, glyph: &Glyph<'_>, around: &Around<'_>, spot: &Spot) -> Seen {
        let paints: &[Paint] = match glyph.mode {
            TextMode::Fill => &[glyph.fill],
            TextMode::Stroke => &[glyph.stroke],
            _ => &[glyph.fill, glyph.stroke],
        };
        let paints = paints.iter().filter(|paint| paint.ink != Ink::Nothing);
        let Some(paint) = paints.max_by(|a, b| a.alpha.total_cmp(&b.alpha)) else {
            return Seen::No(Unseen::Faint);
        };
        if paint.alpha < LEAST_CONTRAST {
            return Seen::No(Unseen::Faint);
        }
        if around.masked || around.altered || around.blend == Blend::Other || around.clip.is_loose() {
            return Seen::Perhaps;
        }
        let Some(color) = paint.ink.color() else { return Seen::Yes };
        let on_raster = self.canvas.is_raster(spot);
        if on_raster && matches!(paint.ink, Ink::Unsure(_)) {
            return Seen::Perhaps;
        }
        let lightness = color.lightness();
        if on_raster {
            let as_on_white = 1.0 - (1.0 - lightness) * paint.alpha;
            return if as_on_white > PALE { Seen::Perhaps } else { Seen::Yes };
        }
        match self.canvas.ground(spot) {
            Some(ground) if (lightness - ground).abs() * paint.alpha < LEAST_CONTRAST => {
                Seen::No(Unseen::SameColor)
            }
            _ => Seen::Yes,
        }
    }
}

impl Visitor for Sight<'_> {
    fn glyph(&mut self, glyph: &Glyph<'_>, around: &Around<'_>) {
        if glyph.is_space() {
            return;
        }
        let bounds = glyph.quad.bounds();
        let seen = self.judge(glyph, &bounds, around);
        let doubtful = match seen {
            Seen::No(why) => return self.hide(why),
            Seen::Perhaps => true,
            Seen::Yes => false,
        };
        let Some(spot) = self.canvas.spot(glyph.quad.center()) else { return };
        let font = u32::try_from(glyph.font.number()).unwrap_or(u32::MAX);
        if self.is_new(font, glyph.code)
            && let Some(text) = glyph.text.filter(|text| text.chars().all(char::is_alphabetic))
        {
            *self.meanings.entry(text.to_owned()).or_default() += 1;
        }
        let bitmap = glyph.procedure.is_some_and(|procedure| procedure.rasters > 0);
        if bitmap && glyph.quad.sides().1 * self.view.unit > LARGEST_BITMAP_LETTER {
            // An image, and told as one.
            return;
        }
        if bitmap {
            self.bitmaps.insert((font, glyph.code));
            self.bitmap_glyphs += 1;
        }
        let unit = self.view.unit;
        let block = self.canvas.block(&letter_box(&bounds, LARGEST_LETTER / unit));
        let on_image = self.canvas.is_raster(&spot);
        let annotation = matches!(around.source, Source::Annotation { .. });
        self.read.push(Read { spot, block, font, bitmap, doubtful, on_image, annotation });
    }

    fn raster(&mut self, raster: &Raster, around: &Around<'_>) {
        if !around.shown || raster.alpha < LEAST_CONTRAST {
            return;
        }
        let outline = Outline::from(raster.quad);
        let (_, height) = raster.quad.sides();
        if raster.role == Role::Glyph && height * self.view.unit <= LARGEST_BITMAP_LETTER {
            self.canvas.lay_glyph_raster(&outline, around.clip);
            return;
        }
        let opaque = !raster.transparent
            && raster.role == Role::Picture
            && raster.alpha > 0.95
            && around.blend == Blend::Normal
            && !around.masked
            && !around.clip.is_loose();
        if !self.could_be_read(raster) {
            // A colour or a blur.
            self.canvas.lay_blur(&outline, around.clip, opaque);
            return;
        }
        let pixels = u64::from(raster.width) * u64::from(raster.height);
        let share = self.canvas.lay_raster(&outline, around.clip, opaque);
        if share <= 0.0 {
            return;
        }
        self.evidence.images += 1;
        if raster.object.is_none_or(|object| self.objects.insert(object)) {
            let letters = capacity::letters(raster, resolution(raster, self.view.unit));
            self.evidence.image_bytes += raster.bytes + raster.mask.map_or(0, |mask| mask.bytes);
            self.capacities.push((share, letters));
        }
        // Smaller ones are icons.
        if raster.bits == 1 && pixels > 10_000 || matches!(raster.filter, "CCITTFaxDecode" | "JBIG2Decode") {
            self.evidence.bilevel += share;
        }
        if self.largest.as_ref().is_none_or(|(known, _)| share > *known) {
            self.largest = Some((share, *raster));
        }
    }

    fn path(&mut self, path: &Path<'_>, around: &Around<'_>) {
        if !around.shown || !path.bounds.overlaps(around.clip.bounds()) && path.fill.is_some() {
            return;
        }
        self.evidence.paths += 1;
        self.evidence.segments += path.segments;
        // Where there is text to read, what the shapes are does not matter.
        if self.read.len() < MUCH_TEXT {
            self.draw(path, around);
        }
        let Some((paint, rule)) = path.fill else { return };
        if paint.alpha < LEAST_CONTRAST || paint.ink == Ink::Nothing {
            return;
        }
        let points = path.outline.points();
        if points > MOST_POINTS {
            let bounds = Outline::from(Quad::from(path.bounds));
            self.canvas.blur_ground(&bounds, FillRule::NonZero, around.clip);
            return;
        }
        let plain = paint.alpha > 0.98
            && around.blend == Blend::Normal
            && !(around.masked || around.altered || around.overprints || path.cut || around.clip.is_loose());
        match paint.ink {
            Ink::Solid(color) if plain => {
                self.canvas.lay_color(path.outline, rule, around.clip, color.lightness());
            }
            _ => self.canvas.blur_ground(path.outline, rule, around.clip),
        }
    }

    fn shading(&mut self, shading: &Shading, around: &Around<'_>) {
        if !around.shown {
            return;
        }
        self.evidence.paths += 1;
        let bounds = Outline::from(Quad::from(*around.clip.bounds()));
        if shading.bytes >= LEAST_IMAGE_SHADING {
            // Gradients take a few hundred bytes; this one may show anything.
            let share = self.canvas.lay_raster(&bounds, around.clip, false);
            self.evidence.images += 1;
            self.evidence.image_bytes += shading.bytes;
            self.capacities.push((share, usize::MAX));
        } else {
            self.canvas.blur_ground(&bounds, FillRule::NonZero, around.clip);
        }
    }
}

/// The letters in the images that make up nine tenths of what all of them cover, largest first.
fn most_letters(mut capacities: Vec<(f64, usize)>) -> usize {
    capacities.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all: f64 = capacities.iter().map(|(share, _)| share).sum();
    let mut covered = 0.0;
    capacities
        .into_iter()
        .take_while(|(share, _)| {
            let goes_on = covered < 0.9 * all;
            covered += share;
            goes_on
        })
        .fold(0, |sum, (_, letters)| sum.saturating_add(letters))
}

/// The box of a letter, cut down around its middle to at most `most` a side.
fn letter_box(bounds: &Rect, most: f64) -> Rect {
    let over = |size: f64| (size - most).max(0.0) / 2.0;
    let (x, y) = (over(bounds.width()), over(bounds.height()));
    Rect { x0: bounds.x0 + x, y0: bounds.y0 + y, x1: bounds.x1 - x, y1: bounds.y1 - y }
}

/// Pixels an inch, in the direction where they are fewer.
fn resolution(raster: &Raster, unit: f64) -> f64 {
    let quad = match raster.role {
        Role::Tile { one } => one,
        _ => raster.quad,
    };
    let (width, height) = quad.sides();
    let inches = |points: f64| (points * unit / 72.0).max(1e-6);
    (f64::from(raster.width) / inches(width)).min(f64::from(raster.height) / inches(height))
}
