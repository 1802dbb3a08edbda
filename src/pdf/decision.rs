//! From a value to what will stand in a field: its V, the state of its buttons, the text of its widgets.

use std::sync::Arc;

use lopdf::{Object, StringFormat};
use unicode_normalization::UnicodeNormalization as _;

use super::field::{Field, FieldKind};
use super::formatting;
use super::problem::FillProblem;
use super::script::Scripts;
use super::text_string;
use super::value::Value;

/// What will stand in a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    /// V; none takes it out.
    pub(crate) value: Option<Object>,
    /// I, where the field keeps the places of what is chosen.
    pub(crate) chosen: Option<Vec<usize>>,
    pub(crate) shown: Shown,
    /// Whether the form shows such a value in red.
    pub(crate) red: bool,
}

/// What a person will see.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    /// A text in every widget.
    Text(String),
    /// A list with these options chosen.
    List(Vec<usize>),
    /// Buttons in this state; `Off` is a state like others.
    State(Vec<u8>),
}

/// Decides about one field.
pub(crate) fn decide(field: &Field, value: &Value) -> Result<Decision, FillProblem> {
    match field.kind() {
        FieldKind::Text if !field.is_password() && !field.is_file_select() => text(field, value),
        FieldKind::Checkbox | FieldKind::Radio => button(field, value),
        FieldKind::Combo => combo(field, value),
        FieldKind::List => list(field, value),
        _ => Err(wrong_kind(field, value)),
    }
}

fn wrong_kind(field: &Field, value: &Value) -> FillProblem {
    FillProblem::WrongKind { field: name(field), kind: field.kind(), given: value.kind() }
}

fn name(field: &Field) -> Arc<str> {
    Arc::clone(&field.name)
}

/// A text as it is stored and drawn: NFC, line ends as `\n`.
pub(crate) fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

fn string(text: &str) -> Object {
    let bytes = text_string::encode(text);
    let format = if bytes.is_ascii() { StringFormat::Literal } else { StringFormat::Hexadecimal };
    Object::String(bytes, format)
}

fn text(field: &Field, value: &Value) -> Result<Decision, FillProblem> {
    let Value::Text(text) = value else { return Err(wrong_kind(field, value)) };
    let text = normal(text);
    if !field.is_multiline() && text.contains('\n') {
        return Err(FillProblem::LineBreak { field: name(field) });
    }
    let length = text.chars().count();
    if let Some(max) = field.max_len().and_then(|max| usize::try_from(max).ok()).filter(|max| length > *max) {
        return Err(FillProblem::TooManyCharacters { field: name(field), length, max });
    }
    let value = Some(string(&text));
    let (shown, red) = formatted(field, text)?;
    Ok(Decision { value, chosen: None, shown: Shown::Text(shown), red })
}

/// A text as the form's own scripts have it shown, where they are known.
fn formatted(field: &Field, text: String) -> Result<(String, bool), FillProblem> {
    if text.is_empty() || field.actions().next().is_none() {
        return Ok((text, false));
    }
    let scripts = Scripts::of(field);
    let expected = |expected: String| FillProblem::Format { field: name(field), expected };
    if let Some((least, most)) = scripts.range {
        let number = formatting::number(&text);
        let within = |n: f64| least.is_none_or(|least| n >= least) && most.is_none_or(|most| n <= most);
        if !number.is_some_and(within) {
            let bound = |bound: Option<f64>| bound.map(|n| n.to_string()).unwrap_or_default();
            return Err(expected(format!("{}…{}", bound(least), bound(most))));
        }
    }
    match scripts.format {
        None => Ok((text, false)),
        Some(format) => {
            let shown = format.shown(&text).ok_or_else(|| expected(format.expected()))?;
            Ok((shown.text, shown.red))
        }
    }
}

