use std::fmt::{self, Write as _};
use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::locate;
use crate::diag::{Bilingual, Lang, said_by_system};

/// Why a form definition cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FormError {
    /// No embedded form has this id.
    #[error("no embedded form is called `{id}`; there is {known}")]
    Unknown {
        /// What was asked for.
        id: String,
        /// The ids there are.
        known: String,
    },
    /// A file of the definition cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the definition is larger than such files are.
    #[error("`{}` is larger than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit.
        limit: u64,
    },
    /// A file of the definition is not the TOML it should be.
    #[error("{file}:{line}:{column}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1; 0 where it is not known.
        line: usize,
        /// The column in characters, from 1; 0 where it is not known.
        column: usize,
        /// What is wrong, in one line.
        message: String,
        /// The line itself with the place pointed at, in several lines.
        picture: String,
    },
    /// Parts of the definition do not fit each other.
    #[error("{}", list(file, faults))]
    Faults {
        /// The file.
        file: String,
        /// All that do not, in the order of the checks.
        faults: Vec<Fault>,
    },
}

/// One thing in a definition that does not fit another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1, where it can be found.
    pub line: Option<usize>,
    /// The key, such as `rule[3].required[1]` (the first is 0).
    pub key: String,
    /// What is wrong, in one lower-case line.
    pub message: String,
}

impl FormError {
    /// What is wrong with its causes, for the person. What stands inside of a definition is told in English: it is
    /// written by those who write definitions, in the terms of their files.
    pub fn message(&self) -> Bilingual {
        let said = |lv: String, en: String| Bilingual { lv: lv.into(), en: en.into() };
        match self {
            Self::Unknown { id, known } => said(
                format!("nav veidlapas `{id}`; iebūvētās: {known}"),
                format!("there is no form `{id}`; embedded: {known}"),
            ),
            Self::Read { path, source } => {
                let (why, path) = (said_by_system(source), path.display());
                said(
                    format!("nevar nolasīt `{path}`: {}", why.of(Lang::Lv)),
                    format!("cannot read `{path}`: {}", why.of(Lang::En)),
                )
            }
            Self::TooLarge { path, limit } => said(
                format!("datnē `{}` ir vairāk baitu, nekā atļauts ({limit})", path.display()),
                self.to_string(),
            ),
            Self::Syntax { picture, .. } => {
                // The lines of the file itself; what is wrong with them is said already.
                let lines: String =
                    picture.lines().filter(|l| l.contains('|')).map(|l| format!("\n{l}")).collect();
                said(
                    format!("veidlapas apraksts nav lietojams: {self}{lines}"),
                    format!("unusable form definition: {self}{lines}"),
                )
            }
            Self::Faults { file, faults } => {
                let latvian = |fault: &Fault| {
                    let line = fault.line.map(|line| format!("{line}. rinda: ")).unwrap_or_default();
                    format!("\n  {line}`{}`: {}", fault.key, fault.message)
                };
                let faults: String = faults.iter().map(latvian).collect();
                said(
                    format!("veidlapas apraksts nav lietojams: {file}{faults}"),
                    format!("unusable form definition: {self}"),
                )
            }
        }
    }

    pub(super) fn faults(file: &str, text: &str, mut faults: Vec<Fault>) -> Self {
        let lines = locate::Lines::of(text);
        for fault in &mut faults {
            fault.line = lines.line_of(&fault.key);
        }
        Self::Faults { file: file.to_owned(), faults }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "`{}`: {}", self.key, self.message)
    }
}

/// The faults, one a line where there are several.
fn list(file: &str, faults: &[Fault]) -> String {
    match faults {
        [one] => format!("{file}: {one}"),
        many => many.iter().fold(format!("{file}: {} faults", many.len()), |mut out, fault| {
            let _ = write!(out, "\n  {fault}");
            out
        }),
    }
}
