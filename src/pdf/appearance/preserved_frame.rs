//! The lines, boxes and backgrounds that the form's own appearance draws around the text of a field without MK,
//! preserved without the old text.

use lopdf::Stream;

use super::{AppearanceBox, ContentBuilder};
use crate::pdf::content::operations::{Operation, Operations};
use crate::pdf::content::stream::decode_stream;
use crate::pdf::field::FieldKind;
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::lexer::Token;
use crate::pdf::objects::Dict;
use crate::pdf::serialize::write_number;

/// A longer appearance, in bytes, is more than a frame.
const MOST_FRAME_BYTES: usize = 64 << 10;
const MOST_OPERATORS: usize = 2000;
/// The most curves: text drawn as outlines has many, a box with round corners has eight.
const MOST_CURVES: usize = 32;

/// The frame of a form's own appearance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PreservedFrame {
    /// From the form space of the old appearance to that of the new one.
    matrix: Matrix,
    bounds: Rect,
    /// One operator a line.
    content: Vec<u8>,
}

/// What becomes of the frame of a form's own appearance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FormerFrame {
    /// It has none.
    Absent,
    Preserved(PreservedFrame),
    /// It is more than plain lines and plain colours, or sheared.
    Lost,
}

impl FormerFrame {
    /// Reads the appearance of a widget.
    pub(crate) fn of(widget: &Dict<'_>, kind: FieldKind, frame: &AppearanceBox) -> Self {
        let normal = widget.dict(b"AP").and_then(|appearance| appearance.get(b"N")?.as_stream().ok());
        let Some(normal) = normal else { return Self::Absent };
        match PreservedFrame::of(widget, normal, kind, frame) {
            Some(preserved) => Self::Preserved(preserved),
            None if paints_outside_text(normal, kind == FieldKind::List) => Self::Lost,
            None => Self::Absent,
        }
    }
}

