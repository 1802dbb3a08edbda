//! One record while it is checked: for each field its cell and what is known of its value.

use std::sync::Arc;

use super::accept::Accepted;
use super::{Application, Circumstances, FileLabel, Value};
use crate::data::{Cell, Raw, Record};
use crate::diag::{Entry, Finding, Origin, Place, Report};
use crate::form::definition::{ActionWord, Field, Key, Kind};
use crate::form::{Form, Mapping};

#[derive(Clone)]
pub(super) struct Row<'a> {
    pub(super) form: &'a Form,
    pub(super) record: &'a Record,
    pub(super) mapping: &'a Mapping,
    pub(super) circumstances: &'a Circumstances,
    /// In the order of [`Form::fields`].
    pub(super) slots: Vec<Slot<'a>>,
    pub(super) accepted: Accepted,
    pub(super) report: Report,
}

/// A field in one record.
#[derive(Clone)]
pub(super) struct Slot<'a> {
    pub(super) cell: Option<&'a Cell>,
    pub(super) state: State,
}

/// What is known of a value.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing stands there.
    Absent,
    /// Something stands there that has no value (yet): a finding says why.
    Unclear,
    /// It has this value.
    Is(Value),
}

impl<'a> Row<'a> {
    pub(super) fn new(
        form: &'a Form,
        record: &'a Record,
        mapping: &'a Mapping,
        circumstances: &'a Circumstances,
        mut report: Report,
    ) -> Self {
        report.extend(record.report.findings().iter().cloned());
        let slots = (0..form.fields().len())
            .map(|at| Slot::of(mapping.cell_of(at).and_then(|cell| record.cells.get(cell))))
            .collect();
        let mut row =
            Self { form, record, mapping, circumstances, slots, accepted: Accepted::default(), report };
        row.spread_sections();
        row
    }

    /// A cell with a value for a whole section stands for its fields that have no cell of their own.
    fn spread_sections(&mut self) {
        for &(section, cell) in self.mapping.of_sections() {
            let Some(cell) = self.record.cells.get(cell).filter(|cell| !cell.value.is_empty()) else {
                continue;
            };
            let Some(section) = self.form.sections().get(section) else { continue };
            let says_same = matches!(&cell.value, Raw::Text(text) if text.trim() == "=");
            let mut fits = false;
            for (slot, field) in self.slots.iter_mut().zip(self.form.fields()) {
                let takes = field.section.as_ref() == Some(&section.key) && field.same_as.is_some();
                if takes && slot.is_empty() {
                    fits = true;
                    // What is no `=` is said once, below, and not of each field again.
                    *slot = Slot { cell: says_same.then_some(cell), state: State::Unclear };
                }
            }
            let unreadable = matches!(cell.value, Raw::Unreadable(_));
            if !unreadable && (!fits || !says_same) {
                let origin = self.record.origin_of(cell);
                let finding = Finding::of(&crate::diag::catalogue::document::SECTION, origin);
                self.report.push(finding.with_text("label", section.title.clone()));
            }
        }
    }

    /// The fields with their positions.
    pub(super) fn fields(&self) -> impl Iterator<Item = (usize, &'a Field)> + use<'a> {
        self.form.fields().iter().enumerate()
    }

    pub(super) fn slot(&self, at: usize) -> Option<&Slot<'a>> {
        self.slots.get(at)
    }

