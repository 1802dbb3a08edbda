//! The boxes and the rotation of a page, with what it inherits (ISO 32000-2, 7.7.3.4, 14.11.2).

use std::collections::BTreeSet;

use crate::pdf::geometry::Rect;
use crate::pdf::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectLookup};
use crate::pdf::page_tree::PageNode;

/// The visible area of a page, its rotation and its unit. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageView {
    /// The crop box within the media box, in default user space.
    pub bounds: Rect,
    /// `Rotate`, clockwise: 0, 90, 180 or 270 degrees.
    pub rotate: u16,
    /// `UserUnit`: the size of a unit in points (1/72 inch).
    pub user_unit: f64,
}

impl PageView {
    /// The page size that viewers take where the media box is missing or empty.
    const LETTER: (f64, f64) = (612.0, 792.0);

    pub(in crate::pdf) fn of(doc: &dyn ObjectLookup, page: &PageNode) -> Self {
        let nodes = with_ancestors(doc, page);
        let inherited = |key: &[u8]| nodes.iter().find_map(|node| node.rect(key));
        let letter = Rect::of_size(Self::LETTER.0, Self::LETTER.1);
        let media = inherited(b"MediaBox").filter(|rect| !rect.is_empty()).unwrap_or(letter);
        let crop = inherited(b"CropBox").map(|crop| crop.intersect(&media)).filter(|rect| !rect.is_empty());
        let rotate = nodes.iter().find_map(|node| node.integer(b"Rotate")).unwrap_or(0);
        let unit = nodes.first().and_then(|page| page.number(b"UserUnit"));
        Self {
            bounds: crop.unwrap_or(media),
            rotate: u16::try_from(rotate.rem_euclid(360) / 90 * 90).unwrap_or_default(),
            user_unit: unit.filter(|unit| (0.01..=10_000.0).contains(unit)).unwrap_or(1.0),
        }
    }

    /// Its area in square points.
    pub(crate) fn area(&self) -> f64 {
        self.bounds.width() * self.bounds.height() * self.user_unit * self.user_unit
    }
}

/// The page and its ancestors in the page tree, nearest first.
fn with_ancestors<'a>(doc: &'a dyn ObjectLookup, page: &PageNode) -> Vec<Dict<'a>> {
    let mut nodes = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(page.id);
    while let Some(id) = next.filter(|id| nodes.len() < MAX_DEPTH && seen.insert(*id)) {
        let Some(place) = LocatedDict::indirect(doc, id) else { break };
        next = place.dict.reference(b"Parent");
        nodes.push(place.dict);
    }
    nodes
}
