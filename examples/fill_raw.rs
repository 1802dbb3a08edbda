//! Fills a form with values by field name: `fill_raw FORM.pdf VALUES.json OUT.pdf`. A value is a string (text, an
//! on-state, or an option), `true` or `false`, or a list of options. For the judging of many forms at once.

use std::error::Error;

use edocpack::pdf::{Field, FieldKind, Filler, Permits, Template, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [form, values, out] = arguments.as_slice() else {
        return Err("usage: fill_raw FORM VALUES OUT".into());
    };
    let template = Template::read(std::fs::read(form)?)?;
    let values: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&std::fs::read(values)?)?;
    let mut wanted = Vec::new();
    for (name, value) in &values {
        let field = template.field(name).ok_or_else(|| format!("no field `{name}`"))?;
        wanted.push((name.as_str(), converted(field, value)?));
    }
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let filled = Filler::with(&template, &names, Permits::BY_NAME)
        .and_then(|filler| filler.fill(&wanted))
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    std::fs::write(out, filled.bytes())?;
    Ok(())
}

fn converted(field: &Field, value: &serde_json::Value) -> Result<Value, String> {
    use serde_json::Value as Json;
    Ok(match value {
        // A box with several on-states: the first.
        Json::Bool(true) => match field.on_states().collect::<Vec<_>>().as_slice() {
            [first, _, ..] => Value::State((*first).to_owned()),
            _ => Value::On,
        },
        Json::Bool(false) => Value::Off,
        Json::String(text) if matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio) => {
            Value::State(text.clone())
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(all) => {
            Value::Choices(all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
        }
        other => return Err(format!("a value that is no text, truth value or list: {other}")),
    })
}
