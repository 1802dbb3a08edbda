//! Legibility of a painted appearance: which text it shows, whether all of it is visible, whether it has contrast.

use super::appearance::PaintedAppearance;
use super::interpreter::{MarkKind, PaintMark};
use super::reason::{self, GlyphFault, ProofReason};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;

/// How far a mark may cross an edge, in points: coordinates are rounded to thousandths.
const SLACK: f64 = 0.02;

/// Whether a colour has contrast to the page within a rectangle.
pub(super) type PageContrast<'a> = dyn Fn(&Color, &Rect) -> bool + 'a;

/// The glyphs of an appearance on one baseline.
pub(super) struct TextLine {
    pub(super) text: String,
    /// The indices of its glyphs among the marks.
    mark_indices: Vec<usize>,
}

/// The text of an appearance in lines, in painting order.
pub(super) fn text_lines(painted: &PaintedAppearance) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut last: Option<f64> = None;
    for (place, mark) in painted.marks.iter().enumerate() {
        let MarkKind::Glyph { letter, baseline, .. } = &mark.kind else { continue };
        let same = last.is_some_and(|last| (last - baseline).abs() < 0.01);
        last = Some(*baseline);
        match lines.last_mut() {
            Some(line) if same => {
                line.text.push(*letter);
                line.mark_indices.push(place);
            }
            _ => lines.push(TextLine { text: letter.to_string(), mark_indices: vec![place] }),
        }
    }
    lines
}

