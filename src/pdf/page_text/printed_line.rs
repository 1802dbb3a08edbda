//! From letters to lines: what is read in one go.

use unicode_normalization::UnicodeNormalization as _;

use super::FieldBox;
use super::glyph_collector::{PageGlyph, VerticalRule};
use crate::pdf::geometry::Rect;

/// A wider gap ends a line, in em.
const WIDEST_GAP: f64 = 1.2;
/// A wider gap parts two words, in em.
const WORD_GAP: f64 = 0.17;
/// So many of them in a row stand for an empty place, not for text.
const LEAST_LEADER_GLYPHS: usize = 3;
/// More lines of a page are not read.
const MOST_LINES: usize = 20_000;

/// Text that stands in one row without a wide gap, a wall or a field in it.
/// See [`Printed`](crate::pdf::printed::Printed).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PrintedLine {
    pub(super) text: String,
    pub(super) rect: Rect,
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl PrintedLine {
    /// What it says, in composed letters, words with one space between them.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// The lines of a page, from the top to the bottom, those of one height from left to right.
pub(super) fn lines(
    mut letters: Vec<PageGlyph>,
    walls: &[VerticalRule],
    spots: &[FieldBox],
) -> Vec<PrintedLine> {
    letters.sort_by(|a, b| b.baseline.total_cmp(&a.baseline).then(a.rect.x0.total_cmp(&b.rect.x0)));
    let mut lines = Vec::new();
    let mut rest = letters.as_slice();
    while let Some(first) = rest.first() {
        let in_row =
            |letter: &&PageGlyph| first.baseline - letter.baseline <= first.size.min(letter.size) * 0.3;
        let count = rest.iter().take_while(in_row).count().max(1);
        let (row, below) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        rest = below;
        let mut row = row.to_vec();
        row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        lines.extend(lines_of_row(&row, walls, spots));
        if lines.len() > MOST_LINES {
            break;
        }
    }
    lines
}

fn lines_of_row(row: &[PageGlyph], walls: &[VerticalRule], spots: &[FieldBox]) -> Vec<PrintedLine> {
    let Some(first) = row.first() else { return Vec::new() };
    let middle = first.baseline + first.size * 0.3;
    let walls: Vec<f64> =
        walls.iter().filter(|wall| wall.y0 < middle && middle < wall.y1).map(|wall| wall.x).collect();
    let fields: Vec<(f64, f64)> = spots
        .iter()
        .filter(|spot| spot.rect.y0 < middle && middle < spot.rect.y1)
        .map(|spot| (spot.rect.x0, spot.rect.x1))
        .collect();
    let parted = |from: f64, to: f64| {
        let wall = walls.iter().any(|x| from - 1.0 < *x && *x < to + 1.0);
        wall || fields.iter().any(|(x0, x1)| *x0 > from - 3.0 && *x1 < to + 3.0)
    };
    let mut parts: Vec<LineSegment<'_>> = Vec::new();
    let mut spaces = 0;
    for letter in row {
        if letter.text.chars().all(|c| c.is_whitespace() || c == '\u{200b}') {
            spaces += 1;
            continue;
        }
        let last = parts.last().and_then(|part| part.letters.last()).copied();
        let continues = last.is_some_and(|last| {
            let gap = letter.rect.x0 - last.rect.x1;
            gap <= WIDEST_GAP * letter.size.max(last.size)
                && spaces < LEAST_LEADER_GLYPHS
                && !(gap > WORD_GAP * letter.size && parted(last.rect.x1, letter.rect.x0))
        });
        let again = last.is_some_and(|last| {
            // Printed twice to look bold.
            last.text == letter.text && letter.rect.x0 - last.rect.x0 < letter.rect.width() * 0.3
        });
        let apart = spaces > 0
            || last.is_some_and(|last| letter.rect.x0 - last.rect.x1 > WORD_GAP * letter.size.max(1.0));
        spaces = 0;
        match parts.last_mut() {
            Some(_) if again => {}
            Some(part) if continues => part.push(letter, apart),
            _ => parts.push(LineSegment::of(letter)),
        }
    }
    parts.into_iter().flat_map(LineSegment::finish).collect()
}

/// Letters of one line.
struct LineSegment<'l> {
    letters: Vec<&'l PageGlyph>,
    /// Whether a space stands before the letter.
    space_before: Vec<bool>,
}

impl<'l> LineSegment<'l> {
    fn of(letter: &'l PageGlyph) -> Self {
        Self { letters: vec![letter], space_before: vec![false] }
    }

    fn push(&mut self, letter: &'l PageGlyph, apart: bool) {
        self.letters.push(letter);
        self.space_before.push(apart);
    }

    /// The line, or several where a row of dots or underscores stands in it.
    fn finish(self) -> Vec<PrintedLine> {
        let is_leader = |letter: &&PageGlyph| letter.text.chars().all(|c| matches!(c, '_' | '.' | '…' | '·'));
        let mut keep = vec![true; self.letters.len()];
        let mut at = 0;
        while at < self.letters.len() {
            let run = self.letters.iter().skip(at).take_while(|letter| is_leader(letter)).count();
            if run >= LEAST_LEADER_GLYPHS {
                keep.iter_mut().skip(at).take(run).for_each(|keep| *keep = false);
            }
            at += run.max(1);
        }
        let mut lines = Vec::new();
        let mut now: Vec<(&PageGlyph, bool)> = Vec::new();
        for ((letter, apart), keep) in self.letters.into_iter().zip(self.space_before).zip(keep) {
            if keep {
                now.push((letter, apart));
            } else {
                lines.extend(build_line(&now));
                now.clear();
            }
        }
        lines.extend(build_line(&now));
        lines
    }
}

fn build_line(letters: &[(&PageGlyph, bool)]) -> Option<PrintedLine> {
    let mut text = String::new();
    for (letter, apart) in letters {
        if *apart && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&letter.text);
    }
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let rect = letters.iter().map(|(letter, _)| letter.rect).reduce(|a, b| a.union(&b))?;
    let mut sizes: Vec<f64> = letters.iter().map(|(letter, _)| letter.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    let bold = letters.iter().filter(|(letter, _)| letter.bold).count() * 2 > letters.len();
    (!text.is_empty()).then_some(PrintedLine { text, rect, size, bold })
}
