//! That the look of one widget shows what was wanted.

use lopdf::Object;

use super::appearance::{FontTables, Picture, normal, picture};
use super::seen::{self, Page};
use super::why::{self, Why};
use crate::pdf::field::{Field, Widget};
use crate::pdf::geometry::Rect;
use crate::pdf::objects::Dict;

/// That a widget of a button is in the state of the value where it has that state, and off where it has not.
pub(super) fn in_unison(widget: &Dict<'_>, state: &[u8]) -> Result<(), Why> {
    let states = widget.dict(b"AP").and_then(|ap| ap.get(b"N")).and_then(|n| n.as_dict().ok());
    let has = states.is_some_and(|states| states.has(state));
    let expected = if has { state } else { b"Off" };
    if widget.name(b"AS") == Some(expected) { Ok(()) } else { Err(why::NOT_IN_UNISON) }
}

/// That a button shows its state, where it has it.
pub(super) fn button(
    widget: &Dict<'_>,
    fonts: &FontTables,
    state: &[u8],
    page: &Page<'_>,
) -> Result<Vec<Rect>, Why> {
    let states = widget.dict(b"AP").and_then(|ap| ap.dict(b"N"));
    let Some(states) = states.filter(|_| state != b"Off" && widget.name(b"AS") == Some(state)) else {
        return Ok(Vec::new());
    };
    let on = states.get(state).ok_or(why::STATE_UNDRAWN)?;
    let drawn = picture(widget, on, fonts, false)?;
    if !seen::has_ink(&drawn, page) {
        return Err(why::STATE_BLANK);
    }
    if let (Some(Object::Stream(off)), Object::Stream(on)) = (states.get(b"Off"), on)
        && off.content == on.content
        && off.dict.get(b"Matrix").ok() == on.dict.get(b"Matrix").ok()
    {
        return Err(why::STATES_ALIKE);
    }
    Ok(drawn.marks.iter().map(|mark| mark.rect).collect())
}

fn strict_picture(widget: &Dict<'_>, fonts: &FontTables) -> Result<Picture, Why> {
    picture(widget, normal(widget)?, fonts, true)
}

pub(super) fn text(
    widget: &Dict<'_>,
    fonts: &FontTables,
    field: &Field,
    place: &Widget,
    text: &str,
    page: &Page<'_>,
) -> Result<Vec<Rect>, Why> {
    let picture = strict_picture(widget, fonts)?;
    let lines = seen::lines(&picture);
    let shown = if field.is_comb() { seen::show_in_cells(&lines, text) } else { seen::show(&lines, text) };
    if !shown {
        return Err(why::OTHER_TEXT);
    }
    seen::legible(&picture, &lines.iter().collect::<Vec<_>>(), &place.rect, page)
}

pub(super) fn options(
    widget: &Dict<'_>,
    fonts: &FontTables,
    place: &Widget,
    options: &[String],
    page: &Page<'_>,
) -> Result<Vec<Rect>, Why> {
    let picture = strict_picture(widget, fonts)?;
    let lines = seen::lines(&picture);
    let mut ink = Vec::new();
    // A list scrolls: of several that are chosen, the first is in view.
    for option in options.iter().take(1).filter(|option| !option.trim().is_empty()) {
        let line = lines.iter().find(|line| line.text.trim() == option.trim()).ok_or(why::OPTION_UNDRAWN)?;
        ink.extend(seen::legible(&picture, &[line], &place.rect, page)?);
    }
    Ok(ink)
}
