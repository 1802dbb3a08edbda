//! Reads the marks of the appearance streams of one document, within a budget for all of them.

use lopdf::{Object, Stream};

use crate::pdf::content::{Font, Incomplete, Interpreter, PageBudget};
use crate::pdf::document::Pdf;
use crate::pdf::field::Widget;
use crate::pdf::marks::AppearanceMarks;
use crate::pdf::objects::{Dict, dict_of, resolve};

/// The most operators, and the most decoded bytes, of all appearances of a document.
const MOST_OPERATORS: usize = 8_000_000;
const MOST_BYTES: usize = 256 << 20;

/// The reader, with what is left of its budget.
pub(super) struct AppearanceReader<'a> {
    pdf: &'a Pdf,
    interpreter: Interpreter<'a>,
    operators_left: usize,
    bytes_left: usize,
}

/// The budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BudgetUsedUp;

/// What was read of an appearance stream.
pub(super) enum DrawnAppearance {
    Marks(AppearanceMarks),
    /// It has no `BBox`, or a part of it is missing or cannot be decoded: programs show different things.
    Unreadable,
}

impl<'a> AppearanceReader<'a> {
    pub(super) fn of(pdf: &'a Pdf) -> Self {
        let interpreter = Interpreter::of(pdf);
        Self { pdf, interpreter, operators_left: MOST_OPERATORS, bytes_left: MOST_BYTES }
    }

    /// A font of what was read, by its number.
    pub(super) fn font(&self, number: usize) -> Option<&Font<'a>> {
        self.interpreter.font(number)
    }

    /// The marks of an entry of `AP`; of several states, the one that is current (12.5.5). No entry has no marks.
    pub(super) fn read(
        &mut self,
        entry: Option<&'a Object>,
        widget: &Widget,
        dict: &Dict<'a>,
    ) -> Result<DrawnAppearance, BudgetUsedUp> {
        let Some(stream) = entry.and_then(|entry| self.stream(entry, widget)) else {
            return Ok(DrawnAppearance::Marks(AppearanceMarks::none()));
        };
        let page = widget.page().and_then(|page| self.interpreter.page_view(page));
        let bounds = page.map_or(widget.rect, |page| page.bounds);
        let limits = PageBudget::APPEARANCE;
        let budget = PageBudget {
            operators: limits.operators.min(self.operators_left),
            decoded_bytes: limits.decoded_bytes.min(self.bytes_left),
            ..limits
        };
        let Some(marks) = AppearanceMarks::read(&mut self.interpreter, (stream, dict), bounds, &budget)
        else {
            return Ok(DrawnAppearance::Unreadable);
        };
        self.operators_left = self.operators_left.saturating_sub(marks.cost.operators + 16);
        self.bytes_left = self.bytes_left.saturating_sub(marks.cost.decoded_bytes + 64);
        if marks.incomplete.iter().copied().any(Incomplete::is_limit) {
            return Err(BudgetUsedUp);
        }
        let whole = marks.incomplete.is_empty();
        Ok(if whole { DrawnAppearance::Marks(marks) } else { DrawnAppearance::Unreadable })
    }

    fn stream(&self, entry: &'a Object, widget: &Widget) -> Option<&'a Stream> {
        let doc = &self.pdf.0.doc;
        match resolve(doc, entry)? {
            Object::Stream(stream) => Some(stream),
            states => Dict::new(doc, dict_of(states)?).get(widget.state.as_deref()?)?.as_stream().ok(),
        }
    }
}
