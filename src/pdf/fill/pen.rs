//! Writes drawings into objects.

use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::Filler;
use super::borrowed::Borrowed;
use super::drawing::{Drawing, Laid};
use super::filled::FieldReport;
use super::writing::Extra;
use crate::pdf::appearance::text::{Run, Setting};
use crate::pdf::appearance::{Canvas, button, comb, text};
use crate::pdf::decision::{Decision, Shown};
use crate::pdf::default_appearance::Color;
use crate::pdf::edits::Edits;
use crate::pdf::field::{Field, FieldKind, Widget};
use crate::pdf::objects::{Dict, Place, Spot};
use crate::pdf::plan::{Type, WidgetPlan};
use crate::pdf::text_string;

/// Writes drawings into objects.
pub(super) struct Pen<'a> {
    pub(super) filler: &'a Filler,
    pub(super) overflows: &'a [Option<Extra>],
    pub(super) edits: Edits<'a>,
    pub(super) made: Vec<(u32, Object)>,
    pub(super) next: u32,
}

impl Pen<'_> {
    pub(super) fn field(&mut self, drawing: &Drawing<'_>, reports: &mut Vec<FieldReport>) {
        let Drawing { plan, field, decision, layouts, .. } = drawing;
        for spot in &field.spots {
            self.value(spot, decision);
        }
        for ((widget, plan), laid) in field.widgets().iter().zip(&plan.widgets).zip(layouts) {
            let layout = laid.as_ref().map(|laid| &laid.layout);
            // A value that a broken form keeps in the widget as well must not contradict the field's.
            let stray = !field.spots.contains(&widget.spot)
                && self.edits.current(&widget.spot).is_some_and(|dict| dict.has(b"V"));
            if stray {
                self.value(&widget.spot, decision);
            }
            let (drawn, face) = match (&decision.shown, laid) {
                (Shown::State(state), _) => (self.button(field, widget, plan, state), None),
                (_, Some(laid)) => self.text(field, widget, plan, laid, decision.red),
                (_, None) => (String::new(), None),
            };
            reports.push(FieldReport {
                name: Arc::clone(&field.name),
                kind: field.kind(),
                drawn,
                lines: layout.map_or(0, |layout| layout.lines),
                size: layout.map_or(0.0, |layout| layout.size),
                shrunk: layout.is_some_and(|layout| layout.shrunk),
                room: layout.map_or(0.0, |layout| layout.room),
                face,
                page: widget.page,
                rect: widget.rect,
            });
        }
    }

    fn value(&mut self, spot: &Spot, decision: &Decision) {
        match &decision.value {
            Some(value) => self.edits.set(spot, "V", value.clone()),
            None => self.edits.remove(spot, "V"),
        }
        // A formatted value would contradict the plain one.
        self.edits.remove(spot, "RV");
        if let Some(chosen) = &decision.chosen {
            let is_list = matches!(decision.shown, Shown::List(_));
            let has = self.edits.current(spot).is_some_and(|dict| dict.has(b"I"));
            let places: Option<Vec<Object>> =
                chosen.iter().map(|place| i64::try_from(*place).ok().map(Object::Integer)).collect();
            match places.filter(|places| !places.is_empty()) {
                Some(places) if is_list || has => self.edits.set(spot, "I", Object::Array(places)),
                _ => self.edits.remove(spot, "I"),
            }
        }
    }

    fn text(
        &mut self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        Laid { layout, borrowed }: &Laid,
        red: bool,
    ) -> (String, Option<&'static str>) {
        const RED: Color = Color::Rgb([1.0, 0.0, 0.0]);
        let color = if red { RED } else { plan.color };
        let types = &self.filler.types;
        let (Some(kind), Some(setting)) =
            (types.all.get(plan.face), plan.setting(types, widget, field, self.filler.permits))
        else {
            return (String::new(), None);
        };
        let setting = Setting { reach: layout.reach, ..setting };
        let extra = self.overflows.get(plan.face).and_then(Option::as_ref);
        let mut canvas = Canvas::default();
        match &plan.kept {
            Some(kept) => kept.draw(&mut canvas),
            None => plan.look.draw(&mut canvas, &plan.frame),
        }
        if let Some(cells) = field.max_len().filter(|_| field.is_comb()) {
            comb::draw_cells(&mut canvas, &setting, cells);
        }
        text::draw(&mut canvas, &setting, layout, &color, |text| runs(text, kind, extra, borrowed));
        let mut fonts = Vec::new();
        if kind.subset.is_some() {
            fonts.push((kind.name.clone(), Object::Reference((kind.font, 0))));
        }
        let rare = |c: char| extra.is_some_and(|extra| extra.subset.cid(c).is_some());
        if let Some(extra) = extra.filter(|_| layout.pieces.iter().any(|piece| piece.text.chars().any(rare)))
        {
            fonts.push((extra.name.clone(), Object::Reference((extra.font, 0))));
        }
        fonts.extend(borrowed.fonts().map(|(name, id)| (name, Object::Reference(id))));
        let form = canvas.into_form(&plan.frame, fonts);
        let normal = self.make(Object::Stream(form));
        let mut appearance = Dictionary::new();
        appearance.set("N", normal);
        self.edits.set(&widget.spot, "AP", Object::Dictionary(appearance));
        let lines: Vec<&str> = layout.pieces.iter().map(|piece| piece.text.as_str()).collect();
        (lines.join(if field.is_comb() { "" } else { "\n" }), Some(kind.metrics.face.name()))
    }

    /// Sets the state of a button; where its form has no drawing of that state, draws it.
    fn button(&mut self, field: &Field, widget: &Widget, plan: &WidgetPlan, state: &[u8]) -> String {
        let own = widget.states.iter().any(|known| known == state);
        // Where nothing is drawn at all, a box of its own shows the state.
        let is_on =
            state != b"Off" && (own || (widget.states.is_empty() && field.kind() == FieldKind::Checkbox));
        let shown: &[u8] = if is_on { state } else { b"Off" };
        // Of a group without drawings, each button gets its own, so that a person can choose another.
        let bare = field.kind() == FieldKind::Radio && !widget.has_appearance;
        let drawn =
            if is_on { Some(state) } else { widget.states.first().map(Vec::as_slice).filter(|_| bare) };
        if let Some(drawn) = drawn.filter(|state| !self.has_state(widget, state)) {
            self.draw_states(widget, plan, drawn);
        }
        self.edits.set(&widget.spot, "AS", Object::Name(shown.to_vec()));
        text_string::name(shown)
    }

    /// Whether the form has a drawing of a state: some only name it.
    fn has_state(&mut self, widget: &Widget, state: &[u8]) -> bool {
        let doc = &self.filler.template.pdf().0.doc;
        let normal = Place::at_spot(doc, &widget.spot).and_then(|at| at.dict.dict(b"AP")?.dict(b"N"));
        normal.is_some_and(|normal| is_drawn(&normal, state))
    }

    fn draw_states(&mut self, widget: &Widget, plan: &WidgetPlan, state: &[u8]) {
        let doc = &self.filler.template.pdf().0.doc;
        let at = Place::at_spot(doc, &widget.spot);
        let appearance = at.as_ref().and_then(|at| at.dict.dict(b"AP"));
        let normal = appearance.and_then(|ap| ap.get(b"N")).and_then(|n| n.as_dict().ok()).cloned();
        let mut appearance = appearance.map(|ap| ap.raw.clone()).unwrap_or_default();
        let mut normal = normal.unwrap_or_default();
        for (name, on) in [(state, true), (b"Off".as_slice(), false)] {
            if is_drawn(&Dict::new(doc, &normal), name) {
                continue;
            }
            let mut canvas = Canvas::default();
            button::draw(&mut canvas, &plan.frame, &plan.look, (plan.mark, plan.color), on);
            let drawn = self.make(Object::Stream(canvas.into_form(&plan.frame, Vec::new())));
            normal.set(name, drawn);
        }
        appearance.set("N", Object::Dictionary(normal));
        self.edits.set(&widget.spot, "AP", Object::Dictionary(appearance));
    }

    fn make(&mut self, object: Object) -> Object {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        self.made.push((number, object));
        Object::Reference((number, 0))
    }
}

fn is_drawn(normal: &Dict<'_>, state: &[u8]) -> bool {
    normal.get(state).is_some_and(|drawing| drawing.as_stream().is_ok())
}

/// A text as runs of codes: the rarer letters are in fonts of their own.
fn runs(text: &str, kind: &Type, extra: Option<&Extra>, borrowed: &Borrowed) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for letter in text.chars() {
        let common = kind.subset.and_then(|fixed| fixed.cid(letter)).map(|cid| (cid, kind.name.clone()));
        let rare = || extra.and_then(|extra| Some((extra.subset.cid(letter)?, extra.name.clone())));
        let foreign = || borrowed.get(letter).map(|letter| (letter.code, letter.font()));
        // A letter in none was refused before.
        let Some((cid, font)) = common.or_else(rare).or_else(foreign) else { continue };
        match runs.last_mut() {
            Some(run) if run.font == font => run.codes.extend(cid.to_be_bytes()),
            _ => runs.push(Run { font, codes: cid.to_be_bytes().to_vec() }),
        }
    }
    runs
}
