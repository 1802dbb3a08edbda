//! What filling will do with a field, before any value is known.

use super::appearance::SMALLEST;
use super::field::{Action, Field, FieldKind, FontSize};
use super::fill::{Permits, refusal};
use super::font::{Face, Family, Weight};
use super::formatting::Format;
use super::locks::Locks;
use super::problem::FillProblem;
use super::script::Scripts;
use super::template::Template;

/// What filling will do with a field.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Permits, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let prospects = template.prospects(Permits::BY_NAME);
/// for (field, prospect) in template.fields().iter().zip(&prospects) {
///     let size = prospect.size.map(|size| size.least);
///     println!("{}: {}, letters of {size:?} points", field.name(), prospect.refusal.is_none());
/// }
/// assert_eq!(prospects.len(), template.fields().len());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Prospect {
    /// Why no value is taken, whatever it is.
    pub refusal: Option<FillProblem>,
    /// How a value is shown, where the form's own script says so and is known.
    pub format: Option<ShownFormat>,
    /// The least and the greatest value, where the form's own script says so and is known.
    pub range: Option<(Option<f64>, Option<f64>)>,
    /// What the form makes the value of, unless one is given.
    pub calculation: Option<Calculated>,
    /// When scripts run that are not known, and so are not followed (`K`, `F`, `V`, `C`, …).
    pub unknown_scripts: Vec<String>,
    /// The face that letters are drawn with; none for what has no text.
    pub face: Option<&'static str>,
    /// How large letters are drawn; none for what has no text.
    pub size: Option<TextSize>,
    /// Whether the mark of a box or radio button is drawn by us, because the form has no drawing of it.
    pub mark_is_drawn: bool,
}

/// How a script of the form shows a value. See [`Prospect`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFormat {
    /// What it is: `date`, `digits`, `number`, `percent`.
    pub kind: &'static str,
    /// The pattern of a date (`dd.mm.yyyy`) or of digits (`99999`), or what 1234.5 is shown as.
    pub pattern: String,
}

/// A value that the form makes of others. See [`Prospect`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculated {
    /// `AVG`, `MAX`, `MIN`, `PRD` or `SUM`.
    pub operation: &'static str,
    /// The fields it is made of; a name stands for those below it, too.
    pub of: Vec<String>,
}

/// The size of letters, in points. See [`Prospect`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSize {
    /// What the form asks for; none where it leaves it open.
    pub asked: Option<f64>,
    /// As far as they may shrink to fit.
    pub least: f64,
}

impl Template {
    /// What filling will do with each field, in the order of [`fields`](Self::fields).
    pub fn prospects(&self, permits: Permits) -> Vec<Prospect> {
        let locks = Locks::of(&self.pdf().0.doc, self.fields());
        let certified = self.traits().certification == Some(1);
        let of = |field: &Field| {
            let refused = || refusal(field, &locks, permits);
            let refusal = if certified { Some(FillProblem::Certified) } else { refused() };
            Prospect { refusal, ..prospect(field, permits) }
        };
        self.fields().iter().map(of).collect()
    }
}

fn prospect(field: &Field, permits: Permits) -> Prospect {
    let scripts = Scripts::of(field);
    let has_text = matches!(field.kind(), FieldKind::Text | FieldKind::Combo | FieldKind::List);
    let widget = field.widgets().first().filter(|_| has_text);
    let is_mark = matches!(field.kind(), FieldKind::Checkbox | FieldKind::Radio);
    Prospect {
        refusal: None,
        format: scripts.format.as_ref().map(ShownFormat::of),
        range: scripts.range,
        calculation: scripts
            .calculation
            .map(|made| Calculated { operation: made.operation(), of: made.names().to_vec() }),
        unknown_scripts: scripts.unknown,
        face: widget.map(|widget| {
            let asked = widget.asked_font();
            Face::of(Family::of_base_font(&asked), Weight::of_base_font(&asked)).name()
        }),
        size: widget.map(|widget| match widget.size() {
            FontSize::Auto => TextSize { asked: None, least: SMALLEST },
            FontSize::Fixed(size) => {
                let least = permits.shrink_to.map_or(size, |least| least.max(SMALLEST).min(size));
                TextSize { asked: Some(size), least }
            }
        }),
        mark_is_drawn: is_mark && field.widgets().iter().any(|widget| !widget.has_appearance),
    }
}

impl ShownFormat {
    fn of(format: &Format) -> Self {
        let example = |kind| {
            let shown = format.shown("1234.5").map(|shown| shown.text);
            Self { kind, pattern: shown.unwrap_or_default() }
        };
        match format {
            Format::Date(_) => Self { kind: "date", pattern: format.expected() },
            Format::Digits(_) => Self { kind: "digits", pattern: format.expected() },
            Format::Number { .. } => example("number"),
            Format::Percent { .. } => example("percent"),
        }
    }
}

impl Action {
    /// Whether it is one of the scripts that Acrobat itself writes, which filling follows; an empty one is, too.
    pub fn is_known(&self) -> bool {
        self.script.as_deref().is_some_and(Scripts::knows)
    }
}
