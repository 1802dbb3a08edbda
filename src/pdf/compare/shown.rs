//! What an appearance stream shows, as far as its operators and the encodings of its fonts say.
//!
//! A seam: this reads what the codes *mean*, in any program's fonts, and roughly where they stand. That the outlines
//! look like the letters they stand for is [proved](crate::pdf::proof) of our own fills only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId, Stream};

use super::super::default_appearance::Color;
use super::super::geometry::{Matrix, Rect};
use super::super::lex::{Lexer, Token};
use super::super::load::MAX_STREAM;
use super::super::objects::Dict;
use super::decoder::Decoder;
use super::streams::{Spent, Streams};

/// How deep forms draw forms.
const FORMS: usize = 8;
/// How many operators one appearance may have, forms in it included.
const OPERATORS: usize = 200_000;
/// How many pieces of text, and how many painted rectangles.
const RUNS: usize = 20_000;
const FILLS: usize = 2_000;
/// How light a text is that nobody sees on white.
const FAINT: f64 = 0.92;
/// A text smaller than this, in points, is not there to be read.
const TINY: f64 = 1.5;

/// What is shown.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Shown {
    /// The text in the order it is drawn.
    pub(super) text: String,
    /// Text that is drawn nearly white, tiny, outside the box, under something painted later, or not at all.
    pub(super) faint: String,
    /// Some of it is in a layer.
    pub(super) layered: bool,
    /// Codes without a meaning were shown, or the stream cannot be read.
    pub(super) unreadable: bool,
    /// Images, shadings.
    pub(super) pictures: bool,
    /// Painted straight lines and rectangles.
    pub(super) lines: usize,
    /// Painted curves.
    pub(super) curves: usize,
    /// Fonts with a program of their own, by the objects that they are.
    pub(super) fonts: BTreeSet<ObjectId>,
}

impl Shown {
    /// How much is drawn: more for a mark than for an empty box.
    pub(super) fn ink(&self) -> usize {
        self.text.split_whitespace().map(str::len).sum::<usize>() * 8
            + self.lines
            + self.curves
            + usize::from(self.pictures) * 8
    }
}

/// Reads an appearance stream.
pub(super) fn read(
    doc: &Document,
    stream: &Stream,
    rect: Rect,
    streams: &mut Streams,
) -> Result<Shown, Spent> {
    let dict = Dict::new(doc, &stream.dict);
    let Some(frame) = dict.rect(b"BBox").filter(|frame| !frame.is_empty()) else {
        // Without a box nothing is drawn, or anything.
        return Ok(Shown { unreadable: true, ..Shown::default() });
    };
    // How the box is stretched to the field (12.5.5, algorithm 8.1).
    let matrix = matrix(dict.numbers(b"Matrix"));
    let image = matrix.rect(&frame);
    let stretch = (rect.width() / image.width()).min(rect.height() / image.height());
    let scale = stretch * matrix.determinant().abs().sqrt();
    let mut eye = Eye {
        doc,
        streams,
        shown: Shown::default(),
        runs: Vec::new(),
        fills: Vec::new(),
        scale,
        left: OPERATORS,
    };
    eye.form(stream, None, Look::within(frame), 0)?;
    let mut shown = eye.shown;
    for run in eye.runs {
        if run.seen { shown.text.push_str(&run.text) } else { shown.faint.push_str(&run.text) }
    }
    Ok(shown)
}

struct Eye<'a, 's> {
    doc: &'a Document,
    streams: &'s mut Streams,
    shown: Shown,
    runs: Vec<Run>,
    /// What was painted, and how light.
    fills: Vec<(Rect, f64)>,
    /// From the units of the appearance to points.
    scale: f64,
    left: usize,
}

/// A piece of text and the middle of its first letter.
struct Run {
    text: String,
    at: (f64, f64),
    seen: bool,
}

fn matrix(numbers: Option<Vec<f64>>) -> Matrix {
    let six = numbers.and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
    six.map_or(Matrix::IDENTITY, Matrix)
}

/// The part of the graphics state that matters here.
#[derive(Clone)]
struct Look {
    font: Option<Arc<Decoder>>,
    size: f64,
    mode: i64,
    light: f64,
    ctm: Matrix,
    clip: Rect,
}

impl Look {
    fn within(clip: Rect) -> Self {
        Self { font: None, size: 0.0, mode: 0, light: 0.0, ctm: Matrix::IDENTITY, clip }
    }
}

