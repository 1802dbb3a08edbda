//! `edocpack preview FILE [--page N] -o PAGE.png`: what a person will see.

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::asic::{self, Archive, Limits};
use crate::cli::args::PreviewArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::render_process::render_in_process;
use crate::cli::settings::{OutputFormat, Settings};
use crate::cli::{Outcome, files, resolve};
use crate::diag::catalogue::preview as words_of;
use crate::diag::{Finding, Origin, Report};
use crate::output::{FindingFacts, Folder, Overwrite};
use crate::pdf::Pdf;
use crate::pipeline::FileKind;
use crate::preview::{PreviewError, PreviewPage, Resolution};

pub(in crate::cli) fn run(args: &PreviewArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let target = PictureOutput::of(args)?;
    let dots = Resolution::dpi(args.dpi).ok_or_else(|| {
        Failure::new(
            format!("--dpi {} ir ārpus robežām", args.dpi),
            format!("--dpi {} is out of range", args.dpi),
        )
        .hint("norādiet no 10 līdz 1200", "give from 10 to 1200")
    })?;
    let name = files::shown(&args.file);
    let pdf = match document(args, &name)? {
        Ok(pdf) => pdf,
        Err(report) => return print::refusal(&report, settings),
    };
    let not_drawn =
        |error: &PreviewError| [finding(error, Origin::file(Arc::clone(&name)))].into_iter().collect();
    let page = usize::try_from(args.page).unwrap_or(usize::MAX);
    let sheet = match page.checked_sub(1).map(|page| PreviewPage::of(&pdf, page, dots)) {
        Some(Ok(sheet)) => sheet,
        Some(Err(error)) => return print::refusal(&not_drawn(&error), settings),
        None => {
            let error = PreviewError::NoSuchPage { page, pages: pdf.page_count() };
            return print::refusal(&not_drawn(&error), settings);
        }
    };
    match render_in_process(&sheet)? {
        Ok(png) => target.write(&png, &sheet, &PageInfo { name, page, pages: pdf.page_count() }, settings),
        Err(error) => print::refusal(&not_drawn(&error), settings),
    }
}

/// The PDF itself, or the one in the container.
fn document(args: &PreviewArgs, name: &Arc<str>) -> Result<Result<Pdf, Report>, Failure> {
    let bytes = files::read_or_stdin(&args.file)?;
    let refused = |finding: Finding| Err([finding].into_iter().collect());
    let document = match FileKind::of(&bytes, name) {
        FileKind::Pdf => bytes,
        FileKind::Container => match pdf_in_container(&bytes, name) {
            Ok(document) => document,
            Err(report) => return Ok(Err(report)),
        },
        FileKind::Data => {
            return Err(Failure::new(
                format!("`{name}` nav ne PDF, ne konteiners"),
                format!("`{name}` is neither a PDF nor a container"),
            )
            .hint(
                "zīmēt var to, ko no datiem izveido „edocpack build”",
                "what 'edocpack build' makes of data can be drawn",
            ));
        }
    };
    Ok(match resolve::read_pdf(document, &args.password)? {
        Ok(pdf) => Ok(pdf),
        Err(error) => refused(error.finding(Origin::file(Arc::clone(name)))),
    })
}

/// The one PDF of a container.
fn pdf_in_container(bytes: &[u8], name: &Arc<str>) -> Result<Vec<u8>, Report> {
    let archive = Archive::read(bytes, Arc::clone(name), &Limits::default())?;
    let pdfs: Vec<(String, Vec<u8>)> = archive
        .data_files()
        .filter_map(|file| Some((asic::sanitized(file.name()), file.read()?)))
        .filter(|(name, content)| FileKind::of(content, name) == FileKind::Pdf)
        .collect();
    let origin = Origin::file(Arc::clone(name));
    match <[_; 1]>::try_from(pdfs) {
        Ok([(_, content)]) => Ok(content),
        Err(none) if none.is_empty() => {
            Err([Finding::of(&words_of::NO_PDF_INSIDE, origin)].into_iter().collect())
        }
        Err(several) => {
            let names: Vec<String> = several.into_iter().map(|(name, _)| name).collect();
            let finding = Finding::of(&words_of::SEVERAL_PDFS, origin).with("names", names.join(", "));
            Err([finding].into_iter().collect())
        }
    }
}

fn finding(error: &PreviewError, origin: Origin) -> Finding {
    match error {
        PreviewError::NoSuchPage { page, pages } => {
            Finding::of(&words_of::NO_PAGE, origin).with("page", page).with("pages", pages)
        }
        PreviewError::BudgetExceeded(_) | PreviewError::TooManyPixels { .. } => {
            Finding::of(&words_of::TOO_MUCH, origin)
        }
        _ => Finding::of(&words_of::NOT_DRAWN, origin),
    }
}

/// Where the picture goes.
enum PictureOutput<'a> {
    Output,
    File { folder: Folder, name: String, shown: &'a Path },
}

/// The lines printed about the picture.
struct PageInfo {
    name: Arc<str>,
    page: usize,
    pages: usize,
}

impl<'a> PictureOutput<'a> {
    /// Checked before anything is drawn.
    fn of(args: &'a PreviewArgs) -> Result<Self, Failure> {
        if args.out == Path::new("-") {
            return if std::io::stdout().is_terminal() {
                Err(Failure::new("attēlu terminālī nerāda", "a picture is not shown in a terminal")
                    .hint("norādiet datni: -o lappuse.png", "name a file: -o page.png"))
            } else {
                Ok(Self::Output)
            };
        }
        let (folder, name) = files::output(&args.out, Overwrite::from_flag(args.overwrite))?;
        if let Some(obstacle) = folder.obstacles([name.as_str()]).first() {
            return Err(Failure::from_output(obstacle));
        }
        Ok(Self::File { folder, name, shown: &args.out })
    }

    fn write(
        &self,
        png: &[u8],
        sheet: &PreviewPage,
        told: &PageInfo,
        settings: &Settings,
    ) -> Result<Outcome, Failure> {
        let Self::File { folder, name, shown } = self else {
            return print::bytes(png).map(|()| Outcome::Done);
        };
        let path = folder.write(name, png).map_err(|error| Failure::from_output(&error))?;
        let report: Report = hidden_fields(sheet, &told.name).into_iter().collect();
        match settings.format {
            OutputFormat::Human => {
                print::report(&report, settings.lang)?;
                print::line(&messages::page_of(told.page, told.pages, sheet.dpi(), settings.lang))?;
                print::line(&messages::written(&path, settings.lang))?;
            }
            OutputFormat::Json => print::json(&json!({
                "file": told.name, "picture": shown, "page": told.page, "pages": told.pages,
                "width": sheet.width(), "height": sheet.height(), "dpi": sheet.dpi(),
                "findings": report.findings().iter().map(FindingFacts::from).collect::<Vec<_>>(),
            }))?,
        }
        Ok(Outcome::Done)
    }
}

fn hidden_fields(sheet: &PreviewPage, name: &Arc<str>) -> Option<Finding> {
    let origin = Origin::file(Arc::clone(name));
    (sheet.fields_without_appearance() > 0).then(|| {
        Finding::of(&words_of::FIELDS_NOT_SHOWN, origin).with("n", sheet.fields_without_appearance())
    })
}
