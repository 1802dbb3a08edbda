//! Joins glyphs to lines.

use unicode_normalization::UnicodeNormalization as _;

use super::FieldBox;
use super::glyph_collector::{PageGlyph, VerticalRule};
use crate::pdf::geometry::Rect;

/// A wider gap ends a line, in em.
const WIDEST_GAP: f64 = 1.2;
/// A wider gap separates two words, in em.
const WORD_GAP: f64 = 0.17;
/// The least number of equal leader characters (dots, underscores) in a row that stand for an empty space.
const LEAST_LEADER_GLYPHS: usize = 3;
/// More lines of a page are ignored.
const MOST_LINES: usize = 20_000;

/// Text in one row without a wide gap, a vertical rule or a field in it. See
/// [`DocumentText`](crate::pdf::page_text::DocumentText).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PrintedLine {
    pub(super) text: String,
    pub(super) rect: Rect,
    pub(super) size: f64,
    pub(super) bold: bool,
}

impl PrintedLine {
    /// Its text in NFC, words separated by one space.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// The lines of a page, from top to bottom, at one height from left to right.
pub(super) fn lines(
    mut letters: Vec<PageGlyph>,
    rules: &[VerticalRule],
    field_boxes: &[FieldBox],
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
        lines.extend(lines_of_row(&row, rules, field_boxes));
        if lines.len() > MOST_LINES {
            break;
        }
    }
    lines
}

fn lines_of_row(row: &[PageGlyph], rules: &[VerticalRule], field_boxes: &[FieldBox]) -> Vec<PrintedLine> {
    let Some(first) = row.first() else { return Vec::new() };
    let middle = first.baseline + first.size * 0.3;
    let rules: Vec<f64> =
        rules.iter().filter(|rule| rule.y0 < middle && middle < rule.y1).map(|rule| rule.x).collect();
    let fields: Vec<(f64, f64)> = field_boxes
        .iter()
        .filter(|field_box| field_box.rect.y0 < middle && middle < field_box.rect.y1)
        .map(|field_box| (field_box.rect.x0, field_box.rect.x1))
        .collect();
    let parted = |from: f64, to: f64| {
        let rule = rules.iter().any(|x| from - 1.0 < *x && *x < to + 1.0);
        rule || fields.iter().any(|(x0, x1)| *x0 > from - 3.0 && *x1 < to + 3.0)
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

/// Glyphs of one line.
struct LineSegment<'l> {
    letters: Vec<&'l PageGlyph>,
    /// For each glyph, whether a space precedes it.
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

    /// The line, or several where leader characters are in it.
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
