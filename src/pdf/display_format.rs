//! The display format of a field's own script, where the script is known.

use super::Field;
use super::acrobat_scripts::FieldScripts;
use super::value_format::ValueFormat;

/// The format in which a field shows its values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum DisplayFormat {
    /// A date or a time, in the pattern of Acrobat's `util.printd`: `dd.mm.yyyy`, `HH:MM`.
    Date(String),
    /// Digits in a pattern, where `9` is a digit: `999-99-9999`.
    Digits(String),
    /// A number, an amount of money, or a percentage.
    Number,
}

impl Field {
    /// Its display format, where a known script defines one. No script is run.
    pub(crate) fn display_format(&self) -> Option<DisplayFormat> {
        Some(match FieldScripts::of(self).format? {
            ValueFormat::Date(format) => DisplayFormat::Date(format),
            ValueFormat::Digits(patterns) => DisplayFormat::Digits((*patterns.first()?).to_owned()),
            ValueFormat::Number { .. } | ValueFormat::Percent { .. } => DisplayFormat::Number,
        })
    }

    /// Whether a known script calculates its value from others.
    pub fn is_calculated(&self) -> bool {
        FieldScripts::of(self).calculation.is_some()
    }
}
