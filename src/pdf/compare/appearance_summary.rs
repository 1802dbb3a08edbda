//! What an appearance stream shows: text, and the numbers of lines, curves and images.
//!
//! The text is what the codes mean by the encodings of any program's fonts, with its approximate position. That the
//! outlines are those of the characters is [proved](crate::pdf::proof) of our own fills only.

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

/// How deep form `XObjects` may be nested.
const MOST_NESTED_FORMS: usize = 8;
/// The most operators of one appearance, form `XObjects` included.
const MOST_OPERATORS: usize = 200_000;
/// The most pieces of text, and the most painted rectangles.
const MOST_TEXT_RUNS: usize = 20_000;
const MOST_FILLS: usize = 2_000;
/// From this lightness on, text on white is invisible.
const INVISIBLE_LIGHTNESS: f64 = 0.92;
/// Smaller text, in points, is unreadable.
const LEAST_TEXT_SIZE: f64 = 1.5;

/// The result for one appearance stream.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct AppearanceSummary {
    /// The text in painting order.
    pub(super) text: String,
    /// Text that is nearly white, tiny, outside the `BBox`, painted over later, or not painted.
    pub(super) invisible_text: String,
    /// Whether some of it is optional content.
    pub(super) has_optional_content: bool,
    /// Whether codes without a meaning were shown, or the stream is unreadable.
    pub(super) unreadable: bool,
    /// Whether images or shadings are painted.
    pub(super) has_images: bool,
    /// Painted straight lines and rectangles.
    pub(super) lines: usize,
    /// Painted curves.
    pub(super) curves: usize,
    /// The objects of the embedded fonts that are used.
    pub(super) fonts: BTreeSet<ObjectId>,
}

impl AppearanceSummary {
    /// How much is painted: more for a mark than for an empty box.
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
        // An appearance without BBox shows nothing in some viewers, and anything in others.
        return Ok(AppearanceSummary { unreadable: true, ..AppearanceSummary::default() });
    };
    // The matrix from form space to the annotation's rectangle (12.5.5, algorithm 8.1).
    let matrix = matrix(dict.numbers(b"Matrix"));
    let image = matrix.rect(&frame);
    let stretch = (rect.width() / image.width()).min(rect.height() / image.height());
    let scale = stretch * matrix.determinant().abs().sqrt();
    let mut reader = AppearanceReader {
        doc,
        streams,
        summary: AppearanceSummary::default(),
        runs: Vec::new(),
        fills: Vec::new(),
        scale,
        operators_left: MOST_OPERATORS,
    };
    reader.read_form(stream, None, TextGraphicsState::clipped_to(frame), 0)?;
    let mut summary = reader.summary;
    for run in reader.runs {
        if run.visible {
            summary.text.push_str(&run.text);
        } else {
            summary.invisible_text.push_str(&run.text);
        }
    }
    Ok(summary)
}

struct AppearanceReader<'a, 's> {
    doc: &'a Document,
    streams: &'s mut StreamExpander,
    summary: AppearanceSummary,
    runs: Vec<TextRun>,
    /// Filled rectangles, and their lightness.
    fills: Vec<(Rect, f64)>,
    /// From form space to points.
    scale: f64,
    operators_left: usize,
}

/// A piece of text, and the centre of its first character.
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

/// The state of one content stream.
struct StreamState<'a> {
    graphics: TextGraphicsState,
    saved: Vec<TextGraphicsState>,
    resources: Option<Dict<'a>>,
    fonts: BTreeMap<Vec<u8>, Arc<FontDecoder>>,
    /// The text line matrix.
    line_matrix: Matrix,
    leading: f64,
    path: PathCounts,
    depth: usize,
}

