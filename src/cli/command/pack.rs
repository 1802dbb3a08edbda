//! `edocpack pack FILE… -o X.edoc`: documents that are finished, in a container that is ready to be signed.

use std::fs::File;
use std::io;
use std::path::Path;

use serde_json::json;

use crate::asic::{AsicError, ContainerBuilder, ContainerDraft, Content};
use crate::cli::args::PackArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{self, Format, Settings};
use crate::cli::{Outcome, chosen, press};
use crate::diag::Report;
use crate::output::{Folder, Overwrite};
use crate::pdf;
use crate::pipeline;
use crate::rules::{Circumstances, Purpose};
use crate::values::{BuildTime, MediaType};

pub(in crate::cli) fn run(args: &PackArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let time = settings::build_time(args.build_time.as_deref())?;
    let (folder, name) = chosen::split_output(&args.out)?;
    let overwrite = Overwrite::asked(args.overwrite);
    let folder =
        Folder::open(folder, overwrite).map_err(|error| chosen::not_written(&error))?.of_foreign_names();

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
        .map_err(|error| chosen::not_written(&error))?;
    match settings.format {
        Format::Human => {
            print::report(&report, settings.lang)?;
            print::line(&words::written(&path, settings.lang))?;
            print::line(words::packed_unsigned(settings.lang))?;
        }
        Format::Json => print::json(&json!({
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
        let size = path.metadata().map_or(0, |file| file.len());
        // A larger PDF is packed without being looked at.
        if MediaType::of_name(&chosen::shown(path)) == MediaType::PDF && size <= pdf::MAX_FILE as u64 {
            report.append(pipeline::unfit_to_pack(&chosen::read(path)?, &chosen::shown(path)));
        }
    }
    let Some(form) = &args.form else { return Ok(report) };
    let form = chosen::form(Some(form))?;
    let press = match press::set_up(&form, None)? {
        Ok(press) => press,
        Err(refused) => return Ok(refused),
    };
    let circumstances = Circumstances {
        as_of: time.date(),
        accept: Vec::new(),
        purpose: Purpose::FilledPdf,
        saying_calendar: false,
        registry: None,
    };
    if let Some((document, others)) = args.files.split_first() {
        match pipeline::check_filled(
            &press,
            &chosen::read(document)?,
            &chosen::shown(document),
            &circumstances,
        ) {
            Ok((_, found)) | Err(found) => report.append(found),
        }
        for path in others {
            let name = chosen::shown(path);
            let refused = press.refused_attachments([&*name]);
            // What the form does not take at all is not opened.
            if refused.is_empty() {
                report.append(press.scanned_attachment(&chosen::read(path)?, &name));
            }
            report.append(refused);
        }
    }
    Ok(report)
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| chosen::unreadable(path, &error))
}

fn draft<'a>(args: &PackArgs, files: &'a [File], time: BuildTime) -> Result<ContainerDraft<'a>, Failure> {
    let mut draft = None;
    for (path, file) in args.files.iter().zip(files) {
        let name = chosen::entry_name(path)?;
        let media_type = MediaType::of_name(name.as_str());
        let content = Content::of_file(file).map_err(|error| chosen::unreadable(path, &error))?;
        let added = match draft {
            None => {
                ContainerBuilder::new(chosen::profile(args.profile), time).document(name, media_type, content)
            }
            Some(draft) => ContainerDraft::attachment(draft, name, media_type, content),
        };
        draft = Some(added.map_err(|error| {
            Failure::because("konteineru nevar izveidot", "cannot make the container", &error)
        })?);
    }
    // The arguments ask for one file at least.
    draft.ok_or_else(|| Failure::new("nav nevienas datnes", "there is no file"))
}
