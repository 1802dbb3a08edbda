//! Finds fonts of the form for characters that the built-in faces lack.

use std::collections::BTreeMap;

use lopdf::ObjectId;

use crate::pdf::field::Widget;
use crate::pdf::font::{Face, Family, FormFont, FormGlyph, Weight};
use crate::pdf::objects::{Dict, LocatedDict};
use crate::pdf::template::Template;

/// The fonts of a form for characters of a text.
#[derive(Debug, Default)]
pub(super) struct FormFonts {
    fonts: Vec<UsedFormFont>,
    glyphs: BTreeMap<char, EncodedFormGlyph>,
}

#[derive(Debug)]
struct UsedFormFont {
    id: ObjectId,
    embedded: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct EncodedFormGlyph {
    /// The index of its font.
    font_index: usize,
    pub(super) code: u16,
    pub(super) glyph: FormGlyph,
}

impl FormFonts {
    /// Finds the fonts among those that a widget names: embedded ones first, and those that a viewer draws with a
    /// font of its own only where the form itself `offers` the text.
    pub(super) fn of(template: &Template, widget: &Widget, wanted: &[char], offers: bool) -> Self {
        let doc = &template.pdf().0.doc;
        let built_in = Face::of(Family::Sans, Weight::Regular);
        let mut open: Vec<char> = wanted.iter().copied().filter(|c| built_in.glyph(*c).is_none()).collect();
        let mut found = Self::default();
        let ids = [widget.font_id, font_in_appearance(template, widget)];
        let fonts = ids.into_iter().flatten().filter_map(|id| {
            let font = LocatedDict::indirect(doc, id)?;
            Some((id, FormFont::read(&font.dict)?))
        });
        let (embedded, viewers): (Vec<_>, Vec<_>) = fonts.partition(|(_, font)| font.is_embedded());
        for (id, font) in embedded.into_iter().chain(viewers.into_iter().filter(|_| offers)) {
            let place = found.fonts.len();
            for (code, glyph) in font.codes(&open) {
                found.glyphs.insert(glyph.letter, EncodedFormGlyph { font_index: place, code, glyph });
            }
            if found.glyphs.values().any(|letter| letter.font_index == place) {
                found.fonts.push(UsedFormFont { id, embedded: font.is_embedded() });
            }
            open.retain(|letter| !found.glyphs.contains_key(letter));
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    pub(super) fn get(&self, letter: char) -> Option<&EncodedFormGlyph> {
        self.glyphs.get(&letter)
    }

    /// The glyphs, with their metrics.
    pub(super) fn form_glyphs(&self) -> impl Iterator<Item = &FormGlyph> {
        self.glyphs.values().map(|letter| &letter.glyph)
    }

    /// The fonts, by their resource names.
    pub(super) fn fonts(&self) -> impl Iterator<Item = (String, ObjectId)> {
        self.fonts.iter().enumerate().map(|(place, font)| (resource_name(place), font.id))
    }

    /// The characters whose font is embedded, or those whose font is not.
    pub(super) fn characters(&self, embedded: bool) -> Vec<char> {
        let of = |letter: &EncodedFormGlyph| {
            self.fonts.get(letter.font_index).is_some_and(|font| font.embedded == embedded)
        };
        self.glyphs.iter().filter(|(_, letter)| of(letter)).map(|(letter, _)| *letter).collect()
    }
}

impl EncodedFormGlyph {
    /// The resource name of its font.
    pub(super) fn resource_name(&self) -> String {
        resource_name(self.font_index)
    }
}

fn resource_name(place: usize) -> String {
    format!("F{place}")
}

/// The font of a widget's appearance under the name in its DA.
fn font_in_appearance(template: &Template, widget: &Widget) -> Option<ObjectId> {
    let doc = &template.pdf().0.doc;
    let place = LocatedDict::at_path(doc, &widget.path)?;
    let normal = place.dict.dict(b"AP")?.get(b"N")?.as_stream().ok()?;
    let fonts = Dict::new(doc, &normal.dict).dict(b"Resources")?.dict(b"Font")?;
    fonts.reference(widget.default_appearance.font.as_deref()?)
}
