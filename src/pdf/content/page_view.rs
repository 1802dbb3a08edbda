//! A page as a viewer takes it: its boxes and what it inherits (ISO 32000-2, 7.7.3.4, 14.11.2).

use std::collections::BTreeSet;

use crate::pdf::geometry::Rect;
use crate::pdf::objects::{Dict, LocatedDict, MAX_DEPTH, ObjectLookup};
use crate::pdf::page_tree::PageNode;

/// The visible part of a page and how it is turned. See [`Interpreter`](crate::pdf::content::Interpreter).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageView {
    /// What is shown, in units of default user space: the crop box inside the media box.
    pub bounds: Rect,
    /// By how much it is turned clockwise: 0, 90, 180 or 270 degrees.
    pub rotate: u16,
    /// The size of a unit in points (1/72 inch).
    pub user_unit: f64,
}

impl PageView {
    /// The side of a page that viewers take where its box is missing or has no area.
    const LETTER: (f64, f64) = (612.0, 792.0);

    pub(in crate::pdf) fn of(doc: &dyn ObjectLookup, page: &PageNode) -> Self {
        let nodes = with_ancestors(doc, page);
        let inherited = |key: &[u8]| nodes.iter().find_map(|node| node.rect(key));
        let letter = Rect::of_size(Self::LETTER.0, Self::LETTER.1);
        let media = inherited(b"MediaBox").filter(|rect| !rect.is_empty()).unwrap_or(letter);
        let crop = inherited(b"CropBox").map(|crop| crop.intersect(&media)).filter(|rect| !rect.is_empty());
        let turn = nodes.iter().find_map(|node| node.integer(b"Rotate")).unwrap_or(0);
        let unit = nodes.first().and_then(|page| page.number(b"UserUnit"));
        Self {
            bounds: crop.unwrap_or(media),
            rotate: u16::try_from(turn.rem_euclid(360) / 90 * 90).unwrap_or_default(),
            user_unit: unit.filter(|unit| (0.01..=10_000.0).contains(unit)).unwrap_or(1.0),
        }
    }

    /// Its area in square points.
    pub(crate) fn area(&self) -> f64 {
        self.bounds.width() * self.bounds.height() * self.user_unit * self.user_unit
    }
}

/// The page and the nodes above it, nearest first.
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
