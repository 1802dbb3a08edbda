//! What the definition says to a person about one application, sentence by sentence.

use super::hand_off::Place;
use crate::diag::{Args, Bilingual, Lang};
use crate::form::Form;
use crate::form::definition::{Enforced, Reminder, ReminderPlace, Sentence as Quoted};
use crate::output::Sentence;
use crate::rules::Application;

/// The sentences of a package record. They name nobody.
pub(super) struct Quotes {
    pub(super) reminders: Vec<Sentence>,
    pub(super) steps: Vec<Sentence>,
    pub(super) not_checked: Vec<Sentence>,
}

impl Quotes {
    pub(super) fn of(form: &Form, application: &Application, pdf: &str) -> Self {
        let mut quotes = Self { reminders: Vec::new(), steps: Vec::new(), not_checked: not_checked(form) };
        for reminder in form.reminders().iter().filter(|reminder| application.holds(&reminder.when)) {
            let into = match reminder.place {
                ReminderPlace::How | ReminderPlace::Send => &mut quotes.steps,
                _ => &mut quotes.reminders,
            };
            into.extend(quoted(form, reminder).map(sentence));
            let text = with_pdf(&reminder.text, pdf);
            // Words with a value in them may name a person: those are on the sheet only.
            if !text.is_empty() && !text.lv.contains('{') {
                into.push(Sentence { rule: reminder.quote.first().cloned(), text });
            }
        }
        quotes
    }
}

/// The sentences that a reminder quotes.
pub(super) fn quoted<'f>(form: &'f Form, reminder: &'f Reminder) -> impl Iterator<Item = &'f Quoted> {
    reminder.quote.iter().filter_map(|id| form.sentence(id))
}

/// What no program can check.
pub(super) fn not_checked(form: &Form) -> Vec<Sentence> {
    let unchecked = form.sentences().iter().filter(|s| s.enforced.contains(&Enforced::Unchecked));
    unchecked.map(|s| Sentence { rule: Some(s.id.clone()), text: s.unchecked.clone() }).collect()
}

/// Our own words with the name of the filled PDF.
pub(super) fn with_pdf(text: &Bilingual, pdf: &str) -> Bilingual {
    let mut args = Args::default();
    args.set("pdf", Bilingual::same(pdf));
    Bilingual { lv: args.fill(&text.lv, Lang::Lv).into(), en: args.fill(&text.en, Lang::En).into() }
}

fn sentence(quoted: &Quoted) -> Sentence {
    let text = Bilingual { lv: quoted.lv.clone().into(), en: quoted.en.clone().into() };
    Sentence { rule: Some(quoted.id.clone()), text }
}

/// The reminders of one place of the sheet.
pub(super) fn at(form: &Form, place: Place) -> impl Iterator<Item = &Reminder> {
    form.reminders().iter().filter(move |reminder| reminder.place == place)
}
