//! The current clipping path (ISO 32000-2, 8.5.4) on the page, in points of default user space.

use std::rc::Rc;

use super::shape::{FillRule, PathOutline, Point, Quad};
use crate::pdf::geometry::Rect;

/// The area that painting is limited to: a box, and the outlines of clipping paths that are no upright rectangles.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clip {
    bounds: Rect,
    /// Clipping paths that are no upright rectangles; the area is inside all of them.
    outlines: Vec<(Rc<PathOutline>, FillRule)>,
    approximate: bool,
}

impl Clip {
    /// More nested clipping paths than these are replaced by their bounding boxes, and the clip is approximate.
    const MOST_SHAPES: usize = 12;
    /// More points of one path than these: likewise.
    const MOST_POINTS: usize = 2048;

    /// The clip of an upright rectangle.
    pub(crate) fn from_rect(bounds: Rect) -> Self {
        Self { bounds, outlines: Vec::new(), approximate: false }
    }

    /// Its bounding box.
    pub(crate) fn bounds(&self) -> &Rect {
        &self.bounds
    }

    /// Whether the area may be smaller than `bounds` and the outlines say.
    pub(crate) fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Whether it is exactly its bounding box.
    pub(crate) fn is_rect(&self) -> bool {
        self.has_only_bounds() && !self.approximate
    }

    /// Whether it is described by its bounding box alone, exactly or not.
    pub(crate) fn has_only_bounds(&self) -> bool {
        self.outlines.is_empty()
    }

    /// Whether a point is inside.
    pub(crate) fn contains(&self, point: Point) -> bool {
        let b = &self.bounds;
        (b.x0..=b.x1).contains(&point.0)
            && (b.y0..=b.y1).contains(&point.1)
            && self.outlines.iter().all(|(shape, rule)| shape.contains(point, *rule))
    }

    /// The share of a quadrilateral that is inside, from 0 to 1.
    pub(crate) fn share_inside(&self, quad: &Quad) -> f64 {
        const SIDE: u32 = 4;
        let bounds = quad.bounds();
        let inside = self.bounds.contains(&bounds, 1e-6);
        if self.outlines.is_empty() && inside {
            return 1.0;
        }
        if self.outlines.is_empty() && quad.is_axis_aligned() && quad.area() > 0.0 {
            let left = self.bounds.intersect(&bounds);
            return (left.width() * left.height() / quad.area()).clamp(0.0, 1.0);
        }
        let step = |n: u32| (f64::from(n) + 0.5) / f64::from(SIDE);
        let samples = (0..SIDE).flat_map(|u| (0..SIDE).map(move |v| (step(u), step(v))));
        let hits = samples.filter(|(u, v)| self.contains(quad.point_at(*u, *v))).count();
        f64::from(u32::try_from(hits).unwrap_or_default()) / f64::from(SIDE * SIDE)
    }

    pub(super) fn spans(&self, y: f64) -> Vec<(f64, f64)> {
        if !(self.bounds.y0..=self.bounds.y1).contains(&y) {
            return Vec::new();
        }
        let mut spans = vec![(self.bounds.x0, self.bounds.x1)];
        for (shape, rule) in &self.outlines {
            spans = intersect_spans(&spans, &shape.spans(y, *rule));
        }
        spans
    }

    pub(super) fn intersect_rect(&mut self, rect: &Rect) {
        self.bounds = self.bounds.intersect(rect);
    }

    pub(super) fn intersect_quad(&mut self, quad: &Quad) {
        self.intersect(&PathOutline::from(*quad), FillRule::NonZero);
    }

    pub(super) fn intersect(&mut self, outline: &PathOutline, rule: FillRule) {
        let bounds = outline.bounds().unwrap_or_default();
        self.intersect_rect(&bounds);
        if outline.as_rect().is_some() || self.bounds.is_empty() {
            return;
        }
        if self.outlines.len() < Self::MOST_SHAPES && outline.point_count() <= Self::MOST_POINTS {
            self.outlines.push((Rc::new(outline.clone()), rule));
        } else {
            self.approximate = true;
        }
    }

    /// Marks it as approximate: it was narrowed by something that is not computed.
    pub(super) fn mark_approximate(&mut self) {
        self.approximate = true;
    }
}

/// The intersection of two sorted lists of intervals.
pub(super) fn intersect_spans(a: &[(f64, f64)], b: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut common = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (a.get(i), b.get(j)) {
        let (from, to) = (p.0.max(q.0), p.1.min(q.1));
        if from < to {
            common.push((from, to));
        }
        if p.1 < q.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::super::shape::tests::triangle;
    use super::*;
    use crate::pdf::geometry::Matrix;

    #[test]
    fn a_clip_leaves_the_share_that_is_inside() {
        let page = Rect::of_size(100.0, 100.0);
        let quad = Quad::of(&Rect::between((90.0, 0.0), (110.0, 10.0)), &Matrix::IDENTITY);
        assert!((Clip::from_rect(page).share_inside(&quad) - 0.5).abs() < 1e-9);
        let mut clip = Clip::from_rect(page);
        clip.intersect(&triangle(), FillRule::NonZero);
        assert!(!clip.is_rect() && !clip.is_approximate());
        let whole = Quad::of(&Rect::of_size(10.0, 10.0), &Matrix::IDENTITY);
        assert!((clip.share_inside(&whole) - 0.5).abs() < 0.15);
        assert!(clip.contains((1.0, 1.0)) && !clip.contains((9.0, 9.0)));
    }
}
