//! Caches of the proof: bytes that were read and proved for one record are not read and proved again for another.
//!
//! * By the bytes of an object of an update: the object that was read from them.
//! * By field and value: the objects of the update on which the proof depended. Where a file has the same objects
//!   and the same value, the proof has the same result.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use lopdf::{Object, ObjectId};

use super::revision::Revision;
use crate::pdf::field::Field;
use crate::pdf::fill::FillOptions;
use crate::pdf::fill_value::FillValue;
use crate::pdf::recent_cache::RecentCache;

/// Slots of the object cache, so that threads seldom wait for each other.
const SLOTS: usize = 16;
/// Longer objects are seldom repeated.
const MOST_TEXT: usize = 4096;

#[derive(Debug)]
pub(super) struct ProofCache {
    objects: [Mutex<BTreeMap<ObjectId, RecentCache<CachedObject>>>; SLOTS],
    /// By field index; only of fields that share no object with other fields.
    proofs: BTreeMap<usize, Mutex<RecentCache<CachedProof>>>,
}

/// An object, and the bytes from which it was read, up to the end of its line `endobj`.
#[derive(Debug)]
struct CachedObject {
    bytes: Box<[u8]>,
    object: Arc<Object>,
}

#[derive(Debug)]
struct CachedProof {
    value: FillValue,
    options: FillOptions,
    objects: ProofObjects,
}

/// The objects of an update that a proof read; `None` for an object of the field that the update did not change.
type ProofObjects = Vec<(ObjectId, Option<Arc<Object>>)>;

impl ProofCache {
    /// Caches for a form whose fields at these indices share no object with other fields.
    pub(super) fn for_fields(alone: impl Iterator<Item = usize>) -> Self {
        let proofs = alone.map(|place| (place, Mutex::default())).collect();
        Self { objects: std::array::from_fn(|_| Mutex::default()), proofs }
    }

    /// The cached object that `file` begins with, and its length in bytes.
    pub(super) fn find_object(&self, id: ObjectId, file: &[u8]) -> Option<(Arc<Object>, usize)> {
        let mut slot = self.slot(id)?.lock().unwrap_or_else(PoisonError::into_inner);
        let text = slot.entry(id).or_default().find(|text| file.starts_with(&text.bytes))?;
        Some((Arc::clone(&text.object), text.bytes.len()))
    }

    pub(super) fn insert_object(&self, id: ObjectId, text: &[u8], object: &Arc<Object>) {
        if let Some(slot) = self.slot(id).filter(|_| text.len() <= MOST_TEXT) {
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            let texts = slot.entry(id).or_default();
            if texts.should_store() {
                texts.insert(CachedObject { bytes: text.into(), object: Arc::clone(object) });
            }
        }
    }

    fn slot(&self, id: ObjectId) -> Option<&Mutex<BTreeMap<ObjectId, RecentCache<CachedObject>>>> {
        self.objects.get(id.0 as usize % SLOTS)
    }

    /// The objects that the proof of this value depended on, where the file has exactly these.
    pub(super) fn find_proof(
        &self,
        revision: &Revision<'_>,
        place: usize,
        value: &FillValue,
        options: FillOptions,
    ) -> Option<Vec<ObjectId>> {
        let mut proofs = self.proofs.get(&place)?.lock().unwrap_or_else(PoisonError::into_inner);
        let has = |(id, object): &(ObjectId, Option<Arc<Object>>)| match (revision.objects.get(id), object) {
            (Some(own), Some(object)) => Arc::ptr_eq(own, object),
            (own, object) => own.is_none() && object.is_none(),
        };
        let proof = proofs.find(|proof| {
            proof.value == *value && proof.options == options && proof.objects.iter().all(has)
        })?;
        Some(proof.objects.iter().map(|(id, _)| *id).collect())
    }

    /// Stores that the proof of a field succeeded. `is_constant` tells the constant objects, which are the same in
    /// every file whose proof is stored.
    pub(super) fn insert_proof(
        &self,
        revision: &Revision<'_>,
        is_constant: &dyn Fn(&ObjectId) -> bool,
        (place, field): (usize, &Field),
        value: &FillValue,
        options: FillOptions,
    ) {
        let Some(proofs) = self.proofs.get(&place) else { return };
        if !proofs.lock().unwrap_or_else(PoisonError::into_inner).should_store() {
            return;
        }
        let Some(parts) = objects_of_proof(revision, field, is_constant) else { return };
        let proof = CachedProof { value: value.clone(), options, objects: parts };
        proofs.lock().unwrap_or_else(PoisonError::into_inner).insert(proof);
    }
}

/// All objects of the update that the proof of a field can read; `None` where one is an object of the form that is
/// not the field's.
fn objects_of_proof(
    revision: &Revision<'_>,
    field: &Field,
    is_constant: &dyn Fn(&ObjectId) -> bool,
) -> Option<ProofObjects> {
    let own = field_objects(field);
    let mut open: Vec<ObjectId> = own.iter().copied().collect();
    let mut seen: BTreeSet<ObjectId> = own.clone();
    let mut parts = Vec::new();
    while let Some(id) = open.pop() {
        let object = revision.objects.get(&id);
        if is_constant(&id) || (object.is_none() && !own.contains(&id)) {
            continue;
        }
        if !own.contains(&id) && id.0 < revision.base().layout.size {
            return None;
        }
        parts.push((id, object.map(Arc::clone)));
        let Some(object) = object else { continue };
        references(object, 0, &mut |next| {
            if seen.insert(next) {
                open.push(next);
            }
        });
    }
    Some(parts)
}

/// The indirect objects that the field and its widgets are in.
pub(super) fn field_objects(field: &Field) -> BTreeSet<ObjectId> {
    let paths = field.paths.iter().chain(field.widgets.iter().map(|widget| &widget.path));
    paths.map(|path| path.id).collect()
}

/// The references in an object, but for those to its page, its parent and its kids.
fn references(object: &Object, depth: usize, found: &mut dyn FnMut(ObjectId)) {
    const NESTING: usize = 64;
    const BACK_REFERENCES: [&[u8]; 3] = [b"Kids", b"P", b"Parent"];
    if depth > NESTING {
        return;
    }
    let dict = match object {
        Object::Reference(id) => return found(*id),
        Object::Array(items) => return items.iter().for_each(|item| references(item, depth + 1, found)),
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (_, value) in dict.iter().filter(|(key, _)| !BACK_REFERENCES.contains(&key.as_slice())) {
        references(value, depth + 1, found);
    }
}
