//! What filling will do with a field, before any value is known.

use super::acrobat_scripts::FieldScripts;
use super::appearance::SMALLEST_FONT_SIZE;
use super::field::{Action, Field, FieldKind, FontSize};
use super::field_locks::FieldLocks;
use super::fill::{FillOptions, refusal};
use super::fill_problem::FillProblem;
use super::font::{Face, Family, Weight};
use super::template::Template;
use super::value_format::ValueFormat;

/// What filling will do with a field.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{FillOptions, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let prospects = template.forecast_fields(FillOptions::BY_NAME);
/// for (field, prospect) in template.fields().iter().zip(&prospects) {
///     let size = prospect.size.map(|size| size.minimum);
///     println!("{}: {}, letters of {size:?} points", field.name(), prospect.refusal.is_none());
/// }
/// assert_eq!(prospects.len(), template.fields().len());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct FieldForecast {
    /// Why no value is taken, whatever it is.
    pub refusal: Option<FillProblem>,
    /// How a value is shown, where the form's own script says so and is known.
    pub format: Option<FormatDescription>,
    /// The least and the greatest value, where the form's own script says so and is known.
    pub range: Option<(Option<f64>, Option<f64>)>,
    /// What the form makes the value of, unless one is given.
    pub calculation: Option<CalculatedField>,
    /// When scripts run that are not known, and so are not followed (`K`, `F`, `V`, `C`, …).
    pub unknown_scripts: Vec<String>,
    /// The face that letters are drawn with; none for what has no text.
    pub face: Option<&'static str>,
    /// How large letters are drawn; none for what has no text.
    pub size: Option<TextSize>,
    /// Whether the mark of a box or radio button is drawn by us, because the form has no drawing of it.
    pub mark_is_drawn: bool,
}

/// How a script of the form shows a value. See [`FieldForecast`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormatDescription {
    /// What it is: `date`, `digits`, `number`, `percent`.
    pub kind: &'static str,
    /// The pattern of a date (`dd.mm.yyyy`) or of digits (`99999`), or what 1234.5 is shown as.
    pub pattern: String,
}

/// A value that the form makes of others. See [`FieldForecast`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CalculatedField {
    /// `AVG`, `MAX`, `MIN`, `PRD` or `SUM`.
    pub operation: &'static str,
    /// The fields it is made of; a name stands for those below it, too.
    pub operands: Vec<String>,
}

/// The size of letters, in points. See [`FieldForecast`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextSize {
    /// What the form asks for; none where it leaves it open.
    pub requested: Option<f64>,
    /// As far as they may shrink to fit.
    pub minimum: f64,
}

impl Template {
    /// What filling will do with each field, in the order of [`fields`](Self::fields).
    pub(crate) fn forecast_fields(&self, permits: FillOptions) -> Vec<FieldForecast> {
        let locks = FieldLocks::of(&self.pdf().0.doc, self.fields());
        let certified = self.features().certification == Some(1);
        let of = |field: &Field| {
            let refused = || refusal(field, &locks, permits);
            let refusal = if certified { Some(FillProblem::Certified) } else { refused() };
            FieldForecast { refusal, ..forecast(field, permits) }
        };
        self.fields().iter().map(of).collect()
    }
}

fn forecast(field: &Field, permits: FillOptions) -> FieldForecast {
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
            let asked = widget.requested_font();
            Face::of(Family::of_base_font(&asked), Weight::of_base_font(&asked)).name()
        }),
        size: widget.map(|widget| match widget.size() {
            FontSize::Auto => TextSize { requested: None, minimum: SMALLEST_FONT_SIZE },
            FontSize::Fixed(size) => {
                let least = permits.shrink_to.map_or(size, |least| least.max(SMALLEST_FONT_SIZE).min(size));
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
    /// Whether it is one of the scripts that Acrobat itself writes, which filling follows; an empty one is, too.
    pub fn is_known(&self) -> bool {
        self.script.as_deref().is_some_and(FieldScripts::is_known)
    }
}
