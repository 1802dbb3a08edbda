//! `edocpack fill --template FORM.pdf VALUES.json -o OUT.pdf`: any PDF form by its field names.

use serde_json::{Map, json};

use crate::cli::args::FillArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, chosen};
use crate::diag::{Origin, Place, Report};
use crate::output::{FindingFacts, Folder, Overwrite};
use crate::pdf::{Field, FieldKind, Filled, Filler, Template, Value};

pub(in crate::cli) fn run(args: &FillArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let (folder, name) = chosen::split_output(&args.out)?;
    let overwrite = if args.overwrite { Overwrite::Replace } else { Overwrite::Refuse };
    let folder = Folder::open(folder, overwrite).map_err(|error| chosen::not_written(&error))?;
    let plan = folder.plan([&name]).map_err(|error| chosen::not_written(&error))?;

    let values = read_values(args)?;
    let filled = match fill(args, &values)? {
        Ok(filled) => filled,
        Err(report) => return refused(&report, settings),
    };
    let [path] = plan.write([filled.bytes()]).map_err(|error| chosen::not_written(&error))?;
    match settings.format {
        Format::Human => print::line(&words::written(&path, settings.lang))?,
        Format::Json => print::json(&json!({
            "file": path, "state": "filled", "fields": filled.fields().iter().map(field).collect::<Vec<_>>(),
        }))?,
    }
    Ok(Outcome::Done)
}

fn read_values(args: &FillArgs) -> Result<Map<String, serde_json::Value>, Failure> {
    let bytes = chosen::read(&args.values)?;
    let shown = chosen::shown(&args.values);
    serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::new(
            format!("{shown}:{line}:{column}: šeit jābūt JSON objektam ar lauku nosaukumiem un vērtībām"),
            format!("{shown}:{line}:{column}: expected a JSON object of field names and values"),
        )
        .hint(
            format!("laukus parāda `edocpack inspect {}`", args.template.display()),
            format!("`edocpack inspect {}` shows the fields", args.template.display()),
        )
    })
}

/// Fills, or says all that is wrong with template and values.
fn fill(args: &FillArgs, values: &Map<String, serde_json::Value>) -> Result<Result<Filled, Report>, Failure> {
    let template_name = chosen::shown(&args.template);
    let template = match Template::read(chosen::read(&args.template)?) {
        Ok(template) => template,
        Err(error) => return Ok(Err([error.finding(Origin::file(template_name))].into_iter().collect())),
    };
    let source = chosen::shown(&args.values);
    let origin = |name: Option<&str>| {
        let path = name.unwrap_or_default().into();
        Origin { file: source.clone(), place: Place::Key { record: None, path, line: None } }
    };
    let mut wanted = Vec::new();
    for (name, value) in values {
        let Some(value) = value_for(template.field(name), value) else {
            return Err(Failure::new(
                format!("{source}: `{name}` var būt teksts, true, false vai tekstu saraksts"),
                format!("{source}: `{name}` takes a text, true, false, or a list of texts"),
            ));
        };
        wanted.push((name.as_str(), value));
    }
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let filled = Filler::new(&template, &names).and_then(|filler| filler.fill(&wanted));
    Ok(filled.map_err(|problems| problems.iter().map(|p| p.finding(origin(p.field()))).collect()))
}

/// A JSON value as the field takes it: a text names the state of a button.
fn value_for(field: Option<&Field>, value: &serde_json::Value) -> Option<Value> {
    let is_button = field.is_some_and(|f| matches!(f.kind(), FieldKind::Checkbox | FieldKind::Radio));
    Some(match value {
        serde_json::Value::Bool(true) => Value::On,
        serde_json::Value::Bool(false) => Value::Off,
        serde_json::Value::String(text) if is_button => Value::State(text.clone()),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Number(number) => Value::Text(number.to_string()),
        serde_json::Value::Null => Value::Text(String::new()),
        serde_json::Value::Array(all) => {
            Value::Choices(all.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>()?)
        }
        serde_json::Value::Object(_) => return None,
    })
}

fn refused(report: &Report, settings: &Settings) -> Result<Outcome, Failure> {
    match settings.format {
        Format::Human => print::report(report, settings.lang)?,
        Format::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&json!({ "state": "refused", "findings": findings }))?;
        }
    }
    Ok(Outcome::Refused)
}

fn field(report: &crate::pdf::FieldReport) -> serde_json::Value {
    json!({
        "name": report.name, "kind": report.kind.to_string(), "lines": report.lines, "size": report.size,
        "shrunk": report.shrunk, "room": report.room, "face": report.face,
        "page": report.page.map(|page| page + 1),
    })
}
