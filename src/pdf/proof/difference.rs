//! What an update may change, and that it changes nothing else.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};

use super::revision::Revision;
use super::why::{self, Why};
use crate::pdf::objects::{Spot, Step, at_path};

/// Deeper than any object that a parser lets through.
const NESTING: usize = 256;

/// The keys that may be other than in the form, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Allowed(BTreeMap<ObjectId, Vec<Keys>>);

/// Keys of the dictionary at a path.
type Keys = (Vec<Step>, &'static [&'static str]);

impl Allowed {
    pub(super) fn keys(&mut self, spot: &Spot, keys: &'static [&'static str]) {
        self.0.entry(spot.id).or_default().push((spot.path.clone(), keys));
    }

    /// Whether everything in a file but what is allowed is as in the form.
    pub(super) fn check(&self, revision: &Revision<'_>) -> Result<(), Why> {
        let mut reached = BTreeSet::new();
        for (id, old, new) in revision.changed() {
            let places = self.0.get(id).ok_or_else(|| why::changed(*id, false))?;
            let (old_rest, new_rest) = (without(old, places), without(new, places));
            if !same(&old_rest, &new_rest) {
                return Err(why::changed(*id, true));
            }
            references(new, 0, &mut reached);
        }
        // What is new may hang together, but on nothing that nobody was allowed to change.
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
                    return Err(why::dangling(next.0));
                }
            }
        }
        Ok(())
    }
}

fn without(object: &Object, places: &[Keys]) -> Object {
    let mut object = object.clone();
    for (path, keys) in places {
        let dict = match at_path(&mut object, path) {
            Some(Object::Dictionary(dict)) => dict,
            Some(Object::Stream(stream)) => &mut stream.dict,
            _ => continue,
        };
        for key in *keys {
            dict.as_hashmap_mut().shift_remove(key.as_bytes());
        }
    }
    object
}

/// Whether two objects mean the same: strings in whichever notation, dictionaries in whichever order, streams
/// whatever their Length says.
pub(super) fn same(a: &Object, b: &Object) -> bool {
    alike(a, b, 0)
}

fn alike(a: &Object, b: &Object, depth: usize) -> bool {
    if depth > NESTING {
        return false;
    }
    let dicts = |a: &lopdf::Dictionary, b: &lopdf::Dictionary, but: &[u8]| {
        let count = |dict: &lopdf::Dictionary| dict.iter().filter(|(key, _)| key.as_slice() != but).count();
        count(a) == count(b)
            && a.iter()
                .filter(|(key, _)| key.as_slice() != but)
                .all(|(key, value)| b.get(key).is_ok_and(|other| alike(value, other, depth + 1)))
    };
    match (a, b) {
        (Object::String(a, _), Object::String(b, _)) => a == b,
        #[expect(
            clippy::float_cmp,
            reason = "what is not changed is printed so that it reads as the same number"
        )]
        (Object::Real(a), Object::Real(b)) => a == b,
        // A real without decimals is printed, and read again, as an integer.
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "as above")]
        (Object::Real(real), Object::Integer(integer)) | (Object::Integer(integer), Object::Real(real)) => {
            *integer as f32 == *real
        }
        (Object::Array(a), Object::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b, depth + 1))
        }
        (Object::Dictionary(a), Object::Dictionary(b)) => dicts(a, b, b""),
        (Object::Stream(a), Object::Stream(b)) => {
            a.content == b.content && dicts(&a.dict, &b.dict, b"Length")
        }
        (a, b) => a == b,
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
