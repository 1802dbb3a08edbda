//! The candidates of a PDF: the places a value can be written into, and what is printed beside each.

use std::collections::BTreeSet;

use super::UnmatchedField;
use super::phrase::Phrase;
use crate::pdf::page_text::{DocumentText, FieldLabel};
use crate::pdf::{Field, FieldKind, Rect, Template};

/// A place in the PDF that a value could be written into.
#[derive(Debug)]
pub(super) struct Candidate<'t> {
    /// The fields it has; several where each takes one character.
    pub(super) fields: Vec<&'t Field>,
    pub(super) kind: CandidateKind,
    /// The label (TU).
    pub(super) label: Phrase,
    /// The words printed beside it.
    pub(super) printed: Phrase,
    pub(super) words: String,
    /// Other words of its row and column.
    pub(super) table_headings: Vec<Phrase>,
    /// The heading above it, where it can only be that one.
    pub(super) heading: Option<Phrase>,
    pub(super) page: usize,
    pub(super) rect: Rect,
    /// Its place in the order of reading.
    pub(super) order: usize,
}

/// What kind of value it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CandidateKind {
    /// Text.
    Text,
    /// One character in each field.
    CombCells,
    /// A box, or a button of a group, with this state.
    State(String),
    /// One of several: a group of buttons or a list, with the state or entry and the words of each.
    OneOf(Vec<(String, String)>),
    /// A signature.
    Signature,
}

pub(super) fn candidates<'t>(template: &'t Template, printed: &DocumentText) -> Vec<Candidate<'t>> {
    let mut candidates = Vec::new();
    let mut groups: BTreeSet<usize> = BTreeSet::new();
    for (order, beside) in printed.field_labels().iter().enumerate() {
        let Some(field) = template.fields().get(beside.field()) else { continue };
        match field.kind() {
            FieldKind::Text if beside.cells().len() > 1 => {
                let cells = beside.cells().iter().filter_map(|cell| template.fields().get(*cell));
                candidates.push(Candidate::new(cells.collect(), CandidateKind::CombCells, beside, order));
            }
            // A field with several widgets is one candidate.
            FieldKind::Text if beside.widget() == 0 => {
                candidates.push(Candidate::new(vec![field], CandidateKind::Text, beside, order));
            }
            FieldKind::Signature => {
                candidates.push(Candidate::new(vec![field], CandidateKind::Signature, beside, order));
            }
            FieldKind::Combo | FieldKind::List if beside.widget() == 0 => {
                let entries =
                    field.options().iter().map(|entry| (entry.export.clone(), entry.display.clone()));
                candidates.push(Candidate::new(
                    vec![field],
                    CandidateKind::OneOf(entries.collect()),
                    beside,
                    order,
                ));
            }
            FieldKind::Checkbox | FieldKind::Radio => {
                let widget = field.widgets().get(beside.widget());
                for state in widget.into_iter().flat_map(crate::pdf::Widget::on_states) {
                    candidates.push(Candidate::new(vec![field], CandidateKind::State(state), beside, order));
                }
                if field.widgets().len() > 1 && groups.insert(beside.field()) {
                    candidates.push(group_candidate(field, beside, printed, order));
                }
            }
            _ => {}
        }
    }
    candidates
}

/// A group of buttons as one choice.
fn group_candidate<'t>(
    field: &'t Field,
    first: &FieldLabel,
    printed: &DocumentText,
    order: usize,
) -> Candidate<'t> {
    let mut states = Vec::new();
    for (number, widget) in field.widgets().iter().enumerate() {
        let words =
            printed.label_of_widget(first.field(), number).and_then(FieldLabel::text).unwrap_or_default();
        states.extend(widget.on_states().map(|state| (state, words.to_owned())));
    }
    let mut candidate = Candidate::new(vec![field], CandidateKind::OneOf(states), first, order);
    // The words beside its first button are those of an option; the group is told by its label or by what is around.
    candidate.printed = Phrase::default();
    candidate
}

impl<'t> Candidate<'t> {
    fn new(fields: Vec<&'t Field>, kind: CandidateKind, beside: &FieldLabel, order: usize) -> Self {
        // A label of a whole group says nothing of one of its buttons.
        let of_group =
            matches!(kind, CandidateKind::State(_)) && fields.first().is_some_and(|f| f.widgets().len() > 1);
        let label = fields.first().and_then(|field| field.alternate_name()).filter(|_| !of_group);
        let words = beside.text().or(label).unwrap_or_default().to_owned();
        Self {
            label: label.map(Phrase::of).unwrap_or_default(),
            printed: beside.text().map(Phrase::of).unwrap_or_default(),
            words,
            table_headings: beside.surrounding_text().iter().map(|text| Phrase::of(text)).collect(),
            heading: beside.heading().filter(|_| beside.heading_is_certain()).map(Phrase::of),
            page: beside.page(),
            rect: beside.rect(),
            order,
            fields,
            kind,
        }
    }

    /// The name of its first field.
    pub(super) fn name(&self) -> &'t str {
        self.fields.first().map(|field| field.name()).unwrap_or_default()
    }

    /// How many characters it takes; `None` where it does not say.
    pub(super) fn max_chars(&self) -> Option<usize> {
        match self.kind {
            CandidateKind::CombCells => Some(self.fields.len()),
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
        match (&self.kind, &other.kind) {
            (CandidateKind::State(own), CandidateKind::State(other)) => shares && own == other,
            _ => shares,
        }
    }
}

/// The fields that nothing is written into, and that are not only buttons.
pub(super) fn unmatched_fields(
    template: &Template,
    printed: &DocumentText,
    used: &BTreeSet<String>,
) -> Vec<UnmatchedField> {
    let left = template
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind() != FieldKind::PushButton && !used.contains(field.name()));
    left.map(|(number, field)| {
        let beside = printed.field_labels().iter().find(|beside| beside.is_of_field(number));
        let words =
            beside.and_then(FieldLabel::text).or(field.alternate_name()).unwrap_or_default().to_owned();
        let unseen = field.widgets().iter().all(crate::pdf::Widget::is_never_visible);
        let is_idle = field.flags().read_only() || unseen;
        UnmatchedField { name: field.name().into(), kind: field.kind(), words, is_not_fillable: is_idle }
    })
    .collect()
}
