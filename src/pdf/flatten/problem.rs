use std::sync::Arc;

use thiserror::Error;

use crate::diag::catalogue::flatten as words;
use crate::diag::{Finding, Origin};

/// Why a form is not flattened. See [`flatten`](crate::pdf::flatten()).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub(crate) enum FlattenProblem {
    /// The form leaves appearances to viewers (NeedAppearances).
    #[error("the form leaves the look of its fields to viewers")]
    NeedAppearances,
    /// The document has no fields.
    #[error("the document has no fields")]
    NoFields,
    /// The result could not be proved to look the same.
    #[error("page {page} would not look the same: {why}")]
    NotProved {
        /// The page, from 1.
        page: usize,
        /// What differs.
        why: &'static str,
    },
    /// The filled form cannot be read again.
    #[error("the filled form cannot be read again")]
    NotRead,
    /// A field has a value, and no appearance shows it.
    #[error("nothing shows the value of the field `{field}`")]
    NoAppearance {
        /// The field.
        field: Arc<str>,
    },
    /// A change would break a signature.
    #[error("the document is signed")]
    Signed,
    /// An object is nested too deep to be written.
    #[error("an object of the form is nested too deep")]
    TooDeep,
}

impl FlattenProblem {
    /// As a finding about the user's file.
    pub(crate) fn finding(&self, origin: Origin) -> Finding {
        match self {
            Self::NoFields => Finding::of(&crate::diag::catalogue::pdf::NO_FORM, origin),
            Self::Signed => Finding::of(&words::SIGNED, origin),
            Self::NeedAppearances => Finding::of(&words::NOT_SHOWN, origin).with("field", "–"),
            Self::NoAppearance { field } => Finding::of(&words::NOT_SHOWN, origin).with("field", field),
            Self::NotProved { .. } | Self::NotRead | Self::TooDeep => {
                Finding::of(&words::NOT_FLAT, origin).with("why", self)
            }
        }
    }
}
