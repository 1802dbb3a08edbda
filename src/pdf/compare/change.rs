//! Changes between two documents, with their place.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::super::text_string;
use crate::diag::{Bilingual, CatalogueEntry, FileLocation, Finding, Origin, Severity};

/// The most changes that are reported; a file with more is another document.
const MOST: usize = 400;

/// A change beyond the values of fields. See [`compare`](crate::pdf::compare()).
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    entry: &'static CatalogueEntry,
    location: ChangeLocation,
    part: String,
    /// In place of the part, for a person.
    reason: Option<Bilingual>,
    counts: Option<(usize, usize)>,
}

/// The page and the field of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ChangeLocation {
    pub(super) page: Option<usize>,
    pub(super) field: Option<Arc<str>>,
}

impl ChangeLocation {
    pub(super) fn page(page: usize) -> Self {
        Self { page: Some(page), field: None }
    }

    pub(super) fn field(name: &str) -> Self {
        Self { page: None, field: Some(name.into()) }
    }
}

impl Change {
    pub(super) fn new(entry: &'static CatalogueEntry, at: &ChangeLocation) -> Self {
        Self { entry, location: at.clone(), part: String::new(), reason: None, counts: None }
    }

    /// Adds the part: a key, a subtype, a state. Never a value.
    pub(super) fn with_part(mut self, part: &[u8]) -> Self {
        // A key may be anything in a hostile file.
        self.part = text_string::name(part).chars().filter(|c| !c.is_control()).take(60).collect();
        self
    }

    /// Adds what a person reads in place of the part.
    pub(super) fn with_reason(mut self, reason: Bilingual) -> Self {
        self.reason = Some(reason);
        self
    }

    pub(super) fn with_counts(mut self, expected: usize, given: usize) -> Self {
        self.counts = Some((expected, given));
        self
    }

    /// The code of its finding (`P-page-text`).
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// The page, from 0, if it is on one.
    pub fn page(&self) -> Option<usize> {
        self.location.page
    }

    /// The fully qualified name of the field, if it is in one.
    pub fn field(&self) -> Option<&str> {
        self.location.field.as_deref()
    }

    /// The part of the page, field or document by its PDF name (`MediaBox`, `F1`); may be empty.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// Whether the file is refused because of it.
    pub fn refuses(&self) -> bool {
        self.entry.severity == Severity::Error
    }

    /// As a finding about the filled file.
    pub fn finding(&self, file: &Origin) -> Finding {
        let place = match (&self.location.field, self.location.page) {
            (Some(name), _) => FileLocation::PdfField { name: Arc::clone(name) },
            (None, Some(page)) => FileLocation::Page { page: u32::try_from(page + 1).unwrap_or(u32::MAX) },
            (None, None) => FileLocation::File,
        };
        let part = if self.part.is_empty() { "PDF" } else { &self.part };
        let finding = Finding::of(self.entry, file.at(place));
        let finding = match &self.reason {
            Some(reason) => finding.with_text("what", reason.clone()),
            None => finding.with("what", part),
        };
        let finding = match self.location.page {
            Some(page) => finding.with("page", page + 1),
            None => finding.with("page", "?"),
        };
        let finding = match &self.location.field {
            Some(name) => finding.with("field", name),
            None => finding.with_text("field", Bilingual::fixed("bez nosaukuma", "without a name")),
        };
        match self.counts {
            Some((expected, given)) => {
                finding.with("expected", expected).with("given", given).with("n", given)
            }
            None => finding,
        }
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.entry.code)?;
        if let Some(page) = self.location.page {
            write!(f, " page {page}")?;
        }
        if let Some(field) = &self.location.field {
            write!(f, " `{field}`")?;
        }
        if !self.part.is_empty() {
            write!(f, " {}", self.part)?;
        }
        Ok(())
    }
}

/// Collects changes, each once.
#[derive(Default)]
pub(super) struct ChangeList {
    list: Vec<Change>,
    reported: BTreeSet<(&'static str, ChangeLocation, String)>,
}

impl ChangeList {
    pub(super) fn push(&mut self, change: Change) {
        let key = (change.entry.code, change.location.clone(), change.part.clone());
        if self.list.len() < MOST && self.reported.insert(key) {
            self.list.push(change);
        }
    }

    pub(super) fn report(&mut self, entry: &'static CatalogueEntry, at: &ChangeLocation, part: &[u8]) {
        self.push(Change::new(entry, at).with_part(part));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The changes: refusals first, otherwise in the order in which they were found.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.list.sort_by_key(|change| std::cmp::Reverse(change.entry.severity));
        self.list
    }
}
