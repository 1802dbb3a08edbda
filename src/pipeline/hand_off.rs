//! The hand-off sheet, filled from the definition and from what was built.

use super::{Press, quotes};
use crate::diag::{Lang, Report};
use crate::form::Form;
use crate::form::definition::{ActionWord, Reminder, ReminderPlace};
use crate::output::PackageName;
use crate::output::handoff::{Document, HandOff, Note, Refused, Said, Send, Support, Unlisted, WhoSigns};
use crate::rules::{Application, Value};
use crate::values::BuildTime;

pub(super) type Place = ReminderPlace;

/// One application's part of the sheet.
pub(super) fn document(
    press: &Press<'_>,
    application: &Application,
    name: &PackageName,
    report: &Report,
    lang: Lang,
) -> Document {
    let form = press.form;
    let said = |place| -> Vec<Said> {
        quotes::at(form, place)
            .filter(|reminder| application.holds(&reminder.when))
            .flat_map(|reminder| with_values(form, reminder, application, lang))
            .collect()
    };
    let named = |key: &str, option: &str| {
        form.document().name.actions.iter().any(|(action, word)| match word {
            ActionWord::Choice(words) => &**action == key && words.iter().any(|(of, _)| &**of == option),
            ActionWord::Tick(_) => false,
        })
    };
    let asked = form.fields().iter().filter_map(|field| match application.value(&field.key)? {
        Value::Tick(true) => Some(&field.label),
        // What is chosen is told where it says what is asked for.
        Value::Choice(chosen) if named(&field.key, chosen) => {
            field.options.iter().find(|option| option.value == *chosen).map(|option| &option.label)
        }
        _ => None,
    });
    Document {
        row: application.row(),
        client: client(form, application),
        pdf: name.pdf(),
        picture: None,
        actions: asked.map(|label| label.of(lang).to_owned()).collect(),
        to_check: said(Place::Check),
        reminders: said(Place::Document),
        findings: report.findings().iter().map(|finding| Note::of(finding, lang)).collect(),
    }
}

/// What a hand-off sheet says besides what its form says. See [`Press::hand_off`].
#[derive(Debug)]
pub struct SheetFacts {
    /// Its language.
    pub lang: Lang,
    /// When the documents were made.
    pub time: BuildTime,
    /// The data files.
    pub source: Option<String>,
    /// What was made.
    pub documents: Vec<Document>,
    /// The rows of which nothing was made.
    pub refused: Vec<Refused>,
    /// How much is not listed.
    pub unlisted: Unlisted,
    /// What was found about the data as a whole.
    pub findings: Vec<Note>,
}

impl Press<'_> {
    /// The hand-off sheet of a run.
    pub fn hand_off(&self, facts: SheetFacts) -> HandOff {
        hand_off(self, facts)
    }
}

fn hand_off(press: &Press<'_>, facts: SheetFacts) -> HandOff {
    let (form, lang) = (press.form, facts.lang);
    let pdf = match facts.documents.as_slice() {
        [one] => one.pdf.clone(),
        _ => "pdf/….pdf".to_owned(),
    };
    let said =
        |place| -> Vec<Said> { quotes::at(form, place).flat_map(|r| plain(form, r, &pdf, lang)).collect() };
    let mut who = said(Place::Who).into_iter();
    let sending = form.sending();
    let support = form.support();
    HandOff {
        lang,
        form_title: form.own_title().to_owned(),
        form_lang: form.language().to_owned(),
        issuer: form.issuer().name.of(lang).to_owned(),
        instruction_date: form.instruction().updated.format("%d.%m.%Y.").to_string(),
        built: facts.time.date().format("%d.%m.%Y.").to_string(),
        source: facts.source,
        sample: press.bound.is_sample().then(|| press.sample_notice().of(lang).to_owned()),
        documents: facts.documents,
        refused: facts.refused,
        unlisted: facts.unlisted,
        findings: facts.findings,
        who_signs: WhoSigns { lead: who.next(), cases: who.collect(), notes: Vec::new() },
        how_to_sign: said(Place::How),
        send: Send {
            channel: sending.channel.as_str().to_owned(),
            addressee: sending.addressee.clone(),
            sub_addressee: sending.sub_addressee.clone().unwrap_or_default(),
            subject: sending.subject.of(lang).to_owned(),
            notes: said(Place::Send),
        },
        not_attach: said(Place::Attach),
        support: Support {
            phone: support.and_then(|s| s.phone.clone()).unwrap_or_default(),
            email: support.and_then(|s| s.email.clone()).unwrap_or_default(),
            notes: said(Place::Help),
        },
        not_checked: quotes::not_checked(form)
            .into_iter()
            .map(|sentence| Said::plain(sentence.rule.as_deref(), sentence.text.of(lang)))
            .collect(),
    }
}

/// The client as the sheet names it.
pub(super) fn client(form: &Form, application: &Application) -> String {
    let value = application.value(&form.document().name.label);
    value.map(Value::shown).unwrap_or_default()
}

fn plain(form: &Form, reminder: &Reminder, pdf: &str, lang: Lang) -> Vec<Said> {
    let text = quotes::with_pdf(&reminder.text, pdf);
    said(form, reminder, text.of(lang))
}

fn with_values(form: &Form, reminder: &Reminder, application: &Application, lang: Lang) -> Vec<Said> {
    said(form, reminder, application.say(&reminder.text).of(lang))
}

/// The quoted sentences, then our own words.
fn said(form: &Form, reminder: &Reminder, own: &str) -> Vec<Said> {
    let quoted =
        quotes::quoted(form, reminder).map(|sentence| Said::quoted(&sentence.id, form.quotation(sentence)));
    let own = (!own.is_empty()).then(|| Said::plain(reminder.quote.first().map(String::as_str), own));
    quoted.chain(own).collect()
}
