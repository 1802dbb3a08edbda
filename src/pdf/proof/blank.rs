//! Checks that a field is blank.

use lopdf::Object;

use super::appearance::{FontTables, normal_appearance, paint_appearance};
use super::interpreter::{MarkKind, PaintMark};
use super::reason::{self, ProofReason};
use crate::pdf::field::{Field, FieldKind};
use crate::pdf::geometry::Rect;
use crate::pdf::objects::{LocatedDict, ObjectLookup};
use crate::pdf::text_string;

/// No value, and no visible mark but border and background.
pub(super) fn check(doc: &dyn ObjectLookup, field: &Field) -> Result<(), ProofReason> {
    for path in &field.paths {
        let dict = LocatedDict::at_path(doc, path).ok_or(reason::FIELD_GONE)?.dict;
        let empty = match dict.get(b"V") {
            None => true,
            Some(Object::String(text, _)) => text_string::decode(text).trim().is_empty(),
            Some(Object::Name(state)) => state == b"Off",
            Some(Object::Array(all)) => all.is_empty(),
            Some(_) => false,
        };
        if !empty || dict.has(b"RV") {
            return Err(reason::HAS_VALUE);
        }
    }
    if field.value.as_ref().is_some_and(|value| !value.is_blank()) {
        return Err(reason::HAS_VALUE);
    }
    let fonts = FontTables::default();
    for widget in &field.widgets {
        let dict = LocatedDict::at_path(doc, &widget.path).ok_or(reason::BLANK_WIDGET_GONE)?.dict;
        if matches!(field.kind, FieldKind::Checkbox | FieldKind::Radio) {
            if dict.name(b"AS").is_some_and(|state| state != b"Off") {
                return Err(reason::BUTTON_ON);
            }
            continue;
        }
        let Ok(appearance) = normal_appearance(&dict) else { continue };
        // A widget without area shows nothing.
        let Ok(painted) = paint_appearance(&dict, appearance, &fonts, false) else {
            if widget.rect.is_empty() {
                continue;
            }
            return Err(reason::APPEARANCE_UNREADABLE);
        };
        let has_visible_mark = painted.marks.iter().any(|mark| match mark.kind {
            MarkKind::Glyph { ink, .. } => ink,
            MarkKind::UnknownText | MarkKind::Other => true,
            MarkKind::Fill | MarkKind::Stroke => mark.in_tx_content && !is_border(mark, &painted.bbox),
        });
        if has_visible_mark {
            return Err(reason::HAS_MARKS);
        }
    }
    Ok(())
}

/// Whether a mark is the border or the background of a field: one rectangle along all four sides. Some programs
/// paint them within the marked content of the text.
fn is_border(mark: &PaintMark, frame: &Rect) -> bool {
    const AS_WIDE: f64 = 3.0;
    mark.is_rectangle
        && mark.rect.contains(&frame.inset(AS_WIDE), 0.01)
        && frame.contains(&mark.rect, AS_WIDE)
}
