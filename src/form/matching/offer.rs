//! What a PDF offers: the places a value can be written into, and what is printed beside each.

use std::collections::BTreeSet;

use super::LeftOver;
use super::words::Phrase;
use crate::pdf::printed::{Beside, Printed};
use crate::pdf::{Field, FieldKind, Rect, Template};

/// A place in the PDF that a value could be written into.
#[derive(Debug)]
pub(super) struct Offer<'t> {
    /// The fields it has; several where each takes one character.
    pub(super) fields: Vec<&'t Field>,
    pub(super) what: What,
    /// The label (TU).
    pub(super) label: Phrase,
    /// The words printed beside it.
    pub(super) printed: Phrase,
    pub(super) words: String,
    /// Other words of its row and column.
    pub(super) around: Vec<Phrase>,
    /// The heading above it, where it can only be that one.
    pub(super) heading: Option<Phrase>,
    pub(super) page: usize,
    pub(super) rect: Rect,
    /// Its place in the order of reading.
    pub(super) order: usize,
}

/// What kind of value it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Text.
    Text,
    /// One character in each field.
    Cells,
    /// A box, or a button of a group, with this state.
    State(String),
    /// One of several: a group of buttons or a list, with the state or entry and the words of each.
    OneOf(Vec<(String, String)>),
    /// A signature.
    Signature,
}

pub(super) fn of<'t>(template: &'t Template, printed: &Printed) -> Vec<Offer<'t>> {
    let mut offers = Vec::new();
    let mut groups: BTreeSet<usize> = BTreeSet::new();
    for (order, beside) in printed.beside().iter().enumerate() {
        let Some(field) = template.fields().get(beside.field()) else { continue };
        match field.kind() {
            FieldKind::Text if beside.cells().len() > 1 => {
                let cells = beside.cells().iter().filter_map(|cell| template.fields().get(*cell));
                offers.push(Offer::new(cells.collect(), What::Cells, beside, order));
            }
            // A field that is seen at several places is one offer.
            FieldKind::Text if beside.widget() == 0 => {
                offers.push(Offer::new(vec![field], What::Text, beside, order));
            }
            FieldKind::Signature => offers.push(Offer::new(vec![field], What::Signature, beside, order)),
            FieldKind::Combo | FieldKind::List if beside.widget() == 0 => {
                let entries =
                    field.options().iter().map(|entry| (entry.export.clone(), entry.display.clone()));
                offers.push(Offer::new(vec![field], What::OneOf(entries.collect()), beside, order));
            }
            FieldKind::Checkbox | FieldKind::Radio => {
                let widget = field.widgets().get(beside.widget());
                for state in widget.into_iter().flat_map(crate::pdf::Widget::on_states) {
                    offers.push(Offer::new(vec![field], What::State(state), beside, order));
                }
                if field.widgets().len() > 1 && groups.insert(beside.field()) {
                    offers.push(group(field, beside, printed, order));
                }
            }
            _ => {}
        }
    }
    offers
}

/// A group of buttons as one choice.
fn group<'t>(field: &'t Field, first: &Beside, printed: &Printed, order: usize) -> Offer<'t> {
    let mut states = Vec::new();
    for (number, widget) in field.widgets().iter().enumerate() {
        let words = printed.beside_widget(first.field(), number).and_then(Beside::label).unwrap_or_default();
        states.extend(widget.on_states().map(|state| (state, words.to_owned())));
    }
    let mut offer = Offer::new(vec![field], What::OneOf(states), first, order);
    // The words beside its first button are those of an option; the group is told by its label or by what is around.
    offer.printed = Phrase::default();
    offer
}

impl<'t> Offer<'t> {
    fn new(fields: Vec<&'t Field>, what: What, beside: &Beside, order: usize) -> Self {
        // A label of a whole group says nothing of one of its buttons.
        let of_group =
            matches!(what, What::State(_)) && fields.first().is_some_and(|f| f.widgets().len() > 1);
        let label = fields.first().and_then(|field| field.label()).filter(|_| !of_group);
        let words = beside.label().or(label).unwrap_or_default().to_owned();
        Self {
            label: label.map(Phrase::of).unwrap_or_default(),
            printed: beside.label().map(Phrase::of).unwrap_or_default(),
            words,
            around: beside.around().iter().map(|text| Phrase::of(text)).collect(),
            heading: beside.heading().filter(|_| beside.heading_is_sure()).map(Phrase::of),
            page: beside.page(),
            rect: beside.rect(),
            order,
            fields,
            what,
        }
    }

    /// The name of its first field.
    pub(super) fn name(&self) -> &'t str {
        self.fields.first().map(|field| field.name()).unwrap_or_default()
    }

    /// How many characters it takes; `None` where it does not say.
    pub(super) fn room(&self) -> Option<usize> {
        match self.what {
            What::Cells => Some(self.fields.len()),
            _ => self
                .fields
                .first()?
                .max_len()
                .and_then(|max| usize::try_from(max).ok())
                .filter(|max| *max > 0),
        }
    }

    /// Whether both would write into the same place.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let shares =
            self.fields.iter().any(|field| other.fields.iter().any(|other| other.name() == field.name()));
        match (&self.what, &other.what) {
            (What::State(own), What::State(other)) => shares && own == other,
            _ => shares,
        }
    }
}

/// The fields that nothing is written into, and that are not only buttons.
pub(super) fn left_over(template: &Template, printed: &Printed, used: &BTreeSet<String>) -> Vec<LeftOver> {
    let left = template
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind() != FieldKind::PushButton && !used.contains(field.name()));
    left.map(|(number, field)| {
        let beside = printed.beside().iter().find(|beside| beside.is_of(number));
        let words = beside.and_then(Beside::label).or(field.label()).unwrap_or_default().to_owned();
        let unseen = field.widgets().iter().all(crate::pdf::Widget::is_never_seen);
        let is_idle = field.flags().read_only() || unseen;
        LeftOver { name: field.name().into(), kind: field.kind(), words, is_idle }
    })
    .collect()
}
