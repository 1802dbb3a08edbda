//! `edocpack fill --template FORM.pdf VALUES.json -o OUT.pdf`: any PDF form by its field names.

use serde_json::{Map, json};

use crate::cli::args::FillArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, chosen};
use crate::diag::catalogue::pdf as words_of;
use crate::diag::{Finding, Origin, Place, Report, mask_codes_in};
use crate::output::{Folder, Overwrite};
use crate::pdf::{Field, FieldKind, FieldValue, Filled, FillProblem, Filler, Template, Value};

pub(in crate::cli) fn run(args: &FillArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let (folder, name) = chosen::split_output(&args.out)?;
    let overwrite = Overwrite::asked(args.overwrite);
    let folder = Folder::open(folder, overwrite).map_err(|error| chosen::not_written(&error))?;
    let plan = folder.plan([&name]).map_err(|error| chosen::not_written(&error))?;

    let values = match read_values(args)? {
        Ok(values) => values,
        Err(report) => return print::refusal(&report, settings),
    };
    let filled = match fill(args, &values)? {
        Ok(filled) => filled,
        Err(report) => return print::refusal(&report, settings),
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

fn read_values(args: &FillArgs) -> Result<Result<Map<String, serde_json::Value>, Report>, Failure> {
    let bytes = chosen::read(&args.values)?;
    let line = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Ok(serde_json::from_slice(&bytes).map_err(|error| {
        let place = match error.line() {
            0 => Place::File,
            at => Place::Line { line: line(at), column: line(error.column()) },
        };
        let origin = Origin { file: chosen::shown(&args.values), place };
        let finding = Finding::of(&words_of::VALUES, origin).with("template", args.template.display());
        [finding].into_iter().collect()
    }))
}

/// Fills, or says all that is wrong with template and values.
fn fill(args: &FillArgs, values: &Map<String, serde_json::Value>) -> Result<Result<Filled, Report>, Failure> {
    let of_template = Origin::file(chosen::shown(&args.template));
    let template = match chosen::pdf(&args.template, &args.password)?.and_then(Template::of) {
        Ok(template) => template,
        Err(error) => return Ok(Err([error.finding(of_template)].into_iter().collect())),
    };
    let source = chosen::shown(&args.values);
    let origin = |name: &str| {
        Origin { file: source.clone(), place: Place::Key { record: None, path: name.into(), line: None } }
    };
    let (mut wanted, mut report) = (Vec::new(), Report::default());
    for (name, value) in values {
        let field = template.field(name);
        match value_for(field, value) {
            // What the form holds already is no wish to change it: what `export` writes can be filled in again.
            Some(value) if field.is_some_and(|field| field.flags().read_only() && holds(field, &value)) => {}
            Some(value) => wanted.push((name.as_str(), value)),
            None => report.push(Finding::of(&words_of::VALUE, origin(name)).with("field", mask_codes_in(name))),
        }
    }
    let filled = fill_or_say_all(&template, &wanted);
    let problems = filled.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    report.extend(problems.iter().map(|problem| {
        problem.finding(problem.field().map_or_else(|| of_template.clone(), &origin))
    }));
    Ok(match filled {
        Ok(filled) if report.is_empty() => Ok(filled),
        _ => Err(report),
    })
}

/// Where some fields cannot be filled at all, the values of the others are judged all the same.
fn fill_or_say_all(template: &Template, wanted: &[(&str, Value)]) -> Result<Filled, Vec<FillProblem>> {
    let prepared = |wanted: &[(&str, Value)]| {
        let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
        Filler::new(template, &names)
    };
    let mut problems = match prepared(wanted) {
        Ok(filler) => return filler.fill(wanted),
        Err(problems) => problems,
    };
    let is_refused = |name: &str| problems.iter().any(|problem| problem.field() == Some(name));
    let others: Vec<_> = wanted.iter().filter(|(name, _)| !is_refused(name)).cloned().collect();
    if let Ok(filler) = prepared(&others) {
        problems.extend(filler.fill(&others).err().into_iter().flatten());
    }
    Err(problems)
}

/// Whether the field has that value.
fn holds(field: &Field, value: &Value) -> bool {
    match (value, field.value()) {
        (Value::Text(text), None) => text.is_empty(),
        (Value::Text(text), Some(FieldValue::Text(held))) => text == held,
        (Value::State(state), Some(FieldValue::On(held))) => state == held,
        (Value::On, Some(FieldValue::On(_))) | (Value::Off, None | Some(FieldValue::Off)) => true,
        (Value::Choices(chosen), Some(FieldValue::Choices(held))) => chosen == held,
        _ => false,
    }
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

fn field(report: &crate::pdf::FieldReport) -> serde_json::Value {
    json!({
        "name": report.name, "kind": report.kind.to_string(), "lines": report.lines, "size": report.size,
        "shrunk": report.shrunk, "room": report.room, "face": report.face,
        "page": report.page.map(|page| page + 1),
    })
}
