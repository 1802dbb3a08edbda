//! `edocpack extract X.edoc -o DIR`: the files of a container, wherever their names would like to go.

use std::sync::Arc;

use serde_json::json;

use crate::asic;
use crate::cli::args::ExtractArgs;
use crate::cli::failure::Failure;
use crate::cli::opened::Opened;
use crate::cli::print::{self, words};
use crate::cli::settings::{Format, Settings};
use crate::cli::{Outcome, limits};
use crate::diag::{Report, Severity};
use crate::output::{FindingFacts, Folder, OutputError, Overwrite};

pub(in crate::cli) fn run(args: &ExtractArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let opened = Opened::at(&args.file)?;
    let name = Arc::clone(&opened.name);
    let overwrite = Overwrite::asked(args.overwrite);
    let folder =
        Folder::open(&args.out, overwrite).map_err(|error| Failure::of_output(&error))?.of_foreign_names();
    let archive = match opened.archive(&limits::limits(&args.limits)?)? {
        Ok(archive) => archive,
        Err(report) => return tell(&name, &[], &[], &report, settings),
    };
    let (mut written, mut left) = (Vec::new(), Vec::new());
    for file in archive.data_files() {
        // What cannot be read, or is there twice, is told with the rest.
        let twin = archive.data_files().filter(|other| other.name() == file.name()).count() > 1;
        if twin || file.sha256().is_none() {
            left.push(file.name().to_owned());
            continue;
        }
        match folder.write_with(file.name(), |out| file.copy_to(out)) {
            Ok(path) => written.push(path),
            // The name leaves the folder, or no system stores it: the file stays where it is.
            Err(OutputError::Name { .. }) => left.push(file.name().to_owned()),
            // A file and a folder of one name: whichever came first is written.
            Err(OutputError::NotAFolder { .. } | OutputError::NotAFile { .. }) => {
                left.push(file.name().to_owned());
            }
            Err(error) => return Err(Failure::of_output(&error)),
        }
    }
    tell(&name, &written, &left, &asic::check(&archive), settings)
}

fn tell(
    name: &str,
    written: &[std::path::PathBuf],
    left: &[String],
    report: &Report,
    settings: &Settings,
) -> Result<Outcome, Failure> {
    let left: Vec<String> = left.iter().map(|file| asic::shown(file)).collect();
    match settings.format {
        Format::Human => {
            for finding in report.findings().iter().filter(|f| f.severity == Severity::Error) {
                print::line(&print::finding(finding, settings.lang))?;
            }
            for path in written {
                print::line(&words::written(path, settings.lang))?;
            }
            for file in &left {
                print::line(&words::left_inside(file, settings.lang))?;
            }
        }
        Format::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&json!({ "file": name, "written": written, "left": left, "findings": findings }))?;
        }
    }
    Ok(if left.is_empty() && !written.is_empty() { Outcome::Done } else { Outcome::Refused })
}
