//! The pages of a PDF.

use serde::Serialize;

use super::canvas::Canvas;
use super::evidence::Evidence;
use super::reason::Reason;
use super::rules;
use super::sight::Sight;
use super::trouble::Trouble;
use super::verdict::Verdict;
use crate::pdf::Pages;
use crate::pdf::content::{self, Interpreter};

/// What a page is.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::scan::{Budget, Verdict, look};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf")?;
/// let seen = look(&bytes, "scan.pdf", &Budget::default());
/// let page = seen.pages.first().ok_or("no page")?;
/// assert_eq!(page.verdict, Verdict::Scan);
/// println!("{:?}: {:?}", page.reason, page.evidence);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PageLook {
    /// What it is.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What was measured.
    pub evidence: Evidence,
}

/// Looks at each page, within a budget for all of them together; also, how many operators that took.
pub(super) fn pages(pdf: &Pages, most_operators: usize) -> (Vec<PageLook>, usize) {
    let mut interpreter = Interpreter::new(pdf);
    let mut canvas = Canvas::new();
    let mut left = most_operators;
    let mut pages: Vec<_> = (0..pdf.count())
        .map(|index| {
            let most = content::Budget::PAGE.operators.min(left);
            let budget = content::Budget { operators: most, ..content::Budget::PAGE };
            let evidence = page(&mut interpreter, index, &budget, &mut canvas, &mut left);
            let reason = rules::decide(&evidence);
            (evidence, reason)
        })
        .collect();
    rules::reconsider(&mut pages);
    let look =
        |(evidence, reason): (Evidence, Reason)| PageLook { verdict: reason.verdict(), reason, evidence };
    (pages.into_iter().map(look).collect(), most_operators - left)
}

fn page(
    interpreter: &mut Interpreter<'_>,
    index: usize,
    budget: &content::Budget,
    canvas: &mut Canvas,
    left: &mut usize,
) -> Evidence {
    let gone = || Evidence { troubles: vec![Trouble::Missing], ..Evidence::default() };
    let Some(view) = interpreter.view(index) else { return gone() };
    let mut sight = Sight::new(view, canvas);
    let Some(walked) = interpreter.page(index, budget, &mut sight) else { return gone() };
    *left = left.saturating_sub(walked.spent.operators);
    sight.finish(&walked, interpreter)
}
