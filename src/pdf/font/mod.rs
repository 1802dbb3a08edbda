//! The fonts of appearances: embedded Liberation faces, hint-free subsets of them, and an independent reader
//! that proves what was embedded.
//!
//! `Face` is a source face. `Subset` is what goes into a PDF: a TrueType program with the letters that are
//! wanted, and the objects of a Type0 / Identity-H font over it. [`EmbeddedFont`] and [`ToUnicode`] read back
//! what a PDF holds and share nothing with the writer but `skrifa`.
//!
//! Text is NFC and is drawn without shaping: one `char`, one glyph. What would need shaping, reordering or
//! positioning (combining marks left over after NFC, Hebrew, Arabic) counts as a missing letter, so that it is
//! said and never drawn wrongly.
//!
//! All lengths are in 1/1000 em, the unit of PDF's `/W`, unless a name says otherwise.

mod embedded;
mod face;
mod family;
mod form_font;
mod glyf;
mod letters;
mod objects;
mod outline;
mod sfnt;
mod subset;
mod to_unicode;
mod widths;

pub(crate) use embedded::EmbeddedFont;
pub(crate) use outline::{GlyphOutline, InkBox};
pub(crate) use to_unicode::ToUnicode;

pub(crate) use face::Face;
pub(crate) use family::{Family, Weight};
pub(crate) use form_font::{FormFont, FormGlyph};
pub(crate) use letters::fixed_letters;
pub(crate) use objects::FontObject;
pub(crate) use outline::same_outline;
pub(crate) use subset::Subset;
pub(crate) use widths::CidWidths;

/// Why a font could not be made or read. See [`EmbeddedFont`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum FontError {
    /// The font program contradicts itself or the format.
    #[error("damaged font program: {0}")]
    Damaged(&'static str),
    /// Letters that the face cannot draw, each once, in order of appearance.
    #[error("letters missing from the font: {}", spelled(.0))]
    Missing(Vec<char>),
    /// More glyphs, bytes or entries than the format or our limits allow.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// A kind of font program, or a feature, that could look different from one viewer to the next.
    #[error("font program not supported: {0}")]
    Unsupported(&'static str),
}

fn spelled(letters: &[char]) -> String {
    let names: Vec<String> = letters.iter().map(|letter| format!("`U+{:04X}`", u32::from(*letter))).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
