//! Whether a document or an attachment is a scan, and what the form's policy makes of it.

use super::screening::rule_finding;
use crate::diag::catalogue::document as findings;
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report, Severity};
use crate::form::Form;
use crate::form::definition::ScanAction as Policy;
use crate::scan::{FileClassification, FileReason, ScanBudget, Verdict, classify};

/// The findings about a file: for each page that is a scan, and each that only a person can tell, the sentence of the
/// form and the page's facts; likewise for the files inside of it. A scan has no override.
pub(super) fn check_file(form: &Form, bytes: &[u8], name: &str) -> Report {
    let classified = classify(bytes, name, &ScanBudget::default());
    let mut report = Report::default();
    add_findings(form, &classified, &Origin::file(name), &mut report);
    report
}

/// The same for a file that is read as a form: that XFA hides its pages is reported there.
pub(super) fn check_document(form: &Form, bytes: &[u8], name: &str) -> Report {
    let mut classified = classify(bytes, name, &ScanBudget::default());
    classified.reason.take_if(|reason| matches!(reason, FileReason::Xfa));
    let mut report = Report::default();
    add_findings(form, &classified, &Origin::file(name), &mut report);
    report
}

fn add_findings(form: &Form, classified: &FileClassification, origin: &Origin, report: &mut Report) {
    if classified.verdict == Verdict::Digital {
        return;
    }
    if let Some(reason) = &classified.reason {
        add_policy_finding(form, reason.verdict(), origin, Some(reason.finding(origin)), report);
    }
    for (number, page) in (1u32..).zip(&classified.pages) {
        let place = origin.at(FileLocation::Page { page: number });
        add_policy_finding(form, page.verdict, &place, page.finding(number, origin), report);
    }
    for inside in &classified.contained_files {
        add_findings(
            form,
            inside,
            &Origin::file(format!("{} › {}", origin.file, inside.shown_name())),
            report,
        );
    }
}

/// The sentence of the form, and then the fact, as grave as the form says.
fn add_policy_finding(
    form: &Form,
    verdict: Verdict,
    origin: &Origin,
    fact: Option<Finding>,
    report: &mut Report,
) {
    let scans = &form.document().scans;
    let (policy, entry, problem): (_, &'static CatalogueEntry, _) = match verdict {
        Verdict::Digital => return,
        Verdict::Unknown => (scans.unknown, &findings::SCAN_UNKNOWN, "unknown"),
        _ => (scans.scan, &findings::SCAN, "scan"),
    };
    let severity = match policy {
        Policy::Allow => return,
        Policy::Warn => Severity::Warning,
        Policy::Refuse => Severity::Error,
    };
    let sentence = rule_finding(form, entry, format!("{}-{problem}", scans.rule), origin.clone());
    report.push(with_severity(sentence.with("v", &origin.file), severity));
    // A fact that only a person can weigh stays a warning beside a sentence that refuses.
    report.extend(fact.map(|fact| with_severity(fact.clone(), fact.severity.min(severity))));
}

fn with_severity(mut finding: Finding, severity: Severity) -> Finding {
    finding.severity = severity;
    finding
}
