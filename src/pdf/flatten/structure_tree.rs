//! The structure tree of a tagged file (ISO 32000-1, 14.7): an element that held a widget holds marked content.
//!
//! An element of type Form without a widget has its former role in the attributes of `PrintField` (14.8.5.6). A
//! widget that is in no element gets a Form element at the end of the document's first element.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::FlattenWriter;
use super::placed_appearance::PageWidget;
use crate::pdf::document::Pdf;
use crate::pdf::field::{Field, FieldKind};
use crate::pdf::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectLookup, ObjectPath, dict_of, resolve};
use crate::pdf::text_string;

/// The root of the structure tree, and the parent tree keys of the pages.
pub(super) struct StructureTree {
    root: ObjectPath,
    parent_tree: ObjectId,
    next_key: i64,
    /// `StructParents` of each page: its key in the parent tree.
    page_keys: BTreeMap<ObjectId, i64>,
}

impl StructureTree {
    /// `None` where the file is not tagged, or its structure cannot be updated.
    pub(super) fn of(catalog: &LocatedDict<'_>) -> Option<Self> {
        let root = catalog.child(b"StructTreeRoot")?;
        let parents = root.child(b"ParentTree")?;
        // A direct dictionary is rare here, and untagged widgets do no harm.
        let parents = parents.path.steps.is_empty().then_some(parents.path.id)?;
        let highest =
            highest_number_tree_key(root.dict.doc, parents, 0).map_or(0, |key| key.saturating_add(1));
        let next_key = root.dict.integer(b"ParentTreeNextKey").unwrap_or(0).max(highest);
        Some(Self { root: root.path, parent_tree: parents, next_key, page_keys: BTreeMap::new() })
    }

    /// How many marked-content sequences a page has by the parent tree.
    pub(super) fn mcid_count(&self, doc: &dyn ObjectLookup, page: &LocatedDict<'_>) -> i64 {
        let key = page.dict.integer(b"StructParents");
        let listed = key
            .and_then(|key| number_tree_value(doc, self.parent_tree, key))
            .and_then(|object| resolve(doc, object));
        let length = listed.and_then(|list| list.as_array().ok()).map_or(0, Vec::len);
        i64::try_from(length).unwrap_or(i64::MAX)
    }

    /// Replaces the widget in its element by a marked-content sequence of the page; whether that could be done.
    pub(super) fn tag_widget(
        &mut self,
        writer: &mut FlattenWriter<'_>,
        pdf: &Pdf,
        page: &LocatedDict<'_>,
        widget: &PageWidget<'_>,
        mcid: i64,
    ) -> bool {
        let doc = page.dict.doc;
        let held = widget
            .dict
            .integer(b"StructParent")
            .and_then(|key| number_tree_value(doc, self.parent_tree, key));
        let held =
            held.and_then(|object| object.as_reference().ok()).and_then(|id| LocatedDict::indirect(doc, id));
        let field = pdf.fields().iter().find(|field| field.widgets.iter().any(|w| w.path == widget.path));
        let reference = marked_content_reference(page, mcid);
        let element = match held
            .filter(|element| replace_widget_reference(writer, element, widget, &reference))
        {
            Some(element) => {
                if element.dict.has_name(b"S", b"Form") && !element.dict.has(b"A") {
                    writer.edits.set(&element.path, "A", print_field_attributes(field, widget));
                }
                element.path.id
            }
            None => {
                match self.new_element(writer, doc, page, reference, print_field_attributes(field, widget)) {
                    Some(element) => element,
                    None => return false,
                }
            }
        };
        self.register_mcid(writer, doc, page, mcid, element)
    }

    /// Adds an element to the page's array in the parent tree.
    fn register_mcid(
        &mut self,
        writer: &mut FlattenWriter<'_>,
        doc: &dyn ObjectLookup,
        page: &LocatedDict<'_>,
        mcid: i64,
        element: ObjectId,
    ) -> bool {
        let Ok(at) = usize::try_from(mcid) else { return false };
        let known =
            self.page_keys.get(&page.path.id).copied().or_else(|| page.dict.integer(b"StructParents"));
        let key = known.unwrap_or(self.next_key);
        let mut list = current_number_tree_array(writer, doc, self.parent_tree, key).unwrap_or_default();
        if list.len() > at {
            return false;
        }
        list.resize(at, Object::Null);
        list.push(Object::Reference(element));
        if !set_number_tree_value(writer, doc, self.parent_tree, key, Object::Array(list)) {
            return false;
        }
        if known.is_none() {
            self.next_key = self.next_key.saturating_add(1);
            writer.edits.set(&page.path, "StructParents", Object::Integer(key));
            writer.edits.set(&self.root, "ParentTreeNextKey", Object::Integer(self.next_key));
        }
        self.page_keys.insert(page.path.id, key);
        true
    }

