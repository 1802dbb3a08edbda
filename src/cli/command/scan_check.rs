//! `edocpack scan-check FILE…`: is it a scan?

use std::path::Path;

use crate::cli::args::ScanCheckArgs;
use crate::cli::each_file::EachFile;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files};
use crate::output::FindingFacts;
use crate::scan::{FileClassification, ScanBudget, Verdict, classify};

pub(in crate::cli) fn run(args: &ScanCheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut each = EachFile::new(settings.lang);
    for path in &args.files {
        let name = files::shown(path);
        let look = || Ok(classify(&files::read_or_stdin(path)?, &name, &ScanBudget::default()));
        let Some(seen) = each.look(path, look) else { continue };
        if seen.verdict.has_scan() || (args.strict && seen.verdict == Verdict::Unknown) {
            outcome = Outcome::Refused;
        }
        print_result(path, &seen, settings)?;
    }
    Ok(each.outcome(outcome))
}

fn print_result(path: &Path, seen: &FileClassification, settings: &Settings) -> Result<(), Failure> {
    let report = seen.report();
    match settings.format {
        OutputFormat::Human => {
            print::report(&report, settings.lang)?;
            print::line(&messages::scan_verdict(&files::shown(path), seen.verdict, settings.lang))
        }
        OutputFormat::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            let told = serde_json::to_value(seen).and_then(|mut told| {
                if let Some(object) = told.as_object_mut() {
                    object.insert("findings".to_owned(), serde_json::to_value(&findings)?);
                }
                Ok(told)
            });
            match told {
                Ok(told) => print::json(&told),
                Err(error) => Err(Failure::new(
                    format!("nevar izveidot JSON: {error}"),
                    format!("cannot make JSON: {error}"),
                )),
            }
        }
    }
}
