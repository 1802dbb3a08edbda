//! Background and border of a widget, from MK and BS (ISO 32000-2, tables 168 and 192).

use super::{Canvas, Frame, Paint};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;
use crate::pdf::objects::{Dict, number};

/// What is drawn behind and around the contents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Look {
    pub(crate) background: Option<Color>,
    pub(crate) border: Option<Color>,
    pub(crate) width: f64,
    pub(crate) style: Style,
    pub(crate) dash: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Solid,
    Dashed,
    Beveled,
    Inset,
    Underline,
}

impl Look {
    pub(crate) fn of(widget: &Dict<'_>) -> Self {
        let mk = widget.dict(b"MK");
        let color = |key: &[u8]| Color::of(&mk?.numbers(key)?);
        let bs = widget.dict(b"BS");
        // The older way: [radius, radius, width, dashes].
        let old = widget.array(b"Border");
        let width = bs
            .and_then(|bs| bs.number(b"W"))
            .or_else(|| old.filter(|_| bs.is_none()).and_then(|old| number(old.get(2)?)))
            .unwrap_or(1.0);
        let style = match bs.and_then(|bs| bs.name(b"S")) {
            Some(b"D") => Style::Dashed,
            Some(b"B") => Style::Beveled,
            Some(b"I") => Style::Inset,
            Some(b"U") => Style::Underline,
            _ => Style::Solid,
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

    /// Whether anything of it is seen.
    pub(crate) fn is_seen(&self) -> bool {
        self.background.is_some() || (self.border.is_some() && self.width > 0.0)
    }

    /// How far the border reaches into the box.
    pub(crate) fn inset(&self) -> f64 {
        match (&self.border, self.style) {
            (None, Style::Beveled | Style::Inset) => self.width,
            (None, _) => 0.0,
            (Some(_), Style::Beveled | Style::Inset) => 2.0 * self.width,
            (Some(_), _) => self.width,
        }
    }

    /// How far text keeps from the edge: as viewers do, twice the width of the border, and at least two points.
    pub(crate) fn padding(&self) -> f64 {
        self.inset().max(2.0 * self.width).max(2.0)
    }

    pub(crate) fn draw(&self, canvas: &mut Canvas, frame: &Frame) {
        let rect = frame.rect();
        if let Some(background) = &self.background {
            canvas.line(b"q");
            canvas.color(background, Paint::Fill);
            canvas.rect(&rect);
            canvas.line(b"f\nQ");
        }
        if self.width <= 0.0 {
            return;
        }
        if let Some(shades) = self.shades() {
            self.relief(canvas, &rect, shades);
        }
        let Some(border) = &self.border else { return };
        let half = self.width / 2.0;
        canvas.line(b"q");
        canvas.color(border, Paint::Stroke);
        canvas.op(&[self.width], "w");
        if self.style == Style::Dashed {
            let mut dash = Vec::from(*b"[");
            for length in &self.dash {
                crate::pdf::serialize::write_number(&mut dash, *length);
                dash.push(b' ');
            }
            dash.extend(b"] 0 d");
            canvas.line(&dash);
        }
        if self.style == Style::Underline {
            canvas.op(&[rect.x0, half], "m");
            canvas.op(&[rect.x1, half], "l");
        } else {
            canvas.rect(&rect.inset(half));
        }
        canvas.line(b"S\nQ");
    }

    /// The colours of the lit and the shaded edges of a box that stands out or is sunk in.
    pub(crate) fn shades(&self) -> Option<[Color; 2]> {
        match self.style {
            Style::Inset => Some([Color::Gray(0.5), Color::Gray(0.75)]),
            Style::Beveled => {
                let shaded = self.background.map_or(0.5, |color| color.lightness() / 2.0);
                Some([Color::WHITE, Color::Gray(shaded)])
            }
            Style::Solid | Style::Dashed | Style::Underline => None,
        }
    }

    fn relief(&self, canvas: &mut Canvas, rect: &Rect, [lit, shaded]: [Color; 2]) {
        let outer = rect.inset(if self.border.is_some() { self.width } else { 0.0 });
        let inner = outer.inset(self.width);
        let corner = |canvas: &mut Canvas, color: &Color, points: [(f64, f64); 6]| {
            canvas.line(b"q");
            canvas.color(color, Paint::Fill);
            for (index, (x, y)) in points.into_iter().enumerate() {
                canvas.op(&[x, y], if index == 0 { "m" } else { "l" });
            }
            canvas.line(b"f\nQ");
        };
        let (o, i) = (outer, inner);
        let top_left = [(o.x0, o.y0), (o.x0, o.y1), (o.x1, o.y1), (i.x1, i.y1), (i.x0, i.y1), (i.x0, i.y0)];
        let bottom_right =
            [(o.x0, o.y0), (o.x1, o.y0), (o.x1, o.y1), (i.x1, i.y1), (i.x1, i.y0), (i.x0, i.y0)];
        corner(canvas, &lit, top_left);
        corner(canvas, &shaded, bottom_right);
    }
}
