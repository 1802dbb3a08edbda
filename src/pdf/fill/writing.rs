//! From drawings to the bytes of a file, proved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Object, ObjectId};

use super::Filler;
use super::drawing::Drawing;
use super::filled::{FieldReport, Filled};
use super::memory::Written;
use super::pen::Pen;
use super::standing::empty_streams;
use crate::diag::Bilingual;
use crate::pdf::edits::Edits;
use crate::pdf::field::Field;
use crate::pdf::font::{FontError, FontObject, Subset};
use crate::pdf::objects::{Spot, catalog};
use crate::pdf::plan::FieldPlan;
use crate::pdf::problem::FillProblem;
use crate::pdf::read_object;
use crate::pdf::remark::FillRemark;
use crate::pdf::serialize::TooDeep;
use crate::pdf::update::{self, Chunk, Cipher};
use crate::pdf::value::Value;

/// What says how the data of a stream are to be read.
const FILTER: &[&str] = &["Filter", "DecodeParms"];

impl Filler {
    pub(super) fn write_constants(&mut self) -> Result<(), TooDeep> {
        let template = self.template.clone();
        let base = &template.pdf().0;
        let cipher = Cipher::of(base);
        for kind in &mut self.types.all {
            let Some(subset) = kind.subset else { continue };
            kind.font = self.next;
            for object in subset.pdf_objects(self.next) {
                self.constant.push_font(&object, cipher)?;
                self.next = self.next.max(object.number().saturating_add(1));
            }
        }
        let mut edits = Edits::of(&base.doc);
        if let Some(form) = &base.form {
            // Viewers must show what we drew, not draw anew; and an XFA beside the AcroForm would keep old values.
            edits.remove(form, "NeedAppearances");
            edits.remove(form, "XFA");
        }
        if template.traits().usage_rights {
            remove_usage_rights(&base.doc, &mut edits);
        }
        for id in empty_streams(&template) {
            for key in FILTER {
                edits.remove(&Spot::of(id), key);
            }
        }
        self.changed = edits.finish();
        let fields = self.plans.iter().filter_map(|plan| template.fields().get(plan.field));
        let spots = fields.flat_map(|f| f.spots.iter().chain(f.widgets.iter().map(|widget| &widget.spot)));
        self.mingled = spots.map(|spot| spot.id).filter(|id| self.changed.contains_key(id)).collect();
        for (id, object) in self.changed.iter().filter(|(id, _)| !self.mingled.contains(id)) {
            self.constant.push(*id, object, cipher)?;
        }
        Ok(())
    }

