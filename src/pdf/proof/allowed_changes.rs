//! Checks that an update changes only the objects and keys that filling may change (ISO 32000-2, 7.5.6).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::reason::{self, ProofReason};
use super::revision::Revision;
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
            let places: Vec<RemainingPath<'_>> =
                places.iter().map(|(path, keys)| (path.as_slice(), *keys)).collect();
            if !equal_except(old, new, &places, 0) {
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

/// Keys of the dictionary at the rest of a path.
type RemainingPath<'a> = (&'a [PathStep], &'static [&'static str]);

/// Whether two objects are equal except for keys at these paths.
fn equal_except(a: &Object, b: &Object, places: &[RemainingPath<'_>], depth: usize) -> bool {
    if places.is_empty() || depth > NESTING {
        return equal_at_depth(a, b, depth);
    }
    match (a, b) {
        (Object::Dictionary(a), Object::Dictionary(b)) => dictionaries_equal_except(a, b, places, b"", depth),
        (Object::Stream(a), Object::Stream(b)) => {
            a.content == b.content && dictionaries_equal_except(&a.dict, &b.dict, places, b"Length", depth)
        }
        (Object::Array(a), Object::Array(b)) => {
            let mut items = a.iter().zip(b).enumerate();
            a.len() == b.len()
                && items.all(|(at, (a, b))| {
                    let below = descend(places, |step| matches!(step, PathStep::Item(item) if *item == at));
                    equal_except(a, b, &below, depth + 1)
                })
        }
        (a, b) => equal_at_depth(a, b, depth),
    }
}

fn dictionaries_equal_except(
    a: &Dictionary,
    b: &Dictionary,
    places: &[RemainingPath<'_>],
    but: &[u8],
    depth: usize,
) -> bool {
    let is_left_out = |key: &[u8]| {
        let mut here = places.iter().filter(|(path, _)| path.is_empty());
        key == but || here.any(|(_, keys)| keys.iter().any(|left_out| left_out.as_bytes() == key))
    };
    let count = |dict: &Dictionary| dict.iter().filter(|(key, _)| !is_left_out(key)).count();
    count(a) == count(b)
        && a.iter().filter(|(key, _)| !is_left_out(key)).all(|(key, value)| {
            let below = descend(places, |step| matches!(step, PathStep::Key(name) if name == key));
            b.get(key).is_ok_and(|other| equal_except(value, other, &below, depth + 1))
        })
}

/// The paths that begin with a step, without that step.
fn descend<'a>(places: &[RemainingPath<'a>], is_step: impl Fn(&PathStep) -> bool) -> Vec<RemainingPath<'a>> {
    let below = |(path, keys): &RemainingPath<'a>| {
        let (step, rest) = path.split_first()?;
        is_step(step).then_some((rest, *keys))
    };
    places.iter().filter_map(below).collect()
}

/// Whether two objects have the same value: strings in either notation, dictionaries in any order of keys, streams
/// whatever their Length is.
pub(super) fn equal_objects(a: &Object, b: &Object) -> bool {
    equal_at_depth(a, b, 0)
}

fn equal_at_depth(a: &Object, b: &Object, depth: usize) -> bool {
    if depth > NESTING {
        return false;
    }
    let dicts = |a: &Dictionary, b: &Dictionary, but: &[u8]| {
        let count = |dict: &Dictionary| dict.iter().filter(|(key, _)| key.as_slice() != but).count();
        count(a) == count(b)
            && a.iter()
                .filter(|(key, _)| key.as_slice() != but)
                .all(|(key, value)| b.get(key).is_ok_and(|other| equal_at_depth(value, other, depth + 1)))
    };
    match (a, b) {
        (Object::String(a, _), Object::String(b, _)) => a == b,
        #[expect(
            clippy::float_cmp,
            reason = "what is not changed is printed so that it reads as the same number"
        )]
        (Object::Real(a), Object::Real(b)) => a == b,
        // A real without decimals is written, and read again, as an integer.
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "as above")]
        (Object::Real(real), Object::Integer(integer)) | (Object::Integer(integer), Object::Real(real)) => {
            *integer as f32 == *real
        }
        (Object::Array(a), Object::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_at_depth(a, b, depth + 1))
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
