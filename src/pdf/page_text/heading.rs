//! Finds the headings of a page, and the title of a document.

use super::field_label::follows;
use super::{FieldLabel, PageText, PrintedLine};
use crate::pdf::field::Field;
use crate::pdf::geometry::Rect;

/// Longer texts are no headings, in characters.
const MOST_HEADING_CHARS: usize = 160;
/// How much larger than other lines a heading is, if its size alone makes it one.
const LEAST_SIZE_RATIO: f64 = 1.12;

/// What a line is the label of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelTarget {
    Nothing,
    /// A button: the line may be a heading as well.
    Button,
    Text,
}

/// The headings of a page, from top to bottom.
pub(super) struct Headings<'l> {
    lines: Vec<(&'l PrintedLine, LabelTarget)>,
}

impl<'l> Headings<'l> {
    pub(super) fn of(lines: &'l [PrintedLine], labels: &[LabelTarget]) -> Self {
        // Labels have the usual size of a page; where there are few, all lines count.
        let of_text =
            || lines.iter().zip(labels).filter(|(_, of)| **of == LabelTarget::Text).map(|(line, _)| line);
        let style =
            if of_text().count() >= 3 { HeadingStyle::of(of_text()) } else { HeadingStyle::of(lines) };
        let free = lines.iter().zip(labels.iter().copied()).enumerate();
        let free = free.filter(|(_, (_, of))| *of != LabelTarget::Text);
        let is_heading =
            |at: usize, line: &PrintedLine| style.is_heading(line) && !is_running_text(at, lines);
        Self { lines: free.filter(|(at, (line, _))| is_heading(*at, line)).map(|(_, line)| line).collect() }
    }

    /// The heading above a field, and whether it is the only possible one. `left` is the left edge of its label.
    pub(super) fn above(
        &self,
        field: &Rect,
        is_box: bool,
        left: Option<f64>,
    ) -> Option<(&'l PrintedLine, bool)> {
        let middle = f64::midpoint(field.x0, field.x1).max(left.map_or(0.0, |left| left + 1.0));
        let is_above =
            |line: &PrintedLine| line.rect.y0 > field.y1 - line.size * 0.6 && line.rect.x0 <= middle;
        // The label of a neighbouring button is no heading.
        let candidates = || {
            let lines = self.lines.iter().filter(move |(_, of)| !is_box || *of != LabelTarget::Button);
            lines.map(|(line, _)| *line).filter(move |line| is_above(line))
        };
        let nearest = candidates().min_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0))?;
        // Of two in one row, the one above the field.
        let same_row = |line: &&PrintedLine| line.rect.y0 < nearest.rect.y1 && nearest.rect.y0 < line.rect.y1;
        let nearest =
            candidates().filter(same_row).max_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0)).unwrap_or(nearest);
        // A heading farther up with the same left edge may be that of its own column.
        let begins_with = |line: &PrintedLine| {
            [Some(field.x0), left].into_iter().flatten().any(|x| (line.rect.x0 - x).abs() < 8.0)
        };
        let other_column = |line: &PrintedLine| {
            line.rect.x0 >= nearest.rect.x1 && begins_with(line) && !begins_with(nearest)
        };
        let passed_over = |line: &PrintedLine| is_above(line) && line.rect.y1 < nearest.rect.y0;
        let skips_one =
            || is_box && self.lines.iter().any(|(line, of)| *of == LabelTarget::Button && passed_over(line));
        let unsure = candidates().any(other_column) || skips_one();
        Some((nearest, !unsure))
    }
}

/// What distinguishes headings from other lines of a page.
pub(super) struct HeadingStyle {
    usual_size: f64,
    bold_is_distinctive: bool,
}

