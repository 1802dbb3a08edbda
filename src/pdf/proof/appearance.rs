//! The appearance of a widget as it lands on the page (ISO 32000-2, 12.5.5).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::content::{Mark, Resources, paint};
use super::font_table::FontTable;
use super::why::{self, Why};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::load::MAX_STREAM;
use crate::pdf::objects::Dict;

/// Font tables by the number of the font's object: each is read once.
#[derive(Debug, Default)]
pub(super) struct FontTables {
    /// Of the constant objects, for all records.
    pub(super) known: BTreeMap<ObjectId, Arc<FontTable>>,
    /// Of this record.
    own: RefCell<BTreeMap<ObjectId, Arc<FontTable>>>,
    /// The first object number that the form leaves free.
    form_ends: u32,
}

impl FontTables {
    pub(super) fn with(known: BTreeMap<ObjectId, Arc<FontTable>>, form_ends: u32) -> Self {
        Self { known, own: RefCell::default(), form_ends }
    }

    fn table(&self, fonts: Option<&Dict<'_>>, name: &[u8]) -> Result<Arc<FontTable>, Why> {
        let fonts = fonts.ok_or(why::NO_FONTS)?;
        let id = fonts.reference(name).ok_or(why::FONT_LACKING)?;
        if let Some(known) = self.known.get(&id) {
            return Ok(Arc::clone(known));
        }
        if let Some(own) = self.own.borrow().get(&id) {
            return Ok(Arc::clone(own));
        }
        let font = fonts.dict(name).ok_or(why::FONT_LACKING)?;
        let is_forms = id.0 < self.form_ends;
        let table = Arc::new(if is_forms { FontTable::of_form(&font) } else { FontTable::read(&font) }?);
        self.own.borrow_mut().insert(id, Arc::clone(&table));
        Ok(table)
    }
}

/// What a widget's appearance paints, in the coordinates of the page.
pub(super) struct Picture {
    pub(super) marks: Vec<Mark>,
    /// The box that the appearance is clipped to.
    pub(super) frame: Rect,
}

/// The normal appearance of a widget; of one with states, the one it is in.
pub(super) fn normal<'a>(widget: &Dict<'a>) -> Result<&'a Object, Why> {
    let missing = || why::NO_APPEARANCE;
    let normal = widget.dict(b"AP").and_then(|ap| ap.get(b"N")).ok_or_else(missing)?;
    match normal {
        Object::Stream(_) => Ok(normal),
        Object::Dictionary(states) => {
            let state = widget.name(b"AS").ok_or(why::STATELESS)?;
            Dict::new(widget.doc, states).get(state).ok_or(why::STATE_UNDRAWN)
        }
        _ => Err(missing()),
    }
}

/// Paints an appearance stream into the box of its widget.
pub(super) fn picture(
    widget: &Dict<'_>,
    appearance: &Object,
    fonts: &FontTables,
    strict: bool,
) -> Result<Picture, Why> {
    let Object::Stream(stream) = appearance else { return Err(why::NO_STREAM) };
    let form = Dict::new(widget.doc, &stream.dict);
    if strict && !(form.is(b"Subtype", b"Form") && !form.has(b"OC") && !form.has(b"Group")) {
        return Err(why::NO_PLAIN_FORM);
    }
    let rect = widget.rect(b"Rect").ok_or(why::NO_BOX)?;
    let frame = form.rect(b"BBox").ok_or(why::NO_BBOX)?;
    let matrix = form.numbers(b"Matrix").and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
    let matrix = matrix.map_or(Matrix::IDENTITY, Matrix);
    let turned = matrix.rect(&frame);
    if turned.is_empty() || rect.is_empty() {
        return Err(why::NO_SIZE);
    }
    let (sx, sy) = (rect.width() / turned.width(), rect.height() / turned.height());
    let fit = Matrix([sx, 0.0, 0.0, sy, rect.x0 - turned.x0 * sx, rect.y0 - turned.y0 * sy]);
    let to_page = matrix.then(&fit);

    let content = stream.get_plain_content_with_limit(MAX_STREAM).map_err(|_| why::STREAM_UNREADABLE)?;
    let named = |kind: &[u8]| form.dict(b"Resources").and_then(|resources| resources.dict(kind));
    let own_fonts = named(b"Font");
    let table = |name: &[u8]| fonts.table(own_fonts.as_ref(), name);
    let shines_through = |name: &[u8]| {
        let state = named(b"ExtGState").and_then(|states| states.dict(name));
        state.and_then(|state| state.name(b"BM")).is_some_and(|mode| mode == b"Multiply" || mode == b"Darken")
    };
    let resources = Resources { fonts: &table, shines_through: &shines_through };
    let mut marks = paint(&content, &resources, strict)?;
    for mark in &mut marks {
        mark.rect = to_page.rect(&mark.rect);
        mark.clip = mark.clip.map(|clip| to_page.rect(&clip));
        for corner in mark.shape.iter_mut().flatten() {
            *corner = to_page.point(*corner);
        }
    }
    Ok(Picture { marks, frame: to_page.rect(&frame) })
}
