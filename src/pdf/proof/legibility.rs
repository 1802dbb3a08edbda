//! Legibility of an appearance: which text its marks show, whether all of it is visible, in order, and with contrast.

use super::fonts::{FileFonts, KnownGlyph};
use super::reason::{self, ProofReason};
use crate::pdf::content::{Interpreter, Point, Rgb};
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{AppearanceMarks, FieldView, GlyphFault, GlyphMark, TextOrder, is_legible};

/// How far a mark may cross an edge, in points: coordinates are rounded to thousandths.
const SLACK: f64 = 0.02;
/// Baselines nearer than this, in points, are one.
const SAME_BASELINE: f64 = 0.01;

/// The colour of the page under a rectangle.
pub(super) type PageGround<'a> = dyn Fn(&Rect) -> Rgb + 'a;

/// The text of an appearance in lines, in painting order; each glyph with its place among the marks.
pub(super) struct ShownLines(pub(super) Vec<TextLine>);

/// The glyphs of an appearance on one baseline.
pub(super) struct TextLine {
    pub(super) text: String,
    glyphs: Vec<(usize, KnownGlyph)>,
}

/// Where text has to be seen.
pub(super) struct TextPlace<'p> {
    /// The field's rectangle, and what a viewer shows of the page.
    pub(super) rect: Rect,
    pub(super) page: Rect,
    pub(super) ground: &'p PageGround<'p>,
}

impl ShownLines {
    /// The text of all glyphs; each is of a font whose characters are known.
    pub(super) fn of<'r>(
        marks: &AppearanceMarks,
        interpreter: &Interpreter<'r>,
        fonts: &mut FileFonts<'r>,
    ) -> Result<Self, ProofReason> {
        let mut lines: Vec<TextLine> = Vec::new();
        let mut last: Option<f64> = None;
        for (place, mark, glyph) in marks.glyphs() {
            let known = fonts.glyph(interpreter, mark, glyph)?;
            let baseline = baseline(glyph);
            let same = last.is_some_and(|last| (last - baseline).abs() < SAME_BASELINE);
            last = Some(baseline);
            match lines.last_mut() {
                Some(line) if same => {
                    line.text.push(known.letter);
                    line.glyphs.push((place, known));
                }
                _ => lines.push(TextLine { text: known.letter.to_string(), glyphs: vec![(place, known)] }),
            }
        }
        Ok(Self(lines))
    }

    /// Whether lines show a text: the same words; a line may end where the text has a space or a line end, or within
    /// a word that is longer than a line.
    pub(super) fn match_text(&self, text: &str) -> bool {
        let mut rest = text.trim_start();
        for line in &self.0 {
            let Some(after) = rest.strip_prefix(line.text.trim()) else { return false };
            rest = after.trim_start();
        }
        rest.is_empty()
    }

    /// Whether lines show a text in the cells of a comb, where spaces are empty cells.
    pub(super) fn match_comb(&self, text: &str) -> bool {
        let drawn = self.0.iter().flat_map(|line| line.text.chars());
        drawn.eq(text.chars().filter(|c| *c != ' '))
    }
}

impl TextLine {
    /// Checks that every glyph is visible: within the field, not clipped, not painted over, in a colour with contrast.
    /// Returns the boxes of their ink.
    pub(super) fn check_legible(
        &self,
        marks: &AppearanceMarks,
        place: &TextPlace<'_>,
    ) -> Result<Vec<Rect>, ProofReason> {
        let mut boxes = Vec::new();
        for (at, known) in &self.glyphs {
            let (Some(mark), Some(ink)) = (marks.marks.get(*at), known.ink) else { continue };
            let of = |fault| reason::glyph_fault(known.letter, fault);
            if !place.page.contains(&ink, SLACK) {
                return Err(reason::OFF_PAGE);
            }
            if !place.rect.contains(&ink, SLACK) {
                return Err(of(reason::GlyphFlaw::OutsideRect));
            }
            if !mark.clip.is_rect() || !mark.clip.bounds().contains(&ink, SLACK) {
                return Err(of(reason::GlyphFlaw::Unseen(GlyphFault::Clipped)));
            }
            let view = FieldView { rect: place.rect, ground: (place.ground)(&ink), legible: &is_legible };
            if let Some(fault) = marks.glyph_fault(*at, &view) {
                return Err(of(reason::GlyphFlaw::Unseen(fault)));
            }
            boxes.push(ink);
        }
        Ok(boxes)
    }
}

/// Checks that the glyphs are read in the order in which they are painted, along the direction of the field, apart from
/// each other. In a comb, letters may stand as far from each other as its cells.
pub(super) fn check_order(marks: &AppearanceMarks, degrees: i32, comb: bool) -> Result<(), ProofReason> {
    let order = TextOrder::of(marks);
    let in_order = order.painted == order.read
        && order.angles.iter().all(|angle| *angle == degrees)
        && !(order.heaped || order.uneven)
        && (comb || !order.misspaced);
    if in_order { Ok(()) } else { Err(reason::OUT_OF_ORDER) }
}

/// Where the baseline of a glyph is, across the direction of its text.
fn baseline(glyph: &GlyphMark) -> f64 {
    let [a, b, ..] = glyph.matrix.0;
    let (x, y): Point = glyph.matrix.point((0.0, 0.0));
    match a.hypot(b) {
        length if length > 0.0 => (y * a - x * b) / length,
        _ => y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> ShownLines {
        let line = |text: &&str| TextLine { text: (*text).into(), glyphs: Vec::new() };
        ShownLines(texts.iter().map(line).collect())
    }

    #[test]
    fn a_text_is_shown_word_for_word() {
        let shown = lines(&["viens divi ", "trīs"]);
        assert!(shown.match_text("viens divi trīs"));
        assert!(shown.match_text("viens divi\ntrīs"));
        assert!(shown.match_text("viens divitrīs"));
        assert!(!shown.match_text("viens  divi trīs"));
        assert!(!shown.match_text("viensdivi trīs"));
        assert!(!shown.match_text("viens divi trīs četri"));
        assert!(!shown.match_text("viens divi"));
        assert!(lines(&[]).match_text(""));
        assert!(lines(&["12", "3"]).match_comb("12 3"));
        assert!(!lines(&["12"]).match_comb("12 3"));
    }
}
