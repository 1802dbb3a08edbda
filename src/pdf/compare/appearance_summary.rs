//! What an appearance stream shows, as far as its operators and the encodings of its fonts say.
//!
//! A seam: this reads what the codes *mean*, in any program's fonts, and roughly where they stand. That the outlines
//! look like the letters they stand for is [proved](crate::pdf::proof) of our own fills only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId, Stream};

use super::super::default_appearance::Color;
use super::super::geometry::{Matrix, Rect};
use super::super::lexer::{Lexer, Token};
use super::super::load::MAX_STREAM;
use super::super::objects::Dict;
use super::font_decoder::FontDecoder;
use super::stream_expander::{ExpansionExhausted, StreamExpander};

/// How deep forms draw forms.
const MOST_NESTED_FORMS: usize = 8;
/// How many operators one appearance may have, forms in it included.
const MOST_OPERATORS: usize = 200_000;
/// How many pieces of text, and how many painted rectangles.
const MOST_TEXT_RUNS: usize = 20_000;
const MOST_FILLS: usize = 2_000;
/// How light a text is that nobody sees on white.
const INVISIBLE_LIGHTNESS: f64 = 0.92;
/// A text smaller than this, in points, is not there to be read.
const LEAST_TEXT_SIZE: f64 = 1.5;

/// What is shown.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct AppearanceSummary {
    /// The text in the order it is drawn.
    pub(super) text: String,
    /// Text that is drawn nearly white, tiny, outside the box, under something painted later, or not at all.
    pub(super) invisible_text: String,
    /// Some of it is in a layer.
    pub(super) has_optional_content: bool,
    /// Codes without a meaning were shown, or the stream cannot be read.
    pub(super) unreadable: bool,
    /// Images, shadings.
    pub(super) has_images: bool,
    /// Painted straight lines and rectangles.
    pub(super) lines: usize,
    /// Painted curves.
    pub(super) curves: usize,
    /// Fonts with a program of their own, by the objects that they are.
    pub(super) fonts: BTreeSet<ObjectId>,
}

impl AppearanceSummary {
    /// How much is drawn: more for a mark than for an empty box.
    pub(super) fn drawn_amount(&self) -> usize {
        self.text.split_whitespace().map(str::len).sum::<usize>() * 8
            + self.lines
            + self.curves
            + usize::from(self.has_images) * 8
    }
}

/// Reads an appearance stream.
pub(super) fn read(
    doc: &Document,
    stream: &Stream,
    rect: Rect,
    streams: &mut StreamExpander,
) -> Result<AppearanceSummary, ExpansionExhausted> {
    let dict = Dict::new(doc, &stream.dict);
    let Some(frame) = dict.rect(b"BBox").filter(|frame| !frame.is_empty()) else {
        // Without a box nothing is drawn, or anything.
        return Ok(AppearanceSummary { unreadable: true, ..AppearanceSummary::default() });
    };
    // How the box is stretched to the field (12.5.5, algorithm 8.1).
    let matrix = matrix(dict.numbers(b"Matrix"));
    let image = matrix.rect(&frame);
    let stretch = (rect.width() / image.width()).min(rect.height() / image.height());
    let scale = stretch * matrix.determinant().abs().sqrt();
    let mut eye = AppearanceReader {
        doc,
        streams,
        summary: AppearanceSummary::default(),
        runs: Vec::new(),
        fills: Vec::new(),
        scale,
        operators_left: MOST_OPERATORS,
    };
    eye.read_form(stream, None, TextGraphicsState::clipped_to(frame), 0)?;
    let mut shown = eye.summary;
    for run in eye.runs {
        if run.visible { shown.text.push_str(&run.text) } else { shown.invisible_text.push_str(&run.text) }
    }
    Ok(shown)
}

struct AppearanceReader<'a, 's> {
    doc: &'a Document,
    streams: &'s mut StreamExpander,
    summary: AppearanceSummary,
    runs: Vec<TextRun>,
    /// What was painted, and how light.
    fills: Vec<(Rect, f64)>,
    /// From the units of the appearance to points.
    scale: f64,
    operators_left: usize,
}

/// A piece of text and the middle of its first letter.
struct TextRun {
    text: String,
    at: (f64, f64),
    visible: bool,
}

fn matrix(numbers: Option<Vec<f64>>) -> Matrix {
    let six = numbers.and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
    six.map_or(Matrix::IDENTITY, Matrix)
}

/// The part of the graphics state that matters here.
#[derive(Clone)]
struct TextGraphicsState {
    font: Option<Arc<FontDecoder>>,
    size: f64,
    rendering_mode: i64,
    lightness: f64,
    ctm: Matrix,
    clip: Rect,
}

impl TextGraphicsState {
    fn clipped_to(clip: Rect) -> Self {
        Self { font: None, size: 0.0, rendering_mode: 0, lightness: 0.0, ctm: Matrix::IDENTITY, clip }
    }
}

