//! The glyphs of a font of an appearance: the character of each code, verified against the source face.

use lopdf::Object;

use super::reason::{self, FontPart, ProofReason};
use crate::pdf::font::{
    CidWidths, EmbeddedFont, Face, Family, FormFont, FormGlyph, InkBox, ToUnicode, Weight, same_outline,
};
use crate::pdf::load::MAX_STREAM;
use crate::pdf::objects::{Dict, dict_of, resolve};

/// The glyphs of a font, by code of two bytes.
#[derive(Debug)]
pub(crate) enum FontTable {
    /// A subset of a built-in face; every outline equals that of the face.
    OwnFace(Vec<Option<VerifiedGlyph>>),
    /// A font of the form, for characters that the built-in faces lack.
    FormFont(FormFont),
}

/// A glyph, in 1/1000 em.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerifiedGlyph {
    pub(super) letter: char,
    pub(super) advance: f64,
    pub(super) ink: Option<InkBox>,
}

impl FontTable {
    /// Reads a font and compares every glyph with the source face: a ToUnicode entry for another outline is
    /// refused.
    pub(crate) fn read(font: &Dict<'_>) -> Result<Self, ProofReason> {
        let is = |holds: bool, what: FontPart| if holds { Ok(()) } else { Err(reason::font_differs(what)) };
        is(font.has_name(b"Type", b"Font") && font.has_name(b"Subtype", b"Type0"), FontPart::Subtype)?;
        is(font.has_name(b"Encoding", b"Identity-H"), FontPart::Encoding)?;
        let cid_font = match font.array(b"DescendantFonts") {
            Some([only]) => resolve(font.doc, only).and_then(dict_of).map(|raw| Dict::new(font.doc, raw)),
            _ => None,
        };
        let cid_font = cid_font.ok_or(reason::NO_DESCENDANT)?;
        is(cid_font.has_name(b"Subtype", b"CIDFontType2"), FontPart::Descendant)?;
        is(cid_font.has_name(b"CIDToGIDMap", b"Identity"), FontPart::CidToGidMap)?;
        let descriptor = cid_font.dict(b"FontDescriptor").ok_or(reason::NO_DESCRIPTOR)?;
        is(!descriptor.has(b"FontFile") && !descriptor.has(b"FontFile3"), FontPart::Program)?;
        let program = decoded(descriptor.get(b"FontFile2")).ok_or(reason::PROGRAM_UNREADABLE)?;
        let embedded = EmbeddedFont::read(&program).map_err(|error| reason::font_unreadable(&error))?;
        is(embedded.is_hint_free(), FontPart::Program)?;
        let cmap = decoded(font.get(b"ToUnicode")).ok_or(reason::TO_UNICODE_UNREADABLE)?;
        let cmap = ToUnicode::read(&cmap).map_err(|error| reason::font_unreadable(&error))?;
        is(cmap.code_length() == 2, FontPart::ToUnicode)?;
        let face = font
            .name(b"BaseFont")
            .and_then(|name| Face::of_subset(std::str::from_utf8(name).ok()?))
            .ok_or(reason::FONT_NOT_OURS)?;
        let widths = CidWidths::read(&cid_font).map_err(|error| reason::font_unreadable(&error))?;

        let mut glyphs: Vec<Option<VerifiedGlyph>> = Vec::new();
        for (code, _) in cmap.iter() {
            let letter = cmap.letter(code).ok_or(reason::CODE_WITH_SEVERAL_LETTERS)?;
            let wrong = |what: FontPart| reason::glyph_differs(letter, what);
            let drawn = embedded.outline(code).ok_or_else(|| wrong(FontPart::Outline))?;
            let source = face.outline(letter).ok_or_else(|| wrong(FontPart::Outline))?;
            if !same_outline(&drawn, &source) {
                return Err(wrong(FontPart::Outline));
            }
            let advance = widths.of(code);
            // W has whole thousandths, the program has font units.
            let true_advance = embedded.advance(code).ok_or_else(|| wrong(FontPart::Width))?;
            if (advance - true_advance).abs() > 0.5 + 1e-6 {
                return Err(wrong(FontPart::Width));
            }
            let place = usize::from(code);
            glyphs.resize(glyphs.len().max(place + 1), None);
            if let Some(glyph) = glyphs.get_mut(place) {
                *glyph = Some(VerifiedGlyph { letter, advance, ink: drawn.ink_box() });
            }
        }
        Ok(Self::OwnFace(glyphs))
    }

    /// Reads a font that the form had before it was filled. Its outlines are not verified, but a character that a
    /// built-in face has is refused.
    pub(crate) fn read_form_font(font: &Dict<'_>) -> Result<Self, ProofReason> {
        FormFont::read(font).map(Self::FormFont).ok_or(reason::FORM_FONT_UNREADABLE)
    }

    pub(super) fn glyph(&self, code: u16) -> Option<VerifiedGlyph> {
        match self {
            Self::OwnFace(glyphs) => glyphs.get(usize::from(code)).copied().flatten(),
            Self::FormFont(font) => {
                let FormGlyph { letter, advance, ink } = font.glyph(code)?;
                let built_in = Face::of(Family::Sans, Weight::Regular).glyph(letter);
                built_in.is_none().then_some(VerifiedGlyph { letter, advance, ink })
            }
        }
    }
}

fn decoded(object: Option<&Object>) -> Option<Vec<u8>> {
    object?.as_stream().ok()?.get_plain_content_with_limit(MAX_STREAM).ok()
}
