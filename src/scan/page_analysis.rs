//! Measures what is visible on a page: a visitor of the content interpreter.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage_grid::{self, CellBlock, CellSample, CoverageGrid};
use super::image_capacity;
use super::incomplete::IncompleteReason;
use super::outlines::OutlineCollector;
use super::page_evidence::{HiddenReason, LargestImage, PageEvidence};
use super::rules::{LEAST_COVERAGE, MANY_SEGMENTS};
use crate::pdf::Rect;
use crate::pdf::content::{
    BlendMode, ContentOwner, FillRule, GraphicsContext, ImageRole, Interpreter, PageRun, PageView, Paint,
    PaintColor, PaintedGlyph, PaintedImage, PaintedPath, PaintedShading, PathOutline, Quad,
    TextRenderingMode, Visitor,
};

/// A glyph with a smaller share inside page and clip is illegible.
const LEAST_VISIBLE_SHARE: f64 = 0.3;
/// Smaller glyphs, in points, are illegible.
const SMALLEST: f64 = 2.5;
/// A smaller difference of lightness is invisible.
const LEAST_CONTRAST: f64 = 0.08;
/// On an image, which may be white paper, glyphs lighter than this may be invisible.
const PALE_LIGHTNESS: f64 = 0.55;
/// Glyphs count as no larger than this, in points: a heading covers more than it says.
const LARGEST_LETTER: f64 = 30.0;
/// More glyphs with their centre in one cell are stacked, not written.
const MOST_IN_CELL: u8 = 6;
/// At fewer pixels per inch a glyph of ten points is seven pixels high, and is illegible.
const LEAST_DPI: f64 = 50.0;
/// As many pixels across a page, on A4: a larger page is read from farther away.
const LEAST_ACROSS: f64 = 413.0;
/// With more glyphs, a page has text, whatever else is drawn on it.
const MUCH_TEXT: usize = 400;
/// Outlines with more points are not compared.
const MOST_POINTS: usize = 512;
/// A mesh or a sampled function of as many bytes may be the image of a page.
const LEAST_IMAGE_SHADING: usize = 4000;
/// Glyphs of bitmap fonts are smaller, in points.
const LARGEST_BITMAP_LETTER: f64 = 72.0;

/// Measures one page.
pub(super) struct PageAnalysis<'c> {
    view: PageView,
    grid: &'c mut CoverageGrid,
    evidence: PageEvidence,
    /// Glyphs that are legible so far; some may be painted over later.
    live_glyphs: Vec<LiveGlyph>,
    /// The codes that were shown, by font.
    fonts: BTreeMap<u32, BTreeSet<u32>>,
    /// The last of these for each low byte of a code: repeated codes need no look-up.
    recent_codes: [(u32, u32); 256],
    /// The characters of the codes, and by how many glyphs each is shown.
    letters_shown: BTreeMap<String, usize>,
    objects: BTreeSet<u32>,
    largest: Option<(f64, PaintedImage)>,
    /// For each image the share of the page and the characters that it can hold.
    capacities: Vec<(f64, usize)>,
    /// Glyph descriptions of bitmap glyphs that were shown, by font and code, and how often any was.
    bitmaps: BTreeSet<(u32, u32)>,
    bitmap_glyphs: usize,
    outlines: OutlineCollector,
}

/// A glyph that was legible when it was painted.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct LiveGlyph {
    sample: CellSample,
    block: CellBlock,
    font: u32,
    bitmap: bool,
    doubtful: bool,
    on_image: bool,
    annotation: bool,
}

/// The visibility of a glyph when it is painted.
enum GlyphVisibility {
    Visible,
    Doubtful,
    Hidden(HiddenReason),
}

