//! Writes the objects of laid-out fields: entries of field and widget dictionaries, and appearance streams.

use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId};

use super::Filler;
use super::assemble::ExtraSubset;
use super::field_layout::{LaidOutField, LaidOutText};
use super::filled::FieldReport;
use super::form_fonts::FormFonts;
use crate::pdf::appearance::text::{GlyphRun, LayoutSettings};
use crate::pdf::appearance::{ContentBuilder, button, comb, text};
use crate::pdf::content::appearance_matrix;
use crate::pdf::default_appearance::Color;
use crate::pdf::field::{Field, FieldKind, Widget};
use crate::pdf::field_plan::{FontUse, WidgetPlan};
use crate::pdf::field_update::{FieldUpdate, WidgetContent};
use crate::pdf::geometry::Matrix;
use crate::pdf::object_edits::ObjectEdits;
use crate::pdf::objects::{Dict, LocatedDict, ObjectPath};
use crate::pdf::text_string;

/// Writes the objects of laid-out fields.
pub(super) struct FieldWriter<'a> {
    pub(super) filler: &'a Filler,
    pub(super) extra_subsets: &'a [Option<ExtraSubset>],
    pub(super) edits: ObjectEdits<'a>,
    pub(super) new_objects: Vec<(u32, Object)>,
    pub(super) next_number: u32,
}

