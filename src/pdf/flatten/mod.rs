//! Flattening: what fields look like becomes content of their pages, and nothing is left to fill in.
//!
//! The file stays byte for byte; one update behind it ([`update`](super::update)) holds
//!
//! * each page with fields: what its fields show is painted after its content, in the order of its annotations; the
//!   widgets leave the page's list; the resources gain the appearances, which stay the streams they were,
//! * the catalogue without its AcroForm,
//! * in a tagged file, the structure: where an element held a widget, it holds what the widget shows (marked content),
//!   with `PrintField` attributes (ISO 32000-1, 14.8.5.6).
//!
//! A file whose structure forbids an update is written anew. The result is proved: read again, every page paints the
//! same as before, piece by piece, and no field is left.
//!
//! What the screen shows is kept: fields that are hidden, or that only print, leave nothing.

mod page;
mod placed_appearance;
mod problem;
mod proof;
mod state_balance;
mod structure_tree;
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

/// Makes content of the fields of a form.
///
/// # Errors
/// [`FlattenProblem`]: a signature forbids any change, a value is shown by nothing, or the result could not be shown to
/// look the same.
pub(crate) fn flatten(pdf: &Pdf) -> Result<Vec<u8>, FlattenProblem> {
    check_flattenable(pdf)?;
    let flat = flattened_bytes(pdf)?;
    proof::prove(pdf, &flat)?;
    Ok(flat)
}

/// The file before it was flattened, where the last thing that happened to it is that we flattened it.
///
/// It is told by doing it again: the file as it was before its last update is flattened, and the same bytes come out.
pub(crate) fn undo_flatten(pdf: &Pdf) -> Option<Pdf> {
    let base = &pdf.0;
    if !pdf.fields().is_empty() {
        return None;
    }
    // The end of the revision before: its last marker, and the line end behind it where it had one.
    let marker = b"%%EOF";
    let mut ends = base.bytes.windows(marker.len()).enumerate().rev().filter(|(_, at)| at == marker);
    let (before, _) = ends.nth(1)?;
    let end = before + marker.len();
    let rest = base.bytes.get(end..)?;
    let line_end = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    (0..=line_end.min(2)).rev().find_map(|more| {
        let earlier = pdf.parse_derived(base.bytes.get(..end + more)?).ok()?;
        let again = check_flattenable(&earlier).ok().and_then(|()| flattened_bytes(&earlier).ok())?;
        (again == *base.bytes).then_some(earlier)
    })
}

fn check_flattenable(pdf: &Pdf) -> Result<(), FlattenProblem> {
    let traits = pdf.features();
    if pdf.fields().is_empty() {
        return Err(FlattenProblem::NoFields);
    }
    if traits.signatures > 0 || traits.certification.is_some() {
        return Err(FlattenProblem::Signed);
    }
    if traits.need_appearances {
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
    let mut pen = FlattenWriter::of(pdf);
    for (number, page) in base.pages.iter().enumerate() {
        page::flatten(&mut pen, pdf, number, page)?;
    }
    if let Some(root) = catalog(&base.doc) {
        for key in ["AcroForm", "NeedsRendering"] {
            pen.edits.remove(&root.path, key);
        }
    }
    pen.finish(pdf).map_err(|TooDeep| FlattenProblem::TooDeep)
}

/// What is written: changes to objects, and new ones.
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

    /// A new object; a reference to it.
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
