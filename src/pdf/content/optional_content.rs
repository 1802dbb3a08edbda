//! Optional content (ISO 32000-2, 8.11): which groups are on in the default configuration, and what their
//! membership dictionaries and visibility expressions give.

use std::collections::BTreeSet;

use lopdf::{Object, ObjectId};

use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

/// How deep a visibility expression may be nested.
const DEPTH: usize = 8;
/// The most groups of a membership dictionary that are read.
const MOST_MEMBERS: usize = 1000;

/// The optional content groups that are off in the default configuration (`D`).
#[derive(Debug, Default)]
pub(super) struct OptionalContent {
    off: BTreeSet<ObjectId>,
}

impl OptionalContent {
    /// Reads `OCProperties` of the catalog.
    pub(super) fn of(catalog: Option<Dict<'_>>) -> Self {
        let properties = catalog.and_then(|catalog| catalog.dict(b"OCProperties"));
        let Some(properties) = properties else { return Self::default() };
        let ids = |dict: &Dict<'_>, key: &[u8]| -> BTreeSet<ObjectId> {
            let array = dict.array(key).unwrap_or_default();
            array.iter().filter_map(|item| item.as_reference().ok()).collect()
        };
        let Some(default) = properties.dict(b"D") else { return Self::default() };
        let mut off = ids(&default, b"OFF");
        if default.has_name(b"BaseState", b"OFF") {
            let on = ids(&default, b"ON");
            off.extend(ids(&properties, b"OCGs").difference(&on));
        }
        for usage in default.dicts(b"AS").filter(|usage| usage.has_name(b"Event", b"View")) {
            off.extend(ids(&usage, b"OCGs").into_iter().filter(|id| is_not_for_view(properties.doc, *id)));
        }
        Self { off }
    }

    /// Whether content under this group or membership dictionary is visible. `object` unresolved: a group is
    /// identified by its reference.
    pub(super) fn is_visible(&self, doc: &dyn ObjectLookup, object: &Object) -> bool {
        if object.as_reference().is_ok_and(|id| self.off.contains(&id)) {
            return false;
        }
        let Some(dict) = resolve(doc, object).and_then(dict_of) else { return true };
        let dict = Dict::new(doc, dict);
        if !dict.has_name(b"Type", b"OCMD") {
            return true;
        }
        if let Some(expression) = dict.entry(b"VE").filter(|_| dict.array(b"VE").is_some()) {
            return self.evaluate(doc, expression, 0);
        }
        let members: Vec<&Object> = match (dict.entry(b"OCGs"), dict.array(b"OCGs")) {
            (_, Some(array)) => array.iter().take(MOST_MEMBERS).collect(),
            (Some(one), None) if dict.has(b"OCGs") => vec![one],
            _ => return true,
        };
        let on = |member: &&Object| !member.as_reference().is_ok_and(|id| self.off.contains(&id));
        match dict.name(b"P") {
            _ if members.is_empty() => true,
            Some(b"AllOn") => members.iter().all(on),
            Some(b"AnyOff") => !members.iter().all(on),
            Some(b"AllOff") => !members.iter().any(on),
            _ => members.iter().any(on),
        }
    }

    /// A visibility expression: `[/And …]`, `[/Or …]`, `[/Not …]`, or a group (8.11.2.2).
    fn evaluate(&self, doc: &dyn ObjectLookup, expression: &Object, depth: usize) -> bool {
        let array = resolve(doc, expression).and_then(|object| object.as_array().ok());
        let Some([operator, operands @ ..]) = array.map(Vec::as_slice).filter(|_| depth < DEPTH) else {
            return !expression.as_reference().is_ok_and(|id| self.off.contains(&id));
        };
        let mut operands = operands.iter().take(16).map(|operand| self.evaluate(doc, operand, depth + 1));
        match operator.as_name() {
            Ok(b"Or") => operands.any(|holds| holds),
            Ok(b"Not") => !operands.next().unwrap_or(false),
            _ => operands.all(|holds| holds),
        }
    }
}

fn is_not_for_view(doc: &dyn ObjectLookup, id: ObjectId) -> bool {
    let group = doc.object(id).and_then(dict_of).map(|dict| Dict::new(doc, dict));
    let view = group.and_then(|group| group.dict(b"Usage")).and_then(|usage| usage.dict(b"View"));
    view.is_some_and(|view| view.has_name(b"ViewState", b"OFF"))
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, dictionary};

    use super::*;

    /// Of a document whose group 1 is on and whose group 2 is off: whether content under each object is visible.
    fn shown(objects: &[Object]) -> Vec<bool> {
        let mut doc = Document::new();
        let groups = [(1, 0), (2, 0)];
        for id in groups {
            doc.set_object(id, dictionary! { "Type" => "OCG" });
        }
        let properties = dictionary! {
            "OCGs" => groups.map(Object::from).to_vec(),
            "D" => dictionary! { "BaseState" => "OFF", "ON" => vec![Object::from((1, 0))] },
        };
        let catalog = dictionary! { "OCProperties" => properties };
        let optional_content = OptionalContent::of(Some(Dict::new(&doc, &catalog)));
        objects.iter().map(|object| optional_content.is_visible(&doc, object)).collect()
    }

    fn membership(policy: &str) -> Object {
        let both = vec![Object::from((1, 0)), Object::from((2, 0))];
        dictionary! { "Type" => "OCMD", "OCGs" => both, "P" => policy }.into()
    }

    #[test]
    fn groups_and_policies() {
        assert_eq!(shown(&[(1, 0).into(), (2, 0).into(), Dictionary::new().into()]), [true, false, true]);
        let policies = ["AllOn", "AnyOn", "AnyOff", "AllOff"].map(membership);
        assert_eq!(shown(&policies), [false, true, true, false]);
    }

    #[test]
    fn expressions() {
        let name = |name: &str| Object::Name(name.into());
        let expression = |array: Vec<Object>| Object::from(dictionary! { "Type" => "OCMD", "VE" => array });
        let not_two = || Object::from(vec![name("Not"), (2, 0).into()]);
        assert_eq!(
            shown(&[
                expression(vec![name("And"), (1, 0).into(), not_two()]),
                expression(vec![name("Or"), (2, 0).into()]),
            ]),
            [true, false]
        );
    }
}
