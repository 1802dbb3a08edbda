//! Whether a mark is seen: colours at the points of its ink, with and without it.

use super::{AppearanceMarks, GlyphMark, MarkPaint, MarkShape, PaintedMark, ink};
use crate::pdf::content::{BlendMode, Point, Rgb};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;

/// How far ink may cross an edge, in points: coordinates are rounded, and edges are soft on a screen.
const SLACK: f64 = 0.3;
/// The share of the points of a part that must be seen, and of a whole glyph.
const PART_SEEN: f64 = 0.6;
const GLYPH_SEEN: f64 = 0.85;
/// Colours nearer than this are one.
const SAME: f64 = 0.02;
/// Smaller text, in points, is not read.
const LEAST_SIZE: f64 = 1.5;

/// What a mark leaves at a point of its ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InkPoint {
    /// The page is as it would be without it.
    Unchanged,
    /// A difference that is hard to see.
    Faint,
    /// A difference that stands out.
    StandsOut,
    /// Its colour, or the one below, is not known.
    Unknown,
}

/// Why a glyph is not seen. See [`AppearanceMarks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GlyphFault {
    /// Its rendering mode paints nothing, or the line around it has no width.
    NotPainted,
    /// It is outside the field, or clipped.
    Clipped,
    /// Something is painted over it later.
    Covered,
    /// Its colour is that of the ground.
    NoContrast,
    /// A pattern, a soft mask, a blend mode, a transfer function, an unknown colour.
    UnknownPaint,
    /// It is too small, or much smaller than the others.
    Tiny,
    /// It is stretched, sheared or mirrored.
    Distorted,
    /// It has more parts than are looked at.
    Intricate,
}

/// Where, on what, and by which measure a glyph has to be seen. See [`AppearanceMarks`].
pub(crate) struct FieldView<'v> {
    /// The field's rectangle.
    pub(crate) rect: Rect,
    /// The colour of the page below the appearance.
    pub(crate) ground: Rgb,
    /// Whether a colour stands out from another.
    pub(crate) legible: &'v dyn Fn(Rgb, Rgb) -> bool,
}

impl<'v> FieldView<'v> {
    /// A field on white paper.
    pub(crate) fn on_white(rect: Rect, legible: &'v dyn Fn(Rgb, Rgb) -> bool) -> Self {
        Self { rect, ground: WHITE, legible }
    }
}

impl AppearanceMarks {
    /// Why the glyph at this place among the marks is not seen; `None` where it is, and for spaces.
    pub(crate) fn glyph_fault(&self, at: usize, view: &FieldView<'_>) -> Option<GlyphFault> {
        let mark = self.marks.get(at)?;
        let MarkShape::Glyph(glyph) = &mark.shape else { return None };
        if glyph.is_blank() {
            return None;
        }
        if !glyph.painted {
            return Some(GlyphFault::NotPainted);
        }
        if let Some(fault) = shape_fault(glyph) {
            return Some(fault);
        }
        if let Some(common) = self.common_fault(at, mark, glyph, view) {
            return common.err();
        }
        let (mut seen, mut all) = (0_usize, 0_usize);
        let mut worst = None;
        let sample = ink::of_glyph(glyph);
        if sample.cut {
            return Some(GlyphFault::Intricate);
        }
        for part in sample.parts {
            let faults: Vec<GlyphFault> =
                part.iter().filter_map(|point| self.point_fault(at, mark, *point, view)).collect();
            let part_seen = part.len() - faults.len();
            (seen, all) = (seen + part_seen, all + part.len());
            if share(part_seen, part.len()) < PART_SEEN {
                return faults.first().copied();
            }
            worst = worst.or(faults.first().copied());
        }
        if let Some(fault) = stroke_fault(mark, glyph) {
            return Some(fault);
        }
        worst.filter(|_| share(seen, all) < GLYPH_SEEN)
    }

    /// The fault that all points of a glyph have, or have not; `None` where they may differ: where a clip, the edge of
    /// the field or the edge of a surface crosses its box, or something is painted over it.
    fn common_fault(
        &self,
        at: usize,
        mark: &PaintedMark,
        glyph: &GlyphMark,
        view: &FieldView<'_>,
    ) -> Option<Result<(), GlyphFault>> {
        let within = mark.clip.is_rect()
            && mark.clip.bounds().contains(&mark.bounds, SLACK)
            && view.rect.contains(&mark.bounds, SLACK);
        if !within || !glyph.has_exact_box() || glyph.outlined.is_some() {
            return None;
        }
        let mut ground = Some(view.ground);
        for surface in &self.surfaces {
            let Some(other) = self.marks.get(*surface) else { continue };
            if !other.bounds.overlaps(&mark.bounds) {
                continue;
            }
            if *surface > at || !other.covers_all(&mark.bounds) {
                return None;
            }
            ground = other.paint.over_unknown(ground);
        }
        let color = ground.and_then(|ground| mark.paint.over(ground));
        Some(match (ground, color) {
            (Some(ground), Some(color)) if (view.legible)(color, ground) => Ok(()),
            (Some(_), Some(_)) => Err(GlyphFault::NoContrast),
            _ => Err(GlyphFault::UnknownPaint),
        })
    }

