//! The printed keys of a form, and all that is known of each.

use super::phrase::Phrase;
use crate::diag::Origin;
use crate::form::definition::{FieldDefinition, Key, ValueKind};
use crate::form::{BoundForm, Form};
use crate::pdf::page_text::DocumentText;
use crate::pdf::{Rect, Template};

/// A printed key, and what is known of it.
#[derive(Debug)]
pub(super) struct KeyHints<'f> {
    pub(super) field: &'f FieldDefinition,
    /// Labels, headers and other names.
    pub(super) phrases: Vec<Phrase>,
    /// The titles of its section, and the heading it stood under.
    pub(super) sections: Vec<Phrase>,
    /// Where it stood in the edition that is known.
    pub(super) known_placement: Option<KnownPlacement>,
}

/// Where a key stood.
#[derive(Debug)]
pub(super) struct KnownPlacement {
    pub(super) names: Vec<String>,
    pub(super) state: Option<String>,
    pub(super) page: usize,
    pub(super) rect: Rect,
}

pub(super) fn hints_for(form: &Form) -> Vec<KeyHints<'_>> {
    hints_with(form, known_edition(form).as_ref())
}

/// What the definition itself says, without the edition that comes with it.
pub(super) fn hints_from_words(form: &Form) -> Vec<KeyHints<'_>> {
    hints_with(form, None)
}

fn hints_with<'f>(form: &'f Form, known: Option<&KnownEdition>) -> Vec<KeyHints<'f>> {
    let printed = form.fields().iter().filter(|field| field.printed && !field.kind.is_row_column());
    printed.map(|field| key_hints(form, field, known)).collect()
}

/// The edition that comes with the definition.
struct KnownEdition {
    bound_form: BoundForm,
    printed: DocumentText,
}

fn known_edition(form: &Form) -> Option<KnownEdition> {
    let template = Template::read(form.template()?).ok()?;
    let printed = DocumentText::of(template.pdf());
    let binding = form.binding()?.ok()?;
    let bound_form = BoundForm::new(form, &binding, "", template, &Origin::default()).ok()?.ok()?;
    Some(KnownEdition { bound_form, printed })
}

fn key_hints<'f>(form: &'f Form, field: &'f FieldDefinition, known: Option<&KnownEdition>) -> KeyHints<'f> {
    let pair = |text: &'f crate::diag::Bilingual| [&*text.lv, &*text.en];
    let mut texts: Vec<&str> = pair(&field.label).to_vec();
    texts.extend(field.column.iter().flat_map(pair));
    texts.extend(field.aliases.iter().map(String::as_str));
    let section = field.section.as_deref().and_then(|key| form.section(key));
    let mut sections: Vec<Phrase> =
        section.iter().flat_map(|section| pair(&section.title)).map(Phrase::of).collect();
    let mut phrases: Vec<Phrase> = texts.into_iter().map(Phrase::of).collect();
    let mut old = None;
    if let Some(known) = known
        && let Some(target) = known.bound_form.target(&field.key)
    {
        let template = known.bound_form.template();
        let names: Vec<String> = target.fields().map(str::to_owned).collect();
        let first = names.first().and_then(|name| {
            let number = template.fields().iter().position(|field| field.name() == name)?;
            Some((number, template.fields().get(number)?))
        });
        if let Some((number, there)) = first {
            let state = target.state().map(str::to_owned);
            let widget = state.as_ref().and_then(|state| {
                there.widgets().iter().position(|widget| widget.on_states().any(|on| on == *state))
            });
            phrases.extend(there.alternate_name().map(Phrase::of));
            if let Some(beside) = known.printed.label_of_widget(number, widget.unwrap_or_default()) {
                phrases.extend(beside.text().map(Phrase::of));
                // What stands above a box is often the section before its own.
                let tells = beside.heading_is_certain() && field.kind != ValueKind::Tick;
                sections.extend(beside.heading().filter(|_| tells).map(Phrase::of));
                old = Some(KnownPlacement { names, state, page: beside.page(), rect: beside.rect() });
            }
        }
    }
    let mut each: Vec<Phrase> = Vec::new();
    for phrase in phrases.into_iter().filter(|phrase| !phrase.is_empty()) {
        if !each.contains(&phrase) {
            each.push(phrase);
        }
    }
    sections.retain(|phrase| !phrase.is_empty());
    KeyHints { field, phrases: each, sections, known_placement: old }
}

impl KeyHints<'_> {
    pub(super) fn key(&self) -> &Key {
        &self.field.key
    }

    pub(super) fn is_blank(&self) -> bool {
        self.field.kind == ValueKind::Blank
    }
}
