//! Outputs: files that are written whole or not at all, their names, the record of a package, the report of a run, and the
//! hand-off sheet for the person who goes on.
//!
//! | what | where |
//! |---|---|
//! | files | [`Folder`] |
//! | names | [`PackageName`] |
//! | `OUT/records/NAME.package.json` | [`PackageRecord`] |
//! | `OUT/report.json`, `OUT/report.csv` (no cell runs as a formula) | `RunReport` |
//! | `OUT/lapa.html` | `handoff` |
//! | lines of `check --format json` | `CheckReport` |
//!
//! In: facts and words; nothing here decides anything about an application. Out: files. The files of this module in the
//! order in which they matter: `folder` (how anything is written), `package_name`, `package_record`, `run_report` with
//! `run_report_csv`, `check_report` over `facts`, `schema` and `sha512_text`, then `handoff` (the page), `csv` and `xlsx`.
//!
//! What is written as JSON is read back by its type:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use edocpack::form::Form;
//! use edocpack::output::PackageRecord;
//! use edocpack::pipeline::{PackageBuilder, PackageOptions, TemplateSource};
//! use edocpack::rules::{self, CheckContext};
//! use edocpack::values::BuildTime;
//!
//! let form = Form::open("schemas/forms/lv.paraugs.valde".as_ref())?;
//! let builder = PackageBuilder::new(&form, &TemplateSource::Own)?;
//! let options = PackageOptions::of("rows.toml", b"", 1, BuildTime::parse("2026-11-22T08:00:00Z")?);
//! let example = form.examples()?.into_iter().find(|one| one.expect.is_empty()).ok_or("none is right")?;
//! let application = rules::check(&form, &example.record(), &CheckContext::on(example.as_of))?;
//! let package = builder.build(&application, &options)?;
//!
//! let record: PackageRecord = serde_json::from_slice(&package.record_bytes)?;
//! assert_eq!(record, package.record);
//! # Ok(())
//! # }
//! ```

mod check_report;
pub(crate) mod csv;
mod error;
mod facts;
pub(crate) mod folder;
pub(crate) mod handoff;
mod measured;
mod package_name;
mod package_record;
mod run_report;
mod run_report_csv;
mod schema;
mod sha512_text;
mod signature_facts;
pub(crate) mod xlsx;

pub(crate) use check_report::{CheckReport, CheckState, CheckedKind, Compatibility, CompatibilityFacts};
pub use error::{FileOperation, NameProblem, OutputError};
pub(crate) use facts::{FileFacts, SentenceFacts, TemplateFacts, Tool};
pub use facts::{FindingFacts, FormFacts};
pub(crate) use folder::Durability;
pub use folder::{Folder, Overwrite};
pub(crate) use folder::{FolderLock, LineLog, LineLogReader};
pub(crate) use measured::Measured;
pub use package_name::PackageName;
pub(crate) use package_name::{NamedAfter, RowNumber};
pub(crate) use package_record::{
    BlankField, ContainerFacts, EntryFacts, FieldFacts, Readiness, SendFacts, SupportFacts,
};
pub use package_record::{PackageRecord, SourceFacts};
pub(crate) use run_report::{FileDigest, PassedThrough, RunReport, SourceFile};
pub use run_report::{RowReport, RowState, RunTotals};
pub(crate) use schema::SchemaVersion;
pub(crate) use sha512_text::Sha512Text;
pub(crate) use signature_facts::{
    SignatureFacts, SignatureTimes, SignerFacts, TrustListFacts, ValidationFacts,
};
