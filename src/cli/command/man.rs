//! `edocpack man`.

use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, help, print};

pub(in crate::cli) fn run(settings: &Settings) -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(help::command(settings.lang)).render(&mut page).map_err(|error| {
        Failure::because("nevar izveidot rokasgrāmatas lapu", "cannot make the manual page", &error)
    })?;
    print::bytes(&page)?;
    Ok(Outcome::Done)
}
