//! The structure of a tagged file (ISO 32000-1, 14.7): where an element held a widget, it holds marked content.
//!
//! An element of type Form whose content is no widget any more says what it was by the attributes of `PrintField`
//! (14.8.5.6). A widget that no element holds gets a Form element of its own, at the end of the document's first
//! element.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::Pen;
use super::look::Widget;
use crate::pdf::document::Pdf;
use crate::pdf::field::{Field, FieldKind};
use crate::pdf::objects::{DEPTH, Dict, Objects, Place, Spot, dict_of, follow};
use crate::pdf::text_string;

/// The root of the structure, and what each page's marks belong to.
pub(super) struct Tags {
    root: Spot,
    parents: ObjectId,
    next_key: i64,
    /// For each page: its key in the tree of parents.
    keys: BTreeMap<ObjectId, i64>,
}

impl Tags {
    /// None where the file is not tagged, or not so that it can be kept up.
    pub(super) fn of(catalog: &Place<'_>) -> Option<Self> {
        let root = catalog.at(b"StructTreeRoot")?;
        let parents = root.at(b"ParentTree")?;
        // What is no object of its own is rare, and no harm is done by leaving its widgets unmarked.
        let parents = parents.spot.path.is_empty().then_some(parents.spot.id)?;
        let highest = highest_key(root.dict.doc, parents, 0).map_or(0, |key| key.saturating_add(1));
        let next_key = root.dict.integer(b"ParentTreeNextKey").unwrap_or(0).max(highest);
        Some(Self { root: root.spot, parents, next_key, keys: BTreeMap::new() })
    }

    /// How many marks a page has by the tree of parents.
    pub(super) fn marks_of(&self, doc: &dyn Objects, page: &Place<'_>) -> i64 {
        let key = page.dict.integer(b"StructParents");
        let listed =
            key.and_then(|key| value_at(doc, self.parents, key)).and_then(|object| follow(doc, object));
        let length = listed.and_then(|list| list.as_array().ok()).map_or(0, Vec::len);
        i64::try_from(length).unwrap_or(i64::MAX)
    }

    /// Makes the element that holds a widget hold a mark of the page; whether that could be done.
    pub(super) fn mark(
        &mut self,
        pen: &mut Pen<'_>,
        pdf: &Pdf,
        page: &Place<'_>,
        widget: &Widget<'_>,
        mark: i64,
    ) -> bool {
        let doc = page.dict.doc;
        let held = widget.dict.integer(b"StructParent").and_then(|key| value_at(doc, self.parents, key));
        let held = held.and_then(|object| object.as_reference().ok()).and_then(|id| Place::of(doc, id));
        let field = pdf.fields().iter().find(|field| field.widgets.iter().any(|w| w.spot == widget.spot));
        let reference = mark_on(page, mark);
        let element = match held.filter(|element| hold_mark(pen, element, widget, &reference)) {
            Some(element) => {
                if element.dict.is(b"S", b"Form") && !element.dict.has(b"A") {
                    pen.edits.set(&element.spot, "A", attributes(field, widget));
                }
                element.spot.id
            }
            None => match self.new_element(pen, doc, page, reference, attributes(field, widget)) {
                Some(element) => element,
                None => return false,
            },
        };
        self.list(pen, doc, page, mark, element)
    }

    /// Enters an element into the list of the page's marks.
    fn list(
        &mut self,
        pen: &mut Pen<'_>,
        doc: &dyn Objects,
        page: &Place<'_>,
        mark: i64,
        element: ObjectId,
    ) -> bool {
        let Ok(at) = usize::try_from(mark) else { return false };
        let known = self.keys.get(&page.spot.id).copied().or_else(|| page.dict.integer(b"StructParents"));
        let key = known.unwrap_or(self.next_key);
        let mut list = current_value(pen, doc, self.parents, key).unwrap_or_default();
        if list.len() > at {
            return false;
        }
        list.resize(at, Object::Null);
        list.push(Object::Reference(element));
        if !set_value(pen, doc, self.parents, key, Object::Array(list)) {
            return false;
        }
        if known.is_none() {
            self.next_key = self.next_key.saturating_add(1);
            pen.edits.set(&page.spot, "StructParents", Object::Integer(key));
            pen.edits.set(&self.root, "ParentTreeNextKey", Object::Integer(self.next_key));
        }
        self.keys.insert(page.spot.id, key);
        true
    }

