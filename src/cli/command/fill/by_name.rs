//! Any PDF form by its field names: a JSON object of names and values.

use std::path::Path;

use serde_json::Map;

use crate::cli::args::FillArgs;
use crate::cli::failure::Failure;
use crate::cli::{files, resolve};
use crate::diag::catalogue::pdf as words_of;
use crate::diag::{FileLocation, Finding, Origin, Report, mask_codes_in};
use crate::pdf::{
    self, Field, FieldKind, FieldValue, FillOptions, FillProblem, FillValue, FilledForm, Filler, Template,
};

/// Reads the values, and fills; or says all that is wrong with them.
pub(super) fn fill(
    args: &FillArgs,
    template: &Path,
) -> Result<Result<(FilledForm, Report), Report>, Failure> {
    match read_values(args, template)? {
        Ok(values) => filled(args, template, &values),
        Err(report) => Ok(Err(report)),
    }
}

fn read_values(
    args: &FillArgs,
    template: &Path,
) -> Result<Result<Map<String, serde_json::Value>, Report>, Failure> {
    let bytes = files::read_or_stdin(&args.values)?;
    let line = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Ok(serde_json::from_slice(&bytes).map_err(|error| {
        let place = match error.line() {
            0 => FileLocation::File,
            at => FileLocation::Line { line: line(at), column: line(error.column()) },
        };
        let origin = Origin { file: files::shown(&args.values), location: place };
        let finding = Finding::of(&words_of::VALUES, origin).with("template", template.display());
        [finding].into_iter().collect()
    }))
}

/// Fills, and says what is worth knowing of it; or says all that is wrong with template and values.
fn filled(
    args: &FillArgs,
    template: &Path,
    values: &Map<String, serde_json::Value>,
) -> Result<Result<(FilledForm, Report), Report>, Failure> {
    let of_template = Origin::file(files::shown(template));
    let template = match resolve::pdf(template, &args.password)?.and_then(Template::of) {
        Ok(template) => template,
        Err(error) => return Ok(Err([error.finding(of_template)].into_iter().collect())),
    };
    let source = files::shown(&args.values);
    let origin = |name: Option<&str>| match name {
        Some(name) => Origin {
            file: source.clone(),
            location: FileLocation::Key { record: None, path: name.into(), line: None },
        },
        None => of_template.clone(),
    };
    let (mut wanted, mut report) = (Vec::new(), Report::default());
    for (name, value) in values {
        if let Some(value) = value_for(template.field(name), value) {
            wanted.push((name.as_str(), value));
        } else {
            let finding = Finding::of(&words_of::VALUE, origin(Some(name)));
            report.push(finding.with("field", mask_codes_in(name)));
        }
    }
    let filled = fill_or_say_all(&template, &wanted);
    let problems = filled.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    report.extend(problems.iter().map(|problem| problem.finding(origin(problem.field()))));
    let flattened = |filled: FilledForm| {
        if args.flatten { filled.flattened(&template) } else { Ok(filled) }
    };
    Ok(match filled {
        Ok((filled, kept)) if report.is_empty() => {
            let kept =
                kept.iter().map(|name| Finding::of(&words_of::KEPT, origin(Some(name))).with("field", name));
            let told = filled.remarks().iter().map(|remark| remark.finding(origin(remark.field())));
            let told = kept.chain(told).collect();
            match flattened(filled) {
                Ok(filled) => Ok((filled, told)),
                Err(problem) => Err([problem.finding(of_template.clone())].into_iter().collect()),
            }
        }
        _ => Err(report),
    })
}

/// Fills; and names the fields that hold what is wanted already, though it could not be written anew. Where some
/// fields cannot be filled at all, the values of the others are judged all the same.
fn fill_or_say_all<'a>(
    template: &Template,
    wanted: &[(&'a str, FillValue)],
) -> Result<(FilledForm, Vec<&'a str>), Vec<FillProblem>> {
    let prepared = |wanted: &[(&str, FillValue)]| {
        let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
        Filler::with_options(template, &names, FillOptions::PERMISSIVE)
    };
    let mut problems = match prepared(wanted).and_then(|filler| filler.fill(wanted)) {
        Ok(filled) => return Ok((filled, Vec::new())),
        Err(problems) => problems,
    };
    let is_refused = |name: &str| problems.iter().any(|problem| problem.field() == Some(name));
    let (refused, others): (Vec<_>, Vec<_>) = wanted.iter().cloned().partition(|(name, _)| is_refused(name));
    let filled = prepared(&others).and_then(|filler| filler.fill(&others));
    // What the form holds already is no wish to change it: what `export` writes can be filled in again.
    let is_held = |(name, value): &(&str, FillValue)| {
        let field = template.field(name);
        field.is_some_and(|field| holds(field, value) && pdf::shows_held_value(template, field))
    };
    match filled {
        Ok(filled) if refused.iter().all(is_held) => {
            return Ok((filled, refused.into_iter().map(|(name, _)| name).collect()));
        }
        Ok(_) => {}
        Err(more) => problems
            .extend(more.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>()),
    }
    problems.retain(|problem| {
        let held =
            refused.iter().filter(|held| is_held(held)).any(|(name, _)| problem.field() == Some(*name));
        !held
    });
    Err(problems)
}

/// Whether the field has that value.
fn holds(field: &Field, value: &FillValue) -> bool {
    match (value, field.value()) {
        (FillValue::Text(text), None) => text.is_empty(),
        (FillValue::Text(text), Some(FieldValue::Text(held))) => text == held,
        (FillValue::State(state), Some(FieldValue::On(held))) => state == held,
        (FillValue::On, Some(FieldValue::On(_))) | (FillValue::Off, None | Some(FieldValue::Off)) => true,
        (FillValue::Choices(chosen), Some(FieldValue::Choices(held))) => chosen == held,
        _ => false,
    }
}

/// A JSON value as the field takes it: a text names the state of a button, `null` empties the field, and `true` ticks
/// a box, whichever of its states comes first.
fn value_for(field: Option<&Field>, value: &serde_json::Value) -> Option<FillValue> {
    use serde_json::Value as Json;
    let kind = field.map(Field::kind);
    let is_button = matches!(kind, Some(FieldKind::Checkbox | FieldKind::Radio));
    let text = |text: String| if is_button { FillValue::State(text) } else { FillValue::Text(text) };
    Some(match value {
        Json::Array(all) => {
            FillValue::Choices(all.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>()?)
        }
        Json::Bool(true) => match field.filter(|_| kind == Some(FieldKind::Checkbox)).map(first_of_several) {
            Some(Some(state)) => FillValue::State(state),
            _ => FillValue::On,
        },
        Json::Bool(false) => FillValue::Off,
        Json::Null if is_button => FillValue::Off,
        Json::Null if kind == Some(FieldKind::List) => FillValue::Choices(Vec::new()),
        Json::Null => FillValue::Text(String::new()),
        Json::Number(number) => text(number.to_string()),
        Json::String(given) => text(given.clone()),
        Json::Object(_) => return None,
    })
}

fn first_of_several(field: &Field) -> Option<String> {
    let mut states = field.on_states();
    let first = states.next()?;
    states.next().map(|_| first.to_owned())
}