impl<'c> PageAnalysis<'c> {
    /// Measures a page on a grid, which is reset for it.
    pub(super) fn new(view: PageView, grid: &'c mut CoverageGrid) -> Self {
        grid.reset(view.bounds);
        Self {
            view,
            grid,
            evidence: PageEvidence::default(),
            live_glyphs: Vec::new(),
            fonts: BTreeMap::new(),
            recent_codes: [(u32::MAX, 0); 256],
            letters_shown: BTreeMap::new(),
            objects: BTreeSet::new(),
            largest: None,
            capacities: Vec::new(),
            bitmaps: BTreeSet::new(),
            bitmap_glyphs: 0,
            outlines: OutlineCollector::default(),
        }
    }

    /// The measurements, once the page was run.
    pub(super) fn finish(mut self, run: &PageRun, interpreter: &Interpreter<'_>) -> PageEvidence {
        let coverage = self.grid.image_share_of_page();
        // Font programs are decoded only where the text is all that speaks against a scan.
        let suspicious = coverage >= LEAST_COVERAGE || self.evidence.segments > MANY_SEGMENTS;
        let blank = |(font, codes): (&u32, &BTreeSet<u32>)| {
            let outlined = interpreter.font(usize::try_from(*font).ok()?)?.outlined_glyph_count()?;
            // `.notdef` may have an outline.
            (outlined == 0 || outlined * 2 < codes.len().min(8)).then_some(*font)
        };
        let blank: BTreeSet<u32> =
            if suspicious { self.fonts.iter().filter_map(blank).collect() } else { BTreeSet::new() };
        self.classify_glyphs(&blank);
        let mut evidence = self.evidence;
        // Fewer are no text.
        if evidence.segments > 400 {
            evidence.outlines = self.outlines.count(self.grid);
        }
        let glyphs: usize = self.letters_shown.values().sum();
        evidence.glyphs_per_letter = glyphs as f64 / self.letters_shown.len().max(1) as f64;
        evidence.bilevel = evidence.bilevel.min(coverage);
        evidence.page_area = self.view.area();
        evidence.coverage = coverage;
        evidence.image_letters = most_letters(self.capacities);
        evidence.glyph_image_share = self.grid.glyph_image_share_of_page();
        evidence.text_share = self.grid.text_share();
        evidence.largest_image = self.largest.map(|(share, image)| LargestImage {
            share,
            width: image.width,
            height: image.height,
            dpi: resolution(&image, self.view.user_unit),
            filter: image.filter.to_owned(),
            object: image.object_number,
        });
        evidence.incomplete = run.incomplete.iter().copied().map(IncompleteReason::from).collect();
        if self.grid.is_exhausted() {
            evidence.incomplete.push(IncompleteReason::TooMuchPainting);
        }
        evidence
    }

    /// Sorts the glyphs by their visibility now that everything is painted.
    fn classify_glyphs(&mut self, blank: &BTreeSet<u32>) {
        // Many bitmap glyphs, each used once: parts of a picture rather than text.
        let pieces = self.bitmap_glyphs >= 200 && self.bitmaps.len() * 3 > self.bitmap_glyphs * 2;
        let mut inside = coverage_grid::CellBounds::default();
        for glyph in std::mem::take(&mut self.live_glyphs) {
            if self.grid.is_covered(&glyph.sample) {
                self.count_hidden(HiddenReason::Covered);
            } else if blank.contains(&glyph.font) {
                self.count_hidden(HiddenReason::Blank);
            } else if self.grid.count_glyph(&glyph.sample) > MOST_IN_CELL {
                self.count_hidden(HiddenReason::Stacked);
            } else if glyph.doubtful || glyph.bitmap && pieces {
                self.evidence.doubtful += 1;
            } else if glyph.annotation {
                self.evidence.live_in_annotations += 1;
            } else {
                self.evidence.live += 1;
                self.evidence.live_on_images += usize::from(glyph.on_image);
                self.grid.mark_text(&glyph.block);
                if !glyph.sample.is_at_edge() {
                    self.evidence.live_inside += 1;
                    inside.extend(&glyph.sample);
                }
            }
        }
        self.evidence.inside_box = inside.share();
    }

