//! Checks that a field is blank.

use lopdf::Object;

use super::appearance::{normal_appearance, read_marks};
use super::reason::{self, ProofReason};
use crate::pdf::content::Interpreter;
use crate::pdf::field::{Field, FieldKind};
use crate::pdf::geometry::Rect;
use crate::pdf::marks::{AppearanceMarks, MarkShape, PaintedMark};
use crate::pdf::objects::{LocatedDict, ObjectLookup};
use crate::pdf::text_string;

/// No value, and no visible mark but border and background. `doc` is the document of the interpreter.
pub(super) fn check<'a>(
    doc: &'a dyn ObjectLookup,
    interpreter: &mut Interpreter<'a>,
    field: &Field,
) -> Result<(), ProofReason> {
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
    for widget in &field.widgets {
        let dict = LocatedDict::at_path(doc, &widget.path).ok_or(reason::BLANK_WIDGET_GONE)?.dict;
        if matches!(field.kind, FieldKind::Checkbox | FieldKind::Radio) {
            if dict.name(b"AS").is_some_and(|state| state != b"Off") {
                return Err(reason::BUTTON_ON);
            }
            continue;
        }
        // A widget without an appearance, or without area, shows nothing.
        let Ok(appearance) = normal_appearance(&dict) else { continue };
        if widget.rect.is_empty() {
            continue;
        }
        let page = widget.page.and_then(|page| interpreter.page_view(page));
        let bounds = page.map_or(widget.rect, |page| page.bounds);
        let marks = read_marks(interpreter, (appearance, &dict), bounds)
            .map_err(|_| reason::APPEARANCE_UNREADABLE)?;
        if !has_only_a_frame(&marks, &widget.rect) {
            return Err(reason::HAS_MARKS);
        }
    }
    Ok(())
}

/// Whether nothing is drawn in a field but what is not its text, and its border and background.
fn has_only_a_frame(marks: &AppearanceMarks, rect: &Rect) -> bool {
    marks.marks.iter().all(|mark| match &mark.shape {
        MarkShape::Glyph(glyph) => !glyph.painted || glyph.is_blank() || glyph.draws_nothing(),
        MarkShape::Picture => false,
        MarkShape::Fill(..) | MarkShape::Stroke(..) => !mark.in_text_content || is_border(mark, rect),
    })
}

/// Whether a mark is the border or the background of a field: one rectangle along all four sides. Some programs
/// paint them within the marked content of the text.
fn is_border(mark: &PaintedMark, rect: &Rect) -> bool {
    const AS_WIDE: f64 = 3.0;
    let is_rectangle = match &mark.shape {
        MarkShape::Fill(outline, _) | MarkShape::Stroke(outline, _) => outline.as_rect().is_some(),
        _ => false,
    };
    is_rectangle && mark.bounds.contains(&rect.inset(AS_WIDE), 0.01) && rect.contains(&mark.bounds, AS_WIDE)
}
