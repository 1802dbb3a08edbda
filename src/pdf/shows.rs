//! What a field's own script, where it is one of those known, makes of a value.

use super::Field;
use super::formatting::Format;
use super::script::Scripts;

/// How a field shows its values.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Shows, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// for field in template.fields() {
///     if let Some(Shows::Date(pattern)) = field.shows() {
///         println!("{} takes a date, as {pattern}", field.name());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shows {
    /// A date or a time, in the letters of Acrobat's `util.printd`: `dd.mm.yyyy`, `HH:MM`.
    Date(String),
    /// Figures in a pattern, where `9` is a figure: `999-99-9999`.
    Digits(String),
    /// A number, an amount of money, or a percentage.
    Number,
}

impl Field {
    /// How it shows its values, where a script that is known says so. No script is run.
    pub fn shows(&self) -> Option<Shows> {
        Some(match Scripts::of(self).format? {
            Format::Date(format) => Shows::Date(format),
            Format::Digits(patterns) => Shows::Digits((*patterns.first()?).to_owned()),
            Format::Number { .. } | Format::Percent { .. } => Shows::Number,
        })
    }

    /// Whether its value is made of others by a script that is known.
    pub fn is_calculated(&self) -> bool {
        Scripts::of(self).calculation.is_some()
    }
}
