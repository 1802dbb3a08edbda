use std::fmt;

use super::definition::Key;
use crate::diag::{Mask, mask_codes_in};
use crate::values::RelativePath;

/// What a field of the form is given. `Debug` masks personal codes.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum FormValue {
    /// The option that was chosen.
    Choice(Key),
    /// A personal code, as it is written on the form.
    Code(String),
    /// Files to be attached; never on the form.
    Files(Vec<RelativePath>),
    /// Text, as it is written on the form.
    Text(String),
    /// A box: ticked or not.
    Tick(bool),
}

impl FormValue {
    /// The value as a message or a sheet may show it: personal codes masked.
    pub(crate) fn masked_text(&self) -> String {
        match self {
            Self::Choice(option) => option.to_string(),
            Self::Code(code) => Mask(code).to_string(),
            Self::Files(paths) => mask_codes_in(&Self::file_list(paths)),
            Self::Text(text) => mask_codes_in(text),
            Self::Tick(on) => if *on { "x" } else { "" }.to_owned(),
        }
    }

    /// Files as a list, as their names are.
    pub(crate) fn file_list(paths: &[RelativePath]) -> String {
        paths.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Debug for FormValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(option) => write!(f, "Choice({option})"),
            Self::Code(_) => write!(f, "Code({})", self.masked_text()),
            Self::Files(_) => write!(f, "Files({:?})", self.masked_text()),
            Self::Text(_) => write!(f, "Text({:?})", self.masked_text()),
            Self::Tick(on) => write!(f, "Tick({on})"),
        }
    }
}
