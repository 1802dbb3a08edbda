//! `edocpack extract X.edoc -o DIR`: the files of a container, wherever their names would like to go.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::asic;
use crate::cli::args::ExtractArgs;
use crate::cli::failure::Failure;
use crate::cli::input::InputFile;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, limits};
use crate::diag::{Report, Severity, mask_codes_in};
use crate::output::{FindingFacts, Folder, OutputError, Overwrite};

pub(in crate::cli) fn run(args: &ExtractArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let opened = InputFile::open(&args.file)?;
    let name = Arc::clone(&opened.name);
    let overwrite = Overwrite::from_flag(args.overwrite);
    let folder = Folder::open(&args.out, overwrite)
        .map_err(|error| Failure::from_output(&error))?
        .with_unicode_names();
    let archive = match opened.archive(&limits::limits(&args.limits)?)? {
        Ok(archive) => archive,
        Err(report) => return print_result(&name, &[], &[], &report, settings),
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
            Err(error) => return Err(Failure::from_output(&error)),
        }
    }
    print_result(&name, &written, &left, &asic::check(&archive), settings)
}

fn print_result(
    name: &str,
    written: &[std::path::PathBuf],
    left: &[String],
    report: &Report,
    settings: &Settings,
) -> Result<Outcome, Failure> {
    let left: Vec<String> = left.iter().map(|file| asic::sanitized(file)).collect();
    match settings.format {
        OutputFormat::Human => {
            for finding in report.findings().iter().filter(|f| f.severity == Severity::Error) {
                print::line(&print::finding(finding, settings.lang))?;
            }
            for path in written {
                let masked = mask_codes_in(&path.to_string_lossy());
                print::line(&messages::written(Path::new(&masked), settings.lang))?;
            }
            for file in &left {
                print::line(&messages::left_inside(file, settings.lang))?;
            }
        }
        OutputFormat::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            let written: Vec<String> =
                written.iter().map(|path| mask_codes_in(&path.to_string_lossy())).collect();
            print::json(&json!({ "file": name, "written": written, "left": left, "findings": findings }))?;
        }
    }
    Ok(if left.is_empty() && !written.is_empty() { Outcome::Done } else { Outcome::Refused })
}