    pub(super) fn write(&self, parts: &[Part<'_>]) -> Result<Filled, Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        let mut next = self.next;
        let mut fonts = Chunk::default();
        let overflows = self.overflows(parts, &mut next, &mut fonts, cipher)?;
        let mut page = Page::default();
        let mut pen = Pen {
            filler: self,
            overflows: &overflows,
            edits: Edits::upon(&base.doc, &self.changed),
            made: Vec::new(),
            next,
        };
        for part in parts {
            match part {
                Part::Drawn { drawing, is_left, calculated } => {
                    let keeps = !is_left && !calculated;
                    if !is_left {
                        page.remarks.extend(drawing.remarks(*calculated));
                    }
                    self.draw(drawing, keeps, &mut pen, &mut page)?;
                }
                Part::Known { index, plan, field, value } => {
                    if let Some(written) = self.memory.find(*index, value, pen.next) {
                        page.remarks.extend(written.remarks.iter().cloned());
                        pen.next = page.take(&written);
                    } else {
                        let drawing = self.drawing(*index, plan, field, value)?;
                        page.remarks.extend(drawing.remarks(false));
                        self.draw(&drawing, true, &mut pen, &mut page)?;
                    }
                }
            }
        }
        let Pen { edits, next, .. } = pen;
        let appended = self.put_together(page.objects, edits, &page.made, fonts, next);
        let appended = appended.map_err(|TooDeep| vec![too_deep()])?;
        let values: Vec<(&Field, &Value)> = parts.iter().map(Part::wanted).collect();
        self.prover.prove(&appended.bytes, &values, self.permits)?;
        Ok(Filled {
            bytes: appended.bytes,
            update_start: appended.start,
            fields: page.reports,
            remarks: page.remarks,
        })
    }

    /// Draws a field: one that shares nothing with others by itself, to be kept; others together.
    fn draw(
        &self,
        drawing: &Drawing<'_>,
        keeps: bool,
        pen: &mut Pen<'_>,
        page: &mut Page,
    ) -> Result<(), Vec<FillProblem>> {
        let rare = pen.overflows.iter().any(Option::is_some);
        if !keeps || rare || !self.memory.wants(drawing.index) {
            pen.field(drawing, &mut page.reports);
            page.made.extend(pen.made.drain(..).map(|(number, object)| ((number, 0), Ink::Wet(object))));
            return Ok(());
        }
        let base = &self.template.pdf().0;
        let edits = Edits::upon(&base.doc, &self.changed);
        let mut own = Pen { filler: self, overflows: pen.overflows, edits, made: Vec::new(), next: pen.next };
        let mut reports = Vec::new();
        own.field(drawing, &mut reports);
        let Pen { edits, made, .. } = own;
        let text = |id, object: &Object| {
            let mut chunk = Chunk::default();
            let written = chunk.push(id, object, Cipher::of(base));
            written.map(|()| chunk.into_bytes()).map_err(|TooDeep| vec![too_deep()])
        };
        let changed = edits.finish();
        let changed = changed.iter().map(|(id, object)| Ok((*id, text(*id, object)?)));
        let made = made.iter().map(|(number, object)| text((*number, 0), object));
        let written = Arc::new(Written {
            value: drawing.value.clone(),
            first: pen.next,
            changed: changed.collect::<Result<_, Vec<FillProblem>>>()?,
            made: made.collect::<Result<_, _>>()?,
            reports,
            remarks: drawing.remarks(false),
        });
        pen.next = page.take(&written);
        self.memory.keep(drawing.index, written);
        Ok(())
    }

    fn put_together(
        &self,
        mut changed: BTreeMap<ObjectId, Ink>,
        edits: Edits<'_>,
        made: &[(ObjectId, Ink)],
        fonts: Chunk,
        next: u32,
    ) -> Result<update::Appended, TooDeep> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        changed.extend(edits.finish().into_iter().map(|(id, object)| (id, Ink::Wet(object))));
        for id in &self.mingled {
            if let Some(object) = self.changed.get(id) {
                changed.entry(*id).or_insert_with(|| Ink::Wet(object.clone()));
            }
        }
        let mut record = Chunk::default();
        for (id, ink) in &changed {
            ink.put(*id, &mut record, cipher)?;
        }
        record.extend(fonts);
        for (id, ink) in made {
            ink.put(*id, &mut record, cipher)?;
        }
        if base.layout.mended || base.layout.junk > 0 {
            update::rewrite(base, &self.constant, &record, next)
        } else {
            update::append(base, &self.constant, &record, next)
        }
    }

