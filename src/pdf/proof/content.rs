//! What a content stream paints, in the order it paints: a small interpreter for appearance streams
//! (ISO 32000-2, 8 and 9), bounded in everything.
//!
//! Strict, it knows the operators that text appearances need and refuses all others: what it does not know could
//! hide what it sees. Lenient, it passes over what it does not know, and is good for "is there any ink".

use std::sync::Arc;

use super::font_table::FontTable;
use super::why::{self, Why};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lex::{Lexer, Token};

/// Operators in one stream.
const MOST_OPERATORS: usize = 200_000;
/// Saved states, one in the other.
const MOST_STATES: usize = 64;
/// Operands of one operator, the items of arrays included.
const MOST_OPERANDS: usize = 10_000;

/// Something painted.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) what: What,
    /// The box around it, before clipping.
    pub(super) rect: Rect,
    pub(super) clip: Option<Rect>,
    /// The corners of a fill that is not just its box; curves as chords.
    pub(super) shape: Vec<Vec<(f64, f64)>>,
    /// Whether it is one upright rectangle, filled or drawn around.
    pub(super) is_box: bool,
    /// None where it cannot be told.
    pub(super) color: Option<Color>,
    /// Whether what is below it shines through.
    pub(super) sheer: bool,
    /// Whether it stands between `/Tx BMC` and `EMC`.
    pub(super) in_text: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A letter; `baseline` tells its line.
    Letter {
        letter: char,
        baseline: f64,
        ink: bool,
    },
    /// Text in a font that is not known here.
    Text,
    Fill,
    Stroke,
    /// An image, a shading, or a form within the form.
    Other,
}

/// How a font is found by its resource name.
pub(super) type Fonts<'a> = dyn Fn(&[u8]) -> Result<Arc<FontTable>, Why> + 'a;

/// What a stream names and does not hold.
pub(super) struct Resources<'a> {
    pub(super) fonts: &'a Fonts<'a>,
    /// Whether a graphics state paints so that what is below shines through (blend mode Multiply or Darken).
    pub(super) shines_through: &'a dyn Fn(&[u8]) -> bool,
}

/// All that a stream paints. In `strict` mode, what is not known is an error.
pub(super) fn paint(content: &[u8], resources: &Resources<'_>, strict: bool) -> Result<Vec<Mark>, Why> {
    let mut painter = Painter {
        resources,
        strict,
        state: State::default(),
        saved: Vec::new(),
        path: Path::default(),
        text: None,
        tags: Vec::new(),
        marks: Vec::new(),
    };
    let mut lexer = Lexer::new(content);
    let mut operands = Vec::new();
    let mut operators = 0;
    while let Some(token) = lexer.next() {
        match token {
            Token::Word(operator) => {
                operators += 1;
                if operators > MOST_OPERATORS {
                    return Err(why::OPERATORS);
                }
                if operator == b"ID" {
                    skip_image(content, &mut lexer);
                }
                painter.operator(&operator, &operands)?;
                operands.clear();
            }
            operand if operands.len() < MOST_OPERANDS => operands.push(operand),
            _ => return Err(why::OPERANDS),
        }
    }
    if strict && (!painter.saved.is_empty() || painter.text.is_some() || !operands.is_empty()) {
        return Err(why::TORN);
    }
    Ok(painter.marks)
}

/// Past the data of an inline image.
fn skip_image(content: &[u8], lexer: &mut Lexer<'_>) {
    let rest = content.get(lexer.offset()..).unwrap_or_default();
    let end =
        rest.windows(4).position(|w| matches!(w, [b' ' | b'\n' | b'\r', b'E', b'I', b' ' | b'\n' | b'\r']));
    lexer.skip(end.map_or(rest.len(), |end| end + 1));
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    clip: Option<Rect>,
    fill: Option<Color>,
    stroke: Option<Color>,
    line_width: f64,
    font: Option<Arc<FontTable>>,
    size: f64,
    sheer: bool,
    /// Whether text is painted at all, or only used to clip (Tr).
    shows: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: Matrix::IDENTITY,
            clip: None,
            fill: Some(Color::BLACK),
            stroke: Some(Color::BLACK),
            line_width: 1.0,
            font: None,
            size: 0.0,
            sheer: false,
            shows: true,
        }
    }
}

#[derive(Default)]
struct Path {
    bounds: Option<Rect>,
    /// The rectangle that it is, where it is just one.
    only_rect: Option<Rect>,
    outlines: Vec<Vec<(f64, f64)>>,
    pieces: usize,
    clips: bool,
}

