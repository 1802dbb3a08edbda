//! A comb: each character in the middle of a cell of its own (ISO 32000-2, table 231).

use super::FontSize;
use super::text::{Layout, Overflow, Piece, Setting, tenth};
use super::{COMFORTABLE, Canvas, Paint, SMALLEST};
use crate::pdf::field::Quadding;

/// Lays out a text over `cells` cells.
pub(crate) fn cells(setting: &Setting<'_>, text: &str, cells: u32) -> Result<Layout, Overflow> {
    let letters: Vec<char> = text.chars().collect();
    let count = u32::try_from(letters.len()).unwrap_or(u32::MAX);
    let cell = setting.frame.width / f64::from(cells.max(1));
    let metrics = setting.metrics;
    let least = setting.least(text).min(SMALLEST);
    let (bound, asked) = match setting.size {
        FontSize::Fixed(asked) | FontSize::Between { most: asked, .. } => (setting.fixed(asked, text), asked),
        FontSize::Auto => {
            let size = tenth(COMFORTABLE.min(setting.size_for_height())).max(least);
            (size, size)
        }
    };
    let first = match setting.quadding {
        Quadding::Left => 0,
        Quadding::Centre => cells.saturating_sub(count) / 2,
        Quadding::Right => cells.saturating_sub(count),
    };
    // Letters that run into their neighbours' cells, or into the border, are made smaller, whatever the form says.
    let center = |place: u32| (f64::from(place) + 0.5) * cell;
    let inked = (first..).zip(&letters).filter(|(_, letter)| **letter != ' ');
    let most = inked.fold(f64::INFINITY, |most: f64, (place, letter)| {
        let edge = center(place).min(setting.frame.width - center(place)) - setting.inset();
        most.min(cell.min(2.0 * edge).max(0.0) / ink_width(setting, *letter))
    });
    let size = if most < bound { tenth(most) } else { bound };
    if size < least {
        let wide = Overflow::Wide { over: (least - most).max(0.0), fits: 0 };
        return Err(setting.too_high(text, least).unwrap_or(wide));
    }
    if let Some(high) = setting.too_high(text, size) {
        return Err(high);
    }
    let y = setting.baseline(text, size);
    let pieces = (first..).zip(&letters).filter(|(_, letter)| **letter != ' ').map(|(place, letter)| {
        let x = center(place) - metrics.advance(*letter) * size / 2.0;
        Piece { x, y, text: letter.to_string() }
    });
    Ok(Layout {
        size,
        pieces: pieces.collect(),
        lines: usize::from(!letters.is_empty()),
        shrunk: size < asked - 0.05,
        room: f64::from(cells.saturating_sub(count)) * cell,
        marks: Vec::new(),
        reach: setting.reach,
    })
}

/// Twice the distance from a letter's middle to its farther edge, in ems.
fn ink_width(setting: &Setting<'_>, letter: char) -> f64 {
    let mut text = [0; 4];
    let text = letter.encode_utf8(&mut text);
    let (left, right) = setting.metrics.overhang(text);
    setting.metrics.advance(letter) + 2.0 * left.max(right)
}

/// The lines between the cells, where the field has a border to draw them with.
pub(crate) fn draw_cells(canvas: &mut Canvas, setting: &Setting<'_>, cells: u32) {
    let look = setting.look;
    let Some(border) = look.border.as_ref().filter(|_| look.width > 0.0) else { return };
    let cell = setting.frame.width / f64::from(cells.max(1));
    if cells > 1000 {
        return;
    }
    canvas.line(b"q");
    canvas.color(border, Paint::Stroke);
    canvas.op(&[look.width], "w");
    for place in 1..cells {
        let x = f64::from(place) * cell;
        canvas.op(&[x, 0.0], "m");
        canvas.op(&[x, setting.frame.height], "l");
    }
    canvas.line(b"S\nQ");
}
