//! What a page paints: its content run once, handed out piece by piece (ISO 32000-2, 8, 9, 11).
//!
//! [`Interpreter::page`] runs the content of a page with its forms, patterns, Type 3 glyphs and the appearances of
//! its annotations, and tells a [`Visitor`] each glyph, image, path and shading with all that decides whether it
//! is seen: where it lies, the clip, colour and opacity, blending, masks, layers. Nothing is drawn and no image
//! is decoded. Coordinates are those of default user space, before the page is turned.
//!
//! The work is bounded by a [`PageBudget`]; what stopped it is in [`PageRun::incomplete`].

#![expect(
    clippy::cast_precision_loss,
    clippy::many_single_char_names,
    reason = "numbers of pixels, samples and bytes are far below 2^53; matrices are written as the standard writes them"
)]

mod budget;
mod clip;
mod color;
mod ext_gstate;
mod font;
mod function;
mod graphics_state;
mod icc;
mod interpreter;
pub(in crate::pdf) mod operations;
mod optional_content;
mod page_view;
mod paint;
mod path;
mod shape;
pub(in crate::pdf) mod stream;
mod text;
mod type3_glyph;
mod visitor;
pub(in crate::pdf) mod xobject;

#[cfg(test)]
mod tests;

pub(crate) use budget::{Incomplete, PageBudget, PageCost};
pub(crate) use clip::Clip;
pub(crate) use color::PaintColor;
pub(crate) use font::Font;
pub(crate) use page_view::PageView;
pub(crate) use shape::{FillRule, PathOutline, Point, Quad};
pub(crate) use visitor::{
    BlendMode, ContentOwner, GraphicsContext, ImageRole, Paint, PaintedGlyph, PaintedImage, PaintedPath,
    PaintedShading, TextRenderingMode, Visitor,
};

use lopdf::{Document, Object};

use self::budget::BudgetMeter;
use self::graphics_state::GraphicsState;
use self::interpreter::{ContentInterpreter, ContentRole, SharedResources};
use super::document::{Pdf, PdfPages};
use super::geometry::{Matrix, Rect};
use super::objects::{Dict, LocatedDict, catalog, dict_of, resolve};
use super::page_tree::PageNode;

/// More annotations of a page are not looked at.
const MOST_ANNOTATIONS: usize = 2000;

/// Runs the pages of one document; fonts and colour spaces are read once.
pub(crate) struct Interpreter<'a> {
    pages: &'a [PageNode],
    shared: SharedResources<'a>,
}

/// How much of a page is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageScope {
    Whole,
    Backdrop,
}

/// How the run over a page went. See [`Interpreter`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageRun {
    /// The page.
    pub view: PageView,
    /// What it cost.
    pub cost: PageCost,
    /// Why not all of it was seen, or not for certain; empty where it was.
    pub incomplete: Vec<Incomplete>,
}

impl<'a> Interpreter<'a> {
    /// An interpreter for the pages of a document.
    pub(crate) fn new(pdf: &'a PdfPages) -> Self {
        Self::for_pages(&pdf.doc, &pdf.pages)
    }

    /// An interpreter for a document that was read whole.
    pub(crate) fn of(pdf: &'a Pdf) -> Self {
        Self::for_pages(&pdf.0.doc, &pdf.0.pages)
    }

    fn for_pages(doc: &'a Document, pages: &'a [PageNode]) -> Self {
        Self { pages, shared: SharedResources::new(doc, catalog(doc).map(|place| place.dict)) }
    }

    /// The boxes of a page, from 0; `None` where there is no such page.
    pub(crate) fn page_view(&self, page: usize) -> Option<PageView> {
        Some(PageView::of(self.shared.doc, self.pages.get(page)?))
    }

    /// A font that was met on a page, by its number.
    pub(crate) fn font(&self, number: usize) -> Option<&Font<'a>> {
        self.shared.fonts_by_number.get(number).map(|font| &**font)
    }

    /// Runs a page, from 0, and then the appearances of its annotations; `None` where there is no such page.
    pub(crate) fn run_page(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
    ) -> Option<PageRun> {
        self.run(page, budget, visitor, PageScope::Whole)
    }

    /// Runs the own content of a page, from 0, without its text and its annotations: what lies under them. Fonts are
    /// not read. `None` where there is no such page.
    pub(crate) fn run_backdrop(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
    ) -> Option<PageRun> {
        self.run(page, budget, visitor, PageScope::Backdrop)
    }

    fn run(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
        part: PageScope,
    ) -> Option<PageRun> {
        let page = self.pages.get(page)?;
        let view = PageView::of(self.shared.doc, page);
        self.shared.begin_page();
        let mut meter = BudgetMeter::new(*budget);
        let mut walk = ContentInterpreter {
            shared: &mut self.shared,
            visitor,
            meter: &mut meter,
            owner: ContentOwner::Page,
            role: ContentRole::Painted,
            active_streams: Vec::new(),
            hidden_depth: 0,
            skip_text: part == PageScope::Backdrop,
        };
        walk.run_page(page, &view);
        if part == PageScope::Whole {
            walk.run_annotations(page, &view);
        }
        let (spent, troubles) = meter.finish();
        Some(PageRun { view, cost: spent, incomplete: troubles })
    }
}

