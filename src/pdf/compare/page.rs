//! Pages: their number, boxes, content and resources (ISO 32000-2, 7.7.3).

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::super::geometry::Rect;
use super::super::load::MAX_STREAM;
use super::super::object_equality::nearly_equal;
use super::super::objects::{Dict, LocatedDict, MAX_DEPTH, catalog, resolve};
use super::change::{Change, ChangeList, ChangeLocation};
use super::object_graphs::{ChangeEntry, ObjectGraphs, dictionary_of, union_of_keys};
use super::resources::{self, ResourceNames};
use super::stream_expander::ExpansionExhausted;
use super::{annotations, page_content};
use crate::diag::catalogue::pdf_change as words;

/// More nodes than the page tree of a form has.
const MOST_NODES: usize = 20_000;
/// Attributes that a page inherits from its ancestors (7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A page with its inherited attributes.
pub(super) struct ResolvedPage<'a> {
    pub(super) place: LocatedDict<'a>,
    inherited: BTreeMap<&'static [u8], &'a Object>,
}

/// The pages in the order of the tree; a page that is listed twice counts twice. `None` beyond `MOST_NODES`.
pub(super) fn resolved_pages(doc: &Document) -> Option<Vec<ResolvedPage<'_>>> {
    let Some(root) = catalog(doc).and_then(|catalog| catalog.child(b"Pages")) else {
        return Some(Vec::new());
    };
    let mut leaves = Vec::new();
    let mut nodes = 0;
    let mut stack = vec![(root, BTreeMap::new(), 0usize)];
    while let Some((place, mut inherited, depth)) = stack.pop() {
        nodes += 1;
        if nodes > MOST_NODES || depth > MAX_DEPTH {
            return None;
        }
        for key in INHERITED {
            if let Ok(value) = place.dict.raw.get(key) {
                inherited.insert(key, value);
            }
        }
        if place.dict.has(b"Kids") && !place.dict.has_name(b"Type", b"Page") {
            let kids = place.children(b"Kids").into_iter().rev();
            stack.extend(kids.map(|kid| (kid, inherited.clone(), depth + 1)));
        } else {
            leaves.push(ResolvedPage { place, inherited });
        }
    }
    Some(leaves)
}

/// Count of the page tree's root, which viewers use.
pub(super) fn declared_count(doc: &Document) -> Option<i64> {
    catalog(doc)?.dict.dict(b"Pages")?.integer(b"Count")
}

/// Compares a page with its counterpart.
pub(super) fn compare<'a>(
    graphs: &mut ObjectGraphs<'a>,
    index: usize,
    (official, filled): (&ResolvedPage<'a>, &ResolvedPage<'a>),
    changes: &mut ChangeList,
) {
    let at = ChangeLocation::page(index);
    compare_boxes(official, filled, &at, changes);
    let used = compare_content(graphs, (official, filled), &at, changes);
    let pairs = resources::resource_pairs(
        (graphs.official, official.inherited.get(&b"Resources"[..]).copied()),
        (graphs.filled, filled.inherited.get(&b"Resources"[..]).copied()),
        Some(&used),
    );
    graphs.compare_pairs(pairs, &at, changes);
    annotations::compare(graphs, index, (&official.place, &filled.place), changes);
    let (a, b) = (official.place.dict.raw, filled.place.dict.raw);
    for key in union_of_keys(Some(a), Some(b)) {
        let role: ChangeEntry = match key {
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
        graphs.compare_values((a.get(key).ok(), b.get(key).ok()), role, key, &at, changes);
    }
}

fn compare_boxes(
    official: &ResolvedPage<'_>,
    filled: &ResolvedPage<'_>,
    at: &ChangeLocation,
    changes: &mut ChangeList,
) {
    let media = |leaf: &ResolvedPage<'_>| leaf.rect(b"MediaBox");
    let crop = |leaf: &ResolvedPage<'_>| leaf.rect(b"CropBox").or_else(|| media(leaf));
    if !same_rect(media(official), media(filled)) {
        changes.report(&words::PAGE_BOX, at, b"MediaBox");
    }
    if !same_rect(crop(official), crop(filled)) {
        changes.report(&words::PAGE_BOX, at, b"CropBox");
    }
    if official.rotation() != filled.rotation() {
        changes.report(&words::PAGE_ROTATION, at, b"Rotate");
    }
}

pub(super) fn same_rect(a: Option<Rect>, b: Option<Rect>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let sides = |r: Rect| [r.x0, r.y0, r.x1, r.y1];
            sides(a).into_iter().zip(sides(b)).all(|(a, b)| nearly_equal(a, b))
        }
        (None, None) => true,
        _ => false,
    }
}

