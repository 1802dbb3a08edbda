//! Background, border and padding of a widget, from MK and BS (ISO 32000-2, tables 168 and 192).

use super::{AppearanceBox, ColorTarget, ContentBuilder};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;
use crate::pdf::objects::{Dict, number};

/// The background and the border of a widget.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AppearanceCharacteristics {
    pub(crate) background: Option<Color>,
    pub(crate) border: Option<Color>,
    pub(crate) width: f64,
    pub(crate) style: BorderStyle,
    pub(crate) dash: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BorderStyle {
    Solid,
    Dashed,
    Beveled,
    Inset,
    Underline,
}

impl AppearanceCharacteristics {
    pub(crate) fn of(widget: &Dict<'_>) -> Self {
        let mk = widget.dict(b"MK");
        let color = |key: &[u8]| Color::of(&mk?.numbers(key)?);
        let bs = widget.dict(b"BS");
        // Border, which BS replaces: [radius, radius, width, dashes].
        let old = widget.array(b"Border");
        let width = bs
            .and_then(|bs| bs.number(b"W"))
            .or_else(|| old.filter(|_| bs.is_none()).and_then(|old| number(old.get(2)?)))
            .unwrap_or(1.0);
        let style = match bs.and_then(|bs| bs.name(b"S")) {
            Some(b"D") => BorderStyle::Dashed,
            Some(b"B") => BorderStyle::Beveled,
            Some(b"I") => BorderStyle::Inset,
            Some(b"U") => BorderStyle::Underline,
            _ => BorderStyle::Solid,
        };
        let dash = bs.and_then(|bs| bs.numbers(b"D")).filter(|d| d.iter().all(|n| *n > 0.0) && !d.is_empty());
        Self {
            background: color(b"BG"),
            border: color(b"BC"),
            width: width.clamp(0.0, 50.0),
            style,
            dash: dash.unwrap_or_else(|| vec![3.0]),
        }
    }

    /// Whether it paints anything.
    pub(crate) fn is_visible(&self) -> bool {
        self.background.is_some() || (self.border.is_some() && self.width > 0.0)
    }

    /// The width that the border takes on each side, in points.
    pub(crate) fn inset(&self) -> f64 {
        match (&self.border, self.style) {
            (None, BorderStyle::Beveled | BorderStyle::Inset) => self.width,
            (None, _) => 0.0,
            (Some(_), BorderStyle::Beveled | BorderStyle::Inset) => 2.0 * self.width,
            (Some(_), _) => self.width,
        }
    }

    /// The distance of text from the edge, in points: as in viewers twice the border width, and at least two.
    pub(crate) fn padding(&self) -> f64 {
        self.inset().max(2.0 * self.width).max(2.0)
    }

    pub(crate) fn draw(&self, builder: &mut ContentBuilder, frame: &AppearanceBox) {
        let rect = frame.rect();
        if let Some(background) = &self.background {
            builder.raw_line(b"q");
            builder.color(background, ColorTarget::Fill);
            builder.rect(&rect);
            builder.raw_line(b"f\nQ");
        }
        if self.width <= 0.0 {
            return;
        }
        if let Some(shades) = self.relief_colors() {
            self.draw_relief(builder, &rect, shades);
        }
        let Some(border) = &self.border else { return };
        let half = self.width / 2.0;
        builder.raw_line(b"q");
        builder.color(border, ColorTarget::Stroke);
        builder.operator(&[self.width], "w");
        if self.style == BorderStyle::Dashed {
            let mut dash = Vec::from(*b"[");
            for length in &self.dash {
                crate::pdf::serialize::write_number(&mut dash, *length);
                dash.push(b' ');
            }
            dash.extend(b"] 0 d");
            builder.raw_line(&dash);
        }
        if self.style == BorderStyle::Underline {
            builder.operator(&[rect.x0, half], "m");
            builder.operator(&[rect.x1, half], "l");
        } else {
            builder.rect(&rect.inset(half));
        }
        builder.raw_line(b"S\nQ");
    }

    /// The colours of the light and the dark edges of a beveled or inset border.
    pub(crate) fn relief_colors(&self) -> Option<[Color; 2]> {
        match self.style {
            BorderStyle::Inset => Some([Color::Gray(0.5), Color::Gray(0.75)]),
            BorderStyle::Beveled => {
                let shaded = self.background.map_or(0.5, |color| color.lightness() / 2.0);
                Some([Color::WHITE, Color::Gray(shaded)])
            }
            BorderStyle::Solid | BorderStyle::Dashed | BorderStyle::Underline => None,
        }
    }

    fn draw_relief(&self, builder: &mut ContentBuilder, rect: &Rect, [lit, shaded]: [Color; 2]) {
        let outer = rect.inset(if self.border.is_some() { self.width } else { 0.0 });
        let inner = outer.inset(self.width);
        let corner = |builder: &mut ContentBuilder, color: &Color, points: [(f64, f64); 6]| {
            builder.raw_line(b"q");
            builder.color(color, ColorTarget::Fill);
            for (index, (x, y)) in points.into_iter().enumerate() {
                builder.operator(&[x, y], if index == 0 { "m" } else { "l" });
            }
            builder.raw_line(b"f\nQ");
        };
        let (o, i) = (outer, inner);
        let top_left = [(o.x0, o.y0), (o.x0, o.y1), (o.x1, o.y1), (i.x1, i.y1), (i.x0, i.y1), (i.x0, i.y0)];
        let bottom_right =
            [(o.x0, o.y0), (o.x1, o.y0), (o.x1, o.y1), (i.x1, i.y1), (i.x1, i.y0), (i.x0, i.y0)];
        corner(builder, &lit, top_left);
        corner(builder, &shaded, bottom_right);
    }
}
