//! PDF forms: reading, filling, and proof of what is seen.
//!
//! [`Template`] reads a form; [`read_values`] says what somebody wrote into it. A filled form is the original,
//! byte for byte, with one incremental update behind it.

mod appearance;
mod compare;
pub mod content;
mod decision;
mod default_appearance;
mod document;
pub mod editions;
mod edits;
mod embedded;
mod error;
mod extras;
mod field;
mod field_tree;
mod fill;
mod flatten;
pub mod font;
mod formatting;
mod geometry;
pub mod glyph_shape;
mod lex;
mod load;
mod locks;
mod objects;
mod page_tree;
mod plan;
pub mod printed;
mod problem;
pub mod proof;
mod prospect;
mod read_object;
mod recent;
mod remark;
mod script;
mod serialize;
mod shows;
mod signature;
mod template;
mod text_string;
mod traits;
mod update;
mod value;

pub use compare::{Change, Comparison, Way, compare};
pub use document::{Pages, Pdf};
pub use embedded::{Embedded, EmbeddedFile};
pub use error::PdfError;
pub use field::{
    Action, ChoiceOption, Field, FieldFlags, FieldKind, FieldValue, FontSize, Quadding, Rotation, Widget,
};
pub use fill::{FieldReport, Filled, Filler, Letters, Permits};
pub use flatten::{FlattenProblem, flatten, unflattened};
pub use geometry::Rect;
pub use load::{MAX_FILE, XrefKind};
pub use problem::FillProblem;
pub use prospect::{Calculated, Prospect, ShownFormat, TextSize};
pub use remark::FillRemark;
pub use shows::Shows;
pub use signature::{Extent, PdfSignature};
pub use template::{Template, read_values};
pub use traits::{Traits, Xfa};
pub use value::Value;

#[cfg(test)]
mod small_form;
#[cfg(test)]
mod tests;
