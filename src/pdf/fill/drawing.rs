//! A field with all that will be drawn of it: decided and laid out, nothing written yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Filler;
use super::borrowed::Borrowed;
use crate::pdf::appearance::text::{Layout, Overflow, Setting};
use crate::pdf::appearance::{choice, comb, multiline, text};
use crate::pdf::decision::{Decision, Shown, decide, normal};
use crate::pdf::field::{Field, Widget};
use crate::pdf::plan::{FieldPlan, WidgetPlan};
use crate::pdf::problem::FillProblem;
use crate::pdf::remark::FillRemark;
use crate::pdf::script::Scripts;
use crate::pdf::value::Value;

/// Text below this size is reported, in points.
const SMALL: f64 = 6.0;
/// Text lighter than this is not seen on paper.
const LIGHT: f64 = 0.8;

/// A field with all that will be drawn of it.
pub(super) struct Drawing<'a> {
    /// Its place among the filler's plans.
    pub(super) index: usize,
    pub(super) plan: &'a FieldPlan,
    pub(super) field: &'a Field,
    pub(super) value: &'a Value,
    pub(super) decision: Decision,
    /// For each widget; none where there is no text to draw.
    pub(super) layouts: Vec<Option<Laid>>,
}

/// A text laid out, and the fonts of the form that some of its letters need.
pub(super) struct Laid {
    pub(super) layout: Layout,
    pub(super) borrowed: Borrowed,
}

impl Drawing<'_> {
    /// What is to be said of the field.
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
            remarks.push(FillRemark::Unseen { field: field() });
        }
        let seen = self.field.widgets().iter().zip(&self.layouts).filter(|(widget, _)| widget.is_visible());
        let small = seen
            .filter_map(|(_, laid)| Some(&laid.as_ref()?.layout))
            .filter(|l| l.lines > 0 && (l.shrunk || l.size < SMALL));
        if let Some(size) = small.map(|layout| layout.size).min_by(f64::total_cmp) {
            let field = field();
            remarks.push(if size < SMALL {
                FillRemark::Small { field, size }
            } else {
                FillRemark::Shrunk { field, size }
            });
        }
        let on_page = |plan: &WidgetPlan| plan.kept.is_none() && plan.look.background.is_none();
        let light = |plan: &&WidgetPlan| on_page(plan) && plan.color.lightness() > LIGHT;
        let has_text = self.layouts.iter().flatten().any(|laid| !laid.layout.pieces.is_empty());
        if has_text && self.plan.widgets.iter().any(|plan| light(&plan)) {
            remarks.push(FillRemark::Light { field: field() });
        }
        for (embedded, letters) in [true, false].map(|embedded| (embedded, self.borrowed(embedded))) {
            if !letters.is_empty() {
                remarks.push(FillRemark::Borrowed { field: field(), letters, embedded });
            }
        }
        if self.field.actions().next().is_some() {
            let triggers = Scripts::of(self.field).unknown;
            if !triggers.is_empty() {
                remarks.push(FillRemark::Script { field: field(), triggers });
            }
            match (&self.decision.shown, self.value) {
                (Shown::Text(shown), Value::Text(given))
                    if *shown != normal(given) && self.field.options().is_empty() =>
                {
                    remarks.push(FillRemark::Formatted { field: field(), shown: shown.clone() });
                }
                _ => {}
            }
        }
        remarks
    }
}

impl Drawing<'_> {
    /// The letters drawn with fonts of the form, each once.
    fn borrowed(&self, embedded: bool) -> Vec<char> {
        let all = self.layouts.iter().flatten().flat_map(|laid| laid.borrowed.letters(embedded));
        all.collect::<BTreeSet<char>>().into_iter().collect()
    }
}

