//! Collects the marks of one run of the interpreter.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::{GlyphMark, MarkPaint, MarkShape, PaintedMark, ink_on_page, operands};
use crate::pdf::content::{
    GlyphDrawing, GraphicsContext, Incomplete, Paint, PaintColor, PaintedGlyph, PaintedImage, PaintedPath,
    PaintedShading, Rgb, TextRenderingMode, Visitor,
};
use crate::pdf::geometry::Rect;
use crate::pdf::lexer::Token;
use crate::pdf::objects::Dict;
use crate::pdf::text_string;

/// The most marks of one appearance.
const MOST_MARKS: usize = 20_000;
/// A text of one line has about as many.
const USUAL_MARKS: usize = 32;
/// The most kinds of operators that are told apart.
const MOST_PASSED_OVER: usize = 16;
/// More nested marked content is a limit.
const MOST_NESTED_CONTENT: usize = 1024;
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
    saved_states: usize,
    /// Whether a state was restored that was not saved, or text objects are nested.
    misnested: bool,
    /// For each open marked-content sequence, whether it is the text of a field (12.7.4.3).
    marked_content: Vec<bool>,
    fonts: BTreeSet<usize>,
    last_font: Option<usize>,
}

impl MarkCollector {
    /// Whether every state that was saved was restored, and every text object was closed.
    pub(super) fn is_balanced(&self) -> bool {
        !self.misnested && !self.in_text && self.saved_states == 0
    }

    /// Whether the program of a font is read.
    fn is_read(&mut self, font: usize) -> bool {
        if self.last_font == Some(font) {
            return true;
        }
        let is_read = self.fonts.contains(&font) || self.fonts.len() < MOST_FONTS;
        if is_read {
            self.fonts.insert(font);
            self.last_font = Some(font);
        }
        is_read
    }

    fn begin_marked_content(&mut self, operands: &[Token]) {
        if self.marked_content.len() < MOST_NESTED_CONTENT {
            self.marked_content.push(matches!(operands, [Token::Name(tag), ..] if tag == b"Tx"));
        } else {
            self.overflow = Some(Incomplete::TooManyOperators);
        }
    }

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
        if self.marks.capacity() == 0 {
            self.marks.reserve(USUAL_MARKS);
        }
        let in_text_content = self.marked_content.contains(&true);
        self.marks.push(PaintedMark { shape, bounds, clip: context.clip.clone(), paint, in_text_content });
    }
}

impl Visitor for MarkCollector {
    fn operator(&mut self, word: &[u8], operands: &[Token]) {
        match word {
            b"q" => self.saved_states += 1,
            b"Q" => match self.saved_states.checked_sub(1) {
                Some(left) => self.saved_states = left,
                None => self.misnested = true,
            },
            b"BT" => self.misnested |= std::mem::replace(&mut self.in_text, true),
            b"ET" => self.misnested |= !std::mem::replace(&mut self.in_text, false),
            b"BMC" | b"BDC" => self.begin_marked_content(operands),
            b"EMC" => drop(self.marked_content.pop()),
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

    fn half_code(&mut self) {
        self.pass_over(b"Tj");
    }

    fn optional_content(&mut self) {
        self.has_optional_content = true;
    }

    fn glyph(&mut self, glyph: &PaintedGlyph<'_>, context: &GraphicsContext<'_>) {
        let number = glyph.font.number();
        let drawing =
            if self.is_read(number) { glyph.font.glyph_drawing(glyph.code) } else { GlyphDrawing::Unknown };
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
        let bounds = ink_on_page(&drawing, &glyph.matrix).unwrap_or_else(|| glyph.quad.bounds());
        let mark = GlyphMark {
            text: glyph.text.map(str::to_owned),
            code: glyph.code,
            font: number,
            matrix: glyph.matrix,
            advance: glyph.advance,
            drawing,
            outline: OnceCell::new(),
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
