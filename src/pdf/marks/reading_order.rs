//! The order in which a person reads the glyphs of an appearance, and whether they stand apart.

use super::{AppearanceMarks, GlyphMark, PaintedMark, ink};
use crate::pdf::content::Point;
use crate::pdf::geometry::Rect;

/// Baselines nearer than this share of the size are one line.
const SAME_LINE: f64 = 0.35;
/// Lines nearer than this share of the size run into each other.
const LINES_APART: f64 = 0.6;
/// Two glyphs that share more than this of the narrower one lie on each other.
const SHARED: f64 = 0.5;
/// Two letters of a word are not farther apart than this share of the size, two words not nearer than that.
const WORD_GAP: f64 = 1.0;
const SPACE_GAP: f64 = 0.04;
/// Of one text no glyph is smaller than this share of the largest.
const SMALLEST: f64 = 0.5;

/// How the glyphs of an appearance are read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextOrder {
    /// In painting order.
    pub(crate) painted: String,
    /// From the top line to the bottom one, each along its baseline.
    pub(crate) read: String,
    pub(crate) lines: usize,
    /// Whether glyphs lie on each other.
    pub(crate) heaped: bool,
    /// Whether glyphs have much different sizes.
    pub(crate) uneven: bool,
    /// Whether words fall apart, or run together where the text has a space.
    pub(crate) misspaced: bool,
    /// The angles of their baselines, in degrees counterclockwise.
    pub(crate) angles: Vec<i32>,
}

/// A glyph in the frame of its text: along and across the baseline.
struct PlacedGlyph<'m> {
    glyph: &'m GlyphMark,
    from: f64,
    to: f64,
    baseline: f64,
    size: f64,
    /// Whether a space is painted before it.
    spaced: bool,
}

impl TextOrder {
    /// The glyphs with ink, in both orders.
    pub(crate) fn of(marks: &AppearanceMarks) -> Self {
        let mut inked: Vec<(&PaintedMark, &GlyphMark, bool)> = Vec::new();
        let mut spaced = false;
        for (_, mark, glyph) in marks.glyphs() {
            if !glyph.is_blank() {
                inked.push((mark, glyph, spaced));
            }
            spaced = glyph.is_blank();
        }
        let direction = inked.first().map_or((1.0, 0.0), |(_, glyph, _)| direction(glyph));
        // Neighbours mostly have one direction.
        let turns = inked.chunk_by(|(_, a, _), (_, b, _)| a.matrix.0.get(..2) == b.matrix.0.get(..2));
        let mut angles: Vec<i32> = turns.filter_map(<[_]>::first).map(|(_, glyph, _)| angle(glyph)).collect();
        angles.sort_unstable();
        angles.dedup();
        let placed: Vec<PlacedGlyph<'_>> =
            inked.iter().map(|glyph| PlacedGlyph::of(*glyph, direction)).collect();
        let largest = placed.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
        let uneven = placed.iter().any(|glyph| glyph.size < SMALLEST * largest);
        let painted = text(placed.iter());
        let mut rows: Vec<&PlacedGlyph<'_>> = placed.iter().collect();
        rows.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
        let mut lines: Vec<Vec<&PlacedGlyph<'_>>> = Vec::new();
        for glyph in rows {
            match lines.last_mut() {
                Some(line) if line.last().is_some_and(|last| last.is_on_line_of(glyph)) => line.push(glyph),
                _ => lines.push(vec![glyph]),
            }
        }
        for line in &mut lines {
            line.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
        }
        let heaped = lines.iter().any(|line| is_heap(line)) || lines.windows(2).any(run_together);
        let misspaced = lines.iter().flat_map(|line| line.windows(2)).any(is_misspaced);
        let read = lines.iter().map(|line| text(line.iter().copied())).collect();
        Self { painted, read, lines: lines.len(), heaped, uneven, misspaced, angles }
    }
}

