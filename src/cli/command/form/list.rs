//! `edocpack form list`.

use serde_json::json;

use crate::cli::failure::Failure;
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, print, resolve};
use crate::form::Form;

pub(super) fn run(settings: &Settings) -> Result<Outcome, Failure> {
    for id in Form::embedded_ids() {
        let form = resolve::form(Some(id))?;
        match settings.format {
            OutputFormat::Human => print::line(&format!(
                "{id}  {}\n    {}, {}",
                form.title().of(settings.lang),
                form.issuer().name.of(settings.lang),
                form.instruction().updated.format("%d.%m.%Y"),
            ))?,
            OutputFormat::Json => print::json(&json!({
                "id": id, "title": form.title(), "edition": form.edition(),
                "issuer": form.issuer().name, "instruction_updated": form.instruction().updated.to_string(),
            }))?,
        }
    }
    Ok(Outcome::Done)
}
