//! Lays out a field: the update of its entries, and the text of each widget. Nothing is written yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Filler;
use super::form_fonts::FormFonts;
use crate::pdf::acrobat_scripts::FieldScripts;
use crate::pdf::appearance::text::{LayoutSettings, TextLayout, TextOverflow};
use crate::pdf::appearance::{comb, list_box, multiline, text};
use crate::pdf::default_appearance::Color;
use crate::pdf::field::{Field, Widget};
use crate::pdf::field_plan::{FieldPlan, WidgetPlan};
use crate::pdf::field_update::{FieldUpdate, WidgetContent, field_update, normalize_text};
use crate::pdf::fill_problem::FillProblem;
use crate::pdf::fill_remark::FillRemark;
use crate::pdf::fill_value::FillValue;

/// Text below this size, in points, is reported.
const SMALL_FONT_SIZE: f64 = 6.0;
/// Text lighter than this has no contrast to white.
const LIGHT_TEXT_LIGHTNESS: f64 = 0.8;

/// A field that is laid out.
pub(super) struct LaidOutField<'a> {
    /// The index of its plan in the filler.
    pub(super) plan_index: usize,
    pub(super) plan: &'a FieldPlan,
    pub(super) field: &'a Field,
    pub(super) value: &'a FillValue,
    pub(super) update: FieldUpdate,
    /// For each widget; `None` where there is no text.
    pub(super) layouts: Vec<Option<LaidOutText>>,
    /// Whether the icon of a note lies over a visible widget.
    pub(super) note_above: bool,
}

/// A text laid out, and the fonts of the form for some of its characters.
pub(super) struct LaidOutText {
    pub(super) layout: TextLayout,
    pub(super) color: Color,
    pub(super) form_fonts: FormFonts,
}

impl LaidOutField<'_> {
    /// The remarks about this field.
    pub(super) fn remarks(&self, calculated: bool) -> Vec<FillRemark> {
        let field = || Arc::clone(&self.field.name);
        let mut remarks = Vec::new();
        if calculated {
            remarks.push(FillRemark::Calculated { field: field() });
        } else if self.field.flags().read_only() {
            remarks.push(FillRemark::ReadOnly { field: field() });
        }
        if !self.field.is_listed() {
            remarks.push(FillRemark::Unlisted { field: field() });
        }
        if !self.field.widgets().iter().any(Widget::is_visible) {
            remarks.push(FillRemark::NotVisible { field: field() });
        }
        let seen = self.field.widgets().iter().zip(&self.layouts).filter(|(widget, _)| widget.is_visible());
        let small = seen
            .filter_map(|(_, laid_out)| Some(&laid_out.as_ref()?.layout))
            .filter(|l| l.lines > 0 && (l.shrunk || l.size < SMALL_FONT_SIZE));
        if let Some(size) = small.map(|layout| layout.size).min_by(f64::total_cmp) {
            let field = field();
            remarks.push(if size < SMALL_FONT_SIZE {
                FillRemark::SmallText { field, size }
            } else {
                FillRemark::ShrunkText { field, size }
            });
        }
        let on_page =
            |plan: &WidgetPlan| plan.preserved_frame.is_none() && plan.characteristics.background.is_none();
        let texts = || {
            let texts = self.plan.widgets.iter().zip(&self.layouts);
            texts.filter_map(|(plan, laid_out)| {
                Some((plan, laid_out.as_ref().filter(|laid_out| !laid_out.layout.texts.is_empty())?))
            })
        };
        if texts().any(|(plan, laid_out)| on_page(plan) && laid_out.color.lightness() > LIGHT_TEXT_LIGHTNESS)
        {
            remarks.push(FillRemark::LightText { field: field() });
        }
        if self.note_above {
            remarks.push(FillRemark::NoteAbove { field: field() });
        }
        let mut shown = self.field.widgets().iter().zip(&self.plan.widgets);
        if shown.any(|(widget, plan)| widget.is_visible() && plan.frame_lost) {
            remarks.push(FillRemark::FrameLost { field: field() });
        }
        if texts().any(|(plan, laid_out)| laid_out.color != plan.color) {
            remarks.push(FillRemark::Recolored { field: field() });
        }
        for (embedded, letters) in
            [true, false].map(|embedded| (embedded, self.form_font_characters(embedded)))
        {
            if !letters.is_empty() {
                remarks.push(FillRemark::FormFont { field: field(), letters, embedded });
            }
        }
        if self.field.actions().next().is_some() {
            let triggers = FieldScripts::of(self.field).unknown;
            if !triggers.is_empty() {
                remarks.push(FillRemark::UnknownScript { field: field(), triggers });
            }
            match (&self.update.content, self.value) {
                (WidgetContent::Text(shown), FillValue::Text(given))
                    if *shown != normalize_text(given) && self.field.options().is_empty() =>
                {
                    remarks.push(FillRemark::Formatted { field: field(), shown: shown.clone() });
                }
                _ => {}
            }
        }
        remarks
    }
}