    /// A new Form element at the end of the document's first element.
    fn new_element(
        &self,
        writer: &mut FlattenWriter<'_>,
        doc: &dyn ObjectLookup,
        page: &LocatedDict<'_>,
        mcid: Object,
        attributes: Object,
    ) -> Option<ObjectId> {
        let root = LocatedDict::at_path(doc, &self.root)?;
        let first = match root.dict.raw.get(b"K").ok()? {
            Object::Reference(id) => match doc.object(*id)? {
                Object::Array(items) => items.first()?.as_reference().ok()?,
                _ => *id,
            },
            Object::Array(items) => items.first()?.as_reference().ok()?,
            _ => return None,
        };
        let parent = ObjectPath::object(first);
        let mut element = Dictionary::new();
        element.set("Type", Object::Name(b"StructElem".to_vec()));
        element.set("S", Object::Name(b"Form".to_vec()));
        element.set("P", Object::Reference(first));
        element.set("Pg", Object::Reference(page.path.id));
        element.set("K", mcid);
        element.set("A", attributes);
        let kids = writer.edits.current(&parent)?.get(b"K").ok().cloned();
        let element = writer.add_object(Object::Dictionary(element));
        let mut kids = kids_of(doc, kids.as_ref());
        kids.push(Object::Reference(element));
        writer.edits.set(&parent, "K", Object::Array(kids));
        Some(element)
    }
}

/// Replaces the widget among an element's kids; whether it was there.
fn replace_widget_reference(
    writer: &mut FlattenWriter<'_>,
    element: &LocatedDict<'_>,
    widget: &PageWidget<'_>,
    mcid: &Object,
) -> bool {
    let doc = element.dict.doc;
    let kids = writer.edits.current(&element.path).and_then(|dict| dict.get(b"K").ok().cloned());
    let mut kids = kids_of(doc, kids.as_ref());
    let holds = |kid: &Object| {
        let Some(raw) = resolve(doc, kid).and_then(dict_of) else { return false };
        let kid = Dict::new(doc, raw);
        let held = kid.get(b"Obj").and_then(dict_of);
        kid.has_name(b"Type", b"OBJR") && held.is_some_and(|held| std::ptr::eq(held, widget.dict.raw))
    };
    let Some(place) = kids.iter_mut().find(|kid| holds(kid)) else { return false };
    *place = mcid.clone();
    let kids = match <[Object; 1]>::try_from(kids) {
        Ok([one]) => one,
        Err(several) => Object::Array(several),
    };
    writer.edits.set(&element.path, "K", kids);
    true
}

