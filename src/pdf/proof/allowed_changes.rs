//! Checks that an update changes only the objects and keys that filling may change (ISO 32000-2, 7.5.6).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};

use super::reason::{self, ProofReason};
use super::revision::Revision;
use crate::pdf::object_equality::{KeysAtPath, equal_except};
use crate::pdf::objects::{ObjectPath, PathStep};

/// Deeper than any object that a parser lets through.
const NESTING: usize = 256;

/// The keys that may differ from the form, by object and by path within the object.
#[derive(Debug, Default)]
pub(super) struct AllowedChanges(BTreeMap<ObjectId, Vec<AllowedKeys>>);

/// Keys of the dictionary at a path within an object.
type AllowedKeys = (Vec<PathStep>, &'static [&'static str]);

impl AllowedChanges {
    pub(super) fn allow_keys(&mut self, path: &ObjectPath, keys: &'static [&'static str]) {
        self.0.entry(path.id).or_default().push((path.steps.clone(), keys));
    }

    /// Whether the file equals the form in everything but the allowed keys. `settled` objects, and what they refer
    /// to, were checked for another file with the same bytes.
    pub(super) fn check(
        &self,
        revision: &Revision<'_>,
        settled: &BTreeSet<ObjectId>,
    ) -> Result<(), ProofReason> {
        let mut reached = BTreeSet::new();
        for (id, old, new) in revision.changed().filter(|(id, ..)| !settled.contains(id)) {
            let places = self.0.get(id).ok_or_else(|| reason::object_changed(*id, false))?;
            let places: Vec<KeysAtPath<'_>> =
                places.iter().map(|(path, keys)| (path.as_slice(), *keys)).collect();
            if !equal_except(old, new, &places) {
                return Err(reason::object_changed(*id, true));
            }
            references(new, 0, &mut reached);
        }
        // New objects may refer to each other, but something that may be changed has to refer to them.
        let added: BTreeMap<ObjectId, &Object> = revision.added().map(|(id, object)| (*id, object)).collect();
        let mut open: Vec<ObjectId> = reached.iter().copied().filter(|id| added.contains_key(id)).collect();
        let mut seen: BTreeSet<ObjectId> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            let mut further = BTreeSet::new();
            if let Some(object) = added.get(&id) {
                references(object, 0, &mut further);
            }
            for next in further {
                if added.contains_key(&next) && seen.insert(next) {
                    open.push(next);
                } else if next.0 >= revision.base().layout.size && !added.contains_key(&next) {
                    return Err(reason::dangling_reference(next.0));
                }
            }
        }
        Ok(())
    }
}

fn references(object: &Object, depth: usize, found: &mut BTreeSet<ObjectId>) {
    if depth > NESTING {
        return;
    }
    match object {
        Object::Reference(id) => {
            found.insert(*id);
        }
        Object::Array(items) => items.iter().for_each(|item| references(item, depth + 1, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, item)| references(item, depth + 1, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| references(item, depth + 1, found)),
        _ => {}
    }
}
