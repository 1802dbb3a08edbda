//! The page about the definition language names every key of it.
#![allow(clippy::unwrap_used, reason = "a test may end")]

use edocpack::form::{Binding, Form};

const PAGE: &str = include_str!("../docs/form-toml.md");
const DEFINITION: &str = include_str!("../schemas/forms/lv.kase.x509/form.toml");
const OTHER: &str = include_str!("../schemas/forms/lv.kase.tiessaiste/form.toml");
const BINDING: &str = include_str!("../schemas/forms/lv.kase.x509/sample.binding.toml");

/// A key that there is not makes the reader list those that there are.
fn keys_told_of(error: &str) -> Vec<&str> {
    let list = error.split_once("expected ").map_or("", |(_, list)| list);
    list.split('`').skip(1).step_by(2).collect()
}

fn undocumented<'e>(error: &'e str, missing: &mut Vec<&'e str>) {
    let keys = keys_told_of(error);
    assert!(!keys.is_empty(), "{error}");
    missing.extend(keys.into_iter().filter(|key| {
        let named = [
            format!("`{key}`"),
            format!("{key} = "),
            format!("[{key}]"),
            format!("[[{key}]]"),
            format!("\"{key}\""),
        ];
        !named.iter().any(|name| PAGE.contains(name.as_str()))
    }));
}

#[test]
fn every_key_of_a_definition_is_explained() {
    let errors: Vec<String> = [
        ("schema = 1", "schema = 1\nnonsense = 1"),
        ("[issuer]", "[issuer]\nnonsense = 1"),
        ("[instruction]", "[instruction]\nnonsense = 1"),
        ("[template]", "[template]\nnonsense = 1"),
        ("[[sentence]]", "[[sentence]]\nnonsense = 1"),
        ("enforced = [\"recorded\"]", "enforced = [\"nonsense\"]"),
        ("[[section]]", "[[section]]\nnonsense = 1"),
        ("[[field]]", "[[field]]\nnonsense = 1"),
        ("kind = \"reg_no\"", "kind = \"nonsense\""),
        ("write = \"dashed\"", "write = \"nonsense\""),
        ("{ value = \"bailiff\",", "{ nonsense = 1, value = \"bailiff\","),
        ("bailiff = { kind =", "bailiff = { nonsense = 1, kind ="),
        ("default_from = { field =", "default_from = { nonsense = 1, field ="),
        ("[[rule]]", "[[rule]]\nnonsense = 1"),
        ("provenance = \"inferred\"", "provenance = \"nonsense\""),
        ("severity = \"info\"", "severity = \"nonsense\""),
        ("words = { in =", "words = { nonsense = 1, in ="),
        ("local_part = { in =", "local_part = { nonsense = 1, in ="),
        ("[[wording]]", "[[wording]]\nnonsense = 1"),
        ("[[registry]]", "[[registry]]\nnonsense = 1"),
        ("[document]", "[document]\nnonsense = 1"),
        ("per_container = {", "per_container = { nonsense = 1,"),
        ("attachments = {", "attachments = { nonsense = 1,"),
        ("policy = \"none\"", "policy = \"nonsense\""),
        ("scans = {", "scans = { nonsense = 1,"),
        ("scan = \"refuse\"", "scan = \"nonsense\""),
        ("largest = {", "largest = { nonsense = 1,"),
        ("[document.name]", "[document.name]\nnonsense = 1"),
        (
            "{ when = { \"client.kind\" = \"bailiff\" }, label =",
            "{ nonsense = 1, when = { \"client.kind\" = \"bailiff\" }, label =",
        ),
        ("[signing]", "[signing]\nnonsense = 1"),
        ("signers = {", "signers = { nonsense = 1,"),
        ("signer = {", "signer = { nonsense = 1,"),
        ("time_stamp = {", "time_stamp = { nonsense = 1,"),
        ("[sending]", "[sending]\nnonsense = 1"),
        ("channel = \"e-adrese\"", "channel = \"nonsense\""),
        ("[support]", "[support]\nnonsense = 1"),
        ("[[reminder]]", "[[reminder]]\nnonsense = 1"),
        ("place = \"check\"", "place = \"nonsense\""),
    ]
    .iter()
    .map(|(from, to)| {
        assert!(DEFINITION.contains(from), "{from}");
        Form::parse(&DEFINITION.replacen(from, to, 1), "form.toml").unwrap_err().to_string()
    })
    .chain(
        [
            ("computed = { from =", "computed = { nonsense = 1, from ="),
            ("write = \"grouped\"", "write = \"nonsense\""),
            ("stale_after_months = 12", "within_days = { nonsense = 1 }"),
            ("stale_after_months = 12", "without_shapes = { nonsense = 1 }"),
            ("stale_after_months = 12", "without_values = { nonsense = 1 }"),
        ]
        .iter()
        .map(|(from, to)| {
            assert!(OTHER.contains(from), "{from}");
            Form::parse(&OTHER.replacen(from, to, 1), "form.toml").unwrap_err().to_string()
        }),
    )
    .collect();
    let mut missing = Vec::new();
    for error in &errors {
        undocumented(error, &mut missing);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_key_of_a_binding_is_explained() {
    let errors: Vec<String> = [
        ("schema = 1", "schema = 1\nnonsense = 1"),
        ("\"client.name\" = \"klients.nosaukums\"", "\"client.name\" = { nonsense = \"klients.nosaukums\" }"),
    ]
    .iter()
    .map(|(from, to)| {
        assert!(BINDING.contains(from), "{from}");
        Binding::parse(&BINDING.replacen(from, to, 1), "binding.toml").unwrap_err().to_string()
    })
    .collect();
    let mut missing = Vec::new();
    for error in &errors {
        undocumented(error, &mut missing);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
