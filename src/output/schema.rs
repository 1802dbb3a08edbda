use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of a file's layout: writes itself, and refuses to read another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SchemaVersion<const N: u32>;

impl<const N: u32> Serialize for SchemaVersion<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(N)
    }
}

impl<'de, const N: u32> Deserialize<'de> for SchemaVersion<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            version if version == N => Ok(Self),
            version => Err(D::Error::custom(format_args!(
                "layout `{version}` is not known to this version of the program, which reads layout `{N}`"
            ))),
        }
    }
}

impl<const N: u32> JsonSchema for SchemaVersion<N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("SchemaVersion{N}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": N })
    }
}

/// `value` as the bytes of a JSON file: indented, a line feed at the end.
pub(super) fn to_json_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    // The types of this module have string keys only and never fail on their own.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_layout_is_refused() {
        assert!(serde_json::from_str::<SchemaVersion<1>>("1").is_ok());
        let error = serde_json::from_str::<SchemaVersion<1>>("2").unwrap_err().to_string();
        assert!(error.starts_with("layout `2` is not known"), "{error}");
    }
}
