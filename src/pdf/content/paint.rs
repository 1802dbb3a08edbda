//! Paints paths and shadings with colours and patterns (ISO 32000-2, 8.5.3, 8.7).

use std::rc::Rc;

use lopdf::{Object, Stream};

use super::color::PaintColor;
use super::graphics_state::{CurrentColor, GraphicsState};
use super::interpreter::{ContentFrame, ContentInterpreter, ContentRole, is_valid_matrix};
use super::shape::{FillRule, PathOutline, Quad};
use super::visitor::{Paint, PaintedPath, PaintedShading};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lexer::Token;
use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

/// Up to this many cells of a tiling pattern are run one by one; of more, one is run for all.
const MOST_TILES: f64 = 4.0;

impl GraphicsState<'_> {
    pub(super) fn fill_paint(&self) -> Paint {
        Paint { color: self.fill.color, alpha: self.fill_alpha * self.group.alpha }
    }

    pub(super) fn stroke_paint(&self) -> Paint {
        Paint { color: self.stroke.color, alpha: self.stroke_alpha * self.group.alpha }
    }
}

impl<'a> ContentInterpreter<'_, 'a> {
    pub(super) fn paint_path(
        &mut self,
        frame: &ContentFrame<'a>,
        outline: &PathOutline,
        (segments, cut): (usize, bool),
        fill: Option<FillRule>,
        stroke: bool,
    ) {
        self.report_soft_mask(frame);
        let state = &frame.state;
        let scale = state.ctm.determinant().abs().sqrt();
        let path = PaintedPath {
            bounds: outline.bounds().unwrap_or_default(),
            segments,
            outline,
            truncated: cut,
            fill: fill.map(|rule| (state.fill_paint(), rule)),
            stroke: stroke.then(|| (state.stroke_paint(), state.line_width * scale)),
        };
        if !self.is_in_soft_mask() {
            self.visitor.path(&path, &self.context(state));
        }
        if fill.is_some() {
            self.fill_with_pattern(frame, outline);
        }
    }

    /// `sh` (8.7.4.2).
    pub(super) fn paint_shading(&mut self, frame: &ContentFrame<'a>, operands: &[Token]) {
        self.report_soft_mask(frame);
        let Some(Token::Name(name)) = operands.last() else { return };
        let shadings = frame.resources.dict(b"Shading");
        if let Some(object) = shadings.and_then(|shadings| shadings.get(name)) {
            let shading = read_shading(self.shared.doc, object);
            self.visitor.shading(&shading, &self.context(&frame.state));
        }
    }

    /// Runs the cells of the current tiling pattern inside an outline, or reports its shading.
    pub(super) fn fill_with_pattern(&mut self, frame: &ContentFrame<'a>, outline: &PathOutline) {
        let Some(object) = frame.state.fill.pattern else { return };
        if let Ok(dict) = object.as_dict() {
            if let Some(object) = Dict::new(self.shared.doc, dict).get(b"Shading") {
                let mut state = frame.state.clone();
                Rc::make_mut(&mut state.clip).intersect(outline, FillRule::NonZero);
                let shading = read_shading(self.shared.doc, object);
                self.visitor.shading(&shading, &self.context(&state));
            }
            return;
        }
        let Ok(pattern) = object.as_stream() else { return };
        let dict = Dict::new(self.shared.doc, &pattern.dict);
        let Some(tiles) = TilingPattern::of(&dict, &frame.base_matrix) else { return };
        let mut state = GraphicsState::new(tiles.matrix, (*frame.state.clip).clone());
        Rc::make_mut(&mut state.clip).intersect(outline, FillRule::NonZero);
        state.group = frame.state.group;
        state.group.alpha *= frame.state.fill_alpha;
        state.group.blend_mode = state.group.blend_mode.max(frame.state.blend_mode);
        state.group.soft_masked |= frame.state.soft_mask.is_some();
        // An uncoloured tiling pattern takes the colour that was set with it.
        if dict.integer(b"PaintType") == Some(2) && !matches!(frame.state.fill.color, PaintColor::Pattern) {
            let color = CurrentColor { pattern: None, ..frame.state.fill.clone() };
            (state.fill, state.stroke) = (color.clone(), color);
        }
        let area = *state.clip.bounds();
        if area.is_empty() {
            return;
        }
        let (columns, rows) = tiles.cells_over(&area);
        let cells = (columns.1 - columns.0 + 1.0) * (rows.1 - rows.0 + 1.0);
        self.visitor.tiling_pattern(cells, tiles.matrix.rect(&tiles.bounds));
        let many = cells > MOST_TILES;
        let resources = dict.dict(b"Resources").unwrap_or(frame.resources);
        if many {
            let inside = match self.role {
                ContentRole::SoftMask => ContentRole::SoftMask,
                _ => ContentRole::PatternCells(Quad::of(&area, &Matrix::IDENTITY)),
            };
            let outer = std::mem::replace(&mut self.role, inside);
            let middle = |(low, high): (f64, f64)| f64::midpoint(low, high).floor();
            self.run_pattern_cell(pattern, resources, state, &tiles, (middle(columns), middle(rows)));
            self.role = outer;
            return;
        }
        let mut row = rows.0;
        while row <= rows.1 {
            let mut column = columns.0;
            while column <= columns.1 {
                self.run_pattern_cell(pattern, resources, state.clone(), &tiles, (column, row));
                column += 1.0;
            }
            row += 1.0;
        }
    }

    fn run_pattern_cell(
        &mut self,
        pattern: &'a Stream,
        resources: Dict<'a>,
        mut state: GraphicsState<'a>,
        tiles: &TilingPattern,
        (column, row): (f64, f64),
    ) {
        let shift = Matrix([1.0, 0.0, 0.0, 1.0, column * tiles.step.0, row * tiles.step.1]);
        state.ctm = shift.then(&tiles.matrix);
        if is_valid_matrix(&state.ctm) {
            // Where one cell is run for all, so is its clip.
            if !matches!(self.role, ContentRole::PatternCells(_)) {
                Rc::make_mut(&mut state.clip).intersect_quad(&Quad::of(&tiles.bounds, &state.ctm));
            }
            self.run_stream(pattern, resources, state);
        }
    }
}