    fn point_fault(
        &self,
        at: usize,
        mark: &PaintedMark,
        point: Point,
        view: &FieldView<'_>,
    ) -> Option<GlyphFault> {
        let near = Rect::between(point, point);
        if mark.clip.is_approximate()
            || !view.rect.contains(&near, SLACK)
            || !(mark.clip.contains(point)
                || mark.clip.is_rect() && mark.clip.bounds().contains(&near, SLACK))
        {
            return Some(GlyphFault::Clipped);
        }
        let before = self.color_before(at, view.ground, point);
        let Some(after) = before.and_then(|before| mark.paint.over(before)) else {
            return Some(GlyphFault::UnknownPaint);
        };
        let Some(last) = self.color_after(at, after, point) else { return Some(GlyphFault::Covered) };
        let ground = before.unwrap_or(view.ground);
        if !(view.legible)(after, ground) {
            return Some(GlyphFault::NoContrast);
        }
        (!(view.legible)(last, ground)).then_some(GlyphFault::Covered)
    }

    /// What the mark at this place leaves at the points of its ink within a rectangle and its clip.
    pub(crate) fn ink(&self, at: usize, rect: &Rect) -> Vec<(Point, InkPoint)> {
        let Some(mark) = self.marks.get(at) else { return Vec::new() };
        let painted = match &mark.shape {
            MarkShape::Glyph(glyph) => glyph.painted && !glyph.is_blank(),
            _ => true,
        };
        if !painted || mark.paint.alpha <= 0.0 {
            return Vec::new();
        }
        let inside =
            |point: &Point| rect.contains(&Rect::between(*point, *point), 0.0) && mark.clip.contains(*point);
        let sample = ink::of_mark(mark, rect);
        let mut ink: Vec<(Point, InkPoint)> = sample
            .parts
            .into_iter()
            .flatten()
            .filter(inside)
            .map(|point| (point, self.ink_at(at, mark, point)))
            .collect();
        if sample.cut {
            let left = mark.bounds.intersect(rect);
            let middle = (f64::midpoint(left.x0, left.x1), f64::midpoint(left.y0, left.y1));
            ink.push((middle, InkPoint::Unknown));
        }
        ink
    }

    fn ink_at(&self, at: usize, mark: &PaintedMark, point: Point) -> InkPoint {
        let Some(before) = self.color_before(at, WHITE, point) else { return InkPoint::Unknown };
        let Some(after) = mark.paint.over(before) else { return InkPoint::Unknown };
        if is_near(after, before) {
            return InkPoint::Unchanged;
        }
        let (Some(without), Some(with)) =
            (self.color_after(at, before, point), self.color_after(at, after, point))
        else {
            return InkPoint::Unknown;
        };
        if is_near(without, with) {
            InkPoint::Unchanged
        } else if is_legible(with, without) {
            InkPoint::StandsOut
        } else {
            InkPoint::Faint
        }
    }

    /// The colour at a point before the mark at this place is painted; `None` where it is not known.
    fn color_before(&self, at: usize, page: Rgb, point: Point) -> Option<Rgb> {
        let end = self.surfaces.partition_point(|surface| *surface < at);
        self.paint_surfaces(self.surfaces.get(..end).unwrap_or_default(), Some(page), point)
    }

    fn color_after(&self, at: usize, color: Rgb, point: Point) -> Option<Rgb> {
        let start = self.surfaces.partition_point(|surface| *surface <= at);
        self.paint_surfaces(self.surfaces.get(start..).unwrap_or_default(), Some(color), point)
    }

    fn paint_surfaces(&self, surfaces: &[usize], ground: Option<Rgb>, point: Point) -> Option<Rgb> {
        let marks = surfaces.iter().filter_map(|at| self.marks.get(*at)).filter(|mark| mark.covers(point));
        marks.fold(ground, |ground, mark| mark.paint.over_unknown(ground))
    }
}

impl PaintedMark {
    /// Whether it paints every point of a rectangle.
    fn covers_all(&self, rect: &Rect) -> bool {
        let outline = match &self.shape {
            MarkShape::Fill(outline, _) => outline.as_rect(),
            _ => None,
        };
        self.clip.is_rect()
            && self.clip.bounds().contains(rect, 0.0)
            && outline.is_some_and(|outline| outline.contains(rect, 0.0))
    }

