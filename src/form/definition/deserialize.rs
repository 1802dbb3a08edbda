//! How values of a definition are read where serde's own way does not fit.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use toml::value::Datetime;

use super::Key;
use crate::diag::catalogue::definition as words;
use crate::form::toml_read;

/// A date in the schema of a definition: tools that hold TOML against a schema take dates for texts.
pub(in crate::form) struct DateText;

impl JsonSchema for DateText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A TOML date (`2025-03-17`), without a time.
pub(super) fn deserialize_date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let read = Datetime::deserialize(from)?;
    let Datetime { date: Some(date), time: None, offset: None } = read else {
        return Err(D::Error::custom(toml_read::custom_error(&words::DAY, &[])));
    };
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        .ok_or_else(|| D::Error::custom(toml_read::custom_error(&words::DAY, &[])))
}

/// The same, where there may be none.
pub(in crate::form) fn deserialize_some_date<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<NaiveDate>, D::Error> {
    deserialize_date(from).map(Some)
}

/// As [`pairs`], where the table may be missing.
pub(in crate::form) fn deserialize_some_pairs<'de, D, T>(from: D) -> Result<Option<Vec<(Key, T)>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserialize_pairs(from).map(Some)
}

/// A table whose keys are names of the definition, in the order of the file.
pub(in crate::form) fn deserialize_pairs<'de, D, T>(from: D) -> Result<Vec<(Key, T)>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Pairs<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
        type Value = Vec<(Key, T)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or_default());
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }

    from.deserialize_map(Pairs(PhantomData))
}
