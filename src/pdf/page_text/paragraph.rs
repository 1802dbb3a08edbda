//! Joins lines to paragraphs, so that a text is the same wherever its lines break.

use super::PrintedLine;
use crate::pdf::geometry::Rect;

/// A paragraph. See [`DocumentText`](crate::pdf::page_text::DocumentText).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Paragraph {
    text: String,
    rect: Rect,
}

impl Paragraph {
    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// How many lines back a paragraph is searched that goes on: lines of other columns are between.
const LOOK_BACK: usize = 12;

pub(super) fn join_lines(lines: &[PrintedLine]) -> Vec<Paragraph> {
    let mut open: Vec<(Paragraph, &PrintedLine)> = Vec::new();
    for line in lines {
        let start = open.len().saturating_sub(LOOK_BACK);
        let going_on = open.iter_mut().skip(start).rev().find(|(_, last)| continues(last, line));
        match going_on {
            Some((paragraph, last)) => {
                let hyphen = paragraph.text.ends_with('\u{ad}');
                if hyphen {
                    paragraph.text.pop();
                } else {
                    paragraph.text.push(' ');
                }
                paragraph.text.push_str(&line.text);
                paragraph.rect = paragraph.rect.union(&line.rect);
                *last = line;
            }
            None => open.push((Paragraph { text: line.text.clone(), rect: line.rect }, line)),
        }
    }
    open.into_iter().map(|(paragraph, _)| paragraph).collect()
}

fn continues(last: &PrintedLine, line: &PrintedLine) -> bool {
    let step = last.rect.y0 - line.rect.y0;
    let alike = (last.size - line.size).abs() < 0.3 && last.bold == line.bold;
    let common = last.rect.x1.min(line.rect.x1) - last.rect.x0.max(line.rect.x0);
    let aligned = (last.rect.x0 - line.rect.x0).abs() < last.size * 2.0
        || (f64::midpoint(last.rect.x0, last.rect.x1) - f64::midpoint(line.rect.x0, line.rect.x1)).abs()
            < 2.5;
    step > line.size * 0.5 && step < line.size * 1.6 && alike && common > 0.0 && aligned
}