impl<'a> ResolvedPage<'a> {
    fn rect(&self, key: &'static [u8]) -> Option<Rect> {
        let object: &Object = self.inherited.get(key).copied()?;
        let numbers = resolve(self.place.dict.doc, object)?.as_array().ok()?;
        let number = |n: usize| super::super::objects::number(resolve(self.place.dict.doc, numbers.get(n)?)?);
        Some(Rect::between((number(0)?, number(1)?), (number(2)?, number(3)?)))
    }

    fn rotation(&self) -> Option<i64> {
        let object = self.inherited.get(&b"Rotate"[..]).copied();
        match object.and_then(|object| resolve(self.place.dict.doc, object)) {
            None => Some(0),
            Some(Object::Integer(degrees)) => Some(degrees.rem_euclid(360)),
            Some(_) => None,
        }
    }

    fn content(&self) -> Option<&'a Object> {
        self.place.dict.raw.get(b"Contents").ok()
    }
}

/// Compares the content, and gives the names of the resources it uses.
fn compare_content<'a>(
    graphs: &mut ObjectGraphs<'a>,
    (official, filled): (&ResolvedPage<'a>, &ResolvedPage<'a>),
    at: &ChangeLocation,
    changes: &mut ChangeList,
) -> ResourceNames {
    let official_content =
        page_content::read(graphs.official, official.content(), MAX_STREAM, &mut graphs.streams);
    let Ok(official_content) = official_content else {
        graphs.exhausted = true;
        return ResourceNames::default();
    };
    let official_content = official_content.unwrap_or_default();
    // A filler that draws on the page is reported whatever it draws: this much is enough to say so.
    let limit = official_content.bytes.len().saturating_mul(4).saturating_add(1 << 20);
    match page_content::read(graphs.filled, filled.content(), limit, &mut graphs.streams) {
        Err(_) => graphs.exhausted = true,
        Ok(None) => changes.report(&words::PAGE_CONTENT, at, b"Contents"),
        Ok(Some(filled_content)) => {
            let kind = page_content::change_kind(&official_content.bytes, &filled_content.bytes);
            let decoded = filled_content.is_decoded_like(&official_content);
            if let Some(role) = kind.or((!decoded).then_some(&words::PAGE_CONTENT)) {
                changes.report(role, at, b"Contents");
            }
        }
    }
    let mut names = resources::resource_names(&official_content.bytes);
    // A form XObject without Resources uses those of the page.
    let resources = official.inherited.get(&b"Resources"[..]).copied();
    let resources = dictionary_of(graphs.official, resources).map(|raw| Dict::new(graphs.official, raw));
    let forms = resources.and_then(|r| r.dict(b"XObject"));
    for (_, object) in forms.iter().flat_map(|forms| forms.raw.iter()) {
        let Some(Object::Stream(form)) = resolve(graphs.official, object) else { continue };
        if form.dict.has(b"Resources") {
            continue;
        }
        match graphs.streams.unfilter(graphs.official, form, MAX_STREAM) {
            Ok(bare) => names.extend(resources::resource_names(&bare.plain().unwrap_or_default())),
            Err(ExpansionExhausted) => graphs.exhausted = true,
        }
    }
    names
}

/// Compares the numbers of pages.
pub(super) fn compare_count(
    graphs: &ObjectGraphs<'_>,
    (official, filled): (usize, usize),
    changes: &mut ChangeList,
) {
    let said_more = declared_count(graphs.official) != declared_count(graphs.filled);
    if official != filled || said_more {
        let given = match declared_count(graphs.filled).and_then(|n| usize::try_from(n).ok()) {
            Some(count) if official == filled => count,
            _ => filled,
        };
        changes
            .push(Change::new(&words::PAGE_COUNT, &ChangeLocation::default()).with_counts(official, given));
    }
}
