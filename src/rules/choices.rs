//! Fields in which one of several options is chosen.

use std::sync::Arc;

use super::record_check::{FieldState, RecordCheck};
use super::texts::text_of;
use crate::diag::catalogue::document;
use crate::diag::{Bilingual, Severity};
use crate::form::FormValue;
use crate::form::definition::{FieldDefinition, FieldOption, ValueKind};
use crate::form::name_index::fold_name;
use crate::values::masked_excerpt;

/// Reads every choice; an empty one is its default.
pub(super) fn read(row: &mut RecordCheck<'_>) {
    for (at, field) in row.fields().filter(|(_, field)| field.kind == ValueKind::Choice) {
        let Some(slot) = row.slot(at) else { continue };
        match text_of(slot.raw(), field.kind) {
            // The default, or a text that is no option.
            Ok(None) if slot.state != FieldState::Absent => {}
            Ok(None) => {
                let default = field.default.as_deref().map(|default| FormValue::Choice(default.into()));
                row.set(at, default.map_or(FieldState::Absent, FieldState::Value));
            }
            Ok(Some(text)) => {
                if let Some(option) = field.option(text) {
                    row.set(at, FieldState::Value(FormValue::Choice(Arc::clone(&option.value))));
                } else {
                    let finding = row.finding(&document::CHOICE, at, field);
                    row.add_finding(
                        finding.with("v", masked_excerpt(text)).with_text("list", field.list_of_options()),
                    );
                }
            }
            Err(entry) => row.add_finding(row.finding(entry, at, field)),
        }
    }
}

/// A filled form does not print every choice. Where one is missing, each option is tried, and that one is taken
/// which leaves the fewest errors, the earlier of two as good; a finding names it unless it is the default.
pub(super) fn try_options<'a>(
    row: RecordCheck<'a>,
    check: impl Fn(RecordCheck<'a>) -> RecordCheck<'a>,
) -> RecordCheck<'a> {
    let missing = row
        .fields()
        .filter(|(_, field)| field.kind == ValueKind::Choice && !field.printed)
        .find(|(at, _)| row.slot(*at).is_some_and(|slot| slot.state == FieldState::Absent));
    let Some((at, field)) = missing.filter(|_| row.context.is_filled()) else { return check(row) };
    let with = |option: &'a FieldOption| {
        let mut row = row.clone();
        row.set(at, FieldState::Value(FormValue::Choice(Arc::clone(&option.value))));
        (option, check(row))
    };
    let errors = |row: &RecordCheck<'_>| row.report.count(Severity::Error);
    let best = field
        .options
        .iter()
        .map(with)
        .reduce(|best, next| if errors(&next.1) < errors(&best.1) { next } else { best });
    let Some((option, mut best)) = best else { return check(row) };
    if field.default.as_deref() != Some(&*option.value) {
        let finding = best.finding(&document::ASSUMED, at, field);
        best.add_finding(finding.with_text("v", option.label.clone()));
    }
    best
}

impl FieldDefinition {
    /// The option of that name, case and marks aside.
    pub(super) fn option(&self, name: &str) -> Option<&FieldOption> {
        let exact = self.options.iter().find(|option| option.names().any(|known| known == name));
        exact.or_else(|| {
            let name = fold_name(name);
            self.options.iter().find(|option| option.names().any(|known| fold_name(known) == name))
        })
    }

    /// What may be chosen, for a person.
    pub(super) fn list_of_options(&self) -> Bilingual {
        let list = |text: fn(&FieldOption) -> &str| {
            self.options.iter().map(text).collect::<Vec<_>>().join(", ").into()
        };
        Bilingual { lv: list(|option| &option.label.lv), en: list(|option| &option.label.en) }
    }
}
