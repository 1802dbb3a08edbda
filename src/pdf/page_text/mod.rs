//! The text of the pages of a form: lines with their positions, and the labels of fields.
//!
//! In: a [`Pdf`]. Out: `DocumentText`, with the lines, paragraphs, labels, headings and the title. Positions are
//! those on the rotated page, in points from its lower left corner. Only the page's own content counts; the
//! appearances of fields do not.

// From glyphs to paragraphs.
mod glyph_collector;
mod page_transform;
mod paragraph;
mod printed_line;
// From fields to labels and headings.
mod cell_rows;
mod field_label;
mod heading;

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

/// The most pages that are read; forms are shorter.
const MOST_PAGES_READ: usize = 200;

/// The text of the pages of a document.
#[derive(Debug, Clone)]
pub(crate) struct DocumentText {
    pages: Vec<PageText>,
    field_labels: Vec<FieldLabel>,
    truncated: bool,
}

/// The text of a page. See [`DocumentText`].
#[derive(Debug, Clone)]
pub(crate) struct PageText {
    height: f64,
    lines: Vec<PrintedLine>,
    unmapped_glyphs: usize,
    complete: bool,
}

/// A widget on a page.
#[derive(Debug, Clone)]
struct FieldBox {
    field: usize,
    /// For a row of character boxes, the indices of all its fields from left to right; otherwise empty.
    cells: Vec<usize>,
    widget: usize,
    rect: Rect,
    /// A check box or another button: its label is to the right.
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
            let transform = PageTransform::of(&view);
            let field_boxes = field_boxes(pdf, number, &transform);
            let mut collector = GlyphCollector::new(transform);
            let Some(run) = interpreter.run_page(number, &PageBudget::default(), &mut collector) else {
                break;
            };
            let (glyphs, rules, unreadable) = collector.finish();
            let lines = printed_line::lines(glyphs, &rules, &field_boxes);
            field_labels.extend(field_label::labels_of_page(
                number,
                &lines,
                &cell_rows::join_cell_rows(&field_boxes, pdf.fields()),
            ));
            let (_, height) = transform.size();
            pages.push(PageText {
                height,
                lines,
                unmapped_glyphs: unreadable,
                complete: run.incomplete.is_empty(),
            });
        }
        heading::carry_over(&mut field_labels, pdf.fields());
        Self { pages, field_labels, truncated: pdf.page_count() > count }
    }

    /// The pages, in order.
    pub(crate) fn pages(&self) -> &[PageText] {
        &self.pages
    }

    /// Whether all of every page could be read as text: no page omitted, no glyph without Unicode text.
    pub(crate) fn is_complete(&self) -> bool {
        !self.truncated && self.pages.iter().all(|page| page.complete && page.unmapped_glyphs == 0)
    }

    /// The labels of all visible widgets, in reading order.
    pub(crate) fn field_labels(&self) -> &[FieldLabel] {
        &self.field_labels
    }

    /// The label of a field (by its index in the document) at one of its widgets.
    pub(crate) fn label_of_widget(&self, field: usize, widget: usize) -> Option<&FieldLabel> {
        self.field_labels.iter().find(|label| label.is_of_field(field) && label.widget == widget)
    }

    /// The largest lines in the upper half of the first page, where they are larger than the rest.
    pub(crate) fn title(&self) -> Option<String> {
        heading::title(self.pages.first()?)
    }
}

impl PageText {
    /// Its lines, from top to bottom, at one height from left to right.
    pub(crate) fn lines(&self) -> &[PrintedLine] {
        &self.lines
    }

    /// Its lines, joined to paragraphs.
    pub(crate) fn paragraphs(&self) -> Vec<Paragraph> {
        paragraph::join_lines(&self.lines)
    }
}

/// The visible widgets of a page that can be filled.
fn field_boxes(pdf: &Pdf, page: usize, transform: &PageTransform) -> Vec<FieldBox> {
    use super::field::FieldKind;
    let mut field_boxes = Vec::new();
    for (number, field) in pdf.fields().iter().enumerate() {
        if field.kind() == FieldKind::PushButton {
            continue;
        }
        let is_box = matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio);
        for (at, widget) in field.widgets().iter().enumerate() {
            if widget.page() == Some(page) && !widget.rect().is_empty() {
                let rect = transform.rect(&widget.rect());
                field_boxes.push(FieldBox {
                    field: number,
                    cells: Vec::new(),
                    widget: at,
                    rect,
                    is_button: is_box,
                });
            }
        }
    }
    field_boxes
}
