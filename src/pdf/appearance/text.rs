//! Text in one line, and settings, layout and drawing of all text.

use super::border::AppearanceCharacteristics;
use super::face_metrics::FaceMetrics;
use super::{
    AppearanceBox, ColorTarget, ContentBuilder, LARGEST_AUTO_FONT_SIZE, SMALLEST_FONT_SIZE_IN_LOW_BOX,
    SizeConstraint,
};
use crate::pdf::default_appearance::Color;
use crate::pdf::field::Quadding;
use crate::pdf::geometry::Rect;

/// The settings of a layout.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LayoutSettings<'a> {
    pub(crate) bbox: AppearanceBox,
    pub(crate) characteristics: &'a AppearanceCharacteristics,
    pub(crate) metrics: &'a FaceMetrics,
    pub(crate) size: SizeConstraint,
    pub(crate) quadding: Quadding,
    pub(crate) edge_limit: EdgeLimit,
}

/// The edge that text may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EdgeLimit {
    /// Inside the border.
    Inside,
    /// Over the light and dark edges of a beveled or inset border.
    Relief,
    /// Over the border itself.
    BoxEdge,
}

/// A text laid out: the position of each piece.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextLayout {
    /// The font size in points.
    pub(crate) size: f64,
    pub(crate) texts: Vec<PlacedText>,
    pub(crate) lines: usize,
    /// Whether the font size is smaller than the form asks for, or than the usual one.
    pub(crate) shrunk: bool,
    /// Space left in points: to the right of one line, below several.
    pub(crate) space_left: f64,
    /// The areas that are highlighted behind the text.
    pub(crate) highlights: Vec<Rect>,
    pub(crate) edge_limit: EdgeLimit,
}

/// Characters in one line, from a point on the baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedText {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) text: String,
}

/// Why a text does not fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TextOverflow {
    /// Too wide by `over` points; `fits` of its characters would fit.
    Wide { over: f64, fits: usize },
    /// Too high by `over` points; `fits` of its characters would fit.
    High { over: f64, fits: usize },
}

impl LayoutSettings<'_> {
    /// The least distance of outlines from the edge, in points.
    pub(crate) fn inset(&self) -> f64 {
        match self.edge_limit {
            EdgeLimit::Inside => self.characteristics.inset(),
            EdgeLimit::Relief if self.characteristics.border.is_some() => self.characteristics.width,
            EdgeLimit::Relief | EdgeLimit::BoxEdge => 0.0,
        }
    }

    /// The usual distance of text from the edge, in points.
    pub(crate) fn padding(&self) -> f64 {
        match self.edge_limit {
            EdgeLimit::Inside => self.characteristics.padding(),
            EdgeLimit::Relief | EdgeLimit::BoxEdge => self.inset().max(1.0),
        }
    }

    /// The height within `inset`.
    pub(crate) fn inner_height(&self) -> f64 {
        (self.bbox.height - 2.0 * self.inset()).max(0.0)
    }

    /// The width within `inset`.
    pub(crate) fn inner_width(&self) -> f64 {
        (self.bbox.width - 2.0 * self.inset()).max(0.0)
    }

    /// The width within `padding`.
    pub(crate) fn text_width(&self) -> f64 {
        (self.bbox.width - 2.0 * self.padding()).max(0.0)
    }

    /// The largest size at which every Latvian character fits the height.
    pub(crate) fn size_for_height(&self) -> f64 {
        self.inner_height() / (self.metrics.ink_top - self.metrics.ink_bottom)
    }

    /// The smallest size that this text may have.
    pub(crate) fn minimum_size(&self, text: &str) -> f64 {
        let (bottom, top) = self.metrics.ink_extent(text).unwrap_or((0.0, 0.0));
        self.minimum_size_for_ink(top - bottom)
    }

    /// The smallest size for outlines of this height in em. In a box that is too low for the smallest size, which
    /// is an error of the form, the size that fits the height.
    pub(crate) fn minimum_size_for_ink(&self, ink: f64) -> f64 {
        let least = self.size.minimum();
        let fits = self.inner_height() / ink;
        if least <= fits {
            least
        } else {
            round_down_to_tenth(fits).max(SMALLEST_FONT_SIZE_IN_LOW_BOX.min(least))
        }
    }

    /// The width of a character, in em: its advance, and what its outline reaches beyond that.
    fn ink_width(&self, letter: char) -> f64 {
        let (left, right) = self.metrics.overhang(letter.encode_utf8(&mut [0; 4]));
        left + self.metrics.advance(letter) + right
    }

    /// Whether a text is too high for its box, and by how much.
    pub(crate) fn too_high(&self, text: &str, size: f64) -> Option<TextOverflow> {
        let (bottom, top) = self.metrics.ink_extent(text).unwrap_or((0.0, 0.0));
        let over = (top - bottom) * size - self.inner_height();
        (over > 0.001).then_some(TextOverflow::High { over, fits: 0 })
    }

    /// The baseline of a single line.
    ///
    /// By the extent of all Latvian characters, so that nothing is clipped and all fields of a form look alike;
    /// where the box is too low for that, by the extent of this text.
    pub(crate) fn baseline(&self, text: &str, size: f64) -> f64 {
        let (bottom, top) = if size <= self.size_for_height() + 0.001 {
            (self.metrics.ink_bottom, self.metrics.ink_top)
        } else {
            self.metrics.ink_extent(text).unwrap_or((self.metrics.ink_bottom, self.metrics.ink_top))
        };
        self.bbox.height / 2.0 - f64::midpoint(bottom, top) * size
    }

    /// The size where the form fixes it: its own, unless not even one character of the text fits at that size. That
    /// is an error of the form, and its size is only the largest one allowed.
    pub(crate) fn fixed_size(&self, requested: f64, text: &str) -> f64 {
        let (bottom, top) = self.metrics.ink_extent(text).unwrap_or((0.0, 0.0));
        let fits = |room: f64, ink: f64| {
            if ink * requested <= room + 0.001 { requested } else { round_down_to_tenth(room / ink) }
        };
        let widest = text.chars().map(|c| self.ink_width(c)).fold(0.0, f64::max);
        fits(self.inner_height(), top - bottom).min(fits(self.inner_width(), widest))
    }
}

