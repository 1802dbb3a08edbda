use std::sync::Arc;

use chrono::NaiveDate;

use super::Registry;
use crate::diag::FindingCode;

/// The input of a check besides the record and the form.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::FindingCode;
/// use edocpack::rules::CheckContext;
/// use edocpack::values::BuildTime;
///
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// let context = CheckContext::on(today).with_accepted([FindingCode::named("S17-address")]);
/// assert_eq!((context.as_of, context.accept.len()), (today, 1));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckContext {
    /// The day that rules take for today.
    pub as_of: NaiveDate,
    /// The codes whose breach a person accepts for the whole run.
    pub accept: Vec<FindingCode>,
    /// The kind of the record.
    pub purpose: Purpose,
    /// Whether findings that depend on the calendar alone (an old instruction) are made.
    pub report_stale_definition: bool,
    /// The extract of a register that names are compared with.
    pub registry: Option<Arc<Registry>>,
    /// Whether files are put beside the document, besides those that the record names.
    pub attached: AttachedFiles,
}

/// Whether files are put beside a document, besides those that its record names. See [`CheckContext`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttachedFiles {
    /// Not told: data name their files themselves; of a filled form it is not known.
    #[default]
    Unknown,
    /// No files.
    No,
    /// At least one file.
    Yes,
}

/// What a record is. See [`CheckContext`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Purpose {
    /// Data to be written into the form.
    #[default]
    Data,
    /// The example of a definition, checked as data are, but allowed to be made up.
    Example,
    /// The values of a form that somebody filled in: they are checked without corrections.
    FilledPdf,
}

impl CheckContext {
    /// Data, checked on a day, with nothing accepted, and with findings that depend on the calendar.
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

    /// Whether the record is a filled form.
    pub(super) fn is_filled(&self) -> bool {
        self.purpose == Purpose::FilledPdf
    }

    /// Whether a record that names no files has some beside it; `None` where it is not known.
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
    pub fn with_purpose(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// The same with these codes accepted.
    #[must_use]
    pub fn with_accepted(self, accept: impl IntoIterator<Item = FindingCode>) -> Self {
        Self { accept: accept.into_iter().collect(), ..self }
    }
}
