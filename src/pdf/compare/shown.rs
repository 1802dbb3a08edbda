//! What an appearance stream shows, as far as its operators and the encodings of its fonts say.
//!
//! A seam: this reads what the codes *mean*, of any program's fonts. Whether the outlines look like that, and
//! where the ink falls, is for the [proof](super::super) of our own fills.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream};

use super::super::default_appearance::Color;
use super::super::document::MAX_STREAM;
use super::super::font::ToUnicode;
use super::super::geometry::{Matrix, Rect};
use super::super::lex::{Lexer, Token};
use super::super::objects::{Dict, dict_of};
use super::streams::{Spent, Streams};

/// How deep forms draw forms.
const FORMS: usize = 8;
/// How many operators one appearance may have, forms in it included.
const OPERATORS: usize = 200_000;
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
    let mut eye = Eye { doc, streams, shown: Shown::default(), runs: Vec::new(), fills: Vec::new(), scale, left: OPERATORS };
    let start = Look { clip: frame, ..Look::default() };
    eye.form(stream, None, &start, 0)?;
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

/// A piece of text and where it begins.
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

impl Default for Look {
    fn default() -> Self {
        Self { font: None, size: 0.0, mode: 0, light: 0.0, ctm: Matrix::IDENTITY, clip: Rect::default() }
    }
}

