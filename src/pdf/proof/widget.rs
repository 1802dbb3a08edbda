//! Checks that the appearance of one widget shows the value.

use super::appearance::{FontTables, PaintedAppearance, normal_appearance, paint_appearance};
use super::legibility::{self, PageContrast};
use super::reason::{self, ProofReason};
use crate::pdf::field::{Field, Widget};
use crate::pdf::geometry::Rect;
use crate::pdf::objects::Dict;

/// Checks that AS of a button's widget is the state of the value where the widget has that state, and Off
/// otherwise.
pub(super) fn check_state_name(widget: &Dict<'_>, state: &[u8]) -> Result<(), ProofReason> {
    let states = widget.dict(b"AP").and_then(|ap| ap.get(b"N")).and_then(|n| n.as_dict().ok());
    let has = states.is_some_and(|states| states.has(state));
    let expected = if has { state } else { b"Off" };
    if widget.name(b"AS") == Some(expected) { Ok(()) } else { Err(reason::WIDGET_STATE_DIFFERS) }
}

fn paint_strictly(widget: &Dict<'_>, fonts: &FontTables) -> Result<PaintedAppearance, ProofReason> {
    paint_appearance(widget, normal_appearance(widget)?, fonts, true)
}

pub(super) fn check_text(
    widget: &Dict<'_>,
    fonts: &FontTables,
    field: &Field,
    place: &Widget,
    text: &str,
    page: &PageContrast<'_>,
) -> Result<Vec<Rect>, ProofReason> {
    let painted = paint_strictly(widget, fonts)?;
    let lines = legibility::text_lines(&painted);
    let shown = if field.is_comb() {
        legibility::comb_matches(&lines, text)
    } else {
        legibility::lines_match(&lines, text)
    };
    if !shown {
        return Err(reason::TEXT_DIFFERS);
    }
    legibility::check_legible(&painted, &lines.iter().collect::<Vec<_>>(), &place.rect, page)
}

pub(super) fn check_options(
    widget: &Dict<'_>,
    fonts: &FontTables,
    place: &Widget,
    options: &[String],
    page: &PageContrast<'_>,
) -> Result<Vec<Rect>, ProofReason> {
    let painted = paint_strictly(widget, fonts)?;
    let lines = legibility::text_lines(&painted);
    let mut ink = Vec::new();
    // A list box scrolls: of several chosen options, the first has to be in view.
    for option in options.iter().take(1).filter(|option| !option.trim().is_empty()) {
        let line =
            lines.iter().find(|line| line.text.trim() == option.trim()).ok_or(reason::OPTION_NOT_SHOWN)?;
        ink.extend(legibility::check_legible(&painted, &[line], &place.rect, page)?);
    }
    Ok(ink)
}
