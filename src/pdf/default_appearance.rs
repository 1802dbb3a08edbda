//! Parses default appearance strings (ISO 32000-2, 12.7.4.3), tolerating what real forms have.

use super::lexer::{Lexer, Token};

/// A DA string; what it omits is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DefaultAppearance {
    /// The resource name of the font.
    pub(crate) font: Option<Vec<u8>>,
    /// The font size in points; 0 is automatic.
    pub(crate) size: Option<f64>,
    pub(crate) color: Option<Color>,
}

/// A colour in one of the device colour spaces, components from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Color {
    Gray(f64),
    Rgb([f64; 3]),
    Cmyk([f64; 4]),
}

impl Color {
    pub(crate) const BLACK: Self = Self::Gray(0.0);
    pub(crate) const WHITE: Self = Self::Gray(1.0);
    /// The least difference of lightness at which text is easy to read; black on white has 1.
    pub(crate) const LEGIBLE_CONTRAST: f64 = 0.25;

    /// The colour of an array of components (MK's BG and BC, and the like); an empty array is transparent.
    pub(crate) fn of(components: &[f64]) -> Option<Self> {
        let unit = |n: &f64| n.clamp(0.0, 1.0);
        match components {
            [g] => Some(Self::Gray(unit(g))),
            [r, g, b] => Some(Self::Rgb([unit(r), unit(g), unit(b)])),
            [c, m, y, k] => Some(Self::Cmyk([unit(c), unit(m), unit(y), unit(k)])),
            _ => None,
        }
    }

    pub(crate) fn components(&self) -> &[f64] {
        match self {
            Self::Gray(g) => std::slice::from_ref(g),
            Self::Rgb(rgb) => rgb,
            Self::Cmyk(cmyk) => cmyk,
        }
    }

    /// Its lightness, from 0 (black) to 1 (white).
    pub(crate) fn lightness(&self) -> f64 {
        let [r, g, b] = self.rgb();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Whether text in this colour is legible on that backdrop: clearly lighter or darker, or somewhat and of
    /// another hue.
    pub(crate) fn is_legible_on(&self, backdrop: &Self) -> bool {
        const SOMEWHAT: f64 = 0.15;
        const HUE: f64 = 0.4;
        let lighter = (self.lightness() - backdrop.lightness()).abs();
        let hue = self.rgb().into_iter().zip(backdrop.rgb()).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        lighter >= Self::LEGIBLE_CONTRAST || (lighter >= SOMEWHAT && hue >= HUE)
    }

    pub(crate) fn rgb(&self) -> [f64; 3] {
        match *self {
            Self::Gray(g) => [g; 3],
            Self::Rgb(rgb) => rgb,
            Self::Cmyk([c, m, y, k]) => [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k)),
        }
    }
}

impl DefaultAppearance {
    pub(crate) fn parse(text: &[u8]) -> Self {
        let mut found = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        for token in Lexer::new(text) {
            let Token::Keyword(operator) = &token else {
                operands.push(token);
                continue;
            };
            match operator.as_slice() {
                b"Tf" => found.set_font(&operands),
                b"g" => found.set_fill_color(&operands, 1),
                b"rg" => found.set_fill_color(&operands, 3),
                b"k" => found.set_fill_color(&operands, 4),
                _ => {}
            }
            operands.clear();
        }
        found
    }

    fn set_font(&mut self, operands: &[Token]) {
        if let Some(Token::Name(name)) = operands.iter().rev().find(|token| matches!(token, Token::Name(_))) {
            self.font = Some(name.clone());
        }
        // Some programs write a negative size with the same meaning.
        let size = operands.last().and_then(Token::number).map(f64::abs);
        self.size = size.filter(|size| *size < 2000.0).or(self.size);
    }

    fn set_fill_color(&mut self, operands: &[Token], count: usize) {
        let last = operands.len().checked_sub(count).and_then(|from| operands.get(from..));
        let numbers: Option<Vec<f64>> = last.and_then(|last| last.iter().map(Token::number).collect());
        self.color = numbers.as_deref().and_then(Color::of).or(self.color);
    }

    /// `self`, with entries that it omits from `outer`.
    #[must_use]
    pub(crate) fn or(self, outer: &Self) -> Self {
        Self {
            font: self.font.or_else(|| outer.font.clone()),
            size: self.size.or(outer.size),
            color: self.color.or(outer.color),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_forms_write() {
        let da = DefaultAppearance::parse(b"0 0 1 rg /He#6Cv 9.5 Tf");
        assert_eq!(da.font.as_deref(), Some(b"Helv".as_slice()));
        assert_eq!((da.size, da.color), (Some(9.5), Some(Color::Rgb([0.0, 0.0, 1.0]))));
        // No operator after the size, no size, no slash: nothing is assumed.
        assert_eq!(DefaultAppearance::parse(b"/Helv 0").size, None);
        assert_eq!(DefaultAppearance::parse(b"/Helv Tf").size, None);
        assert_eq!(DefaultAppearance::parse(b"").color, None);
        assert_eq!(DefaultAppearance::parse(b"/F -12 Tf 3 g").color, Some(Color::Gray(1.0)));
        assert_eq!(DefaultAppearance::parse(b"/F -12 Tf").size, Some(12.0));
    }

    #[test]
    fn letters_are_read_on_another_lightness_or_hue() {
        let reads = |text: &[f64], backdrop: &[f64]| {
            Color::of(text).unwrap().is_legible_on(&Color::of(backdrop).unwrap())
        };
        assert!(reads(&[0.0], &[1.0]) && reads(&[0.5], &[0.8]) && !reads(&[0.0], &[0.2]));
        assert!(reads(&[0.96, 0.26, 0.22], &[0.33, 0.78, 0.99]), "red on blue");
        assert!(!reads(&[1.0, 1.0, 0.0], &[1.0]), "yellow on white");
        assert!(!reads(&[0.0, 0.0, 0.0, 0.05], &[1.0]));
    }

    #[test]
    fn the_inner_wins_piece_by_piece() {
        let inner = DefaultAppearance::parse(b"1 0 0 rg");
        let both = inner.or(&DefaultAppearance::parse(b"0 g /Helv 8 Tf"));
        assert_eq!((both.size, both.color), (Some(8.0), Some(Color::Rgb([1.0, 0.0, 0.0]))));
    }
}
