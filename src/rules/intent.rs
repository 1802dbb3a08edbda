//! The column that says in words what a row is for. It sets ticks, and data that none of them needs is left
//! out: such columns belong to a master table, not to this application.

use super::Value;
use super::conditions::labels;
use super::row::{Row, Slot, State};
use crate::data::Raw;
use crate::diag::catalogue::document;
use crate::form::definition::{Check, Choice, Field, Key, Kind, Rule};
use crate::values::shown;

/// Reads the intent, where the row has one.
pub(super) fn read(row: &mut Row<'_>) {
    let Some((at, field)) = row.fields().find(|(_, field)| field.kind == Kind::Intent) else { return };
    if row.slot(at).is_none_or(Slot::is_empty) {
        return;
    }
    match chosen(row, at, field) {
        Some(chosen) => {
            row.set(at, State::Absent);
            set_ticks(row, at, field, &chosen);
            leave_out(row, at, field);
        }
        // Which ticks are meant is not known: nothing is said about them.
        None => field.ticks().for_each(|tick| {
            if let Some(tick) = row.form.position(tick)
                && row.slot(tick).is_some_and(|slot| slot.state == State::Absent)
            {
                row.set(tick, State::Unclear);
            }
        }),
    }
}

/// The options that are named; `None` where one of the words is none of them.
fn chosen<'a>(row: &mut Row<'a>, at: usize, field: &'a Field) -> Option<Vec<&'a Choice>> {
    let texts = match row.slot(at)?.raw() {
        Raw::Text(text) | Raw::Number(text) => std::slice::from_ref(text),
        Raw::List(texts) => texts,
        Raw::Bool(_) => {
            row.tell(row.finding(&document::TYPE_BOOL, at, field));
            return None;
        }
        Raw::Date(_) => {
            row.tell(row.finding(&document::TYPE_DATE, at, field));
            return None;
        }
        Raw::Empty | Raw::Unreadable(_) => return None,
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
        row.tell(finding.with("v", shown(word)).with_text("list", field.list_of_options()));
    }
    unknown.is_empty().then_some(options)
}

/// Sets the ticks; one that the row sets otherwise itself contradicts the intent.
fn set_ticks(row: &mut Row<'_>, at: usize, field: &Field, chosen: &[&Choice]) {
    for key in field.ticks() {
        let meant = chosen.iter().any(|option| option.sets.as_ref() == Some(key));
        let (Some(tick), Some(of_tick)) = (row.form.position(key), row.form.field(key)) else { continue };
        match row.slot(tick).map(|slot| &slot.state) {
            Some(State::Absent) => row.set(tick, State::Is(Value::Tick(meant))),
            Some(State::Is(Value::Tick(ticked))) if *ticked != meant => {
                let finding = row.finding(&document::INTENT_TICK, at, field);
                row.tell(finding.with_text("tick", of_tick.label.clone()));
            }
            _ => {}
        }
    }
}

/// Leaves out what a rule forbids because one of the ticks is not set.
fn leave_out(row: &mut Row<'_>, at: usize, field: &Field) {
    let mut left: Vec<&Field> = Vec::new();
    for rule in row.form.rules() {
        let Check::Forbidden(keys) = &rule.check else { continue };
        if !hangs_on_ticks(rule, field) || row.holds(&rule.when) != Some(true) {
            continue;
        }
        for key in keys {
            let Some(slot) = row.form.position(key).and_then(|at| row.slots.get_mut(at)) else { continue };
            if !slot.is_empty() {
                slot.leave_out();
                left.extend(row.form.field(key));
            }
        }
    }
    if !left.is_empty() {
        let finding = row.finding(&document::INTENT_LEFT, at, field);
        row.tell(finding.with_text("list", labels(&left)));
    }
}

fn hangs_on_ticks(rule: &Rule, field: &Field) -> bool {
    rule.when.conditions().iter().any(|(key, _)| field.ticks().any(|tick| tick == key))
}

impl Field {
    /// The ticks that its options set.
    fn ticks(&self) -> impl Iterator<Item = &Key> {
        self.options.iter().filter_map(|option| option.sets.as_ref())
    }
}
