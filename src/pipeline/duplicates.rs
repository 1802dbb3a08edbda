//! Findings about a record that depend on the records before it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diag::catalogue::document as findings;
use crate::diag::{Bilingual, FileLocation, Finding, Lang, Origin, Severity};
use crate::form::Form;
use crate::form::definition::ValueKind;
use crate::rules::Application;

/// A column of values for a field that stays blank is one warning for the file, not one for each row.
pub(crate) struct OncePerFile<'f> {
    form: &'f Form,
    reported: BTreeSet<String>,
}

impl<'f> OncePerFile<'f> {
    pub(crate) fn new(form: &'f Form) -> Self {
        Self { form, reported: BTreeSet::new() }
    }

    /// Whether the finding is to be reported.
    pub(crate) fn is_first(&mut self, finding: &Finding) -> bool {
        let field = finding.field.as_deref().and_then(|key| self.form.field(key));
        let blank = field.is_some_and(|field| field.kind == ValueKind::Blank);
        !blank
            || finding.severity != Severity::Warning
            || self.reported.insert(format!("{}{:?}", finding.code, finding.field))
    }
}

/// Records that are the same in every value. Of each some twenty bytes are kept, its digest's first 64 bits among
/// them: of a million records two differ in all but those once in 37 million runs, and then a warning is wrong.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    seen: HashMap<u64, (u32, u32)>,
    files: Vec<Arc<str>>,
}

impl Duplicates {
    /// The finding where an application is the same as one before it; else it is added.
    pub(crate) fn check(&mut self, application: &Application) -> Option<Finding> {
        let origin = application.origin();
        let fingerprint = application.fingerprint();
        let Some((file, row)) = self.seen.get(&fingerprint).copied() else {
            self.insert(fingerprint, &origin.file, application.row());
            return None;
        };
        let place = match &origin.location {
            FileLocation::Key { record, .. } => {
                FileLocation::Key { record: record.map(|_| row), path: "".into(), line: None }
            }
            _ => FileLocation::Row { row },
        };
        let first = Origin::file(self.files.get(file as usize).cloned().unwrap_or_default()).at(place);
        let place = |lang| first.describe(lang).into();
        let place = Bilingual { lv: place(Lang::Lv), en: place(Lang::En) };
        Some(Finding::of(&findings::DUPLICATE, origin.clone()).with_text("place", place))
    }

    /// Adds an application that was checked elsewhere.
    pub(crate) fn insert(&mut self, fingerprint: u64, file: &Arc<str>, row: u32) {
        let at = self.files.iter().rposition(|known| known == file).unwrap_or_else(|| {
            self.files.push(Arc::clone(file));
            self.files.len() - 1
        });
        self.seen.entry(fingerprint).or_insert((u32::try_from(at).unwrap_or(u32::MAX), row));
    }
}
