//! The outline of a glyph, to be compared and measured.

use skrifa::GlyphId;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::pen::PathElement;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection};

/// The outline of a glyph as the font draws it without hints.
/// See [`EmbeddedFont::outline`](crate::pdf::font::EmbeddedFont::outline).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GlyphOutline {
    units_per_em: u16,
    /// In font units, y upwards.
    path: Vec<PathElement>,
    ink: Option<InkBox>,
}

/// The bounding box of an outline, in 1/1000 em from the glyph's origin, y upwards.
/// See [`EmbeddedFont::outline`](crate::pdf::font::EmbeddedFont::outline).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InkBox {
    /// Left edge.
    pub left: f64,
    /// Bottom edge; negative below the baseline.
    pub bottom: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge.
    pub top: f64,
}

/// Whether two outlines are equal, command for command and point for point, each in its own em.
///
/// There is no tolerance: the same shape from another starting point is different.
pub(crate) fn same_outline(a: &GlyphOutline, b: &GlyphOutline) -> bool {
    #[expect(clippy::float_cmp, reason = "24 bits by 16 bits is exact in the 53 bits of `f64`")]
    let same_length =
        |x: f32, y: f32| f64::from(x) * f64::from(b.units_per_em) == f64::from(y) * f64::from(a.units_per_em);
    a.path.len() == b.path.len()
        && a.path.iter().zip(&b.path).all(|(a, b)| {
            let ((a_kind, a_numbers), (b_kind, b_numbers)) = (command_numbers(*a), command_numbers(*b));
            a_kind == b_kind && a_numbers.iter().zip(&b_numbers).all(|(x, y)| same_length(*x, *y))
        })
}

impl GlyphOutline {
    /// An outline of these commands, in units of which an em has so many.
    pub(crate) fn new(units_per_em: u16, path: Vec<PathElement>) -> Self {
        let ink = ink_box(&path, units_per_em);
        Self { units_per_em, path, ink }
    }

    /// Its commands, in font units, y upwards.
    pub(crate) fn path(&self) -> &[PathElement] {
        &self.path
    }

    /// How many units an em has.
    pub(crate) fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// The outline of a glyph; `None` where the font has no such glyph, or it is unreadable.
    pub(super) fn draw(glyphs: &OutlineGlyphCollection<'_>, units_per_em: u16, glyph: u16) -> Option<Self> {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let mut path = Vec::new();
        glyphs.get(GlyphId::from(glyph))?.draw(settings, &mut path).ok()?;
        Some(Self::new(units_per_em, path))
    }

    /// The bounding box, exact at the extremes of curves; `None` where the outline is empty.
    pub(crate) fn ink_box(&self) -> Option<InkBox> {
        self.ink
    }

    /// The distance from the first to the last edge on a horizontal line at this height (1/1000 em).
    pub(super) fn width_at(&self, height: f64) -> Option<f64> {
        let scale = 1000.0 / f64::from(self.units_per_em);
        let height = height / scale;
        let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
        for ((x0, y0), (x1, y1)) in edges(&self.path) {
            if (y0 <= height) != (y1 <= height) {
                let x = x0 + (x1 - x0) * (height - y0) / (y1 - y0);
                (first, last) = (first.min(x), last.max(x));
            }
        }
        (first < last).then_some((last - first) * scale)
    }
}

type Point = (f64, f64);

fn ink_box(path: &[PathElement], units_per_em: u16) -> Option<InkBox> {
    let mut bounds: Option<[f64; 4]> = None;
    for (x, y) in extremes(path) {
        let [left, bottom, right, top] = bounds.unwrap_or([x, y, x, y]);
        bounds = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }
    let scale = 1000.0 / f64::from(units_per_em.max(1));
    bounds.map(|[left, bottom, right, top]| InkBox {
        left: left * scale,
        bottom: bottom * scale,
        right: right * scale,
        top: top * scale,
    })
}

