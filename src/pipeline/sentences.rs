//! The sentences of the definition that apply to one application: quoted, and in our own words.

use crate::diag::{Args, Bilingual, Lang};
use crate::form::Form;
use crate::form::definition::{Enforcement, InstructionSentence as Quoted, Reminder, ReminderPlace};
use crate::output::SentenceFacts;
use crate::rules::Application;

/// The sentences of a package record. They name nobody.
pub(super) struct RecordSentences {
    pub(super) reminders: Vec<SentenceFacts>,
    pub(super) steps: Vec<SentenceFacts>,
    pub(super) not_checked: Vec<SentenceFacts>,
}

impl RecordSentences {
    pub(super) fn of(form: &Form, application: &Application, pdf: &str) -> Self {
        let mut sentences = Self { reminders: Vec::new(), steps: Vec::new(), not_checked: not_checked(form) };
        for reminder in form.reminders().iter().filter(|reminder| application.holds(&reminder.when)) {
            let into = match reminder.place {
                ReminderPlace::How | ReminderPlace::Send => &mut sentences.steps,
                _ => &mut sentences.reminders,
            };
            into.extend(quoted(form, reminder).map(sentence_facts));
            let text = fill_pdf_name(&reminder.text, pdf);
            // Words with a value in them may name a person: those are on the sheet only.
            if !text.is_empty() && !text.lv.contains('{') {
                into.push(SentenceFacts { rule: reminder.quote.first().cloned(), text });
            }
        }
        sentences
    }
}

/// The sentences that a reminder quotes.
pub(super) fn quoted<'f>(form: &'f Form, reminder: &'f Reminder) -> impl Iterator<Item = &'f Quoted> {
    reminder.quote.iter().filter_map(|id| form.sentence(id))
}

/// What no program can check.
pub(super) fn not_checked(form: &Form) -> Vec<SentenceFacts> {
    let unchecked = form.sentences().iter().filter(|s| s.enforced.contains(&Enforcement::Unchecked));
    unchecked.map(|s| SentenceFacts { rule: Some(s.id.clone()), text: s.unchecked.clone() }).collect()
}

/// Our own words with the name of the filled PDF.
pub(super) fn fill_pdf_name(text: &Bilingual, pdf: &str) -> Bilingual {
    let mut args = Args::default();
    args.set("pdf", Bilingual::same(pdf));
    Bilingual { lv: args.fill(&text.lv, Lang::Lv).into(), en: args.fill(&text.en, Lang::En).into() }
}

fn sentence_facts(quoted: &Quoted) -> SentenceFacts {
    let text = Bilingual { lv: quoted.lv.clone().into(), en: quoted.en.clone().into() };
    SentenceFacts { rule: Some(quoted.id.clone()), text }
}

/// The reminders of one place of the sheet.
pub(super) fn reminders_at(form: &Form, place: ReminderPlace) -> impl Iterator<Item = &Reminder> {
    form.reminders().iter().filter(move |reminder| reminder.place == place)
}