impl<'a> Eye<'a, '_> {
    fn form(
        &mut self,
        stream: &'a Stream,
        outer: Option<Dict<'a>>,
        look: &Look,
        depth: usize,
    ) -> Result<(), Spent> {
        let doc = self.doc;
        let dict = Dict::new(doc, &stream.dict);
        let resources = dict.dict(b"Resources").or(outer);
        self.shown.layered |= dict.has(b"OC");
        let Some(content) = self.streams.bare(doc, stream, MAX_STREAM)?.plain() else {
            self.shown.unreadable = true;
            return Ok(());
        };
        let mut fonts: BTreeMap<Vec<u8>, Arc<Decoder>> = BTreeMap::new();
        let mut look = look.clone();
        let mut saved: Vec<Look> = Vec::new();
        let mut operands: Vec<Token> = Vec::new();
        let mut path = (0usize, 0usize);
        // The rectangles of the path, where it has nothing else.
        let mut rects: Vec<Rect> = Vec::new();
        let mut clips = false;
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut leading = 0.0;
        for token in Lexer::new(&content) {
            let Token::Word(operator) = token else {
                // More operands than any operator takes, were it not for TJ.
                if operands.len() < 100_000 {
                    operands.push(token);
                }
                continue;
            };
            if self.left == 0 {
                self.shown.unreadable = true;
                return Ok(());
            }
            self.left -= 1;
            match operator.as_slice() {
                b"q" if saved.len() < 512 => saved.push(look.clone()),
                b"Q" => look = saved.pop().unwrap_or(look),
                b"Tf" => {
                    let name = operands.iter().rev().find_map(|token| match token {
                        Token::Name(name) => Some(name.clone()),
                        _ => None,
                    });
                    let name = name.unwrap_or_default();
                    if !fonts.contains_key(&name) {
                        let font = resources.and_then(|r| r.dict(b"Font")).and_then(|f| f.dict(&name));
                        let decoder = Arc::new(Decoder::of(font, self.streams)?);
                        fonts.insert(name.clone(), decoder);
                    }
                    look.font = fonts.get(&name).cloned();
                    look.size = operands.last().and_then(Token::number).unwrap_or_default();
                }
                b"Tr" => look.mode = operands.last().and_then(Token::number).map_or(0, whole),
                b"g" | b"rg" | b"k" => {
                    let components = numbers(&operands);
                    look.light = Color::of(&components).map_or(0.0, |color| color.lightness());
                }
                b"cm" => look.ctm = matrix(Some(numbers(&operands))).then(&look.ctm),
                b"BT" => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tm" => {
                    line = matrix(Some(numbers(&operands)));
                    text = line;
                }
                b"TL" => leading = operands.last().and_then(Token::number).unwrap_or_default(),
                b"Td" | b"TD" | b"T*" => {
                    let by = match (operator.as_slice(), numbers(&operands).as_slice()) {
                        (b"T*", _) => (0.0, -leading),
                        (_, [x, y]) => (*x, *y),
                        _ => (0.0, 0.0),
                    };
                    if operator == b"TD" {
                        leading = -by.1;
                    }
                    line = Matrix([1.0, 0.0, 0.0, 1.0, by.0, by.1]).then(&line);
                    text = line;
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if matches!(operator.as_slice(), b"'" | b"\"") {
                        line = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, -leading]).then(&line);
                        text = line;
                    }
                    let place = text.then(&look.ctm);
                    for token in &operands {
                        if let Token::Text(codes) = token {
                            self.text(codes, &look, &place);
                        }
                    }
                }
                b"l" => path.0 += 1,
                b"re" => {
                    path.0 += 4;
                    if let [x, y, width, height] = numbers(&operands).as_slice() {
                        let rect = Rect::between((*x, *y), (x + width, y + height));
                        rects.push(look.ctm.rect(&rect));
                    }
                }
                b"c" | b"v" | b"y" => path.1 += 1,
                b"W" | b"W*" => clips = true,
                b"n" | b"f" | b"F" | b"f*" | b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                    let fills = !matches!(operator.as_slice(), b"n" | b"S" | b"s");
                    if operator != b"n" {
                        self.shown.lines += path.0;
                        self.shown.curves += path.1;
                    }
                    for rect in rects.iter().filter(|_| fills) {
                        self.covered(rect, look.light);
                    }
                    if let (true, [only]) = (clips, rects.as_slice()) {
                        look.clip = look.clip.intersect(only);
                    }
                    (path, clips) = ((0, 0), false);
                    rects.clear();
                }
                b"BDC" if matches!(operands.first(), Some(Token::Name(tag)) if tag == b"OC") => {
                    self.shown.layered = true;
                }
                b"sh" | b"BI" => self.shown.pictures = true,
                b"Do" => {
                    let name = match operands.last() {
                        Some(Token::Name(name)) => name.as_slice(),
                        _ => b"",
                    };
                    let object = resources.and_then(|r| r.dict(b"XObject")).and_then(|x| x.get(name));
                    match object {
                        Some(Object::Stream(inner)) if dict_is(inner, b"Form") && depth < FORMS => {
                            let dict = Dict::new(doc, &inner.dict);
                            let ctm = matrix(dict.numbers(b"Matrix")).then(&look.ctm);
                            let frame = dict.rect(b"BBox").map(|frame| ctm.rect(&frame));
                            let clip = frame.map_or(look.clip, |frame| look.clip.intersect(&frame));
                            self.form(inner, resources, &Look { ctm, clip, ..look.clone() }, depth + 1)?;
                        }
                        Some(_) => self.shown.pictures = true,
                        None => {}
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        Ok(())
    }

    fn text(&mut self, codes: &[u8], look: &Look, place: &Matrix) {
        let font = look.font.as_ref();
        self.shown.pictures |= font.is_some_and(|font| font.draws_pictures);
        let Some(text) = font.and_then(|font| font.text(codes)) else {
            self.shown.unreadable |= !codes.is_empty();
            return;
        };
        let at = place.point((0.0, 0.0));
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
    fn stands_out(&self, light: f64, (x, y): (f64, f64)) -> bool {
        let letter = Rect::between((x, y), (x + 1.0, y + 2.0));
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
            let (x, y) = run.at;
            // The baseline may lie below what covers the letters.
            let letter = Rect::between((x, y + 0.5), (x + 1.0, y + 2.0));
            run.seen &= !rect.overlaps(&letter);
        }
    }
}

fn numbers(operands: &[Token]) -> Vec<f64> {
    operands.iter().filter_map(Token::number).collect()
}

fn dict_is(stream: &Stream, subtype: &[u8]) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == subtype)
}

#[expect(clippy::cast_possible_truncation, reason = "an operand that is a small integer, or nonsense")]
fn whole(number: f64) -> i64 {
    number as i64
}

/// From the codes of a font to text.
struct Decoder {
    /// Of a simple font: what each code is by its encoding.
    narrow: Option<Vec<Option<String>>>,
    map: Option<ToUnicode>,
    /// Its letters are content streams, which may draw anything (9.6.4).
    draws_pictures: bool,
}

