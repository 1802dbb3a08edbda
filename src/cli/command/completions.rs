//! `edocpack completions SHELL`.

use clap::Command;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use crate::cli::args::CompletionsArgs;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, help, print};
use crate::form::Form;

pub(in crate::cli) fn run(args: &CompletionsArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut command = help::command(settings.lang);
    // The other shells would then no longer complete the folder of a form that is not built in.
    if args.shell == Shell::Bash {
        command = naming_forms(command);
    }
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "edocpack", &mut script);
    print::bytes(&script)?;
    Ok(Outcome::Done)
}

/// The forms that are built in, wherever a form is asked for.
fn naming_forms(command: Command) -> Command {
    command
        .mut_args(|argument| match argument.get_id().as_str() {
            "form" => argument.value_parser(PossibleValuesParser::new(Form::embedded_ids())),
            _ => argument,
        })
        .mut_subcommands(naming_forms)
}
