//! Flattening: the appearances of fields become content of their pages, and no field is left.
//!
//! In: a filled form as [`Pdf`]. Out: its bytes, unchanged, and an incremental update (see `incremental_update`)
//! behind them with
//!
//! * each page with fields: the appearances are painted after its content, in the order of its annotations; the
//!   widgets are removed from Annots; the resources get the appearance streams, which stay unchanged,
//! * before that, in an update of its own, an appearance for each widget without one that viewers draw by themselves,
//! * the catalog without its AcroForm,
//! * in a tagged file, the structure tree: an element that held a widget holds marked content with `PrintField`
//!   attributes (ISO 32000-1, 14.8.5.6).
//!
//! A file whose structure forbids an update is written anew. The result is proved: read again, every page paints
//! the same objects as before, and no field is left.
//!
//! What a screen shows is kept: fields that are hidden, or only print, are removed.

// What viewers draw without an appearance.
mod drawn_look;
// One page: what is placed, and its place in the structure tree.
mod page;
mod placed_appearance;
mod state_balance;
mod structure_tree;
// That the result looks the same, or why it is refused.
mod problem;
mod proof;
#[cfg(test)]
mod tests;

pub(crate) use problem::FlattenProblem;

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId};

use super::document::Pdf;
use super::incremental_update::{self, Cipher, SerializedObjects};
use super::object_edits::ObjectEdits;
use super::objects::{LocatedDict, catalog};
use super::serialize::TooDeep;

/// Flattens the fields of a form.
///
/// # Errors
/// [`FlattenProblem`]: a signature forbids any change, a value has no appearance, or the result could not be proved
/// to look the same.
pub(crate) fn flatten(pdf: &Pdf) -> Result<Vec<u8>, FlattenProblem> {
    check_flattenable(pdf)?;
    let drawn = drawn_look::with_drawn_looks(pdf)?;
    let pdf = drawn.as_ref().unwrap_or(pdf);
    let flat = flattened_bytes(pdf)?;
    proof::prove(pdf, &flat)?;
    Ok(flat)
}

/// The file before it was flattened, where flattening by this program was the last change.
///
/// Decided by repetition: the file before its last update is flattened, and has to give the same bytes.
pub(crate) fn undo_flatten(pdf: &Pdf) -> Option<Pdf> {
    if !pdf.fields().is_empty() {
        return None;
    }
    let before = revision_before(pdf, |earlier| {
        check_flattenable(earlier).ok()?;
        flattened_bytes(earlier).ok()
    })?;
    let undrawn = revision_before(&before, |earlier| {
        let drawn = drawn_look::with_drawn_looks(earlier).ok()??;
        Some(drawn.bytes().to_vec())
    });
    Some(undrawn.unwrap_or(before))
}

/// The file before its last update, where repeating that update gives the same bytes.
fn revision_before(pdf: &Pdf, repeat: impl Fn(&Pdf) -> Option<Vec<u8>>) -> Option<Pdf> {
    let base = &pdf.0;
    // The end of the revision before: its last marker, and the line end behind it, if any.
    let marker = b"%%EOF";
    let mut ends = base.bytes.windows(marker.len()).enumerate().rev().filter(|(_, at)| at == marker);
    let (before, _) = ends.nth(1)?;
    let end = before + marker.len();
    let rest = base.bytes.get(end..)?;
    let line_end = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    (0..=line_end.min(2)).rev().find_map(|more| {
        let earlier = pdf.parse_derived(base.bytes.get(..end + more)?).ok()?;
        (repeat(&earlier)? == *base.bytes).then_some(earlier)
    })
}

fn check_flattenable(pdf: &Pdf) -> Result<(), FlattenProblem> {
    let features = pdf.features();
    if pdf.fields().is_empty() {
        return Err(FlattenProblem::NoFields);
    }
    if features.signatures > 0 || features.certification.is_some() {
        return Err(FlattenProblem::Signed);
    }
    if features.need_appearances {
        return Err(FlattenProblem::NeedAppearances);
    }
    let has_value = |field: &&super::Field| field.value().is_some_and(|value| !value.is_blank());
    let shown = |widget: &super::Widget| !widget.is_visible() || widget.has_appearance();
    match pdf.fields().iter().filter(has_value).find(|field| !field.widgets().iter().all(shown)) {
        Some(field) => Err(FlattenProblem::NoAppearance { field: field.name().into() }),
        None => Ok(()),
    }
}

fn flattened_bytes(pdf: &Pdf) -> Result<Vec<u8>, FlattenProblem> {
    let base = &pdf.0;
    let mut writer = FlattenWriter::of(pdf);
    for (number, page) in base.pages.iter().enumerate() {
        page::flatten(&mut writer, pdf, number, page)?;
    }
    if let Some(root) = catalog(&base.doc) {
        for key in ["AcroForm", "NeedsRendering"] {
            writer.edits.remove(&root.path, key);
        }
    }
    writer.finish(pdf).map_err(|TooDeep| FlattenProblem::TooDeep)
}

/// The update: changed and new objects.
struct FlattenWriter<'a> {
    edits: ObjectEdits<'a>,
    new_objects: BTreeMap<ObjectId, Object>,
    next_number: u32,
    structure_tree: Option<structure_tree::StructureTree>,
}

impl<'a> FlattenWriter<'a> {
    fn of(pdf: &'a Pdf) -> Self {
        let base = &pdf.0;
        let root = catalog(&base.doc);
        Self {
            edits: ObjectEdits::of(&base.doc),
            new_objects: BTreeMap::new(),
            next_number: base.layout.size,
            structure_tree: root.and_then(|root: LocatedDict<'_>| structure_tree::StructureTree::of(&root)),
        }
    }

    /// Adds an object; returns its reference.
    fn add_object(&mut self, object: Object) -> ObjectId {
        let id = (self.next_number, 0);
        self.next_number = self.next_number.saturating_add(1);
        self.new_objects.insert(id, object);
        id
    }

    fn finish(self, pdf: &Pdf) -> Result<Vec<u8>, TooDeep> {
        let base = &pdf.0;
        let cipher = Cipher::of(base);
        let mut chunk = SerializedObjects::default();
        for (id, object) in self.edits.finish().iter().chain(&self.new_objects) {
            chunk.push(*id, object, cipher)?;
        }
        let nothing = SerializedObjects::default();
        let written = if base.layout.repaired || base.layout.header_offset > 0 {
            incremental_update::rewrite_file(base, &nothing, &chunk, self.next_number)
        } else {
            incremental_update::append_update(base, &nothing, &chunk, self.next_number)
        };
        Ok(written?.bytes)
    }
}