/// Whether an appearance paints anything but text; what cannot be read paints nothing.
fn paints_outside_text(appearance: &Stream, only_marked: bool) -> bool {
    const PAINT: &[&[u8]] = &[b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"];
    let Ok(plain) = decode_stream(appearance, MOST_FRAME_BYTES) else { return false };
    let (mut text, mut paints) = (TextParts::default(), false);
    let mut operations = Operations::new(&plain.bytes);
    while let Some(operation) = operations.next() {
        let is_paint = match operation {
            Operation::Operator(word, operands) => !text.follow(word, operands) && PAINT.contains(&word),
            Operation::InlineImage(_) => true,
        };
        paints |= is_paint && !text.is_open();
    }
    paints && (text.marked || !only_marked)
}

/// Whether an operator is in the text of a field: a text object, or `/Tx BMC` (12.7.4.3).
#[derive(Default)]
struct TextParts {
    tags: Vec<bool>,
    in_text: bool,
    /// Whether the field's text was marked.
    marked: bool,
}

impl TextParts {
    fn is_open(&self) -> bool {
        self.in_text || self.tags.contains(&true)
    }

    /// Whether an operator begins or ends a part.
    fn follow(&mut self, operator: &[u8], operands: &[Token]) -> bool {
        match operator {
            b"BMC" | b"BDC" => {
                let is_text = operands.first() == Some(&Token::Name(b"Tx".to_vec()));
                self.marked |= is_text;
                self.tags.push(is_text);
            }
            b"EMC" => drop(self.tags.pop()),
            b"BT" => self.in_text = true,
            b"ET" => self.in_text = false,
            _ => return false,
        }
        true
    }
}

impl PreservedFrame {
    /// `None` where it has no frame, or draws with more than plain lines and plain colours.
    fn of(widget: &Dict<'_>, normal: &Stream, kind: FieldKind, frame: &AppearanceBox) -> Option<Self> {
        let form = Dict::new(widget.doc, &normal.dict);
        let bounds = form.rect(b"BBox").filter(|bounds| !bounds.is_empty())?;
        let turned = form.numbers(b"Matrix").and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
        let turned = turned.map_or(Matrix::IDENTITY, Matrix);
        let matrix = turned
            .then(&appearance_to_widget(&turned.rect(&bounds), widget)?)
            .then(&frame.placement().inverse()?);
        let [a, b, c, d, ..] = matrix.0;
        // A sheared clip would be no rectangle.
        let is_zero = |n: f64| n.abs() < 1e-6;
        if !((is_zero(b) && is_zero(c)) || (is_zero(a) && is_zero(d))) {
            return None;
        }
        let plain = decode_stream(normal, MOST_FRAME_BYTES).ok()?.complete()?;
        // In a list box without marked content, any area may highlight what was chosen.
        let content = frame_operators(&plain, kind == FieldKind::List)?;
        Some(Self { matrix, bounds, content })
    }

    pub(crate) fn draw(&self, builder: &mut ContentBuilder) {
        builder.raw_line(b"q");
        if self.matrix != Matrix::IDENTITY {
            builder.operator(&self.matrix.0, "cm");
        }
        builder.rect(&self.bounds);
        builder.raw_line(b"W\nn");
        builder.raw_line(&self.content);
        builder.raw_line(b"Q");
    }
}

/// The matrix from the transformed `BBox` to the widget's rectangle, moved to the origin (ISO 32000-2, 12.5.5).
fn appearance_to_widget(turned: &Rect, widget: &Dict<'_>) -> Option<Matrix> {
    let rect = widget.rect(b"Rect").filter(|rect| !rect.is_empty() && !turned.is_empty())?;
    let (sx, sy) = (rect.width() / turned.width(), rect.height() / turned.height());
    Some(Matrix([sx, 0.0, 0.0, sy, -turned.x0 * sx, -turned.y0 * sy]))
}

/// The operators outside of text that paint lines and areas in plain colours.
fn frame_operators(content: &[u8], only_marked: bool) -> Option<Vec<u8>> {
    let mut kept = FrameWriter::default();
    let mut text = TextParts::default();
    let mut operations = Operations::new(content);
    while let Some(operation) = operations.next() {
        match operation {
            Operation::Operator(word, operands) => {
                // A colour that is set in the text may be used after it; the text itself is left out.
                if !text.follow(word, operands) && !text.is_open() {
                    kept.operator(word, operands)?;
                }
            }
            Operation::InlineImage(_) if text.is_open() => {}
            Operation::InlineImage(_) => return None,
        }
    }
    kept.finish().filter(|_| text.marked || !only_marked)
}

/// Writes the preserved operators again, so that nothing else can be in the stream.
#[derive(Default)]
struct FrameWriter {
    out: Vec<u8>,
    open_states: usize,
    operators: usize,
    curves: usize,
    /// The number of segments of the current path beyond one rectangle.
    path_segments: usize,
    clips: bool,
    paints: bool,
}

impl FrameWriter {
    /// `None` where a frame needs no such operator.
    fn operator(&mut self, operator: &[u8], operands: &[Token]) -> Option<()> {
        let arity = match operator {
            b"q" | b"Q" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n"
            | b"W" | b"W*" => 0,
            b"g" | b"G" | b"w" | b"J" | b"j" | b"M" => 1,
            b"m" | b"l" => 2,
            b"rg" | b"RG" => 3,
            b"k" | b"K" | b"re" | b"v" | b"y" => 4,
            b"c" | b"cm" => 6,
            b"d" => return self.dash(operands),
            // These paint nothing.
            b"i" | b"ri" | b"MP" | b"DP" => return Some(()),
            _ => return None,
        };
        let numbers: Vec<f64> = operands.iter().map(Token::number).collect::<Option<_>>()?;
        if numbers.len() != arity || !numbers.iter().all(|n| n.is_finite() && n.abs() < 1e6) {
            return None;
        }
        match operator {
            b"q" => self.open_states += 1,
            // `Q` without `q` is ignored, as in viewers.
            b"Q" if self.open_states == 0 => return Some(()),
            b"Q" => self.open_states -= 1,
            b"c" | b"v" | b"y" => {
                self.curves += 1;
                self.path_segments += 2;
            }
            b"m" | b"l" => self.path_segments += 2,
            b"re" => self.path_segments += 1,
            b"W" | b"W*" => self.clips = true,
            b"n" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                // Only an upright rectangle is known to hide nothing.
                if self.clips && self.path_segments > 1 {
                    return None;
                }
                self.paints |= operator != b"n" && self.path_segments > 0;
                (self.path_segments, self.clips) = (0, false);
            }
            _ => {}
        }
        self.operators += 1;
        if self.operators > MOST_OPERATORS || self.curves > MOST_CURVES || self.open_states > 16 {
            return None;
        }
        for number in numbers {
            write_number(&mut self.out, number);
            self.out.push(b' ');
        }
        self.line(operator);
        Some(())
    }

    fn dash(&mut self, operands: &[Token]) -> Option<()> {
        let [Token::ArrayOpen, lengths @ .., Token::ArrayClose, phase] = operands else { return None };
        self.out.push(b'[');
        for length in lengths {
            write_number(&mut self.out, length.number().filter(|n| (0.0..1e6).contains(n))?);
            self.out.push(b' ');
        }
        self.out.extend(b"] ");
        write_number(&mut self.out, phase.number().filter(|n| n.is_finite())?);
        self.out.push(b' ');
        self.line(b"d");
        Some(())
    }

    fn line(&mut self, operator: &[u8]) {
        self.out.extend(operator);
        self.out.push(b'\n');
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        for _ in 0..self.open_states {
            self.line(b"Q");
        }
        self.out.pop();
        self.paints.then_some(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(content: &str) -> Option<String> {
        Some(String::from_utf8(frame_operators(content.as_bytes(), false)?).unwrap())
    }

    #[test]
    fn lines_stay_and_text_goes() {
        let boxed = "q 0.5 G 1.00 w 0 0 10 5 re s Q /Tx BMC q 1 1 8 3 re W n BT /F 9 Tf (a) Tj ET Q EMC";
        assert_eq!(frame(boxed).as_deref(), Some("q\n0.5 G\n1 w\n0 0 10 5 re\ns\nQ"));
        let unmarked = "1 g 0 0 10 5 re f q BT /F 9 Tf 0 g (a) Tj ET Q [3 1] 0 d 0 0 m 9 0 l S";
        assert_eq!(
            frame(unmarked).as_deref(),
            Some("1 g\n0 0 10 5 re\nf\nq\nQ\n[3 1 ] 0 d\n0 0 m\n9 0 l\nS")
        );
        assert_eq!(frame_operators(unmarked.as_bytes(), true), None);
    }

    #[test]
    fn saved_states_are_restored() {
        assert_eq!(frame("Q q q 0 0 1 1 re f").as_deref(), Some("q\nq\n0 0 1 1 re\nf\nQ\nQ"));
    }

    #[test]
    fn what_is_more_than_a_frame_is_not_kept() {
        for more in ["/X Do", "/G gs", "/P sh", "/CS cs", "0 0 m 5 5 l 9 0 l W n", "1 re", "BI ID EI"] {
            assert_eq!(frame(&format!("0 0 1 1 re f {more}")), None, "{more}");
        }
        assert_eq!(frame(&format!("0 0 m {} f", "1 1 2 2 3 3 c ".repeat(40))), None);
        // Nothing is painted.
        assert_eq!(frame("q 0 0 9 9 re W n Q /Tx BMC 0 0 1 1 re f EMC"), None);
    }
}
