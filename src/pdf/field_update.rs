//! From a value to the new entries of a field: V, I, AS, and the content of its widgets.

use std::sync::Arc;

use lopdf::{Object, StringFormat};
use unicode_normalization::UnicodeNormalization as _;

use super::acrobat_scripts::FieldScripts;
use super::field::{Field, FieldKind, FieldValue};
use super::fill_problem::FillProblem;
use super::fill_value::FillValue;
use super::text_string;
use super::value_format;

/// The new entries of a field, and the content of its widgets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldUpdate {
    /// V; `None` removes it.
    pub(crate) value: Option<Object>,
    /// I: the indices of the chosen options, where the field has them.
    pub(crate) selected: Option<Vec<usize>>,
    pub(crate) content: WidgetContent,
    /// Whether the format script shows the value in red.
    pub(crate) red: bool,
}

/// The content of the widgets' appearances.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum WidgetContent {
    /// A text in every widget.
    Text(String),
    /// A list box with these options chosen.
    List(Vec<usize>),
    /// A button in this state; `Off` is one of the states.
    State(Vec<u8>),
}

/// Computes the update of a field.
pub(crate) fn field_update(field: &Field, value: &FillValue) -> Result<FieldUpdate, FillProblem> {
    match field.kind() {
        FieldKind::Text if !field.is_password() && !field.is_file_select() => text(field, value),
        FieldKind::Checkbox | FieldKind::Radio => button(field, value),
        FieldKind::Combo => combo(field, value),
        FieldKind::List => list(field, value),
        _ => Err(wrong_kind(field, value)),
    }
}

fn wrong_kind(field: &Field, value: &FillValue) -> FillProblem {
    FillProblem::WrongKind { field: field_name(field), kind: field.kind(), given: value.kind_name() }
}

fn field_name(field: &Field) -> Arc<str> {
    Arc::clone(&field.name)
}

