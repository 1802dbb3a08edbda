//! Whether a document is a scan, weighed by the form's policy.

use super::screening::ruled;
use crate::diag::catalogue::document as words;
use crate::diag::{Entry, Origin, Place, Report, Severity};
use crate::form::Form;
use crate::form::definition::Verdict as Policy;
use crate::scan::{Budget, Look, Verdict, look};

/// What is said of a document: for each page that is a scan, and each that only a person can tell, the sentence of
/// the form and the page's facts. A scan has no override.
pub(super) fn document(form: &Form, bytes: &[u8], name: &str) -> Report {
    let seen = look(bytes, name, &Budget::default());
    let mut report = Report::default();
    if seen.verdict == Verdict::Digital {
        return report;
    }
    let origin = Origin::file(name);
    for (number, page) in (1u32..).zip(&seen.pages) {
        report.append(weighed(form, page.verdict, origin.at(Place::Page { page: number }), name));
        report.extend(page.finding(number, &origin));
    }
    if seen.pages.is_empty() {
        report.append(weighed(form, seen.verdict, origin, name));
        report.append(Look { inside: Vec::new(), ..seen }.report());
    }
    report
}

fn weighed(form: &Form, verdict: Verdict, origin: Origin, name: &str) -> Report {
    let scans = &form.document().scans;
    let (policy, entry, problem): (_, &'static Entry, _) = match verdict {
        Verdict::Digital => return Report::default(),
        Verdict::Unknown => (scans.unknown, &words::SCAN_UNKNOWN, "unknown"),
        _ => (scans.scan, &words::SCAN, "scan"),
    };
    let mut finding = ruled(form, entry, format!("{}-{problem}", scans.rule), origin).with("v", name);
    finding.severity = match policy {
        Policy::Allow => Severity::Info,
        Policy::Warn => Severity::Warning,
        Policy::Refuse => Severity::Error,
    };
    [finding].into_iter().collect()
}
