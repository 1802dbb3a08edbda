//! Access to the objects of a parsed file: missing and wrong objects are `None`, references are followed, and the
//! path of a dictionary is known, so that it can be changed.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::geometry::Rect;

/// How many references are followed from one to the next, and how deep any other recursion goes.
pub(crate) const MAX_DEPTH: usize = 64;

/// The path of an object: an indirect object, and the steps within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ObjectPath {
    pub(crate) id: ObjectId,
    pub(crate) steps: Vec<PathStep>,
}

/// One step within an indirect object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PathStep {
    Key(Vec<u8>),
    Item(usize),
}

impl ObjectPath {
    pub(crate) fn object(id: ObjectId) -> Self {
        Self { id, steps: Vec::new() }
    }

    fn child(&self, step: PathStep) -> Self {
        let mut path = self.steps.clone();
        path.push(step);
        Self { id: self.id, steps: path }
    }
}

/// Where references are resolved: in a parsed file, or in a file and its update.
pub(crate) trait ObjectLookup {
    /// The indirect object of that number; it may be a reference.
    fn object(&self, id: ObjectId) -> Option<&Object>;
}

impl ObjectLookup for Document {
    fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(&id)
    }
}

/// Follows references; `None` for null, for a missing object, and for a cycle.
pub(crate) fn resolve<'a>(doc: &'a dyn ObjectLookup, object: &'a Object) -> Option<&'a Object> {
    resolve_with_id(doc, object).map(|(_, object)| object).filter(|object| !object.is_null())
}

/// Follows references; also returns the last one.
fn resolve_with_id<'a>(
    doc: &'a dyn ObjectLookup,
    object: &'a Object,
) -> Option<(Option<ObjectId>, &'a Object)> {
    let (mut object, mut last) = (object, None);
    for _ in 0..MAX_DEPTH {
        let Object::Reference(id) = object else { return Some((last, object)) };
        last = Some(*id);
        object = doc.object(*id)?;
    }
    None
}

/// The dictionary of a dictionary or stream object.
pub(crate) fn dict_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Typed access to the entries of a dictionary; references are followed.
#[derive(Clone, Copy)]
pub(crate) struct Dict<'a> {
    pub(crate) doc: &'a dyn ObjectLookup,
    pub(crate) raw: &'a Dictionary,
}

impl<'a> Dict<'a> {
    pub(crate) fn new(doc: &'a dyn ObjectLookup, raw: &'a Dictionary) -> Self {
        Self { doc, raw }
    }

    pub(crate) fn has(&self, key: &[u8]) -> bool {
        self.get(key).is_some()
    }

    pub(crate) fn get(&self, key: &[u8]) -> Option<&'a Object> {
        resolve(self.doc, self.entry(key)?)
    }

    /// The value, unresolved.
    pub(crate) fn entry(&self, key: &[u8]) -> Option<&'a Object> {
        // Not `get`: it allocates an error message, and most keys are missing.
        self.raw.as_hashmap().get(key)
    }

    pub(crate) fn reference(&self, key: &[u8]) -> Option<ObjectId> {
        self.entry(key)?.as_reference().ok()
    }

    /// A dictionary, or that of a stream.
    pub(crate) fn dict(&self, key: &[u8]) -> Option<Dict<'a>> {
        Some(Dict::new(self.doc, dict_of(self.get(key)?)?))
    }

    pub(crate) fn array(&self, key: &[u8]) -> Option<&'a [Object]> {
        self.get(key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(crate) fn name(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.get(key)?.as_name().ok()
    }

    pub(crate) fn has_name(&self, key: &[u8], name: &[u8]) -> bool {
        self.name(key) == Some(name)
    }

    pub(crate) fn string(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.get(key)?.as_str().ok()
    }

    pub(crate) fn text(&self, key: &[u8]) -> Option<String> {
        self.string(key).map(super::text_string::decode)
    }

    pub(crate) fn integer(&self, key: &[u8]) -> Option<i64> {
        match self.get(key)? {
            Object::Integer(n) => Some(*n),
            #[expect(clippy::cast_possible_truncation, reason = "saturates, as viewers do")]
            Object::Real(n) => Some(*n as i64),
            _ => None,
        }
    }

    pub(crate) fn number(&self, key: &[u8]) -> Option<f64> {
        number(self.get(key)?)
    }

    pub(crate) fn flag(&self, key: &[u8]) -> bool {
        matches!(self.get(key), Some(Object::Boolean(true)))
    }

    pub(crate) fn numbers(&self, key: &[u8]) -> Option<Vec<f64>> {
        self.array(key)?.iter().map(|item| number(resolve(self.doc, item)?)).collect()
    }

    pub(crate) fn rect(&self, key: &[u8]) -> Option<Rect> {
        let numbers = self.numbers(key)?;
        let [a, b, c, d] = numbers.get(..4)?.try_into().ok()?;
        let finite = [a, b, c, d].iter().all(|n: &f64| n.is_finite() && n.abs() < 1e7);
        finite.then(|| Rect::between((a, b), (c, d)))
    }

    /// The dictionaries in an array.
    pub(crate) fn dicts(&self, key: &[u8]) -> impl Iterator<Item = Dict<'a>> + use<'a> {
        let doc = self.doc;
        self.array(key)
            .unwrap_or_default()
            .iter()
            .filter_map(move |item| Some(Dict::new(doc, dict_of(resolve(doc, item)?)?)))
    }
}

