//! What a page itself paints under its fields: areas of plain colour. A dark text on a dark area is not seen, and a
//! light text is seen on a dark area only.

use crate::pdf::content::{
    Around, Blend, Budget, FillRule, Interpreter, Outline, Paint, Path, Point, Raster, Shading, Visitor,
};
use crate::pdf::document::Pdf;
use crate::pdf::geometry::Rect;

/// More areas under the fields of one page are not looked at.
const MOST_AREAS: usize = 4000;
/// Paint that lets less than this through counts as if it let nothing through.
const OPAQUE: f64 = 0.9;

/// How light paper is.
const PAPER: f64 = 1.0;

/// The areas that lie under fields of a page, in the order of painting.
#[derive(Debug, Default)]
pub(super) struct Ground(Vec<Area>);

#[derive(Debug)]
struct Area {
    bounds: Rect,
    /// Its outline, where it is more than its bounds.
    outline: Option<(Outline, FillRule)>,
    /// From 0 (black) to 1; none where it cannot be told.
    lightness: Option<f64>,
}

impl Ground {
    /// A page that paints nothing under its fields.
    pub(super) const PAPER: Self = Self(Vec::new());

    /// Runs a page, from 0, and keeps what lies under these boxes.
    pub(super) fn of(pdf: &Pdf, page: usize, boxes: &[Rect]) -> Self {
        let mut looker = Looker { boxes, areas: Vec::new() };
        // What the budget leaves out is taken for paper.
        let _ = Interpreter::of(pdf).ground(page, &Budget::PAGE, &mut looker);
        Self(looker.areas)
    }

    /// Whether a colour of this lightness stands out from the page at a box, at three points of five at least. What
    /// cannot be told is taken for paper.
    pub(super) fn differs(&self, lightness: f64, rect: &Rect, least: f64) -> bool {
        if self.0.is_empty() {
            return (PAPER - lightness).abs() >= least;
        }
        let at = |x: f64, y: f64| (rect.x0 + x * rect.width(), rect.y0 + y * rect.height());
        let points = [at(0.5, 0.5), at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
        let differs = |point: &Point| (self.lightness(*point) - lightness).abs() >= least;
        points.iter().filter(|point| differs(point)).count() >= 3
    }

    fn lightness(&self, point: Point) -> f64 {
        let top = self.0.iter().rfind(|area| area.contains(point));
        top.and_then(|area| area.lightness).unwrap_or(PAPER)
    }
}

impl Area {
    fn contains(&self, (x, y): Point) -> bool {
        let Rect { x0, y0, x1, y1 } = self.bounds;
        let within = (x0..=x1).contains(&x) && (y0..=y1).contains(&y);
        within && self.outline.as_ref().is_none_or(|(outline, rule)| outline.contains((x, y), *rule))
    }
}

struct Looker<'a> {
    boxes: &'a [Rect],
    areas: Vec<Area>,
}

impl Looker<'_> {
    fn add(
        &mut self,
        bounds: &Rect,
        outline: Option<(&Outline, FillRule)>,
        paint: Option<Paint>,
        around: &Around<'_>,
    ) {
        let bounds = bounds.intersect(around.clip.bounds());
        let seen = around.shown && self.boxes.iter().any(|one| one.overlaps(&bounds));
        if !seen || self.areas.len() >= MOST_AREAS {
            return;
        }
        let plain = around.clip.is_rect()
            && around.blend == Blend::Normal
            && !(around.masked || around.altered || around.overprints);
        let color = paint.filter(|paint| plain && paint.alpha >= OPAQUE).and_then(|paint| paint.ink.color());
        let outline = outline.filter(|(outline, _)| outline.as_rect().is_none());
        self.areas.push(Area {
            bounds,
            outline: outline.map(|(outline, rule)| (outline.clone(), rule)),
            lightness: color.map(|color| color.lightness()),
        });
    }
}

impl Visitor for Looker<'_> {
    fn path(&mut self, path: &Path<'_>, around: &Around<'_>) {
        if let Some((paint, rule)) = path.fill {
            let paint = Some(paint).filter(|_| !path.cut);
            self.add(&path.bounds, Some((path.outline, rule)), paint, around);
        }
    }

    fn raster(&mut self, raster: &Raster, around: &Around<'_>) {
        self.add(&raster.quad.bounds(), None, None, around);
    }

    fn shading(&mut self, _: &Shading, around: &Around<'_>) {
        self.add(around.clip.bounds(), None, None, around);
    }
}