fn button(field: &Field, value: &Value) -> Result<Decision, FillProblem> {
    let unknown = |state: &str| FillProblem::UnknownState {
        field: name(field),
        state: state.to_owned(),
        known: field.on_states().map(str::to_owned).collect(),
    };
    let raw = match value {
        Value::Off => b"Off".to_vec(),
        Value::State(state) if state == "Off" => b"Off".to_vec(),
        Value::On => match field.states.as_slice() {
            [only] => only.raw.clone(),
            // A box without a drawing: the name is ours to choose.
            [] if field.kind() == FieldKind::Checkbox => b"Yes".to_vec(),
            _ => return Err(unknown("on")),
        },
        Value::State(state) | Value::Text(state) => {
            let by_name = field.states.iter().find(|known| known.name == *state);
            let by_export = || field.states.iter().find(|known| known.export.as_deref() == Some(state));
            match by_name.or_else(by_export) {
                Some(known) => known.raw.clone(),
                None => return Err(unknown(state)),
            }
        }
        Value::Choices(_) => return Err(wrong_kind(field, value)),
    };
    Ok(Decision {
        value: Some(Object::Name(raw.clone())),
        chosen: None,
        shown: Shown::State(raw),
        red: false,
    })
}

/// The option of that name: as it is stored, or else as it is shown.
fn option(field: &Field, text: &str) -> Option<usize> {
    let by = |matches: fn(&super::field::ChoiceOption, &str) -> bool| {
        field.options.iter().position(|option| matches(option, text))
    };
    by(|option, text| option.export == text).or_else(|| by(|option, text| option.display == text))
}

fn unknown_option(field: &Field, text: &str) -> FillProblem {
    let known = field.options.iter().map(|option| option.export.clone()).collect();
    FillProblem::UnknownState { field: name(field), state: text.to_owned(), known }
}

fn combo(field: &Field, value: &Value) -> Result<Decision, FillProblem> {
    let text = match value {
        Value::Text(text) | Value::State(text) => text.as_str(),
        Value::Choices(all) => match all.as_slice() {
            [] => "",
            [only] => only.as_str(),
            _ => return Err(wrong_kind(field, value)),
        },
        Value::On | Value::Off => return Err(wrong_kind(field, value)),
    };
    if let Some((place, option)) = option(field, text).and_then(|i| Some((i, field.options.get(i)?))) {
        return Ok(Decision {
            value: Some(string(&option.export)),
            chosen: Some(vec![place]),
            shown: Shown::Text(normal(&option.display)),
            red: false,
        });
    }
    if text.is_empty() {
        let shown = Shown::Text(String::new());
        return Ok(Decision { value: None, chosen: Some(Vec::new()), shown, red: false });
    }
    if !field.is_editable() {
        return Err(unknown_option(field, text));
    }
    let text = normal(text);
    if text.contains('\n') {
        return Err(FillProblem::LineBreak { field: name(field) });
    }
    let value = Some(string(&text));
    let (shown, red) = formatted(field, text)?;
    Ok(Decision { value, chosen: Some(Vec::new()), shown: Shown::Text(shown), red })
}

fn list(field: &Field, value: &Value) -> Result<Decision, FillProblem> {
    let wanted = match value {
        Value::Text(text) | Value::State(text) => std::slice::from_ref(text),
        Value::Choices(all) => all.as_slice(),
        Value::On | Value::Off => return Err(wrong_kind(field, value)),
    };
    if wanted.len() > 1 && !field.is_multi_select() {
        return Err(wrong_kind(field, value));
    }
    let mut chosen = Vec::new();
    for text in wanted {
        let place = option(field, text).ok_or_else(|| unknown_option(field, text))?;
        if !chosen.contains(&place) {
            chosen.push(place);
        }
    }
    chosen.sort_unstable();
    let exports: Vec<Object> = chosen
        .iter()
        .filter_map(|place| field.options.get(*place))
        .map(|option| string(&option.export))
        .collect();
    let value = match exports.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(Object::Array(exports)),
    };
    Ok(Decision { value, chosen: Some(chosen.clone()), shown: Shown::List(chosen), red: false })
}
