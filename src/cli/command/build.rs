//! `edocpack build DATA… --out DIR`: data to packages.

use std::fs::File;
use std::io::Seek as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::batch::{Batch, Input, PreviewRenderer, RunEnd, RunMode, RunOutcome, Shard, previous_run};
use crate::cli::args::BuildArgs;
use crate::cli::failure::Failure;
use crate::cli::print::{self, messages};
use crate::cli::progress::TerminalProgress;
use crate::cli::settings::{self, CheckSettings, CiFormat, OutputFormat, Settings};
use crate::cli::{Outcome, corrected_form, files, package_builder, resolve, signals};
use crate::data::{DataContent, Limits};
use crate::diag::Report;
use crate::output::{Durability, Folder, Overwrite};
use crate::pipeline::{self, Attachment, PackageBuilder};
use crate::rules::{self, AttachedFiles, CheckContext, Purpose};

pub(in crate::cli) fn run(args: &BuildArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let shard = match &args.shard {
        None => Shard::WHOLE,
        Some(text) => Shard::parse(text)
            .map_err(|error| Failure::new(format!("`{text}` nav daļa, piemēram, 2/8"), error.to_string()))?,
    };
    let out = args.out.clone().unwrap_or_else(|| default_out(&args.data));
    let folder = Folder::open(&out, Overwrite::Refuse).map_err(|e| Failure::from_output(&e))?;
    // Thousands of files are synced in groups, not one by one.
    let folder = folder.with_durability(Durability::Buffered);
    let inputs = args.data.iter().map(|path| input(path)).collect::<Result<Vec<_>, Failure>>()?;
    let choice = corrected_form::form_choice(&args.form, &inputs, &folder)?;
    let form = resolve::form(choice.form.as_deref())?;
    let template = package_builder::supplied_template(&choice)?;

    // What an interrupted run settled holds, unless the person names it.
    let before = if args.resume {
        previous_run(&folder, shard).map_err(|error| Failure::from_batch(&error))?
    } else {
        None
    };
    // A finished run may be about to be replaced by one of another day.
    let before = before.filter(|before| !(args.replace && before.is_finished));
    let time = match (&args.build_time, before) {
        (None, Some(before)) => before.build_time,
        (asked, _) => settings::build_time(asked.as_deref())?,
    };
    let mut judgement = CheckSettings::resolve(&args.strictness, time)?;
    if let (None, Some(before)) = (&args.strictness.as_of, before) {
        judgement.as_of = before.as_of;
    }

    let builder = match package_builder::create(&form, template.as_ref())? {
        Ok(builder) => builder,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry = match resolve::registry(args.strictness.registry.as_deref())? {
        Ok(registry) => registry,
        Err(report) => return print::refusal(&report, settings),
    };
    let registry_sha256 = registry.as_ref().map(|registry| registry.sha256());
    let context = CheckContext {
        as_of: judgement.as_of,
        accept: judgement.accept,
        purpose: Purpose::Data,
        report_stale_definition: true,
        registry,
        attached: AttachedFiles::Unknown,
    };
    let context = if args.attach.is_empty() { context } else { context.with_attachments(true) };
    let mut run_report = rules::run_findings(&form, &context);
    let mut attachments = Vec::new();
    for path in &args.attach {
        let name = files::shown(path);
        // What the form does not take need not even be there.
        if let Some(refused) = builder.refused_attachment(&name) {
            run_report.push(refused);
        } else {
            let file = attachment(path)?;
            run_report.append(builder.check_attachment(&name, &file.bytes));
            attachments.push(file);
        }
    }
    if run_report.refuses() {
        check_inputs(&mut run_report, &inputs, &builder, &context)?;
        return print::refusal(&run_report, settings);
    }

    let batch = Batch {
        builder: &builder,
        context,
        deny_warnings: judgement.deny_warnings,
        fail_fast: args.fail_fast,
        time,
        lang: settings.lang,
        profile: resolve::profile(args.profile),
        flatten: args.flatten,
        preview: preview_renderer(args),
        attachments: attachments.into(),
        limits: Limits::default(),
        jobs: args.jobs.unwrap_or_else(processors),
        shard,
        mode: if args.resume { RunMode::Resume } else { RunMode::Begin },
        replace: args.replace,
        registry: registry_sha256,
        form_files: package_builder::form_files(&choice, template.as_ref()),
    };
    let onlooker = TerminalProgress::new(settings, signals::stop_on_signal());
    let finished = batch.run(inputs, &folder, &onlooker);
    onlooker.finish()?;
    let finished = finished.map_err(|error| Failure::from_batch(&error))?;
    print_result(&finished, &builder, &folder, shard, &package_builder::form_options(&args.form), settings)?;
    if finished.end == RunEnd::Stopped {
        return Ok(Outcome::Stopped(onlooker.signal()));
    }
    let refuses = finished.report.refuses() || finished.totals.refused > 0;
    Ok(if refuses { Outcome::Refused } else { Outcome::Done })
}

/// Renders the pictures, where they are asked for.
#[cfg(feature = "preview")]
fn preview_renderer(args: &BuildArgs) -> Option<&'static dyn PreviewRenderer> {
    args.preview.then_some(&crate::cli::render_process::ProcessRenderer)
}

