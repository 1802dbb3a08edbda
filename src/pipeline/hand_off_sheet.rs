//! The hand-off sheet, filled from the definition and from what was built.

use super::{PackageBuilder, sentences};
use crate::diag::{Lang, Report};
use crate::form::Form;
use crate::form::definition::{ActionWord, Reminder, ReminderPlace};
use crate::output::PackageName;
use crate::output::handoff::{
    HandOffSheet, SheetContact, SheetDocument, SheetFinding, SheetRecipient, SheetRefusedRow, SheetSentence,
    UnlistedCounts, WhoSigns,
};
use crate::rules::{Application, FormValue};
use crate::values::BuildTime;

/// One application's part of the sheet.
pub(super) fn sheet_document(
    builder: &PackageBuilder<'_>,
    application: &Application,
    name: &PackageName,
    report: &Report,
    lang: Lang,
) -> SheetDocument {
    let form = builder.form;
    let sentences = |place| -> Vec<SheetSentence> {
        sentences::reminders_at(form, place)
            .filter(|reminder| application.holds(&reminder.when))
            .flat_map(|reminder| sentences_with_values(form, reminder, application, lang))
            .collect()
    };
    let named = |key: &str, option: &str| {
        form.document().name.actions.iter().any(|(action, word)| match word {
            ActionWord::Choice(words) => &**action == key && words.iter().any(|(of, _)| &**of == option),
            ActionWord::Tick(_) => false,
        })
    };
    let asked = form.fields().iter().filter_map(|field| match application.value(&field.key)? {
        FormValue::Tick(true) => Some(&field.label),
        // A choice is listed where it names what is asked for.
        FormValue::Choice(chosen) if named(&field.key, chosen) => {
            field.options.iter().find(|option| option.value == *chosen).map(|option| &option.label)
        }
        _ => None,
    });
    SheetDocument {
        row: application.row(),
        client: client_name(form, application),
        pdf: name.pdf(),
        picture: None,
        actions: asked.map(|label| label.of(lang).to_owned()).collect(),
        to_check: sentences(ReminderPlace::Check),
        reminders: sentences(ReminderPlace::Document),
        findings: report.findings().iter().map(|finding| SheetFinding::of(finding, lang)).collect(),
    }
}

/// The content of a hand-off sheet that does not come from the form. See [`PackageBuilder::hand_off`].
#[derive(Debug)]
pub(crate) struct SheetFacts {
    /// Its language.
    pub lang: Lang,
    /// The build time.
    pub time: BuildTime,
    /// The data files.
    pub source: Option<String>,
    /// The documents that were built.
    pub documents: Vec<SheetDocument>,
    /// The rows that were refused.
    pub refused: Vec<SheetRefusedRow>,
    /// How many documents and rows are not listed.
    pub unlisted: UnlistedCounts,
    /// Findings about the data as a whole.
    pub findings: Vec<SheetFinding>,
}

impl PackageBuilder<'_> {
    /// The hand-off sheet of a run.
    pub(crate) fn hand_off(&self, facts: SheetFacts) -> HandOffSheet {
        hand_off(self, facts)
    }
}

fn hand_off(builder: &PackageBuilder<'_>, facts: SheetFacts) -> HandOffSheet {
    let (form, lang) = (builder.form, facts.lang);
    let pdf = match facts.documents.as_slice() {
        [one] => one.pdf.clone(),
        _ => "pdf/….pdf".to_owned(),
    };
    let sentences = |place| -> Vec<SheetSentence> {
        sentences::reminders_at(form, place).flat_map(|r| sentences_with_pdf(form, r, &pdf, lang)).collect()
    };
    let mut who = sentences(ReminderPlace::Who).into_iter();
    let sending = form.sending();
    let support = form.support();
    HandOffSheet {
        lang,
        form_title: form.title_in_form_language().to_owned(),
        form_lang: form.language().to_owned(),
        issuer: form.issuer().name.of(lang).to_owned(),
        instruction_date: form.instruction().updated.format("%d.%m.%Y.").to_string(),
        built: facts.time.date().format("%d.%m.%Y.").to_string(),
        source: facts.source,
        sample: builder.bound.is_sample().then(|| builder.sample_notice().of(lang).to_owned()),
        documents: facts.documents,
        refused: facts.refused,
        unlisted: facts.unlisted,
        findings: facts.findings,
        who_signs: WhoSigns { lead: who.next(), cases: who.collect(), notes: Vec::new() },
        how_to_sign: sentences(ReminderPlace::How),
        recipient: SheetRecipient {
            channel: sending.channel.as_str().to_owned(),
            addressee: sending.addressee.clone(),
            sub_addressee: sending.sub_addressee.clone().unwrap_or_default(),
            subject: sending.subject.of(lang).to_owned(),
            notes: sentences(ReminderPlace::Send),
        },
        not_attach: sentences(ReminderPlace::Attach),
        contact: SheetContact {
            phone: support.and_then(|s| s.phone.clone()).unwrap_or_default(),
            email: support.and_then(|s| s.email.clone()).unwrap_or_default(),
            notes: sentences(ReminderPlace::Help),
        },
        not_checked: sentences::not_checked(form)
            .into_iter()
            .map(|sentence| SheetSentence::plain(sentence.rule.as_deref(), sentence.text.of(lang)))
            .collect(),
    }
}

/// The client as the sheet names it.
pub(super) fn client_name(form: &Form, application: &Application) -> String {
    let value = application.value(&form.document().name.label);
    value.map(FormValue::masked_text).unwrap_or_default()
}

fn sentences_with_pdf(form: &Form, reminder: &Reminder, pdf: &str, lang: Lang) -> Vec<SheetSentence> {
    let text = sentences::fill_pdf_name(&reminder.text, pdf);
    sheet_sentences(form, reminder, text.of(lang))
}

fn sentences_with_values(
    form: &Form,
    reminder: &Reminder,
    application: &Application,
    lang: Lang,
) -> Vec<SheetSentence> {
    sheet_sentences(form, reminder, application.fill_template(&reminder.text).of(lang))
}

/// The quoted sentences, then our own words.
fn sheet_sentences(form: &Form, reminder: &Reminder, own: &str) -> Vec<SheetSentence> {
    let quoted = sentences::quoted(form, reminder)
        .map(|sentence| SheetSentence::quoted(&sentence.id, form.sentence_text(sentence)));
    let own =
        (!own.is_empty()).then(|| SheetSentence::plain(reminder.quote.first().map(String::as_str), own));
    quoted.chain(own).collect()
}
