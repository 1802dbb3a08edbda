//! The backdrop of the fields of a page: areas of plain colour that the page's own content paints under them. It
//! decides which text colours have contrast.

use crate::pdf::content::{
    BlendMode, FillRule, GraphicsContext, Interpreter, PageBudget, Paint, PaintedImage, PaintedPath,
    PaintedShading, PathOutline, Point, Visitor,
};
use crate::pdf::default_appearance::Color;
use crate::pdf::document::Pdf;
use crate::pdf::geometry::Rect;

/// More areas under the fields of one page are not kept.
const MOST_AREAS: usize = 4000;
/// From this alpha on an area counts as opaque.
const OPAQUE: f64 = 0.9;

/// The painted areas under fields of a page, in painting order.
#[derive(Debug, Default)]
pub(super) struct Backdrop(Vec<PaintedArea>);

#[derive(Debug)]
struct PaintedArea {
    bounds: Rect,
    /// Its outline, where it is not its bounding box.
    outline: Option<(PathOutline, FillRule)>,
    /// `None` where the colour is unknown.
    color: Option<Color>,
}

impl Backdrop {
    /// The backdrop of a page that paints nothing under its fields.
    pub(super) const WHITE: Self = Self(Vec::new());

    /// Runs the content of a page, from 0, and keeps the areas that overlap these rectangles.
    pub(super) fn read(pdf: &Pdf, page: usize, boxes: &[Rect]) -> Self {
        let mut collector = BackdropVisitor { boxes, areas: Vec::new() };
        // What is beyond the budget counts as unpainted, which is white.
        let _ = Interpreter::of(pdf).run_backdrop(page, &PageBudget::DEFAULT, &mut collector);
        Self(collector.areas)
    }

    /// Whether a colour has contrast to the page within a rectangle: at three of five points at least. An unknown
    /// backdrop counts as white.
    pub(super) fn contrasts(&self, color: &Color, rect: &Rect) -> bool {
        if self.0.is_empty() {
            return color.is_legible_on(&Color::WHITE);
        }
        let at = |x: f64, y: f64| (rect.x0 + x * rect.width(), rect.y0 + y * rect.height());
        let points = [at(0.5, 0.5), at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
        let shows = |point: &Point| color.is_legible_on(&self.color_at(*point));
        points.iter().filter(|point| shows(point)).count() >= 3
    }

    /// The colour at a point; an unknown backdrop counts as white.
    pub(super) fn color_at(&self, point: Point) -> Color {
        let top = self.0.iter().rfind(|area| area.contains(point));
        top.and_then(|area| area.color).unwrap_or(Color::WHITE)
    }
}

impl PaintedArea {
    fn contains(&self, (x, y): Point) -> bool {
        let Rect { x0, y0, x1, y1 } = self.bounds;
        let within = (x0..=x1).contains(&x) && (y0..=y1).contains(&y);
        within && self.outline.as_ref().is_none_or(|(outline, rule)| outline.contains((x, y), *rule))
    }
}

struct BackdropVisitor<'a> {
    boxes: &'a [Rect],
    areas: Vec<PaintedArea>,
}

impl BackdropVisitor<'_> {
    fn add_area(
        &mut self,
        bounds: &Rect,
        outline: Option<(&PathOutline, FillRule)>,
        paint: Option<Paint>,
        context: &GraphicsContext<'_>,
    ) {
        let bounds = bounds.intersect(context.clip.bounds());
        let seen = context.optional_content_on && self.boxes.iter().any(|one| one.overlaps(&bounds));
        if !seen || self.areas.len() >= MOST_AREAS {
            return;
        }
        let plain = context.clip.is_rect()
            && context.blend_mode == BlendMode::Normal
            && !(context.soft_masked || context.has_transfer_function || context.overprint);
        let color = paint.filter(|paint| plain && paint.alpha >= OPAQUE).and_then(|paint| paint.color.rgb());
        let outline = outline.filter(|(outline, _)| outline.as_rect().is_none());
        self.areas.push(PaintedArea {
            bounds,
            outline: outline.map(|(outline, rule)| (outline.clone(), rule)),
            color: color.map(|color| Color::Rgb(color.0)),
        });
    }
}

impl Visitor for BackdropVisitor<'_> {
    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        if let Some((paint, rule)) = path.fill {
            let paint = Some(paint).filter(|_| !path.truncated);
            self.add_area(&path.bounds, Some((path.outline, rule)), paint, context);
        }
    }

    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        self.add_area(&image.quad.bounds(), None, None, context);
    }

    fn shading(&mut self, _: &PaintedShading, context: &GraphicsContext<'_>) {
        self.add_area(context.clip.bounds(), None, None, context);
    }
}
