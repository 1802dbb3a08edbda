//! `edocpack check FILE…`: is this right, whatever it is? Writes nothing.

use std::path::Path;

use crate::asic;
use crate::cli::args::CheckArgs;
use crate::cli::each_file::EachFile;
use crate::cli::failure::Failure;
use crate::cli::input::InputFile;
use crate::cli::print::ci::CheckedFile;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, CheckSettings, OutputFormat, Settings};
use crate::cli::{Outcome, files, limits, package_builder, resolve, trust_material};
use crate::data::Limits;
use crate::diag::{CatalogueEntry, Report, Severity, catalogue};
use crate::output::{CheckReport, CheckState, CheckedKind, FindingFacts};
use crate::pipeline::{
    self, ContainerCheck, FileKind, PackageBuilder, SignatureValidation, ValidatedSignature,
};
use crate::rules::{self, AttachedFiles, CheckContext, Purpose};
use crate::validate::Indication;

pub(in crate::cli) fn run(args: &CheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let now = settings::build_time(None)?;
    let judgement = CheckSettings::resolve(&args.strictness, now)?;
    let validation = trust_material::validation(&args.validation, now.time())?;
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
    let mut validated = false;
    let mut each = EachFile::new(settings.lang);
    for path in &args.files {
        let form = (!args.no_form).then_some(&builder);
        let Some(found) = each.look(path, || check(form, path, &limits, &context, &validation)) else {
            continue;
        };
        validated |= !found.signatures.is_empty();
        let checked = found.checked(path, judgement.deny_warnings, &validation);
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
    if is_human(settings) && !validation.anchors.is_empty() && validated {
        print::line(&messages::trust::used(validation.anchors.lists(), validation.at, settings.lang))?;
    }
    if let Some(kind) = settings.ci_format {
        print::ci::write(&all, kind, Some(&form), settings.lang)?;
    }
    Ok(each.outcome(outcome))
}

fn is_human(settings: &Settings) -> bool {
    settings.ci_format.is_none() && settings.format == OutputFormat::Human
}

struct FileCheck {
    kind: FileKind,
    /// The rows or numbers of the records; empty for what is no data.
    rows: Vec<u32>,
    report: Report,
    /// Of a container: its own findings, without those of the document inside.
    of_container: Option<Report>,
    signatures: Vec<ValidatedSignature>,
}

/// Checks a file, by the form where there is one.
fn check(
    builder: Option<&PackageBuilder<'_>>,
    path: &Path,
    limits: &asic::Limits,
    context: &CheckContext,
    validation: &SignatureValidation,
) -> Result<FileCheck, Failure> {
    let opened = InputFile::open(path)?;
    let (name, kind) = (&opened.name, opened.kind);
    let (rows, report) = match (kind, builder) {
        (FileKind::Container, _) => {
            let check = match opened.archive(limits)? {
                Ok(archive) => pipeline::check_container(builder, &archive, name, context, validation),
                Err(refused) => ContainerCheck {
                    container: refused.clone(),
                    report: refused,
                    ..ContainerCheck::default()
                },
            };
            let ContainerCheck { container, report, signatures, .. } = check;
            return Ok(FileCheck {
                kind,
                rows: Vec::new(),
                report,
                of_container: Some(container),
                signatures,
            });
        }
        (FileKind::Pdf, _) => {
            let bytes = opened.bytes()?;
            let check = match builder {
                Some(builder) => pipeline::check_filled(builder, &bytes, name, context, validation),
                None => pipeline::check_pdf(&bytes, name, validation),
            };
            let (report, signatures) = (check.report, check.signatures);
            return Ok(FileCheck { kind, rows: Vec::new(), report, of_container: None, signatures });
        }
        (_, None) => {
            return Err(Failure::new(
                format!("`{name}` bez veidlapas nevar pārbaudīt"),
                format!("`{name}` cannot be checked without a form"),
            )
            .hint("norādiet veidlapu ar --form", "name a form with --form"));
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
    Ok(FileCheck { kind, rows, report, of_container: None, signatures: Vec::new() })
}

impl FileCheck {
    fn checked(&self, path: &Path, deny_warnings: bool, validation: &SignatureValidation) -> CheckedFile {
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
            state: state_of(&self.report, &self.signatures, refused),
            findings: self.report.findings().iter().map(FindingFacts::from).collect(),
            conforms: self.of_container.as_ref().map(|own| !own.refuses()),
            opens: self
                .of_container
                .as_ref()
                .map(print::compatibility::compatibility_facts)
                .unwrap_or_default(),
            signatures: self.signatures.iter().map(print::signatures::signature_facts).collect(),
            validation: (!self.signatures.is_empty())
                .then(|| print::signatures::validation_facts(validation)),
        };
        CheckedFile { report, rows: self.rows.clone(), deny_warnings }
    }
}

fn state_of(report: &Report, signatures: &[ValidatedSignature], refused: bool) -> CheckState {
    let says =
        |entry: &CatalogueEntry| report.findings().iter().any(|finding| finding.code.as_str() == entry.code);
    if refused {
        CheckState::Refused
    } else if says(&catalogue::document::SAMPLE) {
        CheckState::Sample
    } else if says(&catalogue::container::UNSIGNED) || says(&catalogue::container::TIMESTAMP_ONLY) {
        CheckState::Unsigned
    } else if !signatures.is_empty()
        && signatures.iter().all(|one| one.verdict.indication() == Indication::TotalPassed)
    {
        CheckState::Valid
    } else if !signatures.is_empty()
        || says(&catalogue::signature::SIGNED)
        || says(&catalogue::signature::NO_CERTIFICATE)
    {
        CheckState::Signed
    } else if says(&catalogue::pdf_change::LOOK_UNPROVED) {
        CheckState::Unproved
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
