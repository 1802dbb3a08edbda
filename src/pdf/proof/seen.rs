//! What a person sees of a picture: which text, whether all of it, whether it stands out.

use super::appearance::Picture;
use super::content::{Mark, What};
use super::why::{self, Fault, Why};
use crate::pdf::default_appearance::Color;
use crate::pdf::geometry::Rect;

/// How far ink may reach over an edge, in points: rounding of coordinates to thousandths.
const SLACK: f64 = 0.02;
/// The least difference in lightness between text and what is behind it; black on white has 1.
const CONTRAST: f64 = 0.2;

/// Whether a lightness differs by so much from that of the page at a box.
pub(super) type Page<'a> = dyn Fn(f64, &Rect, f64) -> bool + 'a;

/// The letters of a picture that stand on one baseline.
pub(super) struct Line {
    pub(super) text: String,
    /// The places of its letters among the marks.
    places: Vec<usize>,
}

/// The text of a picture, line by line, as it is painted.
pub(super) fn lines(picture: &Picture) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<f64> = None;
    for (place, mark) in picture.marks.iter().enumerate() {
        let What::Letter { letter, baseline, .. } = &mark.what else { continue };
        let same = last.is_some_and(|last| (last - baseline).abs() < 0.01);
        last = Some(*baseline);
        match lines.last_mut() {
            Some(line) if same => {
                line.text.push(*letter);
                line.places.push(place);
            }
            _ => lines.push(Line { text: letter.to_string(), places: vec![place] }),
        }
    }
    lines
}

