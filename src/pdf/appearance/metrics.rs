//! The measures of a face that layout needs, taken once.

use std::collections::BTreeMap;

use crate::pdf::font::{Face, ForeignGlyph, InkBox, fixed_letters};

/// Measures of a face, in ems.
#[derive(Debug)]
pub(crate) struct Metrics {
    pub(crate) face: &'static Face,
    /// The highest ink of Latvian capitals, macron or caron included.
    pub(crate) top: f64,
    /// The lowest ink of Latvian letters, comma below included; negative.
    pub(crate) bottom: f64,
    /// From one baseline to the next.
    pub(crate) leading: f64,
    letters: BTreeMap<char, Letter>,
}

#[derive(Debug, Clone, Copy)]
struct Letter {
    advance: f64,
    ink: Option<InkBox>,
}

impl Metrics {
    pub(crate) fn of(face: &'static Face) -> Self {
        const CAPITALS: &str = "ĀČĒĢĪĶĻŅŠŪŽÕÄÖÜÅ";
        const LOW: &str = "ģķļņĶĻŅgjpqyĢ";
        let letters: BTreeMap<char, Letter> =
            fixed_letters().into_iter().filter_map(|c| Some((c, measure(face, c)?))).collect();
        let ink = |text: &str| -> Vec<InkBox> { text.chars().filter_map(|c| face.ink(c)).collect() };
        let top = ink(CAPITALS).iter().map(|ink| ink.top).fold(0.0, f64::max) / 1000.0;
        let bottom = ink(LOW).iter().map(|ink| ink.bottom).fold(0.0, f64::min) / 1000.0;
        // A little air between the commas of one line and the macrons of the next.
        let leading = (top - bottom + 0.03).max(1.15);
        Self { face, top, bottom, leading, letters }
    }

    /// The same, with letters of another font.
    pub(crate) fn with<'a>(&self, others: impl Iterator<Item = &'a ForeignGlyph>) -> Self {
        let mut letters = self.letters.clone();
        let others =
            others.map(|glyph| (glyph.letter, Letter { advance: glyph.advance / 1000.0, ink: glyph.ink }));
        letters.extend(others);
        Self { letters, ..*self }
    }

    fn letter(&self, letter: char) -> Letter {
        let known = self.letters.get(&letter).copied();
        known.or_else(|| measure(self.face, letter)).unwrap_or(Letter { advance: 0.0, ink: None })
    }

    pub(crate) fn advance(&self, letter: char) -> f64 {
        self.letter(letter).advance
    }

    /// The width of a text: the sum of its advances.
    pub(crate) fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// How far the ink of a text reaches above and below its baseline; `None` where there is none.
    pub(crate) fn reach(&self, text: &str) -> Option<(f64, f64)> {
        let inks = text.chars().filter_map(|c| self.letter(c).ink);
        inks.fold(None, |reach: Option<(f64, f64)>, ink| {
            let (bottom, top) = reach.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
            Some((bottom.min(ink.bottom / 1000.0), top.max(ink.top / 1000.0)))
        })
    }

    /// How far the ink of a text sticks out to the left of its start and to the right of its end.
    pub(crate) fn overhang(&self, text: &str) -> (f64, f64) {
        let (mut pen, mut left, mut right) = (0.0, 0.0_f64, 0.0_f64);
        for letter in text.chars().map(|c| self.letter(c)) {
            if let Some(ink) = letter.ink {
                left = left.max(-(pen + ink.left / 1000.0));
                right = right.max(pen + ink.right / 1000.0);
            }
            pen += letter.advance;
        }
        (left, (right - pen).max(0.0))
    }
}

fn measure(face: &Face, letter: char) -> Option<Letter> {
    Some(Letter { advance: f64::from(face.advance(letter)?) / 1000.0, ink: face.ink(letter) })
}
