//! Whether the values in a file are those that were wanted. It says for itself what a value means and does not ask
//! the code that wrote it.

use unicode_normalization::UnicodeNormalization as _;

use super::why::{self, Why};
use crate::pdf::field::{ChoiceOption, Field, FieldKind};
use crate::pdf::objects::Dict;
use crate::pdf::script::Scripts;
use crate::pdf::text_string;
use crate::pdf::value::Value;

/// What must be seen once the value itself is right.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    Text(String),
    /// These options of a list.
    Options(Vec<String>),
    /// A button in this state (a name's bytes).
    State(Vec<u8>),
}

/// Checks V of a field's dictionary.
pub(super) fn check(field: &Field, dict: &Dict<'_>, value: &Value) -> Result<Wanted, Why> {
    if dict.has(b"RV") {
        return Err(why::FORMATTED_VALUE);
    }
    match field.kind() {
        FieldKind::Checkbox | FieldKind::Radio => button(field, dict, value),
        FieldKind::Combo | FieldKind::List => choice(field, dict, value),
        _ => {
            let Value::Text(wanted) = value else { return Err(why::NO_TEXT) };
            let wanted = plain(wanted);
            // A field without a value is an empty one.
            let empty = wanted.is_empty() && !dict.has(b"V");
            let stored = dict.text(b"V").or_else(|| empty.then(String::new)).ok_or(why::VALUE_GONE)?;
            if stored != wanted {
                return Err(why::OTHER_VALUE);
            }
            Ok(Wanted::Text(formatted(field, wanted)?))
        }
    }
}

/// A text as the form's own scripts have it shown, where they are known.
fn formatted(field: &Field, text: String) -> Result<String, Why> {
    match Scripts::of(field).format.filter(|_| !text.is_empty()) {
        None => Ok(text),
        Some(format) => Ok(format.shown(&text).ok_or(why::NOT_SHOWABLE)?.text),
    }
}

/// NFC, line ends as `\n`.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

fn button(field: &Field, dict: &Dict<'_>, value: &Value) -> Result<Wanted, Why> {
    let stored = dict.name(b"V").ok_or(why::NO_STATE)?;
    let off = stored == b"Off";
    let known = field.states.iter().find(|state| state.raw == stored);
    let right = match value {
        Value::Off => off,
        Value::On => !off && (known.is_some() || field.states.is_empty()),
        Value::State(state) | Value::Text(state) => {
            let named =
                known.is_some_and(|known| known.name == *state || known.export.as_ref() == Some(state));
            named || (off && state == "Off")
        }
        Value::Choices(_) => false,
    };
    if right { Ok(Wanted::State(stored.to_vec())) } else { Err(why::OTHER_STATE) }
}

fn choice(field: &Field, dict: &Dict<'_>, value: &Value) -> Result<Wanted, Why> {
    let wanted: Vec<&String> = match value {
        Value::Text(text) | Value::State(text) if text.is_empty() => Vec::new(),
        Value::Text(text) | Value::State(text) => vec![text],
        // Nothing is chosen where only the empty text is, unless the form offers that.
        Value::Choices(all) => {
            all.iter().filter(|one| !one.is_empty() || option(field, one).is_some()).collect()
        }
        Value::On | Value::Off => return Err(why::NO_OPTION),
    };
    let stored: Vec<String> = match dict.array(b"V") {
        Some(all) => all.iter().filter_map(|one| one.as_str().ok().map(text_string::decode)).collect(),
        None => dict.text(b"V").into_iter().collect(),
    };
    let mut shown = Vec::new();
    for text in &wanted {
        let option = option(field, text);
        let (export, display) = match option {
            Some(option) => (option.export.clone(), plain(&option.display)),
            None if field.is_editable() => (plain(text), formatted(field, plain(text))?),
            None => return Err(why::NO_OPTION),
        };
        if !stored.contains(&export) {
            return Err(why::OTHER_VALUE);
        }
        shown.push(display);
    }
    // An option that exports nothing is stored as the empty text.
    let extra = stored.iter().filter(|stored| !stored.is_empty()).count();
    if extra > wanted.len() {
        return Err(why::TOO_MANY_CHOSEN);
    }
    Ok(match field.kind() {
        FieldKind::List => {
            let place = |text: &String| field.options().iter().position(|o| plain(&o.display) == *text);
            shown.sort_by_key(place);
            Wanted::Options(shown)
        }
        _ => Wanted::Text(shown.into_iter().next().unwrap_or_default()),
    })
}

fn option<'a>(field: &'a Field, text: &str) -> Option<&'a ChoiceOption> {
    let options = field.options();
    options.iter().find(|o| o.export == text).or_else(|| options.iter().find(|o| o.display == text))
}
