//! What a page paints: its content run once, handed out piece by piece (ISO 32000-2, 8, 9, 11).
//!
//! [`Interpreter::page`] runs the content of a page with its forms, patterns, Type 3 glyphs and the appearances of
//! its annotations, and tells a [`Visitor`] each glyph, image, path and shading with all that decides whether it
//! is seen: where it lies, the clip, colour and opacity, blending, masks, layers. Nothing is drawn and no image
//! is decoded. Coordinates are those of default user space, before the page is turned.
//!
//! The work is bounded by a [`Budget`]; what stopped it is in [`Walked::troubles`].

#![expect(
    clippy::cast_precision_loss,
    clippy::many_single_char_names,
    reason = "numbers of pixels, samples and bytes are far below 2^53; matrices are written as the standard writes them"
)]

mod budget;
mod clip;
mod color;
mod events;
mod font;
mod function;
mod glyph_look;
mod graphics_state;
mod icc;
mod layers;
pub(in crate::pdf) mod operations;
mod page;
mod paint;
mod path;
mod shape;
mod state;
pub(in crate::pdf) mod stream;
mod text;
mod walk;
pub(in crate::pdf) mod xobject;

#[cfg(test)]
mod tests;

pub use budget::{Budget, Spent, Trouble};
pub use clip::Clip;
pub use color::{Ink, Rgb};
pub use events::{
    Around, Blend, Glyph, Mask, Paint, Path, Procedure, Raster, Role, Shading, Source, TextMode, Visitor,
};
pub use font::{Font, FontKind};
pub use page::PageView;
pub use shape::{FillRule, Outline, Point, Quad};

use lopdf::{Document, Object};

use self::budget::Meter;
use self::state::State;
use self::walk::{Inside, Shared, Walk};
use super::document::{Pages, Pdf};
use super::geometry::{Matrix, Rect};
use super::objects::{Dict, Place, catalog, dict_of, follow};
use super::page_tree::Page;

/// More annotations of a page are not looked at.
const MOST_ANNOTATIONS: usize = 2000;

/// Runs the pages of one document; fonts and colour spaces are read once.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::Pages;
/// use edocpack::pdf::content::{Budget, Interpreter, Visitor};
///
/// struct Nobody;
///
/// impl Visitor for Nobody {}
///
/// let pdf = Pages::read(&std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let walked = Interpreter::new(&pdf).page(0, &Budget::PAGE, &mut Nobody).ok_or("no page")?;
/// assert!(walked.troubles.is_empty(), "all of it was seen");
/// println!("{:?} square points, {:?}", walked.view.area(), walked.spent);
/// # Ok(())
/// # }
/// ```
pub struct Interpreter<'a> {
    pages: &'a [Page],
    shared: Shared<'a>,
}

/// How much of a page is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Ground,
}

/// How the run over a page went. See [`Interpreter`].
#[derive(Debug, Clone, PartialEq)]
pub struct Walked {
    /// The page.
    pub view: PageView,
    /// What it cost.
    pub spent: Spent,
    /// Why not all of it was seen, or not for certain; empty where it was.
    pub troubles: Vec<Trouble>,
}

impl<'a> Interpreter<'a> {
    /// An interpreter for the pages of a document.
    pub fn new(pdf: &'a Pages) -> Self {
        Self::over(&pdf.doc, &pdf.pages)
    }

    /// An interpreter for a document that was read whole.
    pub fn of(pdf: &'a Pdf) -> Self {
        Self::over(&pdf.0.doc, &pdf.0.pages)
    }

    fn over(doc: &'a Document, pages: &'a [Page]) -> Self {
        Self { pages, shared: Shared::new(doc, catalog(doc).map(|place| place.dict)) }
    }

    /// The boxes of a page, from 0; `None` where there is no such page.
    pub fn view(&self, page: usize) -> Option<PageView> {
        Some(PageView::of(self.shared.doc, self.pages.get(page)?))
    }

    /// A font that was met on a page, by its number.
    pub fn font(&self, number: usize) -> Option<&Font<'a>> {
        self.shared.all_fonts.get(number).map(|font| &**font)
    }

    /// Runs a page, from 0, and then the appearances of its annotations; `None` where there is no such page.
    pub fn page(&mut self, page: usize, budget: &Budget, visitor: &mut dyn Visitor) -> Option<Walked> {
        self.walk(page, budget, visitor, Part::Whole)
    }

    /// Runs the own content of a page, from 0, without its text and its annotations: what lies under them. Fonts are
    /// not read. `None` where there is no such page.
    pub fn ground(&mut self, page: usize, budget: &Budget, visitor: &mut dyn Visitor) -> Option<Walked> {
        self.walk(page, budget, visitor, Part::Ground)
    }

    fn walk(
        &mut self,
        page: usize,
        budget: &Budget,
        visitor: &mut dyn Visitor,
        part: Part,
    ) -> Option<Walked> {
        let page = self.pages.get(page)?;
        let view = PageView::of(self.shared.doc, page);
        self.shared.turn_page();
        let mut meter = Meter::new(*budget);
        let mut walk = Walk {
            shared: &mut self.shared,
            visitor,
            meter: &mut meter,
            source: Source::Page,
            inside: Inside::Content,
            active: Vec::new(),
            hidden: 0,
            textless: part == Part::Ground,
        };
        walk.page(page, &view);
        if part == Part::Whole {
            walk.annotations(page, &view);
        }
        let (spent, troubles) = meter.finish();
        Some(Walked { view, spent, troubles })
    }
}

