use serde::Deserialize;

use crate::form::definition::{Key, reading};
use crate::form::{FormError, toml_text};
use crate::values::Sha256Digest;

/// A whole `binding.toml`, as it stands there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The edition of the binding language; this program reads 1.
    pub schema: u32,
    /// The id of the form it binds.
    pub form: String,
    /// SHA-256 of the PDF, in hexadecimal digits.
    pub sha256: Sha256Digest,
    /// Whether that PDF is a sample and not the issuer's own: nothing built on it may look ready to send.
    #[serde(default)]
    pub sample: bool,
    /// Keys that this PDF has no field for, such as a date box that it lacks.
    #[serde(default)]
    pub absent: Vec<Key>,
    /// For each key the field, or fields, of the PDF.
    #[serde(deserialize_with = "reading::pairs")]
    pub(super) fields: Vec<(Key, Place)>,
}

/// Where a value is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Place {
    /// `"name"`: one field.
    Field(String),
    /// `{ field = "name", on = "Yes" }`: one field with its on-state.
    State(State),
    /// `{ same = ["a", "b"] }`: the same value in several fields.
    Same(Same),
    /// `{ split = ["d1", "d2"] }`: one character in each field.
    Split(Split),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) field: String,
    pub(super) on: Option<String>,
    pub(super) smallest: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Same {
    pub(super) same: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Split {
    pub(super) split: Vec<String>,
}

impl Binding {
    /// Reads the text of a `binding.toml`; `file` is its name in error messages.
    pub fn parse(text: &str, file: &str) -> Result<Self, FormError> {
        toml_text::read(text, file)
    }
}
