//! What viewers paint for an annotation that has no appearance stream (ISO 32000-2, 12.5.6): squares, circles, lines,
//! ink and highlights in their colours, notes and free text, and buttons with background and border.

use lopdf::Object;

use crate::pdf::appearance::border::AppearanceCharacteristics;
use crate::pdf::content::{BlendMode, Clip, FillRule, PathOutline, Point, Quad, Rgb};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{MarkPaint, MarkShape, PaintedMark};
use crate::pdf::objects::{Dict, MAX_DEPTH, number, resolve};

/// More points of a line or of ink are unknown.
const MOST_LINE_POINTS: usize = 5000;

/// The marks that viewers paint; `None` where they are not known.
pub(super) fn marks_of_viewers(annotation: &Dict<'_>, bounds: Rect) -> Option<Vec<PaintedMark>> {
    let rect = annotation.rect(b"Rect")?;
    let painter = AnnotationPainter { annotation, bounds, rect };
    match annotation.name(b"Subtype")? {
        // A link has a border at most, movies and their kin have nothing.
        b"Link" | b"Movie" | b"Screen" | b"3D" | b"RichMedia" | b"TrapNet" | b"PrinterMark" | b"Popup" => {
            Some(Vec::new())
        }
        b"Square" | b"Circle" => Some(painter.shape(&PathOutline::from(Quad::from(rect)))),
        b"Line" => painter.line(&[b"L"]),
        b"PolyLine" | b"Polygon" => painter.line(&[b"Vertices"]),
        b"Ink" => painter.ink(),
        b"Highlight" => painter.highlight(),
        b"Widget" => painter.widget(),
        // Notes, free text, stamps, lines under and through text.
        _ => None,
    }
}

struct AnnotationPainter<'a> {
    annotation: &'a Dict<'a>,
    bounds: Rect,
    rect: Rect,
}

impl AnnotationPainter<'_> {
    fn color(&self, key: &[u8]) -> Option<Rgb> {
        let color = Color::of(&self.annotation.numbers(key)?)?;
        Some(Rgb(color.rgb()))
    }

    /// The width of its lines, in points.
    fn width(&self) -> f64 {
        AppearanceCharacteristics::of(self.annotation).width
    }

    fn mark(&self, shape: MarkShape, bounds: Rect, color: Option<Rgb>, blend_mode: BlendMode) -> PaintedMark {
        let alpha = self.annotation.number(b"CA").unwrap_or(1.0).clamp(0.0, 1.0);
        let paint = MarkPaint { color, alpha, blend_mode, soft_masked: false };
        PaintedMark { shape, bounds, clip: Clip::from_rect(self.bounds), paint, in_text_content: false }
    }

    fn fill(&self, outline: PathOutline, color: Rgb, blend_mode: BlendMode) -> PaintedMark {
        let bounds = outline.bounds().unwrap_or_default();
        self.mark(MarkShape::Fill(outline, FillRule::NonZero), bounds, Some(color), blend_mode)
    }

    fn stroke(&self, outline: PathOutline, color: Option<Rgb>) -> PaintedMark {
        let width = self.width();
        let bounds = outline.bounds().unwrap_or_default().inset(-width);
        self.mark(MarkShape::Stroke(outline, width), bounds, color, BlendMode::Normal)
    }

    /// An interior and a line around it; a circle counts as its box, which holds it.
    fn shape(&self, outline: &PathOutline) -> Vec<PaintedMark> {
        let inside = self.color(b"IC").map(|color| self.fill(outline.clone(), color, BlendMode::Normal));
        let line = Some(self.stroke(outline.clone(), Some(self.color(b"C").unwrap_or(Rgb::BLACK))));
        inside.into_iter().chain(line.filter(|_| self.width() > 0.0)).collect()
    }

    fn line(&self, keys: &[&[u8]]) -> Option<Vec<PaintedMark>> {
        let numbers = keys.iter().find_map(|key| self.annotation.numbers(key))?;
        Some(self.shape(&outline_through(&numbers)?))
    }

    fn ink(&self) -> Option<Vec<PaintedMark>> {
        let lists = self.annotation.array(b"InkList")?;
        let mut marks = Vec::new();
        if lists.len() > MOST_LINE_POINTS {
            return None;
        }
        for list in lists {
            let items = resolve(self.annotation.doc, list)?.as_array().ok()?;
            let numbers: Vec<f64> = items
                .iter()
                .map(|item| number(resolve(self.annotation.doc, item)?))
                .collect::<Option<_>>()?;
            let color = self.color(b"C").unwrap_or(Rgb::BLACK);
            marks.push(self.stroke(outline_through(&numbers)?, Some(color)));
        }
        Some(marks)
    }

    fn highlight(&self) -> Option<Vec<PaintedMark>> {
        let color = self.color(b"C")?;
        let numbers = self.annotation.numbers(b"QuadPoints")?;
        let (quads, _) = numbers.as_chunks::<8>();
        if quads.len() > MOST_LINE_POINTS {
            return None;
        }
        let outlines = quads.iter().map(|[a, b, c, d, e, f, g, h]| {
            // Left to right above, then below: programs agree on that, and not with the standard.
            PathOutline::from(Quad([(*a, *b), (*c, *d), (*g, *h), (*e, *f)]))
        });
        Some(outlines.map(|outline| self.fill(outline, color, BlendMode::Darkens)).collect())
    }

    /// Background and border; a caption, a value or a state is drawn somehow.
    fn widget(&self) -> Option<Vec<PaintedMark>> {
        let look = AppearanceCharacteristics::of(self.annotation);
        let is_button = inherited(self.annotation, b"FT")
            .is_some_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Btn"));
        let flags =
            inherited(self.annotation, b"Ff").and_then(|flags| flags.as_i64().ok()).unwrap_or_default();
        let has_caption =
            is_button && flags >> 16 & 1 == 1 && self.annotation.dict(b"MK").is_some_and(|mk| mk.has(b"CA"));
        if has_caption || inherited(self.annotation, b"V").is_some_and(is_shown_value) {
            return None;
        }
        let outline = || PathOutline::from(Quad::from(self.rect));
        let background =
            look.background.map(|color| self.fill(outline(), Rgb(color.rgb()), BlendMode::Normal));
        let border = look.border.filter(|_| look.width > 0.0);
        let border = border.map(|color| self.stroke(outline(), Some(Rgb(color.rgb()))));
        Some(background.into_iter().chain(border).collect())
    }
}

/// An entry of a field, from the widget upwards.
fn inherited<'a>(widget: &Dict<'a>, key: &[u8]) -> Option<&'a Object> {
    let mut node = *widget;
    for _ in 0..MAX_DEPTH {
        if let Some(value) = node.get(key) {
            return Some(value);
        }
        node = node.dict(b"Parent")?;
    }
    None
}

fn is_shown_value(value: &Object) -> bool {
    match value {
        Object::Name(state) => state != b"Off",
        Object::String(text, _) => !text.is_empty(),
        Object::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// The outline through points that are given as x and y in turn.
fn outline_through(numbers: &[f64]) -> Option<PathOutline> {
    let (pairs, rest) = numbers.as_chunks::<2>();
    let finite = numbers.iter().all(|number| number.is_finite() && number.abs() < 1e7);
    if pairs.len() < 2 || pairs.len() > MOST_LINE_POINTS || !rest.is_empty() || !finite {
        return None;
    }
    let points: Vec<Point> = pairs.iter().map(|[x, y]| (*x, *y)).collect();
    Some(PathOutline::through(&points))
}
