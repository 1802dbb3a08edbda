//! Runs a Type 3 glyph description once, and reports what it paints wherever the glyph is shown.

use super::clip::Clip;
use super::font::Type3Font;
use super::graphics_state::GraphicsState;
use super::interpreter::ContentInterpreter;
use super::visitor::{
    GraphicsContext, PaintedGlyph, PaintedImage, PaintedPath, PaintedShading, Type3Counts, Visitor,
};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::objects::Dict;

/// More images of one glyph are only counted.
const MOST_RASTERS: usize = 256;
/// A clip in glyph space that limits nothing.
const UNBOUNDED: f64 = 1e8;

/// What a glyph description paints, in glyph space.
#[derive(Debug, Default)]
pub(super) struct Type3Glyph {
    pub(super) counts: Type3Counts,
    pub(super) images: Vec<PaintedImage>,
    bounds: Option<Rect>,
    /// Lowest and highest edge of what is painted, in em.
    pub(super) vertical_extent: Option<(f64, f64)>,
}

impl Type3Glyph {
    /// Runs the glyph description of a code.
    pub(super) fn run<'a>(
        interpreter: &mut ContentInterpreter<'_, 'a>,
        type3: &Type3Font<'a>,
        code: u32,
        resources: Dict<'a>,
    ) -> Self {
        let mut glyph = Self::default();
        let Some(procedure) = type3.procedure(code) else { return glyph };
        let edges = Rect::between((-UNBOUNDED, -UNBOUNDED), (UNBOUNDED, UNBOUNDED));
        let state = GraphicsState::new(Matrix::IDENTITY, Clip::from_rect(edges));
        let mut inner = ContentInterpreter {
            shared: interpreter.shared,
            visitor: &mut glyph,
            meter: interpreter.meter,
            owner: interpreter.owner,
            role: super::interpreter::ContentRole::Painted,
            active_streams: interpreter.active_streams.clone(),
            hidden_depth: 0,
            skip_text: false,
        };
        inner.run_stream(procedure, type3.resources().unwrap_or(resources), state);
        glyph.vertical_extent = glyph.bounds.map(|bounds| {
            let bounds = type3.matrix.rect(&bounds);
            (bounds.y1, bounds.y0)
        });
        glyph
    }

    fn extend_bounds(&mut self, bounds: Rect) {
        self.bounds = Some(self.bounds.map_or(bounds, |known| known.union(&bounds)));
    }
}

impl Visitor for Type3Glyph {
    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, _: &GraphicsContext<'_>) {
        self.counts.glyphs += 1;
        self.extend_bounds(glyph.quad.bounds());
    }

    fn image(&mut self, image: &PaintedImage, _: &GraphicsContext<'_>) {
        self.counts.images += 1;
        self.extend_bounds(image.quad.bounds());
        if self.images.len() < MOST_RASTERS {
            self.images.push(*image);
        }
    }

    fn path(&mut self, path: &PaintedPath<'_>, _: &GraphicsContext<'_>) {
        self.counts.paths += 1;
        self.extend_bounds(path.bounds);
    }

    fn shading(&mut self, _: &PaintedShading, _: &GraphicsContext<'_>) {
        self.counts.paths += 1;
    }
}
