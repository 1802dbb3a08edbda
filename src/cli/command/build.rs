//! `edocpack build DATA… --out DIR`: data to packages.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::args::BuildArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{self, Format, Judgement, Settings};
use crate::cli::{Outcome, chosen, press};
use crate::data::Limits;
use crate::output::{Folder, Overwrite};
use crate::pipeline::{Build, Built, Input, Press, Row};
use crate::rules::{self, Circumstances, Purpose};

pub(in crate::cli) fn run(args: BuildArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let time = settings::build_time(args.build_time.as_deref())?;
    let judgement = Judgement::resolve(&args.strictness, time)?;
    let form = chosen::form(args.form.form.as_deref())?;
    let paper = press::paper(&args.form)?;
    let inputs = args
        .data
        .iter()
        .map(|path| Ok(Input { name: chosen::shown(path), bytes: chosen::read(path)? }))
        .collect::<Result<Vec<_>, Failure>>()?;

    let press = match press::set_up(&form, paper.as_ref())? {
        Ok(press) => press,
        Err(report) => return print::refusal(&report, settings),
    };
    let attached: Vec<_> = args.attach.iter().map(|path| chosen::shown(path)).collect();
    let attached = press.refused_attachments(attached.iter().map(|name| &**name));
    if attached.refuses() {
        return print::refusal(&attached, settings);
    }

    let circumstances = Circumstances {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        saying_calendar: true,
    };
    let of_run = rules::about_the_run(&form, &circumstances);
    if of_run.refuses() {
        return print::refusal(&of_run, settings);
    }

    let overwrite = Overwrite::asked(args.overwrite);
    let out = args.out.unwrap_or_else(|| beside(&args.data));
    let folder = Folder::open(&out, overwrite).map_err(|error| chosen::not_written(&error))?;
    let run = Build {
        press: &press,
        circumstances,
        deny_warnings: judgement.deny_warnings,
        time,
        lang: settings.lang,
        limits: Limits::default(),
    };
    let built = run.run(&inputs, &folder).map_err(|error| chosen::not_written(&error))?;
    match settings.format {
        Format::Human => tell(&built, &press, &folder, settings)?,
        Format::Json => print::json(&json!({ "out": folder.path(), "report": built.run }))?,
    }
    let refuses = built.report.refuses() || built.rows.iter().any(|row| matches!(row, Row::Refused(_)));
    Ok(if refuses { Outcome::Refused } else { Outcome::Done })
}

/// A folder beside the data, named after it.
fn beside(data: &[PathBuf]) -> PathBuf {
    let first = data.first().cloned().unwrap_or_default();
    let stem = first.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    first.with_file_name(format!("{stem}-edoc"))
}

/// All findings, then what was made and what to open.
fn tell(built: &Built, press: &Press<'_>, folder: &Folder, settings: &Settings) -> Result<(), Failure> {
    let lang = settings.lang;
    print::report(&built.report, lang)?;
    for row in &built.rows {
        print::report(row.report(), lang)?;
    }
    let totals = &built.run.totals;
    print::line(&words::totals(totals, lang))?;
    if totals.built > 0 {
        if press.bound().is_sample() {
            print::line(press.sample_notice().of(lang))?;
        }
        print::line(&words::open_next(&folder.path().join("lapa.html"), lang))?;
    }
    Ok(())
}