/// Lays out a text in one line.
pub(crate) fn layout_line(setting: &LayoutSettings<'_>, text: &str) -> Result<TextLayout, TextOverflow> {
    let metrics = setting.metrics;
    let em = metrics.width(text);
    let least = setting.minimum_size(text);
    let (most, requested) = match setting.size {
        SizeConstraint::Fixed(requested) | SizeConstraint::Between { maximum: requested, .. } => {
            (setting.fixed_size(requested, text), requested)
        }
        SizeConstraint::Auto => {
            let comfortable =
                round_down_to_tenth(LARGEST_AUTO_FONT_SIZE.min(setting.size_for_height())).max(least);
            (comfortable, comfortable)
        }
    };
    let size = match setting.size {
        SizeConstraint::Fixed(_) => most,
        SizeConstraint::Auto | SizeConstraint::Between { .. } => {
            let wide = if em > 0.0 { setting.text_width() / em } else { f64::INFINITY };
            let size = if wide < most { round_down_to_tenth(wide) } else { most };
            // Rather closer to the border than too small.
            if size < least {
                round_down_to_tenth(most.min(size_for_inner_width(setting, text))).min(least).max(size)
            } else {
                size
            }
        }
    };
    if size < least {
        return Err(overflow_at(setting, text, least));
    }
    if let Some(high) = setting.too_high(text, size) {
        return Err(high);
    }
    let width = em * size;
    let (left, right) = metrics.overhang(text);
    let ink = (left + em + right) * size;
    if ink > setting.inner_width() + 0.001 {
        return Err(TextOverflow::Wide {
            over: ink - setting.inner_width(),
            fits: fitting_characters(setting, text, size),
        });
    }
    let pad = if width <= setting.text_width() + 0.001 {
        setting.padding()
    } else {
        // It fits between the borders, but not between the paddings.
        (setting.bbox.width - width) / 2.0
    };
    let x = match setting.quadding {
        Quadding::Left => pad,
        Quadding::Centre => (setting.bbox.width - width) / 2.0,
        Quadding::Right => setting.bbox.width - pad - width,
    };
    let inset = setting.inset();
    let x = x.max(inset + left * size).min(setting.bbox.width - inset - (em + right) * size);
    let piece = PlacedText { x, y: setting.baseline(text, size), text: text.to_owned() };
    Ok(TextLayout {
        size,
        texts: if text.is_empty() { Vec::new() } else { vec![piece] },
        lines: usize::from(!text.is_empty()),
        shrunk: size < requested - 0.05,
        space_left: (setting.text_width() - width).max(0.0),
        highlights: Vec::new(),
        edge_limit: setting.edge_limit,
    })
}

