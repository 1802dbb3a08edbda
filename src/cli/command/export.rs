//! `edocpack export FILLED.pdf`: the values of a form, as the JSON that `fill` takes.

use serde_json::{Map, Value};

use crate::cli::args::ExportArgs;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, files, print, resolve};
use crate::diag::Origin;
use crate::pdf::{self, FieldValue, Template};

pub(in crate::cli) fn run(args: &ExportArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let template =
        match resolve::read_pdf(files::read_or_stdin(&args.file)?, &args.password)?.and_then(Template::of) {
            Ok(template) => template,
            Err(error) => {
                let finding = error.finding(Origin::file(files::shown(&args.file)));
                return print::refusal(&[finding].into_iter().collect(), settings);
            }
        };
    // A password, and the path of a file on somebody's disk, are no content of the form, and nobody can fill them in.
    let is_content = |name: &str| {
        let field = template.field(name);
        field.is_none_or(|field| !field.is_password() && !field.is_file_select())
    };
    let values: Map<String, Value> = pdf::read_values(&template)
        .into_iter()
        .filter(|(name, _)| is_content(name))
        .filter_map(|(name, value)| Some((name.to_owned(), as_json(value?))))
        .collect();
    let text = serde_json::to_string_pretty(&values)
        .map_err(|error| Failure::because("nevar izveidot JSON", "cannot make JSON", &error))?;
    print::bytes(format!("{text}\n").as_bytes())?;
    Ok(Outcome::Done)
}

fn as_json(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => Value::String(text.clone()),
        FieldValue::Off => Value::Bool(false),
        FieldValue::On(state) => Value::String(state.clone()),
        FieldValue::Choices(all) if all.len() == 1 => all.concat().into(),
        FieldValue::Choices(all) => all.iter().cloned().map(Value::String).collect(),
    }
}
