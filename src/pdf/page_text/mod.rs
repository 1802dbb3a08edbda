//! What is printed on the pages of a form, as a person reads it: lines of text where they stand, and which words
//! belong to which field.
//!
//! Everything is *as seen*: a turned page is turned, coordinates are in points from its lower left corner. Only what
//! a page prints by itself counts; what stands in fields does not.

mod cell_rows;
mod field_label;
mod glyph_collector;
mod heading;
mod page_transform;
mod paragraph;
mod printed_line;

#[cfg(test)]
mod tests;

pub(crate) use field_label::FieldLabel;
pub(crate) use paragraph::Paragraph;
pub(crate) use printed_line::PrintedLine;

use super::content::{Interpreter, PageBudget};
use super::document::Pdf;
use super::geometry::Rect;
use glyph_collector::GlyphCollector;
use page_transform::PageTransform;

/// Of a longer document the first pages are read; no form is longer.
const MOST_PAGES_READ: usize = 200;

/// What is printed on the pages of a document.
#[derive(Debug, Clone)]
pub(crate) struct DocumentText {
    pages: Vec<PageText>,
    field_labels: Vec<FieldLabel>,
    truncated: bool,
}

/// What is printed on a page. See [`DocumentText`].
#[derive(Debug, Clone)]
pub(crate) struct PageText {
    height: f64,
    lines: Vec<PrintedLine>,
    unmapped_glyphs: usize,
    complete: bool,
}

/// A place where a field is seen.
#[derive(Debug, Clone)]
struct FieldBox {
    field: usize,
    /// Of a row of boxes that take one character each all of the fields, from left to right; else none.
    cells: Vec<usize>,
    widget: usize,
    rect: Rect,
    /// A box to tick, or a button: its words stand to the right.
    is_button: bool,
}

impl DocumentText {
    /// Reads the pages of a document.
    pub(crate) fn of(pdf: &Pdf) -> Self {
        let mut interpreter = Interpreter::of(pdf);
        let count = pdf.page_count().min(MOST_PAGES_READ);
        let (mut pages, mut field_labels) = (Vec::with_capacity(count), Vec::new());
        for number in 0..count {
            let Some(view) = interpreter.page_view(number) else { break };
            let turn = PageTransform::of(&view);
            let spots = field_boxes(pdf, number, &turn);
            let mut collector = GlyphCollector::new(turn);
            let Some(walked) = interpreter.run_page(number, &PageBudget::default(), &mut collector) else {
                break;
            };
            let (glyphs, walls, unreadable) = collector.finish();
            let lines = printed_line::lines(glyphs, &walls, &spots);
            field_labels.extend(field_label::labels_of_page(
                number,
                &lines,
                &cell_rows::join_cell_rows(&spots, pdf.fields()),
            ));
            let (_, height) = turn.size();
            pages.push(PageText {
                height,
                lines,
                unmapped_glyphs: unreadable,
                complete: walked.incomplete.is_empty(),
            });
        }
        heading::carry_over(&mut field_labels, pdf.fields());
        Self { pages, field_labels, truncated: pdf.page_count() > count }
    }

    /// The pages, in order.
    pub(crate) fn pages(&self) -> &[PageText] {
        &self.pages
    }

    /// Whether all of every page could be read as text: no page left out, no glyph without a meaning.
    pub(crate) fn is_complete(&self) -> bool {
        !self.truncated && self.pages.iter().all(|page| page.complete && page.unmapped_glyphs == 0)
    }

    /// What stands beside each place of each field that is seen, in the order of reading.
    pub(crate) fn field_labels(&self) -> &[FieldLabel] {
        &self.field_labels
    }

    /// What stands beside a field (its number among the fields of the document), at one of its widgets.
    pub(crate) fn label_of_widget(&self, field: usize, widget: usize) -> Option<&FieldLabel> {
        self.field_labels.iter().find(|beside| beside.is_of_field(field) && beside.widget == widget)
    }

    /// The largest words in the upper half of the first page, where they are larger than the rest.
    pub(crate) fn title(&self) -> Option<String> {
        heading::title(self.pages.first()?)
    }
}

impl PageText {
    /// Its lines, from the top to the bottom, those of one height from left to right.
    pub(crate) fn lines(&self) -> &[PrintedLine] {
        &self.lines
    }

    /// Its lines joined to paragraphs.
    pub(crate) fn paragraphs(&self) -> Vec<Paragraph> {
        paragraph::join_lines(&self.lines)
    }
}

/// The places of fields on a page that a person sees and can fill in.
fn field_boxes(pdf: &Pdf, page: usize, turn: &PageTransform) -> Vec<FieldBox> {
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
                spots.push(FieldBox {
                    field: number,
                    cells: Vec::new(),
                    widget: at,
                    rect,
                    is_button: is_box,
                });
            }
        }
    }
    spots
}