/// What one content stream is at.
struct Hand<'a> {
    look: Look,
    saved: Vec<Look>,
    resources: Option<Dict<'a>>,
    fonts: BTreeMap<Vec<u8>, Arc<Decoder>>,
    /// Where the line of text begins.
    line: Matrix,
    leading: f64,
    path: Path,
    depth: usize,
}

/// A path that is being made.
#[derive(Default)]
struct Path {
    lines: usize,
    curves: usize,
    rects: Vec<Rect>,
    clips: bool,
}

impl<'a> Eye<'a, '_> {
    fn form(
        &mut self,
        stream: &'a Stream,
        outer: Option<Dict<'a>>,
        look: Look,
        depth: usize,
    ) -> Result<(), Spent> {
        let dict = Dict::new(self.doc, &stream.dict);
        self.shown.layered |= dict.has(b"OC");
        let Some(content) = self.streams.bare(self.doc, stream, MAX_STREAM)?.plain() else {
            self.shown.unreadable = true;
            return Ok(());
        };
        let mut hand = Hand {
            look,
            saved: Vec::new(),
            resources: dict.dict(b"Resources").or(outer),
            fonts: BTreeMap::new(),
            line: Matrix::IDENTITY,
            leading: 0.0,
            path: Path::default(),
            depth,
        };
        let mut operands: Vec<Token> = Vec::new();
        for token in Lexer::new(&content) {
            let Token::Word(operator) = token else {
                // More operands than any operator takes, were it not for TJ.
                if operands.len() < 100_000 {
                    operands.push(token);
                }
                continue;
            };
            if self.left == 0 || self.runs.len() > RUNS || self.fills.len() > FILLS {
                self.shown.unreadable = true;
                return Ok(());
            }
            self.left -= 1;
            match operator.as_slice() {
                b"q" if hand.saved.len() < 512 => hand.saved.push(hand.look.clone()),
                b"Q" => hand.look = hand.saved.pop().unwrap_or(hand.look),
                b"g" | b"rg" | b"k" => {
                    hand.look.light = Color::of(&numbers(&operands)).map_or(0.0, |color| color.lightness());
                }
                b"cm" => hand.look.ctm = matrix(Some(numbers(&operands))).then(&hand.look.ctm),
                b"sh" | b"BI" => self.shown.pictures = true,
                b"BDC" => self.shown.layered |= operands.first() == Some(&Token::Name(b"OC".to_vec())),
                b"Do" => self.object(&hand, &operands)?,
                operator if hand.writes(operator, &operands) => {}
                b"Tf" => self.font(&mut hand, &operands)?,
                b"Tj" | b"TJ" | b"'" | b"\"" => self.strings(&hand, &operands),
                operator => self.path(&mut hand, operator, &operands),
            }
            operands.clear();
        }
        Ok(())
    }

    /// Tf: a font and its size.
    fn font(&mut self, hand: &mut Hand<'a>, operands: &[Token]) -> Result<(), Spent> {
        let name = named(operands);
        if !hand.fonts.contains_key(name) {
            let font = hand.resources.and_then(|resources| resources.dict(b"Font"));
            let decoder = Decoder::of(font.and_then(|fonts| fonts.dict(name)), self.streams)?;
            if decoder.is_embedded {
                // A font that is no object of its own is nobody's that was compared: number 0 stands for it.
                self.shown.fonts.insert(font.and_then(|fonts| fonts.reference(name)).unwrap_or_default());
            }
            hand.fonts.insert(name.to_vec(), Arc::new(decoder));
        }
        hand.look.font = hand.fonts.get(name).cloned();
        hand.look.size = last(operands);
        Ok(())
    }

    /// Do: a form inside the form, or a picture.
    fn object(&mut self, hand: &Hand<'a>, operands: &[Token]) -> Result<(), Spent> {
        let objects = hand.resources.and_then(|resources| resources.dict(b"XObject"));
        match objects.and_then(|objects| objects.get(named(operands))) {
            Some(Object::Stream(inner)) if is_form(inner) && hand.depth < FORMS => {
                let dict = Dict::new(self.doc, &inner.dict);
                let ctm = matrix(dict.numbers(b"Matrix")).then(&hand.look.ctm);
                let frame = dict.rect(b"BBox").map(|frame| ctm.rect(&frame));
                let clip = frame.map_or(hand.look.clip, |frame| hand.look.clip.intersect(&frame));
                self.form(inner, hand.resources, Look { ctm, clip, ..hand.look.clone() }, hand.depth + 1)
            }
            Some(_) => {
                self.shown.pictures = true;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Making a path, and painting it.
    fn path(&mut self, hand: &mut Hand<'a>, operator: &[u8], operands: &[Token]) {
        match operator {
            b"l" => hand.path.lines += 1,
            b"c" | b"v" | b"y" => hand.path.curves += 1,
            b"W" | b"W*" => hand.path.clips = true,
            b"re" => {
                hand.path.lines += 4;
                if let [x, y, width, height] = numbers(operands).as_slice() {
                    let rect = Rect::between((*x, *y), (x + width, y + height));
                    hand.path.rects.push(hand.look.ctm.rect(&rect));
                }
            }
            b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                let path = std::mem::take(&mut hand.path);
                if operator != b"n" {
                    self.shown.lines += path.lines;
                    self.shown.curves += path.curves;
                }
                if !matches!(operator, b"n" | b"S" | b"s") {
                    path.rects.iter().for_each(|rect| self.covered(rect, hand.look.light));
                }
                if let (true, [only]) = (path.clips, path.rects.as_slice()) {
                    hand.look.clip = hand.look.clip.intersect(only);
                }
            }
            _ => {}
        }
    }

    fn strings(&mut self, hand: &Hand<'a>, operands: &[Token]) {
        let place = hand.line.then(&hand.look.ctm);
        for token in operands {
            if let Token::Text(codes) = token {
                self.text(codes, &hand.look, &place);
            }
        }
    }

    fn text(&mut self, codes: &[u8], look: &Look, place: &Matrix) {
        let font = look.font.as_ref();
        self.shown.pictures |= font.is_some_and(|font| font.draws_pictures);
        let Some(text) = font.and_then(|font| font.text(codes)) else {
            self.shown.unreadable |= !codes.is_empty();
            return;
        };
        let at = place.point((look.size * 0.25, look.size * 0.35));
        // 3 draws nothing, 7 only clips (9.3.6).
        let inked = match look.mode {
            3 | 7 => false,
            1 | 2 => true,
            _ => self.stands_out(look.light, at),
        };
        let size = look.size.abs() * place.determinant().abs().sqrt() * self.scale;
        let dot = Rect::between(at, at);
        let seen = inked && size >= TINY && look.clip.holds(&dot, 1.0);
        self.runs.push(Run { text, at, seen });
    }

    /// Whether a colour is seen where it is written: on what was painted there last, or on paper.
    fn stands_out(&self, light: f64, at: (f64, f64)) -> bool {
        let letter = around(at);
        let under = self.fills.iter().rev().find(|(rect, _)| rect.overlaps(&letter)).map(|(_, light)| *light);
        match under {
            Some(under) => (light - under).abs() > 1.0 - FAINT,
            None => light <= FAINT,
        }
    }

    /// Something was painted over what was written before.
    fn covered(&mut self, rect: &Rect, light: f64) {
        self.fills.push((*rect, light));
        for run in &mut self.runs {
            run.seen &= !rect.overlaps(&around(run.at));
        }
    }
}

impl Hand<'_> {
    /// The operators that say how and where text is written (9.3, 9.4.2); whether this was one of them alone.
    fn writes(&mut self, operator: &[u8], operands: &[Token]) -> bool {
        match operator {
            b"Tr" => self.look.mode = whole(last(operands)),
            b"TL" => self.leading = last(operands),
            b"BT" => self.line = Matrix::IDENTITY,
            b"Tm" => self.line = matrix(Some(numbers(operands))),
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
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
    }
}

/// The name among the operands.
fn named(operands: &[Token]) -> &[u8] {
    let name = |token: &'_ Token| matches!(token, Token::Name(_));
    match operands.iter().rfind(|token| name(token)) {
        Some(Token::Name(name)) => name,
        _ => b"",
    }
}

fn last(operands: &[Token]) -> f64 {
    operands.last().and_then(Token::number).unwrap_or_default()
}

fn around((x, y): (f64, f64)) -> Rect {
    Rect::between((x - 0.5, y - 0.5), (x + 0.5, y + 0.5))
}

fn numbers(operands: &[Token]) -> Vec<f64> {
    operands.iter().filter_map(Token::number).collect()
}

fn is_form(stream: &Stream) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}

#[expect(clippy::cast_possible_truncation, reason = "an operand that is a small integer, or nonsense")]
fn whole(number: f64) -> i64 {
    number as i64
}
