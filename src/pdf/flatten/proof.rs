//! Proves that a flattened page paints what it painted before: the content interpreter runs both, and the painted
//! objects are compared one by one.

use super::FlattenProblem;
use crate::pdf::Pdf;
use crate::pdf::content::{
    ContentOwner, GraphicsContext, Incomplete, Interpreter, PageBudget, Paint, PaintedGlyph, PaintedImage,
    PaintedPath, PaintedShading, Visitor,
};

/// By how much coordinates may differ, in points: coordinates are written with six decimals, and are summed.
const TOLERANCE: f64 = 0.01;

pub(super) fn prove(before: &Pdf, after: &[u8]) -> Result<(), FlattenProblem> {
    let whole = |why| FlattenProblem::NotProved { page: 1, why };
    let after = before.parse_derived(after).map_err(|_| whole("the result cannot be read"))?;
    if !after.fields().is_empty() || after.features().annotation_count("Widget") > 0 {
        return Err(whole("fields are left"));
    }
    if after.page_count() != before.page_count() {
        return Err(whole("the pages are not the same"));
    }
    let (mut old, mut new) = (Interpreter::of(before), Interpreter::of(&after));
    for page in 0..before.page_count() {
        let fails = |why| FlattenProblem::NotProved { page: page.saturating_add(1), why };
        let (old, new) = (painted_page(&mut old, page), painted_page(&mut new, page));
        let (Some((old, reasons)), Some((new, others))) = (old, new) else {
            return Err(fails("the page is not there"));
        };
        if reasons.iter().chain(&others).any(|reason| reason.is_limit()) {
            return Err(fails("it asks for too much to be compared"));
        }
        compare_pages(&old, &new).map_err(fails)?;
    }
    Ok(())
}

fn compare_pages(old: &PaintedPage, new: &PaintedPage) -> Result<(), &'static str> {
    if !new.fields.is_empty() {
        return Err("fields are left");
    }
    let was = old.page.iter().chain(&old.fields);
    let is_same = was.clone().count() == new.page.len()
        && was.zip(&new.page).all(|(old, new)| old.matches(new))
        && old.others.len() == new.others.len()
        && old.others.iter().zip(&new.others).all(|(old, new)| old.matches(new));
    if is_same { Ok(()) } else { Err("something is painted otherwise") }
}

fn painted_page(interpreter: &mut Interpreter<'_>, page: usize) -> Option<(PaintedPage, Vec<Incomplete>)> {
    let mut pieces = PaintedPage::default();
    let run = interpreter.run_page(page, &PageBudget::DEFAULT, &mut pieces)?;
    Some((pieces, run.incomplete))
}

/// The objects that a page paints.
#[derive(Default)]
struct PaintedPage {
    page: Vec<PaintedObject>,
    fields: Vec<PaintedObject>,
    others: Vec<PaintedObject>,
}

/// A painted object: what has to be equal, and its position.
#[derive(PartialEq)]
struct PaintedObject {
    description: String,
    coordinates: Vec<f64>,
}

impl PaintedObject {
    fn matches(&self, other: &Self) -> bool {
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= TOLERANCE;
        self.description == other.description
            && self.coordinates.len() == other.coordinates.len()
            && self.coordinates.iter().zip(&other.coordinates).all(near)
    }
}

impl PaintedPage {
    fn push(&mut self, exact: &str, places: Vec<f64>, context: &GraphicsContext<'_>) {
        let exact = format!(
            "{exact} {} {:?} {} {} {} {}",
            context.optional_content_on,
            context.blend_mode,
            context.soft_masked,
            context.has_transfer_function,
            context.overprint,
            context.clip.is_rect(),
        );
        let mut places = places;
        let clip = context.clip.bounds();
        places.extend([clip.x0, clip.y0, clip.x1, clip.y1]);
        let piece = PaintedObject { description: exact, coordinates: places };
        match context.owner {
            ContentOwner::Page => self.page.push(piece),
            ContentOwner::Annotation { widget: true, .. } => self.fields.push(piece),
            ContentOwner::Annotation { widget: false, .. } => self.others.push(piece),
        }
    }
}

fn paint(paint: &Paint) -> String {
    format!("{:?} {:.4}", paint.color, paint.alpha)
}

impl Visitor for PaintedPage {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let exact = format!(
            "glyph {} {:?} {:?} {} {:?} {} {} {:?}",
            glyph.code,
            glyph.text,
            glyph.font.kind(),
            glyph.font.name(),
            glyph.rendering_mode,
            paint(&glyph.fill),
            paint(&glyph.stroke),
            glyph.type3,
        );
        let mut places: Vec<f64> = glyph.quad.0.iter().flat_map(|(x, y)| [*x, *y]).collect();
        places.extend([glyph.origin.0, glyph.origin.1, glyph.size]);
        self.push(&exact, places, context);
    }

    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        let exact = format!(
            "raster {}×{} {} {} {} {:?} {} {:.4} {:?}",
            image.width,
            image.height,
            image.bits_per_component,
            image.filter,
            image.encoded_length,
            image.mask,
            image.transparent,
            image.alpha,
            image.object_number,
        );
        self.push(&exact, image.quad.0.iter().flat_map(|(x, y)| [*x, *y]).collect(), context);
    }

    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        let exact = format!(
            "path {} {} {:?} {:?}",
            path.segments,
            path.truncated,
            path.fill.map(|(fill, rule)| (paint(&fill), rule)),
            path.stroke.map(|(stroke, _)| paint(&stroke)),
        );
        let mut places: Vec<f64> = path.outline.subpaths().flatten().flat_map(|(x, y)| [*x, *y]).collect();
        places.extend([path.bounds.x0, path.bounds.y0, path.bounds.x1, path.bounds.y1]);
        places.extend(path.stroke.map(|(_, width)| width));
        self.push(&exact, places, context);
    }

    fn shading(&mut self, shading: &PaintedShading, context: &GraphicsContext<'_>) {
        self.push(
            &format!("shading {} {}", shading.shading_type, shading.encoded_length),
            Vec::new(),
            context,
        );
    }
}
