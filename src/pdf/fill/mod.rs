//! Filling: from values to a proved file.

mod borrowed;
mod computed;
mod drawing;
mod filled;
mod memory;
mod pen;
mod permits;
mod refusal;
mod standing;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Object, ObjectId};

pub use self::filled::{FieldReport, Filled};
pub use self::permits::{Letters, Permits};

use self::computed::calculated;
use self::memory::Memory;
pub(super) use self::refusal::refusal;
use self::refusal::unknown;
use self::standing::standing_value;
use self::writing::{Part, too_deep};
use super::field::Field;
use super::locks::Locks;
use super::plan::{FieldPlan, Types};
use super::problem::FillProblem;
use super::proof::Prover;
use super::remark::FillRemark;
use super::script::Calculation;
use super::serialize::TooDeep;
use super::template::Template;
use super::traits::Xfa;
use super::update::{self, Chunk};
use super::value::Value;

/// Fills one form with many records. All that does not depend on a record is done once; cheap to share between
/// threads.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FieldKind, Filler, Template, Value};
///
/// let template = Template::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
/// let text = template.fields().iter().find(|field| matches!(field.kind(), FieldKind::Text));
/// let name = text.ok_or("no field for text")?.name();
/// let filler = Filler::new(&template, &[name]).unwrap(); // Err: every problem of the form
/// let filled = filler.fill(&[(name, Value::Text("Ķēniņš".into()))]).unwrap();
/// // The form stands unchanged at the beginning; what was written is an update behind it, read again and proved.
/// assert!(filled.bytes().starts_with(template.pdf().bytes()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Filler {
    template: Template,
    permits: Permits,
    plans: Vec<FieldPlan>,
    by_name: BTreeMap<Arc<str>, usize>,
    /// Values that the form has already and asks viewers to draw: drawn by us where a record leaves them as they are.
    standing: BTreeMap<usize, Value>,
    /// Fields that the form makes of those named.
    calculations: BTreeMap<usize, Calculation>,
    types: Types,
    constant: Chunk,
    /// Objects of the form that change in the same way for every record.
    changed: BTreeMap<ObjectId, Object>,
    /// Those of them that fields of this filler stand in: written with each record.
    mingled: BTreeSet<ObjectId>,
    /// The first object number that the constant objects leave free.
    next: u32,
    prover: Prover,
    memory: Memory,
}

impl Filler {
    /// Prepares to fill these fields.
    pub fn new(template: &Template, wanted: &[&str]) -> Result<Self, Vec<FillProblem>> {
        Self::with(template, wanted, Permits::default())
    }

    /// The same filler, which also proves of every file that these fields are blank: no value, and no ink but border
    /// and background.
    ///
    /// # Errors
    /// [`FillProblem::NotProved`] for each that is not blank in the form already; [`FillProblem::UnknownField`].
    pub fn keeping_blank(mut self, names: &[&str]) -> Result<Self, Vec<FillProblem>> {
        super::proof::prove_blank(&self.template, names)?;
        let places = self.template.fields().iter().enumerate();
        let blank =
            places.filter(|(_, field)| names.contains(&field.name())).map(|(place, _)| place).collect();
        self.prover = self.prover.keeping_blank(blank);
        Ok(self)
    }