/// The path under construction.
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
        graphics: TextGraphicsState,
        depth: usize,
    ) -> Result<(), ExpansionExhausted> {
        let dict = Dict::new(self.doc, &stream.dict);
        self.summary.has_optional_content |= dict.has(b"OC");
        let Some(content) = self.streams.unfilter(self.doc, stream, MAX_STREAM)?.plain() else {
            self.summary.unreadable = true;
            return Ok(());
        };
        let mut state = StreamState {
            graphics,
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
                // More than any operator takes, TJ apart.
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
                b"q" if state.saved.len() < 512 => state.saved.push(state.graphics.clone()),
                b"Q" => state.graphics = state.saved.pop().unwrap_or(state.graphics),
                b"g" | b"rg" | b"k" => {
                    state.graphics.lightness =
                        Color::of(&numbers(&operands)).map_or(0.0, |color| color.lightness());
                }
                b"cm" => state.graphics.ctm = matrix(Some(numbers(&operands))).then(&state.graphics.ctm),
                b"sh" | b"BI" => self.summary.has_images = true,
                b"BDC" => {
                    self.summary.has_optional_content |=
                        operands.first() == Some(&Token::Name(b"OC".to_vec()));
                }
                b"Do" => self.paint_xobject(&state, &operands)?,
                operator if state.set_text_state(operator, &operands) => {}
                b"Tf" => self.select_font(&mut state, &operands)?,
                b"Tj" | b"TJ" | b"'" | b"\"" => self.show_strings(&state, &operands),
                operator => self.path_operator(&mut state, operator, &operands),
            }
            operands.clear();
        }
        Ok(())
    }

    /// `Tf`.
    fn select_font(
        &mut self,
        state: &mut StreamState<'a>,
        operands: &[Token],
    ) -> Result<(), ExpansionExhausted> {
        let name = name_operand(operands);
        if !state.fonts.contains_key(name) {
            let font = state.resources.and_then(|resources| resources.dict(b"Font"));
            let decoder = FontDecoder::read(font.and_then(|fonts| fonts.dict(name)), self.streams)?;
            if decoder.is_embedded {
                // A direct font was not compared with any object: number 0 stands for it.
                self.summary.fonts.insert(font.and_then(|fonts| fonts.reference(name)).unwrap_or_default());
            }
            state.fonts.insert(name.to_vec(), Arc::new(decoder));
        }
        state.graphics.font = state.fonts.get(name).cloned();
        state.graphics.size = last_number(operands);
        Ok(())
    }

    /// `Do`: a form `XObject` or an image.
    fn paint_xobject(
        &mut self,
        state: &StreamState<'a>,
        operands: &[Token],
    ) -> Result<(), ExpansionExhausted> {
        let objects = state.resources.and_then(|resources| resources.dict(b"XObject"));
        match objects.and_then(|objects| objects.get(name_operand(operands))) {
            Some(Object::Stream(inner)) if is_form(inner) && state.depth < MOST_NESTED_FORMS => {
                let dict = Dict::new(self.doc, &inner.dict);
                let ctm = matrix(dict.numbers(b"Matrix")).then(&state.graphics.ctm);
                let frame = dict.rect(b"BBox").map(|frame| ctm.rect(&frame));
                let clip = frame.map_or(state.graphics.clip, |frame| state.graphics.clip.intersect(&frame));
                self.read_form(
                    inner,
                    state.resources,
                    TextGraphicsState { ctm, clip, ..state.graphics.clone() },
                    state.depth + 1,
                )
            }
            Some(_) => {
                self.summary.has_images = true;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Path construction and path painting.
    fn path_operator(&mut self, state: &mut StreamState<'a>, operator: &[u8], operands: &[Token]) {
        match operator {
            b"l" => state.path.lines += 1,
            b"c" | b"v" | b"y" => state.path.curves += 1,
            b"W" | b"W*" => state.path.clips = true,
            b"re" => {
                state.path.lines += 4;
                if let [x, y, width, height] = numbers(operands).as_slice() {
                    let rect = Rect::between((*x, *y), (x + width, y + height));
                    state.path.rects.push(state.graphics.ctm.rect(&rect));
                }
            }
            b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                let path = std::mem::take(&mut state.path);
                if operator != b"n" {
                    self.summary.lines += path.lines;
                    self.summary.curves += path.curves;
                }
                if !matches!(operator, b"n" | b"S" | b"s") {
                    path.rects.iter().for_each(|rect| self.cover_text(rect, state.graphics.lightness));
                }
                if let (true, [only]) = (path.clips, path.rects.as_slice()) {
                    state.graphics.clip = state.graphics.clip.intersect(only);
                }
            }
            _ => {}
        }
    }

    fn show_strings(&mut self, state: &StreamState<'a>, operands: &[Token]) {
        let place = state.line_matrix.then(&state.graphics.ctm);
        for token in operands {
            if let Token::String(codes) = token {
                self.show_text(codes, &state.graphics, &place);
            }
        }
    }

    fn show_text(&mut self, codes: &[u8], graphics: &TextGraphicsState, place: &Matrix) {
        let font = graphics.font.as_ref();
        self.summary.has_images |= font.is_some_and(|font| font.is_type3);
        let Some(text) = font.and_then(|font| font.text(codes)) else {
            self.summary.unreadable |= !codes.is_empty();
            return;
        };
        let at = place.point((graphics.size * 0.25, graphics.size * 0.35));
        // Modes 3 and 7 paint nothing (9.3.6).
        let painted = match graphics.rendering_mode {
            3 | 7 => false,
            1 | 2 => true,
            _ => self.has_contrast(graphics.lightness, at),
        };
        let size = graphics.size.abs() * place.determinant().abs().sqrt() * self.scale;
        let dot = Rect::between(at, at);
        let seen = painted && size >= LEAST_TEXT_SIZE && graphics.clip.contains(&dot, 1.0);
        self.runs.push(TextRun { text, at, visible: seen });
    }

    /// Whether a colour has contrast to what was painted there last, or to white.
    fn has_contrast(&self, light: f64, at: (f64, f64)) -> bool {
        let letter = letter_box(at);
        let under = self.fills.iter().rev().find(|(rect, _)| rect.overlaps(&letter)).map(|(_, light)| *light);
        match under {
            Some(under) => (light - under).abs() > 1.0 - INVISIBLE_LIGHTNESS,
            None => light <= INVISIBLE_LIGHTNESS,
        }
    }

    /// A rectangle is painted over text.
    fn cover_text(&mut self, rect: &Rect, light: f64) {
        self.fills.push((*rect, light));
        for run in &mut self.runs {
            run.visible &= !rect.overlaps(&letter_box(run.at));
        }
    }
}

impl StreamState<'_> {
    /// Text state and text positioning operators (9.3, 9.4.2); true where the operator does no more than that.
    fn set_text_state(&mut self, operator: &[u8], operands: &[Token]) -> bool {
        match operator {
            b"Tr" => self.graphics.rendering_mode = to_integer(last_number(operands)),
            b"TL" => self.leading = last_number(operands),
            b"BT" => self.line_matrix = Matrix::IDENTITY,
            b"Tm" => self.line_matrix = matrix(Some(numbers(operands))),
            b"T*" => self.next_line(0.0, -self.leading),
            b"'" | b"\"" => {
                self.next_line(0.0, -self.leading);
                // These also show text.
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
