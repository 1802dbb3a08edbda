//! `edocpack completions SHELL`.

use crate::cli::args::CompletionsArgs;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, help, print};

pub(in crate::cli) fn run(args: &CompletionsArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(settings.lang), "edocpack", &mut script);
    print::bytes(&script)?;
    Ok(Outcome::Done)
}
