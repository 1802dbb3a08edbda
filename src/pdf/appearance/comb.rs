//! A comb field: each character centred in a cell of its own (ISO 32000-2, table 231).

use super::SizeConstraint;
use super::text::{LayoutSettings, PlacedText, TextLayout, TextOverflow, round_down_to_tenth};
use super::{ColorTarget, ContentBuilder, LARGEST_AUTO_FONT_SIZE, SMALLEST_FONT_SIZE};
use crate::pdf::field::Quadding;

/// Lays out a text in `cells` cells.
pub(crate) fn layout_comb(
    setting: &LayoutSettings<'_>,
    text: &str,
    cells: u32,
) -> Result<TextLayout, TextOverflow> {
    let letters: Vec<char> = text.chars().collect();
    let count = u32::try_from(letters.len()).unwrap_or(u32::MAX);
    let cell = setting.bbox.width / f64::from(cells.max(1));
    let metrics = setting.metrics;
    let least = setting.minimum_size(text).min(SMALLEST_FONT_SIZE);
    let (bound, requested) = match setting.size {
        SizeConstraint::Fixed(requested) | SizeConstraint::Between { maximum: requested, .. } => {
            (setting.fixed_size(requested, text), requested)
        }
        SizeConstraint::Auto => {
            let size = round_down_to_tenth(LARGEST_AUTO_FONT_SIZE.min(setting.size_for_height())).max(least);
            (size, size)
        }
    };
    let first = match setting.quadding {
        Quadding::Left => 0,
        Quadding::Centre => cells.saturating_sub(count) / 2,
        Quadding::Right => cells.saturating_sub(count),
    };
    // Glyphs that reach into other cells, or into the border, are made smaller, whatever size the form has.
    let center = |place: u32| (f64::from(place) + 0.5) * cell;
    let drawn = (first..).zip(&letters).filter(|(_, letter)| **letter != ' ');
    let most = drawn.fold(f64::INFINITY, |most: f64, (place, letter)| {
        let edge = center(place).min(setting.bbox.width - center(place)) - setting.inset();
        most.min(cell.min(2.0 * edge).max(0.0) / ink_width(setting, *letter))
    });
    let size = if most < bound { round_down_to_tenth(most) } else { bound };
    if size < least {
        let wide = TextOverflow::Wide { over: (least - most).max(0.0), fits: 0 };
        return Err(setting.too_high(text, least).unwrap_or(wide));
    }
    if let Some(high) = setting.too_high(text, size) {
        return Err(high);
    }
    let y = setting.baseline(text, size);
    let pieces = (first..).zip(&letters).filter(|(_, letter)| **letter != ' ').map(|(place, letter)| {
        let x = center(place) - metrics.advance(*letter) * size / 2.0;
        PlacedText { x, y, text: letter.to_string() }
    });
    Ok(TextLayout {
        size,
        texts: pieces.collect(),
        lines: usize::from(!letters.is_empty()),
        shrunk: size < requested - 0.05,
        space_left: f64::from(cells.saturating_sub(count)) * cell,
        highlights: Vec::new(),
        edge_limit: setting.edge_limit,
    })
}

/// Twice the distance from a glyph's centre to its farther edge, in em.
fn ink_width(setting: &LayoutSettings<'_>, letter: char) -> f64 {
    let mut text = [0; 4];
    let text = letter.encode_utf8(&mut text);
    let (left, right) = setting.metrics.overhang(text);
    setting.metrics.advance(letter) + 2.0 * left.max(right)
}

/// The lines between the cells, where the field has a border.
pub(crate) fn draw_comb_dividers(builder: &mut ContentBuilder, setting: &LayoutSettings<'_>, cells: u32) {
    let characteristics = setting.characteristics;
    let Some(border) = characteristics.border.as_ref().filter(|_| characteristics.width > 0.0) else {
        return;
    };
    let cell = setting.bbox.width / f64::from(cells.max(1));
    if cells > 1000 {
        return;
    }
    builder.raw_line(b"q");
    builder.color(border, ColorTarget::Stroke);
    builder.operator(&[characteristics.width], "w");
    for place in 1..cells {
        let x = f64::from(place) * cell;
        builder.operator(&[x, 0.0], "m");
        builder.operator(&[x, setting.bbox.height], "l");
    }
    builder.raw_line(b"S\nQ");
}
