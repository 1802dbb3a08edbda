//! Whether form, binding and template fit each other.

use std::collections::BTreeSet;

use super::reading::Place;
use super::{Binding, Target};
use crate::diag::catalogue::document as words;
use crate::diag::{self, Finding, Origin, Report};
use crate::form::definition::{Field, Key, Kind};
use crate::form::{Fault, Form};
use crate::pdf::{self, FieldKind, Template};
use crate::values::Sha256Digest;

/// What is wrong with the binding by itself; `None` where nothing is.
pub(super) fn faults(form: &Form, binding: &Binding) -> Option<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |key: String, message: String| faults.push(Fault { line: None, key, message });
    if binding.schema != 1 {
        fault("schema".to_owned(), format!("is {}; this program reads 1", binding.schema));
    }
    if binding.form != form.id() {
        fault("form".to_owned(), format!("is `{}`, but the form is `{}`", binding.form, form.id()));
    }
    let mut taken = BTreeSet::new();
    for (key, place) in &binding.fields {
        match form.field(key) {
            None => fault(format!("fields.{key}"), format!("the form has no field `{key}`")),
            Some(field) if !is_printed(field) => {
                fault(format!("fields.{key}"), format!("`{key}` is not printed on the form"));
            }
            Some(_) => {}
        }
        let names = place.fields();
        if names.is_empty() {
            fault(format!("fields.{key}"), "names no field of the PDF".to_owned());
        }
        for name in names {
            if !taken.insert(name.clone()) {
                fault(format!("fields.{key}"), format!("the field `{name}` is bound twice"));
            }
        }
    }
    for field in form.fields().iter().filter(|field| is_printed(field)) {
        let bound = binding.fields.iter().any(|(key, _)| *key == field.key);
        let absent = binding.absent.contains(&field.key);
        match (bound, absent) {
            (false, false) => fault("fields".to_owned(), format!("`{}` has no place", field.key)),
            (true, true) => fault("absent".to_owned(), format!("`{}` has a place, too", field.key)),
            (false, true) if field.kind != Kind::Blank => {
                fault("absent".to_owned(), format!("`{}` must be written somewhere", field.key));
            }
            _ => {}
        }
    }
    (!faults.is_empty()).then_some(faults)
}

fn is_printed(field: &Field) -> bool {
    field.printed && !matches!(field.kind, Kind::Accept | Kind::Attachment | Kind::Intent)
}

/// Where each field goes, and all that is wrong with the template for it.
pub(super) fn targets(
    form: &Form,
    binding: &Binding,
    template: &Template,
    origin: &Origin,
) -> (Vec<(Key, Target)>, Report) {
    let mut report = Report::default();
    if Sha256Digest::from_bytes(template.sha256()) != binding.sha256 {
        report.push(Finding::of(&words::OTHER_TEMPLATE, origin.clone()));
    }
    let mut unfit = Vec::new();
    let mut targets = Vec::new();
    for field in form.fields().iter().filter(|field| is_printed(field)) {
        let place = binding.fields.iter().find(|(key, _)| *key == field.key).map(|(_, place)| place);
        let target = place.map_or(Target::Absent, |place| target(field, place, template));
        for name in target.fields() {
            match template.field(name) {
                Some(there) if suits(&target, there) => {
                    if matches!(target, Target::Blank(_)) && is_filled(there) {
                        report.push(preset(form, field, name, origin));
                    }
                }
                _ => unfit.push(name.to_owned()),
            }
        }
        targets.push((field.key.clone(), target));
    }
    if !unfit.is_empty() {
        report.push(Finding::of(&words::OTHER_FORM, origin.clone()).with("list", unfit.join(", ")));
    }
    (targets, report)
}

fn target(field: &Field, place: &Place, template: &Template) -> Target {
    match (field.kind, place) {
        (Kind::Blank, place) => Target::Blank(place.fields().into_iter().next().unwrap_or_default()),
        (Kind::Tick, place) => {
            let name = place.fields().into_iter().next().unwrap_or_default();
            let said = if let Place::State(state) = place { state.on.clone() } else { None };
            let only = || {
                let mut states = template.field(&name)?.on_states();
                states.next().filter(|_| states.next().is_none()).map(str::to_owned)
            };
            let on = said.or_else(only).unwrap_or_default();
            Target::Tick { field: name, on }
        }
        (_, Place::Split(split)) => Target::Split(split.split.clone()),
        (_, place) => Target::Text(place.fields()),
    }
}

/// Whether a field of the template can take what is to be written into it.
fn suits(target: &Target, field: &pdf::Field) -> bool {
    match target {
        Target::Absent => false,
        Target::Blank(_) => true,
        Target::Split(_) | Target::Text(_) => matches!(field.kind(), FieldKind::Text | FieldKind::Combo),
        Target::Tick { on, .. } => {
            matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio)
                && field.on_states().any(|state| state == on)
        }
    }
}

fn is_filled(field: &pdf::Field) -> bool {
    field.is_signed()
        || match field.value() {
            Some(pdf::FieldValue::Text(text)) => !text.trim().is_empty(),
            Some(pdf::FieldValue::On(_)) => true,
            Some(pdf::FieldValue::Choices(all)) => !all.is_empty(),
            _ => false,
        }
}

/// A template that comes with a value where a rule wants none.
fn preset(form: &Form, field: &Field, name: &str, origin: &Origin) -> Finding {
    let origin = origin.at(diag::Place::PdfField { name: name.into() });
    let finding = Finding::of(&words::BLANK_FILLED, origin).under(field.rule.as_deref().unwrap_or("T"));
    form.in_own_words(finding).about(field.key.clone()).with_text("label", field.label.clone())
}
