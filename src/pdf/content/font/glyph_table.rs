//! A composite font of two-byte codes that was read in full. It outlives its document: of files that share the font,
//! it is read once.

use std::sync::Arc;

use super::{Font, FontCodes, FontKind, GlyphDrawing, ShownCode};
use crate::pdf::font::{FontError, GlyphOutline};

/// What the font draws for each code that has a text. See [`Interpreter::share_font`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone)]
pub(crate) struct GlyphTable {
    /// `/BaseFont`.
    name: String,
    ascent: f64,
    descent: f64,
    /// By code.
    glyphs: Vec<Option<TableGlyph>>,
}

/// A glyph of a [`GlyphTable`].
#[derive(Debug, Clone)]
pub(crate) struct TableGlyph {
    pub(crate) text: String,
    /// Its advance, in em.
    pub(crate) width: f64,
    pub(crate) outline: Arc<GlyphOutline>,
}

impl GlyphTable {
    /// # Errors
    /// A font that is not composite with two-byte codes that are its CIDs, that two viewers could read differently, or
    /// that has a code without an outline.
    pub(crate) fn of(font: &Font<'_>) -> Result<Self, FontError> {
        let FontCodes::Composite(composite) = &font.codes else {
            return Err(FontError::Unsupported("not a composite font"));
        };
        let codes = composite.plain_codes()?;
        let mut glyphs: Vec<Option<TableGlyph>> = Vec::new();
        for code in codes {
            let bytes = code.to_be_bytes();
            let unreadable = || FontError::Damaged("a code without a glyph");
            let shown = font.next_code(&bytes).ok_or_else(unreadable)?;
            let text = shown.text.ok_or_else(unreadable)?.into_owned();
            let GlyphDrawing::Outline(outline) = font.glyph_drawing(code.into()) else {
                return Err(unreadable());
            };
            let place = usize::from(code);
            glyphs.resize_with(glyphs.len().max(place + 1), || None);
            if let Some(glyph) = glyphs.get_mut(place) {
                *glyph = Some(TableGlyph { text, width: shown.width, outline });
            }
        }
        Ok(Self { name: font.name.clone(), ascent: font.ascent, descent: font.descent, glyphs })
    }

    pub(crate) fn glyph(&self, code: u32) -> Option<&TableGlyph> {
        self.glyphs.get(usize::try_from(code).ok()?)?.as_ref()
    }

    /// The codes with their glyphs, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, &TableGlyph)> {
        (0..=u16::MAX).zip(&self.glyphs).filter_map(|(code, glyph)| Some((code, glyph.as_ref()?)))
    }

    pub(super) fn next_code(&self, bytes: &[u8]) -> Option<ShownCode<'_>> {
        let [high, low, ..] = bytes else { return None };
        let code = u32::from(u16::from_be_bytes([*high, *low]));
        let glyph = self.glyph(code);
        Some(ShownCode {
            code,
            length: 2,
            width: glyph.map_or(0.0, |glyph| glyph.width),
            vertical: None,
            text: glyph.map(|glyph| glyph.text.as_str().into()),
        })
    }

    pub(super) fn glyph_drawing(&self, code: u32) -> GlyphDrawing {
        self.glyph(code)
            .map_or(GlyphDrawing::Unknown, |glyph| GlyphDrawing::Outline(Arc::clone(&glyph.outline)))
    }
}

impl Font<'_> {
    /// The font of a table.
    pub(in crate::pdf::content) fn of_table(table: Arc<GlyphTable>, number: usize) -> Self {
        let (name, ascent, descent) = (table.name.clone(), table.ascent, table.descent);
        let codes = FontCodes::Table(table);
        Self { number, ..Self::new(FontKind::Composite, name, (ascent, descent), codes, None) }
    }

    /// The table that it was made of.
    pub(crate) fn table(&self) -> Option<&Arc<GlyphTable>> {
        match &self.codes {
            FontCodes::Table(table) => Some(table),
            _ => None,
        }
    }
}
