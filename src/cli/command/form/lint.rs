//! `edocpack form lint`: is a definition right?

use std::path::Path;

use serde_json::json;

use crate::cli::args::LintArgs;
use crate::cli::failure::Failure;
use crate::cli::print::ci::CheckedFile;
use crate::cli::print::{self, messages};
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files, resolve};
use crate::diag::{Report, Severity};
use crate::lint::{Lint, LintOptions};
use crate::output::FindingFacts;
use crate::pipeline::TemplateSource;
use crate::values::Sha256Digest;

pub(super) fn run(args: &LintArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let form = resolve::unchecked_form(args.form.as_deref());
    let pdf = args.template.as_deref().map(files::read).transpose()?;
    let binding_path = match &args.template {
        Some(template) => {
            Some(resolve::binding_path(template, args.binding.as_deref(), args.form.as_deref())?)
        }
        None => None,
    };
    let binding = binding_path.as_deref().map(files::text).transpose()?;
    let shown = |path: Option<&Path>| path.map(files::shown).unwrap_or_default();
    let (pdf_name, binding_name) = (shown(args.template.as_deref()), shown(binding_path.as_deref()));
    let template = match (&pdf, &binding) {
        (Some(pdf), Some(binding)) => {
            Some(TemplateSource::Given { pdf, pdf_name: &pdf_name, binding, binding_name: &binding_name })
        }
        _ => None,
    };
    let pdf_sha256 = args.pdf_sha256.as_deref().map(fingerprint).transpose()?;
    let lint = Lint::of(form, &LintOptions { pdf_sha256, template })
        .map_err(|error| resolve::form_failure(&error))?;
    let report = lint.report();
    match settings.ci_format {
        Some(kind) => print::ci::write(&by_file(report, args), kind, None, settings.lang)?,
        None => print_result(&lint, settings)?,
    }
    let refused = report.refuses() || (args.deny_warnings && report.count(Severity::Warning) > 0);
    Ok(if refused { Outcome::Refused } else { Outcome::Done })
}

/// What was found, file by file, as systems of continuous integration take it.
fn by_file(report: &Report, args: &LintArgs) -> Vec<CheckedFile> {
    let mut checked: Vec<CheckedFile> = Vec::new();
    for finding in report.findings() {
        let facts = FindingFacts::from(finding);
        let file = facts.place.file.clone().unwrap_or_default();
        match checked.iter_mut().find(|one| one.report.file == file) {
            Some(one) => one.add(facts),
            None => checked.push(CheckedFile::of_definition(file, facts, args.deny_warnings)),
        }
    }
    if checked.is_empty() {
        checked.push(CheckedFile::passed(args.form.clone().unwrap_or_default()));
    }
    checked
}

fn fingerprint(text: &str) -> Result<Sha256Digest, Failure> {
    Sha256Digest::parse(text.trim()).map_err(|_| {
        Failure::new(
            format!("`{text}` nav SHA-256 kontrolsumma"),
            format!("`{text}` is no SHA-256 fingerprint"),
        )
        .hint("tai ir 64 heksadecimāli cipari", "it has 64 hexadecimal digits")
    })
}

fn print_result(lint: &Lint, settings: &Settings) -> Result<(), Failure> {
    let report = lint.report();
    match settings.format {
        OutputFormat::Human => {
            for finding in report.findings() {
                print::line(&print::finding_with_excerpt(
                    finding,
                    lint.excerpt(finding).as_deref(),
                    settings.lang,
                ))?;
            }
            let count = |severity| report.count(severity);
            let totals =
                messages::lint_totals(count(Severity::Error), count(Severity::Warning), settings.lang);
            print::line(&totals)
        }
        OutputFormat::Json => {
            let findings: Vec<FindingFacts> = report.findings().iter().map(FindingFacts::from).collect();
            print::json(&json!({
                "state": if report.refuses() { "refused" } else { "passed" },
                "findings": findings,
            }))
        }
    }
}
