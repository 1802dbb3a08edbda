//! `edocpack status OUT SIGNED…`: which packages of a run are signed, by whom, and what is missing.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::cli::args::StatusArgs;
use crate::cli::each_file::EachFile;
use crate::cli::failure::Failure;
use crate::cli::input::InputFile;
use crate::cli::print::signatures::{signature_facts, validation_facts};
use crate::cli::print::table::TextTable;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, CheckSettings, OutputFormat, Settings};
use crate::cli::{Outcome, files, limits, package_builder, resolve, trust_material};
use crate::diag::Lang;
use crate::output::{FindingFacts, PackageRecord};
use crate::pipeline::status::{self, ExpectedPackage, PackageStatus, ReturnedFile};
use crate::pipeline::{FileKind, SignatureValidation, ValidatedSignature};
use crate::rules::{AttachedFiles, CheckContext, Purpose};

pub(in crate::cli) fn run(args: &StatusArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let now = settings::build_time(None)?;
    let judgement = CheckSettings::resolve(&args.strictness, now)?;
    let validation = trust_material::validation(&args.validation, now.time())?;
    let expected = records(&args.out)?;
    let files = signed_files(&args.signed)?;
    // A run is of one form; its records say which.
    let of_run = expected.first().map(|package| package.record.form.id.as_str());
    let form = resolve::form(args.form.form.as_deref().or(of_run))?;
    let template = package_builder::supplied_template(&args.form)?;
    let builder = match package_builder::create(&form, template.as_ref())? {
        Ok(builder) => builder,
        Err(report) => {
            return print::refusal(&report, settings);
        }
    };
    let context = CheckContext {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::FilledPdf,
        report_stale_definition: false,
        registry: None,
        attached: AttachedFiles::Unknown,
    };
    let limits = limits::limits(&args.limits)?;
    let mut returned = Vec::new();
    let mut each = EachFile::new(settings.lang);
    for path in &files {
        returned.extend(each.look(path, || {
            let opened = InputFile::open(path)?;
            let name = &opened.name;
            Ok(match opened.kind {
                FileKind::Container => {
                    let archive = opened.archive(&limits)?;
                    let archive = archive.as_ref().map_err(Clone::clone);
                    status::returned_container(&builder, &expected, archive, name, &context, &validation)
                }
                FileKind::Pdf => {
                    status::returned_pdf(&builder, &expected, &opened.bytes()?, name, &context, &validation)
                }
                FileKind::Data => status::returned_other(name),
            })
        }));
    }
    match settings.format {
        OutputFormat::Human => print_result(&expected, &returned, &validation, settings.lang)?,
        OutputFormat::Json => print::json(&as_json(&expected, &returned, &validation))?,
    }
    let least = if judgement.deny_warnings { PackageStatus::Intact } else { PackageStatus::Doubtful };
    let all = (0..expected.len()).all(|package| status::package_status(package, &returned) >= least);
    let strangers = returned
        .iter()
        .any(|file| file.package.is_none() && (file.report.refuses() || judgement.deny_warnings));
    Ok(each.outcome(if all && !strangers { Outcome::Done } else { Outcome::Refused }))
}

/// The package records of a run, by name.
fn records(out: &Path) -> Result<Vec<ExpectedPackage>, Failure> {
    const END: &str = ".package.json";
    let folder = out.join("records");
    let mut expected = Vec::new();
    for path in if folder.is_dir() { sorted_files(&folder)? } else { Vec::new() } {
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(END)) else {
            continue;
        };
        let record: PackageRecord = serde_json::from_slice(&files::read(&path)?).map_err(|error| {
            let shown = path.display();
            Failure::because(
                &format!("`{shown}` nav šīs programmas paketes ieraksts"),
                &format!("`{shown}` is no package record of this program"),
                &error,
            )
        })?;
        expected.push(ExpectedPackage { name: name.to_owned(), record });
    }
    if expected.is_empty() {
        let shown = folder.display();
        return Err(Failure::new(
            format!("mapē `{shown}` nav neviena paketes ieraksta"),
            format!("there is no package record in `{shown}`"),
        )
        .hint(
            "pirmā ir mape, ko izveidoja `edocpack build`",
            "first comes the folder that `edocpack build` made",
        ));
    }
    Ok(expected)
}

