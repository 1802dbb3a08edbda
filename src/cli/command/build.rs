use crate::cli::Outcome;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
pub(in crate::cli) fn run<A>(_args: A, _settings: &Settings) -> Result<Outcome, Failure> {
    todo!()
}
