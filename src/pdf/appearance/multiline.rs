//! Text in several lines from the top: wrapped at spaces, line ends of the value kept.

use super::face_metrics::FaceMetrics;
use super::text::{LayoutSettings, PlacedText, TextLayout, TextOverflow};
use super::{LARGEST_AUTO_FONT_SIZE, SizeConstraint};
use crate::pdf::field::Quadding;

/// At this size and above, no word is broken for the sake of a larger size.
const LEAST_SIZE_FOR_WHOLE_WORDS: f64 = 6.0;
/// The step between sizes, in points.
const SIZE_STEP: f64 = 0.5;

/// Lays out a text in several lines.
pub(crate) fn layout_multiline(setting: &LayoutSettings<'_>, text: &str) -> Result<TextLayout, TextOverflow> {
    match setting.size {
        SizeConstraint::Fixed(requested) => {
            let one = setting.fixed_size(requested, text);
            let size = if one < setting.minimum_size(text) { requested } else { one };
            let lines = wrap(setting.metrics, text, setting.text_width() / size, true);
            place_lines(setting, text, &lines, size, requested)
        }
        SizeConstraint::Auto | SizeConstraint::Between { .. } => layout_at_largest_size(setting, text),
    }
}

/// At the largest size that fits; words are not broken where the size is readable without.
fn layout_at_largest_size(setting: &LayoutSettings<'_>, text: &str) -> Result<TextLayout, TextOverflow> {
    let most = setting.size.requested().unwrap_or(LARGEST_AUTO_FONT_SIZE);
    let least = setting.minimum_size(text);
    let mut sizes: Vec<f64> = std::iter::successors(Some(most), |size| Some(size - SIZE_STEP))
        .take_while(|size| *size > least)
        .collect();
    sizes.push(least);
    let whole = sizes.iter().filter(|size| **size >= LEAST_SIZE_FOR_WHOLE_WORDS).map(|size| (*size, false));
    let mut why = TextOverflow::High { over: 0.0, fits: 0 };
    for (size, breaks) in whole.chain(sizes.iter().map(|size| (*size, true))) {
        let width = setting.text_width() / size;
        let lines = wrap(setting.metrics, text, width, breaks);
        if !breaks && lines.iter().any(|line| setting.metrics.width(line) > width) {
            continue;
        }
        match place_lines(setting, text, &lines, size, most) {
            Ok(layout) => return Ok(layout),
            Err(overflow) => why = overflow,
        }
    }
    Err(why)
}

fn place_lines(
    setting: &LayoutSettings<'_>,
    text: &str,
    lines: &[String],
    size: f64,
    requested: f64,
) -> Result<TextLayout, TextOverflow> {
    let metrics = setting.metrics;
    let leading = metrics.leading * size;
    let rows = |count: usize| {
        let gaps = u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX);
        f64::from(gaps) * leading + (metrics.ink_top - metrics.ink_bottom) * size
    };
    let height = rows(lines.len());
    let (inset, padding) = (setting.inset(), setting.padding());
    // A single line in a low box may use its own extent.
    let single = lines.len() <= 1;
    if single {
        if let Some(high) = setting.too_high(text, size) {
            return Err(high);
        }
    } else if height > setting.inner_height() + 0.001 {
        let fitting =
            (1..lines.len()).rev().find(|count| rows(*count) <= setting.inner_height()).unwrap_or(0);
        let fits = lines.iter().take(fitting).map(|line| line.chars().count()).sum();
        return Err(TextOverflow::High { over: height - setting.inner_height(), fits });
    }
    let ink = |line: &String| {
        let (left, right) = metrics.overhang(line);
        (left + metrics.width(line) + right) * size
    };
    if let Some(wide) = lines.iter().map(ink).find(|wide| *wide > setting.inner_width() + 0.001) {
        return Err(TextOverflow::Wide { over: wide - setting.inner_width(), fits: 0 });
    }
    // Twice the border from the top, less where that leaves too little below.
    let slack = (setting.bbox.height - height - inset).max(0.0);
    let first = setting.bbox.height - padding.min(slack).max(inset) - metrics.ink_top * size;
    let first = if single && height > setting.inner_height() { setting.baseline(text, size) } else { first };
    let pieces = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(|(index, line)| {
        let width = metrics.width(line) * size;
        let (left, right) = metrics.overhang(line);
        let x = match setting.quadding {
            Quadding::Left => padding,
            Quadding::Centre => (setting.bbox.width - width) / 2.0,
            Quadding::Right => setting.bbox.width - padding - width,
        };
        let x = x.min(setting.bbox.width - inset - width - right * size).max(inset + left * size);
        let row = u32::try_from(index).unwrap_or(u32::MAX);
        PlacedText { x, y: first - f64::from(row) * leading, text: line.clone() }
    });
    let below = first - f64::from(u32::try_from(lines.len().saturating_sub(1)).unwrap_or(u32::MAX)) * leading;
    Ok(TextLayout {
        size,
        texts: pieces.collect(),
        lines: lines.len(),
        shrunk: size < requested - 0.05,
        space_left: (below + metrics.ink_bottom * size - inset).max(0.0),
        highlights: Vec::new(),
        edge_limit: setting.edge_limit,
    })
}

/// The lines of a text in a width (in em). A word that is longer than a line is broken where `breaks`, otherwise it
/// is wider than the line.
fn wrap(metrics: &FaceMetrics, text: &str, width: f64, breaks: bool) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split('\n').flat_map(|paragraph| wrap_paragraph(metrics, paragraph, width, breaks)).collect()
}

fn wrap_paragraph(metrics: &FaceMetrics, text: &str, width: f64, breaks: bool) -> Vec<String> {
    let width = width + 1e-6;
    let space = metrics.advance(' ');
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let mut fresh = true;
    for word in text.split(' ') {
        let length = metrics.width(word);
        let joined = if fresh { length } else { used + space + length };
        if fresh || joined <= width {
            if !fresh {
                line.push(' ');
            }
            line.push_str(word);
            used = joined;
        } else {
            // Spaces at a line break are not drawn.
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            line.push_str(word);
            used = length;
        }
        fresh = false;
        if breaks && used > width {
            let mut pieces = break_word(metrics, &line, width);
            line = pieces.pop().unwrap_or_default();
            used = metrics.width(&line);
            lines.extend(pieces);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// A word in parts that fit; at least one character each.
fn break_word(metrics: &FaceMetrics, word: &str, width: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for letter in word.chars() {
        let advance = metrics.advance(letter);
        if used + advance > width && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(String::new());
            used = 0.0;
        }
        used += advance;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}
