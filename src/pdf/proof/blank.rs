//! That nothing stands in a field.

use lopdf::Object;

use super::appearance::{FontTables, normal, picture};
use super::content::{Mark, What};
use super::why::{self, Why};
use crate::pdf::field::{Field, FieldKind};
use crate::pdf::geometry::Rect;
use crate::pdf::objects::{Objects, Place};
use crate::pdf::text_string;

/// No value, and no ink but border and background.
pub(super) fn check(doc: &dyn Objects, field: &Field) -> Result<(), Why> {
    for spot in &field.spots {
        let dict = Place::at_spot(doc, spot).ok_or(why::FIELD_GONE)?.dict;
        let empty = match dict.get(b"V") {
            None => true,
            Some(Object::String(text, _)) => text_string::decode(text).trim().is_empty(),
            Some(Object::Name(state)) => state == b"Off",
            Some(Object::Array(all)) => all.is_empty(),
            Some(_) => false,
        };
        if !empty || dict.has(b"RV") {
            return Err(why::HAS_VALUE);
        }
    }
    if field.value.as_ref().is_some_and(|value| !value.is_blank()) {
        return Err(why::HAS_VALUE);
    }
    let fonts = FontTables::default();
    for widget in &field.widgets {
        let dict = Place::at_spot(doc, &widget.spot).ok_or(why::ITS_BOX_GONE)?.dict;
        if matches!(field.kind, FieldKind::Checkbox | FieldKind::Radio) {
            if dict.name(b"AS").is_some_and(|state| state != b"Off") {
                return Err(why::TICKED);
            }
            continue;
        }
        let Ok(appearance) = normal(&dict) else { continue };
        // A box without size shows nothing.
        let Ok(picture) = picture(&dict, appearance, &fonts, false) else {
            if widget.rect.is_empty() {
                continue;
            }
            return Err(why::LOOK_UNREADABLE);
        };
        let inked = picture.marks.iter().any(|mark| match mark.what {
            What::Letter { ink, .. } => ink,
            What::Text | What::Other => true,
            What::Fill | What::Stroke => mark.in_text && !is_frame(mark, &picture.frame),
        });
        if inked {
            return Err(why::INKED);
        }
    }
    Ok(())
}

/// Whether a mark is the border of a field or its ground: one rectangle along all four sides. Some programs draw them
/// where the text stands.
fn is_frame(mark: &Mark, frame: &Rect) -> bool {
    const AS_WIDE: f64 = 3.0;
    mark.is_box && mark.rect.holds(&frame.inset(AS_WIDE), 0.01) && frame.holds(&mark.rect, AS_WIDE)
}
