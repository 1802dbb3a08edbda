//! `edocpack build DATA… --out DIR`: data to packages.

use std::fs::File;
use std::io::Seek as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::batch::{Artist, Batch, Ended, Finished, Input, Mode, Shard, begun};
use crate::cli::args::BuildArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, words};
use crate::cli::settings::{self, ForCi, Format, Judgement, Settings};
use crate::cli::watching::Onlooker;
use crate::cli::{Outcome, chosen, files, mending, press, signals};
use crate::data::{Body, Limits};
use crate::diag::Report;
use crate::output::{Durability, Folder, Overwrite};
use crate::pipeline::{self, Attachment, Press};
use crate::rules::{self, Attached, Circumstances, Purpose};

pub(in crate::cli) fn run(args: &BuildArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let shard = match &args.shard {
        None => Shard::WHOLE,
        Some(text) => Shard::parse(text)
            .map_err(|error| Failure::new(format!("`{text}` nav daļa, piemēram, 2/8"), error.to_string()))?,
    };
    let out = args.out.clone().unwrap_or_else(|| beside(&args.data));
    let folder = Folder::open(&out, Overwrite::Refuse).map_err(|e| Failure::of_output(&e))?;
    // Thousands of files are made safe in groups, not one by one.
    let folder = folder.durable(Durability::Buffered);
    let inputs = args.data.iter().map(|path| input(path)).collect::<Result<Vec<_>, Failure>>()?;
    let choice = mending::form_choice(&args.form, &inputs, &folder)?;
    let form = chosen::form(choice.form.as_deref())?;
    let paper = press::paper(&choice)?;

    // What an interrupted run settled holds, unless the person says it anew.
    let before =
        if args.resume { begun(&folder, shard).map_err(|error| Failure::of_run(&error))? } else { None };
    // A finished run may be about to be replaced by one of another day.
    let before = before.filter(|before| !(args.replace && before.done));
    let time = match (&args.build_time, before) {
        (None, Some(before)) => before.time,
        (asked, _) => settings::build_time(asked.as_deref())?,
    };
    let mut judgement = Judgement::resolve(&args.strictness, time)?;
    if let (None, Some(before)) = (&args.strictness.as_of, before) {
        judgement.as_of = before.as_of;
    }

    let press = match press::set_up(&form, paper.as_ref())? {
        Ok(press) => press,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry = match chosen::registry(args.strictness.registry.as_deref())? {
        Ok(registry) => registry,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry_sha256 = registry.as_ref().map(|registry| registry.sha256());
    let circumstances = Circumstances {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        saying_calendar: true,
        registry,
        attached: Attached::Unsaid,
    };
    let circumstances = if args.attach.is_empty() { circumstances } else { circumstances.attaching(true) };
    let mut of_run = rules::about_the_run(&form, &circumstances);
    let mut attachments = Vec::new();
    for path in &args.attach {
        let name = files::shown(path);
        // What the form does not take need not even be there.
        if let Some(refused) = press.refused_attachment(&name) {
            of_run.push(refused);
        } else {
            let file = attachment(path)?;
            of_run.append(press.attachment(&name, &file.bytes));
            attachments.push(file);
        }
    }
    if of_run.refuses() {
        tell_all(&mut of_run, &inputs, &press, &circumstances)?;
        return print::refusal(&of_run, settings);
    }

    let batch = Batch {
        press: &press,
        circumstances,
        deny_warnings: judgement.deny_warnings,
        fail_fast: args.fail_fast,
        time,
        lang: settings.lang,
        profile: chosen::profile(args.profile),
        flatten: args.flatten,
        artist: artist(args),
        attachments: attachments.into(),
        limits: Limits::default(),
        jobs: args.jobs.unwrap_or_else(processors),
        shard,
        mode: if args.resume { Mode::Resume } else { Mode::Begin },
        replace: args.replace,
        registry: registry_sha256,
        form_files: press::form_files(&choice, paper.as_ref()),
    };
    let onlooker = Onlooker::new(settings, signals::stop_when_asked());
    let finished = batch.run(inputs, &folder, &onlooker);
    onlooker.finish()?;
    let finished = finished.map_err(|error| Failure::of_run(&error))?;
    tell(&finished, &press, &folder, shard, &press::options(&args.form), settings)?;
    if finished.ended == Ended::Stopped {
        return Ok(Outcome::Stopped(onlooker.signal()));
    }
    let refuses = finished.report.refuses() || finished.totals.refused > 0;
    Ok(if refuses { Outcome::Refused } else { Outcome::Done })
}

/// Who draws pictures, where they are asked for.
#[cfg(feature = "preview")]
fn artist(args: &BuildArgs) -> Option<&'static dyn Artist> {
    args.preview.then_some(&crate::cli::drawing::Apart)
}

#[cfg(not(feature = "preview"))]
fn artist(_: &BuildArgs) -> Option<&'static dyn Artist> {
    None
}

