//! Fills forms with values by field name, for judging and timing many at once: `fill_raw FORM.pdf VALUES.json OUT.pdf`,
//! or `fill_raw JOBS.json` with a list of `{"in": …, "values": …, "out": …}`; then a line `{"ms": …, "err": …}` for
//! each is written to `JOBS.json.res`, the time from the form's bytes to those of the filled one, disk apart. A value
//! is a string (text, an on-state, or an option), `true` or `false`, or a list of options.

use std::error::Error;
use std::time::Instant;

use edocpack::pdf::{Field, FieldKind, FillOptions, FillValue, Filler, Template};
use serde_json::Value as Json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [jobs] => fill_all(jobs),
        [form, values, out] => Ok(fill(form, values, out).map(drop)?),
        _ => Err("usage: fill_raw FORM VALUES OUT | fill_raw JOBS".into()),
    }
}

fn fill_all(jobs: &str) -> Result<(), Box<dyn Error>> {
    let list: Vec<Json> = serde_json::from_slice(&std::fs::read(jobs)?)?;
    let mut results = String::new();
    for job in &list {
        let path = |key: &str| job.get(key).and_then(Json::as_str).unwrap_or_default();
        let (ms, err) = match fill(path("in"), path("values"), path("out")) {
            Ok(ms) => (Some(ms), String::new()),
            Err(error) => (None, error),
        };
        results.push_str(&serde_json::json!({ "ms": ms, "err": err }).to_string());
        results.push('\n');
    }
    Ok(std::fs::write(format!("{jobs}.res"), results)?)
}

/// Fills one form; how many milliseconds it took.
#[expect(clippy::disallowed_methods, reason = "it is here to be timed")]
fn fill(form: &str, values: &str, out: &str) -> Result<f64, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let form = std::fs::read(form).map_err(|e| said(&e))?;
    let values = std::fs::read(values).map_err(|e| said(&e))?;
    let values: serde_json::Map<String, Json> = serde_json::from_slice(&values).map_err(|e| said(&e))?;

    let start = Instant::now();
    let template = Template::read(form).map_err(|e| said(&e))?;
    let mut wanted = Vec::new();
    for (name, value) in &values {
        let field = template.field(name).ok_or_else(|| format!("no field `{name}`"))?;
        wanted.push((name.as_str(), converted(field, value)?));
    }
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let filled = Filler::with_options(&template, &names, FillOptions::PERMISSIVE)
        .and_then(|filler| filler.fill(&wanted))
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let ms = start.elapsed().as_secs_f64() * 1000.0;

    std::fs::write(out, filled.bytes()).map_err(|e| said(&e))?;
    Ok(ms)
}

fn converted(field: &Field, value: &Json) -> Result<FillValue, String> {
    Ok(match value {
        // A box with several on-states: the first.
        Json::Bool(true) => match field.on_states().collect::<Vec<_>>().as_slice() {
            [first, _, ..] => FillValue::State((*first).to_owned()),
            _ => FillValue::On,
        },
        Json::Bool(false) => FillValue::Off,
        Json::String(text) if matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio) => {
            FillValue::State(text.clone())
        }
        Json::String(text) => FillValue::Text(text.clone()),
        Json::Array(all) => {
            FillValue::Choices(all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
        }
        other => return Err(format!("a value that is no text, truth value or list: {other}")),
    })
}
