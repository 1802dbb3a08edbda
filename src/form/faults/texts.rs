//! Texts: both languages, and the same `{names}` in both.

use std::collections::BTreeSet;
use std::fmt::Arguments;

use super::Faults;
use crate::diag::catalogue::definition as words;
use crate::diag::{Bilingual, Wording};
use crate::form::Fault;

impl Faults<'_> {
    /// A text that must be there.
    pub(super) fn text(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if text.lv.is_empty() || text.en.is_empty() {
            self.add(Fault::of(&words::ONE_LANGUAGE, at));
        }
    }

    /// A text that may be missing, but then in both languages.
    pub(super) fn both_or_none(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if !text.is_empty() {
            self.text(text, at);
        }
    }

    /// A text whose `{names}` stand for something.
    pub(super) fn names_in(&mut self, text: &Bilingual, at: Arguments<'_>, known: &[&str]) {
        self.both_or_none(text, at);
        let (lv, en) = (names(&text.lv), names(&text.en));
        for name in lv.symmetric_difference(&en) {
            self.add(Fault::of(&words::NAME_LANGUAGE, at).with("v", format_args!("{{{name}}}")));
        }
        for name in lv.union(&en) {
            if !known.contains(name) {
                let fault = Fault::of(&words::NAME_UNKNOWN, at).with("v", format_args!("{{{name}}}"));
                self.add(fault.meant(name, known.iter().copied()));
            }
        }
    }

    /// The words of a finding.
    pub(super) fn wording(&mut self, wording: &Wording, at: Arguments<'_>, known: Option<&[&str]>) {
        self.text(&wording.message, format_args!("{at}.message"));
        for (text, name) in
            [(&wording.message, "message"), (&wording.hint, "hint"), (&wording.explain, "explain")]
        {
            let at = format!("{at}.{name}");
            // Of a finding that is not of a rule whatever it has.
            let own: Vec<&str> = [&text.lv, &text.en].into_iter().flat_map(|text| names(text)).collect();
            self.names_in(text, format_args!("{at}"), known.unwrap_or(&own));
        }
    }
}

/// The names that stand in braces.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| Some(tail.split_once('}')?.0)).collect()
}