    /// Prepares to fill these fields, with more permitted.
    pub fn with(template: &Template, wanted: &[&str], permits: Permits) -> Result<Self, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut types = Types::new(permits.letters);
        let mut plans: Vec<FieldPlan> = Vec::new();
        let doc = &template.pdf().0.doc;
        let locks = Locks::of(doc, template.fields());
        if template.traits().certification == Some(1) {
            problems.push(FillProblem::Certified);
        }
        let places: BTreeMap<&str, usize> =
            template.fields().iter().enumerate().rev().map(|(place, field)| (field.name(), place)).collect();
        let mut named: Vec<usize> = Vec::new();
        for name in wanted {
            match places.get(name) {
                Some(place) => named.push(*place),
                None => problems.push(unknown(template, name)),
            }
        }
        // In the order of the form, whatever the order of the names: the bytes must not depend on it.
        named.sort_unstable();
        named.dedup();
        let made = calculated(template, &named, &locks, permits);
        let mut by_name = BTreeMap::new();
        let mut standing = BTreeMap::new();
        let mut calculations = BTreeMap::new();
        for (place, field) in template.fields().iter().enumerate() {
            let wanted = named.binary_search(&place).is_ok();
            let stands = standing_value(template, field);
            let calculation = made.get(&place);
            match refusal(field, &locks, permits).filter(|_| wanted) {
                Some(problem) => problems.push(problem),
                None if wanted || stands.is_some() || calculation.is_some() => {
                    if wanted {
                        by_name.insert(Arc::clone(&field.name), plans.len());
                    }
                    calculations.extend(calculation.map(|calculation| (plans.len(), calculation.clone())));
                    standing.extend(stands.map(|value| (plans.len(), value)));
                    plans.push(FieldPlan::of(template, place, field, &mut types));
                }
                None => {}
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filler = Self {
            template: template.clone(),
            permits,
            plans,
            by_name,
            standing,
            calculations,
            types,
            constant: Chunk::default(),
            changed: BTreeMap::new(),
            mingled: BTreeSet::new(),
            next: template.pdf().0.layout.size,
            prover: Prover::new(template),
            memory: Memory::default(),
        };
        filler.write_constants().map_err(|TooDeep| vec![too_deep()])?;
        // What is encrypted is another each time.
        if template.pdf().0.doc.encryption_state.is_none() {
            filler.memory = Memory::of(template, &filler.plans, |id| filler.mingled.contains(id));
        }
        let fixed = filler.types.all.iter().filter(|kind| kind.subset.is_some());
        let fonts: Vec<u32> = fixed.map(|kind| kind.font).collect();
        let start = update::start(&template.pdf().0);
        filler.prover =
            filler.prover.knowing(filler.constant.bytes(), start, &fonts).map_err(|problem| vec![problem])?;
        Ok(filler)
    }

    /// The form.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// What every filled file begins with: the form, and the objects that are the same for all records. `None` where
    /// the form has to be written anew.
    pub fn beginning(&self) -> Option<Vec<u8>> {
        let base = &self.template.pdf().0;
        if base.layout.mended || base.layout.junk > 0 {
            return None;
        }
        let mut bytes = base.bytes.to_vec();
        bytes.resize(update::start(base), b'\n');
        bytes.extend_from_slice(self.constant.bytes());
        Some(bytes)
    }

    /// Fills the form with one record. Fields of the filler that are not named stay as they are.
    pub fn fill(&self, values: &[(&str, Value)]) -> Result<Filled, Vec<FillProblem>> {
        let mut problems = Vec::new();
        let mut given: BTreeMap<usize, &Value> = BTreeMap::new();
        for (name, value) in values {
            match self.by_name.get(*name) {
                None => problems.push(unknown(&self.template, name)),
                Some(index) if given.contains_key(index) => {
                    problems.push(FillProblem::GivenTwice { field: Arc::from(*name) });
                }
                Some(index) => {
                    given.insert(*index, value);
                }
            }
        }
        let computed = self.computed(&given);
        given.extend(computed.iter().map(|(index, value)| (*index, value)));
        let mut parts = Vec::new();
        let left: Vec<usize> =
            self.standing.keys().copied().filter(|index| !given.contains_key(index)).collect();
        given.extend(left.iter().filter_map(|index| Some((*index, self.standing.get(index)?))));
        for (index, value) in given {
            let Some((plan, field)) = self.planned(index) else { continue };
            let is_left = left.contains(&index);
            let calculated = computed.contains_key(&index);
            if !is_left && !calculated && self.memory.knows(index, value) {
                parts.push(Part::Known { index, plan, field, value });
                continue;
            }
            match self.drawing(index, plan, field, value) {
                Ok(mut drawing) => {
                    if is_left && matches!(value, Value::Text(text) if text.is_empty()) {
                        // It stays without a value.
                        drawing.decision.value = None;
                    }
                    parts.push(Part::Drawn { drawing: Box::new(drawing), is_left, calculated });
                }
                // What the form shows of an old value is not ours to mend, as long as it shows something.
                Err(_) if is_left && field.widgets().iter().all(|w| w.has_appearance) => {}
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut filled = self.write(&parts)?;
        filled.remarks.extend(self.remarks());
        Ok(filled)
    }

    /// What is to be said of the file as a whole.
    fn remarks(&self) -> impl Iterator<Item = FillRemark> {
        let layout = &self.template.pdf().0.layout;
        let traits = self.template.traits();
        let told = [
            (traits.xfa == Xfa::Hybrid, FillRemark::Xfa),
            (traits.usage_rights, FillRemark::UsageRights),
            (layout.mended || layout.junk > 0, FillRemark::Rewritten),
        ];
        told.into_iter().filter(|(is, _)| *is).map(|(_, remark)| remark)
    }

    fn planned(&self, index: usize) -> Option<(&FieldPlan, &Field)> {
        let plan = self.plans.get(index)?;
        Some((plan, self.template.fields().get(plan.field)?))
    }
}