impl<'a> Walk<'_, 'a> {
    fn page(&mut self, page: &'a Page, view: &PageView) {
        let doc = self.shared.doc;
        let Some(dict) = Place::of(doc, page.id).map(|place| place.dict) else { return };
        let content = self.content(&dict);
        let state = State::new(Matrix::IDENTITY, Clip::whole(view.bounds));
        let resources = page.resources.as_ref().and_then(|object| dict_of(follow(doc, object)?));
        self.run(&content, Dict::new(doc, resources.unwrap_or(dict.raw)), state);
    }

    /// The page's streams as one; each ends a token (7.8.2).
    fn content(&mut self, page: &Dict<'a>) -> Vec<u8> {
        let streams: Vec<&Object> = match page.get(b"Contents") {
            None => Vec::new(),
            Some(Object::Array(parts)) => parts.iter().filter_map(|part| follow(page.doc, part)).collect(),
            Some(one) => vec![one],
        };
        let named = match page.entry(b"Contents") {
            None | Some(Object::Null) => 0,
            Some(_) => page.array(b"Contents").map_or(1, <[Object]>::len),
        };
        if named > streams.len() {
            self.meter.note(Trouble::Missing);
        }
        let mut content = Vec::new();
        for object in streams {
            match stream::decode(object, self.meter.room()) {
                Ok(decoded) => {
                    if decoded.cut {
                        self.meter.note(Trouble::Unreadable);
                    }
                    // A part costs at least something: an array may name one stream a million times.
                    self.meter.decoded(decoded.bytes.len() + 16);
                    content.extend(decoded.bytes);
                    content.push(b'\n');
                }
                Err(trouble) => self.meter.note(trouble),
            }
            if self.meter.room() == 0 {
                self.meter.note(Trouble::TooLarge);
                break;
            }
        }
        content
    }

    fn annotations(&mut self, page: &'a Page, view: &PageView) {
        const HIDDEN_OR_NO_VIEW: i64 = 2 | 32;
        let listed =
            Place::of(self.shared.doc, page.id).map(|page| page.items(b"Annots")).unwrap_or_default();
        for (index, place) in listed.iter().take(MOST_ANNOTATIONS).enumerate() {
            let dict = place.dict;
            let flags = dict.integer(b"F").unwrap_or(0);
            if flags & HIDDEN_OR_NO_VIEW != 0 || dict.is(b"Subtype", b"Popup") {
                continue;
            }
            let off =
                dict.entry(b"OC").is_some_and(|layer| !self.shared.layers.shows(self.shared.doc, layer));
            let (Some(stream), Some(rect)) = (xobject::appearance(&dict), dict.rect(b"Rect")) else {
                continue;
            };
            let Some(matrix) = onto(&Dict::new(self.shared.doc, &stream.dict), &rect) else { continue };
            self.source = Source::Annotation { index, widget: dict.is(b"Subtype", b"Widget") };
            self.hidden = usize::from(off);
            let state = State::new(matrix, Clip::whole(view.bounds));
            self.call_form(stream, dict, state);
        }
        self.hidden = 0;
    }
}

/// What brings the box of an appearance onto the annotation's rectangle, to be applied after its own matrix
/// (12.5.5, algorithm 8.1).
pub(in crate::pdf) fn onto(appearance: &Dict<'_>, rect: &Rect) -> Option<Matrix> {
    let bounds = appearance.rect(b"BBox")?;
    let matrix = State::new(Matrix::IDENTITY, Clip::whole(*rect)).under(appearance)?;
    let from = matrix.rect(&bounds);
    if from.is_empty() || rect.is_empty() {
        return None;
    }
    let (sx, sy) = (rect.width() / from.width(), rect.height() / from.height());
    Some(Matrix([sx, 0.0, 0.0, sy, rect.x0 - from.x0 * sx, rect.y0 - from.y0 * sy])).filter(walk::is_sane)
}

impl std::fmt::Debug for Interpreter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interpreter").field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}
