//! Assembles the filled file from laid-out fields, and has it proved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::Filler;
use super::field_cache::CachedField;
use super::field_layout::LaidOutField;
use super::field_writer::FieldWriter;
use super::filled::{FieldReport, FilledForm};
use super::need_appearances::empty_streams;
use crate::diag::Bilingual;
use crate::pdf::field::Field;
use crate::pdf::field_plan::FieldPlan;
use crate::pdf::fill_problem::FillProblem;
use crate::pdf::fill_remark::FillRemark;
use crate::pdf::fill_value::FillValue;
use crate::pdf::font::{FontError, FontObject, Subset};
use crate::pdf::incremental_update::{self, Cipher, SerializedObjects};
use crate::pdf::object_edits::ObjectEdits;
use crate::pdf::objects::{ObjectPath, catalog};
use crate::pdf::read_object;
use crate::pdf::serialize::TooDeep;

/// The entries that say how the data of a stream are encoded.
const FILTER_KEYS: &[&str] = &["Filter", "DecodeParms"];

impl Filler {
    pub(super) fn write_constant_objects(&mut self) -> Result<(), TooDeep> {
        let template = self.template.clone();
        let base = &template.pdf().0;
        let cipher = Cipher::of(base);
        for font in &mut self.fonts.all {
            let Some(subset) = font.subset else { continue };
            font.font_object = self.next_number;
            for object in subset.pdf_objects(self.next_number) {
                self.constant_objects.push_font(&object, cipher)?;
                self.next_number = self.next_number.max(object.number().saturating_add(1));
            }
        }
        let mut edits = ObjectEdits::of(&base.doc);
        if let Some(form) = &base.acro_form {
            // Viewers have to show these appearances, not draw their own; and XFA would keep the old values.
            edits.remove(form, "NeedAppearances");
            edits.remove(form, "XFA");
        }
        if template.features().usage_rights {
            remove_usage_rights(&base.doc, &mut edits);
        }
        for id in empty_streams(&template) {
            for key in FILTER_KEYS {
                edits.remove(&ObjectPath::object(id), key);
            }
        }
        self.constant_changes = edits.finish();
        let fields = self.plans.iter().filter_map(|plan| template.fields().get(plan.field_index));
        let paths = fields.flat_map(|f| f.paths.iter().chain(f.widgets.iter().map(|widget| &widget.path)));
        self.shared_objects =
            paths.map(|path| path.id).filter(|id| self.constant_changes.contains_key(id)).collect();
        for (id, object) in self.constant_changes.iter().filter(|(id, _)| !self.shared_objects.contains(id)) {
            self.constant_objects.push(*id, object, cipher)?;
        }
        Ok(())
    }

