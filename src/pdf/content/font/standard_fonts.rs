//! Metrics of the standard 14 fonts (ISO 32000-2, 9.6.2.2), which also replace missing metrics of other fonts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::pdf::font::{Family, Weight};

/// One of the standard 14 fonts.
#[derive(Debug, Clone, Copy)]
pub(super) struct StandardFont {
    name: &'static str,
    /// In em.
    pub(super) ascent: f64,
    /// In em, negative.
    pub(super) descent: f64,
}

static WIDTHS: LazyLock<BTreeMap<&'static str, BTreeMap<&'static [u8], f64>>> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/encodings/widths.txt");
    let mut fonts = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let Some(name) = words.next() else { continue };
        let mut widths = BTreeMap::new();
        while let (Some(glyph), Some(width)) = (words.next(), words.next()) {
            widths.insert(glyph.as_bytes(), width.parse::<f64>().unwrap_or_default() / 1000.0);
        }
        fonts.insert(name, widths);
    }
    fonts
});

impl StandardFont {
    /// The standard font of this name, or the one that is nearest by family and style.
    pub(super) fn of(base_font: &str) -> Self {
        let plain = base_font.split_once('+').map_or(base_font, |(_, name)| name).to_ascii_lowercase();
        let italic = plain.contains("italic") || plain.contains("oblique");
        let bold = Weight::of_base_font(base_font) == Weight::Bold;
        let (name, ascent, descent) = match Family::of_base_font(base_font) {
            _ if plain.contains("zapfdingbats") || plain == "zadb" => ("ZapfDingbats", 0.82, -0.143),
            _ if plain == "symbol" || plain.starts_with("symbol,") || plain == "symb" => {
                ("Symbol", 0.8, -0.2)
            }
            Family::Mono => ("Courier", 0.629, -0.157),
            Family::Serif => match (bold, italic) {
                (false, false) => ("Times-Roman", 0.683, -0.217),
                (true, false) => ("Times-Bold", 0.676, -0.205),
                (false, true) => ("Times-Italic", 0.683, -0.205),
                (true, true) => ("Times-BoldItalic", 0.699, -0.205),
            },
            _ if bold => ("Helvetica-Bold", 0.718, -0.207),
            _ => ("Helvetica", 0.718, -0.207),
        };
        Self { name, ascent, descent }
    }

    pub(super) fn base_encoding(&self) -> super::encoding::BaseEncoding {
        match self.name {
            "Symbol" => super::encoding::BaseEncoding::Symbol,
            "ZapfDingbats" => super::encoding::BaseEncoding::ZapfDingbats,
            _ => super::encoding::BaseEncoding::Standard,
        }
    }

    /// The advance width of a glyph in em.
    pub(super) fn width(&self, glyph: &[u8]) -> Option<f64> {
        WIDTHS.get(self.name)?.get(glyph).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_font_and_its_widths() {
        for (name, glyph, width) in [
            ("Helvetica", "A", 0.667),
            ("ABCDEF+Arial-BoldMT", "A", 0.722),
            ("Helvetica-Oblique", "A", 0.667),
            ("TimesNewRomanPS-BoldItalicMT", "a", 0.5),
            ("CourierNew", "i", 0.6),
            ("ZapfDingbats", "a19", 0.755),
            ("Symbol", "alpha", 0.631),
        ] {
            assert_eq!(StandardFont::of(name).width(glyph.as_bytes()), Some(width), "{name}");
        }
    }
}
