//! The fonts of appearance streams: built-in Liberation faces, hint-free subsets of them, and an independent reader
//! that verifies what was embedded.
//!
//! In: a text, and the family and weight of a font that the form names. Out: the objects of a Type 0 font, and
//! codes for the text. `Face` is a source face. `Subset` is what is embedded in a PDF: a TrueType program with the
//! required characters, and a Type 0 font with Identity-H over it. [`EmbeddedFont`] and [`CidWidths`] read back
//! what a PDF has; they share nothing with the writer but `skrifa`.
//!
//! Text is NFC and is drawn without shaping: one `char`, one glyph. What would need shaping, reordering or
//! positioning (combining marks that remain after NFC, Hebrew, Arabic) counts as a missing character, which is
//! reported, never drawn wrongly.
//!
//! All lengths are in 1/1000 em, the unit of PDF's `/W`, unless a name says otherwise.

// The faces, and their characters.
mod face;
mod family;
mod letters;
mod outline;
// A subset, and its objects.
mod glyf;
mod objects;
mod sfnt;
mod subset;
// Reading back what a PDF has.
mod embedded;
mod form_font;
mod widths;

pub(crate) use embedded::EmbeddedFont;
pub(crate) use outline::{GlyphOutline, InkBox};

pub(crate) use face::Face;
pub(crate) use family::{Family, Weight};
pub(crate) use form_font::{FormFont, FormGlyph};
pub(crate) use letters::fixed_letters;
pub(crate) use objects::FontObject;
#[cfg(test)]
pub(crate) use objects::to_unicode_cmap;
pub(crate) use outline::same_outline;
pub(crate) use sfnt::in_order;
pub(crate) use subset::Subset;
pub(crate) use widths::CidWidths;

/// Why a font could not be made or read. See [`EmbeddedFont`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum FontError {
    /// The font program contradicts itself or the format.
    #[error("damaged font program: {0}")]
    Damaged(&'static str),
    /// Characters that the face cannot draw, each once, in order of appearance.
    #[error("letters missing from the font: {}", spelled(.0))]
    Missing(Vec<char>),
    /// More glyphs, bytes or entries than the format or our limits allow.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// A kind of font program, or a feature, that two viewers could show differently.
    #[error("font program not supported: {0}")]
    Unsupported(&'static str),
}

fn spelled(letters: &[char]) -> String {
    let names: Vec<String> = letters.iter().map(|letter| format!("`U+{:04X}`", u32::from(*letter))).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests;
