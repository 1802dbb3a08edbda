//! Classifies the pages of a PDF.

use serde::Serialize;

use super::coverage_grid::CoverageGrid;
use super::incomplete::IncompleteReason;
use super::page_analysis::PageAnalysis;
use super::page_evidence::PageEvidence;
use super::reason::PageReason;
use super::rules;
use super::shared_images;
use super::verdict::Verdict;
use crate::pdf::PdfPages;
use crate::pdf::content::{self, Interpreter};

/// The classification of a page.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::scan::{ScanBudget, Verdict, classify};
///
/// let bytes = std::fs::read("fixtures/forms/variants/scan.pdf")?;
/// let file = classify(&bytes, "scan.pdf", &ScanBudget::default());
/// let page = file.pages.first().ok_or("no page")?;
/// assert_eq!(page.verdict, Verdict::Scan);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PageClassification {
    /// Its verdict.
    pub verdict: Verdict,
    /// The rule that decided.
    pub(crate) reason: PageReason,
    /// The measurements.
    pub(crate) evidence: PageEvidence,
}

/// Classifies each page, within a limit of operators for all of them together; and how many operators were run.
pub(super) fn classify_pages(pdf: &PdfPages, most_operators: usize) -> (Vec<PageClassification>, usize) {
    let mut interpreter = Interpreter::new(pdf);
    let mut grid = CoverageGrid::new();
    let mut operators_left = most_operators;
    let mut pages: Vec<_> = (0..pdf.count())
        .map(|index| {
            let most = content::PageBudget::DEFAULT.operators.min(operators_left);
            let budget = content::PageBudget { operators: most, ..content::PageBudget::DEFAULT };
            let evidence = measure_page(&mut interpreter, index, &budget, &mut grid, &mut operators_left);
            let reason = rules::classify_page(&evidence);
            (evidence, reason)
        })
        .collect();
    shared_images::reclassify_shared_images(&mut pages);
    let classification = |(evidence, reason): (PageEvidence, PageReason)| PageClassification {
        verdict: reason.verdict(),
        reason,
        evidence,
    };
    (pages.into_iter().map(classification).collect(), most_operators - operators_left)
}

fn measure_page(
    interpreter: &mut Interpreter<'_>,
    index: usize,
    budget: &content::PageBudget,
    grid: &mut CoverageGrid,
    operators_left: &mut usize,
) -> PageEvidence {
    let missing = || PageEvidence { incomplete: vec![IncompleteReason::Missing], ..PageEvidence::default() };
    let Some(view) = interpreter.page_view(index) else { return missing() };
    let mut analysis = PageAnalysis::new(view, grid);
    let Some(run) = interpreter.run_page(index, budget, &mut analysis) else { return missing() };
    *operators_left = operators_left.saturating_sub(run.cost.operators);
    analysis.finish(&run, interpreter)
}
