//! The annotations of a page: widgets by their place, all others by their entries (ISO 32000-2, 12.5).

use std::collections::BTreeSet;

use super::super::objects::{LocatedDict, ObjectPath};
use super::super::text_string;
use super::change::{ChangeList, ChangeLocation};
use super::object_graphs::{ChangeEntry, ObjectGraphs, union_of_keys};
use super::page::same_rect;
use crate::diag::catalogue::pdf_change as words;

/// Pairs the annotations that are no widgets of the form's fields.
pub(super) fn pair<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
) {
    let mut free: Vec<LocatedDict<'_>> = filled
        .children(b"Annots")
        .into_iter()
        .filter(|annotation| !graphs.is_counterpart(&annotation.path))
        .collect();
    for official_place in official.children(b"Annots") {
        if graphs.counterpart_of(&official_place.path).is_some() {
            continue;
        }
        let alike = |filled_place: &LocatedDict<'_>| {
            official_place.dict.name(b"Subtype") == filled_place.dict.name(b"Subtype")
        };
        let in_place = |filled_place: &LocatedDict<'_>| {
            same_rect(official_place.dict.rect(b"Rect"), filled_place.dict.rect(b"Rect"))
        };
        let found = free.iter().position(|filled_place| alike(filled_place) && in_place(filled_place));
        let found = found.or_else(|| free.iter().position(alike));
        if let Some(index) = found {
            let filled_place = free.remove(index);
            graphs.pair(&official_place.path, &filled_place.path);
        }
    }
}

/// Compares the annotations of a page. Fields are compared by the field tree; here only their presence counts.
pub(super) fn compare<'a>(
    graphs: &mut ObjectGraphs<'a>,
    index: usize,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    changes: &mut ChangeList,
) {
    let at = ChangeLocation::page(index);
    let (official_place, filled_place) = (official.children(b"Annots"), filled.children(b"Annots"));
    let there: BTreeSet<&ObjectPath> = filled_place.iter().map(|place| &place.path).collect();
    let mut expected: Vec<ObjectPath> = Vec::new();
    for place in &official_place {
        let counterpart =
            graphs.counterpart_of(&place.path).filter(|counterpart| there.contains(counterpart)).cloned();
        match counterpart {
            Some(counterpart) => expected.push(counterpart),
            None if is_widget(place) => {
                let at = graphs
                    .field_name(&place.path)
                    .map_or_else(|| location_of_widget(place), ChangeLocation::field);
                changes.report(&words::FIELD_GONE, &at, b"Annots");
            }
            None => changes.report(&words::ANNOTATION_GONE, &at, subtype(place)),
        }
    }
    let known: BTreeSet<&ObjectPath> = expected.iter().collect();
    for place in &filled_place {
        match (known.contains(&place.path), is_widget(place)) {
            (true, _) => {}
            (false, true) => changes.report(&words::FIELD_NEW, &location_of_widget(place), b"Annots"),
            (false, false) => changes.report(&words::ANNOTATION_NEW, &at, subtype(place)),
        }
    }
    // The order is that of painting.
    let order: Vec<&ObjectPath> =
        filled_place.iter().map(|place| &place.path).filter(|path| known.contains(path)).collect();
    if !order.iter().copied().eq(&expected) {
        changes.report(&words::ANNOTATION_CHANGED, &at, b"Annots");
    }
    for place in &official_place {
        let counterpart = graphs.counterpart_of(&place.path).cloned();
        let filled_place = counterpart.and_then(|counterpart| {
            filled_place.iter().find(|filled_place| filled_place.path == counterpart)
        });
        if let (Some(filled_place), false) = (filled_place, graphs.field_name(&place.path).is_some()) {
            compare_annotation(graphs, (place, filled_place), &at, changes);
        }
    }
}

fn compare_annotation<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&LocatedDict<'a>, &LocatedDict<'a>),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    let (a, b) = (official.dict.raw, filled.dict.raw);
    for key in union_of_keys(Some(a), Some(b)) {
        let role: ChangeEntry = match key {
            // P was followed in the other direction; M is the date of a change.
            b"P" | b"M" | b"Type" => continue,
            b"A" | b"AA" | b"PA" | b"Dest" => &words::ACTION,
            b"OC" => &words::LAYER,
            b"StructParent" => &words::TAGS,
            b"FS" | b"AF" => &words::ATTACHMENT,
            _ => &words::ANNOTATION_CHANGED,
        };
        let part = if role.code == words::ANNOTATION_CHANGED.code { subtype(official) } else { key };
        graphs.compare_values((a.get(key).ok(), b.get(key).ok()), role, part, at, changes);
    }
}

fn is_widget(place: &LocatedDict<'_>) -> bool {
    place.dict.has_name(b"Subtype", b"Widget")
}

fn subtype<'a>(place: &LocatedDict<'a>) -> &'a [u8] {
    place.dict.name(b"Subtype").unwrap_or(b"?")
}

/// A widget that is in no field tree still has a name of its own.
fn location_of_widget(place: &LocatedDict<'_>) -> ChangeLocation {
    ChangeLocation::field(&place.dict.string(b"T").map(text_string::decode).unwrap_or_default())
}
