//! The colour that marks leave at a point of the page (ISO 32000-2, 11.3), glyphs included.

use super::{AppearanceMarks, GlyphMark, MarkShape, PaintedMark};
use crate::pdf::content::{FillRule, Font, GlyphDrawing, Point, Rgb};
use crate::pdf::geometry::Rect;

/// Viewers draw lines of less than twice this width, in points, as wide as a pixel, or in a paler colour.
const THINNEST: f64 = 0.2;

/// Whether a mark paints a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coverage {
    No,
    Yes,
    /// Somewhere near: its outline, its clip or its paint is not known.
    Unknown,
}

impl AppearanceMarks {
    /// These marks and no others, as if an appearance stream had painted them.
    pub(crate) fn of_marks(marks: Vec<PaintedMark>) -> Self {
        let surfaces = (0..marks.len()).collect();
        Self { marks, surfaces, ..Self::none() }
    }

    /// Whether viewers paint nothing else: all was run, and every operator is known.
    pub(crate) fn are_all(&self) -> bool {
        self.incomplete.is_empty() && self.passed_over.is_empty()
    }

    /// Whether any mark paints a point, or may do so.
    pub(crate) fn paint(&self, point: Point) -> bool {
        self.marks.iter().any(|mark| mark.coverage(point) != Coverage::No)
    }

    /// The colour at a point after all marks, over a ground; `None` where it is not known.
    pub(crate) fn color_over(&self, ground: Option<Rgb>, point: Point) -> Option<Rgb> {
        let mut color = ground;
        for mark in &self.marks {
            color = match mark.coverage(point) {
                Coverage::No => color,
                Coverage::Unknown => None,
                Coverage::Yes => mark.paint.over_unknown(color),
            };
        }
        color
    }
}

impl PaintedMark {
    fn coverage(&self, point: Point) -> Coverage {
        let near = Rect::between(point, point);
        if !self.bounds.contains(&near, THINNEST) || !self.clip.contains(point) || self.paint.alpha <= 0.0 {
            return Coverage::No;
        }
        let inside = match &self.shape {
            MarkShape::Glyph(glyph) => glyph.coverage(point),
            MarkShape::Fill(outline, rule) => Coverage::of(outline.contains(point, *rule)),
            MarkShape::Stroke(outline, width) => match width / 2.0 {
                half if half >= THINNEST => Coverage::of(outline.distance(point) <= half),
                _ if outline.distance(point) <= THINNEST => Coverage::Unknown,
                _ => Coverage::No,
            },
            MarkShape::Picture => Coverage::Unknown,
        };
        if inside == Coverage::Yes && self.clip.is_approximate() { Coverage::Unknown } else { inside }
    }
}

impl Coverage {
    fn of(inside: bool) -> Self {
        if inside { Self::Yes } else { Self::No }
    }
}

impl GlyphMark {
    fn coverage(&self, point: Point) -> Coverage {
        if !self.painted || self.is_blank() {
            return Coverage::No;
        }
        match (self.outline(), &self.drawing) {
            // Viewers do not agree on what takes the place of a font that is missing.
            _ if self.type3 || self.outlined.is_some() || self.font == Font::MISSING => Coverage::Unknown,
            (Some(outline), _) => Coverage::of(outline.contains(point, FillRule::NonZero)),
            (None, GlyphDrawing::Substitute { width: Some(width), .. }) => {
                Coverage::of(self.is_in_common_ink(*width, point))
            }
            _ => Coverage::Unknown,
        }
    }

    /// Whether a point is where glyphs of the standard fonts have ink: the middle of their width, from the baseline
    /// up to the height of small letters.
    fn is_in_common_ink(&self, width: f64, point: Point) -> bool {
        let in_em = self.matrix.inverse().map(|inverse| inverse.point(point));
        in_em.is_some_and(|(x, y)| (0.15 * width..=0.85 * width).contains(&x) && (0.02..=0.55).contains(&y))
    }
}
