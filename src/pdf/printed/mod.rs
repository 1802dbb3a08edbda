//! What is printed on the pages of a form, as a person reads it: lines of text where they stand, and which words
//! belong to which field.
//!
//! Everything is *as seen*: a turned page is turned, coordinates are in points from its lower left corner. Only what
//! a page prints by itself counts; what stands in fields does not.

mod beside;
mod cells;
mod collect;
mod heading;
mod line;
mod paragraph;
mod turn;

#[cfg(test)]
mod tests;

pub use beside::{Beside, Side};
pub use line::Line;
pub use paragraph::Paragraph;

use super::content::{Budget, Interpreter};
use super::document::Pdf;
use super::geometry::Rect;
use collect::Collector;
use turn::Turn;

/// Of a longer document the first pages are read; no form is longer.
const MOST_PAGES: usize = 200;

/// What is printed on the pages of a document.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::Pdf;
/// use edocpack::pdf::printed::Printed;
///
/// let pdf = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let printed = Printed::of(&pdf);
/// println!("{}", printed.title().unwrap_or_default());
/// for beside in printed.beside() {
///     println!("{:?} stands beside field {}", beside.label(), beside.field());
/// }
/// assert_eq!(printed.pages().len(), pdf.page_count());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Printed {
    pages: Vec<PrintedPage>,
    beside: Vec<Beside>,
    cut: bool,
}

/// What is printed on a page. See [`Printed`].
#[derive(Debug, Clone)]
pub struct PrintedPage {
    width: f64,
    height: f64,
    lines: Vec<Line>,
    unreadable: usize,
    whole: bool,
}

/// A place where a field is seen.
#[derive(Debug, Clone)]
struct Spot {
    field: usize,
    /// Of a row of boxes that take one character each all of the fields, from left to right; else none.
    cells: Vec<usize>,
    widget: usize,
    rect: Rect,
    /// A box to tick, or a button: its words stand to the right.
    is_box: bool,
}

impl Printed {
    /// Reads the pages of a document.
    pub fn of(pdf: &Pdf) -> Self {
        let mut interpreter = Interpreter::of(pdf);
        let count = pdf.page_count().min(MOST_PAGES);
        let (mut pages, mut beside) = (Vec::with_capacity(count), Vec::new());
        for number in 0..count {
            let Some(view) = interpreter.view(number) else { break };
            let turn = Turn::of(&view);
            let spots = spots(pdf, number, &turn);
            let mut collector = Collector::new(turn);
            let Some(walked) = interpreter.page(number, &Budget::default(), &mut collector) else { break };
            let (glyphs, walls, unreadable) = collector.finish();
            let lines = line::lines(glyphs, &walls, &spots);
            beside.extend(beside::of_page(number, &lines, &cells::joined(&spots, pdf.fields())));
            let (width, height) = turn.size();
            pages.push(PrintedPage { width, height, lines, unreadable, whole: walked.troubles.is_empty() });
        }
        heading::carry_over(&mut beside, pdf.fields());
        Self { pages, beside, cut: pdf.page_count() > count }
    }

    /// The pages, in order.
    pub fn pages(&self) -> &[PrintedPage] {
        &self.pages
    }

    /// Whether all of every page could be read as text: no page left out, no glyph without a meaning.
    pub fn is_whole(&self) -> bool {
        !self.cut && self.pages.iter().all(|page| page.whole && page.unreadable == 0)
    }

    /// What stands beside each place of each field that is seen, in the order of reading.
    pub fn beside(&self) -> &[Beside] {
        &self.beside
    }

    /// What stands beside a field (its number among the fields of the document), at one of its widgets.
    pub fn beside_widget(&self, field: usize, widget: usize) -> Option<&Beside> {
        self.beside.iter().find(|beside| beside.is_of(field) && beside.widget == widget)
    }

    /// The largest words in the upper half of the first page, where they are larger than the rest.
    pub fn title(&self) -> Option<String> {
        heading::title(self.pages.first()?)
    }
}

impl PrintedPage {
    /// Its lines, from the top to the bottom, those of one height from left to right.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Its lines joined to paragraphs.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        paragraph::of(&self.lines)
    }

    /// Its width and height in points.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// How many of its glyphs have no meaning as text.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }
}

/// The places of fields on a page that a person sees and can fill in.
fn spots(pdf: &Pdf, page: usize, turn: &Turn) -> Vec<Spot> {
    use super::field::FieldKind;
    let mut spots = Vec::new();
    for (number, field) in pdf.fields().iter().enumerate() {
        if field.kind() == FieldKind::PushButton {
            continue;
        }
        let is_box = matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio);
        for (at, widget) in field.widgets().iter().enumerate() {
            if widget.page() == Some(page) && !widget.rect().is_empty() {
                let rect = turn.rect(&widget.rect());
                spots.push(Spot { field: number, cells: Vec::new(), widget: at, rect, is_box });
            }
        }
    }
    spots
}