    pub(super) fn write(&self, parts: &[PendingField<'_>]) -> Result<FilledForm, Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        let mut next = self.next_number;
        let mut fonts = SerializedObjects::default();
        let overflows = self.extra_subsets(parts, &mut next, &mut fonts, cipher)?;
        let mut page = UpdateParts::default();
        let mut writer = FieldWriter {
            filler: self,
            extra_subsets: &overflows,
            edits: ObjectEdits::on_top_of(&base.doc, &self.constant_changes),
            new_objects: Vec::new(),
            next_number: next,
        };
        for part in parts {
            match part {
                PendingField::LaidOut { drawing, unchanged: is_left, calculated } => {
                    let keeps = !is_left && !calculated;
                    if !is_left {
                        page.remarks.extend(drawing.remarks(*calculated));
                    }
                    self.write_or_cache(drawing, keeps, &mut writer, &mut page)?;
                }
                PendingField::Cached { index, plan, field, value } => {
                    if let Some(written) = self.cache.get(*index, value, writer.next_number) {
                        page.remarks.extend(written.remarks.iter().cloned());
                        writer.next_number = page.add_cached(&written);
                    } else {
                        let drawing = self.lay_out_field(*index, plan, field, value)?;
                        page.remarks.extend(drawing.remarks(false));
                        self.write_or_cache(&drawing, true, &mut writer, &mut page)?;
                    }
                }
            }
        }
        let FieldWriter { edits, next_number: next, .. } = writer;
        let appended = self.assemble(page.changed_objects, edits, &page.new_objects, fonts, next);
        let appended = appended.map_err(|TooDeep| vec![too_deep()])?;
        let values: Vec<(&Field, &FillValue)> = parts.iter().map(PendingField::expected_value).collect();
        self.prover.prove(&appended.bytes, &values, self.options)?;
        Ok(FilledForm {
            bytes: appended.bytes,
            update_start: appended.update_start,
            fields: page.reports,
            remarks: page.remarks,
        })
    }

    /// Writes the objects of a field: of one that shares no object with others apart, to be cached; of others
    /// together.
    fn write_or_cache(
        &self,
        drawing: &LaidOutField<'_>,
        keeps: bool,
        writer: &mut FieldWriter<'_>,
        page: &mut UpdateParts,
    ) -> Result<(), Vec<FillProblem>> {
        let rare = writer.extra_subsets.iter().any(Option::is_some);
        if !keeps || rare || !self.cache.should_store(drawing.plan_index) {
            writer.write_field(drawing, &mut page.reports);
            page.new_objects.extend(
                writer.new_objects.drain(..).map(|(number, object)| ((number, 0), Pending::New(object))),
            );
            return Ok(());
        }
        let base = &self.template.pdf().0;
        let edits = ObjectEdits::on_top_of(&base.doc, &self.constant_changes);
        let mut own = FieldWriter {
            filler: self,
            extra_subsets: writer.extra_subsets,
            edits,
            new_objects: Vec::new(),
            next_number: writer.next_number,
        };
        let mut reports = Vec::new();
        own.write_field(drawing, &mut reports);
        let FieldWriter { edits, new_objects: made, .. } = own;
        let text = |id, object: &Object| {
            let mut chunk = SerializedObjects::default();
            let written = chunk.push(id, object, Cipher::of(base));
            written.map(|()| chunk.into_bytes()).map_err(|TooDeep| vec![too_deep()])
        };
        let changed = edits.finish();
        let changed = changed.iter().map(|(id, object)| Ok((*id, text(*id, object)?)));
        let made = made.iter().map(|(number, object)| text((*number, 0), object));
        let written = Arc::new(CachedField {
            value: drawing.value.clone(),
            first_number: writer.next_number,
            changed_objects: changed.collect::<Result<_, Vec<FillProblem>>>()?,
            new_objects: made.collect::<Result<_, _>>()?,
            reports,
            remarks: drawing.remarks(false),
        });
        writer.next_number = page.add_cached(&written);
        self.cache.insert(drawing.plan_index, written);
        Ok(())
    }

    fn assemble(
        &self,
        mut changed: BTreeMap<ObjectId, Pending>,
        edits: ObjectEdits<'_>,
        made: &[(ObjectId, Pending)],
        fonts: SerializedObjects,
        next: u32,
    ) -> Result<incremental_update::UpdatedFile, TooDeep> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        changed.extend(edits.finish().into_iter().map(|(id, object)| (id, Pending::New(object))));
        for id in &self.shared_objects {
            if let Some(object) = self.constant_changes.get(id) {
                changed.entry(*id).or_insert_with(|| Pending::New(object.clone()));
            }
        }
        let mut record = SerializedObjects::default();
        for (id, pending) in &changed {
            pending.write_to(*id, &mut record, cipher)?;
        }
        record.extend(fonts);
        for (id, pending) in made {
            pending.write_to(*id, &mut record, cipher)?;
        }
        if base.layout.repaired || base.layout.header_offset > 0 {
            incremental_update::rewrite_file(base, &self.constant_objects, &record, next)
        } else {
            incremental_update::append_update(base, &self.constant_objects, &record, next)
        }
    }

