//! The good and bad examples that come with a definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::{Table, Value};

use super::definition::reading;
use super::{Fault, Form, FormError, toml_text};
use crate::data::{Cell, Raw, Record};
use crate::diag::{Origin, Place, Report};

/// The name of the examples in error messages.
const FILE: &str = "examples.toml";
/// How many examples may stand behind one another by `like`.
const LONGEST_CHAIN: usize = 8;

/// One application's data, and the codes of all findings that its check must make.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// The rule or sentence it is about.
    pub rule: Option<String>,
    /// The values by key, whole: what the example that it is like has is in it.
    pub values: BTreeMap<String, Raw>,
    /// Files that somebody wants to attach.
    pub attach: Vec<String>,
    /// The codes that are accepted for the run.
    pub accept: Vec<String>,
    /// Whether it stands for a form that is filled already.
    pub filled: bool,
    /// The day of the check; that of the definition's last comparison unless said otherwise.
    pub as_of: NaiveDate,
    /// The codes, in no order; a code stands as often as it is found.
    pub expect: Vec<String>,
}

/// An `examples.toml` as it is written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "edocpack: examples.toml")]
pub(crate) struct ExamplesText {
    /// Good and bad applications.
    #[serde(default, rename = "example")]
    examples: Vec<ExampleText>,
}

/// One application's data, and what its check must find.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExampleText {
    /// Its name; each has its own.
    name: String,
    /// The rule or sentence it is about.
    rule: Option<String>,
    /// The example whose values it starts from.
    like: Option<String>,
    /// Values by key.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    set: Table,
    /// Keys to take away.
    #[serde(default)]
    unset: Vec<String>,
    /// Files somebody wants to attach.
    #[serde(default)]
    attach: Vec<String>,
    /// Codes whose breach is accepted for the run.
    #[serde(default)]
    accept: Vec<String>,
    /// Whether it stands for a PDF that was filled in elsewhere.
    #[serde(default)]
    filled: bool,
    /// The day of the check; that of the definition's last comparison unless said otherwise.
    #[serde(default, deserialize_with = "reading::some_date")]
    #[schemars(with = "Option<reading::DateText>")]
    as_of: Option<NaiveDate>,
    /// The code of every finding, no more and no fewer.
    expect: Vec<String>,
}

impl Form {
    /// The examples of the definition; none where it comes without.
    pub fn examples(&self) -> Result<Vec<Example>, FormError> {
        let Some(text) = self.files.examples.as_deref() else { return Ok(Vec::new()) };
        let read: ExamplesText = toml_text::read(text, FILE)?;
        let (mut examples, mut faults) = (Vec::new(), Vec::new());
        for (at, example) in read.examples.iter().enumerate() {
            let fault = |key: &str, message: String| Fault {
                line: None,
                key: format!("example[{at}].{key}"),
                message,
            };
            if read.examples.iter().take(at).any(|other| other.name == example.name) {
                faults.push(fault("name", format!("`{}` stands here a second time", example.name)));
            }
            if let Some(rule) = example.rule.as_deref().filter(|rule| self.explain(rule).is_none()) {
                faults.push(fault("rule", format!("neither a sentence nor a rule is called `{rule}`")));
            }
            match values(&read.examples, example, LONGEST_CHAIN) {
                Ok(values) => examples.push(Example {
                    name: example.name.clone(),
                    rule: example.rule.clone(),
                    values,
                    attach: example.attach.clone(),
                    accept: example.accept.clone(),
                    filled: example.filled,
                    as_of: example.as_of.unwrap_or(self.instruction().checked_on),
                    expect: example.expect.clone(),
                }),
                Err((key, message)) => faults.push(fault(key, message)),
            }
        }
        if faults.is_empty() { Ok(examples) } else { Err(FormError::faults(FILE, text, faults)) }
    }
}

type Wrong = (&'static str, String);

/// The values of an example: those of the one it is like, without what it unsets, with what it sets.
fn values(all: &[ExampleText], example: &ExampleText, depth: usize) -> Result<BTreeMap<String, Raw>, Wrong> {
    let mut values = match &example.like {
        None => BTreeMap::new(),
        Some(like) => {
            let base = all.iter().find(|other| other.name == *like);
            let base = base.ok_or_else(|| ("like", format!("no example is called `{like}`")))?;
            let depth = depth
                .checked_sub(1)
                .ok_or_else(|| ("like", "too many stand behind one another".to_owned()))?;
            values(all, base, depth)?
        }
    };
    for key in &example.unset {
        values.remove(key).ok_or_else(|| ("unset", format!("`{key}` is not set in the first place")))?;
    }
    for (key, value) in &example.set {
        put(&mut values, key, value)?;
    }
    Ok(values)
}

/// A value under its dotted key; a table is a part of keys.
fn put(values: &mut BTreeMap<String, Raw>, key: &str, value: &Value) -> Result<(), Wrong> {
    let raw = match value {
        Value::String(text) => Raw::text(text),
        Value::Integer(number) => Raw::Number(number.to_string()),
        Value::Float(number) => Raw::Number(number.to_string()),
        Value::Boolean(value) => Raw::Bool(*value),
        Value::Datetime(date) => Raw::Date(date.to_string()),
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            Raw::List(
                texts.ok_or_else(|| ("set", format!("`{key}` is a list of something else than texts")))?,
            )
        }
        Value::Table(table) => {
            // As deep as TOML itself allows.
            return table.iter().try_for_each(|(part, value)| put(values, &format!("{key}.{part}"), value));
        }
    };
    values.insert(key.to_owned(), raw);
    Ok(())
}

impl Example {
    /// The data as a record, in the order of the keys.
    pub fn record(&self) -> Record {
        let place = |path: &str| Place::Key { record: None, path: path.into(), line: None };
        let cell = |(key, value): (&String, &Raw)| Cell {
            name: Arc::from(key.as_str()),
            value: value.clone(),
            place: place(key),
        };
        Record {
            row: 1,
            of_file: None,
            mended: false,
            origin: Origin { file: FILE.into(), place: place("") },
            cells: self.values.iter().map(cell).collect(),
            report: Report::default(),
        }
    }
}