    pub(super) fn slot_of(&self, key: &str) -> Option<&Slot<'a>> {
        self.slot(self.form.position(key)?)
    }

    pub(super) fn set(&mut self, at: usize, state: State) {
        if let Some(slot) = self.slots.get_mut(at) {
            slot.state = state;
        }
    }

    /// Whether the values are to be put right and completed, as data are.
    pub(super) fn is_data(&self) -> bool {
        !self.circumstances.is_filled()
    }

    /// Where a field's value stands; the record as a whole where it has no cell.
    pub(super) fn origin(&self, at: usize) -> Origin {
        match self.slot(at).and_then(|slot| slot.cell) {
            Some(cell) => self.record.origin_of(cell),
            None => self.whole(),
        }
    }

    /// The record as a whole.
    pub(super) fn whole(&self) -> Origin {
        match &self.record.origin.place {
            Place::Cell { row, .. } => self.record.origin.at(Place::Row { row: *row }),
            _ => self.record.origin.clone(),
        }
    }

    /// A finding about a field.
    pub(super) fn finding(&self, entry: &'static Entry, at: usize, field: &Field) -> Finding {
        self.finding_at(entry, self.origin(at), field)
    }

    /// A finding about a field, at a place.
    pub(super) fn finding_at(&self, entry: &'static Entry, origin: Origin, field: &Field) -> Finding {
        let rule = field.rule.as_deref().unwrap_or_default();
        let mut finding = Finding::of(entry, origin).under(rule).about(Arc::clone(&field.key));
        finding.provenance = self.form.provenance(entry, finding.code.as_str());
        self.worded(finding).with_text("label", field.label.clone())
    }

    /// The finding in the form's own words, where it has some.
    pub(super) fn worded(&self, finding: Finding) -> Finding {
        self.form.in_own_words(finding)
    }

    pub(super) fn tell(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// The application, unless something refuses it.
    pub(super) fn finish(self) -> Result<Application, Report> {
        // Every unclear value has a finding that refuses; should one be missing, nothing is built all the same.
        let unclear = self.slots.iter().any(|slot| slot.state == State::Unclear);
        if unclear || self.report.refuses() {
            return Err(self.report);
        }
        let places = (self.form.fields().iter().zip(&self.slots))
            .filter_map(|(field, slot)| Some((Arc::clone(&field.key), slot.cell?.place.clone())))
            .collect();
        let values: Vec<(Key, Value)> = self
            .form
            .fields()
            .iter()
            .zip(self.slots)
            .filter_map(|(field, slot)| match slot.state {
                State::Is(value) => Some((Arc::clone(&field.key), value)),
                _ if field.kind == Kind::Tick => Some((Arc::clone(&field.key), Value::Tick(false))),
                _ => None,
            })
            .collect();
        let mut accepted = Vec::new();
        for finding in self.report.findings().iter().filter(|finding| finding.accepted) {
            if !accepted.contains(&finding.code) {
                accepted.push(finding.code.clone());
            }
        }
        let application = Application {
            row: self.record.row,
            origin: self.record.origin.clone(),
            values,
            places,
            accepted,
            label: FileLabel::Private(String::new()),
            action_words: Vec::new(),
            report: self.report,
        };
        Ok(application.named(self.form))
    }
}

impl<'a> Slot<'a> {
    fn of(cell: Option<&'a Cell>) -> Self {
        let state = match cell {
            Some(cell) if !cell.value.is_empty() => State::Unclear,
            _ => State::Absent,
        };
        Self { cell, state }
    }

    /// What stands in the cell.
    pub(super) fn raw(&self) -> &'a Raw {
        self.cell.map_or(&Raw::Empty, |cell| &cell.value)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.raw().is_empty()
    }

    /// Leaves the field out, as if it had not been given.
    pub(super) fn leave_out(&mut self) {
        self.cell = None;
        self.state = State::Absent;
    }
}

impl Application {
    fn named(mut self, form: &Form) -> Self {
        let naming = &form.document().name;
        let private = naming.private.iter().find(|private| self.holds(&private.when));
        self.label = match (private, self.text(&naming.label)) {
            (Some(private), _) => FileLabel::Private(private.label.clone()),
            (None, name) => FileLabel::Open(name.unwrap_or_default().to_owned()),
        };
        let word = |(key, word): &(Key, ActionWord)| match (word, self.value(key)) {
            (ActionWord::Tick(word), Some(Value::Tick(true))) => Some(word.clone()),
            (ActionWord::Choice(words), Some(Value::Choice(chosen))) => {
                words.iter().find(|(option, _)| option == chosen).map(|(_, word)| word.clone())
            }
            _ => None,
        };
        self.action_words = naming.actions.iter().filter_map(word).collect();
        self
    }
}
