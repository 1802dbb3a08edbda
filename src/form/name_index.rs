//! The index of names: from a header or key of a person's file to a field or section.

use std::collections::HashMap;

use super::definition::Definition;
use crate::values::latin_fold;

/// Folded names, and what they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    by_name: HashMap<String, NameTarget>,
    /// Labels that several fields bear, with the positions of those.
    shared: HashMap<String, Vec<usize>>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameTarget {
    /// The field at this position.
    Field(usize),
    /// The section at this position: a value for all of it.
    Section(usize),
}

/// A name that two fields have: the position of the later field, the name, the position of the other.
pub(super) struct NameConflict<'d> {
    pub(super) field: usize,
    pub(super) name: &'d str,
    pub(super) by: usize,
}

impl NameIndex {
    /// The names of a definition's fields. Keys, column headers and aliases are each one field's own; labels
    /// name a field only where they name no other.
    pub(super) fn of(definition: &Definition) -> (Self, Vec<NameConflict<'_>>) {
        let mut by_name = HashMap::with_capacity(definition.fields.len() * 10);
        let mut claimed = Vec::new();
        for (at, field) in definition.fields.iter().enumerate() {
            let column = field.column.iter().flat_map(|c| [&*c.lv, &*c.en]);
            for name in
                [&*field.key].into_iter().chain(column).chain(field.aliases.iter().map(String::as_str))
            {
                match by_name.insert(fold_name(name), NameTarget::Field(at)) {
                    Some(NameTarget::Field(by)) if by != at => {
                        claimed.push(NameConflict { field: at, name, by });
                    }
                    _ => {}
                }
            }
        }
        let mut names = Self { by_name, shared: HashMap::new() };
        names.add_where_unique(definition.fields.iter().enumerate().flat_map(|(at, field)| {
            [&*field.label.lv, &*field.label.en].map(|label| (fold_name(label), NameTarget::Field(at)))
        }));
        names.add_where_unique(definition.fields.iter().enumerate().flat_map(|(at, field)| {
            let section =
                definition.sections.iter().find(|section| Some(&section.key) == field.section.as_ref());
            section.into_iter().flat_map(move |section| {
                [(&section.title.lv, &field.label.lv), (&section.title.en, &field.label.en)]
                    .map(|(title, label)| (fold_name(&format!("{title} {label}")), NameTarget::Field(at)))
            })
        }));
        names.add_where_unique(definition.sections.iter().enumerate().flat_map(|(at, section)| {
            [&*section.key, &*section.title.lv, &*section.title.en]
                .map(|name| (fold_name(name), NameTarget::Section(at)))
        }));
        (names, claimed)
    }

    /// What a name of a person's file stands for.
    pub(super) fn target(&self, name: &str) -> Option<NameTarget> {
        self.by_name.get(&fold_name(name)).copied()
    }

    /// The fields that bear this name together, so that it names none of them.
    pub(super) fn fields_sharing(&self, name: &str) -> &[usize] {
        self.shared.get(&fold_name(name)).map_or(&[], Vec::as_slice)
    }

    /// Adds those names that are not taken and that only one target bears.
    fn add_where_unique(&mut self, names: impl Iterator<Item = (String, NameTarget)>) {
        let mut new: HashMap<String, Vec<NameTarget>> = HashMap::new();
        for (name, target) in names.filter(|(name, _)| !self.by_name.contains_key(name)) {
            let targets = new.entry(name).or_default();
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        for (name, targets) in new {
            if let [one] = targets.as_slice() {
                self.by_name.insert(name, *one);
            } else {
                let fields = targets.iter().filter_map(|target| match target {
                    NameTarget::Field(at) => Some(*at),
                    NameTarget::Section(_) => None,
                });
                self.shared.insert(name, fields.collect());
            }
        }
    }
}

/// A name for comparing what people write: letters without case and diacritics, and figures; nothing else, so
/// that `client.reg_no`, `Client reg. no.` and `clientregno` are one.
pub(crate) fn fold_name(name: &str) -> String {
    let mut folded = latin_fold(name);
    folded.retain(|c| c != ' ');
    folded
}
