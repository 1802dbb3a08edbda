//! Acceptances: breaches of inferred and technical rules that a person accepts, by their codes.

use super::CheckContext;
use super::accepted_codes::Acceptance;
use super::record_check::{FieldState, RecordCheck};
use crate::data::CellValue;
use crate::diag::catalogue::document;
use crate::diag::{Finding, FindingCode, Origin, Report, Severity};
use crate::form::Form;
use crate::form::definition::ValueKind;
use crate::values::masked_excerpt;

/// Gathers what is accepted for the run and by the record itself.
pub(super) fn read(row: &mut RecordCheck<'_>) {
    let of_run = row.context.accept.iter().map(|code| Acceptance { code: code.clone(), origin: None });
    row.accepted.0 = of_run.collect();
    for (at, field) in row.fields().filter(|(_, field)| field.kind == ValueKind::Accept) {
        let Some(slot) = row.slot(at) else { continue };
        let texts = match slot.raw() {
            CellValue::Text(text) | CellValue::Number(text) => std::slice::from_ref(text),
            CellValue::List(texts) => texts,
            CellValue::Bool(_) => {
                row.add_finding(row.finding(&document::TYPE_BOOL, at, field));
                continue;
            }
            CellValue::Date(_) => {
                row.add_finding(row.finding(&document::TYPE_DATE, at, field));
                continue;
            }
            _ => continue,
        };
        let origin = row.origin(at);
        let codes = texts.iter().flat_map(|text| text.split([',', ';', '+', ' ', '\n', '\u{a0}']));
        let codes = codes.map(str::trim).filter(|code| !code.is_empty());
        let acceptances =
            codes.map(|code| Acceptance { code: FindingCode::named(code), origin: Some(origin.clone()) });
        row.accepted.0.extend(acceptances);
        row.set(at, FieldState::Absent);
    }
    let unreadable: Vec<Origin> = (row.record.cells.iter())
        .filter(|cell| matches!(cell.value, CellValue::Unreadable(_)))
        .map(|cell| row.record.origin_of(cell))
        .collect();
    let (accepted, mut report) = (row.accepted.clone(), std::mem::take(&mut row.report));
    // Findings about the record as a part of a file. Where no value could be read, there is nothing to accept.
    report = (report.into_iter())
        .map(|mut finding| {
            let is_refused = finding.severity == Severity::Error && !unreadable.contains(&finding.origin);
            finding.accepted |= is_refused && accepted.allows(&finding.code, finding.provenance);
            finding
        })
        .collect();
    row.report = report;
}

/// Reports acceptances of the record that have no effect or are not allowed.
pub(super) fn report_unused(row: &mut RecordCheck<'_>) {
    let mut findings = Vec::new();
    for Acceptance { code, origin } in &row.accepted.0 {
        let refused = row.report.findings().iter().any(|f| f.code == *code && f.refuses());
        let unacceptable = why_unacceptable(row.form, code);
        let finding = match origin {
            // Reported for the whole run already.
            None if unacceptable.is_some() => None,
            _ if refused => Some(&document::ACCEPT),
            Some(_) => unacceptable,
            None => None,
        };
        let origin = origin.clone().unwrap_or_else(|| row.record_origin());
        findings
            .extend(finding.map(|entry| Finding::of(entry, origin).with("v", masked_excerpt(code.as_str()))));
    }
    // The same code in the run and in the record, or twice in a cell, is reported once.
    for finding in findings {
        let is_reported = row.report.findings().iter().any(|f| f.code == finding.code && *f == finding);
        if !is_reported {
            row.add_finding(finding);
        }
    }
}

/// Marks the findings about columns and keys that a person accepts for the run.
pub(super) fn mark_accepted(report: &mut Report, context: &CheckContext) {
    let findings = std::mem::take(report).into_iter().map(|mut finding| {
        let is_requested = finding.severity == Severity::Error && context.accept.contains(&finding.code);
        finding.accepted |= is_requested && finding.provenance.can_be_accepted();
        finding
    });
    *report = findings.collect();
}

/// Findings about acceptances of the run that are not allowed or name no code, whatever the records.
pub(super) fn unacceptable_codes(form: &Form, context: &CheckContext) -> Vec<Finding> {
    let codes = context.accept.iter();
    let unacceptable = codes.filter_map(|code| Some((why_unacceptable(form, code)?, code)));
    unacceptable
        .map(|(entry, code)| Finding::of(entry, Origin::default()).with("v", masked_excerpt(code.as_str())))
        .collect()
}

/// Why a code cannot be accepted, whatever the data.
fn why_unacceptable(form: &Form, code: &FindingCode) -> Option<&'static crate::diag::CatalogueEntry> {
    match form.explain(code.as_str()) {
        None => Some(&document::ACCEPT_UNKNOWN),
        Some(known) if known.provenance.is_some_and(|p| !p.can_be_accepted()) => Some(&document::ACCEPT),
        Some(known) if known.severity.is_none() => Some(&document::ACCEPT),
        Some(_) => None,
    }
}
