use std::sync::Arc;

use chrono::NaiveDate;

use super::Registry;
use crate::diag::FindingCode;

/// What the check of a record depends on besides the record and the form.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::FindingCode;
/// use edocpack::rules::CheckContext;
/// use edocpack::values::BuildTime;
///
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// let circumstances = CheckContext::on(today).with_accepted([FindingCode::named("S17-address")]);
/// assert_eq!(circumstances.accept.len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckContext {
    /// “Today” for the rules.
    pub as_of: NaiveDate,
    /// The codes whose breach a person accepts for the whole run.
    pub accept: Vec<FindingCode>,
    /// What the record is.
    pub(crate) purpose: Purpose,
    /// Whether what depends on the calendar alone (an old instruction) is said.
    pub report_stale_definition: bool,
    /// The extract of a register that names are held against.
    pub registry: Option<Arc<Registry>>,
    /// Whether files are put beside the document, besides those that the record names.
    pub(crate) attached: AttachedFiles,
}

/// Whether files are put beside a document, besides those that its record names. See [`CheckContext`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum AttachedFiles {
    /// Nothing is said. Data then say it themselves; of a filled form by itself nobody knows.
    #[default]
    Unknown,
    /// None.
    No,
    /// Some.
    Yes,
}

/// What a record is. See [`CheckContext`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub(crate) enum Purpose {
    /// Data to be written into the form.
    #[default]
    Data,
    /// The example of a definition, tried out: judged as data are, but for being made up.
    Example,
    /// The values of a form that somebody filled in: they are judged as they stand, nothing is put right.
    FilledPdf,
}

impl CheckContext {
    /// Data, checked on a day, with nothing accepted, the calendar told.
    pub fn on(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            accept: Vec::new(),
            purpose: Purpose::Data,
            report_stale_definition: true,
            registry: None,
            attached: AttachedFiles::Unknown,
        }
    }

    /// Whether a record that names no files has some beside it; `None` where nobody knows.
    pub(super) fn has_attachments(&self) -> Option<bool> {
        match (self.attached, self.purpose) {
            (AttachedFiles::Yes, _) => Some(true),
            (AttachedFiles::No, _) | (AttachedFiles::Unknown, Purpose::Data | Purpose::Example) => {
                Some(false)
            }
            (AttachedFiles::Unknown, Purpose::FilledPdf) => None,
        }
    }

    /// The same, with files beside the document or without.
    #[must_use]
    pub fn with_attachments(self, some: bool) -> Self {
        Self { attached: if some { AttachedFiles::Yes } else { AttachedFiles::No }, ..self }
    }

    /// The same for another purpose.
    #[must_use]
    pub(crate) fn with_purpose(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// The same with these codes accepted.
    #[must_use]
    pub fn with_accepted(self, accept: impl IntoIterator<Item = FindingCode>) -> Self {
        Self { accept: accept.into_iter().collect(), ..self }
    }
}
