//! One record while it is checked: for each field its cell and what is known of its value.

use std::sync::Arc;

use super::accepted_codes::AcceptedCodes;
use super::{Application, CheckContext, FileLabel};
use crate::data::{Cell, CellValue, Record};
use crate::diag::{CatalogueEntry, FileLocation, Finding, Origin, Report};
use crate::form::definition::{ActionWord, FieldDefinition, Key, ValueKind};
use crate::form::{ColumnMapping, Form, FormValue};

#[derive(Clone)]
pub(super) struct RecordCheck<'a> {
    pub(super) form: &'a Form,
    pub(super) record: &'a Record,
    pub(super) mapping: &'a ColumnMapping,
    pub(super) context: &'a CheckContext,
    /// In the order of [`Form::fields`].
    pub(super) slots: Vec<FieldSlot<'a>>,
    pub(super) accepted: AcceptedCodes,
    pub(super) report: Report,
}

/// A field in one record.
#[derive(Clone)]
pub(super) struct FieldSlot<'a> {
    pub(super) cell: Option<&'a Cell>,
    pub(super) state: FieldState,
}

/// What is known of a value.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum FieldState {
    /// Nothing stands there.
    Absent,
    /// Something stands there that has no value (yet): a finding says why.
    Unresolved,
    /// It has this value.
    Value(FormValue),
}

impl<'a> RecordCheck<'a> {
    pub(super) fn new(
        form: &'a Form,
        record: &'a Record,
        mapping: &'a ColumnMapping,
        context: &'a CheckContext,
        mut report: Report,
    ) -> Self {
        report.extend(record.report.findings().iter().cloned());
        let slots = (0..form.fields().len())
            .map(|at| FieldSlot::of(mapping.cell_of(at).and_then(|cell| record.cells.get(cell))))
            .collect();
        let mut row =
            Self { form, record, mapping, context, slots, accepted: AcceptedCodes::default(), report };
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
            let says_same = matches!(&cell.value, CellValue::Text(text) if text.trim() == "=");
            let mut fits = false;
            for (slot, field) in self.slots.iter_mut().zip(self.form.fields()) {
                let takes = field.section.as_ref() == Some(&section.key) && field.same_as.is_some();
                if takes && slot.is_empty() {
                    fits = true;
                    // A value other than `=` is reported once, below, and not for each field.
                    *slot = FieldSlot { cell: says_same.then_some(cell), state: FieldState::Unresolved };
                }
            }
            let unreadable = matches!(cell.value, CellValue::Unreadable(_));
            if !unreadable && (!fits || !says_same) {
                let origin = self.record.origin_of(cell);
                let finding = Finding::of(&crate::diag::catalogue::document::SECTION, origin);
                self.report.push(finding.with_text("label", section.title.clone()));
            }
        }
    }

    /// The fields with their positions.
    pub(super) fn fields(&self) -> impl Iterator<Item = (usize, &'a FieldDefinition)> + use<'a> {
        self.form.fields().iter().enumerate()
    }

    pub(super) fn slot(&self, at: usize) -> Option<&FieldSlot<'a>> {
        self.slots.get(at)
    }

    pub(super) fn slot_of(&self, key: &str) -> Option<&FieldSlot<'a>> {
        self.slot(self.form.position(key)?)
    }

    pub(super) fn set(&mut self, at: usize, state: FieldState) {
        if let Some(slot) = self.slots.get_mut(at) {
            slot.state = state;
        }
    }

    /// Whether the values are to be put right and completed, as data are.
    pub(super) fn is_data(&self) -> bool {
        !self.context.is_filled()
    }

    /// Where a field's value stands; the record as a whole where it has no cell.
    pub(super) fn origin(&self, at: usize) -> Origin {
        match self.slot(at).and_then(|slot| slot.cell) {
            Some(cell) => self.record.origin_of(cell),
            None => self.record_origin(),
        }
    }

    /// The record as a whole.
    pub(super) fn record_origin(&self) -> Origin {
        match &self.record.origin.location {
            FileLocation::Cell { row, .. } => self.record.origin.at(FileLocation::Row { row: *row }),
            _ => self.record.origin.clone(),
        }
    }

    /// A finding about a field.
    pub(super) fn finding(
        &self,
        entry: &'static CatalogueEntry,
        at: usize,
        field: &FieldDefinition,
    ) -> Finding {
        self.finding_at(entry, self.origin(at), field)
    }

    /// A finding about a field, at a place.
    pub(super) fn finding_at(
        &self,
        entry: &'static CatalogueEntry,
        origin: Origin,
        field: &FieldDefinition,
    ) -> Finding {
        let rule = field.rule.as_deref().unwrap_or_default();
        let mut finding = Finding::of(entry, origin).under_rule(rule).about_field(Arc::clone(&field.key));
        finding.provenance = self.form.provenance(entry, finding.code.as_str());
        self.with_form_wording(finding).with_text("label", field.label.clone())
    }

    /// The finding in the form's own words, where it has some.
    pub(super) fn with_form_wording(&self, finding: Finding) -> Finding {
        self.form.with_form_wording(finding)
    }

    pub(super) fn add_finding(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// The application, unless something refuses it.
    pub(super) fn finish(self) -> Result<Application, Report> {
        // Every unclear value has a finding that refuses; should one be missing, nothing is built all the same.
        let unclear = self.slots.iter().any(|slot| slot.state == FieldState::Unresolved);
        if unclear || self.report.refuses() {
            return Err(self.report);
        }
        let places = (self.form.fields().iter().zip(&self.slots))
            .filter_map(|(field, slot)| Some((Arc::clone(&field.key), slot.cell?.location.clone())))
            .collect();
        let values: Vec<(Key, FormValue)> = self
            .form
            .fields()
            .iter()
            .zip(self.slots)
            .filter_map(|(field, slot)| match slot.state {
                FieldState::Value(value) => Some((Arc::clone(&field.key), value)),
                _ if field.kind == ValueKind::Tick => Some((Arc::clone(&field.key), FormValue::Tick(false))),
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
        Ok(application.with_file_label(self.form))
    }
}

impl<'a> FieldSlot<'a> {
    fn of(cell: Option<&'a Cell>) -> Self {
        let state = match cell {
            Some(cell) if !cell.value.is_empty() => FieldState::Unresolved,
            _ => FieldState::Absent,
        };
        Self { cell, state }
    }

    /// What stands in the cell.
    pub(super) fn raw(&self) -> &'a CellValue {
        self.cell.map_or(&CellValue::Empty, |cell| &cell.value)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.raw().is_empty()
    }

    /// Leaves the field out, as if it had not been given.
    pub(super) fn clear(&mut self) {
        self.cell = None;
        self.state = FieldState::Absent;
    }
}

impl Application {
    fn with_file_label(mut self, form: &Form) -> Self {
        let naming = &form.document().name;
        let private = naming.private.iter().find(|private| self.holds(&private.when));
        self.label = match (private, self.text(&naming.label)) {
            (Some(private), _) => FileLabel::Private(private.label.clone()),
            (None, name) => FileLabel::Public(name.unwrap_or_default().to_owned()),
        };
        let word = |(key, word): &(Key, ActionWord)| match (word, self.value(key)) {
            (ActionWord::Tick(word), Some(FormValue::Tick(true))) => Some(word.clone()),
            (ActionWord::Choice(words), Some(FormValue::Choice(chosen))) => {
                words.iter().find(|(option, _)| option == chosen).map(|(_, word)| word.clone())
            }
            _ => None,
        };
        self.action_words = naming.actions.iter().filter_map(word).collect();
        self
    }
}
