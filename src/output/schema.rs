use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{PackageRecord, RunReport};

/// The version of a file's layout: writes itself, and refuses to read another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SchemaVersion<const N: u32>;

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
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    // The types of this module have string keys only and never fail on their own.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The JSON Schemas (2020-12) of what is written, made from the types: file name under `schemas/`, text.
pub fn schemas() -> [(&'static str, String); 2] {
    [
        ("package-record.schema.json", schema_of::<PackageRecord>()),
        ("run-report.schema.json", schema_of::<RunReport>()),
    ]
}

fn schema_of<T: JsonSchema>() -> String {
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(never_null))
        .with_transform(RecursiveTransform(in_paragraphs));
    let schema = settings.into_generator().into_root_schema_for::<T>();
    String::from_utf8_lossy(&json(&schema)).into_owned()
}

/// What is optional is left out of our files, never `null`.
fn never_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
        if let [only @ Value::Object(_)] = choices.as_mut_slice() {
            let Value::Object(mut only) = only.take() else { return };
            object.remove("anyOf");
            object.append(&mut only);
        }
    }
}

/// Descriptions come from comments of the source; their lines are not the reader's.
fn in_paragraphs(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let paragraphs: Vec<String> =
            text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
        *text = paragraphs.join("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// `EDOCPACK_BLESS=1 cargo test schema` writes them anew.
    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        #[expect(clippy::disallowed_methods, reason = "a wish of the person who runs the test")]
        let bless = std::env::var("EDOCPACK_BLESS").is_ok();
        for (file, generated) in schemas() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(file);
            if bless {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &generated).unwrap();
            }
            let there = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            assert!(there == generated, "{file} is stale: run `EDOCPACK_BLESS=1 cargo test schema`");
            assert!(!generated.contains("null"), "{file}: what is optional is left out, not null");
        }
    }

    #[test]
    fn another_layout_is_refused() {
        assert!(serde_json::from_str::<SchemaVersion<1>>("1").is_ok());
        let error = serde_json::from_str::<SchemaVersion<1>>("2").unwrap_err().to_string();
        assert!(error.starts_with("layout `2` is not known"), "{error}");
    }
}
