//! What is written into the fields of the PDF for the values of a form.

use super::{Bound, Target};
use crate::diag::catalogue::document;
use crate::diag::{Bilingual, Finding, Lang, Origin, Report};
use crate::form::definition::Key;
use crate::form::{Form, Value};
use crate::pdf;

impl Bound {
    /// The fields of the PDF with what is written into each, in the order of the form. Every box is written, ticked
    /// or not. Refused where several ticks are states of one group (`T-group`); `origin` is that of the values.
    pub fn writes<'a>(
        &'a self,
        form: &Form,
        values: impl Iterator<Item = (&'a Key, &'a Value)>,
        origin: &Origin,
    ) -> Result<Vec<(&'a str, pdf::Value)>, Report> {
        let values: Vec<(&Key, &Value)> = values.collect();
        let mut writes = Writes::default();
        for (key, target) in &self.targets {
            let value = values.iter().find(|(of, _)| *of == key).map(|(_, value)| *value);
            writes.put(form, key, target, value);
        }
        let report: Report = writes.conflicts(form, origin).collect();
        if report.refuses() { Err(report) } else { Ok(writes.finish()) }
    }
}

#[derive(Default)]
struct Writes<'a> {
    written: Vec<(&'a str, Written<'a>)>,
}

enum Written<'a> {
    Done(pdf::Value),
    /// The keys that are ticked, with their states.
    Ticks(Vec<(&'a Key, &'a str)>),
    /// The texts that share a field.
    Joined {
        texts: Vec<String>,
        join: &'a str,
    },
}

impl<'a> Writes<'a> {
    fn put(&mut self, form: &Form, key: &'a Key, target: &'a Target, value: Option<&Value>) {
        match (target, value) {
            (Target::Tick { field, on }, value) => {
                let ticked = (value == Some(&Value::Tick(true))).then_some((key, on.as_str()));
                if let Some(Written::Ticks(ticks)) = self.shared(field, || Written::Ticks(Vec::new())) {
                    ticks.extend(ticked);
                }
            }
            (Target::Choice { field, states }, Some(Value::Choice(option))) => {
                let state = states.iter().find(|(of, _)| of == option).map(|(_, state)| state.clone());
                self.done(field, state.map_or(pdf::Value::Off, pdf::Value::State));
            }
            (Target::Joined { field, join }, Some(value)) => {
                let text = text_of(form, key, value);
                let new = || Written::Joined { texts: Vec::new(), join };
                if let Some(Written::Joined { texts, .. }) = self.shared(field, new) {
                    texts.push(text);
                }
            }
            (Target::Text { fields, drop }, Some(value)) => {
                let text = without(&text_of(form, key, value), drop);
                for field in fields {
                    self.done(field, pdf::Value::Text(text.clone()));
                }
            }
            (Target::Split { fields, sizes, drop }, Some(value)) => {
                self.split(fields, sizes, &without(&text_of(form, key, value), drop));
            }
            (Target::Absent | Target::Blank(_), _) | (_, None) | (Target::Choice { .. }, Some(_)) => {}
        }
    }

    fn done(&mut self, field: &'a str, value: pdf::Value) {
        self.written.push((field, Written::Done(value)));
    }

    /// So many characters for each field; what has no field of its own goes into the last, where it is found not to fit.
    fn split(&mut self, fields: &'a [String], sizes: &[usize], text: &str) {
        let mut letters = text.chars();
        let last = fields.len().saturating_sub(1);
        for (at, (field, size)) in fields.iter().zip(sizes).enumerate() {
            let part =
                if at == last { letters.as_str().to_owned() } else { letters.by_ref().take(*size).collect() };
            self.done(field, pdf::Value::Text(part));
        }
    }

    /// What is written into a field that several keys share.
    fn shared(&mut self, field: &'a str, new: impl FnOnce() -> Written<'a>) -> Option<&mut Written<'a>> {
        if !self.written.iter().any(|(name, _)| *name == field) {
            self.written.push((field, new()));
        }
        self.written.iter_mut().find(|(name, _)| *name == field).map(|(_, written)| written)
    }

    /// A group holds one state: two ticks of it cannot both be printed.
    fn conflicts(&self, form: &Form, origin: &Origin) -> impl Iterator<Item = Finding> {
        let groups = self.written.iter().filter_map(|(_, written)| match written {
            Written::Ticks(ticks) if ticks.len() > 1 => Some(ticks),
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

    fn finish(self) -> Vec<(&'a str, pdf::Value)> {
        let value = |written| match written {
            Written::Done(value) => value,
            Written::Joined { texts, join } => pdf::Value::Text(texts.join(join)),
            Written::Ticks(ticks) => match ticks.first() {
                Some((_, on)) => pdf::Value::State((*on).to_owned()),
                None => pdf::Value::Off,
            },
        };
        self.written.into_iter().map(|(field, written)| (field, value(written))).collect()
    }
}

/// A text without the signs that the PDF has no room for, such as the dash of a personal code.
fn without(text: &str, drop: &str) -> String {
    text.chars().filter(|c| !drop.contains(*c)).collect()
}

/// A value as text on the form; a choice is printed as its label in the form's language.
fn text_of(form: &Form, key: &str, value: &Value) -> String {
    match value {
        Value::Code(text) | Value::Text(text) => text.clone(),
        Value::Files(paths) => Value::list(paths),
        Value::Choice(chosen) => {
            let mut options = form.field(key).into_iter().flat_map(|field| &field.options);
            let option = options.find(|option| option.value == *chosen);
            option.map_or_else(String::new, |o| {
                o.printed.as_deref().unwrap_or_else(|| o.label.of(form.own_lang())).to_owned()
            })
        }
        Value::Tick(_) => String::new(),
    }
}
