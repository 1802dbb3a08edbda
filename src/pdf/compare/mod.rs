//! Compares a filled PDF with the official form: is it that form with values, and nothing else?
//!
//! In: both files as [`Pdf`]. Out: a [`Comparison`], whose [`Change`]s are findings with page, field and part.
//!
//! A program fills a form in one of two ways. It appends an *incremental update*, and the official bytes are
//! unchanged in front of it; or it *rewrites* the file, and every object has another number and offset. Both object
//! graphs are traversed in parallel from the catalog; only what a fill changes may differ: V, AS, AP, RV, I and DA
//! of fields, NeedAppearances, fonts for fields, the removal of XFA. Then the appearance of each field is compared
//! with its value.
//!
//! Before that, a second reader of the cross-reference sections checks that the file has one reading: where the two
//! readers disagree about an object, or the file has objects that only some programs would find, that is a change
//! too (ISO 32000-2, 7.5.4–7.5.8; "Shadow attacks", Mainka, Mladenov, Rohlmann, NDSS 2021).

// What a comparison finds.
mod change;
// Whether the file has one reading.
mod ambiguity;
// From the catalog to pages and fields.
mod annotations;
mod catalog;
mod fields;
mod page;
mod page_content;
mod resources;
// What the fields show.
mod appearance;
mod appearance_reader;
mod decoration;
mod glyph_claims;
mod shown_text;
mod widget_appearance;
// Whether two objects are equal.
mod object_graphs;
mod stream_expander;

use crate::diag::catalogue::pdf_change as words;
use crate::diag::{Finding, Origin, Report};

use super::document::Pdf;
pub use change::Change;
use change::ChangeList;

/// How the filled file was made from the official one. See [`compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SaveMethod {
    /// The official file itself, byte for byte.
    Unchanged,
    /// The official bytes, and incremental updates behind them.
    IncrementalUpdate {
        /// The offset of the first update.
        offset: usize,
    },
    /// The whole file was written anew.
    Rewritten,
}

/// What differs between an official form and a filled one. See [`compare`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    save_method: SaveMethod,
    changes: Vec<Change>,
}

/// Compares a filled form with the official one.
///
/// Both are parsed already, so that the values can be read from the same [`Pdf`]. What cannot be decided is a
/// change that refuses (`P-too-complex`, `P-structure`), never a pass.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Pdf, SaveMethod, compare};
///
/// let official = Pdf::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
/// let same = compare(&official, &official);
/// assert!(same.is_only_a_fill() && same.save_method() == SaveMethod::Unchanged);
/// let another = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// for change in compare(&official, &another).changes() {
///     println!("{}", change.code());
/// }
/// # Ok(())
/// # }
/// ```
pub fn compare(official: &Pdf, filled: &Pdf) -> Comparison {
    let save_method = match filled.bytes().strip_prefix(official.bytes()) {
        Some([]) => SaveMethod::Unchanged,
        Some(_) => SaveMethod::IncrementalUpdate { offset: official.bytes().len() },
        None => SaveMethod::Rewritten,
    };
    let mut changes = ChangeList::default();
    if save_method == SaveMethod::Rewritten {
        changes.report(&words::REWRITTEN, &change::ChangeLocation::default(), b"");
    }
    if save_method != SaveMethod::Unchanged {
        ambiguity::compare(official, filled, save_method, &mut changes);
        catalog::compare(official, filled, &mut changes);
    }
    Comparison { save_method, changes: changes.finish() }
}

impl Comparison {
    /// How the file was made.
    pub fn save_method(&self) -> SaveMethod {
        self.save_method
    }

    /// Everything that differs, apart from the values of fields: refusals first.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether the file is the official form and a fill, and nothing else.
    pub fn is_only_a_fill(&self) -> bool {
        !self.changes.iter().any(Change::refuses)
    }

    /// The changes as findings about the filled file.
    pub fn report(&self, file: &Origin) -> Report {
        self.changes.iter().map(|change| change.finding(file)).collect::<Vec<Finding>>().into_iter().collect()
    }
}
