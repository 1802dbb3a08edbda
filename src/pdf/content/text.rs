//! Text operators: text state, positions and shown strings (ISO 32000-2, 9.3, 9.4).

use std::rc::Rc;

use super::budget::Incomplete;
use super::color::PaintColor;
use super::font::{Font, ShownCode};
use super::interpreter::{
    ContentFrame, ContentInterpreter, is_valid_matrix, number_operand, number_operands,
};
use super::shape::{FillRule, PathOutline, Quad, length};
use super::type3_glyph::Type3Glyph;
use super::visitor::{ImageRole, PaintedGlyph, PaintedImage, TextRenderingMode};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lexer::Token;

/// A glyph of this size in points, or larger, may be a picture rather than a character.
const LARGE_GLYPH: f64 = 72.0;

impl<'a> ContentInterpreter<'_, 'a> {
    pub(super) fn text_operator(&mut self, frame: &mut ContentFrame<'a>, word: &[u8], operands: &[Token]) {
        let text = &mut frame.state.text;
        match word {
            b"BT" => text.begin_text(),
            b"ET" => frame.end_text(),
            b"Tf" => self.select_font(frame, operands),
            b"Tc" => text.character_spacing = number_operand(operands).unwrap_or(text.character_spacing),
            b"Tw" => text.word_spacing = number_operand(operands).unwrap_or(text.word_spacing),
            b"Tz" => {
                text.horizontal_scaling =
                    number_operand(operands).map_or(text.horizontal_scaling, |n| n / 100.0);
            }
            b"TL" => text.leading = number_operand(operands).unwrap_or(text.leading),
            b"Ts" => text.rise = number_operand(operands).unwrap_or(text.rise),
            b"Tr" => {
                if let Some(mode) = number_operand(operands) {
                    #[expect(clippy::cast_possible_truncation, reason = "saturates, and is checked")]
                    text.set_rendering_mode(mode as i64);
                }
            }
            b"Td" => {
                if let Some([x, y]) = number_operands(operands) {
                    text.next_line((x, y));
                }
            }
            b"TD" => {
                if let Some([x, y]) = number_operands(operands) {
                    text.leading = -y;
                    text.next_line((x, y));
                }
            }
            b"Tm" => {
                if let Some(matrix) = number_operands(operands).map(Matrix) {
                    text.set_matrix(matrix);
                }
            }
            b"T*" => text.next_line((0.0, -text.leading)),
            b"Tj" => self.show_string(frame, operands),
            b"'" => {
                text.next_line((0.0, -text.leading));
                self.show_string(frame, operands);
            }
            b"\"" => {
                if let Some([word_space, character_space]) = number_operands(operands) {
                    (text.word_spacing, text.character_spacing) = (word_space, character_space);
                }
                text.next_line((0.0, -text.leading));
                self.show_string(frame, operands);
            }
            b"TJ" => self.show_array(frame, operands),
            _ => {}
        }
    }

    fn select_font(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        let [.., Token::Name(name), size] = operands else { return };
        frame.state.text.font_size =
            size.number().filter(|n| n.abs() < 1e9).unwrap_or(frame.state.text.font_size);
        let fonts = frame.resources.dict(b"Font");
        let font = self.load_font(fonts.and_then(|fonts| fonts.entry(name)));
        frame.state.text.font = Some(font);
    }

    fn show_string(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        if let Some(Token::String(string)) = operands.last() {
            self.show_text(frame, string);
        }
    }

    fn show_array(&mut self, frame: &mut ContentFrame<'a>, operands: &[Token]) {
        for operand in operands {
            match operand {
                Token::String(string) => self.show_text(frame, string),
                other => {
                    if let Some(back) = other.number().filter(|n| n.abs() < 1e9) {
                        frame.state.text.adjust_position(back / 1000.0);
                    }
                }
            }
        }
    }

    fn show_text(&mut self, frame: &mut ContentFrame<'a>, string: &[u8]) {
        let Some(font) = frame.state.text.font.clone() else { return };
        if frame.state.text.rendering_mode != TextRenderingMode::Invisible {
            self.report_soft_mask(frame);
        }
        let mut rest = string;
        while let Some(shown) = font.next_code(rest) {
            self.meter.count_glyph();
            if self.meter.stopped() {
                return;
            }
            self.show_code(frame, &font, &shown);
            frame.state.text.advance_past(&shown);
            rest = rest.get(shown.length.max(1)..).unwrap_or_default();
        }
        if !rest.is_empty() {
            self.visitor.half_code();
        }
    }

    fn show_code(&mut self, frame: &mut ContentFrame<'a>, font: &Rc<Font<'a>>, shown: &ShownCode<'_>) {
        let text = &frame.state.text;
        let matrix = text.matrix.then(&frame.state.ctm);
        if !is_valid_matrix(&matrix) {
            self.meter.record(Incomplete::InvalidCoordinates);
            return;
        }
        let painted = self.type3_glyph(frame, font, shown.code);
        let (ascent, descent) =
            painted.as_ref().and_then(|painted| painted.vertical_extent).unwrap_or(font.vertical_extent());
        let (size, scale) = (text.font_size, text.font_size * text.horizontal_scaling);
        let place = match shown.vertical {
            None => Rect::between(
                (0.0, text.rise + descent * size),
                (shown.width * scale, text.rise + ascent * size),
            ),
            Some(vertical) => {
                let (x, y) = vertical.origin;
                let left = -x * scale;
                Rect::between(
                    (left, text.rise + (descent - y) * size),
                    (left + shown.width * scale, text.rise + (ascent - y) * size),
                )
            }
        };
        let quad = Quad::of(&place, &matrix);
        let [.., c, d, _, _] = matrix.0;
        let (left, below) = shown.vertical.map_or((0.0, 0.0), |vertical| vertical.origin);
        let em = Matrix([scale, 0.0, 0.0, size, -left * scale, text.rise - below * size]);
        let glyph = PaintedGlyph {
            quad,
            origin: matrix.point((0.0, text.rise)),
            matrix: em.then(&matrix),
            advance: shown.width,
            size: size.abs() * length((c, d)),
            code: shown.code,
            text: shown.text.as_deref(),
            font,
            rendering_mode: text.rendering_mode,
            fill: frame.state.fill_paint(),
            stroke: frame.state.stroke_paint(),
            type3: painted.as_ref().map(|painted| painted.counts),
        };
        if !self.is_in_soft_mask() {
            self.visitor.glyph(&glyph, &self.context(&frame.state));
        }
        if text.rendering_mode != TextRenderingMode::Invisible {
            if let (Some(painted), Some(type3)) = (&painted, font.type3()) {
                self.report_type3_images(frame, painted, &type3.matrix.then(&em).then(&matrix));
            } else if frame.state.fill.color == PaintColor::Pattern && glyph.size > LARGE_GLYPH {
                self.fill_with_pattern(frame, &PathOutline::from(quad));
            }
        }
        if frame.state.text.clips {
            frame.text_clip.push(quad);
        }
    }

    /// What a Type 3 glyph paints; its glyph description is run once for each font and code.
    fn type3_glyph(
        &mut self,
        frame: &ContentFrame<'a>,
        font: &Rc<Font<'a>>,
        code: u32,
    ) -> Option<Rc<Type3Glyph>> {
        let type3 = font.type3()?;
        let key = (font.number(), code);
        if let Some(known) = self.shared.type3_glyphs.get(&key) {
            return Some(Rc::clone(known));
        }
        let painted = Rc::new(Type3Glyph::run(self, type3, code, frame.resources));
        self.shared.type3_glyphs.insert(key, Rc::clone(&painted));
        Some(painted)
    }

    fn report_type3_images(&mut self, frame: &ContentFrame<'a>, painted: &Type3Glyph, matrix: &Matrix) {
        for seen in &painted.images {
            let (_, quad) = self.image_role(ImageRole::Glyph, seen.quad.transformed(matrix));
            let image = PaintedImage {
                quad,
                role: ImageRole::Glyph,
                alpha: frame.state.fill_alpha * frame.state.group.alpha,
                ..*seen
            };
            self.visitor.image(&image, &self.context(&frame.state));
        }
    }
}