impl<'m> PlacedGlyph<'m> {
    fn of((mark, glyph, spaced): (&'m PaintedMark, &'m GlyphMark, bool), (x, y): Point) -> Self {
        let along = |point: Point| point.0 * x + point.1 * y;
        let across = |point: Point| point.1 * x - point.0 * y;
        let origin = glyph.matrix.point((0.0, 0.0));
        let (from, to) = if glyph.has_exact_box() && is_at_right_angles(glyph) {
            let Rect { x0, y0, x1, y1 } = mark.bounds;
            let (a, b) = (along((x0, y0)), along((x1, y1)));
            (a.min(b), a.max(b))
        } else if glyph.has_exact_box()
            && let Some(outline) = glyph.outline()
        {
            let ends = outline.subpaths().flatten().map(|point| along(*point));
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)))
        } else {
            let width = ink::estimated_width(glyph);
            let end = |share: f64| along(glyph.matrix.point((share * width, 0.0)));
            (end(0.1).min(end(0.9)), end(0.1).max(end(0.9)))
        };
        Self { glyph, from, to, baseline: across(origin), size: glyph.em().1, spaced }
    }

    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    fn is_on_line_of(&self, other: &Self) -> bool {
        (self.baseline - other.baseline).abs() < SAME_LINE * self.size.max(other.size)
    }

    /// A mark that belongs on the letter before it.
    fn combines(&self) -> bool {
        let is_mark = |c: char| unicode_normalization::char::is_combining_mark(c);
        self.glyph.text.as_ref().is_some_and(|text| text.chars().all(is_mark))
    }
}

fn is_heap(line: &[&PlacedGlyph<'_>]) -> bool {
    let letters: Vec<&&PlacedGlyph<'_>> = line.iter().filter(|glyph| !glyph.combines()).collect();
    letters.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let shared = a.to.min(b.to) - a.from.max(b.from);
        let narrower = (a.to - a.from).min(b.to - b.from);
        narrower > 0.0 && shared > SHARED * narrower
    })
}

/// Whether the gap between two neighbours is not that of their text.
fn is_misspaced(pair: &[&PlacedGlyph<'_>]) -> bool {
    let [a, b] = pair else { return false };
    let gap = (b.from - a.to) / a.size.max(b.size);
    if b.spaced { gap < SPACE_GAP } else { gap > WORD_GAP }
}

/// Whether two lines, one below the other, share room.
fn run_together(pair: &[Vec<&PlacedGlyph<'_>>]) -> bool {
    let [above, below] = pair else { return false };
    let (Some(high), Some(low)) = (above.last(), below.first()) else { return false };
    let size = high.size.max(low.size);
    let near = above.iter().map(|glyph| glyph.baseline).fold(f64::INFINITY, f64::min)
        - below.iter().map(|glyph| glyph.baseline).fold(f64::NEG_INFINITY, f64::max)
        < LINES_APART * size;
    let ends = |line: &[&PlacedGlyph<'_>]| {
        let from = line.iter().map(|glyph| glyph.from).fold(f64::INFINITY, f64::min);
        (from, line.iter().map(|glyph| glyph.to).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((a, b), (c, d)) = (ends(above), ends(below));
    near && a.max(c) < b.min(d)
}

/// Whether a glyph is along an edge of the page, and not slanted.
fn is_at_right_angles(glyph: &GlyphMark) -> bool {
    let [a, b, c, d, ..] = glyph.matrix.0.map(|n| n.abs() < 1e-9);
    b && c || a && d
}

fn direction(glyph: &GlyphMark) -> Point {
    let [a, b, ..] = glyph.matrix.0;
    let length = a.hypot(b);
    if length > 0.0 { (a / length, b / length) } else { (1.0, 0.0) }
}

#[expect(clippy::cast_possible_truncation, reason = "an angle")]
fn angle(glyph: &GlyphMark) -> i32 {
    let (x, y) = direction(glyph);
    (y.atan2(x).to_degrees().round() as i32).rem_euclid(360)
}

fn text<'p>(glyphs: impl Iterator<Item = &'p PlacedGlyph<'p>>) -> String {
    glyphs.filter_map(|glyph| glyph.glyph.text.as_deref()).collect()
}
