use std::sync::Arc;

use super::reading::Place;
use super::{Binding, fit};
use crate::data::{Cell, Raw, Record};
use crate::diag::{self, Origin, Report};
use crate::form::definition::{Field, Key, Kind};
use crate::form::{Form, FormError};
use crate::pdf::{FieldValue, Template, Value};

/// A form bound to a template: every printed field of the one has its place in the other.
#[derive(Debug, Clone)]
pub struct Bound {
    template: Template,
    sample: bool,
    targets: Vec<(Key, Target)>,
}

/// Where the value of a field goes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The PDF has no field for it.
    Absent,
    /// Never written, and proved blank.
    Blank(String),
    /// One character in each of these fields.
    Split(Vec<String>),
    /// As text, into each of these fields.
    Text(Vec<String>),
    /// A tick: the field and its on-state.
    Tick {
        /// The field.
        field: String,
        /// The state of a ticked box.
        on: String,
    },
}

impl Bound {
    /// Binds a form to a template; `file` is the binding's name in errors, `origin` the template's in findings.
    ///
    /// # Errors
    /// [`FormError::Faults`] where the binding itself is wrong (an unknown key, a key without a place). The inner
    /// report refuses a template that is not the one the binding was made for (`T-template`, `T-form`) or that has a
    /// value where a rule wants none.
    pub fn new(
        form: &Form,
        binding: &Binding,
        file: &str,
        template: Template,
        origin: &Origin,
    ) -> Result<Result<Self, Report>, FormError> {
        fit::faults(form, binding)
            .map_or(Ok(()), |faults| Err(FormError::Faults { file: file.to_owned(), faults }))?;
        let (targets, report) = fit::targets(form, binding, &template, origin);
        let bound = Self { template, sample: binding.sample, targets };
        Ok(if report.refuses() { Err(report) } else { Ok(bound) })
    }

    /// The template.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Whether it is a sample: nothing built on it may look ready to send.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// Where each printed field goes, in the order of the form.
    pub fn targets(&self) -> impl Iterator<Item = (&Key, &Target)> {
        self.targets.iter().map(|(key, target)| (key, target))
    }

    /// Where the value of that field goes.
    pub fn target(&self, key: &str) -> Option<&Target> {
        self.targets.iter().find(|(known, _)| &**known == key).map(|(_, target)| target)
    }

    /// The key whose value is written into that field of the PDF.
    pub fn key_of(&self, pdf_field: &str) -> Option<&Key> {
        self.targets
            .iter()
            .find(|(_, target)| target.fields().any(|name| name == pdf_field))
            .map(|(key, _)| key)
    }

    /// The fields of the PDF that are written.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.targets
            .iter()
            .filter(|(_, target)| !matches!(target, Target::Blank(_)))
            .flat_map(|(_, t)| t.fields())
    }

    /// The fields of the PDF that must stay blank, with their keys.
    pub fn blank(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.targets.iter().filter_map(|(key, target)| match target {
            Target::Blank(field) => Some((key, field.as_str())),
            _ => None,
        })
    }

    /// The fields of this template that a file lacks: none where it is this form.
    pub fn lacking<'a>(&'a self, other: &Template) -> Vec<&'a str> {
        self.targets
            .iter()
            .flat_map(|(_, target)| target.fields())
            .filter(|name| other.field(name).is_none())
            .collect()
    }

    /// The values of a form that somebody filled in, as a record; `filled` has the fields of this template.
    pub fn record_of(&self, form: &Form, filled: &Template, file: &str) -> Record {
        let cells = self
            .targets
            .iter()
            .filter_map(|(key, target)| cell_of(form.field(key)?, target, filled))
            .collect();
        Record { row: 1, of_file: None, mended: false, origin: Origin::file(file), cells, report: Report::default() }
    }
}

impl Target {
    /// The fields of the PDF it names.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let (many, one) = match self {
            Self::Absent => (&[][..], None),
            Self::Split(fields) | Self::Text(fields) => (fields.as_slice(), None),
            Self::Blank(field) | Self::Tick { field, .. } => (&[][..], Some(field)),
        };
        many.iter().chain(one).map(String::as_str)
    }

    /// What is written for a text.
    pub fn write_text<'t>(&'t self, text: &str) -> Vec<(&'t str, Value)> {
        match self {
            Self::Text(fields) => fields.iter().map(|f| (f.as_str(), Value::Text(text.to_owned()))).collect(),
            Self::Split(fields) => {
                let mut letters = text.chars();
                let mut written: Vec<(&str, Value)> = fields
                    .iter()
                    .map(|f| (f.as_str(), Value::Text(letters.next().map(String::from).unwrap_or_default())))
                    .collect();
                // What has no box of its own goes into the last one, where it is found not to fit.
                if let Some((_, Value::Text(last))) = written.last_mut() {
                    last.extend(letters);
                }
                written
            }
            Self::Absent | Self::Blank(_) | Self::Tick { .. } => Vec::new(),
        }
    }

    /// What is written for a tick.
    pub fn write_tick(&self, ticked: bool) -> Option<(&str, Value)> {
        match self {
            Self::Tick { field, on } => {
                Some((field, if ticked { Value::State(on.clone()) } else { Value::Off }))
            }
            _ => None,
        }
    }
}

fn cell_of(field: &Field, target: &Target, filled: &Template) -> Option<Cell> {
    let first = target.fields().next()?;
    let value_of = |name: &str| filled.field(name).and_then(|field| field.value());
    let value = match target {
        Target::Tick { field, on } => match value_of(field) {
            Some(FieldValue::On(state)) if state == on => Raw::Bool(true),
            Some(FieldValue::On(state)) => Raw::text(state),
            _ => Raw::Bool(false),
        },
        Target::Split(fields) => {
            Raw::text(&fields.iter().filter_map(|f| value_of(f)).map(text_of).collect::<String>())
        }
        _ => value_of(first).map_or(Raw::Empty, |value| Raw::text(&text_of(value))),
    };
    let value = if field.kind == Kind::Blank && value.is_empty() { Raw::Empty } else { value };
    Some(Cell { name: Arc::clone(&field.key), value, place: diag::Place::PdfField { name: first.into() } })
}

fn text_of(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) | FieldValue::On(text) => text.clone(),
        FieldValue::Choices(all) => all.join(", "),
        _ => String::new(),
    }
}

impl Place {
    pub(super) fn fields(&self) -> Vec<String> {
        match self {
            Self::Field(field) => vec![field.clone()],
            Self::State(state) => vec![state.field.clone()],
            Self::Same(same) => same.same.clone(),
            Self::Split(split) => split.split.clone(),
        }
    }
}
