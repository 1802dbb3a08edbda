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

mod annotations;
mod appearance;
mod catalog;
mod change;
mod content;
mod decoder;
mod fields;
mod graphs;
mod page;
mod readings;
mod resources;
mod sections;
mod shown;
mod streams;

use crate::diag::catalogue::pdf_change as words;
use crate::diag::{Finding, Origin, Report};

use super::document::Pdf;
pub use change::Change;
use change::Changes;

/// How the filled file was made from the official one. See [`compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// The official file itself, byte for byte.
    Unchanged,
    /// The official bytes stand in front, and updates behind.
    Updated {
        /// Where the first update begins.
        at: usize,
    },
    /// The whole file was written anew.
    Rewritten,
}

/// What differs between an official form and a filled one. See [`compare`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    way: Way,
    changes: Vec<Change>,
}

/// Holds a filled form against the official one.
///
/// Both are opened already, so that the values can be read from the same [`Pdf`]. What cannot be decided is a
/// change that refuses (`P-too-complex`, `P-structure`), never a pass.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use edocpack::pdf::{Pdf, Way, compare};
///
/// let official = Pdf::read(std::fs::read("fixtures/forms/other-make.pdf")?)?;
/// let same = compare(&official, &official);
/// assert!(same.is_only_a_fill() && same.way() == Way::Unchanged);
/// let another = Pdf::read(std::fs::read("fixtures/forms/unseen.pdf")?)?;
/// for change in compare(&official, &another).changes() {
///     println!("{}", change.code());
/// }
/// # Ok(())
/// # }
/// ```
pub fn compare(official: &Pdf, filled: &Pdf) -> Comparison {
    let way = match filled.bytes().strip_prefix(official.bytes()) {
        Some([]) => Way::Unchanged,
        Some(_) => Way::Updated { at: official.bytes().len() },
        None => Way::Rewritten,
    };
    let mut changes = Changes::default();
    if way == Way::Rewritten {
        changes.tell(&words::REWRITTEN, &change::Where::default(), b"");
    }
    if way != Way::Unchanged {
        readings::compare(official, filled, way, &mut changes);
        catalog::compare(official, filled, &mut changes);
    }
    Comparison { way, changes: changes.finish() }
}

impl Comparison {
    /// How the file was made.
    pub fn way(&self) -> Way {
        self.way
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
