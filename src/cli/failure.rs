//! What ends a command before it is done: one lower-case line, and hints.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use super::print::{terminal, text};
use crate::batch::BatchError;
use crate::diag::{Bilingual, Lang, system_error_text};
use crate::output::OutputError;

/// The command could not run: usage, the machine, or a broken form definition. Exit code 2.
#[derive(Debug)]
pub(super) struct Failure {
    message: Bilingual,
    hints: Vec<Bilingual>,
}

impl Failure {
    /// A failure in both languages.
    pub(super) fn new(lv: impl Into<String>, en: impl Into<String>) -> Self {
        let message = Bilingual { lv: lv.into().into(), en: en.into().into() };
        Self { message, hints: Vec::new() }
    }

    /// A failure whose cause speaks for itself, after what was being done.
    pub(super) fn because(lv: &str, en: &str, cause: &dyn Display) -> Self {
        Self::new(format!("{lv}: {cause}"), format!("{en}: {cause}"))
    }

    /// A failure that speaks both languages by itself.
    pub(super) fn from_message(message: Bilingual) -> Self {
        Self { message, hints: Vec::new() }
    }

    /// A failure for which the system gives the reason, after what was being done.
    pub(super) fn by_system(lv: &str, en: &str, error: &std::io::Error) -> Self {
        let why = system_error_text(error);
        Self::new(format!("{lv}: {}", why.of(Lang::Lv)), format!("{en}: {}", why.of(Lang::En)))
    }

    /// A run over many records that could not be done.
    pub(super) fn from_batch(error: &BatchError) -> Self {
        Self::from_message(error.message()).hints(error.hints())
    }

    /// An output that could not be written.
    pub(super) fn from_output(error: &OutputError) -> Self {
        let hint = error.hint();
        Self::from_message(error.message()).hint(hint.lv, hint.en)
    }

    /// Adds something to do.
    pub(super) fn hint(mut self, lv: impl Into<String>, en: impl Into<String>) -> Self {
        self.hints.push(Bilingual { lv: lv.into().into(), en: en.into().into() });
        self
    }

    /// Adds several things to do.
    pub(super) fn hints(mut self, hints: impl IntoIterator<Item = Bilingual>) -> Self {
        self.hints.extend(hints);
        self
    }

    /// Prints it and gives the exit code.
    #[allow(clippy::print_stderr, reason = "the one place where errors are printed")]
    pub(super) fn print(&self, lang: Lang) -> ExitCode {
        let (error, hint) = match lang {
            Lang::Lv => ("kļūda", "padoms"),
            Lang::En => ("error", "hint"),
        };
        let mut lines = vec![format!("{error}: {}", self.message.of(lang))];
        lines.extend(self.hints.iter().map(|text| format!("{hint}: {}", text.of(lang))));
        let said = lines.join("\n");
        let said =
            format!("{}\n", text::escape_controls(&text::wrap_lines(&said, terminal::width_of_errors())));
        // Where even this cannot be written, the exit code tells.
        let _ = std::io::stderr().lock().write_all(said.as_bytes());
        ExitCode::from(2)
    }
}
