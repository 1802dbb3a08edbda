//! PDF forms: reading, filling, and proof of what is seen.
//!
//! [`Template`] reads a form; [`read_values`] says what somebody wrote into it. A filled form is the original,
//! byte for byte, with one incremental update behind it.

mod acrobat_scripts;
mod appearance;
mod compare;
pub mod content;
mod default_appearance;
mod display_format;
mod document;
mod document_scripts;
mod embedded_files;
mod error;
mod features;
mod field;
mod field_forecast;
mod field_locks;
mod field_plan;
mod field_tree;
mod field_update;
mod fill;
mod fill_problem;
mod fill_remark;
mod fill_value;
mod flatten;
pub mod font;
mod geometry;
mod incremental_update;
mod lexer;
mod load;
mod object_edits;
mod objects;
pub mod page_text;
mod page_tree;
pub mod proof;
mod read_object;
mod recent_cache;
mod serialize;
mod signature;
mod template;
pub mod template_diff;
mod text_string;
mod value_format;

pub use compare::{Change, Comparison, SaveMethod, compare};
pub use display_format::DisplayFormat;
pub use document::{Pdf, PdfPages};
pub use embedded_files::{EmbeddedFile, EmbeddedFiles};
pub use error::PdfError;
pub use features::{PdfFeatures, Xfa};
pub use field::{
    Action, ChoiceOption, Field, FieldFlags, FieldKind, FieldValue, FontSize, Quadding, Rotation, Widget,
};
pub use field_forecast::{CalculatedField, FieldForecast, FormatDescription, TextSize};
pub use fill::{FieldReport, FillOptions, FilledForm, Filler, SubsetScope};
pub use fill_problem::FillProblem;
pub use fill_remark::FillRemark;
pub use fill_value::FillValue;
pub use flatten::{FlattenProblem, flatten, undo_flatten};
pub use geometry::Rect;
pub use load::{MAX_FILE, XrefKind};
pub use signature::{PdfSignature, SignatureCoverage};
pub use template::{Template, read_values};

#[cfg(test)]
mod small_form;
#[cfg(test)]
mod tests;
