//! From words to arguments; `edocpack DATA` alone means `edocpack build DATA`; mistakes are reported in the person's
//! language.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, FromArgMatches};

use super::args::Cli;
use super::failure::Failure;
use super::print::text::wrapped;
use super::print::{self, terminal};
use super::{help, suggest};
use crate::diag::Lang;

/// What is printed instead of running a command.
pub(super) enum UsageMessage {
    /// Help or version, asked for.
    Text(String),
    /// A mistake in the arguments.
    Mistake(Failure),
}

impl UsageMessage {
    pub(super) fn print(&self, lang: Lang) -> ExitCode {
        match self {
            Self::Text(text) => match print::bytes(text.as_bytes()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => failure.print(lang),
            },
            Self::Mistake(failure) => failure.print(lang),
        }
    }
}

pub(super) fn parse(args: &[OsString], lang: Lang) -> Result<Cli, UsageMessage> {
    let command = help::command(lang);
    let args = expand_build(&expand_help(args), &command);
    if args.len() < 2 {
        return Err(UsageMessage::Text(in_lang(command.clone().render_help().to_string(), lang)));
    }
    let begun = named_command(&args, &command);
    let matches = command.try_get_matches_from(args).map_err(|error| explain_error(&error, &begun, lang))?;
    Cli::from_arg_matches(&matches).map_err(|error| explain_error(&error, &begun, lang))
}

/// `help build` means `build --help`, `form help` means `form --help`, and `version` means `--version`.
fn expand_help(args: &[OsString]) -> Vec<OsString> {
    let mut args = args.to_vec();
    let Some(first) = first_word(&args) else { return args };
    if let Some(word) = args.get_mut(first).filter(|word| *word == "version") {
        *word = "--version".into();
        return args;
    }
    let at = if args.get(first).is_some_and(|word| word == "form") { [first, first + 1] } else { [first; 2] };
    if let Some(at) = at.into_iter().find(|at| args.get(*at).is_some_and(|word| word == "help")) {
        args.remove(at);
        args.push("--help".into());
    }
    args
}

/// The command that was begun: `form show`; empty where there is none.
fn named_command(args: &[OsString], command: &Command) -> String {
    let mut names = Vec::new();
    let mut at = command;
    for word in args.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(below) = at.find_subcommand(word) {
            names.push(below.get_name());
            at = below;
        }
    }
    names.join(" ")
}

/// Puts `build` before data that stand alone: a first word that names no command but a file, or looks like one.
fn expand_build(args: &[OsString], command: &Command) -> Vec<OsString> {
    let mut args = args.to_vec();
    let Some(at) = first_word(&args) else { return args };
    let Some(word) = args.get(at) else { return args };
    let is_command = word.to_str().is_some_and(|word| command.find_subcommand(word).is_some());
    let path = Path::new(word);
    let looks_like_data = path.exists() || path.extension().is_some() || path.components().count() > 1;
    if !is_command && looks_like_data {
        args.insert(at, "build".into());
    }
    args
}

/// The position of the first argument that is not an option or the value of a global one.
fn first_word(args: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while let Some(arg) = args.get(at) {
        match arg.to_str() {
            Some("--lang" | "--format") => at += 2,
            Some(option) if option.starts_with('-') && option.len() > 1 => at += 1,
            _ => return Some(at),
        }
    }
    None
}