impl<'a> ContentInterpreter<'_, 'a> {
    fn run_page(&mut self, page: &'a PageNode, view: &PageView) {
        let doc = self.shared.doc;
        let Some(dict) = LocatedDict::indirect(doc, page.id).map(|place| place.dict) else { return };
        let content = self.page_content(&dict);
        let state = GraphicsState::new(Matrix::IDENTITY, Clip::from_rect(view.bounds));
        let resources = page.resources.as_ref().and_then(|object| dict_of(resolve(doc, object)?));
        self.run_content(&content, Dict::new(doc, resources.unwrap_or(dict.raw)), state);
    }

    /// The page's streams as one; each ends a token (7.8.2).
    fn page_content(&mut self, page: &Dict<'a>) -> Vec<u8> {
        let streams: Vec<&Object> = match page.get(b"Contents") {
            None => Vec::new(),
            Some(Object::Array(parts)) => parts.iter().filter_map(|part| resolve(page.doc, part)).collect(),
            Some(one) => vec![one],
        };
        let named = match page.entry(b"Contents") {
            None | Some(Object::Null) => 0,
            Some(_) => page.array(b"Contents").map_or(1, <[Object]>::len),
        };
        if named > streams.len() {
            self.meter.record(Incomplete::Missing);
        }
        let mut content = Vec::new();
        for object in streams {
            match stream::decode(object, self.meter.remaining_bytes()) {
                Ok(decoded) => {
                    if decoded.truncated {
                        self.meter.record(Incomplete::Unreadable);
                    }
                    // A part costs at least something: an array may name one stream a million times.
                    self.meter.add_decoded(decoded.bytes.len() + 16);
                    content.extend(decoded.bytes);
                    content.push(b'\n');
                }
                Err(trouble) => self.meter.record(trouble),
            }
            if self.meter.remaining_bytes() == 0 {
                self.meter.record(Incomplete::TooLarge);
                break;
            }
        }
        content
    }

    fn run_annotations(&mut self, page: &'a PageNode, view: &PageView) {
        const HIDDEN_OR_NO_VIEW: i64 = 2 | 32;
        let listed = LocatedDict::indirect(self.shared.doc, page.id)
            .map(|page| page.children(b"Annots"))
            .unwrap_or_default();
        for (index, place) in listed.iter().take(MOST_ANNOTATIONS).enumerate() {
            let dict = place.dict;
            let flags = dict.integer(b"F").unwrap_or(0);
            if flags & HIDDEN_OR_NO_VIEW != 0 || dict.has_name(b"Subtype", b"Popup") {
                continue;
            }
            let off = dict
                .entry(b"OC")
                .is_some_and(|layer| !self.shared.optional_content.is_visible(self.shared.doc, layer));
            let (Some(stream), Some(rect)) = (xobject::normal_appearance(&dict), dict.rect(b"Rect")) else {
                continue;
            };
            let Some(matrix) = appearance_matrix(&Dict::new(self.shared.doc, &stream.dict), &rect) else {
                continue;
            };
            self.owner = ContentOwner::Annotation { index, widget: dict.has_name(b"Subtype", b"Widget") };
            self.hidden_depth = usize::from(off);
            let state = GraphicsState::new(matrix, Clip::from_rect(view.bounds));
            self.run_form(stream, dict, state);
        }
        self.hidden_depth = 0;
    }
}

/// What brings the box of an appearance onto the annotation's rectangle, to be applied after its own matrix
/// (12.5.5, algorithm 8.1).
pub(in crate::pdf) fn appearance_matrix(appearance: &Dict<'_>, rect: &Rect) -> Option<Matrix> {
    let bounds = appearance.rect(b"BBox")?;
    let matrix = GraphicsState::new(Matrix::IDENTITY, Clip::from_rect(*rect)).form_matrix(appearance)?;
    let from = matrix.rect(&bounds);
    if from.is_empty() || rect.is_empty() {
        return None;
    }
    let (sx, sy) = (rect.width() / from.width(), rect.height() / from.height());
    Some(Matrix([sx, 0.0, 0.0, sy, rect.x0 - from.x0 * sx, rect.y0 - from.y0 * sy]))
        .filter(interpreter::is_valid_matrix)
}

impl std::fmt::Debug for Interpreter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interpreter").field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}