/// The files that were named, and those in folders that were named.
fn signed_files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            let signable = |path: &PathBuf| {
                let extension =
                    path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
                matches!(extension.as_str(), "edoc" | "asice" | "sce" | "asics" | "scs" | "pdf")
            };
            files.extend(sorted_files(path)?.into_iter().filter(signable));
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn sorted_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: &std::io::Error| {
        let shown = folder.display();
        Failure::by_system(
            &format!("nevar nolasīt mapi `{shown}`"),
            &format!("cannot read the folder `{shown}`"),
            error,
        )
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| failed(&e))? {
        let path = entry.map_err(|e| failed(&e))?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn print_result(
    expected: &[ExpectedPackage],
    returned: &[ReturnedFile],
    validation: &SignatureValidation,
    lang: Lang,
) -> Result<(), Failure> {
    let mut table = TextTable::new(messages::status::headers(lang));
    for (at, package) in expected.iter().enumerate() {
        let row = package.record.source.row.to_string();
        let own: Vec<&ReturnedFile> = returned.iter().filter(|file| file.package == Some(at)).collect();
        if own.is_empty() {
            table.row([
                row.clone(),
                messages::status::status(PackageStatus::Missing, lang).into(),
                String::new(),
                String::new(),
                package.name.clone(),
            ]);
        }
        for file in own {
            let state = messages::status::status(file.status(), lang);
            table.row([
                row.clone(),
                state.into(),
                signer_names(file, lang),
                signing_times(file, lang),
                file.name.clone(),
            ]);
        }
    }
    print::line(&table.render(print::terminal::width()))?;
    for file in returned {
        file.doubts().try_for_each(|finding| print::line(&print::finding(finding, lang)))?;
    }
    if expected.iter().any(|package| package.record.readiness.is_sample()) {
        print::line(messages::status::sample_run(lang))?;
    }
    let count = |wanted: &[PackageStatus]| {
        (0..expected.len())
            .filter(|package| wanted.contains(&status::package_status(*package, returned)))
            .count()
    };
    print::line(&messages::status::totals(
        expected.len(),
        count(&[PackageStatus::Intact, PackageStatus::Valid]),
        count(&[PackageStatus::Valid]),
        count(&[PackageStatus::Doubtful]),
        count(&[PackageStatus::Refused, PackageStatus::Unsigned]),
        count(&[PackageStatus::Missing]),
        lang,
    ))?;
    if validation.anchors.is_empty() {
        print::line(messages::status::not_validated(lang))
    } else {
        print::line(&messages::trust::used(validation.anchors.lists(), validation.at, lang))
    }
}

fn signer_names(file: &ReturnedFile, lang: Lang) -> String {
    let name = |one: &ValidatedSignature| match (one.verdict.signer(), one.verdict.claimed_signer()) {
        (Some(signer), _) => signer.subject_display_name(),
        (None, Some(claimed)) => {
            format!("{} {}", claimed.subject_display_name(), messages::status::by_certificate(lang))
        }
        (None, None) => String::new(),
    };
    file.signatures.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn signing_times(file: &ReturnedFile, lang: Lang) -> String {
    let shown = |time: DateTime<Utc>| time.format("%Y-%m-%d %H:%M UTC").to_string();
    let one = |one: &ValidatedSignature| {
        let verdict = &one.verdict;
        match (verdict.proven_time().or(verdict.stamped_time()), verdict.claimed_time()) {
            (Some(time), _) => shown(time),
            (None, Some(time)) => format!("{} {}", shown(time), messages::status::claimed(lang)),
            (None, None) => String::new(),
        }
    };
    file.signatures.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn as_json(
    expected: &[ExpectedPackage],
    returned: &[ReturnedFile],
    validation: &SignatureValidation,
) -> Value {
    let file = |file: &ReturnedFile| {
        json!({
            "file": file.name, "state": status_name(file.status()), "unchanged": file.unchanged,
            "signatures": file.signatures.iter().map(signature_facts).collect::<Vec<_>>(),
            "findings": file.report.findings().iter().map(FindingFacts::from).collect::<Vec<_>>(),
        })
    };
    let packages = expected.iter().enumerate().map(|(at, package)| {
        json!({
            "name": package.name, "row": package.record.source.row, "source": package.record.source.file,
            "sample": package.record.readiness.is_sample(),
            "state": status_name(status::package_status(at, returned)),
            "files": returned.iter().filter(|f| f.package == Some(at)).map(file).collect::<Vec<_>>(),
        })
    });
    json!({
        "packages": packages.collect::<Vec<_>>(),
        "strangers": returned.iter().filter(|f| f.package.is_none()).map(file).collect::<Vec<_>>(),
        "validation": validation_facts(validation),
    })
}

fn status_name(progress: PackageStatus) -> &'static str {
    match progress {
        PackageStatus::Missing => "missing",
        PackageStatus::Unsigned => "unsigned",
        PackageStatus::Refused => "refused",
        PackageStatus::Doubtful => "doubtful",
        PackageStatus::Intact => "intact",
        PackageStatus::Valid => "valid",
    }
}
