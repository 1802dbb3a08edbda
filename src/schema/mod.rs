//! JSON Schemas (2020-12) of what is read and written: of the files of a definition and of our reports made from the
//! types, of the data of a form from its definition. Editors complete and check by them.

mod record;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::form::definition::Definition;
use crate::form::{Binding, ExamplesText};
use crate::output::{CheckReport, PackageRecord, RunReport};

pub(crate) use record::record_schema;

/// A file that has a schema of its own, the same for every form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub(crate) enum SchemaKind {
    /// `binding.toml`.
    Binding,
    /// One line of `check --format json`.
    Check,
    /// `examples.toml`.
    Examples,
    /// `form.toml`.
    Form,
    /// `records/NAME.package.json`.
    PackageRecord,
    /// `report.json`.
    RunReport,
}

impl SchemaKind {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 6] =
        [Self::Binding, Self::Check, Self::Examples, Self::Form, Self::PackageRecord, Self::RunReport];

    /// The name of its file under `schemas/`.
    #[cfg(test)]
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Binding => "binding.schema.json",
            Self::Check => "check.schema.json",
            Self::Examples => "examples.schema.json",
            Self::Form => "form.schema.json",
            Self::PackageRecord => "package-record.schema.json",
            Self::RunReport => "run-report.schema.json",
        }
    }

    /// The schema, indented, with a line feed at the end.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Binding => input_schema::<Binding>(),
            Self::Check => output_schema::<CheckReport>(),
            Self::Examples => input_schema::<ExamplesText>(),
            Self::Form => input_schema::<Definition>(),
            Self::PackageRecord => output_schema::<PackageRecord>(),
            Self::RunReport => output_schema::<RunReport>(),
        }
    }
}

fn output_schema<T: JsonSchema>() -> String {
    text_of::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn input_schema<T: JsonSchema>() -> String {
    text_of::<T>(SchemaSettings::draft2020_12().for_deserialize())
}

fn text_of<T: JsonSchema>(settings: SchemaSettings) -> String {
    let settings = settings
        .with_transform(RecursiveTransform(never_null))
        .with_transform(RecursiveTransform(without_null_defaults))
        .with_transform(RecursiveTransform(unwrap_descriptions));
    indented(settings.into_generator().into_root_schema_for::<T>().as_value())
}

fn indented(schema: &Value) -> String {
    // A value has string keys only and never fails.
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
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

/// What may be left out has no value then; an empty text or list as its default says nothing to anybody.
fn without_null_defaults(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let says_nothing = |default: &Value| match default {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(|value| value == ""),
        _ => false,
    };
    if object.get("default").is_some_and(says_nothing) {
        object.remove("default");
    }
}

/// Descriptions come from comments of the source; their lines are not the reader's.
fn unwrap_descriptions(schema: &mut Schema) {
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
    use crate::form::Form;

    /// `EDOCPACK_BLESS=1 cargo test schema` writes them anew.
    fn assert_committed(path: &Path, generated: &str) {
        #[expect(clippy::disallowed_methods, reason = "a wish of the person who runs the test")]
        let bless = std::env::var("EDOCPACK_BLESS").is_ok();
        if bless {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, generated).unwrap();
        }
        let there = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        let shown = path.display();
        assert!(there == generated, "{shown} is stale: run `EDOCPACK_BLESS=1 cargo test schema`");
    }

    #[test]
    fn the_committed_schemas_are_those_of_the_types() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
        for of in SchemaKind::ALL {
            let generated = of.text();
            assert!(!generated.contains("null"), "{}: what is optional is left out, not null", of.file());
            assert_committed(&folder.join(of.file()), &generated);
        }
    }

    #[test]
    fn the_committed_record_schemas_are_those_of_the_definitions() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/forms");
        let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for folder in folders.filter(|path| path.join("form.toml").is_file()) {
            let form = Form::open(&folder).unwrap();
            assert_committed(&folder.join("record.schema.json"), &record_schema(&form));
        }
    }
}
