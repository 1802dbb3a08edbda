//! The pages of a file, with inherited attributes (ISO 32000-2, 7.7.3), and their annotations.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId};

use super::content::PageView;
use super::error::PdfError;
use super::field::Field;
use super::geometry::Rect;
use super::objects::{LocatedDict, MAX_DEPTH, ObjectPath, catalog};

const MAX_PAGES: usize = 20_000;

/// A page and its inherited attributes.
#[derive(Debug, Clone)]
pub(crate) struct PageNode {
    pub(crate) id: ObjectId,
    pub(crate) resources: Option<Arc<Object>>,
    pub(crate) media_box: Rect,
}

/// The pages in order. A page tree with cycles or without types is read as far as possible.
pub(super) fn pages(doc: &Document) -> Result<Vec<PageNode>, PdfError> {
    let Some(root) = catalog(doc).and_then(|catalog| catalog.dict.reference(b"Pages")) else {
        return Ok(Vec::new());
    };
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let start = PageNode { id: root, resources: None, media_box: Rect::of_size(612.0, 792.0) };
    let mut stack = vec![(start, 0usize)];
    while let Some((mut node, depth)) = stack.pop() {
        let Some(place) = LocatedDict::indirect(doc, node.id) else { continue };
        if depth > MAX_DEPTH || !seen.insert(node.id) {
            continue;
        }
        if let Some(resources) = place.dict.entry(b"Resources") {
            node.resources = Some(Arc::new(resources.clone()));
        }
        if let Some(media) = place.dict.rect(b"MediaBox") {
            node.media_box = media;
        }
        match place.dict.array(b"Kids") {
            Some(kids) if !place.dict.has_name(b"Type", b"Page") => {
                let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
                stack.extend(kids.map(|id| (PageNode { id, ..node.clone() }, depth + 1)));
            }
            _ => pages.push(node),
        }
        if pages.len() > MAX_PAGES {
            return Err(PdfError::TooLarge { what: "the number of pages", limit: MAX_PAGES });
        }
    }
    Ok(pages)
}

/// For each annotation, the page whose Annots lists it.
pub(crate) type AnnotationPages = BTreeMap<ObjectPath, usize>;

pub(super) fn annotations(doc: &Document, pages: &[PageNode]) -> AnnotationPages {
    let mut on_page = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for annotation in annotations_of(doc, page) {
            on_page.entry(annotation.path).or_insert(index);
        }
    }
    on_page
}

/// Marks the widgets whose rectangle is wholly outside their page.
pub(super) fn mark_off_page_widgets(doc: &Document, pages: &[PageNode], fields: &mut [Field]) {
    let mut shown: BTreeMap<usize, Rect> = BTreeMap::new();
    for widget in fields.iter_mut().flat_map(|field| &mut field.widgets) {
        let Some((index, page)) = widget.page.and_then(|index| Some((index, pages.get(index)?))) else {
            continue;
        };
        let shown = shown.entry(index).or_insert_with(|| PageView::of(doc, page).bounds);
        widget.off_page = !widget.rect.is_empty() && !shown.overlaps(&widget.rect);
    }
}

/// The annotations of a page in painting order.
pub(crate) fn annotations_of<'a>(doc: &'a Document, page: &PageNode) -> Vec<LocatedDict<'a>> {
    LocatedDict::indirect(doc, page.id).map(|page| page.children(b"Annots")).unwrap_or_default()
}
