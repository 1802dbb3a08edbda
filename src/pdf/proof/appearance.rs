//! The marks of a widget's own appearance, as the file that was filled has them.

use lopdf::{Object, Stream};

use super::reason::{self, ProofReason};
use crate::pdf::content::{Interpreter, PageBudget};
use crate::pdf::geometry::Rect;
use crate::pdf::marks::AppearanceMarks;
use crate::pdf::objects::Dict;

/// The normal appearance of a widget; of several states, the one of AS.
pub(super) fn normal_appearance<'a>(widget: &Dict<'a>) -> Result<&'a Stream, ProofReason> {
    let missing = || reason::NO_APPEARANCE;
    let normal = widget.dict(b"AP").and_then(|ap| ap.get(b"N")).ok_or_else(missing)?;
    let object = match normal {
        Object::Dictionary(states) => {
            let state = widget.name(b"AS").ok_or(reason::NO_APPEARANCE_STATE)?;
            Dict::new(widget.doc, states).get(state).ok_or(reason::STATE_WITHOUT_APPEARANCE)?
        }
        object => object,
    };
    object.as_stream().map_err(|_| reason::NOT_A_STREAM)
}

/// Runs an appearance stream, placed in the rectangle of its widget on a page with these bounds. Everything of it was
/// run.
pub(super) fn read_marks<'a>(
    interpreter: &mut Interpreter<'a>,
    (stream, widget): (&'a Stream, &Dict<'a>),
    bounds: Rect,
) -> Result<AppearanceMarks, ProofReason> {
    let marks = AppearanceMarks::read(interpreter, (stream, widget), bounds, &PageBudget::APPEARANCE);
    let Some(marks) = marks else {
        let has_box = Dict::new(widget.doc, &stream.dict).rect(b"BBox").is_some();
        return Err(match widget.rect(b"Rect") {
            None => reason::NO_RECT,
            Some(_) if !has_box => reason::NO_BBOX,
            Some(_) => reason::NO_SIZE,
        });
    };
    if let Some(why) = marks.incomplete.first() {
        return Err(reason::not_run_in_full(*why));
    }
    if let Some(word) = marks.passed_over.first() {
        return Err(reason::unknown_effect(word));
    }
    if marks.has_optional_content {
        return Err(reason::OPTIONAL_CONTENT);
    }
    Ok(marks)
}

/// The same of an appearance that this program drew: a plain form, in which everything that is opened is closed.
pub(super) fn read_own_marks<'a>(
    interpreter: &mut Interpreter<'a>,
    widget: &Dict<'a>,
    bounds: Rect,
) -> Result<AppearanceMarks, ProofReason> {
    let stream = normal_appearance(widget)?;
    let form = Dict::new(widget.doc, &stream.dict);
    if !(form.has_name(b"Subtype", b"Form") && !form.has(b"OC") && !form.has(b"Group")) {
        return Err(reason::NOT_A_PLAIN_FORM);
    }
    let marks = read_marks(interpreter, (stream, widget), bounds)?;
    if marks.balanced { Ok(marks) } else { Err(reason::CONTENT_UNFINISHED) }
}
