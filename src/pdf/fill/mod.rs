//! Fills a form: from values to a proved file.
//!
//! In: a [`Template`], the names of fields, [`FillOptions`]; then for each record its values. Out: a
//! [`FilledForm`], which is the bytes of the form and one incremental update (ISO 32000-2, 7.5.6), or every
//! [`FillProblem`]. What does not depend on a record is prepared once by [`Filler::new`].

// What may be filled.
mod options;
mod refusal;
// Which fields get a value besides the named ones.
mod calculation;
mod need_appearances;
// The value of a field laid out, and written into objects.
mod field_cache;
mod field_layout;
mod field_writer;
mod form_fonts;
// The file.
mod assemble;
mod filled;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Object, ObjectId};

pub use self::filled::{FieldReport, FilledForm};
pub use self::options::{FillOptions, SubsetScope};

use self::assemble::{PendingField, too_deep};
use self::calculation::{calculated_fields, fields_of_unknown_scripts};
use self::field_cache::FieldCache;
use self::need_appearances::existing_value;
pub(super) use self::refusal::refusal;
use self::refusal::unknown_field;
use super::acrobat_scripts::Calculation;
use super::features::Xfa;
use super::field::Field;
use super::field_locks::FieldLocks;
use super::field_plan::{FieldPlan, FontSet};
use super::fill_problem::FillProblem;
use super::fill_remark::FillRemark;
use super::fill_value::FillValue;
use super::incremental_update::{self, SerializedObjects};
use super::proof::Prover;
use super::serialize::TooDeep;
use super::template::Template;

/// Fills one form with many records. What does not depend on a record is computed once; shareable between threads.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FieldKind, Filler, Template, FillValue};
///
/// let template = Template::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
/// let text = template.fields().iter().find(|field| matches!(field.kind(), FieldKind::Text));
/// let name = text.ok_or("no field for text")?.name();
/// let filler = Filler::new(&template, &[name]).unwrap(); // Err: every problem of the form
/// let filled = filler.fill(&[(name, FillValue::Text("Ķēniņš".into()))]).unwrap();
/// // The form is unchanged; what was written is an incremental update behind it, read again and proved.
/// assert!(filled.bytes().starts_with(template.pdf().bytes()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Filler {
    template: Template,
    options: FillOptions,
    plans: Vec<FieldPlan>,
    by_name: BTreeMap<Arc<str>, usize>,
    /// Values in the form that it leaves to viewers to draw: their appearances are drawn where a record does not
    /// change them.
    existing_values: BTreeMap<usize, FillValue>,
    /// Fields that the form calculates from named ones.
    calculations: BTreeMap<usize, Calculation>,
    /// Fields that unknown scripts calculate, which are not run.
    not_calculated: Vec<Arc<str>>,
    fonts: FontSet,
    constant_objects: SerializedObjects,
    /// Objects of the form that change in the same way for every record.
    constant_changes: BTreeMap<ObjectId, Object>,
    /// Those of them that contain fields of this filler: written with each record.
    shared_objects: BTreeSet<ObjectId>,
    /// The first object number behind the constant objects.
    next_number: u32,
    prover: Prover,
    cache: FieldCache,
}

impl Filler {
    /// Prepares to fill these fields.
    ///
    /// # Errors
    /// Every problem of the form: fields that do not exist or may not be filled.
    pub fn new(template: &Template, wanted: &[&str]) -> Result<Self, Vec<FillProblem>> {
        Self::with_options(template, wanted, FillOptions::default())
    }

    /// The same filler, which also proves that these fields are blank in every file: no value, and no visible mark
    /// but border and background.
    ///
    /// # Errors
    /// [`FillProblem::NotProved`] for each field that is not blank in the form already;
    /// [`FillProblem::UnknownField`].
    pub fn keeping_blank(mut self, names: &[&str]) -> Result<Self, Vec<FillProblem>> {
        super::proof::prove_blank(&self.template, names)?;
        let places = self.template.fields().iter().enumerate();
        let blank =
            places.filter(|(_, field)| names.contains(&field.name())).map(|(place, _)| place).collect();
        self.prover = self.prover.with_blank_fields(blank);
        Ok(self)
    }

