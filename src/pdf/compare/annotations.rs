//! What lies on a page: fields, and notes, links and stamps.

use std::collections::BTreeSet;

use super::super::objects::{Place, Spot};
use super::super::text_string;
use super::change::{Changes, Where};
use super::graphs::{Graphs, Role, keys};
use super::page::same_rect;
use crate::diag::catalogue::pdf_change as words;

/// Finds the counterparts of those annotations that are no fields of the form.
pub(super) fn pair<'a>(graphs: &mut Graphs<'a>, (official, filled): (&Place<'a>, &Place<'a>)) {
    let mut free: Vec<Place<'_>> =
        filled.items(b"Annots").into_iter().filter(|annotation| !graphs.is_kin(&annotation.spot)).collect();
    for ours in official.items(b"Annots") {
        if graphs.kin_of(&ours.spot).is_some() {
            continue;
        }
        let alike = |theirs: &Place<'_>| ours.dict.name(b"Subtype") == theirs.dict.name(b"Subtype");
        let in_place = |theirs: &Place<'_>| same_rect(ours.dict.rect(b"Rect"), theirs.dict.rect(b"Rect"));
        let found = free.iter().position(|theirs| alike(theirs) && in_place(theirs));
        let found = found.or_else(|| free.iter().position(alike));
        if let Some(index) = found {
            let theirs = free.remove(index);
            graphs.pair(&ours.spot, &theirs.spot);
        }
    }
}

/// Compares what lies on a page. Fields are compared by the form; here it matters that they are there.
pub(super) fn compare<'a>(
    graphs: &mut Graphs<'a>,
    index: usize,
    (official, filled): (&Place<'a>, &Place<'a>),
    changes: &mut Changes,
) {
    let at = Where::page(index);
    let (ours, theirs) = (official.items(b"Annots"), filled.items(b"Annots"));
    let there: BTreeSet<&Spot> = theirs.iter().map(|place| &place.spot).collect();
    let mut expected: Vec<Spot> = Vec::new();
    for place in &ours {
        let kin = graphs.kin_of(&place.spot).filter(|kin| there.contains(kin)).cloned();
        match kin {
            Some(kin) => expected.push(kin),
            None if is_widget(place) => {
                let at = graphs.field(&place.spot).map_or_else(|| field(place), Where::field);
                changes.tell(&words::FIELD_GONE, &at, b"Annots");
            }
            None => changes.tell(&words::ANNOTATION_GONE, &at, subtype(place)),
        }
    }
    let known: BTreeSet<&Spot> = expected.iter().collect();
    for place in &theirs {
        match (known.contains(&place.spot), is_widget(place)) {
            (true, _) => {}
            (false, true) => changes.tell(&words::FIELD_NEW, &field(place), b"Annots"),
            (false, false) => changes.tell(&words::ANNOTATION_NEW, &at, subtype(place)),
        }
    }
    // The order is the one they are drawn in.
    let order: Vec<&Spot> =
        theirs.iter().map(|place| &place.spot).filter(|spot| known.contains(spot)).collect();
    if !order.iter().copied().eq(&expected) {
        changes.tell(&words::ANNOTATION_CHANGED, &at, b"Annots");
    }
    for place in &ours {
        let kin = graphs.kin_of(&place.spot).cloned();
        let theirs = kin.and_then(|kin| theirs.iter().find(|theirs| theirs.spot == kin));
        if let (Some(theirs), false) = (theirs, graphs.field(&place.spot).is_some()) {
            one(graphs, (place, theirs), &at, changes);
        }
    }
}

fn one<'a>(
    graphs: &mut Graphs<'a>,
    (official, filled): (&Place<'a>, &Place<'a>),
    at: &Where,
    changes: &mut Changes,
) {
    let (a, b) = (official.dict.raw, filled.dict.raw);
    for key in keys(Some(a), Some(b)) {
        let role: Role = match key {
            // The page it is on was looked up the other way round; M is when it was changed.
            b"P" | b"M" | b"Type" => continue,
            b"A" | b"AA" | b"PA" | b"Dest" => &words::ACTION,
            b"OC" => &words::LAYER,
            b"StructParent" => &words::TAGS,
            b"FS" | b"AF" => &words::ATTACHMENT,
            _ => &words::ANNOTATION_CHANGED,
        };
        let what = if role.code == words::ANNOTATION_CHANGED.code { subtype(official) } else { key };
        graphs.same((a.get(key).ok(), b.get(key).ok()), role, what, at, changes);
    }
}

fn is_widget(place: &Place<'_>) -> bool {
    place.dict.is(b"Subtype", b"Widget")
}

fn subtype<'a>(place: &Place<'a>) -> &'a [u8] {
    place.dict.name(b"Subtype").unwrap_or(b"?")
}

/// A widget that stands in no field tree still has a name of its own.
fn field(place: &Place<'_>) -> Where {
    Where::field(&place.dict.string(b"T").map(text_string::decode).unwrap_or_default())
}
