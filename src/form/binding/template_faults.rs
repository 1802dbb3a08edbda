//! Compares a binding with its PDF, fault by fault with its line: for those who write definitions.

use super::binding_file::{FieldPlacement, PlacementKind};
use super::resolve::{self, is_filled, is_printed};
use super::{Binding, FieldTarget};
use crate::diag::catalogue::definition as words;
use crate::form::definition::{FieldDefinition, ValueKind};
use crate::form::matching::Certainty;
use crate::form::{DefinitionFault, FaultyFile, Form};
use crate::pdf::page_text::DocumentText;
use crate::pdf::{self, FieldKind, Template};
use crate::values::Sha256Digest;

impl Binding {
    /// Everything in which the binding differs from the PDF, or from the form; `file` is its own name.
    pub(crate) fn faults(&self, form: &Form, template: &Template, file: &str) -> FaultyFile {
        let mut faults = resolve::faults(form, self);
        let fits_form = faults.is_empty();
        let sha256 = Sha256Digest::from_bytes(template.sha256());
        if sha256 != self.sha256 {
            faults.push(DefinitionFault::of(&words::FINGERPRINT, "sha256").with("v", sha256));
        }
        for (key, place) in &self.fields {
            let Some(field) = form.field(key) else { continue };
            let here = format!("fields.\"{key}\"");
            if faults.iter().any(|fault| fault.key().starts_with(&here)) {
                // Written wrongly, it says nothing of the PDF.
                continue;
            }
            faults.extend(placement_faults(field, place, template));
        }
        for (at, name) in self.unused.iter().enumerate().filter(|(_, name)| template.field(name).is_none()) {
            faults.push(unknown_pdf_field(name, template, &format!("unused[{at}]")));
        }
        for name in resolve::unmentioned_fields(self, template) {
            faults.push(DefinitionFault::of(&words::PDF_UNSPOKEN, "fields").about_key().with("v", name));
        }
        if fits_form {
            faults.extend(self.label_conflicts(form, template));
        }
        FaultyFile::of(file, &self.text, faults)
    }

    /// Keys whose words stand, for certain, beside another field than the one they are bound to.
    fn label_conflicts(&self, form: &Form, template: &Template) -> Vec<DefinitionFault> {
        let printed = DocumentText::of(template.pdf());
        let matching = form.match_words(template, &printed);
        let mut faults = Vec::new();
        for one in matching.matches().iter().filter(|one| one.certainty == Certainty::Certain) {
            let place = self.fields.iter().find(|(key, _)| *key == one.key).map(|(_, place)| place);
            let (Some(place), Some(found), Some(field)) = (place, &one.found, form.field(&one.key)) else {
                continue;
            };
            let bound_field = place.fields().first().map(String::as_str).unwrap_or_default();
            if place.fields().iter().any(|name| found.fields.contains(name)) {
                continue;
            }
            let number = template.fields().iter().position(|field| field.name() == bound_field);
            let beside = number
                .and_then(|number| printed.field_labels().iter().find(|beside| beside.is_of_field(number)));
            let Some(words_there) = beside.and_then(pdf::page_text::FieldLabel::text) else { continue };
            let other = found.fields.first().map(String::as_str).unwrap_or_default();
            let fault = DefinitionFault::of(&words::PDF_WORDS, format!("fields.\"{}\"", one.key))
                .with("v", bound_field);
            let fault = fault.with("words", words_there).with("other", other);
            faults.push(fault.with_text("label", field.label.clone()));
        }
        faults
    }
}

fn unknown_pdf_field(name: &str, template: &Template, at: &str) -> DefinitionFault {
    let known =
        template.fields().iter().filter(|field| field.kind() != FieldKind::PushButton).map(pdf::Field::name);
    DefinitionFault::of(&words::PDF_FIELD, at).with("v", name).with_suggestion(name, known)
}

fn placement_faults(
    field: &FieldDefinition,
    place: &FieldPlacement,
    template: &Template,
) -> Vec<DefinitionFault> {
    let here = format!("fields.\"{}\"", field.key);
    let target = FieldTarget::of(field, place, template);
    let mut faults = Vec::new();
    for (at, name) in place.fields().iter().enumerate() {
        let at = match &place.kind {
            PlacementKind::Field(_) => here.clone(),
            PlacementKind::Same(_) => format!("{here}.same[{at}]"),
            PlacementKind::Split { .. } => format!("{here}.split[{at}]"),
            _ => format!("{here}.field"),
        };
        let Some(there) = template.field(name) else {
            faults.push(unknown_pdf_field(name, template, &at));
            continue;
        };
        let states = target.unknown_states(there);
        if !states.is_empty() {
            for (path, state) in states {
                let known: Vec<&str> = match there.kind() {
                    FieldKind::Combo | FieldKind::List => {
                        there.options().iter().map(|entry| entry.export.as_str()).collect()
                    }
                    _ => there.on_states().collect(),
                };
                let path = if path.is_empty() { here.clone() } else { format!("{here}.{path}") };
                let fault = DefinitionFault::of(&words::PDF_STATE, path).with("v", name).with("state", state);
                faults.push(fault.with_suggestion(state, known));
            }
        } else if !target.suits(there) {
            let fault = DefinitionFault::of(&words::PDF_KIND, at).with("v", name);
            faults.push(fault.with_text("kind", there.kind().description()));
        } else if matches!(target, FieldTarget::Blank(_)) && is_filled(there) {
            faults.push(DefinitionFault::of(&words::PDF_BLANK, at).with("v", name));
        }
    }
    faults.extend(max_len_fault(field, place, template));
    faults
}

/// A field of the PDF that takes fewer characters than the definition allows.
fn max_len_fault(
    field: &FieldDefinition,
    place: &FieldPlacement,
    template: &Template,
) -> Option<DefinitionFault> {
    let (PlacementKind::Field(name), Some(max)) = (&place.kind, field.max) else { return None };
    let room = template.field(name)?.max_len().and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0)?;
    let text =
        is_printed(field) && !matches!(field.kind, ValueKind::Blank | ValueKind::Tick | ValueKind::Choice);
    if !text || room >= max || !place.drop.is_empty() {
        return None;
    }
    let fault = DefinitionFault::of(&words::PDF_ROOM, format!("fields.\"{}\"", field.key));
    Some(fault.with("v", name).with("n", room).with("max", max))
}

impl FieldTarget {
    /// The states that a box, or the entries that a list, does not have, each with its path below the key.
    fn unknown_states(&self, there: &pdf::Field) -> Vec<(String, &str)> {
        let is_box = matches!(there.kind(), FieldKind::Checkbox | FieldKind::Radio);
        let is_list = matches!(there.kind(), FieldKind::Combo | FieldKind::List);
        let has = |state: &str| {
            (is_box && there.on_states().any(|known| known == state))
                || (is_list && there.options().iter().any(|entry| entry.export == state))
        };
        match self {
            Self::Tick { on, .. } if is_box && !has(on) => vec![("on".to_owned(), on)],
            Self::Choice { states, .. } if is_box || is_list => states
                .iter()
                .filter(|(_, state)| !has(state))
                .map(|(option, state)| (format!("states.{option}"), state.as_str()))
                .collect(),
            _ => Vec::new(),
        }
    }
}