#[cfg(not(feature = "preview"))]
fn preview_renderer(_: &BuildArgs) -> Option<&'static dyn PreviewRenderer> {
    None
}

/// The number of threads where the options name none.
fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// A data file that stays on the disk; what can be read only once is kept in a file without a name.
fn input(path: &Path) -> Result<Input, Failure> {
    if files::is_stdin(path) {
        return Ok(Input {
            name: "-".into(),
            body: DataContent::File(spooled(&mut std::io::stdin().lock(), path)?),
            attachment_dir: resolve::attachment_dir(path),
        });
    }
    let name = files::shown(path);
    let mut file = files::open(path)?;
    let is_plain = file.metadata().is_ok_and(|there| there.is_file());
    let file = if is_plain { file } else { spooled(&mut file, path)? };
    Ok(Input { name, body: DataContent::File(file), attachment_dir: resolve::attachment_dir(path) })
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
    files::spool(from, &mut file, path)?;
    file.rewind().map_err(failed)?;
    Ok(file)
}

/// Checks all inputs without building anything.
fn check_inputs(
    report: &mut Report,
    inputs: &[Input],
    builder: &PackageBuilder<'_>,
    context: &CheckContext,
) -> Result<(), Failure> {
    for Input { name, body, attachment_dir } in inputs {
        let path = Path::new(&**name);
        let body = body.try_clone().map_err(|error| files::unreadable(path, &error))?;
        let found = pipeline::check_data(builder, body, name, context, &Limits::default(), attachment_dir);
        report.append(found.map_err(|error| files::data_failure(path, &error))?.1);
    }
    Ok(())
}

/// An attachment that goes into every container.
fn attachment(path: &Path) -> Result<Attachment, Failure> {
    Ok(Attachment { name: resolve::entry_name(path)?, bytes: files::read(path)? })
}

/// A folder beside the data, named after it.
fn default_out(data: &[PathBuf]) -> PathBuf {
    let first = data.first().cloned().unwrap_or_default();
    let stem = first.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = if stem == "-" { "stdin".to_owned() } else { stem };
    first.with_file_name(format!("{stem}-edoc"))
}

/// What was made and what to open.
fn print_result(
    finished: &RunOutcome,
    builder: &PackageBuilder<'_>,
    folder: &Folder,
    shard: Shard,
    options: &str,
    settings: &Settings,
) -> Result<(), Failure> {
    let lang = settings.lang;
    match (settings.format, settings.ci_format) {
        (_, Some(CiFormat::Junit)) => return print::run::junit(finished, lang),
        (_, Some(CiFormat::Github)) => return print::run::github(finished, lang),
        (OutputFormat::Json, _) => return print::run::json(finished, folder.path()),
        (OutputFormat::Human, _) => {}
    }
    if let Some(replaced) = &finished.replaced {
        print::line(&messages::run::replaced(replaced, folder.path(), lang))?;
    }
    print::line(&messages::run::totals(&finished.totals, lang))?;
    if finished.end == RunEnd::Stopped {
        return print::line(messages::run::stopped(lang));
    }
    for table in &finished.refused_tables {
        print::line(&messages::run::correct_rows(&folder.path().join(table), folder.path(), options, lang))?;
    }
    if !shard.is_whole() {
        return print::line(&messages::run::shard_done(shard, folder.path(), options, lang));
    }
    if finished.totals.built > 0 {
        if builder.bound().is_sample() {
            print::line(builder.sample_notice().of(lang))?;
        }
        print::line(&messages::run::open_next(&folder.path().join("lapa.html"), lang))?;
    }
    Ok(())
}
