//! What is written into the fields of the PDF for the values of a form.

use super::{BoundForm, FieldTarget};
use crate::diag::catalogue::document;
use crate::diag::{Bilingual, Finding, Lang, Origin, Report};
use crate::form::definition::Key;
use crate::form::{Form, FormValue};
use crate::pdf;

impl BoundForm {
    /// The fields of the PDF with what is written into each, in the order of the form. Every box is written, ticked
    /// or not. Refused where several ticks are states of one group (`T-group`); `origin` is that of the values.
    pub(crate) fn field_values<'a>(
        &'a self,
        form: &Form,
        values: impl Iterator<Item = (&'a Key, &'a FormValue)>,
        origin: &Origin,
    ) -> Result<Vec<(&'a str, pdf::FillValue)>, Report> {
        let values: Vec<(&Key, &FormValue)> = values.collect();
        let mut writes = FieldWrites::default();
        for (key, target) in &self.targets {
            let value = values.iter().find(|(of, _)| *of == key).map(|(_, value)| *value);
            writes.add(form, key, target, value);
        }
        let report: Report = writes.conflicts(form, origin).collect();
        if report.refuses() { Err(report) } else { Ok(writes.finish()) }
    }
}

#[derive(Default)]
struct FieldWrites<'a> {
    pending: Vec<(&'a str, PendingWrite<'a>)>,
}

enum PendingWrite<'a> {
    Value(pdf::FillValue),
    /// The keys that are ticked, with their states.
    Ticks(Vec<(&'a Key, &'a str)>),
    /// The texts that share a field.
    Joined {
        texts: Vec<String>,
        join: &'a str,
    },
}

impl<'a> FieldWrites<'a> {
    fn add(&mut self, form: &Form, key: &'a Key, target: &'a FieldTarget, value: Option<&FormValue>) {
        match (target, value) {
            (FieldTarget::Tick { field, on }, value) => {
                let ticked = (value == Some(&FormValue::Tick(true))).then_some((key, on.as_str()));
                if let Some(PendingWrite::Ticks(ticks)) =
                    self.shared(field, || PendingWrite::Ticks(Vec::new()))
                {
                    ticks.extend(ticked);
                }
            }
            (FieldTarget::Choice { field, states }, Some(FormValue::Choice(option))) => {
                let state = states.iter().find(|(of, _)| of == option).map(|(_, state)| state.clone());
                self.add_value(field, state.map_or(pdf::FillValue::Off, pdf::FillValue::State));
            }
            (FieldTarget::Joined { field, join }, Some(value)) => {
                let text = text_of(form, key, value);
                let new = || PendingWrite::Joined { texts: Vec::new(), join };
                if let Some(PendingWrite::Joined { texts, .. }) = self.shared(field, new) {
                    texts.push(text);
                }
            }
            (FieldTarget::Text { fields, drop }, Some(value)) => {
                let text = without_chars(&text_of(form, key, value), drop);
                for field in fields {
                    self.add_value(field, pdf::FillValue::Text(text.clone()));
                }
            }
            (FieldTarget::Split { fields, sizes, drop }, Some(value)) => {
                self.split(fields, sizes, &without_chars(&text_of(form, key, value), drop));
            }
            (FieldTarget::Absent | FieldTarget::Blank(_), _)
            | (_, None)
            | (FieldTarget::Choice { .. }, Some(_)) => {}
        }
    }

    fn add_value(&mut self, field: &'a str, value: pdf::FillValue) {
        self.pending.push((field, PendingWrite::Value(value)));
    }

    /// As many characters for each field as its size; the rest goes into the last, which then refuses it as too long.
    fn split(&mut self, fields: &'a [String], sizes: &[usize], text: &str) {
        let mut letters = text.chars();
        let last = fields.len().saturating_sub(1);
        for (at, (field, size)) in fields.iter().zip(sizes).enumerate() {
            let part =
                if at == last { letters.as_str().to_owned() } else { letters.by_ref().take(*size).collect() };
            self.add_value(field, pdf::FillValue::Text(part));
        }
    }

    /// What is written into a field that several keys share.
    fn shared(
        &mut self,
        field: &'a str,
        new: impl FnOnce() -> PendingWrite<'a>,
    ) -> Option<&mut PendingWrite<'a>> {
        if !self.pending.iter().any(|(name, _)| *name == field) {
            self.pending.push((field, new()));
        }
        self.pending.iter_mut().find(|(name, _)| *name == field).map(|(_, written)| written)
    }

    /// A group holds one state: two ticks of it cannot both be printed.
    fn conflicts(&self, form: &Form, origin: &Origin) -> impl Iterator<Item = Finding> {
        let groups = self.pending.iter().filter_map(|(_, written)| match written {
            PendingWrite::Ticks(ticks) if ticks.len() > 1 => Some(ticks),
            _ => None,
        });
        groups.map(|ticks| {
            let labels = |lang| {
                let fields = ticks.iter().filter_map(|(key, _)| form.field(key));
                fields.map(|field| field.label.of(lang)).collect::<Vec<_>>().join(", ").into()
            };
            let list = Bilingual { lv: labels(Lang::Lv), en: labels(Lang::En) };
            Finding::of(&document::GROUP, origin.clone()).with_text("list", list)
        })
    }

    fn finish(self) -> Vec<(&'a str, pdf::FillValue)> {
        let value = |written| match written {
            PendingWrite::Value(value) => value,
            PendingWrite::Joined { texts, join } => pdf::FillValue::Text(texts.join(join)),
            PendingWrite::Ticks(ticks) => match ticks.first() {
                Some((_, on)) => pdf::FillValue::State((*on).to_owned()),
                None => pdf::FillValue::Off,
            },
        };
        self.pending.into_iter().map(|(field, written)| (field, value(written))).collect()
    }
}

/// A text without the signs that the PDF has no room for, such as the dash of a personal code.
fn without_chars(text: &str, drop: &str) -> String {
    text.chars().filter(|c| !drop.contains(*c)).collect()
}

/// A value as text on the form; a choice is printed as its label in the form's language.
fn text_of(form: &Form, key: &str, value: &FormValue) -> String {
    match value {
        FormValue::Code(text) | FormValue::Text(text) => text.clone(),
        FormValue::Files(paths) => FormValue::file_list(paths),
        FormValue::Choice(chosen) => {
            let mut options = form.field(key).into_iter().flat_map(|field| &field.options);
            let option = options.find(|option| option.value == *chosen);
            option.map_or_else(String::new, |o| {
                o.printed.as_deref().unwrap_or_else(|| o.label.of(form.form_lang())).to_owned()
            })
        }
        FormValue::Tick(_) => String::new(),
    }
}