impl Filler {
    /// Lays out one field.
    pub(super) fn drawing<'a>(
        &'a self,
        index: usize,
        plan: &'a FieldPlan,
        field: &'a Field,
        value: &'a Value,
    ) -> Result<Drawing<'a>, Vec<FillProblem>> {
        let decision = decide(field, value).map_err(|problem| vec![problem])?;
        // Whether the form itself offers what is shown.
        let offered = decision.chosen.as_ref().is_some_and(|chosen| !chosen.is_empty());
        let mut layouts = Vec::new();
        let mut problems: Vec<FillProblem> = Vec::new();
        for (widget, plan) in field.widgets().iter().zip(&plan.widgets) {
            match self.layout(field, widget, plan, &decision.shown, offered) {
                Ok(layout) => layouts.push(layout),
                // Two widgets with one fault: it is said once.
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(Drawing { index, plan, field, value, decision, layouts })
        } else {
            Err(problems)
        }
    }

    fn layout(
        &self,
        field: &Field,
        widget: &Widget,
        plan: &WidgetPlan,
        shown: &Shown,
        offered: bool,
    ) -> Result<Option<Laid>, FillProblem> {
        let name = || Arc::clone(&field.name);
        let Some(setting) = plan.setting(&self.types, widget, field, self.permits) else { return Ok(None) };
        let text: String = match shown {
            Shown::State(_) => return Ok(None),
            Shown::Text(text) => text.clone(),
            Shown::List(_) => field.options.iter().map(|option| option.display.as_str()).collect(),
        };
        let lacking = setting.metrics.missing(&text);
        let borrowed = if lacking.is_empty() {
            Borrowed::default()
        } else {
            Borrowed::of(&self.template, widget, &lacking, offered)
        };
        // In a list, what is not chosen may lack letters.
        let needed: String = match shown {
            Shown::List(chosen) => {
                let chosen = chosen.iter().filter_map(|place| field.options.get(*place));
                chosen.map(|option| option.display.as_str()).collect()
            }
            _ => text.clone(),
        };
        let lacking: Vec<char> = lacking.into_iter().filter(|c| borrowed.get(*c).is_none()).collect();
        let letters: Vec<char> = lacking.iter().copied().filter(|c| needed.contains(*c)).collect();
        if !letters.is_empty() {
            return Err(FillProblem::MissingLetters { field: name(), letters });
        }
        // Nobody sees it: nothing to lay out.
        if widget.rect.is_empty() {
            return Ok(None);
        }
        let metrics = (!borrowed.is_empty()).then(|| setting.metrics.with(borrowed.glyphs()));
        let setting = Setting { metrics: metrics.as_ref().unwrap_or(setting.metrics), ..setting };
        let reaches = plan.reaches().take(if self.permits.shrink_to.is_some() { usize::MAX } else { 1 });
        let mut best: Option<Result<Layout, Overflow>> = None;
        for reach in reaches {
            let found = laid_out(&Setting { reach, ..setting }, field, shown, &text, &lacking);
            let easy = found.as_ref().is_ok_and(|layout| !layout.shrunk || layout.size >= SMALL);
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
        let laid = best.transpose().map(|layout| layout.map(|layout| Laid { layout, borrowed }));
        laid.map_err(|overflow| {
            let (Overflow::Wide { over, fits } | Overflow::High { over, fits }) = overflow;
            FillProblem::TooLong { field: name(), over, fits, length: text.chars().count() }
        })
    }
}

/// Lays out one widget. What the face lacks may stand in an option that is not chosen: it is left out there.
fn laid_out(
    setting: &Setting<'_>,
    field: &Field,
    shown: &Shown,
    text: &str,
    lacking: &[char],
) -> Result<Layout, Overflow> {
    match shown {
        Shown::List(chosen) => {
            let options = field.options.iter();
            let options: Vec<String> = options
                .map(|option| option.display.chars().filter(|c| !lacking.contains(c)).collect())
                .collect();
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            choice::list(setting, &options, chosen, field.top_index)
        }
        _ if field.is_comb() => comb::cells(setting, text, field.max_len().unwrap_or(1)),
        _ if field.is_multiline() => multiline::block(setting, text),
        _ => text::line(setting, text),
    }
}
