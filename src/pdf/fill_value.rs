use std::fmt;

use crate::diag::mask_codes_in;

/// A value to write into a field. `Debug` masks what may be a personal code. See
/// [`FilledForm`](crate::pdf::FilledForm).
#[derive(Clone, PartialEq, Eq)]
pub enum FillValue {
    /// Text; in a choice field the option with that export value or display text.
    Text(String),
    /// Switches a check box on. For a field with several on states use [`FillValue::State`].
    On,
    /// Switches a check box off.
    Off,
    /// Sets this on state of a check box or group of radio buttons.
    State(String),
    /// Chooses these options of a choice field, each by its export value or display text.
    Choices(Vec<String>),
}

impl FillValue {
    /// The type of value, for messages.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::On => "on",
            Self::Off => "off",
            Self::State(_) => "state",
            Self::Choices(_) => "choices",
        }
    }
}

impl fmt::Debug for FillValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({:?})", mask_codes_in(text)),
            Self::On => f.write_str("On"),
            Self::Off => f.write_str("Off"),
            Self::State(state) => write!(f, "State({:?})", mask_codes_in(state)),
            Self::Choices(all) => f.debug_list().entries(all.iter().map(|one| mask_codes_in(one))).finish(),
        }
    }
}
