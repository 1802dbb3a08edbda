//! Pages: how many, their bounds, what is printed on them, and with what.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::super::geometry::Rect;
use super::super::load::MAX_STREAM;
use super::super::objects::{DEPTH, Dict, Place, catalog, follow};
use super::change::{Change, Changes, Where};
use super::graphs::{Graphs, Role, close, entries, keys};
use super::resources::{self, Names};
use super::{annotations, content};
use crate::diag::catalogue::pdf_change as words;

/// More nodes than a form's page tree has.
const NODES: usize = 20_000;
/// Attributes that a page has from the nodes above it (7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A page with what it inherits.
pub(super) struct Leaf<'a> {
    pub(super) place: Place<'a>,
    inherited: BTreeMap<&'static [u8], &'a Object>,
}

/// The pages as viewers count them: a page that is listed twice is two. `None` where there is no end of them.
pub(super) fn leaves(doc: &Document) -> Option<Vec<Leaf<'_>>> {
    let Some(root) = catalog(doc).and_then(|catalog| catalog.at(b"Pages")) else { return Some(Vec::new()) };
    let mut leaves = Vec::new();
    let mut nodes = 0;
    let mut stack = vec![(root, BTreeMap::new(), 0usize)];
    while let Some((place, mut inherited, depth)) = stack.pop() {
        nodes += 1;
        if nodes > NODES || depth > DEPTH {
            return None;
        }
        for key in INHERITED {
            if let Ok(value) = place.dict.raw.get(key) {
                inherited.insert(key, value);
            }
        }
        if place.dict.has(b"Kids") && !place.dict.is(b"Type", b"Page") {
            let kids = place.items(b"Kids").into_iter().rev();
            stack.extend(kids.map(|kid| (kid, inherited.clone(), depth + 1)));
        } else {
            leaves.push(Leaf { place, inherited });
        }
    }
    Some(leaves)
}

/// How many pages the tree says it has; viewers go by that.
pub(super) fn said(doc: &Document) -> Option<i64> {
    catalog(doc)?.dict.dict(b"Pages")?.integer(b"Count")
}

/// Compares a page with its counterpart.
pub(super) fn compare<'a>(
    graphs: &mut Graphs<'a>,
    index: usize,
    (official, filled): (&Leaf<'a>, &Leaf<'a>),
    changes: &mut Changes,
) {
    let at = Where::page(index);
    bounds(official, filled, &at, changes);
    let used = printed(graphs, (official, filled), &at, changes);
    let pairs = resources::pairs(
        (graphs.official, official.inherited.get(&b"Resources"[..]).copied()),
        (graphs.filled, filled.inherited.get(&b"Resources"[..]).copied()),
        Some(&used),
    );
    graphs.all(pairs, &at, changes);
    annotations::compare(graphs, index, (&official.place, &filled.place), changes);
    let (a, b) = (official.place.dict.raw, filled.place.dict.raw);
    for key in keys(Some(a), Some(b)) {
        let role: Role = match key {
            b"Type" | b"Parent" | b"Kids" | b"Contents" | b"Annots" | b"Thumb" => continue,
            b"UserUnit" | b"BleedBox" | b"TrimBox" | b"ArtBox" => &words::PAGE_BOX,
            key if INHERITED.contains(&key) => continue,
            b"AA" | b"Dur" | b"Trans" | b"PresSteps" => &words::ACTION,
            b"AF" => &words::ATTACHMENT,
            b"StructParents" | b"Tabs" => &words::TAGS,
            b"Metadata" | b"PieceInfo" | b"LastModified" => &words::METADATA,
            b"Group" => &words::RESOURCE,
            _ => &words::DOCUMENT,
        };
        graphs.same((a.get(key).ok(), b.get(key).ok()), role, key, &at, changes);
    }
}

