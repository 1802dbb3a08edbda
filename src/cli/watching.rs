//! What a person sees while a run goes: findings as they come, a bar with rate and time left on a terminal, a line now
//! and then elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use indicatif::ProgressBar;

use super::failure::Failure;
use super::print::bar::bar;
use super::print::{self, terminal, text, words};
use super::settings::{Format, Settings};
use super::signals::Asked;
use crate::batch::Watch;
use crate::diag::Lang;
use crate::output::{FindingFacts, RowReport};

/// With fewer rows nobody waits.
const WORTH_A_BAR: u32 = 200;
/// With fewer rows nobody wants to be told how far it is.
const WORTH_A_LINE: u32 = 2_000;
/// So much is printed at a time where nobody reads along.
const BUFFER: usize = 32 << 10;

/// Looks on for the person.
pub(super) struct Onlooker {
    lang: Lang,
    tells_findings: bool,
    is_read_along: bool,
    asked: Asked,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    bar: Option<ProgressBar>,
    rows: u32,
    done: u32,
    pending: String,
    failure: Option<Failure>,
}

impl Onlooker {
    pub(super) fn new(settings: &Settings, asked: Asked) -> Self {
        Self {
            lang: settings.lang,
            tells_findings: settings.format == Format::Human && settings.for_ci.is_none(),
            is_read_along: std::io::stdout().is_terminal(),
            asked,
            seen: Mutex::default(),
        }
    }

    /// The signal that asked the run to stop.
    pub(super) fn signal(&self) -> i32 {
        self.asked.signal()
    }

    /// Ends the looking; says what went wrong with the printing.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        let mut seen = self.seen();
        if let Some(bar) = seen.bar.take() {
            bar.finish_and_clear();
        }
        seen.print();
        seen.failure.take().map_or(Ok(()), Err)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, seen: &mut Seen, findings: &[FindingFacts]) {
        if !self.tells_findings {
            return;
        }
        for finding in findings {
            let told = print::facts(finding, self.lang);
            seen.pending.push_str(&text::harmless(&text::folded(&told, terminal::width())));
            seen.pending.push('\n');
        }
        if self.is_read_along || seen.pending.len() > BUFFER {
            seen.print();
        }
    }
}

impl Seen {
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
    fn tell_tenth(&self, lang: Lang) {
        let tenth = |done: u32| u64::from(done) * 10 / u64::from(self.rows.max(1));
        if self.rows >= WORTH_A_LINE
            && self.bar.is_none()
            && tenth(self.done) > tenth(self.done.saturating_sub(1))
        {
            let _ = writeln!(std::io::stderr(), "{}", words::run::so_far(self.done, self.rows, lang));
        }
    }
}

impl Watch for Onlooker {
    fn begin(&self, findings: &[FindingFacts], rows: u32, done: u32) {
        let mut seen = self.seen();
        self.tell(&mut seen, findings);
        (seen.rows, seen.done) = (rows, done);
        if rows >= WORTH_A_BAR && std::io::stderr().is_terminal() && terminal::moves_its_cursor() {
            seen.bar = Some(bar(rows, done, self.lang));
        }
    }

    fn row(&self, row: &RowReport) {
        let mut seen = self.seen();
        self.tell(&mut seen, &row.findings);
        seen.done = seen.done.saturating_add(1);
        match &seen.bar {
            Some(bar) => bar.inc(1),
            None => seen.tell_tenth(self.lang),
        }
    }

    fn stopped(&self) -> bool {
        self.asked.is_asked()
    }
}
