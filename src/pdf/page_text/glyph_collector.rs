//! Collects the visible glyphs of a page, and the vertical rules between its cells.

use super::page_transform::PageTransform;
use crate::pdf::content::{
    ContentOwner, GraphicsContext, Paint, PaintColor, PaintedGlyph, PaintedImage, PaintedPath,
    PaintedShading, TextRenderingMode, Visitor,
};
use crate::pdf::geometry::Rect;

/// More vertical rules of a page are ignored: it is a drawing, not a table.
const MOST_RULES: usize = 4000;
/// The largest width of a rule, in points.
const LARGEST_RULE_WIDTH: f64 = 2.5;
/// The smallest height of a rule, in points.
const LEAST_RULE_HEIGHT: f64 = 6.0;
/// Smaller glyphs are ignored, in points.
const SMALLEST_GLYPH_SIZE: f64 = 2.5;
/// Glyphs lighter than this are visible on a darker area only.
const WHITE_LIGHTNESS: f64 = 0.93;
/// An area darker than this makes light glyphs visible.
const DARK_LIGHTNESS: f64 = 0.8;
/// More dark areas are not kept.
const MOST_DARK_AREAS: usize = 1000;

/// A visible glyph, on the rotated page.
#[derive(Debug, Clone)]
pub(super) struct PageGlyph {
    pub(super) text: String,
    pub(super) rect: Rect,
    pub(super) baseline: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// A vertical rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct VerticalRule {
    pub(super) x: f64,
    pub(super) y0: f64,
    pub(super) y1: f64,
}

/// Collects them while a page is run.
pub(super) struct GlyphCollector {
    transform: PageTransform,
    glyphs: Vec<PageGlyph>,
    rules: Vec<VerticalRule>,
    dark_areas: Vec<Rect>,
    unreadable: usize,
}

impl GlyphCollector {
    pub(super) fn new(transform: PageTransform) -> Self {
        Self { transform, glyphs: Vec::new(), rules: Vec::new(), dark_areas: Vec::new(), unreadable: 0 }
    }

    pub(super) fn finish(self) -> (Vec<PageGlyph>, Vec<VerticalRule>, usize) {
        (self.glyphs, self.rules, self.unreadable)
    }

    fn add_dark_area(&mut self, rect: Rect) {
        if self.dark_areas.len() < MOST_DARK_AREAS {
            self.dark_areas.push(rect);
        }
    }

    /// Whether a glyph has contrast. White text on white is for programs only.
    fn is_visible(&self, glyph: &PaintedGlyph<'_>, rect: &Rect) -> bool {
        let on_dark_area = || self.dark_areas.iter().any(|area| area.contains(rect, rect.height()));
        let painted = |paint: &Paint| {
            let white = paint.color.rgb().is_some_and(|color| color.lightness() > WHITE_LIGHTNESS);
            paint.color != PaintColor::Invisible && paint.alpha > 0.08 && (!white || on_dark_area())
        };
        match glyph.rendering_mode {
            TextRenderingMode::Invisible => false,
            TextRenderingMode::Fill => painted(&glyph.fill),
            TextRenderingMode::Stroke => painted(&glyph.stroke),
            TextRenderingMode::FillStroke => painted(&glyph.fill) || painted(&glyph.stroke),
        }
    }

    fn add_rule(&mut self, x: f64, y0: f64, y1: f64) {
        let rule = VerticalRule { x, y0: y0.min(y1), y1: y0.max(y1) };
        if rule.y1 - rule.y0 >= LEAST_RULE_HEIGHT && self.rules.len() < MOST_RULES {
            self.rules.push(rule);
        }
    }
}

impl Visitor for GlyphCollector {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let is_field = matches!(context.owner, ContentOwner::Annotation { widget: true, .. });
        let rect = self.transform.rect(&glyph.quad.bounds());
        if is_field
            || !context.optional_content_on
            || glyph.size < SMALLEST_GLYPH_SIZE
            || !self.is_visible(glyph, &rect)
        {
            return;
        }
        // Text in another direction is no label.
        let [a, b, _, d] = glyph.quad.0.map(|corner| self.transform.point(corner));
        let level = (b.1 - a.1).abs() <= (b.0 - a.0).abs() * 0.05 && b.0 >= a.0 && d.1 > a.1;
        if !level {
            return;
        }
        let text = match glyph.text {
            Some(text) => text.to_owned(),
            None if glyph.is_space() => " ".to_owned(),
            None => {
                self.unreadable += 1;
                return;
            }
        };
        let name = glyph.font.name().to_ascii_lowercase();
        let bold = ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word));
        let baseline = self.transform.point(glyph.origin).1;
        self.glyphs.push(PageGlyph { text, rect, baseline, size: glyph.size, bold });
    }

    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        if !context.optional_content_on || path.segments > 200 {
            return;
        }
        let bounds = self.transform.rect(&path.bounds);
        if path.fill.is_some_and(|(paint, _)| is_dark(&paint)) && bounds.height() > LARGEST_RULE_WIDTH {
            self.add_dark_area(bounds);
        }
        if bounds.width() <= LARGEST_RULE_WIDTH {
            self.add_rule(f64::midpoint(bounds.x0, bounds.x1), bounds.y0, bounds.y1);
        } else if path.stroke.is_some() {
            for part in path.outline.subpaths() {
                for (from, to) in part.iter().zip(part.iter().skip(1)) {
                    let (from, to) = (self.transform.point(*from), self.transform.point(*to));
                    if (from.0 - to.0).abs() < 0.5 {
                        self.add_rule(from.0, from.1, to.1);
                    }
                }
            }
        }
    }

    fn image(&mut self, image: &PaintedImage, _: &GraphicsContext<'_>) {
        self.add_dark_area(self.transform.rect(&image.quad.bounds()));
    }

    fn shading(&mut self, _: &PaintedShading, context: &GraphicsContext<'_>) {
        self.add_dark_area(self.transform.rect(context.clip.bounds()));
    }
}

fn is_dark(paint: &Paint) -> bool {
    paint.alpha > 0.3 && paint.color.rgb().is_none_or(|color| color.lightness() < DARK_LIGHTNESS)
}
