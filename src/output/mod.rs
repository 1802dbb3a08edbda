//! What leaves the program: files that appear whole or not at all, their names, the record of a package,
//! the report of a run, and the sheet that tells a person what to do next.
//!
//! | what | where |
//! |---|---|
//! | files | [`Folder`], [`Plan`] |
//! | names | [`PackageName`] |
//! | `OUT/records/NAME.package.json` | [`PackageRecord`] |
//! | `OUT/report.json`, `OUT/report.csv` | [`RunReport`] |
//! | `OUT/lapa.html` | [`handoff`] |
//! | lines of `check --format json` | [`CheckReport`] |
//! | spreadsheets that do not run | [`csv`] |
//!
//! Nothing here decides anything about an application: it gets facts and words, and writes them down.

mod check;
pub mod csv;
mod digest;
mod error;
mod facts;
pub mod folder;
pub mod handoff;
mod name;
mod record;
mod report;
mod report_table;
mod schema;
pub mod xlsx;

pub use check::{CheckReport, CheckState, CheckedKind, Opening, OpensFacts};
pub use digest::Sha512Text;
pub use error::{Doing, NameProblem, OutputError};
pub use facts::{FileFacts, FindingFacts, FormFacts, PlaceFacts, Sentence, TemplateFacts, Tool};
pub use folder::{Durability, Folder, Lock, Log, LogLines, Overwrite, Plan};
pub use name::{Number, PackageName, Subject};
pub use record::{
    BlankField, ContainerFacts, EntryFacts, FieldFacts, PackageRecord, Readiness, SendFacts, SourceFacts,
    SupportFacts,
};
pub use report::{FileDigest, PassedThrough, RowReport, RowState, RunReport, RunTotals, SourceFile};
pub use schema::SchemaVersion;
