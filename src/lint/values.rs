//! The values that stand in a definition itself: defaults, and the examples of its empty sheet.

use std::sync::Arc;

use crate::data::{CellValue, Record};
use crate::diag::catalogue::definition as findings;
use crate::diag::{Bilingual, Finding, Lang, Severity};
use crate::form::definition::{FieldDefinition, ValueKind};
use crate::form::{DefinitionFault, Form};
use crate::rules::{Application, CheckContext, Purpose, check};

pub(super) fn faults(form: &Form) -> Vec<DefinitionFault> {
    let mut faults = of(form, &record(form, |_| None), |field| {
        field.default.as_ref().map(|_| ("default", &findings::DEFAULT))
    });
    if form.fields().iter().any(|field| field.example.is_some()) {
        let sheet = record(form, |field| field.example.as_deref());
        faults.extend(of(form, &sheet, |field| {
            field.example.as_ref().map(|_| ("example", &findings::SHEET_EXAMPLE))
        }));
    }
    faults
}

/// The errors about single fields whose value stands in the definition, at the key where it stands.
fn of(
    form: &Form,
    record: &Record,
    place: impl Fn(&FieldDefinition) -> Option<(&'static str, &'static crate::diag::CatalogueEntry)>,
) -> Vec<DefinitionFault> {
    let context = CheckContext::on(form.instruction().checked_on).with_purpose(Purpose::Example);
    let result = check(form, record, &context);
    let report = result.as_ref().map_or_else(|report| report, Application::report);
    let refused = |finding: &&Finding| finding.severity == Severity::Error;
    let fault = |finding: &Finding| {
        let key = finding.field.as_deref()?;
        let (at, field) = form.fields().iter().enumerate().find(|(_, field)| *field.key == *key)?;
        let (name, entry) = place(field)?;
        let why = Bilingual { lv: finding.message(Lang::Lv).into(), en: finding.message(Lang::En).into() };
        Some(DefinitionFault::of(entry, format!("field[{at}].{name}")).with_text("why", why))
    };
    report.findings().iter().filter(refused).filter_map(fault).collect()
}

/// A record with these values.
fn record<'f>(form: &'f Form, value: impl Fn(&'f FieldDefinition) -> Option<&'f str>) -> Record {
    let values = form.fields().iter().filter_map(|field| {
        let value = value(field)?;
        let value =
            if field.kind == ValueKind::Tick { CellValue::Bool(true) } else { CellValue::text(value) };
        Some((Arc::clone(&field.key), value))
    });
    Record::of_values(form.file(), values)
}
