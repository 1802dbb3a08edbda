//! A small interpreter for appearance streams (ISO 32000-2, 8 and 9): collects the marks that a stream paints, in
//! painting order. Every loop is bounded.
//!
//! Strict, it accepts the operators that a text appearance needs and refuses all others, because an operator that
//! it does not know could hide marks. Lenient, it skips them; that is enough to find whether there is any mark.

use std::sync::Arc;

use super::font_table::FontTable;
use super::reason::{self, ProofReason};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lexer::{Lexer, Token};

/// The most operators of one stream.
const MOST_OPERATORS: usize = 200_000;
/// The most nested `q`.
const MOST_STATES: usize = 64;
/// The most operands of one operator, the items of arrays included.
const MOST_OPERANDS: usize = 10_000;

/// A painted object.
#[derive(Debug, Clone)]
pub(super) struct PaintMark {
    pub(super) kind: MarkKind,
    /// Its bounding box, before clipping.
    pub(super) rect: Rect,
    pub(super) clip: Option<Rect>,
    /// The outline of a filled path that is more than its bounding box; curves as chords.
    pub(super) shape: Vec<Vec<(f64, f64)>>,
    /// Whether it is one rectangle with horizontal and vertical sides, filled or stroked.
    pub(super) is_rectangle: bool,
    /// `None` where the colour is unknown.
    pub(super) color: Option<Color>,
    /// Whether what is below remains visible through it.
    pub(super) see_through: bool,
    /// Whether it is between `/Tx BMC` and `EMC`.
    pub(super) in_tx_content: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum MarkKind {
    /// A glyph; glyphs with the same `baseline` are one line.
    Glyph {
        letter: char,
        baseline: f64,
        ink: bool,
    },
    /// Text in a font that is not verified.
    UnknownText,
    Fill,
    Stroke,
    /// An image, a shading, or a form `XObject`.
    Other,
}

/// Finds a font by its resource name.
pub(super) type FontLookup<'a> = dyn Fn(&[u8]) -> Result<Arc<FontTable>, ProofReason> + 'a;

/// The resources of a stream.
pub(super) struct AppearanceResources<'a> {
    pub(super) fonts: &'a FontLookup<'a>,
    /// Whether a graphics state parameter dictionary sets the blend mode Multiply or Darken.
    pub(super) is_see_through: &'a dyn Fn(&[u8]) -> bool,
}

/// The marks of a stream. `strict`: an operator that is not known is an error.
pub(super) fn paint_content(
    content: &[u8],
    resources: &AppearanceResources<'_>,
    strict: bool,
) -> Result<Vec<PaintMark>, ProofReason> {
    let mut painter = AppearanceInterpreter {
        resources,
        strict,
        state: AppearanceState::default(),
        saved: Vec::new(),
        path: CurrentPath::default(),
        text: None,
        marked_content: Vec::new(),
        marks: Vec::new(),
    };
    let mut lexer = Lexer::new(content);
    let mut operands = Vec::new();
    let mut operators = 0;
    while let Some(token) = lexer.next() {
        match token {
            Token::Keyword(operator) => {
                operators += 1;
                if operators > MOST_OPERATORS {
                    return Err(reason::TOO_MANY_OPERATORS);
                }
                if operator == b"ID" {
                    skip_image(content, &mut lexer);
                }
                painter.run_operator(&operator, &operands)?;
                operands.clear();
            }
            operand if operands.len() < MOST_OPERANDS => operands.push(operand),
            _ => return Err(reason::TOO_MANY_OPERANDS),
        }
    }
    if strict && (!painter.saved.is_empty() || painter.text.is_some() || !operands.is_empty()) {
        return Err(reason::CONTENT_UNFINISHED);
    }
    Ok(painter.marks)
}

/// Skips the data of an inline image.
fn skip_image(content: &[u8], lexer: &mut Lexer<'_>) {
    let rest = content.get(lexer.offset()..).unwrap_or_default();
    let end =
        rest.windows(4).position(|w| matches!(w, [b' ' | b'\n' | b'\r', b'E', b'I', b' ' | b'\n' | b'\r']));
    lexer.skip(end.map_or(rest.len(), |end| end + 1));
}

#[derive(Clone)]
struct AppearanceState {
    matrix: Matrix,
    clip: Option<Rect>,
    fill: Option<Color>,
    stroke: Option<Color>,
    line_width: f64,
    font: Option<Arc<FontTable>>,
    font_size: f64,
    see_through: bool,
    /// Whether text is painted (Tr), not only added to the clip.
    paints_text: bool,
}

