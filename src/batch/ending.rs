//! What is written when all rows are done, or a run rests.

use super::finished::{Ended, Finished, Told};
use super::outputs::{self, Story, Written};
use super::run::{Run, State};
use super::{BatchError, journal};
use crate::diag::Report;
use crate::output::{RunReport, RunTotals};

impl Run<'_> {
    /// Nothing is to be done.
    pub(super) fn nothing(&self, report: Report) -> Finished {
        self.watch.begin(&self.head.findings, 0, 0);
        let mut totals = RunTotals::default();
        totals.tell(&self.head.findings);
        self.finished(Ended::Done, report, totals, Vec::new(), Told::Kept(Vec::new()))
    }

    fn finished(
        &self,
        ended: Ended,
        report: Report,
        totals: RunTotals,
        refused: Vec<String>,
        rows: Told,
    ) -> Finished {
        let mut run = RunReport::new(
            self.head.build_time.to_string(),
            self.head.form.clone(),
            self.head.sources.clone(),
            self.head.findings.clone(),
            Vec::new(),
        );
        if let Told::Journal(_, story) = &rows {
            run = story.report(totals);
        }
        run.totals = totals;
        Finished { ended, report, totals, refused, replaced: None, run, rows }
    }

    /// Nothing was right, and the folder is another run's.
    pub(super) fn untouched(&self, state: State<'_>, report: Report) -> Finished {
        self.finished(Ended::Done, report, state.totals, Vec::new(), Told::Kept(state.kept))
    }

    /// Writes what is written at the end.
    pub(super) fn conclude(
        &self,
        mut state: State<'_>,
        report: Report,
        ended: Ended,
    ) -> Result<Finished, BatchError> {
        let whole = self.head.shard.is_whole();
        if ended == Ended::Stopped || !whole {
            self.rest(&mut state, ended)?;
            let finished = self.finished(ended, report, state.totals, Vec::new(), Told::None);
            return Ok(Finished { replaced: state.replaced, ..finished });
        }
        if let Some(books) = &mut state.books {
            books.flush()?;
        }
        let missing = || BatchError::Journal { path: self.folder.path().to_owned(), line: 0 };
        let story = Story::read(self.folder)?.ok_or_else(missing)?;
        let totals = if self.joins { story.totals(self.folder)? } else { state.totals };
        let refused = state.books.is_some().then_some(self.head);
        let write = || outputs::write(self.folder, self.batch.press, &story, totals, refused);
        let Written { tables, files } = self.pool.install(write)?;
        if let Some(books) = &mut state.books {
            books.make_safe(self.folder, &std::mem::take(&mut state.unsafe_files), None)?;
            books.done(Some(files))?;
            self.folder.remove(&journal::refused_name(self.head.shard))?;
        }
        let told = Told::Journal(self.folder.clone(), Box::new(story));
        Ok(Finished { replaced: state.replaced, ..self.finished(ended, report, totals, tables, told) })
    }

    /// Makes safe what was done. The journal does not say so: where groups end depends on rows only. A shard that is
    /// done says that.
    fn rest(&self, state: &mut State<'_>, ended: Ended) -> Result<(), BatchError> {
        let Some(books) = &mut state.books else { return Ok(()) };
        books.make_safe(self.folder, &std::mem::take(&mut state.unsafe_files), None)?;
        if ended == Ended::Done { books.done(None) } else { Ok(()) }
    }
}
