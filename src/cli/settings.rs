//! Raw arguments and the environment, resolved once.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use clap::ValueEnum as _;

use super::args::{Command, FormCommand, FormatArg, GlobalArgs, LangArg, Strictness};
use super::failure::Failure;
use crate::diag::{FindingCode, Lang};
use crate::values::BuildTime;

/// What holds for every command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    /// The language of what is printed.
    pub(super) lang: Lang,
    /// How it is printed.
    pub(super) format: OutputFormat,
    /// As what else the findings are printed; of `build` and `check` only.
    pub(super) ci_format: Option<CiFormat>,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutputFormat {
    /// For people.
    Human,
    /// One JSON object a file or run, on one line.
    Json,
}

/// What systems of continuous integration read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CiFormat {
    /// Annotations of GitHub's workflows.
    Github,
    /// `JUnit`'s XML.
    Junit,
    /// SARIF, for code scanning.
    Sarif,
    /// A line for each finding.
    Short,
}

impl Settings {
    /// # Errors
    /// Where the command has no such format.
    pub(super) fn resolve(common: &GlobalArgs, command: &Command) -> Result<Self, Failure> {
        let lang = match common.lang {
            Some(LangArg::Lv) => Lang::Lv,
            Some(LangArg::En) => Lang::En,
            None => lang_of_environment(),
        };
        if let Some(format) = common.format.filter(|format| !formats(command).contains(format)) {
            return Err(no_such_format(format, command));
        }
        let json = common.json || common.format == Some(FormatArg::Json);
        let for_ci = match common.format {
            Some(FormatArg::Github) => Some(CiFormat::Github),
            Some(FormatArg::Junit) => Some(CiFormat::Junit),
            Some(FormatArg::Sarif) => Some(CiFormat::Sarif),
            Some(FormatArg::Short) => Some(CiFormat::Short),
            _ => None,
        };
        Ok(Self {
            lang,
            format: if json { OutputFormat::Json } else { OutputFormat::Human },
            ci_format: for_ci,
        })
    }
}

/// What `--format` may be.
fn formats(command: &Command) -> &'static [FormatArg] {
    use FormatArg::{Csv, Github, Human, Json, Junit, Sarif, Short, Toml, Xlsx};
    match command {
        Command::Build(_) => &[Human, Json, Junit, Github],
        Command::Check(_) => &[Human, Json, Junit, Github, Sarif, Short],
        Command::Form(form) => match form.command {
            FormCommand::Lint(_) => &[Human, Json, Junit, Github, Sarif, Short],
            FormCommand::Template(_) => &[Csv, Xlsx, Json, Toml],
            _ => &[Human, Json],
        },
        _ => &[Human, Json],
    }
}

fn no_such_format(format: FormatArg, command: &Command) -> Failure {
    let name =
        |format: FormatArg| format.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    let (asked, known) =
        (name(format), formats(command).iter().copied().map(name).collect::<Vec<_>>().join(", "));
    Failure::new(
        format!("`--format` šai komandai nevar būt `{asked}`"),
        format!("`{asked}` is no `--format` of this command"),
    )
    .hint(format!("der: {known}"), format!("one of: {known}"))
}

/// The language of messages before the arguments are parsed.
pub(super) fn requested_lang(args: &[OsString]) -> Lang {
    let mut words = args.iter().filter_map(|a| a.to_str());
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        match value {
            Some(value) if value.eq_ignore_ascii_case("en") => return Lang::En,
            Some(value) if value.eq_ignore_ascii_case("lv") => return Lang::Lv,
            _ => {}
        }
    }
    lang_of_environment()
}

/// `EDOCPACK_LANG`, for those who always want the same; Latvian otherwise, whatever the system speaks.
#[allow(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]
fn lang_of_environment() -> Lang {
    // As other programs name languages: `en`, `EN`, `en_GB.UTF-8`.
    match std::env::var("EDOCPACK_LANG").map(|name| name.to_ascii_lowercase()) {
        Ok(name) if name == "en" || name.starts_with("en_") || name.starts_with("en-") => Lang::En,
        _ => Lang::Lv,
    }
}

/// The day of the rules, the accepted codes, and whether warnings refuse.
#[derive(Debug, Clone)]
pub(super) struct CheckSettings {
    pub(super) as_of: NaiveDate,
    pub(super) accept: Vec<FindingCode>,
    pub(super) deny_warnings: bool,
}

impl CheckSettings {
    pub(super) fn resolve(args: &Strictness, build_time: BuildTime) -> Result<Self, Failure> {
        let as_of = match &args.as_of {
            None => build_time.date(),
            Some(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| {
                Failure::new(format!("`{text}` nav datums"), format!("`{text}` is not a date"))
                    .hint("rakstiet, piemēram, --as-of 2026-11-22", "write, for example, --as-of 2026-11-22")
            })?,
        };
        let accept = args.accept.iter().map(|code| FindingCode::named(code.trim())).collect();
        Ok(Self { as_of, accept, deny_warnings: args.deny_warnings })
    }
}

/// The time that is stamped on outputs: `--build-time`, else `SOURCE_DATE_EPOCH`, else the clock, once.
#[allow(clippy::disallowed_methods, reason = "the clock and the environment are read here and nowhere else")]
pub(super) fn build_time(asked: Option<&str>) -> Result<BuildTime, Failure> {
    let (text, seconds) = if let Some(text) = asked {
        let seconds =
            text.parse().ok().or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|t| t.timestamp()));
        (text.to_owned(), seconds)
    } else if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        let seconds = text.parse().ok();
        (text, seconds)
    } else {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let seconds = i64::try_from(now.as_secs()).ok();
        (String::from("now"), seconds)
    };
    seconds.and_then(|seconds| BuildTime::from_unix(seconds).ok()).ok_or_else(|| {
        Failure::new(
            format!("`{text}` nav laiks, ko var ierakstīt konteinerā (1980–2107)"),
            format!("`{text}` is not a time that a container can hold (1980 to 2107)"),
        )
        .hint(
            "rakstiet, piemēram, --build-time 2026-11-22T09:00:00Z, vai sekundes kopš 1970. gada",
            "write, for example, --build-time 2026-11-22T09:00:00Z, or seconds since 1970",
        )
    })
}

/// Where the trust material of this user, or else of this machine, may be named.
#[allow(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]
pub(super) fn trust_configurations() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folders = if cfg!(windows) {
        [variable("APPDATA"), variable("PROGRAMDATA")]
    } else {
        let own = variable("XDG_CONFIG_HOME").or_else(|| Some(variable("HOME")?.join(".config")));
        [own, Some(PathBuf::from("/etc"))]
    };
    let absolute = folders.into_iter().flatten().filter(|folder| folder.is_absolute());
    absolute.map(|folder| folder.join("edocpack").join("trust.toml")).collect()
}
