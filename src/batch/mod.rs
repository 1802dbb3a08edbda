//! Many records: from data files to a folder of packages, in parallel, in order, resumable.
//!
//! ```text
//! files ──Survey──▶ records ──check──▶ twins ──package, write──▶ journal ──▶ report, hand-off sheet, refused rows
//!          once      in order   parallel  in order    parallel      in order     when all rows are done
//! ```
//!
//! **Order.** Whatever the number of threads, what comes out is the same: rows are judged and packed in parallel,
//! window by window, but everything that one row says of another (duplicates, warnings told once) and everything
//! that is listed is done in the order of the data.
//!
//! **Memory** does not grow with the number of rows, but for some 20 bytes a row by which duplicates are known:
//! data are read record by record, packages go to the disk as they are made, and the report, the sheet and the table of
//! refused rows are written from the journal. Workbooks, JSON and TOML are held whole; their
//! [`Limits`](crate::data::Limits) bound them.
//!
//! **The journal**, `.edocpack.journal` in the folder, begins with what the run depends on (digests of data, form
//! and PDF, options, build time) and has a line for each finished row, in order, written after the files of the
//! row. A run that was killed leaves whole packages and the journal; taken up again, it goes on behind the last line,
//! and everything comes out as if nothing had happened. What it depends on must be the same, or it is refused.
//!
//! **When the power fails**, a system may lose what it was told to keep for thirty seconds or so. Every
//! [`SYNC_INTERVAL_ROWS`] rows everything written is made safe on the disk, and the journal says so. Rows after
//! the last such line are read again when the run is taken up, and made anew where a file is missing or torn.
//!
//! **The folder** is one run's. Another begins in it only with [`Batch::replace`]: then everything that the earlier one made
//! moves to `ieprieksejie/N` first, file by file, and the journal knows how far that is.
//!
//! **Mended rows.** A run over a table of refused rows that were mended, into the folder of the finished run,
//! joins it: packages get the names of the rows they were at first, report and sheet are written anew for all. It is of
//! the same form on the same PDF; the journal says where they were ([`form_of_run`]).
//!
//! **Shards.** Shard K of N does every N-th row, with a journal of its own, in the same folder or another; when the
//! journals and files of all are in one folder, [`merge`] writes what a single run would have written.

mod corrections;
mod cross_row;
mod earlier;
mod error;
mod finish;
mod form_files;
mod input;
mod journal;
mod merge;
mod options;
mod outcome;
mod progress;
mod refused;
mod resume;
mod row;
mod run;
mod run_log;
mod run_outputs;
mod shard;

pub(crate) use earlier::Replaced;
pub use error::BatchError;
pub use form_files::FormFiles;
pub(crate) use form_files::{FormOfRun, form_of_run};
pub use input::Input;
pub(crate) use input::are_mended;
pub use journal::RunMismatch;
pub(crate) use merge::{merge, shard_count};
pub use options::{Batch, RunMode};
pub use outcome::{RunEnd, RunOutcome};
pub use progress::{NoProgress, PreviewRenderer, Progress};
pub(crate) use resume::previous_run;
pub(crate) use run::SYNC_INTERVAL_ROWS;
pub use shard::{Shard, ShardError};

#[cfg(test)]
mod tests;
