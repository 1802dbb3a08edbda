//! `edocpack check FILE…`: is this right, whatever it is? Writes nothing.

use std::path::Path;

use crate::asic;
use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::input::InputFile;
use crate::cli::print::ci::CheckedFile;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, CheckSettings, OutputFormat, Settings};
use crate::cli::{Outcome, files, limits, package_builder, resolve};
use crate::data::Limits;
use crate::diag::{CatalogueEntry, Report, Severity, catalogue};
use crate::output::{CheckReport, CheckState, CheckedKind, FindingFacts};
use crate::pipeline::{self, FileKind, PackageBuilder};
use crate::rules::{self, AttachedFiles, CheckContext, Purpose};

pub(in crate::cli) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let judgement = CheckSettings::resolve(&args.strictness, settings::build_time(None)?)?;
    let form = resolve::form(args.form.form.as_deref())?;
    let template = package_builder::supplied_template(&args.form)?;
    let builder = match package_builder::create(&form, template.as_ref())? {
        Ok(builder) => builder,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry = match resolve::registry(args.strictness.registry.as_deref())? {
        Ok(registry) => registry,
        Err(report) => return print::refusal(&report, settings),
    };
    // What depends on the calendar alone never turns a check red, so it is not said here.
    let context = CheckContext {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        report_stale_definition: false,
        registry,
        attached: AttachedFiles::Unknown,
    };
    let limits = limits::limits(&args.limits)?;
    let mut outcome = Outcome::Done;
    let mut all = Vec::new();
    for path in &args.files {
        let found = check((!args.no_form).then_some(&builder), path, &limits, &context)?;
        let checked = found.checked(path, judgement.deny_warnings);
        if checked.report.state == CheckState::Refused {
            outcome = Outcome::Refused;
        }
        match (settings.ci_format, settings.format) {
            // One document tells of all files.
            (Some(_), _) => all.push(checked),
            (None, OutputFormat::Json) => print::json(&checked.report)?,
            (None, OutputFormat::Human) => print_result(&found, &checked.report, settings)?,
        }
    }
    if let Some(kind) = settings.ci_format {
        print::ci::write(&all, kind, Some(&form), settings.lang)?;
    }
    Ok(outcome)
}

struct FileCheck {
    kind: FileKind,
    /// The rows or numbers of the records; empty for what is no data.
    rows: Vec<u32>,
    report: Report,
    /// Of a container: its own findings, without those of the document inside.
    of_container: Option<Report>,
}

/// Checks a file, by the form where there is one.
fn check(
    builder: Option<&PackageBuilder<'_>>,
    path: &Path,
    limits: &asic::Limits,
    context: &CheckContext,
) -> Result<FileCheck, Failure> {
    let opened = InputFile::open(path)?;
    let (name, kind) = (&opened.name, opened.kind);
    let (rows, report) = match (kind, builder) {
        (FileKind::Container, _) => {
            let (own, report) = match (opened.archive(limits)?, builder) {
                (Ok(archive), Some(builder)) => pipeline::check_container(builder, &archive, name, context),
                (Ok(archive), None) => {
                    let own = asic::check(&archive);
                    (own.clone(), own)
                }
                (Err(refused), _) => (refused.clone(), refused),
            };
            return Ok(FileCheck { kind, rows: Vec::new(), report, of_container: Some(own) });
        }
        (FileKind::Pdf, None) => (Vec::new(), pipeline::unfit_to_pack(&opened.bytes()?, name)),
        (_, None) => {
            return Err(Failure::new(
                format!("`{name}` bez veidlapas nevar pārbaudīt"),
                format!("`{name}` cannot be checked without a form"),
            )
            .hint("norādiet veidlapu ar --form", "name a form with --form"));
        }
        (FileKind::Pdf, Some(builder)) => {
            match pipeline::check_filled(builder, &opened.bytes()?, name, context) {
                Ok((_, report)) | Err(report) => (Vec::new(), report),
            }
        }
        (_, Some(builder)) => {
            let mut report = rules::run_findings(builder.form(), context);
            let (limits, attachment_dir) = (Limits::default(), resolve::attachment_dir(path));
            let found =
                pipeline::check_data(builder, opened.body()?, name, context, &limits, &attachment_dir);
            let (rows, found) = found.map_err(|error| files::data_failure(path, &error))?;
            report.append(found);
            (rows, report)
        }
    };
    Ok(FileCheck { kind, rows, report, of_container: None })
}

impl FileCheck {
    fn checked(&self, path: &Path, deny_warnings: bool) -> CheckedFile {
        let kind = match self.kind {
            FileKind::Container => CheckedKind::Container,
            FileKind::Pdf => CheckedKind::Pdf,
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
            opens: self
                .of_container
                .as_ref()
                .map(print::compatibility::compatibility_facts)
                .unwrap_or_default(),
        };
        CheckedFile { report, rows: self.rows.clone(), deny_warnings }
    }
}

fn state_of(report: &Report, refused: bool) -> CheckState {
    let says =
        |entry: &CatalogueEntry| report.findings().iter().any(|finding| finding.code.as_str() == entry.code);
    if refused {
        CheckState::Refused
    } else if says(&catalogue::document::SAMPLE) {
        CheckState::Sample
    } else if says(&catalogue::container::UNSIGNED) || says(&catalogue::container::TIMESTAMP_ONLY) {
        CheckState::Unsigned
    } else if says(&catalogue::signature::SIGNED) || says(&catalogue::signature::NO_CERTIFICATE) {
        CheckState::Signed
    } else {
        CheckState::Passed
    }
}

fn print_result(found: &FileCheck, checked: &CheckReport, settings: &Settings) -> Result<(), Failure> {
    let report = &found.report;
    print::report(report, settings.lang)?;
    if let Some(doubt) =
        found.of_container.as_ref().and_then(|own| print::compatibility::doubtful_line(own, settings.lang))
    {
        print::line(&doubt)?;
    }
    if report.refuses() && checked.conforms == Some(true) {
        print::line(messages::only_the_form_refuses(settings.lang))?;
    }
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    print::line(&messages::verdict(checked, errors, warnings, settings.lang))
}