impl LaidOutField<'_> {
    /// The characters drawn with fonts of the form, each once.
    fn form_font_characters(&self, embedded: bool) -> Vec<char> {
        let all = self.layouts.iter().flatten().flat_map(|laid_out| laid_out.form_fonts.characters(embedded));
        all.collect::<BTreeSet<char>>().into_iter().collect()
    }
}

impl Filler {
    /// Lays out one field.
    pub(super) fn lay_out_field<'a>(
        &'a self,
        index: usize,
        plan: &'a FieldPlan,
        field: &'a Field,
        value: &'a FillValue,
    ) -> Result<LaidOutField<'a>, Vec<FillProblem>> {
        let decision = field_update(field, value).map_err(|problem| vec![problem])?;
        // Whether the text is an option of the form itself.
        let offered = decision.selected.as_ref().is_some_and(|chosen| !chosen.is_empty());
        let mut layouts = Vec::new();
        let mut problems: Vec<FillProblem> = Vec::new();
        for (widget, plan) in field.widgets().iter().zip(&plan.widgets) {
            match self.lay_out_widget(field, widget, plan, &decision.content, offered) {
                Ok(layout) => layouts.push(layout),
                // Two widgets with the same problem: it is reported once.
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            let mut seen = field.widgets().iter().filter(|widget| widget.is_visible());
            let note_above = seen.any(|widget| self.prover.has_note_above(widget));
            Ok(LaidOutField { plan_index: index, plan, field, value, update: decision, layouts, note_above })
        } else {
            Err(problems)
        }
    }

    /// The colour of a widget's text: the form's; or, where that is permitted and the form's would have no
    /// contrast, black or white.
    fn visible_color(&self, widget: &Widget, plan: &WidgetPlan) -> Color {
        // A frame of the form has its own background, and an invisible widget needs no contrast: the colour stays.
        if !self.options.recolor || plan.preserved_frame.is_some() || !widget.is_visible() {
            return plan.color;
        }
        self.mark_color(widget, plan, None)
    }

    /// The colour of a mark that is drawn here, on a ground where it is known: the form's, or else black or white,
    /// whichever is seen.
    pub(super) fn mark_color(&self, widget: &Widget, plan: &WidgetPlan, ground: Option<Color>) -> Color {
        let colors = [plan.color, Color::BLACK, Color::WHITE];
        let is_seen = |color: &Color| match &ground {
            Some(ground) => color.is_legible_on(ground),
            None => self.is_seen(widget, plan, color),
        };
        colors.into_iter().find(is_seen).unwrap_or(plan.color)
    }

    /// Whether a colour stands out from what is behind a widget.
    fn is_seen(&self, widget: &Widget, plan: &WidgetPlan, color: &Color) -> bool {
        match &plan.characteristics.background {
            Some(background) => color.is_legible_on(background),
            None => self.prover.contrasts_with_page(widget, color),
        }
    }

    fn lay_out_widget(
        &self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        shown: &WidgetContent,
        offered: bool,
    ) -> Result<Option<LaidOutText>, FillProblem> {
        let name = || Arc::clone(&field.name);
        let Some(setting) = plan.layout_settings(&self.fonts, widget, field, self.options) else {
            return Ok(None);
        };
        let text: String = match shown {
            WidgetContent::State(_) => return Ok(None),
            WidgetContent::Text(text) => text.clone(),
            WidgetContent::List(_) => field.options.iter().map(|option| option.display.as_str()).collect(),
        };
        let lacking = setting.metrics.missing(&text);
        let form_fonts = if lacking.is_empty() {
            FormFonts::default()
        } else {
            FormFonts::of(&self.template, widget, &lacking, offered)
        };
        // In a list box, options that are not chosen may have missing characters.
        let needed: String = match shown {
            WidgetContent::List(chosen) => {
                let chosen = chosen.iter().filter_map(|place| field.options.get(*place));
                chosen.map(|option| option.display.as_str()).collect()
            }
            _ => text.clone(),
        };
        let lacking: Vec<char> = lacking.into_iter().filter(|c| form_fonts.get(*c).is_none()).collect();
        let letters: Vec<char> = lacking.iter().copied().filter(|c| needed.contains(*c)).collect();
        if !letters.is_empty() {
            return Err(FillProblem::MissingGlyphs { field: name(), letters });
        }
        // A widget without area shows nothing: nothing to lay out.
        if widget.rect.is_empty() {
            return Ok(None);
        }
        let metrics =
            (!form_fonts.is_empty()).then(|| setting.metrics.with_form_glyphs(form_fonts.form_glyphs()));
        let setting = LayoutSettings { metrics: metrics.as_ref().unwrap_or(setting.metrics), ..setting };
        let color = self.visible_color(widget, plan);
        let reaches =
            plan.edge_limits(&color).take(if self.options.shrink_to.is_some() { usize::MAX } else { 1 });
        let mut best: Option<Result<TextLayout, TextOverflow>> = None;
        for reach in reaches {
            let found =
                lay_out_text(&LayoutSettings { edge_limit: reach, ..setting }, field, shown, &text, &lacking);
            let easy = found.as_ref().is_ok_and(|layout| !layout.shrunk || layout.size >= SMALL_FONT_SIZE);
            let better = match (&best, &found) {
                (Some(Ok(best)), Ok(found)) => found.size > best.size + 0.5,
                (Some(Ok(_)), Err(_)) => false,
                _ => true,
            };
            if better {
                best = Some(found);
            }
            if easy {
                break;
            }
        }
        let laid_out =
            best.transpose().map(|layout| layout.map(|layout| LaidOutText { layout, color, form_fonts }));
        laid_out.map_err(|overflow| {
            let (TextOverflow::Wide { over, fits } | TextOverflow::High { over, fits }) = overflow;
            FillProblem::TextOverflow { field: name(), over, fits, length: text.chars().count() }
        })
    }
}

/// Lays out one widget. Characters that no font has may be in an option that is not chosen, and are left out there.
fn lay_out_text(
    setting: &LayoutSettings<'_>,
    field: &Field,
    shown: &WidgetContent,
    text: &str,
    lacking: &[char],
) -> Result<TextLayout, TextOverflow> {
    match shown {
        WidgetContent::List(chosen) => {
            let options = field.options.iter();
            let options: Vec<String> = options
                .map(|option| option.display.chars().filter(|c| !lacking.contains(c)).collect())
                .collect();
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            list_box::layout_list(setting, &options, chosen, field.top_index)
        }
        _ if field.is_comb() => comb::layout_comb(setting, text, field.max_len().unwrap_or(1)),
        _ if field.is_multiline() => multiline::layout_multiline(setting, text),
        _ => text::layout_line(setting, text),
    }
}
