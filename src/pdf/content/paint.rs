//! Painting of paths and shadings, with colours or with tiles (ISO 32000-2, 8.5.3, 8.7).

use std::rc::Rc;

use lopdf::{Object, Stream};

use super::color::Ink;
use super::events::{Paint, Path, Shading};
use super::shape::{FillRule, Outline, Quad};
use super::state::{Color, State};
use super::walk::{Frame, Inside, Walk, is_sane};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lex::Token;
use crate::pdf::objects::{Dict, Objects, dict_of, follow};

/// As many tiles are run one by one; of more, one is run for all.
const MOST_TILES: f64 = 4.0;

impl State<'_> {
    pub(super) fn fill_paint(&self) -> Paint {
        Paint { ink: self.fill.ink, alpha: self.fill_alpha * self.group.alpha }
    }

    pub(super) fn stroke_paint(&self) -> Paint {
        Paint { ink: self.stroke.ink, alpha: self.stroke_alpha * self.group.alpha }
    }
}

impl<'a> Walk<'_, 'a> {
    pub(super) fn paint_path(
        &mut self,
        frame: &Frame<'a>,
        outline: &Outline,
        (segments, cut): (usize, bool),
        fill: Option<FillRule>,
        stroke: bool,
    ) {
        self.tell_mask(frame);
        let state = &frame.state;
        let scale = state.matrix.determinant().abs().sqrt();
        let path = Path {
            bounds: outline.bounds().unwrap_or_default(),
            segments,
            outline,
            cut,
            fill: fill.map(|rule| (state.fill_paint(), rule)),
            stroke: stroke.then(|| (state.stroke_paint(), state.line_width * scale)),
        };
        if !self.is_silent() {
            self.visitor.path(&path, &self.around(state));
        }
        if fill.is_some() {
            self.fill_with_pattern(frame, outline);
        }
    }

    /// `sh`.
    pub(super) fn shading(&mut self, frame: &Frame<'a>, operands: &[Token]) {
        self.tell_mask(frame);
        let Some(Token::Name(name)) = operands.last() else { return };
        let shadings = frame.resources.dict(b"Shading");
        if let Some(object) = shadings.and_then(|shadings| shadings.get(name)) {
            let shading = shading(self.shared.doc, object);
            self.visitor.shading(&shading, &self.around(&frame.state));
        }
    }

    /// Runs the tiles of the current pattern inside an outline, or tells its shading.
    pub(super) fn fill_with_pattern(&mut self, frame: &Frame<'a>, outline: &Outline) {
        let Some(object) = frame.state.fill.pattern else { return };
        if let Ok(dict) = object.as_dict() {
            if let Some(object) = Dict::new(self.shared.doc, dict).get(b"Shading") {
                let mut state = frame.state.clone();
                Rc::make_mut(&mut state.clip).narrow(outline, FillRule::NonZero);
                let shading = shading(self.shared.doc, object);
                self.visitor.shading(&shading, &self.around(&state));
            }
            return;
        }
        let Ok(pattern) = object.as_stream() else { return };
        let dict = Dict::new(self.shared.doc, &pattern.dict);
        let Some(tiles) = Tiles::of(&dict, &frame.base) else { return };
        let mut state = State::new(tiles.matrix, (*frame.state.clip).clone());
        Rc::make_mut(&mut state.clip).narrow(outline, FillRule::NonZero);
        state.group = frame.state.group;
        state.group.alpha *= frame.state.fill_alpha;
        state.group.blend = state.group.blend.max(frame.state.blend);
        state.group.masked |= frame.state.soft_mask.is_some();
        // Uncoloured tiles take the colour that was set with the pattern.
        if dict.integer(b"PaintType") == Some(2) && !matches!(frame.state.fill.ink, Ink::Pattern) {
            let color = Color { pattern: None, ..frame.state.fill.clone() };
            (state.fill, state.stroke) = (color.clone(), color);
        }
        let area = *state.clip.bounds();
        if area.is_empty() {
            return;
        }
        let (columns, rows) = tiles.over(&area);
        let many = (columns.1 - columns.0 + 1.0) * (rows.1 - rows.0 + 1.0) > MOST_TILES;
        let resources = dict.dict(b"Resources").unwrap_or(frame.resources);
        if many {
            let inside = match self.inside {
                Inside::SoftMask => Inside::SoftMask,
                _ => Inside::Tiles(Quad::of(&area, &Matrix::IDENTITY)),
            };
            let outer = std::mem::replace(&mut self.inside, inside);
            let middle = |(low, high): (f64, f64)| f64::midpoint(low, high).floor();
            self.tile(pattern, resources, state, &tiles, (middle(columns), middle(rows)));
            self.inside = outer;
            return;
        }
        let mut row = rows.0;
        while row <= rows.1 {
            let mut column = columns.0;
            while column <= columns.1 {
                self.tile(pattern, resources, state.clone(), &tiles, (column, row));
                column += 1.0;
            }
            row += 1.0;
        }
    }

    fn tile(
        &mut self,
        pattern: &'a Stream,
        resources: Dict<'a>,
        mut state: State<'a>,
        tiles: &Tiles,
        (column, row): (f64, f64),
    ) {
        let shift = Matrix([1.0, 0.0, 0.0, 1.0, column * tiles.step.0, row * tiles.step.1]);
        state.matrix = shift.then(&tiles.matrix);
        if is_sane(&state.matrix) {
            // Where one tile stands for all, so does its clip.
            if !matches!(self.inside, Inside::Tiles(_)) {
                Rc::make_mut(&mut state.clip).narrow_to_quad(&Quad::of(&tiles.bounds, &state.matrix));
            }
            self.call(pattern, resources, state);
        }
    }
}

fn shading(doc: &dyn Objects, object: &Object) -> Shading {
    let dict = dict_of(object).map(|dict| Dict::new(doc, dict));
    let length = |object: &Object| object.as_stream().map_or(0, |stream| stream.content.len());
    let functions = dict.and_then(|dict| dict.get(b"Function")).map_or(0, |function| match function {
        Object::Array(each) => each.iter().take(64).filter_map(|f| follow(doc, f)).map(length).sum(),
        one => length(one),
    });
    let kind = dict.and_then(|dict| dict.integer(b"ShadingType")).unwrap_or(0);
    Shading { kind: u8::try_from(kind).unwrap_or(0), bytes: length(object) + functions }
}

/// The lattice of a tiling pattern.
struct Tiles {
    matrix: Matrix,
    inverse: Matrix,
    bounds: Rect,
    step: (f64, f64),
}

impl Tiles {
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

    /// The first and the last column and row that touch an area.
    fn over(&self, area: &Rect) -> ((f64, f64), (f64, f64)) {
        let area = self.inverse.rect(area);
        let range = |from: f64, to: f64, low: f64, high: f64, step: f64| {
            // Those that only touch it at an edge are not in it.
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
    Some(Matrix(inverse)).filter(is_sane)
}