/// The text as it is stored and drawn: NFC, line ends as `\n`.
pub(crate) fn normalize_text(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

fn string(text: &str) -> Object {
    let bytes = text_string::encode(text);
    let format = if bytes.is_ascii() { StringFormat::Literal } else { StringFormat::Hexadecimal };
    Object::String(bytes, format)
}

fn text(field: &Field, value: &FillValue) -> Result<FieldUpdate, FillProblem> {
    let FillValue::Text(text) = value else { return Err(wrong_kind(field, value)) };
    let text = normalize_text(text);
    if !field.is_multiline() && text.contains('\n') {
        return Err(FillProblem::LineBreak { field: field_name(field) });
    }
    let length = text.chars().count();
    if let Some(max) = field.max_len().and_then(|max| usize::try_from(max).ok()).filter(|max| length > *max) {
        return Err(FillProblem::TooManyCharacters { field: field_name(field), length, max });
    }
    let value = Some(string(&text));
    let (shown, red) = format_by_scripts(field, text)?;
    // A tab has no glyph.
    let content = WidgetContent::Text(shown.replace('\t', " "));
    Ok(FieldUpdate { value, selected: None, content, red })
}

/// The text in the display format of the form's scripts, where they are known; and whether it is red.
fn format_by_scripts(field: &Field, text: String) -> Result<(String, bool), FillProblem> {
    if text.is_empty() || field.actions().next().is_none() {
        return Ok((text, false));
    }
    let scripts = FieldScripts::of(field);
    let expected = |expected: String| FillProblem::WrongFormat { field: field_name(field), expected };
    if let Some((least, most)) = scripts.range {
        let number = value_format::parse_number(&text);
        let within = |n: f64| least.is_none_or(|least| n >= least) && most.is_none_or(|most| n <= most);
        if !number.is_some_and(within) {
            let bound = |bound: Option<f64>| bound.map(|n| n.to_string()).unwrap_or_default();
            return Err(expected(format!("{}…{}", bound(least), bound(most))));
        }
    }
    match scripts.format {
        None => Ok((text, false)),
        Some(format) => {
            let shown = format.apply(&text).ok_or_else(|| expected(format.pattern_text()))?;
            Ok((shown.text, shown.red))
        }
    }
}

fn button(field: &Field, value: &FillValue) -> Result<FieldUpdate, FillProblem> {
    let unknown = |state: &str| FillProblem::UnknownState {
        field: field_name(field),
        state: state.to_owned(),
        known: field.on_states().map(str::to_owned).collect(),
    };
    let raw = match value {
        FillValue::Off => b"Off".to_vec(),
        FillValue::State(state) if state == "Off" => b"Off".to_vec(),
        FillValue::On => match field.states.as_slice() {
            [only] => only.raw.clone(),
            // A check box without appearance: any name will do.
            [] if field.kind() == FieldKind::Checkbox => b"Yes".to_vec(),
            _ => return Err(unknown("on")),
        },
        FillValue::State(state) | FillValue::Text(state) => {
            let by_name = field.states.iter().find(|known| known.name == *state);
            let by_export = || field.states.iter().find(|known| known.export.as_deref() == Some(state));
            match by_name.or_else(by_export) {
                Some(known) => known.raw.clone(),
                // A check box without appearance: the state that it has, or the one that it gets here.
                None if field.states.is_empty() && is_own_state(field, state) => state.clone().into_bytes(),
                None => return Err(unknown(state)),
            }
        }
        FillValue::Choices(_) => return Err(wrong_kind(field, value)),
    };
    Ok(FieldUpdate {
        value: Some(Object::Name(raw.clone())),
        selected: None,
        content: WidgetContent::State(raw),
        red: false,
    })
}

/// Whether a check box without appearance is in this state, or would be named so here.
fn is_own_state(field: &Field, state: &str) -> bool {
    let holds = matches!(&field.value, Some(FieldValue::On(held)) if held == state);
    field.kind() == FieldKind::Checkbox && state.is_ascii() && (holds || state == "Yes")
}

/// The option of that name: by its export value, or else by its display text.
fn option_index(field: &Field, text: &str) -> Option<usize> {
    let by = |matches: fn(&super::field::ChoiceOption, &str) -> bool| {
        field.options.iter().position(|option| matches(option, text))
    };
    by(|option, text| option.export == text).or_else(|| by(|option, text| option.display == text))
}

fn unknown_option(field: &Field, text: &str) -> FillProblem {
    let known = field.options.iter().map(|option| option.export.clone()).collect();
    FillProblem::UnknownState { field: field_name(field), state: text.to_owned(), known }
}

fn combo(field: &Field, value: &FillValue) -> Result<FieldUpdate, FillProblem> {
    let text = match value {
        FillValue::Text(text) | FillValue::State(text) => text.as_str(),
        FillValue::Choices(all) => match all.as_slice() {
            [] => "",
            [only] => only.as_str(),
            _ => return Err(wrong_kind(field, value)),
        },
        FillValue::On | FillValue::Off => return Err(wrong_kind(field, value)),
    };
    if let Some((place, option)) = option_index(field, text).and_then(|i| Some((i, field.options.get(i)?))) {
        return Ok(FieldUpdate {
            value: Some(string(&option.export)),
            selected: Some(vec![place]),
            content: WidgetContent::Text(normalize_text(&option.display)),
            red: false,
        });
    }
    if text.is_empty() {
        let shown = WidgetContent::Text(String::new());
        return Ok(FieldUpdate { value: None, selected: Some(Vec::new()), content: shown, red: false });
    }
    if !field.is_editable() {
        return Err(unknown_option(field, text));
    }
    let text = normalize_text(text);
    if text.contains('\n') {
        return Err(FillProblem::LineBreak { field: field_name(field) });
    }
    let value = Some(string(&text));
    let (shown, red) = format_by_scripts(field, text)?;
    Ok(FieldUpdate { value, selected: Some(Vec::new()), content: WidgetContent::Text(shown), red })
}

fn list(field: &Field, value: &FillValue) -> Result<FieldUpdate, FillProblem> {
    let wanted = match value {
        FillValue::Text(text) | FillValue::State(text) => std::slice::from_ref(text),
        FillValue::Choices(all) => all.as_slice(),
        FillValue::On | FillValue::Off => return Err(wrong_kind(field, value)),
    };
    if wanted.len() > 1 && !field.is_multi_select() {
        return Err(wrong_kind(field, value));
    }
    let mut chosen = Vec::new();
    // The empty text means that nothing is chosen, unless it is an option.
    for text in wanted.iter().filter(|text| !text.is_empty() || option_index(field, text).is_some()) {
        let place = option_index(field, text).ok_or_else(|| unknown_option(field, text))?;
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
    Ok(FieldUpdate {
        value,
        selected: Some(chosen.clone()),
        content: WidgetContent::List(chosen),
        red: false,
    })
}