/// K of an element: none, one, or several kids.
fn kids_of(doc: &dyn ObjectLookup, kids: Option<&Object>) -> Vec<Object> {
    match kids.map(|kids| (kids, resolve(doc, kids))) {
        Some((_, Some(Object::Array(items)))) => items.clone(),
        Some((one, Some(_))) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// A marked-content reference (14.7.4.2).
fn marked_content_reference(page: &LocatedDict<'_>, mcid: i64) -> Object {
    let mut reference = Dictionary::new();
    reference.set("Type", Object::Name(b"MCR".to_vec()));
    reference.set("Pg", Object::Reference(page.path.id));
    reference.set("MCID", Object::Integer(mcid));
    Object::Dictionary(reference)
}

/// The attributes of the field (14.8.5.6, table 348).
fn print_field_attributes(field: Option<&Field>, widget: &PageWidget<'_>) -> Object {
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
    if let Some(label) = field.and_then(|field| field.alternate_name.as_deref()) {
        attributes.set("Desc", Object::String(text_string::encode(label), StringFormat::Hexadecimal));
    }
    Object::Dictionary(attributes)
}

/// The value of a key in a number tree (7.9.7), unresolved.
fn number_tree_value(doc: &dyn ObjectLookup, node: ObjectId, key: i64) -> Option<&Object> {
    let mut nodes = vec![(node, 0)];
    let mut looked = 0;
    while let Some((node, depth)) = nodes.pop() {
        looked += 1;
        if depth > MAX_DEPTH || looked > MOST_TREE_NODES {
            return None;
        }
        let node = LocatedDict::indirect(doc, node)?.dict;
        if let Some(value) = number_tree_pairs(doc, node.raw.get(b"Nums").ok()).find(|(k, _)| *k == key) {
            return Some(value.1);
        }
        let kids = node.array(b"Kids").unwrap_or_default().iter().filter_map(|kid| kid.as_reference().ok());
        nodes.extend(kids.filter(|kid| may_contain_key(doc, *kid, key)).map(|kid| (kid, depth + 1)));
    }
    None
}

/// More nodes of a tree are not read.
const MOST_TREE_NODES: usize = 10_000;

fn may_contain_key(doc: &dyn ObjectLookup, node: ObjectId, key: i64) -> bool {
    match number_tree_limits(doc, node) {
        Some((low, high)) => (low..=high).contains(&key),
        None => true,
    }
}

fn number_tree_limits(doc: &dyn ObjectLookup, node: ObjectId) -> Option<(i64, i64)> {
    let limits = LocatedDict::indirect(doc, node)?.dict;
    let limits = limits.array(b"Limits")?;
    Some((limits.first()?.as_i64().ok()?, limits.get(1)?.as_i64().ok()?))
}

fn number_tree_pairs<'a>(
    doc: &'a dyn ObjectLookup,
    nums: Option<&'a Object>,
) -> impl Iterator<Item = (i64, &'a Object)> {
    let nums =
        nums.and_then(|nums| resolve(doc, nums)?.as_array().ok()).map(Vec::as_slice).unwrap_or_default();
    nums.chunks_exact(2).filter_map(|pair| Some((pair.first()?.as_i64().ok()?, pair.get(1)?)))
}

fn highest_number_tree_key(doc: &dyn ObjectLookup, node: ObjectId, depth: usize) -> Option<i64> {
    let dict = LocatedDict::indirect(doc, node).filter(|_| depth <= MAX_DEPTH)?.dict;
    let own = number_tree_pairs(doc, dict.raw.get(b"Nums").ok()).map(|(key, _)| key).max();
    // Keys are sorted: the highest is below the last kid.
    let last = dict.array(b"Kids").and_then(|kids| kids.last()?.as_reference().ok());
    own.max(last.and_then(|kid| highest_number_tree_key(doc, kid, depth + 1)))
}

/// The array at a key, with the changes so far.
fn current_number_tree_array(
    writer: &mut FlattenWriter<'_>,
    doc: &dyn ObjectLookup,
    tree: ObjectId,
    key: i64,
) -> Option<Vec<Object>> {
    let leaf = number_tree_leaf(doc, tree, key, 0)?;
    let nums = writer.edits.current(&ObjectPath::object(leaf))?.get(b"Nums").ok().cloned();
    let found =
        number_tree_pairs(doc, nums.as_ref()).find(|(k, _)| *k == key).map(|(_, value)| value.clone())?;
    resolve(doc, &found)?.as_array().ok().cloned()
}

/// The leaf that has a key, or would have it.
fn number_tree_leaf(doc: &dyn ObjectLookup, node: ObjectId, key: i64, depth: usize) -> Option<ObjectId> {
    let dict = LocatedDict::indirect(doc, node).filter(|_| depth <= MAX_DEPTH)?.dict;
    if !dict.has(b"Kids") {
        return Some(node);
    }
    let kids: Vec<ObjectId> = dict.array(b"Kids")?.iter().filter_map(|kid| kid.as_reference().ok()).collect();
    let within = kids.iter().find(|kid| number_tree_limits(doc, **kid).is_some_and(|(_, high)| key <= high));
    number_tree_leaf(doc, *within.or(kids.last())?, key, depth + 1)
}

/// Sets the value of a key in a number tree, and the limits of the nodes above; whether that could be done.
fn set_number_tree_value(
    writer: &mut FlattenWriter<'_>,
    doc: &dyn ObjectLookup,
    node: ObjectId,
    key: i64,
    value: Object,
) -> bool {
    let Some(leaf) = number_tree_leaf(doc, node, key, 0) else { return false };
    let path = ObjectPath::object(leaf);
    let nums = writer.edits.current(&path).and_then(|dict| dict.get(b"Nums").ok().cloned());
    let mut all: BTreeMap<i64, Object> =
        number_tree_pairs(doc, nums.as_ref()).map(|(key, value)| (key, value.clone())).collect();
    all.insert(key, value);
    let nums = all.into_iter().flat_map(|(key, value)| [Object::Integer(key), value]).collect();
    writer.edits.set(&path, "Nums", Object::Array(nums));
    widen_limits(writer, doc, node, key, 0)
}

/// Widens the limits of the nodes above a leaf to include a key.
fn widen_limits(
    writer: &mut FlattenWriter<'_>,
    doc: &dyn ObjectLookup,
    node: ObjectId,
    key: i64,
    depth: usize,
) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let path = ObjectPath::object(node);
    let limits = writer.edits.current(&path).and_then(|dict| {
        let limits = dict.get(b"Limits").ok()?.as_array().ok()?;
        Some((limits.first()?.as_i64().ok()?, limits.get(1)?.as_i64().ok()?))
    });
    if let Some((low, high)) = limits.filter(|(low, high)| !(low..=high).contains(&&key)) {
        let limits = [low.min(key), high.max(key)].map(Object::Integer);
        writer.edits.set(&path, "Limits", Object::Array(limits.to_vec()));
    }
    let Some(dict) = LocatedDict::indirect(doc, node).map(|place| place.dict) else { return false };
    let kids: Vec<ObjectId> =
        dict.array(b"Kids").unwrap_or_default().iter().filter_map(|kid| kid.as_reference().ok()).collect();
    let within = kids.iter().find(|kid| number_tree_limits(doc, **kid).is_some_and(|(_, high)| key <= high));
    match within.or(kids.last()) {
        Some(kid) => widen_limits(writer, doc, *kid, key, depth + 1),
        None => true,
    }
}
