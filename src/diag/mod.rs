//! What is wrong, where, how badly, and what to do: the vocabulary of every check.
//!
//! A [`Finding`] speaks about the data or the files of a person; it has a stable [`FindingCode`], a
//! [`Severity`], a [`Provenance`] and an [`Origin`] in the person's own file. Its wording comes from a
//! [`CatalogueEntry`] of the [`catalogue`] or from a form definition.
//!
//! The order of the files: `code`, `origin` (`origin_text` describes it), `bilingual` and `args` make a `finding`, and
//! findings make a `report`; `mask`, `display_control` and `system_error` are for texts that a finding quotes; `catalogue`
//! has their entries.
//!
//! ```
//! use edocpack::diag::{Bilingual, Lang, Provenance, Severity};
//!
//! let text = Bilingual::fixed("divi", "two");
//! assert_eq!((text.of(Lang::Lv), text.of(Lang::En)), ("divi", "two"));
//! assert!(Severity::Error > Severity::Warning);
//! assert!(Provenance::Inferred.can_be_accepted() && !Provenance::Law.can_be_accepted());
//! ```

mod args;
mod bilingual;
pub mod catalogue;
mod code;
mod display_control;
mod finding;
mod mask;
mod origin;
mod origin_text;
mod report;
mod system_error;

pub(crate) use args::Args;
pub(crate) use bilingual::Wording;
pub use bilingual::{Bilingual, Lang};
pub use catalogue::CatalogueEntry;
pub use code::FindingCode;
pub(crate) use display_control::is_display_control;
pub use finding::Finding;
pub(crate) use mask::{Mask, mask_codes_in};
pub(crate) use origin::column_letters;
pub use origin::{FileLocation, Origin};
pub use report::Report;
pub(crate) use system_error::{SpecialFile, system_error_text};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Told, nothing to do.
    Info,
    /// Produced, but a person should look.
    Warning,
    /// Refused: nothing is produced.
    Error,
}

/// What a rule rests on. Only what is inferred or technical can be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Provenance {
    /// A sentence of the form's instruction.
    Instruction,
    /// A law or regulation.
    Law,
    /// Concluded from the instruction; it does not say so itself.
    Inferred,
    /// The nature of the files or numbers (check digits, encodings, lengths).
    Technical,
    /// Whether a thing is what it is taken for: one value and no other, the very bytes that were signed.
    Integrity,
}

impl Provenance {
    /// Whether a person may accept a breach of such a rule, on the record.
    pub fn can_be_accepted(self) -> bool {
        matches!(self, Self::Inferred | Self::Technical)
    }
}
