//! Changes to existing objects: each is copied once, changed, and serialized.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::objects::{ObjectPath, object_at_mut};

/// Changed copies of objects.
pub(crate) struct ObjectEdits<'a> {
    doc: &'a Document,
    base_edits: Option<&'a BTreeMap<ObjectId, Object>>,
    changed: BTreeMap<ObjectId, Object>,
}

impl<'a> ObjectEdits<'a> {
    pub(crate) fn of(doc: &'a Document) -> Self {
        Self { doc, base_edits: None, changed: BTreeMap::new() }
    }

    /// Changes on top of `earlier` ones.
    pub(crate) fn on_top_of(doc: &'a Document, earlier: &'a BTreeMap<ObjectId, Object>) -> Self {
        Self { doc, base_edits: Some(earlier), changed: BTreeMap::new() }
    }

    /// The dictionary at a path, to be changed; `None` where there is none.
    fn dict(&mut self, path: &ObjectPath) -> Option<&mut Dictionary> {
        if !self.changed.contains_key(&path.id) {
            let earlier = self.base_edits.and_then(|earlier| earlier.get(&path.id));
            let object = earlier.or_else(|| self.doc.objects.get(&path.id))?;
            self.changed.insert(path.id, object.clone());
        }
        match object_at_mut(self.changed.get_mut(&path.id)?, &path.steps)? {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&mut stream.dict),
            _ => None,
        }
    }

    /// Sets a key; an existing one keeps its position, a new one is last.
    pub(crate) fn set(&mut self, path: &ObjectPath, key: &str, value: Object) {
        if let Some(dict) = self.dict(path) {
            dict.set(key, value);
        }
    }

    /// Removes a key.
    pub(crate) fn remove(&mut self, path: &ObjectPath, key: &str) {
        let there = self.current(path).is_some_and(|dict| dict.has(key.as_bytes()));
        if let Some(dict) = self.dict(path).filter(|_| there) {
            dict.as_hashmap_mut().shift_remove(key.as_bytes());
        }
    }

    /// The dictionary at a path, with the changes so far.
    pub(crate) fn current(&mut self, path: &ObjectPath) -> Option<&Dictionary> {
        // A copy that equals the original is dropped at the end.
        self.dict(path).map(|dict| &*dict)
    }

    /// The changed objects, by number.
    pub(crate) fn finish(self) -> BTreeMap<ObjectId, Object> {
        let Self { doc, base_edits: earlier, mut changed } = self;
        let before =
            |id: &ObjectId| earlier.and_then(|earlier| earlier.get(id)).or_else(|| doc.objects.get(id));
        changed.retain(|id, object| before(id) != Some(object));
        changed
    }
}