    /// Whether it paints a point.
    fn covers(&self, point: Point) -> bool {
        let near = Rect::between(point, point);
        if !self.bounds.contains(&near, 0.0) || !self.clip.contains(point) {
            return false;
        }
        match &self.shape {
            MarkShape::Glyph(_) => false,
            MarkShape::Fill(outline, rule) => outline.contains(point, *rule),
            MarkShape::Stroke(outline, width) => outline.distance(point) <= width / 2.0,
            MarkShape::Picture => true,
        }
    }
}

impl MarkPaint {
    pub(super) fn is_opaque(&self) -> bool {
        self.alpha >= 1.0 - 1e-6 && self.blend_mode == BlendMode::Normal && !self.soft_masked
    }

    /// The colour that it leaves on another, which may be unknown; `None` where that is not known.
    pub(super) fn over_unknown(&self, ground: Option<Rgb>) -> Option<Rgb> {
        match ground {
            Some(ground) => self.over(ground),
            None if self.is_opaque() => self.color,
            None => None,
        }
    }

    /// The colour that it leaves on another (ISO 32000-2, 11.3.6); `None` where that is not known.
    pub(super) fn over(&self, ground: Rgb) -> Option<Rgb> {
        if self.alpha <= 0.0 {
            return Some(ground);
        }
        if self.soft_masked {
            return None;
        }
        let color = self.color?;
        let mixed = match self.blend_mode {
            BlendMode::Normal => color,
            // Multiply; its kin differ in half-tones only.
            BlendMode::Darkens => zip(color, ground, |color, ground| color * ground),
            BlendMode::Other => return None,
        };
        Some(zip(mixed, ground, |mixed, ground| ground + (mixed - ground) * self.alpha))
    }
}

const WHITE: Rgb = Rgb([1.0; 3]);

/// Whether a colour stands out from another.
pub(crate) fn is_legible(color: Rgb, ground: Rgb) -> bool {
    Color::Rgb(color.0).is_legible_on(&Color::Rgb(ground.0))
}

/// Whether a glyph is too small, or not upright in its own direction.
fn shape_fault(glyph: &GlyphMark) -> Option<GlyphFault> {
    const NARROWEST: f64 = 0.4;
    const WIDEST: f64 = 2.5;
    /// The sine of the angle between baseline and stems; slanted letters have some 20 degrees.
    const LEAST_SINE: f64 = 0.86;
    let (along, across) = glyph.em();
    if !(along.is_finite() && across.is_finite()) || along.min(across) < LEAST_SIZE {
        return Some(GlyphFault::Tiny);
    }
    let sine = glyph.matrix.determinant() / (along * across);
    let upright = (NARROWEST..=WIDEST).contains(&(along / across)) && sine >= LEAST_SINE;
    (!upright).then_some(GlyphFault::Distorted)
}

/// A line around a glyph in another colour hides it, where it is wide; a line alone needs a width.
fn stroke_fault(mark: &PaintedMark, glyph: &GlyphMark) -> Option<GlyphFault> {
    const WIDE: f64 = 0.02;
    const WIDEST: f64 = 0.12;
    let (stroke, width) = glyph.outlined?;
    let (_, size) = glyph.em();
    if stroke == mark.paint {
        // A fill with a line in its own colour is bolder, up to where it closes; a line alone must be seen.
        return (width > WIDEST * size).then_some(GlyphFault::Distorted);
    }
    (stroke.alpha > 0.0 && width > WIDE * size).then_some(GlyphFault::UnknownPaint)
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

fn is_near(a: Rgb, b: Rgb) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| (a - b).abs() < SAME)
}

fn zip(a: Rgb, b: Rgb, mix: impl Fn(f64, f64) -> f64) -> Rgb {
    let mut mixed = a;
    for (part, other) in mixed.0.iter_mut().zip(b.0) {
        *part = mix(*part, other);
    }
    mixed
}

#[cfg(test)]
mod tests {
    use std::cell::OnceCell;
    use std::sync::Arc;

    use skrifa::outline::pen::PathElement;

    use super::*;
    use crate::pdf::content::{Clip, FillRule, GlyphDrawing, PathOutline};
    use crate::pdf::font::GlyphOutline;
    use crate::pdf::geometry::Matrix;

    fn paint(gray: f64) -> MarkPaint {
        let color = Some(Rgb([gray; 3]));
        MarkPaint { color, alpha: 1.0, blend_mode: BlendMode::Normal, soft_masked: false }
    }

    fn mark(shape: MarkShape, bounds: Rect, gray: f64) -> PaintedMark {
        let clip = Clip::from_rect(Rect::of_size(100.0, 100.0));
        PaintedMark { shape, bounds, clip, paint: paint(gray), in_text_content: false }
    }

