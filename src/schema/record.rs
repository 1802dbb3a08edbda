//! The schema of the data of one form, as JSON or TOML.

#![expect(clippy::indexing_slicing, reason = "an object of JSON takes any key")]

use serde_json::{Map, Value, json};

use super::indented;
use crate::diag::{Bilingual, Severity};
use crate::form::Form;
use crate::form::definition::{Check, FieldDefinition, Rule, SectionDefinition, ValueKind};
use crate::values::Shape;

/// The schema of the data that a form takes: one record, or a list of them, by the keys of its definition. Headers of
/// sheets, which are names of fields as well, are not in it.
pub(crate) fn record_schema(form: &Form) -> String {
    let mut root = KeyGroup::default();
    for field in form.fields() {
        let required = form.rules().iter().any(|rule| is_always_required(rule, field));
        root.put(&field.key, value_of(field), required);
    }
    let mut one = root.schema(form.sections());
    if let Some(Value::Object(properties)) = one.get_mut("properties") {
        properties.insert("$schema".to_owned(), json!({ "type": "string" }));
    }
    let many = json!({ "type": "array", "items": { "$ref": "#/$defs/record" }, "minItems": 1 });
    indented(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title_in_form_language(),
        "description": format!("Data of the form {}, by the keys of its definition.", form.id()),
        "anyOf": [{ "$ref": "#/$defs/record" }, many],
        "$defs": { "record": one },
    }))
}

/// Whether the field must be there in every record.
fn is_always_required(rule: &Rule, field: &FieldDefinition) -> bool {
    let has_default = field.default.is_some() || field.default_from.is_some() || field.computed.is_some();
    let always = rule.when.is_empty() && rule.severity == Severity::Error && !has_default;
    always && matches!(&rule.check, Check::Required(keys) if keys.contains(&field.key))
}

/// Fields below a common part of their keys.
#[derive(Default)]
struct KeyGroup {
    members: Vec<(String, GroupMember)>,
    required: Vec<String>,
}

enum GroupMember {
    Value(Value),
    Group(KeyGroup),
}

impl KeyGroup {
    fn put(&mut self, key: &str, value: Value, required: bool) {
        let (head, rest) = key.split_once('.').map_or((key, None), |(head, rest)| (head, Some(rest)));
        if required && !self.required.iter().any(|name| name == head) {
            self.required.push(head.to_owned());
        }
        let Some(rest) = rest else {
            self.members.push((head.to_owned(), GroupMember::Value(value)));
            return;
        };
        if !self.members.iter().any(|(name, _)| name == head) {
            self.members.push((head.to_owned(), GroupMember::Group(Self::default())));
        }
        if let Some((_, GroupMember::Group(group))) = self.members.iter_mut().find(|(name, _)| name == head) {
            group.put(rest, value, required);
        }
    }

    fn schema(self, sections: &[SectionDefinition]) -> Value {
        let mut properties = Map::new();
        for (name, member) in self.members {
            let schema = match member {
                GroupMember::Value(value) => value,
                GroupMember::Group(group) => group.of_section(&name, sections),
            };
            properties.insert(name, schema);
        }
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        schema
    }

    /// A section may be `=` as a whole, where its fields may.
    fn of_section(self, name: &str, sections: &[SectionDefinition]) -> Value {
        let may_be_same = self.members.iter().any(
            |(_, member)| matches!(member, GroupMember::Value(value) if value.get("anyOf").is_some_and(takes_equals)),
        );
        let section = sections.iter().find(|section| *section.key == *name);
        let mut schema = self.schema(&[]);
        if let Some(section) = section {
            schema["title"] = json!(in_both(&section.title));
        }
        if may_be_same && section.is_some() { json!({ "anyOf": [schema, { "const": "=" }] }) } else { schema }
    }
}

fn takes_equals(choices: &Value) -> bool {
    choices.as_array().is_some_and(|choices| choices.iter().any(|choice| choice["const"] == "="))
}

fn value_of(field: &FieldDefinition) -> Value {
    let text = |types: &[&str]| json!({ "type": types });
    let mut schema = match field.kind {
        ValueKind::Tick => json!({ "type": ["boolean", "string", "integer", "null"] }),
        ValueKind::Choice => {
            let mut names: Vec<&str> =
                field.options.iter().flat_map(crate::form::definition::FieldOption::names).collect();
            names.sort_unstable();
            names.dedup();
            json!({ "enum": names })
        }
        ValueKind::Intent => {
            let names: Vec<&str> = field.options.iter().map(|option| &*option.value).collect();
            json!({ "type": ["string", "array", "null"], "items": { "type": "string" }, "examples": names })
        }
        // It is never written: whatever stands there is left out, with a finding.
        ValueKind::Blank => json!({ "enum": ["", false, null] }),
        ValueKind::Accept => json!({ "type": ["string", "array", "null"], "items": { "type": "string" } }),
        ValueKind::Attachment => {
            json!({ "type": ["string", "array", "boolean", "null"], "items": { "type": "string" } })
        }
        ValueKind::Email
        | ValueKind::FullName
        | ValueKind::GivenName
        | ValueKind::PersonalCode
        | ValueKind::Surname => text(&["string", "null"]),
        _ => text(&["string", "number", "null"]),
    };
    if field.kind == ValueKind::Text && field.by.is_none() {
        if let Some(max) = field.max.filter(|_| field.shapes.is_empty()) {
            schema["maxLength"] = json!(max);
        }
        if !field.shapes.is_empty() {
            let shapes: Vec<String> = field.shapes.iter().map(Shape::pattern).collect();
            schema["pattern"] = json!(format!("^(?:{})$", shapes.join("|")));
        }
    }
    if field.same_as.is_some() {
        schema = json!({ "anyOf": [{ "const": "=" }, schema] });
    }
    schema["title"] = json!(in_both(&field.label));
    if !field.help.is_empty() {
        schema["description"] = json!(in_both(&field.help));
    }
    if let Some(default) = &field.default {
        schema["default"] = json!(default);
    }
    if let Some(example) = &field.example {
        schema["examples"] = json!([example]);
    }
    schema
}

fn in_both(text: &Bilingual) -> String {
    if text.lv == text.en { text.lv.to_string() } else { format!("{} / {}", text.lv, text.en) }
}
