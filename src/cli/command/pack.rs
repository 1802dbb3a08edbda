//! `edocpack pack FILE… -o X.edoc`: documents that are finished, in a container that is ready to be signed.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::json;

use crate::asic::{AsicError, ContainerBuilder, ContainerDraft, EntryContent};
use crate::cli::args::PackArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::settings::{self, OutputFormat, Settings};
use crate::cli::{Outcome, files, package_builder, resolve};
use crate::diag::catalogue::document;
use crate::diag::{Finding, Origin, Report};
use crate::output::Overwrite;
use crate::pdf::{self, PdfError};
use crate::pipeline::{self, SignatureValidation};
use crate::rules::{AttachedFiles, CheckContext, Purpose};
use crate::trust::Anchors;
use crate::values::{BuildTime, MediaType, regular_file};

pub(in crate::cli) fn run(args: &PackArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let time = settings::build_time(args.build_time.as_deref())?;
    let (folder, name) = files::output(&args.out, Overwrite::from_flag(args.overwrite))?;

    let report = refusals(args, time)?;
    if report.refuses() {
        return print::refusal(&report, settings);
    }
    let files = args.files.iter().map(|path| open(path)).collect::<Result<Vec<_>, Failure>>()?;
    let draft = draft(args, &files, time)?;
    let mut entries = Vec::new();
    let path = folder
        .write_with(&name, |out| {
            entries = draft.write(out).map_err(|error| match error {
                AsicError::Io(error) => error,
                other => io::Error::other(other),
            })?;
            Ok(())
        })
        .map_err(|error| Failure::from_output(&error))?;
    match settings.format {
        OutputFormat::Human => {
            print::report(&report, settings.lang)?;
            print::line(&messages::written(&path, settings.lang))?;
            print::line(messages::packed_unsigned(settings.lang))?;
        }
        OutputFormat::Json => print::json(&json!({
            "file": path, "state": "unsigned", "entries": entries.iter().map(|entry| json!({
                "name": entry.name, "size": entry.size, "sha256": entry.sha256.to_string(),
                "media_type": entry.media_type.as_ref().map(MediaType::as_str),
            })).collect::<Vec<_>>(),
        }))?,
    }
    Ok(Outcome::Done)
}

/// What no container may hold, and with `--form` what that form refuses.
fn refusals(args: &PackArgs, time: BuildTime) -> Result<Report, Failure> {
    let mut report = Report::default();
    for path in &args.files {
        let name = files::shown(path);
        if MediaType::of_name(&name) != MediaType::PDF {
            continue;
        }
        match files::read_up_to(path, pdf::MAX_FILE)? {
            Some(bytes) => report.append(pipeline::unfit_to_pack(&bytes, &name)),
            None => report
                .push(Finding::of(&document::UNSEEN, Origin::file(name)).with("max", pdf::MAX_FILE >> 20)),
        }
    }
    let Some(form) = &args.form else { return Ok(report) };
    let form = resolve::form(Some(form))?;
    let builder = match package_builder::create(&form, None)? {
        Ok(builder) => builder,
        Err(refused) => return Ok(refused),
    };
    let context = CheckContext {
        as_of: time.date(),
        accept: Vec::new(),
        purpose: Purpose::FilledPdf,
        report_stale_definition: false,
        registry: None,
        attached: if args.files.len() > 1 { AttachedFiles::Yes } else { AttachedFiles::No },
    };
    if let Some((first, others)) = args.files.split_first() {
        let name = files::shown(first);
        if let Some(bytes) = files::read_up_to(first, pdf::MAX_FILE)? {
            // What is packed is signed afterwards: whom anybody trusts does not matter yet.
            let validation =
                SignatureValidation { anchors: Anchors::default(), at: time.time(), required: None };
            report.append(pipeline::check_filled(&builder, &bytes, &name, &context, &validation).report);
        } else {
            let error = PdfError::TooLarge { what: "the file", limit: pdf::MAX_FILE };
            report.push(error.finding(Origin::file(name)));
        }
        for other in others {
            let name = files::shown(other);
            report.append(match files::read_up_to(other, pdf::MAX_FILE)? {
                Some(bytes) => builder.check_attachment(&name, &bytes),
                None => builder.too_large_to_attach(&name),
            });
        }
    }
    Ok(report)
}

fn open(path: &Path) -> Result<File, Failure> {
    regular_file::open(path).map_err(|error| files::unreadable(path, &error))
}

fn draft<'a>(args: &PackArgs, files: &'a [File], time: BuildTime) -> Result<ContainerDraft<'a>, Failure> {
    let mut draft = None;
    for (path, file) in args.files.iter().zip(files) {
        let name = resolve::entry_name(path)?;
        let media_type = MediaType::of_name(name.as_str());
        let content = EntryContent::of_file(file).map_err(|error| files::unreadable(path, &error))?;
        let added = match draft {
            None => ContainerBuilder::new(resolve::profile(args.profile), time)
                .document(name, media_type, content),
            Some(draft) => ContainerDraft::attachment(draft, name, media_type, content),
        };
        draft = Some(added.map_err(|error| {
            match error {
                AsicError::SameName { name } => Failure::new(
                    format!("konteinerā jau ir datne `{name}`"),
                    format!("the container has a file `{name}` already"),
                )
                .hint("pārdēvējiet vienu no abām", "rename one of the two"),
                AsicError::EmptyFile { name } => Failure::new(
                    format!("datne `{name}` ir tukša, un tukšu datni neparaksta"),
                    format!("file `{name}` is empty, and an empty file is not signed"),
                ),
                error => Failure::because("konteineru nevar izveidot", "cannot make the container", &error),
            }
        })?);
    }
    // The arguments ask for one file at least.
    draft.ok_or_else(|| Failure::new("nav nevienas datnes", "there is no file"))
}
