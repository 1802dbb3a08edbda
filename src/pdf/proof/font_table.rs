//! A font of an appearance: what each of its codes means, and that it is drawn as that letter is drawn.

use std::collections::BTreeMap;

use lopdf::Object;

use super::revision::Why;
use crate::pdf::document::MAX_STREAM;
use crate::pdf::font::{EmbeddedFont, Face, Family, InkBox, ToUnicode, Weight, same_outline};
use crate::pdf::objects::{Dict, dict_of, follow, number};

/// The letters of a font, by code of two bytes.
#[derive(Debug)]
pub(crate) struct FontTable {
    glyphs: Vec<Option<Glyph>>,
}

/// A letter as it is drawn, in 1/1000 em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) letter: char,
    pub(super) advance: f64,
    pub(super) ink: Option<InkBox>,
}

impl FontTable {
    /// Reads a font, and holds every glyph against the source face: a right code for a wrong outline is refused.
    pub(crate) fn read(font: &Dict<'_>) -> Result<Self, Why> {
        let is = |holds: bool, what: &str| {
            if holds { Ok(()) } else { Err(format!("the font's {what} is another")) }
        };
        is(font.is(b"Type", b"Font") && font.is(b"Subtype", b"Type0"), "Subtype")?;
        is(font.is(b"Encoding", b"Identity-H"), "Encoding")?;
        let cid_font = match font.array(b"DescendantFonts") {
            Some([only]) => follow(font.doc, only).and_then(dict_of).map(|raw| Dict::new(font.doc, raw)),
            _ => None,
        };
        let cid_font = cid_font.ok_or("the font has no descendant")?;
        is(cid_font.is(b"Subtype", b"CIDFontType2"), "descendant")?;
        is(cid_font.is(b"CIDToGIDMap", b"Identity"), "CIDToGIDMap")?;
        let descriptor = cid_font.dict(b"FontDescriptor").ok_or("the font has no descriptor")?;
        is(!descriptor.has(b"FontFile") && !descriptor.has(b"FontFile3"), "program")?;
        let program = plain(descriptor.get(b"FontFile2")).ok_or("the font's program cannot be read")?;
        let embedded = EmbeddedFont::read(&program).map_err(|error| error.to_string())?;
        is(embedded.is_hint_free(), "program")?;
        let cmap = plain(font.get(b"ToUnicode")).ok_or("the font's ToUnicode cannot be read")?;
        let cmap = ToUnicode::read(&cmap).map_err(|error| error.to_string())?;
        is(cmap.code_length() == 2, "ToUnicode")?;
        let face = font.name(b"BaseFont").and_then(face).ok_or("the font is none of ours")?;
        let widths = widths(&cid_font)?;
        let default = cid_font.number(b"DW").unwrap_or(1000.0);

        let mut glyphs: Vec<Option<Glyph>> = Vec::new();
        for (code, _) in cmap.iter() {
            let letter = cmap.letter(code).ok_or("a code of the font stands for several letters")?;
            let wrong =
                |what: &str| format!("the font draws U+{:04X} with another {what}", u32::from(letter));
            let drawn = embedded.outline(code).ok_or_else(|| wrong("outline"))?;
            let source = face.outline(letter).ok_or_else(|| wrong("outline"))?;
            if !same_outline(&drawn, &source) {
                return Err(wrong("outline"));
            }
            let advance = widths.get(&code).copied().unwrap_or(default);
            // Whole thousandths in the PDF, units of the font in its program.
            let true_advance = embedded.advance(code).ok_or_else(|| wrong("width"))?;
            if (advance - true_advance).abs() > 0.5 + 1e-6 {
                return Err(wrong("width"));
            }
            let place = usize::from(code);
            glyphs.resize(glyphs.len().max(place + 1), None);
            if let Some(glyph) = glyphs.get_mut(place) {
                *glyph = Some(Glyph { letter, advance, ink: drawn.ink() });
            }
        }
        Ok(Self { glyphs })
    }

    pub(super) fn glyph(&self, code: u16) -> Option<Glyph> {
        self.glyphs.get(usize::from(code)).copied().flatten()
    }
}

fn plain(object: Option<&Object>) -> Option<Vec<u8>> {
    object?.as_stream().ok()?.get_plain_content_with_limit(MAX_STREAM).ok()
}

/// The face that a subset's name names.
fn face(base_font: &[u8]) -> Option<&'static Face> {
    let (tag, name) = std::str::from_utf8(base_font).ok()?.split_once('+')?;
    if tag.len() != 6 || !tag.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let all = Family::ALL.into_iter().flat_map(|family| Weight::ALL.map(|weight| Face::of(family, weight)));
    let mut all = all;
    all.find(|face| face.name() == name)
}

/// The array W (ISO 32000-2, 9.7.4.3).
fn widths(cid_font: &Dict<'_>) -> Result<BTreeMap<u16, f64>, Why> {
    let damaged = || Why::from("the font's widths cannot be read");
    let mut widths = BTreeMap::new();
    let mut items = cid_font.array(b"W").unwrap_or_default().iter();
    let code = |object: &Object| object.as_i64().ok().and_then(|n| u16::try_from(n).ok());
    while let Some(first) = items.next() {
        let first = code(first).ok_or_else(damaged)?;
        match items.next().ok_or_else(damaged)? {
            Object::Array(run) => {
                for (index, width) in run.iter().enumerate() {
                    let place =
                        u16::try_from(index).ok().and_then(|i| first.checked_add(i)).ok_or_else(damaged)?;
                    widths.insert(place, number(width).ok_or_else(damaged)?);
                }
            }
            last => {
                let last = code(last).ok_or_else(damaged)?;
                let width = items.next().and_then(number).ok_or_else(damaged)?;
                widths.extend((first..=last).map(|place| (place, width)));
            }
        }
    }
    Ok(widths)
}
