use std::sync::Arc;

use chrono::NaiveDate;

use super::Registry;
use crate::diag::Code;

/// What the check of a record depends on besides the record and the form.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::diag::Code;
/// use edocpack::rules::{Circumstances, Purpose};
/// use edocpack::values::BuildTime;
///
/// let today = BuildTime::parse("2026-11-22T08:00:00Z")?.date();
/// let circumstances = Circumstances::on(today).accepting([Code::named("S17-address")]);
/// let of_a_filled_form = circumstances.clone().of(Purpose::FilledPdf);
/// assert_eq!(of_a_filled_form.accept, circumstances.accept);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// “Today” for the rules.
    pub as_of: NaiveDate,
    /// The codes whose breach a person accepts for the whole run.
    pub accept: Vec<Code>,
    /// What the record is.
    pub purpose: Purpose,
    /// Whether what depends on the calendar alone (an old instruction) is said.
    pub saying_calendar: bool,
    /// The extract of a register that names are held against.
    pub registry: Option<Arc<Registry>>,
    /// Whether files are put beside the document, besides those that the record names.
    pub attached: Attached,
}

/// Whether files are put beside a document, besides those that its record names. See [`Circumstances`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attached {
    /// Nothing is said. Data then say it themselves; of a filled form by itself nobody knows.
    #[default]
    Unsaid,
    /// None.
    No,
    /// Some.
    Yes,
}

/// What a record is. See [`Circumstances`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Purpose {
    /// Data to be written into the form.
    #[default]
    Data,
    /// The example of a definition, tried out: judged as data are, but for being made up.
    Example,
    /// The values of a form that somebody filled in: they are judged as they stand, nothing is put right.
    FilledPdf,
}

impl Circumstances {
    /// Data, checked on a day, with nothing accepted, the calendar told.
    pub fn on(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            accept: Vec::new(),
            purpose: Purpose::Data,
            saying_calendar: true,
            registry: None,
            attached: Attached::Unsaid,
        }
    }

    /// Whether a record that names no files has some beside it; `None` where nobody knows.
    pub(super) fn attaches(&self) -> Option<bool> {
        match (self.attached, self.purpose) {
            (Attached::Yes, _) => Some(true),
            (Attached::No, _) | (Attached::Unsaid, Purpose::Data | Purpose::Example) => Some(false),
            (Attached::Unsaid, Purpose::FilledPdf) => None,
        }
    }

    /// The same, with files beside the document or without.
    #[must_use]
    pub fn attaching(self, some: bool) -> Self {
        Self { attached: if some { Attached::Yes } else { Attached::No }, ..self }
    }

    /// The same for another purpose.
    #[must_use]
    pub fn of(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// The same with these codes accepted.
    #[must_use]
    pub fn accepting(self, accept: impl IntoIterator<Item = Code>) -> Self {
        Self { accept: accept.into_iter().collect(), ..self }
    }
}
