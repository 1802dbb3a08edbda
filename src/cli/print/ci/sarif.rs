//! SARIF 2.1.0 (OASIS), as code scanning of GitHub, GitLab and Azure reads it: one run, a rule for each code that was
//! found, a result for each finding.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{CheckedFile, all_findings, level, line_of, path};
use crate::cli::print::messages::without_placeholders;
use crate::cli::print::text::escape_json_controls;
use crate::diag::{Lang, Severity};
use crate::form::Form;
use crate::output::{FindingFacts, Tool};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(
    to: &mut dyn Write,
    checked: &[CheckedFile],
    form: Option<&Form>,
    lang: Lang,
) -> io::Result<()> {
    let mut codes: Vec<&FindingFacts> = all_findings(checked).map(|(_, finding)| finding).collect();
    codes.sort_by(|a, b| a.code.cmp(&b.code));
    codes.dedup_by(|a, b| a.code == b.code);
    let rules: Vec<Value> = codes.iter().map(|finding| rule(finding, form, lang)).collect();
    let results: Vec<Value> = all_findings(checked)
        .map(|(one, finding)| {
            let index = codes.iter().position(|known| known.code == finding.code).unwrap_or_default();
            result(one, finding, index, lang)
        })
        .collect();
    let Tool { name, version } = Tool::this();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": name,
                "semanticVersion": version,
                "language": language(lang),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    writeln!(to, "{}", escape_json_controls(&serde_json::to_string_pretty(&log)?))
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Lv => "lv",
        Lang::En => "en",
    }
}

/// What is known of a code: the words without a person's values, and the sentence of the instruction.
fn rule(finding: &FindingFacts, form: Option<&Form>, lang: Lang) -> Value {
    let mut rule = Map::new();
    rule.insert("id".to_owned(), json!(finding.code));
    let explained = form.and_then(|form| Some((form, form.explain(&finding.code)?)));
    let wording = explained.as_ref().and_then(|(_, explained)| explained.wording.as_ref());
    let short = wording.map_or_else(String::new, |wording| without_placeholders(wording.message.of(lang)));
    let short = if short.is_empty() { finding.message.of(lang).to_owned() } else { short };
    rule.insert("shortDescription".to_owned(), json!({ "text": short }));
    let long =
        wording.map(|wording| without_placeholders(wording.explain.of(lang))).filter(|text| !text.is_empty());
    if let Some(long) = long {
        rule.insert("fullDescription".to_owned(), json!({ "text": long }));
    }
    let quoted = explained.as_ref().and_then(|(form, known)| {
        let sentence = known.sentence?;
        Some(format!("{}: «{}»", sentence.id, form.sentence_text(sentence)))
    });
    let hint =
        wording.map(|wording| without_placeholders(wording.hint.of(lang))).filter(|hint| !hint.is_empty());
    let help: Vec<String> = hint.into_iter().chain(quoted).collect();
    if !help.is_empty() {
        rule.insert("help".to_owned(), json!({ "text": help.join("\n\n") }));
    }
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    rule.insert("defaultConfiguration".to_owned(), json!({ "level": level }));
    rule.insert("properties".to_owned(), json!({ "provenance": finding.provenance, "rule": finding.rule }));
    Value::Object(rule)
}

#[expect(clippy::indexing_slicing, reason = "an object of JSON takes any key")]
fn result(one: &CheckedFile, finding: &FindingFacts, index: usize, lang: Lang) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": level(finding),
        "message": { "text": finding.one_line(lang) },
    });
    let file = finding.place.file.as_deref().unwrap_or(&one.report.file);
    if !file.is_empty() {
        result["locations"] = json!([location(file, finding)]);
    }
    if finding.accepted {
        let why = crate::cli::print::messages::accepted_on_the_record(lang);
        result["level"] = json!(if finding.severity == Severity::Error { "error" } else { level(finding) });
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": why }]);
    }
    result
}

#[expect(clippy::indexing_slicing, reason = "an object of JSON takes any key")]
fn location(file: &str, finding: &FindingFacts) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&path(file)) } });
    if let Some(line) = line_of(finding).filter(|line| *line > 0) {
        physical["region"] = json!({ "startLine": line });
        if let Some(column) = finding.place.character {
            physical["region"]["startColumn"] = json!(column);
        }
    }
    let mut location = json!({ "physicalLocation": physical });
    let place = &finding.place;
    // What the person calls the place, where it is no line: a header, a key, a field of the PDF, a file inside.
    let inner = [&place.header, &place.path, &place.pdf_field, &place.entry].into_iter().flatten();
    let names: Vec<Value> = inner
        .filter(|name| !name.is_empty())
        .map(|name| json!({ "fullyQualifiedName": name, "kind": "member" }))
        .collect();
    if !names.is_empty() {
        location["logicalLocations"] = json!(names);
    }
    location
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut out = if absolute { String::from("file://") } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("dati/pieteikumi 1.csv"), "dati/pieteikumi%201.csv");
        assert_eq!(uri("ķēde.csv"), "%C4%B7%C4%93de.csv");
        assert_eq!(uri("/tmp/a.csv"), "file:///tmp/a.csv");
        assert_eq!(uri("C:/a.csv"), "C%3A/a.csv");
    }
}
