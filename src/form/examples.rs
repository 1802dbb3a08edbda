//! The good and bad examples that come with a definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::{Table, Value};

use super::definition::deserialize;
use super::{DefinitionFault, FaultyFile, Form, FormError, toml_read};
use crate::data::{CellValue, Record};
use crate::diag::CatalogueEntry;
use crate::diag::catalogue::definition as words;

/// The name of the examples in error messages.
pub(super) const FILE: &str = "examples.toml";
/// How many examples may stand behind one another by `like`.
const MAX_LIKE_CHAIN: usize = 8;

/// One application's data, and the codes of all findings that its check must make.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::form::Form;
/// use edocpack::rules::{self, CheckContext};
///
/// let form = Form::open("schemas/forms/lv.paraugs.valde".as_ref())?;
/// for example in form.examples()? {
///     let found = rules::check(&form, &example.record(), &CheckContext::on(example.as_of));
///     println!("{}: {}", example.name, if found.is_ok() { "right" } else { "refused" });
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// The rule or sentence it is about.
    pub rule: Option<String>,
    /// The values by key, whole: what the example that it is like has is in it.
    pub values: BTreeMap<String, CellValue>,
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
    #[serde(default, deserialize_with = "deserialize::deserialize_some_date")]
    #[schemars(with = "Option<deserialize::DateText>")]
    as_of: Option<NaiveDate>,
    /// The code of every finding, no more and no fewer.
    expect: Vec<String>,
}

impl Form {
    /// The examples of the definition; none where it comes without.
    pub fn examples(&self) -> Result<Vec<Example>, FormError> {
        let Some(text) = self.files.examples.as_deref() else { return Ok(Vec::new()) };
        let file = self.file_beside(FILE);
        let read: ExamplesText = toml_read::read(text, &file)?;
        let (mut examples, mut faults) = (Vec::new(), Vec::new());
        for (at, example) in read.examples.iter().enumerate() {
            let here = |key: &str| format!("example[{at}].{key}");
            if read.examples.iter().take(at).any(|other| other.name == example.name) {
                faults.push(DefinitionFault::of(&words::TWICE, here("name")).with("v", &example.name));
            }
            if let Some(rule) = example.rule.as_deref().filter(|rule| self.explain(rule).is_none()) {
                let known = self.sentences().iter().map(|sentence| &*sentence.id);
                let known = known.chain(self.rules().iter().map(|rule| &*rule.code));
                faults.push(
                    DefinitionFault::of(&words::RULE, here("rule"))
                        .with("v", rule)
                        .with_suggestion(rule, known),
                );
            }
            match example_values(&read.examples, example, MAX_LIKE_CHAIN) {
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
                Err(ExampleFault::Own(fault)) => faults.push(fault(&format!("example[{at}]"))),
                Err(ExampleFault::Chain) => faults.push(DefinitionFault::of(&words::CHAIN, here("like"))),
                Err(ExampleFault::InBase) => {}
            }
        }
        if faults.is_empty() { Ok(examples) } else { Err(FormError::faults(&file, text, faults)) }
    }
}

impl Form {
    /// Findings about the examples, with their lines; their keys begin with `example[0]`.
    pub(crate) fn faulty_examples_file(&self, faults: Vec<DefinitionFault>) -> FaultyFile {
        let text = self.files.examples.as_deref().unwrap_or_default();
        FaultyFile::of(&self.file_beside(FILE), text, faults)
    }
}

/// Why an example has no values.
enum ExampleFault {
    /// Too many examples stand behind one another.
    Chain,
    /// What the example that it is like is told itself.
    InBase,
    /// A fault, once it is known which example it is in.
    Own(Box<dyn Fn(&str) -> DefinitionFault>),
}

fn example_fault(entry: &'static CatalogueEntry, key: String, value: String) -> ExampleFault {
    ExampleFault::Own(Box::new(move |example| {
        DefinitionFault::of(entry, format!("{example}.{key}")).with("v", &value)
    }))
}

/// The values of an example: those of the one it is like, without what it unsets, with what it sets.
fn example_values(
    all: &[ExampleText],
    example: &ExampleText,
    depth: usize,
) -> Result<BTreeMap<String, CellValue>, ExampleFault> {
    let mut values = match &example.like {
        None => BTreeMap::new(),
        Some(like) => {
            let base = all.iter().find(|other| other.name == *like).ok_or_else(|| unknown_like(all, like))?;
            let depth = depth.checked_sub(1).ok_or(ExampleFault::Chain)?;
            example_values(all, base, depth).map_err(|wrong| match wrong {
                ExampleFault::Chain => ExampleFault::Chain,
                ExampleFault::InBase | ExampleFault::Own(_) => ExampleFault::InBase,
            })?
        }
    };
    for (at, key) in example.unset.iter().enumerate() {
        values
            .remove(key)
            .ok_or_else(|| example_fault(&words::UNSET, format!("unset[{at}]"), key.clone()))?;
    }
    for (key, value) in &example.set {
        insert_value(&mut values, key, value)?;
    }
    Ok(values)
}

fn unknown_like(all: &[ExampleText], like: &str) -> ExampleFault {
    let (like, known) = (like.to_owned(), all.iter().map(|example| example.name.clone()).collect::<Vec<_>>());
    ExampleFault::Own(Box::new(move |example| {
        let fault = DefinitionFault::of(&words::LIKE, format!("{example}.like")).with("v", &like);
        fault.with_suggestion(&like, known.iter().map(String::as_str))
    }))
}

/// A value under its dotted key; a table is a part of keys.
fn insert_value(
    values: &mut BTreeMap<String, CellValue>,
    key: &str,
    value: &Value,
) -> Result<(), ExampleFault> {
    let raw = match value {
        Value::String(text) => CellValue::text(text),
        Value::Integer(number) => CellValue::Number(number.to_string()),
        Value::Float(number) => CellValue::Number(number.to_string()),
        Value::Boolean(value) => CellValue::Bool(*value),
        Value::Datetime(date) => CellValue::Date(date.to_string()),
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            CellValue::List(
                texts.ok_or_else(|| example_fault(&words::SET, format!("set.{key}"), key.to_owned()))?,
            )
        }
        Value::Table(table) => {
            // As deep as TOML itself allows.
            return table
                .iter()
                .try_for_each(|(part, value)| insert_value(values, &format!("{key}.{part}"), value));
        }
    };
    values.insert(key.to_owned(), raw);
    Ok(())
}

impl Example {
    /// The data as a record, in the order of the keys.
    pub fn record(&self) -> Record {
        let values = self.values.iter();
        Record::of_values(FILE, values.map(|(key, value)| (Arc::from(key.as_str()), value.clone())))
    }
}
