//! What is looked for: the printed keys of a form, and all that is known of each.

use super::words::Phrase;
use crate::diag::Origin;
use crate::form::definition::{Field, Key, Kind};
use crate::form::{Bound, Form};
use crate::pdf::printed::Printed;
use crate::pdf::{Rect, Template};

/// A printed key, and what is known of it.
#[derive(Debug)]
pub(super) struct Wanted<'f> {
    pub(super) field: &'f Field,
    /// Labels, headers and other names.
    pub(super) phrases: Vec<Phrase>,
    /// The titles of its section, and the heading it stood under.
    pub(super) sections: Vec<Phrase>,
    /// Where it stood in the edition that is known.
    pub(super) old: Option<Old>,
}

/// Where a key stood.
#[derive(Debug)]
pub(super) struct Old {
    pub(super) names: Vec<String>,
    pub(super) state: Option<String>,
    pub(super) page: usize,
    pub(super) rect: Rect,
}

pub(super) fn of(form: &Form) -> Vec<Wanted<'_>> {
    knowing(form, known(form).as_ref())
}

/// What the definition itself says, without the edition that comes with it.
pub(super) fn by_words(form: &Form) -> Vec<Wanted<'_>> {
    knowing(form, None)
}

fn knowing<'f>(form: &'f Form, known: Option<&Known>) -> Vec<Wanted<'f>> {
    let printed = form.fields().iter().filter(|field| field.printed && !field.kind.is_about_the_row());
    printed.map(|field| wanted(form, field, known)).collect()
}

/// The edition that comes with the definition.
struct Known {
    bound: Bound,
    printed: Printed,
}

fn known(form: &Form) -> Option<Known> {
    let template = Template::read(form.template()?).ok()?;
    let printed = Printed::of(template.pdf());
    let binding = form.binding()?.ok()?;
    let bound = Bound::new(form, &binding, "", template, &Origin::default()).ok()?.ok()?;
    Some(Known { bound, printed })
}

fn wanted<'f>(form: &'f Form, field: &'f Field, known: Option<&Known>) -> Wanted<'f> {
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
        && let Some(target) = known.bound.target(&field.key)
    {
        let template = known.bound.template();
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
            phrases.extend(there.label().map(Phrase::of));
            if let Some(beside) = known.printed.beside_widget(number, widget.unwrap_or_default()) {
                phrases.extend(beside.label().map(Phrase::of));
                // What stands above a box is often the section before its own.
                let tells = beside.heading_is_sure() && field.kind != Kind::Tick;
                sections.extend(beside.heading().filter(|_| tells).map(Phrase::of));
                old = Some(Old { names, state, page: beside.page(), rect: beside.rect() });
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
    Wanted { field, phrases: each, sections, old }
}

impl Wanted<'_> {
    pub(super) fn key(&self) -> &Key {
        &self.field.key
    }

    pub(super) fn is_blank(&self) -> bool {
        self.field.kind == Kind::Blank
    }
}
