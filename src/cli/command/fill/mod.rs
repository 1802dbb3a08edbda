//! `edocpack fill`: one form, filled and proved, and nothing around it. With `--template FORM.pdf` alone, any PDF form
//! by the names of its fields; with `--form`, by a definition and its rules.

mod by_form;
mod by_name;

use serde_json::json;

use crate::cli::args::FillArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, CheckSettings, OutputFormat, Settings};
use crate::cli::{Outcome, files};
use crate::diag::{Severity, mask_codes_in};
use crate::output::{FindingFacts, Overwrite};
use crate::pdf::FieldReport;

pub(in crate::cli) fn run(args: &FillArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let judgement = CheckSettings::resolve(&args.strictness, settings::build_time(None)?)?;
    let (folder, name) = files::output(&args.out, Overwrite::from_flag(args.overwrite))?;
    let plan = folder.plan([&name]).map_err(|error| Failure::from_output(&error))?;

    let strict = judgement.deny_warnings;
    let filled = match &args.form.template {
        Some(template) if args.form.form.is_none() && args.form.binding.is_none() => {
            by_name::fill(args, template)?
        }
        None if args.form.form.is_none() => {
            return Err(Failure::new("nav norādīta veidlapa", "no form is named").hint(
                "norādiet --template VEIDLAPA.pdf vai --form VEIDLAPA",
                "give --template FORM.pdf, or --form FORM",
            ));
        }
        _ => by_form::fill(args, judgement)?,
    };
    let (filled, told) = match filled {
        Ok((_, told)) if strict && told.count(Severity::Warning) > 0 => {
            return print::refusal(&told, settings);
        }
        Ok(done) => done,
        Err(report) => return print::refusal(&report, settings),
    };
    let [path] = plan.write([filled.bytes()]).map_err(|error| Failure::from_output(&error))?;
    match settings.format {
        OutputFormat::Human => {
            print::report(&told, settings.lang)?;
            print::line(&messages::written(&path, settings.lang))?;
        }
        OutputFormat::Json => print::json(&json!({
            "file": path, "state": "filled", "fields": filled.fields().iter().map(field).collect::<Vec<_>>(),
            "findings": told.findings().iter().map(FindingFacts::from).collect::<Vec<_>>(),
        }))?,
    }
    Ok(Outcome::Done)
}

fn field(report: &FieldReport) -> serde_json::Value {
    json!({
        "name": report.name, "kind": report.kind.to_string(), "drawn": mask_codes_in(&report.drawn),
        "lines": report.lines, "size": report.size, "shrunk": report.shrunk, "room": report.space_left,
        "face": report.face, "page": report.page.map(|page| page + 1),
    })
}
