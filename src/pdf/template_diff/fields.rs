//! Compares the fields of two templates: by name, and the remaining ones by kind, label and position.

use super::{FieldChange, FieldDifference};
use crate::pdf::page_text::{DocumentText, FieldLabel};
use crate::pdf::{Field, FieldKind, Rect, Template, Widget};

/// A smaller distance, in points, is no move.
const MOVE_TOLERANCE: f64 = 1.5;

type TemplateText<'a> = (&'a Template, &'a DocumentText);

pub(super) fn changes(old: TemplateText<'_>, new: TemplateText<'_>) -> Vec<FieldChange> {
    let old: Vec<FieldSnapshot<'_>> = FieldSnapshot::all(old);
    let new: Vec<FieldSnapshot<'_>> = FieldSnapshot::all(new);
    let mut appeared = Vec::new();
    let mut changes: Vec<Option<FieldChange>> = Vec::new();
    for (at, field) in new.iter().enumerate() {
        let before = old.iter().find(|other| other.name() == field.name());
        changes.push(match before {
            Some(before) => field.change(before.differences(field)),
            None => field.change(vec![FieldDifference::Added]),
        });
        if before.is_none() {
            appeared.push(at);
        }
    }
    let is_gone = |field: &&FieldSnapshot<'_>| !new.iter().any(|other| other.name() == field.name());
    let mut removed: Vec<&FieldSnapshot<'_>> = old.iter().filter(is_gone).collect();
    for at in appeared {
        let Some(field) = new.get(at) else { continue };
        let Some(was) = removed.iter().position(|before| before.is_renamed_to(field, &removed)) else {
            continue;
        };
        let before = removed.remove(was);
        let mut differences = vec![FieldDifference::Renamed { was: before.name().to_owned() }];
        differences.extend(before.differences(field));
        if let Some(change) = changes.get_mut(at) {
            *change = field.change(differences);
        }
    }
    let vanished = removed.into_iter().filter_map(|field| field.change(vec![FieldDifference::Removed]));
    changes.into_iter().flatten().chain(vanished).collect()
}

/// A field with what is compared.
struct FieldSnapshot<'a> {
    field: &'a Field,
    label: &'a str,
    place: Option<(usize, Rect)>,
}

impl<'a> FieldSnapshot<'a> {
    fn all((template, text): TemplateText<'a>) -> Vec<Self> {
        let fields = template.fields().iter().enumerate();
        let fields = fields.filter(|(_, field)| field.kind() != FieldKind::PushButton);
        fields
            .map(|(number, field)| {
                let label = text.field_labels().iter().find(|label| label.is_of_field(number));
                let text = label.and_then(FieldLabel::text);
                let words = text.or(field.alternate_name()).unwrap_or_default();
                let place = field.widgets().iter().find_map(|widget| Some((widget.page()?, widget.rect())));
                Self { field, label: words, place }
            })
            .collect()
    }

    fn name(&self) -> &'a str {
        self.field.name()
    }

    fn change(&self, differences: Vec<FieldDifference>) -> Option<FieldChange> {
        (!differences.is_empty()).then(|| FieldChange {
            name: self.name().to_owned(),
            kind: self.field.kind(),
            label: self.label.to_owned(),
            page: self.place.map(|(page, _)| page),
            differences,
        })
    }

    /// Whether a new field is probably this one renamed: it is of its kind, and by label and position no other is
    /// possible.
    fn is_renamed_to(&self, new: &Self, removed: &[&Self]) -> bool {
        let same_words = |one: &Self| !one.label.is_empty() && one.label == new.label;
        let same_place = |one: &Self| match (one.place, new.place) {
            (Some((page, rect)), Some((other_page, other))) => page == other_page && is_near(&rect, &other),
            _ => false,
        };
        let alone = |is: &dyn Fn(&Self) -> bool| removed.iter().filter(|one| is(one)).count() == 1;
        self.field.kind() == new.field.kind()
            && ((same_words(self) && (same_place(self) || alone(&same_words)))
                || (same_place(self) && (self.label.is_empty() || new.label.is_empty())))
    }

    /// The differences between the field and its new version.
    fn differences(&self, now: &Self) -> Vec<FieldDifference> {
        let (old, new) = (self.field, now.field);
        let mut differences = Vec::new();
        if old.kind() != new.kind() {
            differences.push(FieldDifference::Kind { was: old.kind() });
        }
        if old.max_len() != new.max_len() {
            differences.push(FieldDifference::Length { was: old.max_len(), is: new.max_len() });
        }
        let (before, after) = (options(old), options(new));
        if before != after && old.kind() == new.kind() {
            let missing_in = |all: &[String], some: &[String]| -> Vec<String> {
                some.iter().filter(|one| !all.contains(one)).cloned().collect()
            };
            let (removed, new) = (missing_in(&after, &before), missing_in(&before, &after));
            if !(removed.is_empty() && new.is_empty()) {
                differences.push(FieldDifference::Options { removed, added: new });
            }
        }
        if old.is_multiline() != new.is_multiline() && old.kind() == new.kind() {
            differences.push(FieldDifference::Multiline { is: new.is_multiline() });
        }
        if old.flags().required() != new.flags().required() {
            differences.push(FieldDifference::Required { is: new.flags().required() });
        }
        if old.flags().read_only() != new.flags().read_only() {
            differences.push(FieldDifference::ReadOnly { is: new.flags().read_only() });
        }
        let (was, is) = (old.alternate_name().unwrap_or_default(), new.alternate_name().unwrap_or_default());
        if was != is {
            differences.push(FieldDifference::AlternateName { was: was.to_owned(), is: is.to_owned() });
        }
        if is_preset(old) != is_preset(new) {
            differences.push(FieldDifference::Preset { is: is_preset(new) });
        }
        if !old
            .actions()
            .map(|action| (&action.trigger, &action.script))
            .eq(new.actions().map(|action| (&action.trigger, &action.script)))
        {
            differences.push(FieldDifference::Scripts);
        }
        differences.extend(self.place_differences(now));
        differences
    }

    fn place_differences(&self, now: &Self) -> Vec<FieldDifference> {
        let (Some((was_page, before)), Some((page, after))) = (self.place, now.place) else {
            return Vec::new();
        };
        let mut differences = Vec::new();
        let (right, up) = (after.x0 - before.x0, after.y0 - before.y0);
        if page != was_page || right.abs() > MOVE_TOLERANCE || up.abs() > MOVE_TOLERANCE {
            differences.push(FieldDifference::Moved { was_page, right, up });
        }
        let (wider, higher) = (after.width() - before.width(), after.height() - before.height());
        if wider.abs() > MOVE_TOLERANCE || higher.abs() > MOVE_TOLERANCE {
            differences.push(FieldDifference::Resized { wider, higher });
        }
        differences
    }
}

fn is_near(a: &Rect, b: &Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= MOVE_TOLERANCE * 2.0;
    near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.width(), b.width())
}

/// The states of a button, or the options of a list box.
fn options(field: &Field) -> Vec<String> {
    match field.kind() {
        FieldKind::Combo | FieldKind::List => {
            field.options().iter().map(|option| option.display.clone()).collect()
        }
        _ => {
            let mut states: Vec<String> = field.widgets().iter().flat_map(Widget::on_states).collect();
            states.sort();
            states.dedup();
            states
        }
    }
}

fn is_preset(field: &Field) -> bool {
    field.value().is_some_and(|value| !value.is_blank())
}
