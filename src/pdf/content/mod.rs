//! The interpreter of content streams: reports what a page paints (ISO 32000-2, 7.8, 8, 9, 11).
//!
//! In: the pages of a document, the number of a page and a `PageBudget`. `Interpreter::run_page` runs the
//! content of the page with its form `XObjects`, patterns, Type 3 glyphs and the appearance streams of its
//! annotations. Out: calls of a `Visitor`, one for each glyph, image, path and shading, each with what decides
//! whether it is visible: position, clip, colour, alpha, blend mode, soft mask, optional content. At the end a
//! `PageRun`, whose `incomplete` says what was not run, and why.
//!
//! Nothing is rasterized and no image is decoded. Coordinates are in default user space, before `Rotate` is
//! applied.

#![expect(
    clippy::cast_precision_loss,
    clippy::many_single_char_names,
    reason = "numbers of pixels, samples and bytes are far below 2^53; matrices are written as the standard writes them"
)]

// What is reported, and of which page.
mod page_view;
mod visitor;
// The operators.
mod ext_gstate;
mod graphics_state;
mod interpreter;
// Paths and what limits them.
mod clip;
mod paint;
mod path;
mod shape;
// Text.
mod font;
mod text;
mod type3_glyph;
// Images and form XObjects.
pub(in crate::pdf) mod xobject;
// Colours.
mod color;
mod color_cache;
mod function;
mod icc;
// Visibility.
mod optional_content;
// From bytes to operators.
pub(in crate::pdf) mod operations;
pub(in crate::pdf) mod stream;
// The limits.
mod budget;

#[cfg(test)]
mod tests;

pub(crate) use budget::{Incomplete, PageBudget, PageCost};
pub(crate) use clip::Clip;
pub(crate) use color::{PaintColor, Rgb};
pub(crate) use font::{CMap, Font, GlyphDrawing, GlyphTable};
pub(crate) use page_view::PageView;
pub(crate) use shape::{FillRule, PathOutline, Point, Quad};
pub(crate) use visitor::{
    BlendMode, ContentOwner, GraphicsContext, ImageRole, Paint, PaintedGlyph, PaintedImage, PaintedPath,
    PaintedShading, TextRenderingMode, Visitor,
};

use std::sync::Arc;

use lopdf::{Document, ObjectId, Stream};

use self::budget::BudgetMeter;
use self::graphics_state::GraphicsState;
use self::interpreter::{ContentInterpreter, ContentRole, SharedResources};
use super::document::{ParsedPdf, Pdf, PdfPages};
use super::geometry::{Matrix, Rect};
use super::objects::{Dict, LocatedDict, ObjectLookup, catalog, dict_of, resolve};
use super::page_tree::PageNode;

/// More annotations of a page are not run, and the page is incomplete.
const MOST_ANNOTATIONS: usize = 20_000;

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

/// The result of a run over a page. See [`Interpreter`].
#[must_use = "what was not run may have been visible"]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageRun {
    /// The boxes of the page.
    pub view: PageView,
    /// The work that was done.
    pub cost: PageCost,
    /// What was not run, or not exactly; empty where everything was.
    pub incomplete: Vec<Incomplete>,
}

/// The result of a run over an appearance stream. See [`Interpreter`].
#[must_use = "what was not run may have been visible"]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AppearanceRun {
    /// The work that was done.
    pub cost: PageCost,
    /// What was not run, or not exactly; empty where everything was.
    pub incomplete: Vec<Incomplete>,
}

impl<'a> Interpreter<'a> {
    /// An interpreter for the pages of a document.
    pub(crate) fn new(pdf: &'a PdfPages) -> Self {
        Self::for_pages(&pdf.doc, &pdf.pages)
    }

    /// An interpreter for the pages of a document that was read in full.
    pub(crate) fn of(pdf: &'a Pdf) -> Self {
        Self::for_pages(&pdf.0.doc, &pdf.0.pages)
    }

    /// An interpreter for the objects of a document and of an update of it that leaves its catalog and its pages as
    /// they are.
    pub(crate) fn of_update(update: &'a dyn ObjectLookup, base: &'a ParsedPdf) -> Self {
        let catalog = catalog(&base.doc).map(|place| place.dict);
        Self { pages: &base.pages, shared: SharedResources::new(update, catalog) }
    }

    fn for_pages(doc: &'a Document, pages: &'a [PageNode]) -> Self {
        Self { pages, shared: SharedResources::new(doc, catalog(doc).map(|place| place.dict)) }
    }

    /// Takes the table of a font for the object of this document from which it was read.
    pub(crate) fn share_font(&mut self, id: ObjectId, table: &Arc<GlyphTable>) {
        self.shared.add_known_font(id, table);
    }

    /// Whether an annotation is in no optional content that is off, as far as that can be told.
    pub(crate) fn is_annotation_on(&mut self, annotation: &Dict<'_>) -> bool {
        let group = annotation.entry(b"OC");
        let SharedResources { optional_content, doc, .. } = &mut self.shared;
        group.is_none_or(|group| optional_content.is_visible(*doc, group).unwrap_or(true))
    }

