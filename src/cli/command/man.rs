//! `edocpack man [COMMAND]`.

use clap::Command;

use crate::cli::args::ManArgs;
use crate::cli::failure::Failure;
use crate::cli::settings::Settings;
use crate::cli::{Outcome, help, print};
use crate::diag::Lang;

pub(in crate::cli) fn run(args: &ManArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let mut whole = help::command(settings.lang);
    // Gives the commands below their full names and the global options.
    whole.build();
    let command = args.command.iter().try_fold(whole, |command, word| subcommand(&command, word))?;
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.display_name(name.clone()).name(name));
    man.source(concat!("edocpack ", env!("CARGO_PKG_VERSION"))).render(&mut page).map_err(|error| {
        Failure::by_system("nevar izveidot rokasgrāmatas lapu", "cannot make the manual page", &error)
    })?;
    print::bytes(in_lang(&String::from_utf8_lossy(&page), settings.lang).as_bytes())?;
    Ok(Outcome::Done)
}

fn subcommand(command: &Command, word: &str) -> Result<Command, Failure> {
    command.find_subcommand(word).cloned().ok_or_else(|| {
        Failure::new(format!("nav komandas `{word}`"), format!("there is no command `{word}`"))
            .hint("skatiet edocpack --help", "see edocpack --help")
    })
}

/// The headings that the page's maker writes itself.
fn in_lang(page: &str, lang: Lang) -> String {
    const HEADINGS: [(&str, &str, &str); 5] = [
        ("NAME", "NOSAUKUMS", "NAME"),
        ("SYNOPSIS", "LIETOŠANA", "SYNOPSIS"),
        ("DESCRIPTION", "APRAKSTS", "DESCRIPTION"),
        ("EXTRA", "PIEMĒRI", "EXAMPLES"),
        ("VERSION", "VERSIJA", "VERSION"),
    ];
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    for line in &mut lines {
        if let Some(heading) = line.strip_prefix(".SH ") {
            let known = HEADINGS.iter().find(|(made, ..)| *made == heading);
            let said = match (known, lang) {
                (Some((_, lv, _)), Lang::Lv) => (*lv).to_owned(),
                (Some((.., en)), Lang::En) => (*en).to_owned(),
                (None, _) => heading.to_uppercase(),
            };
            *line = format!(".SH {said}");
        }
    }
    // The examples bring a heading of their own.
    let examples = lines.iter().position(|line| line == ".SH PIEMĒRI" || line == ".SH EXAMPLES");
    if let Some(at) =
        examples.map(|at| at + 1).filter(|at| lines.get(*at).is_some_and(|line| line.ends_with(':')))
    {
        lines.remove(at);
        // Commands keep their lines; what is said below them flows.
        let flowing = lines.iter().skip(at).take_while(|line| line.starts_with("  ")).count();
        lines.insert(at + flowing, ".fi".to_owned());
        lines.insert(at, ".nf".to_owned());
    }
    lines.join("\n") + "\n"
}
