//! Texts: both languages, and the same `{names}` in both.

use std::collections::BTreeSet;
use std::fmt::Arguments;

use super::Faults;
use crate::diag::{Bilingual, Wording};

impl Faults<'_> {
    /// A text that must be there.
    pub(super) fn text(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if text.lv.is_empty() || text.en.is_empty() {
            self.add(at, "the text is missing in one language");
        }
    }

    /// A text that may be missing, but then in both languages.
    pub(super) fn both_or_none(&mut self, text: &Bilingual, at: Arguments<'_>) {
        if !text.is_empty() {
            self.text(text, at);
        }
    }

    /// A text whose `{names}` stand for something.
    pub(super) fn names_in(
        &mut self,
        text: &Bilingual,
        at: Arguments<'_>,
        known: impl Fn(&Self, &str) -> bool,
    ) {
        self.both_or_none(text, at);
        let (lv, en) = (names(&text.lv), names(&text.en));
        for name in lv.symmetric_difference(&en) {
            self.add(at, format_args!("`{{{name}}}` stands in one language only"));
        }
        for name in lv.union(&en) {
            if !known(self, name) {
                self.add(at, format_args!("nothing here is called `{{{name}}}`"));
            }
        }
    }

    /// The words of a finding.
    pub(super) fn wording(&mut self, wording: &Wording, at: Arguments<'_>, known: Option<&[&str]>) {
        self.text(&wording.message, format_args!("{at}.message"));
        let known = |_: &Self, name: &str| known.is_none_or(|known| known.contains(&name));
        self.names_in(&wording.message, format_args!("{at}.message"), known);
        self.names_in(&wording.hint, format_args!("{at}.hint"), known);
        self.names_in(&wording.explain, format_args!("{at}.explain"), known);
    }
}

/// The names that stand in braces.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| Some(tail.split_once('}')?.0)).collect()
}