    /// Subsets for the letters that the fixed ones lack; without fixed ones, for all.
    fn overflows(
        &self,
        parts: &[Part<'_>],
        next: &mut u32,
        chunk: &mut Chunk,
        cipher: Cipher<'_>,
    ) -> Result<Vec<Option<Extra>>, Vec<FillProblem>> {
        let mut all = Vec::new();
        // What is kept was drawn without rarer letters.
        let drawings = || {
            parts.iter().filter_map(|part| match part {
                Part::Drawn { drawing, .. } => Some(drawing),
                Part::Known { .. } => None,
            })
        };
        for (place, kind) in self.types.all.iter().enumerate() {
            let letters = drawings()
                .flat_map(|drawing| drawing.plan.widgets.iter().zip(&drawing.layouts))
                .filter(|(plan, _)| plan.face == place)
                .filter_map(|(_, laid)| Some(&laid.as_ref()?.layout))
                .flat_map(|layout| layout.pieces.iter().flat_map(|piece| piece.text.chars()));
            let letters: BTreeSet<char> = letters
                .filter(|c| kind.subset.is_none_or(|fixed| fixed.cid(*c).is_none()))
                .filter(|c| kind.metrics.face.glyph(*c).is_some())
                .collect();
            let subset = (!letters.is_empty()).then(|| Subset::of(kind.metrics.face, letters));
            let subset = subset.transpose().map_err(|error| vec![font_problem(&error)])?;
            let extra = match subset {
                None => None,
                Some(subset) => {
                    let font = *next;
                    for object in subset.pdf_objects(font) {
                        chunk.push_font(&object, cipher).map_err(|TooDeep| vec![too_deep()])?;
                        *next = (*next).max(object.number().saturating_add(1));
                    }
                    let suffix = if kind.subset.is_some() { "x" } else { "" };
                    Some(Extra { subset, name: format!("{}{suffix}", kind.name), font })
                }
            };
            all.push(extra);
        }
        Ok(all)
    }
}

/// A field that is to be written.
pub(super) enum Part<'a> {
    /// Laid out anew.
    Drawn {
        drawing: Box<Drawing<'a>>,
        /// Whether the record leaves it as it is.
        is_left: bool,
        /// Whether the form makes its value of others.
        calculated: bool,
    },
    /// Its value was written lately.
    Known { index: usize, plan: &'a FieldPlan, field: &'a Field, value: &'a Value },
}

impl<'a> Part<'a> {
    /// What is to be proved.
    fn wanted(&self) -> (&'a Field, &'a Value) {
        match self {
            Self::Drawn { drawing, .. } => (drawing.field, drawing.value),
            Self::Known { field, value, .. } => (field, value),
        }
    }
}

/// What was written so far.
#[derive(Default)]
struct Page {
    objects: BTreeMap<ObjectId, Ink>,
    made: Vec<(ObjectId, Ink)>,
    reports: Vec<FieldReport>,
    remarks: Vec<FillRemark>,
}

impl Page {
    /// Takes over a field as it was written; returns the next number that is free.
    fn take(&mut self, written: &Arc<Written>) -> u32 {
        let changed = written.changed.iter().enumerate();
        self.objects.extend(changed.map(|(at, (id, _))| (*id, Ink::Changed(Arc::clone(written), at))));
        let mut next = written.first;
        for at in 0..written.made.len() {
            self.made.push(((next, 0), Ink::Made(Arc::clone(written), at)));
            next = next.saturating_add(1);
        }
        self.reports.extend(written.reports.iter().cloned());
        next
    }
}

/// An object to be put into the file.
enum Ink {
    Wet(Object),
    /// The text of an object that a field changes.
    Changed(Arc<Written>, usize),
    /// The text of an object that is made for a field.
    Made(Arc<Written>, usize),
}

impl Ink {
    fn put(&self, id: ObjectId, chunk: &mut Chunk, cipher: Cipher<'_>) -> Result<(), TooDeep> {
        let text = match self {
            Self::Wet(object) => return chunk.push(id, object, cipher),
            Self::Changed(written, at) => written.changed.get(*at).map(|(_, text)| text),
            Self::Made(written, at) => written.made.get(*at),
        };
        chunk.push_text(id, text.map(Vec::as_slice).unwrap_or_default());
        Ok(())
    }
}

/// A subset of rarer letters, for one record.
pub(super) struct Extra {
    pub(super) subset: Subset,
    pub(super) name: String,
    pub(super) font: u32,
}

fn remove_usage_rights(doc: &lopdf::Document, edits: &mut Edits<'_>) {
    let Some(root) = catalog(doc) else { return };
    let Some(perms) = root.at(b"Perms") else { return };
    let others = perms.dict.raw.iter().any(|(key, _)| key != b"UR3" && key != b"UR");
    if others {
        edits.remove(&perms.spot, "UR3");
        edits.remove(&perms.spot, "UR");
    } else {
        edits.remove(&root.spot, "Perms");
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

impl Chunk {
    fn push_font(&mut self, object: &FontObject, cipher: Cipher<'_>) -> Result<(), TooDeep> {
        let id = (object.number(), 0);
        if cipher.is_none() {
            self.push_raw(id, &object.body());
            return Ok(());
        }
        self.push(id, &read_object::font_object(object), cipher)
    }
}
