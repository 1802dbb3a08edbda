//! Whether a form shows the value that a field holds already, by the appearance that it has.

use super::Prover;
use super::covering::Covering;
use super::value::formatted;
use crate::pdf::content::xobject::normal_appearance;
use crate::pdf::content::{Interpreter, PageBudget};
use crate::pdf::field::{Field, FieldKind, FieldValue, Widget};
use crate::pdf::marks::{AppearanceMarks, FieldView, InkPoint, is_legible};
use crate::pdf::objects::LocatedDict;
use crate::pdf::template::Template;

/// Whether each visible widget of a field shows its value: every character is drawn, seen and not covered, and nothing
/// else is; a button's state has a mark that is seen.
pub(crate) fn shows_held_value(template: &Template, field: &Field) -> bool {
    let base = &template.pdf().0;
    if template.features().need_appearances {
        // Viewers draw their own.
        return false;
    }
    let prover = Prover::new(template);
    let mut interpreter = Interpreter::of_update(&base.doc, base);
    field.widgets.iter().filter(|widget| widget.is_visible()).all(|widget| {
        let covering = prover.covering(&base.doc, &mut interpreter, field, widget);
        match field.kind() {
            FieldKind::Checkbox | FieldKind::Radio => {
                shows_state(&prover, &mut interpreter, field, widget, &covering).unwrap_or(false)
            }
            _ => shows_text(&prover, &mut interpreter, field, widget, &covering).unwrap_or(false),
        }
    })
}

fn shows_state<'a>(
    prover: &'a Prover,
    interpreter: &mut Interpreter<'a>,
    field: &Field,
    widget: &Widget,
    covering: &Covering,
) -> Option<bool> {
    let place = LocatedDict::at_path(&prover.template.pdf().0.doc, &widget.path)?;
    let state = place.dict.name(b"AS").unwrap_or(b"Off");
    let Some(FieldValue::On(held)) = field.value() else { return Some(state == b"Off") };
    let is_own = widget.on_states().any(|own| own == *held);
    if state == b"Off" || !is_own {
        return Some(state == b"Off" && !is_own);
    }
    let mark = prover.tick(interpreter, &place.dict, widget, state).ok()?;
    Some(covering.is_empty() || mark.is_mostly_seen(&|point| covering.hides(point)))
}

fn shows_text<'a>(
    prover: &'a Prover,
    interpreter: &mut Interpreter<'a>,
    field: &Field,
    widget: &Widget,
    covering: &Covering,
) -> Option<bool> {
    let place = LocatedDict::at_path(&prover.template.pdf().0.doc, &widget.path)?;
    let bounds = prover.page_bounds(widget).ok()?;
    let wanted = shown_texts(field);
    let marks = match normal_appearance(&place.dict) {
        Some(stream) => {
            AppearanceMarks::read(interpreter, (stream, &place.dict), bounds, &PageBudget::DEFAULT)?
        }
        None => AppearanceMarks::none(),
    };
    if !marks.are_all() {
        return None;
    }
    let view = FieldView::on_white(widget.rect, &is_legible);
    let mut drawn = String::new();
    for (at, _, glyph) in marks.glyphs().filter(|(_, _, glyph)| glyph.painted && !glyph.is_blank()) {
        drawn.push_str(glyph.text.as_deref()?);
        let is_hidden = || marks.ink(at, &widget.rect).iter().any(|(point, _)| covering.hides(*point));
        let stands_out = || marks.ink(at, &widget.rect).iter().any(|(_, ink)| *ink == InkPoint::StandsOut);
        if marks.glyph_fault(at, &view).is_some() || !stands_out() || is_hidden() {
            return Some(false);
        }
    }
    let drawn = without_spaces(&drawn);
    Some(match field.kind() {
        FieldKind::List => wanted.iter().all(|text| drawn.contains(&without_spaces(text))),
        _ => wanted.iter().any(|text| without_spaces(text) == drawn) || wanted.is_empty() && drawn.is_empty(),
    })
}

/// What the field may show: of a list box all of these, of others one of them.
fn shown_texts(field: &Field) -> Vec<String> {
    match field.value() {
        Some(FieldValue::Text(text)) => {
            let shown = formatted(field, text.clone()).ok();
            [text.clone()].into_iter().chain(shown).collect()
        }
        Some(FieldValue::Choices(all)) => {
            let display = |export: &String| {
                let option = field.options().iter().find(|option| option.export == *export);
                option.map_or_else(|| export.clone(), |option| option.display.clone())
            };
            all.iter().map(display).collect()
        }
        _ => Vec::new(),
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
