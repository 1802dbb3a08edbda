//! The pages of a PDF.

use serde::Serialize;

use super::coverage_grid::CoverageGrid;
use super::incomplete::IncompleteReason;
use super::page_analysis::PageAnalysis;
use super::page_evidence::PageEvidence;
use super::reason::PageReason;
use super::rules;
use super::verdict::Verdict;
use crate::pdf::PdfPages;
use crate::pdf::content::{self, Interpreter};

/// What a page is.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::scan::{ScanBudget, Verdict, classify};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf")?;
/// let seen = classify(&bytes, "scan.pdf", &ScanBudget::default());
/// let page = seen.pages.first().ok_or("no page")?;
/// assert_eq!(page.verdict, Verdict::Scan);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PageClassification {
    /// What it is.
    pub verdict: Verdict,
    /// Why.
    pub(crate) reason: PageReason,
    /// What was measured.
    pub(crate) evidence: PageEvidence,
}

/// Looks at each page, within a budget for all of them together; also, how many operators that took.
pub(super) fn classify_pages(pdf: &PdfPages, most_operators: usize) -> (Vec<PageClassification>, usize) {
    let mut interpreter = Interpreter::new(pdf);
    let mut canvas = CoverageGrid::new();
    let mut left = most_operators;
    let mut pages: Vec<_> = (0..pdf.count())
        .map(|index| {
            let most = content::PageBudget::DEFAULT.operators.min(left);
            let budget = content::PageBudget { operators: most, ..content::PageBudget::DEFAULT };
            let evidence = measure_page(&mut interpreter, index, &budget, &mut canvas, &mut left);
            let reason = rules::classify_page(&evidence);
            (evidence, reason)
        })
        .collect();
    rules::reclassify_shared_images(&mut pages);
    let look = |(evidence, reason): (PageEvidence, PageReason)| PageClassification {
        verdict: reason.verdict(),
        reason,
        evidence,
    };
    (pages.into_iter().map(look).collect(), most_operators - left)
}

fn measure_page(
    interpreter: &mut Interpreter<'_>,
    index: usize,
    budget: &content::PageBudget,
    canvas: &mut CoverageGrid,
    left: &mut usize,
) -> PageEvidence {
    let gone = || PageEvidence { incomplete: vec![IncompleteReason::Missing], ..PageEvidence::default() };
    let Some(view) = interpreter.page_view(index) else { return gone() };
    let mut sight = PageAnalysis::new(view, canvas);
    let Some(walked) = interpreter.run_page(index, budget, &mut sight) else { return gone() };
    *left = left.saturating_sub(walked.cost.operators);
    sight.finish(&walked, interpreter)
}