/// Whether lines show a text: word for word; a line may end where the text has a space or a line end, or within a
/// word that is longer than a line.
pub(super) fn show(lines: &[Line], text: &str) -> bool {
    let mut rest = text.trim_start();
    for line in lines {
        let Some(after) = rest.strip_prefix(line.text.trim()) else { return false };
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// Whether lines show a text in cells, in which spaces are empty cells.
pub(super) fn show_in_cells(lines: &[Line], text: &str) -> bool {
    let drawn = lines.iter().flat_map(|line| line.text.chars());
    drawn.eq(text.chars().filter(|c| *c != ' '))
}

/// That every letter of these lines is seen: inside its box, not clipped, not painted over, in a colour that
/// stands out. Returns the boxes of the ink.
pub(super) fn legible(
    picture: &Picture,
    lines: &[&Line],
    rect: &Rect,
    page: &Page<'_>,
) -> Result<Vec<Rect>, Why> {
    let mut ink = Vec::new();
    // Letters do not hide each other: of many marks, few count.
    let cover: Vec<(usize, &Mark)> =
        picture.marks.iter().enumerate().filter(|(_, mark)| covers(mark)).collect();
    for place in lines.iter().flat_map(|line| &line.places) {
        let Some(mark) = picture.marks.get(*place) else { continue };
        let What::Letter { letter, ink: has_ink, .. } = &mark.what else { continue };
        if !has_ink {
            continue;
        }
        let of = |fault: Fault| why::letter(*letter, fault);
        if !picture.frame.holds(&mark.rect, SLACK) || !rect.holds(&mark.rect, SLACK) {
            return Err(of(Fault::OutOfBox));
        }
        if mark.clip.is_some_and(|clip| !clip.holds(&mark.rect, SLACK)) {
            return Err(of(Fault::Clipped));
        }
        let (before, after) = cover.split_at(cover.partition_point(|(at, _)| at < place));
        if after.iter().any(|(_, later)| hides(later, &mark.rect)) {
            return Err(of(Fault::PaintedOver));
        }
        let color = mark.color.ok_or_else(|| of(Fault::Colourless))?;
        if !stands_out(&color, &mark.rect, before.iter().map(|(_, mark)| *mark), page) {
            return Err(of(Fault::Faint));
        }
        ink.push(mark.rect);
    }
    Ok(ink)
}

/// Whether a mark hides what is below it.
fn covers(mark: &Mark) -> bool {
    matches!(mark.what, What::Fill | What::Other) && !mark.sheer
}

/// Whether a mark hides something of a box.
pub(super) fn hides(mark: &Mark, rect: &Rect) -> bool {
    covers(mark) && mark.rect.overlaps(rect) && (mark.shape.is_empty() || reaches(&mark.shape, rect))
}

/// Whether a filled shape has something in common with a box: an edge crosses it, or it lies inside.
fn reaches(shape: &[Vec<(f64, f64)>], rect: &Rect) -> bool {
    let (x, y) = (f64::midpoint(rect.x0, rect.x1), f64::midpoint(rect.y0, rect.y1));
    let mut inside = false;
    for outline in shape {
        for ((x0, y0), (x1, y1)) in outline.iter().zip(outline.iter().cycle().skip(1)) {
            if crosses((*x0, *y0), (*x1, *y1), rect) {
                return true;
            }
            if (*y0 > y) != (*y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0) {
                inside = !inside;
            }
        }
    }
    inside
}

/// Whether a line between two points enters a box (Liang and Barsky).
fn crosses((x0, y0): (f64, f64), (x1, y1): (f64, f64), rect: &Rect) -> bool {
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

/// Whether a colour differs from everything that lies behind a box. Where nothing does, from the page.
fn stands_out<'m>(
    color: &Color,
    rect: &Rect,
    behind: impl Iterator<Item = &'m Mark>,
    page: &Page<'_>,
) -> bool {
    let fills: Vec<&Mark> = behind.filter(|mark| covers(mark) && mark.rect.overlaps(rect)).collect();
    // What lies below a fill that holds the whole box is not seen.
    let ground = fills.iter().rposition(|mark| mark.rect.holds(rect, 0.0) && mark.what == What::Fill);
    let lightness = color.lightness();
    let mut seen = fills.iter().skip(ground.unwrap_or(0)).map(|mark| mark.color);
    seen.all(|behind| behind.is_some_and(|behind| (behind.lightness() - lightness).abs() >= CONTRAST))
        && (ground.is_some() || page(lightness, rect, CONTRAST))
}

/// Whether a picture has ink that a person would take for a mark: anything but blank space, in a colour that is
/// not that of the page or of the background drawn before it.
pub(super) fn has_ink(picture: &Picture, page: &Page<'_>) -> bool {
    picture.marks.iter().enumerate().any(|(place, mark)| {
        let visible = match mark.what {
            What::Letter { ink, .. } => ink,
            What::Text | What::Other => true,
            What::Fill | What::Stroke => {
                let (before, _) = picture.marks.split_at(place);
                mark.color.is_none_or(|color| stands_out(&color, &mark.rect, before.iter(), page))
            }
        };
        visible
            && mark.clip.is_none_or(|clip| clip.overlaps(&mark.rect))
            && picture.frame.overlaps(&mark.rect)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { text: text.into(), places: Vec::new() }
    }

    #[test]
    fn a_ring_hides_what_it_runs_over_only() {
        let square =
            |x: f64, y: f64, side: f64| vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)];
        let ring = [square(0.0, 0.0, 100.0), square(10.0, 10.0, 80.0)];
        let at = |x: f64, y: f64| Rect { x0: x, y0: y, x1: x + 4.0, y1: y + 4.0 };
        assert!(!reaches(&ring, &at(50.0, 50.0)));
        assert!(reaches(&ring, &at(3.0, 50.0)));
        assert!(reaches(&ring, &at(8.0, 50.0)));
        assert!(!reaches(&ring, &at(120.0, 50.0)));
    }

    #[test]
    fn a_text_is_shown_word_for_word() {
        let lines = [line("viens divi "), line("trīs")];
        assert!(show(&lines, "viens divi trīs"));
        assert!(show(&lines, "viens divi\ntrīs"));
        assert!(show(&lines, "viens divitrīs"));
        assert!(!show(&lines, "viens  divi trīs"));
        assert!(!show(&lines, "viensdivi trīs"));
        assert!(!show(&lines, "viens divi trīs četri"));
        assert!(!show(&lines, "viens divi"));
        assert!(show(&[], ""));
        assert!(show_in_cells(&[line("12"), line("3")], "12 3"));
        assert!(!show_in_cells(&[line("12")], "12 3"));
    }
}
