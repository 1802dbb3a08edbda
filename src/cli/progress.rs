//! The progress of a run on standard error: findings as they come, a bar with rate and time left on a terminal, a line now
//! and then elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;

use super::failure::Failure;
use super::print::progress_bar::progress_bar;
use super::print::{self, messages, terminal, text};
use super::settings::{OutputFormat, Settings};
use super::signals::StopSignal;
use crate::batch::Progress;
use crate::diag::Lang;
use crate::output::{FindingFacts, RowReport};

/// Runs with fewer rows show no bar.
const MIN_ROWS_FOR_BAR: u32 = 200;
/// Runs with fewer rows print no lines of progress.
const MIN_ROWS_FOR_LINES: u32 = 2_000;
/// Bytes printed at a time where standard output is no terminal.
const PRINT_BUFFER: usize = 32 << 10;

/// Prints the progress of a run.
pub(super) struct TerminalProgress {
    lang: Lang,
    prints_findings: bool,
    is_interactive: bool,
    stop_signal: StopSignal,
    display: Mutex<ProgressDisplay>,
}

#[derive(Default)]
struct ProgressDisplay {
    bar: Option<ProgressBar>,
    rows: u32,
    done: u32,
    pending: String,
    failure: Option<Failure>,
}

impl TerminalProgress {
    pub(super) fn new(settings: &Settings, stop_signal: StopSignal) -> Self {
        Self {
            lang: settings.lang,
            prints_findings: settings.format == OutputFormat::Human && settings.ci_format.is_none(),
            is_interactive: std::io::stdout().is_terminal(),
            stop_signal,
            display: Mutex::default(),
        }
    }

    /// The signal that asked the run to stop.
    pub(super) fn signal(&self) -> i32 {
        self.stop_signal.signal()
    }

    /// Ends the progress; fails where it could not be printed.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        let mut display = self.display();
        if let Some(bar) = display.bar.take() {
            bar.finish_and_clear();
        }
        display.print();
        display.failure.take().map_or(Ok(()), Err)
    }

    fn display(&self) -> MutexGuard<'_, ProgressDisplay> {
        self.display.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn print_findings(&self, display: &mut ProgressDisplay, findings: &[FindingFacts]) {
        if !self.prints_findings {
            return;
        }
        for finding in findings {
            let told = print::finding_facts(finding, self.lang);
            display.pending.push_str(&text::escape_controls(&text::wrap_lines(&told, terminal::width())));
            display.pending.push('\n');
        }
        if self.is_interactive || display.pending.len() > PRINT_BUFFER {
            display.print();
        }
    }
}

impl ProgressDisplay {
    fn print(&mut self) {
        let text = std::mem::take(&mut self.pending);
        if text.is_empty() {
            return;
        }
        let print = || print::bytes(text.as_bytes());
        let printed = match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        };
        if let Err(failure) = printed {
            self.failure.get_or_insert(failure);
        }
    }

    /// A line at each tenth.
    #[allow(clippy::print_stderr, reason = "progress goes to standard error")]
    fn print_tenth(&self, lang: Lang) {
        let tenth = |done: u32| u64::from(done) * 10 / u64::from(self.rows.max(1));
        if self.rows >= MIN_ROWS_FOR_LINES
            && self.bar.is_none()
            && tenth(self.done) > tenth(self.done.saturating_sub(1))
        {
            let _ = writeln!(std::io::stderr(), "{}", messages::run::so_far(self.done, self.rows, lang));
        }
    }
}

impl Progress for TerminalProgress {
    fn begin(&self, findings: &[FindingFacts], rows: u32, done: u32) {
        let mut display = self.display();
        self.print_findings(&mut display, findings);
        (display.rows, display.done) = (rows, done);
        if rows >= MIN_ROWS_FOR_BAR && std::io::stderr().is_terminal() && terminal::supports_cursor() {
            display.bar = Some(progress_bar(rows, done, self.lang));
        }
    }

    fn row(&self, row: &RowReport) {
        let mut display = self.display();
        self.print_findings(&mut display, &row.findings);
        display.done = display.done.saturating_add(1);
        match &display.bar {
            Some(bar) => bar.inc(1),
            None => display.print_tenth(self.lang),
        }
    }

    fn stop_requested(&self) -> bool {
        self.stop_signal.is_raised()
    }
}
