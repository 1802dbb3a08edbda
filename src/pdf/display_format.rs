//! What a field's own script, where it is one of those known, makes of a value.

use super::Field;
use super::acrobat_scripts::FieldScripts;
use super::value_format::ValueFormat;

/// How a field shows its values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum DisplayFormat {
    /// A date or a time, in the letters of Acrobat's `util.printd`: `dd.mm.yyyy`, `HH:MM`.
    Date(String),
    /// Figures in a pattern, where `9` is a figure: `999-99-9999`.
    Digits(String),
    /// A number, an amount of money, or a percentage.
    Number,
}

impl Field {
    /// How it shows its values, where a script that is known says so. No script is run.
    pub(crate) fn display_format(&self) -> Option<DisplayFormat> {
        Some(match FieldScripts::of(self).format? {
            ValueFormat::Date(format) => DisplayFormat::Date(format),
            ValueFormat::Digits(patterns) => DisplayFormat::Digits((*patterns.first()?).to_owned()),
            ValueFormat::Number { .. } | ValueFormat::Percent { .. } => DisplayFormat::Number,
        })
    }

    /// Whether its value is made of others by a script that is known.
    pub fn is_calculated(&self) -> bool {
        FieldScripts::of(self).calculation.is_some()
    }
}