fn bounds(official: &Leaf<'_>, filled: &Leaf<'_>, at: &Where, changes: &mut Changes) {
    let media = |leaf: &Leaf<'_>| leaf.rect(b"MediaBox");
    let crop = |leaf: &Leaf<'_>| leaf.rect(b"CropBox").or_else(|| media(leaf));
    if !same_rect(media(official), media(filled)) {
        changes.tell(&words::PAGE_BOX, at, b"MediaBox");
    }
    if !same_rect(crop(official), crop(filled)) {
        changes.tell(&words::PAGE_BOX, at, b"CropBox");
    }
    if official.rotation() != filled.rotation() {
        changes.tell(&words::PAGE_ROTATION, at, b"Rotate");
    }
}

pub(super) fn same_rect(a: Option<Rect>, b: Option<Rect>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let sides = |r: Rect| [r.x0, r.y0, r.x1, r.y1];
            sides(a).into_iter().zip(sides(b)).all(|(a, b)| close(a, b))
        }
        (None, None) => true,
        _ => false,
    }
}

impl<'a> Leaf<'a> {
    fn rect(&self, key: &'static [u8]) -> Option<Rect> {
        let object: &Object = self.inherited.get(key).copied()?;
        let numbers = follow(self.place.dict.doc, object)?.as_array().ok()?;
        let number = |n: usize| super::super::objects::number(follow(self.place.dict.doc, numbers.get(n)?)?);
        Some(Rect::between((number(0)?, number(1)?), (number(2)?, number(3)?)))
    }

    fn rotation(&self) -> Option<i64> {
        let object = self.inherited.get(&b"Rotate"[..]).copied();
        match object.and_then(|object| follow(self.place.dict.doc, object)) {
            None => Some(0),
            Some(Object::Integer(degrees)) => Some(degrees.rem_euclid(360)),
            Some(_) => None,
        }
    }

    fn content(&self) -> Option<&'a Object> {
        self.place.dict.raw.get(b"Contents").ok()
    }
}

/// Compares what is printed, and says which resources it names.
fn printed(
    graphs: &mut Graphs<'_>,
    (official, filled): (&Leaf<'_>, &Leaf<'_>),
    at: &Where,
    changes: &mut Changes,
) -> Names {
    let ours = content::of(graphs.official, official.content(), MAX_STREAM, &mut graphs.streams);
    let Ok(ours) = ours else {
        graphs.spent = true;
        return Names::default();
    };
    let ours = ours.unwrap_or_default();
    // A filler that draws on the page at all is told; how, is clear from as much as this.
    let limit = ours.len().saturating_mul(4).saturating_add(1 << 20);
    match content::of(graphs.filled, filled.content(), limit, &mut graphs.streams) {
        Err(_) => graphs.spent = true,
        Ok(None) => changes.tell(&words::PAGE_CONTENT, at, b"Contents"),
        Ok(Some(theirs)) => {
            if let Some(role) = content::change(&ours, &theirs) {
                changes.tell(role, at, b"Contents");
            }
        }
    }
    let mut names = resources::names(&ours);
    // A form without resources of its own draws with those of the page.
    let resources = official.inherited.get(&b"Resources"[..]).copied();
    let resources = entries(graphs.official, resources).map(|raw| Dict::new(graphs.official, raw));
    let forms = resources.and_then(|r| r.dict(b"XObject"));
    for (_, object) in forms.iter().flat_map(|forms| forms.raw.iter()) {
        let Some(Object::Stream(form)) = follow(graphs.official, object) else { continue };
        if !form.dict.has(b"Resources")
            && let Ok(bare) = graphs.streams.bare(graphs.official, form, MAX_STREAM)
        {
            names.extend(resources::names(&bare.plain().unwrap_or_default()));
        }
    }
    names
}

/// Compares how many pages there are.
pub(super) fn count(graphs: &Graphs<'_>, (official, filled): (usize, usize), changes: &mut Changes) {
    let said_more = said(graphs.official) != said(graphs.filled);
    if official != filled || said_more {
        let given = match said(graphs.filled).and_then(|n| usize::try_from(n).ok()) {
            Some(said) if official == filled => said,
            _ => filled,
        };
        changes.push(Change::new(&words::PAGE_COUNT, &Where::default()).counted(official, given));
    }
}
