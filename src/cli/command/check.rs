//! `edocpack check FILE…`: is this right, whatever it is? Writes nothing.

use std::path::Path;

use crate::asic;
use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::opened::Opened;
use crate::cli::print::ci::Checked;
use crate::cli::print::{self, words};
use crate::cli::settings::{self, Format, Judgement, Settings};
use crate::cli::{Outcome, chosen, files, limits, press};
use crate::data::Limits;
use crate::diag::{Entry, Report, Severity, catalogue};
use crate::output::{CheckReport, CheckState, CheckedKind, FindingFacts};
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
    let limits = limits::limits(&args.limits)?;
    let mut outcome = Outcome::Done;
    let mut all = Vec::new();
    for path in &args.files {
        let found = check((!args.no_form).then_some(&press), path, &limits, &circumstances)?;
        let checked = found.checked(path, judgement.deny_warnings);
        if checked.report.state == CheckState::Refused {
            outcome = Outcome::Refused;
        }
        match (settings.for_ci, settings.format) {
            // One document tells of all files.
            (Some(_), _) => all.push(checked),
            (None, Format::Json) => print::json(&checked.report)?,
            (None, Format::Human) => tell(&found, &checked.report, settings)?,
        }
    }
    if let Some(kind) = settings.for_ci {
        print::ci::all(&all, kind, Some(&form), settings.lang)?;
    }
    Ok(outcome)
}

struct Found {
    nature: Nature,
    /// The rows or numbers of the records; empty for what is no data.
    rows: Vec<u32>,
    report: Report,
    /// Of a container: its own findings, without those of the document inside.
    of_container: Option<Report>,
}

/// Checks a file, by the form where there is a press of it.
fn check(
    press: Option<&Press<'_>>,
    path: &Path,
    limits: &asic::Limits,
    circumstances: &Circumstances,
) -> Result<Found, Failure> {
    let opened = Opened::at(path)?;
    let (name, nature) = (&opened.name, opened.nature);
    let (rows, report) = match (nature, press) {
        (Nature::Container, _) => {
            let (own, report) = match (opened.archive(limits)?, press) {
                (Ok(archive), Some(press)) => pipeline::check_container(press, &archive, name, circumstances),
                (Ok(archive), None) => {
                    let own = asic::check(&archive);
                    (own.clone(), own)
                }
                (Err(refused), _) => (refused.clone(), refused),
            };
            return Ok(Found { nature, rows: Vec::new(), report, of_container: Some(own) });
        }
        (Nature::Pdf, None) => (Vec::new(), pipeline::unfit_to_pack(&opened.bytes()?, name)),
        (_, None) => {
            return Err(Failure::new(
                format!("`{name}` bez veidlapas nevar pārbaudīt"),
                format!("`{name}` cannot be checked without a form"),
            )
            .hint("norādiet veidlapu ar --form", "name a form with --form"));
        }
        (Nature::Pdf, Some(press)) => {
            match pipeline::check_filled(press, &opened.bytes()?, name, circumstances) {
                Ok((_, report)) | Err(report) => (Vec::new(), report),
            }
        }
        (_, Some(press)) => {
            let mut report = rules::about_the_run(press.form(), circumstances);
            let (limits, shelf) = (Limits::default(), chosen::shelf(path));
            let found = pipeline::check_data(press, opened.body()?, name, circumstances, &limits, &shelf);
            let (rows, found) = found.map_err(|error| files::unread(path, &error))?;
            report.append(found);
            (rows, report)
        }
    };
    Ok(Found { nature, rows, report, of_container: None })
}

impl Found {
    fn checked(&self, path: &Path, deny_warnings: bool) -> Checked {
        let kind = match self.nature {
            Nature::Container => CheckedKind::Container,
            Nature::Pdf => CheckedKind::Pdf,
            _ => CheckedKind::Data,
        };
        let records = if kind == CheckedKind::Data { self.rows.len() as u64 } else { 1 };
        let refused = self.report.refuses() || (deny_warnings && self.report.count(Severity::Warning) > 0);
        let report = CheckReport {
            file: files::shown(path).to_string(),
            kind,
            records,
            state: state_of(&self.report, refused),
            findings: self.report.findings().iter().map(FindingFacts::from).collect(),
            conforms: self.of_container.as_ref().map(|own| !own.refuses()),
            opens: self.of_container.as_ref().map(print::opens::facts).unwrap_or_default(),
        };
        Checked { report, rows: self.rows.clone(), deny_warnings }
    }
}

fn state_of(report: &Report, refused: bool) -> CheckState {
    let says = |entry: &Entry| report.findings().iter().any(|finding| finding.code.as_str() == entry.code);
    if refused {
        CheckState::Refused
    } else if says(&catalogue::document::SAMPLE) {
        CheckState::Sample
    } else if says(&catalogue::container::UNSIGNED) {
        CheckState::Unsigned
    } else if says(&catalogue::signature::SIGNED) || says(&catalogue::signature::NO_CERTIFICATE) {
        CheckState::Signed
    } else {
        CheckState::Passed
    }
}

fn tell(found: &Found, checked: &CheckReport, settings: &Settings) -> Result<(), Failure> {
    let report = &found.report;
    print::report(report, settings.lang)?;
    if let Some(doubt) = found.of_container.as_ref().and_then(|own| print::opens::doubt(own, settings.lang)) {
        print::line(&doubt)?;
    }
    if report.refuses() && checked.conforms == Some(true) {
        print::line(words::only_the_form_refuses(settings.lang))?;
    }
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    print::line(&words::verdict(checked, errors, warnings, settings.lang))
}
