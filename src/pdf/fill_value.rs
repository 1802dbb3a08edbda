use std::fmt;

use crate::diag::mask_codes_in;

/// What to write into a field. `Debug` masks what may be a personal code. See [`FilledForm`](crate::pdf::FilledForm).
#[derive(Clone, PartialEq, Eq)]
pub enum FillValue {
    /// Text; in a list the option of that name, as it is stored or as it is shown.
    Text(String),
    /// Tick the box. For a field with several on-states use [`FillValue::State`].
    On,
    /// Untick the box.
    Off,
    /// Choose this on-state of a check box or group of radio buttons.
    State(String),
    /// Choose these options of a list, each as it is stored or as it is shown.
    Choices(Vec<String>),
}

impl FillValue {
    /// What kind of value it is, for messages.
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
