//! A first definition of a form from nothing but its PDF: fields, kinds, labels, sections, lengths, options, and an
//! example that was filled in and packed before it is handed over. What a PDF does not tell becomes a
//! question in a comment.
//!
//! In: the bytes of a PDF and [`DraftOptions`]. Out: a [`Draft`], the texts of a definition. `draft_form` is the model;
//! `fields` collects it from the PDF with `guess`, `language`, `naming` and `example_value`; `write` makes the texts, and
//! `trial` runs their example until it passes.

mod draft_form;
mod example_value;
mod fields;
mod guess;
mod language;
mod naming;
mod trial;
mod write;

#[cfg(test)]
mod tests;

use crate::diag::{Lang, Origin, Report};
use crate::form::definition::ValueKind;
use crate::pdf::page_text::DocumentText;
use crate::pdf::{FillOptions, Filler, Template};
use crate::values::BuildTime;
use draft_form::{DraftField, DraftForm, UnusedReason};

/// What a draft is to be called, and when and for whom it is made. See [`Draft`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct DraftOptions<'a> {
    /// The name of the PDF in the folder of the definition.
    pub file: &'a str,
    /// The id of the form; one is made of the file's name where none is given.
    pub id: Option<&'a str>,
    /// The language of questions and comments.
    pub lang: Lang,
    /// When it is made.
    pub time: BuildTime,
}

/// A definition that can be run as it is, and then made better.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The text of `form.toml`.
    pub form: String,
    /// The text of `binding.toml`.
    pub binding: String,
    /// The text of `examples.toml`.
    pub examples: String,
    /// The id of the form.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its fields, in the order of the form.
    pub fields: Vec<DraftedField>,
    /// The fields of the PDF that nothing is written into.
    pub unused: Vec<String>,
    /// How many questions stand in the texts.
    pub questions: usize,
    /// Whether an example was filled in and packed; the report says why not, or what was found besides.
    pub is_verified: bool,
    /// What was found of the PDF and of the example.
    pub report: Report,
}

/// A field of a draft. See [`Draft`].
#[derive(Debug, Clone)]
pub(crate) struct DraftedField {
    /// Its key.
    pub key: String,
    /// Its label.
    pub label: String,
    /// What its values are.
    pub kind: ValueKind,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// What they could be as well, and how sure that is.
    pub alternative: Option<(ValueKind, u8)>,
}

impl Draft {
    /// Drafts a definition of the form in a PDF.
    ///
    /// # Errors
    /// The report says why there is nothing to draft: no PDF, no form in it, only pages that Adobe's programs draw.
    pub(crate) fn of(pdf: &[u8], options: &DraftOptions<'_>) -> Result<Self, Report> {
        let refused = |finding| -> Report { [finding].into_iter().collect() };
        let template =
            Template::read(pdf).map_err(|error| refused(error.finding(Origin::file(options.file))))?;
        let printed = DocumentText::of(template.pdf());
        let mut draft = DraftForm::new(&template, &printed, options);
        fields::collect_fields(&mut draft, &template, &printed);
        draft.name_columns();
        drop_unfillable(&mut draft, &template);
        let trial = trial::run_until_valid(&mut draft, pdf, options);
        let (form, binding) = (write::form(&draft, options), write::binding(&draft, &template, options));
        let examples =
            write::examples(&draft, trial.codes.as_deref(), &trial.codes_without_required, options);
        let questions = write::questions(&form);
        Ok(Self {
            form,
            binding,
            examples,
            questions,
            fields: draft.fields.iter().map(DraftedField::of).collect(),
            unused: draft.unused.iter().map(|unused| unused.name.clone()).collect(),
            id: draft.id,
            title: draft.title,
            is_verified: trial.codes.is_some(),
            report: trial.report,
        })
    }
}

impl DraftedField {
    fn of(entry: &DraftField) -> Self {
        Self {
            key: entry.key.clone(),
            label: entry.label.clone(),
            kind: entry.guess.kind,
            confidence: entry.guess.confidence,
            alternative: entry.guess.alternative,
        }
    }
}

/// Leaves out the fields that the program cannot fill: it would refuse them all the time.
fn drop_unfillable(draft: &mut DraftForm, template: &Template) {
    let written: Vec<String> = draft
        .fields
        .iter()
        .filter(|entry| entry.guess.kind != ValueKind::Blank)
        .flat_map(|entry| entry.target.names().map(str::to_owned))
        .collect();
    let names: Vec<&str> = written.iter().map(String::as_str).collect();
    if let Err(problems) = Filler::with_options(template, &names, FillOptions::default()) {
        for name in problems.iter().filter_map(|problem| problem.field()) {
            draft.drop_field(name, UnusedReason::CannotFill);
        }
    }
}
