//! The column that says in words what a row is for. It sets ticks, and data that none of them needs is left
//! out: such columns belong to a master table, not to this application.

use super::conditions::labels;
use super::record_check::{FieldSlot, FieldState, RecordCheck};
use crate::data::CellValue;
use crate::diag::catalogue::document;
use crate::form::FormValue;
use crate::form::definition::{Check, FieldDefinition, FieldOption, Key, Rule, ValueKind};
use crate::values::masked_excerpt;

/// Reads the intent, where the row has one.
pub(super) fn read(row: &mut RecordCheck<'_>) {
    let Some((at, field)) = row.fields().find(|(_, field)| field.kind == ValueKind::Intent) else { return };
    if row.slot(at).is_none_or(FieldSlot::is_empty) {
        return;
    }
    match chosen_options(row, at, field) {
        Some(chosen) => {
            row.set(at, FieldState::Absent);
            set_ticks(row, at, field, &chosen);
            drop_unneeded_fields(row, at, field);
        }
        // Which ticks are meant is not known: no finding about them.
        None => field.ticks().for_each(|tick| {
            if let Some(tick) = row.form.position(tick)
                && row.slot(tick).is_some_and(|slot| slot.state == FieldState::Absent)
            {
                row.set(tick, FieldState::Unresolved);
            }
        }),
    }
}

/// The options that are named; `None` where one of the words is none of them.
fn chosen_options<'a>(
    row: &mut RecordCheck<'a>,
    at: usize,
    field: &'a FieldDefinition,
) -> Option<Vec<&'a FieldOption>> {
    let texts = match row.slot(at)?.raw() {
        CellValue::Text(text) | CellValue::Number(text) => std::slice::from_ref(text),
        CellValue::List(texts) => texts,
        CellValue::Bool(_) => {
            row.add_finding(row.finding(&document::TYPE_BOOL, at, field));
            return None;
        }
        CellValue::Date(_) => {
            row.add_finding(row.finding(&document::TYPE_DATE, at, field));
            return None;
        }
        CellValue::Empty | CellValue::Unreadable(_) => return None,
    };
    let words = texts.iter().flat_map(|text| text.split(['+', ',', ';'])).map(str::trim);
    let (mut options, mut unknown) = (Vec::new(), Vec::new());
    for word in words {
        match field.option(word) {
            Some(option) => options.push(option),
            None => unknown.push(word),
        }
    }
    for word in &unknown {
        let finding = row.finding(&document::INTENT, at, field);
        row.add_finding(finding.with("v", masked_excerpt(word)).with_text("list", field.list_of_options()));
    }
    unknown.is_empty().then_some(options)
}

/// Sets the ticks; one that the row sets otherwise itself contradicts the intent.
fn set_ticks(row: &mut RecordCheck<'_>, at: usize, field: &FieldDefinition, chosen: &[&FieldOption]) {
    for key in field.ticks() {
        let meant = chosen.iter().any(|option| option.sets.as_ref() == Some(key));
        let (Some(tick), Some(of_tick)) = (row.form.position(key), row.form.field(key)) else { continue };
        match row.slot(tick).map(|slot| &slot.state) {
            Some(FieldState::Absent) => row.set(tick, FieldState::Value(FormValue::Tick(meant))),
            Some(FieldState::Value(FormValue::Tick(ticked))) if *ticked != meant => {
                let finding = row.finding(&document::INTENT_TICK, at, field);
                row.add_finding(finding.with_text("tick", of_tick.label.clone()));
            }
            _ => {}
        }
    }
}

/// Leaves out what a rule forbids because one of the ticks is not set.
fn drop_unneeded_fields(row: &mut RecordCheck<'_>, at: usize, field: &FieldDefinition) {
    let mut left: Vec<&FieldDefinition> = Vec::new();
    for rule in row.form.rules() {
        let Check::Forbidden(keys) = &rule.check else { continue };
        if !depends_on_ticks(rule, field) || row.holds(&rule.when) != Some(true) {
            continue;
        }
        for key in keys {
            let Some(slot) = row.form.position(key).and_then(|at| row.slots.get_mut(at)) else { continue };
            if !slot.is_empty() {
                slot.clear();
                left.extend(row.form.field(key));
            }
        }
    }
    if !left.is_empty() {
        let finding = row.finding(&document::INTENT_LEFT, at, field);
        row.add_finding(finding.with_text("list", labels(&left)));
    }
}

fn depends_on_ticks(rule: &Rule, field: &FieldDefinition) -> bool {
    rule.when.conditions().iter().any(|(key, _)| field.ticks().any(|tick| tick == key))
}

impl FieldDefinition {
    /// The ticks that its options set.
    fn ticks(&self) -> impl Iterator<Item = &Key> {
        self.options.iter().filter_map(|option| option.sets.as_ref())
    }
}
