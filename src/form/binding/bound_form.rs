//! A form, a binding and a template that fit each other.

use std::sync::Arc;

use super::{Binding, FieldTarget, resolve};
use crate::data::{Cell, CellValue, Record};
use crate::diag::{self, Origin, Report};
use crate::form::definition::{FieldDefinition, Key};
use crate::form::{Form, FormError};
use crate::pdf::{FieldValue, Template};

/// A form bound to a template: every printed field of the one has its place in the other.
#[derive(Debug, Clone)]
pub(crate) struct BoundForm {
    template: Template,
    sample: bool,
    shrink_to: Option<f64>,
    pub(super) targets: Vec<(Key, FieldTarget)>,
}

impl BoundForm {
    /// Binds a form to a template; `file` is the binding's name in errors, `origin` the template's in findings.
    ///
    /// # Errors
    /// [`FormError::Faults`] where the binding itself is wrong (an unknown key, a key without a place). The inner
    /// report refuses a template that is not the one the binding was made for (`T-template`, `T-form`) or that has a
    /// value where a rule wants none.
    pub(crate) fn new(
        form: &Form,
        binding: &Binding,
        file: &str,
        template: Template,
        origin: &Origin,
    ) -> Result<Result<Self, Report>, FormError> {
        let faults = resolve::faults(form, binding);
        if !faults.is_empty() {
            return Err(FormError::faults(file, &binding.text, faults));
        }
        let (targets, report) = resolve::targets(form, binding, &template, origin);
        let bound = Self { template, sample: binding.sample, shrink_to: binding.shrink_to, targets };
        Ok(if report.refuses() { Err(report) } else { Ok(bound) })
    }

    /// The PDF that the values are written into.
    pub(crate) fn template(&self) -> &Template {
        &self.template
    }

    /// Whether it is a sample: nothing built on it may look ready to send.
    pub(crate) fn is_sample(&self) -> bool {
        self.sample
    }

    /// The smallest size in points that text of a fixed size may shrink to; `None` where it may not.
    pub(crate) fn shrink_to(&self) -> Option<f64> {
        self.shrink_to
    }

    /// Where the value of that field goes.
    pub(crate) fn target(&self, key: &str) -> Option<&FieldTarget> {
        self.targets.iter().find(|(known, _)| &**known == key).map(|(_, target)| target)
    }

    /// The key whose value is written into that field of the PDF; the first, where it takes several.
    pub(crate) fn key_of(&self, pdf_field: &str) -> Option<&Key> {
        self.targets
            .iter()
            .find(|(_, target)| target.fields().any(|name| name == pdf_field))
            .map(|(key, _)| key)
    }

    /// The fields of the PDF that are written, each once.
    pub(crate) fn written_fields(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = Vec::new();
        for (_, target) in self.targets.iter().filter(|(_, target)| !matches!(target, FieldTarget::Blank(_)))
        {
            for name in target.fields() {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.into_iter()
    }

    /// The fields of the PDF that must stay blank, with their keys.
    pub(crate) fn blank_fields(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.targets.iter().filter_map(|(key, target)| match target {
            FieldTarget::Blank(field) => Some((key, field.as_str())),
            _ => None,
        })
    }

    /// The fields of this template that a file lacks: none where it is this form.
    pub(crate) fn missing_fields<'a>(&'a self, other: &Template) -> Vec<&'a str> {
        let names = self.targets.iter().flat_map(|(_, target)| target.fields());
        names.filter(|name| other.field(name).is_none()).collect()
    }

    /// The values of a form that somebody filled in, as a record; `filled` has the fields of this template.
    pub(crate) fn record_of(&self, form: &Form, filled: &Template, file: &str) -> Record {
        let cells =
            self.targets.iter().filter_map(|(key, target)| self.cell_of(form.field(key)?, target, filled));
        Record {
            row: 1,
            original_file_number: None,
            repaired: false,
            origin: Origin::file(file),
            cells: cells.collect(),
            report: Report::default(),
        }
    }

    fn cell_of(&self, field: &FieldDefinition, target: &FieldTarget, filled: &Template) -> Option<Cell> {
        let first = target.fields().next()?;
        let value_of = |name: &str| filled.field(name).and_then(|field| field.value());
        let value = match target {
            FieldTarget::Tick { field, on } => match value_of(field) {
                Some(FieldValue::On(state)) if state == on => CellValue::Bool(true),
                // Another tick of the same group, or a state that the form does not know.
                Some(FieldValue::On(state)) if !self.is_state(field, state) => CellValue::text(state),
                _ => CellValue::Bool(false),
            },
            FieldTarget::Choice { field, states } => match value_of(field) {
                Some(FieldValue::On(state)) => CellValue::text(option_of(states, state)),
                Some(FieldValue::Choices(chosen)) if !chosen.is_empty() => CellValue::text(
                    &chosen.iter().map(|entry| option_of(states, entry)).collect::<Vec<_>>().join(", "),
                ),
                _ => CellValue::Empty,
            },
            FieldTarget::Joined { field: name, join } => {
                let text = value_of(name).map(text_of).unwrap_or_default();
                CellValue::text(self.shared_part(&field.key, name, join, &text))
            }
            FieldTarget::Split { fields, .. } => CellValue::text(
                &fields.iter().filter_map(|name| value_of(name)).map(text_of).collect::<String>(),
            ),
            FieldTarget::Absent | FieldTarget::Blank(_) | FieldTarget::Text { .. } => {
                value_of(first).map_or(CellValue::Empty, |value| CellValue::text(&text_of(value)))
            }
        };
        Some(Cell {
            name: Arc::clone(&field.key),
            value,
            location: diag::FileLocation::PdfField { name: first.into() },
        })
    }

    /// Whether some tick is that state of the field.
    fn is_state(&self, name: &str, state: &str) -> bool {
        self.targets.iter().any(
            |(_, target)| matches!(target, FieldTarget::Tick { field, on } if field == name && on == state),
        )
    }

    /// A key's part of the text that several keys share: each a part, the last one all that is left.
    fn shared_part<'t>(&self, key: &Key, name: &str, join: &str, text: &'t str) -> &'t str {
        let sharing = || self.targets.iter().filter(|(_, target)| target.fields().any(|field| field == name));
        let place = sharing().position(|(other, _)| other == key).unwrap_or_default();
        if join.is_empty() {
            return if place == 0 { text } else { "" };
        }
        text.splitn(sharing().count(), join).nth(place).unwrap_or_default()
    }
}

/// The option of a state; the state itself where it is none of them.
fn option_of<'s>(states: &'s [(Key, String)], state: &'s str) -> &'s str {
    states.iter().find(|(_, on)| on == state).map_or(state, |(option, _)| option)
}

fn text_of(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) | FieldValue::On(text) => text.clone(),
        FieldValue::Choices(all) => all.join(", "),
        _ => String::new(),
    }
}
