//! From default user space to the rotated page.

use crate::pdf::content::PageView;
use crate::pdf::geometry::{Matrix, Rect};

/// Transforms positions to those on the rotated page, with its lower left corner at the origin.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageTransform {
    matrix: Matrix,
    width: f64,
    height: f64,
}

impl PageTransform {
    pub(super) fn of(view: &PageView) -> Self {
        let Rect { x0, y0, x1, y1 } = view.bounds;
        let (width, height) = (view.bounds.width(), view.bounds.height());
        // Clockwise, as viewers rotate it.
        let (matrix, width, height) = match view.rotate {
            90 => ([0.0, -1.0, 1.0, 0.0, -y0, x1], height, width),
            180 => ([-1.0, 0.0, 0.0, -1.0, x1, y1], width, height),
            270 => ([0.0, 1.0, -1.0, 0.0, y1, -x0], height, width),
            _ => ([1.0, 0.0, 0.0, 1.0, -x0, -y0], width, height),
        };
        Self { matrix: Matrix(matrix), width, height }
    }

    pub(super) fn point(&self, point: (f64, f64)) -> (f64, f64) {
        self.matrix.point(point)
    }

    pub(super) fn rect(&self, rect: &Rect) -> Rect {
        self.matrix.rect(rect)
    }

    pub(super) fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_goes_where_a_viewer_turns_it() {
        let bounds = Rect { x0: 10.0, y0: 20.0, x1: 110.0, y1: 220.0 };
        // The lower left corner in default user space.
        for (rotate, corner) in
            [(0, (0.0, 0.0)), (90, (0.0, 100.0)), (180, (100.0, 200.0)), (270, (200.0, 0.0))]
        {
            let transform = PageTransform::of(&PageView { bounds, rotate, user_unit: 1.0 });
            assert_eq!(transform.point((10.0, 20.0)), corner, "{rotate}");
            let all = transform.rect(&bounds);
            assert_eq!((all.x0, all.y0, (all.x1, all.y1)), (0.0, 0.0, transform.size()), "{rotate}");
        }
    }
}
