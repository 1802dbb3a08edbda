//! The page about the definition language names every key and every word of it, as the schemas have them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end")]

use std::collections::BTreeSet;

use serde_json::Value;

const PAGE: &str = include_str!("../docs/form-toml.md");
const SCHEMAS: [&str; 3] = [
    include_str!("../schemas/form.schema.json"),
    include_str!("../schemas/binding.schema.json"),
    include_str!("../schemas/examples.schema.json"),
];

/// Every key that the language has, and every word that stands for itself.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            let fixed = object.get("enum").and_then(Value::as_array).into_iter().flatten();
            found.extend(fixed.chain(object.get("const")).filter_map(Value::as_str).map(str::to_owned));
            object.values().for_each(|below| words(below, found));
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        _ => {}
    }
}

#[test]
fn every_key_and_word_is_explained() {
    let mut found = BTreeSet::new();
    for schema in SCHEMAS {
        words(&serde_json::from_str(schema).unwrap(), &mut found);
    }
    // Half of every text; said once for all.
    assert!(found.len() > 120, "{found:?}");
    let missing: Vec<String> = found
        .into_iter()
        .filter(|word| {
            let named = [
                format!("`{word}`"),
                format!("{word} = "),
                format!("[{word}]"),
                format!("\"{word}\""),
                format!(".{word}]"),
            ];
            !named.iter().any(|name| PAGE.contains(name.as_str()))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