impl ContentFrame<'_> {
    /// `ET`: intersects the clip with the glyphs that were shown in a clipping mode (9.3.6).
    fn end_text(&mut self) {
        if self.text_clip.is_empty() {
            return;
        }
        let letters = PathOutline::from_quads(&std::mem::take(&mut self.text_clip));
        let clip = Rc::make_mut(&mut self.state.clip);
        clip.intersect(&letters, FillRule::NonZero);
        // The boxes of the glyphs are larger than their outlines.
        clip.mark_approximate();
    }
}

impl super::graphics_state::TextState<'_> {
    /// Moves the text matrix past a glyph (9.4.4).
    fn advance_past(&mut self, shown: &ShownCode<'_>) {
        let is_space = shown.length == 1 && shown.code == 32;
        let extra = self.character_spacing + if is_space { self.word_spacing } else { 0.0 };
        self.advance(match shown.vertical {
            None => ((shown.width * self.font_size + extra) * self.horizontal_scaling, 0.0),
            Some(vertical) => (0.0, vertical.advance * self.font_size + extra),
        });
    }

    /// A number in `TJ`, in em.
    fn adjust_position(&mut self, em: f64) {
        let vertical = self.font.as_ref().is_some_and(|font| font.is_vertical());
        let back = em * self.font_size;
        self.advance(if vertical { (0.0, -back) } else { (-back * self.horizontal_scaling, 0.0) });
    }
}
