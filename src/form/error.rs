use std::fmt::{self, Write as _};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use super::fault::DefinitionFault;
use super::toml_locator;
use crate::diag::{Bilingual, Finding, Lang, Origin, Report, system_error_text};

/// Why a form definition cannot be used.
///
/// ```
/// use edocpack::diag::Lang;
/// use edocpack::form::{Form, FormError};
///
/// let error = Form::embedded("no.such.form").unwrap_err();
/// assert!(matches!(error, FormError::Unknown { .. }));
/// println!("{}", error.message().of(Lang::En));
/// ```
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
        /// The error of the system.
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
    /// A file of the definition is not the TOML it should be, or its parts do not fit each other.
    #[error("{}", fault_lines(.0))]
    Faults(FaultyFile),
}

/// A file of a definition, and what is wrong with it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::form::{Form, FormError};
///
/// let Err(error) = Form::parse("schema = 1\ncolour = 2\n", "form.toml") else {
///     return Err("it has no id, and a key that nobody knows".into());
/// };
/// assert!(matches!(error, FormError::Faults(_)) && error.to_string().contains("form.toml"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct FaultyFile {
    file: String,
    text: Arc<str>,
    pub(super) faults: Vec<DefinitionFault>,
}

impl FaultyFile {
    pub(crate) fn of(file: &str, text: &str, mut faults: Vec<DefinitionFault>) -> Self {
        let lines = toml_locator::TomlLocator::of(text);
        for fault in &mut faults {
            fault.locate(&lines);
        }
        faults.sort_by_key(|fault| fault.span.map(|spot| (spot.line, spot.column)));
        Self { file: file.to_owned(), text: text.into(), faults }
    }

    /// The file as it was named.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The same as findings about the file.
    pub(crate) fn report(&self) -> Report {
        let origin = Origin::file(self.file.as_str());
        self.faults.iter().map(|fault| fault.finding(&origin)).collect::<Vec<Finding>>().into_iter().collect()
    }
}

impl FormError {
    /// What is wrong with its causes, for the person: a line for each fault, its place, and what to do.
    pub fn message(&self) -> Bilingual {
        let message = |lv: String, en: String| Bilingual { lv: lv.into(), en: en.into() };
        match self {
            Self::Unknown { id, known } => message(
                format!("nav veidlapas `{id}`; iebūvētās: {known}"),
                format!("there is no form `{id}`; embedded: {known}"),
            ),
            Self::Read { path, source } => {
                let (why, path) = (system_error_text(source), path.display());
                message(
                    format!("nevar nolasīt `{path}`: {}", why.of(Lang::Lv)),
                    format!("cannot read `{path}`: {}", why.of(Lang::En)),
                )
            }
            Self::TooLarge { path, limit } => message(
                format!("datnē `{}` ir vairāk baitu, nekā atļauts ({limit})", path.display()),
                self.to_string(),
            ),
            Self::Faults(faulty) => {
                let all = |lang| {
                    let rendered = faulty.faults.iter().map(|fault| fault.render(&faulty.text, lang));
                    rendered.fold(String::new(), |all, fault| all + "\n" + &fault)
                };
                message(
                    format!("veidlapas apraksts nav lietojams: {}{}", faulty.file, all(Lang::Lv)),
                    format!("unusable form definition: {}{}", faulty.file, all(Lang::En)),
                )
            }
        }
    }

    /// What is wrong with the text of a file.
    pub(super) fn faults(file: &str, text: &str, faults: Vec<DefinitionFault>) -> Self {
        Self::Faults(FaultyFile::of(file, text, faults))
    }
}

/// The faults, one a line where there are several.
fn fault_lines(faulty: &FaultyFile) -> String {
    let file = &faulty.file;
    match faulty.faults.as_slice() {
        [one] => format!("{file}: {one}"),
        many => many.iter().fold(format!("{file}: {} faults", many.len()), |mut out, fault| {
            let _ = write!(out, "\n  {fault}");
            out
        }),
    }
}

impl fmt::Display for DefinitionFault {
    /// In one lower-case line, as errors are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(spot) = self.span {
            write!(f, "line {}: ", spot.line)?;
        }
        if !self.key.is_empty() {
            write!(f, "`{}`: ", self.key)?;
        }
        let message = self.message(Lang::En);
        let message = message.trim_end_matches('.');
        let mut letters = message.chars();
        let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
        write!(f, "{first}{}", letters.as_str())
    }
}
