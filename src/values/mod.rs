//! Values that are right by their type: each newtype can only be made by its parser.
//!
//! A parser of what a person wrote is `T::parse(text, …) -> Result<Parsed<T>, Vec<Remark>>`: everything that is
//! wrong at once, or the value with what is worth knowing about it. Where a person accepted a breach on the
//! record, `T::parse_outcome(text, …).accepting(…)` makes the value nevertheless. A parser of what a program wrote
//! (times, digests, names of entries) has an error type of its own.
//!
//! - What a person writes: `personal_code`, `reg_no`, `iban`, `phone`, `email`, `ip_addresses`, `person_name`, `day`,
//!   `tick`, `text`, `shape`.
//! - Files: `entry_name`, `relative_path`, `windows_name`, `media_type`, `magic`, `regular_file`.
//! - What a program writes: `build_time`, `digest`.
//! - Tools of these: `parse_outcome`, `clean`, `compact`, `fold`, `closest`, `mail_typo`, `alphabet`, `masked_excerpt`,
//!   `formula_escape`.
//!
//! No `Debug`, no `Display` and no `Remark` shows a personal code in full; only
//! `PersonalCode::digits` and `PersonalCode::dashed` do.

mod alphabet;
mod build_time;
mod clean;
mod closest;
mod compact;
mod day;
mod digest;
mod email;
mod entry_name;
mod fold;
mod formula_escape;
mod iban;
mod ip_addresses;
mod magic;
mod mail_typo;
mod masked_excerpt;
mod media_type;
mod parse_outcome;
mod person_name;
mod personal_code;
mod phone;
mod reg_no;
pub(crate) mod regular_file;
mod relative_path;
mod shape;
mod text;
mod tick;
#[cfg(test)]
mod vectors;
mod windows_name;

pub use build_time::{BuildTime, BuildTimeError};
pub(crate) use clean::LineMode;
pub(crate) use closest::closest;
pub(crate) use day::{Day, DayFormat};
pub use digest::{Digest, DigestError, Sha256Digest, Sha512Digest};
pub(crate) use email::Email;
pub(crate) use entry_name::folded_name;
pub(crate) use entry_name::has_version;
pub use entry_name::{EntryName, EntryNameProblem};
pub(crate) use fold::latin_fold;
pub(crate) use formula_escape::looks_like_formula;
pub(crate) use formula_escape::{escape_formula, unescape_formula};
pub(crate) use iban::Iban;
pub(crate) use ip_addresses::IpAddresses;
pub(crate) use magic::Mismatch;
pub(crate) use masked_excerpt::masked_excerpt;
pub use media_type::{MediaType, MediaTypeError};
pub(crate) use parse_outcome::{ParseOutcome, Parsed, Remark};
pub(crate) use person_name::{NameRole, PersonName};
pub(crate) use personal_code::PersonalCode;
pub(crate) use phone::Phone;
pub(crate) use reg_no::RegNo;
pub(crate) use relative_path::RelativePath;
pub(crate) use shape::Shape;
pub(crate) use text::CleanText;
pub(crate) use tick::Tick;
pub(crate) use windows_name::is_invalid_on_windows;
