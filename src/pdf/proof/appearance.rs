//! Paints the appearance stream of a widget in the coordinates of its page (ISO 32000-2, 12.5.5).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::font_table::FontTable;
use super::interpreter::{AppearanceResources, PaintMark, paint_content};
use super::reason::{self, ProofReason};
use crate::pdf::geometry::{Matrix, Rect};
use crate::pdf::load::MAX_STREAM;
use crate::pdf::objects::Dict;

/// Font tables by the object of the font; each font is read once.
#[derive(Debug, Default)]
pub(super) struct FontTables {
    /// Of fonts among the constant objects, read once for all records.
    pub(super) constant: BTreeMap<ObjectId, Arc<FontTable>>,
    /// Of fonts of this file.
    loaded: RefCell<BTreeMap<ObjectId, Arc<FontTable>>>,
    /// The first object number that the form does not use.
    first_free_number: u32,
}

impl FontTables {
    pub(super) fn with(constant: BTreeMap<ObjectId, Arc<FontTable>>, first_free_number: u32) -> Self {
        Self { constant, loaded: RefCell::default(), first_free_number }
    }

    fn table(&self, fonts: Option<&Dict<'_>>, name: &[u8]) -> Result<Arc<FontTable>, ProofReason> {
        let fonts = fonts.ok_or(reason::NO_FONTS)?;
        let id = fonts.reference(name).ok_or(reason::FONT_NOT_IN_RESOURCES)?;
        if let Some(known) = self.constant.get(&id) {
            return Ok(Arc::clone(known));
        }
        if let Some(own) = self.loaded.borrow().get(&id) {
            return Ok(Arc::clone(own));
        }
        let font = fonts.dict(name).ok_or(reason::FONT_NOT_IN_RESOURCES)?;
        let is_forms = id.0 < self.first_free_number;
        let table =
            Arc::new(if is_forms { FontTable::read_form_font(&font) } else { FontTable::read(&font) }?);
        self.loaded.borrow_mut().insert(id, Arc::clone(&table));
        Ok(table)
    }
}

/// The marks of a widget's appearance, in default user space of the page.
pub(super) struct PaintedAppearance {
    pub(super) marks: Vec<PaintMark>,
    /// The appearance's `BBox` on the page, to which it is clipped.
    pub(super) bbox: Rect,
}

/// The normal appearance of a widget; of several states, the one of AS.
pub(super) fn normal_appearance<'a>(widget: &Dict<'a>) -> Result<&'a Object, ProofReason> {
    let missing = || reason::NO_APPEARANCE;
    let normal = widget.dict(b"AP").and_then(|ap| ap.get(b"N")).ok_or_else(missing)?;
    match normal {
        Object::Stream(_) => Ok(normal),
        Object::Dictionary(states) => {
            let state = widget.name(b"AS").ok_or(reason::NO_APPEARANCE_STATE)?;
            Dict::new(widget.doc, states).get(state).ok_or(reason::STATE_WITHOUT_APPEARANCE)
        }
        _ => Err(missing()),
    }
}

/// Runs an appearance stream, mapped to the rectangle of its widget.
pub(super) fn paint_appearance(
    widget: &Dict<'_>,
    appearance: &Object,
    fonts: &FontTables,
    strict: bool,
) -> Result<PaintedAppearance, ProofReason> {
    let Object::Stream(stream) = appearance else { return Err(reason::NOT_A_STREAM) };
    let form = Dict::new(widget.doc, &stream.dict);
    if strict && !(form.has_name(b"Subtype", b"Form") && !form.has(b"OC") && !form.has(b"Group")) {
        return Err(reason::NOT_A_PLAIN_FORM);
    }
    let rect = widget.rect(b"Rect").ok_or(reason::NO_RECT)?;
    let frame = form.rect(b"BBox").ok_or(reason::NO_BBOX)?;
    let matrix = form.numbers(b"Matrix").and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
    let matrix = matrix.map_or(Matrix::IDENTITY, Matrix);
    let turned = matrix.rect(&frame);
    if turned.is_empty() || rect.is_empty() {
        return Err(reason::NO_SIZE);
    }
    let (sx, sy) = (rect.width() / turned.width(), rect.height() / turned.height());
    let fit = Matrix([sx, 0.0, 0.0, sy, rect.x0 - turned.x0 * sx, rect.y0 - turned.y0 * sy]);
    let to_page = matrix.then(&fit);

    let content = stream.get_plain_content_with_limit(MAX_STREAM).map_err(|_| reason::STREAM_UNREADABLE)?;
    let named = |kind: &[u8]| form.dict(b"Resources").and_then(|resources| resources.dict(kind));
    let own_fonts = named(b"Font");
    let table = |name: &[u8]| fonts.table(own_fonts.as_ref(), name);
    let shines_through = |name: &[u8]| {
        let state = named(b"ExtGState").and_then(|states| states.dict(name));
        state.and_then(|state| state.name(b"BM")).is_some_and(|mode| mode == b"Multiply" || mode == b"Darken")
    };
    let resources = AppearanceResources { fonts: &table, is_see_through: &shines_through };
    let mut marks = paint_content(&content, &resources, strict)?;
    for mark in &mut marks {
        mark.rect = to_page.rect(&mark.rect);
        mark.clip = mark.clip.map(|clip| to_page.rect(&clip));
        for corner in mark.shape.iter_mut().flatten() {
            *corner = to_page.point(*corner);
        }
    }
    Ok(PaintedAppearance { marks, bbox: to_page.rect(&frame) })
}