struct Text {
    matrix: Matrix,
    line: Matrix,
    leading: f64,
}

struct Painter<'a> {
    resources: &'a Resources<'a>,
    strict: bool,
    state: State,
    saved: Vec<State>,
    path: Path,
    text: Option<Text>,
    tags: Vec<bool>,
    marks: Vec<Mark>,
}

#[expect(clippy::many_single_char_names, reason = "operands as the standard names them")]
impl Painter<'_> {
    fn operator(&mut self, operator: &[u8], operands: &[Token]) -> Result<(), Why> {
        let n = Numbers(operands);
        match operator {
            b"q" => {
                if self.saved.len() >= MOST_STATES {
                    return Err(why::SAVED_TOO_DEEP);
                }
                self.saved.push(self.state.clone());
            }
            b"Q" => match self.saved.pop() {
                Some(state) => self.state = state,
                None if self.strict => {
                    return Err(why::NOT_SAVED);
                }
                None => {}
            },
            b"cm" => {
                let matrix = Matrix(self.exact(n.all())?);
                self.state.matrix = matrix.then(&self.state.matrix);
            }
            b"w" => [self.state.line_width] = self.exact(n.all())?,
            b"g" | b"rg" | b"k" => self.state.fill = Color::of(&n.list()),
            b"G" | b"RG" | b"K" => self.state.stroke = Color::of(&n.list()),
            b"m" => {
                let [x, y] = self.exact(n.all())?;
                self.path.outlines.push(Vec::new());
                self.point((x, y));
            }
            b"l" => {
                let [x, y] = self.exact(n.all())?;
                self.point((x, y));
            }
            b"c" => {
                let [a, b, c, d, e, f] = self.exact(n.all())?;
                self.curve([(a, b), (c, d), (e, f)]);
            }
            b"re" => {
                let [x, y, width, height] = self.exact(n.all())?;
                self.rect(&Rect::between((x, y), (x + width, y + height)));
            }
            b"h" | b"d" | b"J" | b"j" | b"M" | b"i" => {}
            b"W" | b"W*" => self.path.clips = true,
            b"n" => self.end_path()?,
            b"f" | b"F" | b"f*" => {
                self.mark_path(&What::Fill);
                self.end_path()?;
            }
            b"S" | b"s" => {
                self.mark_path(&What::Stroke);
                self.end_path()?;
            }
            b"B" | b"B*" | b"b" | b"b*" => {
                self.mark_path(&What::Fill);
                self.mark_path(&What::Stroke);
                self.end_path()?;
            }
            b"BMC" | b"BDC" => self.tags.push(operands.first() == Some(&Token::Name(b"Tx".to_vec()))),
            b"EMC" => {
                self.tags.pop();
            }
            _ => return self.text_operator(operator, operands),
        }
        Ok(())
    }

    fn text_operator(&mut self, operator: &[u8], operands: &[Token]) -> Result<(), Why> {
        let n = Numbers(operands);
        match operator {
            b"BT" => {
                self.text = Some(Text { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY, leading: 0.0 });
            }
            b"ET" => self.text = None,
            b"Tf" => self.font(operands)?,
            b"Td" => {
                let [x, y] = self.exact(n.all())?;
                self.next_line(x, y);
            }
            b"Tm" => {
                let matrix = Matrix(self.exact(n.all())?);
                if let Some(text) = &mut self.text {
                    (text.matrix, text.line) = (matrix, matrix);
                }
            }
            b"TL" => {
                let [leading] = self.exact(n.all())?;
                if let Some(text) = &mut self.text {
                    text.leading = leading;
                }
            }
            b"T*" => self.next_line_by_leading(),
            b"Tj" | b"TJ" => self.show_all(operands)?,
            b"'" => {
                self.next_line_by_leading();
                self.show_all(operands)?;
            }
            _ if self.strict => {
                return Err(why::operator(operator));
            }
            b"\"" => {
                self.next_line_by_leading();
                self.show_all(operands)?;
            }
            b"Tr" => {
                // 3 paints nothing, 7 only clips.
                self.state.shows = !matches!(operands, [Token::Integer(3 | 7)]);
            }
            b"TD" => {
                if let [x, y] = *n.list() {
                    self.next_line(x, y);
                }
            }
            b"v" | b"y" => {
                if let [a, b, c, d] = *n.list() {
                    self.curve([(a, b), (a, b), (c, d)]);
                }
            }
            b"gs" => {
                if let Some(Token::Name(name)) = operands.first() {
                    self.state.sheer = (self.resources.shines_through)(name);
                }
            }
            b"cs" | b"sc" | b"scn" => self.state.fill = None,
            b"CS" | b"SC" | b"SCN" => self.state.stroke = None,
            b"Do" | b"sh" | b"EI" => {
                let rect = self.state.matrix.rect(&Rect::of_size(1.0, 1.0));
                let rect = self.state.clip.filter(|_| operator != b"EI").unwrap_or(rect);
                self.mark(What::Other, rect, None);
            }
            _ => {}
        }
        Ok(())
    }

    /// Exactly as many numbers as the operator takes; forgiven in lenient mode.
    fn exact<const N: usize>(&self, numbers: Option<[f64; N]>) -> Result<[f64; N], Why> {
        match numbers {
            Some(numbers) => Ok(numbers),
            None if self.strict => Err(why::OTHER_OPERANDS),
            None => Ok([0.0; N]),
        }
    }

    fn point(&mut self, point: (f64, f64)) {
        let at = self.state.matrix.point(point);
        self.extend(&Rect::between(at, at));
        self.path.pieces += 2;
        match self.path.outlines.last_mut() {
            Some(outline) => outline.push(at),
            None => self.path.outlines.push(vec![at]),
        }
    }

    /// A curve as eight chords; its control points count for the box.
    fn curve(&mut self, points: [(f64, f64); 3]) {
        const CHORDS: u32 = 8;
        let [b, c, d] = points.map(|point| self.state.matrix.point(point));
        for corner in [b, c, d] {
            self.extend(&Rect::between(corner, corner));
        }
        self.path.pieces += 2;
        if self.path.outlines.is_empty() {
            self.path.outlines.push(vec![b]);
        }
        let Some(outline) = self.path.outlines.last_mut() else { return };
        let a = outline.last().copied().unwrap_or(b);
        for step in 1..=CHORDS {
            let t = f64::from(step) / f64::from(CHORDS);
            let at = |a: f64, b: f64, c: f64, d: f64| {
                let u = 1.0 - t;
                a * u * u * u + 3.0 * b * u * u * t + 3.0 * c * u * t * t + d * t * t * t
            };
            outline.push((at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1)));
        }
    }

    fn rect(&mut self, rect: &Rect) {
        let [a, b, c, d, ..] = self.state.matrix.0;
        let upright = (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0);
        let image = self.state.matrix.rect(rect);
        self.extend(&image);
        self.path.pieces += 1;
        let Rect { x0, y0, x1, y1 } = *rect;
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|corner| self.state.matrix.point(corner));
        self.path.outlines.push(corners.to_vec());
        self.path.only_rect = (upright && self.path.pieces == 1).then_some(image);
    }

    fn extend(&mut self, rect: &Rect) {
        self.path.bounds = Some(self.path.bounds.map_or(*rect, |bounds| bounds.union(rect)));
        self.path.only_rect = None;
    }

    fn mark_path(&mut self, what: &What) {
        let Some(bounds) = self.path.bounds else { return };
        let is_box = self.path.only_rect.is_some();
        if *what == What::Stroke {
            let half = self.state.line_width * self.state.matrix.determinant().abs().sqrt() / 2.0;
            let rect = Rect {
                x0: bounds.x0 - half,
                y0: bounds.y0 - half,
                x1: bounds.x1 + half,
                y1: bounds.y1 + half,
            };
            self.mark(What::Stroke, rect, self.state.stroke);
        } else {
            self.mark(What::Fill, bounds, self.state.fill);
            if let (None, Some(mark)) = (self.path.only_rect, self.marks.last_mut()) {
                mark.shape.clone_from(&self.path.outlines);
            }
        }
        if let Some(mark) = self.marks.last_mut() {
            mark.is_box = is_box;
        }
    }

    fn end_path(&mut self) -> Result<(), Why> {
        let path = std::mem::take(&mut self.path);
        if !path.clips {
            return Ok(());
        }
        match path.only_rect {
            Some(rect) => {
                self.state.clip = Some(self.state.clip.map_or(rect, |clip| clip.intersect(&rect)));
            }
            None if self.strict => {
                return Err(why::CLIP);
            }
            None => {}
        }
        Ok(())
    }

    fn mark(&mut self, what: What, rect: Rect, color: Option<Color>) {
        let in_text = self.tags.contains(&true);
        // Multiplied by a dark colour, all is dark.
        let sheer = self.state.sheer && color.is_some_and(|color| color.lightness() > 0.3);
        self.marks.push(Mark {
            what,
            rect,
            clip: self.state.clip,
            shape: Vec::new(),
            is_box: false,
            color,
            sheer,
            in_text,
        });
    }

    fn font(&mut self, operands: &[Token]) -> Result<(), Why> {
        let [Token::Name(name), size] = operands else {
            return if self.strict { Err(why::NO_FONT_SELECTED) } else { Ok(()) };
        };
        self.state.size = size.number().unwrap_or_default();
        self.state.font = match (self.resources.fonts)(name) {
            Ok(font) => Some(font),
            Err(why) if self.strict => return Err(why),
            Err(_) => None,
        };
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        if let Some(text) = &mut self.text {
            text.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&text.line);
            text.matrix = text.line;
        }
    }

    fn next_line_by_leading(&mut self) {
        let leading = self.text.as_ref().map_or(0.0, |text| text.leading);
        self.next_line(0.0, -leading);
    }

    fn show_all(&mut self, operands: &[Token]) -> Result<(), Why> {
        for operand in operands {
            match operand {
                Token::Text(codes) => self.show(codes)?,
                Token::ArrayOpen | Token::ArrayClose => {}
                shift => {
                    let shift = shift.number().unwrap_or_default();
                    self.advance(-shift / 1000.0 * self.state.size);
                }
            }
        }
        Ok(())
    }

    fn advance(&mut self, by: f64) {
        if let Some(text) = &mut self.text {
            text.matrix = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(&text.matrix);
        }
    }

    fn show(&mut self, codes: &[u8]) -> Result<(), Why> {
        if self.text.is_none() && self.strict {
            return Err(why::TEXT_OUTSIDE);
        }
        let Some(font) = self.state.font.clone() else { return self.show_unknown(codes) };
        let (pairs, half) = codes.as_chunks::<2>();
        if !half.is_empty() && self.strict {
            return Err(why::HALF_A_CODE);
        }
        for pair in pairs {
            let Some(glyph) = font.glyph(u16::from_be_bytes(*pair)) else {
                if self.strict {
                    return Err(why::NO_LETTER);
                }
                continue;
            };
            let Some(text) = &self.text else { continue };
            let em = self.state.size / 1000.0;
            let placed = Matrix([em, 0.0, 0.0, em, 0.0, 0.0]).then(&text.matrix).then(&self.state.matrix);
            let ink = glyph.ink.map(|ink| Rect { x0: ink.left, y0: ink.bottom, x1: ink.right, y1: ink.top });
            let (_, baseline) = placed.point((0.0, 0.0));
            let drawn = ink.is_some() && self.state.shows;
            let rect = placed.rect(&ink.unwrap_or_default());
            self.mark(What::Letter { letter: glyph.letter, baseline, ink: drawn }, rect, self.state.fill);
            self.advance(glyph.advance * em);
        }
        Ok(())
    }

    /// Text in a font that is not ours: somewhere from here on.
    fn show_unknown(&mut self, codes: &[u8]) -> Result<(), Why> {
        if self.strict {
            return Err(why::TEXT_WITHOUT_FONT);
        }
        let blank = codes.iter().all(|code| matches!(code, b' ' | 0));
        let Some(text) = self.text.as_ref().filter(|_| !blank && self.state.shows) else { return Ok(()) };
        let size = self.state.size;
        let length = f64::from(u32::try_from(codes.len()).unwrap_or(u32::MAX)) * size * 0.5;
        let rect = Rect { x0: 0.0, y0: -0.2 * size, x1: length, y1: 0.8 * size };
        let rect = text.matrix.then(&self.state.matrix).rect(&rect);
        self.mark(What::Text, rect, self.state.fill);
        Ok(())
    }
}

struct Numbers<'a>(&'a [Token]);

impl Numbers<'_> {
    fn list(&self) -> Vec<f64> {
        self.0.iter().filter_map(Token::number).collect()
    }

    fn all<const N: usize>(&self) -> Option<[f64; N]> {
        let numbers: [f64; N] = self.list().try_into().ok()?;
        (self.0.len() == N && numbers.iter().all(|n| n.is_finite())).then_some(numbers)
    }
}
