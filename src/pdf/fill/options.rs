//! The options of a filler.

use crate::pdf::appearance::SMALLEST_FONT_SIZE;

/// What a filler may do that a person at a viewer could not.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Filler, FillOptions, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let names: Vec<&str> = template.fields().iter().map(|field| field.name()).collect();
/// // Text may become smaller than the form asks for, but no locked field is filled.
/// let options = FillOptions { shrink_to: Some(6.0), ..FillOptions::default() };
/// match Filler::with_options(&template, &names, options) {
///     Ok(_) => println!("every field can be filled in"),
///     Err(problems) => println!("{} cannot", problems.len()),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FillOptions {
    /// Fill fields that are read-only, as programs do that prepare a form for a person.
    pub read_only: bool,
    /// Fill fields that are invisible: hidden ones, and those without a rectangle on a page.
    pub invisible: bool,
    /// Draw text smaller than the form asks for where it would not fit otherwise, down to this size in points (at
    /// least 4). The report of the field then says `shrunk`.
    pub shrink_to: Option<f64>,
    /// Draw text in black or white where the form's colour has no contrast.
    pub recolor: bool,
    /// Which characters are embedded.
    pub subsets: SubsetScope,
}

/// Which characters of a face are embedded. See [`FillOptions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SubsetScope {
    /// The same for every record of a form, and a second subset for rarer characters: what does not change between
    /// records is written, and proved, once.
    #[default]
    Shared,
    /// Those of the record alone: the smallest file.
    PerRecord,
}

impl FillOptions {
    /// For one record of somebody who names fields of any form, whether or not they may be changed in a viewer:
    /// only what cannot be shown is refused.
    pub const PERMISSIVE: Self = Self {
        read_only: true,
        invisible: true,
        shrink_to: Some(SMALLEST_FONT_SIZE),
        recolor: true,
        subsets: SubsetScope::PerRecord,
    };
}
