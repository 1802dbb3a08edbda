//! Whether form, binding and template fit each other.

use super::binding_file::{FieldPlacement, PlacementKind};
use super::{Binding, FieldTarget};
use crate::diag::catalogue::{definition, document as words};
use crate::diag::{self, Bilingual, Finding, Origin, Report};
use crate::form::definition::{FieldDefinition, Key, ValueKind};
use crate::form::{DefinitionFault, Form};
use crate::pdf::{self, FieldKind, Template};
use crate::values::Sha256Digest;

/// The faults of the binding by itself, without a template.
pub(super) fn faults(form: &Form, binding: &Binding) -> Vec<DefinitionFault> {
    let mut faults = Vec::new();
    let mut add = |fault: DefinitionFault| faults.push(fault);
    if binding.schema != 1 {
        add(DefinitionFault::of(&definition::SCHEMA, "schema").with("v", binding.schema));
    }
    if binding.form != form.id() {
        let fault = DefinitionFault::of(&definition::BINDING_FORM, "form");
        add(fault.with("form", form.id()).with("v", &binding.form));
    }
    for (at, (key, place)) in binding.fields.iter().enumerate() {
        let here = format!("fields.\"{key}\"");
        match form.field(key) {
            None => {
                let known = form.fields().iter().filter(|field| is_printed(field)).map(|field| &*field.key);
                add(DefinitionFault::of(&definition::NO_KEY, &here)
                    .about_key()
                    .with("v", key)
                    .with_suggestion(key, known));
            }
            Some(field) if !is_printed(field) => {
                add(DefinitionFault::of(&definition::NOT_PRINTED, &here).about_key().with("v", key));
            }
            Some(field) => placement_fault(field, place, &here).into_iter().for_each(&mut add),
        }
        if place.fields().is_empty() {
            add(DefinitionFault::of(&definition::NO_PDF_FIELD, &here));
        }
        if place.confirm {
            add(DefinitionFault::of(&definition::CONFIRM, format!("{here}.confirm")).about_key());
        }
        for name in place.fields() {
            let before = binding.fields.iter().take(at);
            let other =
                before.clone().find(|(_, other)| other.fields().contains(name) && !other.shares_with(place));
            let twice = place.fields().iter().filter(|other| *other == name).count() > 1;
            if let Some((other, _)) = other {
                add(DefinitionFault::of(&definition::PLACE_TAKEN, &here).with("v", name).with("by", other));
            } else if twice || binding.unused.contains(name) {
                add(DefinitionFault::of(&definition::PDF_TWICE, &here).with("v", name));
            }
        }
    }
    for field in form.fields().iter().filter(|field| is_printed(field)) {
        let bound = binding.fields.iter().any(|(key, _)| *key == field.key);
        let absent = binding.absent.contains(&field.key);
        match (bound, absent) {
            (false, false) => add(DefinitionFault::of(&definition::NO_PLACE, "fields").with("v", &field.key)),
            (true, true) => add(DefinitionFault::of(&definition::HAS_PLACE, "absent").with("v", &field.key)),
            (false, true) if field.kind != ValueKind::Blank => {
                add(DefinitionFault::of(&definition::MUST_WRITE, "absent").with("v", &field.key));
            }
            _ => {}
        }
    }
    for (at, key) in binding.absent.iter().enumerate() {
        if form.field(key).is_none() {
            let known = form.fields().iter().map(|field| &*field.key);
            add(DefinitionFault::of(&definition::NO_KEY, format!("absent[{at}]"))
                .with("v", key)
                .with_suggestion(key, known));
        }
    }
    faults
}

pub(super) fn is_printed(field: &FieldDefinition) -> bool {
    field.printed && !field.kind.is_row_column()
}