fn read_shading(doc: &dyn ObjectLookup, object: &Object) -> PaintedShading {
    let dict = dict_of(object).map(|dict| Dict::new(doc, dict));
    let length = |object: &Object| object.as_stream().map_or(0, |stream| stream.content.len());
    let functions = dict.and_then(|dict| dict.get(b"Function")).map_or(0, |function| match function {
        Object::Array(each) => each.iter().take(64).filter_map(|f| resolve(doc, f)).map(length).sum(),
        one => length(one),
    });
    let kind = dict.and_then(|dict| dict.integer(b"ShadingType")).unwrap_or(0);
    PaintedShading {
        shading_type: u8::try_from(kind).unwrap_or(0),
        encoded_length: length(object) + functions,
    }
}

/// A tiling pattern (8.7.3): its cell and their distances.
struct TilingPattern {
    matrix: Matrix,
    inverse: Matrix,
    bounds: Rect,
    step: (f64, f64),
}

impl TilingPattern {
    fn of(dict: &Dict<'_>, base: &Matrix) -> Option<Self> {
        if dict.integer(b"PatternType") != Some(1) {
            return None;
        }
        let own = dict
            .numbers(b"Matrix")
            .and_then(|n| n.get(..6)?.try_into().ok())
            .map_or(Matrix::IDENTITY, Matrix);
        let matrix = own.then(base);
        let bounds = dict.rect(b"BBox").filter(|bounds| !bounds.is_empty())?;
        let step = |key: &[u8], size: f64| {
            dict.number(key).map(f64::abs).filter(|step| *step > 1e-3 && *step < 1e7).unwrap_or(size)
        };
        let step = (step(b"XStep", bounds.width()), step(b"YStep", bounds.height()));
        let inverse = inverse(&matrix)?;
        Some(Self { matrix, inverse, bounds, step })
    }

    /// The first and the last column and row of cells that overlap an area.
    fn cells_over(&self, area: &Rect) -> ((f64, f64), (f64, f64)) {
        let area = self.inverse.rect(area);
        let range = |from: f64, to: f64, low: f64, high: f64, step: f64| {
            // Cells that only touch the area at an edge do not count.
            let (first, last) = (((from - high) / step).floor() + 1.0, ((to - low) / step).ceil() - 1.0);
            (first, last.max(first))
        };
        let b = &self.bounds;
        (range(area.x0, area.x1, b.x0, b.x1, self.step.0), range(area.y0, area.y1, b.y0, b.y1, self.step.1))
    }
}

fn inverse(matrix: &Matrix) -> Option<Matrix> {
    let determinant = matrix.determinant();
    if determinant.abs() < 1e-12 {
        return None;
    }
    let [a, b, c, d, e, f] = matrix.0;
    let inverse = [
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    ];
    Some(Matrix(inverse)).filter(is_valid_matrix)
}
