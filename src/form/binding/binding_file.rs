//! `binding.toml` as types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::diag::catalogue::definition;
use crate::form::definition::{Key, deserialize};
use crate::form::{FormError, toml_read};
use crate::values::Sha256Digest;

/// A whole `binding.toml`, as it stands there.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "edocpack: binding.toml")]
pub struct Binding {
    /// The edition of the binding language; this program reads 1.
    pub schema: u32,
    /// The id of the form it binds.
    pub form: String,
    /// SHA-256 of the PDF, in hexadecimal digits.
    #[schemars(with = "String", regex(pattern = "^[0-9a-fA-F]{64}$"))]
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
    #[serde(deserialize_with = "deserialize::deserialize_pairs")]
    #[schemars(with = "BTreeMap<String, FieldPlacement>")]
    pub(super) fields: Vec<(Key, FieldPlacement)>,
    /// The text it was read from, to tell the lines of faults.
    #[serde(skip)]
    pub(super) text: String,
}

/// Where a value is written, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldPlacement {
    pub(super) kind: PlacementKind,
    /// Signs that are left out of what is written: `drop = "-"`.
    pub(super) drop: String,
    /// `confirm = true`: a guess of the program that no person has looked at.
    pub(super) confirm: bool,
}

/// Where a value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PlacementKind {
    /// `{ field = "name", states = { OPTION = "state", … } }`: a state, or the entry of a list, for each option of a
    /// choice.
    Choice { field: String, states: Vec<(Key, String)> },
    /// `"name"`: one field.
    Field(String),
    /// `{ field = "name", join = ", " }`: one field for several keys, their values in the order of the form.
    Joined { field: String, join: String },
    /// `{ same = ["a", "b"] }`: the same value in several fields.
    Same(Vec<String>),
    /// `{ split = ["d1", "d2"] }`: one character in each field, or as many as `sizes` says.
    Split { fields: Vec<String>, sizes: Vec<usize> },
    /// `{ field = "name", on = "Yes" }`: a box or a radio group with the state of this tick.
    Tick { field: String, on: String },
}

impl Binding {
    /// Reads the text of a `binding.toml`; `file` is its name in error messages.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use edocpack::form::Binding;
    ///
    /// let text = std::fs::read_to_string("schemas/forms/lv.kase.x509/sample.binding.toml")?;
    /// assert!(Binding::parse(&text, "sample.binding.toml").is_ok());
    /// assert!(Binding::parse("form = 7", "binding.toml").is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn parse(text: &str, file: &str) -> Result<Self, FormError> {
        let mut binding: Self = toml_read::read(text, file)?;
        text.clone_into(&mut binding.text);
        Ok(binding)
    }
}

impl FieldPlacement {
    pub(super) fn fields(&self) -> &[String] {
        match &self.kind {
            PlacementKind::Choice { field, .. }
            | PlacementKind::Field(field)
            | PlacementKind::Joined { field, .. }
            | PlacementKind::Tick { field, .. } => std::slice::from_ref(field),
            PlacementKind::Same(fields) | PlacementKind::Split { fields, .. } => fields,
        }
    }

    /// Whether two keys may share a field so: as states of one group, or joined with the same sign.
    pub(super) fn shares_with(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (PlacementKind::Tick { on, .. }, PlacementKind::Tick { on: other, .. }) => on != other,
            (PlacementKind::Joined { join, .. }, PlacementKind::Joined { join: other, .. }) => join == other,
            _ => false,
        }
    }
}

/// A field, or fields, of the PDF, and how a value is written there.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlaceText")]
struct PlacementText {
    /// The field.
    field: Option<String>,
    /// Fields that all take the same value.
    same: Option<Vec<String>>,
    /// Fields that take a part of the value each: one character, or as many as `sizes` says.
    split: Option<Vec<String>>,
    /// How many characters each field of `split` takes.
    sizes: Option<Vec<usize>>,
    /// The on-state of a tick.
    on: Option<String>,
    /// What stands between the values of several keys that share the field.
    join: Option<String>,
    /// For each option of a choice the state, or the entry of the list.
    #[serde(default, deserialize_with = "deserialize::deserialize_some_pairs")]
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    states: Option<Vec<(Key, String)>>,
    /// Signs that are left out of what is written.
    #[serde(default)]
    drop: String,
    /// Whether it is a guess that no person has looked at; such a binding is refused.
    #[serde(default)]
    confirm: bool,
}

impl JsonSchema for FieldPlacement {
    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of a field of the PDF, or a table with `field`, `same` or `split`.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<PlacementText>()],
        })
    }
}

impl TryFrom<PlacementText> for FieldPlacement {
    type Error = String;

    fn try_from(text: PlacementText) -> Result<Self, String> {
        let PlacementText { field, same, split, sizes, on, join, states, drop, confirm } = text;
        if sizes.is_some() && split.is_none() {
            return Err(placement_error("`sizes` ir tikai kopā ar `split`", "`sizes` goes with `split`"));
        }
        if !drop.is_empty() && (on.is_some() || join.is_some() || states.is_some()) {
            return Err(placement_error(
                "`drop` ir kopā ar vienu teksta lauku, `same` vai `split`",
                "`drop` goes with one field of text, `same` or `split`",
            ));
        }
        let at = match (field, same, split) {
            (None, Some(same), None) if on.is_none() && join.is_none() && states.is_none() => {
                PlacementKind::Same(same)
            }
            (None, None, Some(fields)) if on.is_none() && join.is_none() && states.is_none() => {
                let sizes = sizes.unwrap_or_else(|| vec![1; fields.len()]);
                if sizes.len() != fields.len() || sizes.contains(&0) {
                    return Err(placement_error(
                        "`sizes` ir viens skaitlis katram `split` laukam, un neviens nav 0",
                        "`sizes` has one number for each field of `split`, and none is 0",
                    ));
                }
                PlacementKind::Split { fields, sizes }
            }
            (Some(field), None, None) => match (on, join, states) {
                (None, None, None) => PlacementKind::Field(field),
                (Some(on), None, None) => PlacementKind::Tick { field, on },
                (None, Some(join), None) => PlacementKind::Joined { field, join },
                (None, None, Some(states)) => PlacementKind::Choice { field, states },
                _ => {
                    return Err(placement_error(
                        "`field` ir kopā ar vienu no `on`, `join`, `states` vai bez tiem",
                        "a `field` goes with one of `on`, `join`, `states`, or none",
                    ));
                }
            },
            _ => {
                return Err(placement_error(
                    "vajag tieši vienu no `field`, `same`, `split`",
                    "exactly one of `field`, `same`, `split` is expected",
                ));
            }
        };
        Ok(Self { kind: at, drop, confirm })
    }
}

fn placement_error(lv: &'static str, en: &'static str) -> String {
    toml_read::custom_error(&definition::PLACE, &[("why.lv", lv), ("why.en", en)])
}

impl<'de> Deserialize<'de> for FieldPlacement {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = FieldPlacement;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field, or a table with `field`, `same` or `split`")
            }

            fn visit_str<E: Error>(self, field: &str) -> Result<FieldPlacement, E> {
                Ok(FieldPlacement {
                    kind: PlacementKind::Field(field.to_owned()),
                    drop: String::new(),
                    confirm: false,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FieldPlacement, A::Error> {
                let text = PlacementText::deserialize(MapAccessDeserializer::new(map))?;
                FieldPlacement::try_from(text).map_err(A::Error::custom)
            }
        }

        from.deserialize_any(Visit)
    }
}
