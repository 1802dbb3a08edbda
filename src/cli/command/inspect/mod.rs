//! `edocpack inspect FILE`: what is inside a PDF form or a container.

mod container;
mod fill_forecast;
mod pdf;
mod signatures;

use crate::cli::args::InspectArgs;
use crate::cli::failure::Failure;
use crate::cli::input::InputFile;
use crate::cli::print::shell;
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, limits, print, resolve};
use crate::diag::{Finding, Origin, Report};
use crate::output::FindingFacts;
use crate::pipeline::FileKind;

pub(in crate::cli) fn run(args: &InspectArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let opened = InputFile::open(&args.file)?;
    let name = &opened.name;
    let seen = match opened.kind {
        FileKind::Container => {
            let archive = opened.archive(&limits::limits(&args.limits)?)?;
            archive.map(|archive| container::inspect(&archive, name, settings.lang))
        }
        FileKind::Pdf => pdf::inspect(
            resolve::read_pdf(opened.bytes()?.into_owned(), &args.password)?,
            name,
            settings.lang,
        ),
        FileKind::Data => {
            return Err(Failure::new(
                format!("`{name}` nav ne PDF, ne konteiners"),
                format!("`{name}` is neither a PDF nor a container"),
            )
            .hint(
                format!("datus pārbauda edocpack check {}", shell::quote(&args.file)),
                format!("data are checked by edocpack check {}", shell::quote(&args.file)),
            ));
        }
    };
    match (seen, settings.format) {
        (Ok(seen), OutputFormat::Human) => print::line(&seen.text).map(|()| Outcome::Done),
        (Ok(seen), OutputFormat::Json) => print::json(&seen.json).map(|()| Outcome::Done),
        (Err(report), OutputFormat::Human) => {
            print::report(&report, settings.lang).map(|()| Outcome::Refused)
        }
        (Err(report), OutputFormat::Json) => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&serde_json::json!({ "file": name, "findings": findings })).map(|()| Outcome::Refused)
        }
    }
}

/// What was seen, for people and as JSON.
struct Inspection {
    text: String,
    json: serde_json::Value,
}

fn report_of(finding: Finding) -> Report {
    [finding].into_iter().collect()
}

fn origin(name: &str) -> Origin {
    Origin::file(name)
}
