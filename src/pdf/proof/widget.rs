//! Checks that the appearance of one widget shows the value.

use super::appearance::read_own_marks;
use super::fonts::FileFonts;
use super::legibility::{ShownLines, TextPlace, check_order};
use super::reason::{self, ProofReason};
use crate::pdf::content::Interpreter;
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

/// Judges the appearances of one filled file.
pub(super) struct TextJudge<'i, 'r> {
    pub(super) interpreter: &'i mut Interpreter<'r>,
    pub(super) fonts: &'i mut FileFonts<'r>,
}

impl<'r> TextJudge<'_, 'r> {
    /// Checks that a widget shows a text, and returns the boxes of its letters.
    pub(super) fn check_text(
        &mut self,
        widget: &Dict<'r>,
        (field, own): (&Field, &Widget),
        text: &str,
        place: &TextPlace<'_>,
    ) -> Result<Vec<Rect>, ProofReason> {
        let marks = read_own_marks(self.interpreter, widget, place.page)?;
        let lines = ShownLines::of(&marks, self.interpreter, self.fonts)?;
        let shown = if field.is_comb() { lines.match_comb(text) } else { lines.match_text(text) };
        if !shown {
            return Err(reason::TEXT_DIFFERS);
        }
        let mut ink = Vec::new();
        for line in &lines.0 {
            ink.extend(line.check_legible(&marks, place)?);
        }
        check_order(&marks, own.rotation.degrees(), field.is_comb())?;
        Ok(ink)
    }

    /// Checks that a widget shows the first of these options.
    pub(super) fn check_options(
        &mut self,
        widget: &Dict<'r>,
        own: &Widget,
        options: &[String],
        place: &TextPlace<'_>,
    ) -> Result<Vec<Rect>, ProofReason> {
        let marks = read_own_marks(self.interpreter, widget, place.page)?;
        let lines = ShownLines::of(&marks, self.interpreter, self.fonts)?;
        // A list box scrolls: of several chosen options, the first has to be in view.
        let Some(option) = options.first().filter(|option| !option.trim().is_empty()) else {
            return Ok(Vec::new());
        };
        let is_shown = lines.0.iter().find(|line| line.text.trim() == option.trim());
        let ink = is_shown.ok_or(reason::OPTION_NOT_SHOWN)?.check_legible(&marks, place)?;
        check_order(&marks, own.rotation.degrees(), false)?;
        Ok(ink)
    }
}
