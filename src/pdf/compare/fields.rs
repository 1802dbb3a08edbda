//! The field tree: the same fields, in the same places, with the same rules.

use std::collections::{BTreeMap, VecDeque};

use super::super::objects::{DEPTH, Dict, Place, Spot};
use super::super::text_string;
use super::change::{Changes, Where};
use super::graphs::{Graphs, Role, close, keys};
use super::page::same_rect;
use super::resources;
use crate::diag::catalogue::pdf_change as words;

/// A node of the official field tree and its counterpart.
pub(super) struct Node<'a> {
    name: String,
    official: Place<'a>,
    filled: Place<'a>,
}

/// Finds the counterpart of each node, by name; a widget without a name of its own, by its turn.
pub(super) fn pair<'a>(
    graphs: &mut Graphs<'a>,
    (official, filled): (&Place<'a>, &Place<'a>),
    changes: &mut Changes,
) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    let mut stack = vec![(String::new(), official.clone(), filled.clone(), 0usize)];
    while let Some((above, official, filled, depth)) = stack.pop() {
        let key: &[u8] = if depth == 0 { b"Fields" } else { b"Kids" };
        let mut free: BTreeMap<Option<String>, VecDeque<Place<'a>>> = BTreeMap::new();
        for theirs in filled.items(key) {
            free.entry(own_name(&theirs)).or_default().push_back(theirs);
        }
        for ours in official.items(key) {
            let own = own_name(&ours);
            let name = join(&above, own.as_deref());
            let Some(theirs) = free.get_mut(&own).and_then(VecDeque::pop_front) else {
                changes.tell(&words::FIELD_GONE, &Where::field(&name), key);
                continue;
            };
            // A node that is met again is a loop of the tree.
            if graphs.field(&ours.spot).is_some() {
                continue;
            }
            graphs.pair_field(&ours.spot, &theirs.spot, &name);
            // Names are read down the tree by some programs, and up by others.
            let parent = |place: &Place<'_>, above: &Place<'_>| match place.dict.reference(b"Parent") {
                None => "none",
                Some(id) if depth > 0 && above.spot == Spot::of(id) => "the one above",
                Some(_) => "another",
            };
            if parent(&ours, &official) != parent(&theirs, &filled) {
                changes.tell(&words::FIELD_RULES, &Where::field(&name), b"Parent");
            }
            if depth < DEPTH {
                stack.push((name.clone(), ours.clone(), theirs.clone(), depth + 1));
            }
            nodes.push(Node { name, official: ours, filled: theirs });
        }
        for (own, places) in free {
            for _ in places {
                changes.tell(&words::FIELD_NEW, &Where::field(&join(&above, own.as_deref())), key);
            }
        }
    }
    nodes
}

fn own_name(place: &Place<'_>) -> Option<String> {
    place.dict.string(b"T").map(text_string::decode)
}

fn join(above: &str, own: Option<&str>) -> String {
    match own {
        Some(own) if above.is_empty() => own.to_owned(),
        Some(own) => format!("{above}.{own}"),
        None => above.to_owned(),
    }
}

/// Compares what a fill may not touch.
pub(super) fn compare<'a>(graphs: &mut Graphs<'a>, node: &Node<'a>, changes: &mut Changes) {
    let at = Where::field(&node.name);
    let (a, b) = (node.official.dict, node.filled.dict);
    for key in keys(Some(a.raw), Some(b.raw)) {
        let role: Role = match key {
            // What a fill is; V of a signature is not, and is told with what fields show. The rest is looked at by
            // another way.
            b"V" | b"AS" | b"AP" | b"RV" | b"I" | b"TI" | b"DA" | b"DS" | b"M" | b"Kids" | b"Parent"
            | b"P" | b"Type" => continue,
            b"Rect" => {
                if !same_rect(a.rect(key), b.rect(key)) {
                    changes.tell(&words::FIELD_MOVED, &at, key);
                }
                continue;
            }
            b"F" => {
                flags(&a, &b, &at, changes);
                continue;
            }
            b"Ff" | b"SigFlags" if a.integer(key).unwrap_or(0) == b.integer(key).unwrap_or(0) => continue,
            b"BS" => {
                border(graphs, (&a, &b), &at, changes);
                continue;
            }
            b"DR" => {
                resources::of_fields(graphs, (&a, &b), &at, changes);
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
        graphs.same((a.raw.get(key).ok(), b.raw.get(key).ok()), role, key, &at, changes);
    }
}

/// Annotation flags (12.5.3, table 167).
fn flags(official: &Dict<'_>, filled: &Dict<'_>, at: &Where, changes: &mut Changes) {
    const INVISIBLE: i64 = 1;
    const HIDDEN: i64 = 1 << 1;
    const PRINT: i64 = 1 << 2;
    const NO_VIEW: i64 = 1 << 5;
    const TOGGLE: i64 = 1 << 8;
    let (a, b) = (official.integer(b"F").unwrap_or(0), filled.integer(b"F").unwrap_or(0));
    if (a ^ b) & (INVISIBLE | HIDDEN | PRINT | NO_VIEW | TOGGLE) != 0 {
        changes.tell(&words::HIDDEN, at, b"F");
    } else if a != b {
        changes.tell(&words::FIELD_RULES, at, b"F");
    }
}

/// Border styles: solid and one point wide where they do not say so (12.5.4).
fn border<'a>(graphs: &mut Graphs<'a>, (a, b): (&Dict<'a>, &Dict<'a>), at: &Where, changes: &mut Changes) {
    let (ours, theirs) = (a.dict(b"BS"), b.dict(b"BS"));
    let width = |style: Option<Dict<'_>>| style.and_then(|style| style.number(b"W")).unwrap_or(1.0);
    let kind = |style: Option<Dict<'a>>| style.and_then(|style| style.name(b"S")).unwrap_or(b"S");
    if !close(width(ours), width(theirs)) || kind(ours) != kind(theirs) {
        changes.tell(&words::FIELD_LOOK, at, b"BS");
    }
    let dashes = |style: Option<Dict<'a>>| style.and_then(|style| style.raw.get(b"D").ok());
    graphs.same((dashes(ours), dashes(theirs)), &words::FIELD_LOOK, b"D", at, changes);
}