    /// A Form element at the end of the document's first element.
    fn new_element(
        &self,
        pen: &mut Pen<'_>,
        doc: &dyn Objects,
        page: &Place<'_>,
        mark: Object,
        attributes: Object,
    ) -> Option<ObjectId> {
        let root = Place::at_spot(doc, &self.root)?;
        let first = match root.dict.raw.get(b"K").ok()? {
            Object::Reference(id) => match doc.object(*id)? {
                Object::Array(items) => items.first()?.as_reference().ok()?,
                _ => *id,
            },
            Object::Array(items) => items.first()?.as_reference().ok()?,
            _ => return None,
        };
        let parent = Spot::of(first);
        let mut element = Dictionary::new();
        element.set("Type", Object::Name(b"StructElem".to_vec()));
        element.set("S", Object::Name(b"Form".to_vec()));
        element.set("P", Object::Reference(first));
        element.set("Pg", Object::Reference(page.spot.id));
        element.set("K", mark);
        element.set("A", attributes);
        let kids = pen.edits.current(&parent)?.get(b"K").ok().cloned();
        let element = pen.make(Object::Dictionary(element));
        let mut kids = items_of(doc, kids.as_ref());
        kids.push(Object::Reference(element));
        pen.edits.set(&parent, "K", Object::Array(kids));
        Some(element)
    }
}

/// Puts a mark in the place of the widget among an element's kids; whether the widget was there.
fn hold_mark(pen: &mut Pen<'_>, element: &Place<'_>, widget: &Widget<'_>, mark: &Object) -> bool {
    let doc = element.dict.doc;
    let kids = pen.edits.current(&element.spot).and_then(|dict| dict.get(b"K").ok().cloned());
    let mut kids = items_of(doc, kids.as_ref());
    let holds = |kid: &Object| {
        let Some(raw) = follow(doc, kid).and_then(dict_of) else { return false };
        let kid = Dict::new(doc, raw);
        let held = kid.get(b"Obj").and_then(dict_of);
        kid.is(b"Type", b"OBJR") && held.is_some_and(|held| std::ptr::eq(held, widget.dict.raw))
    };
    let Some(place) = kids.iter_mut().find(|kid| holds(kid)) else { return false };
    *place = mark.clone();
    let kids = match <[Object; 1]>::try_from(kids) {
        Ok([one]) => one,
        Err(several) => Object::Array(several),
    };
    pen.edits.set(&element.spot, "K", kids);
    true
}

