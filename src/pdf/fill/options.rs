//! What a filler may do, and how.

use crate::pdf::appearance::SMALLEST_FONT_SIZE;

/// What a filler does though a person at a screen could not.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Filler, FillOptions, Template};
///
/// let template = Template::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// let names: Vec<&str> = template.fields().iter().map(|field| field.name()).collect();
/// // Text may become smaller than the form asks for, but nothing that is locked is written.
/// let permits = FillOptions { shrink_to: Some(6.0), ..FillOptions::default() };
/// match Filler::with(&template, &names, permits) {
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
    /// Fill fields that nobody can see: hidden ones, and those without a place on a page.
    pub invisible: bool,
    /// Draw text smaller than the form asks for where it would not fit else, down to this size in points (4 at
    /// least). The report of the field then says `shrunk`.
    pub shrink_to: Option<f64>,
    /// Draw text in black or white where it would not be seen in the colour that the form asks for.
    pub recolor: bool,
    /// Which letters are embedded.
    pub subsets: SubsetScope,
}

/// Which letters of a face are embedded. See [`FillOptions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SubsetScope {
    /// The same for every record of a form, and a second subset for rarer letters: what does not change from record
    /// to record is made, and proved, once.
    #[default]
    Shared,
    /// Those of the record: the smallest file.
    PerRecord,
}

impl FillOptions {
    /// For one record of somebody who names fields of any form, whoever may change them on a screen: nothing but
    /// what cannot be shown is refused.
    pub const PERMISSIVE: Self = Self {
        read_only: true,
        invisible: true,
        shrink_to: Some(SMALLEST_FONT_SIZE),
        recolor: true,
        subsets: SubsetScope::PerRecord,
    };
}
