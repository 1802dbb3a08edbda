//! Traverses two object graphs in parallel: are they equal but for the numbers of objects?

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::load::MAX_STREAM;
use super::super::object_equality::nearly_equal_scalars;
use super::super::objects::{ObjectPath, dict_of, resolve};
use super::change::{Change, ChangeList, ChangeLocation};
use super::resources;
use super::stream_expander::{ExpansionExhausted, StreamExpander};
use crate::diag::CatalogueEntry;
use crate::diag::catalogue::pdf_change as words;

/// The most pairs of objects that are compared; a form of ten pages has some thousands.
const MOST_PAIRS: usize = 4_000_000;

/// The part of the document to which objects belong, and so the code under which a difference is reported.
pub(super) type ChangeEntry = &'static CatalogueEntry;

/// The official document, the filled one, and the pairs of their objects.
pub(super) struct ObjectGraphs<'a> {
    pub(super) official: &'a Document,
    pub(super) filled: &'a Document,
    pub(super) streams: StreamExpander,
    counterparts: BTreeMap<ObjectPath, ObjectPath>,
    reverse_counterparts: BTreeMap<ObjectPath, ObjectPath>,
    compared: BTreeSet<(ObjectId, ObjectId)>,
    field_names: BTreeMap<ObjectPath, String>,
    pairs_left: usize,
    pub(super) exhausted: bool,
}

/// Two objects that should be equal, the part they belong to, and its name.
pub(super) struct ObjectPair<'a> {
    pub(super) official: Option<&'a Object>,
    pub(super) filled: Option<&'a Object>,
    pub(super) entry: ChangeEntry,
    pub(super) part: &'a [u8],
}

impl<'a> ObjectPair<'a> {
    /// The part of an entry: entries of a font belong to that font, under its resource name.
    fn entry_below(&self, key: &'a [u8]) -> (ChangeEntry, &'a [u8]) {
        let role = entry_for_key(self.entry, key);
        let named = [&words::FONT, &words::XOBJECT, &words::RESOURCE, &words::ANNOTATION_CHANGED];
        let stays = role.code == self.entry.code && named.iter().any(|entry| entry.code == role.code);
        (role, if stays { self.part } else { key })
    }
}

impl<'a> ObjectGraphs<'a> {
    pub(super) fn new(official: &'a Document, filled: &'a Document) -> Self {
        Self {
            official,
            filled,
            streams: StreamExpander::new(),
            counterparts: BTreeMap::new(),
            reverse_counterparts: BTreeMap::new(),
            compared: BTreeSet::new(),
            field_names: BTreeMap::new(),
            pairs_left: MOST_PAIRS,
            exhausted: false,
        }
    }

    /// Pairs two objects that have rules of their own (pages, fields, annotations): elsewhere a reference to one
    /// has to be a reference to the other.
    pub(super) fn pair(&mut self, official: &ObjectPath, filled: &ObjectPath) {
        self.counterparts.entry(official.clone()).or_insert_with(|| filled.clone());
        self.reverse_counterparts.entry(filled.clone()).or_insert_with(|| official.clone());
    }

    /// Likewise for a node of the field tree, which may be a widget of a page as well.
    pub(super) fn pair_field(&mut self, official: &ObjectPath, filled: &ObjectPath, name: &str) {
        self.pair(official, filled);
        self.field_names.insert(official.clone(), name.to_owned());
    }

    /// The name of the official form's field at this place.
    pub(super) fn field_name(&self, official: &ObjectPath) -> Option<&str> {
        self.field_names.get(official).map(String::as_str)
    }

    pub(super) fn counterpart_of(&self, official: &ObjectPath) -> Option<&ObjectPath> {
        self.counterparts.get(official)
    }

    pub(super) fn is_counterpart(&self, filled: &ObjectPath) -> bool {
        self.reverse_counterparts.contains_key(filled)
    }

    /// Compares two values and all objects below; each difference is reported once.
    pub(super) fn compare_values(
        &mut self,
        pair: (Option<&'a Object>, Option<&'a Object>),
        role: ChangeEntry,
        part: &'a [u8],
        at: &ChangeLocation,
        changes: &mut ChangeList,
    ) {
        self.compare_pairs(
            vec![ObjectPair { official: pair.0, filled: pair.1, entry: role, part }],
            at,
            changes,
        );
    }

    /// Compares several pairs.
    pub(super) fn compare_pairs(
        &mut self,
        mut stack: Vec<ObjectPair<'a>>,
        at: &ChangeLocation,
        changes: &mut ChangeList,
    ) {
        while let Some(pair) = stack.pop() {
            if self.pairs_left == 0 {
                self.exhausted = true;
                return;
            }
            self.pairs_left -= 1;
            match self.compare_level(&pair, &mut stack) {
                Ok(true) => {}
                Ok(false) => changes.push(Change::new(pair.entry, at).with_part(pair.part)),
                Err(ExpansionExhausted) => {
                    self.exhausted = true;
                    return;
                }
            }
        }
    }

    /// Whether two values are equal; nothing is reported, and no pair is recorded.
    pub(super) fn is_same(&mut self, pair: (Option<&'a Object>, Option<&'a Object>)) -> bool {
        let known = std::mem::take(&mut self.compared);
        let mut found = ChangeList::default();
        self.compare_values(pair, &words::DOCUMENT, b"", &ChangeLocation::default(), &mut found);
        self.compared = known;
        found.is_empty() && !self.exhausted
    }

