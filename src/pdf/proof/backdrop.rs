//! The backdrop of the fields of a page: areas of plain colour that the page's own content paints under them. It
//! decides which text colours have contrast.

use crate::pdf::content::{
    BlendMode, FillRule, GraphicsContext, Interpreter, PageBudget, Paint, PaintedImage, PaintedPath,
    PaintedShading, PathOutline, Point, Visitor,
};
use crate::pdf::default_appearance::Color;
use crate::pdf::document::Pdf;
use crate::pdf::geometry::Rect;

/// With more areas under the fields of one page, what is under them is not known.
const MOST_AREAS: usize = 4000;
/// From this alpha on an area counts as opaque.
const OPAQUE: f64 = 0.9;

/// The painted areas under fields of a page, in painting order.
#[derive(Debug, Default)]
pub(super) struct Backdrop {
    areas: Vec<PaintedArea>,
    /// Whether a limit was reached before the page was run to its end.
    cut: bool,
}

/// The areas under one field, in painting order.
pub(super) struct FieldBackdrop<'b> {
    areas: Vec<&'b PaintedArea>,
}

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
    pub(super) const WHITE: Self = Self { areas: Vec::new(), cut: false };

    /// Runs the content of a page, from 0, and keeps the areas that overlap these rectangles.
    pub(super) fn read(pdf: &Pdf, page: usize, boxes: &[Rect]) -> Self {
        let mut collector = BackdropVisitor { boxes, areas: Vec::new(), overflow: false };
        let run = Interpreter::of(pdf).run_backdrop(page, &PageBudget::DEFAULT, &mut collector);
        // What is missing or damaged is unpainted in viewers too.
        let reached_limit = run.is_some_and(|run| run.incomplete.iter().any(|why| why.is_limit()));
        Self { areas: collector.areas, cut: collector.overflow || reached_limit }
    }

    /// Whether a limit was reached, so that other colours may be under the fields.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// The areas under a field that are seen: of a field, few of those of its page.
    pub(super) fn under(&self, field: &Rect) -> FieldBackdrop<'_> {
        let mut areas: Vec<&PaintedArea> =
            self.areas.iter().filter(|area| area.bounds.overlaps(field)).collect();
        let covers = |area: &&PaintedArea| area.outline.is_none() && area.bounds.contains(field, 0.0);
        let lowest = areas.iter().rposition(covers);
        areas.drain(..lowest.unwrap_or(0));
        FieldBackdrop { areas }
    }
}

impl FieldBackdrop<'_> {
    /// Whether a colour has contrast to the page within a rectangle of the field: at three of five points at least.
    pub(super) fn contrasts(&self, color: &Color, rect: &Rect) -> bool {
        let shows = |point: &Point| color.is_legible_on(&self.color_at(*point));
        points_of(rect).iter().filter(|point| shows(point)).count() >= 3
    }

    /// The colour of the page within a rectangle of the field: that of most of five points.
    pub(super) fn color_under(&self, rect: &Rect) -> Color {
        let top = self.areas.iter().rfind(|area| area.bounds.overlaps(rect));
        let Some(top) = top else { return Color::WHITE };
        if top.outline.is_none() && top.bounds.contains(rect, 0.0) {
            return top.color.unwrap_or(Color::WHITE);
        }
        let colors = points_of(rect).map(|point| self.color_at(point));
        let count = |color: &Color| colors.iter().filter(|other| *other == color).count();
        // Of several that are as frequent, the first one: it has the centre.
        *colors.iter().rev().max_by_key(|color| count(color)).unwrap_or(&Color::WHITE)
    }

    /// The colour at a point of the field; an unknown backdrop counts as white.
    pub(super) fn color_at(&self, point: Point) -> Color {
        let top = self.areas.iter().rfind(|area| area.contains(point));
        top.and_then(|area| area.color).unwrap_or(Color::WHITE)
    }
}

/// The centre of a rectangle, and four points around it.
fn points_of(rect: &Rect) -> [Point; 5] {
    let at = |x: f64, y: f64| (rect.x0 + x * rect.width(), rect.y0 + y * rect.height());
    [at(0.5, 0.5), at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]
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
    /// Whether there were more.
    overflow: bool,
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
        if !seen {
            return;
        }
        if self.areas.len() >= MOST_AREAS {
            self.overflow = true;
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