impl FieldWriter<'_> {
    pub(super) fn write_field(&mut self, drawing: &LaidOutField<'_>, reports: &mut Vec<FieldReport>) {
        let LaidOutField { plan, field, update: decision, layouts, .. } = drawing;
        for path in &field.paths {
            self.write_value(path, decision);
        }
        for ((widget, plan), laid_out) in field.widgets().iter().zip(&plan.widgets).zip(layouts) {
            let layout = laid_out.as_ref().map(|laid_out| &laid_out.layout);
            // V of a widget, in a form that has it there too, must not contradict the field's.
            let stray = !field.paths.contains(&widget.path)
                && self.edits.current(&widget.path).is_some_and(|dict| dict.has(b"V"));
            if stray {
                self.write_value(&widget.path, decision);
            }
            let (drawn, face) = match (&decision.content, laid_out) {
                (WidgetContent::State(state), _) => (self.write_button(field, widget, plan, state), None),
                (_, Some(laid_out)) => self.write_text(field, widget, plan, laid_out, decision.red),
                (_, None) => (String::new(), None),
            };
            reports.push(FieldReport {
                name: Arc::clone(&field.name),
                kind: field.kind(),
                drawn,
                lines: layout.map_or(0, |layout| layout.lines),
                size: layout.map_or(0.0, |layout| layout.size),
                shrunk: layout.is_some_and(|layout| layout.shrunk),
                space_left: layout.map_or(0.0, |layout| layout.space_left),
                face,
                page: widget.page,
                rect: widget.rect,
            });
        }
    }

    fn write_value(&mut self, path: &ObjectPath, decision: &FieldUpdate) {
        match &decision.value {
            Some(value) => self.edits.set(path, "V", value.clone()),
            None => self.edits.remove(path, "V"),
        }
        // RV would contradict V.
        self.edits.remove(path, "RV");
        if let Some(chosen) = &decision.selected {
            let is_list = matches!(decision.content, WidgetContent::List(_));
            let has = self.edits.current(path).is_some_and(|dict| dict.has(b"I"));
            let places: Option<Vec<Object>> =
                chosen.iter().map(|place| i64::try_from(*place).ok().map(Object::Integer)).collect();
            match places.filter(|places| !places.is_empty()) {
                Some(places) if is_list || has => self.edits.set(path, "I", Object::Array(places)),
                _ => self.edits.remove(path, "I"),
            }
        }
    }

    fn write_text(
        &mut self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        LaidOutText { layout, color, form_fonts }: &LaidOutText,
        red: bool,
    ) -> (String, Option<&'static str>) {
        const RED: Color = Color::Rgb([1.0, 0.0, 0.0]);
        let color = if red { RED } else { *color };
        let fonts = &self.filler.fonts;
        let (Some(font), Some(setting)) =
            (fonts.all.get(plan.font_index), plan.layout_settings(fonts, widget, field, self.filler.options))
        else {
            return (String::new(), None);
        };
        let setting = LayoutSettings { edge_limit: layout.edge_limit, ..setting };
        let extra = self.extra_subsets.get(plan.font_index).and_then(Option::as_ref);
        let mut builder = ContentBuilder::default();
        match &plan.preserved_frame {
            Some(kept) => kept.draw(&mut builder),
            None => plan.characteristics.draw(&mut builder, &plan.bbox),
        }
        if let Some(cells) = field.max_len().filter(|_| field.is_comb()) {
            comb::draw_comb_dividers(&mut builder, &setting, cells);
        }
        text::draw_text(&mut builder, &setting, layout, &color, |text| {
            glyph_runs(text, font, extra, form_fonts)
        });
        let mut fonts = Vec::new();
        if font.subset.is_some() {
            fonts.push((font.resource_name.clone(), Object::Reference((font.font_object, 0))));
        }
        let rare = |c: char| extra.is_some_and(|extra| extra.subset.cid(c).is_some());
        if let Some(extra) = extra.filter(|_| layout.texts.iter().any(|piece| piece.text.chars().any(rare))) {
            fonts.push((extra.resource_name.clone(), Object::Reference((extra.font_object, 0))));
        }
        fonts.extend(form_fonts.fonts().map(|(name, id)| (name, Object::Reference(id))));
        let form = builder.into_form_xobject(&plan.bbox, fonts);
        let normal = self.add_object(Object::Stream(form));
        let mut appearance = Dictionary::new();
        appearance.set("N", normal);
        self.edits.set(&widget.path, "AP", Object::Dictionary(appearance));
        let lines: Vec<&str> = layout.texts.iter().map(|piece| piece.text.as_str()).collect();
        (lines.join(if field.is_comb() { "" } else { "\n" }), Some(font.metrics.face.name()))
    }

    /// Sets AS of a button; where the form's own appearance for that state is missing, or not proved to show a mark,
    /// draws one.
    fn write_button(&mut self, field: &Field, widget: &Widget, plan: &WidgetPlan, state: &[u8]) -> String {
        let own = widget.states.iter().any(|known| known == state);
        // Where no state has an appearance, a mark shows the state.
        let is_on =
            state != b"Off" && (own || (widget.states.is_empty() && field.kind() == FieldKind::Checkbox));
        let shown: &[u8] = if is_on { state } else { b"Off" };
        // In a group without appearances, each button gets its own, so that a person can choose another.
        let bare = field.kind() == FieldKind::Radio && !widget.has_appearance;
        let drawn =
            if is_on { Some(state) } else { widget.states.first().map(Vec::as_slice).filter(|_| bare) };
        match drawn {
            Some(drawn) if !self.keeps_own_mark(widget, drawn, is_on) => {
                self.write_state_appearances(widget, plan, drawn);
            }
            _ => self.write_states_directly(widget),
        }
        self.edits.set(&widget.path, "AS", Object::Name(shown.to_vec()));
        text_string::name(shown)
    }

    /// Whether the form's own appearance of a state stays: it is there (some forms only name it), and, where it is
    /// to be seen, has a mark.
    fn keeps_own_mark(&self, widget: &Widget, state: &[u8], is_on: bool) -> bool {
        let doc = &self.filler.template.pdf().0.doc;
        let normal = LocatedDict::at_path(doc, &widget.path).and_then(|at| at.dict.dict(b"AP")?.dict(b"N"));
        let has = normal.is_some_and(|normal| has_appearance_stream(&normal, state));
        has && (!is_on || !widget.is_visible() || self.filler.prover.proves_mark(widget, state))
    }

    /// Writes the states into the widget where it only refers to them: some viewers draw none otherwise.
    fn write_states_directly(&mut self, widget: &Widget) {
        let doc = &self.filler.template.pdf().0.doc;
        let at = LocatedDict::at_path(doc, &widget.path);
        let Some(appearance) = at.as_ref().and_then(|at| at.dict.dict(b"AP")) else { return };
        let states = appearance.get(b"N").and_then(|normal| normal.as_dict().ok());
        if let Some(states) = states.filter(|_| appearance.reference(b"N").is_some()) {
            let mut appearance = appearance.raw.clone();
            appearance.set("N", Object::Dictionary(states.clone()));
            self.edits.set(&widget.path, "AP", Object::Dictionary(appearance));
        }
    }

    /// Draws the mark of a state, on the form's own Off state where what that shows is known; else an Off state too.
    fn write_state_appearances(&mut self, widget: &Widget, plan: &WidgetPlan, state: &[u8]) {
        let doc = &self.filler.template.pdf().0.doc;
        let at = LocatedDict::at_path(doc, &widget.path);
        let appearance = at.as_ref().and_then(|at| at.dict.dict(b"AP"));
        let normal = appearance.and_then(|ap| ap.get(b"N")).and_then(|n| n.as_dict().ok()).cloned();
        let mut appearance = appearance.map(|ap| ap.raw.clone()).unwrap_or_default();
        let mut normal = normal.unwrap_or_default();
        let ground = self.filler.prover.off_color(widget);
        let off = OffAppearance::of(&Dict::new(doc, &normal), widget, plan).filter(|_| ground.is_some());
        let ground = ground.filter(|_| off.is_some());
        let color = self.filler.mark_color(widget, plan, ground);
        let mut on = ContentBuilder::default();
        match &off {
            Some(off) => off.draw(&mut on),
            None => button::draw_box(&mut on, &plan.bbox, &plan.characteristics, plan.mark),
        }
        button::draw_mark(&mut on, &plan.bbox, &plan.characteristics, (plan.mark, color));
        let mut on = on.into_form_xobject(&plan.bbox, Vec::new());
        if let Some(off) = &off {
            on.dict.set("Resources", off.resources());
        }
        let on = self.add_object(Object::Stream(on));
        normal.set(state, on);
        if off.is_none() {
            let mut blank = ContentBuilder::default();
            button::draw_box(&mut blank, &plan.bbox, &plan.characteristics, plan.mark);
            let blank = self.add_object(Object::Stream(blank.into_form_xobject(&plan.bbox, Vec::new())));
            normal.set("Off", blank);
        }
        appearance.set("N", Object::Dictionary(normal));
        self.edits.set(&widget.path, "AP", Object::Dictionary(appearance));
    }

    fn add_object(&mut self, object: Object) -> Object {
        let number = self.next_number;
        self.next_number = self.next_number.saturating_add(1);
        self.new_objects.push((number, object));
        Object::Reference((number, 0))
    }
}

