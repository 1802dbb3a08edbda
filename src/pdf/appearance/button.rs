//! Draws the mark of a check box or radio button that has no appearance; as paths, so that no font is needed.

use super::border::AppearanceCharacteristics;
use super::{AppearanceBox, ColorTarget, ContentBuilder};
use crate::pdf::default_appearance::Color;

/// The marks that CA of MK names by a character of `ZapfDingbats` (ISO 32000-2, table 192).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ButtonMark {
    Check,
    Circle,
    Cross,
    Diamond,
    Square,
    Star,
}

impl ButtonMark {
    pub(crate) fn of(caption: Option<&str>, is_radio: bool) -> Self {
        match caption {
            Some("4") => Self::Check,
            Some("l") => Self::Circle,
            Some("8") => Self::Cross,
            Some("u") => Self::Diamond,
            Some("n") => Self::Square,
            Some("H") => Self::Star,
            _ if is_radio => Self::Circle,
            _ => Self::Check,
        }
    }

    /// Closed polygons in a unit square; the circle is drawn separately.
    fn polygon(self) -> &'static [(f64, f64)] {
        match self {
            Self::Check => {
                &[(0.06, 0.47), (0.19, 0.58), (0.38, 0.36), (0.80, 0.93), (0.94, 0.84), (0.40, 0.08)]
            }
            Self::Cross => &[
                (0.10, 0.22),
                (0.38, 0.50),
                (0.10, 0.78),
                (0.22, 0.90),
                (0.50, 0.62),
                (0.78, 0.90),
                (0.90, 0.78),
                (0.62, 0.50),
                (0.90, 0.22),
                (0.78, 0.10),
                (0.50, 0.38),
                (0.22, 0.10),
            ],
            Self::Diamond => &[(0.5, 0.05), (0.95, 0.5), (0.5, 0.95), (0.05, 0.5)],
            Self::Square => &[(0.15, 0.15), (0.85, 0.15), (0.85, 0.85), (0.15, 0.85)],
            Self::Star => &[
                (0.500, 0.975),
                (0.618, 0.637),
                (0.976, 0.630),
                (0.690, 0.413),
                (0.794, 0.070),
                (0.500, 0.275),
                (0.206, 0.070),
                (0.310, 0.413),
                (0.024, 0.630),
                (0.382, 0.637),
            ],
            Self::Circle => &[],
        }
    }
}

/// Draws background and border; with a circle as its mark, the button is round.
pub(crate) fn draw_box(
    builder: &mut ContentBuilder,
    frame: &AppearanceBox,
    characteristics: &AppearanceCharacteristics,
    mark: ButtonMark,
) {
    if mark == ButtonMark::Circle {
        draw_circular_border(builder, frame, characteristics);
    } else {
        characteristics.draw(builder, frame);
    }
}

/// Draws the mark of an on state.
pub(crate) fn draw_mark(
    builder: &mut ContentBuilder,
    frame: &AppearanceBox,
    characteristics: &AppearanceCharacteristics,
    (mark, color): (ButtonMark, Color),
) {
    let inner = frame.rect().inset(characteristics.inset().max(1.0));
    let side = inner.width().min(inner.height());
    let (left, bottom) = ((frame.width - side) / 2.0, (frame.height - side) / 2.0);
    builder.raw_line(b"q");
    builder.color(&color, ColorTarget::Fill);
    if mark == ButtonMark::Circle {
        circle(builder, (frame.width / 2.0, frame.height / 2.0), side * 0.28);
    }
    for (index, (x, y)) in mark.polygon().iter().enumerate() {
        builder.operator(&[left + x * side, bottom + y * side], if index == 0 { "m" } else { "l" });
    }
    builder.raw_line(b"f\nQ");
}

/// Background and border as a circle.
fn draw_circular_border(
    builder: &mut ContentBuilder,
    frame: &AppearanceBox,
    characteristics: &AppearanceCharacteristics,
) {
    let middle = (frame.width / 2.0, frame.height / 2.0);
    let radius = frame.width.min(frame.height) / 2.0;
    if let Some(background) = &characteristics.background {
        builder.raw_line(b"q");
        builder.color(background, ColorTarget::Fill);
        circle(builder, middle, radius);
        builder.raw_line(b"f\nQ");
    }
    if let Some(border) = characteristics.border.as_ref().filter(|_| characteristics.width > 0.0) {
        builder.raw_line(b"q");
        builder.color(border, ColorTarget::Stroke);
        builder.operator(&[characteristics.width], "w");
        circle(builder, middle, (radius - characteristics.width / 2.0).max(0.0));
        builder.raw_line(b"s\nQ");
    }
}

fn circle(builder: &mut ContentBuilder, (x, y): (f64, f64), r: f64) {
    /// The control points of a quarter circle.
    const K: f64 = 0.552_284_75;
    let k = K * r;
    builder.operator(&[x + r, y], "m");
    builder.operator(&[x + r, y + k, x + k, y + r, x, y + r], "c");
    builder.operator(&[x - k, y + r, x - r, y + k, x - r, y], "c");
    builder.operator(&[x - r, y - k, x - k, y - r, x, y - r], "c");
    builder.operator(&[x + k, y - r, x + r, y - k, x + r, y], "c");
}
