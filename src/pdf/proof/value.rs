//! Compares the values in a file with the requested ones. What a value means is decided here, not by the code that
//! wrote it.

use unicode_normalization::UnicodeNormalization as _;

use super::reason::{self, ProofReason};
use crate::pdf::acrobat_scripts::FieldScripts;
use crate::pdf::field::{ChoiceOption, Field, FieldKind};
use crate::pdf::fill_value::FillValue;
use crate::pdf::objects::Dict;
use crate::pdf::text_string;

/// What the appearance has to show, once V is right.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ExpectedAppearance {
    Text(String),
    /// These options of a list box.
    Options(Vec<String>),
    /// A button in this state (the bytes of its name).
    State(Vec<u8>),
}

/// Checks V of a field dictionary, and gives what its appearance has to show.
pub(super) fn check(
    field: &Field,
    dict: &Dict<'_>,
    value: &FillValue,
) -> Result<ExpectedAppearance, ProofReason> {
    if dict.has(b"RV") {
        return Err(reason::RICH_VALUE_PRESENT);
    }
    match field.kind() {
        FieldKind::Checkbox | FieldKind::Radio => check_button_value(field, dict, value),
        FieldKind::Combo | FieldKind::List => check_choice_value(field, dict, value),
        _ => {
            let FillValue::Text(wanted) = value else { return Err(reason::VALUE_NOT_TEXT) };
            let wanted = normalized(wanted);
            // A field without a value is an empty one.
            let empty = wanted.is_empty() && !dict.has(b"V");
            let stored = dict.text(b"V").or_else(|| empty.then(String::new)).ok_or(reason::VALUE_GONE)?;
            if stored != wanted {
                return Err(reason::VALUE_DIFFERS);
            }
            Ok(ExpectedAppearance::Text(formatted(field, wanted)?.replace('\t', " ")))
        }
    }
}

/// A text in the display format of the form's scripts, where the format is known.
pub(super) fn formatted(field: &Field, text: String) -> Result<String, ProofReason> {
    match FieldScripts::of(field).format.filter(|_| !text.is_empty()) {
        None => Ok(text),
        Some(format) => Ok(format.apply(&text).ok_or(reason::NOT_SHOWABLE)?.text),
    }
}

/// NFC, line ends as `\n`.
fn normalized(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

fn check_button_value(
    field: &Field,
    dict: &Dict<'_>,
    value: &FillValue,
) -> Result<ExpectedAppearance, ProofReason> {
    let stored = dict.name(b"V").ok_or(reason::VALUE_NOT_STATE)?;
    let off = stored == b"Off";
    let known = field.states.iter().find(|state| state.raw == stored);
    let right = match value {
        FillValue::Off => off,
        FillValue::On => !off && (known.is_some() || field.states.is_empty()),
        FillValue::State(state) | FillValue::Text(state) => {
            let named =
                known.is_some_and(|known| known.name == *state || known.export.as_ref() == Some(state));
            let nameless = field.states.is_empty() && stored == state.as_bytes();
            named || nameless || (off && state == "Off")
        }
        FillValue::Choices(_) => false,
    };
    if right { Ok(ExpectedAppearance::State(stored.to_vec())) } else { Err(reason::STATE_DIFFERS) }
}

fn check_choice_value(
    field: &Field,
    dict: &Dict<'_>,
    value: &FillValue,
) -> Result<ExpectedAppearance, ProofReason> {
    let wanted: Vec<&String> = match value {
        FillValue::Text(text) | FillValue::State(text) if text.is_empty() => Vec::new(),
        FillValue::Text(text) | FillValue::State(text) => vec![text],
        // Only the empty text means that nothing is chosen, unless it is an option of the form.
        FillValue::Choices(all) => {
            all.iter().filter(|one| !one.is_empty() || find_option(field, one).is_some()).collect()
        }
        FillValue::On | FillValue::Off => return Err(reason::VALUE_NOT_OPTION),
    };
    let stored: Vec<String> = match dict.array(b"V") {
        Some(all) => all.iter().filter_map(|one| one.as_str().ok().map(text_string::decode)).collect(),
        None => dict.text(b"V").into_iter().collect(),
    };
    let mut shown = Vec::new();
    for text in &wanted {
        let option = find_option(field, text);
        let (export, display) = match option {
            Some(option) => (option.export.clone(), normalized(&option.display)),
            None if field.is_editable() => (normalized(text), formatted(field, normalized(text))?),
            None => return Err(reason::VALUE_NOT_OPTION),
        };
        if !stored.contains(&export) {
            return Err(reason::VALUE_DIFFERS);
        }
        shown.push(display);
    }
    // An option whose export value is empty is stored as the empty text.
    let extra = stored.iter().filter(|stored| !stored.is_empty()).count();
    if extra > wanted.len() {
        return Err(reason::TOO_MANY_OPTIONS);
    }
    Ok(match field.kind() {
        FieldKind::List => {
            let place = |text: &String| field.options().iter().position(|o| normalized(&o.display) == *text);
            shown.sort_by_key(place);
            ExpectedAppearance::Options(shown)
        }
        _ => ExpectedAppearance::Text(shown.into_iter().next().unwrap_or_default()),
    })
}

fn find_option<'a>(field: &'a Field, text: &str) -> Option<&'a ChoiceOption> {
    let options = field.options();
    options.iter().find(|o| o.export == text).or_else(|| options.iter().find(|o| o.display == text))
}