    /// Compares one level, and puts the values below on the stack.
    fn compare_level(
        &mut self,
        pair: &ObjectPair<'a>,
        stack: &mut Vec<ObjectPair<'a>>,
    ) -> Result<bool, ExpansionExhausted> {
        if let Some(settled) = self.compare_references(pair) {
            return Ok(settled);
        }
        let official = pair.official.and_then(|object| resolve(self.official, object));
        let filled = pair.filled.and_then(|object| resolve(self.filled, object));
        let (Some(official), Some(filled)) = (official, filled) else {
            return Ok(official.is_none() && filled.is_none());
        };
        match (official, filled) {
            (Object::Array(a), Object::Array(b)) => {
                if a.len() != b.len() {
                    return Ok(false);
                }
                let items = a.iter().zip(b);
                stack.extend(items.map(|(a, b)| ObjectPair {
                    official: Some(a),
                    filled: Some(b),
                    entry: pair.entry,
                    part: pair.part,
                }));
                Ok(true)
            }
            (Object::Dictionary(a), Object::Dictionary(b)) => {
                push_entries(a, b, false, pair, stack);
                Ok(true)
            }
            (Object::Stream(a), Object::Stream(b)) => {
                push_entries(&a.dict, &b.dict, true, pair, stack);
                let same = self.streams.same_data((self.official, a), (self.filled, b))?;
                if same && let Ok(resources) = a.dict.get(b"Resources") {
                    // Where it cannot be decoded, it may use all of them.
                    let used = self.streams.unfilter(self.official, a, MAX_STREAM)?.plain();
                    let used = used.map(|content| resources::resource_names(&content));
                    stack.extend(resources::resource_pairs(
                        (self.official, Some(resources)),
                        (self.filled, b.dict.get(b"Resources").ok()),
                        used.as_ref(),
                    ));
                }
                Ok(same)
            }
            (a, b) => Ok(nearly_equal_scalars(a, b)),
        }
    }

    /// Compares two references: `None` where the objects have to be compared.
    fn compare_references(&mut self, pair: &ObjectPair<'a>) -> Option<bool> {
        let reference = |object: Option<&Object>| object?.as_reference().ok();
        let (official, filled) = (reference(pair.official), reference(pair.filled));
        let counterpart = official.and_then(|id| self.counterparts.get(&ObjectPath::object(id)));
        if let Some(counterpart) = counterpart {
            return Some(filled.is_some_and(|id| *counterpart == ObjectPath::object(id)));
        }
        if filled.is_some_and(|id| self.reverse_counterparts.contains_key(&ObjectPath::object(id))) {
            return Some(false);
        }
        // Pairs that were met before were reported then; this also ends cycles.
        match (official, filled) {
            (Some(a), Some(b)) if !self.compared.insert((a, b)) => Some(true),
            _ => None,
        }
    }
}

fn push_entries<'a>(
    official: &'a Dictionary,
    filled: &'a Dictionary,
    stream: bool,
    pair: &ObjectPair<'a>,
    stack: &mut Vec<ObjectPair<'a>>,
) {
    // The encoding of a stream; and its resources, which are compared by the names that it uses.
    let apart = |key: &[u8]| {
        stream
            && (matches!(key, b"Length" | b"Filter" | b"DecodeParms" | b"DL")
                || key == b"Resources" && official.has(key))
    };
    for (key, a) in official {
        if !apart(key) {
            let (role, part) = pair.entry_below(key);
            stack.push(ObjectPair { official: Some(a), filled: filled.get(key).ok(), entry: role, part });
        }
    }
    for (key, b) in filled {
        // A Type that was omitted and is now written changes nothing.
        let new = !official.has(key) && key != b"Type";
        if new && !apart(key) {
            let (role, part) = pair.entry_below(key);
            stack.push(ObjectPair { official: None, filled: Some(b), entry: role, part });
        }
    }
}

/// The part of an entry, for keys that mean the same in every dictionary.
fn entry_for_key(role: ChangeEntry, key: &[u8]) -> ChangeEntry {
    // Entries of metadata stay metadata, and a structure element does not become an action by a name of its
    // attributes.
    if [words::METADATA.code, words::ACTION.code].contains(&role.code) {
        return role;
    }
    match key {
        b"OC" | b"OCGs" | b"OCProperties" | b"Properties" => &words::LAYER,
        b"AA" | b"JS" | b"JavaScript" | b"OpenAction" => &words::ACTION,
        b"EF" | b"EmbeddedFiles" | b"AF" => &words::ATTACHMENT,
        b"Font" | b"FontDescriptor" | b"FontFile" | b"FontFile2" | b"FontFile3" => &words::FONT,
        b"XObject" => &words::XOBJECT,
        b"Metadata" | b"PieceInfo" | b"LastModified" => &words::METADATA,
        _ => role,
    }
}

/// Whether two values without references are equal: strings, names, numbers, and arrays of them.
pub(super) fn same_value(official: Option<&Object>, filled: Option<&Object>) -> bool {
    match (official, filled) {
        (None, None) => true,
        (Some(Object::Array(a)), Some(Object::Array(b))) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| nearly_equal_scalars(a, b))
        }
        (Some(a), Some(b)) => nearly_equal_scalars(a, b),
        _ => false,
    }
}

/// The entries of the dictionary that an object is.
pub(super) fn dictionary_of<'a>(doc: &'a Document, object: Option<&'a Object>) -> Option<&'a Dictionary> {
    resolve(doc, object?).and_then(dict_of)
}

/// The keys of both dictionaries, sorted.
pub(super) fn union_of_keys<'a>(a: Option<&'a Dictionary>, b: Option<&'a Dictionary>) -> BTreeSet<&'a [u8]> {
    a.into_iter().chain(b).flatten().map(|(key, _)| key.as_slice()).collect()
}
