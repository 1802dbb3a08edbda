//! PDF forms: reading, filling, and proof of what is seen.
//!
//! [`Template`] reads a form; [`read_values`] says what somebody wrote into it. A filled form is the original,
//! byte for byte, with one incremental update behind it.

pub mod content;
mod default_appearance;
mod document;
mod error;
mod field;
mod field_tree;
pub mod font;
mod geometry;
mod lex;
mod objects;
mod template;
mod text_string;
mod traits;
mod values;

pub use document::{MAX_FILE, Pdf, XrefKind};
pub use error::PdfError;
pub use field::{
    Action, ChoiceOption, Field, FieldFlags, FieldKind, FieldValue, FontSize, Quadding, Rotation, Widget,
};
pub use geometry::Rect;
pub use template::Template;
pub use traits::{Traits, Xfa};
pub use values::read_values;