    /// Whether a code of a font is shown for the first time.
    fn is_new(&mut self, font: u32, code: u32) -> bool {
        let [.., low] = code.to_be_bytes();
        match self.recent_codes.get_mut(usize::from(low)) {
            Some(recent) if *recent == (font, code) => return false,
            Some(recent) => *recent = (font, code),
            None => {}
        }
        self.fonts.entry(font).or_default().insert(code)
    }

    /// Collects the subpaths of a path that may be glyphs.
    fn collect_outlines(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        let paint = path.fill.map(|(paint, _)| paint).or(path.stroke.map(|(paint, _)| paint));
        let plain = paint
            .filter(|p| p.alpha > 0.5 && context.blend_mode == BlendMode::Normal && !context.soft_masked);
        let seen = |point| {
            let sample = self.grid.sample(point).filter(|_| context.clip.contains(point))?;
            let lightness = plain?.color.rgb()?.lightness();
            let backdrop = self.grid.backdrop_lightness(&sample).filter(|_| !self.grid.shows_image(&sample));
            backdrop.is_none_or(|backdrop| (lightness - backdrop).abs() >= LEAST_CONTRAST).then_some(sample)
        };
        for part in path.outline.subpaths() {
            self.outlines.add_subpath(part, self.view.user_unit, seen);
        }
    }

    /// Whether an image is sharp enough for text in it to be legible.
    fn is_legible_image(&self, image: &PaintedImage) -> bool {
        let dpi = resolution(image, self.view.user_unit);
        let inches = self.view.bounds.width().min(self.view.bounds.height()) * self.view.user_unit / 72.0;
        dpi >= LEAST_DPI || dpi * inches >= LEAST_ACROSS
    }

    fn count_hidden(&mut self, why: HiddenReason) {
        *self.evidence.hidden.entry(why).or_default() += 1;
    }

    fn visibility(
        &self,
        glyph: &PaintedGlyph<'_>,
        bounds: &Rect,
        context: &GraphicsContext<'_>,
    ) -> GlyphVisibility {
        let (width, height) = glyph.quad.sides();
        // In a Type 3 font, an em has no size.
        let size = if glyph.type3.is_some() { height } else { glyph.size };
        let size = size * self.view.user_unit;
        if !context.optional_content_on {
            return GlyphVisibility::Hidden(HiddenReason::OptionalContentOff);
        }
        if glyph.rendering_mode == TextRenderingMode::Invisible {
            return GlyphVisibility::Hidden(HiddenReason::Invisible);
        }
        if glyph.font.is_glyphless() {
            return GlyphVisibility::Hidden(HiddenReason::Blank);
        }
        if glyph.type3.is_some_and(|p| p.images + p.paths + p.glyphs == 0) {
            return GlyphVisibility::Hidden(HiddenReason::Blank);
        }
        if size < SMALLEST || height < size * 0.05 || width > 0.0 && width < size * 0.02 {
            return GlyphVisibility::Hidden(HiddenReason::Tiny);
        }
        let inside = context.clip.has_only_bounds() && context.clip.bounds().contains(bounds, 1e-6);
        if !inside && context.clip.share_inside(&glyph.quad) < LEAST_VISIBLE_SHARE {
            return GlyphVisibility::Hidden(HiddenReason::Clipped);
        }
        let Some(sample) = self.grid.sample(glyph.quad.center()) else {
            return GlyphVisibility::Hidden(HiddenReason::Clipped);
        };
        self.visibility_by_contrast(glyph, context, &sample)
    }

