//! Fields whose appearances a form leaves to viewers to draw (NeedAppearances, ISO 32000-2, table 224): after
//! filling, that entry is removed.

use lopdf::{Object, ObjectId};

use crate::pdf::appearance::border::AppearanceCharacteristics;
use crate::pdf::field::{Field, FieldKind, FieldValue, Widget};
use crate::pdf::fill_value::FillValue;
use crate::pdf::objects::LocatedDict;
use crate::pdf::template::Template;

/// The value that a field has, where the form leaves its appearance to viewers: without NeedAppearances they would
/// not draw it. Also the empty value of a blank field that has no appearance, for its border and background.
pub(super) fn existing_value(template: &Template, field: &Field) -> Option<FillValue> {
    let need_appearances =
        template.features().need_appearances && field.widgets().iter().any(Widget::is_visible);
    if !need_appearances || field.is_password() || field.is_file_select() {
        return None;
    }
    match field.value() {
        Some(FieldValue::Text(text)) if !text.trim().is_empty() => Some(FillValue::Text(text.clone())),
        Some(FieldValue::On(state)) if is_settable(field, state) => Some(FillValue::State(state.clone())),
        Some(FieldValue::Choices(all)) if all.iter().any(|one| !one.is_empty()) => {
            Some(FillValue::Choices(all.clone()))
        }
        _ if matches!(field.kind(), FieldKind::Text | FieldKind::Combo) => {
            let doc = &template.pdf().0.doc;
            let bare = |widget: &Widget| {
                let at = LocatedDict::at_path(doc, &widget.path).filter(|_| !widget.has_appearance);
                at.is_some_and(|at| AppearanceCharacteristics::of(&at.dict).is_visible())
            };
            field.widgets().iter().any(bare).then(|| FillValue::Text(String::new()))
        }
        _ => None,
    }
}

/// Whether a button can be set to the state that it has.
fn is_settable(field: &Field, state: &str) -> bool {
    let nameless = field.kind() == FieldKind::Checkbox && field.on_states().next().is_none();
    nameless && state.is_ascii() || field.on_states().any(|known| known == state)
}

/// Streams without data that have a Filter: no data are valid under no filter, and readers complain. In a form with
/// NeedAppearances nobody has read them so far.
pub(super) fn empty_streams(template: &Template) -> impl Iterator<Item = ObjectId> + '_ {
    let need_appearances = template.features().need_appearances;
    let objects = template.pdf().0.doc.objects.iter().filter(move |_| need_appearances);
    objects.filter(|(_, object)| is_empty_but_filtered(object)).map(|(id, _)| *id)
}

/// Whether an object is a stream without data that has a Filter.
fn is_empty_but_filtered(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.content.is_empty() && stream.dict.has(b"Filter"))
}
