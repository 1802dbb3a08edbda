//! What filling does with a field, before any value is known.

use super::acrobat_scripts::FieldScripts;
use super::appearance::SMALLEST_FONT_SIZE;
use super::field::{Action, Field, FieldKind, FontSize};
use super::field_locks::FieldLocks;
use super::fill::{FillOptions, refusal};
use super::fill_problem::FillProblem;
use super::font::{Face, Family, Weight};
use super::template::Template;
use super::value_format::ValueFormat;

/// What filling does with a field.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct FieldForecast {
    /// Why the field takes no value at all; `None` where it does.
    pub refusal: Option<FillProblem>,
    /// The display format, where a known script of the form defines one.
    pub format: Option<FormatDescription>,
    /// The least and the greatest value, where a known script of the form defines them.
    pub range: Option<(Option<f64>, Option<f64>)>,
    /// How the form calculates the value, unless one is given.
    pub calculation: Option<CalculatedField>,
    /// The triggers of unknown scripts, which are not run (`K`, `F`, `V`, `C`, …).
    pub unknown_scripts: Vec<String>,
    /// The face of its text; `None` where it has no text.
    pub face: Option<&'static str>,
    /// The font size of its text; `None` where it has no text.
    pub size: Option<TextSize>,
    /// Whether the mark of a check box or radio button is drawn, because the form has no appearance for it.
    pub mark_is_drawn: bool,
}

/// The display format of a script. See [`FieldForecast`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormatDescription {
    /// Its kind: `date`, `digits`, `number`, `percent`.
    pub kind: &'static str,
    /// The pattern of a date (`dd.mm.yyyy`) or of digits (`99999`), or the number 1234.5 as it is shown.
    pub pattern: String,
}

/// A calculated value. See [`FieldForecast`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CalculatedField {
    /// `AVG`, `MAX`, `MIN`, `PRD` or `SUM`.
    pub operation: &'static str,
    /// The names of its operands; a name includes the fields below it.
    pub operands: Vec<String>,
}

/// Font sizes, in points. See [`FieldForecast`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextSize {
    /// The size that the form asks for; `None` where it is automatic.
    pub requested: Option<f64>,
    /// The smallest size to which text may shrink.
    pub minimum: f64,
}

impl Template {
    /// What filling does with each field, in the order of [`fields`](Self::fields).
    pub(crate) fn forecast_fields(&self, options: FillOptions) -> Vec<FieldForecast> {
        let locks = FieldLocks::of(&self.pdf().0.doc, self.fields());
        let certified = self.features().certification == Some(1);
        let of = |field: &Field| {
            let refused = || refusal(field, &locks, options);
            let refusal = if certified { Some(FillProblem::Certified) } else { refused() };
            FieldForecast { refusal, ..forecast(field, options) }
        };
        self.fields().iter().map(of).collect()
    }
}

fn forecast(field: &Field, options: FillOptions) -> FieldForecast {
    let scripts = FieldScripts::of(field);
    let has_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
    let widget = field.widgets().first().filter(|_| has_text);
    let is_mark = matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio);
    FieldForecast {
        refusal: None,
        format: scripts.format.as_ref().map(FormatDescription::of),
        range: scripts.range,
        calculation: scripts
            .calculation
            .map(|made| CalculatedField { operation: made.operation(), operands: made.operands().to_vec() }),
        unknown_scripts: scripts.unknown,
        face: widget.map(|widget| {
            let base_font = widget.requested_font();
            Face::of(Family::of_base_font(&base_font), Weight::of_base_font(&base_font)).name()
        }),
        size: widget.map(|widget| match widget.size() {
            FontSize::Auto => TextSize { requested: None, minimum: SMALLEST_FONT_SIZE },
            FontSize::Fixed(size) => {
                let least = options.shrink_to.map_or(size, |least| least.max(SMALLEST_FONT_SIZE).min(size));
                TextSize { requested: Some(size), minimum: least }
            }
        }),
        mark_is_drawn: is_mark && field.widgets().iter().any(|widget| !widget.has_appearance),
    }
}

impl FormatDescription {
    fn of(format: &ValueFormat) -> Self {
        let example = |kind| {
            let shown = format.apply("1234.5").map(|shown| shown.text);
            Self { kind, pattern: shown.unwrap_or_default() }
        };
        match format {
            ValueFormat::Date(_) => Self { kind: "date", pattern: format.pattern_text() },
            ValueFormat::Digits(_) => Self { kind: "digits", pattern: format.pattern_text() },
            ValueFormat::Number { .. } => example("number"),
            ValueFormat::Percent { .. } => example("percent"),
        }
    }
}

impl Action {
    /// Whether it is a script that Acrobat itself writes, and filling implements; also an empty one.
    pub fn is_known(&self) -> bool {
        self.script.as_deref().is_some_and(FieldScripts::is_known)
    }
}