/// What one content stream is at.
struct StreamState<'a> {
    graphics: TextGraphicsState,
    saved: Vec<TextGraphicsState>,
    resources: Option<Dict<'a>>,
    fonts: BTreeMap<Vec<u8>, Arc<FontDecoder>>,
    /// Where the line of text begins.
    line_matrix: Matrix,
    leading: f64,
    path: PathCounts,
    depth: usize,
}

/// A path that is being made.
#[derive(Default)]
struct PathCounts {
    lines: usize,
    curves: usize,
    rects: Vec<Rect>,
    clips: bool,
}

impl<'a> AppearanceReader<'a, '_> {
    fn read_form(
        &mut self,
        stream: &'a Stream,
        outer: Option<Dict<'a>>,
        look: TextGraphicsState,
        depth: usize,
    ) -> Result<(), ExpansionExhausted> {
        let dict = Dict::new(self.doc, &stream.dict);
        self.summary.has_optional_content |= dict.has(b"OC");
        let Some(content) = self.streams.unfilter(self.doc, stream, MAX_STREAM)?.plain() else {
            self.summary.unreadable = true;
            return Ok(());
        };
        let mut hand = StreamState {
            graphics: look,
            saved: Vec::new(),
            resources: dict.dict(b"Resources").or(outer),
            fonts: BTreeMap::new(),
            line_matrix: Matrix::IDENTITY,
            leading: 0.0,
            path: PathCounts::default(),
            depth,
        };
        let mut operands: Vec<Token> = Vec::new();
        for token in Lexer::new(&content) {
            let Token::Keyword(operator) = token else {
                // More operands than any operator takes, were it not for TJ.
                if operands.len() < 100_000 {
                    operands.push(token);
                }
                continue;
            };
            if self.operators_left == 0 || self.runs.len() > MOST_TEXT_RUNS || self.fills.len() > MOST_FILLS {
                self.summary.unreadable = true;
                return Ok(());
            }
            self.operators_left -= 1;
            match operator.as_slice() {
                b"q" if hand.saved.len() < 512 => hand.saved.push(hand.graphics.clone()),
                b"Q" => hand.graphics = hand.saved.pop().unwrap_or(hand.graphics),
                b"g" | b"rg" | b"k" => {
                    hand.graphics.lightness =
                        Color::of(&numbers(&operands)).map_or(0.0, |color| color.lightness());
                }
                b"cm" => hand.graphics.ctm = matrix(Some(numbers(&operands))).then(&hand.graphics.ctm),
                b"sh" | b"BI" => self.summary.has_images = true,
                b"BDC" => {
                    self.summary.has_optional_content |=
                        operands.first() == Some(&Token::Name(b"OC".to_vec()))
                }
                b"Do" => self.paint_xobject(&hand, &operands)?,
                operator if hand.set_text_state(operator, &operands) => {}
                b"Tf" => self.select_font(&mut hand, &operands)?,
                b"Tj" | b"TJ" | b"'" | b"\"" => self.show_strings(&hand, &operands),
                operator => self.path_operator(&mut hand, operator, &operands),
            }
            operands.clear();
        }
        Ok(())
    }

    /// Tf: a font and its size.
    fn select_font(
        &mut self,
        hand: &mut StreamState<'a>,
        operands: &[Token],
    ) -> Result<(), ExpansionExhausted> {
        let name = name_operand(operands);
        if !hand.fonts.contains_key(name) {
            let font = hand.resources.and_then(|resources| resources.dict(b"Font"));
            let decoder = FontDecoder::read(font.and_then(|fonts| fonts.dict(name)), self.streams)?;
            if decoder.is_embedded {
                // A font that is no object of its own is nobody's that was compared: number 0 stands for it.
                self.summary.fonts.insert(font.and_then(|fonts| fonts.reference(name)).unwrap_or_default());
            }
            hand.fonts.insert(name.to_vec(), Arc::new(decoder));
        }
        hand.graphics.font = hand.fonts.get(name).cloned();
        hand.graphics.size = last_number(operands);
        Ok(())
    }

    /// Do: a form inside the form, or a picture.
    fn paint_xobject(
        &mut self,
        hand: &StreamState<'a>,
        operands: &[Token],
    ) -> Result<(), ExpansionExhausted> {
        let objects = hand.resources.and_then(|resources| resources.dict(b"XObject"));
        match objects.and_then(|objects| objects.get(name_operand(operands))) {
            Some(Object::Stream(inner)) if is_form(inner) && hand.depth < MOST_NESTED_FORMS => {
                let dict = Dict::new(self.doc, &inner.dict);
                let ctm = matrix(dict.numbers(b"Matrix")).then(&hand.graphics.ctm);
                let frame = dict.rect(b"BBox").map(|frame| ctm.rect(&frame));
                let clip = frame.map_or(hand.graphics.clip, |frame| hand.graphics.clip.intersect(&frame));
                self.read_form(
                    inner,
                    hand.resources,
                    TextGraphicsState { ctm, clip, ..hand.graphics.clone() },
                    hand.depth + 1,
                )
            }
            Some(_) => {
                self.summary.has_images = true;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Making a path, and painting it.
    fn path_operator(&mut self, hand: &mut StreamState<'a>, operator: &[u8], operands: &[Token]) {
        match operator {
            b"l" => hand.path.lines += 1,
            b"c" | b"v" | b"y" => hand.path.curves += 1,
            b"W" | b"W*" => hand.path.clips = true,
            b"re" => {
                hand.path.lines += 4;
                if let [x, y, width, height] = numbers(operands).as_slice() {
                    let rect = Rect::between((*x, *y), (x + width, y + height));
                    hand.path.rects.push(hand.graphics.ctm.rect(&rect));
                }
            }
            b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                let path = std::mem::take(&mut hand.path);
                if operator != b"n" {
                    self.summary.lines += path.lines;
                    self.summary.curves += path.curves;
                }
                if !matches!(operator, b"n" | b"S" | b"s") {
                    path.rects.iter().for_each(|rect| self.cover_text(rect, hand.graphics.lightness));
                }
                if let (true, [only]) = (path.clips, path.rects.as_slice()) {
                    hand.graphics.clip = hand.graphics.clip.intersect(only);
                }
            }
            _ => {}
        }
    }

    fn show_strings(&mut self, hand: &StreamState<'a>, operands: &[Token]) {
        let place = hand.line_matrix.then(&hand.graphics.ctm);
        for token in operands {
            if let Token::String(codes) = token {
                self.show_text(codes, &hand.graphics, &place);
            }
        }
    }

    fn show_text(&mut self, codes: &[u8], look: &TextGraphicsState, place: &Matrix) {
        let font = look.font.as_ref();
        self.summary.has_images |= font.is_some_and(|font| font.is_type3);
        let Some(text) = font.and_then(|font| font.text(codes)) else {
            self.summary.unreadable |= !codes.is_empty();
            return;
        };
        let at = place.point((look.size * 0.25, look.size * 0.35));
        // 3 draws nothing, 7 only clips (9.3.6).
        let inked = match look.rendering_mode {
            3 | 7 => false,
            1 | 2 => true,
            _ => self.has_contrast(look.lightness, at),
        };
        let size = look.size.abs() * place.determinant().abs().sqrt() * self.scale;
        let dot = Rect::between(at, at);
        let seen = inked && size >= LEAST_TEXT_SIZE && look.clip.contains(&dot, 1.0);
        self.runs.push(TextRun { text, at, visible: seen });
    }

    /// Whether a colour is seen where it is written: on what was painted there last, or on paper.
    fn has_contrast(&self, light: f64, at: (f64, f64)) -> bool {
        let letter = letter_box(at);
        let under = self.fills.iter().rev().find(|(rect, _)| rect.overlaps(&letter)).map(|(_, light)| *light);
        match under {
            Some(under) => (light - under).abs() > 1.0 - INVISIBLE_LIGHTNESS,
            None => light <= INVISIBLE_LIGHTNESS,
        }
    }

    /// Something was painted over what was written before.
    fn cover_text(&mut self, rect: &Rect, light: f64) {
        self.fills.push((*rect, light));
        for run in &mut self.runs {
            run.visible &= !rect.overlaps(&letter_box(run.at));
        }
    }
}

impl StreamState<'_> {
    /// The operators that say how and where text is written (9.3, 9.4.2); whether this was one of them alone.
    fn set_text_state(&mut self, operator: &[u8], operands: &[Token]) -> bool {
        match operator {
            b"Tr" => self.graphics.rendering_mode = to_integer(last_number(operands)),
            b"TL" => self.leading = last_number(operands),
            b"BT" => self.line_matrix = Matrix::IDENTITY,
            b"Tm" => self.line_matrix = matrix(Some(numbers(operands))),
            b"T*" => self.next_line(0.0, -self.leading),
            b"'" | b"\"" => {
                self.next_line(0.0, -self.leading);
                // And the text itself.
                return false;
            }
            b"Td" | b"TD" => {
                let [x, y] = numbers(operands).try_into().unwrap_or([0.0, 0.0]);
                if operator == b"TD" {
                    self.leading = -y;
                }
                self.next_line(x, y);
            }
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line_matrix);
    }
}

/// The name among the operands.
fn name_operand(operands: &[Token]) -> &[u8] {
    let name = |token: &'_ Token| matches!(token, Token::Name(_));
    match operands.iter().rfind(|token| name(token)) {
        Some(Token::Name(name)) => name,
        _ => b"",
    }
}

fn last_number(operands: &[Token]) -> f64 {
    operands.last().and_then(Token::number).unwrap_or_default()
}

fn letter_box((x, y): (f64, f64)) -> Rect {
    Rect::between((x - 0.5, y - 0.5), (x + 0.5, y + 0.5))
}

fn numbers(operands: &[Token]) -> Vec<f64> {
    operands.iter().filter_map(Token::number).collect()
}

fn is_form(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}

#[expect(clippy::cast_possible_truncation, reason = "an operand that is a small integer, or nonsense")]
fn to_integer(number: f64) -> i64 {
    number as i64
}