impl Default for AppearanceState {
    fn default() -> Self {
        Self {
            matrix: Matrix::IDENTITY,
            clip: None,
            fill: Some(Color::BLACK),
            stroke: Some(Color::BLACK),
            line_width: 1.0,
            font: None,
            font_size: 0.0,
            see_through: false,
            paints_text: true,
        }
    }
}

#[derive(Default)]
struct CurrentPath {
    bounds: Option<Rect>,
    /// The rectangle, where the path is one.
    only_rect: Option<Rect>,
    outlines: Vec<Vec<(f64, f64)>>,
    segments: usize,
    clips: bool,
}

struct TextObject {
    matrix: Matrix,
    line: Matrix,
    leading: f64,
}

struct AppearanceInterpreter<'a> {
    resources: &'a AppearanceResources<'a>,
    strict: bool,
    state: AppearanceState,
    saved: Vec<AppearanceState>,
    path: CurrentPath,
    text: Option<TextObject>,
    marked_content: Vec<bool>,
    marks: Vec<PaintMark>,
}

#[expect(clippy::many_single_char_names, reason = "operands as the standard names them")]
impl AppearanceInterpreter<'_> {
    fn run_operator(&mut self, operator: &[u8], operands: &[Token]) -> Result<(), ProofReason> {
        let n = NumberOperands(operands);
        match operator {
            b"q" => {
                if self.saved.len() >= MOST_STATES {
                    return Err(reason::STATES_TOO_DEEP);
                }
                self.saved.push(self.state.clone());
            }
            b"Q" => match self.saved.pop() {
                Some(state) => self.state = state,
                None if self.strict => {
                    return Err(reason::RESTORE_WITHOUT_SAVE);
                }
                None => {}
            },
            b"cm" => {
                let matrix = Matrix(self.require_operands(n.exactly())?);
                self.state.matrix = matrix.then(&self.state.matrix);
            }
            b"w" => [self.state.line_width] = self.require_operands(n.exactly())?,
            b"g" | b"rg" | b"k" => self.state.fill = Color::of(&n.list()),
            b"G" | b"RG" | b"K" => self.state.stroke = Color::of(&n.list()),
            b"m" => {
                let [x, y] = self.require_operands(n.exactly())?;
                self.path.outlines.push(Vec::new());
                self.add_point((x, y));
            }
            b"l" => {
                let [x, y] = self.require_operands(n.exactly())?;
                self.add_point((x, y));
            }
            b"c" => {
                let [a, b, c, d, e, f] = self.require_operands(n.exactly())?;
                self.add_curve([(a, b), (c, d), (e, f)]);
            }
            b"re" => {
                let [x, y, width, height] = self.require_operands(n.exactly())?;
                self.add_rectangle(&Rect::between((x, y), (x + width, y + height)));
            }
            b"h" | b"d" | b"J" | b"j" | b"M" | b"i" => {}
            b"W" | b"W*" => self.path.clips = true,
            b"n" => self.end_path()?,
            b"f" | b"F" | b"f*" => {
                self.mark_path(&MarkKind::Fill);
                self.end_path()?;
            }
            b"S" | b"s" => {
                self.mark_path(&MarkKind::Stroke);
                self.end_path()?;
            }
            b"B" | b"B*" | b"b" | b"b*" => {
                self.mark_path(&MarkKind::Fill);
                self.mark_path(&MarkKind::Stroke);
                self.end_path()?;
            }
            b"BMC" | b"BDC" => {
                self.marked_content.push(operands.first() == Some(&Token::Name(b"Tx".to_vec())));
            }
            b"EMC" => {
                self.marked_content.pop();
            }
            _ => return self.text_operator(operator, operands),
        }
        Ok(())
    }

    fn text_operator(&mut self, operator: &[u8], operands: &[Token]) -> Result<(), ProofReason> {
        let n = NumberOperands(operands);
        match operator {
            b"BT" => {
                self.text =
                    Some(TextObject { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY, leading: 0.0 });
            }
            b"ET" => self.text = None,
            b"Tf" => self.select_font(operands)?,
            b"Td" => {
                let [x, y] = self.require_operands(n.exactly())?;
                self.next_line(x, y);
            }
            b"Tm" => {
                let matrix = Matrix(self.require_operands(n.exactly())?);
                if let Some(text) = &mut self.text {
                    (text.matrix, text.line) = (matrix, matrix);
                }
            }
            b"TL" => {
                let [leading] = self.require_operands(n.exactly())?;
                if let Some(text) = &mut self.text {
                    text.leading = leading;
                }
            }
            b"T*" => self.next_line_leading(),
            b"Tj" | b"TJ" => self.show_all(operands)?,
            b"'" => {
                self.next_line_leading();
                self.show_all(operands)?;
            }
            _ if self.strict => {
                return Err(reason::unknown_operator(operator));
            }
            b"\"" => {
                self.next_line_leading();
                self.show_all(operands)?;
            }
            b"Tr" => {
                // 3 paints nothing, 7 only clips.
                self.state.paints_text = !matches!(operands, [Token::Integer(3 | 7)]);
            }
            b"TD" => {
                if let [x, y] = *n.list() {
                    self.next_line(x, y);
                }
            }
            b"v" | b"y" => {
                if let [a, b, c, d] = *n.list() {
                    self.add_curve([(a, b), (a, b), (c, d)]);
                }
            }
            b"gs" => {
                if let Some(Token::Name(name)) = operands.first() {
                    self.state.see_through = (self.resources.is_see_through)(name);
                }
            }
            b"cs" | b"sc" | b"scn" => self.state.fill = None,
            b"CS" | b"SC" | b"SCN" => self.state.stroke = None,
            b"Do" | b"sh" | b"EI" => {
                let rect = self.state.matrix.rect(&Rect::of_size(1.0, 1.0));
                let rect = self.state.clip.filter(|_| operator != b"EI").unwrap_or(rect);
                self.push_mark(MarkKind::Other, rect, None);
            }
            _ => {}
        }
        Ok(())
    }

    /// The operands, which must be as many as the operator takes; in lenient mode zeros take the place of missing
    /// ones.
    fn require_operands<const N: usize>(&self, numbers: Option<[f64; N]>) -> Result<[f64; N], ProofReason> {
        match numbers {
            Some(numbers) => Ok(numbers),
            None if self.strict => Err(reason::WRONG_OPERANDS),
            None => Ok([0.0; N]),
        }
    }

    fn add_point(&mut self, point: (f64, f64)) {
        let at = self.state.matrix.point(point);
        self.extend_bounds(&Rect::between(at, at));
        self.path.segments += 2;
        match self.path.outlines.last_mut() {
            Some(outline) => outline.push(at),
            None => self.path.outlines.push(vec![at]),
        }
    }

    /// A Bézier curve as eight chords; the bounding box includes its control points.
    fn add_curve(&mut self, points: [(f64, f64); 3]) {
        const CHORDS: u32 = 8;
        let [b, c, d] = points.map(|point| self.state.matrix.point(point));
        for corner in [b, c, d] {
            self.extend_bounds(&Rect::between(corner, corner));
        }
        self.path.segments += 2;
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

    fn add_rectangle(&mut self, rect: &Rect) {
        let [a, b, c, d, ..] = self.state.matrix.0;
        let upright = (b == 0.0 && c == 0.0) || (a == 0.0 && d == 0.0);
        let image = self.state.matrix.rect(rect);
        self.extend_bounds(&image);
        self.path.segments += 1;
        let Rect { x0, y0, x1, y1 } = *rect;
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|corner| self.state.matrix.point(corner));
        self.path.outlines.push(corners.to_vec());
        self.path.only_rect = (upright && self.path.segments == 1).then_some(image);
    }

    fn extend_bounds(&mut self, rect: &Rect) {
        self.path.bounds = Some(self.path.bounds.map_or(*rect, |bounds| bounds.union(rect)));
        self.path.only_rect = None;
    }

    fn mark_path(&mut self, kind: &MarkKind) {
        let Some(bounds) = self.path.bounds else { return };
        let is_box = self.path.only_rect.is_some();
        if *kind == MarkKind::Stroke {
            let half = self.state.line_width * self.state.matrix.determinant().abs().sqrt() / 2.0;
            let rect = Rect {
                x0: bounds.x0 - half,
                y0: bounds.y0 - half,
                x1: bounds.x1 + half,
                y1: bounds.y1 + half,
            };
            self.push_mark(MarkKind::Stroke, rect, self.state.stroke);
        } else {
            self.push_mark(MarkKind::Fill, bounds, self.state.fill);
            if let (None, Some(mark)) = (self.path.only_rect, self.marks.last_mut()) {
                mark.shape.clone_from(&self.path.outlines);
            }
        }
        if let Some(mark) = self.marks.last_mut() {
            mark.is_rectangle = is_box;
        }
    }

    fn end_path(&mut self) -> Result<(), ProofReason> {
        let path = std::mem::take(&mut self.path);
        if !path.clips {
            return Ok(());
        }
        match path.only_rect {
            Some(rect) => {
                self.state.clip = Some(self.state.clip.map_or(rect, |clip| clip.intersect(&rect)));
            }
            None if self.strict => {
                return Err(reason::CLIP_NOT_A_RECTANGLE);
            }
            None => {}
        }
        Ok(())
    }

    fn push_mark(&mut self, kind: MarkKind, rect: Rect, color: Option<Color>) {
        let in_text = self.marked_content.contains(&true);
        // Multiplying by a dark colour makes everything dark.
        let see_through = self.state.see_through && color.is_some_and(|color| color.lightness() > 0.3);
        self.marks.push(PaintMark {
            kind,
            rect,
            clip: self.state.clip,
            shape: Vec::new(),
            is_rectangle: false,
            color,
            see_through,
            in_tx_content: in_text,
        });
    }

    fn select_font(&mut self, operands: &[Token]) -> Result<(), ProofReason> {
        let [Token::Name(name), size] = operands else {
            return if self.strict { Err(reason::NO_FONT_SELECTED) } else { Ok(()) };
        };
        self.state.font_size = size.number().unwrap_or_default();
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

    fn next_line_leading(&mut self) {
        let leading = self.text.as_ref().map_or(0.0, |text| text.leading);
        self.next_line(0.0, -leading);
    }

    fn show_all(&mut self, operands: &[Token]) -> Result<(), ProofReason> {
        for operand in operands {
            match operand {
                Token::String(codes) => self.show(codes)?,
                Token::ArrayOpen | Token::ArrayClose => {}
                shift => {
                    let shift = shift.number().unwrap_or_default();
                    self.advance(-shift / 1000.0 * self.state.font_size);
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

    fn show(&mut self, codes: &[u8]) -> Result<(), ProofReason> {
        if self.text.is_none() && self.strict {
            return Err(reason::TEXT_OUTSIDE_TEXT_OBJECT);
        }
        let Some(font) = self.state.font.clone() else { return self.show_unknown_font(codes) };
        let (pairs, half) = codes.as_chunks::<2>();
        if !half.is_empty() && self.strict {
            return Err(reason::INCOMPLETE_CODE);
        }
        for pair in pairs {
            let Some(glyph) = font.glyph(u16::from_be_bytes(*pair)) else {
                if self.strict {
                    return Err(reason::CODE_WITHOUT_GLYPH);
                }
                continue;
            };
            let Some(text) = &self.text else { continue };
            let em = self.state.font_size / 1000.0;
            let placed = Matrix([em, 0.0, 0.0, em, 0.0, 0.0]).then(&text.matrix).then(&self.state.matrix);
            let ink = glyph.ink.map(|ink| Rect { x0: ink.left, y0: ink.bottom, x1: ink.right, y1: ink.top });
            let (_, baseline) = placed.point((0.0, 0.0));
            let drawn = ink.is_some() && self.state.paints_text;
            let rect = placed.rect(&ink.unwrap_or_default());
            self.push_mark(
                MarkKind::Glyph { letter: glyph.letter, baseline, ink: drawn },
                rect,
                self.state.fill,
            );
            self.advance(glyph.advance * em);
        }
        Ok(())
    }

    /// Text in a font that is not verified: its extent is estimated from the number of codes.
    fn show_unknown_font(&mut self, codes: &[u8]) -> Result<(), ProofReason> {
        if self.strict {
            return Err(reason::TEXT_WITHOUT_FONT);
        }
        let blank = codes.iter().all(|code| matches!(code, b' ' | 0));
        let Some(text) = self.text.as_ref().filter(|_| !blank && self.state.paints_text) else {
            return Ok(());
        };
        let size = self.state.font_size;
        let length = f64::from(u32::try_from(codes.len()).unwrap_or(u32::MAX)) * size * 0.5;
        let rect = Rect { x0: 0.0, y0: -0.2 * size, x1: length, y1: 0.8 * size };
        let rect = text.matrix.then(&self.state.matrix).rect(&rect);
        self.push_mark(MarkKind::UnknownText, rect, self.state.fill);
        Ok(())
    }
}

struct NumberOperands<'a>(&'a [Token]);

impl NumberOperands<'_> {
    fn list(&self) -> Vec<f64> {
        self.0.iter().filter_map(Token::number).collect()
    }

    fn exactly<const N: usize>(&self) -> Option<[f64; N]> {
        let numbers: [f64; N] = self.list().try_into().ok()?;
        (self.0.len() == N && numbers.iter().all(|n| n.is_finite())).then_some(numbers)
    }
}
