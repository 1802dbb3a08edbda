//! The command: raw arguments, resolved settings, one function a command, and what is printed.
//!
//! Only here are arguments, the environment and the clock read, and only here is anything printed.

mod args;
mod command;
mod corrected_form;
mod each_file;
mod failure;
mod files;
mod help;
mod input;
mod limits;
mod package_builder;
mod print;
mod progress;
#[cfg(feature = "preview")]
mod render_process;
mod resolve;
mod settings;
mod signals;
mod suggest;
mod trust_material;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use args::Command;
use failure::Failure;
use settings::Settings;

/// How a command ended; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// The person's data or file was refused.
    Refused,
    /// A file could not be looked at, which was told.
    Failed,
    /// A signal asked to stop, and the run stopped where it can be resumed.
    Stopped(i32),
}

/// Runs the command with these arguments (the first is the program's own name).
///
/// Exit codes: 0 done; 1 the person's data or file was refused; 2 it could not run; 130 and 143 stopped by Ctrl-C
/// (SIGINT) or SIGTERM.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::ignore_file_size_signal();
    let args: Vec<OsString> = args.into_iter().collect();
    #[cfg(feature = "preview")]
    if render_process::is_render_request(&args) {
        return render_process::serve_request();
    }
    let lang = settings::requested_lang(&args);
    let parsed = match usage::parse(&args, lang) {
        Ok(parsed) => parsed,
        Err(message) => return message.print(lang),
    };
    let settings = match Settings::resolve(&parsed.common, &parsed.command) {
        Ok(settings) => settings,
        Err(failure) => return failure.print(lang),
    };
    match dispatch(parsed.command, &settings) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Ok(Outcome::Stopped(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(130)),
        Err(failure) => failure.print(settings.lang),
    }
}

fn dispatch(command: Command, settings: &Settings) -> Result<Outcome, Failure> {
    match command {
        Command::Build(args) => command::build::run(&args, settings),
        Command::Check(args) => command::check::run(&args, settings),
        Command::Merge(args) => command::merge::run(&args, settings),
        Command::Status(args) => command::status::run(&args, settings),
        Command::Trust(args) => command::trust::run(&args, settings),
        Command::Pack(args) => command::pack::run(&args, settings),
        Command::Extract(args) => command::extract::run(&args, settings),
        Command::Fill(args) => command::fill::run(&args, settings),
        Command::ScanCheck(args) => command::scan_check::run(&args, settings),
        Command::Inspect(args) => command::inspect::run(&args, settings),
        Command::Export(args) => command::export::run(&args, settings),
        #[cfg(feature = "preview")]
        Command::Preview(args) => command::preview::run(&args, settings),
        Command::Explain(args) => command::explain::run(&args, settings),
        Command::Form(args) => command::form::run(&args.command, settings),
        Command::Completions(args) => command::completions::run(&args, settings),
        Command::Man(args) => command::man::run(&args, settings),
    }
}