    fn area(corners: &[Point], gray: f64) -> PaintedMark {
        let outline = PathOutline::through(corners);
        let bounds = outline.bounds().unwrap();
        mark(MarkShape::Fill(outline, FillRule::NonZero), bounds, gray)
    }

    /// A letter that is a square of ten points at (40, 40).
    fn letter(gray: f64) -> PaintedMark {
        let corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        let path = std::iter::once(PathElement::MoveTo { x: 0.0, y: 0.0 })
            .chain(corners.iter().skip(1).map(|(x, y)| PathElement::LineTo { x: *x, y: *y }));
        let glyph = GlyphMark {
            text: Some("a".to_owned()),
            code: 1,
            font: 1,
            matrix: Matrix([10.0, 0.0, 0.0, 10.0, 40.0, 40.0]),
            advance: 1.0,
            drawing: GlyphDrawing::Outline(Arc::new(GlyphOutline::new(10, path.collect()))),
            outline: OnceCell::new(),
            vertical: false,
            type3: false,
            painted: true,
            outlined: None,
        };
        let bounds = Rect { x0: 40.0, y0: 40.0, x1: 50.0, y1: 50.0 };
        mark(MarkShape::Glyph(Box::new(glyph)), bounds, gray)
    }

    /// Marks in painting order, as if run.
    fn fault(ground: f64, marks: Vec<PaintedMark>) -> Option<GlyphFault> {
        let at = marks.iter().position(|mark| matches!(mark.shape, MarkShape::Glyph(_))).unwrap();
        let mut all = AppearanceMarks::of_marks(marks);
        all.surfaces.retain(|surface| *surface != at);
        let rect = Rect::of_size(100.0, 100.0);
        all.glyph_fault(at, &FieldView { rect, ground: Rgb([ground; 3]), legible: &is_legible })
    }

    #[test]
    fn a_letter_is_seen_on_what_is_under_it() {
        let square = |low: f64, high: f64| [(low, low), (high, low), (high, high), (low, high)];
        let corner = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (90.0, 100.0), (90.0, 10.0), (0.0, 10.0)];
        let octagon = [(9.0, 0.0), (91.0, 0.0), (100.0, 9.0), (100.0, 91.0), (91.0, 100.0), (9.0, 100.0)];
        for (name, ground, under, gray, wanted) in [
            ("white paper", 1.0, None, 0.4, None),
            ("white on white", 1.0, None, 1.0, Some(GlyphFault::NoContrast)),
            ("white on a dark page", 0.2, None, 1.0, None),
            ("beside a dark corner", 1.0, Some(area(&corner, 0.35)), 0.4, None),
            ("white beside it", 1.0, Some(area(&corner, 0.35)), 1.0, Some(GlyphFault::NoContrast)),
            ("white on a dark shape", 1.0, Some(area(&octagon, 0.35)), 1.0, None),
            ("dark on it", 1.0, Some(area(&octagon, 0.35)), 0.4, Some(GlyphFault::NoContrast)),
            ("white on a dark box", 1.0, Some(area(&square(0.0, 100.0), 0.35)), 1.0, None),
            ("dark on it", 1.0, Some(area(&square(0.0, 100.0), 0.35)), 0.4, Some(GlyphFault::NoContrast)),
            (
                "most of it on it",
                1.0,
                Some(area(&square(0.0, 47.0), 0.35)),
                0.4,
                Some(GlyphFault::NoContrast),
            ),
        ] {
            let marks = under.into_iter().chain([letter(gray)]).collect();
            assert_eq!(fault(ground, marks), wanted, "{name}");
        }
    }

    #[test]
    fn a_letter_is_hidden_by_what_is_painted_later() {
        let ring =
            |low: f64| [(low, low), (100.0 - low, low), (100.0 - low, 100.0 - low), (low, 100.0 - low)];
        let over = |later| fault(1.0, vec![letter(0.0), later]);
        assert_eq!(over(area(&ring(0.0), 1.0)), Some(GlyphFault::Covered));
        assert_eq!(over(area(&[(60.0, 60.0), (90.0, 60.0), (90.0, 90.0)], 1.0)), None);
        let line = |width: f64, gray: f64| {
            let bounds = Rect { x0: 0.0, y0: 45.0 - width / 2.0, x1: 100.0, y1: 45.0 + width / 2.0 };
            mark(MarkShape::Stroke(PathOutline::through(&[(0.0, 45.0), (100.0, 45.0)]), width), bounds, gray)
        };
        assert_eq!(over(line(30.0, 1.0)), Some(GlyphFault::Covered));
        let mut pale = area(&ring(0.0), 1.0);
        pale.paint.alpha = 0.1;
        assert_eq!(over(pale), None);
        let mut unknown = area(&ring(0.0), 1.0);
        unknown.paint.color = None;
        assert_eq!(over(unknown), Some(GlyphFault::Covered));
    }
}