impl HeadingStyle {
    pub(super) fn of<'l>(lines: impl IntoIterator<Item = &'l PrintedLine>) -> Self {
        let (mut sizes, mut bold) = (Vec::new(), 0);
        for line in lines {
            sizes.push(line.size);
            bold += usize::from(line.bold);
        }
        sizes.sort_by(f64::total_cmp);
        let usual_size = sizes.get(sizes.len() / 2).copied().unwrap_or(10.0);
        Self { usual_size, bold_is_distinctive: bold * 2 < sizes.len() }
    }

    pub(super) fn is_heading(&self, line: &PrintedLine) -> bool {
        let distinct = (line.bold && self.bold_is_distinctive)
            || line.size > self.usual_size * LEAST_SIZE_RATIO
            || is_in_capitals(&line.text)
            || is_numbered(&line.text);
        distinct
            && line.text.chars().count() <= MOST_HEADING_CHARS
            && line.text.chars().any(char::is_alphabetic)
    }
}

/// Whether a line continues one above and continues in one below: three lines are no heading.
fn is_running_text(at: usize, lines: &[PrintedLine]) -> bool {
    /// How many lines to look at: lines of other columns are between.
    const NEAR: usize = 8;
    let Some(line) = lines.get(at) else { return false };
    let above = |line: &PrintedLine, at: usize| {
        let near = lines.iter().enumerate().take(at).skip(at.saturating_sub(NEAR));
        near.rev().find(|(_, other)| follows(line, other, true)).map(|(at, _)| at)
    };
    let below = |line: &PrintedLine, at: usize| {
        let near = lines.iter().enumerate().skip(at + 1).take(NEAR);
        near.into_iter().find(|(_, other)| follows(line, other, false)).map(|(at, _)| at)
    };
    let twice_up = || above(line, at).and_then(|at| above(lines.get(at)?, at));
    let twice_down = || below(line, at).and_then(|at| below(lines.get(at)?, at));
    let between = above(line, at).is_some() && below(line, at).is_some();
    between || twice_up().is_some() || twice_down().is_some()
}

/// Fields without a heading on their page belong to the last heading before it.
pub(super) fn carry_over(labels: &mut [FieldLabel], _fields: &[Field]) {
    let mut last: Option<(usize, String)> = None;
    for place in labels {
        match &place.heading {
            Some(heading) => last = Some((place.page, heading.clone())),
            None => {
                if let Some((page, heading)) = &last
                    && *page < place.page
                {
                    place.heading = Some(heading.clone());
                }
            }
        }
    }
}

/// The largest lines in the upper half of a page.
pub(super) fn title(page: &PageText) -> Option<String> {
    let upper = || page.lines.iter().filter(|line| line.rect.y0 > page.height / 2.0);
    let largest = upper().map(|line| line.size).max_by(f64::total_cmp)?;
    let usual = usual_size(&page.lines);
    let is_title = |line: &&PrintedLine| line.size > largest * 0.97;
    if largest <= usual * LEAST_SIZE_RATIO {
        // No line is larger: the first bold line.
        return upper().find(|line| line.bold && line.text.chars().count() > 5).map(|line| line.text.clone());
    }
    let mut words: Vec<&str> = Vec::new();
    let mut last: Option<&PrintedLine> = None;
    for line in upper().filter(is_title) {
        // The lines of a title follow each other.
        if last.is_some_and(|last| last.rect.y0 - line.rect.y0 > line.size * 2.2) {
            break;
        }
        words.push(&line.text);
        last = Some(line);
    }
    let title = words.join(" ");
    (title.chars().count() > 2).then_some(title)
}

/// The size of most glyphs.
fn usual_size(lines: &[PrintedLine]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = lines.iter().map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, n)| n).sum::<usize>() / 2;
    let mut seen = 0;
    for (size, n) in sizes {
        seen += n;
        if seen > half {
            return size;
        }
    }
    10.0
}

fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 5
        && letters.clone().filter(|c| c.is_uppercase()).count() * 10 > letters.count() * 9
}

/// `1. Klients`, `2.3. Adrese`, `IV. Paraksti`, `A) Dati`.
fn is_numbered(text: &str) -> bool {
    let Some((number, rest)) = text.split_once(' ') else { return false };
    let Some(number) = number.strip_suffix(['.', ')']) else { return false };
    let figures = number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.len() <= 6;
    let roman = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && number.len() <= 5;
    let letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase());
    !number.is_empty() && (figures || roman || letter) && rest.chars().next().is_some_and(char::is_uppercase)
}
