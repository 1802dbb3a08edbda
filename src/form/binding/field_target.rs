//! What a key is bound to: fields of the PDF, and how its value is written into them.

use super::binding_file::{FieldPlacement, PlacementKind};
use crate::form::definition::{FieldDefinition, Key, ValueKind};
use crate::pdf::{self, FieldKind, Template};

/// The fields of the PDF that take the value of a key. See [`BoundForm`](super::BoundForm).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum FieldTarget {
    /// The PDF has no field for it.
    Absent,
    /// Never written, and proved blank.
    Blank(String),
    /// A choice: the field, and the state, or the entry of the list, of each option.
    Choice {
        /// The full name of the field.
        field: String,
        /// The state of each option, or what its entry exports.
        states: Vec<(Key, String)>,
    },
    /// As text, into a field that takes the values of several keys.
    Joined {
        /// The full name of the field.
        field: String,
        /// What stands between the values.
        join: String,
    },
    /// A part of the text in each of these fields.
    Split {
        /// The full names of the fields.
        fields: Vec<String>,
        /// How many characters go into each.
        sizes: Vec<usize>,
        /// Characters that are left out.
        drop: String,
    },
    /// As text, into each of these fields.
    Text {
        /// The full names of the fields.
        fields: Vec<String>,
        /// Characters that are left out.
        drop: String,
    },
    /// A tick: the field and its on-state. Several ticks may be states of one group.
    Tick {
        /// The full name of the field.
        field: String,
        /// The state of a ticked box.
        on: String,
    },
}

impl FieldTarget {
    pub(super) fn of(field: &FieldDefinition, place: &FieldPlacement, template: &Template) -> Self {
        match (field.kind, &place.kind) {
            (ValueKind::Blank, _) => Self::Blank(place.fields().first().cloned().unwrap_or_default()),
            (_, PlacementKind::Tick { field, on }) => Self::Tick { field: field.clone(), on: on.clone() },
            // The one state that a box has, where the binding does not name it.
            (ValueKind::Tick, _) => {
                let name = place.fields().first().cloned().unwrap_or_default();
                let only = || {
                    let mut states = template.field(&name)?.on_states();
                    states.next().filter(|_| states.next().is_none()).map(str::to_owned)
                };
                let on = only().unwrap_or_default();
                Self::Tick { field: name, on }
            }
            (_, PlacementKind::Choice { field, states }) => {
                Self::Choice { field: field.clone(), states: states.clone() }
            }
            (_, PlacementKind::Joined { field, join }) => {
                Self::Joined { field: field.clone(), join: join.clone() }
            }
            (_, PlacementKind::Split { fields, sizes }) => {
                Self::Split { fields: fields.clone(), sizes: sizes.clone(), drop: place.drop.clone() }
            }
            _ => Self::Text { fields: place.fields().to_vec(), drop: place.drop.clone() },
        }
    }

    /// Whether a field of the template can take what is to be written into it.
    pub(super) fn suits(&self, field: &pdf::Field) -> bool {
        let is_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo);
        let is_box = matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio);
        match self {
            Self::Absent => false,
            Self::Blank(_) => true,
            Self::Choice { states, .. } if is_box => {
                states.iter().all(|(_, on)| field.on_states().any(|state| state == on))
            }
            Self::Choice { states, .. } => {
                let is_list = matches!(field.kind(), FieldKind::Combo | FieldKind::List);
                is_list
                    && states.iter().all(|(_, on)| field.options().iter().any(|entry| entry.export == *on))
            }
            Self::Joined { .. } | Self::Split { .. } | Self::Text { .. } => is_text,
            Self::Tick { on, .. } => is_box && field.on_states().any(|state| state == on),
        }
    }

    /// The on-state of a tick.
    pub(in crate::form) fn state(&self) -> Option<&str> {
        match self {
            Self::Tick { on, .. } => Some(on),
            _ => None,
        }
    }

    /// The fields of the PDF it names.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        let fields = match self {
            Self::Absent => &[][..],
            Self::Split { fields, .. } | Self::Text { fields, .. } => fields.as_slice(),
            Self::Blank(field)
            | Self::Choice { field, .. }
            | Self::Joined { field, .. }
            | Self::Tick { field, .. } => std::slice::from_ref(field),
        };
        fields.iter().map(String::as_str)
    }
}
