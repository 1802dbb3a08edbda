//! Letters that our faces lack, drawn with fonts that the form has itself.

use std::collections::BTreeMap;

use lopdf::ObjectId;

use crate::pdf::field::Widget;
use crate::pdf::font::{Face, Family, Foreign, ForeignGlyph, Weight};
use crate::pdf::objects::{Dict, Place};
use crate::pdf::template::Template;

/// Which fonts of a form draw a text's letters.
#[derive(Debug, Default)]
pub(super) struct Borrowed {
    fonts: Vec<Lender>,
    letters: BTreeMap<char, Letter>,
}

#[derive(Debug)]
struct Lender {
    id: ObjectId,
    embedded: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// The place of its font.
    font: usize,
    pub(super) code: u16,
    pub(super) glyph: ForeignGlyph,
}

impl Borrowed {
    /// Looks for these letters in the fonts that a widget names: those that are embedded first, and those that a
    /// viewer draws with a font of its own only where the form itself `offers` the text.
    pub(super) fn of(template: &Template, widget: &Widget, wanted: &[char], offers: bool) -> Self {
        let doc = &template.pdf().0.doc;
        let ours = Face::of(Family::Sans, Weight::Regular);
        let mut open: Vec<char> = wanted.iter().copied().filter(|c| ours.glyph(*c).is_none()).collect();
        let mut found = Self::default();
        let ids = [widget.font_id, in_appearance(template, widget)];
        let fonts = ids.into_iter().flatten().filter_map(|id| {
            let font = Place::of(doc, id)?;
            Some((id, Foreign::read(&font.dict)?))
        });
        let (embedded, viewers): (Vec<_>, Vec<_>) = fonts.partition(|(_, font)| font.is_embedded());
        for (id, font) in embedded.into_iter().chain(viewers.into_iter().filter(|_| offers)) {
            let place = found.fonts.len();
            for (code, glyph) in font.codes(&open) {
                found.letters.insert(glyph.letter, Letter { font: place, code, glyph });
            }
            if found.letters.values().any(|letter| letter.font == place) {
                found.fonts.push(Lender { id, embedded: font.is_embedded() });
            }
            open.retain(|letter| !found.letters.contains_key(letter));
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    pub(super) fn get(&self, letter: char) -> Option<&Letter> {
        self.letters.get(&letter)
    }

    /// The letters, with what they measure.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = &ForeignGlyph> {
        self.letters.values().map(|letter| &letter.glyph)
    }

    /// The fonts by their names in the resources of an appearance.
    pub(super) fn fonts(&self) -> impl Iterator<Item = (String, ObjectId)> {
        self.fonts.iter().enumerate().map(|(place, font)| (name(place), font.id))
    }

    /// The letters that a viewer draws with a font of its own, or else those drawn with embedded ones.
    pub(super) fn letters(&self, embedded: bool) -> Vec<char> {
        let of = |letter: &Letter| self.fonts.get(letter.font).is_some_and(|font| font.embedded == embedded);
        self.letters.iter().filter(|(_, letter)| of(letter)).map(|(letter, _)| *letter).collect()
    }
}

impl Letter {
    /// The name of its font in the resources of an appearance.
    pub(super) fn font(&self) -> String {
        name(self.font)
    }
}

fn name(place: usize) -> String {
    format!("F{place}")
}

/// The font that a widget's appearance has under the name that its DA names.
fn in_appearance(template: &Template, widget: &Widget) -> Option<ObjectId> {
    let doc = &template.pdf().0.doc;
    let place = Place::at_spot(doc, &widget.spot)?;
    let normal = place.dict.dict(b"AP")?.get(b"N")?.as_stream().ok()?;
    let fonts = Dict::new(doc, &normal.dict).dict(b"Resources")?.dict(b"Font")?;
    fonts.reference(widget.look.font.as_deref()?)
}
