use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

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
    /// The smallest size in points that text of a fixed size may shrink to where it would not fit; without it such
    /// text is refused.
    #[serde(default)]
    pub shrink_to: Option<f64>,
    /// Keys that this PDF has no field for, such as a date box that it lacks.
    #[serde(default)]
    pub absent: Vec<Key>,
    /// Fields of this PDF that the form has no key for, and that stay as they are.
    #[serde(default)]
    pub unused: Vec<String>,
    /// For each key the field, or fields, of the PDF.
    #[serde(deserialize_with = "reading::pairs")]
    pub(super) fields: Vec<(Key, Place)>,
    /// The text it was read from, to tell the lines of faults.
    #[serde(skip)]
    pub(super) text: String,
}

/// Where a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// `{ field = "name", states = { OPTION = "state", … } }`: a state for each option of a choice.
    Choice { field: String, states: Vec<(Key, String)> },
    /// `"name"`: one field.
    Field(String),
    /// `{ field = "name", join = ", " }`: one field for several keys, their values in the order of the form.
    Joined { field: String, join: String },
    /// `{ same = ["a", "b"] }`: the same value in several fields.
    Same(Vec<String>),
    /// `{ split = ["d1", "d2"] }`: one character in each field.
    Split(Vec<String>),
    /// `{ field = "name", on = "Yes" }`: a box or a radio group with the state of this tick.
    Tick { field: String, on: String },
}

impl Binding {
    /// Reads the text of a `binding.toml`; `file` is its name in error messages.
    pub fn parse(text: &str, file: &str) -> Result<Self, FormError> {
        let mut binding: Self = toml_text::read(text, file)?;
        text.clone_into(&mut binding.text);
        Ok(binding)
    }
}

impl Place {
    pub(super) fn fields(&self) -> &[String] {
        match self {
            Self::Choice { field, .. }
            | Self::Field(field)
            | Self::Joined { field, .. }
            | Self::Tick { field, .. } => std::slice::from_ref(field),
            Self::Same(fields) | Self::Split(fields) => fields,
        }
    }

    /// Whether two keys may share a field so: as states of one group, or joined with the same sign.
    pub(super) fn shares_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tick { on, .. }, Self::Tick { on: other, .. }) => on != other,
            (Self::Joined { join, .. }, Self::Joined { join: other, .. }) => join == other,
            _ => false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceText {
    field: Option<String>,
    same: Option<Vec<String>>,
    split: Option<Vec<String>>,
    on: Option<String>,
    join: Option<String>,
    #[serde(default, deserialize_with = "reading::some_pairs")]
    states: Option<Vec<(Key, String)>>,
}

impl TryFrom<PlaceText> for Place {
    type Error = &'static str;

    fn try_from(text: PlaceText) -> Result<Self, &'static str> {
        match text {
            PlaceText { field: None, same: Some(same), split: None, on: None, join: None, states: None } => {
                Ok(Self::Same(same))
            }
            PlaceText { field: None, same: None, split: Some(split), on: None, join: None, states: None } => {
                Ok(Self::Split(split))
            }
            PlaceText { field: Some(field), same: None, split: None, on, join, states } => {
                match (on, join, states) {
                    (None, None, None) => Ok(Self::Field(field)),
                    (Some(on), None, None) => Ok(Self::Tick { field, on }),
                    (None, Some(join), None) => Ok(Self::Joined { field, join }),
                    (None, None, Some(states)) => Ok(Self::Choice { field, states }),
                    _ => Err("a `field` goes with one of `on`, `join`, `states`, or none"),
                }
            }
            _ => Err("exactly one of `field`, `same`, `split` is expected"),
        }
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = Place;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field, or a table with `field`, `same` or `split`")
            }

            fn visit_str<E: Error>(self, field: &str) -> Result<Place, E> {
                Ok(Place::Field(field.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Place, A::Error> {
                let text = PlaceText::deserialize(MapAccessDeserializer::new(map))?;
                Place::try_from(text).map_err(A::Error::custom)
            }
        }

        from.deserialize_any(Visit)
    }
}
