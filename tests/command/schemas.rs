//! Our schemas in the eyes of another implementation (Python's jsonschema): valid by the metaschema of 2020-12, and
//! what the repository and the command write is valid by them.

use std::fs;
use std::path::{Path, PathBuf};

use edocpack::data::CellValue;
use edocpack::form::Form;
use serde_json::{Map, Value, json};

use super::run::Run;
use super::tools::python;

/// Takes pairs: a schema and a file, which may be TOML or JSON; a schema alone is held against the metaschema. Prints a
/// line for each error.
const JUDGE: &str = r#"
import datetime, json, sys, tomllib
import jsonschema
def plain(value):
    if isinstance(value, dict): return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list): return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value
def read(path):
    if path.endswith(".toml"):
        with open(path, "rb") as f: return plain(tomllib.load(f))
    with open(path, encoding="utf-8-sig") as f: return json.load(f)
for schema, file in zip(sys.argv[1::2], sys.argv[2::2]):
    loaded = read(schema)
    jsonschema.Draft202012Validator.check_schema(loaded)
    assert loaded["$schema"] == "https://json-schema.org/draft/2020-12/schema", schema
    if file == "-": continue
    judge = jsonschema.Draft202012Validator(loaded, format_checker=jsonschema.FormatChecker())
    for error in judge.iter_errors(read(file)):
        best = jsonschema.exceptions.best_match([error])
        print(f"{file}: {'/'.join(map(str, best.absolute_path))}: {best.message[:300]}")
"#;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(name: &str) -> PathBuf {
    root().join("schemas").join(name)
}

/// The errors of files by schemas; `None` where the judge is not installed.
fn errors(pairs: &[(PathBuf, PathBuf)]) -> Option<String> {
    let args: Vec<&str> =
        pairs.iter().flat_map(|(s, f)| [s.to_str().unwrap(), f.to_str().unwrap()]).collect();
    python(JUDGE, &args)
}

fn forms() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("schemas/forms")).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|path| path.join("form.toml").is_file()).collect()
}

