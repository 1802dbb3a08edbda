//! The metrics of a face that layout needs, computed once.

use std::collections::BTreeMap;

use crate::pdf::font::{Face, FormGlyph, InkBox, fixed_letters};

/// Metrics of a face, in em.
#[derive(Debug)]
pub(crate) struct FaceMetrics {
    pub(crate) face: &'static Face,
    /// The top of the highest Latvian capital, macron or caron included.
    pub(crate) ink_top: f64,
    /// The bottom of the lowest Latvian character, comma below included; negative.
    pub(crate) ink_bottom: f64,
    /// From one baseline to the next.
    pub(crate) leading: f64,
    /// Of frequent characters, by code point.
    glyphs: Vec<Option<GlyphMetrics>>,
    /// Of characters that the face lacks, from fonts of the form.
    form_glyphs: BTreeMap<char, GlyphMetrics>,
}

/// Latin letters with all their diacritics are below this code point.
const TABLE_LETTERS: usize = 0x250;

#[derive(Debug, Clone, Copy)]
struct GlyphMetrics {
    advance: f64,
    ink: Option<InkBox>,
}

impl FaceMetrics {
    pub(crate) fn of(face: &'static Face) -> Self {
        const CAPITALS: &str = "ĀČĒĢĪĶĻŅŠŪŽÕÄÖÜÅ";
        const LOW: &str = "ģķļņĶĻŅgjpqyĢ";
        let mut glyphs = vec![None; TABLE_LETTERS];
        for letter in fixed_letters() {
            if let Some(place) = glyphs.get_mut(letter as usize) {
                *place = measure(face, letter);
            }
        }
        let ink = |text: &str| -> Vec<InkBox> { text.chars().filter_map(|c| face.ink_box(c)).collect() };
        let ink_top = ink(CAPITALS).iter().map(|ink| ink.top).fold(0.0, f64::max) / 1000.0;
        let ink_bottom = ink(LOW).iter().map(|ink| ink.bottom).fold(0.0, f64::min) / 1000.0;
        // A little space between the commas of one line and the macrons of the next.
        let leading = (ink_top - ink_bottom + 0.03).max(1.15);
        Self { face, ink_top, ink_bottom, leading, glyphs, form_glyphs: BTreeMap::new() }
    }

    /// The same, with characters of other fonts.
    pub(crate) fn with_form_glyphs<'a>(&self, others: impl Iterator<Item = &'a FormGlyph>) -> Self {
        let others = others
            .map(|glyph| (glyph.letter, GlyphMetrics { advance: glyph.advance / 1000.0, ink: glyph.ink }));
        Self { glyphs: self.glyphs.clone(), form_glyphs: others.collect(), ..*self }
    }

    fn glyph(&self, letter: char) -> GlyphMetrics {
        let known = self.glyphs.get(letter as usize).copied().flatten();
        let known = known.or_else(|| self.form_glyphs.get(&letter).copied());
        known.or_else(|| measure(self.face, letter)).unwrap_or(GlyphMetrics { advance: 0.0, ink: None })
    }

    /// The characters of a text that have no metrics, each once.
    pub(crate) fn missing(&self, text: &str) -> Vec<char> {
        let is_known = |c: char| c == '\n' || self.glyphs.get(c as usize).is_some_and(Option::is_some);
        if text.chars().all(is_known) {
            Vec::new()
        } else {
            self.face.missing_letters(&text.replace('\n', ""))
        }
    }

    pub(crate) fn advance(&self, letter: char) -> f64 {
        self.glyph(letter).advance
    }

    /// The width of a text: the sum of its advances.
    pub(crate) fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// How far the outlines of a text reach above and below its baseline; `None` where it has none.
    pub(crate) fn ink_extent(&self, text: &str) -> Option<(f64, f64)> {
        let inks = text.chars().filter_map(|c| self.glyph(c).ink);
        inks.fold(None, |reach: Option<(f64, f64)>, ink| {
            let (bottom, top) = reach.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
            Some((bottom.min(ink.bottom / 1000.0), top.max(ink.top / 1000.0)))
        })
    }

    /// How far the outlines of a text reach left of its start and right of its end.
    pub(crate) fn overhang(&self, text: &str) -> (f64, f64) {
        let (mut advance, mut left, mut right) = (0.0, 0.0_f64, 0.0_f64);
        for letter in text.chars().map(|c| self.glyph(c)) {
            if let Some(ink) = letter.ink {
                left = left.max(-(advance + ink.left / 1000.0));
                right = right.max(advance + ink.right / 1000.0);
            }
            advance += letter.advance;
        }
        (left, (right - advance).max(0.0))
    }
}

fn measure(face: &Face, letter: char) -> Option<GlyphMetrics> {
    Some(GlyphMetrics { advance: f64::from(face.advance(letter)?) / 1000.0, ink: face.ink_box(letter) })
}