impl Decoder {
    fn of(font: Option<Dict<'_>>, streams: &mut Streams) -> Result<Self, Spent> {
        // Viewers put a font of their own in place of one that is missing.
        let Some(font) = font else { 
            return Ok(Self { narrow: Some(latin()), map: None, draws_pictures: false });
        };
        let map = match font.get(b"ToUnicode") {
            Some(Object::Stream(stream)) => {
                let bytes = streams.bare(font.doc, stream, 4 << 20)?.plain();
                bytes.and_then(|bytes| ToUnicode::read(&bytes).ok())
            }
            _ => None,
        };
        let narrow = (!font.is(b"Subtype", b"Type0")).then(|| narrow(&font, map.is_some()));
        Ok(Self { narrow, map, draws_pictures: font.is(b"Subtype", b"Type3") })
    }

    /// `None` where a code has no meaning.
    fn text(&self, codes: &[u8]) -> Option<String> {
        if let Some(narrow) = &self.narrow {
            let letter = |code: &u8| {
                let known = narrow.get(usize::from(*code))?.clone();
                known.or_else(|| Some(self.map.as_ref()?.text(u16::from(*code))?.to_owned()))
            };
            return codes.iter().map(letter).collect();
        }
        let map = self.map.as_ref()?;
        let pairs = codes.chunks(map.code_length().max(1));
        pairs
            .map(|code| {
                let code = code.iter().fold(0u16, |sum, byte| sum << 8 | u16::from(*byte));
                map.text(code)
            })
            .collect()
    }
}

fn latin() -> Vec<Option<String>> {
    (0..=255u8).map(|code| Some(super::super::text_string::decode(&[code]))).collect()
}

/// The letters of a simple font by its Encoding (9.6.5); a font that has only a ToUnicode is read by that.
fn narrow(font: &Dict<'_>, mapped: bool) -> Vec<Option<String>> {
    let encoding = font.get(b"Encoding");
    if encoding.is_none() && mapped {
        return vec![None; 256];
    }
    let mut base = Dictionary::new();
    base.set("Type", Object::Name(b"Font".to_vec()));
    let encoding_dict = encoding.and_then(dict_of).map(|raw| Dict::new(font.doc, raw));
    let name = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        _ => encoding_dict.and_then(|dict| dict.name(b"BaseEncoding")),
    };
    if let Some(name) = name {
        base.set("Encoding", Object::Name(name.to_vec()));
    }
    let empty = Document::new();
    let mut letters: Vec<Option<String>> = match base.get_font_encoding_with_limit(&empty, 1 << 20) {
        Ok(encoding) => (0..=255u8).map(|code| one(&encoding, code)).collect(),
        Err(_) => vec![None; 256],
    };
    let mut code = 0usize;
    for item in encoding_dict.and_then(|dict| dict.array(b"Differences")).unwrap_or_default().iter().take(1024) {
        match item {
            Object::Integer(n) => code = usize::try_from(*n).unwrap_or(256),
            Object::Name(glyph) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = glyph_letter(glyph);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    letters
}

fn one(encoding: &lopdf::Encoding<'_>, code: u8) -> Option<String> {
    encoding.bytes_to_string(&[code]).ok().filter(|text| !text.is_empty())
}

/// The letter of a glyph's name, by the Adobe Glyph List and its rules for `uniXXXX` and `uXXXXX`.
fn glyph_letter(name: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(name).ok()?;
    let hex = text.strip_prefix("uni").filter(|hex| hex.len() == 4).or_else(|| text.strip_prefix('u'));
    let numbered = hex.filter(|hex| (4..=6).contains(&hex.len()));
    if let Some(letter) = numbered.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?)) {
        return Some(letter.to_string());
    }
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(vec![Object::Integer(0), Object::Name(name.to_vec())]));
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Dictionary(encoding));
    let empty = Document::new();
    let encoding = font.get_font_encoding_with_limit(&empty, 1 << 10).ok()?;
    // Where the name is unknown, another kind of encoding comes back.
    matches!(encoding, lopdf::Encoding::Differences(_)).then(|| one(&encoding, 0)).flatten()
}