/// Threads where nobody says how many.
fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// A data file that stays on the disk; what can be read only once is kept in a file without a name.
fn input(path: &Path) -> Result<Input, Failure> {
    if files::is_stdin(path) {
        return Ok(Input {
            name: "-".into(),
            body: Body::File(spooled(&mut std::io::stdin().lock(), path)?),
            shelf: chosen::shelf(path),
        });
    }
    let name = files::shown(path);
    let mut file = files::open(path)?;
    let is_plain = file.metadata().is_ok_and(|there| there.is_file());
    let file = if is_plain { file } else { spooled(&mut file, path)? };
    Ok(Input { name, body: Body::File(file), shelf: chosen::shelf(path) })
}

fn spooled(from: &mut dyn std::io::Read, path: &Path) -> Result<File, Failure> {
    let failed = |error| files::unreadable(path, &error);
    let mut file = tempfile::tempfile().map_err(|error| {
        let folder = std::env::temp_dir();
        let shown = folder.display();
        Failure::by_system("nevar izveidot pagaidu datni", "cannot make a temporary file", &error).hint(
            format!("pārbaudiet mapi `{shown}`; citu norāda ar TMPDIR"),
            format!("look at the folder `{shown}`; TMPDIR names another"),
        )
    })?;
    std::io::copy(from, &mut file).map_err(failed)?;
    file.rewind().map_err(failed)?;
    Ok(file)
}

/// Nothing is built, and yet everything is told.
fn tell_all(
    report: &mut Report,
    inputs: &[Input],
    press: &Press<'_>,
    circumstances: &Circumstances,
) -> Result<(), Failure> {
    for Input { name, body, shelf } in inputs {
        let path = Path::new(&**name);
        let body = body.try_clone().map_err(|error| files::unreadable(path, &error))?;
        let found = pipeline::check_data(press, body, name, circumstances, &Limits::default(), shelf);
        report.append(found.map_err(|error| files::unread(path, &error))?.1);
    }
    Ok(())
}

/// A file that the form takes beside its document.
fn attachment(path: &Path) -> Result<Attachment, Failure> {
    Ok(Attachment { name: chosen::entry_name(path)?, bytes: files::read(path)? })
}

/// A folder beside the data, named after it.
fn beside(data: &[PathBuf]) -> PathBuf {
    let first = data.first().cloned().unwrap_or_default();
    let stem = first.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = if stem == "-" { "stdin".to_owned() } else { stem };
    first.with_file_name(format!("{stem}-edoc"))
}

/// What was made and what to open.
fn tell(
    finished: &Finished,
    press: &Press<'_>,
    folder: &Folder,
    shard: Shard,
    options: &str,
    settings: &Settings,
) -> Result<(), Failure> {
    let lang = settings.lang;
    match (settings.format, settings.for_ci) {
        (_, Some(ForCi::Junit)) => return print::run::junit(finished, lang),
        (_, Some(ForCi::Github)) => return print::run::github(finished, lang),
        (Format::Json, _) => return print::run::json(finished, folder.path()),
        (Format::Human, _) => {}
    }
    if let Some(replaced) = &finished.replaced {
        print::line(&words::run::replaced(replaced, folder.path(), lang))?;
    }
    print::line(&words::run::totals(&finished.totals, lang))?;
    if finished.ended == Ended::Stopped {
        return print::line(words::run::stopped(lang));
    }
    for table in &finished.refused {
        print::line(&words::run::mend(&folder.path().join(table), folder.path(), options, lang))?;
    }
    if !shard.is_whole() {
        return print::line(&words::run::shard_done(shard, folder.path(), options, lang));
    }
    if finished.totals.built > 0 {
        if press.bound().is_sample() {
            print::line(press.sample_notice().of(lang))?;
        }
        print::line(&words::run::open_next(&folder.path().join("lapa.html"), lang))?;
    }
    Ok(())
}
