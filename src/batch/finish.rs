//! What is written when all rows are done, or a run rests.

use super::outcome::{RowSource, RunEnd, RunOutcome};
use super::run::{ActiveRun, RunState};
use super::run_outputs::{self, JournalState, Written};
use super::{BatchError, journal};
use crate::diag::Report;
use crate::output::{RunReport, RunTotals};

impl ActiveRun<'_> {
    /// Nothing is to be done.
    pub(super) fn finish_empty(&self, report: Report) -> RunOutcome {
        self.progress.begin(&self.head.findings, 0, 0);
        let mut totals = RunTotals::default();
        totals.count_warnings(&self.head.findings);
        self.outcome(RunEnd::Done, report, totals, Vec::new(), RowSource::Memory(Vec::new()))
    }

    fn outcome(
        &self,
        ended: RunEnd,
        report: Report,
        totals: RunTotals,
        refused: Vec<String>,
        rows: RowSource,
    ) -> RunOutcome {
        let mut run = RunReport::new(
            self.head.build_time.to_string(),
            self.head.form.clone(),
            self.head.sources.clone(),
            self.head.findings.clone(),
            Vec::new(),
        );
        if let RowSource::Journal(_, story) = &rows {
            run = story.report(totals);
        }
        run.totals = totals;
        RunOutcome {
            end: ended,
            report,
            totals,
            refused_tables: refused,
            replaced: None,
            run_report: run,
            row_source: rows,
        }
    }

    /// Nothing was right, and the folder is another run's.
    pub(super) fn untouched(&self, state: RunState<'_>, report: Report) -> RunOutcome {
        self.outcome(RunEnd::Done, report, state.totals, Vec::new(), RowSource::Memory(state.rows_in_memory))
    }

    /// Writes what is written at the end.
    pub(super) fn finish(
        &self,
        mut state: RunState<'_>,
        report: Report,
        ended: RunEnd,
    ) -> Result<RunOutcome, BatchError> {
        let whole = self.head.shard.is_whole();
        if ended == RunEnd::Stopped || !whole {
            self.suspend(&mut state, ended)?;
            let finished = self.outcome(ended, report, state.totals, Vec::new(), RowSource::None);
            return Ok(RunOutcome { replaced: state.replaced, ..finished });
        }
        if let Some(books) = &mut state.log {
            books.flush()?;
        }
        let missing = || BatchError::DamagedJournal { path: self.folder.path().to_owned(), line: 0 };
        let story = JournalState::read(self.folder)?.ok_or_else(missing)?;
        let totals = if self.is_correction { story.totals(self.folder)? } else { state.totals };
        let refused = state.log.is_some().then_some(self.head);
        let write = || run_outputs::write(self.folder, self.batch.builder, &story, totals, refused);
        let Written { tables, files } = self.pool.install(write)?;
        if let Some(books) = &mut state.log {
            books.sync(self.folder, &std::mem::take(&mut state.unsynced_files), None)?;
            books.mark_done(Some(files))?;
            self.folder.remove(&journal::refused_file_name(self.head.shard))?;
        }
        let told = RowSource::Journal(self.folder.clone(), Box::new(story));
        Ok(RunOutcome { replaced: state.replaced, ..self.outcome(ended, report, totals, tables, told) })
    }

    /// Makes safe what was done. The journal does not say so: where groups end depends on rows only. A shard that is
    /// done says that.
    fn suspend(&self, state: &mut RunState<'_>, ended: RunEnd) -> Result<(), BatchError> {
        let Some(books) = &mut state.log else { return Ok(()) };
        books.sync(self.folder, &std::mem::take(&mut state.unsynced_files), None)?;
        if ended == RunEnd::Done { books.mark_done(None) } else { Ok(()) }
    }
}
