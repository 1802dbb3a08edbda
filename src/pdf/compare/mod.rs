//! Is this PDF the official blank and a fill, and nothing else?
//!
//! Two ways lead to a filled form. A program appended an *update*: the official bytes stand in front, unchanged.
//! Or a program *rewrote* the file: every object has another number and place. In both the two object graphs are
//! walked in parallel from the catalogue, and only what a fill may touch may differ: V, AS, AP, RV, I and DA of
//! fields, NeedAppearances, fonts for fields, the removal of XFA. What the fields show is then held against what
//! they hold.
//!
//! A comparison of graphs is worth what the reading of the file is worth. A second reader therefore walks the
//! cross-reference sections by itself, and where the two readers do not agree about an object, or the file has
//! objects that only some programs would find, that is told too (ISO 32000-2, 7.5.4–7.5.8; "Shadow attacks",
//! Mainka, Mladenov, Rohlmann, NDSS 2021).

mod ambiguity;
mod annotations;
mod appearance;
mod appearance_summary;
mod catalog;
mod change;
mod fields;
mod font_decoder;
mod object_graphs;
mod page;
mod page_content;
mod resources;
mod stream_expander;
mod xref_sections;

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
    /// The official bytes stand in front, and updates behind.
    IncrementalUpdate {
        /// Where the first update begins.
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

/// Holds a filled form against the official one.
///
/// Both are opened already, so that the values can be read from the same [`Pdf`]. What cannot be decided is a
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
    let way = match filled.bytes().strip_prefix(official.bytes()) {
        Some([]) => SaveMethod::Unchanged,
        Some(_) => SaveMethod::IncrementalUpdate { offset: official.bytes().len() },
        None => SaveMethod::Rewritten,
    };
    let mut changes = ChangeList::default();
    if way == SaveMethod::Rewritten {
        changes.report(&words::REWRITTEN, &change::ChangeLocation::default(), b"");
    }
    if way != SaveMethod::Unchanged {
        ambiguity::compare(official, filled, way, &mut changes);
        catalog::compare(official, filled, &mut changes);
    }
    Comparison { save_method: way, changes: changes.finish() }
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
