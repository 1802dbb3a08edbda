//! `edocpack inspect FILE`: what is inside a PDF form or a container.

mod container;
mod filling;
mod pdf;
mod signatures;

use crate::cli::args::InspectArgs;
use crate::cli::failure::Failure;
use crate::cli::opened::Opened;
use crate::cli::print::shell;
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, chosen, limits, print};
use crate::diag::{Finding, Origin, Report};
use crate::output::FindingFacts;
use crate::pipeline::Nature;

pub(in crate::cli) fn run(args: &InspectArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let opened = Opened::at(&args.file)?;
    let name = &opened.name;
    let seen = match opened.nature {
        Nature::Container => {
            let archive = opened.archive(&limits::limits(&args.limits)?)?;
            archive.map(|archive| container::look(&archive, name, settings.lang))
        }
        Nature::Pdf => {
            pdf::look(chosen::opened(opened.bytes()?.into_owned(), &args.password)?, name, settings.lang)
        }
        Nature::Data => {
            return Err(Failure::new(
                format!("`{name}` nav ne PDF, ne konteiners"),
                format!("`{name}` is neither a PDF nor a container"),
            )
            .hint(
                format!("datus pārbauda edocpack check {}", shell::word(&args.file)),
                format!("data are checked by edocpack check {}", shell::word(&args.file)),
            ));
        }
    };
    match (seen, settings.format) {
        (Ok(seen), Format::Human) => print::line(&seen.text).map(|()| Outcome::Done),
        (Ok(seen), Format::Json) => print::json(&seen.json).map(|()| Outcome::Done),
        (Err(report), Format::Human) => print::report(&report, settings.lang).map(|()| Outcome::Refused),
        (Err(report), Format::Json) => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&serde_json::json!({ "file": name, "findings": findings })).map(|()| Outcome::Refused)
        }
    }
}

/// What was seen, for people and as JSON.
struct Seen {
    text: String,
    json: serde_json::Value,
}

fn refused(finding: Finding) -> Report {
    [finding].into_iter().collect()
}

fn file(name: &str) -> Origin {
    Origin::file(name)
}