    fn visibility_by_contrast(
        &self,
        glyph: &PaintedGlyph<'_>,
        context: &GraphicsContext<'_>,
        sample: &CellSample,
    ) -> GlyphVisibility {
        let paints: &[Paint] = match glyph.rendering_mode {
            TextRenderingMode::Fill => &[glyph.fill],
            TextRenderingMode::Stroke => &[glyph.stroke],
            _ => &[glyph.fill, glyph.stroke],
        };
        let paints = paints.iter().filter(|paint| paint.color != PaintColor::Invisible);
        let Some(paint) = paints.max_by(|a, b| a.alpha.total_cmp(&b.alpha)) else {
            return GlyphVisibility::Hidden(HiddenReason::Faint);
        };
        if paint.alpha < LEAST_CONTRAST {
            return GlyphVisibility::Hidden(HiddenReason::Faint);
        }
        if context.soft_masked
            || context.has_transfer_function
            || context.blend_mode == BlendMode::Other
            || context.clip.is_approximate()
        {
            return GlyphVisibility::Doubtful;
        }
        let Some(color) = paint.color.rgb() else { return GlyphVisibility::Visible };
        let on_raster = self.grid.shows_image(sample);
        if on_raster && matches!(paint.color, PaintColor::Uncertain(_)) {
            return GlyphVisibility::Doubtful;
        }
        let lightness = color.lightness();
        if on_raster {
            let as_on_white = 1.0 - (1.0 - lightness) * paint.alpha;
            return if as_on_white > PALE_LIGHTNESS {
                GlyphVisibility::Doubtful
            } else {
                GlyphVisibility::Visible
            };
        }
        match self.grid.backdrop_lightness(sample) {
            Some(backdrop) if (lightness - backdrop).abs() * paint.alpha < LEAST_CONTRAST => {
                GlyphVisibility::Hidden(HiddenReason::SameColor)
            }
            _ => GlyphVisibility::Visible,
        }
    }
}