    /// Prepares to fill these fields with other options than the default.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_options(
        template: &Template,
        wanted: &[&str],
        options: FillOptions,
    ) -> Result<Self, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut fonts = FontSet::new(options.subsets);
        let mut plans: Vec<FieldPlan> = Vec::new();
        let doc = &template.pdf().0.doc;
        let locks = FieldLocks::of(doc, template.fields());
        if template.features().certification == Some(1) {
            problems.push(FillProblem::Certified);
        }
        let places: BTreeMap<&str, usize> =
            template.fields().iter().enumerate().rev().map(|(place, field)| (field.name(), place)).collect();
        let mut named: Vec<usize> = Vec::new();
        for name in wanted {
            match places.get(name) {
                Some(place) => named.push(*place),
                None => problems.push(unknown_field(template, name)),
            }
        }
        // In the order of the form, whatever the order of the names: the bytes must not depend on it.
        named.sort_unstable();
        named.dedup();
        let calculations_by_field = calculated_fields(template, &named, &locks, options);
        let not_calculated = fields_of_unknown_scripts(template, &named);
        let mut by_name = BTreeMap::new();
        let mut existing_values = BTreeMap::new();
        let mut calculations = BTreeMap::new();
        for (place, field) in template.fields().iter().enumerate() {
            let wanted = named.binary_search(&place).is_ok();
            let existing = existing_value(template, field);
            let calculation = calculations_by_field.get(&place);
            match refusal(field, &locks, options).filter(|_| wanted) {
                Some(problem) => problems.push(problem),
                None if wanted || existing.is_some() || calculation.is_some() => {
                    if wanted {
                        by_name.insert(Arc::clone(&field.name), plans.len());
                    }
                    calculations.extend(calculation.map(|calculation| (plans.len(), calculation.clone())));
                    existing_values.extend(existing.map(|value| (plans.len(), value)));
                    plans.push(FieldPlan::of(template, place, field, &mut fonts));
                }
                None => {}
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filler = Self {
            template: template.clone(),
            options,
            plans,
            by_name,
            existing_values,
            calculations,
            not_calculated,
            fonts,
            constant_objects: SerializedObjects::default(),
            constant_changes: BTreeMap::new(),
            shared_objects: BTreeSet::new(),
            next_number: template.pdf().0.layout.size,
            prover: Prover::new(template),
            cache: FieldCache::default(),
        };
        filler.write_constant_objects().map_err(|TooDeep| vec![too_deep()])?;
        // Encryption gives other bytes for each object and each file.
        if template.pdf().0.doc.encryption_state.is_none() {
            filler.cache = FieldCache::of(template, &filler.plans, |id| filler.shared_objects.contains(id));
        }
        let fixed = filler.fonts.all.iter().filter(|font| font.subset.is_some());
        let fonts: Vec<u32> = fixed.map(|font| font.font_object).collect();
        let start = incremental_update::update_start(&template.pdf().0);
        filler.prover = filler
            .prover
            .with_constant_objects(filler.constant_objects.bytes(), start, &fonts)
            .map_err(|problem| vec![problem])?;
        Ok(filler)
    }

    /// The form.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The bytes with which every filled file begins: the form, and the objects that are the same for all records.
    /// `None` where the form has to be written anew.
    pub fn constant_prefix(&self) -> Option<Vec<u8>> {
        let base = &self.template.pdf().0;
        if base.layout.repaired || base.layout.header_offset > 0 {
            return None;
        }
        let mut bytes = base.bytes.to_vec();
        bytes.resize(incremental_update::update_start(base), b'\n');
        bytes.extend_from_slice(self.constant_objects.bytes());
        Some(bytes)
    }

    /// Fills the form with one record. Fields of the filler that are not named stay as they are.
    ///
    /// # Errors
    /// Every problem of the values: names that are unknown or twice, values that do not fit;
    /// [`FillProblem::NotProved`].
    pub fn fill(&self, values: &[(&str, FillValue)]) -> Result<FilledForm, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut given: BTreeMap<usize, &FillValue> = BTreeMap::new();
        for (name, value) in values {
            match self.by_name.get(*name) {
                None => problems.push(unknown_field(&self.template, name)),
                Some(index) if given.contains_key(index) => {
                    problems.push(FillProblem::GivenTwice { field: Arc::from(*name) });
                }
                Some(index) => {
                    given.insert(*index, value);
                }
            }
        }
        let computed = self.calculate(&given);
        given.extend(computed.iter().map(|(index, value)| (*index, value)));
        let mut pending = Vec::new();
        let unchanged: Vec<usize> =
            self.existing_values.keys().copied().filter(|index| !given.contains_key(index)).collect();
        given.extend(unchanged.iter().filter_map(|index| Some((*index, self.existing_values.get(index)?))));
        for (index, value) in given {
            let Some((plan, field)) = self.plan_and_field(index) else { continue };
            let is_unchanged = unchanged.contains(&index);
            let calculated = computed.contains_key(&index);
            if !is_unchanged && !calculated && self.cache.contains(index, value) {
                pending.push(PendingField::Cached { index, plan, field, value });
                continue;
            }
            match self.lay_out_field(index, plan, field, value) {
                Ok(mut drawing) => {
                    if is_unchanged && matches!(value, FillValue::Text(text) if text.is_empty()) {
                        // A field without a value stays so.
                        drawing.update.value = None;
                    }
                    pending.push(PendingField::LaidOut {
                        drawing: Box::new(drawing),
                        unchanged: is_unchanged,
                        calculated,
                    });
                }
                // An existing value that cannot be drawn stays as the form shows it, if every widget has an
                // appearance.
                Err(_) if is_unchanged && field.widgets().iter().all(|w| w.has_appearance) => {}
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filled = self.write(&pending)?;
        filled.remarks.extend(self.remarks());
        Ok(filled)
    }

    /// The remarks about the file as a whole.
    fn remarks(&self) -> impl Iterator<Item = FillRemark> {
        let layout = &self.template.pdf().0.layout;
        let features = self.template.features();
        let remarks = [
            (features.xfa == Xfa::Hybrid, FillRemark::XfaRemoved),
            (features.usage_rights, FillRemark::UsageRightsRemoved),
            (features.forbids_filling, FillRemark::FillingForbidden),
            (layout.repaired || layout.header_offset > 0, FillRemark::Rewritten),
            (
                !self.not_calculated.is_empty(),
                FillRemark::NotCalculated { fields: self.not_calculated.clone() },
            ),
        ];
        remarks.into_iter().filter(|(is, _)| *is).map(|(_, remark)| remark)
    }

    fn plan_and_field(&self, index: usize) -> Option<(&FieldPlan, &Field)> {
        let plan = self.plans.get(index)?;
        Some((plan, self.template.fields().get(plan.field_index)?))
    }
}
