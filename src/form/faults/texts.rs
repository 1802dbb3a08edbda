//! Texts: both languages, and the same `{names}` in both.

use std::collections::BTreeSet;
use std::fmt::Arguments;

use super::DefinitionChecker;
use crate::diag::catalogue::definition as words;
use crate::diag::{Bilingual, Wording};
use crate::form::DefinitionFault;

impl DefinitionChecker<'_> {
    /// A text that must be there.
    pub(super) fn expect_both_languages(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if text.lv.is_empty() || text.en.is_empty() {
            self.add(DefinitionFault::of(&words::ONE_LANGUAGE, at));
        }
    }

    /// A text that may be missing, but then in both languages.
    pub(super) fn expect_both_or_neither(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if !text.is_empty() {
            self.expect_both_languages(text, at);
        }
    }

    /// A text whose `{names}` stand for something.
    pub(super) fn expect_arguments(&mut self, text: &Bilingual, at: Arguments<'_>, known: &[&str]) {
        self.expect_both_or_neither(text, at);
        let (lv, en) = (argument_names(&text.lv), argument_names(&text.en));
        for name in lv.symmetric_difference(&en) {
            self.add(DefinitionFault::of(&words::NAME_LANGUAGE, at).with("v", format_args!("{{{name}}}")));
        }
        for name in lv.union(&en) {
            if !known.contains(name) {
                let fault =
                    DefinitionFault::of(&words::NAME_UNKNOWN, at).with("v", format_args!("{{{name}}}"));
                self.add(fault.with_suggestion(name, known.iter().copied()));
            }
        }
    }

    /// The words of a finding.
    pub(super) fn wording(&mut self, wording: &Wording, at: Arguments<'_>, known: Option<&[&str]>) {
        self.expect_both_languages(&wording.message, format_args!("{at}.message"));
        for (text, name) in
            [(&wording.message, "message"), (&wording.hint, "hint"), (&wording.explain, "explain")]
        {
            let at = format!("{at}.{name}");
            // Of a finding that is not of a rule whatever it has.
            let own: Vec<&str> =
                [&text.lv, &text.en].into_iter().flat_map(|text| argument_names(text)).collect();
            self.expect_arguments(text, format_args!("{at}"), known.unwrap_or(&own));
        }
    }
}

/// The names that stand in braces.
fn argument_names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| Some(tail.split_once('}')?.0)).collect()
}