    /// Subsets for the characters that the fixed subsets lack; without fixed ones, for all.
    fn extra_subsets(
        &self,
        parts: &[PendingField<'_>],
        next: &mut u32,
        chunk: &mut SerializedObjects,
        cipher: Cipher<'_>,
    ) -> Result<Vec<Option<ExtraSubset>>, Vec<FillProblem>> {
        let mut all = Vec::new();
        // A cached field has no rarer characters.
        let drawings = || {
            parts.iter().filter_map(|part| match part {
                PendingField::LaidOut { drawing, .. } => Some(drawing),
                PendingField::Cached { .. } => None,
            })
        };
        for (place, font) in self.fonts.all.iter().enumerate() {
            let letters = drawings()
                .flat_map(|drawing| drawing.plan.widgets.iter().zip(&drawing.layouts))
                .filter(|(plan, _)| plan.font_index == place)
                .filter_map(|(_, laid_out)| Some(&laid_out.as_ref()?.layout))
                .flat_map(|layout| layout.texts.iter().flat_map(|piece| piece.text.chars()));
            let letters: BTreeSet<char> = letters
                .filter(|c| font.subset.is_none_or(|fixed| fixed.cid(*c).is_none()))
                .filter(|c| font.metrics.face.glyph(*c).is_some())
                .collect();
            let subset = (!letters.is_empty()).then(|| Subset::of(font.metrics.face, letters));
            let subset = subset.transpose().map_err(|error| vec![font_problem(&error)])?;
            let extra = match subset {
                None => None,
                Some(subset) => {
                    let font_object = *next;
                    for object in subset.pdf_objects(font_object) {
                        chunk.push_font(&object, cipher).map_err(|TooDeep| vec![too_deep()])?;
                        *next = (*next).max(object.number().saturating_add(1));
                    }
                    let suffix = if font.subset.is_some() { "x" } else { "" };
                    Some(ExtraSubset {
                        subset,
                        resource_name: format!("{}{suffix}", font.resource_name),
                        font_object,
                    })
                }
            };
            all.push(extra);
        }
        Ok(all)
    }
}

/// A field that is to be written.
pub(super) enum PendingField<'a> {
    /// Laid out for this record.
    LaidOut {
        drawing: Box<LaidOutField<'a>>,
        /// Whether the record leaves it as it is.
        unchanged: bool,
        /// Whether its value is calculated from others.
        calculated: bool,
    },
    /// Its objects may be in the cache.
    Cached { index: usize, plan: &'a FieldPlan, field: &'a Field, value: &'a FillValue },
}

impl<'a> PendingField<'a> {
    /// The value to be proved.
    fn expected_value(&self) -> (&'a Field, &'a FillValue) {
        match self {
            Self::LaidOut { drawing, .. } => (drawing.field, drawing.value),
            Self::Cached { field, value, .. } => (field, value),
        }
    }
}

/// The objects of the update so far.
#[derive(Default)]
struct UpdateParts {
    changed_objects: BTreeMap<ObjectId, Pending>,
    new_objects: Vec<(ObjectId, Pending)>,
    reports: Vec<FieldReport>,
    remarks: Vec<FillRemark>,
}

impl UpdateParts {
    /// Adds the objects of a cached field; returns the next free object number.
    fn add_cached(&mut self, written: &Arc<CachedField>) -> u32 {
        let changed = written.changed_objects.iter().enumerate();
        self.changed_objects
            .extend(changed.map(|(at, (id, _))| (*id, Pending::CachedChange(Arc::clone(written), at))));
        let mut next = written.first_number;
        for at in 0..written.new_objects.len() {
            self.new_objects.push(((next, 0), Pending::CachedNew(Arc::clone(written), at)));
            next = next.saturating_add(1);
        }
        self.reports.extend(written.reports.iter().cloned());
        next
    }
}

/// An object of the update.
enum Pending {
    New(Object),
    /// The serialized form of an object that a field changes.
    CachedChange(Arc<CachedField>, usize),
    /// The serialized form of an object that a field adds.
    CachedNew(Arc<CachedField>, usize),
}

impl Pending {
    fn write_to(
        &self,
        id: ObjectId,
        chunk: &mut SerializedObjects,
        cipher: Cipher<'_>,
    ) -> Result<(), TooDeep> {
        let text = match self {
            Self::New(object) => return chunk.push(id, object, cipher),
            Self::CachedChange(written, at) => written.changed_objects.get(*at).map(|(_, text)| text),
            Self::CachedNew(written, at) => written.new_objects.get(*at),
        };
        chunk.push_serialized(id, text.map(Vec::as_slice).unwrap_or_default());
        Ok(())
    }
}

/// A subset of rarer characters, for one record.
pub(super) struct ExtraSubset {
    pub(super) subset: Subset,
    pub(super) resource_name: String,
    pub(super) font_object: u32,
}

fn remove_usage_rights(doc: &lopdf::Document, edits: &mut ObjectEdits<'_>) {
    let Some(root) = catalog(doc) else { return };
    let Some(perms) = root.child(b"Perms") else { return };
    let others = perms.dict.raw.iter().any(|(key, _)| key != b"UR3" && key != b"UR");
    if others {
        edits.remove(&perms.path, "UR3");
        edits.remove(&perms.path, "UR");
    } else {
        edits.remove(&root.path, "Perms");
    }
}

pub(super) fn too_deep() -> FillProblem {
    FillProblem::NotProved {
        field: None,
        why: Bilingual::fixed("veidlapas objekts ir pārāk dziļš", "an object of the form is nested too deep"),
    }
}

fn font_problem(error: &FontError) -> FillProblem {
    FillProblem::NotProved {
        field: None,
        why: Bilingual { lv: "fontu neizdevās izveidot".into(), en: error.to_string().into() },
    }
}

impl SerializedObjects {
    fn push_font(&mut self, object: &FontObject, cipher: Cipher<'_>) -> Result<(), TooDeep> {
        let id = (object.number(), 0);
        if cipher.is_none() {
            self.push_body(id, &object.body());
            return Ok(());
        }
        self.push(id, &read_object::font_object(object), cipher)
    }
}
