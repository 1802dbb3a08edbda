//! The field tree: the same fields at the same places, with the same attributes (ISO 32000-2, 12.7.4).

use std::collections::{BTreeMap, VecDeque};

use super::super::object_equality::nearly_equal;
use super::super::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectPath};
use super::super::text_string;
use super::change::{ChangeList, ChangeLocation};
use super::object_graphs::{ChangeEntry, ObjectGraphs, union_of_keys};
use super::page::same_rect;
use super::resources;
use crate::diag::catalogue::pdf_change as words;

/// A node of the official field tree and its counterpart.
pub(super) struct FieldPair<'a> {
    name: String,
    official: LocatedDict<'a>,
    filled: LocatedDict<'a>,
}

/// Pairs the nodes by partial name, and widgets without a name by their index.
pub(super) fn pair<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) -> Vec<FieldPair<'a>> {
    let mut nodes = Vec::new();
    let mut stack = vec![(String::new(), official.clone(), filled.clone(), 0usize)];
    while let Some((above, official, filled, depth)) = stack.pop() {
        let key: &[u8] = if depth == 0 { b"Fields" } else { b"Kids" };
        let mut free: BTreeMap<Option<String>, VecDeque<LocatedDict<'a>>> = BTreeMap::new();
        for filled_place in filled.children(key) {
            free.entry(partial_name(&filled_place)).or_default().push_back(filled_place);
        }
        for official_place in official.children(key) {
            let own = partial_name(&official_place);
            let name = full_name(&above, own.as_deref());
            let Some(filled_place) = free.get_mut(&own).and_then(VecDeque::pop_front) else {
                changes.report(&words::FIELD_GONE, &ChangeLocation::field(&name), key);
                continue;
            };
            // A node that is met again: the tree has a cycle.
            if graphs.field_name(&official_place.path).is_some() {
                continue;
            }
            graphs.pair_field(&official_place.path, &filled_place.path, &name);
            // Some programs read names down the tree by Kids, others up by Parent.
            let parent =
                |place: &LocatedDict<'_>, above: &LocatedDict<'_>| match place.dict.reference(b"Parent") {
                    None => "none",
                    Some(id) if depth > 0 && above.path == ObjectPath::object(id) => "the one above",
                    Some(_) => "another",
                };
            if parent(&official_place, &official) != parent(&filled_place, &filled) {
                changes.report(&words::FIELD_RULES, &ChangeLocation::field(&name), b"Parent");
            }
            if depth < MAX_DEPTH {
                stack.push((name.clone(), official_place.clone(), filled_place.clone(), depth + 1));
            } else {
                graphs.exhausted = true;
            }
            nodes.push(FieldPair { name, official: official_place, filled: filled_place });
        }
        for (own, places) in free {
            for _ in places {
                changes.report(
                    &words::FIELD_NEW,
                    &ChangeLocation::field(&full_name(&above, own.as_deref())),
                    key,
                );
            }
        }
    }
    nodes
}

fn partial_name(place: &LocatedDict<'_>) -> Option<String> {
    place.dict.string(b"T").map(text_string::decode)
}

fn full_name(above: &str, own: Option<&str>) -> String {
    match own {
        Some(own) if above.is_empty() => own.to_owned(),
        Some(own) => format!("{above}.{own}"),
        None => above.to_owned(),
    }
}

/// Compares the entries that a fill may not change.
pub(super) fn compare<'a>(graphs: &mut ObjectGraphs<'a>, node: &FieldPair<'a>, changes: &mut ChangeList) {
    let at = ChangeLocation::field(&node.name);
    let (a, b) = (node.official.dict, node.filled.dict);
    for key in union_of_keys(Some(a.raw), Some(b.raw)) {
        let role: ChangeEntry = match key {
            // These a fill may change; V of a signature is reported with the values. The others are compared
            // elsewhere.
            b"V" | b"AS" | b"AP" | b"RV" | b"I" | b"TI" | b"DA" | b"DS" | b"M" | b"Kids" | b"Parent"
            | b"P" | b"Type" => continue,
            b"Rect" => {
                if !same_rect(a.rect(key), b.rect(key)) {
                    changes.report(&words::FIELD_MOVED, &at, key);
                }
                continue;
            }
            b"F" => {
                compare_flags(&a, &b, &at, changes);
                continue;
            }
            b"Ff" | b"SigFlags" if a.integer(key).unwrap_or(0) == b.integer(key).unwrap_or(0) => continue,
            b"BS" => {
                compare_border(graphs, (&a, &b), &at, changes);
                continue;
            }
            b"DR" => {
                resources::compare_default_resources(graphs, (&a, &b), &at, changes);
                continue;
            }
            b"T" | b"TU" | b"TM" | b"Contents" | b"Lang" => &words::FIELD_LABEL,
            b"MK" | b"Border" | b"C" | b"H" | b"Q" | b"BE" => &words::FIELD_LOOK,
            b"A" | b"AA" => &words::ACTION,
            b"OC" => &words::LAYER,
            b"BM" | b"ca" | b"CA" => &words::HIDDEN,
            b"StructParent" => &words::TAGS,
            b"AF" => &words::ATTACHMENT,
            _ => &words::FIELD_RULES,
        };
        graphs.compare_values((a.raw.get(key).ok(), b.raw.get(key).ok()), role, key, &at, changes);
    }
}

/// Annotation flags (12.5.3, table 167).
fn compare_flags(official: &Dict<'_>, filled: &Dict<'_>, at: &ChangeLocation, changes: &mut ChangeList) {
    const INVISIBLE: i64 = 1;
    const HIDDEN: i64 = 1 << 1;
    const PRINT: i64 = 1 << 2;
    const NO_VIEW: i64 = 1 << 5;
    const TOGGLE: i64 = 1 << 8;
    let (a, b) = (official.integer(b"F").unwrap_or(0), filled.integer(b"F").unwrap_or(0));
    if (a ^ b) & (INVISIBLE | HIDDEN | PRINT | NO_VIEW | TOGGLE) != 0 {
        changes.report(&words::HIDDEN, at, b"F");
    } else if a != b {
        changes.report(&words::FIELD_RULES, at, b"F");
    }
}

/// Border styles: solid and one point wide where they do not say so (12.5.4).
fn compare_border<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (a, b): (&Dict<'a>, &Dict<'a>),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    let (official_place, filled_place) = (a.dict(b"BS"), b.dict(b"BS"));
    let width = |style: Option<Dict<'_>>| style.and_then(|style| style.number(b"W")).unwrap_or(1.0);
    let kind = |style: Option<Dict<'a>>| style.and_then(|style| style.name(b"S")).unwrap_or(b"S");
    if !nearly_equal(width(official_place), width(filled_place)) || kind(official_place) != kind(filled_place)
    {
        changes.report(&words::FIELD_LOOK, at, b"BS");
    }
    let dashes = |style: Option<Dict<'a>>| style.and_then(|style| style.raw.get(b"D").ok());
    graphs.compare_values(
        (dashes(official_place), dashes(filled_place)),
        &words::FIELD_LOOK,
        b"D",
        at,
        changes,
    );
}
