//! What is said about a record in the light of the records before it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::catalogue::document as words;
use crate::diag::{Bilingual, Finding, Lang, Origin, Severity};
use crate::form::Form;
use crate::form::definition::Kind;
use crate::rules::Application;

/// A column of values for a field that stays blank is one warning for the file, not one for each row.
pub(super) struct SaidOnce<'f> {
    form: &'f Form,
    said: BTreeSet<String>,
}

impl<'f> SaidOnce<'f> {
    pub(super) fn new(form: &'f Form) -> Self {
        Self { form, said: BTreeSet::new() }
    }

    /// Whether the finding is to be told.
    pub(super) fn is_new(&mut self, finding: &Finding) -> bool {
        let field = finding.field.as_deref().and_then(|key| self.form.field(key));
        let blank = field.is_some_and(|field| field.kind == Kind::Blank);
        !blank
            || finding.severity != Severity::Warning
            || self.said.insert(format!("{}{:?}", finding.code, finding.field))
    }
}

/// Records that are the same in every value.
#[derive(Default)]
pub(super) struct Twins(BTreeMap<[u8; 32], Origin>);

impl Twins {
    /// What is to be said where an application is the same as one before it.
    pub(super) fn look(&mut self, application: &Application) -> Option<Finding> {
        match self.0.get(&application.fingerprint()) {
            Some(first) => {
                let place = |lang| first.describe(lang).into();
                let place = Bilingual { lv: place(Lang::Lv), en: place(Lang::En) };
                Some(Finding::of(&words::DUPLICATE, application.origin().clone()).with_text("place", place))
            }
            None => {
                self.0.insert(application.fingerprint(), application.origin().clone());
                None
            }
        }
    }
}
