//! `edocpack check FILE…`: is this right, whatever it is? Writes nothing.

use std::path::Path;

use serde_json::json;

use crate::asic;
use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::opened::{self, Opened};
use crate::cli::print::{self, words};
use crate::cli::settings::{self, Format, Judgement, Settings};
use crate::cli::{Outcome, chosen, press};
use crate::data::Limits;
use crate::diag::{Entry, Report, Severity, catalogue};
use crate::output::FindingFacts;
use crate::pipeline::{self, Nature, Press};
use crate::rules::{self, Attached, Circumstances, Purpose};

pub(in crate::cli) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let judgement = Judgement::resolve(&args.strictness, settings::build_time(None)?)?;
    let form = chosen::form(args.form.form.as_deref())?;
    let paper = press::paper(&args.form)?;
    let press = match press::set_up(&form, paper.as_ref())? {
        Ok(press) => press,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry = match chosen::registry(args.strictness.registry.as_deref())? {
        Ok(registry) => registry,
        Err(report) => return print::refusal(&report, settings),
    };
    // What depends on the calendar alone never turns a check red, so it is not said here.
    let circumstances = Circumstances {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        saying_calendar: false,
        registry,
        attached: Attached::Unsaid,
    };
    let limits = opened::limits(&args.limits)?;
    let mut outcome = Outcome::Done;
    for path in &args.files {
        let checked = check(&press, path, &limits, &circumstances)?;
        let refused = checked.report.refuses()
            || (judgement.deny_warnings && checked.report.count(Severity::Warning) > 0);
        if refused {
            outcome = Outcome::Refused;
        }
        tell(path, &checked, refused, settings)?;
    }
    Ok(outcome)
}

struct Checked {
    nature: Nature,
    records: usize,
    report: Report,
}

fn check(
    press: &Press<'_>,
    path: &Path,
    limits: &asic::Limits,
    circumstances: &Circumstances,
) -> Result<Checked, Failure> {
    let opened = Opened::at(path)?;
    let (name, nature) = (&opened.name, opened.nature);
    let (records, report) = match nature {
        Nature::Container => {
            let report = match opened.archive(limits)? {
                Ok(archive) => pipeline::check_container(press, &archive, name, circumstances),
                Err(report) => report,
            };
            (1, report)
        }
        Nature::Pdf => match pipeline::check_filled(press, opened.bytes(), name, circumstances) {
            Ok((_, report)) | Err(report) => (1, report),
        },
        _ => {
            let mut report = rules::about_the_run(press.form(), circumstances);
            let (records, found) = pipeline::check_data(
                press,
                opened.bytes(),
                name,
                circumstances,
                &Limits::default(),
                &chosen::shelf(path),
            );
            report.append(found);
            (records, report)
        }
    };
    Ok(Checked { nature, records, report })
}

/// What a check came to, the worst first. A check sees only what it can: nothing is called valid or ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum State {
    /// Something is wrong.
    Refused,
    /// Nothing is wrong, but it is built on a sample: not to be signed or sent.
    Sample,
    /// Nothing is wrong, but nobody signed it: not to be sent.
    Unsigned,
    /// Nothing is wrong, and somebody signed it; whether the signature is valid was not looked at.
    Signed,
    /// Nothing wrong was found.
    Passed,
}

impl State {
    fn of(report: &Report, refused: bool) -> Self {
        let says =
            |entry: &Entry| report.findings().iter().any(|finding| finding.code.as_str() == entry.code);
        if refused {
            Self::Refused
        } else if says(&catalogue::document::SAMPLE) {
            Self::Sample
        } else if says(&catalogue::container::UNSIGNED) {
            Self::Unsigned
        } else if says(&catalogue::signature::SIGNED) || says(&catalogue::signature::NO_CERTIFICATE) {
            Self::Signed
        } else {
            Self::Passed
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Sample => "sample",
            Self::Signed => "signed",
            Self::Unsigned => "unsigned",
            Self::Passed => "passed",
        }
    }
}

fn tell(path: &Path, checked: &Checked, refused: bool, settings: &Settings) -> Result<(), Failure> {
    let name = chosen::shown(path);
    let report = &checked.report;
    if settings.for_ci.is_some() {
        let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
        return print::run::for_ci(&findings, &name, settings);
    }
    match settings.format {
        Format::Human => {
            print::report(report, settings.lang)?;
            let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
            let state = State::of(report, refused);
            print::line(&words::verdict(&name, checked.records, errors, warnings, state, settings.lang))
        }
        Format::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&json!({
                "file": name,
                "kind": words::nature(checked.nature),
                "records": checked.records,
                "state": State::of(report, refused).name(),
                "findings": findings,
            }))
        }
    }
}
