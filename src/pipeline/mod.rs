//! The order of the steps: from data to a package, and from a file that comes back to findings about it. No other module
//! knows it; [`batch`](crate::batch) does it for many records.
//!
//! ```text
//! Form + PDF ──PackageBuilder::new──▶ PackageBuilder                 (once a run: bound, screened, ready to fill)
//! bytes ──read_records──▶ Record ──rules::check──▶ Application ──PackageBuilder::build──▶ Package ──▶ files
//! ```
//!
//! Forward, in this order: `package_builder` (bind, screen, prepare), `read_records`, then `package` (fill, prove, pack),
//! `package_record`, with `attachments`, `sentences` and `hand_off_sheet`; `fill_one` fills the form only. Back: `check_data`,
//! `check_filled`, `check_container`, `status`. Shared: `screening`, `scan_policy`, `signatures`, `validation`, `duplicates`, `file_kind`;
//! `open_edition` opens a PDF that is not bound yet.

mod attachments;
mod check_container;
mod check_data;
mod check_filled;
mod duplicates;
mod file_kind;
mod fill_one;
mod hand_off_sheet;
mod open_edition;
mod package;
mod package_builder;
mod package_record;
mod read_records;
mod scan_policy;
mod screening;
mod sentences;
mod signatures;
pub(crate) mod status;
mod validation;

pub use attachments::AttachmentDir;
pub(crate) use attachments::row_attachments;
pub(crate) use check_container::{ContainerCheck, check_container};
pub(crate) use check_data::check_data;
pub(crate) use check_filled::{check_filled, check_pdf, filled_record};
pub(crate) use duplicates::{Duplicates, OncePerFile};
pub(crate) use file_kind::FileKind;
pub use fill_one::fill_one;
pub(crate) use hand_off_sheet::SheetFacts;
pub(crate) use open_edition::open_edition;
pub use package::{Attachment, Package, PackageOptions};
pub use package_builder::{PackageBuilder, PackageBuilderError, TemplateSource};
pub(crate) use read_records::{ReadRecords, read_records};
pub(crate) use screening::unfit_to_pack;
pub(crate) use signatures::signers_of;
pub(crate) use validation::{RequiredSignature, SignatureValidation, ValidatedSignature};
