//! Optional content (ISO 32000-2, 8.11): which groups are on in the default configuration, and what their
//! membership dictionaries and visibility expressions give.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};

use super::budget::Incomplete;
use super::interpreter::address;
use crate::pdf::objects::{Dict, ObjectLookup, dict_of, resolve};

/// How deep a visibility expression may be nested.
const DEPTH: usize = 32;
/// Members and operands that are looked at in a document, each where it stands.
const MOST_MEMBERS: usize = 1 << 20;

/// The optional content groups that are off in the default configuration (`D`).
#[derive(Debug, Default)]
pub(super) struct OptionalContent {
    off: BTreeSet<ObjectId>,
    /// What memberships gave, by the address of the dictionary.
    memberships: BTreeMap<usize, Result<bool, Incomplete>>,
    /// What expressions gave, by the address of their operator.
    expressions: BTreeMap<usize, bool>,
    looked_at: usize,
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
        Self { off, ..Self::default() }
    }

    /// Whether content under this group or membership dictionary is visible; an error where that is too much to tell.
    /// `object` unresolved: a group is identified by its reference.
    pub(super) fn is_visible(&mut self, doc: &dyn ObjectLookup, object: &Object) -> Result<bool, Incomplete> {
        if self.is_off(object) {
            return Ok(false);
        }
        let Some(dict) = resolve(doc, object).and_then(dict_of) else { return Ok(true) };
        let key = address(dict);
        let dict = Dict::new(doc, dict);
        if !dict.has_name(b"Type", b"OCMD") {
            return Ok(true);
        }
        if let Some(known) = self.memberships.get(&key) {
            return *known;
        }
        let visible = self.membership(&dict);
        self.memberships.insert(key, visible);
        visible
    }

    fn is_off(&self, group: &Object) -> bool {
        group.as_reference().is_ok_and(|id| self.off.contains(&id))
    }

    fn look_at(&mut self, members: usize) -> Result<(), Incomplete> {
        self.looked_at = self.looked_at.saturating_add(members);
        if self.looked_at > MOST_MEMBERS { Err(Incomplete::TooManyOperators) } else { Ok(()) }
    }

    fn membership(&mut self, dict: &Dict<'_>) -> Result<bool, Incomplete> {
        if let Some(expression) = dict.entry(b"VE").filter(|_| dict.array(b"VE").is_some()) {
            return self.evaluate(dict.doc, expression, 0);
        }
        let members: Vec<&Object> = match (dict.entry(b"OCGs"), dict.array(b"OCGs")) {
            (_, Some(array)) => {
                self.look_at(array.len())?;
                array.iter().collect()
            }
            (Some(one), None) if dict.has(b"OCGs") => vec![one],
            _ => return Ok(true),
        };
        let on = |member: &&Object| !self.is_off(member);
        Ok(match dict.name(b"P") {
            _ if members.is_empty() => true,
            Some(b"AllOn") => members.iter().all(on),
            Some(b"AnyOff") => !members.iter().all(on),
            Some(b"AllOff") => !members.iter().any(on),
            _ => members.iter().any(on),
        })
    }

    /// A visibility expression: `[/And …]`, `[/Or …]`, `[/Not …]`, or a group (8.11.2.2). One that several expressions name
    /// is evaluated once.
    fn evaluate(
        &mut self,
        doc: &dyn ObjectLookup,
        expression: &Object,
        depth: usize,
    ) -> Result<bool, Incomplete> {
        let array = resolve(doc, expression).and_then(|object| object.as_array().ok());
        let Some([operator, operands @ ..]) = array.map(Vec::as_slice) else {
            return Ok(!self.is_off(expression));
        };
        let key = address(operator);
        if let Some(known) = self.expressions.get(&key) {
            return Ok(*known);
        }
        if depth >= DEPTH {
            return Err(Incomplete::TooDeep);
        }
        self.look_at(operands.len())?;
        let mut holds = Vec::with_capacity(operands.len());
        for operand in operands {
            holds.push(self.evaluate(doc, operand, depth + 1)?);
        }
        let result = match operator.as_name() {
            Ok(b"Or") => holds.contains(&true),
            Ok(b"Not") => !holds.first().copied().unwrap_or(false),
            _ => !holds.contains(&false),
        };
        self.expressions.insert(key, result);
        Ok(result)
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
        let mut optional_content = OptionalContent::of(Some(Dict::new(&doc, &catalog)));
        objects.iter().map(|object| optional_content.is_visible(&doc, object).unwrap()).collect()
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

    /// Sixteen times the same expression, eight deep: 16^8 ways lead to the innermost.
    #[test]
    fn what_is_shared_is_evaluated_once() {
        let mut doc = Document::new();
        let name = |name: &str| Object::Name(name.into());
        let mut id = doc.add_object(vec![name("Not"), (900, 0).into()]);
        let mut nested = |doc: &mut Document, levels: usize, each: usize| {
            for _ in 0..levels {
                let operands = std::iter::repeat_n(Object::from(id), each);
                id = doc.add_object(std::iter::once(name("And")).chain(operands).collect::<Vec<_>>());
            }
            Object::from(dictionary! { "Type" => "OCMD", "VE" => id })
        };
        let mut content = OptionalContent { off: [(900, 0)].into(), ..OptionalContent::default() };
        let bomb = nested(&mut doc, 8, 16);
        assert_eq!(content.is_visible(&doc, &bomb), Ok(true));
        let deep = nested(&mut doc, DEPTH, 1);
        assert_eq!(OptionalContent::default().is_visible(&doc, &deep), Err(Incomplete::TooDeep));
    }

    #[test]
    fn no_member_is_left_out() {
        let mut members = vec![Object::from((1, 0)); 1000];
        members.push((2, 0).into());
        let membership = dictionary! { "Type" => "OCMD", "OCGs" => members.clone(), "P" => "AllOn" };
        let last_of = |operator: &str| {
            let operands = std::iter::once(Object::Name(operator.into())).chain(members.clone());
            Object::from(dictionary! { "Type" => "OCMD", "VE" => operands.collect::<Vec<_>>() })
        };
        assert_eq!(shown(&[membership.into(), last_of("And"), last_of("Or")]), [false, false, true]);
    }
}
