//! What a parser of a value returns.

use std::fmt;

use crate::diag::{CatalogueEntry, Severity};

/// A value that was read, with what is worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parsed<T> {
    /// The value.
    pub value: T,
    /// Warnings and infos; errors only where a person accepted them on the record.
    pub remarks: Vec<Remark>,
}

/// One remark of a parser about a value: a kind of finding and the arguments of its words. What may be
/// a personal code is masked in them already.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    /// Its kind.
    pub entry: &'static CatalogueEntry,
    /// The values of `{name}` in its wording, the same in both languages.
    pub args: Vec<(&'static str, String)>,
}

impl Remark {
    /// A remark without arguments.
    pub(crate) fn of(entry: &'static CatalogueEntry) -> Self {
        Self { entry, args: Vec::new() }
    }

    /// Sets an argument; what may be a personal code must be masked by the caller.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a text or a number, as it comes")]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Whether it refuses the value.
    pub(crate) fn refuses(&self) -> bool {
        self.entry.severity == Severity::Error
    }

    /// The finding that it is at `origin`.
    #[cfg(test)]
    pub(crate) fn into_finding(self, origin: crate::diag::Origin) -> crate::diag::Finding {
        let finding = crate::diag::Finding::of(self.entry, origin);
        self.args.into_iter().fold(finding, |finding, (name, value)| finding.with(name, value))
    }
}

/// The code and the arguments; the words are in the catalogue.
impl fmt::Debug for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.entry.code);
        for (name, value) in &self.args {
            shown.field(name, value);
        }
        shown.finish()
    }
}

/// What a parser found, before acceptances are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub(crate) struct ParseOutcome<T> {
    value: Option<T>,
    remarks: Vec<Remark>,
}

impl<T> ParseOutcome<T> {
    /// Without `value` nothing can be accepted: there is nothing that could be written into a form.
    pub(super) fn new(value: Option<T>, remarks: Vec<Remark>) -> Self {
        Self { value, remarks }
    }

    /// The value, unless anything refuses it.
    #[cfg(test)]
    pub(crate) fn strict(self) -> Result<Parsed<T>, Vec<Remark>> {
        self.accepting(|_| false)
    }

    /// The value, where a person `accepted` each kind of error that was found and the rule behind it allows
    /// that; the accepted errors stay among the remarks.
    pub(crate) fn accepting(
        self,
        accepted: impl Fn(&CatalogueEntry) -> bool,
    ) -> Result<Parsed<T>, Vec<Remark>> {
        let stands = |r: &Remark| !r.refuses() || (r.entry.provenance.can_be_accepted() && accepted(r.entry));
        match self.value {
            Some(value) if self.remarks.iter().all(stands) => Ok(Parsed { value, remarks: self.remarks }),
            _ => Err(self.remarks),
        }
    }
}
