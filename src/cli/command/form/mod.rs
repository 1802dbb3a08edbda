//! `edocpack form …`: definitions made, checked, listed, shown, and as an empty sheet.

mod bind;
mod diff;
mod lint;
mod list;
mod new;
mod schema;
mod show;
mod template;

use crate::cli::Outcome;
use crate::cli::args::FormCommand;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;

pub(in crate::cli) fn run(command: &FormCommand, settings: &Settings) -> Result<Outcome, Failure> {
    match command {
        FormCommand::Bind(args) => bind::run(args, settings),
        FormCommand::Diff(args) => diff::run(args, settings),
        FormCommand::Lint(args) => lint::run(args, settings),
        FormCommand::List => list::run(settings),
        FormCommand::New(args) => new::run(args, settings),
        FormCommand::Show { form } => show::run(form.as_deref(), settings),
        FormCommand::Template(args) => template::run(args, settings),
        FormCommand::Schema(args) => schema::run(args),
    }
}