/// The size at which the outlines just fit between the borders.
fn size_for_inner_width(setting: &LayoutSettings<'_>, text: &str) -> f64 {
    let (left, right) = setting.metrics.overhang(text);
    let em = left + setting.metrics.width(text) + right;
    if em > 0.0 { setting.inner_width() / em } else { f64::INFINITY }
}

fn overflow_at(setting: &LayoutSettings<'_>, text: &str, size: f64) -> TextOverflow {
    let wide = setting.metrics.width(text) * size - setting.inner_width();
    setting
        .too_high(text, size)
        .unwrap_or(TextOverflow::Wide { over: wide.max(0.0), fits: fitting_characters(setting, text, size) })
}

/// How many characters of a text fit in one line.
fn fitting_characters(setting: &LayoutSettings<'_>, text: &str, size: f64) -> usize {
    let mut width = 0.0;
    text.chars()
        .take_while(|c| {
            width += setting.metrics.advance(*c) * size;
            width <= setting.inner_width()
        })
        .count()
}

/// Rounded down to a tenth of a point.
pub(crate) fn round_down_to_tenth(size: f64) -> f64 {
    // The tolerance keeps 8.999999 from becoming 8.9.
    (size * 10.0 + 1e-6).floor() / 10.0
}

/// Characters in one font, as codes of that font.
pub(crate) struct GlyphRun {
    pub(crate) font: String,
    pub(crate) codes: Vec<u8>,
}

/// The highlight of chosen options: as in Acrobat, unless the text would have no contrast to it.
fn highlight_color(text: &Color) -> Color {
    const BLUE: Color = Color::Rgb([0.6, 0.757, 0.855]);
    const PALE: Color = Color::Rgb([0.92, 0.95, 1.0]);
    const DARK: Color = Color::Rgb([0.1, 0.2, 0.4]);
    const CLEAR: f64 = 0.3;
    let differs = |color: &Color| (color.lightness() - text.lightness()).abs() >= CLEAR;
    [BLUE, PALE].into_iter().find(differs).unwrap_or(DARK)
}

/// Draws a layout: clipped to the inside of the border, between `/Tx BMC` and `EMC` (12.7.4.3).
pub(crate) fn draw_text(
    builder: &mut ContentBuilder,
    setting: &LayoutSettings<'_>,
    layout: &TextLayout,
    color: &Color,
    runs: impl Fn(&str) -> Vec<GlyphRun>,
) {
    builder.raw_line(b"/Tx BMC\nq");
    builder.rect(&setting.bbox.rect().inset(setting.inset()));
    builder.raw_line(b"W\nn");
    if !layout.highlights.is_empty() {
        builder.color(&highlight_color(color), ColorTarget::Fill);
        for mark in &layout.highlights {
            builder.rect(mark);
        }
        builder.raw_line(b"f");
    }
    if !layout.texts.is_empty() {
        builder.raw_line(b"BT");
        builder.color(color, ColorTarget::Fill);
        let mut current = String::new();
        for piece in &layout.texts {
            builder.operator(&[1.0, 0.0, 0.0, 1.0, piece.x, piece.y], "Tm");
            for run in runs(&piece.text) {
                if run.font != current {
                    let mut select = format!("/{} ", run.font).into_bytes();
                    crate::pdf::serialize::write_number(&mut select, layout.size);
                    select.extend(b" Tf");
                    builder.raw_line(&select);
                    current = run.font;
                }
                let mut show = Vec::from(*b"<");
                crate::pdf::serialize::write_hex(&mut show, &run.codes);
                show.extend(b"> Tj");
                builder.raw_line(&show);
            }
        }
        builder.raw_line(b"ET");
    }
    builder.raw_line(b"Q\nEMC");
}
