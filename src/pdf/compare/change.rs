//! What was changed, and where.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::super::text_string;
use crate::diag::{Bilingual, Entry, Finding, Origin, Place, Severity};

/// The most changes that are told; a file with more is not the form at all.
const MOST: usize = 400;

/// One change that is not the value of a field, or is worth knowing. See [`compare`](crate::pdf::compare()).
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    entry: &'static Entry,
    at: Where,
    what: String,
    numbers: Option<(usize, usize)>,
}

/// The page and the field that are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Where {
    pub(super) page: Option<usize>,
    pub(super) field: Option<Arc<str>>,
}

impl Where {
    pub(super) fn page(page: usize) -> Self {
        Self { page: Some(page), field: None }
    }

    pub(super) fn field(name: &str) -> Self {
        Self { page: None, field: Some(name.into()) }
    }
}

impl Change {
    pub(super) fn new(entry: &'static Entry, at: &Where) -> Self {
        Self { entry, at: at.clone(), what: String::new(), numbers: None }
    }

    /// Names the part: a key, a subtype, a state. Never a value.
    pub(super) fn part(mut self, what: &[u8]) -> Self {
        // A key may be anything in a hostile file.
        self.what = text_string::name(what).chars().filter(|c| !c.is_control()).take(60).collect();
        self
    }

    pub(super) fn counted(mut self, expected: usize, given: usize) -> Self {
        self.numbers = Some((expected, given));
        self
    }

    /// The code of the finding it is (`P-page-text`).
    pub fn code(&self) -> &'static str {
        self.entry.code
    }

    /// The page (the first is 0), where it is about one.
    pub fn page(&self) -> Option<usize> {
        self.at.page
    }

    /// The fully qualified name of the field, where it is about one.
    pub fn field(&self) -> Option<&str> {
        self.at.field.as_deref()
    }

    /// The part of the page, field or document in the terms of the PDF standard (`MediaBox`, `F1`); may be empty.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Whether the file is refused for it.
    pub fn refuses(&self) -> bool {
        self.entry.severity == Severity::Error
    }

    /// As a finding about a person's file.
    pub fn finding(&self, file: &Origin) -> Finding {
        let place = match (&self.at.field, self.at.page) {
            (Some(name), _) => Place::PdfField { name: Arc::clone(name) },
            (None, Some(page)) => Place::Page { page: u32::try_from(page + 1).unwrap_or(u32::MAX) },
            (None, None) => Place::File,
        };
        let what = if self.what.is_empty() { "PDF" } else { &self.what };
        let finding = Finding::of(self.entry, file.at(place)).with("what", what);
        let finding = match self.at.page {
            Some(page) => finding.with("page", page + 1),
            None => finding.with("page", "?"),
        };
        let finding = match &self.at.field {
            Some(name) => finding.with("field", name),
            None => finding.with_text("field", Bilingual::fixed("bez nosaukuma", "without a name")),
        };
        match self.numbers {
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
        if let Some(page) = self.at.page {
            write!(f, " page {page}")?;
        }
        if let Some(field) = &self.at.field {
            write!(f, " `{field}`")?;
        }
        if !self.what.is_empty() {
            write!(f, " {}", self.what)?;
        }
        Ok(())
    }
}

/// Changes as they are found, each once.
#[derive(Default)]
pub(super) struct Changes {
    list: Vec<Change>,
    known: BTreeSet<(&'static str, Where, String)>,
}

impl Changes {
    pub(super) fn push(&mut self, change: Change) {
        let key = (change.entry.code, change.at.clone(), change.what.clone());
        if self.list.len() < MOST && self.known.insert(key) {
            self.list.push(change);
        }
    }

    pub(super) fn tell(&mut self, entry: &'static Entry, at: &Where, what: &[u8]) {
        self.push(Change::new(entry, at).part(what));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Refusals first, otherwise in the order they were found.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.list.sort_by_key(|change| std::cmp::Reverse(change.entry.severity));
        self.list
    }
}