    /// The boxes of a page, from 0; `None` where there is no such page.
    pub(crate) fn page_view(&self, page: usize) -> Option<PageView> {
        Some(PageView::of(self.shared.doc, self.pages.get(page)?))
    }

    /// A font that was met on a page, by its [number](Font::number).
    pub(crate) fn font(&self, number: usize) -> Option<&Font<'a>> {
        self.shared.fonts_by_number.get(number).map(|font| &**font)
    }

    /// Runs the content of a page, from 0, and then the normal appearances of its annotations; `None` where there
    /// is no such page.
    pub(crate) fn run_page(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
    ) -> Option<PageRun> {
        self.run(page, budget, visitor, PageScope::Whole)
    }

    /// Runs the page's own content, from 0, without text and annotations: the backdrop of its fields. Fonts are not
    /// read. `None` where there is no such page.
    pub(crate) fn run_backdrop(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
    ) -> Option<PageRun> {
        self.run(page, budget, visitor, PageScope::Backdrop)
    }

    /// Runs one appearance stream of an annotation, placed in its rectangle on a page with these bounds; what was not
    /// run, and the work. `None` where it cannot be placed: it has no `BBox`, or an empty one.
    pub(crate) fn run_appearance(
        &mut self,
        appearance: &'a Stream,
        annotation: &Dict<'a>,
        bounds: Rect,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
    ) -> Option<AppearanceRun> {
        let form = Dict::new(self.shared.doc, &appearance.dict);
        let matrix = appearance_matrix(&form, &annotation.rect(b"Rect")?)?;
        if form.has(b"OC") {
            visitor.optional_content();
        }
        let mut meter = BudgetMeter::new(*budget);
        let owner = ContentOwner::Annotation { index: 0, widget: true };
        let state = GraphicsState::new(matrix, Clip::from_rect(bounds));
        self.interpreter(visitor, &mut meter, owner, PageScope::Whole).run_form(appearance, form, state);
        let (cost, incomplete) = meter.finish();
        Some(AppearanceRun { cost, incomplete })
    }

    fn interpreter<'w>(
        &'w mut self,
        visitor: &'w mut dyn Visitor,
        meter: &'w mut BudgetMeter,
        owner: ContentOwner,
        scope: PageScope,
    ) -> ContentInterpreter<'w, 'a> {
        self.shared.begin_page();
        ContentInterpreter {
            shared: &mut self.shared,
            visitor,
            meter,
            owner,
            role: ContentRole::Painted,
            active_streams: Vec::new(),
            hidden_depth: 0,
            skip_text: scope == PageScope::Backdrop,
        }
    }

    fn run(
        &mut self,
        page: usize,
        budget: &PageBudget,
        visitor: &mut dyn Visitor,
        scope: PageScope,
    ) -> Option<PageRun> {
        let page = self.pages.get(page)?;
        let view = PageView::of(self.shared.doc, page);
        let mut meter = BudgetMeter::new(*budget);
        let mut interpreter = self.interpreter(visitor, &mut meter, ContentOwner::Page, scope);
        interpreter.run_page(page, &view);
        if scope == PageScope::Whole {
            interpreter.run_annotations(page, &view);
        }
        let (cost, incomplete) = meter.finish();
        Some(PageRun { view, cost, incomplete })
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

    /// The streams of `Contents` as one.
    fn page_content(&mut self, page: &Dict<'a>) -> Vec<u8> {
        let (streams, is_short) = stream::page_streams(page.doc, page.entry(b"Contents"));
        if is_short {
            self.meter.record(Incomplete::Missing);
        }
        let mut content = Vec::new();
        for part in streams {
            match stream::decode_stream(part, self.meter.remaining_bytes()) {
                Ok(decoded) => {
                    if decoded.truncated {
                        self.meter.record(Incomplete::Unreadable);
                    }
                    // A stream costs at least something: an array may name one stream a million times.
                    self.meter.add_decoded(decoded.bytes.len() + 16);
                    content.extend(decoded.bytes);
                    content.push(b'\n');
                }
                Err(reason) => self.meter.record(reason),
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
        if listed.len() > MOST_ANNOTATIONS {
            self.meter.record(Incomplete::TooManyStreamCalls);
        }
        if listed.len() > MOST_ANNOTATIONS {
            self.meter.record(Incomplete::TooManyStreamCalls);
        }
        for (index, place) in listed.iter().take(MOST_ANNOTATIONS).enumerate() {
            let dict = place.dict;
            let flags = dict.integer(b"F").unwrap_or(0);
            if flags & HIDDEN_OR_NO_VIEW != 0 || dict.has_name(b"Subtype", b"Popup") {
                continue;
            }
            let off = dict.entry(b"OC").is_some_and(|group| self.is_off(group));
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

/// The matrix from the form space of an appearance, after its own `Matrix`, to the annotation's rectangle (12.5.5,
/// algorithm 8.1).
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