/// What stands at K: nothing, one thing or several.
fn items_of(doc: &dyn Objects, kids: Option<&Object>) -> Vec<Object> {
    match kids.map(|kids| (kids, follow(doc, kids))) {
        Some((_, Some(Object::Array(items)))) => items.clone(),
        Some((one, Some(_))) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// A marked-content reference (14.7.4.2).
fn mark_on(page: &Place<'_>, mark: i64) -> Object {
    let mut reference = Dictionary::new();
    reference.set("Type", Object::Name(b"MCR".to_vec()));
    reference.set("Pg", Object::Reference(page.spot.id));
    reference.set("MCID", Object::Integer(mark));
    Object::Dictionary(reference)
}

/// What the field was (14.8.5.6, table 348).
fn attributes(field: Option<&Field>, widget: &Widget<'_>) -> Object {
    let name = |text: &str| Object::Name(text.as_bytes().to_vec());
    let mut attributes = Dictionary::new();
    attributes.set("O", name("PrintField"));
    let kind = field.map_or(FieldKind::Unknown, Field::kind);
    let role = match kind {
        FieldKind::Checkbox => "cb",
        FieldKind::Radio => "rb",
        FieldKind::PushButton => "pb",
        _ => "tv",
    };
    attributes.set("Role", name(role));
    if matches!(kind, FieldKind::Checkbox | FieldKind::Radio) {
        let is_on = widget.dict.name(b"AS").is_some_and(|state| state != b"Off");
        attributes.set("checked", name(if is_on { "on" } else { "off" }));
    }
    if let Some(label) = field.and_then(|field| field.label.as_deref()) {
        attributes.set("Desc", Object::String(text_string::encode(label), StringFormat::Hexadecimal));
    }
    Object::Dictionary(attributes)
}

/// The value of a key in a number tree (7.9.7), as it stands there.
fn value_at(doc: &dyn Objects, node: ObjectId, key: i64) -> Option<&Object> {
    let mut nodes = vec![(node, 0)];
    let mut looked = 0;
    while let Some((node, depth)) = nodes.pop() {
        looked += 1;
        if depth > DEPTH || looked > MOST_NODES {
            return None;
        }
        let node = Place::of(doc, node)?.dict;
        if let Some(value) = pairs(doc, node.raw.get(b"Nums").ok()).find(|(k, _)| *k == key) {
            return Some(value.1);
        }
        let kids = node.array(b"Kids").unwrap_or_default().iter().filter_map(|kid| kid.as_reference().ok());
        nodes.extend(kids.filter(|kid| may_hold(doc, *kid, key)).map(|kid| (kid, depth + 1)));
    }
    None
}

/// More nodes of a tree are not looked at.
const MOST_NODES: usize = 10_000;

fn may_hold(doc: &dyn Objects, node: ObjectId, key: i64) -> bool {
    match limits(doc, node) {
        Some((low, high)) => (low..=high).contains(&key),
        None => true,
    }
}

fn limits(doc: &dyn Objects, node: ObjectId) -> Option<(i64, i64)> {
    let limits = Place::of(doc, node)?.dict;
    let limits = limits.array(b"Limits")?;
    Some((limits.first()?.as_i64().ok()?, limits.get(1)?.as_i64().ok()?))
}

fn pairs<'a>(doc: &'a dyn Objects, nums: Option<&'a Object>) -> impl Iterator<Item = (i64, &'a Object)> {
    let nums =
        nums.and_then(|nums| follow(doc, nums)?.as_array().ok()).map(Vec::as_slice).unwrap_or_default();
    nums.chunks_exact(2).filter_map(|pair| Some((pair.first()?.as_i64().ok()?, pair.get(1)?)))
}

fn highest_key(doc: &dyn Objects, node: ObjectId, depth: usize) -> Option<i64> {
    let dict = Place::of(doc, node).filter(|_| depth <= DEPTH)?.dict;
    let own = pairs(doc, dict.raw.get(b"Nums").ok()).map(|(key, _)| key).max();
    // Keys are sorted: the highest is below the last kid.
    let last = dict.array(b"Kids").and_then(|kids| kids.last()?.as_reference().ok());
    own.max(last.and_then(|kid| highest_key(doc, kid, depth + 1)))
}

/// The list at a key, as it would be written now.
fn current_value(pen: &mut Pen<'_>, doc: &dyn Objects, tree: ObjectId, key: i64) -> Option<Vec<Object>> {
    let leaf = leaf_for(doc, tree, key, 0)?;
    let nums = pen.edits.current(&Spot::of(leaf))?.get(b"Nums").ok().cloned();
    let found = pairs(doc, nums.as_ref()).find(|(k, _)| *k == key).map(|(_, value)| value.clone())?;
    follow(doc, &found)?.as_array().ok().cloned()
}

/// The leaf in which a key stands or would stand.
fn leaf_for(doc: &dyn Objects, node: ObjectId, key: i64, depth: usize) -> Option<ObjectId> {
    let dict = Place::of(doc, node).filter(|_| depth <= DEPTH)?.dict;
    if !dict.has(b"Kids") {
        return Some(node);
    }
    let kids: Vec<ObjectId> = dict.array(b"Kids")?.iter().filter_map(|kid| kid.as_reference().ok()).collect();
    let within = kids.iter().find(|kid| limits(doc, **kid).is_some_and(|(_, high)| key <= high));
    leaf_for(doc, *within.or(kids.last())?, key, depth + 1)
}

/// Sets the value of a key in a number tree, and the limits of the nodes above it; whether that could be done.
fn set_value(pen: &mut Pen<'_>, doc: &dyn Objects, node: ObjectId, key: i64, value: Object) -> bool {
    let Some(leaf) = leaf_for(doc, node, key, 0) else { return false };
    let spot = Spot::of(leaf);
    let nums = pen.edits.current(&spot).and_then(|dict| dict.get(b"Nums").ok().cloned());
    let mut all: BTreeMap<i64, Object> =
        pairs(doc, nums.as_ref()).map(|(key, value)| (key, value.clone())).collect();
    all.insert(key, value);
    let nums = all.into_iter().flat_map(|(key, value)| [Object::Integer(key), value]).collect();
    pen.edits.set(&spot, "Nums", Object::Array(nums));
    widen(pen, doc, node, key, 0)
}

/// Makes the limits on the way to a key's leaf hold the key.
fn widen(pen: &mut Pen<'_>, doc: &dyn Objects, node: ObjectId, key: i64, depth: usize) -> bool {
    if depth > DEPTH {
        return false;
    }
    let spot = Spot::of(node);
    let limits = pen.edits.current(&spot).and_then(|dict| {
        let limits = dict.get(b"Limits").ok()?.as_array().ok()?;
        Some((limits.first()?.as_i64().ok()?, limits.get(1)?.as_i64().ok()?))
    });
    if let Some((low, high)) = limits.filter(|(low, high)| !(low..=high).contains(&&key)) {
        let limits = [low.min(key), high.max(key)].map(Object::Integer);
        pen.edits.set(&spot, "Limits", Object::Array(limits.to_vec()));
    }
    let Some(dict) = Place::of(doc, node).map(|place| place.dict) else { return false };
    let kids: Vec<ObjectId> =
        dict.array(b"Kids").unwrap_or_default().iter().filter_map(|kid| kid.as_reference().ok()).collect();
    let within = kids.iter().find(|kid| self::limits(doc, **kid).is_some_and(|(_, high)| key <= high));
    match within.or(kids.last()) {
        Some(kid) => widen(pen, doc, *kid, key, depth + 1),
        None => true,
    }
}