/// The form's own Off state, drawn below a mark.
struct OffAppearance {
    stream: ObjectId,
    /// From the page, where the stream's own Matrix leads, to the box of the mark.
    matrix: Matrix,
}

impl OffAppearance {
    const NAME: &'static str = "Off";

    /// `None` where the form has no Off state that can be painted as a form `XObject`.
    fn of(states: &Dict<'_>, widget: &Widget, plan: &WidgetPlan) -> Option<Self> {
        let stream = states.reference(b"Off")?;
        let form = Dict::new(states.doc, &states.get(b"Off")?.as_stream().ok()?.dict);
        if !form.has_name(b"Subtype", b"Form") {
            return None;
        }
        let to_corner = Matrix([1.0, 0.0, 0.0, 1.0, -widget.rect.x0, -widget.rect.y0]);
        let matrix = appearance_matrix(&form, &widget.rect)?;
        Some(Self { stream, matrix: matrix.then(&to_corner).then(&plan.bbox.placement().inverse()?) })
    }

    fn draw(&self, builder: &mut ContentBuilder) {
        builder.raw_line(b"q");
        if self.matrix != Matrix::IDENTITY {
            builder.operator(&self.matrix.0, "cm");
        }
        builder.raw_line(format!("/{} Do\nQ", Self::NAME).as_bytes());
    }

    fn resources(&self) -> Object {
        let mut xobjects = Dictionary::new();
        xobjects.set(Self::NAME, Object::Reference(self.stream));
        let mut resources = Dictionary::new();
        resources.set("XObject", Object::Dictionary(xobjects));
        Object::Dictionary(resources)
    }
}

fn has_appearance_stream(normal: &Dict<'_>, state: &[u8]) -> bool {
    normal.get(state).is_some_and(|drawing| drawing.as_stream().is_ok())
}

/// A text as runs of codes; rarer characters are in fonts of their own.
fn glyph_runs(
    text: &str,
    font: &FontUse,
    extra: Option<&ExtraSubset>,
    form_fonts: &FormFonts,
) -> Vec<GlyphRun> {
    let mut runs: Vec<GlyphRun> = Vec::new();
    for letter in text.chars() {
        let common =
            font.subset.and_then(|fixed| fixed.cid(letter)).map(|cid| (cid, font.resource_name.clone()));
        let rare = || extra.and_then(|extra| Some((extra.subset.cid(letter)?, extra.resource_name.clone())));
        let from_form = || form_fonts.get(letter).map(|letter| (letter.code, letter.resource_name()));
        // A character that no font has was refused before.
        let Some((cid, font)) = common.or_else(rare).or_else(from_form) else { continue };
        match runs.last_mut() {
            Some(run) if run.font == font => run.codes.extend(cid.to_be_bytes()),
            _ => runs.push(GlyphRun { font, codes: cid.to_be_bytes().to_vec() }),
        }
    }
    runs
}
