//! Many records: from data files to a folder of packages, in parallel, in order, resumable.
//!
//! ```text
//! data files ──survey──▶ records ──check──▶ duplicates ──build, write──▶ journal ──▶ report, hand-off sheet, refused rows
//!              once      in order  parallel  in order      parallel     in order     when all rows are done
//! ```
//!
//! In: the [`Input`]s and a [`Batch`] of options. Out: files in a folder, their journal, and a [`RunOutcome`]. The files in
//! the order in which they matter: `options`, `input` (the survey), `run` (windows and order) with `begin` (the folder) and
//! `resume`, `row` (one record), `cross_row` (duplicates), `run_log` over `journal` and `journal_line`, then `finish`,
//! `run_outputs` over `reported_run` and `refused_table`, and `outcome`. Beside them: `earlier_run`, `corrections`, `shard`, `merge`.
//!
//! **Order.** With any number of threads the output is the same: rows are checked and built in parallel, window by window;
//! findings that depend on other rows (duplicates, warnings reported once a file) and all lists are made in the order of
//! the data.
//!
//! **Memory** does not grow with the number of rows, but for some 20 bytes a row by which duplicates are found: data are
//! read record by record, packages are written as they are built, and the report, the sheet and the table of refused rows
//! are written from the journal. Workbooks, JSON and TOML are held whole; their [`Limits`](crate::data::Limits) bound them.
//!
//! **The journal**, `.edocpack.journal` in the folder, begins with what the run depends on (digests of data, form
//! and PDF, options, build time) and has a line for each row that is done, in order, written after the files of the
//! row. A run that was killed leaves whole packages and the journal; resumed, it goes on behind the last line, and the
//! output is that of a run that was not interrupted. What it depends on must be the same, or it is refused.
//!
//! **When the power fails**, a system may lose what was written up to thirty seconds before. Every
//! `SYNC_INTERVAL_ROWS` rows everything written is synced to the disk, and the journal gets a line. Rows behind the last
//! such line are read again when the run is resumed, and built anew where a file is missing or torn.
//!
//! **The folder** is one run's. Another begins in it only with [`Batch::replace`]: then all files of the earlier one
//! move to `ieprieksejie/N` first, file by file, and a line of the journal says that they are being moved.
//!
//! **Corrected rows.** A run over a table of refused rows that a person corrected, into the folder of the finished run,
//! joins it: packages get the names of the rows they were at first, report and sheet are written anew for all. It is of
//! the same form on the same PDF; the journal says where they were (`form_of_run`).
//!
//! **Shards.** Shard K of N does every N-th row, with a journal of its own, in the same folder or another; when the
//! journals and files of all are in one folder, `merge` writes what a single run would have written.

mod active_run;
mod begin;
mod corrections;
mod cross_row;
mod earlier_run;
mod error;
mod finish;
mod form_files;
mod input;
mod journal;
mod journal_line;
mod merge;
mod options;
mod outcome;
mod progress;
mod refused_table;
mod reported_run;
mod resume;
mod row;
mod run;
mod run_log;
mod run_outputs;
mod shard;

pub(crate) use earlier_run::Replaced;
pub use error::{BatchError, RunMismatch};
pub use form_files::FormFiles;
pub(crate) use form_files::{FormOfRun, form_of_run};
pub use input::Input;
pub(crate) use input::are_corrected;
pub(crate) use merge::{merge, shard_count};
pub use options::{Batch, RunMode};
pub use outcome::{RunEnd, RunOutcome};
pub use progress::{NoProgress, PreviewRenderer, Progress};
pub(crate) use resume::previous_run;
pub use shard::{Shard, ShardError};

#[cfg(test)]
mod tests;