impl Visitor for PageAnalysis<'_> {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        if glyph.is_space() {
            return;
        }
        let bounds = glyph.quad.bounds();
        let seen = self.visibility(glyph, &bounds, context);
        let doubtful = match seen {
            GlyphVisibility::Hidden(why) => return self.count_hidden(why),
            GlyphVisibility::Doubtful => true,
            GlyphVisibility::Visible => false,
        };
        let Some(sample) = self.grid.sample(glyph.quad.center()) else { return };
        let font = u32::try_from(glyph.font.number()).unwrap_or(u32::MAX);
        if self.is_new(font, glyph.code)
            && let Some(text) = glyph.text.filter(|text| text.chars().all(char::is_alphabetic))
        {
            *self.letters_shown.entry(text.to_owned()).or_default() += 1;
        }
        let bitmap = glyph.type3.is_some_and(|procedure| procedure.images > 0);
        if bitmap && glyph.quad.sides().1 * self.view.user_unit > LARGEST_BITMAP_LETTER {
            // It is an image, and was reported as one.
            return;
        }
        if bitmap {
            self.bitmaps.insert((font, glyph.code));
            self.bitmap_glyphs += 1;
        }
        let unit = self.view.user_unit;
        let block = self.grid.cell_block(&letter_box(&bounds, LARGEST_LETTER / unit));
        let on_image = self.grid.shows_image(&sample);
        let annotation = matches!(context.owner, ContentOwner::Annotation { .. });
        self.live_glyphs.push(LiveGlyph { sample, block, font, bitmap, doubtful, on_image, annotation });
    }

    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        if !context.optional_content_on || image.alpha < LEAST_CONTRAST {
            return;
        }
        let outline = PathOutline::from(image.quad);
        let (_, height) = image.quad.sides();
        if image.role == ImageRole::Glyph && height * self.view.user_unit <= LARGEST_BITMAP_LETTER {
            self.grid.paint_glyph_image(&outline, context.clip);
            return;
        }
        let opaque = !image.transparent
            && image.role == ImageRole::Image
            && image.alpha > 0.95
            && context.blend_mode == BlendMode::Normal
            && !context.soft_masked
            && !context.clip.is_approximate();
        if !self.is_legible_image(image) {
            // One colour, or a blurred image.
            self.grid.paint_illegible_image(&outline, context.clip, opaque);
            return;
        }
        let pixels = u64::from(image.width) * u64::from(image.height);
        let share = self.grid.paint_image(&outline, context.clip, opaque);
        if share <= 0.0 {
            return;
        }
        self.evidence.images += 1;
        if image.object_number.is_none_or(|object| self.objects.insert(object)) {
            let letters = image_capacity::max_letters(image, resolution(image, self.view.user_unit));
            self.evidence.image_bytes +=
                image.encoded_length + image.mask.map_or(0, |mask| mask.encoded_length);
            self.capacities.push((share, letters));
        }
        // Smaller ones are icons.
        if image.bits_per_component == 1 && pixels > 10_000
            || matches!(image.filter, "CCITTFaxDecode" | "JBIG2Decode")
        {
            self.evidence.bilevel += share;
        }
        if self.largest.as_ref().is_none_or(|(known, _)| share > *known) {
            self.largest = Some((share, *image));
        }
    }

    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        if !context.optional_content_on || !path.bounds.overlaps(context.clip.bounds()) && path.fill.is_some()
        {
            return;
        }
        self.evidence.paths += 1;
        self.evidence.segments += path.segments;
        // With enough text, the outlines do not matter.
        if self.live_glyphs.len() < MUCH_TEXT {
            self.collect_outlines(path, context);
        }
        let Some((paint, rule)) = path.fill else { return };
        if paint.alpha < LEAST_CONTRAST || paint.color == PaintColor::Invisible {
            return;
        }
        let points = path.outline.point_count();
        if points > MOST_POINTS {
            let bounds = PathOutline::from(Quad::from(path.bounds));
            self.grid.paint_unknown_color(&bounds, FillRule::NonZero, context.clip);
            return;
        }
        let plain = paint.alpha > 0.98
            && context.blend_mode == BlendMode::Normal
            && !(context.soft_masked
                || context.has_transfer_function
                || context.overprint
                || path.truncated
                || context.clip.is_approximate());
        match paint.color {
            PaintColor::Solid(color) if plain => {
                self.grid.paint_color(path.outline, rule, context.clip, color.lightness());
            }
            _ => self.grid.paint_unknown_color(path.outline, rule, context.clip),
        }
    }

    fn shading(&mut self, shading: &PaintedShading, context: &GraphicsContext<'_>) {
        if !context.optional_content_on {
            return;
        }
        self.evidence.paths += 1;
        let bounds = PathOutline::from(Quad::from(*context.clip.bounds()));
        if shading.encoded_length >= LEAST_IMAGE_SHADING {
            // Gradients take a few hundred bytes; this shading may show anything.
            let share = self.grid.paint_image(&bounds, context.clip, false);
            self.evidence.images += 1;
            self.evidence.image_bytes += shading.encoded_length;
            self.capacities.push((share, usize::MAX));
        } else {
            self.grid.paint_unknown_color(&bounds, FillRule::NonZero, context.clip);
        }
    }
}

/// The characters in the images that make up nine tenths of the area of all, largest first.
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

/// The box of a glyph, reduced around its centre to at most `most` per side.
fn letter_box(bounds: &Rect, most: f64) -> Rect {
    let over = |size: f64| (size - most).max(0.0) / 2.0;
    let (x, y) = (over(bounds.width()), over(bounds.height()));
    Rect { x0: bounds.x0 + x, y0: bounds.y0 + y, x1: bounds.x1 - x, y1: bounds.y1 - y }
}

/// Pixels per inch, in the direction where they are fewer.
fn resolution(image: &PaintedImage, unit: f64) -> f64 {
    let quad = match image.role {
        ImageRole::PatternCell { cell: one } => one,
        _ => image.quad,
    };
    let (width, height) = quad.sides();
    let inches = |points: f64| (points * unit / 72.0).max(1e-6);
    (f64::from(image.width) / inches(width)).min(f64::from(image.height) / inches(height))
}