/// Whether lines show a text: the same words; a line may end where the text has a space or a line end, or within a
/// word that is longer than a line.
pub(super) fn lines_match(lines: &[TextLine], text: &str) -> bool {
    let mut rest = text.trim_start();
    for line in lines {
        let Some(after) = rest.strip_prefix(line.text.trim()) else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Whether lines show a text in the cells of a comb, where spaces are empty cells.
pub(super) fn comb_matches(lines: &[TextLine], text: &str) -> bool {
    let drawn = lines.iter().flat_map(|line| line.text.chars());
    drawn.eq(text.chars().filter(|c| *c != ' '))
}

/// Checks that every glyph of these lines is visible: within its box, not clipped, not painted over, in a colour
/// with contrast. Returns the bounding boxes of the glyphs.
pub(super) fn check_legible(
    painted: &PaintedAppearance,
    lines: &[&TextLine],
    rect: &Rect,
    page: &PageContrast<'_>,
) -> Result<Vec<Rect>, ProofReason> {
    let mut ink = Vec::new();
    // Glyphs do not hide each other: of many marks, few can.
    let cover: Vec<(usize, &PaintMark)> =
        painted.marks.iter().enumerate().filter(|(_, mark)| is_opaque(mark)).collect();
    for place in lines.iter().flat_map(|line| &line.mark_indices) {
        let Some(mark) = painted.marks.get(*place) else { continue };
        let MarkKind::Glyph { letter, ink: has_ink, .. } = &mark.kind else { continue };
        if !has_ink {
            continue;
        }
        let of = |fault: GlyphFault| reason::glyph_fault(*letter, fault);
        if !painted.bbox.contains(&mark.rect, SLACK) || !rect.contains(&mark.rect, SLACK) {
            return Err(of(GlyphFault::OutsideRect));
        }
        if mark.clip.is_some_and(|clip| !clip.contains(&mark.rect, SLACK)) {
            return Err(of(GlyphFault::Clipped));
        }
        let (before, after) = cover.split_at(cover.partition_point(|(at, _)| at < place));
        if after.iter().any(|(_, later)| hides(later, &mark.rect)) {
            return Err(of(GlyphFault::PaintedOver));
        }
        let color = mark.color.ok_or_else(|| of(GlyphFault::UnknownColor))?;
        if !has_contrast(&color, &mark.rect, before.iter().map(|(_, mark)| *mark), page) {
            return Err(of(GlyphFault::LowContrast));
        }
        ink.push(mark.rect);
    }
    Ok(ink)
}

/// Whether a mark hides what is below it.
fn is_opaque(mark: &PaintMark) -> bool {
    matches!(mark.kind, MarkKind::Fill | MarkKind::Other) && !mark.see_through
}

/// Whether a mark hides a part of a rectangle.
fn hides(mark: &PaintMark, rect: &Rect) -> bool {
    is_opaque(mark)
        && mark.rect.overlaps(rect)
        && (mark.shape.is_empty() || shape_overlaps(&mark.shape, rect))
}

/// Whether a mark covers a whole rectangle.
fn covers_whole(mark: &PaintMark, rect: &Rect) -> bool {
    let whole =
        || mark.shape.is_empty() || (!edges_cross(&mark.shape, rect) && contains_center(&mark.shape, rect));
    mark.kind == MarkKind::Fill && mark.rect.contains(rect, 0.0) && whole()
}

/// Whether a filled outline overlaps a rectangle: an edge crosses it, or its centre is inside.
fn shape_overlaps(shape: &[Vec<(f64, f64)>], rect: &Rect) -> bool {
    edges_cross(shape, rect) || contains_center(shape, rect)
}

fn edges_cross(shape: &[Vec<(f64, f64)>], rect: &Rect) -> bool {
    edges(shape).any(|(from, to)| edge_crosses(from, to, rect))
}

/// Whether the centre of a rectangle is inside an outline.
fn contains_center(shape: &[Vec<(f64, f64)>], rect: &Rect) -> bool {
    let (x, y) = (f64::midpoint(rect.x0, rect.x1), f64::midpoint(rect.y0, rect.y1));
    let to_the_right = |((x0, y0), (x1, y1)): &((f64, f64), (f64, f64))| {
        (*y0 > y) != (*y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0)
    };
    edges(shape).filter(to_the_right).count() % 2 == 1
}

fn edges(shape: &[Vec<(f64, f64)>]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    shape.iter().flat_map(|outline| outline.iter().copied().zip(outline.iter().copied().cycle().skip(1)))
}

/// Whether a line segment enters a rectangle (Liang and Barsky).
fn edge_crosses((x0, y0): (f64, f64), (x1, y1): (f64, f64), rect: &Rect) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, x0 - rect.x0), (dx, rect.x1 - x0), (-dy, y0 - rect.y0), (dy, rect.y1 - y0)] {
        if step == 0.0 {
            if room <= 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    enter < leave
}

/// Whether a colour differs from all marks behind a rectangle; where there are none, from the page.
fn has_contrast<'m>(
    color: &Color,
    rect: &Rect,
    behind: impl Iterator<Item = &'m PaintMark>,
    page: &PageContrast<'_>,
) -> bool {
    let behind: Vec<&PaintMark> = behind.filter(|mark| hides(mark, rect)).collect();
    // What is below a mark that covers the whole rectangle is invisible.
    let cover = behind.iter().rposition(|mark| covers_whole(mark, rect));
    let mut seen = behind.iter().skip(cover.unwrap_or(0)).map(|mark| mark.color);
    seen.all(|behind| behind.is_some_and(|behind| color.is_legible_on(&behind)))
        && (cover.is_some() || page(color, rect))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> TextLine {
        TextLine { text: text.into(), mark_indices: Vec::new() }
    }

    #[test]
    fn a_ring_hides_what_it_runs_over_only() {
        let square =
            |x: f64, y: f64, side: f64| vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
        let ring = [square(0.0, 0.0, 100.0), square(10.0, 10.0, 80.0)];
        let at = |x: f64, y: f64| Rect { x0: x, y0: y, x1: x + 4.0, y1: y + 4.0 };
        assert!(!shape_overlaps(&ring, &at(50.0, 50.0)));
        assert!(shape_overlaps(&ring, &at(3.0, 50.0)));
        assert!(shape_overlaps(&ring, &at(8.0, 50.0)));
        assert!(!shape_overlaps(&ring, &at(120.0, 50.0)));
    }

    #[test]
    fn a_shape_is_behind_what_it_runs_under_only() {
        let mark = |shape: &[(f64, f64)], gray: f64| PaintMark {
            kind: MarkKind::Fill,
            rect: Rect::of_size(100.0, 100.0),
            clip: None,
            shape: if shape.is_empty() { Vec::new() } else { vec![shape.to_vec()] },
            is_rectangle: shape.is_empty(),
            color: Some(Color::Gray(gray)),
            see_through: false,
            in_tx_content: false,
        };
        let corner = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (90.0, 100.0), (90.0, 10.0), (0.0, 10.0)];
        let octagon = [(9.0, 0.0), (91.0, 0.0), (100.0, 9.0), (100.0, 91.0), (91.0, 100.0), (9.0, 100.0)];
        let letter = Rect { x0: 40.0, y0: 40.0, x1: 50.0, y1: 50.0 };
        let seen = |text: f64, behind: &[PaintMark]| {
            has_contrast(&Color::Gray(text), &letter, behind.iter(), &|color, _| {
                color.is_legible_on(&Color::WHITE)
            })
        };
        assert!(seen(0.4, &[mark(&corner, 0.35)]), "beside the letter");
        assert!(!seen(1.0, &[mark(&corner, 0.35)]), "white on paper, beside a dark corner");
        assert!(seen(1.0, &[mark(&octagon, 0.35)]), "white on a dark shape");
        assert!(!seen(0.4, &[mark(&octagon, 0.35)]));
        assert!(seen(1.0, &[mark(&[], 0.35)]) && !seen(0.4, &[mark(&[], 0.35)]));
    }

    #[test]
    fn a_text_is_shown_word_for_word() {
        let lines = [line("viens divi "), line("trīs")];
        assert!(lines_match(&lines, "viens divi trīs"));
        assert!(lines_match(&lines, "viens divi\ntrīs"));
        assert!(lines_match(&lines, "viens divitrīs"));
        assert!(!lines_match(&lines, "viens  divi trīs"));
        assert!(!lines_match(&lines, "viensdivi trīs"));
        assert!(!lines_match(&lines, "viens divi trīs četri"));
        assert!(!lines_match(&lines, "viens divi"));
        assert!(lines_match(&[], ""));
        assert!(comb_matches(&[line("12"), line("3")], "12 3"));
        assert!(!comb_matches(&[line("12")], "12 3"));
    }
}