/// The few words that clap writes itself, and the line that it does not break.
fn in_lang(text: String, lang: Lang) -> String {
    let (text, start) = match lang {
        Lang::Lv => (
            text.replace("[OPTIONS]", "[IESPĒJAS]")
                .replace("[default: ", "[noklusējums: ")
                .replace("[alias: ", "[arī: "),
            "Lietošana: ",
        ),
        Lang::En => (text, "Usage: "),
    };
    let width = terminal::width_of_help();
    let lines = text.split('\n').map(|line| {
        if line.starts_with(start) { Cow::Owned(wrapped(line, width, 0, 4)) } else { Cow::Borrowed(line) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn explain_error(error: &clap::Error, begun: &str, lang: Lang) -> UsageMessage {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    // `--out <DIR>` by its name alone.
    let option = argument.split(' ').next().unwrap_or_default().to_owned();
    let failure = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return UsageMessage::Text(in_lang(error.to_string(), lang));
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            Failure::new("nav norādīta komanda", "no command is given")
        }
        ErrorKind::InvalidSubcommand => {
            let word = context(ContextKind::InvalidSubcommand);
            if !begun.is_empty() {
                let failure =
                    Failure::new(format!("nav komandas `{word}`"), format!("there is no command `{word}`"));
                return mistake(with_suggestion(failure, error), begun);
            }
            let failure = Failure::new(
                format!("nav ne komandas, ne datnes `{word}`"),
                format!("`{word}` is neither a command nor a file"),
            );
            let near = suggest::hints(Path::new(&word));
            if !near.is_empty() {
                return mistake(failure.hints(near), begun);
            }
            failure
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            let failure = Failure::new(
                format!("lieks arguments `{argument}`"),
                format!("unexpected argument `{argument}`"),
            );
            return mistake(failure.hints(suggest::hints(Path::new(&argument))), begun);
        }
        ErrorKind::UnknownArgument => {
            Failure::new(format!("nezināma iespēja `{argument}`"), format!("unknown option `{argument}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            let failure = Failure::new(format!("trūkst: {argument}"), format!("missing: {argument}"));
            return mistake(failure.hints(help::example(begun)), begun);
        }
        ErrorKind::ArgumentConflict => {
            let prior = context(ContextKind::PriorArg);
            let prior = prior.split(' ').next().unwrap_or_default();
            if prior == option {
                return mistake(
                    Failure::new(
                        format!("`{option}` norādīts vairākkārt"),
                        format!("`{option}` is given more than once"),
                    ),
                    begun,
                );
            }
            Failure::new(
                format!("`{option}` nevar būt kopā ar `{prior}`"),
                format!("`{option}` cannot be used with `{prior}`"),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            let failure = if value.is_empty() {
                Failure::new(format!("`{argument}` vajag vērtību"), format!("`{argument}` needs a value"))
            } else {
                Failure::new(
                    format!("`{option}` nevar būt `{value}`"),
                    format!("`{value}` is not a value of `{option}`"),
                )
            };
            match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valid)) if !valid.is_empty() => {
                    let valid = valid.join(", ");
                    failure.hint(format!("der: {valid}"), format!("one of: {valid}"))
                }
                _ => failure.hints(help::option_help(begun, &option)),
            }
        }
        _ => {
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Failure::new(line.clone(), line)
        }
    };
    mistake(with_suggestion(failure, error), begun)
}

/// The command or option that was perhaps meant.
fn with_suggestion(failure: Failure, error: &clap::Error) -> Failure {
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .find_map(|kind| error.get(kind));
    let (lv, en) = match meant {
        Some(ContextValue::String(text)) => (text.clone(), text.clone()),
        Some(ContextValue::Strings(texts)) if !texts.is_empty() => {
            (texts.join("` vai `"), texts.join("` or `"))
        }
        _ => return failure,
    };
    failure.hint(format!("vai bija domāts `{lv}`?"), format!("did you mean `{en}`?"))
}

fn mistake(failure: Failure, begun: &str) -> UsageMessage {
    let help = ["edocpack", begun, "--help"].into_iter().filter(|word| !word.is_empty());
    let help = help.collect::<Vec<_>>().join(" ");
    UsageMessage::Mistake(failure.hint(format!("skatiet {help}"), format!("see {help}")))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    /// Pages for people: what they tell to type must be understood.
    fn pages() -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
        let others =
            ["README.md", "README.lv.md", "schemas/README.md", "CONTRIBUTING.md"].map(|name| root.join(name));
        let mut pages: Vec<PathBuf> =
            docs.chain(others).filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
        pages.sort();
        pages
    }

    /// A line of a shell as words: quotes hold words together; what is piped, redirected or said in a comment is gone.
    fn words(line: &str) -> Vec<OsString> {
        let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
        for c in line.chars() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '>' | '|' | '#' | '&' | ';') => break,
                (None, c) if c.is_whitespace() => {
                    if !word.is_empty() {
                        words.push(std::mem::take(&mut word).into());
                    }
                }
                (_, c) => word.push(c),
            }
        }
        if !word.is_empty() {
            words.push(word.into());
        }
        words
    }

    /// The commands of a page: whole lines in fences, and what stands in backticks in its text.
    fn commands(text: &str) -> (Vec<&str>, Vec<&str>) {
        let (mut whole, mut inline) = (Vec::new(), Vec::new());
        let mut in_code = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                in_code = !in_code;
            } else if in_code {
                let line = line.trim_start().trim_start_matches(['$', '-']).trim_start();
                whole.extend(Some(line).filter(|line| line.starts_with("edocpack ")));
            } else {
                inline
                    .extend(line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("edocpack ")));
            }
        }
        (whole, inline)
    }

    #[test]
    fn every_command_of_the_pages_is_understood() {
        let (mut seen, mut strange) = (0, Vec::new());
        for page in pages() {
            let text = fs::read_to_string(&page).unwrap();
            let (whole, inline) = commands(&text);
            for (line, is_whole) in whole.iter().map(|l| (l, true)).chain(inline.iter().map(|l| (l, false))) {
                // Any command with an option, which stands on its own elsewhere.
                if line.starts_with("edocpack …") {
                    continue;
                }
                // What is meant to be filled in: `edocpack build DATA… --jobs N`.
                let line = line.replace(['…', '[', ']'], "").replace(" N ", " 1 ");
                let understood = match parse(&words(&line), Lang::En) {
                    Ok(_) | Err(UsageMessage::Text(_)) => true,
                    // A command that is only spoken of may lack its arguments.
                    Err(UsageMessage::Mistake(failure)) => {
                        !is_whole && format!("{failure:?}").contains("missing: ")
                    }
                };
                if !understood {
                    strange.push(format!("{}: {line}", page.display()));
                }
                seen += 1;
            }
        }
        assert!(strange.is_empty(), "{strange:#?}");
        assert!(seen > 30, "{seen}");
    }

    #[test]
    fn words_of_a_line_are_those_of_a_shell() {
        let line = "edocpack check \"a b.csv\" --lang en > x # y";
        assert_eq!(words(line), ["edocpack", "check", "a b.csv", "--lang", "en"]);
    }
}
