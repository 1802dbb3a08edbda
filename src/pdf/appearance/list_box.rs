//! A list box: its options one below the other, the chosen ones highlighted and in view.

use super::text::{LayoutSettings, PlacedText, TextLayout, TextOverflow, round_down_to_tenth};
use super::{LARGEST_AUTO_FONT_SIZE, SizeConstraint};
use crate::pdf::field::Quadding;
use crate::pdf::geometry::Rect;

/// Lays out a list box. `top` is the first option that the form shows (TI); the list is scrolled from there as far
/// as needed to show all chosen options, or, where they are too far apart, the first of them.
pub(crate) fn layout_list(
    setting: &LayoutSettings<'_>,
    options: &[&str],
    chosen: &[usize],
    top: usize,
) -> Result<TextLayout, TextOverflow> {
    let metrics = setting.metrics;
    let (inset, padding) = (setting.inset(), setting.padding());
    let requested = setting.size.requested().unwrap_or(LARGEST_AUTO_FONT_SIZE);
    let one = setting.inner_height() / (metrics.ink_top - metrics.ink_bottom);
    let widest = chosen.iter().filter_map(|index| options.get(*index)).map(|text| metrics.width(text));
    let widest = widest.fold(0.0, f64::max);
    let wide = if widest > 0.0 { (setting.bbox.width - padding - inset) / widest } else { f64::INFINITY };
    let size = match setting.size {
        SizeConstraint::Fixed(_) => requested.min(round_down_to_tenth(one)),
        SizeConstraint::Between { .. } | SizeConstraint::Auto => {
            requested.min(round_down_to_tenth(one.min(wide)))
        }
    };
    let least = setting.minimum_size_for_ink(metrics.ink_top - metrics.ink_bottom);
    let high = (metrics.ink_top - metrics.ink_bottom) * least - setting.inner_height();
    if size < least && high > 0.0 {
        return Err(TextOverflow::High { over: high, fits: 0 });
    }
    if size.max(least) > wide + 0.001 {
        return Err(TextOverflow::Wide { over: (size.max(least) - wide) * widest, fits: 0 });
    }
    let pitch = metrics.leading * size;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of rows, never negative"
    )]
    let rows = ((setting.inner_height() / pitch).floor() as usize).max(1);
    let first = match (chosen.first(), chosen.last()) {
        (Some(first), Some(final_one)) if *first < top || final_one - first >= rows => *first,
        (Some(_), Some(final_one)) if *final_one >= top + rows => final_one + 1 - rows,
        _ => top,
    };
    let mut layout = TextLayout {
        size,
        texts: Vec::new(),
        lines: 0,
        shrunk: size < requested - 0.05,
        space_left: 0.0,
        highlights: Vec::new(),
        edge_limit: setting.edge_limit,
    };
    let mut high = setting.bbox.height - inset;
    for (index, text) in options.iter().enumerate().skip(first).take(rows) {
        let low = high - pitch;
        if chosen.contains(&index) {
            let band = Rect { x0: inset, y0: low, x1: setting.bbox.width - inset, y1: high };
            layout.highlights.push(band.intersect(&setting.bbox.rect().inset(inset)));
        }
        let width = metrics.width(text) * size;
        let x = match setting.quadding {
            Quadding::Left => padding,
            Quadding::Centre => (setting.bbox.width - width) / 2.0,
            Quadding::Right => setting.bbox.width - padding - width,
        };
        // Options that are not chosen may be cut off at the edge, as on a screen; that the chosen ones fit was
        // checked.
        let air = (pitch - (metrics.ink_top - metrics.ink_bottom) * size) / 2.0;
        let y = (high - air - metrics.ink_top * size).max(inset - metrics.ink_bottom * size);
        layout.texts.push(PlacedText { x: x.max(inset), y, text: (*text).to_owned() });
        layout.lines += 1;
        high = low;
    }
    Ok(layout)
}