/// A finite number; the 32 bits of lopdf are printed and parsed again, so that 0.1 is 0.1.
pub(crate) fn number(object: &Object) -> Option<f64> {
    match object {
        #[expect(clippy::cast_precision_loss, reason = "a coordinate beyond 2^53 is nonsense anyway")]
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) if n.is_finite() => n.to_string().parse().ok(),
        _ => None,
    }
}

/// A dictionary and its path.
#[derive(Clone)]
pub(crate) struct LocatedDict<'a> {
    pub(crate) dict: Dict<'a>,
    pub(crate) path: ObjectPath,
}

impl<'a> LocatedDict<'a> {
    /// A dictionary that is an indirect object.
    pub(crate) fn indirect(doc: &'a dyn ObjectLookup, id: ObjectId) -> Option<Self> {
        let object = doc.object(id)?;
        Self::new(doc, object, ObjectPath::object(id))
    }

    /// The dictionary at a path.
    pub(crate) fn at_path(doc: &'a dyn ObjectLookup, path: &ObjectPath) -> Option<Self> {
        let mut object = doc.object(path.id)?;
        for step in &path.steps {
            object = match (step, object) {
                (PathStep::Key(key), Object::Dictionary(dict)) => dict.get(key).ok()?,
                (PathStep::Key(key), Object::Stream(stream)) => stream.dict.get(key).ok()?,
                (PathStep::Item(index), Object::Array(array)) => array.get(*index)?,
                _ => return None,
            };
        }
        Some(Self { dict: Dict::new(doc, dict_of(object)?), path: path.clone() })
    }

    fn new(doc: &'a dyn ObjectLookup, object: &'a Object, path: ObjectPath) -> Option<Self> {
        let (object, path) = resolve_with_path(doc, object, path)?;
        Some(Self { dict: Dict::new(doc, dict_of(object)?), path })
    }

    /// The dictionary at `key`.
    pub(crate) fn child(&self, key: &[u8]) -> Option<Self> {
        let object = self.dict.entry(key)?;
        Self::new(self.dict.doc, object, self.path.child(PathStep::Key(key.to_vec())))
    }

    /// The dictionaries in the array at `key`.
    pub(crate) fn children(&self, key: &[u8]) -> Vec<Self> {
        let doc = self.dict.doc;
        let found = self.dict.entry(key).and_then(|array| {
            let (array, path) = resolve_with_path(doc, array, self.path.child(PathStep::Key(key.to_vec())))?;
            Some((array.as_array().ok()?, path))
        });
        let Some((array, path)) = found else { return Vec::new() };
        array
            .iter()
            .enumerate()
            .filter_map(|(index, item)| Self::new(doc, item, path.child(PathStep::Item(index))))
            .collect()
    }
}

/// Follows references; also returns the path of the object.
fn resolve_with_path<'a>(
    doc: &'a dyn ObjectLookup,
    object: &'a Object,
    path: ObjectPath,
) -> Option<(&'a Object, ObjectPath)> {
    let (id, object) = resolve_with_id(doc, object)?;
    Some((object, id.map_or(path, ObjectPath::object)))
}

/// The object at a path, to be changed.
pub(crate) fn object_at_mut<'a>(object: &'a mut Object, path: &[PathStep]) -> Option<&'a mut Object> {
    let mut object = object;
    for step in path {
        object = match (step, object) {
            (PathStep::Key(key), Object::Dictionary(dict)) => dict.get_mut(key).ok()?,
            (PathStep::Key(key), Object::Stream(stream)) => stream.dict.get_mut(key).ok()?,
            (PathStep::Item(index), Object::Array(array)) => array.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(object)
}

/// The document catalog (7.7.2).
pub(crate) fn catalog(doc: &Document) -> Option<LocatedDict<'_>> {
    LocatedDict::indirect(doc, doc.trailer.get(b"Root").ok()?.as_reference().ok()?)
}

/// Whether an object belongs to the file structure (object and cross-reference streams): a file written anew does
/// not need it.
pub(crate) fn is_file_structure(object: &Object) -> bool {
    match object {
        Object::Stream(stream) => stream.dict.has_type(b"XRef") || stream.dict.has_type(b"ObjStm"),
        Object::Dictionary(dict) => dict.has(b"Linearized"),
        _ => false,
    }
}
