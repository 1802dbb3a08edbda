//! The definition's own examples, run.

use crate::data::{CellValue, Record};
use crate::diag::FindingCode;
use crate::diag::catalogue::definition as findings;
use crate::form::definition::{Check, ValueKind};
use crate::form::{DefinitionFault, Example, Form};
use crate::rules::{Application, CheckContext, Purpose, check};

/// Examples that give other codes than they name.
pub(super) fn faults(form: &Form, examples: &[Example]) -> Vec<DefinitionFault> {
    let mut faults = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let result = check(form, &record(example, form), &context(example));
        let report = result.as_ref().map_or_else(|report| report, Application::report);
        let mut found: Vec<&str> = report.findings().iter().map(|finding| finding.code.as_str()).collect();
        let mut expected: Vec<&str> = example.expect.iter().map(String::as_str).collect();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            let fault = DefinitionFault::of(&findings::EXAMPLE, format!("example[{at}].expect"))
                .with("v", &example.name);
            faults.push(fault.with("expected", list(&expected)).with("found", list(&found)));
        }
    }
    faults
}

/// Rules that no example breaks.
pub(super) fn rules_without_example(form: &Form, examples: &[Example]) -> Vec<DefinitionFault> {
    let mut faults = Vec::new();
    for (at, rule) in form.rules().iter().enumerate() {
        let of_calendar = matches!(rule.check, Check::StaleAfterMonths(_));
        let tried = examples.iter().any(|example| example.expect.iter().any(|code| **code == *rule.code));
        if !tried && !of_calendar {
            faults.push(
                DefinitionFault::of(&findings::NO_EXAMPLE, format!("rule[{at}].code")).with("v", &rule.code),
            );
        }
    }
    faults
}

fn list(codes: &[&str]) -> String {
    if codes.is_empty() { "[]".to_owned() } else { format!("[{}]", codes.join(", ")) }
}

fn context(example: &Example) -> CheckContext {
    let context =
        CheckContext::on(example.as_of).with_accepted(example.accept.iter().map(FindingCode::named));
    context.with_purpose(if example.filled { Purpose::FilledPdf } else { Purpose::Example })
}

/// The data of an example; what is attached by hand stands in the form's column of attachments.
fn record(example: &Example, form: &Form) -> Record {
    let mut example = example.clone();
    let column = form.fields().iter().find(|field| field.kind == ValueKind::Attachment);
    if let Some(column) = column.filter(|_| !example.attach.is_empty()) {
        example.values.insert(column.key.to_string(), CellValue::List(example.attach.clone()));
    }
    example.record()
}