/// Why a field of that kind cannot be written so.
fn placement_fault(field: &FieldDefinition, place: &FieldPlacement, here: &str) -> Option<DefinitionFault> {
    let fault = |entry| Some(DefinitionFault::of(entry, here));
    match (field.kind, &place.kind) {
        (ValueKind::Blank, PlacementKind::Field(_))
        | (ValueKind::Tick, PlacementKind::Field(_) | PlacementKind::Tick { .. }) => None,
        (ValueKind::Blank, _) => fault(&definition::BLANK_PLACE),
        (ValueKind::Tick, _) => fault(&definition::TICK_PLACE),
        (ValueKind::Choice, PlacementKind::Choice { states, .. }) => {
            let missing: Vec<&str> = (field.options.iter())
                .filter(|option| !states.iter().any(|(of, _)| *of == option.value))
                .map(|option| &*option.value)
                .collect();
            let strange =
                states.iter().find(|(of, _)| !field.options.iter().any(|option| option.value == *of));
            match strange {
                Some((strange, _)) => {
                    let known = field.options.iter().map(|option| &*option.value);
                    let fault = DefinitionFault::of(&definition::OPTION, format!("{here}.states.{strange}"))
                        .about_key();
                    Some(fault.with("v", strange).with("field", &field.key).with_suggestion(strange, known))
                }
                None if !missing.is_empty() => Some(
                    DefinitionFault::of(&definition::NO_STATE, here)
                        .with("list", format_args!("`{}`", missing.join("`, `"))),
                ),
                None => None,
            }
        }
        (_, PlacementKind::Tick { .. }) => fault(&definition::ON),
        (_, PlacementKind::Choice { .. }) => fault(&definition::STATES),
        _ => None,
    }
}

/// The target of each field, and the findings about the template.
pub(super) fn targets(
    form: &Form,
    binding: &Binding,
    template: &Template,
    origin: &Origin,
) -> (Vec<(Key, FieldTarget)>, Report) {
    let mut report = Report::default();
    if Sha256Digest::from_bytes(template.sha256()) != binding.sha256 {
        report.push(Finding::of(&words::OTHER_TEMPLATE, origin.clone()));
    }
    let mut differing: Vec<&str> = Vec::new();
    let mut targets = Vec::new();
    for field in form.fields().iter().filter(|field| is_printed(field)) {
        let place = binding.fields.iter().find(|(key, _)| *key == field.key).map(|(_, place)| place);
        let Some(place) = place else {
            targets.push((field.key.clone(), FieldTarget::Absent));
            continue;
        };
        let target = FieldTarget::of(field, place, template);
        for name in place.fields() {
            match template.field(name) {
                Some(there) if target.suits(there) => {
                    if matches!(target, FieldTarget::Blank(_)) && is_filled(there) {
                        report.push(preset_finding(form, field, name, origin));
                    }
                }
                _ => differing.push(name),
            }
        }
        targets.push((field.key.clone(), target));
    }
    differing.extend(binding.unused.iter().map(String::as_str).filter(|name| template.field(name).is_none()));
    differing.extend(unmentioned_fields(binding, template));
    if !differing.is_empty() {
        differing.sort_unstable();
        differing.dedup();
        report.push(
            Finding::of(&words::OTHER_FORM, origin.clone()).with_text("list", Bilingual::list(&differing)),
        );
    }
    (targets, report)
}

/// Fields of the template that take a value and that the binding does not speak of.
pub(super) fn unmentioned_fields<'t>(
    binding: &Binding,
    template: &'t Template,
) -> impl Iterator<Item = &'t str> {
    let known = |name: &str| {
        binding.unused.iter().any(|unused| unused == name)
            || binding.fields.iter().any(|(_, place)| place.fields().iter().any(|field| field == name))
    };
    let names: Vec<&str> = (template.fields().iter())
        .filter(|field| field.kind() != FieldKind::PushButton && !known(field.name()))
        .map(pdf::Field::name)
        .collect();
    names.into_iter()
}

pub(super) fn is_filled(field: &pdf::Field) -> bool {
    field.is_signed()
        || match field.value() {
            Some(pdf::FieldValue::Text(text)) => !text.trim().is_empty(),
            Some(pdf::FieldValue::On(_)) => true,
            Some(pdf::FieldValue::Choices(all)) => !all.is_empty(),
            _ => false,
        }
}

/// A template that comes with a value where a rule wants none.
fn preset_finding(form: &Form, field: &FieldDefinition, name: &str, origin: &Origin) -> Finding {
    let origin = origin.at(diag::FileLocation::PdfField { name: name.into() });
    let finding = Finding::of(&words::BLANK_FILLED, origin).under_rule(field.rule.as_deref().unwrap_or("T"));
    form.with_form_wording(finding).about_field(field.key.clone()).with_text("label", field.label.clone())
}