#[test]
fn every_schema_is_valid_and_every_definition_by_it() {
    let mut pairs: Vec<(PathBuf, PathBuf)> = fs::read_dir(root().join("schemas"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| (path, "-".into()))
        .collect();
    assert!(pairs.len() >= 5);
    for folder in forms() {
        pairs.push((folder.join("record.schema.json"), "-".into()));
        pairs.push((schema("form.schema.json"), folder.join("form.toml")));
        pairs.push((schema("examples.schema.json"), folder.join("examples.toml")));
    }
    pairs.push((schema("form.schema.json"), root().join("tests/command/unseen/form.toml")));
    if let Some(errors) = errors(&pairs) {
        assert_eq!(errors, "");
    }
}

#[test]
fn a_fault_in_a_definition_is_one_by_its_schema() {
    let text = fs::read_to_string(root().join("tests/command/unseen/form.toml")).unwrap();
    for (from, to) in [
        ("kind = \"tick\"", "kind = \"tock\""),
        ("updated = 2026-01-05", "updated = \"yesterday\""),
        ("required = [\"employee.name\"]", "required = [\"employee.name\"]\nsame = [\"a\", \"b\"]"),
        ("required = [\"employee.name\"]", ""),
        ("[support]", "[supprt]"),
        ("max = 300", "max = \"300\""),
        ("rule = \"L3\"", "rulle = \"L3\""),
    ] {
        let broken = text.replacen(from, to, 1);
        if broken == text {
            continue;
        }
        let ran = Run::new(&["form", "list"]).file("form.toml", &broken).run().code(0);
        if let Some(errors) = errors(&[(schema("form.schema.json"), ran.path("form.toml"))]) {
            assert_ne!(errors, "", "{to}");
        }
    }
}

/// The data of an example as JSON with nested objects, as a person writes them.
fn nested(values: &std::collections::BTreeMap<String, CellValue>) -> Value {
    let mut root = Value::Object(Map::new());
    for (key, raw) in values {
        let value = match raw {
            CellValue::Text(text) | CellValue::Date(text) => json!(text),
            CellValue::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
            CellValue::Bool(value) => json!(value),
            CellValue::List(texts) => json!(texts),
            _ => Value::Null,
        };
        let mut place = &mut root;
        for part in key.split('.') {
            place = place.as_object_mut().unwrap().entry(part).or_insert_with(|| json!({}));
        }
        *place = value;
    }
    root
}

#[test]
fn good_data_are_valid_by_the_schema_of_their_form() {
    let folder = tempfile::tempdir().unwrap();
    let mut pairs = Vec::new();
    for path in forms() {
        let form = Form::open(&path).unwrap();
        let schema = path.join("record.schema.json");
        // A whole section that is `=`, and one of its fields besides, are no tree.
        let tree = |e: &edocpack::form::Example| {
            !e.values.keys().any(|k| e.values.keys().any(|o| o.starts_with(&format!("{k}."))))
        };
        let good: Vec<_> = form
            .examples()
            .unwrap()
            .into_iter()
            .filter(|e| e.expect.is_empty() && !e.filled && tree(e))
            .collect();
        assert!(good.len() > 10, "{}", form.id());
        for (at, example) in good.iter().enumerate() {
            let file = folder.path().join(format!("{}-{at}.json", form.id()));
            fs::write(&file, nested(&example.values).to_string()).unwrap();
            pairs.push((schema.clone(), file));
        }
        // And the empty sheets with their example.
        for kind in ["json", "toml"] {
            let named = path.to_str().unwrap();
            let out = folder.path().join(format!("{}-sheet.{kind}", form.id()));
            Run::new(&["form", "template", named, "--out", out.to_str().unwrap()])
                .may_show_codes()
                .run()
                .code(0);
            pairs.push((schema.clone(), out));
        }
    }
    pairs.push((
        root().join("schemas/forms/lv.kase.x509/record.schema.json"),
        root().join("fixtures/data/pieteikums.json"),
    ));
    if let Some(errors) = errors(&pairs) {
        assert_eq!(errors, "");
    }
}

#[test]
fn slips_in_data_are_told_by_the_schema() {
    let good: Value =
        serde_json::from_slice(&fs::read(root().join("fixtures/data/pieteikums.json")).unwrap()).unwrap();
    let record = root().join("schemas/forms/lv.kase.x509/record.schema.json");
    let folder = tempfile::tempdir().unwrap();
    for (at, slip) in [
        json!({ "client": { "nmae": "X" } }),
        json!({ "client": { "kind": "notary" } }),
        json!({ "authorised": "=" }),
        json!({ "signer": { "full_name": 5 } }),
    ]
    .into_iter()
    .enumerate()
    {
        let mut data = good.clone();
        for (section, values) in slip.as_object().unwrap() {
            match (data[section].as_object_mut(), values.as_object()) {
                (Some(there), Some(values)) => there.extend(values.clone()),
                _ => data[section] = values.clone(),
            }
        }
        let file = folder.path().join(format!("{at}.json"));
        fs::write(&file, data.to_string()).unwrap();
        if let Some(errors) = errors(&[(record.clone(), file)]) {
            assert_ne!(errors, "", "{slip}");
        }
    }
}

#[test]
fn what_the_command_writes_is_valid_by_its_schemas() {
    let ran = Run::new(&["build", "pieteikumi.csv", "--out", "o"])
        .fixture("fixtures/data/pieteikumi.csv")
        .run()
        .code(0);
    let mut pairs = vec![(schema("run-report.schema.json"), ran.path("o/report.json"))];
    for name in ran.files_in("o/records") {
        pairs.push((schema("package-record.schema.json"), ran.path(&format!("o/records/{name}"))));
    }
    let bad = "{\"client\": {\"name\": \"X\", \"reg_no\": \"9\"}}";
    let ran = ran
        .again(&["check", "--json", "pieteikumi.csv", "x.json", "o/edoc-unsigned"])
        .file("x.json", bad)
        .run();
    let container = ran.files_in("o/edoc-unsigned").remove(0);
    let container = format!("o/edoc-unsigned/{container}");
    let ran = ran.then(&["check", "--json", "pieteikumi.csv", "x.json", &container]).code(1);
    for (at, line) in ran.stdout.lines().enumerate() {
        let file = ran.path(&format!("check-{at}.json"));
        fs::write(&file, line).unwrap();
        pairs.push((schema("check.schema.json"), file));
    }
    assert_eq!(pairs.len(), 1 + 4 + 3);
    if let Some(errors) = errors(&pairs) {
        assert_eq!(errors, "");
    }
}

#[test]
fn the_command_prints_the_committed_schemas() {
    for (of, file) in [
        ("form", "form.schema.json"),
        ("examples", "examples.schema.json"),
        ("record", "package-record.schema.json"),
        ("report", "run-report.schema.json"),
        ("check", "check.schema.json"),
    ] {
        let said = Run::new(&["form", "schema", "--of", of]).may_show_codes().run().code(0).stdout;
        assert_eq!(said, fs::read_to_string(schema(file)).unwrap(), "{of}");
    }
    let said = Run::new(&["form", "schema"]).may_show_codes().run().code(0).stdout;
    assert_eq!(
        said,
        fs::read_to_string(root().join("schemas/forms/lv.kase.x509/record.schema.json")).unwrap()
    );
}

/// An editor finds the schema of a JSON file by a key in it; the form has no field of that name.
#[test]
fn the_key_of_the_schema_is_no_value() {
    let mut data: Map<String, Value> =
        serde_json::from_slice(&fs::read(root().join("fixtures/data/pieteikums.json")).unwrap()).unwrap();
    data.insert("$schema".to_owned(), json!("record.schema.json"));
    let many = json!({ "$schema": "record.schema.json", "records": [data] }).to_string();
    let ran = Run::new(&["check", "--json", "one.json", "many.json"])
        .file("one.json", Value::Object(data).to_string())
        .file("many.json", many)
        .run()
        .code(0);
    for line in ran.stdout.lines() {
        let checked: Value = serde_json::from_str(line).unwrap();
        assert_eq!((&checked["records"], &checked["findings"]), (&json!(1), &json!([])));
    }
}
