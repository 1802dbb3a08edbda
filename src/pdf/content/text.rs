//! Text: state, positions and shown strings (ISO 32000-2, 9.3, 9.4).

use std::rc::Rc;

use super::budget::Trouble;
use super::color::Ink;
use super::events::{Glyph, Raster, Role, TextMode};
use super::font::{Font, Shown};
use super::glyph_look::Look;
use super::shape::{FillRule, Outline, Quad, length};
use super::walk::{Frame, Walk, is_sane, number, numbers};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lex::Token;

/// A glyph as large as this, in points, may be a stencil for a pattern rather than a letter.
const LARGE: f64 = 72.0;

impl<'a> Walk<'_, 'a> {
    pub(super) fn text_operator(&mut self, frame: &mut Frame<'a>, word: &[u8], operands: &[Token]) {
        let text = &mut frame.state.text;
        match word {
            b"BT" => text.begin(),
            b"ET" => frame.end_text(),
            b"Tf" => self.select_font(frame, operands),
            b"Tc" => text.character_space = number(operands).unwrap_or(text.character_space),
            b"Tw" => text.word_space = number(operands).unwrap_or(text.word_space),
            b"Tz" => text.scale = number(operands).map_or(text.scale, |n| n / 100.0),
            b"TL" => text.leading = number(operands).unwrap_or(text.leading),
            b"Ts" => text.rise = number(operands).unwrap_or(text.rise),
            b"Tr" => {
                if let Some(mode) = number(operands) {
                    #[expect(clippy::cast_possible_truncation, reason = "saturates, and is checked")]
                    text.set_mode(mode as i64);
                }
            }
            b"Td" => {
                if let Some([x, y]) = numbers(operands) {
                    text.move_by((x, y));
                }
            }
            b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    text.leading = -y;
                    text.move_by((x, y));
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers(operands).map(Matrix) {
                    text.place(matrix);
                }
            }
            b"T*" => text.move_by((0.0, -text.leading)),
            b"Tj" => self.show_last(frame, operands),
            b"'" => {
                text.move_by((0.0, -text.leading));
                self.show_last(frame, operands);
            }
            b"\"" => {
                if let Some([word_space, character_space]) = numbers(operands) {
                    (text.word_space, text.character_space) = (word_space, character_space);
                }
                text.move_by((0.0, -text.leading));
                self.show_last(frame, operands);
            }
            b"TJ" => self.show_all(frame, operands),
            _ => {}
        }
    }

    fn select_font(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        let [.., Token::Name(name), size] = operands else { return };
        frame.state.text.size = size.number().filter(|n| n.abs() < 1e9).unwrap_or(frame.state.text.size);
        let fonts = frame.resources.dict(b"Font");
        let font = self.font(fonts.and_then(|fonts| fonts.entry(name)));
        frame.state.text.font = Some(font);
    }

    fn show_last(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        if let Some(Token::Text(string)) = operands.last() {
            self.show(frame, string);
        }
    }

    fn show_all(&mut self, frame: &mut Frame<'a>, operands: &[Token]) {
        for operand in operands {
            match operand {
                Token::Text(string) => self.show(frame, string),
                other => {
                    if let Some(back) = other.number().filter(|n| n.abs() < 1e9) {
                        frame.state.text.step_back(back / 1000.0);
                    }
                }
            }
        }
    }

    fn show(&mut self, frame: &mut Frame<'a>, string: &[u8]) {
        let Some(font) = frame.state.text.font.clone() else { return };
        if frame.state.text.mode != TextMode::Invisible {
            self.tell_mask(frame);
        }
        let mut rest = string;
        while let Some(shown) = font.next(rest) {
            self.meter.glyph();
            if self.meter.stopped() {
                return;
            }
            self.show_one(frame, &font, &shown);
            frame.state.text.step(&shown);
            rest = rest.get(shown.length.max(1)..).unwrap_or_default();
        }
    }

    fn show_one(&mut self, frame: &mut Frame<'a>, font: &Rc<Font<'a>>, shown: &Shown<'_>) {
        let text = &frame.state.text;
        let matrix = text.matrix.then(&frame.state.matrix);
        if !is_sane(&matrix) {
            self.meter.note(Trouble::Nonsense);
            return;
        }
        let look = self.look(frame, font, shown.code);
        let (ascent, descent) = look.as_ref().and_then(|look| look.extent).unwrap_or(font.extent());
        let (size, scale) = (text.size, text.size * text.scale);
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
        let glyph = Glyph {
            quad,
            origin: matrix.point((0.0, text.rise)),
            size: size.abs() * length((c, d)),
            code: shown.code,
            text: shown.text.as_deref(),
            font,
            mode: text.mode,
            fill: frame.state.fill_paint(),
            stroke: frame.state.stroke_paint(),
            procedure: look.as_ref().map(|look| look.procedure),
        };
        if !self.is_silent() {
            self.visitor.glyph(&glyph, &self.around(&frame.state));
        }
        if text.mode != TextMode::Invisible {
            if let (Some(look), Some(type3)) = (&look, font.type3()) {
                let em = Matrix([scale, 0.0, 0.0, size, 0.0, text.rise]);
                self.tell_rasters(frame, look, &type3.matrix.then(&em).then(&matrix));
            } else if frame.state.fill.ink == Ink::Pattern && glyph.size > LARGE {
                self.fill_with_pattern(frame, &Outline::from(quad));
            }
        }
        if frame.state.text.clips {
            frame.text_clip.push(quad);
        }
    }

    /// What the procedure of a Type 3 glyph paints; run once for each glyph of a font.
    fn look(&mut self, frame: &Frame<'a>, font: &Rc<Font<'a>>, code: u32) -> Option<Rc<Look>> {
        let type3 = font.type3()?;
        let key = (font.number(), code);
        if let Some(known) = self.shared.looks.get(&key) {
            return Some(Rc::clone(known));
        }
        let look = Rc::new(Look::at(self, type3, code, frame.resources));
        self.shared.looks.insert(key, Rc::clone(&look));
        Some(look)
    }

    fn tell_rasters(&mut self, frame: &Frame<'a>, look: &Look, matrix: &Matrix) {
        for seen in &look.rasters {
            let (_, quad) = self.role(Role::Glyph, seen.quad.moved(matrix));
            let raster = Raster {
                quad,
                role: Role::Glyph,
                alpha: frame.state.fill_alpha * frame.state.group.alpha,
                ..*seen
            };
            self.visitor.raster(&raster, &self.around(&frame.state));
        }
    }
}

impl Frame<'_> {
    /// Glyphs shown in a clipping mode clip from here on (9.3.6).
    fn end_text(&mut self) {
        if self.text_clip.is_empty() {
            return;
        }
        let letters = Outline::of_quads(&std::mem::take(&mut self.text_clip));
        let clip = Rc::make_mut(&mut self.state.clip);
        clip.narrow(&letters, FillRule::NonZero);
        // The boxes of the letters are larger than the letters.
        clip.loosen();
    }
}

impl super::state::Text<'_> {
    /// The pen moves on past a glyph (9.4.4).
    fn step(&mut self, shown: &Shown<'_>) {
        let is_space = shown.length == 1 && shown.code == 32;
        let extra = self.character_space + if is_space { self.word_space } else { 0.0 };
        self.advance(match shown.vertical {
            None => ((shown.width * self.size + extra) * self.scale, 0.0),
            Some(vertical) => (0.0, vertical.advance * self.size + extra),
        });
    }

    /// A number in `TJ`, in em.
    fn step_back(&mut self, em: f64) {
        let vertical = self.font.as_ref().is_some_and(|font| font.is_vertical());
        let back = em * self.size;
        self.advance(if vertical { (0.0, -back) } else { (-back * self.scale, 0.0) });
    }
}
