//! What the procedure of a Type 3 glyph paints, found out once and told wherever the glyph is shown.

use super::clip::Clip;
use super::events::{Around, Glyph, Path, Procedure, Raster, Shading, Visitor};
use super::font::Type3;
use super::state::State;
use super::walk::Walk;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::objects::Dict;

/// More images of one glyph are only counted.
const MOST_RASTERS: usize = 256;
/// Glyph space without edges.
const EVERYWHERE: f64 = 1e8;

/// What a glyph paints, in glyph space.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) procedure: Procedure,
    pub(super) rasters: Vec<Raster>,
    bounds: Option<Rect>,
    /// Highest and lowest of what is painted, in em.
    pub(super) extent: Option<(f64, f64)>,
}

impl Look {
    /// Runs the procedure of a code.
    pub(super) fn at<'a>(walk: &mut Walk<'_, 'a>, type3: &Type3<'a>, code: u32, resources: Dict<'a>) -> Self {
        let mut look = Self::default();
        let Some(procedure) = type3.procedure(code) else { return look };
        let edges = Rect::between((-EVERYWHERE, -EVERYWHERE), (EVERYWHERE, EVERYWHERE));
        let state = State::new(Matrix::IDENTITY, Clip::whole(edges));
        let mut inner = Walk {
            shared: walk.shared,
            visitor: &mut look,
            meter: walk.meter,
            source: walk.source,
            inside: super::walk::Inside::Content,
            active: walk.active.clone(),
            hidden: 0,
            textless: false,
        };
        inner.call(procedure, type3.resources().unwrap_or(resources), state);
        look.extent = look.bounds.map(|bounds| {
            let bounds = type3.matrix.rect(&bounds);
            (bounds.y1, bounds.y0)
        });
        look
    }

    fn grow(&mut self, bounds: Rect) {
        self.bounds = Some(self.bounds.map_or(bounds, |known| known.union(&bounds)));
    }
}

impl Visitor for Look {
    fn glyph(&mut self, glyph: &Glyph<'_>, _: &Around<'_>) {
        self.procedure.glyphs += 1;
        self.grow(glyph.quad.bounds());
    }

    fn raster(&mut self, raster: &Raster, _: &Around<'_>) {
        self.procedure.rasters += 1;
        self.grow(raster.quad.bounds());
        if self.rasters.len() < MOST_RASTERS {
            self.rasters.push(*raster);
        }
    }

    fn path(&mut self, path: &Path<'_>, _: &Around<'_>) {
        self.procedure.paths += 1;
        self.grow(path.bounds);
    }

    fn shading(&mut self, _: &Shading, _: &Around<'_>) {
        self.procedure.paths += 1;
    }
}