/// Points with the same bounding box as the path: ends of segments, and the extremes of curves between them.
fn extremes(path: &[PathElement]) -> Vec<Point> {
    let mut points = Vec::with_capacity(path.len());
    let mut at = (0.0, 0.0);
    for element in path {
        match *element {
            PathElement::MoveTo { x, y } | PathElement::LineTo { x, y } => at = (x.into(), y.into()),
            PathElement::QuadTo { cx0, cy0, x, y } => {
                let (control, end): (Point, Point) = ((cx0.into(), cy0.into()), (x.into(), y.into()));
                for turn in [turning_point(at.0, control.0, end.0), turning_point(at.1, control.1, end.1)]
                    .into_iter()
                    .flatten()
                {
                    points.push((
                        quadratic(at.0, control.0, end.0, turn),
                        quadratic(at.1, control.1, end.1, turn),
                    ));
                }
                at = end;
            }
            // `glyf` has no cubic curves; their control points enclose them.
            PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => {
                points.extend([(cx0.into(), cy0.into()), (cx1.into(), cy1.into())]);
                at = (x.into(), y.into());
            }
            PathElement::Close => continue,
        }
        points.push(at);
    }
    points
}

/// The extreme of a quadratic curve in one coordinate, strictly between its ends.
fn turning_point(start: f64, control: f64, end: f64) -> Option<f64> {
    let t = (start - control) / (start - 2.0 * control + end);
    (t > 0.0 && t < 1.0).then_some(t)
}

fn quadratic(start: f64, control: f64, end: f64, t: f64) -> f64 {
    let s = 1.0 - t;
    s * s * start + 2.0 * s * t * control + t * t * end
}

/// The segments of a path, curves as their chords.
fn edges(path: &[PathElement]) -> Vec<(Point, Point)> {
    let mut edges = Vec::with_capacity(path.len());
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    for element in path {
        let to = match *element {
            PathElement::MoveTo { x, y } => {
                start = (x.into(), y.into());
                at = start;
                continue;
            }
            PathElement::LineTo { x, y }
            | PathElement::QuadTo { x, y, .. }
            | PathElement::CurveTo { x, y, .. } => (x.into(), y.into()),
            PathElement::Close => start,
        };
        edges.push((at, to));
        at = to;
    }
    edges
}

/// The kind of a path command, and its numbers.
fn command_numbers(element: PathElement) -> (u8, [f32; 6]) {
    match element {
        PathElement::MoveTo { x, y } => (0, [x, y, 0.0, 0.0, 0.0, 0.0]),
        PathElement::LineTo { x, y } => (1, [x, y, 0.0, 0.0, 0.0, 0.0]),
        PathElement::QuadTo { cx0, cy0, x, y } => (2, [cx0, cy0, x, y, 0.0, 0.0]),
        PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => (3, [cx0, cy0, cx1, cy1, x, y]),
        PathElement::Close => (4, [0.0; 6]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(units_per_em: u16, side: f32) -> GlyphOutline {
        let path = vec![
            PathElement::MoveTo { x: 0.0, y: 0.0 },
            PathElement::LineTo { x: side, y: 0.0 },
            PathElement::LineTo { x: side, y: side },
            PathElement::LineTo { x: 0.0, y: side },
            PathElement::Close,
        ];
        GlyphOutline::new(units_per_em, path)
    }

    #[test]
    fn outlines_are_compared_in_their_own_em() {
        assert!(same_outline(&square(1000, 500.0), &square(2000, 1000.0)));
        assert!(!same_outline(&square(1000, 500.0), &square(2000, 500.0)));
        assert!(!same_outline(&square(1000, 500.0), &square(1000, 500.5)));
        let mut shorter = square(1000, 500.0).path;
        shorter.pop();
        assert!(!same_outline(&square(1000, 500.0), &GlyphOutline::new(1000, shorter)));
    }

    #[test]
    fn a_curve_reaches_as_far_as_its_turning_point() {
        let path = vec![
            PathElement::MoveTo { x: 0.0, y: 0.0 },
            PathElement::QuadTo { cx0: 500.0, cy0: 1000.0, x: 1000.0, y: 0.0 },
            PathElement::Close,
        ];
        let ink = GlyphOutline::new(2000, path).ink_box();
        assert_eq!(ink, Some(InkBox { left: 0.0, bottom: 0.0, right: 500.0, top: 250.0 }));
    }

    #[test]
    fn the_width_is_taken_at_one_height() {
        assert_eq!(square(2000, 400.0).width_at(100.0), Some(200.0));
        assert_eq!(square(2000, 400.0).width_at(300.0), None);
    }
}
