//! What was written lately of a field: the same value, under the same numbers, is written again and not drawn again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lopdf::ObjectId;

use super::filled::FieldReport;
use crate::pdf::field_plan::FieldPlan;
use crate::pdf::fill_remark::FillRemark;
use crate::pdf::fill_value::FillValue;
use crate::pdf::recent_cache::RecentCache;
use crate::pdf::template::Template;

/// Longer texts hardly come twice, in bytes.
const MOST_CACHED_TEXT: usize = 500;

/// By the place of the field among the filler's plans; only fields that share no object with others.
#[derive(Debug, Default)]
pub(super) struct FieldCache(BTreeMap<usize, Mutex<RecentCache<Arc<CachedField>>>>);

/// A field as it was written.
#[derive(Debug, Clone)]
pub(super) struct CachedField {
    pub(super) value: FillValue,
    /// The number of the first object that was made.
    pub(super) first_number: u32,
    /// Changed objects of the form.
    pub(super) changed_objects: Vec<(ObjectId, Vec<u8>)>,
    /// Objects that were made, under consecutive numbers.
    pub(super) new_objects: Vec<Vec<u8>>,
    pub(super) reports: Vec<FieldReport>,
    pub(super) remarks: Vec<FillRemark>,
}

impl FieldCache {
    /// For the fields of a filler; objects for which `is_mingled` holds are written with every record.
    pub(super) fn of(
        template: &Template,
        plans: &[FieldPlan],
        is_mingled: impl Fn(&ObjectId) -> bool,
    ) -> Self {
        let objects = |plan: &FieldPlan| {
            let field = template.fields().get(plan.field_index);
            let spots = field.map(|f| f.paths.iter().chain(f.widgets.iter().map(|widget| &widget.path)));
            let mut ids: Vec<ObjectId> = spots.into_iter().flatten().map(|spot| spot.id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut uses: BTreeMap<ObjectId, usize> = BTreeMap::new();
        for id in plans.iter().flat_map(objects) {
            *uses.entry(id).or_default() += 1;
        }
        let is_alone =
            |plan: &FieldPlan| objects(plan).iter().all(|id| uses.get(id) == Some(&1) && !is_mingled(id));
        let alone = plans.iter().enumerate().filter(|(_, plan)| is_alone(plan));
        Self(alone.map(|(index, _)| (index, Mutex::default())).collect())
    }

    /// Whether it is worth while to remember how a field was written just now.
    pub(super) fn should_store(&self, index: usize) -> bool {
        self.0.get(&index).is_some_and(|shelf| lock(shelf).should_store())
    }

    /// Whether the value was written lately, under whatever numbers.
    pub(super) fn contains(&self, index: usize, value: &FillValue) -> bool {
        self.0.get(&index).is_some_and(|shelf| lock(shelf).find(|written| written.value == *value).is_some())
    }

    /// The field as it was written with this value from this number on.
    pub(super) fn get(&self, index: usize, value: &FillValue, first: u32) -> Option<Arc<CachedField>> {
        let is = |written: &Arc<CachedField>| written.first_number == first && written.value == *value;
        lock(self.0.get(&index)?).find(is).map(Arc::clone)
    }

    pub(super) fn insert(&self, index: usize, written: Arc<CachedField>) {
        let is_long = matches!(&written.value, FillValue::Text(text) if text.len() > MOST_CACHED_TEXT);
        if let Some(shelf) = self.0.get(&index).filter(|_| !is_long) {
            lock(shelf).insert(written);
        }
    }
}

fn lock(shelf: &Mutex<RecentCache<Arc<CachedField>>>) -> MutexGuard<'_, RecentCache<Arc<CachedField>>> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}
