//! Fields that the form calculates from others (`AFSimple_Calculate`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::refusal::refusal;
use super::{FillOptions, Filler};
use crate::pdf::acrobat_scripts::{Calculation, FieldScripts};
use crate::pdf::field::{Field, FieldKind, FieldValue};
use crate::pdf::field_locks::FieldLocks;
use crate::pdf::fill_value::FillValue;
use crate::pdf::template::Template;
use crate::pdf::value_format;

impl Filler {
    /// The calculated values; only where at least one of the values they depend on is a number.
    pub(super) fn calculate(&self, given: &BTreeMap<usize, &FillValue>) -> BTreeMap<usize, FillValue> {
        /// The most rounds of calculations that depend on others; what goes further is left to the viewer.
        const ROUNDS: usize = 8;
        let mut found: BTreeMap<usize, FillValue> = BTreeMap::new();
        for _ in 0..ROUNDS.min(self.calculations.len()) {
            for (index, calculation) in
                self.calculations.iter().filter(|(index, _)| !given.contains_key(index))
            {
                let mut is_new = false;
                let mut numbers = Vec::new();
                for (place, field) in self.template.fields().iter().enumerate() {
                    if !calculation.depends_on(field.name()) {
                        continue;
                    }
                    let plan = self.plans.iter().position(|plan| plan.field_index == place);
                    let wanted = plan.and_then(|plan| given.get(&plan).copied().or_else(|| found.get(&plan)));
                    let number = match (wanted, field.value()) {
                        (Some(FillValue::Text(text)), _) | (None, Some(FieldValue::Text(text))) => {
                            value_format::parse_number(text)
                        }
                        _ => None,
                    };
                    is_new |= wanted.is_some() && number.is_some();
                    numbers.extend(number);
                }
                if let Some(value) = calculation.evaluate(&numbers).filter(|_| is_new) {
                    found.insert(*index, FillValue::Text(value));
                }
            }
        }
        found
    }
}

/// The calculations by field index: of fields that may be filled, depend on a named field, and are not named
/// themselves.
pub(super) fn calculated_fields(
    template: &Template,
    named: &[usize],
    locks: &FieldLocks,
    options: FillOptions,
) -> BTreeMap<usize, Calculation> {
    let options = FillOptions { read_only: true, ..options };
    let fields = template.fields();
    let candidates: Vec<(usize, Calculation)> = fields
        .iter()
        .enumerate()
        .filter(|(place, field)| field.kind() == FieldKind::Text && named.binary_search(place).is_err())
        .filter(|(_, field)| field.actions().any(|action| action.trigger == "C" && action.script.is_some()))
        .filter(|(_, field)| refusal(field, locks, options).is_none())
        .filter_map(|(place, field)| Some((place, FieldScripts::of(field).calculation?)))
        .collect();
    let mut found: BTreeMap<usize, Calculation> = BTreeMap::new();
    loop {
        let before = found.len();
        for (place, calculation) in &candidates {
            let known = named.iter().chain(found.keys()).filter_map(|place| fields.get(*place));
            if !found.contains_key(place)
                && known.into_iter().any(|field| calculation.depends_on(field.name()))
            {
                found.insert(*place, calculation.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// The fields that unknown scripts calculate whenever another field changes; without those that are named themselves.
pub(super) fn fields_of_unknown_scripts(template: &Template, named: &[usize]) -> Vec<Arc<str>> {
    let is_calculated = |field: &Field| {
        let mut scripts = field.actions().filter(|action| action.trigger == "C");
        scripts.any(|action| action.script.is_some() && !action.is_known())
    };
    let fields = template.fields().iter().enumerate().filter(|_| !named.is_empty());
    let unnamed = fields.filter(|(place, _)| named.binary_search(place).is_err());
    unnamed.filter(|(_, field)| is_calculated(field)).map(|(_, field)| Arc::clone(&field.name)).collect()
}
