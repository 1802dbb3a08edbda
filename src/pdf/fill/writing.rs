//! From drawings to the bytes of a file, proved.

use std::collections::BTreeSet;

use super::Filler;
use super::drawing::Drawing;
use super::filled::Filled;
use super::pen::Pen;
use super::standing::empty_streams;
use crate::diag::Bilingual;
use crate::pdf::document::catalog;
use crate::pdf::edits::Edits;
use crate::pdf::field::Field;
use crate::pdf::font::{FontError, FontObject, Subset};
use crate::pdf::objects::Spot;
use crate::pdf::problem::FillProblem;
use crate::pdf::read_object;
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

    pub(super) fn write(&self, drawings: &[Drawing<'_>]) -> Result<Filled, Vec<FillProblem>> {
        let base = &self.template.pdf().0;
        let cipher = Cipher::of(base);
        let mut next = self.next;
        let mut fonts = Chunk::default();
        let overflows = self.overflows(drawings, &mut next, &mut fonts, cipher)?;
        let mut pen = Pen {
            filler: self,
            overflows,
            edits: Edits::upon(&base.doc, &self.changed),
            made: Vec::new(),
            next,
        };
        let mut reports = Vec::new();
        for drawing in drawings {
            pen.field(drawing, &mut reports);
        }
        let Pen { edits, made, next, .. } = pen;
        let mut record = Chunk::default();
        let written = (|| {
            let mut changed = edits.finish();
            for id in &self.mingled {
                if let Some(object) = self.changed.get(id) {
                    changed.entry(*id).or_insert_with(|| object.clone());
                }
            }
            for (id, object) in changed {
                record.push(id, &object, cipher)?;
            }
            record.extend(fonts);
            for (number, object) in made {
                record.push((number, 0), &object, cipher)?;
            }
            if base.layout.mended || base.layout.junk > 0 {
                update::rewrite(base, &self.constant, &record, next)
            } else {
                update::append(base, &self.constant, &record, next)
            }
        })();
        let appended = written.map_err(|TooDeep| vec![too_deep()])?;
        let values: Vec<(&Field, &Value)> =
            drawings.iter().map(|drawing| (drawing.field, drawing.value)).collect();
        self.prover.prove(&appended.bytes, &values, self.permits)?;
        Ok(Filled {
            bytes: appended.bytes,
            update_start: appended.start,
            fields: reports,
            remarks: Vec::new(),
        })
    }

    /// Subsets for the letters that the fixed ones lack; without fixed ones, for all.
    fn overflows(
        &self,
        drawings: &[Drawing<'_>],
        next: &mut u32,
        chunk: &mut Chunk,
        cipher: Cipher<'_>,
    ) -> Result<Vec<Option<Extra>>, Vec<FillProblem>> {
        let mut all = Vec::new();
        for (place, kind) in self.types.all.iter().enumerate() {
            let letters = drawings
                .iter()
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
