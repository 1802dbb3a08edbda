//! Collects the marks of one run of the interpreter.

use std::collections::BTreeSet;

use super::{GlyphMark, MarkPaint, MarkShape, PaintedMark, operands, outline_on_page};
use crate::pdf::content::{
    GraphicsContext, Incomplete, Paint, PaintColor, PaintedGlyph, PaintedImage, PaintedPath, PaintedShading,
    PathOutline, Rgb, TextRenderingMode, Visitor,
};
use crate::pdf::geometry::Rect;
use crate::pdf::lexer::Token;
use crate::pdf::objects::Dict;
use crate::pdf::text_string;

/// The most marks of one appearance.
const MOST_MARKS: usize = 20_000;
/// The most kinds of operators that are told apart.
const MOST_PASSED_OVER: usize = 16;
/// Of more fonts the programs are not read.
const MOST_FONTS: usize = 64;

#[derive(Default)]
pub(super) struct MarkCollector {
    pub(super) marks: Vec<PaintedMark>,
    pub(super) passed_over: BTreeSet<String>,
    pub(super) has_optional_content: bool,
    /// Whether there were more marks.
    pub(super) overflow: Option<Incomplete>,
    in_text: bool,
    fonts: BTreeSet<usize>,
}

impl MarkCollector {
    fn pass_over(&mut self, word: &[u8]) {
        if self.passed_over.len() < MOST_PASSED_OVER {
            self.passed_over.insert(text_string::name(word).chars().take(12).collect());
        }
    }

    fn push(&mut self, shape: MarkShape, bounds: Rect, paint: MarkPaint, context: &GraphicsContext<'_>) {
        if !context.optional_content_on {
            return;
        }
        if self.marks.len() >= MOST_MARKS {
            self.overflow = Some(Incomplete::TooManyOperators);
            return;
        }
        self.marks.push(PaintedMark { shape, bounds, clip: context.clip.clone(), paint });
    }
}

impl Visitor for MarkCollector {
    fn operator(&mut self, word: &[u8], operands: &[Token]) {
        match word {
            b"BT" => self.in_text = true,
            b"ET" => self.in_text = false,
            b"Tj" | b"TJ" | b"'" | b"\"" if !self.in_text => self.pass_over(word),
            _ => {}
        }
        if !operands::are_standard(word, operands) {
            self.pass_over(word);
        }
    }

    fn graphics_state(&mut self, parameters: Option<&Dict<'_>>) {
        let Some(parameters) = parameters else { return self.pass_over(b"gs") };
        let mask = parameters.get(b"SMask");
        let is_read = |mask| crate::pdf::objects::dict_of(mask).is_some_and(|mask| mask.has(b"G"));
        if mask.is_some_and(|mask| !matches!(mask.as_name(), Ok(b"None")) && !is_read(mask)) {
            self.pass_over(b"SMask");
        }
    }

    fn optional_content(&mut self) {
        self.has_optional_content = true;
    }

    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let few = self.fonts.contains(&glyph.font.number()) || self.fonts.len() < MOST_FONTS;
        self.fonts.insert(glyph.font.number());
        let drawing = if few {
            glyph.font.glyph_drawing(glyph.code)
        } else {
            crate::pdf::content::GlyphDrawing::Unknown
        };
        let outline = outline_on_page(&drawing, &glyph.matrix);
        let (fill, stroke) = (paint(&glyph.fill, context), paint(&glyph.stroke, context));
        // Gaps can leave nothing of a thin line.
        let stroke = if context.dashed { MarkPaint { color: None, ..stroke } } else { stroke };
        let width = context.line_width;
        let (painted, paint, outlined) = match glyph.rendering_mode {
            TextRenderingMode::Fill => (true, fill, None),
            TextRenderingMode::FillStroke => (true, fill, Some((stroke, width))),
            TextRenderingMode::Stroke => (width > 0.0, stroke, Some((stroke, width))),
            TextRenderingMode::Invisible => (false, fill, None),
        };
        let bounds = outline.as_ref().and_then(PathOutline::bounds).unwrap_or_else(|| glyph.quad.bounds());
        let mark = GlyphMark {
            text: glyph.text.map(str::to_owned),
            code: glyph.code,
            font: glyph.font.number(),
            matrix: glyph.matrix,
            advance: glyph.advance,
            drawing,
            outline,
            vertical: glyph.font.is_vertical(),
            type3: glyph.type3.is_some(),
            painted,
            outlined,
        };
        self.push(MarkShape::Glyph(Box::new(mark)), bounds, paint, context);
    }

    fn image(&mut self, image: &PaintedImage, context: &GraphicsContext<'_>) {
        // What is in a soft mask is seen through it only.
        if image.role != crate::pdf::content::ImageRole::SoftMask {
            self.push(MarkShape::Picture, image.quad.bounds(), unknown(image.alpha, context), context);
        }
    }

    fn path(&mut self, path: &PaintedPath<'_>, context: &GraphicsContext<'_>) {
        if path.truncated {
            self.overflow = Some(Incomplete::TooManyOperators);
        }
        if let Some((fill, rule)) = &path.fill {
            let shape = MarkShape::Fill(path.outline.clone(), *rule);
            self.push(shape, path.bounds, paint(fill, context), context);
        }
        if let Some((stroke, width)) = &path.stroke {
            let half = width / 2.0;
            let bounds = path.bounds.inset(-half);
            self.push(
                MarkShape::Stroke(path.outline.clone(), *width),
                bounds,
                paint(stroke, context),
                context,
            );
        }
    }

    fn shading(&mut self, _: &PaintedShading, context: &GraphicsContext<'_>) {
        self.push(MarkShape::Picture, *context.clip.bounds(), unknown(1.0, context), context);
    }
}

fn paint(paint: &Paint, context: &GraphicsContext<'_>) -> MarkPaint {
    let (color, alpha) = match paint.color {
        PaintColor::Solid(rgb) => (Some(rgb), paint.alpha),
        PaintColor::Invisible => (Some(Rgb::BLACK), 0.0),
        _ => (None, paint.alpha),
    };
    let color = color.filter(|_| !context.has_transfer_function);
    MarkPaint { color, alpha, blend_mode: context.blend_mode, soft_masked: context.soft_masked }
}

fn unknown(alpha: f64, context: &GraphicsContext<'_>) -> MarkPaint {
    MarkPaint { color: None, alpha, blend_mode: context.blend_mode, soft_masked: context.soft_masked }
}
