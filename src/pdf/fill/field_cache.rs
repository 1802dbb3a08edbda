//! A cache of the objects of a field: the same value under the same object numbers is not laid out and written
//! again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lopdf::ObjectId;

use super::filled::FieldReport;
use crate::pdf::field_plan::FieldPlan;
use crate::pdf::fill_remark::FillRemark;
use crate::pdf::fill_value::FillValue;
use crate::pdf::recent_cache::RecentCache;
use crate::pdf::template::Template;

/// Longer texts are seldom repeated, in bytes.
const MOST_CACHED_TEXT: usize = 500;

/// By index of the field's plan; only fields that share no object with others.
#[derive(Debug, Default)]
pub(super) struct FieldCache(BTreeMap<usize, Mutex<RecentCache<Arc<CachedField>>>>);

/// The serialized objects of a field.
#[derive(Debug, Clone)]
pub(super) struct CachedField {
    pub(super) value: FillValue,
    /// The number of the first new object.
    pub(super) first_number: u32,
    /// Changed objects of the form.
    pub(super) changed_objects: Vec<(ObjectId, Vec<u8>)>,
    /// New objects, under consecutive numbers.
    pub(super) new_objects: Vec<Vec<u8>>,
    pub(super) reports: Vec<FieldReport>,
    pub(super) remarks: Vec<FillRemark>,
}

impl FieldCache {
    /// For the fields of a filler; objects for which `is_shared` holds are written with every record.
    pub(super) fn of(
        template: &Template,
        plans: &[FieldPlan],
        is_shared: impl Fn(&ObjectId) -> bool,
    ) -> Self {
        let objects = |plan: &FieldPlan| {
            let field = template.fields().get(plan.field_index);
            let paths = field.map(|f| f.paths.iter().chain(f.widgets.iter().map(|widget| &widget.path)));
            let mut ids: Vec<ObjectId> = paths.into_iter().flatten().map(|path| path.id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut uses: BTreeMap<ObjectId, usize> = BTreeMap::new();
        for id in plans.iter().flat_map(objects) {
            *uses.entry(id).or_default() += 1;
        }
        let is_alone =
            |plan: &FieldPlan| objects(plan).iter().all(|id| uses.get(id) == Some(&1) && !is_shared(id));
        let alone = plans.iter().enumerate().filter(|(_, plan)| is_alone(plan));
        Self(alone.map(|(index, _)| (index, Mutex::default())).collect())
    }

    /// Whether storing the objects of a field can pay: its values have been repeated often enough.
    pub(super) fn should_store(&self, index: usize) -> bool {
        self.0.get(&index).is_some_and(|slot| lock(slot).should_store())
    }

    /// Whether the value is stored, under any object numbers.
    pub(super) fn contains(&self, index: usize, value: &FillValue) -> bool {
        self.0.get(&index).is_some_and(|slot| lock(slot).find(|cached| cached.value == *value).is_some())
    }

    /// The objects of the field with this value, its new objects numbered from `first`.
    pub(super) fn get(&self, index: usize, value: &FillValue, first: u32) -> Option<Arc<CachedField>> {
        let is = |cached: &Arc<CachedField>| cached.first_number == first && cached.value == *value;
        lock(self.0.get(&index)?).find(is).map(Arc::clone)
    }

    pub(super) fn insert(&self, index: usize, cached: Arc<CachedField>) {
        let is_long = matches!(&cached.value, FillValue::Text(text) if text.len() > MOST_CACHED_TEXT);
        if let Some(slot) = self.0.get(&index).filter(|_| !is_long) {
            lock(slot).insert(cached);
        }
    }
}

fn lock(slot: &Mutex<RecentCache<Arc<CachedField>>>) -> MutexGuard<'_, RecentCache<Arc<CachedField>>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}
