//! The end of a run: all rows are done, or it was asked to stop.

use super::active_run::{ActiveRun, RunState};
use super::error::BatchError;
use super::journal;
use super::outcome::{RowSource, RunEnd, RunOutcome};
use super::reported_run::ReportedRun;
use super::run_outputs::{self, RunOutputs};
use crate::diag::Report;
use crate::output::{RunReport, RunTotals};

impl ActiveRun<'_> {
    /// The outcome of a run without rows.
    pub(super) fn finish_empty(&self, report: Report) -> RunOutcome {
        self.progress.begin(&self.header.findings, 0, 0);
        let mut totals = RunTotals::default();
        totals.count_warnings(&self.header.findings);
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
        let mut run_report = RunReport::new(
            self.header.build_time.to_string(),
            self.header.form.clone(),
            self.header.sources.clone(),
            self.header.findings.clone(),
            Vec::new(),
        );
        if let RowSource::Journal(run) = &rows {
            run_report = run.report(totals);
        }
        run_report.totals = totals;
        RunOutcome {
            end: ended,
            report,
            totals,
            refused_tables: refused,
            replaced: None,
            run_report,
            row_source: rows,
        }
    }

    /// The outcome of a run that built nothing and left the folder, which is another run's, as it was.
    pub(super) fn untouched(&self, state: RunState<'_>, report: Report) -> RunOutcome {
        self.outcome(RunEnd::Done, report, state.totals, Vec::new(), RowSource::Memory(state.rows_in_memory))
    }

    /// Writes the files that are written from all rows, unless it is a shard or was stopped.
    pub(super) fn finish(
        &self,
        mut state: RunState<'_>,
        report: Report,
        ended: RunEnd,
    ) -> Result<RunOutcome, BatchError> {
        let whole = self.header.shard.is_whole();
        if ended == RunEnd::Stopped || !whole {
            self.suspend(&mut state, ended)?;
            let finished = self.outcome(ended, report, state.totals, Vec::new(), RowSource::None);
            return Ok(RunOutcome { replaced: state.replaced, ..finished });
        }
        if let Some(log) = &mut state.log {
            log.flush()?;
        }
        let run = ReportedRun::read(self.folder)?;
        let totals = if self.is_correction { run.totals()? } else { state.totals };
        let refused = state.log.is_some().then_some(self.header);
        let write = || run_outputs::write(self.folder, self.batch.builder, &run, totals, refused);
        let RunOutputs { tables, files } = self.pool.install(write)?;
        if let Some(log) = &mut state.log {
            log.sync(self.folder, &std::mem::take(&mut state.unsynced_files), None)?;
            log.mark_done(Some(files))?;
            self.folder.remove(&journal::refused_file_name(self.header.shard))?;
        }
        let rows = RowSource::Journal(Box::new(run));
        Ok(RunOutcome { replaced: state.replaced, ..self.outcome(ended, report, totals, tables, rows) })
    }

    /// Syncs what was done, without a line in the journal, which depends on the number of rows only. A shard that is done
    /// gets its last line.
    fn suspend(&self, state: &mut RunState<'_>, ended: RunEnd) -> Result<(), BatchError> {
        let Some(log) = &mut state.log else { return Ok(()) };
        log.sync(self.folder, &std::mem::take(&mut state.unsynced_files), None)?;
        if ended == RunEnd::Done { log.mark_done(None) } else { Ok(()) }
    }
}
