//! That a flattened page paints what it painted before: our interpreter runs both, and what they paint is compared
//! piece by piece.

use super::FlattenProblem;
use crate::pdf::Pdf;
use crate::pdf::content::{
    Around, Budget, Glyph, Interpreter, Paint, Path, Raster, Shading, Source, Trouble, Visitor,
};

/// By how much coordinates may differ, in points: what is printed has six decimals, and sums of it are taken.
const SLACK: f64 = 0.01;

pub(super) fn prove(before: &Pdf, after: &[u8]) -> Result<(), FlattenProblem> {
    let whole = |why| FlattenProblem::NotProved { page: 1, why };
    let after = before.edition(after).map_err(|_| whole("the result cannot be read"))?;
    if !after.fields().is_empty() || after.traits().annotations_of("Widget") > 0 {
        return Err(whole("fields are left"));
    }
    if after.page_count() != before.page_count() {
        return Err(whole("the pages are not the same"));
    }
    let (mut old, mut new) = (Interpreter::of(before), Interpreter::of(&after));
    for page in 0..before.page_count() {
        let fails = |why| FlattenProblem::NotProved { page: page.saturating_add(1), why };
        let (old, new) = (pieces(&mut old, page), pieces(&mut new, page));
        let (Some((old, troubles)), Some((new, others))) = (old, new) else {
            return Err(fails("the page is not there"));
        };
        if troubles.iter().chain(&others).any(|trouble| trouble.is_limit()) {
            return Err(fails("it asks for too much to be compared"));
        }
        same(&old, &new).map_err(fails)?;
    }
    Ok(())
}

fn same(old: &Pieces, new: &Pieces) -> Result<(), &'static str> {
    if !new.fields.is_empty() {
        return Err("fields are left");
    }
    let was = old.page.iter().chain(&old.fields);
    let is_same = was.clone().count() == new.page.len()
        && was.zip(&new.page).all(|(old, new)| old.is_like(new))
        && old.others.len() == new.others.len()
        && old.others.iter().zip(&new.others).all(|(old, new)| old.is_like(new));
    if is_same { Ok(()) } else { Err("something is painted otherwise") }
}

fn pieces(interpreter: &mut Interpreter<'_>, page: usize) -> Option<(Pieces, Vec<Trouble>)> {
    let mut pieces = Pieces::default();
    let walked = interpreter.page(page, &Budget::PAGE, &mut pieces)?;
    Some((pieces, walked.troubles))
}

/// What a page paints.
#[derive(Default)]
struct Pieces {
    page: Vec<Piece>,
    fields: Vec<Piece>,
    others: Vec<Piece>,
}

/// Something that is painted: what must be the same, and where it is.
#[derive(PartialEq)]
struct Piece {
    exact: String,
    places: Vec<f64>,
}

impl Piece {
    fn is_like(&self, other: &Self) -> bool {
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= SLACK;
        self.exact == other.exact
            && self.places.len() == other.places.len()
            && self.places.iter().zip(&other.places).all(near)
    }
}

impl Pieces {
    fn push(&mut self, exact: &str, places: Vec<f64>, around: &Around<'_>) {
        let exact = format!(
            "{exact} {} {:?} {} {} {} {}",
            around.shown,
            around.blend,
            around.masked,
            around.altered,
            around.overprints,
            around.clip.is_rect(),
        );
        let mut places = places;
        let clip = around.clip.bounds();
        places.extend([clip.x0, clip.y0, clip.x1, clip.y1]);
        let piece = Piece { exact, places };
        match around.source {
            Source::Page => self.page.push(piece),
            Source::Annotation { widget: true, .. } => self.fields.push(piece),
            Source::Annotation { widget: false, .. } => self.others.push(piece),
        }
    }
}

fn paint(paint: &Paint) -> String {
    format!("{:?} {:.4}", paint.ink, paint.alpha)
}

impl Visitor for Pieces {
    fn glyph(&mut self, glyph: &Glyph<'_>, around: &Around<'_>) {
        let exact = format!(
            "glyph {} {:?} {:?} {} {:?} {} {} {:?}",
            glyph.code,
            glyph.text,
            glyph.font.kind(),
            glyph.font.name(),
            glyph.mode,
            paint(&glyph.fill),
            paint(&glyph.stroke),
            glyph.procedure,
        );
        let mut places: Vec<f64> = glyph.quad.0.iter().flat_map(|(x, y)| [*x, *y]).collect();
        places.extend([glyph.origin.0, glyph.origin.1, glyph.size]);
        self.push(&exact, places, around);
    }

    fn raster(&mut self, raster: &Raster, around: &Around<'_>) {
        let exact = format!(
            "raster {}×{} {} {} {} {:?} {} {:.4} {:?}",
            raster.width,
            raster.height,
            raster.bits,
            raster.filter,
            raster.bytes,
            raster.mask,
            raster.transparent,
            raster.alpha,
            raster.object,
        );
        self.push(&exact, raster.quad.0.iter().flat_map(|(x, y)| [*x, *y]).collect(), around);
    }

    fn path(&mut self, path: &Path<'_>, around: &Around<'_>) {
        let exact = format!(
            "path {} {} {:?} {:?}",
            path.segments,
            path.cut,
            path.fill.map(|(fill, rule)| (paint(&fill), rule)),
            path.stroke.map(|(stroke, _)| paint(&stroke)),
        );
        let mut places: Vec<f64> = path.outline.parts().flatten().flat_map(|(x, y)| [*x, *y]).collect();
        places.extend([path.bounds.x0, path.bounds.y0, path.bounds.x1, path.bounds.y1]);
        places.extend(path.stroke.map(|(_, width)| width));
        self.push(&exact, places, around);
    }

    fn shading(&mut self, shading: &Shading, around: &Around<'_>) {
        self.push(&format!("shading {} {}", shading.kind, shading.bytes), Vec::new(), around);
    }
}
